"""Questions of a generated law: decide, explore, explain.

A question has a plain evaluation, generated as straight-line Python for cases in which every fact is known.
Where something is out of the ordinary it declines, and the general one answers, which reads the law's core as
data (`evaluation`).
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, Literal, Protocol

from qanun.runtime.answers.answers import Answers, Later
from qanun.runtime.answers.found import Found, Values
from qanun.runtime.answers.making import Choice, Making
from qanun.runtime.evaluation.core import core_of
from qanun.runtime.evaluation.tables import Reading
from qanun.runtime.faults import AsOfMissing, CaseImpossible, Fault, MissingFacts
from qanun.runtime.type_variables import TypeVar
from qanun.runtime.values.facts import CaseFacts

if TYPE_CHECKING:
    from qanun.certain.asking import Certainty
    from qanun.runtime.explaining.explain import Explanation
    from qanun.runtime.values.spec import Fact

T = TypeVar("T")
C = TypeVar("C", bound=CaseFacts)
Cc = TypeVar("Cc", bound=CaseFacts, contravariant=True)
D = TypeVar("D", bound=Answers, covariant=True)
E = TypeVar("E", bound=Answers, default=Answers, covariant=True)
Instant = date | datetime

SECONDS = 2.0
"""So long about `explore` asks a solver of one answer at most; steps are counted, not time."""

_NEW = object.__new__
_SET_MAKES = Later.__dict__["_makes"].__set__


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


class Known(Protocol[Cc]):
    """The plain evaluation: the values of a case, or None where it declines."""

    def __call__(
        self, facts: Cc, as_of: datetime | None, readings: Mapping[str, str], /
    ) -> Values | None: ...


class AnyQuestion(Generic[C, D, E]):
    """A question of the law.

    `name` and `module` (that of the law, without its package) name it, `label` asks it; `home` is the full
    name of the module; `facts` is the class of its cases, `answers_type` that of its answers; `fact_order`
    has its facts in the order in which the rules mention them; `needs_as_of` tells whether the answer
    depends on the day for which it is asked.
    """

    needs_as_of = False

    if not TYPE_CHECKING:

        def __class_getitem__(cls, types: object) -> type:
            """Types in brackets mean nothing when a program runs."""
            return cls

    def __init__(
        self,
        *,
        name: str,
        module: str,
        label: str,
        fingerprint: str,
        facts: type[C],
        decided: type[D],
        explored: type[E],
        known: Known[C] | None = None,
    ) -> None:
        """`decided` and `explored` are the class of the answers, as type checkers see what each way gives."""
        self.name = name
        self.home = module
        self.module = module.rpartition(".")[2]
        self.label = label
        self.fingerprint = fingerprint
        self.facts = facts
        self.answers_type: type[Answers] = explored
        self.__doc__ = _help(self)
        self.known = known
        self._making: Making | None = None
        self._certain: Certainty | None = None

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
        """The attributes of the facts, in the order in which the rules mention them."""
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
        if self._making is None:
            self._making = Making(self.home, self.name, self.facts, self.answers_type, self.fingerprint)
        return self._making

    # --- evaluation ---------------------------------------------------------------------------------------

    def _decide(self, facts: C, as_of: Instant | None, readings: Mapping[str, str] | None) -> D:
        make, choice, moment = self._asked(facts, as_of, readings)
        found = self._plainly(facts, moment, choice, make)
        answers: D = self._made_of(found or self._generally(facts, moment, choice, make))
        if found is None:
            self._refuse(answers)
        return answers

    def _explore(
        self,
        facts: C,
        as_of: Instant | None,
        readings: Mapping[str, str] | None,
        certain: bool = False,
        seconds: float = SECONDS,
    ) -> E:
        found = self.found(facts, as_of, readings, plainly=not certain)
        if certain:
            found.undecided = self._certainty.tell(found, seconds)
        answers: E = self._made_of(found)
        return answers

    def found(
        self, facts: C, as_of: Instant | None, readings: Mapping[str, str] | None, *, plainly: bool = True
    ) -> Found:
        """What is found of a case, of which answers are made; `plainly`: by generated code, where it does not
        decline."""
        make, choice, moment = self._asked(facts, as_of, readings)
        found = self._plainly(facts, moment, choice, make) if plainly else None
        return found or self._generally(facts, moment, choice, make)

    @property
    def _certainty(self) -> "Certainty":
        """What asks a solver for what is certain, made once."""
        if self._certain is None:
            try:
                from qanun.certain.asking import Certainty
            except ModuleNotFoundError as error:
                told = f'to explore what is certain {error.name} is needed: pip install "qanun[proof]"'
                raise ImportError(told, name=error.name) from error
            self._certain = Certainty(self.making, self.facts)
        return self._certain

    def _explain(self, facts: C, as_of: Instant | None, readings: Mapping[str, str] | None) -> "Explanation":
        from qanun.runtime.explaining.explain import Explanation

        make, choice, moment = self._asked(facts, as_of, readings)
        evaluated, trace = make.evaluator.trace(make.case(facts, moment, choice))
        found = Found(make, moment, choice, facts, evaluated)
        return Explanation(self, self._made_of(found), trace, choice, found)

    def _asked(
        self, facts: C, as_of: Instant | None, readings: Mapping[str, str] | None
    ) -> tuple[Making, Choice, datetime | None]:
        """What is asked: under which readings, for which moment."""
        make = self._making or self.making
        if facts.__class__ is not self.facts:
            self._take(facts)
        moment = None if as_of is None else make.moment(as_of)
        return make, make.defaults if readings is None else make.choice(readings), moment

    def _plainly(self, facts: C, moment: datetime | None, choice: Choice, make: Making) -> Found | None:
        """What generated code finds; None where it declines."""
        if self.known is not None:
            try:
                values = self.known(facts, moment, choice.options)
            except (Fault, NotDecided):
                return None
            if values is not None:
                return Found(make, moment, choice, facts, values=values)
        return None

    def _generally(self, facts: C, moment: datetime | None, choice: Choice, make: Making) -> Found:
        evaluated = make.evaluate(facts, moment, choice)
        return Found(make, moment, choice, facts, evaluated)

    def _made_of(self, found: Found) -> Any:
        """The answers, which are made of what was found when they are asked for."""
        answers: Any = _NEW(self.answers_type)
        _SET_MAKES(answers, (found,))
        return answers

    def allows(self, facts: C, *, as_of: Instant | None = None) -> bool:
        """Whether the facts can be so: no `always` is certainly broken, nor leaves a fact no value, under the
        default readings."""
        make, choice, moment = self._asked(facts, as_of, None)
        try:
            make.case(facts, moment, choice)
        except CaseImpossible:
            return False
        return True

    def decide_many(
        self,
        cases: Any,
        *,
        as_of: "Instant | str | None" = None,
        readings: Mapping[str, str] | None = None,
        reasons: bool = False,
        errors: Literal["raise", "column"] = "raise",
        null_is: Mapping[str, str] | str | None = None,
        keep: Sequence[str] = (),
        unknown: Sequence[str] = (),
        certain: bool = False,
        workers: int | None = None,
        lists: Mapping[str, tuple[Any, str]] | None = None,
    ) -> Any:
        """The answers to a table of cases: of Arrow, Polars, pandas, DuckDB or Spark, or a path of Parquet or
        CSV. A table of the same kind, a row for each row. It needs `pip install "qanun[columns]"`, of Spark
        `"qanun[spark]"`.

        `as_of` is a day or moment for all, or the name of a column; an option of `readings` that begins with
        `@` names a column. `reasons`: also what each answer rests on. `errors`: whether what is wrong with
        rows is raised, or told in the column `mistakes`. `null_is`: what NULL means of a fact that may be
        none and has no column beside it to say so, "none" or "unknown", for all or by fact. `keep`: columns
        that go with the rows. `unknown`: facts that no row states. `certain`: also what is certain although
        facts are missing. `workers`: so many processes, at most, answer rows of which columns do not say all;
        as many as there are cores where nothing is said. `lists`: by the name of a list of records the table
        in which they stand, with the name of the column that is the key of both. FactsRefused tells all that
        is wrong.
        """
        from qanun.columns.tables import Wishes

        if type(cases).__module__.startswith("pyspark."):
            from qanun.columns.spark import decide_many
        else:
            from qanun.columns.deciding import decide_many

        wishes = Wishes(as_of, readings, reasons, errors, null_is, keep, unknown, certain, workers, lists)
        return decide_many(self, cases, wishes)

    def not_in_columns(self) -> Mapping[str, str]:
        """The definitions that `decide_many` leaves to other evaluations, row by row, where an answer hangs
        on them; and why."""
        from qanun.columns.deciding import left_of

        return left_of(self)

    # --- what the caller says -----------------------------------------------------------------------------

    def _take(self, facts: C) -> None:
        """A TypeError for anything but the question's own facts."""
        if not isinstance(facts, self.facts):
            raise TypeError(f"{self!r} takes {self.facts.__name__}, not {type(facts).__name__}")

    def _refuse(self, answers: Answers) -> None:
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


