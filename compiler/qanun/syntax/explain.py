"""Why an entry could not be read, in one sentence, and what could stand there."""

from difflib import get_close_matches

from qanun.diagnostics.model import Diagnostic, Fix
from qanun.diagnostics.spelling import surely
from qanun.document.words import STARTERS
from qanun.syntax import kinds, slip_kinds
from qanun.syntax.clause_lines import unknown_clause
from qanun.syntax.foreign import foreign
from qanun.syntax.grammar import SOFT
from qanun.syntax.layout import Piece
from qanun.syntax.read import Reader
from qanun.syntax.turns import declared, turn
from qanun.text import Span

_NAMED = {
    "NAME": "a name",
    "NUMERAL": "a number",
    "CURRENCY": "a currency such as `AZN`",
    "UNIT": "a unit such as `days`",
    "DAY": "a day such as `2012-03-01`",
    "INSTANT": "a moment such as `2012-03-01 10:00 Asia/Baku`",
    "STRING": "a text in quotes",
    "ANCHOR": "a provision such as `#318.1`",
    "LETTER": "a letter such as `(a)`",
    "OPEN": "bullets",
    "BULLET": "a bullet",
    "UNTIL_DAY": "`until`",
    "$END": "the end of the entry",
}
_UNSAID = frozenset(("CLOSE", "SEP", "END", "IS_CLAUSE", "COUNT_EACH", "OF_EACH", "OF_ONE"))
_VALUE_STARTS = frozenset(("LPAR", "NAME", "NOT"))
_JOINS = frozenset(("AND", "OR", "IMPLIES", "PLUS", "MINUS", "TIMES", "OVER", "IN", "BETWEEN"))
_ARTICLES = frozenset(("article", "articles", "art", "paragraph", "section", "provision"))
_STATES = frozenset(("pending", "fulfilled", "breached", "done", "expired", "barred"))
_INSTEAD = {
    **dict.fromkeys(("let", "var", "const", "def", "function", "val"), "define"),
    **dict.fromkeys(("class", "struct", "object"), "record"),
    **dict.fromkeys(("input", "assume", "fakt"), "fact"),
    **dict.fromkeys(("duty", "must", "shall", "pflicht"), "obligation"),
    **dict.fromkeys(("ban", "forbidden", "verbot"), "prohibition"),
    **dict.fromkeys(("crime", "felony", "misdemeanour", "offense"), "offence"),
    **dict.fromkeys(("except", "unless", "but"), "exception"),
    **dict.fromkeys(("test", "example", "case"), "scenario"),
    **dict.fromkeys(
        ("import", "include", "using", "use", "from"),
        "leave it out; a name of another law is written with its law, such as `school_act.is_pupil`",
    ),
    **dict.fromkeys(
        ("if", "when", "else"),
        "a condition belongs to an entry: write `rule NAME` or `status NAME` above it, and indent it",
    ),
    "enum": "type",
    **dict.fromkeys(
        ("term", "deadline", "time_limit", "period"),
        "a term is a line of the duty that it limits: "
        "`within 14 days after …`, `before …`, `no later than …`",
    ),
    **dict.fromkeys(
        ("penalty", "punishment", "sanction", "fine"),
        "a penalty is a line of the offence: `punishable by …`",
    ),
    **dict.fromkeys(
        ("waiver", "waive", "waived", "exemption"),
        "what makes a rule not apply is an `exception`; where a condition is not required, write a `ground` "
        "with the conditions that are left",
    ),
}
"""The entry that is meant by another word, or what to do instead."""
_LISTED = frozenset(("type", "record", "reading", "options"))
"""Entries whose bullets declare names."""
_VERDICTS = ("may", "must", "must_not", "need_not", "discretion", "silent", "unknown")
_FIRST = ("is", "when", "then", "else", "within", "until", "answers")


