"""Questions of a generated law: decide, explore, explain.

A question has a plain evaluation, generated as straight-line Python for cases in which every fact is known.
Where something is out of the ordinary it declines, and the general one answers, which reads the law's core as
data (`evaluation`).
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from qanun.runtime.evaluation.core import core_of
from qanun.runtime.faults import AsOfMissing, CaseImpossible, FactsRefused, Fault, MissingFacts, Mistake
from qanun.runtime.nearest import guess
from qanun.runtime.questions.answers import Answers
from qanun.runtime.questions.making import Choice, Making
from qanun.runtime.questions.tables import Reading
from qanun.runtime.values.facts import CaseFacts

if TYPE_CHECKING:
    from qanun.runtime.evaluation.evaluator import Found
    from qanun.runtime.explaining.explain import Explanation
    from qanun.runtime.questions.resting import Basis
    from qanun.runtime.values.spec import Fact

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
    def law(self) -> str:
        """The title of the law that asks it."""
        return core_of(self.home).law(self.module).title

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
        from qanun.runtime.explaining.explain import explanation

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
        """The answers that were found."""
        said = None if found.headline is None else self.making.said(*found.headline)
        return self.answers_type(
            **found.answers, as_of=moment, readings=choice.pairs, fingerprint=self.fingerprint, headline=said
        )

    def basis(self, facts: C, moment: datetime | None, choice: Choice) -> "tuple[Basis, ...]":
        """What each answer of a case rests on."""
        every = self._generally(facts, moment, choice, self.making).each()
        return tuple((one.grounds, one.barred_by, one.provisions, one.readings) for one in every)

    def allows(self, facts: C, *, as_of: Instant | None = None) -> bool:
        """Whether the facts can be so: no `always` is certainly broken, nor leaves a fact no value, under the
        default readings."""
        self._take(facts)
        try:
            self.settle(facts, None if as_of is None else self._moment(as_of), self.making.defaults)
        except CaseImpossible:
            return False
        return True

    # --- what always holds --------------------------------------------------------------------------------

    def settle(self, facts: C, moment: datetime | None, choice: Choice) -> Mapping[str, object]:
        """The values of unknown facts to which `always` leaves but one. CaseImpossible where it is broken, or
        leaves none."""
        always = self.making.always
        if always is None:
            return NOTHING
        from qanun.runtime.evaluation.steps import Case

        return always.settle(Case(facts, NOTHING, moment, choice.options))

    # --- what the caller says -----------------------------------------------------------------------------

    def _take(self, facts: C) -> None:
        """A TypeError for anything but the question's own facts."""
        if not isinstance(facts, self.facts):
            raise TypeError(f"{self!r} takes {self.facts.__name__}, not {type(facts).__name__}")

    def _moment(self, as_of: Instant) -> datetime:
        """The moment; a day means its last instant in the law's zone."""
        from qanun.runtime.values.moments import instant

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
