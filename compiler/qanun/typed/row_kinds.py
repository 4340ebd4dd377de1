"""Mistakes in what is decided by the first row of a table that fits, as far as types tell."""

from qanun.diagnostics.model import Kind, Severity

GROUND_BESIDE_ROWS = Kind(
    code="Q0454",
    title="`{rule}` is decided by the first row that fits, and this is a ground of its own",
    why="Grounds of equal rank would conflict with the rows; the table says which goes first.",
    remedy="make it a row of the table, or an exception",
)

ROW_NEVER_FIRST = Kind(
    code="Q0455",
    title="this row never decides: {above} wherever it does",
    why="The first row that fits gives the value; what stands below it counts for nothing.",
    remedy="put it above them, or narrow them, or take it out",
    severity=Severity.WARNING,
)

NO_ROW_FITS = Kind(
    code="Q0456",
    title="no row fits where {where}",
    why="Where no row fits, and nothing says what follows then, the law gives no answer: a gap.",
    remedy="add a row for it, a last row of empty cells, `otherwise` or a silence",
    severity=Severity.WARNING,
)

PERHAPS_NO_ROW_FITS = Kind(
    code="Q0457",
    title="it cannot be told whether a row fits in every case: {why}",
    why="Where no row fits, and nothing says what follows then, the law gives no answer: a gap.",
    remedy="add a last row of empty cells, `otherwise` or a silence, which say what follows then",
    severity=Severity.WARNING,
)
