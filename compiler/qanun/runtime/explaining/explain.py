"""Explanations: why an answer is what it is, and why not otherwise, down to the facts and the provisions."""

from collections.abc import Mapping
from typing import Any, Protocol

from qanun.runtime.answers.answers import Answer, Answers, Verdict
from qanun.runtime.answers.found import Found
from qanun.runtime.answers.making import Choice, Making
from qanun.runtime.answers.sentences import thing_called
from qanun.runtime.answers.short import NO_NORM, arises
from qanun.runtime.evaluation.evaluator import Trace
from qanun.runtime.evaluation.tables import Provision, Subject
from qanun.runtime.evaluation.trace import Traced
from qanun.runtime.explaining.asking_order import in_reading_order, soonest_first
from qanun.runtime.explaining.display import Display, InOrder, Shown, all_lines
from qanun.runtime.explaining.nodes import LEGEND, MET, UNMET, Node, escaped, markdown_line, plain, text_line
from qanun.runtime.explaining.phrases import Phrases
from qanun.runtime.explaining.reasons import Reasons
from qanun.runtime.faults import CaseGone
from qanun.runtime.outcomes.undecided import NotKnown
from qanun.runtime.values.spec import Fact
from qanun.runtime.values.states import State
from qanun.runtime.values.unknown import UNKNOWN
from qanun.runtime.values.words import listed

SAID = {
    Verdict.YES: "yes",
    Verdict.NO: "no",
    Verdict.MUST: "it must be done",
    Verdict.NEED_NOT: "it need not be done",
    Verdict.MUST_NOT: "it must not be done",
    Verdict.MAY: "it may be done",
}
NOT_SO = {
    "prohibition": "this does not forbid it",
    "permission": "this does not allow it",
    "right": "this gives no right to it",
    "power": "this gives no power to it",
    "silence": "this does not arise here",
}
"""How *no* is said of a norm whose label names an act, so that nobody takes it for a prohibition, and of a
silence, whose label would be denied."""

EITHER_WAY = "; so it is however the open points below turn out"

CLAUSES = {"due": "it is due by", "end": "it ends", "penalties": "the penalty is"}


class Asked(Protocol):
    """A question, as explanations speak of it."""

    name: str
    module: str
    label: str

    @property
    def fact_specs(self) -> Mapping[str, Fact]: ...

    @property
    def making(self) -> Making: ...


