"""Whether text and rules go together on a page: rules below no text, and `not encoded` beside a rule."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TypeGuard

from qanun.diagnostics.grouped import grouped
from qanun.diagnostics.model import Diagnostic, Related
from qanun.document.kinds import NOT_ON_CASES
from qanun.document.model import Block, Document, Provision
from qanun.syntax import kinds, tree
from qanun.text import Span

LAW = (tree.Norm, tree.Rule, tree.Ground, tree.Exception_, tree.Options, tree.Parameter, tree.Table)
"""What only law can say. Names, helpers, silences, priorities and cases may stand anywhere.

So may a `status`: it often sums up what is law elsewhere, as a definition does.
"""

CASES = (tree.Background, tree.Scenario, tree.Cases, tree.Claim)
"""What a page of cases is of."""

_UNSEEN = re.compile(r"<!--.*?-->|^[ \t]*(?:```|~~~)[^\n]*$", re.DOTALL | re.MULTILINE)
"""Comments and the lines of fences."""

AnyLaw = tree.Norm | tree.Rule | tree.Ground | tree.Exception_ | tree.Options | tree.Parameter | tree.Table


def text_and_rules(document: Document, items: Iterable[tree.AnyItem]) -> list[Diagnostic]:
    """What is to be said of entries that stand below no text, or below text that is said to have no rule.

    A page without articles and provisions quotes no law at all, so nothing is missed on it.
    """
    known = tuple(items)
    found = [*_contradicted(known), *_second_blocks(document, known)]
    if document.articles or document.provisions:
        found += grouped(_without_text(known), lambda one: one.values["block"])
    return found


def law_among_cases(document: Document, items: Iterable[tree.AnyItem]) -> list[Diagnostic]:
    """The report on each entry of a page of cases that is none."""
    wrong = [one for one in items if one.block.span.text is not document.text and not isinstance(one, CASES)]
    advice = f"put it on the page `{document.module}.md`"
    found = (
        NOT_ON_CASES.at(_head(item), article=_article(item), what=_called(item), advice=advice)
        for item in wrong
    )
    return grouped(found, lambda one: one.kind)


def _called(item: tree.AnyItem) -> str:
    """How an entry begins, which says what it is."""
    words = item.span.words.split()
    return (
        f"`{words[0]} {words[1]}`" if isinstance(getattr(item, "name", None), tree.Name) else f"`{words[0]}`"
    )


def _only_law(item: tree.AnyItem) -> TypeGuard[AnyLaw]:
    return isinstance(item, LAW) and not (isinstance(item, tree.Norm) and item.kind == "status")


def _second_blocks(document: Document, items: Sequence[tree.AnyItem]) -> Iterable[Diagnostic]:
    """The first law of each block that follows at once on another with law, below the same text."""
    first: dict[Block, AnyLaw] = {}
    for item in filter(_only_law, items):
        first.setdefault(item.block, item)
    for above, block in pairwise(document.blocks):
        if above not in first or block not in first or above.provisions != block.provisions:
            continue
        if not block.provisions or first[block].clauses.also_states or _between(document, above, block):
            continue
        item = first[block]
        label = f"provision {block.provisions[-1].label}"
        related = (Related(_head(first[above]), "the first block"),)
        yield kinds.SECOND_BLOCK.at(
            _head(item), article=_article(item), related=related, item=f"`{item.name}`", label=label
        )


def _between(document: Document, above: Block, below: Block) -> bool:
    """Whether anything that a reader sees stands between two blocks."""
    content = document.text.content[above.span.end : below.span.start]
    return bool(_UNSEEN.sub("", content).strip())


def _without_text(items: Sequence[tree.AnyItem]) -> Iterable[Diagnostic]:
    for item in filter(_only_law, items):
        if not item.block.provisions and not item.clauses.also_states:
            yield kinds.NO_TEXT.at(
                _head(item), article=_article(item), item=f"`{item.name}`", block=str(item.block.span.start)
            )


def _contradicted(items: Sequence[tree.AnyItem]) -> Iterable[Diagnostic]:
    """Each `not encoded` of a provision that a rule below the same text states."""
    stating: dict[Provision, AnyLaw] = {}
    for item in items:
        if isinstance(item, LAW):
            for provision in item.block.provisions:
                stating.setdefault(provision, item)
    for item in items:
        if not isinstance(item, tree.NotEncoded):
            continue
        both = [provision for provision in item.block.provisions if provision in stating]
        if both:
            label, rule = both[0].label, stating[both[0]]
            related = (Related(_head(rule), "this states it"),)
            yield kinds.ENCODED_AFTER_ALL.at(
                item.span, article=_article(item), related=related, label=label, rule=str(rule.name)
            )


def _head(item: tree.AnyItem) -> Span:
    """The first line of an entry."""
    first = item.span.words.split("\n")[0].rstrip()
    return item.span.text.span(item.span.start, item.span.start + len(first))


def _article(item: tree.AnyItem) -> str:
    assert isinstance(item, tree.Item)
    return item.block.article.name if item.block.article else ""
