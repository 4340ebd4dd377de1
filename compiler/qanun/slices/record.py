"""What is kept of a page of law, and of all pages together."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import astuple, frozen

from qanun.diagnostics.plain import Plain

Names = Sequence[str]


@frozen
class Record:
    """One page. `content` is the fingerprint of what it was; `leans` has those of others that it shows.

    `asks` are the marks of all that is asked on the way when one follows what it asks to the end.
    `said` is what was said of it, `unused` (by the names) what is said if no other law rests on them,
    `found` what verification found, None where the law had errors and it was not asked. `unsure`: it has
    errors, so that what is said of it may change with laws of which it asks nothing. `used` are the names of
    other laws on which its rules rest; `rests` has a mark for all on which those of each block rest. `holds`
    says how much law there is on it, as `slices.holds` counts.
    """

    module: str
    content: str
    asks: str
    away: Names
    used: Names
    rests: Names
    said: Plain
    unused: Mapping[str, Plain]
    found: Plain | None
    leans: Mapping[str, str]
    holds: Sequence[int]
    unsure: bool = False


@frozen
class Snapshot:
    """A law as it was checked. `made_by` is the compiler's fingerprint; `sound`: it had a meaning."""

    made_by: str
    records: Mapping[str, Record]
    sound: bool = True

    def as_text(self) -> str:
        """The snapshot for `from_text`."""
        rows = {path: astuple(record, recurse=False) for path, record in self.records.items()}
        return json.dumps([self.made_by, rows, self.sound], separators=(",", ":"))

    @classmethod
    def from_text(cls, text: str) -> "Snapshot":
        """A snapshot that was kept. ValueError or TypeError where the text is none."""
        made_by, rows, sound = json.loads(text)
        return cls(made_by, {path: Record(*row) for path, row in _rows(rows)}, bool(sound))


def _rows(rows: Any) -> Any:
    if not isinstance(rows, dict):
        raise TypeError("no snapshot")
    return rows.items()
