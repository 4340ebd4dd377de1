"""The types of expressions, the rows they choose, what narrows, and what each mistake is called."""

import pytest
from qanun.diagnostics.pages import FRAME
from qanun.document.read import read
from qanun.resolved.resolve import resolve
from qanun.resolved.walk import every
from qanun.syntax import tree
from qanun.syntax.parse import parse
from qanun.text import Text
from qanun.typed import types
from qanun.typed.check import check
from qanun.typed.model import Typed
from qanun.typed.operators import OPERATORS, result
from qanun.typed.types import DurationType, MoneyType, OneOfType, OrNone, SetType, Type

FACTS = """
type payer is one of
  - host
  - guest
type visitor is one of
  - host
  - stranger
record stay
  - began : date
  - ended : date or none
  - days_there : duration in days
fact yes_
fact whole : integer
fact part : number
fact fee : money in AZN
fact day_one : date
fact day_two : date or none
fact at_one : moment
fact at_two : moment or none
fact in_days : duration in days
fact in_months : duration in months
fact in_hours : duration in hours
fact span_ : period
fact spans : list of period
fact home : country
fact home_or_none : country or none
fact homes : set of country
fact payers : set of payer
fact stays : list of stay
fact who_pays : payer
fact who_comes : visitor
fact acted_by : authority
fact imposed : penalty
authority court
"""


def typed(rules: str, facts: str = FACTS) -> tuple[Typed, tree.Page, list[tuple[str, str]]]:
    """The tables, the page, and code and place of each mistake of names and types."""
    document = read(Text("example.md", FRAME.replace("{rules}", f"{facts}\n{rules}\n"))).value
    assert document is not None
    page = parse(document)
    assert [found.message for found in page.diagnostics] == []
    names = resolve([page.value])
    outcome = check(names.value)
    found = [*names.errors, *outcome.diagnostics]
    return outcome.value, page.value, [(one.kind.code, one.span.words) for one in found]


def mistakes(rules: str) -> list[tuple[str, str]]:
    return typed(rules)[2]


def value_of(page: tree.Page) -> tree.Expression:
    """The value of the last define of a page."""
    return [item for item in page.items if isinstance(item, tree.Define)][-1].value


def row(declared: str, expression: str) -> str | None:
    """The row that an expression chooses, where it is of the declared type."""
    tables, page, wrong = typed(f"define it : {declared} is {expression}")
    assert wrong == []
    return tables.operators.get(value_of(page))


# --- rows -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("declared", "expression", "expected"),
    [
        ("yes/no", "whole = 3", "="),
        ("yes/no", "day_two = day_one", "="),
        ("yes/no", "fee < 20 AZN", "<"),
        ("yes/no", "whole between 1 and 3", "<="),
        ("yes/no", "day_two is none", "is none"),
        ("yes/no", "who_pays is host", "="),
        ("yes/no", "home in (AZ, TR)", "="),
        ("yes/no", "home in homes", "has member"),
        ("yes/no", "homes contains AZ", "has member"),
        ("yes/no", "span_ contains day_one", "contains"),
        ("yes/no", "span_ overlaps span_", "overlap"),
        ("yes/no", "stays is empty", "is empty"),
        ("integer", "whole + 1", "+"),
        ("number", "whole / 3", "/"),
        ("number", "part * whole", "*"),
        ("money in AZN", "fee * 3", "*"),
        ("number", "fee / 3 AZN", "/"),
        ("money in AZN", "-fee", "negate"),
        ("duration in days", "day_one - 2012-03-01", "days between"),
        ("duration in hours", "at_one - as_of", "hours between"),
        ("date", "day_one + 1 month 2 days", "date plus"),
        ("date", "day_one - 1 year", "date minus"),
        ("moment", "at_one + 48 hours", "+"),
        ("duration in days", "in_days + 1 week", "+"),
        ("date", "date of at_one", "date of"),
        ("integer", "age of day_one on today", "age of"),
        ("date or none", "the later of day_one and day_two", "later of"),
        ("date", "the earlier of day_one and day_two", "earlier of"),
        ("money in AZN", "the larger of fee and 20 AZN", "larger of"),
        ("integer", "count of homes", "count of"),
        ("duration in days", "days in spans", "days in"),
        ("duration in months", "full years in span_", "full years in"),
        ("period or none", "span_ clipped to span_", "clipped to"),
        ("list of period", "spans clipped to span_", "clipped to"),
        ("date or none", "end of span_", "end of period"),
        ("period", "period from day_one to day_two", "period"),
        ("list of period", "the 5 years before day_one", "years before"),
        ("list of period", "calendar months of span_", "calendar months of"),
        ("list of period", "spans together with spans", "together with"),
        ("number", "in_days / 1 week", "ratio"),
        ("integer", "part rounded up", "rounded"),
        ("integer", "part rounded up to 10", "rounded"),
        ("integer", "whole rounded down to 10", "rounded"),
        ("number", "whole rounded down to 0.5", "rounded"),
        ("integer", "year of day_one", "year of"),
        ("date", "first day of month of day_one", "first day of month"),
        ("moment", "end of day day_one", "end of day"),
    ],
)
def test_the_row_of_an_expression(declared: str, expression: str, expected: str) -> None:
    """The types choose the row, and the result is of the declared type."""
    assert row(declared, expression) == expected


