"""Questions of a generated law: decide, explore, explain.

A question has two emitted evaluations from one text of the law. The plain one is straight-line Python for
cases in which every fact is known; where something is out of the ordinary it declines, and the general one,
over `Weigh`, answers.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import reduce
from importlib import import_module
from operator import or_
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from qanun.runtime.answers import Answer, Answers
from qanun.runtime.facts import CaseFacts
from qanun.runtime.faults import AsOfMissing, CaseImpossible, FactsRefused, Fault, MissingFacts, Mistake
from qanun.runtime.making import Choice, Maker, Making
from qanun.runtime.nearest import guess
from qanun.runtime.tables import Reading, Subject
from qanun.runtime.undecided import Undecided
from qanun.runtime.unnamed import Unnamed, distinct
from qanun.runtime.values import UNKNOWN

if TYPE_CHECKING:
    from qanun.runtime.evaluation.evaluator import Found
    from qanun.runtime.explain import Explanation
    from qanun.runtime.kleene import Finding
    from qanun.runtime.resting import Basis
    from qanun.runtime.spec import Fact

T = TypeVar("T")
C = TypeVar("C", bound=CaseFacts)
Cc = TypeVar("Cc", bound=CaseFacts, contravariant=True)
Ac = TypeVar("Ac", bound=Answers, covariant=True)
A = TypeVar("A", bound=Answers)
Instant = date | datetime


class NotDecided(Exception):
    """The plain evaluation declines: the general one is to answer."""


def present(value: T | None) -> T:
    """The value; declines where there is none. For what the rule has asked about in another place."""
    if value is None:
        raise NotDecided
    return value


def agreed(cases: tuple[tuple[bool, T], ...]) -> T:
    """The one value of the grounds that hold, at least one; declines where they differ."""
    first, *others = [value for holds, value in cases if holds]
    if any(other != first for other in others):
        raise NotDecided
    return first


class Known(Protocol[Cc, Ac]):
    """The plain evaluation: the answers, or None where it declines."""

    def __call__(self, facts: Cc, as_of: datetime | None, readings: Choice, make: Making) -> Ac | None: ...


class AnyQuestion(Generic[C, A]):
    """A question of the law.

    `name` and `module` (that of the law, without its package) name it, `label` asks it; `home` is the full
    name of the module; `facts` is the class of its cases, `answers_type` that of its answers; `fact_order`
    has its facts in the order in which an interview asks; `needs_as_of` tells whether the answer depends on
    the day for which it is asked.
    """

    needs_as_of = False

    def __init__(
        self,
        *,
        name: str,
        module: str,
        label: str,
        fingerprint: str,
        facts: type[C],
        answers_type: type[A],
        known: Known[C, A] | None = None,
    ) -> None:
        self.name = name
        self.home = module
        self.module = module.rpartition(".")[2]
        self.__doc__ = (
            f"{label}\n\n{self.module}.{name} takes {facts.__name__} and gives {answers_type.__name__}."
        )
        self.label = label
        self.fingerprint = fingerprint
        self.facts = facts
        self.answers_type = answers_type
        self.known = known
        self._made: Making | None = None

    def __repr__(self) -> str:
        return f"<question {self.module}.{self.name}>"

    def __reduce__(self) -> "tuple[Callable[[str, str], AnyQuestion[Any, Any]], tuple[str, str]]":
        """A pickle has the name, and gives the same object back."""
        return question_named, (self.home, self.name)

    @property
    def fact_order(self) -> tuple[str, ...]:
        """The attributes of the facts, in the order in which they are asked for."""
        return tuple(fact.name for fact in self.facts.FACTS)

    @property
    def fact_specs(self) -> "Mapping[str, Fact]":
        """What is declared of each fact: its label, kind and who judges it."""
        return {fact.name: fact for fact in self.facts.FACTS}

    @property
    def readings(self) -> Mapping[str, Reading]:
        """The readings on which the answers can rest, by qualified name."""
        return self.making.table.readings

    @property
    def making(self) -> Making:
        """What is made once."""
        if self._made is None:
            self._made = Making(self)
        return self._made

    # --- evaluation ---------------------------------------------------------------------------------------

    def _decide(self, facts: C, as_of: Instant | None, readings: Mapping[str, str] | None) -> A:
        make = self._made or self.making
        moment = None if as_of is None else self._moment(as_of)
        choice = make.defaults if readings is None else self._choice(readings)
        answers = self._plainly(facts, moment, choice, make)
        if answers is None:
            answers = self._generally(facts, moment, choice, make)
            self._refuse(answers)
        return answers

    def _explore(self, facts: C, as_of: Instant | None, readings: Mapping[str, str] | None) -> A:
        make = self._made or self.making
        moment = None if as_of is None else self._moment(as_of)
        choice = make.defaults if readings is None else self._choice(readings)
        answers = self._plainly(facts, moment, choice, make)
        return self._generally(facts, moment, choice, make) if answers is None else answers

    def _explain(self, facts: C, as_of: Instant | None, readings: Mapping[str, str] | None) -> "Explanation":
        from qanun.runtime.explain import explanation

        self._take(facts)
        moment = None if as_of is None else self._moment(as_of)
        choice = self.making.defaults if readings is None else self._choice(readings)
        return explanation(self, facts, moment, choice)

    def _plainly(self, facts: C, moment: datetime | None, choice: Choice, make: Making) -> A | None:
        self._take(facts)
        if self.known is None:
            return None
        try:
            return self.known(facts, moment, choice, make)
        except (Fault, NotDecided):
            return None

    def _generally(self, facts: C, moment: datetime | None, choice: Choice, make: Making) -> A:
        from qanun.runtime.evaluation.steps import Case

        settled = self.settle(facts, moment, choice)
        found = make.evaluator.find(Case(facts, settled, moment, choice.options))
        return self.answers(found, moment, choice)

    def answers(self, found: "Found", moment: datetime | None, choice: Choice) -> A:
        """The answers that the findings of the definitions make."""
        make = self.making
        answers: dict[str, Any] = {}
        for maker, subject in zip(make.makers, make.table.subjects, strict=True):
            if subject.each is None:
                answers[subject.attribute], _ = self._answer(maker, subject, found.definitions)
                continue
            items, rows = found.of_each[subject.name]
            made = [self._answer(maker, subject, row) for row in rows]
            basis = reduce(or_, (rests for _, rests in made), items[1])
            answers[subject.attribute] = maker.each(items[0], basis, [answer for answer, _ in made])
        said = headline(found.headlines, make)
        return self.answers_type(
            **answers, as_of=moment, readings=choice.pairs, fingerprint=self.fingerprint, headline=said
        )

    def basis(self, facts: C, moment: datetime | None, choice: Choice) -> "tuple[Basis, ...]":
        """What each answer of a case rests on."""
        every = self._generally(facts, moment, choice, self.making).each()
        return tuple((one.grounds, one.barred_by, one.provisions, one.readings) for one in every)

    def allows(self, facts: C, *, as_of: Instant | None = None) -> bool:
        """Whether the facts can be so: no `always` is certainly broken, under the default readings."""
        self._take(facts)
        moment = None if as_of is None else self._moment(as_of)
        return not self._broken(facts, NOTHING, moment, self.making.defaults)

    def _answer(
        self, maker: Maker, subject: Subject, found: "Mapping[str, Finding]"
    ) -> tuple[Answer[Any], int]:
        """An answer, and what it rests on."""
        from qanun.runtime.open_sets import outcome

        parts = [found[name] for name in subject.aspects.values()]
        basis = holds = 0
        for part in parts:
            basis |= part[1]
        for name in (*subject.grounds, *subject.exceptions, *subject.barring):
            bit = self.making.table.bits.get(name, 0)
            if bit & basis and found[name][0] is True:
                opened = subject.carved.get(name)
                if opened is None or any(found[one][0] is True for one in opened):
                    holds |= bit
        return maker(basis, holds, *maker.typed(outcome(part) for part in parts)), basis

    # --- what always holds --------------------------------------------------------------------------------

    def settle(self, facts: C, moment: datetime | None, choice: Choice) -> Mapping[str, object]:
        """The values of unknown facts to which `always` leaves but one. CaseImpossible where it is broken, or
        leaves none."""
        if not self.making.constrained and self.making.always is None:
            return NOTHING
        settled: dict[str, object] = {}
        if broken := self._broken(facts, settled, moment, choice):
            raise self._impossible(broken)
        progress = True
        while progress:
            progress = False
            for name in self.making.constrained:
                if name in settled or getattr(facts, name) is not UNKNOWN:
                    continue

                def breaks(value: object, name: str = name) -> list[str]:
                    return self._broken(facts, {**settled, name: value}, moment, choice)

                values, against = self._alternatives(name, breaks)
                tried = [(value, breaks(value)) for value in values]
                possible = [value for value, found in tried if not found]
                if len(possible) == 1:
                    settled[name] = possible[0]
                    progress = True
                elif tried and not possible:
                    raise self._impossible([*against, *(one for _, found in tried for one in found)])
        return settled

    def _impossible(self, broken: Sequence[str]) -> CaseImpossible:
        """The case that cannot be: the sentences, each once, in the order of the pages."""
        assert self.making.always is not None
        said = [one for one in self.making.always.sentences if one in broken]
        sites = self.making.table.sites
        return CaseImpossible("; ".join(said), "; ".join(sites[one] for one in said))

    def _alternatives(
        self, name: str, breaks: Callable[[object], list[str]]
    ) -> tuple[Sequence[object], list[str]]:
        """The values that can be left to a fact, with what breaks if it has another; none where it can."""
        few = self._candidates(name)
        if few:
            return few, []
        other = Unnamed()
        against = breaks(other)
        return (distinct(other.named), against) if against else ((), [])

    def _candidates(self, name: str) -> tuple[object, ...]:
        """The values that a fact of few values can take; of others none."""
        fact = self.fact_specs[name]
        if fact.or_none:
            return ()
        if fact.kind.word == "yes/no":
            return (True, False)
        return tuple(fact.kind.options) if fact.kind.word == "one of" and fact.kind.options else ()

    def _broken(
        self, facts: C, settled: Mapping[str, object], moment: datetime | None, choice: Choice
    ) -> list[str]:
        """The sentences of the constraints that are certainly broken."""
        always = self.making.always
        if always is None:
            return []
        from qanun.runtime.evaluation.steps import Case

        return always.broken(Case(facts, settled, moment, choice.options))

    # --- what the caller says -----------------------------------------------------------------------------

    def _take(self, facts: C) -> None:
        """A TypeError for anything but the question's own facts."""
        if not isinstance(facts, self.facts):
            raise TypeError(f"{self!r} takes {self.facts.__name__}, not {type(facts).__name__}")

    def _moment(self, as_of: Instant) -> datetime:
        """The moment; a day means its last instant in the law's zone."""
        from qanun.runtime.calendar import instant

        return instant(as_of, self.making.table.zone)

    def _choice(self, readings: Mapping[str, str]) -> Choice:
        """The options chosen, the defaults for the rest; FactsRefused, with all mistakes, for others."""
        if not isinstance(readings, Mapping):
            raise TypeError(f"readings are a mapping of names to options, not {readings!r}")
        known = self.making.table.readings
        by_name = {name.rpartition(".")[2]: name for name in known} | {name: name for name in known}
        chosen = dict(self.making.defaults.pairs)
        mistakes: list[Mistake] = []
        for name, option in readings.items():
            full = by_name.get(name)
            if full is None:
                near = guess(str(name), by_name, mistakes)
                mistakes.append(Mistake(str(name), "the question rests on no such reading", near))
                continue
            options = [word for word, _ in known[full].options]
            if option in options:
                chosen[full] = str(option)
            else:
                sentence = f"{option!r} is no option of this reading; there are {', '.join(options)}"
                mistakes.append(Mistake(name, sentence, guess(str(option), options, mistakes)))
        if mistakes:
            raise FactsRefused(tuple(mistakes), "the readings")
        return Choice(tuple(chosen.items()))

    def _refuse(self, answers: A) -> None:
        """Raise the facts that are missing, or the first fault."""
        every = answers.each()
        needs: dict[str, int] = {}
        for answer in every:
            for place, name in enumerate(answer.needs):
                needs[name] = min(place, needs.get(name, place))
        if needs:
            order = {name: place for place, name in enumerate(self.fact_order)}
            names = sorted(needs, key=lambda name: (needs[name], order[name]))
            specs = self.fact_specs
            labelled = tuple((name, specs[name].label) for name in names)
            raise MissingFacts(labelled, f"{self.module}.{self.name}")
        for answer in every:
            if answer.fault is not None:
                raise answer.fault


