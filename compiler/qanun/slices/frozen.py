"""A page's document as plain data for JSON, and back on the same texts."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import attrs

from qanun.document import model
from qanun.text import Span, Text

_CLASSES: dict[str, Any] = {
    name: each for name, each in vars(model).items() if isinstance(each, type) and attrs.has(each)
}
_PARTS = tuple(part.name for part in attrs.fields(model.Document))
_LEFT_OUT: dict[str, Any] = {"footnotes": [], "links": []}


def freeze(document: model.Document) -> Any:
    """Lists, texts and numbers; what is one thing in the document is one thing again in what is thawed."""
    seen: dict[int, int] = {}
    number = {text: place for place, text in enumerate(document.texts)}

    def plain(value: object) -> Any:
        match value:
            case None | bool() | int() | str():
                return value
            case date():
                return {"day": value.isoformat()}
            case tuple():
                return [plain(each) for each in value]
            case Span():
                return {"at": [value.start, value.end, number[value.text]]}
            case Text():
                return {"text": number[value]}
            case _:  # a class of the document: `_CLASSES` raises for any other
                pass
        if id(value) in seen:
            return {"same": seen[id(value)]}
        fields = [plain(getattr(value, each.name)) for each in attrs.fields(_CLASSES[type(value).__name__])]
        seen[id(value)] = len(seen)
        return {type(value).__name__: [seen[id(value)], *fields]}

    return [plain(getattr(document, part)) for part in _PARTS]


def thaw(plain: Any, texts: Sequence[Text]) -> model.Document:
    """The document of these texts again, without what leads from it.

    ValueError, KeyError, IndexError or TypeError where the data was never one.
    """
    made: dict[int, object] = {}

    def value(one: Any) -> Any:
        if type(one) is list:
            return tuple([value(each) for each in one])
        if type(one) is not dict:
            return one
        ((name, inner),) = one.items()
        match name:
            case "at":
                start, end, at = inner
                return Span(texts[at], start, end)
            case "same":
                return made[inner]
            case "day":
                return date.fromisoformat(inner)
            case "text":
                return texts[inner]
            case _:  # a class of the document: `_CLASSES` raises for any other
                pass
        number, *fields = inner
        made[number] = _CLASSES[name](*[value(each) for each in fields])
        return made[number]

    parts = dict(zip(_PARTS, plain, strict=True))
    return model.Document(**{name: value(part) for name, part in (parts | _LEFT_OUT).items()})
