"""The Python target: typed modules that read like the law they come from."""

from qanun.targets.python.generate import generate
from qanun.targets.python.package import MARKER

__all__ = ["MARKER", "generate"]
