"""`X as of DATE`: its type, and whether the day matters to X at all."""

from qanun.resolved.dated import depends_on_day
from qanun.resolved.model import Declaration
from qanun.syntax import tree
from qanun.typed import dated_kinds
from qanun.typed.agree import may_be_none, strip
from qanun.typed.inference import Inference
from qanun.typed.narrow import Known, key_of
from qanun.typed.types import BROKEN, DATE, MOMENT, Type


def as_of_day(node: tree.AsOfDay, expected: Type | None, with_: Inference) -> Type:
    """The type of X, which must be something that the day can decide."""
    context = with_.context
    day = with_.definite(node.day, DATE)
    if day not in (DATE, MOMENT, BROKEN):
        with_.mismatch(node.day, day, DATE)
    before = context.known
    context.known = _facts_alone(before)
    found = with_.infer(node.inner, expected)
    context.known = before
    if found == BROKEN or day not in (DATE, MOMENT):
        return BROKEN
    if not depends_on_day(node.inner, context.resolved):
        words = " ".join(node.inner.span.words.split())
        return context.report(dated_kinds.SAME_EVERY_DAY, node.span, what=words)
    known = may_be_none(found) and key_of(node, context.resolved) in before
    return strip(found) if known else found


def _facts_alone(known: Known) -> Known:
    """What is known not to be none on any day: facts and the things of lists."""
    return frozenset(
        key for key in known if not key[2] and not (isinstance(key[0], Declaration) and key[0].kind != "fact")
    )
