"""What a column of a decision table can be, in as few parts as its cells tell apart; which of them a cell
fits."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import assert_never

from attrs import frozen

from qanun.document.days import ONE_DAY
from qanun.resolved.model import Resolved
from qanun.resolved.walk import every, unbracketed
from qanun.syntax import tree
from qanun.text import Span
from qanun.typed.agree import strip
from qanun.typed.amounts import Amount, amount_of
from qanun.typed.ranges import Range, Ranges, after, point
from qanun.typed.types import (
    AUTHORITY,
    COUNTRY,
    DATE,
    INTEGER,
    MOMENT,
    NUMBER,
    TEXT,
    YES_NO,
    DurationType,
    MoneyType,
    OneOfType,
    OrNone,
    Type,
)

Mask = int
"""Some of the parts of a column, a bit for each."""
_NONE, _OTHER = "none", "another one"


@frozen
class Column:
    """A column: its place, and the parts in which it falls. `parts` is empty where nothing can be told.

    Of amounts each part is a range; `words` says how amounts are written.
    """

    span: Span
    parts: tuple[str | Range, ...]
    words: dict[Amount, str]
    resolved: Resolved

    @property
    def whole(self) -> Mask:
        """All that it can be."""
        return (1 << max(1, len(self.parts))) - 1

    # --- cells

    def fits(self, test: tree.Expression) -> Mask | None:
        """The parts that a cell fits; None where that hangs on more than the column."""
        inner = unbracketed(test)
        if self._is_column(inner):
            return self._those(["yes"])
        match inner:
            case tree.Not(part=part):
                return self._denied(self.fits(part))
            case tree.Joined(word="and" | "or" as word, parts=parts):
                return self._joined(word, [self.fits(part) for part in parts])
            case tree.Is(subject=subject, negated=negated, what=what):
                if not self._is_column(subject) or isinstance(what, tree.StateWord):
                    return None
                found = self._equal(what)
                return self._denied(found) if negated else found
            case tree.Compare(operator=operator, left=left, right=right) if self._is_column(left):
                return self._compared(operator, right)
            case tree.Between(subject=subject, low=low, high=high) if self._is_column(subject):
                return self._joined("and", [self._compared(">=", low), self._compared("<=", high)])
            case _:
                return None

    def _is_column(self, node: tree.Expression) -> bool:
        return unbracketed(node).span == self.span or node.span == self.span

    def _denied(self, found: Mask | None) -> Mask | None:
        return None if found is None else self.whole & ~found

    def _joined(self, word: str, found: Sequence[Mask | None]) -> Mask | None:
        made = self.whole if word == "and" else 0
        for one in found:
            if one is None:
                return None
            made = made & one if word == "and" else made | one
        return made

    def _compared(self, operator: tree.Comparison, right: tree.Expression) -> Mask | None:
        match operator:
            case "=":
                return self._equal(right)
            case "!=":
                return self._denied(self._equal(right))
            case "in":
                items = right.items if isinstance(right, tree.Several) else None
                return None if items is None else self._joined("or", [self._equal(one) for one in items])
            case "<" | "<=" | ">" | ">=":
                amount = amount_of(right)
                return None if amount is None else self._ordered(operator, amount)
            case "contains" | "overlap":
                return None
            case never:
                assert_never(never)

    def _equal(self, value: tree.Expression) -> Mask | None:
        if isinstance(value, tree.NoneLiteral):
            return self._those([_NONE])
        amount = amount_of(value)
        if amount is not None:
            return self._ordered("=", amount)
        written = written_value(value, self.resolved)
        return self._those([written]) if written in self.parts else None

    def _those(self, words: Sequence[str]) -> Mask | None:
        found = sum(1 << at for at, part in enumerate(self.parts) if part in words)
        return found if self.parts else None

    def _ordered(self, operator: str, amount: Amount) -> Mask | None:
        if not any(isinstance(part, Range) for part in self.parts):
            return None
        return sum(
            1 << at
            for at, part in enumerate(self.parts)
            if isinstance(part, Range) and _holds(operator, part, amount)
        )

    # --- words

    def said(self, mask: Mask) -> str:
        """Some of its parts in words."""
        chosen = [part for at, part in enumerate(self.parts) if mask >> at & 1]
        words = [part for part in chosen if isinstance(part, str)]
        runs: list[list[Range]] = []
        for at, part in enumerate(self.parts):
            if isinstance(part, Range) and mask >> at & 1:
                follows = at > 0 and mask >> (at - 1) & 1 and isinstance(self.parts[at - 1], Range)
                runs[-1].append(part) if follows and runs else runs.append([part])
        return " or ".join([*(self._run(run) for run in runs), *words])

    def _run(self, run: Sequence[Range]) -> str:
        """Parts that follow each other, as bounds."""
        first, last = run[0], run[-1]
        if first is last and first.low is not None and first.low == first.high:
            return self.words[first.low]
        over, under = ("after", "before") if isinstance(first.low or last.high, date) else ("over", "under")
        low = "" if first.low is None else f"{over if first.above else 'at least'} {self.words[first.low]}"
        high = "" if last.high is None else f"{under if last.below else 'at most'} {self.words[last.high]}"
        return " and ".join(filter(None, (low, high))) or "anything"


def _holds(operator: str, part: Range, amount: Amount) -> bool:
    """Whether a comparison holds of all of a part; else it does of none of it, for the amount ends parts."""
    if part.low is not None and part.low == part.high:
        order = after(part.low, amount) - after(amount, part.low)
    else:
        order = -1 if part.high is not None and not after(part.high, amount) else 1
    ways: dict[str, tuple[int, ...]] = {"<": (-1,), "<=": (-1, 0), ">": (1,), ">=": (0, 1), "=": (0,)}
    return order in ways[operator]


def written_value(value: tree.Expression, resolved: Resolved) -> str:
    """A text, country, option or body that is written out; "" where something must be asked for it."""
    match unbracketed(value):
        case tree.YesNo(value=yes):
            return "yes" if yes else "no"
        case tree.TextLiteral(value=text):
            return f"“{text}”"
        case tree.Refer(name=name):
            target = resolved.target(name)
            return name.parts[-1] if target is None or target.kind in ("option", "authority") else ""
        case _:
            return ""


# --- the parts of a column ----------------------------------------------------------------------------------


def column_of(
    expression: tree.Expression,
    type_: Type,
    tests: Iterable[tree.Expression],
    ranges: Ranges,
) -> Column:
    """A column, in the parts that its cells tell apart."""
    nodes = [node for test in tests for node in every(test)]
    words: dict[Amount, str] = {}
    for node in nodes:
        if isinstance(node, tree.Expression) and (amount := amount_of(node)) is not None:
            words.setdefault(amount, " ".join(node.span.words.split()))
    literals = {
        written_value(node, ranges.resolved)
        for node in nodes
        if isinstance(node, tree.TextLiteral | tree.Refer)
    }
    parts = _parts(strip(type_), words, sorted(literals - {""}), ranges.of(expression))
    none = (_NONE,) if isinstance(type_, OrNone) and parts else ()
    return Column(expression.span, (*parts, *none), words, ranges.resolved)


def _parts(
    type_: Type, amounts: Iterable[Amount], literals: list[str], own: Range
) -> tuple[str | Range, ...]:
    match type_:
        case OneOfType(options=options):
            return options
        case MoneyType() | DurationType():
            return _ranges(amounts, isinstance(type_, DurationType) and type_.unit != "hours", own)
        case _ if type_ == YES_NO:
            return ("yes", "no")
        case _ if type_ in (INTEGER, NUMBER, DATE, MOMENT):
            return _ranges(amounts, type_ in (INTEGER, DATE), own)
        case _ if type_ in (TEXT, COUNTRY, AUTHORITY):
            return (*literals, _OTHER)
        case _:
            return ()


def _ranges(amounts: Iterable[Amount], whole: bool, own: Range) -> tuple[Range, ...]:
    """Each amount, and what lies between two, below the first and above the last, as far as it is there."""
    ends = sorted(amounts, key=_place)
    found = [Range(high=ends[0], below=True) if ends else Range()]
    for at, end in enumerate(ends):
        following = ends[at + 1] if at + 1 < len(ends) else None
        found.append(point(end))
        if following is None or not whole or after(following, _next(end)):
            found.append(Range(end, following, above=True, below=following is not None))
    return tuple(one for one in found if not one.both(own).is_empty)


def _place(amount: Amount) -> Fraction:
    if isinstance(amount, Fraction):
        return amount
    if isinstance(amount, datetime):
        return Fraction(amount.timestamp())
    return Fraction(amount.toordinal())


def _next(amount: Amount) -> Amount:
    """The whole amount, or the day, behind one."""
    if isinstance(amount, Fraction):
        return Fraction(amount // 1 + 1)
    return amount if amount == date.max else amount + ONE_DAY
