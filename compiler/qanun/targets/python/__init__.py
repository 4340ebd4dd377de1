"""The Python target: typed modules that read like the law they come from."""

from qanun.targets.python.generate import generate, left_to_general
from qanun.targets.python.package import MARKER

__all__ = ["MARKER", "generate", "left_to_general"]