def test_every_row_says_what_it_takes() -> None:
    """No operator is without a form, and each has the name it stands under."""
    for name, operator in OPERATORS.items():
        assert operator.name == name
        assert operator.forms


@pytest.mark.parametrize(
    ("name", "operands", "expected"),
    [
        ("=", (types.DATE, OrNone(types.DATE)), types.YES_NO),
        ("=", (types.DATE, types.MOMENT), None),
        ("<", (DurationType("days"), DurationType("months")), None),
        ("<", (OrNone(types.DATE), types.DATE), None),
        ("+", (MoneyType("AZN"), MoneyType("EUR")), None),
        ("+", (types.MOMENT, DurationType("days")), None),
        ("earlier of", (OrNone(types.DATE), OrNone(types.DATE)), OrNone(types.DATE)),
        ("in common", (SetType(types.COUNTRY), SetType(types.COUNTRY)), SetType(types.COUNTRY)),
        ("in common", (SetType(types.COUNTRY), SetType(types.TEXT)), None),
        ("<", (types.BROKEN, types.DATE), types.YES_NO),
    ],
)
def test_results(name: str, operands: tuple[Type, ...], expected: Type | None) -> None:
    assert result(name, operands) == expected


def test_integers_become_numbers_where_a_number_is_wanted() -> None:
    tables, page, wrong = typed("define it : number is if yes_ then 1 else part * 2")
    assert wrong == []
    integers = [node for node in every(value_of(page)) if isinstance(node, tree.Number)]
    assert len(integers) == 2
    assert set(integers) <= tables.to_number


# --- bare words -------------------------------------------------------------------------------------------


def test_bare_words_are_read_by_the_type_expected() -> None:
    """The same word is another option beside another fact; on either side; in brackets; after `match`."""
    tables, _, wrong = typed(
        "define a : yes/no is who_pays is host and who_comes is host\n"
        "define b : yes/no is host = who_pays and payers contains host\n"
        "define c : yes/no is acted_by is court or home is not AZ\n"
        "define d : payer is match who_comes\n  - host : host\n  - stranger : guest"
    )
    assert wrong == []
    assert sorted(tables.values.values()) == sorted(["host"] * 6 + ["court", "AZ", "stranger", "guest"])
    options = [
        one for name, one in tables.types.items() if isinstance(name, tree.Refer) and str(name.name) == "host"
    ]
    assert {str(one) for one in options} == {"payer", "visitor"}


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("define a : yes/no is who_pays is stranger", [("Q0312", "stranger")]),
        ("define a : yes/no is home is XX", [("Q0316", "XX")]),
        ("define a : yes/no is home is guest", [("Q0313", "guest")]),
        ("define a : yes/no is home is court", [("Q0302", "home is court")]),
        ("define a : yes/no is day_one = AZ", [("Q0313", "AZ")]),
        ("define a : yes/no is day_one = host", [("Q0313", "host")]),
        ("define a : yes/no is host = host", [("Q0314", "host")]),
        ("define a : yes/no is host", [("Q0313", "host")]),
        ("define a : payer is visitor.host", [("Q0301", "visitor.host")]),
    ],
)
def test_bare_words_that_cannot_be_read(rule: str, expected: list[tuple[str, str]]) -> None:
    assert mistakes(rule) == expected


