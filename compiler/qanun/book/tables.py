"""A page of one table in groups, which a script lets readers filter and sort; without it a plain table."""

from collections.abc import Sequence

from attrs import evolve, field, frozen

from qanun.book import places as at
from qanun.book.edition import Leaf
from qanun.book.page import Heading, Page
from qanun.book.templates import fill

ASSETS = "assets/qanun"


@frozen
class Cell:
    """What a cell shows, and by what its column is sorted where that is another thing."""

    shown: object
    key: object = ""


def _cells(cells: Sequence[object]) -> tuple[Cell, ...]:
    return tuple(one if isinstance(one, Cell) else Cell(one) for one in cells)


@frozen
class Line:
    """A row of a table, and its id where it has one."""

    cells: tuple[Cell, ...] = field(converter=_cells)
    id: str = ""


@frozen
class Group:
    """Rows with a heading of their own."""

    id: str
    title: str
    intro: str = ""
    rows: list[Line] = field(factory=list)


def table_page(
    leaf: Leaf, title: str, intro: str, heads: Sequence[str], groups: Sequence[Group], above: object = ""
) -> Page:
    """A page of one table, without the columns in which nothing stands; `above` stands before it."""
    kept = [
        at_ for at_, _ in enumerate(heads) if any(_says(row.cells[at_]) for g in groups for row in g.rows)
    ]
    shown = [
        evolve(group, rows=[evolve(row, cells=[row.cells[n] for n in kept]) for row in group.rows])
        for group in groups
    ]
    body = fill(
        "tables",
        title=title,
        intro=intro,
        above=above,
        heads=[heads[n] for n in kept],
        groups=shown,
        style=at.href(f"{ASSETS}/registers.css", leaf.here),
        script=at.href(f"{ASSETS}/registers.js", leaf.here),
    )
    headings = tuple(Heading(2, group.id, group.title) for group in groups if group.title)
    return Page(leaf.here, title, body, headings, intro)


def _says(cell: Cell) -> bool:
    return str(cell.shown) != ""
