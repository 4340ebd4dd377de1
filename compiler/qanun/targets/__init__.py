"""What the compiler writes, one target each: from a program to the text of its files, by path."""

from collections.abc import Callable

from qanun.core.rules import Program
from qanun.targets import javascript, python

TARGETS: dict[str, Callable[[Program, str], dict[str, str]]] = {
    "python": python.generate,
    "javascript": javascript.generate,
}
"""The targets by name. Each takes the program and the name of its package or folder."""
