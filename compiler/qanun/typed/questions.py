"""Questions: what they answer, their facts by name, their headlines."""

from qanun.diagnostics.model import Kind, Related
from qanun.resolved.model import Declaration
from qanun.resolved.reach import facts_of
from qanun.syntax import tree
from qanun.typed import norm_kinds
from qanun.typed.expressions import Checker


def check_question(item: tree.Question, checker: Checker) -> None:
    """A question answers each thing once, and no two of its facts or answers share a word."""
    context = checker.context
    answers: dict[Declaration, tree.Name] = {}
    for name in item.answers:
        target = context.resolved.target(name)
        if target is not None and answers.setdefault(target, name) is not name:
            context.report(norm_kinds.ANSWERED_TWICE, name.span, name=name)
        thing = context.resolved.about.get(target) if target is not None else None
        if thing is not None:
            context.report(norm_kinds.ANSWER_OF_EACH, name.span, name=name, thing=thing.name)
    _distinct(tuple(answers), norm_kinds.SAME_ANSWER_NAME, item, checker)
    _distinct(facts_of(context.resolved, answers), norm_kinds.SAME_FACT_NAME, item, checker)
    for headline in item.headlines:
        if headline.when is not None:
            checker.condition(headline.when)
        for part in headline.parts:
            if not isinstance(part, str):
                checker.infer(part)


def _distinct(found: tuple[Declaration, ...], kind: Kind, item: tree.Question, checker: Checker) -> None:
    first: dict[str, Declaration] = {}
    for one in found:
        kept = first.setdefault(one.short, one)
        if kept is not one:
            related = (Related(kept.span, "one"), Related(one.span, "the other"))
            checker.context.report(
                kind, item.name.span, related=related, short=one.short, one=kept.name, other=one.name
            )
