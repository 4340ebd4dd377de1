"""How things are listed in a sentence."""

from collections.abc import Sequence


def listed(words: Sequence[str], last: str) -> str:
    """`a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
