"""Sections of lines as a text of few words, which says what it leaves out."""

from collections.abc import Iterable, Sequence

from attrs import frozen

from qanun.runtime.answers.wording import NUMBERS

WORDS = 150
"""So many words a text has at most."""


@frozen
class Section:
    """A heading (or none), and lines, each in one or more wordings, the longest first. In each turn it puts
    as many lines as `each_turn` says; `more` says of lines that it leaves out what they are, and where."""

    heading: str
    lines: Sequence[tuple[str, ...]]
    each_turn: int = 1
    more: str = "more"


def laid_out(
    headline: str | None, sections: Sequence[Section], last: Sequence[str], words: int = WORDS
) -> str:
    """The headline, the sections, some last lines: of each section in turn while there are words for it."""
    left = words - words_in([headline or "", *last])
    left -= sum(words_in([one.heading]) for one in sections if one.lines)
    kept_for = [_fewest(section) for section in sections]
    to_tell = [_to_tell(section) for section in sections]
    left -= sum(kept_for) + sum(to_tell)
    kept: list[list[str]] = [[] for _ in sections]
    waiting = [list(section.lines) for section in sections]
    while any(waiting):
        for at, section in enumerate(sections):
            turn, waiting[at] = waiting[at][: section.each_turn], waiting[at][section.each_turn :]
            for wordings in turn:
                left += kept_for[at]
                kept_for[at] = 0
                fitting = next((one for one in wordings if words_in([one]) <= left), None)
                if fitting is None:
                    waiting[at] = []
                    break
                kept[at].append(fitting)
                left -= words_in([fitting])
            if len(kept[at]) == len(section.lines):
                left += to_tell[at]
                to_tell[at] = 0
    text = [f"{headline}.\n"] if headline else []
    text += [_section(section, shown) for section, shown in zip(sections, kept, strict=True) if section.lines]
    return "\n".join([*text, *last]) + "\n"


def _fewest(section: Section) -> int:
    """The words of the shortest wording of the first line, which every section is to have."""
    return words_in(section.lines[0][-1:]) if section.lines else 0


def _to_tell(section: Section) -> int:
    """So many words *and twelve more* has, or *twelve, not named here*, which the section may need.

    Of a single line the words are kept free instead.
    """
    return max(4, 2 + words_in([section.more])) if len(section.lines) > 1 else 0


def _section(section: Section, shown: Sequence[str]) -> str:
    more = len(section.lines) - len(shown)
    lines = (
        [*shown, f"and {counted(more)} {section.more}" if shown else f"{counted(more)}, not named here"]
        if more
        else shown
    )
    heading = [section.heading] if section.heading else []
    return "\n".join([*heading, *(f"  - {line}" for line in lines)]) + "\n"


def counted(number: int) -> str:
    """A number in words, where it is a small one."""
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def words_in(lines: Iterable[str]) -> int:
    """How many words lines have; a dash is none."""
    return sum(any(letter.isalnum() for letter in word) for line in lines for word in line.split())
