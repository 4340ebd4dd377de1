"""Rule blocks whose fences are wrong or missing: where each begins and where the law goes on below it.

Without this, one slip in a fence would make every later line of the page part of a block, or its rules prose.
"""

import re
from collections.abc import Sequence
from difflib import get_close_matches

from attrs import define, field, frozen

from qanun.document.words import begins_entry

RULES = "qanun"
FENCE = "```"
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*([^`\s]*)[^`]*")
_ALMOST = re.compile(r" {0,3}(`{2}|[´'’‘]{2,3}|\"{3})[ \t]*([^`´'’‘\"\s]+)[ \t]*")
_CLOSING = re.compile(r"[ \t]*([`~´'’‘]{2,}|\"{3})[ \t]*")
_QUOTE = re.compile(r">")
_HEADING = re.compile(r"#{2,6}[ \t]|#[ \t]+(?:article|paragraph|section)[ \t]+\d", re.IGNORECASE)
_ARTICLE = re.compile(r"#{1,6}[ \t]+(?:article|paragraph|section)[ \t]+[\dIVXLC]", re.IGNORECASE)


@frozen
class Repair:
    """The lines with their fences as they are meant.

    `origin` is the number of the file's line at each; `unclosed` are the lines that open a block which nobody
    closed, `unopened` those that stand for an opening that is missing. `miswritten` has, for the line that
    opens a block, the file's lines on which the block's fences are written otherwise; `unmarked` are those
    that open a block of rules without saying so.
    """

    lines: tuple[str, ...]
    origin: tuple[int, ...]
    unclosed: frozenset[int]
    unopened: frozenset[int]
    unmarked: frozenset[int]
    miswritten: dict[int, tuple[int, ...]]


def is_rules(info: str) -> bool:
    """Whether the words behind a fence say that rules follow, or almost do."""
    first = info.split()[:1]
    return first != [] and bool(get_close_matches(first[0].casefold()[:20], [RULES], cutoff=0.75))


def repair(lines: Sequence[str]) -> Repair:
    """`lines`, each unclosed rule block closed above the quote, heading or fence with which law goes on."""
    repairing = _Repairing(lines)
    number = 0
    while number < len(lines):
        number = repairing.piece(number)
    return Repair(
        tuple(repairing.shown),
        tuple(repairing.origin),
        frozenset(repairing.unclosed),
        frozenset(repairing.unopened),
        frozenset(repairing.unmarked),
        repairing.miswritten,
    )


@define
class _Repairing:
    lines: Sequence[str]
    shown: list[str] = field(factory=list)
    origin: list[int] = field(factory=list)
    unclosed: set[int] = field(factory=set)
    unopened: set[int] = field(factory=set)
    unmarked: set[int] = field(factory=set)
    miswritten: dict[int, tuple[int, ...]] = field(factory=dict)

    def show(self, line: str, number: int) -> None:
        self.shown.append(line)
        self.origin.append(number)

    def piece(self, number: int) -> int:
        """Take in the block or line that begins at line `number`; the line after it."""
        line = self.lines[number]
        opening, almost = _FENCE.fullmatch(line), _ALMOST.fullmatch(line)
        if opening is not None and is_rules(opening[2]):
            return self.block(number, line, opening[1])
        if almost is not None and is_rules(almost[2]):
            self.miswritten[len(self.shown)] = (number,)
            return self.block(number, FENCE + almost[2], FENCE)
        if opening is None:
            self.show(line, number)
            return number + 1
        end = _closed_at(self.lines, number, opening[1])
        if opening[2] or not (first := self._first_within(number)):
            return self.other(number, end, opening)
        if begins_entry(self.lines[first]):
            self.unmarked.add(len(self.shown))
            return self.block(number, f"{line.rstrip()}{RULES}", opening[1])
        return self.other(number, end, opening)

    def _first_within(self, number: int) -> int:
        """The first line below a fence that says something; 0 where none does."""
        below = range(number + 1, len(self.lines))
        return next((one for one in below if self.lines[one].strip() and self.lines[one][0] != "#"), 0)

    def other(self, number: int, end: int, opening: re.Match[str]) -> int:
        """A block of no rules; one that would swallow law closes rules above it that nobody opened."""
        swallows = any(_goes_on(line) for line in self.lines[number + 1 : end])
        if not opening[2] and swallows and (begun := self._rules_above()) is not None:
            self.shown.insert(begun, FENCE + RULES)
            self.origin.insert(begun, self.origin[begun])
            self.unopened.add(begun)
            self.show(FENCE, number)
            return number + 1
        for one in range(number, end):
            self.show(self.lines[one], one)
        return end

    def _rules_above(self) -> int | None:
        """Where, above a fence and below the last quote, heading or block, a line begins like an entry."""
        found = None
        for at in range(len(self.shown) - 1, -1, -1):
            line = self.shown[at]
            if _QUOTE.match(line) or _HEADING.match(line) or _FENCE.fullmatch(line):
                break
            if begins_entry(line):
                found = at
        return found

    def block(self, number: int, opening: str, fence: str) -> int:
        """Take in the rule block that begins at line `number`; the line after it."""
        begun = len(self.shown)
        end = _rules_end(self.lines, number)
        self.show(opening, number)
        for one in range(number + 1, end):
            self.show(self.lines[one], one)
        closing = self.lines[end] if end < len(self.lines) else ""
        if _closes(closing, fence) and _CLOSING.fullmatch(closing):
            self.show(closing, end)
            return end + 1
        if _CLOSING.fullmatch(closing):
            self.miswritten[begun] = (*self.miswritten.get(begun, ()), end)
            self.show(fence, end)
            return end + 1
        self.unclosed.add(begun)
        self.show(fence, end)
        return end


def _closes(line: str, fence: str) -> bool:
    return (
        re.fullmatch(r" {0,3}" + re.escape(fence[0]) + "{" + str(len(fence)) + r",}[ \t]*", line) is not None
    )


def _closed_at(lines: Sequence[str], number: int, fence: str) -> int:
    """The line after the closing fence of a block of no rules."""
    later = range(number + 1, len(lines))
    return next((end + 1 for end in later if _closes(lines[end], fence)), len(lines))


def _rules_end(lines: Sequence[str], number: int) -> int:
    """The line that closes a rule block, or above which it should have been closed."""
    end = number + 1
    while end < len(lines) and not _CLOSING.fullmatch(lines[end]) and not _goes_on(lines[end]):
        end += 1
    if end < len(lines) and _CLOSING.fullmatch(lines[end]):
        return end
    within = range(number + 1, end)
    return next((one for one in within if _is_prose(lines, one)), end)


def _is_prose(lines: Sequence[str], number: int) -> bool:
    """Whether in a block that nobody closed a line is a heading or the first of a paragraph of prose."""
    line = lines[number]
    if _ARTICLE.match(line) or (_HEADING.match(line) and not lines[number - 1].strip()):
        return True
    return not lines[number - 1].strip() and line[:1].isupper() and not begins_entry(line)


def _goes_on(line: str) -> bool:
    """Whether a line can stand in no rule block: a quote at the margin, or the fence of another block."""
    opening = _FENCE.fullmatch(line) or _ALMOST.fullmatch(line)
    return bool(_QUOTE.match(line)) or (opening is not None and is_rules(opening[2]))
