"""The mistakes of types and units: Q03xx."""

from qanun.diagnostics.model import Kind, Severity

WRONG_TYPE = Kind(
    code="Q0301",
    title="here stands {found}; {wanted} is needed",
    why="A rule that takes a day for a sum, or a sum for a condition, has no meaning.",
    remedy="{remedy}",
)

OPERANDS = Kind(
    code="Q0302",
    title="{left} cannot be {done} {right}",
    why="Only things of one kind are compared and counted together.",
    remedy="{remedy}",
)

UNITS = Kind(
    code="Q0303",
    title="{left} and {right} have no common measure",
    why="A month has 28 to 31 days, a day 23 to 25 hours: which of two such terms is longer depends.",
    remedy="{remedy}",
)

CURRENCIES = Kind(
    code="Q0304",
    title="{left} and {right} are different currencies",
    why="Currencies mix only at a rate, and no rate is stated.",
    remedy="state both sums in one currency",
)

DAYS_TO_MOMENT = Kind(
    code="Q0305",
    title="{duration} cannot be counted from a moment",
    why="Days and months are days of the calendar; only hours run from an instant.",
    remedy="write `date of` before the moment, or count in hours",
)

HOURS_TO_DATE = Kind(
    code="Q0306",
    title="hours cannot be counted from a date",
    why="A date has no hour from which they could run.",
    remedy="count from a moment, or in days",
)

MIXED_UNITS = Kind(
    code="Q0307",
    title="{duration} is no single duration",
    why="Months and days together only move a date: months first, then days. Hours never mix with either.",
    remedy="add it to a date, or state it in one unit",
)

MAY_BE_NONE = Kind(
    code="Q0308",
    title="`{what}` may be none here",
    why="What is none is not before, after or equal to anything; the rule must say what follows then.",
    remedy="ask first: `{what} is not none and …`",
)

NEVER_NONE = Kind(
    code="Q0309",
    title="`{what}` is never none",
    why="A condition that always comes out the same is most often a slip.",
    remedy="take the question out, or declare it as `{type} or none`",
)

NOT_EXHAUSTIVE = Kind(
    code="Q0310",
    title="nothing is said for {missing}",
    why="A match says what follows for each option; a forgotten one would be decided by chance.",
    remedy="add a line for {missing}",
)

CASE_TWICE = Kind(
    code="Q0311",
    title="`{name}` stands twice in this match",
    why="Two lines for one option may say two things.",
    remedy="take one of them out",
)

NO_OPTION = Kind(
    code="Q0312",
    title="`{name}` is no option of {type}",
    why="A one-of type has exactly the options that it lists.",
    remedy="write one of {options}{nearest}",
)

NO_OPTION_HERE = Kind(
    code="Q0313",
    title="`{name}` is {what}, and {wanted} is needed here",
    why="A bare word is read by the type that is expected where it stands.",
    remedy="write {wanted}, or write out the one that is meant{value}",
)

TWO_OPTIONS = Kind(
    code="Q0314",
    title="`{name}` may be {meanings}",
    why="Nothing here says which of them is meant.",
    remedy="write out the one that is meant",
)

NO_FIELD = Kind(
    code="Q0315",
    title="{owner} has no field `{name}`",
    why="A record has exactly the fields that it lists; nothing else has fields.",
    remedy="correct the spelling{nearest}",
)

NO_COUNTRY = Kind(
    code="Q0316",
    title="`{name}` is the code of no country",
    why="Countries are written by their two letters in ISO 3166: AZ, TR, GE.",
    remedy="write the country's two letters{meant}",
)

NO_SUCH_DAY = Kind(
    code="Q0317",
    title="`{text}` is {fault}",
    why="A day or hour that does not exist, or exists twice, decides nothing.",
    remedy="{remedy}",
)

NO_CURRENCY = Kind(
    code="Q0318",
    title="this money has no currency",
    why="Sums are compared only within a currency; plain `money` is the one that the head of the page names.",
    remedy="write `money in AZN`, or `currency: AZN` in the head of the page",
)

NO_SUCH_TYPE = Kind(
    code="Q0319",
    title="there is no {type}: {why}",
    why="A type must say what is measured, and hold only what can be told apart.",
    remedy="{remedy}",
)

BRANCHES = Kind(
    code="Q0320",
    title="one way this is {one}, another way {other}",
    why="A value has one type, whichever way the case goes.",
    remedy="make all branches of one type",
)

ONE_OPTION = Kind(
    code="Q0360",
    title="the reading `{name}` leaves no choice: it has one option",
    why="A reading says that the law can be read in several ways; with one way, nothing is open.",
    remedy="name the other way in which it can be read, or write the rule without the reading",
)

NO_VALUE = Kind(
    code="Q0321",
    title="`{name}` is {what}, not a value",
    why="Only what a case can decide has a value.",
    remedy="{remedy}",
)

REACHES_TOO_FAR = Kind(
    code="Q0323",
    title="`{comparison}` belongs to the condition behind `where`; what is counted is compared with nothing",
    why="The condition behind `where` reaches to the end of its line or bracket, comparisons included.",
    remedy="put brackets round what is compared: `({each} where …) {comparison}`",
)

LEAVES_MINOR_UNIT = Kind(
    code="Q0370",
    title="`{what}` can come to a fraction of {unit}, the smallest unit of the currency",
    why="Nobody can pay a part of the smallest coin; whether it is dropped or not is for the law to say.",
    remedy="say how the value is rounded, such as `rounded down to {unit}`",
)

ROUNDED_EARLY = Kind(
    code="Q0371",
    severity=Severity.WARNING,
    title="`{what}` is rounded before it is a value",
    why="An amount is rounded once, at the end: what is rounded on the way makes the end differ.",
    remedy="round where the rule states its value; if the law rounds here, `define` the amount on its own",
)

BROKEN_PERIODS = Kind(
    code="Q0372",
    title="several periods have no sum in `{what}`",
    why="Months and years differ in length: what broken periods come to depends on how they are converted.",
    remedy="add up `days in` them; let a reading or a definition say how many days stand for a month or year",
)

OF_WHICH = Kind(
    code="Q0380",
    title="`{name}` is about each `{thing}`; of which one is not said",
    why="A rule about a thing says something of each one; a condition must say whose it means.",
    remedy="write `{name} of` and the {thing} that is meant, or ask all: `some c in … satisfies {name} of c`",
)

NO_AMOUNT = Kind(
    code="Q0325",
    title="`{name}` is {type}, and a rule is about no such amount",
    why="A rule about an amount works one out of another: a number, money, a day, a moment or a duration.",
    remedy="declare the rule about the record (`of child`), or let it ask for the fact itself",
)

OF_NOTHING = Kind(
    code="Q0381",
    title="`{name}` is not about a thing, so it is asked of none",
    why="Only what is declared about a record (`rule allowance of child`) differs from thing to thing.",
    remedy="take the `of` out, or declare the rule about the record",
)
