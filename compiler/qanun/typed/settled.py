"""Conditions that hold in no case, or in every one, as types and constants alone tell."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from qanun.document.days import ONE_DAY
from qanun.resolved.walk import every, unbracketed
from qanun.syntax import tree
from qanun.typed import value_kinds
from qanun.typed.agree import strip
from qanun.typed.amounts import Amount, amount_of
from qanun.typed.context import Context
from qanun.typed.ranges import EVERYTHING, Range, Ranges, after, point
from qanun.typed.types import BROKEN, DATE, INTEGER, NUMBER, DurationType

_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
_CONTRARY = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "="}
_OWN_RANGE = "what it asks about lies {} in every case"
_NONE_LEFT = "no amount is left that its parts allow"
_ALL_LEFT = "its parts leave no amount out"


def check_conditions(item: tree.AnyItem, context: Context, ranges: Ranges) -> None:
    """Warn of each condition of an item that is settled before any case is known, the outermost first."""
    if isinstance(item, tree.Situation | tree.Background | tree.Scenario | tree.Cases | tree.Claim):
        return
    told: set[tree.Node] = set()
    for node in every(item):
        if node in told:
            continue
        if _backwards(node, context) or _settled(node, context, ranges):
            told.update(every(node))


def _settled(node: tree.Node, context: Context, ranges: Ranges) -> bool:
    """Whether a condition is settled, which is told."""
    match node:
        case tree.Joined(word="and", parts=parts):
            found = _joint(parts, True, context, ranges)
        case tree.Joined(word="or", parts=parts):
            found = _joint(parts, False, context, ranges)
        case tree.Bullets(word="all" | "none" | "any" as word, bullets=bullets):
            found = _joint([one.value for one in bullets], word == "all", context, ranges)
            found = None if found is None or word == "none" else found
        case tree.Bullets(number=number, bullets=bullets) if number is not None:
            found = _numbered(node, number, len(bullets))
        case tree.Compare() | tree.Between():
            found = _with_itself(node, context) or _alone(node, context, ranges)
        case _:
            return False
    if found is None:
        return False
    holds, why = found
    first, _, rest = node.span.words.partition("\n")
    words = first.rstrip() + (" …" if rest else "")
    words = words if len(words) <= 80 else f"{words[:77]}…"
    shown = "always holds" if holds else "never holds"
    context.report(value_kinds.SETTLED_CONDITION, node.span, what=words, holds=shown, why=why)
    return True


def _with_itself(node: tree.Compare | tree.Between, context: Context) -> tuple[bool, str] | None:
    """`fee > fee`: the same on both sides."""
    if not isinstance(node, tree.Compare) or _words(node.left) != _words(node.right):
        return None
    if node.operator not in _TURNED or context.typed.types.get(node.left, BROKEN) == BROKEN:
        return None
    return node.operator in ("=", "<=", ">="), "both sides are the same"


def _words(node: tree.Expression) -> str:
    return " ".join(unbracketed(node).span.words.split())


def _numbered(node: tree.Bullets, number: tree.Expression, bullets: int) -> tuple[bool, str] | None:
    """`at least 0 of`, `exactly 4 of` three bullets."""
    least = amount_of(number)
    if not isinstance(least, Fraction):
        return None
    if least > bullets:
        return False, f"it has {bullets} bullets"
    return (True, "none need hold") if node.word == "at least" and least <= 0 else None


def _alone(node: tree.Compare | tree.Between, context: Context, ranges: Ranges) -> tuple[bool, str] | None:
    """A comparison with an amount that what is asked about can never be, or always is."""
    for subject, allowed in _allowed(node, True, context):
        own = ranges.of(subject)
        if own == EVERYTHING or amount_of(subject) is not None:
            continue
        if own.both(allowed).is_empty:
            return False, _OWN_RANGE.format(_said(own))
    for subject, contrary in _allowed(node, False, context):
        own = ranges.of(subject)
        if own != EVERYTHING and amount_of(subject) is None and own.both(contrary).is_empty:
            return True, _OWN_RANGE.format(_said(own))
    return None


def _said(own: Range) -> str:
    if own.high is None:
        return f"at or above {own.low}"
    return f"at or below {own.high}" if own.low is None else f"between {own.low} and {own.high}"


def _joint(
    parts: Sequence[tree.Expression], together: bool, context: Context, ranges: Ranges
) -> tuple[bool, str] | None:
    """Parts joined by `and` (or, if not `together`, by `or`) that ask about one amount."""
    said = {_words(part) for part in parts}
    denied = {words for part in parts if (words := _denied(unbracketed(part)))}
    if not together and said & denied:
        return True, "one of its parts holds where the other does not"
    left: dict[str, Range] = {}
    asked: dict[str, int] = {}
    for part in parts:
        if not isinstance(inner := unbracketed(part), tree.Compare | tree.Between):
            continue
        for subject, allowed in _allowed(inner, together, context):
            key = " ".join(unbracketed(subject).span.words.split())
            left[key] = left.get(key, ranges.of(subject)).both(allowed)
            asked[key] = asked.get(key, 0) + 1
            if left[key].is_empty and asked[key] > 1:
                return not together, _NONE_LEFT if together else _ALL_LEFT
    return None


def _denied(part: tree.Expression) -> str:
    """The words behind `not`; empty where the denial stands within them, as in `not in`."""
    if not isinstance(part, tree.Not) or part.part.span == part.span:
        return ""
    return _words(part.part)


def _allowed(
    node: tree.Compare | tree.Between, holds: bool, context: Context
) -> Iterator[tuple[tree.Expression, Range]]:
    """What a comparison asks about, and where it lies if that holds (or, with `holds` false, if not).

    Nothing where that is no one range.
    """
    if isinstance(node, tree.Between):
        low, high = amount_of(node.low), amount_of(node.high)
        if holds and low is not None and high is not None and _alike(node.subject, node.low, context):
            yield node.subject, Range(low, high)
        return
    for subject, bound, operator in (
        (node.left, node.right, node.operator),
        (node.right, node.left, _TURNED.get(node.operator, "")),
    ):
        amount = amount_of(bound)
        operator = operator if holds else _CONTRARY.get(operator, "")
        found = _beyond(operator, amount, _is_whole(subject, context)) if amount is not None else None
        if found is not None and _alike(subject, bound, context):
            yield subject, found


def _beyond(operator: str, amount: Amount, whole: bool) -> Range | None:
    match operator:
        case "<":
            step = _step(amount, -1) if whole else None
            return Range(high=amount, below=True) if step is None else Range(high=step)
        case "<=":
            return Range(high=amount)
        case ">":
            step = _step(amount, 1) if whole else None
            return Range(low=amount, above=True) if step is None else Range(low=step)
        case ">=":
            return Range(low=amount)
        case "=":
            return point(amount)
        case _:
            return None


def _step(amount: Amount, by: int) -> Amount | None:
    """The next whole amount, or day; beyond a fraction the whole one next to it. None beyond the last day."""
    if not isinstance(amount, Fraction):
        try:
            return amount + by * ONE_DAY
        except OverflowError:
            return None
    return Fraction(amount // 1 + 1) if by > 0 else Fraction(-(-amount // 1) - 1)


def _is_whole(subject: tree.Expression, context: Context) -> bool:
    """Whether nothing lies between two neighbours."""
    type_ = context.typed.types.get(subject, BROKEN)
    return type_ in (INTEGER, DATE) or (isinstance(type_, DurationType) and type_.unit != "hours")


def _alike(subject: tree.Expression, bound: tree.Expression, context: Context) -> bool:
    """Whether both are of one type that is known, integers among numbers."""
    one, other = (strip(context.typed.types.get(node, BROKEN)) for node in (subject, bound))
    return one != BROKEN and (one == other or {one, other} == {INTEGER, NUMBER})


def _backwards(node: tree.Node, context: Context) -> bool:
    """Whether `between A and B`, or a period, has its end before its beginning, which is told."""
    match node:
        case tree.Between(low=first, high=last) | tree.Phrase(word="period", arguments=(first, last)):
            low, high = amount_of(first), amount_of(last)
        case _:
            return False
    types = context.typed.types.get(first), context.typed.types.get(last)
    if low is None or high is None or types[0] != types[1] or not after(low, high):
        return False
    words = [" ".join(one.span.words.split()) for one in (first, last)]
    context.report(value_kinds.BACKWARDS, first.span.to(last.span), first=words[0], last=words[1])
    return True
