"""The register of terms, and how long each is beside the others: bars from an hour to many years."""

from collections.abc import Iterator
from fractions import Fraction
from math import inf, log

from attrs import frozen

from qanun.book.bodies import Rows, law_of, where
from qanun.book.edition import Leaf
from qanun.book.english import MODALITY
from qanun.book.page import Html, join, tag
from qanun.book.phrases import called
from qanun.book.tables import Cell
from qanun.resolved.model import Declaration
from qanun.resolved.walk import clauses_of, every
from qanun.syntax import tree

HOURS = {"hours": 1, "days": 24, "weeks": 168, "months": 730, "years": 8760}
"""About how long a unit is: bars are drawn by it, and nothing else."""
STEPS = 2
"""So many definitions are followed to find how long a term is."""
TICKS = (
    (1, "an hour"),
    (24, "a day"),
    (168, "a week"),
    (730, "a month"),
    (8760, "a year"),
    (87600, "ten years"),
)


@frozen(eq=False)
class Lasting:
    """A declaration with a term. `lengths`: what is written of how long it is, there or in what it names."""

    of: Declaration
    term: tree.Term
    lengths: tuple[tree.DurationText, ...]

    @property
    def hours(self) -> Fraction:
        """About how long it is at most; 0 where no length is written."""
        return max(map(_hours, self.lengths), default=Fraction(0))


def terms(leaf: Leaf) -> Iterator[Lasting]:
    """Every term of the law, in the order of the pages."""
    for one in leaf.edition.declarations.values():
        clauses = clauses_of(one.item)
        term = (clauses.term or clauses.until) if clauses is not None else None
        if term is not None:
            written = term.event if term.duration is None else term.duration
            yield Lasting(one, term, tuple(_lengths(leaf, written, STEPS)))


def _lengths(leaf: Leaf, node: tree.Node, steps: int) -> Iterator[tree.DurationText]:
    """The durations in an expression and in the definitions that it names, so many steps on.

    What is taken off another is none: a year less a day is told as a year.
    """
    taken_off = {
        one
        for part in every(node)
        if isinstance(part, tree.Arithmetic) and part.operator == "-"
        for one in every(part.right)
    }
    for part in every(node):
        if part in taken_off:
            continue
        if isinstance(part, tree.DurationText):
            yield part
        named = leaf.edition.compiled.typed.resolved.target(part) if isinstance(part, tree.Name) else None
        if steps and named is not None and isinstance(named.item, tree.Define | tree.Parameter | tree.Rule):
            yield from _lengths(leaf, named.item, steps - 1)


def _hours(duration: tree.DurationText) -> Fraction:
    return sum((Fraction(count) * HOURS[unit] for count, unit in duration.parts), Fraction(0))


def deadlines(leaf: Leaf) -> Rows:
    """A row for each term: whose, how long, from when."""
    for one in terms(leaf):
        length = leaf.phrases.value(one.term.duration) if one.term.duration is not None else Html("")
        event = leaf.phrases.value(one.term.event)
        how = one.term.form.replace(" after", "")
        of = join([MODALITY.get(one.of.kind, ""), " ", leaf.name(one.of.name)])
        cells = (Cell(of, called(one.of)), Cell(length, float(one.hours) or ""), how, event)
        yield law_of(leaf, one.of), (*cells, where(leaf, one.of))


def timeline(leaf: Leaf) -> Html:
    """The terms as bars, the shortest first, last those without a length; nothing where none has one."""
    found = sorted(terms(leaf), key=lambda one: one.hours or inf)
    longest = max((one.hours for one in found), default=Fraction(0))
    if not longest:
        return Html("")
    last = next((n for n, (hours, _) in enumerate(TICKS) if hours >= longest), len(TICKS) - 1)
    scale = max(TICKS[last][0], float(longest))
    marks = (tag("span", words, style=f"--q-at:{_at(hours, scale)}%") for hours, words in TICKS[: last + 1])
    rows = [tag("li", join(marks), class_="qanun-ticks", aria_hidden="true")]
    rows += [_bar(leaf, one, scale) for one in found]
    return tag("ol", join(rows), class_="qanun-timeline", aria_label="How long each term is")


def _bar(leaf: Leaf, one: Lasting, scale: float) -> Html:
    """A term: whose it is, its length or until when it runs, and its bar, open without a length."""
    if one.hours:
        longest = leaf.phrases.value(max(one.lengths, key=_hours))
        how = "for" if one.term.form in ("until", "until after") else "within"
        said = join([how, " up to " if len(set(map(_hours, one.lengths))) > 1 else " ", longest])
        bar = tag("span", "", class_="qanun-length", style=f"--q-at:{_at(float(one.hours), scale)}%")
    else:
        said = join([one.term.form.replace(" after", ""), " ", leaf.phrases.value(one.term.event)])
        bar = tag("span", "", class_="qanun-length qanun-open-end")
    words = join([MODALITY.get(one.of.kind, ""), " ", leaf.name(one.of.name), " ", tag("b", said)])
    return tag("li", join([tag("p", words), bar]))


def _at(hours: float, scale: float) -> int:
    """How far along the line something ends, in per cent; each tenfold is as far again."""
    return max(2, min(100, round(100 * log(max(hours, 1)) / log(scale))))
