"""A program with other names for some of what it declares: those that another law gives them."""

from collections.abc import Mapping
from typing import Any, TypeVar, assert_never, cast

import attrs

from qanun.core.names import Argument, Aspect, BitesOn, Name, PrevailsOver
from qanun.core.rules import Program
from qanun.runtime.values.states import State

T = TypeVar("T")


def renamed(program: Program, names: Mapping[str, str]) -> Program:
    """The same program. `names` are qualified, or laws; what belongs to one of them goes with it."""
    return _Renaming(dict(names)).of(program) if names else program


def name_of(text: str, names: Mapping[str, str]) -> str:
    """A text that is one of some names, or of what belongs to one, under its new name; any other as it is.
    What is named itself goes by its own new name."""
    for old in sorted(names, key=len, reverse=True):
        if text == old or (" " not in text and text.startswith((f"{old}.", f"{old}#", f"{old}@"))):
            return f"{names[old]}{text[len(old) :]}"
    return text


class _Renaming:
    """Everything that is made of attrs classes, tuples and dictionaries, with other names in it."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self._done: dict[int, tuple[object, object]] = {}

    def of(self, value: T) -> T:
        return cast("T", self._of(value))

    def _of(self, value: Any) -> Any:
        if isinstance(value, Name):
            return self._name(value)
        if type(value) is str:
            return self._text(value)
        known = self._done.get(id(value))
        if known is None:
            known = self._done[id(value)] = (value, self._made(value))
        return known[1]

    def _made(self, value: Any) -> Any:
        if type(value) is tuple or isinstance(value, frozenset):
            members = [self._of(part) for part in value]
            return value if all(a is b for a, b in zip(value, members, strict=True)) else type(value)(members)
        if isinstance(value, dict):
            return {self._of(key): self._of(part) for key, part in value.items()}
        if not attrs.has(type(value)):
            return value
        fields = [field for field in attrs.fields(type(value)) if field.init]
        parts = {field.alias: self._of(getattr(value, field.name)) for field in fields}
        same = all(parts[field.alias] is getattr(value, field.name) for field in fields)
        return value if same else type(value)(**parts)

    def _name(self, name: Name) -> Name:
        subject, aspect, about, unless, raw = name.parts
        match aspect:
            case BitesOn(target):
                aspect = BitesOn(self._text(target))
            case PrevailsOver(loser):
                aspect = PrevailsOver(self._text(loser))
            case Aspect() | State() | Argument():
                pass
            case never:
                assert_never(never)
        made = Name(self._text(subject), aspect, about, tuple(map(self._text, unless)), raw)
        return name if made == name else made

    def _text(self, text: str) -> str:
        return name_of(text, self._names)
