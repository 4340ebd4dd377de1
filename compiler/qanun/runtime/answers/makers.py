"""From what was found of a subject to its answer, with as little ado as can be."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from attrs import fields

from qanun.runtime.answers.answers import MISSING, PUT, Answer, Verdict
from qanun.runtime.answers.assembling import APPLIES, bodies, names_of, parts
from qanun.runtime.answers.each import of_each
from qanun.runtime.answers.sentences import Labelled, Sentences, Terms
from qanun.runtime.evaluation.tables import Subject, Table
from qanun.runtime.outcomes.undecided import Faulty, NotKnown, Pulled, Quiet
from qanun.runtime.values.limits import Limit
from qanun.runtime.values.sets import PartialSet
from qanun.runtime.values.spec import Answered, Kind
from qanun.runtime.values.states import State

Outcomes = Sequence[Any]
"""The outcomes of a subject's aspects, in their order."""
Row = tuple[Outcomes, int, int]
"""What is found of a subject: its outcomes; what they rest on, and the grounds that hold, as bits."""
Listed = tuple[object, int, Sequence[Row]]
"""What is found of a subject about each thing: the list, what it and all else rests on, a row for each."""

BASIS = ("grounds", "barred_by", "provisions", "readings")
"""The parts of an answer that say what it rests on."""
FILLED = frozenset(("subject", "label", "needs", "weighing", "conflicts_with", "silent_by", "fault"))
"""The parts of a decided answer that its subject and its verdict tell."""
OPEN = frozenset((NotKnown, Faulty, Pulled, Quiet, PartialSet))
"""The classes of outcomes that are not decided, or not wholly."""
NEW = object.__new__
NO_SPECS: Mapping[str, Labelled] = {}


class Draft(Answer[Any]):
    """An answer while it is made: its parts can be set.

    Python sets a part without a detour only where both ways of changing one are its own.
    """

    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__


