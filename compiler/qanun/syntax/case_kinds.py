"""Mistakes in what cases start from, and in tables of them."""

from qanun.diagnostics.model import Kind

BACKGROUND_OF_BACKGROUND = Kind(
    code="Q0142",
    title="the background `{name}` starts from another background",
    why="Whoever reads a case finds what it starts from in one place, and need not look further up.",
    remedy="write out what the two have in common in both",
)

BACKGROUND_ELSEWHERE = Kind(
    code="Q0143",
    title="`{name}` is no background of this page",
    why="What a case starts from stands on its own page, beside the law that it is about.",
    remedy="name a background of this page, without a dot",
)

NO_TABLE = Kind(
    code="Q0144",
    title="no table stands directly below {entry}",
    why="The entry names the columns of a table; each of its rows is a case, or a ground of the rule.",
    remedy="put the table below the block that ends with {word}, with nothing between the two",
)

TABLE_WITHOUT_CASES = Kind(
    code="Q0145",
    title="this table looks like one of cases, and nothing says what its columns are",
    why="Without `cases` a table is prose: nobody would notice that its cases are not tried.",
    remedy='end the block above it with `cases "…"`, `given`, `then` and the names of its columns; '
    "of a table that holds no cases, call the first column otherwise",
)

CASES_NOT_LAST = Kind(
    code="Q0146",
    title="{word} is not the last entry of its block",
    why="The table stands below the block, so that it could not be told to which entry it belongs.",
    remedy="let the block end behind {word}, and put this entry into another block",
)

NOT_A_TABLE = Kind(
    code="Q0147",
    title="the lines below {entry} are no table",
    why="What Markdown does not read as a table is shown as one long paragraph.",
    remedy="below the header put a line of as many cells, each of hyphens: `|---|---|`",
)

OTHER_COLUMNS = Kind(
    code="Q0148",
    title="the table has {count} columns; {word} asks for {wanted}",
    why="Columns are matched by their position.",
    remedy="let the first column have {first}, and then one for each of {named}",
)

OTHER_CELLS = Kind(
    code="Q0149",
    title="this row has {count} cells, the header has {wanted}",
    why="A cell too many or too few moves others into the wrong column.",
    remedy="write one cell for each column, empty where nothing is to be said; "
    r"a bar within a cell is written `\|`",
)

NO_TITLE = Kind(
    code="Q0153",
    title="this {row} has no title",
    why="A case, and a row of a rule, is named by its title in answers, in the book and in reports.",
    remedy="write in the first cell what the {row} is about, or its number",
)

NO_ROWS = Kind(
    code="Q0154",
    title="this table has no {row}",
    why="A table without rows tries nothing, and decides nothing.",
    remedy="add a row for each {row}",
)

OTHER_HEAD = Kind(
    code="Q0155",
    title="this column is `{column}`, and its head names another",
    why="Columns are told apart by their order: who reads the table would take one for the other.",
    remedy="put the names of the columns above into the order of the table, or correct the head",
)
