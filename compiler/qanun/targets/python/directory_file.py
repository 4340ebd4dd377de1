"""The file beside the catalogue: which questions ask each fact, the readings, the situations.

`about` reads it, so that a case of all laws loads only those that it concerns.
"""

from collections.abc import Collection

from qanun.core.encoded import Data
from qanun.core.rules import Program, Situation
from qanun.core.value_data import value_data
from qanun.targets.python.law_file import NOTE, written


def directory_file(program: Program, asked: Collection[str]) -> str:
    """The text of the file. `asked` are the questions of the package, by qualified name."""
    place = {name: number for number, name in enumerate(asked)}
    facts: dict[str, Data] = {
        fact: [place[name] for name in asked if fact in program.questions[name].facts]
        for fact in program.facts
    }
    rested_on = {name for one in asked for name in program.questions[one].readings}
    return written(
        {
            "note": NOTE,
            "questions": [*asked],
            "facts": {fact: asking for fact, asking in facts.items() if asking},
            "readings": [name for name in program.readings if name in rested_on],
            "situations": [_situation(one) for one in program.situations],
        }
    )


def _situation(one: Situation) -> Data:
    """Its name and label, what it states, what it asks first, what it opens."""
    given = {fact: value_data(value) for fact, value in one.given}
    return [one.name, one.label, given, [*one.asks], [*one.opens]]
