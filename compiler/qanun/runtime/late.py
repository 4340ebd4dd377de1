"""Names of a package that are looked for when they are first asked for, so that importing it stays cheap."""

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
