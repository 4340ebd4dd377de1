"""Turns of statutes and of everyday writing, where an entry stops making sense because of them."""

import re
from collections.abc import Collection, Iterator
from datetime import date

from qanun.diagnostics.model import Diagnostic, Fix
from qanun.document.words import STARTERS
from qanun.syntax import kinds, loose_words, slip_kinds, turn_kinds
from qanun.syntax.layout import Piece
from qanun.syntax.read import Reader
from qanun.text import Span

_COMPARED = {
    ">=": (
        "is at least|is not less than|is no less than|is not fewer than|is greater than or equal to|at least|"
        "not less than|no less than|is on or after"
    ),
    "<=": (
        "is at most|is not more than|is no more than|is up to|does not exceed|is less than or equal to|"
        "at most|not more than|no more than|is on or before"
    ),
    ">": (
        "is more than|is greater than|is higher than|is larger than|is over|is above|is later than|is after|"
        "exceeds|more than|greater than|over|above|higher than|later than"
    ),
    "<": (
        "is less than|is fewer than|is lower than|is smaller than|is under|is below|is earlier than|"
        "is before|less than|fewer than|under|below|lower than|earlier than"
    ),
    "=": "is equal to|equals|equal to|is the same as",
    "!=": "is not equal to|is different from|differs from|is other than",
}
_SIGNS = {tuple(phrase.split()): sign for sign, phrases in _COMPARED.items() for phrase in phrases.split("|")}
_PHRASES = sorted(_SIGNS, key=len, reverse=True)
_MONTHS = (
    "january jan januar janvier", "february feb februar février", "march mar märz mars",
    "april apr avril", "may mai", "june jun juni juin", "july jul juli juillet", "august aug août",
    "september sep sept septembre", "october oct oktober octobre", "november nov novembre",
    "december dec dezember décembre",
)  # fmt: skip
_MONTH = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}
_BUT_NOT = {
    ("unless",): "and not",
    ("except", "if"): "and not",
    ("except", "when"): "and not",
    ("save", "where"): "and not",
}
_PERCENT = frozenset(("percent", "pct", "prozent", "procent"))
_MARKS = frozenset(("SEP", "CLOSE", "END", "OPEN", "BULLET"))


def turn(reader: Reader, piece: Piece | None, takes: frozenset[str]) -> Diagnostic | None:
    """The report on a turn of phrase where the entry stopped; None where something else is wrong."""
    for look in (
        _name_in_words, _compared, _unless, _chosen, _currency_first, _day_in_words, _counted,
        _article_word, _loose, _term_in_words, _share, _match_else, _value_behind, _expected_not, _bare_label,
    ):  # fmt: skip
        if found := look(reader, piece, takes):
            return found
    return None


# --- what stands around the place


def _span(reader: Reader, start: int, end: int) -> Span:
    """The place from one piece up to, not including, another."""
    return Span(reader.text, reader.pieces[start].start, reader.pieces[end - 1].end)


def _begin(reader: Reader) -> int:
    """Where the line begins, in pieces, on which the words before the place stand."""
    at = min(reader.at, len(reader.pieces) - 1)
    if reader.pieces[at].first or reader.pieces[at].kind in _MARKS:
        at = max(at - 1, 0)
    while at and not reader.pieces[at].first:
        at -= 1
    return at


def _words(reader: Reader, start: int, count: int) -> tuple[str, ...]:
    """The words that follow one another from a piece on, on its line; none where there are fewer."""
    found = reader.pieces[start : start + count]
    if len(found) < count or any(one.first for one in found[1:]):
        return ()
    return tuple(one.text for one in found) if all(one.kind in ("word", "IS_CLAUSE") for one in found) else ()


def _near(reader: Reader, back: int) -> Iterator[int]:
    """The pieces from some way before the place up to it, those of a line, the first first."""
    yield from range(max(_begin(reader), reader.at - back), min(reader.at + 1, len(reader.pieces)))


