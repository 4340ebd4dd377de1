"""Names and modules that are looked for when they are first asked for, so that importing stays cheap."""

from collections.abc import Callable, Mapping


def late(package: str, homes: Mapping[str, str]) -> Callable[[str], object]:
    """A package's `__getattr__`. `homes` says of each name in which module of the package it stands."""

    def find(name: str) -> object:
        from importlib import import_module
        from sys import modules

        if name not in homes:
            raise AttributeError(
                f"module {package!r} has no attribute {name!r}", name=name, obj=modules[package]
            )
        found = vars(import_module(f"{package}.{homes[name]}"))[name]
        setattr(modules[package], name, found)
        return found

    return find


class LateModule:
    """A module in the place of its name, imported when something of it is first asked for.

    So laws can lean on each other both ways, whichever is imported first, and one loads no more of them than
    it needs. What was asked for is kept: it is found as fast as in the module.
    """

    def __init__(self, module: str) -> None:
        self._module = module

    def __repr__(self) -> str:
        return f"<{self._module}, imported when it is asked for>"

    def __getattr__(self, name: str) -> object:
        from importlib import import_module

        if name.startswith("_"):
            raise AttributeError(f"nothing is asked of {self!r} but what a law offers", name=name, obj=self)
        found: object = getattr(import_module(self._module), name)
        setattr(self, name, found)
        return found
