"""The nearest right spelling of a name that nobody declared."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, candidates: Iterable[str], like: float = 0.6) -> str | None:
    """The candidate most like `word`; None where none is so much like it. Of equals, the first."""
    lower = {}
    for candidate in sorted(candidates, reverse=True):
        lower[candidate.casefold()] = candidate
    found = get_close_matches(word.casefold()[:200], sorted(lower), n=1, cutoff=like)
    return lower[found[0]] if found else None