def question_named(module: str, name: str) -> AnyQuestion[Any, Any]:
    """The question of a module, by the module's full name. LookupError where it has none of that name."""
    for found in vars(import_module(module)).values():
        if isinstance(found, AnyQuestion) and found.name == name and found.home == module:
            return found
    raise LookupError(f"{module} has no question {name}")


NOTHING: Mapping[str, object] = {}


def headline(lines: "list[tuple[Finding, tuple[str | Finding, ...]]]", make: Making) -> str | None:
    """The first headline whose condition surely holds and whose parts are known."""
    for condition, parts in lines:
        values = [part if isinstance(part, str) else part[0] for part in parts]
        if condition[0] is True and not any(isinstance(value, Undecided) for value in values):
            return make.said(*values)
    return None


class Question(AnyQuestion[C, A]):
    """A question whose answer does not depend on the day; `as_of` is only noted in the answer."""

    def decide(
        self, facts: C, *, as_of: Instant | None = None, readings: Mapping[str, str] | None = None
    ) -> A:
        """The answers. Raises MissingFacts, a Fault of the law, or CaseImpossible."""
        return self._decide(facts, as_of, readings)

    def explore(
        self, facts: C, *, as_of: Instant | None = None, readings: Mapping[str, str] | None = None
    ) -> A:
        """The answers as far as they are certain; what is missing and what is faulty are verdicts."""
        return self._explore(facts, as_of, readings)

    def explain(
        self, facts: C, *, as_of: Instant | None = None, readings: Mapping[str, str] | None = None
    ) -> "Explanation":
        """Why, and why not otherwise."""
        return self._explain(facts, as_of, readings)


class DatedQuestion(AnyQuestion[C, A]):
    """A question whose answer depends on the day asked about: a date (its last instant) or a moment."""

    needs_as_of = True

    def decide(self, facts: C, *, as_of: Instant, readings: Mapping[str, str] | None = None) -> A:
        """The answers. Raises MissingFacts, a Fault of the law, or CaseImpossible."""
        return self._decide(facts, self._given(as_of), readings)

    def explore(self, facts: C, *, as_of: Instant, readings: Mapping[str, str] | None = None) -> A:
        """The answers as far as they are certain; what is missing and what is faulty are verdicts."""
        return self._explore(facts, self._given(as_of), readings)

    def explain(
        self, facts: C, *, as_of: Instant, readings: Mapping[str, str] | None = None
    ) -> "Explanation":
        """Why, and why not otherwise."""
        return self._explain(facts, self._given(as_of), readings)

    def _given(self, as_of: Instant | None) -> Instant:
        if as_of is None:
            raise AsOfMissing(f"{self.module}.{self.name}")
        return as_of
