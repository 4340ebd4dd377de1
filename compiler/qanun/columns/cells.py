"""An answer as the cells of a row, and what is wrong with one that is refused."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from json import dumps
from typing import Any

from qanun.runtime.answers.answer_writing import answer_to_json
from qanun.runtime.answers.answers import Answer
from qanun.runtime.faults import CaseImpossible, FactsRefused
from qanun.runtime.values.durations import Days, Hours, Months
from qanun.runtime.values.money import Money
from qanun.runtime.values.periods import Period
from qanun.runtime.values.spec import Answered
from qanun.runtime.values.unknown import UNKNOWN

REASONS = ("provisions", "readings", "barred_by", "conflicts_with", "silent_by")
"""What an answer rests on, and what stands against it."""


def answer_cells(
    answer: Answer[Any], answered: Answered, columns: Sequence[str], order: Sequence[str]
) -> Iterator[object]:
    """What an answer has in each of its columns."""
    for name in columns:
        part = name.removeprefix(f"{answered.name}_")
        if part == "needs":
            yield [fact for fact in order if fact in answer.needs]
        elif part in REASONS:
            yield list(getattr(answer, part))
        elif part == "value" and as_json(answered):
            yield _json_value(answer, answered)
        else:
            yield cell(getattr(answer, part))


def as_json(answered: Answered) -> bool:
    """Whether a value is told as JSON: an answer about each thing, a record, a penalty."""
    return answered.each or answered.kind.word in ("record", "list", "penalty")


def _json_value(answer: Answer[Any], answered: Answered) -> str | None:
    if answer.value is UNKNOWN or answer.value is None:
        return None
    said: Any = answer_to_json(answer)
    return dumps(said["value"], ensure_ascii=False)


def cell(value: object) -> object:
    """A value as a column has it."""
    match value:
        case None | bool() | int() | datetime() | date() | Decimal():
            return value
        case str():
            return str(value)
        case Money(amount):
            return amount
        case Fraction():
            return value
        case Hours(count) | Days(count) | Months(count):
            return count
        case Period(start, end):
            return {"from": start, "to": end, "is_running": end is None}
        case frozenset():
            return sorted(map(str, value))
        case _:
            return None  # nothing, or known in part


def as_text(value: object) -> str | None:
    """A value in a column of texts: days and moments as JSON has them, a number exactly, as `1/3` where
    need be."""
    match value:
        case None | str():
            return value
        case date():
            return value.isoformat()
        case Fraction():
            exact = as_decimal(value)
            return str(value) if exact is None else f"{exact:f}"
        case other:
            return str(other)


MOST_PLACES = 30


def as_decimal(amount: Fraction | int) -> Decimal | None:
    """The same as a decimal number; None where it has no last digit."""
    above, below = amount.as_integer_ratio()
    for places in range(MOST_PLACES):
        if 10**places % below == 0:
            return Decimal(f"{above * 10**places // below}e-{places}")
    return None


def refusal(wrong: FactsRefused | CaseImpossible) -> list[str]:
    """What is wrong with a row, a sentence each."""
    return [str(one) for one in wrong.mistakes] if isinstance(wrong, FactsRefused) else [wrong.sentence]
