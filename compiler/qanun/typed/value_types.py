"""The type of a value of the runtime, as far as the value tells."""

from datetime import date, datetime
from fractions import Fraction

from qanun.runtime.values.durations import Days, Hours, Months, MonthsAndDays
from qanun.runtime.values.limits import Limit
from qanun.runtime.values.money import Money
from qanun.runtime.values.penalties import Penalties, Penalty
from qanun.runtime.values.periods import Period
from qanun.runtime.values.states import State
from qanun.typed.types import (
    BODIES,
    DATE,
    INTEGER,
    LIMIT,
    MIXED_DURATION,
    MOMENT,
    NEVER,
    NOTHING,
    NUMBER,
    PENALTIES,
    PENALTY,
    PERIOD,
    STATE,
    TEXT,
    YES_NO,
    DurationType,
    MoneyType,
    SetType,
    Type,
)

_TYPES: dict[type, Type] = {
    type(None): NOTHING,
    bool: YES_NO,
    int: INTEGER,
    Fraction: NUMBER,
    datetime: MOMENT,
    date: DATE,
    State: STATE,
    str: TEXT,
    Hours: DurationType("hours"),
    Days: DurationType("days"),
    Months: DurationType("months"),
    MonthsAndDays: MIXED_DURATION,
    Period: PERIOD,
    Penalty: PENALTY,
    Penalties: PENALTIES,
    Limit: LIMIT,
    tuple: BODIES,
    frozenset: SetType(NEVER),
}


def type_of_value(value: object) -> Type:
    """The type of a value; of a text that is an option, a country or an authority the value does not tell.

    TypeError: it is none that a rule can write; a float is none.
    """
    if isinstance(value, Money):
        return MoneyType(value.currency)
    if type(value) not in _TYPES or (isinstance(value, frozenset) and value):
        raise TypeError(f"{value!r} is no value that a rule can write")
    return _TYPES[type(value)]