def explain(reader: Reader) -> Diagnostic:
    """The one report on an entry that stopped making sense at `reader.stuck` (None: at its end)."""
    piece = reader.stuck
    takes = frozenset(
        terminal for terminal in reader.row() if terminal.isupper() and reader.can_take(terminal)
    )
    special = _at_start(reader) or turn(reader, piece, takes) or (piece and _special(reader, piece, takes))
    if special:
        return special
    if piece is None and "AFTER" in takes and (term := _no_start(reader, piece)):
        return term
    if (piece is None or piece.kind == "CLOSE") and (lacking := _lacking(reader, takes)):
        return lacking
    before = _quoted(reader.before) if reader.before else "the beginning"
    if piece is None or piece.kind == "CLOSE":
        end = reader.before.end if reader.before else 0
        start = reader.before.start if reader.before else 0
        span = Span(reader.text, start, end)
        return kinds.UNFINISHED.at(
            span, article=reader.article, before=before, expected=_expected(reader, takes)
        )
    if piece.kind == "OPEN":
        piece = reader.pieces[reader.at + 1]
    elif astray := unknown_clause(reader, piece, takes):
        return astray
    span = Span(reader.text, piece.start, piece.end)
    if near := _misspelt(reader, piece, takes):
        word = near[0].split()[0]
        return kinds.UNREADABLE.at(
            span,
            article=reader.article,
            fix=None if word == piece.text else Fix(span, word, f"write `{word}`"),
            before=before,
            found=_quoted(piece),
            expected=" or ".join(f"`{one}`" for one in near) + ("?" if word != piece.text else ""),
        )
    if "AND" in takes and _begins_value(reader, piece):
        label = "; a bullet's label is one letter, numeral or number: `- (1)`" if _like_label(reader) else ""
        return kinds.MISSING_JOIN.at(
            span, article=reader.article, before=before, found=_quoted(piece), label=label
        )
    return kinds.UNREADABLE.at(
        span, article=reader.article, before=before, found=_quoted(piece), expected=_expected(reader, takes)
    )


def _special(reader: Reader, piece: Piece, takes: frozenset[str]) -> Diagnostic | None:
    """A mistake that has its own sentence."""
    if found := foreign(reader, piece, takes):
        return found
    if "AFTER" in takes and (term := _no_start(reader, piece)):
        return term
    if "ANCHOR" in takes and (anchor := _no_anchor_sign(reader, piece)):
        return anchor
    if reader.at == 2 and (name := _name_with_blanks(reader, piece, takes)):
        return name
    if piece.text in _STATES and reader.before and reader.before.text == "=":
        sign = Span(reader.text, reader.before.start, reader.before.end)
        fix = Fix(sign, "is", "write `is`")
        return slip_kinds.STATE_EQUALS.at(sign, article=reader.article, fix=fix, written=piece.text)
    return _as_name(reader, piece, takes) or _at_mark(reader, piece, takes)


def _no_anchor_sign(reader: Reader, piece: Piece) -> Diagnostic | None:
    """A provision that is named by its bare number, or as `article 5`."""
    named = piece.text.lower() in _ARTICLES
    number = reader.pieces[reader.at + 1] if named and reader.at + 1 < len(reader.pieces) else piece
    if number.kind != "numeral" or (named and number.first):
        return None
    span = Span(reader.text, piece.start, number.end)
    fix = Fix(span, f"#{number.text}", f"write `#{number.text}`")
    return kinds.NO_ANCHOR_SIGN.at(
        span, article=reader.article, fix=fix, written=span.words, meant=f"#{number.text}"
    )


_PARTS = {
    "question": ("ANSWERS", "`answers` and what it answers"),
    "reading": ("BECAUSE", "its options, a bullet for each way in which the law can be read"),
}


def _lacking(reader: Reader, takes: frozenset[str]) -> Diagnostic | None:
    """The part that an entry has not come to where it ends."""
    item = reader.pieces[0].text
    terminal, part = _PARTS.get(item, ("", ""))
    if terminal not in takes or len(reader.pieces) > 3:
        return None
    last = reader.before or reader.pieces[0]
    span = Span(reader.text, reader.pieces[0].start, last.end)
    return kinds.NO_PART.at(span, article=reader.article, kind=f"this {item}", part=part)


def _no_start(reader: Reader, piece: Piece | None) -> Diagnostic | None:
    """A term that is counted from nothing, or with another word than `after`."""
    term = next(
        (one for one in reversed(reader.pieces[: reader.at]) if one.text in ("within", "until")), None
    )
    if term is None or reader.before is None:
        return None
    if piece is None or piece.first or piece.kind in ("SEP", "CLOSE", "string"):
        span = Span(reader.text, term.start, reader.before.end)
        return slip_kinds.NO_START.at(span, article=reader.article, written=" ".join(span.words.split()))
    span = Span(reader.text, piece.start, piece.end)
    wanted = "`after`"
    if piece.text in ("before", "prior"):
        wanted = (
            "`after`; what must be done some days before an event is written `no later than EVENT - 10 days`"
        )
    sure = piece.text in ("from", "since", "of", "following")
    fix = Fix(span, "after", "write `after`") if sure else None
    return kinds.UNREADABLE.at(
        span,
        article=reader.article,
        fix=fix,
        before=_quoted(reader.before),
        found=_quoted(piece),
        expected=wanted,
    )


