"""The Python target: typed modules that read like the law they come from."""

from qanun.targets.python.generate import MARKER, generate

__all__ = ["MARKER", "generate"]
