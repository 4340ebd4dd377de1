"""Whether a Python value is a right value of a kind; near misses that mean the same are set right.

A list is taken as a tuple, a set as a frozenset, an integer as a number, an option's text as the option;
a moment is turned to UTC. Everything else that is not of the kind is a Mistake, all of them collected.
"""

from collections.abc import Callable, Iterable, Mapping, Sized
from datetime import UTC, date, datetime
from fractions import Fraction

from qanun.runtime.faults import Mistake
from qanun.runtime.nearest import guess
from qanun.runtime.values.currencies import too_fine
from qanun.runtime.values.durations import Days, Hours, Months, MonthsAndDays
from qanun.runtime.values.moments import YEARS
from qanun.runtime.values.money import Money, is_payable, is_short
from qanun.runtime.values.numbers import DIGITS, in_bounds
from qanun.runtime.values.penalties import Penalty
from qanun.runtime.values.sets import PartialSet
from qanun.runtime.values.spec import HasFacts, Kind
from qanun.runtime.values.unknown import UNKNOWN

EXPECTED = {
    "yes/no": "expected True or False",
    "integer": "expected an integer",
    "number": "expected an exact number: an integer or a Fraction",
    "date": "expected a date",
    "moment": "expected a datetime with a time zone",
    "period": "expected a Period",
    "text": "expected a text",
    "country": "expected the two letters of a country (ISO 3166-1)",
    "penalty": "expected a Penalty",
    "duration": "expected a duration in {unit}",
    "money": "expected Money in {unit}",
    "set": "expected a set, complete or partial",
    "list": "expected a list",
}


def right(value: object, kind: Kind, or_none: bool, path: str, mistakes: list[Mistake]) -> object:
    """The value, set right; UNKNOWN stays. A mistake is added to the list, and the value returned."""
    if value is UNKNOWN or (value.__class__ in kind.plain and sound(value)):
        return value
    if value is None:
        if not or_none:
            mistakes.append(Mistake(path, f"cannot be none; {expected(kind)}, or leave it unknown"))
        return None
    if isinstance(value, int | Fraction) and not in_bounds(value):
        mistakes.append(Mistake(path, f"a number has at most {DIGITS} digits"))
        return value
    match kind.word:
        case "moment":
            return _moment(value, kind, path, mistakes)
        case "number" if isinstance(value, int) and not isinstance(value, bool):
            return Fraction(value)
        case "money" if isinstance(value, Money) and value.currency == kind.unit and sound(value):
            if not is_payable(value):
                mistakes.append(Mistake(path, too_fine(value.currency)))
            return value
        case "country":
            return _country(value, kind, path, mistakes)
        case "one of" | "authority":
            return _option(value, kind, path, mistakes)
        case "record" if kind.record is not None and isinstance(value, kind.record):
            return value
        case "set":
            return _set(value, kind, path, mistakes)
        case "list" if isinstance(value, list | tuple):
            return _list(value, kind, path, mistakes)
        case "date" if isinstance(value, datetime):
            mistakes.append(Mistake(path, f"{value} is a moment; expected a date, without a time"))
            return value
        case _:
            return _wrong(value, kind, path, mistakes)


def sound(value: object) -> bool:
    """Whether the numbers of a value are short enough, and what a penalty pays can be paid."""
    match value:
        case int() | Fraction():
            return in_bounds(value)
        case Money():
            return is_short(value)
        case Hours(count) | Days(count) | Months(count):
            return in_bounds(count)
        case MonthsAndDays(months, days):
            return in_bounds(months) and in_bounds(days)
        case Penalty(kind, amount, also):
            payable = not isinstance(amount, Money) or is_payable(amount)
            return isinstance(kind, str) and payable and sound(amount) and all(map(sound, also))
        case _:
            return True


def expected(kind: Kind) -> str:
    """What a value of the kind is."""
    if kind.options is not None:
        return f"expected one of {', '.join(option.value for option in kind.options)}"
    if kind.record is not None:
        return f"expected a {kind.record.__name__}"
    return EXPECTED[kind.word].format(unit=kind.unit)


