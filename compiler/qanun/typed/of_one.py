"""`allowance of c`: what a rule about each thing says of one; `taper of income`: what one about an amount
says of that."""

from qanun.diagnostics.model import Related
from qanun.resolved.model import Declaration
from qanun.syntax import tree
from qanun.typed import kinds
from qanun.typed.agree import strip
from qanun.typed.inference import Inference
from qanun.typed.model import type_of_thing
from qanun.typed.narrow import key_of
from qanun.typed.types import BROKEN, Type


def of_one(node: tree.OfOne, with_: Inference) -> Type:
    """The type of what is asked of one thing, which must be of the record that the rule is about, or of one
    amount, which must be of its type."""
    context, name = with_.context, node.subject.name
    meaning = context.resolved.meaning.get(name)
    placed = isinstance(node.thing, tree.ThingAt) and isinstance(context.placed.item, tree.Scenario)
    target = meaning.target if meaning is not None else None
    about = context.resolved.about.get(target) if isinstance(target, Declaration) else None
    of_amount = about is not None and isinstance(about.node, tree.OfAmount)
    thing = BROKEN if placed or of_amount else with_.definite(node.thing)
    if meaning is None and name not in context.resolved.unresolved:
        return BROKEN
    if target in context.resolved.broken:
        return BROKEN
    if about is None or not isinstance(target, Declaration) or (meaning is not None and meaning.fields):
        related = (Related(target.span, "declared here"),) if isinstance(target, Declaration) else ()
        return context.report(kinds.OF_NOTHING, node.span, name=name, related=related)
    wanted = type_of_thing(about, context.typed)
    if of_amount:
        thing = wanted if with_.require(node.thing, wanted) != BROKEN else BROKEN
    elif isinstance(node.thing, tree.ThingAt) and placed:
        if node.thing.name != about.name:
            return context.report(
                kinds.WRONG_TYPE,
                node.thing.span,
                found=f"`{node.thing.span.words}`",
                wanted=f"`{about.name} {node.thing.place}`",
            )
        thing = wanted
    if BROKEN in (thing, wanted):
        return BROKEN
    if thing != wanted:
        return with_.mismatch(node.thing, thing, wanted)
    found = context.declared(target) or BROKEN
    return context.set_type(
        node.subject, strip(found) if key_of(node, context.resolved) in context.known else found
    )