def _name_with_blanks(reader: Reader, piece: Piece, takes: frozenset[str]) -> Diagnostic | None:
    """Several words where an entry declares a name."""
    if piece.kind != "word" or piece.first or reader.pieces[0].text not in STARTERS or "NAME" in takes:
        return None
    words = [reader.pieces[1]]
    for one in reader.pieces[2:]:
        if one.kind != "word" or one.first or one.text in reader.grammar.reserved:
            break
        words.append(one)
    if len(words) == 1 or _misspelt(reader, piece, takes):
        return None
    type_ = words[-1].text
    if (
        type_ in (*SOFT, "set", "list", "yes/no") or declared(reader, type_, ("type", "record"))
    ) and "COLON" in takes:
        return _no_colon(reader, words[-1])
    span, meant = Span(reader.text, words[0].start, words[-1].end), "_".join(one.text for one in words)
    sure = _ends_name(reader, 1 + len(words)) and reader.pieces[0].text not in (
        "ground",
        "exception",
        "table",
    )
    fix = Fix(span, meant, f"write `{meant}`") if sure else None
    return slip_kinds.NAME_WITH_BLANKS.at(
        span, article=reader.article, fix=fix, written=span.words, meant=meant
    )


def _no_colon(reader: Reader, type_: Piece) -> Diagnostic:
    """A type without the colon before it."""
    span = Span(reader.text, type_.start, type_.end)
    fix = Fix(Span(reader.text, type_.start, type_.start), ": ", f"write `: {type_.text}`")
    before = _quoted(reader.pieces[1])
    expected = f"a colon before the type, `: {type_.text}`"
    return kinds.UNREADABLE.at(
        span, article=reader.article, fix=fix, before=before, found=_quoted(type_), expected=expected
    )


def _like_label(reader: Reader) -> bool:
    """Whether one word in brackets stands between a bullet and what cannot follow: `- (a1) is_banned`."""
    before = reader.pieces[max(0, reader.at - 4) : reader.at]
    return len(before) == 4 and (before[0].kind, before[1].text, before[3].text) == ("BULLET", "(", ")")


def _at_start(reader: Reader) -> Diagnostic | None:
    """Nothing begins with this word."""
    words = [piece.text for piece in reader.pieces[:4]]
    if not reader.at_start or not words:
        return None
    first = reader.pieces[0]
    if first.text in STARTERS or first.text == "not" or (words[1:2] and words[1].startswith("prevail")):
        return None
    span = Span(reader.text, first.start, first.end)
    known = sorted(STARTERS)
    instead = _INSTEAD.get(first.text)
    if instead is not None and instead not in known:
        return kinds.UNKNOWN_ITEM.at(span, article=reader.article, word=first.text, remedy=instead)
    near = [instead] if instead else get_close_matches(first.text.lower(), known, n=1, cutoff=0.6)
    sure = bool(near) and (instead is not None or surely(first.text, near[0], known))
    remedy = f"did you mean `{near[0]}`?" if near else "begin with one of: " + ", ".join(known)
    fix = Fix(span, near[0], f"write `{near[0]}`") if sure else None
    return kinds.UNKNOWN_ITEM.at(span, article=reader.article, fix=fix, word=first.text, remedy=remedy)


def _as_name(reader: Reader, piece: Piece, takes: frozenset[str]) -> Diagnostic | None:
    """A word of the language where only a name can stand."""
    if piece.kind not in ("word", "IS_CLAUSE") or piece.text not in reader.grammar.reserved:
        return None
    if "NAME" not in takes or "LPAR" in takes or len(takes) > 2:
        return None
    ways = [terminal for words, terminal in reader.grammar.phrases[piece.text] if len(words) == 1]
    if any(reader.can_take("NAME", terminal) for terminal in ways):
        return None  # the name is missing
    span = Span(reader.text, piece.start, piece.end)
    in_list = reader.before is not None and reader.before.kind == "BULLET"
    if reader.at != 1 and not (in_list and reader.pieces[0].text in _LISTED):
        remedy = "write the name that is meant here"
        return kinds.KEYWORD_AS_NAME.at(span, article=reader.article, word=piece.text, remedy=remedy)
    words = _joined(reader) if reader.at == 1 else [piece]
    suggestion = "_".join(one.text for one in words) if len(words) > 1 else f"{piece.text}_"
    fix = Fix(Span(reader.text, piece.start, words[-1].end), suggestion, f"write `{suggestion}`")
    remedy = f"choose another name, such as `{suggestion}`"
    return kinds.KEYWORD_AS_NAME.at(span, article=reader.article, fix=fix, word=piece.text, remedy=remedy)


