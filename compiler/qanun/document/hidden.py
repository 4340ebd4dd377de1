"""Characters that show nothing or turn the direction of writing: a page reads otherwise than it is."""

import re
import unicodedata
from collections.abc import Iterable

from qanun.diagnostics import Diagnostic, Fix
from qanun.diagnostics.grouped import grouped
from qanun.document import kinds
from qanun.text import Text

_CONTROLS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff"
_TURNING = r"\u202a-\u202e\u2066-\u2069"
_BESIDE = r"\ufff9-\ufffb\U000e0000-\U000e007f"
_HIDDEN = re.compile(f"[{_CONTROLS}{_TURNING}{_BESIDE}]")
_UNNAMED = {"\0": "NUL", "\x0b": "LINE TABULATION", "\x0c": "FORM FEED", "\x1b": "ESCAPE", "\x7f": "DELETE"}


def hidden(text: Text) -> list[Diagnostic]:
    """A diagnostic for each such character that the page has, with all its places."""
    found = []
    for match in _HIDDEN.finditer(text.content):
        span = text.span(match.start(), match.end())
        name = _named(match.group())
        found.append(kinds.HIDDEN_CHARACTER.at(span, name=name, fix=Fix(span, "", "remove it")))
    return grouped(found, lambda one: one.values["name"])


def without_echoes(said: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics without those that only stumble over a hidden character."""
    known = list(said)
    texts = {one.span.text for one in known if one.kind is kinds.HIDDEN_CHARACTER}
    places = {text.path: [match.start() for match in _HIDDEN.finditer(text.content)] for text in texts}
    return [one for one in known if one.kind is kinds.HIDDEN_CHARACTER or not _covers(one, places)]


def _covers(one: Diagnostic, places: dict[str, list[int]]) -> bool:
    span = one.span
    there = places.get(span.text.path, ())
    return any(span.start <= place < max(span.end, span.start + 1) for place in there)


def _named(character: str) -> str:
    """`U+202E RIGHT-TO-LEFT OVERRIDE`."""
    name = unicodedata.name(character, _UNNAMED.get(character, "a control character"))
    return f"U+{ord(character):04X} {name}"
