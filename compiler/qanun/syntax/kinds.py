"""What can be wrong in the writing of a rule block."""

from qanun.diagnostics.model import Kind, Severity

UNREADABLE = Kind(
    code="Q0100",
    title="after {before} there can't be {found}",
    why="A rule is read word by word; here it stops making sense. This entry is left out, the others stand.",
    remedy="expected: {expected}",
)
UNKNOWN_ITEM = Kind(
    code="Q0101",
    title="no entry begins with `{word}`",
    why="Every entry of a block begins with a word that says what it is: `fact`, `rule`, `offence` …",
    remedy="{remedy}",
)
UNKNOWN_CLAUSE = Kind(
    code="Q0106",
    title="no clause of {item} begins with `{word}`",
    why="Each clause begins with its own words; what no clause begins with would decide nothing.",
    remedy="{remedy}",
)
KEYWORD_AS_NAME = Kind(
    code="Q0103",
    title="`{word}` is a word of the language and can't be a name",
    why="A word that means something in rules would be read as that, not as the name.",
    remedy="{remedy}",
)
DOTTED_DECLARATION = Kind(
    code="Q0104",
    title="a name that is declared has no dot: `{word}`",
    why="A dot leads from a law to its names, or from a rule to its grounds.",
    remedy="declare it as `{suggestion}`",
)
UNFINISHED = Kind(
    code="Q0105",
    title="this entry ends too early, after {before}",
    why="Something must still follow, so this entry is left out.",
    remedy="expected: {expected}",
)
MIXED = Kind(
    code="Q0110",
    title="`and` and `or` stand side by side, and it is not said which belongs together",
    why="Two readers would group them differently, and so would two courts.",
    remedy="write {ways}, or use `all of` and `any of` with bullets",
)
ONE_EQUALS = Kind(
    code="Q0111",
    title="a value is given with `is`, not with `=`",
    why="`=` compares two values in a condition.",
    remedy="write `is`",
)
WRONG_SIGN = Kind(
    code="Q0112",
    title="`{written}` is not a sign of the language",
    why="The language uses words where it can and few signs.",
    remedy="write `{meant}`",
)
UNKNOWN_SIGN = Kind(
    code="Q0113",
    title="`{written}` has no meaning here",
    why="No rule, number, date or name is written with this sign.",
    remedy="{advice}",
)
OPEN_BRACKET = Kind(
    code="Q0114",
    title="this bracket is not closed",
    why="A bracket that is opened is closed in the same entry.",
    remedy="add `)` where the part ends",
)
CLOSED_BRACKET = Kind(
    code="Q0115",
    title="this bracket closes nothing",
    why="No bracket is open at this place.",
    remedy="remove it, or add `(` where the part begins",
)
OPEN_QUOTE = Kind(
    code="Q0116",
    title="this quotation is not closed on its line",
    why="A text in quotes ends on its line; a long one is written as several, one below the other.",
    remedy='add `"` where the text ends',
)
SMART_QUOTES = Kind(
    code="Q0117",
    title="a text stands in straight quotes, not in `{written}`",
    why="Word processors put typographic quotes in their place.",
    remedy='write `"`',
)
ODD_BLANK = Kind(
    code="Q0118",
    title="this blank is not an ordinary blank",
    why="A non-breaking or special blank looks like a blank but is another character.",
    remedy="type an ordinary blank",
)
TAB = Kind(
    code="Q0119",
    title="this line is indented with a tab",
    why="A tab has no fixed width, and the indentation decides what belongs together.",
    remedy="indent with blanks",
)
WRONG_BULLET = Kind(
    code="Q0120",
    title="`{written}` does not begin a bullet",
    why="A bullet is a hyphen and a blank at the start of a line.",
    remedy="write `- `",
)
COMMA_BLANK = Kind(
    code="Q0121",
    title="a comma that separates has a blank after it",
    why="Without the blank it reads like a part of a number, as in `2,500`.",
    remedy="add a blank",
)
BAD_NUMERAL = Kind(
    code="Q0122",
    title="`{written}` is not how a number is written here",
    why="Thousands are set off by a comma and three digits, decimals by a point: `2,500` and `0.14`; "
    "a day is written `2012-03-01`; a unit stands apart: `48 hours`.",
    remedy="{remedy}",
)
LONG_NUMERAL = Kind(
    code="Q0190",
    title="the number is too long",
    why="A number on a page has at most 100 digits; no law means a longer one.",
    remedy="write a shorter number",
)
NO_SUCH_DAY = Kind(
    code="Q0123",
    title="there is no such day or time: `{written}`",
    why="Days are written year-month-day, times from 00:00 to 23:59.",
    remedy="{remedy}",
)
NO_ZONE = Kind(
    code="Q0124",
    title="`{written}` is a moment without a time zone",
    why="The same time of day is another moment elsewhere.",
    remedy="add the zone, as in `2012-03-01 10:00 Asia/Baku` or `2012-03-01 10:00 +04:00`",
)
CAPITAL = Kind(
    code="Q0125",
    title="`{written}` is written with small letters",
    why="The words of the language have no capitals.",
    remedy="write `{meant}`",
)
ELIF = Kind(
    code="Q0126",
    title="`{written}` is not a word of the language",
    why="A further condition is an `if` after `else`.",
    remedy="write `else if`",
)
COLON = Kind(
    code="Q0127",
    title="no colon stands after `{word}`",
    why="A colon stands only before a type and between the options and the value of a `match`.",
    remedy="remove the colon",
)
NOT_INDENTED = Kind(
    code="Q0128",
    title="this line belongs to the entry above, but is not indented",
    why="What stands at the start of a line begins a new entry.",
    remedy="indent the line",
)
BULLETS_ASTRAY = Kind(
    code="Q0129",
    title="this bullet is not in line with the others",
    why="Bullets of one list begin in the same column; a deeper list begins further to the right.",
    remedy="put it in the column of the bullets to which it belongs",
)
BULLETS_OF_WHAT = Kind(
    code="Q0130",
    title="it is not said how these bullets are joined",
    why="A list of conditions may mean all of them or any of them.",
    remedy="write `all of`, `any of`, `none of`, `exactly N of` or `at least N of` before the bullets{minus}",
)
CLAUSE_TWICE = Kind(
    code="Q0131",
    title="{clause} is written twice in one entry",
    why="It would not be clear which of the two counts.",
    remedy="join the two, or make a second entry",
)
CLAUSE_ASTRAY = Kind(
    code="Q0132",
    title="{kind} has no `{clause}`",
    why="Each kind of entry has its own clauses.",
    remedy="`{clause}` belongs to: {owners}",
)
VALUE_MISSING = Kind(
    code="Q0133",
    title="it is not said what `{name}` is",
    why="A define gives a value by one expression.",
    remedy="add `is` and the value",
)
ASKS_UNKNOWN = Kind(
    code="Q0134",
    title="no rule may ask whether something is unknown",
    why="What is unknown today may be known tomorrow; a rule that turned on it would change its answer.",
    remedy="rest the rule on a positive finding, such as `found_free_of_risk`",
)
TOO_DEEP = Kind(
    code="Q0135",
    title="this is nested too deeply to be read",
    why="Neither people nor the compiler follow so many levels.",
    remedy="name parts of it with `define`",
)
MISSING_JOIN = Kind(
    code="Q0136",
    title="nothing joins {before} and {found}",
    why="Between two conditions stands `and` or `or`.",
    remedy="write `and` or `or` between them{label}",
)
NO_PART = Kind(
    code="Q0137",
    title="{kind} lacks {part}",
    why="Without it the entry says nothing.",
    remedy="add {part}",
)
BAD_HEADLINE = Kind(
    code="Q0138",
    title="the braces of this headline are not in pairs",
    why="What stands between two braces is worked out when the headline is written.",
    remedy="write each value between one opening and one closing brace",
)
NEEDS_BRACKETS = Kind(
    code="Q0139",
    title="it is not clear whether this line still belongs to what follows `{word}`",
    why="What it begins reaches to the end of its line; readers would part about a line that goes on below.",
    remedy="put brackets round the part that belongs to `{word}`, or round all of it",
)
YEARS_ONLY = Kind(
    code="Q0140",
    title="only full years can be counted back so",
    why="`the 5 years before D` is a list of years.",
    remedy="write `years`, or a `period from … to …`",
)
BROKEN_DURATION = Kind(
    code="Q0141",
    title="days, months and years are counted whole: `{written}`",
    why="Half a month or half a year has no fixed number of days, and half a day no fixed number of hours.",
    remedy="use a smaller unit; hours may be a fraction: `1.5 hours`",
)
ENTRY_INDENTED = Kind(
    code="Q0182",
    title="`{word}` begins an entry, but is indented",
    why="An entry begins at the left edge of its block; what is indented belongs to the entry above.",
    remedy="put `{word}` at the left edge",
)
DOUBTFUL_IS = Kind(
    code="Q0183",
    title="this `is` may give the value of {owner} or go on with the condition above it",
    why="Two blanks more or fewer would change what the rule says, and no reader would see it.",
    remedy="put `is` in the column of `when` if it gives the value; on the line of the words that it "
    "belongs to if it goes on with the condition",
)
AFTER_BULLETS = Kind(
    code="Q0184",
    title="this `{word}` may go on with the last bullet or with the whole list",
    why="One blank more or fewer would change what the rule says, and no reader would see it.",
    remedy="put it further left than the bullets if it goes on with the list; under the words of the last "
    "bullet if it goes on with that",
)
NO_FIRST_QUOTE = Kind(
    code="Q0194",
    title="the quote is missing before `{word}`",
    why="A text begins and ends with a quote on its line.",
    remedy='write `"` before `{word}`',
)
NO_ANCHOR_SIGN = Kind(
    code="Q0197",
    title="`{written}` names no provision",
    why="A provision is named by its anchor, which begins with `#`, so that a reader finds it with a search.",
    remedy="write `{meant}`",
)
PROSE = Kind(
    code="Q0198",
    title="this is a sentence and no rule",
    why="A rule block holds rules alone; the law's text stands in a quote, remarks outside of both.",
    remedy="put the law's text into a quote above the block, a remark outside of it or behind a `#`",
)
NO_TEXT = Kind(
    code="Q0185",
    title="{item} stands below no text of the law",
    why="A rule that no provision states cannot be compared with the law; perhaps a `>` is missing above it.",
    remedy="quote the provision above the block, or name one that stands elsewhere with `also states #1.1`",
    severity=Severity.WARNING,
)
SECOND_BLOCK = Kind(
    code="Q0195",
    title="{item} stands in a second block below {label}, and nothing stands between the two",
    why="It counts as part of the provision above the first block; most often its own text was forgotten.",
    remedy="quote above the block what it states; if that is {label} too, join the two blocks",
    severity=Severity.WARNING,
)
ENCODED_AFTER_ALL = Kind(
    code="Q0186",
    title="provision {label} is said to have no rule, but `{rule}` states it",
    why="`not encoded` tells readers that no rule states the provision.",
    remedy="remove `not encoded`, or give what has no rule a label of its own in the quote",
)
OF_TOO_LATE = Kind(
    code="Q0180",
    title="`{of}` stands too late: what {kind} is about follows its name",
    why="The name is said together with its thing wherever it is used, so it is declared so.",
    remedy="write `{of}` directly behind the name, before the type and the label",
)

EMPTY_LABEL = Kind(
    code="Q0725",
    title="these quotes are empty",
    why="A form, an answer and a report of a test speak with these words; without them they say nothing.",
    remedy="write what a reader is to be told, or take the quotes out where nothing needs to stand",
)

NO_PLACE = Kind(
    code="Q0181",
    title="`{written}` is no place in a list",
    why="The things of a list are counted from the first, which is 1.",
    remedy="write a whole number",
)