def _joined(reader: Reader) -> list[Piece]:
    """What makes a name with the word of the language that begins it, as in `is banned`; else that word."""
    words = [reader.pieces[1]]
    for one in reader.pieces[2:]:
        if one.kind != "word" or one.first or one.text in reader.grammar.reserved:
            break
        words.append(one)
    whole = words[0].text in ("is", "not", "in", "for") and _ends_name(reader, 1 + len(words))
    return words if whole else words[:1]


def _ends_name(reader: Reader, at: int) -> bool:
    """Whether a label, a type or a new line follows."""
    after = reader.pieces[at : at + 1]
    return not after or after[0].first or after[0].kind == "string" or after[0].text == ":"


def _at_mark(reader: Reader, piece: Piece, takes: frozenset[str]) -> Diagnostic | None:
    """Bullets without a word that joins them."""
    if piece.kind != "OPEN" or not ("AND" in takes or "LPAR" in takes):
        return None
    bullet = reader.pieces[reader.at + 1]
    span = Span(reader.text, bullet.start, bullet.end)
    alone = sum(one.kind == "BULLET" for one in reader.pieces[reader.at :]) == 1
    minus = "; a minus stands at the end of the line above" if alone and "MINUS" in takes else ""
    return kinds.BULLETS_OF_WHAT.at(span, article=reader.article, minus=minus)


def _misspelt(reader: Reader, piece: Piece, takes: frozenset[str]) -> list[str]:
    """The words that can stand here whose first is almost, or just, the word that does."""
    if piece.kind != "word" or piece.text in reader.grammar.reserved or piece.text == "than":
        return []
    words = sorted({reader.grammar.written[t] for t in takes if t in reader.grammar.written})
    if "must_not" in words and (verdict := get_close_matches(piece.text.lower(), _VERDICTS, n=1)):
        return verdict
    firsts = {word.split()[0] for word in words if word[0].isalpha() and len(word) > 2}
    near = get_close_matches(piece.text.lower(), sorted(firsts), n=1, cutoff=0.75)
    return [word for word in words if near and word.split()[0] == near[0]]


def _begins_value(reader: Reader, piece: Piece) -> bool:
    if piece.kind == "word":
        return piece.text not in reader.grammar.reserved or piece.text in ("not", "yes", "no", "none", "the")
    return piece.kind in ("numeral", "day", "instant", "string") or piece.text == "("


def _quoted(piece: Piece) -> str:
    if piece.kind in ("BULLET", "OPEN"):
        return "a bullet"
    if piece.kind == "letter":
        return f"`({piece.text})`"
    return piece.text if piece.kind == "string" else f"`{piece.text}`"


def _expected(reader: Reader, takes: frozenset[str]) -> str:
    """What can stand here, in words; the most telling first."""
    if "ON" in takes and "AND" not in takes and any(one.text == "age" for one in reader.pieces[: reader.at]):
        return "`on` and a day, as in `age of born on today`"
    if "ELSE" in takes:
        return "`else` and what follows in all other cases"
    written = reader.grammar.written
    said: list[str] = []
    left = takes - _UNSAID
    if takes >= _VALUE_STARTS:
        said.append("a condition or a value")
        left = frozenset()
    elif "LPAR" in takes and "NAME" in takes:
        said.append("a value")
        left = frozenset()
    if takes >= {"AND", "OR"}:
        said.append("`and` or `or`")
        left -= _JOINS
        left = frozenset(t for t in left if written.get(t, "x")[0].isalpha() or t == "RPAR")
    said += sorted({_NAMED[t] for t in left if t in _NAMED and t != "$END"})
    words = {written[t] for t in left if t in written and t not in _NAMED}
    said += [f"`{word}`" for word in sorted(words, key=lambda word: (word not in _FIRST, word))]
    if len(said) > 9:
        said = [*said[:9], "…"]
    if "$END" in takes:
        said.append("the end of the cell" if reader.in_cell else _NAMED["$END"])
    return ", ".join(said) or "the end of the entry"
