"""What leads to what, as a picture in levels: each box stands below all that lead to it.

A line that runs past a row of boxes has a place of its own in it. What follows from other lines is drawn
only where somebody points at one of its ends.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from attrs import evolve, frozen

from qanun.book.drawing import Box, box, fall, picture, round_the_side, wrapped
from qanun.book.page import Html

WIDTH = 176
THIN = 6
"""The width of a place for a line that runs past."""
GAP = 16
BETWEEN = 46
"""The height between two rows, in which lines run."""
MOST = 4
"""So many boxes stand in a row."""
SWEEPS = 6
"""So often rows are put in order, by what stands above and below in turn."""
STOPS = 600
"""With more places of lines in rows than this, lines run straight, over whatever stands there."""
SIDE = 34
"""Room for lines that run up, at the right."""

Pair = tuple[str, str]


@frozen
class Place:
    """What a box stands for: its words, look, link and title. `last`: it stands below all others."""

    words: str
    css: str
    link: str
    title: str
    last: bool = False


def levelled(name: str, id_: str, places: Mapping[str, Place], leads: Mapping[Pair, str]) -> Html:
    """The picture called `name`; `id_` is unique on its page.

    `leads`: by the ids of the two places, what the line from one to the other says.
    """
    rows = _rows(places, leads)
    row_of = {one: n for n, row in enumerate(rows) for one in row}
    down = [pair for pair in leads if row_of[pair[0]] < row_of[pair[1]]]
    implied = _implied(down, row_of)
    ways = _ways([pair for pair in down if pair not in implied], row_of)
    for way in ways.values():
        for passing in way[1:-1]:
            rows[passing.row].append(passing.id)
            row_of[passing.id] = passing.row
    _order(rows, [(a.id, b.id) for way in ways.values() for a, b in pairwise(way)])
    boxes = _placed(rows, places)
    lines = [fall([boxes[one.id] for one in way], leads[pair]) for pair, way in ways.items()]
    lines += [fall([boxes[one] for one in pair], leads[pair], "q-leads q-implied") for pair in implied]
    lines += [round_the_side(boxes[a], boxes[b], leads[a, b]) for a, b in leads if row_of[a] >= row_of[b]]
    drawn = [boxes[one] for one in places]
    width = max(one.x + one.width for one in boxes.values()) + (SIDE if len(down) < len(leads) else 4)
    height = max(one.foot for one in drawn) + 6
    return picture(width, height, name, id_, [*lines, *map(box, drawn)])


def _rows(places: Mapping[str, Place], leads: Iterable[Pair]) -> list[list[str]]:
    """The places level by level, those of a full level in several rows."""
    levels = _levels(places, leads)
    found: list[list[str]] = []
    for level in sorted(set(levels.values())):
        here = [one for one in places if levels[one] == level]
        number = -(-len(here) // MOST)
        each = -(-len(here) // number)
        found += [here[n : n + each] for n in range(0, len(here), each)]
    return found


def _levels(places: Mapping[str, Place], leads: Iterable[Pair]) -> dict[str, int]:
    """How far below the top each place stands: below all that lead to it, but for what closes a circle."""
    waiting = dict.fromkeys(places, 0)
    below: dict[str, list[str]] = {one: [] for one in places}
    for start, end in leads:
        below[start].append(end)
        waiting[end] += 1
    found: dict[str, int] = {}
    level = dict.fromkeys(places, 0)
    free = deque(one for one in places if not waiting[one])
    rest = iter(places)
    while len(found) < len(places):
        one = free.popleft() if free else next(one for one in rest if one not in found)
        if one in found:
            continue
        found[one] = level[one]
        for other in below[one]:
            level[other] = max(level[other], found[one] + 1)
            waiting[other] -= 1
            if not waiting[other]:
                free.append(other)
    lowest = max(found.values(), default=0)
    return {one: lowest + 1 if places[one].last else at for one, at in found.items()}


def _implied(down: Sequence[Pair], row_of: Mapping[str, int]) -> set[Pair]:
    """The lines whose end is reached from their start over other places, too."""
    below: dict[str, list[str]] = {}
    for start, end in down:
        below.setdefault(start, []).append(end)
    reached: dict[str, set[str]] = {}
    for one in sorted(row_of, key=lambda each: -row_of[each]):
        reached[one] = {end for next_ in below.get(one, ()) for end in (next_, *reached[next_])}
    return {(a, b) for a, b in down if any(b in reached[other] for other in below[a] if other != b)}


@frozen
class _Stop:
    """A place in a row through which a line runs: a box at its ends, nothing between."""

    id: str
    row: int


def _ways(pairs: Sequence[Pair], row_of: Mapping[str, int]) -> dict[Pair, list[_Stop]]:
    """Where each line runs: its two ends, and a stop in each row between."""
    few = sum(row_of[end] - row_of[start] - 1 for start, end in pairs) <= STOPS
    found = {}
    for start, end in pairs:
        between = range(row_of[start] + 1, row_of[end]) if few else ()
        passing = [_Stop(f"{start} {end} {row}", row) for row in between]
        found[start, end] = [_Stop(start, row_of[start]), *passing, _Stop(end, row_of[end])]
    return found


def _order(rows: Sequence[list[str]], pairs: Iterable[Pair]) -> None:
    """Put each row in an order in which few lines cross: by where what they come from and lead to stands."""
    above: dict[str, list[str]] = {}
    below: dict[str, list[str]] = {}
    for start, end in pairs:
        above.setdefault(end, []).append(start)
        below.setdefault(start, []).append(end)
    where = {one: _share(n, len(row)) for row in rows for n, one in enumerate(row)}
    for sweep in range(SWEEPS):
        beside, ordered = (below, rows[::-1]) if sweep % 2 else (above, rows)
        for row in ordered:
            middles = {one: _middle(where, beside.get(one, ()), where[one]) for one in row}
            row.sort(key=middles.__getitem__)
            where |= {one: _share(n, len(row)) for n, one in enumerate(row)}


def _middle(where: Mapping[str, float], beside: Sequence[str], otherwise: float) -> float:
    return sum(where[one] for one in beside) / len(beside) if beside else otherwise


def _share(number: int, of: int) -> float:
    return (number + 0.5) / of


def _placed(rows: Sequence[Sequence[str]], places: Mapping[str, Place]) -> dict[str, Box]:
    """A box for each place, and one that is not drawn for each line that runs past a row."""
    found: dict[str, Box] = {}
    y = 4
    widest = max(_width(row, places) for row in rows)
    for row in rows:
        x = 4 + (widest - _width(row, places)) // 2
        made = []
        for one in row:
            place = places.get(one)
            width = WIDTH if place is not None else THIN
            made.append(_box(one, place, x, y) if place is not None else Box(x, y, THIN, (), id=one))
            x += width + GAP
        foot = max(one.foot for one in made)
        found |= {one.id: one if one.id in places else evolve(one, depth=foot - y) for one in made}
        y = foot + BETWEEN
    return found


def _width(row: Sequence[str], places: Mapping[str, Place]) -> int:
    return sum(WIDTH if one in places else THIN for one in row) + GAP * (len(row) - 1)


def _box(id_: str, place: Place, x: int, y: int) -> Box:
    return Box(x, y, WIDTH, wrapped(place.words, WIDTH, 4), place.css, place.link, place.title, id_)
