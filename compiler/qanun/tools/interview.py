"""An interview: one question at a time, only what can still matter. No terminal is needed to hold one."""

from collections.abc import Generator, Sequence
from typing import Protocol

from attrs import evolve, frozen

from qanun.tools.fields import Field, Json, Misread

UNKNOWN_WORDS = ("unknown", "u", "don't know", "i don't know")


class Refused(ValueError):
    """The facts cannot be so; the message says why."""


class Case(Protocol):
    """What an interview asks about."""

    def needs(self, known: dict[str, Json]) -> Sequence[str]:
        """The facts that can still change an answer, in the order of asking; `Refused` if that cannot be."""

    def why(self, name: str, known: dict[str, Json]) -> str:
        """Why a fact is asked for."""

    def field(self, name: str, known: dict[str, Json]) -> Field:
        """How a fact is asked for, beside what is known."""


@frozen
class Prompt:
    """One question to the person. `problem` says why the last answer could not be taken."""

    fact: str
    label: str
    field: Field
    problem: str = ""


class Unstated:
    """The reply *unknown*."""


Reply = Unstated | Json
_Talk = Generator[Prompt, Reply, Reply]


class Interview:
    """Where an interview stands: `prompt` is what is asked now, None when nothing more can matter.

    Everything that was replied is kept in order, so that `back` is the same interview without the last reply.
    """

    def __init__(self, case: Case) -> None:
        self._case = case
        self._replies: list[Reply] = []
        self.known: dict[str, Json] = {}
        self.prompt: Prompt | None = None
        self._replay()

    def reply(self, words: str) -> str:
        """Take what was typed; empty when it was taken, else what to tell the person."""
        typed = words.strip()
        if self.prompt is None:
            return "there is nothing more to ask"
        if typed.lower() in ("?", "why"):
            return self._case.why(self.prompt.fact, dict(self.known))
        if typed.lower() == "back":
            return self.back()
        value: Reply
        if typed.lower() in UNKNOWN_WORDS:
            value = Unstated()
        else:
            try:
                value = self.prompt.field.read(typed)
            except Misread as error:
                return str(error)
        self._replies.append(value)
        self._send(value)
        return ""

    def back(self) -> str:
        """Take the last reply back."""
        if not self._replies:
            return "this is the first question"
        self._replies.pop()
        self._replay()
        return ""

    def _replay(self) -> None:
        self.known = {}
        self._talk = _conversation(self._case, self.known)
        self._send(None)
        for reply in self._replies:
            self._send(reply)

    def _send(self, reply: Reply) -> None:
        try:
            self.prompt = self._talk.send(reply)
        except StopIteration:
            self.prompt = None


def _conversation(case: Case, known: dict[str, Json]) -> _Talk:
    """Ask for the next fact that has not been asked for, until there is none. Fills `known`."""
    aside: set[str] = set()
    needs = case.needs({})
    while need := next((n for n in needs if n not in aside | known.keys()), None):
        field = case.field(need, dict(known))
        problem = ""
        while True:
            value = yield from _ask(field, need, field.label, problem)
            if isinstance(value, Unstated):
                aside.add(need)
                break
            try:
                needs = case.needs({**known, need: value})
            except Refused as error:
                problem = str(error)
                continue
            known[need] = value
            break
    return None


def _ask(field: Field, need: str, label: str, problem: str = "") -> _Talk:
    """One fact; a record field by field, a list of records one after the other."""
    match field.kind:
        case "records":
            return (yield from _ask_many(field, need, label, problem))
        case "record":
            return (yield from _ask_record(field, need, label, problem))
        case _:  # one question is enough
            return (yield Prompt(need, label, field, problem))


def _ask_many(field: Field, need: str, label: str, problem: str) -> _Talk:
    """Records until the person says that there is no other; *unknown* at the first leaves all unknown."""
    found: list[Json] = []
    while True:
        first = not found
        more = Field(
            field.name, label, "yes/no", or_none=field.or_none and first, help=field.help if first else ""
        )
        words = f"{label}: is there {'another' if found else 'one'}?"
        another = yield Prompt(need, words, more, problem)
        problem = ""
        if isinstance(another, Unstated):
            if not found:
                return another
            problem = "say yes to add another, no to end the list; `back` takes the last reply back"
            continue
        if another is None:
            return None
        if another is False:
            return found
        found.append((yield from _ask_record(field.parts[0], need, f"{label}, number {len(found) + 1}", "")))


def _ask_record(
    field: Field, need: str, label: str, problem: str
) -> Generator[Prompt, Reply, dict[str, Json]]:
    """The fields of one record, in order; an unknown one is left out."""
    record: dict[str, Json] = {}
    for place, part in enumerate(field.parts):
        part = part if place else evolve(part, help=field.help)
        value = yield from _ask(part, need, f"{label}: {part.label}", problem)
        problem = ""
        if not isinstance(value, Unstated):
            record[part.name] = value
    return record
