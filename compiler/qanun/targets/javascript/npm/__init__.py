"""The law as a package of npm: a module of plain data for each law beside the runtime, with types of all."""

from qanun.targets.javascript.npm.generate import generate

__all__ = ["generate"]
