"""Hypothesis strategies for JSON data that describe a case, and for data that nearly do."""

import copy
from collections.abc import Callable, Iterator
from typing import Any

from hypothesis import strategies as st
from qanun.runtime.values.facts import AnyCase
from qanun.runtime.values.spec import Fact, Kind

Json = Any

NUMBERS = ["0", "-12", "007", "0.14", "1/3", "-0.0", "4/2", "9007199254740993", "1" * 1000]
WHOLES = st.integers() | st.sampled_from([0, 3.0, 2**53 - 1, -(2**53) + 1, "12", "-0", "9" * 1000])
DAYS = ["2012-03-01", "2012-02-29", "0001-01-01", "9999-12-31", "1990-05-10"]
CLOCKS = ["T10:00:00+04:00", "T00:00:00Z", "T23:59:59.999999-23:59", "T04:30:00.5+00:00"]
COUNTS = {
    "hours": ["48 hours", "1 hour", "1/3 hours", "-0.5 hours"],
    "days": ["7 days", "2 weeks", "1 day", "-1 days"],
    "months": ["18 months", "2 years", "1 month", "0 year"],
}
AMOUNTS = ["300 AZN", "1/3 EUR", "24 months", "60 months 1 days", "1 year 1 day", "2 weeks", "0.5 hours"]


def documents(cls: type[AnyCase]) -> st.SearchStrategy[Json]:
    """JSON data that describe a case: any facts of it, each with a value that it can have."""
    return st.fixed_dictionaries({}, optional={fact.key: _stated(fact) for fact in cls.FACTS})


def _stated(fact: Fact) -> st.SearchStrategy[Json]:
    return st.none() | values(fact.kind) if fact.or_none else values(fact.kind)


def values(kind: Kind) -> st.SearchStrategy[Json]:
    """JSON data of one kind."""
    match kind.word:
        case "yes/no":
            return st.booleans()
        case "integer":
            return WHOLES.filter(lambda n: isinstance(n, str) or abs(n) < 2**53)
        case "number":
            return st.sampled_from(NUMBERS) | st.integers(-5, 5)
        case "money":
            return st.sampled_from([f"{number} {kind.unit}" for number in NUMBERS[:-1]])
        case "duration":
            return st.sampled_from(COUNTS[kind.unit])
        case "date":
            return st.sampled_from(DAYS)
        case "moment":
            return st.builds(
                str.__add__, st.sampled_from([DAYS[0], DAYS[1], DAYS[4]]), st.sampled_from(CLOCKS)
            )
        case "period":
            late = st.none() | st.sampled_from(["2012-03-01", "2013-01-01"])
            return st.fixed_dictionaries({"from": st.sampled_from(["2012-03-01", "1990-05-10"]), "to": late})
        case "penalty":
            alone = {"kind": st.text(max_size=4), "amount": st.sampled_from(AMOUNTS)}
            also = {"also": st.lists(st.fixed_dictionaries(alone), max_size=2)}
            return st.fixed_dictionaries(alone, optional=also)
        case "country":
            return st.sampled_from(["AZ", "TR", "IR"])
        case "one of" | "authority":
            assert kind.options is not None
            return st.sampled_from([option.value for option in kind.options])
        case "text":
            return st.text(max_size=5)
        case "record":
            assert kind.record is not None
            return documents(kind.record)
        case "list":
            assert kind.element is not None
            return st.lists(values(kind.element), max_size=3)
        case "set":
            assert kind.element is not None
            members = values(kind.element)
            return st.lists(members, max_size=3) | st.dictionaries(members, st.booleans(), max_size=3)
    raise AssertionError(kind.word)


ANYTHING: st.SearchStrategy[Json] = st.recursive(
    st.none()
    | st.booleans()
    | WHOLES
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=4)
    | st.sampled_from(
        [*NUMBERS, *DAYS, *AMOUNTS, "2012-03-01T10:00:00", "2011-02-29", "200 EUR", "XX", "az"]
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)

Setter = Callable[[Json], None]


def places(data: Json) -> Iterator[tuple[Json, Setter, Callable[[], None]]]:
    """Every part below the whole: what it is, how to put another in its place, how to take it out."""
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, part in list(parts):
        yield part, lambda new, key=key: data.__setitem__(key, new), lambda key=key: data.__delitem__(key)
        yield from places(part)


@st.composite
def near(draw: st.DrawFn, whole: st.SearchStrategy[Json]) -> Json:
    """Data with one to three slips: a part is replaced, left out, added, or a text mangled."""
    data = copy.deepcopy(draw(whole))
    for _ in range(draw(st.integers(1, 3))):
        found = list(places(data))
        if not found or draw(st.integers(0, 5)) == 0:
            if isinstance(data, dict):
                data[draw(st.text(max_size=4))] = draw(ANYTHING)
            continue
        part, put, take_out = draw(st.sampled_from(found))
        slip = draw(st.sampled_from(["replace", "leave out", "mangle", "add"]))
        if slip == "leave out":
            take_out()
        elif slip == "mangle" and isinstance(part, str):
            put(_mangled(draw, part))
        elif slip == "add" and isinstance(part, dict):
            part[draw(st.text(max_size=4))] = draw(ANYTHING)
        elif slip == "add" and isinstance(part, list):
            part.append(draw(ANYTHING))
        else:
            put(draw(ANYTHING))
    return data


def _mangled(draw: st.DrawFn, text: str) -> str:
    """The text with a character put in, taken out, doubled or changed."""
    place = draw(st.integers(0, len(text)))
    character = draw(st.sampled_from("0123456789-+./: TZAEsn\n²\u0663"))
    return draw(
        st.sampled_from(
            [
                text[:place] + character + text[place:],
                text[:place] + text[place + 1 :],
                text[:place] + character + text[place + 1 :],
                text[:place] + text[place : place + 1] * 2 + text[place + 1 :],
                text.upper(),
            ]
        )
    )
