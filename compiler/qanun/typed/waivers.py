"""Exceptions that would turn a law round: one to a condition of `all of`, one that says `is yes`."""

from qanun.diagnostics.model import Related
from qanun.resolved.model import Declaration
from qanun.resolved.walk import clauses_of, every
from qanun.syntax import tree
from qanun.typed import norm_kinds
from qanun.typed.expressions import Checker


def check_waivers(exception: Declaration, checker: Checker) -> None:
    """Report each bullet of `all of` that an exception takes away: it would keep the rule from applying."""
    assert isinstance(exception.item, tree.Exception_)
    for name in exception.item.to:
        limb = checker.context.resolved.target(name)
        if limb is None or limb.kind != "limb" or _list_of(limb).word != "all":
            continue
        rule = _rule_of(limb)
        checker.context.report(
            norm_kinds.TAKES_A_CONDITION,
            name.span,
            related=(Related(limb.span, "one of the conditions of `all of`"),),
            bullet=str(name),
            rule=rule.short,
            remedy=_remedy(exception, rule),
        )


def _list_of(limb: Declaration) -> tree.Bullets:
    """The list in which a lettered bullet stands."""
    owner = limb.owner
    assert owner is not None
    clauses = clauses_of(owner.item)
    condition = owner.item.value if isinstance(owner.item, tree.Bullet) else clauses and clauses.when
    assert condition is not None
    lists = (part for part in every(condition) if isinstance(part, tree.Bullets))
    return next(one for one in lists if any(bullet is limb.item for bullet in one.bullets))


def _rule_of(limb: Declaration) -> Declaration:
    """The rule, norm or exception whose condition a bullet is: a ground's bullet is its rule's."""
    at = limb
    while at.kind in ("limb", "ground"):
        assert at.owner is not None
        at = at.owner
    return at


def _remedy(exception: Declaration, rule: Declaration) -> str:
    """What to write where the condition is not required, and where nothing applies."""
    without = f"`ground {exception.short} of {rule.short} when …`"
    if isinstance(rule.item, tree.Exception_):
        to = ", ".join(map(str, rule.item.to))
        without = f"a second exception, `exception {exception.short} to {to} when …`,"
    return (
        f"if `{rule.short}` applies without the condition, write {without} with the conditions that are "
        f"left; if it does not apply then, write `exception {exception.short} to {rule.short}`"
    )


def wider(exception: Declaration, target: Declaration) -> str:
    """What to do about `is yes`: where it holds, what is excepted from shall apply as well."""
    rule = _rule_of(target)
    if isinstance(rule.item, tree.Exception_):
        to = ", ".join(map(str, rule.item.to))
        return f"where this shall be excepted too, write `exception {exception.short} to {to} when …`"
    return (
        f"an exception only takes away; where `{rule.short}` shall apply too, "
        f"write `ground {exception.short} of {rule.short} when …`"
    )
