"""JavaScript for a browser: the runtime as one script, and for each question a script that registers it."""

from qanun.targets.javascript.generate import generate

__all__ = ["generate"]
