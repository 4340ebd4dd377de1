"""In what two answers can differ: as formulas, and of answers that were given."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from fractions import Fraction
from itertools import product

from qanun.core.explicit.answers import VerdictKind
from qanun.runtime.answers.verdicts import Verdict
from qanun.runtime.values.durations import Days, Hours, Months
from qanun.runtime.values.money import Money
from qanun.runtime.values.states import State
from qanun.runtime.values.unknown import UNKNOWN
from qanun.targets.proof.clocks import ticks
from qanun.targets.proof.logic import NO, YES, Formula, every, integer, negated, some
from qanun.targets.proof.symbols import STATES
from qanun.targets.proof.terms import Absent, End, Maybe, Scalar, Term, alike, equal, is_none
from qanun.verify.compared.formulas import Answered
from qanun.verify.compared.model import TOLD, Kind, Part, Told

UNDECIDED = frozenset((Verdict.FAULT, Verdict.IN_CONFLICT, Verdict.SILENT, Verdict.UNKNOWN))
"""Where these are the verdict the answer has no other parts that count."""
KINDS_WITHOUT_PARTS: frozenset[VerdictKind] = frozenset(("fault", "in conflict", "silent", "unknown"))
CAME, WENT, OTHER = "came", "went", "other"
SMALLER, LARGER, EARLIER, LATER = "smaller", "larger", "earlier", "later"
SIZES = frozenset(("integer", "number", "money", "hours", "days", "months"))
REFUSED, ANSWERED = "refused", "answered"
TIMES = frozenset(("date", "moment"))


# --- as formulas ------------------------------------------------------------------------------------------


def between(before: Answered, after: Answered, unlike: frozenset[Part]) -> Iterator[tuple[Kind, Formula]]:
    """Each kind in which the two can differ, and when they do. Of the parts only those in `unlike` can."""
    same: list[Formula] = []
    for one, other in product(before.when, after.when):
        both = every((before.when[one], after.when[other]))
        if before.words[one] != after.words[other]:
            yield Kind("verdict", before.words[one], after.words[other]), both
        elif one not in KINDS_WITHOUT_PARTS:
            same.append(both)
    so = some(same)
    for part in TOLD:
        if part in unlike and part not in before.lacking and part not in after.lacking:
            for kind, formula in _of_part(part, before, after):
                yield kind, every((so, formula))


def _of_part(part: Part, before: Answered, after: Answered) -> Iterator[tuple[Kind, Formula]]:
    one, other = before.parts.get(part), after.parts.get(part)
    earlier = NO if one is None else one.when
    later = NO if other is None else other.when
    if part != "value":
        yield Kind(part, "", CAME), every((negated(earlier), later))
        yield Kind(part, "", WENT), every((earlier, negated(later)))
    if one is None or other is None:
        return
    both = every((earlier, later))
    for kind, formula in _of_terms(part, one.term, other.term):
        yield kind, every((both, formula))


def _of_terms(part: Part, one: Term, other: Term) -> Iterator[tuple[Kind, Formula]]:
    if isinstance(one, Absent | Maybe) or isinstance(other, Absent | Maybe):
        nones = is_none(one), is_none(other)
        yield Kind(part, "", CAME), every((nones[0], negated(nones[1])))
        yield Kind(part, "", WENT), every((negated(nones[0]), nones[1]))
        one, other = _inner(one), _inner(other)
        if isinstance(one, Absent) or isinstance(other, Absent):
            return
        there = every(map(negated, nones))
        for kind, formula in _of_terms(part, one, other):
            yield kind, every((there, formula))
    elif isinstance(one, Scalar) and isinstance(other, Scalar):
        yield from _of_scalars(part, one, other)
    elif isinstance(one, End) and isinstance(other, End):
        yield from _of_ends(part, one, other)
    else:
        yield Kind(part, "", OTHER), negated(equal(one, other))


def _inner(term: Term) -> Term:
    return term.inner if isinstance(term, Maybe) else term


def _of_scalars(part: Part, one: Scalar, other: Scalar) -> Iterator[tuple[Kind, Formula]]:
    if part == "state":
        for earlier, later in product(range(len(STATES)), repeat=2):
            if earlier != later:
                kind = Kind(part, STATES[earlier].value, STATES[later].value)
                yield kind, every((one.term == integer(earlier), other.term == integer(later)))
    elif not _are_of_one_kind(one, other):
        yield Kind(part, "", OTHER), YES
    elif one.sort.name in SIZES | TIMES:
        left, right, _ = alike(one, other)
        if not left.eq(right):
            less, more = (EARLIER, LATER) if one.sort.name in TIMES else (SMALLER, LARGER)
            yield Kind(part, "", less), right < left
            yield Kind(part, "", more), left < right
    else:
        yield Kind(part, "", OTHER), negated(equal(one, other))


def _are_of_one_kind(one: Scalar, other: Scalar) -> bool:
    names = {one.sort.name, other.sort.name}
    return one.sort == other.sort or names == {"integer", "number"}


def _of_ends(part: Part, one: End, other: End) -> Iterator[tuple[Kind, Formula]]:
    """An answer tells the day or the moment alone."""
    by_day = every((negated(one.by_moment), negated(other.by_moment)))
    by_moment = every((one.by_moment, other.by_moment))
    for kind, days, moments in (
        (EARLIER, other.day < one.day, other.moment < one.moment),
        (LATER, one.day < other.day, one.moment < other.moment),
    ):
        yield Kind(part, "", kind), some((every((by_day, days)), every((by_moment, moments))))
    yield Kind(part, "", OTHER), negated(some((by_day, by_moment)))


# --- of answers -------------------------------------------------------------------------------------------


def of_answers(before: Told, after: Told) -> frozenset[Kind]:
    """In what the answers of two laws to one case differ."""
    if before.refused or after.refused:
        if bool(before.refused) is bool(after.refused):
            return frozenset()
        words = [REFUSED if told.refused else ANSWERED for told in (before, after)]
        return frozenset((Kind("case", words[0], words[1]),))
    pairs = zip(before.answers, after.answers, strict=False)
    return frozenset(kind for one, other in pairs for kind in _of_two(one, other))


def _of_two(one: Mapping[Part, object], other: Mapping[Part, object]) -> Iterator[Kind]:
    verdicts = str(one["verdict"]), str(other["verdict"])
    if Verdict.UNKNOWN in verdicts:
        return
    if verdicts[0] != verdicts[1]:
        yield Kind("verdict", *verdicts)
    elif verdicts[0] not in UNDECIDED:
        for part in TOLD:
            found = _of_values(part, one.get(part), other.get(part))
            if found is not None:
                yield found


def _of_values(part: Part, one: object, other: object) -> Kind | None:
    if one is UNKNOWN or other is UNKNOWN or _is_same(one, other):
        return None
    if one is None or other is None:
        return Kind(part, "", CAME if one is None else WENT)
    if isinstance(one, State) and isinstance(other, State):
        return Kind(part, one.value, other.value)
    sizes = _size(one), _size(other)
    if sizes[0] is not None and sizes[1] is not None and sizes[0][0] == sizes[1][0]:
        less, more = (EARLIER, LATER) if isinstance(one, date) else (SMALLER, LARGER)
        return Kind(part, "", less if sizes[1][1] < sizes[0][1] else more)
    return Kind(part, "", OTHER)


def _is_same(one: object, other: object) -> bool:
    return isinstance(one, datetime) is isinstance(other, datetime) and one == other


def _size(value: object) -> tuple[str, Fraction] | None:
    """What it is measured in, and how much it is; None of what has no size."""
    match value:
        case bool():
            return None
        case int() | Fraction():
            return "number", Fraction(value)
        case Money(amount, currency):
            return currency, Fraction(amount)
        case Hours(count) | Days(count) | Months(count):
            return type(value).__name__, Fraction(count)
        case datetime():
            return "moment", Fraction(ticks(value))
        case date():
            return "date", Fraction(value.toordinal())
        case _:
            return None
