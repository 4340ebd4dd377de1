"""One full sentence for the outcome of a rule or norm: with its bearer, its act, its state and its time."""

from collections.abc import Mapping
from typing import Any, Protocol

from qanun.runtime.answers.verdicts import Verdict
from qanun.runtime.answers.wording import ORDINALS, PREDICATES, SENTENCES
from qanun.runtime.evaluation.tables import Subject, Table
from qanun.runtime.values.limits import Limit
from qanun.runtime.values.penalties import Penalties
from qanun.runtime.values.show import show
from qanun.runtime.values.spec import HasFacts
from qanun.runtime.values.states import State
from qanun.runtime.values.words import listed

NORMS = frozenset(("obligation", "prohibition", "permission", "right", "power", "offence", "status"))
"""The kinds whose sentence may name a bearer."""
OWN = NORMS | {"party", "silence"}
"""The kinds that have sentences of their own."""


class Labelled(Protocol):
    """What people call by its label: a fact."""

    @property
    def label(self) -> str: ...


Terms = tuple[Limit | None, Limit | None]
"""When it is due, and when it ends."""
NO_TERMS: Terms = (None, None)
OPEN = frozenset((Verdict.UNKNOWN, Verdict.FAULT, Verdict.IN_CONFLICT, Verdict.SILENT))
"""The verdicts under which no determination is said to stand."""
DENIED = {"obligation": "need_not"}
"""The id of what a norm of a kind does not say; of the others `no`."""
NAMED = 3
"""So many facts that are still needed are named; of the others is said how many there are."""


class Sentences:
    """Says the answers of a question, in the words of its labels."""

    __slots__ = ("_facts", "_table")

    def __init__(self, table: Table, facts: Mapping[str, Labelled]) -> None:
        self._table = table
        self._facts = facts

    def of(self, subject: Subject, answer: Any, terms: Terms = NO_TERMS) -> str:
        """The sentence of an answer; of one about each thing of a list, how many there are."""
        if subject.each is not None and answer.verdict is Verdict.VALUE and isinstance(answer.value, tuple):
            count = len(answer.value)
            words = {"act": subject.label, "thing": subject.each, "count": str(count)}
            return as_sentence(SENTENCES["each" if count else "each.none"].format_map(words))
        return as_sentence(self._as_determined(subject, answer, terms))

    def of_one(self, subject: Subject, answer: Any, terms: Terms, place: int, thing: object) -> str:
        """The sentence of the answer about one thing of a list, at a place (1 is the first)."""
        said = self._as_determined(subject, answer, terms)
        called = thing_called(subject.each or "", place, thing)
        return as_sentence(SENTENCES["of one"].format(thing=called, sentence=said))

    def claim(self, subject: Subject, answer: Any) -> str:
        """What a rule says where it applies, as part of a sentence, without term and state."""
        return _by_id(subject, "claim", self._words(subject, answer, NO_TERMS))

    def label(self, name: str) -> str:
        """What people call a definition, subject, fact or silence; of a provision its citation."""
        if name in self._table.entries:
            return self._table.entries[name].label
        known = next((one.label for one in self._table.subjects if one.name == name), None)
        if known is None and name in self._facts:
            known = self._facts[name].label
        return self._table.cited(name) if known is None else known

    # --- the sentence ---------------------------------------------------------------------------------------

    def _as_determined(self, subject: Subject, answer: Any, terms: Terms) -> str:
        """The sentence; where a determination stands in the place of what the law says, with whose it is."""
        said = self._said(subject, answer, terms)
        if not subject.determined or answer.verdict in OPEN:
            return said
        held = [subject.determined[ground] for ground in answer.grounds if ground in subject.determined]
        words = listed(list(dict.fromkeys(held)), SENTENCES["and"])
        return SENTENCES["determined"].format(words=words, sentence=said) if held else said

    def _said(self, subject: Subject, answer: Any, terms: Terms) -> str:
        words = self._words(subject, answer, terms)
        words["claim"] = _by_id(subject, "claim", words)
        verdict: Verdict = answer.verdict
        match verdict:
            case Verdict.BARRED:
                words["denied"] = _by_id(subject, DENIED.get(subject.kind, "no"), words)
                return SENTENCES["barred" if answer.barred_by else "barred.by nothing named"].format_map(
                    words
                )
            case Verdict.SILENT if subject.kind == "silence":
                return _by_id(subject, "silent", words)
            case Verdict.SILENT if subject.name in answer.silent_by:
                return SENTENCES["silent.left"].format_map(words)
            case Verdict.SILENT | Verdict.UNKNOWN:
                return SENTENCES[f"{verdict.value}.value" if subject.valued else verdict.value].format_map(
                    words
                )
            case Verdict.IN_CONFLICT | Verdict.FAULT:
                return SENTENCES[verdict.value].format_map(words)
            case Verdict.NO if answer.state is State.EXPIRED:
                return SENTENCES["expired"].format_map(words)
            case Verdict.NO | Verdict.NEED_NOT:
                return _by_id(subject, DENIED.get(subject.kind, "no"), words)
            case (
                Verdict.YES
                | Verdict.VALUE
                | Verdict.MUST
                | Verdict.MUST_NOT
                | Verdict.MAY
                | Verdict.DISCRETION
            ):
                return _by_id(subject, verdict.value, words)

    def _words(self, subject: Subject, answer: Any, terms: Terms) -> dict[str, str]:
        """What can stand in braces."""
        state = answer.state if isinstance(answer.state, State) else None
        needs = self._needs(answer.needs)
        return {
            "act": subject.label,
            "bearer": self._bearer(subject, answer),
            "named": _named(subject.kind, subject.label),
            "value": self.value(answer.value) if answer.verdict is Verdict.VALUE else "",
            "bars": self._quoted(answer.barred_by),
            "others": self._quoted(answer.conflicts_with),
            "silences": self._quoted(answer.silent_by),
            "needs": needs,
            "fault": str(answer.fault),
            "term": self._tail("term.due", terms[0]) + self._tail("term.end", terms[1]),
            "lasted": self._tail("lasted", terms[1]),
            "weighing": _tail("weighing", weighed=listed(answer.weighing, SENTENCES["and"]))
            if answer.weighing
            else "",
            "punished": _tail("punished", penalties=self.value(answer.penalties))
            if isinstance(answer.penalties, Penalties)
            else "",
            "state": _state(subject, state),
            "record": _tail(f"record.{answer.exercised}") if isinstance(answer.exercised, str) else "",
            "rest": _tail("rest", needs=needs) if needs else "",
        }

    def _bearer(self, subject: Subject, answer: Any) -> str:
        """Whose it is: the bodies that the case names, else those of the law, and the parties; of the
        grounds that hold, where they name any."""
        own = subject.bearers
        holding = [ground for ground in answer.grounds if ground in subject.grounds] if own else []
        named = [own[ground] for ground in holding if ground in own]
        if not named and subject.bearer is not None:
            named = [subject.bearer]
        elif not named and not holding:
            named = [*own.values()]
        bodies = [body for _, bodies in named for body in bodies]
        if answer.authority:
            bodies = [self.value(body) for body in answer.authority]
        every = dict.fromkeys((*(party for parties, _ in named for party in parties), *bodies))
        return listed([f"{label}," if ", " in label else label for label in every], SENTENCES["or"])

    def _needs(self, names: tuple[str, ...]) -> str:
        shown = [f"“{self.label(name)}”" for name in names[:NAMED]]
        if len(names) > NAMED:
            shown.append(SENTENCES["more"].format(number=len(names) - NAMED))
        return listed(shown, SENTENCES["and"])

    def _quoted(self, names: tuple[str, ...]) -> str:
        """Norms by their kind, provisions as they are cited, others by their labels in quotation marks."""
        return listed([self._named(name) for name in names], SENTENCES["and"])

    def _named(self, name: str) -> str:
        if "#" in name:
            return SENTENCES["named.provision"].format(act=self.label(name))
        entry = self._table.entries.get(name)
        return _named(entry.aspect if entry is not None else "", self.label(name))

    def value(self, value: object) -> str:
        """A value as people read it."""
        return show(value, self._table.zone, self._table.words)

    def _tail(self, name: str, limit: Limit | None) -> str:
        """Until when; nothing where there is no end, and another word where its day is no longer in time."""
        if limit is None:
            return ""
        return _tail(name if limit.included else f"{name}.before", day=self.value(limit.at))


