"""Mutation of the law: how many small faults in the rules do the pages' own cases notice?

    PYTHONPATH=compiler:generated:tests python tests/law/rule_mutants.py                     # all pages
    PYTHONPATH=compiler:generated:tests python tests/law/rule_mutants.py criminal_code trafficking
    PYTHONPATH=compiler:generated:tests python tests/law/rule_mutants.py --sample 300 --seed 1

The law is compiled once. A fault is planted in the core, where a written condition stands once, and only the
scenarios and inventory cases that rest on it are put to the reference. It is *caught* when one of them no
longer comes out. Prints tables of pages and of kinds of fault, and every survivor with what was changed; each
is to be read, and either a scenario is written or it changes nothing.
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

import test_norms_scenarios as inventory
from attrs import Factory, define, evolve, frozen
from qanun.core.names import Name
from qanun.core.rules import (
    All,
    Any,
    Definition,
    Expr,
    If,
    InConflict,
    Local,
    Program,
    Question,
    Ref,
    Scenario,
)
from qanun.core.scenarios import completed
from qanun.core.walk import walk
from qanun.verify.scenarios import chosen_readings, failures
from reference import answering
from reference.evaluate import Known
from rule_faults import FAULTS, WRITTEN, Fault, faults_in, faults_in_several

Facts = Mapping[str, object]


@frozen
class Check:
    """A case of the law whose outcome is known: whether it still comes out in a changed program."""

    name: str
    module: str
    rests_on: frozenset[str]  # definitions

    def passes(self, program: Program) -> bool:
        raise NotImplementedError


@frozen
class OfScenario(Check):
    """A scenario of a page."""

    scenario: Scenario
    facts: Facts
    chosen: Mapping[str, str]

    def passes(self, program: Program) -> bool:
        asked = self.scenario.asked
        alone = evolve(program, questions={asked.name: asked})
        as_of = self.scenario.as_of
        assert as_of is None or isinstance(as_of, datetime)
        known: Known = {}
        answers = answering.answer(alone, asked.name, self.facts, as_of, self.chosen, known)
        return next(iter(failures(self.scenario, answers, partial(value_in, known))), None) is None


def value_in(known: Known, name: Name) -> object:
    """The value of a definition, or the outcome in its place; None where nothing was found of it."""
    return known[name,].value if (name,) in known else None


@frozen
class OfInventory(Check):
    """A case of the inventory."""

    case: inventory.Case
    facts: Facts
    chosen: Mapping[str, str]
    as_of: datetime | None

    def passes(self, program: Program) -> bool:
        answers = answering.answer(program, str(self.case["question"]), self.facts, self.as_of, self.chosen)
        for subject, expected in inventory.table(self.case, "expect").items():
            found = answers[inventory.qualified(subject, self.case)]
            assert isinstance(expected, dict)
            if not all(inventory.agrees(found, key, value) for key, value in expected.items()):
                return False
        return True


def named_in(program: Program, question: Question) -> frozenset[str]:
    """The definitions that a question's answers and constraints rest on."""
    inside = [part.name for c in question.constraints for part in walk(c.condition) if isinstance(part, Ref)]
    seen: set[str] = set()
    waiting = [*question.order, *inside]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += [part.name for part in walk(program.definitions[name].body) if isinstance(part, Ref)]
    return frozenset(seen)


def checks(program: Program) -> list[Check]:
    """Every scenario of the pages and every case of the inventory; the narrowest first."""
    found: list[Check] = []
    for scenario in program.scenarios:
        if scenario.module != "inventory":
            asked = scenario.asked
            facts = completed(program, asked, scenario)
            rests_on, chosen = named_in(program, asked), chosen_readings(program, scenario)
            found.append(OfScenario(scenario.title, scenario.module, rests_on, scenario, facts, chosen))
    for case in inventory.CASES:
        question = program.questions[str(case["question"])]
        facts, as_of, chosen = inventory.completed_case(case)
        rests_on = named_in(program, question)
        found.append(OfInventory(str(case["id"]), "inventory", rests_on, case, facts, chosen, as_of))
    return sorted(found, key=lambda check: len(check.rests_on))


REPEATING = ("ground", "limb", "exception", "silence")
"""Roles of definitions that say once more what their `:opened` says."""


def with_conditions_once(program: Program) -> Program:
    """The same law, each written condition in one definition: what repeats it refers to it instead."""
    changed = dict(program.definitions)
    for name, definition in program.definitions.items():
        opened = program.definitions.get(f"{name}:opened")
        if opened is not None and definition.role in REPEATING:
            changed[name] = evolve(definition, body=_referring(definition.body, opened))
            raw = program.definitions.get(f"{name}:raw")
            if raw is not None:
                seen = program.definitions.get(f"{name}:opened:raw", opened)
                changed[raw.name] = evolve(raw, body=_referring(raw.body, seen))
    return evolve(program, definitions=changed)


