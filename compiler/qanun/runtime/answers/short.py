"""The short answer: what follows, why, how else the law can be read, and what it leaves open."""

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any, Protocol

from attrs import frozen

from qanun.runtime.answers.deciding import (
    OPEN,
    Outcome,
    Tries,
    decisive,
    same_answers,
    same_headline,
    signature,
)
from qanun.runtime.answers.few_words import Section, counted, laid_out
from qanun.runtime.answers.sentences import Sentences, as_sentence
from qanun.runtime.answers.under_readings import Choices, Seen
from qanun.runtime.answers.verdicts import Verdict
from qanun.runtime.answers.wording import SENTENCES
from qanun.runtime.evaluation.tables import Subject, Table
from qanun.runtime.values.states import State

RANKS: Mapping[Verdict, int] = {
    Verdict.FAULT: 0,
    Verdict.IN_CONFLICT: 0,
    Verdict.UNKNOWN: 1,
    Verdict.MUST: 2,
    Verdict.MUST_NOT: 2,
    Verdict.YES: 3,
    Verdict.MAY: 3,
    Verdict.DISCRETION: 3,
    Verdict.VALUE: 3,
    Verdict.BARRED: 4,
    Verdict.SILENT: 5,
    Verdict.NO: 6,
    Verdict.NEED_NOT: 6,
}
"""What is said first; what was done in time comes after what is still to be done."""
DONE = frozenset((State.DONE, State.FULFILLED))
NO_NORM = frozenset(("define", "rule", "options", "parameter", "table", "party"))


@frozen
class Said:
    """A sentence, and the provision behind it: its law, and where in it lawyers find it; `name` is that of
    the rule or silence."""

    name: str
    sentence: str
    law: str
    place: str

    @property
    def citation(self) -> str:
        """`Criminal Code, art. 52 [(5) i]`; nothing where no provision states it."""
        return f"{self.law}, {self.place}" if self.place else self.law

    def cited(self, by: str) -> str:
        """The sentence with a citation."""
        return f"{self.sentence[:-1]} ({by})." if by else self.sentence

    def __str__(self) -> str:
        return self.cited(self.citation)


@frozen
class Because:
    """A fact that decided: its attribute, its label, its value as people read it."""

    fact: str
    label: str
    value: str

    def __str__(self) -> str:
        return f"{self.label}: {self.value}"


@frozen
class Otherwise:
    """A reading on which the answer turns: its name, what it asks, how it is taken, another option, and what
    would be said under that."""

    reading: str
    question: str
    taken: str
    option: str
    label: str
    says: str

    @property
    def chosen(self) -> str:
        """What it asks, and how it is taken here."""
        return f"{self.question} Here: {self.taken}."

    def __str__(self) -> str:
        return f"{self.chosen} If “{self.label}”: {self.says}"


@frozen
class Short:
    """The short answer, in parts. As a text it has at most 150 words, and says what it leaves out.

    `follows`: what the law says, the weightiest first. `aside`: the rules asked about that do not apply.
    `why`: the facts that decided, as few as are enough. `readings`: those whose other option would change it;
    `holds`: the law can be read in more than one way, and it is proved that what follows is certain and the
    same under all of them. `open`: what the law does not say here, also where nobody asked for that.
    """

    headline: str | None
    follows: tuple[Said, ...]
    aside: tuple[str, ...]
    why: tuple[Because, ...]
    readings: tuple[Otherwise, ...]
    holds: bool
    open: tuple[Said, ...]
    notice: str

    def as_text(self) -> str:
        """As lines of at most 150 words together."""
        law = _one_law((*self.follows, *self.open))
        last = [f"Cited: {law}."] if law else []
        sections = (
            Section("", _cited(self.follows, law), each_turn=2),
            Section("What the law leaves open", _cited(self.open, law)),
            Section(
                "Why",
                [(str(one),) for one in self.why],
                each_turn=3,
                more="more that decided (see --full)",
            ),
            Section("Read otherwise", [(str(one), one.chosen, one.question) for one in self.readings]),
        )
        last += _aside(len(self.aside))
        last += [as_sentence(SENTENCES["readings.all"])] if self.holds else []
        return laid_out(self.headline, sections, [*last, "Not legal advice."])

    def as_dict(self) -> dict[str, object]:
        """As plain JSON data."""
        return {
            "headline": self.headline,
            "follows": [_data(one, Said) for one in self.follows],
            "aside": list(self.aside),
            "why": [_data(one, Because) for one in self.why],
            "readings": [_data(one, Otherwise) for one in self.readings],
            "holds": self.holds,
            "open": [_data(one, Said) for one in self.open],
            "notice": self.notice,
        }

    def __str__(self) -> str:
        return self.as_text()


