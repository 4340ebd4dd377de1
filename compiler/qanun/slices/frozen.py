"""A page's document as plain data for JSON, and back on the same text."""

from datetime import date
from typing import Any

import attrs

from qanun.document import model
from qanun.text import Span, Text

_CLASSES: dict[str, Any] = {
    name: each for name, each in vars(model).items() if isinstance(each, type) and attrs.has(each)
}


def freeze(document: model.Document) -> Any:
    """Lists, texts and numbers; what is one thing in the document is one thing again in what is thawed."""
    seen: dict[int, int] = {}

    def plain(value: object) -> Any:
        match value:
            case None | bool() | int() | str():
                return value
            case date():
                return {"day": value.isoformat()}
            case tuple():
                return [plain(each) for each in value]
            case Span():
                return {"at": [value.start, value.end]}
            case Text():
                return {"text": 0}
        if id(value) in seen:
            return {"same": seen[id(value)]}
        fields = [plain(getattr(value, each.name)) for each in attrs.fields(_CLASSES[type(value).__name__])]
        seen[id(value)] = len(seen)
        return {type(value).__name__: fields}

    return plain(document)


def thaw(plain: Any, text: Text) -> model.Document:
    """The document again. ValueError, KeyError or TypeError where the data was never one."""
    made: list[object] = []

    def value(one: Any) -> Any:
        if isinstance(one, list):
            return tuple(value(each) for each in one)
        if not isinstance(one, dict):
            return one
        ((name, inner),) = one.items()
        match name:
            case "day":
                return date.fromisoformat(inner)
            case "at":
                return Span(text, *inner)
            case "text":
                return text
            case "same":
                return made[inner]
        built = _CLASSES[name](*(value(each) for each in inner))
        made.append(built)
        return built

    document = value(plain)
    if not isinstance(document, model.Document):
        raise TypeError("no document")
    return document
