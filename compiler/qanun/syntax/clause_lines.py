"""A line where a clause should begin, and none begins so."""

from difflib import get_close_matches

from qanun.diagnostics.model import Diagnostic, Fix
from qanun.diagnostics.spelling import surely
from qanun.syntax import kinds
from qanun.syntax.clauses import OWNERS
from qanun.syntax.layout import CONTINUING, Piece
from qanun.syntax.read import Reader
from qanun.text import Span

_ELSEWHERE = {
    "fact": ("judged by", "you", "help"),
    "question": ("answers", "headline"),
    "situation": ("given", "asks first", "opens"),
    "background": ("given", "under"),
    "scenario": ("as", "given", "under", "then", "because"),
    "cases": ("as", "given", "under", "then", "because"),
    "party": ("who",),
    "claim": ("under",),
    "reading": ("because",),
    "collision": ("when",),
}
"""The clauses of what is no rule."""

_MEANT = {
    "fulfilled by": "done performed met discharged satisfied completed complied paid finished",
    "exercised by": "used taken decided chosen done",
    "breached by": "broken violated infringed done",
    "as determined by": "determined found held ruled established decided",
    "who": "when if where whose that is",
    "when": "if where provided whenever condition conditions case",
    "on": "for applies binds who person",
    "by": "authority body who",
    "towards": "against to",
    "within": "deadline due in term",
    "no later than": "latest not",
    "until": "expires ends lasts till",
    "punishable by": "punished penalty sanction fine imprisonment",
    "is": "value equals gives return returns result",
    "otherwise": "default",
    "weighing": "considering considers factors",
    "in_force": "valid effective force",
    "also states": "see states",
    "then": "expect expects expected result check",
    "given": "input facts suppose assume with when if",
    "under": "reading with",
    "because": "source see rests",
    "judged by": "decided assessed found by",
    "help": "hint note explanation note",
    "answers": "asks answer about",
    "asks first": "ask asks needs first",
    "opens": "questions question answers leads",
    "headline": "title summary",
}
"""The words that drafters write where they mean a clause."""

_SMALL = frozenset(("when", "on", "with", "if", "in", "through", "at", "for", "from", "until"))
"""Words that drafters write behind the first word of a clause in the place of the second."""

_EXCEPTS = frozenset(("except", "exception", "excepting", "save", "but"))
_BEGIN_VALUES = frozenset(("not", "yes", "no", "none", "some", "every", "match", "today", "as_of"))
_VALUES = frozenset(("numeral", "day", "instant", "string", "anchor"))


def unknown_clause(reader: Reader, piece: Piece, takes: frozenset[str]) -> Diagnostic | None:
    """The report on a clause's line that begins with no clause's word; None where something else is wrong."""
    item = reader.pieces[0].text
    known = [clause for clause, owners in OWNERS.items() if item in owners and clause != "label"]
    known += _ELSEWHERE.get(item, ())
    if not known or not _at_margin(reader, piece) or not _clause_like(reader, piece, takes):
        return None
    following = " ".join(_line(reader))
    if any(f"{following} ".startswith(f"{clause} ") for clause in known):
        return None
    if (phrase := _phrase(reader)) and "when" in known:
        span = Span(reader.text, piece.start, reader.pieces[reader.at + phrase - 1].end)
        meant, where = Fix(span, "when", "write `when`"), reader.article
        what = f"{'an' if item[0] in 'aeiou' else 'a'} {item}"
        return kinds.UNKNOWN_CLAUSE.at(
            span, article=where, fix=meant, item=what, word=span.words, remedy="write `when`"
        )
    unless = piece.text.lower() == "unless" and "when" in known
    again = any(one.text == "when" for one in reader.pieces[: reader.at])
    near = ("and not (…)" if again else "when not (…)") if unless else _nearest(piece.text.lower(), known)
    fix = None if near is None else _unless(reader, piece) if unless else _fix(reader, piece, near)
    article = "an" if item[0] in "aeiou" else "a"
    if piece.text.lower() in _EXCEPTS and item in OWNERS["when"]:
        remedy = "an exception is an entry of its own: `exception NAME to " + reader.pieces[1].text + "`"
        span = Span(reader.text, piece.start, piece.end)
        item, word = f"{article} {item}", piece.text
        return kinds.UNKNOWN_CLAUSE.at(span, article=reader.article, item=item, word=word, remedy=remedy)
    listed = f"{article} {item} may have: " + ", ".join(f"`{clause}`" for clause in known)
    return kinds.UNKNOWN_CLAUSE.at(
        Span(reader.text, piece.start, piece.end),
        article=reader.article,
        fix=fix,
        item=f"{article} {item}",
        word=piece.text,
        remedy=f"did you mean `{near}`? {listed}" if near else listed,
    )