def _referring(body: Expr, opened: Definition) -> Expr:
    """The body, with what it repeats of the written condition as a reference."""
    here = Ref(opened.name, tuple(Local(local) for local in opened.locals))
    parts = opened.body.parts if isinstance(opened.body, All) else (opened.body,)
    match body:
        case If(condition, InConflict() as pulled, rest):
            return If(condition, pulled, _referring(rest, opened))
        case All(found) if found != parts and found[: len(parts)] == parts:
            return All((here, *found[len(parts) :]))
        case _:
            return here if body == opened.body else body


def is_written(name: str, definition: Definition, program: Program) -> bool:
    """Whether a definition holds what the drafter wrote, and no other holds it."""
    whole, _, what = name.partition(":")
    repeats = definition.role in REPEATING and f"{name}:opened" in program.definitions
    return (
        definition.role in WRITTEN
        and what not in ("answer", "applies")
        and not repeats
        and not (what == "opened" and _only_joins_grounds(whole, definition.body))
    )


def _only_joins_grounds(whole: str, body: Expr) -> bool:
    """Whether it says no more than that one of the grounds holds, which are tried on their own."""
    grounds = body.parts if isinstance(body, Any) else (body,)
    own = (f"{whole}.", f"{whole}:")
    return all(isinstance(ground, Ref) and ground.name.startswith(own) for ground in grounds)


def every_fault(program: Program, modules: Sequence[str]) -> Iterator[Fault]:
    """All faults of the pages, in their order."""
    for name, definition in program.definitions.items():
        if name.partition(".")[0] in modules and is_written(name, definition, program):
            yield from faults_in(name, definition, program)
    yield from (fault for fault in faults_in_several(program) if fault.module in modules)


def planted(program: Program, fault: Fault) -> Program:
    """The law with the fault in it."""
    return evolve(program, definitions={**program.definitions, **fault.changed})


def caught_by(program: Program, fault: Fault, all_checks: Iterable[Check]) -> str | None:
    """The first case that no longer comes out; None where all do."""
    wrong = planted(program, fault)
    concerned = [c for c in all_checks if fault.concerns(c.rests_on)]
    for check in sorted(concerned, key=lambda check: check.module != fault.module):
        if not check.passes(wrong):
            return check.name
    return None


@define
class Tally:
    """Of each kind of fault and each page, how many were planted and how many caught."""

    planted: Counter[str] = Factory(Counter)
    caught: Counter[str] = Factory(Counter)

    def add(self, key: str, noticed: bool) -> None:
        self.planted[key] += 1
        self.caught[key] += noticed

    def table(self, head: str, names: Mapping[str, str]) -> Iterator[str]:
        """A Markdown table with a row for each key that has a name, in their order."""
        yield f"| {head} | planted | caught | share |"
        yield "|---|---:|---:|---:|"
        for key, name in names.items():
            if self.planted[key]:
                share = self.caught[key] / self.planted[key]
                yield f"| {name} | {self.planted[key]} | {self.caught[key]} | {share:.1%} |"


def report(tally: Tally, survivors: Iterable[Fault], modules: Iterable[str]) -> Iterator[str]:
    yield from tally.table("page", {module: f"`{module}`" for module in modules})
    yield ""
    yield from tally.table("fault", {**FAULTS, "all": "all"})
    yield "\n## Survivors\n"
    for fault in survivors:
        place = f"{Path(fault.site.path).name}:{fault.site.line}"
        yield f"* `{fault.name}` ({FAULTS[fault.kind]}), {place}: {fault.said}"


def main() -> int:
    arguments = argparse.ArgumentParser(
        description="How many faults in the rules do the pages' cases notice?"
    )
    arguments.add_argument("modules", nargs="*", help="pages; all where none is named")
    arguments.add_argument("--sample", type=int, help="so many faults, drawn at random")
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    began = time.monotonic()
    program = with_conditions_once(inventory.program())
    all_checks = checks(program)
    failing = [check.name for check in all_checks if not check.passes(program)]
    assert not failing, f"these do not come out without any fault: {failing}"
    modules = options.modules or [module for module in program.laws if module != "inventory"]
    faults = list(every_fault(program, modules))
    if options.sample is not None and options.sample < len(faults):
        faults = random.Random(options.seed).sample(faults, options.sample)
    tally, survivors = Tally(), []
    for fault in faults:
        noticed = caught_by(program, fault, all_checks) is not None
        for key in (fault.module, fault.kind, "all"):
            tally.add(key, noticed)
        survivors += [] if noticed else [fault]
    print("\n".join(report(tally, survivors, modules)))
    print(f"\n{len(all_checks)} cases, {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