def declared(reader: Reader, name: str, by: Collection[str] = STARTERS) -> bool:
    """Whether the page declares this name, with one of these words or in a bullet."""
    starts = "|".join(sorted(by))
    found = rf"^[ \t]*(?:-|{starts})[ \t]+(?:\(\w+\)[ \t]*)?{re.escape(name)}(?!\w)"
    return re.search(found, reader.text.content, re.MULTILINE) is not None


def _told(reader: Reader, span: Span, remedy: str, meant: str | None = None) -> Diagnostic:
    fix = Fix(span, meant, f"write `{meant}`") if meant is not None else None
    written = " ".join(span.words.split())
    return slip_kinds.TURN.at(span, article=reader.article, fix=fix, written=written, remedy=remedy)


# --- the turns


def _name_in_words(reader: Reader, piece: Piece | None, takes: frozenset[str]) -> Diagnostic | None:
    """`has card`, where the page declares `has_card`."""
    for start in _near(reader, 3):
        for count in (4, 3, 2):
            words = _words(reader, start, count)
            if not words or not start <= reader.at < start + count or start == 0:
                continue
            if declared(reader, meant := "_".join(words)):
                span = _span(reader, start, start + count)
                fix = Fix(span, meant, f"write `{meant}`")
                return slip_kinds.NAME_WITH_BLANKS.at(
                    span, article=reader.article, fix=fix, written=" ".join(words), meant=meant
                )
    return None


def _compared(reader: Reader, piece: Piece | None, takes: frozenset[str]) -> Diagnostic | None:
    """`is at least`, `exceeds` and the like, where a sign compares."""
    for start in _near(reader, 5):
        for phrase in _PHRASES:
            end = start + len(phrase)
            if _words(reader, start, len(phrase)) != phrase or end + 1 < reader.at or start == 0:
                continue
            if reader.pieces[start].first or (
                end < len(reader.pieces) and _words(reader, end + 1, 1) == ("of",)
            ):
                continue
            sign, span = _SIGNS[phrase], _span(reader, start, end)
            return _told(reader, span, f"write `{sign}`", sign)
    return None


def _unless(reader: Reader, piece: Piece | None, takes: frozenset[str]) -> Diagnostic | None:
    """`a unless b`, `a but not b`, where a condition goes on."""
    if piece is None or piece.first or "AND" not in takes:
        return None
    if piece.text == "but":
        span = _span(reader, reader.at, reader.at + 1)
        return _told(reader, span, "write `and`", "and")
    for words, meant in _BUT_NOT.items():
        if _words(reader, reader.at, len(words)) == words:
            span = _span(reader, reader.at, reader.at + len(words))
            rest = reader.pieces[reader.at + len(words) :]
            sure = bool(rest) and rest[0].kind == "word" and (len(rest) == 1 or rest[1].first)
            sure = sure and not any(one.text in ("or", "implies") for one in reader.pieces[: reader.at])
            remedy = (
                f"write `{meant}`, with brackets round what is denied where it is more than one condition"
            )
            return _told(reader, span, remedy, meant if sure else None)
    return None


def _chosen(reader: Reader, piece: Piece | None, takes: frozenset[str]) -> Diagnostic | None:
    """`either a or b`, `neither a nor b`, `both a and b`."""
    for at in _near(reader, 1):
        word = reader.pieces[at].text
        span = _span(reader, at, at + 1)
        if word == "either":
            return _told(
                reader,
                span,
                "write `any of` above bullets, or `exactly 1 of` where not more than one may hold",
            )
        if word in ("neither", "nor"):
            return _told(reader, span, "write `none of` above bullets, or `not A and not B`")
        if word == "both" and not declared(reader, "both"):
            return _told(reader, span, "leave it out; `and` joins both conditions")
    return None