_WHEN = ("if and only if", "only if", "provided that")
"""What is written for `when` in several words."""


def _phrase(reader: Reader) -> int:
    """How many words that stand for `when` the line begins with."""
    words = [one.text for one in reader.pieces[reader.at : reader.at + 4]]
    found = (phrase.split() for phrase in _WHEN)
    return next((len(phrase) for phrase in found if words[: len(phrase)] == phrase), 0)


def _at_margin(reader: Reader, piece: Piece) -> bool:
    """Whether a piece begins a line that is indented no deeper than the first clause's line."""
    if piece.kind != "word" or not piece.first:
        return False
    first = next(one for one in reader.pieces[1:] if one.first)
    columns = [Span(reader.text, one.start, one.end).column for one in (piece, first)]
    return columns[0] <= columns[1]


def _clause_like(reader: Reader, piece: Piece, takes: frozenset[str]) -> bool:
    """Whether the line is no condition before which only an `and` is missing."""
    if "AND" not in takes:
        return True
    line = _line(reader)
    elsewhere = [clause.split() for clauses in _ELSEWHERE.values() for clause in clauses]
    if any(list(line[: len(words)]) == words for words in elsewhere):
        return True
    phrases = reader.grammar.phrases.get(piece.text, ())
    if piece.text in _BEGIN_VALUES or any(
        line[: len(words)] == words for words, _ in phrases if len(words) > 1
    ):
        return False
    after = reader.pieces[reader.at + 1] if reader.at + 1 < len(reader.pieces) else None
    if after is None or after.first or after.kind not in ("word", *_VALUES):
        return False
    return after.text not in CONTINUING


def _line(reader: Reader) -> tuple[str, ...]:
    """The words from this place to the end of the line."""
    found: list[str] = []
    for piece in reader.pieces[reader.at :]:
        if piece.kind != "word" or (found and piece.first):
            break
        found.append(piece.text)
    return tuple(found)


def _nearest(word: str, known: list[str]) -> str | None:
    """The clause that a drafter means by this word, or one that begins with almost this word."""
    meant = [clause for clause in known if word in _MEANT.get(clause, "").split()]
    firsts = {clause.split()[0]: clause for clause in known}
    near = [firsts[first] for first in get_close_matches(word, sorted(firsts), n=1, cutoff=0.6)]
    return next(iter(meant + near), None)


def _fix(reader: Reader, piece: Piece, near: str) -> Fix | None:
    """Put the clause's words in the place of the written one, and of the `by` behind it, where it is sure."""
    written, meant = _line(reader), near.split()
    if piece.text not in _MEANT.get(near, "").split() and not _spelt(piece.text, written, meant):
        return None
    second = written[1] if len(written) > 1 else ""
    alike = bool(get_close_matches(second, meant[1:2], cutoff=0.8))
    alike |= written[0] == meant[0] and second in _SMALL
    end = reader.pieces[reader.at + 1].end if alike else piece.end
    return Fix(Span(reader.text, piece.start, end), near, f"write `{near}`")


def _spelt(word: str, written: tuple[str, ...], meant: list[str]) -> bool:
    """Whether the clause's first word is surely meant, and no other of its words stands there misspelt."""
    if word == meant[0]:
        return len(written) == 2
    return surely(word, meant[0])


def _unless(reader: Reader, piece: Piece) -> Fix | None:
    """Put `when not` and brackets, where the condition ends with its line."""
    rest = reader.pieces[reader.at + 1 :]
    ends = next((index for index, one in enumerate(rest) if one.first or one.kind == "SEP"), len(rest))
    goes_on = [one.text for one in rest[ends:] if one.kind != "SEP"][:1]
    if not ends or (goes_on and goes_on[0] in CONTINUING):
        return None
    end = rest[ends - 1].end
    condition = reader.text.content[rest[0].start : end]
    again = any(one.text == "when" for one in reader.pieces[: reader.at])
    meant = f"and not ({condition})" if again else f"when not ({condition})"
    return Fix(Span(reader.text, piece.start, end), meant, f"write `{meant}`")
