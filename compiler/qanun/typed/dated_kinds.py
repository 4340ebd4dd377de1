"""The mistakes of parameters, tables, and of days on which something is law."""

from qanun.diagnostics.model import Kind, Severity

NOT_FIXED = Kind(
    code="Q0285",
    title="`{name}` is {what}; the value of a parameter is fixed",
    why="A parameter is what the law itself sets, alike in every case; what a case decides is a `define`.",
    remedy="write the value out or name other parameters, or make it a `define`",
)

BOUND = Kind(
    code="Q0385",
    title="a band cannot be bounded by {what}",
    why="Only where the bounds stand fixed can be seen whether the bands leave a hole or overlap.",
    remedy="{remedy}",
)

BAND_ORDER = Kind(
    code="Q0386",
    title="{band} does not rise above {before}",
    why="The bands of a table go from the lowest to the highest, so that nobody has to search.",
    remedy="put the bands in order, or correct the bound",
)

HOLE = Kind(
    code="Q0387",
    title="`{table}` says nothing {where}",
    why="A table answers for every value, or a case would be left without an answer.",
    remedy="{remedy}",
)

OVERLAP = Kind(
    code="Q0388",
    title="`{table}` says two things {where}",
    why="A value that lies in two bands has two answers.",
    remedy="begin this band where the one before it ends: `from {before} to …`",
)

SAME_EVERY_DAY = Kind(
    code="Q0389",
    title="`{what}` is the same on every day",
    why="Only what the day decides can be asked as of another: a parameter, a version, `today`, a term. "
    "A fact is what it is.",
    remedy="take out `as of`; if the case knows another value for that day, declare a fact for it",
)

DAYS_OVERLAP = Kind(
    code="Q0485",
    title="`{name}` has two {what} {when}",
    why="On each day one of them is law; where two are, nobody can say which.",
    remedy="end the earlier one the day before the later begins",
)

DAYS_HOLE = Kind(
    code="Q0486",
    title="`{name}` has no {what} {when}",
    why="An answer that needs it on such a day is a fault of the law.",
    remedy="if the law has this hole, leave it so; else close it",
    severity=Severity.WARNING,
)

VERSIONS_DIFFER = Kind(
    code="Q0488",
    title="this version of `{name}` is {one}; the first is {other}",
    why="Versions are one rule at different times; whoever names it must know what it gives.",
    remedy="make both of one kind, or give one of them another name",
)

DAYS_APART = Kind(
    code="Q0489",
    title="`{name}` is never law together with `{target}`",
    why="What carves out of a rule that is not law on the same day can never bite.",
    remedy="correct the days of one of the two",
)

DAYS_REVERSED = Kind(
    code="Q0487",
    title="{what} ends on {end}, before it begins on {start}",
    why="What ends before it begins is law on no day.",
    remedy="correct one of the two days",
)
