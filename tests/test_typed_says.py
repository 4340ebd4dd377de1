"""What is said of mistaken types, states, tables and versions: where, and how it is mended."""

import pytest
from test_typed import FACTS, typed

FACTS_HERE = f"""{FACTS}
fact done_ : yes/no
fact done_on : date or none
act entering
"""


def said(rules: str) -> list[tuple[str, str]]:
    """Code and place of each mistake."""
    return typed(rules, FACTS_HERE)[2]


# --- states -----------------------------------------------------------------------------------------------

NORMS = {
    "plain": "obligation n on nobody named when yes_",
    "done": "obligation n on nobody named when yes_\n  fulfilled by done_",
    "timed": "obligation n on nobody named when yes_\n  within 3 days after day_one\n  fulfilled by done_on",
    "timed yes/no": (
        "obligation n on nobody named when yes_\n  within 3 days after day_one\n  fulfilled by done_"
    ),
    "timed, nothing noted": "obligation n on nobody named when yes_\n  within 3 days after day_one",
    "right": "right n when yes_",
    "right until": "right n when yes_\n  until day_one",
    "prohibition": "prohibition n on nobody named when yes_",
    "prohibition noted": "prohibition n on nobody named when yes_\n  breached by done_",
    "barred": "right n when yes_\nexception e to n when done_",
    "only shortened": "right n when yes_\n  until day_one\nexception e to n when done_\n  until day_two",
    "overridden": "right n when yes_\nprohibition m on nobody named when done_\nm prevails over n",
    "timed by a ground": (
        "obligation n on nobody named\n  fulfilled by done_on\n"
        "ground g of n when yes_\n  within 3 days after day_one"
    ),
}
EVERY = (
    *("not applicable", "barred", "pending", "fulfilled", "fulfilled late", "breached"),
    *("not done", "done", "in force", "expired"),
)
TOLD = {
    "plain": "not applicable",
    "done": "not applicable, not done, done",
    "timed": "not applicable, pending, fulfilled, fulfilled late, breached",
    "timed yes/no": "not applicable, pending, fulfilled, breached",
    "timed, nothing noted": "not applicable",
    "right": "not applicable, in force",
    "right until": "not applicable, in force, expired",
    "prohibition": "not applicable, in force",
    "prohibition noted": "not applicable, breached, in force",
    "barred": "not applicable, barred, in force",
    "only shortened": "not applicable, in force, expired",
    "overridden": "not applicable, barred, in force",
    "timed by a ground": "not applicable, pending, fulfilled, fulfilled late, breached",
}


@pytest.mark.parametrize("kind", NORMS)
def test_the_states_that_a_norm_can_have(kind: str) -> None:
    """As the table of the language page has them; every other one is one mistake."""
    told = [state for state in EVERY if said(f"{NORMS[kind]}\ndefine it : yes/no is n is {state}") == []]
    assert told == TOLD[kind].split(", ")
    for state in set(EVERY) - set(told):
        assert said(f"{NORMS[kind]}\ndefine it : yes/no is n is {state}") == [("Q0404", "n")]


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ("define it : yes/no is yes_ is breached", [("Q0405", "yes_")]),
        ("rule r when yes_\ndefine it : yes/no is r is in force", [("Q0405", "r")]),
        ("define it : date or none is due of r\nright r when yes_", [("Q0409", "due of r")]),
        ("define it : date or none is end of r\nright r when yes_", [("Q0409", "end of r")]),
        ("define it : date or none is due of day_one", [("Q0409", "due of day_one")]),
        ("define it : date or none is end of day_one", [("Q0409", "end of day_one")]),
        ("define it : date or none is end of span_", []),
        ("define it : date or none is due of span_", [("Q0409", "due of span_")]),
        (
            "right r when yes_\n  until 3 days after fee\ndefine it : date or none is end of r",
            [("Q0412", "fee")],
        ),
        ("right r when yes_\n  until fee\ndefine it : date or none is end of r", [("Q0412", "fee")]),
        ("right r when yes_\n  until 3 hours after at_one\ndefine it : moment or none is end of r", []),
        ("right r when yes_\n  until 3 days after at_one\ndefine it : date or none is end of r", []),
        ("right r when yes_\n  until at_one\ndefine it : moment or none is end of r", []),
        (
            "right r when yes_\n  until fee after day_one\ndefine it : date or none is end of r",
            [("Q0301", "fee")],
        ),
    ],
)
def test_the_end_of_a_term_and_states_of_no_norm(rules: str, expected: list[tuple[str, str]]) -> None:
    """Days end on a date, hours at a moment; what rests on a mistaken term is not reported again."""
    assert said(rules) == expected


