"""Whether a name is surely another one misspelt, so that a fix may put the other in its place.

The nearest name is a good guess for a person to look at; only a slip of one letter within a word leaves no
doubt. What may be another word is none: `paid` for `unpaid`, `fee_1` for `fee_2`, `damage` for `damaged`.
"""

import re
from collections.abc import Iterable
from unicodedata import combining, normalize

from qanun.diagnostics.model import Fix
from qanun.text import Span

_SHORT = 5  # letters; in a shorter word another letter makes another word


def respelt(place: Span, word: str, near: str | None, others: Iterable[str] = ()) -> Fix | None:
    """The change to the nearest right spelling, where it leaves no doubt."""
    if near is None or not surely(word, near, others):
        return None
    return Fix(place, near, f"write `{near}`")


def surely(word: str, near: str, others: Iterable[str] = ()) -> bool:
    """Whether `word` is `near` with one slip, and none of the other names as likely."""
    if _plain(word) == _plain(near):
        return True
    if not _one_slip(word, near):
        return False
    return not any(other != near and _one_slip(word, other) for other in others)


def same_anchor(written: str, known: str) -> bool:
    """Whether two anchors name one provision and only their signs differ, as in `#2(1)` and `#2.1`."""
    return re.findall(r"[^\W_]+", written.casefold()) == re.findall(r"[^\W_]+", known.casefold())


def _plain(word: str) -> str:
    """The letters of a name, without capitals, accents and what joins them."""
    letters = normalize("NFD", word.casefold())
    return "".join(one for one in letters if not combining(one) and one != "_")


def _one_slip(word: str, near: str) -> bool:
    parts, meant = (re.split(r"[_./]", each.casefold()) for each in (word, near))
    if len(parts) != len(meant):
        return False
    different = [pair for pair in zip(parts, meant, strict=True) if pair[0] != pair[1]]
    return len(different) == 1 and _misspelt(*different[0])


def _misspelt(word: str, near: str) -> bool:
    """One letter too many, too few or exchanged, or two in the wrong order; but no other beginning or end."""
    if re.findall(r"\d", word) != re.findall(r"\d", near) or abs(len(word) - len(near)) > 1:
        return False
    short, long = sorted((word, near), key=len)
    if long != short + short[-1:] and (long.startswith(short) or long.endswith(short)):
        return False
    start = next((at for at, one in enumerate(short) if one != long[at]), len(short))
    rest, wanted = word[start:], near[start:]
    if rest[:2] == wanted[1::-1] and rest[2:] == wanted[2:]:
        return len(word) > 3
    if max(len(word), len(near)) < _SHORT:
        return False
    return rest[1:] == wanted[1:] or rest[1:] == wanted or rest == wanted[1:]
