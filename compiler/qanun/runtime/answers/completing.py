"""A case in which facts are missing, told further: there it is looked up on what a certain answer rests."""

from collections.abc import Callable, Set
from typing import Any

from qanun.runtime.values.sets import PartialSet
from qanun.runtime.values.spec import Fact, HasFacts
from qanun.runtime.values.unknown import UNKNOWN


def told_at_once(facts: Any, much: bool) -> Any:
    """The case with all told that is missing and can be told without a number: no, none, the first option and
    nothing in a set; or with `much` yes, the last and everything. What always holds may be broken by it."""
    told = {spec.name: _told(spec, getattr(facts, spec.name), much) for spec in facts.FACTS}
    return type(facts)(**{name: value for name, value in told.items() if value is not UNKNOWN})


def told_one_by_one(facts: Any, bound: Set[str], much: bool, can_be: Callable[[Any], bool]) -> Any | None:
    """The same where that cannot be: the facts of which something always holds, whose attributes are `bound`,
    are told one after the other, so that the case can be. None where that leads nowhere.

    It is what they are at once wherever that can be, as a case that cannot be can't be with more told either.
    """
    free = {spec.name: _told(spec, getattr(facts, spec.name), much) for spec in facts.FACTS}
    told = facts.with_(
        **{name: value for name, value in free.items() if name not in bound and value is not UNKNOWN}
    )
    for spec in facts.FACTS:
        if spec.name in bound and told is not None:
            told = _one_more(told, spec, much, can_be)
    return told


def _one_more(facts: Any, spec: Fact, much: bool, can_be: Callable[[Any], bool]) -> Any | None:
    """The facts with one told that can be so; None where it can have none of the values that are tried."""
    value = getattr(facts, spec.name)
    every = [_told(spec, value, way) for way in (much, not much)]
    if value is UNKNOWN and spec.kind.options is not None:
        every += spec.kind.options
    if every[0] is UNKNOWN:
        return facts
    tried = (facts.with_(**{spec.name: one}) for one in every)
    return next((one for one in tried if can_be(one)), None)


def _told(spec: Fact, value: Any, much: bool) -> Any:
    """A value with what is missing of it; UNKNOWN where only a number, a day or a text could tell it."""
    if value is UNKNOWN:
        return _value(spec, much)
    if isinstance(value, PartialSet):
        options = () if spec.kind.element is None else spec.kind.element.options or ()
        more = {option for option in options if value.has(option) is UNKNOWN} if much else set[Any]()
        return value.inside | more
    if isinstance(value, tuple):
        return tuple(_fields_told(one, much) for one in value)
    return _fields_told(value, much)


def _fields_told(value: Any, much: bool) -> Any:
    if not isinstance(value, HasFacts) or value.is_complete:
        return value
    record: Any = value
    fields = {spec.name: _told(spec, getattr(record, spec.name), much) for spec in record.FACTS}
    return record.with_(**{name: one for name, one in fields.items() if one is not UNKNOWN})


def _value(spec: Fact, much: bool) -> object:
    kind = spec.kind
    if spec.or_none and not much:
        return None
    if kind.options is not None:
        return list(kind.options)[-1 if much else 0]
    match kind.word:
        case "yes/no":
            return much
        case "set":
            options = None if kind.element is None else kind.element.options
            return frozenset(options or ()) if much else frozenset()
        case "list":
            return ()
        case "country":
            return "AZ"
        case _:  # what is left is a number, a day, a text or a record
            return UNKNOWN
