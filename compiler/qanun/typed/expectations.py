"""What a scenario may expect of a norm or rule: what can be, and what can be otherwise."""

from collections.abc import Iterator

from qanun.diagnostics.model import Related
from qanun.resolved.dated import has_days
from qanun.resolved.lookup import spoken as spoken_kind
from qanun.resolved.model import Declaration, Resolved
from qanun.resolved.reach import met_from
from qanun.resolved.walk import clauses_of, every
from qanun.syntax import tree
from qanun.typed import norm_kinds
from qanun.typed.context import Context
from qanun.typed.types import YES_NO

_VERDICTS = {
    "obligation": ("must", "need_not"),
    "prohibition": ("must_not",),
    "permission": ("may",),
    "right": ("may",),
    "power": ("discretion",),
}
_ANSWERS = ("is yes", "is no")
_OF_CONDUCT = frozenset(word for words in _VERDICTS.values() for word in words)


def check_expectation(expect: tree.Expect, subject: tree.Expression, context: Context) -> None:
    """Report what can never be of the subject, and what is so in every case."""
    name = subject.name if isinstance(subject, tree.Refer) else None
    target = context.resolved.target(name)
    if target is None or target in context.typed.broken:
        return
    word = (expect.word or "").replace(" ", "_").removeprefix("at_")
    if expect.how in ("verdict", "state") and word in _OF_CONDUCT:
        _verdict(expect, target, word, context)
    for other in expect.targets:
        _its_own(expect, target, other, context)
    if same_in_every_case(target, context):
        context.report(norm_kinds.CANNOT_FAIL, expect.span, name=target.short)


def _verdict(expect: tree.Expect, target: Declaration, word: str, context: Context) -> None:
    fitting = _VERDICTS.get(target.kind, ())
    if word in fitting:
        return
    applies, not_so = (
        (fitting[0], "need_not") if fitting[1:] else (*fitting, "is no") if fitting else _ANSWERS
    )
    ways = f"`{target.short} {applies}` where it applies and `{target.short} {not_so}` where it does not"
    type_ = context.declared(target)
    if not fitting and type_ not in (YES_NO, None):
        ways = f"the value, as in `{target.short} = …`"
    context.report(
        norm_kinds.NO_SUCH_VERDICT,
        expect.span,
        related=(Related(target.span, "declared here"),),
        name=target.short,
        what=spoken_kind(target.kind),
        word=word.replace("_", " "),
        ways=ways,
    )


_ROLES = {
    "has ground": "be a ground of",
    "has no ground": "be a ground of",
    "barred by": "bar",
    "authority": "be the authority of",
}


def _its_own(expect: tree.Expect, target: Declaration, other: tree.Name, context: Context) -> None:
    """Report a ground of another rule after `has ground`, and after `barred by` what cannot bar."""
    resolved, named = context.resolved, context.resolved.target(other)
    role = _ROLES.get(expect.how)
    if named is None or role is None or target.kind == "options":
        return
    within = set(_within(target, resolved))
    if expect.how == "authority":
        within = set(_bodies(target, resolved))
        if any(one.kind == "fact" for one in within):
            return
    if expect.how == "barred by":
        winners = (resolved.target(one.winner) for one in resolved.priorities_over.get(target, ()))
        within = {*resolved.exceptions_to.get(target, ()), *(one for one in winners if one is not None)}
    if named not in within and named not in {resolved.head_of.get(one) for one in within}:
        context.report(
            norm_kinds.NOT_ITS_OWN,
            other.span,
            related=(Related(named.span, "declared here"),),
            other=other,
            what=spoken_kind(named.kind),
            role=role,
            name=target.short,
        )


def _within(target: Declaration, resolved: Resolved) -> Iterator[Declaration]:
    """The grounds and bullets of a rule, and the exceptions to it and to these."""
    ahead, seen = [target], {target}
    while ahead:
        at = ahead.pop()
        yield at
        parts = (resolved.grounds_of, resolved.limbs_of, resolved.exceptions_to)
        more = [one for table in parts for one in table.get(at, ()) if one not in seen]
        seen.update(more)
        ahead += more


def _bodies(target: Declaration, resolved: Resolved) -> Iterator[Declaration]:
    """Whom a norm, in any of its versions, names as who acts; a fact that tells it among them."""
    for one in resolved.versions.get(target, (target,)):
        clauses = clauses_of(one.item)
        bodies = None if clauses is None else clauses.by or clauses.on
        yield from () if bodies is None else resolved.targets(bodies.names)


def same_in_every_case(target: Declaration, context: Context) -> bool:
    """Whether a definition or rule rests on no fact, no reading, no day and no other law that may fill it."""
    thing = context.resolved.about.get(target)
    of_amount = thing is not None and isinstance(thing.node, tree.OfAmount)  # which is told elsewhere
    if target.kind not in ("define", "rule") or target in context.typed.broken or of_amount:
        return False
    return not any(_differs(one, context) for one in met_from(context.resolved, (target,)))


def _differs(one: Declaration, context: Context) -> bool:
    if one.kind not in ("define", "rule", "ground", "exception", "limb", "option"):
        return True
    if isinstance(one.item, tree.Rule) and one.item.left_to is not None:
        return True
    if one.kind != "option" and has_days(one, context.resolved):
        return True
    if one in context.typed.broken or one.kind == "option":
        return one.kind != "option"
    return any(
        isinstance(node, tree.Today | tree.AsOf | tree.Term | tree.AsOfDay) for node in every(one.item)
    )
