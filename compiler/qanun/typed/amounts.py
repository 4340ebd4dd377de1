"""How much a literal is: numbers, money, days, moments and durations that are written out."""

from datetime import date, datetime
from fractions import Fraction
from typing import assert_never

from qanun.resolved.walk import unbracketed
from qanun.runtime.values.moments import parse_moment
from qanun.syntax import tree

Amount = Fraction | date | datetime


def amount_of(node: tree.Expression) -> Amount | None:
    """How much a literal is, in its unit; None for what is not written out."""
    written = unbracketed(node)
    if isinstance(written, tree.Condition):
        return None
    match written:
        case tree.Number(digits=digits, percent=percent):
            return Fraction(digits) / (100 if percent else 1)
        case tree.MoneyAmount(digits=digits):
            return Fraction(digits)
        case tree.DateText(iso=iso):
            return date.fromisoformat(iso)
        case tree.MomentText(iso_date=day, clock=clock, zone=zone):
            try:
                return parse_moment(f"{day} {clock} {zone}")
            except ValueError:
                return None
        case tree.DurationText(parts=parts):
            return sum((Fraction(count) * FACTORS[unit] for count, unit in parts), Fraction(0))
        case tree.Negative(part=part):
            amount = amount_of(part)
            return -amount if isinstance(amount, Fraction) else None
        case tree.YesNo() | tree.TextLiteral() | tree.NoneLiteral() | tree.PenaltyAmount():
            return None
        case tree.Refer() | tree.OfOne() | tree.ThingAt() | tree.Today() | tree.AsOf() | tree.AsOfDay():
            return None
        case tree.Arithmetic() | tree.Rounded() | tree.Bands() | tree.Phrase() | tree.Bracketed():
            return None
        case tree.Choice() | tree.Match() | tree.Quantified() | tree.Several():
            return None
        case never:
            assert_never(never)


FACTORS = {"hours": 1, "days": 1, "weeks": 7, "months": 1, "years": 12}
