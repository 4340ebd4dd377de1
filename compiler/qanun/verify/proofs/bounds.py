"""Of which cases what is proved is proved."""

from collections.abc import Iterable, Iterator

from qanun.core.explicit.operators import faults_of
from qanun.core.rules import Apply, Expr, Over, Program
from qanun.core.typing import type_of
from qanun.core.walk import walk
from qanun.runtime.values.numbers import DIGITS
from qanun.targets.proof import clocks, days
from qanun.targets.proof.facts import MOST
from qanun.typed.types import (
    DATE,
    MOMENT,
    PERIOD,
    DurationType,
    ListType,
    MoneyType,
    OneOfType,
    OrNone,
    SetType,
    Type,
    within,
)
from qanun.verify.proofs.model import Sought

DAYS = (
    f"all days lie between {days.FIRST} and {days.LAST}, all moments in the years {clocks.START.year} to "
    f"{clocks.STOP.year - 1}; days and moments that are reckoned, too: that one leaves them is not looked for"
)
LISTS = f"lists, and sets of what has no written options, have at most {MOST} members"
NUMBERS = f"numbers that are reckoned have at most {DIGITS} digits: that one is longer is not looked for"
HOURS = "lengths in hours that a case states are whole numbers of microseconds"
COINS = "amounts of money that a case states are whole numbers of the smallest coin"


def bounds(program: Program, sought: Sought) -> tuple[str, ...]:
    """Of which cases what is proved is proved."""
    question = sought.question
    types = [program.facts[name].type for name in question.facts] + [one.type for one in sought.things]
    exprs = [sought.expr, *(program.definitions[name].body for name in question.order)]
    return (*bounds_of(types, question.needs_as_of, exprs), *sought.unlooked)


def bounds_of(types: Iterable[Type], needs_as_of: bool, exprs: Iterable[Expr]) -> tuple[str, ...]:
    """The bounds of what rests on facts of these types, on the moment and on these expressions."""
    parts = [part for type_ in types for part in within(type_)]
    found = []
    can_fail = set(_can_fail(exprs))
    if needs_as_of or any(part in (DATE, MOMENT, PERIOD) for part in parts) or "OutOfCalendar" in can_fail:
        found.append(DAYS)
    if any(isinstance(part, ListType) or _is_open_set(part) for part in parts):
        found.append(LISTS)
    if any(isinstance(part, MoneyType) for part in parts):
        found.append(COINS)
    if DurationType("hours") in parts:
        found.append(HOURS)
    if "NumberTooLong" in can_fail:
        found.append(NUMBERS)
    return tuple(found)


def _can_fail(exprs: Iterable[Expr]) -> Iterator[str]:
    """The faults of operators among expressions, that cases within the bounds do not meet."""
    for node in (node for expr in exprs for node in walk(expr)):
        if isinstance(node, Apply) and node.operator != "as of":
            of_moment = type_of(node.operands[0]) in (MOMENT, OrNone(MOMENT))
            yield from (fault for fault, _ in faults_of(node.operator, of_moment))
        if isinstance(node, Over) and node.kind == "sum":
            yield "NumberTooLong"


def _is_open_set(type_: Type) -> bool:
    return isinstance(type_, SetType) and not isinstance(type_.element, OneOfType)
