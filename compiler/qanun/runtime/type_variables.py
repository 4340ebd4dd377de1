"""Variables of types that have a default, which Python itself knows from version 3.13 on."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing_extensions import TypeVar as TypeVar  # every type checker brings it
else:
    import typing

    def TypeVar(name: str, *, default: object = None, **rules: Any) -> typing.TypeVar:
        """A variable; only type checkers ask for its default."""
        return typing.TypeVar(name, **rules)
