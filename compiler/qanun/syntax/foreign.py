"""Words and turns of other languages, where an entry stops making sense because of them."""

from qanun.diagnostics.model import Diagnostic, Fix
from qanun.syntax import slip_kinds, slips
from qanun.syntax.layout import Piece
from qanun.syntax.read import UNITS, Reader
from qanun.text import Span

_CALLS = {
    "age": "write `age of BIRTH on DATE`",
    "count len length": "write `count of x in LIST where CONDITION`",
    "sum total": "write `sum of x.AMOUNT for x in LIST`",
    "max maximum largest": "write `the larger of A and B`, or `largest of x.AGE for x in LIST …`",
    "min minimum smallest": "write `the smaller of A and B`, or `smallest of x.AGE for x in LIST …`",
    "round floor ceil trunc": "write `A rounded down to 0.01 EUR`, as the law says",
    "year month day weekday date": "write `year of D`, `month of D`, `day of D`, `weekday of D`, `date of M`",
    "days months years": "write `days in PERIOD`, or take one date from the other: `B - A`",
    "days_between datediff date_diff daysbetween": "take the earlier day from the later: `B - A`",
    "months_between years_between": "write `full months in (period from A to B)`, or `full years in`",
    "today now": "write `today`, or `as_of` for the moment",
    "iff ifelse": "write `if CONDITION then VALUE else VALUE`",
    "isnull isnone is_none": "write `X is none`",
}
_ASKED = {word: way for words, way in _CALLS.items() for word in words.split()}


def foreign(reader: Reader, piece: Piece, takes: frozenset[str]) -> Diagnostic | None:
    """The report on a word or a turn of another language; None where something else is wrong."""
    before = reader.before
    if piece.text == "(" and before is not None and before.kind == "word" and before.end == piece.start:
        return _call(reader, before)
    if piece.kind not in ("word", "IS_CLAUSE"):
        return None
    span = Span(reader.text, piece.start, piece.end)
    if (
        before is not None
        and before.kind == "numeral"
        and (measured := _measure(reader, piece, before, takes))
    ):
        return measured
    if piece.text in UNITS and before is not None and (number := slips.NUMBERS.get(before.text.lower())):
        return _foreign(reader, Span(reader.text, before.start, before.end), number)
    if piece.text == "if" and "AND" in takes and not piece.first:
        return slip_kinds.CONDITION_BEHIND.at(span, article=reader.article)
    return _word(reader, span, slips.word_meant(piece.text), takes)


def _call(reader: Reader, asked: Piece) -> Diagnostic:
    way = _ASKED.get(asked.text.casefold(), "write the name alone, without brackets")
    span = Span(reader.text, asked.start, asked.end)
    return slip_kinds.CALL.at(span, article=reader.article, word=asked.text, meant=way)


def _measure(reader: Reader, piece: Piece, number: Piece, takes: frozenset[str]) -> Diagnostic | None:
    """A unit or a currency behind a number, in other words than those of the language."""
    span = Span(reader.text, piece.start, piece.end)
    if "UNIT" in takes and (unit := slips.unit_meant(piece.text)):
        return _foreign(reader, span, unit)
    code = slips.currency_meant(piece.text)
    if "CURRENCY" not in takes or code is None:
        return None
    fix = Fix(span, code, f"write `{code}`") if code else None
    meant = f"{number.text} {code or 'USD'}"
    return slip_kinds.CURRENCY_SIGN.at(span, article=reader.article, fix=fix, written=piece.text, meant=meant)


def _word(reader: Reader, span: Span, meant: str | None, takes: frozenset[str]) -> Diagnostic | None:
    words = {reader.grammar.written[terminal] for terminal in takes if terminal in reader.grammar.written}
    return _foreign(reader, span, meant) if meant is not None and meant in words else None


def _foreign(reader: Reader, span: Span, meant: str) -> Diagnostic:
    fix = Fix(span, meant, f"write `{meant}`")
    return slip_kinds.FOREIGN_WORD.at(span, article=reader.article, fix=fix, written=span.words, meant=meant)
