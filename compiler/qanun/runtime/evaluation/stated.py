"""What a case states, one by one: each fact, each field of a thing, whether a member is in a set; and the
case with some of it otherwise."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve, frozen

from qanun.runtime.values.spec import Fact, HasFacts, Kind
from qanun.runtime.values.unknown import UNKNOWN

MOST_OPTIONS = 12
"""Of a set of more options each member that is in it may be out, and no other in."""


@frozen
class Stated:
    """One thing that a case states: a fact, by its attribute; of a list the thing at place `number` (0 is the
    first) and its `field`, in the law `key`; of a record its field. `member`: whether that is in the set;
    `value` is yes or no then."""

    fact: str
    kind: Kind
    or_none: bool
    value: object
    number: int | None = None
    field: str | None = None
    member: object = UNKNOWN
    key: str | None = None

    @property
    def path(self) -> tuple[str, int | None, str | None]:
        """Where it stands, whatever the member."""
        return self.fact, self.number, self.field


def stated(facts: Any) -> list[Stated]:
    """All that facts state, in their order."""
    return [one for spec in facts.FACTS for one in _of(spec, getattr(facts, spec.name))]


def _of(spec: Fact, value: object) -> Iterator[Stated]:
    if value is UNKNOWN:
        return
    kind = spec.kind
    match kind.word:
        case "record" if value is not None:
            yield from _fields(spec.name, value)
        case "list" if isinstance(value, tuple):
            for number, thing in enumerate(value):
                if isinstance(thing, HasFacts):
                    yield from _fields(spec.name, thing, number)
        case _:
            yield from _members(Stated(spec.name, kind, spec.or_none, value))


def _fields(fact: str, record: Any, number: int | None = None) -> Iterator[Stated]:
    for spec in record.FACTS:
        value = getattr(record, spec.name)
        if value is not UNKNOWN and spec.kind.word not in ("record", "list"):
            yield from _members(Stated(fact, spec.kind, spec.or_none, value, number, spec.name, key=spec.key))


def _members(whole: Stated) -> Iterator[Stated]:
    """Of a set, each member that may be in it or not; anything else as it is."""
    kind, value = whole.kind, whole.value
    if kind.word != "set":
        yield whole
    elif isinstance(value, frozenset) and kind.element is not None:
        options = kind.element.options
        few = options is not None and len(options) <= MOST_OPTIONS
        members: Sequence[Any] = list(options) if few and options is not None else sorted(value, key=str)
        for member in members:
            yield evolve(whole, value=member in value, member=member)


def is_spelled(spec: Fact, value: object, fields: frozenset[str]) -> bool:
    """Whether `stated` has all of a fact that could be otherwise, of things only these fields (all, if it is
    none)."""
    if spec.kind.word not in ("record", "list") or value is UNKNOWN:
        return _is_one_by_one(spec.kind, value)
    things = value if isinstance(value, tuple) else (value,)
    return not spec.or_none and all(
        isinstance(thing, HasFacts)
        and all(
            _is_one_by_one(field.kind, getattr(thing, field.name))
            for field in thing.FACTS
            if not fields or field.key in fields
        )
        for thing in things
    )


def _is_one_by_one(kind: Kind, value: object) -> bool:
    """Whether a value is missing, or `stated` has it, of a set each member."""
    if value is UNKNOWN or kind.word not in ("record", "list", "set"):
        return True
    return kind.word == "set" and isinstance(value, frozenset)


def within(facts: Any, one: Stated) -> object:
    """What stands there in facts; of a set all of it."""
    whole = getattr(facts, one.fact)
    if one.number is not None:
        whole = whole[one.number]
    return whole if one.field is None else getattr(whole, one.field)


def otherwise(facts: Any, changed: Mapping[Stated, object]) -> Any:
    """The facts with some of what they state otherwise. FactsRefused where a value cannot be."""
    values: dict[str, Any] = {}
    for one, value in changed.items():
        whole = values.get(one.fact, getattr(facts, one.fact))
        if one.number is not None:
            thing = _within(whole[one.number], one, value)
            whole = (*whole[: one.number], thing, *whole[one.number + 1 :])
        else:
            whole = _within(whole, one, value)
        values[one.fact] = whole
    return facts.with_(**values) if values else facts


def _within(whole: Any, one: Stated, value: object) -> object:
    if one.field is None:
        return _put(whole, one, value)
    return whole.with_(**{one.field: _put(getattr(whole, one.field), one, value)})


def _put(whole: Any, one: Stated, value: object) -> object:
    if one.member is UNKNOWN:
        return value
    return whole | {one.member} if value else whole - {one.member}
