"""What a page writes arrives: names mean something, expressions have a type, clauses are in the core."""

from functools import cache
from pathlib import Path

import pytest
from attrs import evolve, fields
from qanun.diagnostics import Outcome
from qanun.pipeline import Compiled, analyse, compile
from qanun.resolved.walk import every, fields_with
from qanun.syntax import tree
from qanun.text import Text

ROOT = Path(__file__).parent.parent
SPEC = sorted((ROOT / "tests" / "spec").glob("*.md"))
SETS = {
    **{page.name: (page,) for page in SPEC},
    "statutes": tuple(sorted((ROOT / "statutes").rglob("*.md"))),
    "examples": tuple(sorted((ROOT / "docs" / "examples").rglob("statutes/**/*.md"))),
}


@cache
def compiled(name: str) -> Compiled:
    """The pages of a set, which have no mistake."""
    outcome = compile([Text(page.name, page.read_text(encoding="utf-8")) for page in SETS[name]])
    assert outcome.errors == ()
    return outcome.value


def held(value: object, kind: type) -> bool:
    """Whether a value is of a class, or has something of it inside."""
    if isinstance(value, tuple):
        return any(held(one, kind) for one in value)
    return isinstance(value, kind)


@pytest.mark.parametrize("name", SETS)
def test_a_walk_passes_nothing_over(name: str) -> None:
    """Of no node of a page a field is left out in which another node, or a text, stands."""
    seen = 0
    for page in compiled(name).pages:
        for node in (node for item in page.items for node in every(item)):
            for part in fields(type(node)):
                for kind in (tree.Node, str):
                    if held(getattr(node, part.name), kind):
                        assert part.name in fields_with(kind, type(node))
                        seen += 1
    assert seen > 20


@pytest.mark.parametrize("name", SETS)
def test_every_name_means_something(name: str) -> None:
    """A name declares, is resolved, or is a value that the type checker found."""
    found = compiled(name)
    resolved = found.typed.resolved
    silent = []
    for page in found.pages:
        for item in page.items:
            declares = getattr(item, "name", None)
            for node in every(item):
                if isinstance(node, tree.Name) and node is not declares:
                    known = node in resolved.meaning or node in found.typed.values
                    if not known:
                        silent.append(f"{node.span.line}: {node}")
    assert silent == []


@pytest.mark.parametrize("name", SETS)
def test_every_expression_has_a_type(name: str) -> None:
    """But for a place in a list, and a rule about each thing of which `then` speaks as a whole: no values."""
    found = compiled(name)
    about = {one.short for one in found.typed.resolved.about}
    silent = []
    for page in found.pages:
        for item in page.items:
            expects = item.expects if isinstance(item, tree.Scenario) else ()
            of_all = {one.subject for one in expects if one.subject.span.words.rpartition(".")[2] in about}
            for node in every(item):
                if isinstance(node, tree.ThingAt) or node in of_all:
                    continue
                if isinstance(node, tree.Expression) and node not in found.typed.types:
                    silent.append(f"{node.span.line}: {type(node).__name__} {node.span.words}")
    assert silent == []


# --- clauses ------------------------------------------------------------------------------------------------


CLAUSED = (
    tree.Define,
    tree.Parameter,
    tree.Table,
    tree.Rule,
    tree.Norm,
    tree.Ground,
    tree.Exception_,
    tree.Silence,
    tree.Options,
)


def kind_of(item: tree.AnyItem) -> str:
    """What an entry begins with."""
    return item.kind if isinstance(item, tree.Norm) else type(item).__name__.rstrip("_").lower()


def clauses() -> dict[tuple[str, str], list[tuple[str, int, int]]]:
    """Where each kind of clause stands in each kind of entry: sets, places of pages and of entries."""
    found: dict[tuple[str, str], list[tuple[str, int, int]]] = {}
    for name in SETS:
        for number, page in enumerate(compiled(name).pages):
            for place, item in enumerate(page.items):
                for clause in item.clauses.written if isinstance(item, CLAUSED) else ():
                    found.setdefault((kind_of(item), clause.WORD), []).append((name, number, place))
    return found


def matters(word: str, name: str, number: int, place: int) -> bool:
    """Whether the pages mean something else without this clause, or have a mistake."""
    whole = compiled(name)
    page = whole.pages[number]
    items = (*page.items[:place], without(page.items[place], word), *page.items[place + 1 :])
    pages = [*whole.pages[:number], evolve(page, items=items), *whole.pages[number + 1 :]]
    other = analyse([Outcome(one, ()) for one in pages], None, "")
    return bool(other.errors) or meaning(other.value) != meaning(whole)


def without(item: tree.AnyItem, word: str) -> tree.AnyItem:
    """The entry with one of its clauses left out."""
    assert isinstance(item, CLAUSED)
    kept = tuple(clause for clause in item.clauses.written if word != clause.WORD)
    return evolve(item, clauses=evolve(item.clauses, written=kept))


def meaning(found: Compiled) -> object:
    """All that targets see of the rules."""
    program = found.program
    if program is None:
        return None
    return program.definitions, program.subjects, program.questions, program.parameters, program.types


def test_every_clause_reaches_the_core() -> None:
    """Of each kind of clause, in each kind of entry that has it, one at least decides something."""
    silent = [
        f"{kind}: {word}"
        for (kind, word), places in clauses().items()
        if (kind, word) not in SAYS_NOTHING and not any(matters(word, *place) for place in places[:TRIED])
    ]
    assert silent == []


TRIED = 12
SAYS_NOTHING = {("right", "on"), ("status", "on"), ("offence", "on"), ("right", "towards")}
"""What decides nothing where the party does not say who belongs to it; no page has one there that does."""


def test_every_clause_is_written_somewhere() -> None:
    """Some page has each clause that there is; a new one is named here until a page tells of it."""
    assert {clause.WORD for clause in tree.CLAUSES} - {word for _, word in clauses()} == set()