def thing_called(kind: str, place: int, thing: object) -> str:
    """`the second child`, `the first guest “Anna”`: by its place in words, and its first text where told."""
    called = f"the {ORDINALS[place - 1]} {kind}" if place <= len(ORDINALS) else f"{kind} {place}"
    specs = thing.FACTS if isinstance(thing, HasFacts) else ()
    texts = (getattr(thing, spec.name) for spec in specs if spec.kind.word == "text")
    name = next((text for text in texts if isinstance(text, str)), None)
    return called if name is None else f"{called} “{name}”"


def _by_id(subject: Subject, said: str, words: Mapping[str, str]) -> str:
    """The sentence of a kind, or that of all kinds; another where nobody is named."""
    name = f"{subject.kind}.{said}" if subject.kind in OWN else said
    if subject.kind in NORMS and not words["bearer"]:
        is_predicate = subject.kind == "status" and words["act"].partition(" ")[0] in PREDICATES
        name += ".predicate" if is_predicate else ".nobody"
    return SENTENCES[name].format_map(words)


def _named(kind: str, label: str) -> str:
    """A rule as another sentence names it."""
    return SENTENCES[f"named.{kind}" if kind in NORMS else "named"].format(act=label)


def _state(subject: Subject, state: State | None) -> str:
    """Where it stands, of what applies."""
    if state in (None, State.NOT_APPLICABLE, State.BARRED):
        return ""
    assert state is not None
    name = f"state.{state.value}"
    return SENTENCES.get(f"{name}.{subject.kind}", SENTENCES[name])


def _tail(name: str, **words: str) -> str:
    return SENTENCES[name].format_map(words)


def as_sentence(words: str) -> str:
    """With a capital at its start and a full stop at its end."""
    said = words[:1].upper() + words[1:]
    return said if said[-1:] in (".", "?", "!") else f"{said}."