# --- tables -----------------------------------------------------------------------------------------------

TABLES: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "up to, from, above": ("- up to 1 : 1\n  - from 1 to 5 : 2\n  - above 5 : 3", []),
    "one after the other": ("- up to 1 : 1\n  - 2 to 5 : 2\n  - above : 3", []),
    "below zero": ("- up to -3 : 1\n  - from -3 to 0 : 2\n  - above : 3", []),
    "falling below zero": ("- up to -3 : 1\n  - up to -4 : 2\n  - above : 3", [("Q0386", "-4")]),
    "a hole": ("- up to 1 : 1\n  - from 3 to 5 : 2\n  - above : 3", [("Q0387", "3")]),
    "an overlap": ("- up to 3 : 1\n  - from 2 to 5 : 2\n  - above : 3", [("Q0388", "2")]),
    "two holes": (
        "- up to 1 : 1\n  - from 3 to 5 : 2\n  - from 7 to 9 : 3\n  - above : 4",
        [("Q0387", "3")],
    ),
    "two overlaps": (
        "- up to 3 : 1\n  - from 2 to 5 : 2\n  - from 4 to 9 : 3\n  - above : 4",
        [("Q0388", "2")],
    ),
    "nothing below, and a hole": (
        "- from 1 to 3 : 1\n  - from 7 to 9 : 3\n  - above : 4",
        [("Q0387", "1")],
    ),
    "above in the middle": ("- up to 3 : 1\n  - above 3 : 2\n  - up to 2 : 3", [("Q0386", "- up to 2 : 3")]),
    "nothing above": ("- up to 3 : 1\n  - up to 5 : 2", [("Q0387", "5")]),
    "nothing below": ("- from 1 to 3 : 1\n  - above : 2", [("Q0387", "1")]),
    "a fraction after a whole number": (
        "- up to 1.5 : 1\n  - from 2.5 to 5 : 2\n  - above : 3",
        [("Q0387", "2.5")],
    ),
    "of two kinds": ("- up to 1 : 1\n  - up to 2 AZN : 2\n  - above : 3", [("Q0301", "2 AZN")]),
    "a fact as a bound": ("- up to whole : 1\n  - above : 3", [("Q0385", "whole")]),
    "a sum as a bound": ("- up to 1 + 1 : 1\n  - above : 3", [("Q0385", "1 + 1")]),
    "a mixed length": ("- up to 1 month 2 days : 1\n  - above : 3", [("Q0385", "1 month 2 days")]),
    "a negated day": ("- up to -day_one : 1\n  - above : 3", [("Q0301", "-day_one")]),
    "a value of another type": ("- up to 1 : 1 AZN\n  - above : 3", [("Q0301", "1 AZN")]),
    "months": ("- up to 1 year : 1\n  - 13 months to 2 years : 2\n  - above : 3", []),
    "days": ("- up to 1 week : 1\n  - 8 days to 30 days : 2\n  - above : 3", []),
    "hours": ("- up to 24 hours : 1\n  - 25 hours to 48 hours : 2\n  - above : 3", [("Q0387", "25 hours")]),
    "dates": ("- up to 2012-02-29 : 1\n  - 2012-03-01 to 2012-12-31 : 2\n  - above : 3", []),
    "dates that fall": (
        "- up to 2012-03-01 : 1\n  - up to 2012-02-29 : 2\n  - above : 3",
        [("Q0386", "2012-02-29")],
    ),
    "moments": (
        "- up to 2012-03-01 10:00 +04:00 : 1\n  - up to 2012-03-01 07:00 +00:00 : 2\n  - above : 3",
        [],
    ),
    "moments that fall": (
        "- up to 2012-03-01 10:00 +04:00 : 1\n  - up to 2012-03-01 05:00 +00:00 : 2\n  - above : 3",
        [("Q0386", "2012-03-01 05:00 +00:00")],
    ),
    "percent": ("- up to 10 % : 1\n  - from 0.1 to 20 % : 2\n  - above 0.2 : 3", []),
    "an option": ("- up to guest : 1\n  - above : 3", [("Q0385", "guest")]),
    "an option of two types": ("- up to host : 1\n  - above : 3", [("Q0314", "host")]),
}


