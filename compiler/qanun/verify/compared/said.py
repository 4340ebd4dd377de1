"""A comparison of two laws, as a page and as data."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from attrs import define

from qanun.core.rules import Question
from qanun.core.value_data import value_data
from qanun.runtime.qualified import law_of
from qanun.runtime.values.json_writing import to_json
from qanun.verify.compared.comparing import Comparing
from qanun.verify.compared.differences import Article, Declared, articles, declared
from qanun.verify.compared.model import Change, Compared, Kind, Told
from qanun.verify.compared.pages import Block, Bullets, Heading, Paragraph, Rows
from qanun.verify.compared.words import answer_in_words, case_in_words, kind_in_words


@define(eq=False)
class Comparison:
    """What was found of all that was compared. `before` and `after` say how the two laws are called."""

    before: str
    after: str
    comparing: Comparing
    results: Sequence[Compared]

    @property
    def is_proved_same(self) -> bool:
        """Whether it is proved that no answer changes."""
        return all(one.is_same for one in self.results)

    @property
    def is_wrong(self) -> bool:
        """Whether a case of the solver's is answered alike: a mistake of ours."""
        return any(one.wrong for one in self.results)

    @cached_property
    def declared(self) -> tuple[Declared, ...]:
        return declared(self.comparing.laws)

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        return articles(self.comparing, self.results)

    @cached_property
    def questions(self) -> Mapping[str, Sequence[Question]]:
        """By subject the questions of the later law that ask about it."""
        found: dict[str, list[Question]] = {}
        for question in self.comparing.laws.after.program.questions.values():
            for name in question.answers:
                found.setdefault(name, []).append(question)
        return found

    # --- the page -------------------------------------------------------------------------------------------

    def page(self) -> Iterator[Block]:
        """All of it, for people."""
        yield Heading(1, f"What changes from {self.before} to {self.after}")
        yield Paragraph(self._summary())
        changed = [one for one in self.results if one.changes]
        for law in dict.fromkeys(law_of(one.subject) for one in changed):
            yield Heading(2, self.comparing.laws.after.program.laws[law].title)
            for one in changed:
                if law_of(one.subject) == law:
                    yield from self._changes(one)
        yield from self._lists()
        yield from self._wrong()
        yield from self._bounds()

    def _summary(self) -> str:
        same = sum(one.is_same for one in self.results)
        changed = sum(bool(one.changes) for one in self.results)
        if same == len(self.results):
            return f"No answer changes: proved of all {same} answers that questions of both ask for."
        parts = [f"{changed} can change", f"of {same} it is proved that none does"]
        open_ = sum(bool(one.undecided) for one in self.results)
        if open_:
            parts.append(f"of {open_} not all is decided")
        return f"Of {_counted(len(self.results), 'answer')} {'; '.join(parts)}."

    def _changes(self, one: Compared) -> Iterator[Block]:
        subject = self.comparing.laws.after.program.subjects[one.subject]
        asked = " ".join(dict.fromkeys(question.label for question in self.questions[one.subject]))
        yield Heading(3, subject.label[:1].upper() + subject.label[1:])
        yield Paragraph(f"{asked} ({one.subject})")
        for change in one.changes:
            yield Rows(self._head(change), tuple(self._rows(change, one.subject)))

    def _head(self, change: Change) -> str:
        said = "; ".join(kind_in_words(kind) for kind in change.kinds)
        return said if change.case.is_smallest else f"{said} (there may be a smaller case)"

    def _rows(self, change: Change, subject: str) -> Iterator[tuple[str, str]]:
        yield from case_in_words(self.comparing.laws, change.case, subject)
        yield "→ before", answer_in_words(change.before)
        yield "→ now", answer_in_words(change.after)

    def _lists(self) -> Iterator[Block]:
        same = [one for one in self.articles if not one.answers_change]
        changing = [one for one in self.articles if one.answers_change]
        for title, lines in (
            ("Came, went, or is declared otherwise", [_declared(one) for one in self.declared]),
            ("Articles behind the changes", [_article(one) for one in changing]),
            ("Said otherwise, answers the same", [_article(one) for one in same]),
            ("Not decided, and why", [*self._undecided()]),
        ):
            if lines:
                yield Heading(2, title)
                yield Bullets(tuple(lines))

    def _undecided(self) -> Iterator[str]:
        for one in self.results:
            label = self.comparing.laws.after.program.subjects[one.subject].label
            yield from (f"whether “{label}” changes ({one.subject}): {cause}" for cause in one.undecided)

    def _wrong(self) -> Iterator[Block]:
        wrong = [(one, change) for one in self.results for change in one.wrong]
        if wrong:
            yield Heading(2, "A mistake of Qanun's own, please report it")
            yield Paragraph(
                "The solver says that these answers differ, and the evaluation of its case does not."
            )
            for one, change in wrong:
                yield Rows(f"{one.subject}: {self._head(change)}", tuple(self._rows(change, one.subject)))

    def _bounds(self) -> Iterator[Block]:
        bounds = tuple(dict.fromkeys(bound for one in self.results for bound in one.bounds))
        yield Heading(2, "Of which cases")
        yield Paragraph(
            "An answer is its verdict, state, term, value, penalty and body. Every case shown was put to "
            "both laws. What is proved is proved of cases in which all is known and that both laws can be "
            "told" + ("; where they have any," if bounds else ".")
        )
        if bounds:
            yield Bullets(bounds)

    # --- as data --------------------------------------------------------------------------------------------

    def data(self) -> dict[str, object]:
        """All of it, for programs."""
        return {
            "before": self.before,
            "after": self.after,
            "no_answer_changes": self.is_proved_same,
            "compared": len(self.results),
            "answers": [self._data(one) for one in self.results if not one.is_same],
            "declared": [
                {"what": one.what, "name": one.name, "label": one.label, "how": one.how}
                for one in self.declared
            ],
            "articles": [
                {
                    "law": one.law,
                    "article": one.article,
                    "otherwise": list(one.otherwise),
                    "answers_change": one.answers_change,
                }
                for one in self.articles
            ],
            "bounds": list(dict.fromkeys(bound for one in self.results for bound in one.bounds)),
        }

    def _data(self, one: Compared) -> dict[str, object]:
        return {
            "subject": one.subject,
            "label": self.comparing.laws.after.program.subjects[one.subject].label,
            "questions": [question.name for question in self.questions[one.subject]],
            "changes": [_change(change) for change in one.changes],
            "undecided": list(one.undecided),
            "mistakes_of_qanun": [_change(change) for change in one.wrong],
        }


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _declared(one: Declared) -> str:
    return f"{one.what} “{one.label}” ({one.name}): {one.how}"


def _article(one: Article) -> str:
    place = f"{one.law}, {one.article}" if one.article else one.law
    return f"{place}: {' and '.join(one.otherwise)}"


def _change(change: Change) -> dict[str, object]:
    case = change.case
    found: dict[str, object] = {"facts": {name: value_data(case.facts[name]) for name in case.known}}
    if case.as_of is not None:
        found["as_of"] = to_json(case.as_of)
    found["readings"] = dict(case.readings)
    return {
        "kinds": [_kind(kind) for kind in change.kinds],
        "case": found,
        "smallest": case.is_smallest,
        "before": _told(change.before),
        "after": _told(change.after),
    }


def _kind(kind: Kind) -> dict[str, str]:
    return {"part": kind.part, "before": kind.before, "after": kind.after, "words": kind_in_words(kind)}


def _told(told: Told) -> dict[str, object]:
    if told.refused:
        return {"refused": told.refused}
    return {
        "sentences": [one.sentence for one in told.said],
        "provisions": [one.source for one in told.said],
        "answers": [{part: _value(value) for part, value in one.items()} for one in told.answers],
    }


def _value(value: object) -> object:
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [_value(one) for one in value]
    try:
        return value_data(value)
    except TypeError:
        return str(value)
