"""Rule blocks that nobody closed: where the law goes on below them.

Without this, one forgotten fence would make every later line of the page part of the block.
"""

import re
from collections.abc import Sequence
from difflib import get_close_matches

from attrs import frozen

RULES = "qanun"
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*([^`\s]*)[^`]*")
_QUOTE = re.compile(r">")
_HEADING = re.compile(r"#{2,6}[ \t]|#[ \t]+(?:article|paragraph|section)[ \t]+\d", re.IGNORECASE)


@frozen
class Repair:
    """The lines with a closing fence put in where one is missing.

    `origin` is the number of the file's line at each; `unclosed` are the lines that open such a block.
    """

    lines: tuple[str, ...]
    origin: tuple[int, ...]
    unclosed: frozenset[int]


def is_rules(info: str) -> bool:
    """Whether the words behind a fence say that rules follow, or almost do."""
    first = info.split()[:1]
    return first != [] and bool(get_close_matches(first[0].casefold()[:20], [RULES], cutoff=0.75))


def repair(lines: Sequence[str]) -> Repair:
    """`lines`, each unclosed rule block closed above the quote, heading or fence with which law goes on."""
    shown: list[str] = []
    origin: list[int] = []
    unclosed: set[int] = set()
    number = 0
    while number < len(lines):
        end, missing = _block_end(lines, number)
        shown.extend(lines[number:end])
        origin.extend(range(number, end))
        if missing:
            unclosed.add(len(shown) - (end - number))
            shown.append(missing)
            origin.append(end)
        number = end
    return Repair(tuple(shown), tuple(origin), frozenset(unclosed))


def _block_end(lines: Sequence[str], number: int) -> tuple[int, str]:
    """The line after the piece that begins at line `number`, and the closing fence that it lacks, if any."""
    opening = _FENCE.fullmatch(lines[number])
    if opening is None:
        return number + 1, ""
    fence, rules = opening[1], is_rules(opening[2])
    closing = re.compile(r" {0,3}" + re.escape(fence[0]) + "{" + str(len(fence)) + r",}[ \t]*")
    for end in range(number + 1, len(lines)):
        if closing.fullmatch(lines[end]):
            return end + 1, ""
        if rules and _goes_on(lines[end]):
            return end, fence
    if not rules:
        return len(lines), ""
    later = range(number + 1, len(lines))
    return next((end for end in later if _HEADING.match(lines[end])), len(lines)), fence


def _goes_on(line: str) -> bool:
    """Whether a line can stand in no rule block: a quote at the margin, or the fence of another block."""
    fence = _FENCE.fullmatch(line)
    return bool(_QUOTE.match(line)) or (fence is not None and is_rules(fence[2]))
