"""The words with which entries of a rule block begin."""

import re

STARTERS = frozenset(
    (
        "authority", "party", "act", "fact", "always", "type", "record", "define", "rule", "obligation",
        "prohibition", "permission", "right", "power", "offence", "status", "ground", "exception",
        "collision", "silence", "reading", "options", "question", "scenario", "claim", "table", "parameter",
        "background", "cases", "situation", "fills",
    )
)  # fmt: skip
STATING = frozenset(
    (
        "rule", "obligation", "prohibition", "permission", "right", "power", "offence", "status", "ground",
        "exception", "silence", "options", "table", "parameter", "fills",
    )
)  # fmt: skip
"""Those of them that say what the law says, and do not only name."""
_ENTRY = re.compile(
    rf"(?:{'|'.join(sorted(STARTERS))})[ \t]+[\w(\"“]|not[ \t]+encoded\b|[\w.]+[ \t]+prevails\b"
)


def begins_entry(line: str) -> bool:
    """Whether a line, as it stands at the margin, begins like an entry."""
    return _ENTRY.match(line) is not None
