"""A case that is nearer to what is usual, found by trying: where the solver came to no end."""

from collections.abc import Callable, Mapping
from typing import assert_never

from qanun.core.rules import RecordValue
from qanun.runtime.values.durations import Days, Hours, Months
from qanun.runtime.values.money import Money
from qanun.runtime.values.periods import Period
from qanun.typed.types import (
    DATE,
    MOMENT,
    PERIOD,
    YES_NO,
    DurationType,
    ListType,
    MoneyType,
    OneOfType,
    OrNone,
    RecordType,
    SetType,
    Simple,
    Type,
)
from qanun.verify.proofs.smallest import USUAL_DAY, USUAL_MOMENT


def nearer(
    facts: Mapping[str, object],
    types: Mapping[str, Type],
    holds: Callable[[Mapping[str, object]], bool],
) -> Mapping[str, object]:
    """The facts, each as usual where the case is still one of its kind then, from the last on."""
    found = dict(facts)
    for name in reversed(list(facts)):
        value = usual_value(types[name], facts[name])
        if value != found[name]:
            tried = {**found, name: value}
            found = tried if holds(tried) else found
    return found


def usual_value(type_: Type, otherwise: object) -> object:
    """What is usual of a type; where nothing is, what it is otherwise."""
    match type_:
        case OrNone():
            return None
        case OneOfType(_, options):
            return options[0]
        case MoneyType(currency):
            return Money(0, currency)
        case DurationType(unit):
            kinds = {"hours": Hours, "days": Days, "months": Months}
            return kinds[unit](0) if unit in kinds else otherwise
        case SetType():
            return frozenset()
        case ListType():
            return ()
        case RecordType(name, fields):
            assert isinstance(otherwise, RecordValue)
            cells = dict(otherwise.cells)
            return RecordValue(name, tuple((one, usual_value(inner, cells[one])) for one, inner in fields))
        case Simple(name):
            return _usual_simple(type_, otherwise)
        case never:
            assert_never(never)


def _usual_simple(type_: Simple, otherwise: object) -> object:
    known = {YES_NO: False, DATE: USUAL_DAY, MOMENT: USUAL_MOMENT, PERIOD: Period(USUAL_DAY, None)}
    return known.get(type_, 0 if type_.name in ("integer", "number") else otherwise)
