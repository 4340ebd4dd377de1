"""Questions: what they answer, their facts by name, their headlines."""

from qanun.diagnostics.model import Kind, Related
from qanun.resolved.model import Declaration
from qanun.resolved.reach import facts_of
from qanun.syntax import tree
from qanun.typed import norm_kinds
from qanun.typed.expressions import Checker
from qanun.typed.things import answered_list


def check_question(item: tree.Question, checker: Checker) -> None:
    """A question answers each thing once, and no two of its facts or answers share a word."""
    context = checker.context
    answers: dict[Declaration, tree.Name] = {}
    lists: list[Declaration] = []
    for name in item.answers:
        target = context.resolved.target(name)
        if target is not None and answers.setdefault(target, name) is not name:
            context.report(norm_kinds.ANSWERED_TWICE, name.span, name=name)
        held = answered_list(name, checker)
        lists += [held] if held is not None else []
    _distinct(tuple(answers), norm_kinds.SAME_ANSWER_NAME, item, checker)
    _distinct(facts_of(context.resolved, (*lists, *answers)), norm_kinds.SAME_FACT_NAME, item, checker)
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
