"""The core that the passes make: its invariants hold for every page of law, and it is compared by value."""

from pathlib import Path

import pytest
from attrs import evolve
from qanun.core.invariants import violations
from qanun.core.rules import Any, Const, FactOf, Program, Ref
from qanun.core.walk import map_refs, walk
from qanun.pipeline import compile
from qanun.text import Text

ROOT = Path(__file__).parent.parent
PAGES = [[page] for page in sorted((ROOT / "tests" / "spec").glob("*.md"))]
STATUTES = sorted((ROOT / "statutes" / "azerbaijan").glob("*.md"))


def compiled(pages: list[Path]) -> Program:
    program = compile([Text(page.name, page.read_text(encoding="utf-8")) for page in pages]).value.program
    assert program is not None
    return program


@pytest.mark.parametrize("pages", [*PAGES, STATUTES], ids=lambda pages: pages[0].stem)
def test_invariants_hold(pages: list[Path]) -> None:
    """Every name leads somewhere, every question has its facts, and each definition comes after its own."""
    assert list(violations(compiled(pages))) == []


def test_a_violation_is_found() -> None:
    """A reference to nothing, a fact that nobody declared and a float are each told."""
    program = compiled(STATUTES)
    name = "criminal_code.asylum_seeker"
    broken = evolve(program.definitions[name], body=Any((Ref("nowhere"), FactOf("nobody.asks"), Const(0.5))))
    worse = evolve(program, definitions={**program.definitions, name: broken})
    told = list(violations(worse))
    assert f"{name} refers to nowhere, which is not defined" in told
    assert f"{name} asks for nobody.asks, which is no fact" in told
    assert f"{name} has a float" in told


def test_two_compilations_are_equal() -> None:
    """The same pages make the same definitions, value by value."""
    one, other = compiled(STATUTES), compiled(STATUTES)
    assert one.definitions == other.definitions
    assert one.questions == other.questions


def test_walks() -> None:
    """A walk meets outer before inner, and renaming touches references alone."""
    expr = Any((Ref("a"), FactOf("a"), Any((Ref("b"),))))
    assert [type(node).__name__ for node in walk(expr)] == ["Any", "Ref", "FactOf", "Any", "Ref"]
    assert map_refs(expr, str.upper) == Any((Ref("A"), FactOf("a"), Any((Ref("B"),))))
