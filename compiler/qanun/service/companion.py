"""What a compiled package lacks, and its statutes have: plain English, days in force, examples."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import Factory, asdict, frozen

FORM = 1
"""The form of the text; raised when a reader of earlier ones would take it for something else."""
Days = tuple[str | None, str | None]
"""The first and the last day on which something is law, as ISO writes them; None where a side is open."""


@frozen
class Example:
    """A case that somebody worked out: what it is called, its facts as JSON data, the day, the readings."""

    title: str
    facts: Mapping[str, Any]
    as_of: str | None
    readings: Mapping[str, str]


@frozen
class Page:
    """A law: its jurisdiction, where its text comes from, and its days."""

    jurisdiction: str
    source: str
    in_force: Days | None


@frozen
class Words:
    """Beside a provision: what its rules say in plain English, its days, where its official text is."""

    english: tuple[str, ...]
    in_force: Days | None
    official_text: str | None


@frozen
class Companion:
    """All of a package, of the statutes of that `fingerprint`.

    Laws by module, provisions by anchor, examples by question.
    """

    fingerprint: str = ""
    laws: Mapping[str, Page] = Factory(dict)
    provisions: Mapping[str, Words] = Factory(dict)
    examples: Mapping[str, Sequence[Example]] = Factory(dict)

    def as_text(self) -> str:
        """As JSON."""
        return json.dumps({"form": FORM, **asdict(self)}, ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str | bytes) -> "Companion":
        """Back from `as_text`; a ValueError for another form."""
        data = json.loads(text)
        if data.get("form") != FORM:
            raise ValueError("it is of another form")
        return cls(
            data["fingerprint"],
            {
                name: Page(one["jurisdiction"], one["source"], _days(one))
                for name, one in data["laws"].items()
            },
            {
                anchor: Words(tuple(one["english"]), _days(one), one["official_text"])
                for anchor, one in data["provisions"].items()
            },
            {name: [Example(**one) for one in found] for name, found in data["examples"].items()},
        )


def _days(data: Mapping[str, Any]) -> Days | None:
    found = data["in_force"]
    return None if found is None else (found[0], found[1])


NOTHING = Companion()
"""Where there are no statutes beside the package."""
