"""The core that the passes make: its invariants hold for every page of law, and it is compared by value."""

from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve
from qanun.core.answering import answer
from qanun.core.invariants import violations
from qanun.core.rules import Any, Apply, Const, FactOf, Local, Over, Program, Ref
from qanun.core.walk import free_locals, map_refs, substituted, walk
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


def test_what_a_quantifier_binds_is_its_own() -> None:
    """In its condition and body the thing is not replaced and not free; in the list and for none it is."""
    a, m, z = Local("a"), Local("m"), Local("z")
    over = Over("largest", "m", m, Apply("=", (m, a)), Apply("+", (m, z)), m)
    assert free_locals(over) == {"a", "m", "z"}
    assert free_locals(Over("count", "m", FactOf("f"), Apply("=", (m, a)), Const(1))) == {"a"}
    given = {"a": FactOf("first"), "m": FactOf("list"), "z": FactOf("last")}
    where, body = Apply("=", (m, FactOf("first"))), Apply("+", (m, FactOf("last")))
    assert substituted(over, given) == Over("largest", "m", FactOf("list"), where, body, FactOf("list"))


BANDS = """\
---
law: Bands
jurisdiction: nowhere
module: bands
in_force: not stated
time_zone: Asia/Baku
rounding: down
currency: AZN
source: made up
---

> **1** Points.

```qanun
fact games : integer
fact part : number
table points of games : integer
  - up to 2 : 3
  - 3 to 5 : 2
  - above : 1
table share of part : integer
  - up to 2 : 3
  - above : 1
define all_points : integer is games by bands of points
define all_shares : number is part by bands of share
question scoring "How many points?"
  answers all_points, all_shares
```
"""


def test_the_parts_of_integers_make_an_integer() -> None:
    """Six games: two times 3, three times 2, one time 1. Two and a half: two times 3, half of 1."""
    program = compile([Text("bands.md", BANDS)]).value.program
    assert program is not None
    answers = answer(program, "bands.scoring", {"bands.games": 6, "bands.part": Fraction(5, 2)})
    points, shares = answers["bands.all_points"].value, answers["bands.all_shares"].value
    assert (points, type(points)) == (13, int)
    assert (shares, type(shares)) == (Fraction(13, 2), Fraction)
