"""The core that the passes make: its invariants hold for every page of law, and it is compared by value."""

import pickle
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from attrs import evolve
from pages_of_law import ROOT, SPEC, STATUTES, program_of
from qanun.core.invariants import violations
from qanun.core.names import AnyMoment, Argument, Aspect, BitesOn, Name, OneMoment, OneThing, PrevailsOver
from qanun.core.rules import (
    Any,
    Apply,
    Const,
    Expr,
    FactOf,
    FieldOf,
    If,
    Local,
    Member,
    Not,
    Over,
    Ref,
    SetOf,
    Silent,
)
from qanun.core.typing import type_of
from qanun.core.walk import free_locals, map_refs, substituted, walk
from qanun.pipeline import compile
from qanun.runtime.values.durations import Months
from qanun.runtime.values.states import State
from qanun.text import Text
from qanun.tools.loading import load
from qanun.typed.types import BROKEN, COUNTRY, DATE, INTEGER, NEVER, TEXT, OrNone, RecordType, SetType
from random_programs import random_program
from reference.answering import answer
from seeds import seeded


@pytest.mark.parametrize("pages", [*((page,) for page in SPEC), STATUTES], ids=lambda pages: pages[0].stem)
def test_invariants_hold(pages: tuple[Path, ...]) -> None:
    """Every name leads somewhere, every question has its facts, and each definition comes after its own."""
    assert list(violations(program_of(*pages))) == []


@pytest.mark.parametrize("number", range(100))
def test_invariants_hold_of_random_programs(number: int) -> None:
    assert list(violations(random_program(Random(seeded(f"invariants {number}"))))) == []


def test_a_violation_is_found() -> None:
    """A reference to nothing, one that is only spelled as another, and a fact that nobody declared."""
    program = program_of(*STATUTES)
    name, disguised = "criminal_code.asylum_seeker", Name("criminal_code.illegal_crossing:opened")
    broken = evolve(
        program.definitions[name],
        body=Any((Ref(Name("nowhere")), Ref(disguised), FactOf("nobody.asks"))),
    )
    worse = evolve(program, definitions={**program.definitions, name: broken})
    told = list(violations(worse))
    assert f"{name} refers to nowhere, which is not defined" in told
    assert f"{name} refers to {disguised}, which is called so for another reason" in told
    assert f"{name} asks for nobody.asks, which is no fact" in told


def test_a_wrong_type_is_found() -> None:
    """What is named for something else, operands that do not go together, a number as a condition, a text as
    a yes or no."""
    program = program_of(*STATUTES)
    name, fact = "criminal_code.asylum_seeker", "criminal_code.acts_contain_another_offence"

    def told(body: Expr) -> list[str]:
        broken = evolve(program.definitions[name], body=body)
        return list(violations(evolve(program, definitions={**program.definitions, name: broken})))

    assert told(FactOf(fact, INTEGER))[0] == f"{name} takes {fact} for integer"
    assert told(Ref(Name(fact.replace("acts_contain_another_offence", "illegal_crossing")), (), TEXT))[0] == (
        f"{name} takes criminal_code.illegal_crossing for text"
    )
    three_and_text = Apply("+", (Const(3), Const("three")))
    assert told(Apply("=", (three_and_text, three_and_text)))[1] == (
        f"{name} has an expression without a type: +(3, 'three')"
    )
    assert told(Not(Const(3))) == [f"{name} asks whether 3, integer"]
    assert told(Const("so")) == [f"{name} is yes/no, and its body text"]
    assert told(Const(None)) == [f"{name} is yes/no, and its body none"]
    with pytest.raises(TypeError, match=r"0\.5 is no value that a rule can write"):
        Const(0.5)


def test_an_expression_has_the_type_of_its_parts() -> None:
    """What is none or a day is a day or none; what is silent adds nothing; a key tells yes from one."""
    day, number = FactOf("law.day", OrNone(DATE)), FactOf("law.number", INTEGER)
    yes = Const(True)
    assert type_of(If(yes, day, Const(None))) == OrNone(DATE)
    assert type_of(If(yes, Silent("law.gap"), number)) == INTEGER
    assert type_of(If(yes, day, number)) == BROKEN
    assert type_of(Apply("date plus", (day, Const(Months(2)), Const("down")))) == DATE
    assert type_of(SetOf(())) == SetType(NEVER)
    assert type_of(If(yes, SetOf(()), SetOf((Member("", yes, Const("AZ", COUNTRY)),)))) == SetType(COUNTRY)
    assert type_of(FieldOf(Local("f", RecordType("law.flat", (("rent", INTEGER),))), "rent")) == INTEGER
    assert Const(True) != Const(1)
    assert Const("AZ") != Const("AZ", COUNTRY)


def test_the_largest_of_no_numbers_is_a_number() -> None:
    """`or if none 0` says an integer where numbers are compared: it is made a number."""
    program = program_of(ROOT / "tests" / "spec" / "things.md")
    found = answer(program, "things.renting", {"things.flats": ()})["things.largest_share"].value
    assert (found, type(found)) == (0, Fraction)


def test_two_compilations_are_equal() -> None:
    """The same pages make the same definitions, value by value."""
    one, other = program_of(*STATUTES), load(ROOT).program
    assert other is not None
    assert one.definitions == other.definitions
    assert one.questions == other.questions


def test_a_name_is_spelled_from_its_parts() -> None:
    """Whose, which aspect, about what, with or without collisions; and it survives being kept."""
    spelled = {
        Name("law.fine"): "law.fine",
        Name("law.fine", State.IN_FORCE): "law.fine:in force",
        Name("law.fine", Aspect.OPENED, unless=("law.a", "law.b"), raw=True): (
            "law.fine:opened:unless law.a:unless law.b:raw"
        ),
        Name("law.leave", Aspect.ITSELF, AnyMoment()): "law.leave:as of",
        Name("law.leave", State.BREACHED, OneMoment(2)): "law.leave:as of 2:breached",
        Name("law.rate", Aspect.BANDS, OneThing(1)): "law.rate:of 1:bands",
        Name("law.rate", Argument("income"), OneThing(3)): "law.rate:of 3:income",
        Name("law.minor", BitesOn("law.fine")): "law.minor on law.fine",
        Name(
            "law.minor", PrevailsOver("law.fine"), AnyMoment(), raw=True
        ): "law.minor over law.fine:as of:raw",
    }
    for name, text in spelled.items():
        assert str(name) == text
        kept = pickle.loads(pickle.dumps(name))
        assert (type(kept), kept.parts) == (Name, name.parts)
    assert (
        Name("law.fine", Aspect.OPENED).with_aspect(Aspect.DUE).with_about(OneThing(1)) == "law.fine:of 1:due"
    )
    assert [name.is_declared for name in spelled] == [True] + [False] * 8


def test_walks() -> None:
    """A walk meets outer before inner, and renaming touches references alone."""
    expr = Any((Ref(Name("a")), FactOf("a"), Any((Ref(Name("b")),))))
    assert [type(node).__name__ for node in walk(expr)] == ["Any", "Ref", "FactOf", "Any", "Ref"]
    raw = map_refs(expr, lambda name: name.with_raw(True))
    assert [str(node.name) for node in walk(raw) if isinstance(node, Ref | FactOf)] == ["a:raw", "a", "b:raw"]


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
