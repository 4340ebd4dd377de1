"""Facts and values from JSON data or a JSON text: one reader a kind and a class, prepared when first needed.

A reader gives the finished value, which needs no further check, or raises at the first thing that is not as
it must be; all that is wrong is then looked for by `json_mistakes`.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from qanun.runtime.faults import FactsRefused, Mistake
from qanun.runtime.values.checking import is_complete, partial_set
from qanun.runtime.values.json_mistakes import in_case, in_value
from qanun.runtime.values.json_text import Pairs, parse, scan
from qanun.runtime.values.json_values import READERS, Misread, Read, day, measure, whole_text
from qanun.runtime.values.penalties import Penalty
from qanun.runtime.values.periods import Period
from qanun.runtime.values.spec import HasFacts, Kind, set_complete
from qanun.runtime.values.unknown import UNKNOWN

if TYPE_CHECKING:
    from typing import TypeVar

    CaseT = TypeVar("CaseT", bound=HasFacts)

Data = Mapping[str, object] | str | bytes
TEXT = (str, bytes)
REFUSED = (ValueError, KeyError, RecursionError)
"""What a reader raises where data are not as they must be."""


def case_from_json(cls: "type[CaseT]", data: Data, beside: Collection[type[HasFacts]] = ()) -> "CaseT":
    """The case that the data, or a JSON text, describe; FactsRefused, with all mistakes, else.

    `beside` are classes of which the data may state facts too: those are left aside.
    """
    try:
        whole = scan(data) if isinstance(data, TEXT) else data
        read: CaseT = case_reader(cls)(_without(whole, cls, beside) if beside else whole)  # type: ignore[assignment]
        return read
    except REFUSED as error:
        refusal = error
    mistakes: list[Mistake] = []
    plain = parse(data, mistakes) if isinstance(data, str | bytes) else data
    if not mistakes or plain is not None:
        in_case(cls, plain, "", mistakes, beside)
    if not mistakes:
        raise refusal  # a reader has refused what is right
    raise FactsRefused(tuple(mistakes), cls.__name__)


def unused_in(cls: type[HasFacts], data: Data) -> tuple[str, ...]:
    """The names at the top of the data, or of a JSON text, that are none of the class's facts, in order."""
    mistakes: list[Mistake] = []
    plain = parse(data, mistakes) if isinstance(data, str | bytes) else data
    if mistakes or not isinstance(plain, Mapping):
        raise FactsRefused(tuple(mistakes) or (Mistake("", "expected an object with facts"),), cls.__name__)
    own = {fact.key for fact in cls.FACTS}
    return tuple(name for name in plain if name not in own)


def _without(data: object, cls: type[HasFacts], beside: Collection[type[HasFacts]]) -> dict[str, object]:
    """The data without what states only facts of other classes."""
    left_aside = {fact.key for other in beside for fact in other.FACTS} - {fact.key for fact in cls.FACTS}
    return {name: item for name, item in _opened(data).items() if name not in left_aside}


def value_from_json(data: object, kind: Kind, path: str, mistakes: list[Mistake]) -> object:
    """The value of a kind, or none; UNKNOWN where there are mistakes, which are added to the list."""
    if data is None:
        return None
    try:
        return reader(kind)(data)
    except REFUSED:
        in_value(data, kind, True, path, mistakes)
        return UNKNOWN


# --- readers ----------------------------------------------------------------------------------------------


def reader(kind: Kind) -> Read:
    """What reads a value of a kind, not none."""
    if kind.read is None:
        kind.read = COMPOUND.get(kind.word, READERS.get(kind.word, _nothing))(kind)
    return kind.read


def _nothing(kind: Kind) -> Read:
    raise TypeError(f"there is no reader of {kind.word}")


def case_reader(cls: type[HasFacts]) -> Read:
    """What reads a case or a record of a class."""
    held: tuple[Read] | None = cls.__dict__.get("_reader")
    if held is None:
        held = (_prepared(cls),)
        type.__setattr__(cls, "_reader", held)
    return held[0]