def _data(part: object, kind: Any) -> dict[str, str]:
    return {field.name: getattr(part, field.name) for field in kind.__attrs_attrs__}


class HasTable(Protocol):
    """What has the names and provisions of a question."""

    @property
    def table(self) -> Table: ...


class CaseOf(HasTable, Tries, Protocol):
    """A case as it was answered."""

    def turning(self, readings: Mapping[str, str]) -> Set[str]:
        """The readings on which it turns what the case comes to, besides these."""
        ...

    @property
    def sentences(self) -> Sentences: ...

    @property
    def stated(self) -> Mapping[str, tuple[str, object]]:
        """The facts given: by attribute its label and its value."""
        ...

    @property
    def chosen(self) -> Mapping[str, str]:
        """The option of each reading."""
        ...

    def silences(self) -> Sequence[str]:
        """What the law leaves open here and was not asked for: names of silences."""
        ...


def shortened(case: CaseOf) -> Short:
    """The short answer of a case."""
    base = case.again()
    assert base is not None
    pairs = list(zip(case.table.subjects, base.answers, strict=True))
    arising = [place for place, (subject, answer) in enumerate(pairs) if arises(subject, answer)]
    shown = arising
    if not any(pairs[place][0].kind != "silence" for place in arising):
        shown = arising + [place for place, (s, _) in enumerate(pairs) if s.kind != "silence"]
    follows = sorted(
        (place for place in shown if pairs[place][0].kind != "silence"),
        key=lambda place: _rank(pairs[place][1]),
    )
    readings = tuple(_otherwise(case, base, shown))
    return Short(
        headline=base.headline,
        follows=tuple(said for place in follows for said in said_of(*pairs[place], case)),
        aside=tuple(subject.name for place, (subject, _) in enumerate(pairs) if place not in shown),
        why=_why(case, base, shown),
        readings=readings,
        holds=not readings and _holds(case, base),
        open=(
            *(
                said
                for place in arising
                if pairs[place][0].kind == "silence"
                for said in said_of(*pairs[place], case)
            ),
            *(_open_point(name, case) for name in case.silences()),
        ),
        notice=case.table.notice,
    )


def arises(subject: Subject, answer: Any) -> bool:
    """Whether there is something to say: it applies, or is barred or open; a value that was found."""
    if answer.verdict is Verdict.VALUE:
        return answer.value is not None and answer.value != frozenset()
    return answer.verdict not in (Verdict.NO, Verdict.NEED_NOT) or answer.state is State.EXPIRED


def _rank(answer: Any) -> tuple[int, bool]:
    return RANKS[answer.verdict], answer.state in DONE


def said_of(subject: Subject, answer: Any, case: HasTable) -> Iterator[Said]:
    """The sentence of an answer; of one about each thing of a list one for each."""
    value = answer.value
    each = value if subject.each is not None and isinstance(value, tuple) else (answer,)
    for one in each:
        yield Said(subject.name, one.sentence, *_source(subject, one, case))


