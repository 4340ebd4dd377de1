"""The mistakes of values and amounts that are written out."""

from qanun.diagnostics.model import Kind, Severity

SETTLED_CONDITION = Kind(
    code="Q0394",
    title="`{what}` {holds}: {why}",
    why="A condition that comes out the same in every case decides nothing; most often it is a slip.",
    remedy="correct it, or take it out",
    severity=Severity.WARNING,
)

REPEATED = Kind(
    code="Q0398",
    title="`{what}` is written twice among the {parts} here",
    why="The second adds nothing to the first; most often it was copied and should have been changed.",
    remedy="correct one of them, or take it out",
    severity=Severity.WARNING,
)

SAID_ALREADY = Kind(
    code="Q0399",
    title="`{word}` of {fact} says what its label says",
    why="`you` says to the person concerned what the label says of them, and `help` what helps to answer; "
    "the label's own words do neither.",
    remedy="write it otherwise, or take it out",
    severity=Severity.WARNING,
)

BACKWARDS = Kind(
    code="Q0395",
    title="`{first}` lies after `{last}`",
    why="Nothing lies between an end and a beginning that comes after it.",
    remedy="exchange the two",
)

PENALTY_WORD = Kind(
    code="Q0396",
    title="`{word}` is another kind of penalty than `{near}`",
    why="A word for a penalty need not be declared, so a slip in it makes a penalty that nobody can impose.",
    remedy="write `{near}`, or another word that is not so like it",
    severity=Severity.WARNING,
)

NO_CURRENCY_CODE = Kind(
    code="Q0384",
    title="`{code}` is the code of no currency",
    why="Currencies are written by their three letters in ISO 4217: EUR, AZN, TRY.",
    remedy="write the currency's three letters{nearest}",
)

COMMA_IN_LIST = Kind(
    code="Q0392",
    title="`{written}` may be one number or several here",
    why="Where commas separate the members of a list, one for the thousands can be read as such.",
    remedy="write `{whole}` for one number, `{apart}` for several",
)

NO_SUCH_COIN = Kind(
    code="Q0397",
    title="nobody can pay `{what}`: the smallest unit of the currency is {unit}",
    why="What is paid, imposed or given in a case is a whole number of the smallest coin.",
    remedy="write an amount in whole units of {unit}",
)

STEP_NOT_ABOVE_ZERO = Kind(
    code="Q0382",
    title="nothing can be rounded to a multiple of {step}",
    why="A step of 0 has no multiples but 0, and below 0 up and down would change their places.",
    remedy="write a step above 0, such as `to 0.01 EUR` or `to 10`",
)