def unfamiliar(name: str, names: Iterable[str], path: str, mistakes: Sized) -> Mistake:
    """That no fact bears the name, with the nearest that does."""
    return Mistake(path, "there is no such fact", guess(name, names, mistakes))


def _wrong(value: object, kind: Kind, path: str, mistakes: list[Mistake]) -> object:
    mistakes.append(Mistake(path, f"{expected(kind)}, not {shown(value)}"))
    return value


def shown(value: object, write: Callable[[object], str] = repr) -> str:
    """The beginning of how a value is written; what cannot be written (too deep, too long) by its type."""
    try:
        text = write(value)
    except (TypeError, ValueError, RecursionError):
        return f"such a value of type {type(value).__name__}"
    return text if len(text) <= 60 else text[:57] + "..."


def _moment(value: object, kind: Kind, path: str, mistakes: list[Mistake]) -> object:
    if not isinstance(value, datetime):
        return _wrong(value, kind, path, mistakes)
    if value.year not in YEARS:
        mistakes.append(Mistake(path, f"{value} lies outside the years 2 to 9998"))
    elif value.utcoffset() is None:
        mistakes.append(Mistake(path, f"{value} has no time zone"))
    else:
        return value.astimezone(UTC)
    return value


def _country(value: object, kind: Kind, path: str, mistakes: list[Mistake]) -> object:
    from qanun.runtime.values.countries import COUNTRIES

    if not isinstance(value, str):
        return _wrong(value, kind, path, mistakes)
    if value not in COUNTRIES:
        near = value.upper() if value.upper() in COUNTRIES else guess(value, COUNTRIES, mistakes)
        mistakes.append(Mistake(path, f"{shown(value)} is not a country of ISO 3166-1", near))
    return value


def _option(value: object, kind: Kind, path: str, mistakes: list[Mistake]) -> object:
    assert kind.options is not None
    if not isinstance(value, str):
        return _wrong(value, kind, path, mistakes)
    try:
        return kind.options(value)
    except ValueError:
        names = [option.value for option in kind.options]
        near = guess(value, names, mistakes)
        mistakes.append(Mistake(path, f"{expected(kind)}, not {shown(str(value))}", near))
        return value


def _list(value: Iterable[object], kind: Kind, path: str, mistakes: list[Mistake]) -> tuple[object, ...]:
    assert kind.element is not None
    element = kind.element
    return tuple(right(item, element, False, f"{path}[{i}]", mistakes) for i, item in enumerate(value))


def _set(value: object, kind: Kind, path: str, mistakes: list[Mistake]) -> object:
    """A complete set, or a partial one; a partial one that tells of every option is complete."""
    assert kind.element is not None
    if isinstance(value, PartialSet):
        value = dict(value.members)
    if isinstance(value, Mapping):
        return partial_set(
            [(right(m, kind.element, False, path, mistakes), there) for m, there in value.items()],
            kind,
            path,
            mistakes,
        )
    if not isinstance(value, frozenset | set | tuple | list):
        return _wrong(value, kind, path, mistakes)
    members = [right(member, kind.element, False, path, mistakes) for member in sorted(value, key=str)]
    return members if mistakes else frozenset(members)


def partial_set(
    members: list[tuple[object, object]], kind: Kind, path: str, mistakes: list[Mistake]
) -> object:
    """The set of which these members are known to be in it or not."""
    known: list[tuple[str | date | int | Fraction | Money, bool]] = []
    for member, there in members:
        if not isinstance(there, bool):
            mistakes.append(Mistake(f"{path}.{member}", f"expected True or False, not {shown(there)}"))
        elif isinstance(member, str | date | int | Fraction | Money):
            known.append((member, there))
        else:
            mistakes.append(Mistake(path, f"{shown(member)} is no member of a set"))
    assert kind.element is not None
    options = kind.element.options
    partial = PartialSet(known)
    complete = options is not None and all(partial.has(option) is not UNKNOWN for option in options)
    return partial.inside if complete else partial


def is_complete(value: object) -> bool:
    """Whether nothing in the value is unknown."""
    if isinstance(value, HasFacts):
        return value.is_complete
    if isinstance(value, tuple):
        return all(map(is_complete, value))
    return value is not UNKNOWN and not isinstance(value, PartialSet)