def _source(subject: Subject, answer: Any, case: HasTable) -> tuple[str, str]:
    """The law and the place in it of what decided: what bars; else the ground that holds (or the rule itself)
    and the exception that bites."""
    entries = case.table.entries
    if answer.barred_by:
        return _place(entries[answer.barred_by[0]].provisions, case)
    stated = [entries[name].provisions for name in answer.grounds if name in subject.grounds]
    ground = max((one for one in stated if one), key=lambda one: len(one[-1]), default=subject.provisions[:1])
    law, place = _place(ground, case)
    for name in answer.grounds:
        if name in subject.exceptions:
            other, there = _place(entries[name].provisions, case)
            if there and (other, there) != (law, place):
                return law, f"{place} with {there if other == law else f'{other}, {there}'}"
    return law, place


def _place(anchors: Sequence[str], case: HasTable) -> tuple[str, str]:
    """The law and the place in it of the last of some provisions."""
    known = case.table.provisions
    found = next((known[anchor] for anchor in reversed(anchors) if anchor in known), None)
    return ("", "") if found is None else (found.law, found.place)


def _open_point(name: str, case: CaseOf) -> Said:
    entry = case.table.entries[name]
    label = entry.label[:1].upper() + entry.label[1:]
    return Said(name, f"{label}.", *_place(entry.provisions[:1], case))


def _why(case: CaseOf, base: Outcome, shown: Sequence[int]) -> tuple[Because, ...]:
    """The facts that decided the headline; where there is none, or every case has it, what is said."""
    stated = case.stated
    found: tuple[str, ...] = ()
    if base.headline is not None and base.sure:
        found = decisive(case, tuple(stated), same_headline(base))
    if not found:
        certain = [place for place in shown if base.answers[place].verdict not in OPEN]
        found = decisive(case, tuple(stated), same_answers(base, certain)) if certain else ()
    return tuple(
        Because(name, label, case.sentences.value(value))
        for name in found
        for label, value in (stated[name],)
    )


def _otherwise(case: CaseOf, base: Outcome, shown: Sequence[int]) -> Iterator[Otherwise]:
    """The readings whose other option would change the headline or what is said."""
    first = case.turning({})
    used = first | case.turning({name: case.chosen[name] for name in first})
    for name, reading in case.table.readings.items():
        taken = case.chosen[name]
        labels = dict(reading.options)
        for option in (option for option in labels if name in used and option != taken):
            outcome = case.again(readings={name: option})
            says = None if outcome is None else _changed(base, outcome, shown)
            if says is not None:
                yield Otherwise(name, reading.label, labels[taken], option, labels[option], says)


def _holds(case: CaseOf, base: Outcome) -> bool:
    """Whether it is proved that the headline and all answers are the same under all readings, and certain."""
    if not case.table.readings or not base.sure or any(one.verdict in OPEN for one in base.answers):
        return False

    def seen(other: Outcome) -> Seen:
        return (other.headline, other.sure, *map(signature, other.answers)), None

    choices = Choices(case, seen, case.turning)
    return len(choices.ways({})) == 1 and choices.is_whole


def _changed(base: Outcome, other: Outcome, shown: Sequence[int]) -> str | None:
    """What is said otherwise: the headline, else the first of the answers; None where nothing is."""
    if other.headline != base.headline and other.headline is not None:
        return f"{other.headline}."
    for place in shown:
        if signature(other.answers[place]) != signature(base.answers[place]):
            sentence: str = other.answers[place].sentence
            return sentence
    return None


def _one_law(said: Sequence[Said]) -> str:
    """The law that is cited several times, and no other, so that it need be named but once."""
    laws = [one.law for one in said if one.place]
    return laws[0] if len(laws) > 1 and len(set(laws)) == 1 else ""


def _cited(said: Sequence[Said], law: str) -> list[tuple[str, ...]]:
    return [(one.cited(one.place if law else one.citation),) for one in said]


def _aside(number: int) -> list[str]:
    if not number:
        return []
    if number == 1:
        return ["One other rule does not apply."]
    return [f"{counted(number).capitalize()} other rules do not apply."]