class Maker:
    """Makes the answers about one subject. What they rest on is left to `makes`, who is asked for it."""

    __slots__ = (
        *("_aspects", "_authority", "_body", "_due", "_end", "_exercised", "_expires", "_facts", "_kind"),
        *("_named", "_no", "_penalties", "_sentences", "_state", "_subject", "_yes", "each"),
    )

    def __init__(
        self,
        subject: Subject,
        answered: Answered,
        table: Table,
        facts: tuple[str, ...],
        specs: Mapping[str, Labelled] = NO_SPECS,
    ) -> None:
        """`facts` in their order, for which the bits of masks stand; `specs` say how they are called."""
        place = {aspect: place for place, aspect in enumerate(subject.aspects)}
        assert place["answer"] == 0  # so that 0 stands for an aspect that the subject has not
        self._aspects = tuple(subject.aspects)
        self._state = place.get("state", 0)
        self._due = place.get("due", 0)
        self._end = place.get("end", 0)
        self._penalties = place.get("penalties", 0)
        self._authority = place.get("authority", 0)
        self._exercised = place.get("exercised", 0)
        self._subject = subject
        self._kind = answered.kind
        self._body: Callable[[str], str] = answered.bodies or str
        self._facts = facts
        self._expires = subject.kind != "obligation"
        self._no = Verdict.NO if self._expires else Verdict.NEED_NOT
        self._yes = APPLIES.get(subject.kind, Verdict.YES)
        self._named = _Named(subject, table)
        self._sentences = Sentences(table, specs)
        self.each = subject.each is not None

    def plain(self, outcomes: Outcomes, makes: tuple[Any, ...]) -> Answer[Any]:
        """The answer of values as generated code gives them."""
        for outcome in outcomes:
            if outcome.__class__ in OPEN:
                return self._assembled(outcomes, makes)
        made: Any = NEW(Draft)
        made._makes = makes
        made.value = value = outcomes[0]
        made.state = state = outcomes[self._state] if self._state else None
        made.due = made.end = made.penalties = None
        if value is False:
            made.verdict = Verdict.BARRED if state is State.BARRED else self._no
            made.authority = ()
        else:
            if self._due:
                made.due = _day(outcomes[self._due])
            if self._end:
                made.end = _day(outcomes[self._end])
            if self._penalties:
                made.penalties = outcomes[self._penalties]
            made.authority = bodies(outcomes[self._authority], self._body) if self._authority else ()
            if value is not True:
                made.verdict = Verdict.VALUE
            elif state is State.EXPIRED and self._expires:
                made.verdict = Verdict.NO
            else:
                made.verdict = self._yes
        made.exercised = outcomes[self._exercised] if self._exercised else None
        if made.verdict is not Verdict.BARRED:
            made.barred_by = ()
        made.__class__ = Answer
        done: Answer[Any] = made
        return done

    def fill(self, answer: Any, name: str) -> object:
        """A part of a decided answer that its subject and its verdict tell, and with it the others."""
        if name not in FILLED:
            return MISSING
        subject = self._subject
        for part in ("needs", "conflicts_with"):
            PUT(answer, part, ())
        PUT(answer, "fault", None)
        PUT(answer, "subject", subject.name)
        PUT(answer, "label", subject.label)
        PUT(answer, "weighing", () if answer.value is False else subject.weighing)
        PUT(answer, "silent_by", (subject.name,) if answer.verdict is Verdict.SILENT else ())
        return object.__getattribute__(answer, name)

    def make(self, answer: Any, name: str, basis: int, holds: int, outcomes: Outcomes) -> object:
        """A part of an answer that rests on these bits."""
        if name == "sentence":
            return self.say(answer, outcomes)
        return named(answer, name, self.rests(basis, holds)) if name in BASIS else self.fill(answer, name)

    def say(self, answer: Any, outcomes: Outcomes, number: int | None = None, things: Any = ()) -> str:
        """The sentence of an answer; of that about one of the things of a list, which says of which."""
        if self.each and number is None:
            said = self._sentences.of(self._subject, answer)
        elif number is None:
            said = self._sentences.of(self._subject, answer, self._terms(answer, outcomes))
        else:
            terms = self._terms(answer, outcomes)
            said = self._sentences.of_one(self._subject, answer, terms, number + 1, things[number])
        PUT(answer, "sentence", said)
        return said

    def _terms(self, answer: Any, outcomes: Outcomes) -> Terms:
        """Its limits, where it applies and they are known."""
        due = outcomes[self._due] if self._due and answer.value is True else None
        end = outcomes[self._end] if self._end and answer.value is True else None
        return due if isinstance(due, Limit) else None, end if isinstance(end, Limit) else None

    def general(self, outcomes: Outcomes, makes: tuple[Any, ...]) -> Answer[Any]:
        """The answer of values as the encoded core has them: options and states are texts there."""
        typed = [*outcomes]
        typed[0] = of_kind(typed[0], self._kind)
        if self._state and isinstance(typed[self._state], str):
            typed[self._state] = State(typed[self._state])
        return self.plain(typed, makes)

    def of_row(self, row: Row | Listed, makes: tuple[Any, ...] = ()) -> Answer[Any]:
        """The answer of what the general evaluation found. `makes` as of `plain`; nothing where no case is
        kept."""
        first: Any
        first, basis, rest = row
        if isinstance(rest, int):
            return self.general(first, makes or (self, basis, rest, first))
        answers = [
            self.general(one, (*makes, number) if makes else (OneOf(self, number, first), *bits, one))
            for number, (one, *bits) in enumerate(rest)
        ]
        return self.of_each(first, answers, makes or (self, basis, 0, ()))

    def of_each(self, listed: object, answers: Sequence[Answer[Any]], makes: tuple[Any, ...]) -> Answer[Any]:
        """The answer about all things of a list (or the outcome in its place)."""
        subject = self._subject
        made = of_each(
            subject=subject.name, label=subject.label, listed=listed, answers=answers, facts=self._facts
        )
        return _with_parts(made, makes)

    def _assembled(self, outcomes: Outcomes, makes: tuple[Any, ...]) -> Answer[Any]:
        subject = self._subject
        made = parts(
            subject=subject.name,
            label=subject.label,
            kind=subject.kind,
            outcomes=dict(zip(self._aspects, outcomes, strict=True)),
            facts=self._facts,
            weighing=subject.weighing,
            body=self._body,
        )
        return _with_parts(made, makes)

    def rests(self, basis: int, holds: int) -> tuple[tuple[str, ...], ...]:
        """What an answer rests on, as in `BASIS`: what the bits of `basis` and `holds` stand for.

        What bars is there also where that is not its verdict.
        """
        return self._named.of(basis, holds)