def test_an_option_of_the_name_of_a_fact() -> None:
    """Where only the option fits it is meant; where both fit, neither is chosen in silence."""
    facts = "type t is one of\n  - a\n  - b\nfact a\nfact x : t\n"
    tables, _, wrong = typed("define it : yes/no is x is a and a", facts)
    assert wrong == []
    assert list(tables.values.values()) == ["a"]
    both = "type t is one of\n  - a\n  - b\nfact a : t\nfact x : t\n"
    assert typed("define it : yes/no is x is a", both)[2] == [("Q0314", "a")]


# --- none -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "expression",
    [
        "day_two is not none and day_two <= day_one",
        "day_two is none or day_two <= day_one",
        "day_two is not none implies day_two <= day_one",
        "not (day_two is none) and day_two <= day_one",
        "if day_two is none then yes else day_two <= day_one",
        "day_two != none and day_two <= day_one",
        "(day_two is not none and yes_) and day_two <= day_one",
        "some s in stays satisfies s.ended is not none and s.ended <= day_one",
        "(count of s in stays where s.ended is not none and s.ended <= day_one) > 2",
        "all of\n    - day_two is not none\n    - day_two <= day_one",
        "any of\n    - day_two is none\n    - day_two <= day_one",
        "none of\n    - day_two is none\n    - day_two <= day_one",
    ],
)
def test_asked_first_it_is_not_none(expression: str) -> None:
    assert mistakes(f"define it : yes/no is {expression}") == []


@pytest.mark.parametrize(
    "expression",
    [
        "day_two <= day_one",
        "day_two is not none or day_two <= day_one",
        "day_two is none and day_two <= day_one",
        "if day_two is none then day_two <= day_one else yes",
        "at_two is not none and day_two <= day_one",
        "any of\n    - day_two is not none\n    - day_two <= day_one",
        "not (day_two is not none and yes_) or yes_ and day_two <= day_one".replace(
            " or yes_ and day_two <= day_one", " and day_two <= day_one"
        ),
    ],
)
def test_not_asked_it_may_be_none(expression: str) -> None:
    assert mistakes(f"define it : yes/no is {expression}") == [("Q0308", "day_two")]


def test_the_conditions_of_a_rule_narrow_its_own_clauses() -> None:
    """`when` speaks for the value and the term of the same ground, not for another's."""
    assert mistakes("rule r : date is day_two when day_two is not none") == []
    assert mistakes("rule r : date is day_two otherwise day_one") == [("Q0308", "day_two")]
    ground = (
        "rule r : date\nground a of r is day_two when day_two is not none\nground b of r is day_two when yes_"
    )
    assert mistakes(ground) == [("Q0308", "day_two")]
    later = "permission p on nobody named\n  when yes_\n  until day_two + 1 year"
    assert mistakes(later) == [("Q0308", "day_two")]
    assert mistakes(later.replace("yes_", "day_two is not none")) == []


