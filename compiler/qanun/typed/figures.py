"""Parameters and tables: values by day, bands without holes, and what is asked of them."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from fractions import Fraction
from itertools import pairwise
from typing import assert_never

from attrs import frozen

from qanun.diagnostics.model import Related
from qanun.document.days import ONE_DAY, holes, in_order, is_empty, said
from qanun.document.model import InForce
from qanun.resolved.declare import Placed
from qanun.resolved.lookup import spoken as spoken_kind
from qanun.resolved.model import Declaration
from qanun.resolved.walk import every
from qanun.syntax import tree
from qanun.text import Span
from qanun.typed import dated_kinds, kinds
from qanun.typed.agree import join, spoken
from qanun.typed.amounts import Amount, amount_of
from qanun.typed.inference import Inference
from qanun.typed.types import (
    BROKEN,
    DATE,
    INTEGER,
    MIXED_DURATION,
    NUMBER,
    DurationType,
    MoneyType,
    OneOfType,
    Type,
)

# --- parameters -------------------------------------------------------------------------------------------


def check_parameter(item: tree.Parameter, type_: Type, with_: Inference) -> None:
    """Every value is of the type and fixed; no two hold on one day."""
    for value in item.values:
        with_.require(value.value, type_)
        _fixed(value.value, with_)
    written = [(InForce(_day(v.start), _day(v.end)), v.span) for v in item.values]
    check_days(str(item.name), "value", written, with_, open_ended=True)


def _fixed(value: tree.Expression, with_: Inference) -> None:
    """Report what a case decides."""
    for part in every(value):
        if not isinstance(part, tree.Expression) or isinstance(part, tree.Literal | tree.Condition):
            continue
        match part:
            case tree.Refer(name=name) if name not in with_.context.typed.values:
                target = with_.context.resolved.target(name)
                what = "a local" if target is None else spoken_kind(target.kind)
                wrong = target is not None and target.kind != "parameter"
            case tree.Today() | tree.AsOf() | tree.OfOne() | tree.Bands():
                what, wrong = "what a case or its day decides", True
            case tree.Refer() | tree.Bracketed() | tree.AsOfDay():  # a constant; what is in them is seen
                continue
            case tree.Arithmetic() | tree.Negative() | tree.Rounded() | tree.Phrase():
                continue
            case tree.Choice() | tree.Match() | tree.Quantified() | tree.Several() | tree.ThingAt():
                continue
            case never:
                assert_never(never)
        if wrong:
            words = " ".join(part.span.words.split())
            with_.context.report(dated_kinds.NOT_FIXED, part.span, name=words, what=what)
            return


def values_by_day(item: tree.Parameter) -> list[tuple[InForce, tree.DatedValue]]:
    """The values in the order of their days; one without an end holds until the next begins."""
    ranges = sorted(
        ((InForce(_day(v.start), _day(v.end)), v) for v in item.values), key=lambda each: in_order(each[0])
    )
    found = []
    for place, (days, value) in enumerate(ranges):
        after = ranges[place + 1][0].start if place + 1 < len(ranges) else None
        end = after - ONE_DAY if days.end is None and after is not None else days.end
        found.append((InForce(days.start, end), value))
    return found


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)


def check_days(
    name: str,
    what: str,
    written: Sequence[tuple[InForce, Span]],
    with_: Inference,
    *,
    open_ended: bool = False,
    gaps: bool = True,
) -> None:
    """Ranges of days of which each holds a thing: none reversed, none over another, holes told.

    `open_ended`: a range without an end ends the day before the next begins. Without `gaps` holes are no
    mistake: what is not law is absent.
    """
    context = with_.context
    for days, span in written:
        if is_empty(days):
            context.report(
                dated_kinds.DAYS_REVERSED, span, what=f"this {what}", start=days.start, end=days.end
            )
            return
    ranges = sorted(written, key=lambda each: in_order(each[0]))
    for (one, first), (other, second) in pairwise(ranges):
        same = one.start == other.start
        reaches = other.start is None or (one.end is None and not open_ended)
        if one.end is not None and other.start is not None:
            reaches = one.end >= other.start
        if same or reaches:
            when = _shared(one, other)
            related = (Related(first, "the other one"),)
            context.report(
                dated_kinds.DAYS_OVERLAP, second, related=related, name=name, what=f"{what}s", when=when
            )
            return
    closed = [
        InForce(one.start, other.start - ONE_DAY)
        if open_ended and one.end is None and other.start is not None
        else one
        for (one, _), (other, _) in pairwise(ranges)
    ]
    closed += [days for days, _ in ranges[-1:]]
    for hole in holes(closed) if gaps else ():
        place = next(span for days, span in ranges if days.start is not None and days.start > _last(hole))
        context.diagnostics.append(
            dated_kinds.DAYS_HOLE.at(
                place, article=context.placed.article, name=name, what=what, when=_when(hole)
            )
        )


def _last(days: InForce) -> date:
    return date.max if days.end is None else days.end


def _shared(one: InForce, other: InForce) -> str:
    starts = [day for day in (one.start, other.start) if day is not None]
    return f"on {max(starts)}" if starts else "on every day"


def _when(days: InForce) -> str:
    return f"on {days.start}" if days.start == days.end else f"from {said((days,))}"


# --- tables -----------------------------------------------------------------------------------------------


@frozen
class Bound:
    """A bound as it is written: its place, its type, and how much it is.

    None: it is not written out, or in months and days, which have no common measure.
    """

    node: tree.Expression
    type: Type
    amount: Amount | None


def check_table(item: tree.Table, declaration: Declaration, with_: Inference) -> None:
    """The values are of the type; the bands cover everything once, from the lowest to the highest."""
    type_ = with_.context.declared(declaration) or BROKEN
    for band in item.bands:
        with_.require(band.value, type_)
    bounds = {node: _bound(node, with_) for node in _written(item)}
    if not all(_is_bound(bound, with_) for bound in bounds.values()):
        return
    key = _joined(list(bounds.values()), with_)
    if key == BROKEN:
        return
    if not bounds:
        remedy = "write the lowest band first: `- up to … : …`"
        with_.context.report(dated_kinds.HOLE, item.span, table=item.name, where="below", remedy=remedy)
        return
    _cover(item, bounds, key, with_)


def _written(item: tree.Table) -> Iterator[tree.Expression]:
    for band in item.bands:
        if band.low is not None:
            yield band.low
        if band.high is not None:
            yield band.high


def _bound(node: tree.Expression, with_: Inference) -> Bound:
    type_ = with_.infer(node)
    return Bound(node, type_, None if type_ == MIXED_DURATION else amount_of(node))


def _is_bound(bound: Bound, with_: Inference) -> bool:
    """Whether it is an amount that is written out; else it is reported."""
    if bound.type == BROKEN:
        return False
    if bound.amount is not None:
        return True
    words = " ".join(bound.node.span.words.split())
    remedy = "write the amount or the day itself"
    what = f"`{words}`, {spoken(bound.type)} that is not written out"
    if isinstance(bound.type, OneOfType):
        what, remedy = f"`{words}`, an option", "use `match`, with a line for each option"
    with_.context.report(dated_kinds.BOUND, bound.node.span, what=what, remedy=remedy)
    return False


def _joined(bounds: Sequence[Bound], with_: Inference | None) -> Type:
    """The one type of all bounds, an integer being a number too; BROKEN (and reported) if there is none."""
    found: Type = BROKEN
    for place, bound in enumerate(bounds):
        joined = bound.type if place == 0 else join(found, bound.type)
        if joined is None:
            if with_ is not None:
                with_.mismatch(bound.node, bound.type, found)
            return BROKEN
        found = joined
    return found


def _whole(type_: Type) -> bool:
    """Whether nothing lies between two neighbours: integers, dates, days and months."""
    return type_ in (INTEGER, DATE) or (isinstance(type_, DurationType) and type_.unit != "hours")


def _next(amount: Amount) -> Amount:
    return amount + 1 if isinstance(amount, Fraction) else amount + ONE_DAY


def _cover(item: tree.Table, bounds: dict[tree.Expression, Bound], key: Type, with_: Inference) -> None:
    """Report the first band that leaves a hole, overlaps the one before it, or does not rise."""
    reached: Bound | None = None
    for place, band in enumerate(item.bands):
        low = bounds[band.begins] if band.begins is not None else reached
        high = bounds[band.high] if band.high is not None else None
        if place and reached is None:
            words = f"`{_words(item.bands[place - 1].span)}`"
            with_.context.report(dated_kinds.BAND_ORDER, band.span, band="this band", before=words)
            return
        if band.begins is not None and not _joins(reached, bounds[band.begins], key, item, with_):
            return
        if low is not None and high is not None and not (_less(low, high) or _one_more(reached, high, key)):
            after = reached if band.low is None and reached is not None else low
            with_.context.report(
                dated_kinds.BAND_ORDER,
                high.node.span,
                band=_words(high.node.span),
                before=_words(after.node.span),
            )
            return
        reached = high
    if reached is not None:
        where = f"above {_words(reached.node.span)}"
        remedy = "end with a band `- above : …`"
        with_.context.report(dated_kinds.HOLE, reached.node.span, table=item.name, where=where, remedy=remedy)


def _one_more(reached: Bound | None, bound: Bound, key: Type) -> bool:
    """Whether a bound is the next whole number, day or month after the end of the band before."""
    return (
        reached is not None
        and reached.amount is not None
        and _whole(key)
        and bound.amount == _next(reached.amount)
    )


def _joins(reached: Bound | None, low: Bound, key: Type, item: tree.Table, with_: Inference) -> bool:
    """Whether a band begins where the one before it ends, which belongs to that one."""
    words = _words(low.node.span)
    if reached is None:
        remedy = f"write `- up to {words} : …` before it"
        with_.context.report(
            dated_kinds.HOLE, low.node.span, table=item.name, where=f"up to {words}", remedy=remedy
        )
        return False
    before = _words(reached.node.span)
    assert reached.amount is not None
    if low.amount == reached.amount or _one_more(reached, low, key):
        return True
    if _less(low, reached):
        with_.context.report(
            dated_kinds.OVERLAP,
            low.node.span,
            related=(Related(reached.node.span, "the band before ends here, its bound included"),),
            table=item.name,
            where=f"above {words}, up to {before}",
            before=before,
        )
        return False
    remedy = f"begin this band where the one before it ends: `from {before} to …`"
    where = f"between {before} and {words}"
    with_.context.report(dated_kinds.HOLE, low.node.span, table=item.name, where=where, remedy=remedy)
    return False


def _less(one: Bound, other: Bound) -> bool:
    left, right = one.amount, other.amount
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return left < right
    if isinstance(left, datetime) and isinstance(right, datetime):
        return left < right
    assert isinstance(left, date)
    assert isinstance(right, date)
    return left < right


def _words(span: Span) -> str:
    return " ".join(span.words.split())


# --- asking a table ---------------------------------------------------------------------------------------


def key_type(table: Declaration, with_: Inference) -> Type:
    """The type of what a table is asked about; BROKEN where its bounds do not say.

    Bounds in whole numbers take fractions too, unless a band begins one after the end of the last.
    """
    typed = with_.context.typed
    if table not in typed.keys:
        versions = with_.context.resolved.versions.get(table, (table,))
        bounds = [bound for one in versions for bound in _bounds(one, with_)]
        known = all(bound.amount is not None for bound in bounds)
        found = _joined(bounds, None) if known else BROKEN
        if found == INTEGER and not any(_steps(one.item) for one in versions):
            found = NUMBER
        typed.keys.update(dict.fromkeys((table, *versions), found))
    return typed.keys[table]


def looked_up(version: Declaration, with_: Inference) -> Type:
    """What kind of amount one version of a table is asked about: whole numbers are numbers; BROKEN where the
    bounds do not say."""
    bounds = _bounds(version, with_)
    found = _joined(bounds, None) if all(bound.amount is not None for bound in bounds) else BROKEN
    return NUMBER if found == INTEGER else found


def _bounds(table: Declaration, with_: Inference) -> list[Bound]:
    assert isinstance(table.item, tree.Table)
    inner = with_.aside(Placed(table.item, table.module))
    return [_bound(node, inner) for node in _written(table.item)]


def _steps(item: object) -> bool:
    assert isinstance(item, tree.Table)
    reached: Amount | None = None
    for band in item.bands:
        low = None if band.begins is None else amount_of(band.begins)
        if low is not None and reached is not None and low == _next(reached):
            return True
        reached = None if band.high is None else amount_of(band.high)
    return False


def of_table(node: tree.OfOne, with_: Inference) -> Type:
    """`rate of income`: the type of the table's values."""
    table = with_.context.resolved.target(node.subject.name)
    assert table is not None
    with_.require(node.thing, key_type(table, with_))
    return with_.context.set_type(node.subject, with_.context.declared(table) or BROKEN)


def by_bands(node: tree.Bands, with_: Inference) -> Type:
    """`income by bands of rate`: a number or money by a number, a number by money."""
    table = with_.context.resolved.target(node.table)
    if table is None:
        with_.infer(node.amount)
        return BROKEN
    key, value = key_type(table, with_), with_.context.declared(table) or BROKEN
    with_.require(node.amount, key)
    if BROKEN in (key, value):
        return BROKEN
    numbers = (INTEGER, NUMBER)
    if key in numbers and value in numbers:
        return INTEGER if key == value == INTEGER else NUMBER
    if isinstance(key, MoneyType) and value in numbers:
        return key
    if isinstance(value, MoneyType) and key in numbers:
        return value
    return with_.context.report(
        kinds.OPERANDS, node.span, operator="by bands of", left=spoken(key), right=spoken(value)
    )
