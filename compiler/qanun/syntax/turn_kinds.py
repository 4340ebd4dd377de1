"""What statutes and everyday writing say in other words than rules do: Q0176 to Q0179 and Q0150 to Q0152."""

from qanun.diagnostics.model import Kind

WORKING_DAYS = Kind(
    code="Q0176",
    title="only calendar days are known, no {written} days",
    why="Which days count as working days depends on the place and the year, and no rule says it.",
    remedy="let the case tell the last day as a fact, and write `no later than` and that fact",
)
BULLET_LABEL = Kind(
    code="Q0177",
    title="`{written}` is not how a bullet with a label begins",
    why="A hyphen makes the line a bullet; two brackets tell its label apart from what it says.",
    remedy="write `{meant}`",
)
NEVER_EXPECTED = Kind(
    code="Q0178",
    title="a scenario does not expect something with `{written}`",
    why="An expectation names a verdict, a state, a value or a ground; it fails where the law says another.",
    remedy="{remedy}",
)
ZONE_LETTERS = Kind(
    code="Q0179",
    title="`{written}` is no name of a time zone",
    why="Such letters mean different zones in different countries, and do not say when summer time applies.",
    remedy="name the zone by a place or an offset: `{moment} Europe/Berlin`, `{moment} +01:00`",
)
MATCH_ELSE = Kind(
    code="Q0150",
    title="a `match` has no `{written}`",
    why="Every option is named, so that nobody forgets one that the law adds later.",
    remedy="name every option that is left, joined by commas, in the place of `{written}`",
)
BULLETS_CONTRADICT = Kind(
    code="Q0151",
    title="`{word}` stands above these bullets, but `{written}` between them",
    why="The one says that all must hold, the other that one is enough.",
    remedy="write `{other}` above them, or leave `{word}`; remove `{written}`",
)
ARTICLE_WORD = Kind(
    code="Q0152",
    title="no article stands before a name: `{written}`",
    why="A name is written wherever it is used just as it was declared.",
    remedy="write `{meant}`",
)
