"""What all laws say about a case: what is sure, what is presumed, what is open; as data and as lines."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from attrs import asdict, frozen

from qanun.runtime.answers.answers import Answers
from qanun.runtime.answers.few_words import Section, counted, laid_out
from qanun.runtime.answers.wording import SENTENCES
from qanun.runtime.questions.sorting import GROUPS, Point, Term

WORDS = 350
"""So many words it has at most, unless all is asked for."""
ALL = 1 << 30
SHOWN = ("certain", "supposed", "silent", "possible")
IN_TURN = {"certain": 2, "supposed": 2, "silent": 1, "possible": 1}
"""The groups that are shown, and how many lines of each a law has in turn."""
LAWS = 4
"""So many laws have lines of their own; of others, of which less is sure, the name is said."""
COUNTED = {
    "open": "open if several other things were so",
    "aside": "not applicable",
    "general": "said of many or of all",
}
"""The groups that are only counted, unless all is asked for."""
_REST = SENTENCES["rest"].partition("{")[0]


@frozen
class Needed:
    """A fact that would settle something: what the case calls it, its label, on how many of the points that
    are open it bears."""

    fact: str
    label: str
    bears: int

    def __str__(self) -> str:
        return f"{self.label} ({self.fact})"


@frozen
class About:
    """What the laws say about a case. Each point is a sentence with the provision behind it.

    `certain`: what follows whatever else is so; `silent`: what the law does not say here. `supposed`: what
    follows if nothing is so but what the case states. `possible`: what follows or not by one fact more, all
    else being no. `needed`: the facts that would settle most; `terms`: deadlines and ends in the order of
    time. `general`: what the law says of every case, and silences that turn on nothing but what
    many cases state; `aside`: rules that do not apply; `open`: rules that
    could apply if several other things were so. `untouched`: the questions none of whose facts is stated.
    `answers`: of each question that was asked, as far as they are certain.
    """

    as_of: datetime | None
    certain: tuple[Point, ...]
    supposed: tuple[Point, ...]
    possible: tuple[Point, ...]
    silent: tuple[Point, ...]
    needed: tuple[Needed, ...]
    terms: tuple[Term, ...]
    general: tuple[Point, ...]
    aside: tuple[Point, ...]
    open: tuple[Point, ...]
    untouched: tuple[str, ...]
    answers: Mapping[str, Answers]
    notice: str

    def as_text(self, *, full: bool = False) -> str:
        """As lines, at most 350 words together; `full`: every point."""
        return as_text(self, full=full)

    def as_dict(self) -> dict[str, object]:
        """As plain JSON data: every point, and the answers to each question."""
        return {
            "as_of": None if self.as_of is None else self.as_of.isoformat(),
            **{group: [asdict(one) for one in getattr(self, group)] for group in GROUPS},
            "needed": [asdict(one) for one in self.needed],
            "terms": [{**asdict(one), "at": one.at.isoformat()} for one in self.terms],
            "untouched": [*self.untouched],
            "answers": {name: answers.to_json() for name, answers in self.answers.items()},
            "notice": self.notice,
        }

    def __str__(self) -> str:
        return self.as_text()


# --- as lines --------------------------------------------------------------------------------------------


def as_text(found: About, *, full: bool = False) -> str:
    """Terms, a section for each law, what to find out first, and in a line what is left."""
    terms = Section("In the order of time", [(str(term),) for term in found.terms], each_turn=3)
    laws = [Section(law, lines, each_turn=3) for law, lines in _by_law(found, full)]
    if full:
        rest = [Section(f"Rules {what}", _lines(getattr(found, group))) for group, what in COUNTED.items()]
        every = [one for one in (terms, *laws, *rest) if one.lines]
        return laid_out(None, every, [*_needed(found), *_last(found)], ALL)
    sections = [one for one in (terms, *laws[:LAWS]) if one.lines]
    last = [*_needed(found), *_left(found, laws[LAWS:]), *_last(found)]
    return laid_out(None, sections, last, WORDS)


def _lines(points: Sequence[Point]) -> list[tuple[str, ...]]:
    return [(str(point),) for point in points]


def _by_law(found: About, full: bool) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    """The lines of each law, of each group some in turn, what has a term first."""
    waiting: dict[str, dict[str, list[Point]]] = {}
    for group in SHOWN:
        for point in getattr(found, group):
            waiting.setdefault(point.law, {}).setdefault(group, []).append(point)
    dated = {term.name for term in found.terms}
    for law, groups in waiting.items():
        lines: list[tuple[str, ...]] = []
        for points in groups.values():
            points.sort(key=lambda point: point.name not in dated)
        while any(groups.values()):
            for group, points in groups.items():
                turn = IN_TURN[group]
                lines += [(_line(group, point, full),) for point in points[:turn]]
                groups[group] = points[turn:]
        yield law, lines


def _line(group: str, point: Point, full: bool) -> str:
    """A sentence with its provision, without the law, which is the heading, and, unless in full, without what
    only a part of it still needs."""
    place = point.citation.removeprefix(f"{point.law}, ")
    said = point.sentence.removesuffix(".")
    said = said if full else said.partition(_REST)[0]
    presumed = "If nothing else is so: " if group == "supposed" else ""
    return f"{presumed}{said} ({place})." if place else f"{presumed}{said}."


def _needed(found: About) -> list[str]:
    if not found.needed:
        return []
    return ["What to find out first", *(f"  - {one}" for one in found.needed), ""]


def _left(found: About, laws: Sequence[Section]) -> Iterator[str]:
    """Which laws and how many rules are not named."""
    if laws:
        yield f"Perhaps also: {'; '.join(law.heading for law in laws)}."
    numbers = [(len(getattr(found, group)), what) for group, what in COUNTED.items()]
    rules = [f"{counted(number)} {what}" for number, what in numbers if number]
    if rules:
        yield f"Other rules: {', '.join(rules)}."


def _last(found: About) -> Iterator[str]:
    if found.untouched:
        yield f"Questions that ask for none of these facts: {counted(len(found.untouched))}."
    yield "Not legal advice."
