"""Mistakes in what is decided by the first row of a table that fits, as far as types tell."""

from qanun.diagnostics.model import Kind

GROUND_BESIDE_ROWS = Kind(
    code="Q0454",
    title="`{rule}` is decided by the first row that fits, and this is a ground of its own",
    why="Grounds of equal rank would conflict with the rows; the table says which goes first.",
    remedy="make it a row of the table, or an exception",
)
