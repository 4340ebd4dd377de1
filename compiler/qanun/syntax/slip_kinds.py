"""Slips of people who come from a word processor, from programs or from another language: Q0160 to Q0179."""

from qanun.diagnostics.model import Kind

FOREIGN_WORD = Kind(
    code="Q0160",
    title="`{written}` is not a word of the language",
    why="The words of the language are the same in every country, so that every lawyer reads one text; "
    "names and labels may be in any language.",
    remedy="write `{meant}`",
)
CURRENCY_SIGN = Kind(
    code="Q0161",
    title="a currency is written with its three letters, not `{written}`",
    why="A sign or a word such as *dollars* is used in several countries; three letters mean one currency.",
    remedy="write `{meant}`",
)
INVISIBLE = Kind(
    code="Q0162",
    title="an invisible character stands in `{meant}`",
    why="With it this is another word than the one that is read, and nobody could see why.",
    remedy="remove it, or type the word anew",
)
LOOSE_ACCENT = Kind(
    code="Q0163",
    title="an accent in `{meant}` is a character of its own",
    why="It looks the same as the letter with its accent, but is another word; names would not be found.",
    remedy="type the word anew: `{meant}`",
)
LOOKALIKE = Kind(
    code="Q0164",
    title="`{letter}` in `{written}` is a letter of another alphabet",
    why="It looks the same but makes another word; names and words of the language would not be found.",
    remedy="type the word anew: `{meant}`",
)
PRINTED_LETTER = Kind(
    code="Q0390",
    title="`{written}` has a sign that is only drawn otherwise than a letter or digit",
    why="Two letters drawn as one, wide or raised ones make another word, which looks almost the same.",
    remedy="type the word anew: `{meant}`",
)
DAY_WRITTEN = Kind(
    code="Q0165",
    title="a day is written year-month-day, not `{written}`",
    why="In one country `03/04/2012` is a day in March, in another a day in April.",
    remedy="write {meant}",
)
CALL = Kind(
    code="Q0166",
    title="nothing is asked for as `{word}(…)`",
    why="Rules are written in words, so that they can be read aloud.",
    remedy="{meant}",
)
CONDITION_BEHIND = Kind(
    code="Q0167",
    title="here `if` stands behind the value that depends on it",
    why="The condition comes first, so that nobody takes the value for settled.",
    remedy="write `if CONDITION then VALUE else VALUE`",
)
COMMENT_SIGN = Kind(
    code="Q0168",
    title="a comment begins with `#`, not with `{written}`",
    why="Comments have one sign, so that nobody takes a remark for a rule.",
    remedy="write `#`",
)
BULLET_END = Kind(
    code="Q0169",
    title="nothing stands between two bullets; how they are joined is said above them",
    why="Statutes join their items with commas and *and*; here the word above the bullets does it.",
    remedy="remove `{written}`",
)
HYPHEN = Kind(
    code="Q0170",
    title="a name is joined by `_`, not by `-`: `{written}`",
    why="A hyphen between two names takes one from the other.",
    remedy="write `{meant}`",
)
TURN = Kind(
    code="Q0391",
    title="`{written}` is not how this is written here",
    why="One thing is written in one way, so that everybody reads it in one way.",
    remedy="{remedy}",
)
NO_START = Kind(
    code="Q0171",
    title="it is not said from when the term runs",
    why="A term is counted from an event, such as the service of a decision.",
    remedy="write `{written} after` and the fact that records the event",
)
NAME_WITH_BLANKS = Kind(
    code="Q0172",
    title="a name is one word: `{written}` is several",
    why="A blank ends a name.",
    remedy="write `{meant}`",
)
STATE_EQUALS = Kind(
    code="Q0173",
    title="a state is asked for with `is`, not with `=`",
    why="`=` compares two values; `pending`, `breached` and the like are states in which a norm is.",
    remedy="write `is {written}`",
)