def _currency_first(reader: Reader, piece: Piece | None, takes: frozenset[str]) -> Diagnostic | None:
    """`EUR 5`, where `5 EUR` is written."""
    for at in _near(reader, 2):
        word = reader.pieces[at].text
        behind = reader.pieces[at + 1] if at + 1 < len(reader.pieces) else None
        if not re.fullmatch("[A-Z]{3}", word) or behind is None or behind.kind != "numeral":
            continue
        before = reader.pieces[at - 1] if at else None
        if before is not None and before.kind == "numeral":
            continue
        span, meant = _span(reader, at, at + 2), f"{behind.text} {word}"
        return _told(reader, span, f"write `{meant}`", meant)
    return None


def _day_in_words(reader: Reader, piece: Piece | None, takes: frozenset[str]) -> Diagnostic | None:
    """`1 January 2020`, `January 1, 2020`."""
    for at in _near(reader, 2):
        month = _MONTH.get(reader.pieces[at].text.casefold())
        if month is None:
            continue
        behind = [one.text for one in reader.pieces[at + 1 : at + 4]]
        before = reader.pieces[at - 1].text if at else ""
        if (
            behind[1:2] == [","]
            and re.fullmatch(r"\d{1,2}", behind[0])
            and re.fullmatch(r"\d{4}", behind[-1])
        ):
            span, day, year = _span(reader, at, at + 4), behind[0], behind[2]
        elif behind and re.fullmatch(r"\d{1,2}", before) and re.fullmatch(r"\d{4}", behind[0]):
            span, day, year = _span(reader, at - 1, at + 2), before, behind[0]
        else:
            continue
        return _day(reader, span, int(year), month, int(day))
    return None


def _day(reader: Reader, span: Span, year: int, month: int, day: int) -> Diagnostic:
    meant = f"{year:04}-{month:02}-{day:02}"
    try:
        date.fromisoformat(meant)
    except ValueError:
        return _told(reader, span, "write a day that there is, such as `2012-03-01`")
    return _told(reader, span, f"write `{meant}`", meant)


def _counted(reader: Reader, piece: Piece | None, takes: frozenset[str]) -> Diagnostic | None:
    """`14 percent`, `14 working days`, `14 calendar days`."""
    before = reader.before
    if piece is None or before is None or before.kind != "numeral":
        return None
    words = _words(reader, reader.at, 2)
    if piece.text.casefold() in _PERCENT or words == ("per", "cent"):
        span = _span(reader, reader.at, reader.at + (2 if words == ("per", "cent") else 1))
        return _told(reader, span, "write `%`", "%")
    if words[1:] not in (("days",), ("day",)):
        return None
    span = _span(reader, reader.at, reader.at + 1)
    if piece.text in ("working", "business", "week", "court", "banking"):
        return turn_kinds.WORKING_DAYS.at(
            _span(reader, reader.at, reader.at + 2), article=reader.article, written=piece.text
        )
    if piece.text in ("calendar", "consecutive", "full"):
        fixed = Span(reader.text, before.end, piece.end)
        fix = Fix(fixed, "", f"remove `{piece.text}`") if piece.text == "calendar" else None
        remedy = "leave it out; days are calendar days"
        return slip_kinds.TURN.at(span, article=reader.article, fix=fix, written=piece.text, remedy=remedy)
    return None