def _help(question: AnyQuestion[Any, Any]) -> str:
    """What `help` shows of a question: what its methods take and give, in its own classes."""
    as_of = "as_of: date | datetime" if question.needs_as_of else "as_of: date | datetime | None = None"
    takes = f"(facts: {question.facts.__name__}, *, {as_of}, readings: Mapping[str, str] | None = None"
    more = {"explore": f", certain: bool = False, seconds: float = {SECONDS}"}
    answers = question.answers_type.__name__
    gives = {"decide": answers, "explore": answers, "explain": "Explanation"}
    ways = (
        f"{name}{takes}{more.get(name, '')}) -> {what}\n    {getattr(question, name).__doc__}"
        for name, what in gives.items()
    )
    return "\n\n".join((question.label, f"It is {question.module}.{question.name}.", *ways))


def question_named(module: str, name: str) -> AnyQuestion[Any, Any]:
    """The question of a module, by the module's full name. LookupError where it has none of that name."""
    for found in vars(import_module(module)).values():
        if isinstance(found, AnyQuestion) and found.name == name and found.home == module:
            return found
    raise LookupError(f"{module} has no question {name}")


class Question(AnyQuestion[C, D, E]):
    """A question whose answer does not depend on the day; `as_of` is only noted in the answer."""

    def decide(
        self, facts: C, *, as_of: Instant | None = None, readings: Mapping[str, str] | None = None
    ) -> D:
        """The answers. Raises MissingFacts, a Fault of the law, or CaseImpossible."""
        return self._decide(facts, as_of, readings)

    def explore(
        self,
        facts: C,
        *,
        as_of: Instant | None = None,
        readings: Mapping[str, str] | None = None,
        certain: bool = False,
        seconds: float = SECONDS,
    ) -> E:
        """The answers as far as they are certain; what is missing and what is faulty are verdicts.

        `certain`: a solver is asked what no missing fact can change, also of days, amounts and lists; about
        `seconds` of each answer at most. What it leaves open for want of time or formulas `undecided` of the
        answers tells. ImportError where `pip install "qanun[proof]"` has to come first.
        """
        return self._explore(facts, as_of, readings, certain, seconds)

    def explain(
        self, facts: C, *, as_of: Instant | None = None, readings: Mapping[str, str] | None = None
    ) -> "Explanation":
        """Why, and why not otherwise."""
        return self._explain(facts, as_of, readings)


class DatedQuestion(AnyQuestion[C, D, E]):
    """A question whose answer depends on the day asked about: a date (its last instant) or a moment."""

    needs_as_of = True

    def decide(self, facts: C, *, as_of: Instant, readings: Mapping[str, str] | None = None) -> D:
        """The answers. Raises MissingFacts, a Fault of the law, or CaseImpossible."""
        return self._decide(facts, self._given(as_of), readings)

    def explore(
        self,
        facts: C,
        *,
        as_of: Instant,
        readings: Mapping[str, str] | None = None,
        certain: bool = False,
        seconds: float = SECONDS,
    ) -> E:
        """The answers as far as they are certain; what is missing and what is faulty are verdicts.

        `certain` and `seconds` as of a question that does not depend on the day.
        """
        return self._explore(facts, self._given(as_of), readings, certain, seconds)

    def explain(
        self, facts: C, *, as_of: Instant, readings: Mapping[str, str] | None = None
    ) -> "Explanation":
        """Why, and why not otherwise."""
        return self._explain(facts, self._given(as_of), readings)

    def _given(self, as_of: Instant | None) -> Instant:
        if as_of is None:
            raise AsOfMissing(f"{self.module}.{self.name}")
        return as_of
