"""What an answer turns on: its subject's decision diagram over what a case states, and what each of its atoms
is where some of that is otherwise."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from qanun.runtime.evaluation.behind import Behind
from qanun.runtime.evaluation.core import Core
from qanun.runtime.evaluation.diagrams import THING
from qanun.runtime.evaluation.lists import Loop
from qanun.runtime.evaluation.nearby import FEW, REACH, first, nearby
from qanun.runtime.evaluation.reader import Reader
from qanun.runtime.evaluation.stated import Stated, is_spelled, otherwise, stated, within
from qanun.runtime.evaluation.steps import Case
from qanun.runtime.evaluation.tables import Subject, Table
from qanun.runtime.evaluation.tape import NO_FACTS
from qanun.runtime.outcomes.undecided import NotKnown, Undecided
from qanun.runtime.values.unknown import UNKNOWN

Changed = Mapping[int, object]
"""What would be instead, by the place of what is stated."""
CaseOf = Callable[[Any], Case]
"""The case of other facts, also of facts that cannot be."""

SAID = ("answer", "state", "due", "end", "penalties")
"""The parts of an answer by which it is another."""
ORDERED = frozenset(("integer", "number", "measure", "date", "moment"))
"""The constants that have values on two sides."""


class Turning:
    """A subject's diagram, read once. `always`: the facts of which it is said what always holds."""

    def __init__(
        self, core: Core, table: Table, data: Mapping[str, Any], place: int, always: Iterable[str]
    ) -> None:
        subject = table.subjects[place]
        self.reader = reader = Reader(core, table, data["facts"])
        behind = Behind(core)
        self.rests_on = self._named(behind.facts(["ref", name] for name in subject.aspects.values()))
        """The attributes of the facts on which the answer rests."""
        found = core.diagram(subject.name, reader.places.keys())
        self._list, through = self._listed(subject, core, behind)
        self.rests_on |= through
        self.is_told = found is not None
        """Whether there is a diagram."""
        self.is_of_each = subject.each is not None
        told = found or {"atoms": [], "leaves": [], "nodes": [], "alike": [], "ends": [[]]}
        self.nodes = [
            (atom, *[at - 1 - way if way >= 0 else way for way in ways])
            for at, (atom, *ways) in enumerate(told["nodes"])
        ]
        """Each after those below it: its atom, and the ways for yes, no, neither. A way below 0 is an end."""
        parts = [at for at, aspect in enumerate(subject.aspects) if aspect in SAID]

        def rests(expr: Any) -> frozenset[str]:
            """The attributes of the facts on which an expression rests."""
            own = self._named(behind.facts([expr]))
            return own | through if _speaks_of(THING, expr) else own

        self._read_ends(told, parts, rests, behind)
        told_apart = [*told["atoms"], *(_side(atom, reader) for atom in told["atoms"])]
        self._read([one for one in told_apart if one is not None])
        self.atoms = len(told["atoms"])
        """How many there are."""
        beside = [at for at, one in enumerate(told_apart) if one is not None]
        self.sides = {at - self.atoms: place for place, at in enumerate(beside) if at >= self.atoms}
        """Of an atom that compares for being equal, where it is told whether it is below."""
        self.facts = [rests(atom) for atom in told["atoms"]]
        """The attributes of the facts on which each atom rests."""
        self.exprs = told["atoms"]
        self.fields = [behind.fields([atom]) for atom in told["atoms"]]
        """The fields of which each atom speaks, as the law names them."""
        self.is_plain = subject.each is None or core.about(subject.name)[1][0] == "fact"
        """Whether the things at hand are those of a fact, one by one."""
        self.always = frozenset(always)
        self.constants = behind.constants(told["atoms"])

    def _read_ends(
        self,
        told: Mapping[str, Any],
        parts: Sequence[int],
        rests: Callable[[Any], frozenset[str]],
        behind: Behind,
    ) -> None:
        """What is said at the ends of a diagram, and on which facts that rests."""
        self.ends = [
            tuple([told["alike"][leaves[part]] for part in parts]) if leaves else None
            for leaves in told["ends"]
        ]
        """What is said at each end; None where there is no such case."""
        self.is_open = [
            any(told["leaves"][ends[part]] is None for part in parts if ends) for ends in told["ends"]
        ]
        """Whether it cannot be told before there is a case what is said there."""

        leaves = [rests(leaf) for leaf in told["leaves"]]
        self.said = [
            frozenset[str]().union(*(leaves[ends[part]] for part in parts if ends)) for ends in told["ends"]
        ]
        """The attributes of the facts on which it rests what is said at an end."""
        spoken = [behind.fields([leaf]) for leaf in told["leaves"]]
        self.said_by = {
            (leaves[ends[part]], spoken[ends[part]]) for ends in told["ends"] for part in parts if ends
        }
        """The facts and the fields by whose values something is said at an end."""

    def _listed(self, subject: Subject, core: Core, behind: Behind) -> tuple[int | None, frozenset[str]]:
        """The register of the list, of an answer about each of its things, and the facts that lead to it."""
        self._through = NO_FACTS
        if subject.each is None:
            return None, frozenset()
        _, items = core.about(subject.name)
        register = self.reader.read(items, {})
        self._through = self.reader.sources(items, {})
        return register, self._named(behind.facts([items]))

    def _read(self, exprs: Sequence[Any]) -> None:
        """Read what is asked of a case, or of a thing of it."""
        reader = self.reader
        self._loop: Loop | None = None
        self._at: tuple[int, ...] = ()
        self._count = len(exprs)
        if self._list is None:
            self._at = reader.all(exprs, {})
        else:
            self._loop = Loop(reader.tape, 1, self._through, lambda one: reader.all(exprs, {THING: one}))

    def asked(self, case: Case, number: int | None) -> list[object]:
        """What each atom is in a case, of the thing at a place (0 is the first); behind them the sides. Of a
        thing that is not there nothing is known."""
        reader = self.reader
        r = reader.opened(case)
        reader.tape.main.run(r)
        if self._loop is None or self._list is None:
            return [r[at][0] for at in self._at]
        things = r[self._list][0]
        if not isinstance(things, tuple) or number is None or number >= len(things):
            return [NotKnown(1, 1, 1)] * self._count
        (row,) = self._loop.rows(r, [things[number]])
        return [finding[0] for finding in row]

    def _named(self, facts: Iterable[str]) -> frozenset[str]:
        return frozenset(self.reader.places[name][0] for name in facts if name in self.reader.places)