class Explanation:
    """Why the answers of a question are what they are. `answers` are those that `explore` gives."""

    def __init__(
        self,
        question: Asked,
        answers: Answers,
        trace: Trace,
        choice: Choice,
        found: Found | None = None,
    ) -> None:
        """`found`: what the answers are made of; a copy and a pickle have it no more."""
        self.question = question
        self._found = found
        self.answers = answers
        self._trace = trace
        self._of_each = trace.of_each
        self._choice = choice
        self._table = question.making.table
        self._phrases = Phrases(self._table, question.fact_specs)
        self._nodes: tuple[Node, ...] | None = None

    @property
    def nodes(self) -> tuple[Node, ...]:
        """One tree for each answer: on each level first what decided."""
        if self._nodes is None:
            reasons = Reasons(self._phrases)
            pairs = zip(self._table.subjects, self.answers.each(), strict=True)
            trees = [
                self._answer(subject, answer, self._trace.definitions, reasons)
                if subject.each is None
                else self._each(subject, answer, reasons)
                for subject, answer in pairs
            ]
            self._nodes = tuple(map(InOrder(trees).tree, trees))
        return self._nodes

    @property
    def provisions(self) -> tuple[Provision, ...]:
        """The provisions that the answers rest on or that the trees cite, by the page."""
        cited = {anchor for answer in self.answers.each() for anchor in answer.provisions}
        cited |= {anchor for node in self.nodes for line in node.walk() for anchor in line.provisions}
        return tuple(p for anchor, p in self._table.provisions.items() if anchor in cited)

    @property
    def readings(self) -> tuple[dict[str, str], ...]:
        """The readings that the answers rest on: name, question, option, the option in words, and why."""
        used = {name for answer in self.answers.each() for name in answer.readings}
        chosen = dict(self._choice.pairs)
        return tuple(
            {
                "name": name,
                "question": reading.label,
                "option": chosen[name],
                "label": self._phrases.option(name, chosen[name]),
                "otherwise": "; ".join(label for option, label in reading.options if option != chosen[name]),
            }
            for name, reading in self._table.readings.items()
            if name in used
        )

    @property
    def needs(self) -> tuple[str, ...]:
        """The facts that some answer still needs, by attribute, in the order in which an interview asks: as a
        reader of the rules meets them."""
        return tuple(in_reading_order(self._pairs, self._trace))

    @property
    def soonest(self) -> tuple[str, ...]:
        """The same facts, first those that end an interview soonest on average, each value as likely as
        another. That tries the values of each fact: some evaluations for each. CaseGone where the explanation
        has no case any more: it was copied or pickled."""
        found = self._found
        if found is None:
            raise CaseGone(self.question.name)

        def left(name: str, value: object) -> int | None:
            then = found.instead(found.facts.with_(**{name: value}))
            return None if then is None else len({need for one in then.answers for need in one.needs})

        specs = self.question.fact_specs
        return soonest_first([specs[name] for name in self.needs], left)

    def why_asked(self, fact: str) -> str:
        """Why a fact matters: the rules that ask for it, with provisions, and the answers that wait for it.

        `fact` is the name of its attribute. KeyError where the question has no such fact.
        """
        spec = self.question.fact_specs[fact]
        waiting = [answer for answer in self.answers.each() if fact in answer.needs]
        asking = [
            name for name, traced in self._trace.definitions.items() if fact in _facts_in(traced.parts[0])
        ]
        entries = [self._table.entries[name] for name in asking]
        anchors = dict.fromkeys(anchor for entry in entries for anchor in entry.provisions)
        rules = dict.fromkeys(f"“{entry.label}”" for entry in entries if entry.label != spec.label)
        said = [f"it is part of {listed(list(rules), 'and')}"] if rules else []
        if waiting:
            labels = dict.fromkeys(f"“{answer.label}”" for answer in waiting)
            said.append(f"the answer about {listed(list(labels), 'and')} still depends on it")
        else:
            said.append("no answer depends on it any more")
        cited = [p.citation for anchor in anchors if (p := self._table.provisions.get(anchor)) is not None]
        return "; ".join(said) + (f" ({'; '.join(cited)})" if cited else "")

    # --- the answers --------------------------------------------------------------------------------------

    def _answer(
        self,
        subject: Subject,
        answer: Answer[Any],
        found: Mapping[str, Traced],
        reasons: Reasons,
        of: str = "",
    ) -> Node:
        """One answer; `of` says of which thing."""
        parts = reasons.behind_answer(found[subject.aspects["answer"]])
        for aspect, name in subject.aspects.items():
            if aspect in CLAUSES and answer.value is not False:
                parts += self._clause(CLAUSES[aspect], found[name], getattr(answer, aspect), reasons)
        parts += reasons.waiting()
        label = subject.label[:1].upper() + subject.label[1:]
        deciding = UNMET if answer.value is False else MET
        said = f"{label}{of}: {self._verdict(subject, answer)}"
        if answer.verdict is not Verdict.UNKNOWN and isinstance(
            found[subject.aspects["answer"]].value, NotKnown
        ):
            said += EITHER_WAY
        return Node("answer", said, subject.provisions, parts, "", deciding)

    def _each(self, subject: Subject, answer: Answer[Any], reasons: Reasons) -> Node:
        """The answer about each thing of a list, one below the other."""
        items, rows = self._of_each[subject.name]
        label = subject.label[:1].upper() + subject.label[1:]
        answers = answer.value if isinstance(answer.value, tuple) else ()
        below = reasons.behind(items)
        for place, (one, found) in enumerate(zip(answers, rows, strict=True), 1):
            things = items.value if isinstance(items.value, tuple) else ()
            called = thing_called(subject.each or "", place, things[place - 1])
            below.append(self._answer(subject, one, found, reasons, f" ({called})"))
        said = f"{self._phrases.named(items)} ({len(rows)} stated)"
        if answer.verdict is not Verdict.VALUE:
            said = self._said(subject, answer)
        below += reasons.waiting()
        return Node("answer", f"{label}: {said}", subject.provisions, below)

    def _clause(self, words: str, traced: Traced, told: object, reasons: Reasons) -> list[Node]:
        """When it is due, when it ends, how it is punished; what is `told` though facts are missing."""
        if traced.value is None:
            return []
        entry = self._table.entries[str(traced.about)]
        below = reasons.below(traced.parts[0], True)
        value = told if isinstance(traced.value, NotKnown) and told is not UNKNOWN else traced.value
        return [Node(entry.role, f"{words}: {self._phrases.value(value)}", entry.provisions, below)]

    def _verdict(self, subject: Subject, answer: Answer[Any]) -> str:
        """The verdict as a sentence, with the state, what it still needs, and what is recorded."""
        sentence = self._said(subject, answer)
        if answer.needs and answer.verdict is not Verdict.UNKNOWN:
            sentence += f"; for the rest still needed: {self._phrases.labels(answer.needs)}"
        if isinstance(answer.state, State) and answer.verdict is not Verdict.BARRED:
            sentence += f" ({answer.state.value})"
        return f"{sentence}; {answer.exercised}" if isinstance(answer.exercised, str) else sentence

    def _said(self, subject: Subject, answer: Answer[Any]) -> str:
        phrases = self._phrases
        match answer.verdict:
            case Verdict.VALUE:
                return phrases.value(answer.value)
            case Verdict.DISCRETION:
                bodies = [self._table.words.get(name, name) for name in answer.authority]
                weighing = f", weighing {listed(list(answer.weighing), 'and')}" if answer.weighing else ""
                return f"at the discretion of {listed(bodies, 'or') or 'a body that is not named'}{weighing}"
            case Verdict.BARRED:
                return f"barred by {phrases.labels(answer.barred_by)}" if answer.barred_by else "barred"
            case Verdict.SILENT if subject.kind == "silence":
                return "the law gives no answer"
            case Verdict.SILENT:
                return f"the law gives no answer ({phrases.labels(answer.silent_by)})"
            case Verdict.IN_CONFLICT:
                return f"in conflict with {phrases.labels(answer.conflicts_with)}"
            case Verdict.UNKNOWN:
                return f"not certain; still needed: {phrases.labels(answer.needs)}"
            case Verdict.FAULT:
                return f"the law is at fault: {answer.fault}"
            case Verdict.NO:
                return NOT_SO.get(subject.kind, SAID[Verdict.NO])
            case verdict:
                return SAID[verdict]

    # --- as text ------------------------------------------------------------------------------------------

    def as_dict(self) -> dict[str, object]:
        """As plain JSON data: the answers, their trees, the readings, the provisions."""
        return {
            "question": f"{self.question.module}.{self.question.name}",
            "label": self.question.label,
            "headline": self.answers.headline,
            "answers": self.answers.to_json(),
            "explanation": [node.as_dict() for node in self.nodes],
            "readings": [dict(reading) for reading in self.readings],
            "provisions": [
                {"anchor": p.anchor, "citation": p.citation, "text": p.text} for p in self.provisions
            ],
            "notice": self._table.notice,
        }

    def as_text(self, *, whole: bool = False) -> str:
        """As indented lines, each with whether it speaks for the line above it.

        What decided comes first, and of the rest a line each; with `whole` every line as it stands.
        """
        shown = self._shown(whole)
        found = [plain(self.answers.headline or self._sentence), LEGEND, ""]
        for lines in shown:
            found += [text_line(*line) for line in lines]
            if lines[-1][0] or whole:
                found.append("")
        if self.readings:
            found += ["", "Readings chosen", *(plain(f"  {_read(reading)}") for reading in self.readings), ""]
        if provisions := self._cited(shown, whole):
            found += ["", "Provisions"]
            found += [plain(f"  [{p.anchor}] {p.citation}: {p.text}") for p in provisions]
        return _spaced([*found, "", plain(self._table.notice)])

    def as_markdown(self, *, whole: bool = False) -> str:
        """As a page; whatever comes from the law or the case is escaped."""
        shown = self._shown(whole)
        found = [f"## {escaped(self.answers.headline or self._sentence)}", ""]
        for lines in shown:
            found += [markdown_line(*line) for line in lines]
        if self.readings:
            found += ["", "### Readings chosen", "", *(f"- {escaped(_read(r))}" for r in self.readings)]
        if provisions := self._cited(shown, whole):
            found += ["", "### Provisions", ""]
            found += [f"- **{escaped(p.citation)}** {escaped(p.text)}" for p in provisions]
        return _spaced([*found, "", f"*{escaped(self._table.notice)}*"])

    @property
    def _sentence(self) -> str:
        """What is said first where no headline fits: the first sentence of what follows."""
        arising = [one for subject, one in self._pairs if arises(subject, one)]
        return (arising or [one for _, one in self._pairs])[0].sentence

    @property
    def _pairs(self) -> list[tuple[Subject, Answer[Any]]]:
        return list(zip(self._table.subjects, self.answers.each(), strict=True))

    def _shown(self, whole: bool) -> list[list[Shown]]:
        """The lines of each answer: of those that do not apply, beside others that do, one alone and last."""
        if whole:
            return [all_lines([tree]) for tree in self.nodes]
        trees = list(zip(self._pairs, self.nodes, strict=True))
        told = [node for (s, answer), node in trees if s.kind in NO_NORM or arises(s, answer)]
        told = told or list(self.nodes)
        display = Display(self.nodes)
        aside = [node for node in self.nodes if node not in told]
        return [*(display.lines(node) for node in told), *([(0, node, node.sentence)] for node in aside)]

    def _cited(self, shown: list[list[Shown]], whole: bool) -> tuple[Provision, ...]:
        """The provisions that the lines cite, by the page."""
        if whole:
            return self.provisions
        lines = [line for tree in shown for line in tree if len(tree) > 1 or not line[0]]
        cited = {anchor for _, node, _ in lines for anchor in node.provisions}
        return tuple(p for anchor, p in self._table.provisions.items() if anchor in cited)

    def __str__(self) -> str:
        return self.as_text()

    def __eq__(self, other: object) -> bool:
        """Whether they explain the same answers by the same reasons."""
        if not isinstance(other, Explanation):
            return NotImplemented
        return self.as_dict() == other.as_dict()

    def __hash__(self) -> int:
        return hash(self.answers)

    def __reduce__(self) -> "tuple[type[Explanation], tuple[object, ...]]":
        """A pickle has what was found, and of the question its name."""
        return Explanation, (self.question, self.answers, self._trace, self._choice)

    def __repr__(self) -> str:
        return f"<explanation of {self.question.module}.{self.question.name}>"


def _spaced(lines: list[str]) -> str:
    """The lines, with no two empty ones together."""
    kept = [line for line, before in zip(lines, ("", *lines), strict=False) if line or before]
    return "\n".join(kept).rstrip() + "\n"


def _read(reading: dict[str, str]) -> str:
    return f"{reading['question']} Here: {reading['label']}. Otherwise: {reading['otherwise']}."


def _facts_in(traced: Traced) -> set[str]:
    """The facts that an expression itself asks for, not those of the definitions that it names."""
    if traced.operation == "fact":
        return {str(traced.about)}
    if traced.operation == "definition":
        return set()
    return {fact for part in traced.parts for fact in _facts_in(part)}


__all__ = ["Explanation", "Node"]