@pytest.mark.parametrize("kind", TABLES)
def test_the_bands_of_a_table(kind: str) -> None:
    """They rise and cover everything once; of what is wrong the first is told, where it stands."""
    bands, expected = TABLES[kind]
    assert said(f"table t of it : integer\n  {bands}") == expected


@pytest.mark.parametrize(
    ("bands", "asked", "expected"),
    [
        ("- up to 1 : 1\n  - above : 3", "part", []),
        ("- up to 1 : 1\n  - from 1 to 2 : 2\n  - above : 3", "part", []),
        ("- up to 1 : 1\n  - 2 to 5 : 2\n  - above : 3", "whole", []),
        ("- up to 1 : 1\n  - 2 to 5 : 2\n  - above : 3", "part", [("Q0301", "part")]),
        ("- up to 0 : 0\n  - up to 1 : 1\n  - 2 to 5 : 2\n  - above : 3", "part", [("Q0301", "part")]),
        ("- up to 1.5 : 1\n  - above : 3", "whole", []),
        ("- up to 5 AZN : 1\n  - above : 3", "whole", [("Q0301", "whole")]),
        ("- up to 1 month 2 days : 1\n  - above : 3", "whole", [("Q0385", "1 month 2 days")]),
    ],
)
def test_what_a_table_is_asked_about(bands: str, asked: str, expected: list[tuple[str, str]]) -> None:
    """Whole bounds take fractions too, unless a band begins one after the end of the last."""
    assert said(f"table t of it : integer\n  {bands}\ndefine it : integer is t of {asked}") == expected


# --- versions ---------------------------------------------------------------------------------------------

OLD = "right r when yes_\n  in_force until 2011-12-31\n"
NEW = "right r when done_\n  in_force from 2012-01-01\n"
LATE = "right s when yes_\n  in_force from 2012-06-01\n"


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        (OLD + NEW, []),
        (OLD + NEW + "exception e to r when done_\n  in_force from 2011-06-01", []),
        (
            LATE + "exception e to s when done_\n  in_force until 2012-05-31",
            [("Q0489", "in_force until 2012-05-31")],
        ),
        (
            LATE + OLD + "exception e to r, s when done_\n  in_force until 2011-12-31",
            [("Q0489", "in_force until 2011-12-31")],
        ),
        (
            LATE + "exception e to nothing, s when done_\n  in_force until 2012-05-31",
            [("Q0201", "nothing"), ("Q0489", "in_force until 2012-05-31")],
        ),
        (
            "define a : integer is 1\n  in_force until 2010-12-31\n"
            "define a : integer is 2\n  in_force from 2011-01-01 until 2011-12-31\n"
            "define a : date is day_one\n  in_force from 2012-01-01",
            [("Q0488", "a")],
        ),
        (
            "define a : integer is 1\n  in_force until 2010-12-31\n"
            "right a when yes_\n  in_force from 2011-01-01",
            [("Q0488", "a")],
        ),
        (
            "define a : integer is 1\n  in_force until 2010-12-31\n"
            "define a : integer is 2\n  in_force from 2011-02-01",
            [("Q0486", "a")],
        ),
    ],
)
def test_versions_and_what_carves_out_of_them(rules: str, expected: list[tuple[str, str]]) -> None:
    """One type and kind for all; an exception is law on a day of each rule that it carves out of."""
    assert said(rules) == expected


