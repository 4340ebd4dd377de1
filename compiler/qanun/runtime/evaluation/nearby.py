"""The values that something stated could have instead: of few values the others, of what is counted or
measured the nearest on each side of each bound that matters."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from qanun.runtime.evaluation.stated import Stated
from qanun.runtime.faults import FactsRefused, Fault
from qanun.runtime.values.coins import smallest_coin
from qanun.runtime.values.countries import COUNTRIES
from qanun.runtime.values.durations import Days, Hours, Months
from qanun.runtime.values.money import Money
from qanun.runtime.values.spec import Kind
from qanun.runtime.values.unknown import UNKNOWN

Seen = Callable[[object], Hashable]
"""What a law sees of a value: values of which it is the same make no difference."""

SIDES = 6
"""So many values on either side are told apart."""
FINEST = 100
"""Numbers are tried in hundredths."""
FEW = frozenset(("yes/no", "one of", "authority", "country", "set"))
"""The kinds of few values."""
REACH = {"integer": 40, "number": 40, "money": 50, "date": 17, "moment": 27, "duration": 21}
"""So often a step is doubled: a hundred years of days, of minutes; an amount of any size."""


def nearby(one: Stated, seen: Seen, constants: Sequence[object], today: date | None) -> list[object]:
    """Values that it could have instead, the nearest first, of which each is seen otherwise.

    `constants` are those that the law names, and countries; `today`: where a day is looked for that is
    none now.
    """
    tried: dict[Hashable, object] = {seen(one.value): one.value}
    for value in _values(one, seen, constants, today):
        tried.setdefault(seen(value), value)
    return [*tried.values()][1:]


def _values(one: Stated, seen: Seen, constants: Sequence[object], today: date | None) -> Iterator[object]:
    kind, none = one.kind, [None] if one.or_none and one.value is not None else []
    if one.member is not UNKNOWN or kind.word == "yes/no":
        others: Sequence[object] = [True, False] if one.value is None else [not one.value]
    elif kind.word in ("one of", "authority") and kind.options is not None:
        others = [option for option in kind.options if option is not one.value]
    elif kind.word == "country":
        named = list(dict.fromkeys(value for value in constants if value in COUNTRIES))
        others = [*named, *[country for country in sorted(COUNTRIES) if country not in named][:2]]
    elif kind.word in REACH:
        others = _measured(one.value if one.value is not None else first(kind, today), one, seen)
    else:
        others = ()
    yield from (*others, *none)


def first(kind: Kind, today: date | None) -> object:
    """Where a value is looked for, of what has none now."""
    match kind.word:
        case "date":
            return today.date() if isinstance(today, datetime) else today
        case "moment":
            return today if isinstance(today, datetime) else None
        case "integer":
            return 0
        case "number":
            return Fraction(0)
        case "money":
            return Money(0, kind.unit)
        case _:
            return {"hours": Hours(0), "days": Days(0), "months": Months(0)}[kind.unit]


def _measured(start: object, one: Stated, seen: Seen) -> list[object]:
    """The nearest values on either side that are seen otherwise, by their distance."""
    if start is None:
        return []
    steps: dict[int, Hashable | None] = {}

    def at(step: int) -> Hashable | None:
        """What is seen so many steps away; None where there is no such value."""
        if step not in steps:
            try:
                steps[step] = seen(moved(start, step))
            except (OverflowError, FactsRefused, Fault, ValueError):
                steps[step] = None
        return steps[step]

    found = [0] if one.value is None else []
    for side in (-1, 1) if at(0) is not None else ():
        found += _crossings(at, side, REACH[one.kind.word])
    return [moved(start, step) for step in sorted(found, key=lambda step: (abs(step), step))]


def _crossings(at: Callable[[int], Hashable | None], side: int, reach: int) -> Iterator[int]:
    """The first steps on a side from which on something else is seen: doubled, then halved."""
    near, told = 0, 0
    for step in [side << power for power in range(reach)]:
        is_last = at(step) is None
        far = _last(at, near, step) if is_last else step
        while at(near) != at(far) and told < SIDES:
            low, high = near, far
            while abs(high - low) > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if at(middle) == at(near) else (low, middle)
            yield high
            near, told = high, told + 1
        if is_last:
            return
        near = far


def _last(at: Callable[[int], Hashable | None], near: int, far: int) -> int:
    """The last step towards `far` at which there is a value."""
    while abs(far - near) > 1:
        middle = (near + far) // 2
        near, far = (near, middle) if at(middle) is None else (middle, far)
    return near


def moved(value: Any, step: int) -> object:
    """A value so many of the smallest steps away. OverflowError where there is none, or it would be below
    nothing and was not."""
    match value:
        case datetime():
            return value + timedelta(minutes=step)
        case date():
            return value + timedelta(days=step)
        case Money(amount, currency):
            return Money(_above(amount + Fraction(step, smallest_coin(currency).parts), amount), currency)
        case Hours(count) | Days(count) | Months(count):
            return type(value)(_above(count + step, count))
        case Fraction():
            return _above(value + Fraction(step, FINEST), value)
        case _:
            return _above(value + step, value)


def _above(number: Any, before: Any) -> Any:
    """A number; OverflowError where it is below nothing and that before was not."""
    if number < 0 <= before:
        raise OverflowError
    return number
