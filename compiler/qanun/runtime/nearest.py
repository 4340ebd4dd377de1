"""The nearest right name to a misspelt one."""

from collections.abc import Iterable, Sized

MOST_GUESSES = 100
LONGEST_NAME = 200
"""What is longer is no misspelt name. The form has these limits too."""


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The name most like `name`, or None where none is near. Run only when something is wrong."""
    from difflib import get_close_matches

    by_folded = {known.casefold(): known for known in names}
    found = get_close_matches(name.casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[found[0]] if found else None


def guess(name: str, names: Iterable[str], mistakes: Sized) -> str | None:
    """The nearest name, beside the mistakes so far: after very many nobody looks for what was meant."""
    if len(mistakes) >= MOST_GUESSES or len(name) > LONGEST_NAME:
        return None
    return nearest(name, names)


def none_called(kind: str, name: str, near: tuple[str, ...]) -> str:
    """The sentence that there is none of a name: with the one that is near, or with all there are."""
    if len(near) == 1:
        return f"there is no {kind} `{name}`; did you mean `{near[0]}`?"
    return f"there is no {kind} `{name}`; there are: {', '.join(near) or 'none'}"
