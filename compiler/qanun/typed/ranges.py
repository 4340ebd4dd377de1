"""Between which amounts a value lies in every case, as far as types and constants alone tell."""

from datetime import datetime
from fractions import Fraction

from attrs import define, evolve, field, frozen

from qanun.resolved.model import Declaration, Resolved
from qanun.resolved.walk import clauses_of, unbracketed
from qanun.syntax import tree
from qanun.typed.amounts import Amount, amount_of


@frozen
class Range:
    """From `low` to `high`, which belong to it unless it is `above` or `below` them; None: without an end."""

    low: Amount | None = None
    high: Amount | None = None
    above: bool = False
    below: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing lies in it."""
        if self.low is None or self.high is None:
            return False
        return after(self.low, self.high) or (self.low == self.high and (self.above or self.below))

    def both(self, other: "Range") -> "Range":
        """What lies in both."""
        found = self
        if other.low is not None and (found.low is None or after(other.low, found.low)):
            found = evolve(found, low=other.low, above=other.above)
        elif other.low is not None and other.low == found.low:
            found = evolve(found, above=found.above or other.above)
        if other.high is not None and (found.high is None or after(found.high, other.high)):
            found = evolve(found, high=other.high, below=other.below)
        elif other.high is not None and other.high == found.high:
            found = evolve(found, below=found.below or other.below)
        return found


EVERYTHING = Range()
_NOT_BELOW_ZERO = Range(low=Fraction(0))
_OF_THE_CALENDAR = {
    "weekday of": Range(Fraction(1), Fraction(7)),
    "month of": Range(Fraction(1), Fraction(12)),
    "day of": Range(Fraction(1), Fraction(31)),
    "year of": Range(Fraction(1), Fraction(9999)),
    "count": _NOT_BELOW_ZERO,
    "days in": _NOT_BELOW_ZERO,
    "full months in": _NOT_BELOW_ZERO,
    "full years in": _NOT_BELOW_ZERO,
}


def after(one: Amount, other: Amount) -> bool:
    """Whether one of two amounts is more, or later; no where they are of different kinds."""
    if isinstance(one, Fraction) or isinstance(other, Fraction):
        return isinstance(one, Fraction) and isinstance(other, Fraction) and one > other
    if isinstance(one, datetime) or isinstance(other, datetime):
        return isinstance(one, datetime) and isinstance(other, datetime) and one > other
    return one > other


def point(amount: Amount) -> Range:
    """Just this amount."""
    return Range(amount, amount)


def hull(ranges: list[Range]) -> Range:
    """From the lowest to the highest of all."""
    lows, highs = [one.low for one in ranges], [one.high for one in ranges]
    low, high = lows[0], highs[0]
    for one in lows[1:]:
        low = None if low is None or one is None else (one if after(low, one) else low)
    for one in highs[1:]:
        high = None if high is None or one is None else (one if after(one, high) else high)
    return Range(low, high)


@define(eq=False)
class Ranges:
    """The ranges of expressions, and of what is declared; of each declaration found once.

    What rests on itself, which is a mistake that is told elsewhere, can be anything.
    """

    resolved: Resolved
    declared: dict[Declaration, Range] = field(factory=dict)

    def of(self, node: tree.Expression) -> Range:
        """Of what is written out just its amount; of others what their words and constants tell."""
        inner = unbracketed(node)
        amount = amount_of(inner)
        if amount is not None:
            return point(amount)
        match inner:
            case tree.Phrase(word=word) if word in _OF_THE_CALENDAR:
                return _OF_THE_CALENDAR[word]
            case tree.Phrase(word="larger" | "smaller" as word, arguments=arguments):
                return _chosen(word, [self.of(one) for one in arguments])
            case tree.Quantified(kind="count"):
                return _NOT_BELOW_ZERO
            case tree.Quantified(kind="sum", body=body) if body is not None:
                return _not_below(self.of(body))
            case tree.Choice(then=then, otherwise=otherwise):
                return hull([self.of(then), self.of(otherwise)])
            case tree.Match(cases=cases):
                return hull([self.of(case.value) for case in cases])
            case tree.Arithmetic(operator="+" | "*" as operator, left=left, right=right):
                return _reckoned(operator, self.of(left), self.of(right))
            case tree.Rounded(inner=whole):
                return _not_below(self.of(whole))
            case tree.Refer(name=name) | tree.OfOne(subject=tree.Refer(name=name)):
                return self._stated(self.resolved.target(name))
            case _:
                return EVERYTHING

    def _stated(self, target: Declaration | None) -> Range:
        """Between which amounts all lie that a definition, rule, parameter or table states."""
        if target is None or target in self.resolved.broken:
            return EVERYTHING
        if target not in self.declared:
            self.declared[target] = EVERYTHING
            values = self._values(target)
            if values:
                self.declared[target] = hull([self.of(value) for value in values])
        return self.declared[target]

    def _values(self, target: Declaration) -> list[tree.Expression]:
        resolved = self.resolved
        versions = resolved.versions.get(target, ())
        if versions:
            each = [self._values(version) for version in versions]
            return [value for values in each for value in values] if all(each) else []
        match target.item:
            case tree.Define(value=value):
                return [value]
            case tree.Parameter(values=dated):
                return [one.value for one in dated]
            case tree.Table(bands=bands):
                return [band.value for band in bands]
            case tree.Rule():
                stated = [clauses_of(one.item) for one in self._hung(target)]
                return [
                    value
                    for clauses in stated
                    if clauses is not None
                    for value in (clauses.value, clauses.otherwise)
                    if value is not None
                ]
            case _:
                return []

    def _hung(self, rule: Declaration) -> list[Declaration]:
        """A rule, with all its grounds, bullets and exceptions, and what hangs on these."""
        found = [rule]
        for one in found:
            for table in (self.resolved.grounds_of, self.resolved.limbs_of, self.resolved.exceptions_to):
                found += [other for other in table.get(one, ()) if other not in found]
        return found


def _not_below(one: Range) -> Range:
    """At or above zero, where the one is."""
    at_least = isinstance(one.low, Fraction) and one.low >= 0
    return _NOT_BELOW_ZERO if at_least else EVERYTHING


def _reckoned(operator: str, one: Range, other: Range) -> Range:
    """A sum of ranges; a product of two that are not below zero."""
    if operator == "*":
        return _not_below(one) if _not_below(one) == _not_below(other) else EVERYTHING
    ends = []
    for left, right in ((one.low, other.low), (one.high, other.high)):
        ends.append(left + right if isinstance(left, Fraction) and isinstance(right, Fraction) else None)
    return Range(ends[0], ends[1])


def _chosen(word: str, ranges: list[Range]) -> Range:
    """The larger of several is at least as large as each, the smaller at most."""
    lows = [one.low for one in ranges if one.low is not None]
    highs = [one.high for one in ranges if one.high is not None]
    whole = hull(ranges)
    if word == "larger" and lows:
        return Range(max(lows, key=_order), whole.high)
    if word == "smaller" and highs:
        return Range(whole.low, min(highs, key=_order))
    return whole


def _order(amount: Amount) -> Fraction:
    """Where an amount of one kind lies among its like."""
    return amount if isinstance(amount, Fraction) else Fraction(amount.toordinal())