class OneOf:
    """Makes the parts of an answer about one thing of a list."""

    __slots__ = ("_maker", "_number", "_things")

    def __init__(self, maker: Maker, number: int, things: Any) -> None:
        self._maker = maker
        self._number = number
        self._things = things

    def make(self, answer: Any, name: str, basis: int, holds: int, outcomes: Outcomes) -> object:
        """A part of the answer."""
        if name == "sentence":
            return self._maker.say(answer, outcomes, self._number, self._things)
        return self._maker.make(answer, name, basis, holds, outcomes)


def named(answer: Any, name: str, rests: Iterable[tuple[str, ...]]) -> object:
    """Put what an answer rests on where it belongs, and give one part of it. What bars is there only where
    that is the verdict."""
    for part, names in zip(BASIS, rests, strict=True):
        if part != "barred_by" or answer.verdict is Verdict.BARRED:
            PUT(answer, part, names)
    return object.__getattribute__(answer, name)


def _with_parts(named: Mapping[str, Any], makes: tuple[Any, ...]) -> Answer[Any]:
    made: Any = object.__new__(Draft)
    made._makes = makes
    for name, default in _DEFAULTS.items():
        setattr(made, name, named.get(name, default))
    if made.verdict is not Verdict.BARRED:
        made.barred_by = ()
    return _done(made)


def _done(made: Any) -> Answer[Any]:
    made.__class__ = Answer
    done: Answer[Any] = made
    return done


_DEFAULTS = {part.name: part.default for part in fields(Answer) if part.name not in (*BASIS, "sentence")}


def _day(limit: Limit | None) -> object:
    return None if limit is None else limit.at


class _Named:
    """What the bits of masks stand for, of those that an answer about one subject can rest on."""

    __slots__ = ("_all", "_barring", "_grounds", "_own", "_places", "_readings")

    def __init__(self, subject: Subject, table: Table) -> None:
        bits = table.bits
        self._grounds = [
            (name, bits[name]) for name in (*subject.grounds, *subject.exceptions) if name in bits
        ]
        self._barring = [(said, bits[name]) for name, said in subject.barring.items() if name in bits]
        self._readings = [(name, bits[name]) for name in table.readings]
        self._places = tuple(table.bits)
        own = set(subject.provisions)
        self._own = sum(bits[anchor] for anchor in table.anchors if anchor in own)
        self._all = sum(bits[anchor] for anchor in table.anchors)

    def of(self, basis: int, holds: int) -> tuple[tuple[str, ...], ...]:
        hold = basis & holds
        return (
            tuple([name for name, bit in self._grounds if bit & hold]),
            tuple([said for said, bit in self._barring if bit & hold]),
            names_of((basis & self._all) | self._own, self._places),
            tuple([name for name, bit in self._readings if bit & basis]),
        )


def of_kind(outcome: object, kind: Kind) -> object:
    """A value with each option as the member of its class; the encoded core has its text."""
    options = kind.options
    if options is not None and isinstance(outcome, str):
        return options(outcome)
    if kind.element is not None and kind.element.options is not None:
        options = kind.element.options
        match outcome:
            case frozenset():
                return frozenset(options(member) for member in outcome)
            case PartialSet(members):
                return PartialSet(tuple((options(str(member)), inside) for member, inside in members))
            case NotKnown(partial=PartialSet()):
                partial = of_kind(outcome.partial, kind)
                return NotKnown(outcome.yes, outcome.no, outcome.all, partial)
            case _:
                pass
    return outcome