def _prepared(cls: type[HasFacts]) -> Read:
    """A reader that fills the slots of a case itself: what it reads has been checked.

    Of each fact it has the class of data that need no reading, what reads others, and what fills the slot.
    """
    make = object.__new__
    fillers: list[Callable[[object, object], None]] = [getattr(cls, fact.name).__set__ for fact in cls.FACTS]
    facts = {
        fact.key: (_as_it_stands(fact.kind, fact.or_none), reader(fact.kind), fill)
        for fact, fill in zip(cls.FACTS, fillers, strict=True)
    }
    getters = [getattr(cls, fact.name).__get__ for fact in cls.FACTS if _may_be_partial(fact.kind)]
    count = len(facts)

    def read(data: object) -> HasFacts:
        given = _opened(data)
        case = make(cls)
        complete = len(given) == count
        if not complete:
            for fill in fillers:
                fill(case, UNKNOWN)
        for key, item in given.items():
            stands, read, fill = facts[key]
            fill(case, item if item.__class__ is stands else read(item))
        if complete and getters:
            complete = all(map(is_complete, [get(case) for get in getters]))
        set_complete(case, complete)
        return case

    return read


def _may_be_partial(kind: Kind) -> bool:
    """Whether something in a value of the kind may be unknown."""
    if kind.word == "list":
        assert kind.element is not None
        return _may_be_partial(kind.element)
    return kind.word in ("record", "set")


def _as_it_stands(kind: Kind, or_none: bool) -> type | None:
    if or_none:
        return type(None)
    return bool if kind.word == "yes/no" else None


def _opened(data: object) -> Mapping[str, object]:
    """The parts of an object by name; Misread for anything else, and where a name stands twice."""
    if isinstance(data, Pairs):
        given = dict(data)
        if len(given) != len(data):
            raise Misread
        return given
    if data.__class__ is dict:
        return data
    if not isinstance(data, Mapping):
        raise Misread
    return data


def _listed(data: object) -> Sequence[object]:
    """The parts of a list; Misread for anything else."""
    if data.__class__ is list:
        return data
    if isinstance(data, Pairs) or not isinstance(data, list | tuple):
        raise Misread
    return data


def _record(kind: Kind) -> Read:
    assert kind.record is not None
    return case_reader(kind.record)


def _list(kind: Kind) -> Read:
    assert kind.element is not None
    read_one = reader(kind.element)
    return lambda data: tuple([read_one(part) for part in _listed(data)])


def _set(kind: Kind) -> Read:
    assert kind.element is not None
    read_one = reader(kind.element)

    def read(data: object) -> object:
        if isinstance(data, list | tuple) and not isinstance(data, Pairs):
            return frozenset([read_one(part) for part in data])
        mistakes: list[Mistake] = []
        known = [(read_one(member), there) for member, there in _opened(data).items()]
        found = partial_set(known, kind, "", mistakes)
        if mistakes:
            raise Misread
        return found

    return read


def _period(data: object) -> Period:
    given = _opened(data)
    start, end = given["from"], given["to"]
    if len(given) != 2:
        raise Misread
    return Period(day(start), None if end is None else day(end))


def _penalty(data: object, alone: bool = False) -> Penalty:
    """A penalty, with those imposed together with it unless it is to stand `alone`."""
    given = _opened(data)
    also = _listed(given["also"]) if "also" in given and not alone else []
    if len(given) != (3 if "also" in given and not alone else 2):
        raise Misread
    others = tuple([_penalty(part, alone=True) for part in also])
    return Penalty(whole_text(given["kind"]), measure(given["amount"]), others)


COMPOUND: dict[str, Callable[[Kind], Read]] = {
    "record": _record,
    "list": _list,
    "set": _set,
    "period": lambda _: _period,
    "penalty": lambda _: _penalty,
}
