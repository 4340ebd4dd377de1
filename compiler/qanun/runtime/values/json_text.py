"""JSON text as plain data, without what JSON data cannot tell any more: what is stated twice, lost digits.

A number with a fraction stays a Decimal, so that no digit is lost before it is refused or taken.
"""

import json
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from qanun.runtime.faults import Mistake


def below(path: str, part: object) -> str:
    """The JSON pointer (RFC 6901) of a part of what `path` points at."""
    return f"{path}/{str(part).replace('~', '~0').replace('/', '~1')}"


class Pairs(list[tuple[str, object]]):
    """An object of JSON as it is written, name after name: one may stand there twice."""

    __slots__ = ()


def scan(text: str | bytes) -> object:
    """The data that the text writes, with Pairs for objects; a ValueError or RecursionError for no JSON."""
    characters = (text.decode("utf-8-sig") if isinstance(text, bytes) else text).strip(" \t\n\r")
    data, end = _DECODER.raw_decode(characters)
    if end != len(characters):
        raise ValueError("is not JSON")
    return data


class _Ambiguous(dict[str, object]):
    """An object of JSON in which names stand more than once: `twice`."""

    __slots__ = ("twice",)

    def __init__(self, pairs: list[tuple[str, object]]) -> None:
        super().__init__(pairs)
        self.twice = [name for name, count in Counter(name for name, _ in pairs).items() if count > 1]


def parse(text: str | bytes, mistakes: list[Mistake]) -> object:
    """The data that the text writes. Mistakes are added to the list; what is no JSON is None."""
    ambiguous: list[_Ambiguous] = []

    def read(pairs: list[tuple[str, object]]) -> dict[str, object]:
        plain = dict(pairs)
        if len(plain) == len(pairs):
            return plain
        ambiguous.append(_Ambiguous(pairs))
        return ambiguous[-1]

    try:
        characters = text.decode("utf-8-sig") if isinstance(text, bytes) else text
        data: object = json.loads(
            characters, parse_float=_decimal, parse_int=_decimal, object_pairs_hook=read
        )
    except UnicodeDecodeError as error:
        mistakes.append(Mistake("", f"is not UTF-8: {error.reason} at byte {error.start}"))
        return None
    except json.JSONDecodeError as error:
        mistakes.append(Mistake("", f"is not JSON: {error}"))
        return None
    except RecursionError:
        mistakes.append(Mistake("", "is not JSON that can be read: it is nested too deeply"))
        return None
    if ambiguous:
        mistakes += _stated_twice(data)
    return data


def _decimal(digits: str) -> object:
    """An integer of few digits, else a Decimal; beyond its measure an infinite one, which no fact takes."""
    if len(digits) < 20 and digits.lstrip("-").isdecimal():
        return int(digits)
    try:
        return Decimal(digits)
    except InvalidOperation:
        return Decimal("Infinity")


_DECODER = json.JSONDecoder(parse_float=_decimal, object_pairs_hook=Pairs)


def _stated_twice(data: object) -> list[Mistake]:
    """Every name that an object has more than once."""
    found: list[Mistake] = []
    waiting = [("", data)]
    while waiting:
        path, part = waiting.pop()
        if isinstance(part, _Ambiguous):
            found += [Mistake(below(path, name), "is stated twice") for name in part.twice]
        if isinstance(part, Mapping):
            waiting += [(below(path, name), inner) for name, inner in part.items()]
        elif isinstance(part, list):
            waiting += [(below(path, place), inner) for place, inner in enumerate(part)]
    return found