def _loose(reader: Reader, piece: Piece | None, takes: frozenset[str]) -> Diagnostic | None:
    """`as well as`, `each l in loans`, `days between A and B`."""
    for at in _near(reader, 5):
        line = [one.text for one in reader.pieces[at : at + loose_words.LONGEST]]
        if reader.pieces[at].kind not in ("word", "IS_CLAUSE") or declared(reader, line[0]):
            continue
        if told := loose_words.starting(line, loose_words.ADVICE):
            return _told(reader, _span(reader, at, at + told[0]), told[1])
        if told := loose_words.starting(line, loose_words.INSTEAD):
            count, meant = told
            mixed = meant.startswith("and") and any(one.text == "or" for one in reader.pieces[1:])
            span = _span(reader, at, at + count)
            return _told(reader, span, f"write `{meant}`", None if mixed else meant)
        if told := loose_words.starting(line, loose_words.EACH):
            count, meant = told
            behind = [one.text for one in reader.pieces[at + count : at + count + 2]]
            if behind[1:] != ["in"]:
                continue
            satisfies = any(one.text == "satisfies" for one in reader.pieces[at:])
            span, whole = _span(reader, at, at + count), f"{meant} {behind[0]} in … satisfies …"
            return _told(reader, span, f"write `{whole}`", meant if satisfies else None)
    before = reader.before
    if before is not None and before.text == "no" and piece is not None and declared(reader, piece.text):
        return _told(reader, _span(reader, reader.at - 1, reader.at), "write `not`", "not")
    if before is not None and (before.text, piece.text if piece else "") == ("and", "/"):
        behind = [one.text for one in reader.pieces[reader.at + 1 : reader.at + 2]]
        if behind == ["or"]:
            span = _span(reader, reader.at - 1, reader.at + 2)
            joined = [one.text for one in reader.pieces if one.text in ("and", "or")]
            fix = "or" if joined == ["and", "or"] else None
            return _told(reader, span, "write `or`, which holds where both do too", fix)
    return None


def _term_in_words(reader: Reader, piece: Piece | None, takes: frozenset[str]) -> Diagnostic | None:
    """`within a month after`, `within a fortnight after`."""
    before = reader.before
    if piece is None or before is None or before.text not in ("a", "an", "one"):
        return None
    meant = loose_words.TERMS.get(piece.text)
    if meant is None or declared(reader, piece.text):
        return None
    return _told(reader, _span(reader, reader.at - 1, reader.at + 1), f"write `{meant}`", meant)


def _article_word(reader: Reader, piece: Piece | None, takes: frozenset[str]) -> Diagnostic | None:
    """`on the reader`, `on a reader`."""
    if piece is None:
        return None
    at = reader.at if piece.text in ("the", "The") else reader.at - 1
    word = reader.pieces[at].text if at > 0 and reader.pieces[at].kind == "word" else ""
    if word.casefold() not in ("the", "a", "an") or at + 1 >= len(reader.pieces):
        return None
    name = reader.pieces[at + 1]
    if name.kind != "word" or name.first or not declared(reader, name.text) or declared(reader, word):
        return None
    span = _span(reader, at, at + 2)
    fix = Fix(span, name.text, f"write `{name.text}`")
    return turn_kinds.ARTICLE_WORD.at(
        span, article=reader.article, fix=fix, written=span.words, meant=name.text
    )


def _share(reader: Reader, piece: Piece | None, takes: frozenset[str]) -> Diagnostic | None:
    """`14 % of fee`."""
    behind = [one.text for one in reader.pieces[max(0, reader.at - 3) : reader.at]]
    if behind[:2] == ["%", "of"] and len(behind) == 3:
        return _told(reader, _span(reader, reader.at - 2, reader.at - 1), f"multiply: `{behind[2]} * 14 %`")
    if piece is None or piece.text != "of" or reader.before is None or reader.before.text != "%":
        return None
    at, rest = reader.at, reader.pieces[reader.at + 1 :]
    remedy = "multiply: `fee * 14 %`"
    span = _span(reader, at, at + 1)
    if rest and rest[0].kind == "word" and reader.pieces[at - 2].kind == "numeral":
        meant = f"{rest[0].text} * {reader.pieces[at - 2].text} %"
        span = _span(reader, at - 2, at + 2)
        alone = len(rest) == 1 or rest[1].first or rest[1].text in (")", "and", "or", "rounded")
        return _told(reader, span, f"multiply: `{meant}`", meant if alone else None)
    return _told(reader, span, remedy)


def share_before(place: Span) -> Fix | None:
    """The change of `14 % of fee` to a product, where the name at this place stands so."""
    before = re.search(r"(\d[\d,.]*)[ ]*%[ ]+of[ ]+$", place.text.content[: place.start])
    if before is None:
        return None
    meant = f"{place.words} * {before[1]} %"
    return Fix(Span(place.text, before.start(), place.end), meant, f"write `{meant}`")


