"""Mistakes in tables of which the first row that fits decides a rule."""

from qanun.diagnostics.model import Kind

NO_NAME = Kind(
    code="Q0156",
    title="no name can be made of the title of this row",
    why="A row is called by the words of its title: in exceptions to it, in cases and in answers.",
    remedy="give the row a number, or a title of words",
)

ROW_TWICE = Kind(
    code="Q0157",
    title="two rows would be called `{name}`: this one, and that of line {line}",
    why="A row is called by the words of its title, in small letters and joined by underscores.",
    remedy="give one of the two another title",
)

TOO_MANY_ROWS = Kind(
    code="Q0158",
    title="this table has {count} rows; one that decides a rule has {most} at most",
    why="Each row is asked about only where none above it fits, so that they stand within each other.",
    remedy="make two rules of it: one asks for the value of the other in a last row",
)

CELL_TURN = Kind(
    code="Q0159",
    title="`{written}` is not how a cell says this",
    why="What stands here could be read as a difference or as several cells.",
    remedy="write `{meant}`",
)