# --- one mistake, one diagnostic ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("define a : yes/no is whole", [("Q0301", "whole")]),
        ("define a : date is at_one", [("Q0301", "at_one")]),
        ("define a : yes/no is in_days < in_months", [("Q0303", "in_days < in_months")]),
        ("define a : yes/no is fee > 3 EUR", [("Q0304", "fee > 3 EUR")]),
        ("define a : moment is at_one + 2 days", [("Q0305", "at_one + 2 days")]),
        ("define a : date is day_one + 2 hours", [("Q0306", "day_one + 2 hours")]),
        ("define a : yes/no is in_months > 1 month 2 days", [("Q0307", "1 month 2 days")]),
        ("define a : duration in days is 1 day 2 hours", [("Q0307", "1 day 2 hours")]),
        ("define a : yes/no is day_one = at_one", [("Q0302", "day_one = at_one")]),
        ("define a : yes/no is day_one is none", [("Q0309", "day_one")]),
        ("define a : yes/no is fee contains 3", [("Q0302", "fee contains 3")]),
        ("define a : integer is count of fee", [("Q0301", "fee")]),
        ("define a : yes/no is some s in fee satisfies yes_", [("Q0301", "fee")]),
        ("define a : yes/no is some s in stays satisfies s.nothing", [("Q0315", "nothing")]),
        ("define a : integer is part", [("Q0301", "part")]),
        (
            "define a : yes/no is at_one < 2012-03-25 04:30 Asia/Baku",
            [("Q0317", "2012-03-25 04:30 Asia/Baku")],
        ),
        (
            "define a : yes/no is at_one < 2012-10-28 04:30 Asia/Baku",
            [("Q0317", "2012-10-28 04:30 Asia/Baku")],
        ),
        (
            "define a : yes/no is at_one < 2012-03-25 04:30 Asia/Nowhere",
            [("Q0317", "2012-03-25 04:30 Asia/Nowhere")],
        ),
        ("fact m : money", [("Q0318", "money")]),
        ("fact l : list of integer", [("Q0319", "list of integer")]),
        ("fact s : set of stay", [("Q0319", "set of stay")]),
    ],
)
def test_types_that_do_not_fit(rule: str, expected: list[tuple[str, str]]) -> None:
    assert mistakes(rule) == expected


def test_offsets_make_doubled_hours_single() -> None:
    assert mistakes("define a : yes/no is at_one < 2012-10-28 04:30 +04:00") == []


def test_what_rests_on_a_mistake_is_not_mistaken_again() -> None:
    """A broken type agrees with everything, in other definitions too."""
    rules = "fact m : money\ndefine a : money in AZN is m + 3 AZN\ndefine b : yes/no is a > m and m = fee"
    assert mistakes(rules) == [("Q0318", "money")]
    assert mistakes("define a : date is nothing_such + 1 day\ndefine b : yes/no is a < day_one") == [
        ("Q0201", "nothing_such")
    ]


def test_a_match_says_what_holds_for_each_option() -> None:
    cases = "define a : integer is match who_comes\n"
    assert mistakes(cases + "  - host : 1") == [("Q0310", "match who_comes\n  - host : 1")]
    assert mistakes(cases + "  - host : 1\n  - host, stranger : 2") == [("Q0311", "host")]
    assert mistakes(cases + "  - host : 1\n  - strange : 2") == [("Q0312", "strange")]
    assert mistakes(cases + "  - host : 1\n  - stranger : day_one") == [("Q0320", "day_one")]


# --- norms ------------------------------------------------------------------------------------------------

DUTY = "obligation leave on nobody named\n  within 48 hours after at_two\n  fulfilled by at_two\n"
BARE = "obligation leave on nobody named\n  when yes_\n  fulfilled by at_two\n"
BAN = "prohibition ban on nobody named\n  when yes_\n"


