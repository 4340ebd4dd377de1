"""What is kept of a page in a law without errors, and of all pages together."""

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
    `found` what verification found. `used` are the names of other laws on which its rules rest; `rests` has
    a mark for all on which those of each block rest. `holds` says how much law there is on it, as
    `slices.holds` counts.
    """

    module: str
    content: str
    asks: str
    away: Names
    used: Names
    rests: Names
    said: Plain
    unused: Mapping[str, Plain]
    found: Plain
    leans: Mapping[str, str]
    holds: Sequence[int]


@frozen
class Snapshot:
    """A law as it was when it was last without errors. `made_by` is the compiler's fingerprint."""

    made_by: str
    records: Mapping[str, Record]

    def as_text(self) -> str:
        """The snapshot for `from_text`."""
        rows = {path: astuple(record, recurse=False) for path, record in self.records.items()}
        return json.dumps([self.made_by, rows], separators=(",", ":"))

    @classmethod
    def from_text(cls, text: str) -> "Snapshot":
        """A snapshot that was kept. ValueError or TypeError where the text is none."""
        made_by, rows = json.loads(text)
        return cls(made_by, {path: Record(*row) for path, row in _rows(rows)})


def _rows(rows: Any) -> Any:
    if not isinstance(rows, dict):
        raise TypeError("no snapshot")
    return rows.items()
