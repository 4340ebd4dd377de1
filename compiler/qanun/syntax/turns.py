"""Turns of everyday language in the place of a sign or a form of the language."""

from collections.abc import Sequence
from datetime import date

from qanun.diagnostics.model import Diagnostic, Fix
from qanun.document.currencies import CODES
from qanun.syntax import slip_kinds
from qanun.syntax.layout import Piece
from qanun.syntax.read import Reader
from qanun.text import Span

_SIGNS = {
    "at least": ">=", "no less than": ">=", "not less than": ">=", "at most": "<=", "no more than": "<=",
    "not more than": "<=", "more than": ">", "greater than": ">", "exceeds": ">", "less than": "<",
    "fewer than": "<", "equal to": "=", "equals": "=",
}  # fmt: skip
_TURNS = {tuple(turn.split()): sign for turn, sign in _SIGNS.items()}
_MONTHS = [
    word
    for line in ("january february march april may june", "july august september october november december")
    for word in line.split()
]
_LONGEST = 4


def turn(reader: Reader, takes: frozenset[str]) -> Diagnostic | None:
    """The report on a turn at or just before the place where an entry stops making sense."""
    return (
        _comparison(reader)
        or _day_in_words(reader)
        or (_currency_first(reader) if "CURRENCY" in takes else None)
        or _joining_word(reader)
    )


def _comparison(reader: Reader) -> Diagnostic | None:
    """`is at least 3`."""
    pieces, at = reader.pieces, reader.at
    for start in range(max(at - _LONGEST, 1), min(at + 1, len(pieces))):
        for words, sign in _TURNS.items():
            end = start + len(words)
            compared = start <= at <= end + 1 and tuple(one.text for one in pieces[start:end]) == words
            if not compared or (end + 1 < len(pieces) and pieces[end + 1].text == "of"):
                continue
            first = start - (pieces[start - 1].text == "is")
            fix = Fix(_span(reader, pieces[first:end]), sign, f"write `{sign}`")
            return _report(reader, pieces[first:end], f"write `{sign}`", fix)
    return None


def _day_in_words(reader: Reader) -> Diagnostic | None:
    """`1 January 2020`."""
    at, pieces = reader.at, reader.pieces
    if not 0 < at < len(pieces) or pieces[at].text.casefold() not in _MONTHS:
        return None
    written = pieces[at - 1 : at + 2]
    try:
        month = _MONTHS.index(pieces[at].text.casefold()) + 1
        meant = date(int(written[2].text), month, int(written[0].text)).isoformat()
    except (ValueError, IndexError):
        return None
    fix = Fix(_span(reader, written), meant, f"write `{meant}`")
    return _report(reader, written, f"write `{meant}`", fix)


def _currency_first(reader: Reader) -> Diagnostic | None:
    """`EUR 5`."""
    written = reader.pieces[max(reader.at - 2, 0) : reader.at]
    if len(written) < 2 or written[0].text not in CODES or written[1].kind != "numeral":
        return None
    meant = f"{written[1].text} {written[0].text}"
    fix = Fix(_span(reader, written), meant, f"write `{meant}`")
    return _report(reader, written, f"write `{meant}`", fix)


def _joining_word(reader: Reader) -> Diagnostic | None:
    """`a unless b`, `either a or b`."""
    piece = reader.stuck
    if piece is not None and piece.text == "unless" and not piece.first:
        return _report(reader, [piece], "write `and not (…)` round what must not be")
    if reader.before is not None and reader.before.text == "either":
        advice = "write `A or B`; where only one of them may hold: `exactly 1 of` and a bullet for each"
        return _report(reader, [reader.before], advice)
    return None


def _span(reader: Reader, pieces: Sequence[Piece]) -> Span:
    return Span(reader.text, pieces[0].start, pieces[-1].end)


def _report(reader: Reader, pieces: Sequence[Piece], remedy: str, fix: Fix | None = None) -> Diagnostic:
    span = _span(reader, pieces)
    written = " ".join(span.words.split())
    return slip_kinds.TURN.at(span, article=reader.article, fix=fix, written=written, remedy=remedy)