@pytest.mark.parametrize(
    ("norm", "state", "told"),
    [
        (DUTY, "pending", True),
        (DUTY, "breached", True),
        (DUTY, "fulfilled late", True),
        (DUTY, "not done", False),
        (DUTY, "in force", False),
        (DUTY, "not applicable", True),
        (DUTY.replace("  fulfilled by at_two\n", ""), "pending", False),
        (DUTY.replace("by at_two", "by yes_"), "fulfilled", True),
        (DUTY.replace("by at_two", "by yes_"), "fulfilled late", False),
        (BARE, "done", True),
        (BARE, "not done", True),
        (BARE, "breached", False),
        (BAN, "in force", True),
        (BAN, "barred", False),
        (BAN + "exception e to ban when yes_\n", "barred", True),
        (BAN + "  until day_two\nexception e to ban when yes_\n  until day_one\n", "barred", False),
        (BAN, "expired", False),
        (BAN + "  until day_two\n", "expired", True),
        (BAN, "breached", False),
        (BAN + "  breached by yes_\n", "breached", True),
    ],
)
def test_only_states_that_a_clause_can_tell_may_be_asked(norm: str, state: str, told: bool) -> None:
    name = norm.split()[1]
    expected = [] if told else [("Q0404", name)]
    assert mistakes(f"{norm}status s when {name} is {state}") == expected


def test_the_end_of_a_term_is_a_moment_after_hours_and_a_date_after_days() -> None:
    """And none where the event is; an exception may make it either."""
    asked = "define a : yes/no is due of leave is not none and due of leave < "
    assert mistakes(DUTY + asked + "at_one") == []
    assert mistakes(DUTY + asked + "day_one") == [("Q0302", "due of leave < day_one")]
    days = DUTY.replace("48 hours", "2 days")
    assert mistakes(days + asked + "day_one") == []
    assert mistakes(days + "define a : yes/no is due of leave < day_one") == [("Q0308", "due of leave")]
    assert mistakes(BARE + "define a : yes/no is due of leave is none") == [("Q0409", "due of leave")]


def test_exceptions_replace_what_is_there() -> None:
    """A term for a term, whichever its form; one that the target does not set is an error."""
    assert mistakes(DUTY + "exception e to leave when yes_\n  no later than day_two") == []
    assert mistakes(DUTY + "exception e to leave when yes_\n  until day_two") == [("Q0403", "until day_two")]
    assert mistakes(BAN + "exception e to ban when yes_") == []
    rule = "rule r : integer\nground g of r is 1 when yes_\n"
    assert mistakes(rule + "exception e to r.g is 2 when yes_") == []
    assert mistakes(rule + "exception e to r is 2 when yes_") == []
    assert mistakes(rule + "exception e to r is day_one when yes_") == [("Q0301", "day_one")]
    chain = rule + "exception e to r.g when yes_\nexception f to e is 2 when yes_"
    assert mistakes(chain) == [("Q0403", "2")]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("rule r : integer when yes_", [("Q0401", "r")]),
        ("rule r : integer\nground g of r when yes_", [("Q0401", "g")]),
        ("rule r\nground g of r when yes_", []),
        ("rule r : integer is 3 when yes_\nground g of r is 4 when yes_", []),
        ("prohibition p when yes_", [("Q0406", "p")]),
        ("permission p when yes_", []),
        ("prohibition p\nground g of p on nobody named when yes_", []),
        ("power p by fee when yes_", [("Q0408", "fee")]),
        ("power p by acted_by when yes_", []),
        ("offence o on nobody named punishable by fine 2 years", [("Q0301", "2 years")]),
        ("offence o on nobody named punishable by imprisonment 20 AZN", [("Q0301", "20 AZN")]),
        (
            "offence o on nobody named punishable by imprisonment 2 months to 3 days",
            [("Q0303", "2 months")],
        ),
        ("offence o on nobody named punishable by imprisonment 1 year to 12 months", []),
        ("obligation o on nobody named within 2 hours after day_two", [("Q0306", "2 hours")]),
        ("obligation o on nobody named within 2 days after at_two", []),
        ("obligation o on nobody named before yes_", [("Q0412", "yes_")]),
        ("power p on nobody named exercised by fee", [("Q0413", "fee")]),
        ("rule r : integer is 3 in_force from 2012-01-01", []),
        (
            "rule r : integer is 3 in_force from 2012-01-01 until 2011-12-31",
            [("Q0487", "in_force from 2012-01-01 until 2011-12-31")],
        ),
        ("obligation o on nobody named within 1 month 2 days after day_two", []),
    ],
)
def test_clauses(rule: str, expected: list[tuple[str, str]]) -> None:
    assert mistakes(rule) == expected


