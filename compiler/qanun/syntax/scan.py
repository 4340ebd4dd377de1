"""Text of a block -> lexemes, line by line.

Slips of the pen that leave no doubt are reported and read as meant.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from unicodedata import normalize

from attrs import evolve, frozen

from qanun.diagnostics.model import Diagnostic, Fix, Kind
from qanun.document.kinds import FENCE_BEHIND_A_RULE
from qanun.document.words import STARTERS
from qanun.syntax import kinds, slip_kinds, slips, turn_kinds
from qanun.syntax.slips import CURRENCY_SIGNS
from qanun.text import Span

TAB = 4  # a tab in the indentation is reported; it is read as a step to the next multiple of four

LONGEST_NUMERAL = 100  # signs; no law writes a longer number


@frozen
class Lexeme:
    """One word or sign. `kind` is word, sign, numeral, day, instant, string, anchor, bullet or letter."""

    kind: str
    text: str
    start: int
    end: int


@frozen
class Line:
    """One line that is not empty: its indentation in columns, and its lexemes."""

    start: int
    indent: int
    lexemes: tuple[Lexeme, ...]


@frozen
class Slip:
    """A mistake seen while scanning. `fatal`: what was meant is not certain, so the item is left out."""

    diagnostic: Diagnostic
    fatal: bool


@frozen
class Scanned:
    lines: tuple[Line, ...]
    slips: tuple[Slip, ...]


_ANCHOR = r"(?:[^\W_]|[_\-]|[.@](?=[\w(])|\(\w+\))+"
_ZONE = r"(?:[A-Za-z_]+(?:/[A-Za-z_+\-0-9]+)+|UTC|[+-]\d\d:\d\d)"
_IN_THOUSANDTHS = "BHD|IQD|JOD|KWD|LYD|OMR|TND"  # currencies with three decimals
LOOSE = slips.ACCENTS + slips.INVISIBLE
ODD = LOOSE + slips.APOSTROPHES
_TOKEN = re.compile(
    rf"""
      (?P<blank>[ \t\r\f\v]+)
    | (?P<odd_blank>[^\S\n]+)
    | (?P<foreign_digits>(?=[0-9,.]*(?![0-9])\d)\d[\d,.]*(?<=\d))
    | (?P<thousands_dot>[1-9][0-9]{{0,2}}\.
        (?:[0-9]{{3}}(?=[ ]+(?!{_IN_THOUSANDTHS})[A-Z]{{3}}(?!\w))
        |[0-9]{{2}}0(?!\w|[.,]\d|[ ]+(?:{_IN_THOUSANDTHS})(?!\w))))
    | (?P<instant>\d{{4}}-\d\d-\d\d[ ]+\d\d:\d\d(?::\d\d)?[ ]+{_ZONE}(?!\w))
    | (?P<zoneless>\d{{4}}-\d\d-\d\d[ T]+\d?\d:\d\d(?::\d\d)?(?:[ ]*(?:[A-Z]{{3,5}}|Z)(?![\w/]))?)
    | (?P<day>\d{{4}}-\d\d-\d\d(?!\d))
    | (?P<other_day>(?:\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}
        |\d{{4}}(?P<apart>[-./])\d{{1,2}}(?P=apart)\d{{1,2}})(?!\w|[./]\d))
    | (?P<apart_numeral>\d{{1,3}}(?:[ '’]\d{{3}})+(?![\w:/-]|[.,]\d))
    | (?P<numeral>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?!\w)|\d+(?:\.\d+)?(?![\w,]|\.\d)|\d+(?:\.\d+)?(?=,(?!\d)))
    | (?P<bad_numeral>\d[\w,.]*\w)
    | (?P<yes_no>yes[ ]?/[ ]?no(?!\w))
    | (?P<odd_word>[^\W\d]\w*(?:\.\w+)*(?:[{ODD}]+\w+(?:\.\w+)*)+[{LOOSE}]*|[^\W\d]\w*[{LOOSE}]+)
    | (?P<hyphened>[^\W\d]\w*(?:-[^\W\d]\w*)+(?![\w.]))
    | (?P<anchored>[^\W\d]\w*\#{_ANCHOR})
    | (?P<word>[^\W\d]\w*(?:\.\w+)*)
    | (?P<string>"(?:[^"\\\n]|\\.)*")
    | (?P<smart_string>[“”„«»][^“”«»"\n]*[“”«»"])
    | (?P<single_string>['‘’][^'‘’\n]*['’])
    | (?P<open_string>["“”„«»][^\n]*)
    | (?P<comment>//(?![ ]*[\d(])[^\n]*|/\*[^\n]*|<!--[^\n]*)
    | (?P<sum>[{CURRENCY_SIGNS}][ ]?\d[\d,.]*(?<=\d))
    | (?P<currency>[{CURRENCY_SIGNS}])
    | (?P<slip>={{2,3}}|!==|:=|->|=>|//|&&|\|\||<>|!(?!=)|[&|≤≥≠−–—×÷→⇒{{}}\[\]])
    | (?P<power>\*\*)
    | (?P<fence>`{{2,}})
    | (?P<sign>!=|<=|>=|[=<>()+*/,:%-])
    | (?P<hash>\#[^\n]*)
    | (?P<other>[^\n])
    """,
    re.VERBOSE,
)
_LETTER = re.compile(r"\((?:[^\W\d_]|[ivxlc]+|\d+)\)(?=\s|$)")
_LETTER_SLIP = re.compile(r"([^\W\d_]|[ivxlc]+|\d{1,2})[.)](?=\s)")
_LISTED_SLIP = re.compile(r"\*(?=\s)")
_BULLET_SLIP = re.compile(r"[–—•‣▪·](?=\s)|-(?=[^\s-])")
_WHOLE = "/` and, where only a whole number is meant, `rounded down"


class Scanner:
    """Reads one stretch of a text. The lexemes bear absolute places in the text."""

    def __init__(self, span: Span, article: str) -> None:
        self.text = span.text
        self.article = article
        self.slips: list[Slip] = []
        self.seen: list[Lexeme] = []
        self.span = span
        self.bulleted = False
        self.column = -1

    def scan(self) -> Scanned:
        lines: list[Line] = []
        at = self.span.start
        for piece in self.span.words.split("\n"):
            line = self._line(at, at + len(piece))
            if line.lexemes:
                lines.append(line)
            at += len(piece) + 1
        return Scanned(tuple(lines), tuple(self.slips))

    def behind(self, words: Sequence[Lexeme]) -> tuple[Lexeme, ...]:
        """The lexemes of the stretch as if it went on with these words, on their line."""
        self.seen = list(words)
        self._lexemes(self.span.start, self.span.end, len(words))
        return tuple(self.seen[len(words) :])

    def _line(self, start: int, end: int) -> Line:
        indent, at = self._indentation(start, end)
        first = len(self.seen)
        at = self._bullet(at, end, indent)
        self.bulleted = len(self.seen) > first
        self.column = indent if self.bulleted else -1
        self._lexemes(at, end, first)
        return Line(start, indent, tuple(self.seen[first:]))

    def _lexemes(self, at: int, end: int, first: int) -> None:
        """Read on to the end of a line whose first lexeme has this number."""
        while at < end:
            if len(self.seen) > first and _takes_letter(self.seen[-1]):
                at = self._letter(at, end)
            found = _TOKEN.match(self.text.content, at, end)
            if found is None:
                break
            at = self._lexeme(found)

    def _bullet(self, at: int, end: int, indent: int) -> int:
        """Past the bullet with which the line begins, if it does."""
        content = self.text.content
        if slip := self._listed(at, end, indent):
            self._slip(kinds.WRONG_BULLET, at, slip.end(), "-", written="*")
        elif slip := _BULLET_SLIP.match(content, at, end):
            meant = "-" if content[slip.end() : slip.end() + 1].isspace() else "- "
            self._slip(kinds.WRONG_BULLET, at, slip.end(), meant, written=slip.group())
        elif not content.startswith("-", at, end) or not (at + 1 >= end or content[at + 1].isspace()):
            return at
        self.seen.append(Lexeme("bullet", "-", at, at + 1))
        return at + 1

    def _listed(self, at: int, end: int, indent: int) -> re.Match[str] | None:
        """A star that begins a line where bullets are due."""
        due = self.seen and (self.seen[-1].text == "of" or self.column == indent)
        return _LISTED_SLIP.match(self.text.content, at, end) if due else None

    def _letter(self, at: int, end: int) -> int:
        """Past the label `(a)` of a bullet, if it has one."""
        while at < end and self.text.content[at] in " \t":
            at += 1
        if letter := _LETTER.match(self.text.content, at, end):
            self.seen.append(Lexeme("letter", letter.group()[1:-1], at, letter.end()))
            return letter.end()
        if slip := _LETTER_SLIP.match(self.text.content, at, end):
            meant = f"({slip[1]})"
            self._slip(turn_kinds.BULLET_LABEL, at, slip.end(), meant, written=slip[0], meant=f"- {meant}")
            if slip[0].endswith(")"):
                opening = Fix(self.text.span(at, at), "(", f"write `{meant}`")
                told = evolve(self.slips[-1].diagnostic, fix=opening)
                self.slips[-1] = evolve(self.slips[-1], diagnostic=told)
            self.seen.append(Lexeme("letter", slip[1], at, slip.end()))
            return slip.end()
        return at

    def _indentation(self, start: int, end: int) -> tuple[int, int]:
        """The columns of blanks at the start of a line, and where they end."""
        column, at, odd = 0, start, None
        while at < end and self.text.content[at].isspace():
            character = self.text.content[at]
            if character == "\t":
                column += TAB - column % TAB
            elif character != "\r":
                column += 1
            if character not in " \r":
                odd = character
            at += 1
        if odd is not None and at < end and self.text.content[at] != "#":
            kind = kinds.TAB if odd == "\t" else kinds.ODD_BLANK
            self._slip(kind, start, at, " " * column)
        return column, at

    def _lexeme(self, found: re.Match[str]) -> int:
        """Keep what was found; where to read on."""
        kind, words, start, end = found.lastgroup or "", found.group(), found.start(), found.end()
        match kind:
            case "blank":
                return end
            case "word" | "sign" | "numeral" | "string":
                if words == "," and self._glued(end):
                    self._slip(kinds.COMMA_BLANK, start, end, ", ")
                if kind == "word" and not words.isascii():
                    words = self._one_alphabet(words, start, end)
                if kind == "numeral" and len(words) > LONGEST_NUMERAL:
                    self._slip(kinds.LONG_NUMERAL, start, end, None, fatal=True)
            case "hyphened":
                return self._hyphened(words, start)
            case "other" if words == ";" and self.bulleted:
                kind = "sign"
            case "yes_no":
                kind, words = "word", "yes/no"
            case "anchored":
                kind = "anchor"
            case "hash":
                words = self._anchor(words)
                if not words:
                    return end
                kind, end = "anchor", start + len(words)
            case "open_string" if (label := self._label_before(start)) is not None:
                self.seen.append(label)
                return start + 1
            case "day" | "instant":
                self._check_day(words, start, end)
            case _:
                self.seen.extend(self._mended(kind, words, start, end))
                return end
        self.seen.append(Lexeme(kind, words, start, end))
        return end

    def _anchor(self, words: str) -> str:
        """`#318.1` where an anchor is expected; else the rest of the line is a comment."""
        found = re.match(rf"\#{_ANCHOR}", words)
        before = [lexeme.text for lexeme in self.seen[-2:]]
        expected = (
            before[-1:] in (["states"], ["because"], ["collision"], ["with"])
            or before == ["rests", "on"]
            or (before[-1:] == [","] and self.seen[-2].kind == "anchor")
        )
        return found.group() if found and expected else ""

    def _glued(self, end: int) -> bool:
        """A comma that separates has a blank after it."""
        following = self.text.content[end : end + 1]
        return end < self.span.end and bool(following) and not following.isspace() and following != "#"

    def _ends_line(self, end: int) -> bool:
        """Whether nothing but a comment follows on the line."""
        rest = self.text.content[end : self.span.end].partition("\n")[0]
        return not rest.partition("#")[0].strip()

    def _check_day(self, words: str, start: int, end: int) -> None:
        try:
            date.fromisoformat(words[:10])
        except ValueError:
            day = words[:10]
            self._slip(
                kinds.NO_SUCH_DAY,
                start,
                start + 10,
                None,
                fatal=True,
                written=day,
                remedy=slips.last_day(day),
            )
            return
        clock = re.search(r"(\d\d):(\d\d)(?::(\d\d))?", words[10:])
        if clock and (int(clock[1]) > 23 or int(clock[2]) > 59 or int(clock[3] or 0) > 59):
            self._slip(kinds.NO_SUCH_DAY, start, end, None, fatal=True, written=clock[0], remedy="correct it")

    def _mended(self, kind: str, words: str, start: int, end: int) -> Iterator[Lexeme]:
        """What was plainly meant by a slip, reported."""
        match kind:
            case "odd_blank":
                self._slip(kinds.ODD_BLANK, start, end, " ")
            case "odd_word":
                yield self._plain_word(words, start, end)
            case "slip":
                meant = self._sign_meant(words, end)
                put, shown = (None, _WHOLE) if words == "//" else (self._apart(meant, start, end), meant)
                self._slip(kinds.WRONG_SIGN, start, end, put, written=words, meant=shown)
                yield Lexeme("word" if meant.isalpha() else "sign", meant, start, end)
            case "smart_string" | "single_string":
                yield self._quotation(words, start, end)
            case "open_string":
                words = words.rstrip()
                self._slip(kinds.OPEN_QUOTE, start, start + len(words), f'"{words[1:]}"')
                yield Lexeme("string", f'"{words[1:]}"', start, start + len(words))
            case "currency" | "sum":
                yield from self._sum(words, start, end)
            case "comment":
                self._comment(words, start)
            case _:
                self._unreadable(kind, words, start, end)

    def _label_before(self, end: int) -> Lexeme | None:
        """The label behind the name of an entry of which only the last quote is written; it is told."""
        line = self.text.content.rfind("\n", 0, end) + 1
        words = [lexeme for lexeme in self.seen if lexeme.start >= line]
        label = words[2:]
        glued = self.text.content[end] == '"' and not self.text.content[end - 1].isspace()
        if not glued or not label or words[0].text not in STARTERS or any(w.kind != "word" for w in words):
            return None
        start, said = label[0].start, self.text.content[label[0].start : end]
        del self.seen[len(self.seen) - len(label) :]
        span = Span(self.text, start, end + 1)
        fix = Fix(Span(self.text, start, start), '"', f'write `"` before `{label[0].text}`')
        found = kinds.NO_FIRST_QUOTE.at(span, article=self.article, fix=fix, word=label[0].text)
        self.slips.append(Slip(found, fatal=False))
        return Lexeme("string", f'"{said}"', start, end + 1)

    def _unreadable(self, kind: str, words: str, start: int, end: int) -> None:
        """A slip of which it is not certain what was meant; what may have been meant is the fix."""
        match kind:
            case "zoneless":
                letters = words.lstrip("0123456789-: T")
                if letters:
                    moment = words.removesuffix(letters).rstrip()
                    at = end - len(letters)
                    zone = turn_kinds.ZONE_LETTERS
                    self._slip(zone, at, end, None, fatal=True, written=letters, moment=moment)
                else:
                    self._slip(kinds.NO_ZONE, start, end, None, fatal=True, written=words)
            case "bad_numeral" | "foreign_digits" | "thousands_dot" | "apart_numeral":
                meant, remedy = slips.numeral_advice(words, kind)
                if kind == "apart_numeral" and self._in_brackets(start):
                    remedy = f"write `{meant}` if it is one number, a comma and a blank between several"
                    meant = None
                if meant and self._in_brackets(start) and words.count(",") == 1 and "." not in words:
                    remedy = f"write `{meant}` if it is one number, `{words.replace(',', ', ')}` if it is two"
                    meant = None
                self._slip(kinds.BAD_NUMERAL, start, end, meant, fatal=True, written=words, remedy=remedy)
            case "other_day":
                meant = slips.day_meant(words)
                shown = f"`{meant}`" if meant else "the year, the month and the day, such as `2012-03-01`"
                self._slip(slip_kinds.DAY_WRITTEN, start, end, meant, fatal=True, written=words, meant=shown)
            case "fence" if self._ends_line(end):
                remedy = "remove it; the block goes on below"
                self._slip(FENCE_BEHIND_A_RULE, start, end, "", fence=words, remedy=remedy)
            case _:
                last = words in (".", ";") and self._ends_line(end)
                advice = slips.ADVICE.get(words, "remove it")
                meant = "" if last else None
                self._slip(
                    kinds.UNKNOWN_SIGN, start, end, meant, fatal=not last, written=words, advice=advice
                )

    def _in_brackets(self, at: int) -> bool:
        """Whether this place is within brackets that may hold several values, as in `in (2, 5)`."""
        line = self.text.content[self.text.line_starts[self.text.line_of(at) - 1] : at]
        return re.search(r"(?:\b(?:in|is)|=)[ ]*\([\w.,% ]*$", line) is not None

    def _one_alphabet(self, words: str, start: int, end: int) -> str:
        """A word without the letters of another alphabet that look like its own."""
        mended = slips.one_alphabet(words)
        if mended is None:
            meant = normalize("NFKC", words)
            if meant != words and meant.isidentifier():
                self._slip(slip_kinds.PRINTED_LETTER, start, end, meant, written=words, meant=meant)
                return meant
            return words
        meant, letter = mended
        self._slip(slip_kinds.LOOKALIKE, start, end, meant, written=words, meant=meant, letter=letter)
        return meant

    def _hyphened(self, words: str, start: int) -> int:
        """A name joined by hyphens, where the page has it with underscores or declares it so; else a word."""
        meant, end = words.replace("-", "_"), start + len(words)
        if meant in slips.page_words(self.text) or f"-{words}" in slips.page_words(self.text):
            self._slip(slip_kinds.HYPHEN, start, end, meant, written=words, meant=meant)
        else:
            meant = words.partition("-")[0]
            end = start + len(meant)
        self.seen.append(Lexeme("word", meant, start, end))
        return end

    def _plain_word(self, words: str, start: int, end: int) -> Lexeme:
        """A word without invisible characters and loose accents; an apostrophe in a name is an underscore."""
        meant = normalize("NFC", re.sub(f"[{slips.INVISIBLE}]", "", words))
        shortened = re.fullmatch(rf"([a-z]+)[{slips.APOSTROPHES}]t", words)
        if shortened and (put := slips.SHORTENED.get(shortened[1])):
            self._slip(slip_kinds.TURN, start, end, put, fatal=True, written=words, remedy=f"write `{put}`")
        elif apostrophe := re.search(f"[{slips.APOSTROPHES}]", words):
            at = start + apostrophe.start()
            self._slip(kinds.WRONG_SIGN, at, at + 1, "_", written=apostrophe.group(), meant="_")
            meant = re.sub(f"[{slips.APOSTROPHES}]", "_", meant)
        else:
            hidden = re.search(f"[{slips.INVISIBLE}]", words)
            kind = slip_kinds.INVISIBLE if hidden else slip_kinds.LOOSE_ACCENT
            composed = not re.search(f"[{slips.ACCENTS}]", meant)
            self._slip(kind, start, end, meant if composed else None, fatal=not composed, meant=meant)
        return Lexeme("word", meant, start, end)

    def _quotation(self, words: str, start: int, end: int) -> Lexeme:
        """A text in other quotes than straight ones; the blanks of French ones are not part of it."""
        inner = words[1:-1].strip().replace('"', "'")
        self._slip(kinds.SMART_QUOTES, start, end, f'"{inner}"', written=words[0])
        if inner == words[1:-1]:
            ends = (Span(self.text, start, start + 1), Span(self.text, end - 1, end))
            fix = Fix(ends[0], '"', "write straight quotes", also=ends[1:])
            self.slips[-1] = evolve(self.slips[-1], diagnostic=evolve(self.slips[-1].diagnostic, fix=fix))
        return Lexeme("string", f'"{inner}"', start, end)

    def _sign_meant(self, words: str, end: int) -> str:
        """What a sign stands for; an arrow on a line of a list, as in a `match`, is a colon."""
        if words == "=>" and not self.bulleted and re.match(r"[ ]?\d", self.text.content[end : end + 2]):
            return ">="
        return ":" if words in slips.ARROWS and self.bulleted else slips.SIGNS[words]

    def _sum(self, words: str, start: int, end: int) -> Iterator[Lexeme]:
        """An amount with a sign for its currency: before the number, or behind the one that was read last."""
        sign, number = words[0], words[1:].strip()
        code = slips.currency_meant(sign) or ""
        before = self.seen[-1] if self.seen else None
        behind = before is not None and before.kind == "numeral" and not number
        amount = before.text if behind and before is not None else number or "3"
        meant = f"{amount} {code}" if number else self._apart(code, start, end).rstrip()
        sure = code != "" and (behind or number != "")
        shown = f"{amount} {code or 'USD'}"
        self._slip(
            slip_kinds.CURRENCY_SIGN,
            start,
            end,
            meant if sure else None,
            fatal=not sure,
            written=sign,
            meant=shown,
        )
        if number:
            yield Lexeme("numeral", number, start, end)
        yield Lexeme("word", code or "USD", end, end)

    def _comment(self, words: str, start: int) -> None:
        """A comment in the writing of other languages; what it hides is not read."""
        if words.startswith("//"):
            self._slip(slip_kinds.COMMENT_SIGN, start, start + 2, "#", written="//")
            return
        opening, closing = ("/*", "*/") if words.startswith("/*") else ("<!--", "-->")
        inner, closed, rest = words.removeprefix(opening).partition(closing)
        whole = closed != "" and not rest.strip()
        end = start + (len(words) - len(rest) if closed else len(opening))
        meant = f"# {inner.strip()}" if whole else None
        self._slip(slip_kinds.COMMENT_SIGN, start, end, meant, fatal=not whole, written=opening)

    def _apart(self, meant: str, start: int, end: int) -> str:
        """A word in the place of a sign, with the blanks that it needs."""
        if not meant.isalpha():
            return meant
        before, after = self.text.content[start - 1 : start], self.text.content[end : end + 1]
        return (" " if before.isalnum() else "") + meant + ("" if after.isspace() else " ")

    def _slip(
        self, kind: Kind, start: int, end: int, meant: str | None, /, *, fatal: bool = False, **values: str
    ) -> None:
        span = Span(self.text, start, end)
        title = "put ordinary blanks" if meant and meant.isspace() else f"write `{(meant or '').strip()}`"
        title = title if meant else "remove it"
        title = "add a blank" if kind is kinds.COMMA_BLANK else title
        fix = None if meant is None else Fix(span, meant, title)
        diagnostic = kind.at(span, article=self.article, fix=fix)
        self.slips.append(Slip(evolve(diagnostic, values=values), fatal))


def _takes_letter(before: Lexeme) -> bool:
    return before.kind == "bullet" or (before.kind == "word" and before.text == "exception")
