"""Requests and replies, whatever carries them: the address taken apart, the form of an answer chosen."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any
from urllib.parse import parse_qsl

from attrs import frozen

from qanun.runtime.nearest import nearest
from qanun.runtime.values import json_values
from qanun.service.problems import Problem, clean, wrong_parameter

JSON = "application/json"
TEXT = "text/plain"
MARKDOWN = "text/markdown"
HTML = "text/html"
NDJSON = "application/x-ndjson"
PROBLEM = "application/problem+json"


@frozen(eq=False)
class Request:
    """What is asked: the words of the path that vary, the parameters behind it, the body, the form wanted."""

    at: Mapping[str, str]
    query: Mapping[str, Sequence[str]]
    body: bytes
    form: str


@frozen(eq=False)
class Reply:
    """What is answered, in a form."""

    form: str
    body: bytes


def said(data: object) -> Reply:
    """JSON data as a reply."""
    return Reply(JSON, encoded(data))


def encoded(data: object) -> bytes:
    """JSON text: letters as they are."""
    return _ENCODER.encode(data).encode()


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def worded(form: str, words: str) -> Reply:
    """Words as a reply."""
    return Reply(form, words.encode("utf-8", "replace"))


# --- parameters -------------------------------------------------------------------------------------------


def query_of(raw: bytes, allowed: Mapping[str, bool]) -> dict[str, list[str]]:
    """The parameters behind the path; `allowed` says of each whether it may stand there more than once."""
    if not raw:
        return {}
    found: dict[str, list[str]] = {}
    try:
        pairs = parse_qsl(raw.decode("ascii"), True, errors="strict", max_num_fields=500)
    except ValueError:
        raise wrong_parameter("query", "what stands behind the path cannot be read") from None
    for name, value in pairs:
        if name not in allowed:
            near = nearest(name[:200], allowed)
            raise wrong_parameter(clean(name), "there is no such parameter here", near)
        found.setdefault(name, []).append(value)
        if len(found[name]) > 1 and not allowed[name]:
            raise wrong_parameter(name, "stands there more than once")
    return found


def day_of(request: Request, name: str) -> date | None:
    """A parameter that is a day."""
    words = request.query.get(name)
    if words is None:
        return None
    try:
        return json_values.day(words[0])
    except ValueError:
        raise wrong_parameter(name, "expected a day, like 2012-03-05") from None


def as_of(request: Request) -> date | datetime | None:
    """The day or moment for which the answer is asked."""
    words = request.query.get("as_of")
    if words is None:
        return None
    try:
        found = json_values.day_or_moment(words[0])
        if not 2 <= found.year <= 9998:
            raise ValueError
    except ValueError:
        said = "expected a day, 2012-03-05, or a moment with its offset, 2012-03-05T10:00:00%2B04:00"
        raise wrong_parameter("as_of", said) from None
    return found


@frozen
class ReadingParameter:
    """A parameter that chooses how a reading is taken: the reading's qualified name, and its options."""

    reading: str
    options: tuple[str, ...]


@cache
def reading_parameters(question: Any) -> Mapping[str, ReadingParameter]:
    """By their names: `reading.fine_or_prison`, by its law where two are so called."""
    bare = [name.rpartition(".")[2] for name in question.readings]
    found: dict[str, ReadingParameter] = {}
    for name, reading in question.readings.items():
        short = name.rpartition(".")[2]
        written = short if bare.count(short) == 1 else name
        options = tuple(option for option, _ in reading.options)
        found[f"{READING}{written}"] = ReadingParameter(name, options)
    return found


READING = "reading."
"""How parameters begin that choose readings."""


def readings(request: Request, question: Any) -> dict[str, str] | None:
    """The readings chosen."""
    found: dict[str, str] = {}
    errors: list[Mapping[str, object]] = []
    parameters = reading_parameters(question)
    for name in request.query:
        if name in parameters:
            known = parameters[name]
            try:
                found[known.reading] = option(request, name, known.options)
            except Problem as problem:
                errors += problem.errors
    if errors:
        raise Problem("wrong-parameter", "The readings have mistakes.", tuple(errors))
    return found or None


def words_of(request: Request, name: str, most: int) -> str | None:
    """A parameter that is words, of so many characters at most."""
    words = request.query.get(name)
    if words is None:
        return None
    if len(words[0]) > most:
        raise wrong_parameter(name, f"has more than {most} characters")
    return words[0]


def is_set(request: Request, name: str) -> bool:
    """A parameter that is true or false."""
    words = request.query.get(name, ("false",))[0]
    if words not in ("true", "false"):
        raise wrong_parameter(name, "expected true or false")
    return words == "true"


def option(request: Request, name: str, options: Sequence[str]) -> str:
    """A parameter that is one of some words; the first where it is not there."""
    words = request.query.get(name, options)[0]
    if words not in options:
        raise wrong_parameter(name, f"expected {', '.join(options)}", nearest(words[:200], options))
    return words


# --- the form of an answer --------------------------------------------------------------------------------


@lru_cache(maxsize=256)
def chosen_form(accept: str, forms: tuple[str, ...]) -> str:
    """Of the forms that there are the one that is liked best, the first where all are liked alike."""
    if not accept or accept == "*/*":
        return forms[0]
    liked = {form: _liking(accept, form) for form in forms}
    best = max(forms, key=lambda form: liked[form])
    if liked[best] <= 0:
        raise Problem("not-acceptable", f"There is {', '.join(forms)}.", more={"forms": list(forms)})
    return best


def _liking(accept: str, form: str) -> float:
    """How much a form is liked: by the range that names it most closely."""
    best = (-1, 0.0)
    for words in accept.lower().split(","):
        kind, *parameters = (part.strip() for part in words.split(";"))
        match = {form: 2, f"{form.partition('/')[0]}/*": 1, "*/*": 0}
        if kind in match:
            best = max(best, (match[kind], _weight(parameters)))
    return best[1]


def _weight(parameters: Sequence[str]) -> float:
    for one in parameters:
        name, _, value = one.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0
