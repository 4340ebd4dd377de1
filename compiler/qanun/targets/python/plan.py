"""The identifiers of a question before its code is written, beside all that the question needs."""

from collections.abc import Iterable

from attrs import frozen

from qanun.core.names import Name
from qanun.core.question.plan import QuestionPlan, planned
from qanun.core.rules import Program, Question
from qanun.targets.attributes import attributes, short
from qanun.targets.names import Names


@frozen(eq=False)
class Plan(QuestionPlan):
    """A question, made ready for Python.

    `facts` are the attributes of its facts, `answers` those of its answers; `stated` the locals that hold the
    facts, `locals` those of its definitions.
    """

    facts: dict[str, str]
    answers: dict[str, str]
    stated: dict[str, str]
    locals: dict[Name, str]
    names: Names


def plan(program: Program, question: Question, reserved: Iterable[str]) -> Plan:
    """The plan of a question; `reserved` are the names that its module has."""
    ready, called = planned(program, question), attributes(question)
    names = Names((*reserved, "facts", "as_of", "readings", "headline"))
    stated = {name: names.take(short(name)) for name in question.facts}
    found = {name: names.take(short(name)) for name in ready.needed}
    return Plan(
        program=program,
        question=question,
        needed=ready.needed,
        bits=ready.bits,
        facts=called.facts,
        answers=called.answers,
        stated=stated,
        locals=found,
        names=names,
    )