def _speaks_of(local: str, expr: Any) -> bool:
    """Whether an expression speaks of what a local stands for."""
    return isinstance(expr, list) and (
        expr == ["local", local] or any(_speaks_of(local, part) for part in expr)
    )


def _is_own(expr: Any) -> bool:
    """Whether an expression speaks of things by fields of the thing at hand alone."""
    if not isinstance(expr, list) or expr[:1] == ["const"]:
        return True
    if expr[:1] in (["over"], ["ref"]):
        return False
    return all(_is_own(part) for part in expr)


def _side(atom: Sequence[Any], reader: Reader) -> list[Any] | None:
    """Of a comparison for being equal of what has an order, whether the first is less."""
    match atom:
        case ["apply", "=" | "!=", one, other] if any(
            part[0] == "const" and isinstance(part[1], dict) and part[1].keys() <= ORDERED
            for part in (one, other)
        ):
            return ["apply", "<", one, other]
        case _:
            return None


class Otherwise:
    """A case of which some is otherwise: what each atom of a diagram is then.

    `stated` is what can be otherwise; `on` says for each atom on which of it the atom rests, by its places.
    """

    def __init__(
        self,
        turning: Turning,
        facts: Any,
        case_of: CaseOf,
        moment: datetime | None,
        number: int | None = None,
    ) -> None:
        """`number`: of which thing of a list it is (0 is the first), where the diagram is about one."""
        self.turning = turning
        self._facts = facts
        self._case_of = case_of
        self._moment = moment
        self._number = number
        self.is_told = turning.is_told and (number is not None or not turning.is_of_each)
        """Whether there is a diagram of the answer: of all things of a list together there is none."""
        every = [one for one in stated(facts) if one.fact in turning.rests_on | turning.always]
        self.stated = every
        given = {one.name for one in facts.FACTS if getattr(facts, one.name) is not UNKNOWN}
        self.on: list[list[int]] = []
        self.is_tied: list[bool] = []
        """Of each atom, whether it rests on what only `always` tells."""
        for names in turning.facts:
            tied = bool(turning.always) and not names <= given
            reached = names | turning.always if tied else names
            self.is_tied.append(tied)
            self.on.append([place for place, one in enumerate(every) if one.fact in reached])
        self.seen_by = [self._seen_by(atom) for atom in range(len(self.on))]
        """Of what each atom rests on that of which it speaks."""
        self.beside = [
            [place for place, one in enumerate(every) if one.fact in names and one.kind.word in FEW]
            for names in turning.said
        ]
        """Of each end what is said there by its value: what is of few values alone."""
        self._apart = {place for ends in self.beside for place in ends} | {
            place
            for places in self.seen_by
            for place in places
            if len(places) > 1 and every[place].kind.word in FEW
        }
        """What is of few values of which each can matter, although nothing else is otherwise by it alone."""
        self._found: dict[tuple[tuple[int, object], ...], list[Any]] = {}
        self._values: dict[int, list[object]] = {}
        countries = [one.value for one in every if one.kind.word == "country"]
        self._named = [*turning.constants, *countries]
        """The constants that the law names, and the countries that the case does."""
        self.tried = 0
        """How many cases were looked at."""

    def _seen_by(self, atom: int) -> list[int]:
        turning, number = self.turning, self._number
        fields = frozenset[str]() if self.is_tied[atom] else turning.fields[atom]
        is_own = number is not None and turning.is_plain and _is_own(turning.exprs[atom])
        return [
            place
            for place in self.on[atom]
            for one in [self.stated[place]]
            if (not fields or one.key is None or one.key in fields)
            and not (is_own and one.number is not None and one.number != number)
        ]

    def is_spelled(self, names: Iterable[str], fields: frozenset[str]) -> bool:
        """Whether all of facts that could be otherwise is among what is stated."""
        return all(
            is_spelled(one, getattr(self._facts, one.name), fields)
            for one in self._facts.FACTS
            if one.name in names
        )

    def has_start(self, one: Stated) -> bool:
        """Whether there is a value from which others are looked for, of what has none now."""
        return first(one.kind, self._moment) is not None

    def facts(self, changed: Changed) -> Any:
        """The facts of the case. FactsRefused where a value cannot be."""
        return otherwise(self._facts, {self.stated[place]: value for place, value in changed.items()})

    def whole(self, fact: str) -> object:
        """A fact, as it is stated."""
        return getattr(self._facts, fact)

    def told(self, one: Stated, facts: Any = None) -> object:
        """What stands where something is stated, here or in other facts."""
        return within(self._facts if facts is None else facts, one)

    def atoms(self, changed: Changed) -> list[Any]:
        """What each atom is."""
        key = tuple(sorted(changed.items(), key=lambda pair: pair[0]))
        if key not in self._found:
            self._found[key] = self._asked(self.facts(changed))[: self.turning.atoms]
        return self._found[key]

    def values(self, place: int) -> list[object]:
        """What could be in the place of something stated, as the atoms tell it apart."""
        if place not in self._values:
            one = self.stated[place]
            atoms = [at for at, on in enumerate(self.on) if place in on]
            found = nearby(one, lambda value: self._seen(place, value, atoms), self._named, self._moment)
            self._values[place] = found
        return self._values[place]

    def _seen(self, place: int, value: object, atoms: Sequence[int]) -> Hashable:
        turning = self.turning
        if not self.is_told or place in self._apart:
            return None if self.stated[place].kind.word in REACH else value
        asked = self._asked(self.facts({place: value}))
        places = [*atoms]
        if self.stated[place].kind.word in REACH:
            places += [turning.sides[at] for at in atoms if at in turning.sides]
        seen = tuple([_token(asked[at]) for at in places])
        is_open = self.stated[place].kind.word in FEW and any(isinstance(asked[at], NotKnown) for at in atoms)
        return (seen, value) if is_open else seen

    def _asked(self, facts: Any) -> list[Any]:
        self.tried += 1
        return self.turning.asked(self._case_of(facts), self._number)


def _token(outcome: object) -> Hashable:
    return type(outcome).__name__ if isinstance(outcome, Undecided) else outcome
