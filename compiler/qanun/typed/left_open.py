"""A value that a law leaves to another: both sides are checked against each other."""

from datetime import date

from qanun.diagnostics.model import Fix, Kind, Related, Severity
from qanun.document.days import ALWAYS, is_empty, meet
from qanun.document.model import InForce
from qanun.resolved.model import Declaration, Resolved
from qanun.resolved.versions import own_days
from qanun.syntax import tree
from qanun.typed.context import Context

LEFT_AND_STATED = Kind(
    code="Q0422",
    title="`{name}` is left to another law, and states `{clause}` itself",
    why="What a law leaves open is said by the law that fills it; conditions and values stand there.",
    remedy="take one of the two out; what holds where no law fills it is `otherwise …`",
)
GROUND_OF_LEFT = Kind(
    code="Q0418",
    title="`{name}` is left to another law: this ground does not say who fills it",
    why="Whoever may fill a value is checked; a ground beside that would fill it unseen.",
    remedy="write `fills {written} by …` in its place",
)
NOT_LEFT = Kind(
    code="Q0419",
    title="no law leaves `{name}` to another",
    why="A regulation fills only what its law leaves open; anything else it cannot change.",
    remedy="write `left to …` in `{name}`, if its law leaves it open",
)
FILLED_BY_ANOTHER = Kind(
    code="Q0420",
    title="`{name}` is left to {wanted}, and filled by {found}",
    why="Only the body to which a law leaves a value may fill it.",
    remedy="{remedy}",
)
FILLED_TWICE = Kind(
    code="Q0421",
    title="`{name}` is filled by `{one}` and by `{other}` on the same days",
    why="Two laws that fill one value differently are in conflict, and no case that needs it has an answer.",
    remedy="give each its days, or write which prevails: `{other} prevails over {one}`",
    severity=Severity.WARNING,
)


def check_left_open(declaration: Declaration, item: tree.Item, context: Context) -> None:
    """What a law leaves open against what it says itself, and what fills it against both."""
    if isinstance(item, tree.Rule):
        _left(declaration, item, context)
    elif isinstance(item, tree.Ground):
        _fill(declaration, item, context)


def _left(rule: Declaration, item: tree.Rule, context: Context) -> None:
    """What a rule that is left to another law says itself."""
    if item.left_to is None:
        return
    for clause in item.clauses.written:
        if isinstance(clause, tree.When | tree.Value | tree.FirstRow):
            context.report(LEFT_AND_STATED, clause.span, name=rule.short, clause=clause.WORD)
            return


def _fill(ground: Declaration, item: tree.Ground, context: Context) -> None:
    """What fills a value against what the law leaves open, and to whom."""
    rule = ground.owner
    if rule is None:
        return
    left = rule.item.left_to if isinstance(rule.item, tree.Rule) else None
    if item.filled_by is None:
        if left is not None and item.clauses.determined is None:
            context.report(GROUND_OF_LEFT, item.of.span, name=rule.short, written=item.of)
        return
    if left is None:
        related = (Related(rule.span, "declared here"),)
        context.report(NOT_LEFT, item.of.span, related=related, name=rule.short)
        return
    _by_whom(rule, left, item, item.filled_by, context)
    _once(rule, ground, context)


def _once(rule: Declaration, ground: Declaration, context: Context) -> None:
    """Warn where another law fills the value in every case, on days of which some are the same.

    Where all days of one are days of the other they always conflict, which `verify.never` tells.
    """
    resolved = context.resolved
    fills = resolved.grounds_of.get(rule, ())
    for other in fills[: fills.index(ground)]:
        pair = (ground, other)
        ranked = any(one in resolved.priorities_over or one in resolved.collisions_of for one in pair)
        if ranked or _states(ground) == _states(other) or not all(map(_in_every_case, pair)):
            continue
        one, two = _days(ground, resolved), _days(other, resolved)
        if not is_empty(meet(one, two)) and not (
            _bounds(one) <= _bounds(two) or _bounds(two) <= _bounds(one)
        ):
            assert isinstance(ground.item, tree.Ground)
            related = (Related(other.span, "filled here"),)
            names = [fill.name.removeprefix(f"{context.module}.") for fill in (other, ground)]
            place = ground.item.of.span
            context.report(
                FILLED_TWICE, place, related=related, name=rule.short, one=names[0], other=names[1]
            )
            return


def _in_every_case(ground: Declaration) -> bool:
    return isinstance(ground.item, tree.Ground) and ground.item.clauses.when is None


def _states(ground: Declaration) -> str:
    """The value, as it is written."""
    value = ground.item.clauses.value if isinstance(ground.item, tree.Ground) else None
    return " ".join(value.span.words.split()) if value is not None else ""


def _bounds(days: InForce) -> set[tuple[bool, date]]:
    return {(first, day) for first, day in ((True, days.start), (False, days.end)) if day is not None}


def _days(ground: Declaration, resolved: Resolved) -> InForce:
    """On which days it fills: its own, or its article's, within those of its law."""
    law = resolved.laws[ground.module].document.front_matter.in_force
    return meet(own_days(ground.item) or ALWAYS, law or ALWAYS)


def _by_whom(
    rule: Declaration, left: tree.Bodies, item: tree.Ground, by: tree.Bodies, context: Context
) -> None:
    may, does = (context.resolved.targets(bodies.names) for bodies in (left, by))
    if len(may) < len(left.names) or len(does) < len(by.names) or not may:
        return  # a name that nobody knows is told; what is left to nobody named anybody may fill
    if does and set(does) <= set(may):
        return
    wanted = " or ".join(f"`{one.short}`" for one in may)
    found = " and ".join(f"`{one.short}`" for one in does) or "nobody named"
    own = [_written(one, context) for one in may]
    remedy = f"write `by {' or '.join(own)}`, if that is whose law this is"
    fix = None
    if not does and len(may) == 1:
        end = item.of.span.text.span(item.of.span.end, item.of.span.end)
        fix = Fix(end, f" by {own[0]}", f"write `by {own[0]}`")
    related = (Related(left.span, "left to another law here"),)
    context.report(
        FILLED_BY_ANOTHER,
        by.span,
        related=related,
        fix=fix,
        name=rule.short,
        wanted=wanted,
        found=found,
        remedy=remedy,
    )


def _written(authority: Declaration, context: Context) -> str:
    """A body as the page at hand names it."""
    return authority.short if authority.module == context.module else authority.name