# --- norms ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ("offence o when yes_\n  punishable by fine 5 AZN to 3 AZN", [("Q0410", "fine 5 AZN to 3 AZN")]),
        ("offence o when yes_\n  punishable by exclusion 1 month 2 days", [("Q0307", "1 month 2 days")]),
        ("offence o when yes_\n  punishable by fine 3 days", [("Q0301", "3 days")]),
        ("offence o when yes_\n  punishable by exclusion 3 AZN", [("Q0301", "3 AZN")]),
        ("offence o when yes_\n  punishable by exclusion 3 days to 2 months", [("Q0303", "3 days")]),
        (
            "define it : yes/no is whole between day_one and day_one",
            [("Q0302", "whole between day_one and day_one")],
        ),
        ("right x of stay when yes_\nright y when yes_\nexception e to x, y when done_", [("Q0480", "y")]),
        ("right x of stay when yes_\nright y when yes_\nexception e to y, x when done_", [("Q0480", "x")]),
        (
            "right x of stay of entering when yes_\nprohibition y of entering on nobody named when yes_\n"
            'collision x with y "why"',
            [("Q0480", "y")],
        ),
        ("right x of stay when yes_\nright y when yes_\ny prevails over x", []),
        ("right x of stay when yes_\nright y when yes_\nx prevails over y", [("Q0480", "x")]),
    ],
)
def test_penalties_and_what_meets(rules: str, expected: list[tuple[str, str]]) -> None:
    """A fine is money, other penalties are lengths of one unit; what is said of a thing meets that alone."""
    assert said(rules) == expected


# --- what is settled, and what is rounded early ------------------------------------------------------------

EARLY = "(fee / 3) rounded up to 0.01 AZN"


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("yes_ or not yes_", [("Q0394", "yes_ or not yes_")]),
        ("yes_ or home not in (DE, TR)", []),
        ("home in (DE, TR) or home not in (FR, IT)", []),
        ("home in (DE, TR) or not home in (DE, TR)", [("Q0394", "home in (DE, TR) or not home in (DE, TR)")]),
    ],
)
def test_a_condition_beside_its_contrary(condition: str, expected: list[tuple[str, str]]) -> None:
    """Told where `not` stands before the same words, and not where it is one of them."""
    assert said(f"define it : yes/no is {condition}") == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (f"sum of {EARLY} for s in spans", []),
        (f"sum of {EARLY} for s in (calendar months of span_)", []),
        (f"sum of {EARLY} for s in stays", [("Q0371", EARLY)]),
        (f"fee + (sum of {EARLY} for s in spans)", [("Q0371", EARLY)]),
    ],
)
def test_where_money_is_rounded_in_a_sum(value: str, expected: list[tuple[str, str]]) -> None:
    """Of a period there can be no rule, so what is summed over periods is rounded where it stands."""
    assert said(f"define it : money in AZN is {value}") == expected


# --- what is written twice --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("condition", "twice"),
    [
        ("yes_ and done_ and yes_", ["yes_"]),
        ("yes_ or (yes_) or yes_", ["yes_", "yes_"]),
        ("(not yes_ and done_) or (not yes_  and done_)", ["not yes_  and done_"]),
        ("(yes_ and done_) or (done_ and yes_)", []),
        ("yes_ implies yes_", []),
        ("at least 2 of\n  - yes_\n  - done_\n  - yes_", ["yes_"]),
        ("whole in (1, 2, 1)", ["1"]),
        ("nothing_of_it and nothing_of_it", []),
    ],
)
def test_what_is_written_twice(condition: str, twice: list[str]) -> None:
    """The second of two conditions, bullets or members in the same words, brackets and blanks aside."""
    found = said(f"define it : yes/no is {condition}")
    assert [words for code, words in found if code == "Q0398"] == twice