def test_allows_tests_a_penalty_of_an_offence() -> None:
    offence = "offence o on nobody named punishable by fine 20 AZN to 50 AZN\n"
    assert mistakes(offence + "define a : yes/no is o allows imposed") == []
    assert mistakes(offence + "define a : yes/no is o allows fee") == [("Q0301", "fee")]


def test_is_empty_of_a_rule_only_in_its_own_silence() -> None:
    rule = "rule r : integer is 3 when yes_\n"
    assert mistakes(rule + "silence s on r when r is empty noticed") == []
    assert mistakes(rule + "define d : yes/no is r is empty") == [("Q0411", "r")]


# --- scenarios --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("home = AZ", []),
        ("homes = (AZ, TR)", []),
        ("homes = AZ", []),
        ("who_pays = host", []),
        ("who_pays is guest", []),
        ("who_pays = stranger", [("Q0312", "stranger")]),
        ("day_two = none", []),
        ("day_one = none", [("Q0301", "none")]),
        ("fee = 3", [("Q0301", "3")]),
        ("fee", [("Q0301", "fee")]),
        ("not whole", [("Q0301", "not whole")]),
        ("acted_by = court", []),
        ("as_of = 2012-03-01", []),
        ("as_of = 3", [("Q0301", "3")]),
        ("spans =\n      - period from 2012-01-01 to none", []),
        ("stays =\n      - began = 2012-01-01, ended = none", []),
        ("stays =\n      - began = none", [("Q0301", "none")]),
        ("stays =\n      - start = 2012-01-01", [("Q0315", "start")]),
        ("day_one = day_two", [("Q0308", "day_two")]),
        ("day_one = 2012-01-01 + 1 day", []),
        ("whole = whole", [("Q0601", "whole")]),
        ("whole = 3\n    whole = 4", [("Q0603", "whole = 4")]),
    ],
)
def test_what_is_given(given: str, expected: list[tuple[str, str]]) -> None:
    assert mistakes(f'status s when yes_\nscenario "x"\n  given {given}\n  then s') == expected


def test_what_is_expected() -> None:
    """Of a valued rule its value, of a norm yes or no or a state, of an end a day; each of its type."""
    rules = DUTY + 'rule payee : payer is host when yes_\nscenario "x"\n  given yes_\n  then '
    assert (
        mistakes(
            rules
            + "leave is pending\n    and due of leave = 2012-03-01 10:00 Asia/Baku\n    and payee is guest"
        )
        == []
    )
    assert mistakes(rules + "leave is done") == [("Q0404", "leave")]
    assert mistakes(rules + "payee") == [("Q0301", "payee")]
    assert mistakes(rules + "payee is stranger") == [("Q0312", "stranger")]
    assert mistakes(rules + "due of leave = 2012-03-01") == [("Q0301", "2012-03-01")]
    assert mistakes(rules + "whole = 3") == [("Q0602", "whole")]


def test_readings_have_the_options_that_are_chosen() -> None:
    rules = "reading how\n  - this_way\n  - that_way\nstatus s when how is this_way\n"
    scenario = 'scenario "x"\n  given yes_\n  under how is {}\n  then s'
    tables, page, wrong = typed(rules + scenario.format("that_way"))
    assert wrong == []
    assert sorted(tables.values.values()) == ["that_way", "this_way"]
    assert mistakes(rules + scenario.format("no_way")) == [("Q0312", "no_way")]
    reading = next(item for item in page.items if isinstance(item, tree.Reading))
    type_ = tables.declared[tables.resolved.by_node[reading]]
    assert type_ == OneOfType("example.how", ("this_way", "that_way"))