def _match_else(reader: Reader, piece: Piece | None, takes: frozenset[str]) -> Diagnostic | None:
    """`- else : 6 EUR` in a `match`."""
    if piece is None or piece.text not in ("else", "otherwise") or reader.before is None:
        return None
    if reader.before.kind != "BULLET" or not any(one.text == "match" for one in reader.pieces):
        return None
    span = _span(reader, reader.at, reader.at + 1)
    return turn_kinds.MATCH_ELSE.at(span, article=reader.article, written=piece.text)


def _value_behind(reader: Reader, piece: Piece | None, takes: frozenset[str]) -> Diagnostic | None:
    """`when a = b is 5 EUR`: the value on the line of the condition."""
    if piece is None or piece.text != "is" or piece.first or "AND" not in takes:
        return None
    line = reader.pieces[_begin(reader) : reader.at]
    if not any(one.text in ("when", "otherwise") for one in line):
        return None
    span = _span(reader, reader.at, reader.at + 1)
    before = f"`{reader.before.text}`" if reader.before else "the beginning"
    expected = "the value that a rule gives on a line of its own, or before `when`"
    return kinds.UNREADABLE.at(span, article=reader.article, before=before, found="`is`", expected=expected)


def _expected_not(reader: Reader, piece: Piece | None, takes: frozenset[str]) -> Diagnostic | None:
    """`may not`, `has no ground`, `needs` in what a scenario expects."""
    if piece is None or not (reader.in_cell or reader.pieces[0].text == "scenario"):
        return None
    at, before = reader.at, reader.before
    if piece.text == "not" and before is not None and before.text == "may":
        span = _span(reader, at - 1, at + 1)
        remedy = "of a prohibition write `must_not`; of a right or permission that does not apply, `is no`"
    elif _words(reader, at, 2) == ("has", "ground") and any(
        one.text == "not" for one in reader.pieces[max(0, at - 2) : at]
    ):
        span = _span(reader, at - 2, at + 2)
        remedy = "leave `not`, and write `has no ground`"
    elif piece.text == "needs":
        span = _span(reader, at, at + 1)
        fix = Fix(span, "unknown needs", "write `unknown needs`")
        return turn_kinds.NEVER_EXPECTED.at(
            span, article=reader.article, fix=fix, written="needs", remedy="write `unknown needs`"
        )
    else:
        return None
    written = " ".join(span.words.split())
    return turn_kinds.NEVER_EXPECTED.at(span, article=reader.article, written=written, remedy=remedy)


def _bare_label(reader: Reader, piece: Piece | None, takes: frozenset[str]) -> Diagnostic | None:
    """`(a) is_banned` without its hyphen."""
    starts = [at for at in (reader.at, reader.at - 3) if at >= 0 and reader.pieces[at : at + 1]]
    at = next((at for at in starts if reader.pieces[at].text == "(" and reader.pieces[at].first), -1) + 3
    if at < 3 or at >= len(reader.pieces) or reader.pieces[at].kind != "word":
        return None
    opening, label, closing = reader.pieces[at - 3 : at]
    if (opening.text, closing.text) != ("(", ")") or not re.fullmatch(r"[^\W\d_]|[ivx]+|\d+", label.text):
        return None
    span = _span(reader, at - 3, at)
    others = [
        Span(reader.text, one.start, one.start)
        for one, two, three in zip(
            reader.pieces[at:], reader.pieces[at + 1 :], reader.pieces[at + 2 :], strict=False
        )
        if one.text == "(" and one.first and three.text == ")" and two.kind == label.kind
    ]
    spot = Span(reader.text, opening.start, opening.start)
    fix = Fix(spot, "- ", f"write `- {span.words}`", also=tuple(others))
    return turn_kinds.BULLET_LABEL.at(
        span, article=reader.article, fix=fix, written=span.words, meant=f"- {span.words}"
    )
