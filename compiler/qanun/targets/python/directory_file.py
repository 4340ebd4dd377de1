"""The file beside the catalogue: which questions ask each fact, the readings, the situations.

`about` reads it, so that a case of all laws loads only those that it concerns.
"""

from collections.abc import Collection

from qanun.core.encoded import Data
from qanun.core.rules import Program
from qanun.targets.python.law_file import NOTE, written


def directory_file(program: Program, asked: Collection[str]) -> str:
    """The text of the file. `asked` are the questions of the package, by qualified name."""
    place = {name: number for number, name in enumerate(asked)}
    facts: dict[str, Data] = {
        fact: [place[name] for name in asked if fact in program.questions[name].facts]
        for fact in program.facts
    }
    readings = [
        name for name in program.readings if any(name in program.questions[one].readings for one in asked)
    ]
    return written(
        {
            "note": NOTE,
            "questions": [*asked],
            "facts": {fact: asking for fact, asking in facts.items() if asking},
            "readings": [*readings],
            "situations": [],
        }
    )
