"""The registers of silences and readings: what each of them changes, with a case."""

from collections.abc import Mapping, Sequence

from qanun.book.bodies import Rows, law_of, where
from qanun.book.cases import Turn, Worked
from qanun.book.edition import Leaf
from qanun.book.page import Html, join, tag
from qanun.book.tables import Cell
from qanun.resolved.model import Declaration
from qanun.syntax import tree

SHOWN = 2
"""So many cases are shown of one silence."""


def silences(leaf: Leaf) -> Rows:
    """When the law gives no answer, what stays open then, and cases that meet it."""
    relations = leaf.edition.relations
    for one in leaf.edition.of_kind("silence"):
        item = one.item
        assert isinstance(item, tree.Silence)
        known = "the source says so" if item.manner == "stated" else "found while reading"
        said = join([leaf.name(one.name), _beside(join(filter(None, [where(leaf, one), known]), " · "))])
        when = leaf.phrases.condition(item.when) if item.when is not None else Html("always")
        cases = join(tag("p", leaf.case(case)) for case in relations.cases.get(one.name, ())[:SHOWN])
        yield law_of(leaf, one), (Cell(said, one.label), when, _leaves(leaf, one, item), cases)


def _leaves(leaf: Leaf, one: Declaration, item: tree.Silence) -> Html:
    """What has no answer where a silence is met; of one on nothing, beside which answers it is said."""
    if item.on is not None:
        return join(["There is no answer to this: ", leaf.phrases.named(item.on)])
    asked = [leaf.question(name) for name in leaf.edition.relations.matters_to.get(one.name, ())]
    said = Html("No answer changes; it is said beside each that it concerns")
    return join([said, ": ", join(asked, "; ")]) if asked else said


def _beside(words: object) -> Html:
    return tag("p", words, class_="qanun-aside")


def readings(leaf: Leaf, worked: Mapping[tree.Scenario, Worked]) -> Rows:
    """The ways to read a text, why the first is taken, and what another way changes in a case."""
    turns: dict[str, tuple[tree.Scenario, Turn]] = {}
    for scenario, found in worked.items():
        for turn in found.turns:
            turns.setdefault(turn.reading, (scenario, turn))
    relations = leaf.edition.relations
    for one in leaf.edition.of_kind("reading"):
        item = one.item
        assert isinstance(item, tree.Reading)
        options = tag("ol", join(tag("li", option.label or option.name) for option in item.options))
        because = _beside(f"The first, because {item.because}") if item.because else Html("")
        changes = leaf.names(relations.used_by.get(one.name, ()))
        asked = [leaf.question(name) for name in relations.matters_to.get(one.name, ())]
        case = _turned(leaf, *turns[one.name]) if one.name in turns else Html("")
        cells = (leaf.name(one.name), join([options, because]), join([changes, _folded(asked)]), case)
        yield law_of(leaf, one), cells


def _folded(asked: Sequence[Html]) -> Html:
    """The questions to which a reading can matter, to be unfolded."""
    if not asked:
        return Html("")
    said = tag("summary", f"can matter to {len(asked)} question{'s' if len(asked) > 1 else ''}")
    return tag("details", join([said, tag("ul", join(tag("li", one) for one in asked))]))


def _turned(leaf: Leaf, item: tree.Scenario, turn: Turn) -> Html:
    """A case in which the reading decides: what follows read so, and what otherwise."""
    rows = (
        join([tag("dt", f"Read as “{words}”"), tag("dd", said)])
        for words, said in ((turn.taken, turn.says), (turn.other, turn.otherwise))
    )
    return join([leaf.case(item), tag("dl", join(rows))])
