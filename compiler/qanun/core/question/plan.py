"""What a question needs of a program, whatever the target: definitions, and what answers can rest on."""

from collections.abc import Iterable

from attrs import frozen

from qanun.core.names import Name, PrevailsOver
from qanun.core.question import index
from qanun.core.questions import opening
from qanun.core.resting import in_order, references
from qanun.core.rules import ASPECTS, Definition, Expr, Program, Question, Subject


@frozen(eq=False)
class QuestionPlan:
    """A question, made ready.

    `needed` are the definitions that answers and headlines need, each after its own. `bits` has what an
    answer can say that it rests on, each with its bit: grounds, exceptions and readings by name, provisions
    by anchor.
    """

    program: Program
    question: Question
    needed: tuple[Name, ...]
    bits: dict[str, int]

    @property
    def subjects(self) -> tuple[Subject, ...]:
        return tuple(self.program.subjects[name] for name in self.question.answers)

    @property
    def definitions(self) -> tuple[Definition, ...]:
        """The definitions that answers and headlines need, each after its own."""
        return tuple(self.program.definitions[name] for name in self.needed)

    def provisions(self, definition: str) -> tuple[str, ...]:
        return self.program.definitions[definition].provisions


def planned(program: Program, question: Question) -> QuestionPlan:
    """The plan of a question."""
    needed = _needed(program, question)
    return QuestionPlan(program, question, needed, _bits(program, question, needed))


def barring(subject: Subject) -> dict[str, str]:
    """What bars, and how an answer names it: of what prevails over the subject the norm itself."""
    return {name: name.subject if isinstance(name.aspect, PrevailsOver) else name for name in subject.barring}


def is_answerable(question: Question) -> bool:
    """Whether the question answers anything."""
    return bool(question.answers)


def aspects(subject: Subject) -> dict[str, Name]:
    """The definitions that a subject's answer is made of, by aspect."""
    return {aspect: name for aspect in ASPECTS if (name := subject.definition_of(aspect)) is not None}


def headline_parts(question: Question) -> list[Expr]:
    """The expressions in the headlines of a question."""
    return [p for h in question.headlines for p in (h.condition, *h.parts) if not isinstance(p, str)]


def lists(subjects: Iterable[Subject]) -> list[Expr]:
    """The lists of the things that subjects are about."""
    return [s.about.items for s in subjects if s.about is not None and s.about.items is not None]


def reached(
    program: Program, question: Question, roots: Iterable[Name], exprs: Iterable[Expr]
) -> tuple[Name, ...]:
    """The definitions on which some definitions and expressions rest, in the question's order."""
    seen = set(in_order(program, [*roots, *(name for expr in exprs for name in references(expr))]))
    return tuple(name for name in question.order if name in seen)


def _needed(program: Program, question: Question) -> tuple[Name, ...]:
    """The definitions that answers, their opening and headlines rest on, in the question's order."""
    roots = [
        name
        for subject in (program.subjects[name] for name in question.answers)
        for name in (
            *aspects(subject).values(),
            *([subject.opened] if subject.opened else []),
            *opening(subject),
        )
    ]
    exprs = headline_parts(question) + lists(program.subjects[name] for name in question.answers)
    return reached(program, question, roots, exprs)


def _bits(program: Program, question: Question, needed: tuple[Name, ...]) -> dict[str, int]:
    """The bits: grounds, exceptions and what bars; provisions by the page; readings."""
    subjects = [program.subjects[name] for name in question.answers]
    listed = {name for s in subjects for name in (*s.grounds, *s.exceptions, *s.barring)}
    grounds = [name for name in needed if name in listed]
    stated = {anchor for name in needed for anchor in program.definitions[name].provisions}
    stated |= {anchor for subject in subjects for anchor in subject.provisions}
    known = index.provisions(program)
    pages = sorted(stated & known.keys(), key=lambda anchor: known[anchor][0])
    every = (*grounds, *pages, *question.readings)
    return {name: 1 << number for number, name in enumerate(every)}
