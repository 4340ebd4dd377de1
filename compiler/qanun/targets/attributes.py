"""How applications call what a question speaks of: facts, answers, fields of records, classes of types."""

from attrs import frozen

from qanun.core.rules import Program, Question
from qanun.runtime.values.facts import RESERVED as RESERVED_FIELDS
from qanun.targets.names import ANNOTATING, RESERVED, RESERVED_ANSWERS, Names, class_name
from qanun.typed.types import RecordType


@frozen
class Attributes:
    """The attribute of each fact and of each answer of a question, by qualified name."""

    facts: dict[str, str]
    answers: dict[str, str]


def attributes(question: Question) -> Attributes:
    """The attributes of a question."""
    own = Names((*RESERVED_FIELDS, *ANNOTATING))
    answered = Names((*RESERVED_ANSWERS, *ANNOTATING))
    return Attributes(
        {name: own.take(short(name)) for name in question.facts},
        {name: answered.take(short(name)) for name in question.answers},
    )


def record_fields(type_: RecordType) -> dict[str, str]:
    """The attribute of each field of a record."""
    names = Names((*RESERVED_FIELDS, *ANNOTATING))
    return {name: names.take(name) for name, _ in type_.fields}


def class_names(program: Program) -> dict[str, str]:
    """The class of each one-of type and record, by its qualified name; unique within its module."""
    taken: dict[str, Names] = {}
    found = {}
    for qualified in program.types:
        module, _, short = qualified.rpartition(".")
        names = taken.setdefault(module, Names((*RESERVED, *program.laws)))
        found[qualified] = names.take(class_name(short))
    return found


def short(qualified: str) -> str:
    """A name without its law: `criminal_code.illegal_crossing.a` is `illegal_crossing.a`."""
    return qualified.partition(".")[2] or qualified
