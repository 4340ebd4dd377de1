"""Conditions and values are read as the language page says. Trees are written out by hand."""

import pytest
from syntax_pages import condition, value

CASES = {
    # loosest first: implies; and, or; not; comparison; + -; * /; of
    "a": "a",
    "a and b and not c": "and(a, b, not(c))",
    "a or not b implies c": "implies(or(a, not(b)), c)",
    "a implies b implies c": "implies(a, implies(b, c))",
    "not a = b": "not({a = b})",
    "a and (b or c)": "and(a, (or(b, c)))",
    "a + b * c - d": "{{a + {b * c}} - d}",
    "(a + b) / 2": "{({a + b}) / 2}",
    "a - -3": "{a - negative(3)}",
    "a <= b + 1 and c != d": "and({a <= {b + 1}}, {c != d})",
    "1 / 3 * 3": "{{1 / 3} * 3}",
    # literals
    "2,500": "2500",
    "14 %": "14 %",
    "0.14": "0.14",
    "1,234,567.89 AZN": "1234567.89 AZN",
    "2012-03-01": "2012-03-01",
    "2012-03-01 10:00 Asia/Baku": "2012-03-01 10:00 Asia/Baku",
    "2012-03-01 10:00 +04:00": "2012-03-01 10:00 +04:00",
    "48 hours": "48 hours",
    "1 month 2 days": "1 months 2 days",
    "2 weeks": "2 weeks",
    '"a text"': "'a text'",
    'x = "with \\"quotes\\""': "{x = 'with \"quotes\"'}",
    "yes": "yes",
    "none": "none",
    "today": "today",
    "as_of": "as_of",
    "imprisonment 1 year 11 months": "penalty amount([[imprisonment, 1 years 11 months]])",
    "fine 200 AZN": "penalty amount([[fine, 200 AZN]])",
    # is
    "x is none": "{x is none}",
    "x is not none": "{x is not none}",
    "x is payer.host": "{x is payer.host}",
    "n is breached": "{n is <breached>}",
    "n is not breached": "{n is not <breached>}",
    "n is not applicable": "{n is <not applicable>}",
    "n is not not applicable": "{n is not <not applicable>}",
    "n is not done": "{n is <not done>}",
    "n is fulfilled late": "{n is <fulfilled late>}",
    "n is in force or n is expired": "or({n is <in force>}, {n is <expired>})",
    "destination is empty": "{destination is <empty>}",
    "destination is not empty": "{destination is not <empty>}",
    # phrases
    "age of born on day": "age(born, day)",
    "age of c.born on today >= 18": "{age(c.born, today) >= 18}",
    "the later of a and b": "later(a, b)",
    "the earlier of a, b and c": "earlier(a, b, c)",
    "the larger of (a + 1) and b": "larger(({a + 1}), b)",
    "the smaller of a and b": "smaller(a, b)",
    "due of n": "due(n)",
    "end of n": "end(n)",
    "count of xs > 2": "{count(xs) > 2}",
    "days in p": "days_in(p)",
    "full months in p": "full_months_in(p)",
    "full years in p clipped to q": "full_years_in(clipped_to(p, q))",
    "a in common with b": "in_common(a, b)",
    "days in (a together with b)": "days_in((together_with(a, b)))",
    "count of a together with b": "count(together_with(a, b))",
    "calendar months of p": "calendar_months_of(p)",
    "calendar years of p": "calendar_years_of(p)",
    "period from a to none": "period(a, none)",
    "period from a to a + 1 year": "period(a, {a + 1 years})",
    "date of m = d": "{date_of(m) = d}",
    "year of d + month of d": "{year_of(d) + month_of(d)}",
    "day of d": "day_of(d)",
    "weekday of d": "weekday_of(d)",
    "first day of month of d": "first_day_of_month(d)",
    "last day of year of d": "last_day_of_year(d)",
    "start of p": "start_of(p)",
    "end of day d": "end_of_day(d)",
    "the 5 years before d": "years_before(5, d)",
    "illegal_crossing allows imposed": "allows(illegal_crossing, imposed)",
    # sets, periods, ranges
    "x in (a, b)": "{x in several([a, b])}",
    "x not in (a, b)": "not({x in several([a, b])})",
    "x in xs": "{x in xs}",
    "xs contains x": "{xs contains x}",
    "p overlap q": "{p overlap q}",
    "p overlaps q": "{p overlap q}",
    "x between 1 and 3 and y": "and(between(x, 1, 3), y)",
    # choices and quantifiers
    "if a then b else c": "choice(a, b, c)",
    "if a then b else if c then d else e and f": "choice(a, b, choice(c, d, and(e, f)))",
    "(if a then 1 else 2) + 3": "{(choice(a, 1, 2)) + 3}",
    "a and not if b then c else d": "and(a, not(choice(b, c, d)))",
    "some x in xs satisfies x.a and x.b": "quantified(some, x, xs, and(x.a, x.b))",
    "every x in xs satisfies x.a": "quantified(every, x, xs, x.a)",
    "a and some x in xs satisfies x.a": "and(a, quantified(some, x, xs, x.a))",
    "not some x in xs satisfies x.a": "not(quantified(some, x, xs, x.a))",
    "(some x in xs satisfies x.a) and b": "and((quantified(some, x, xs, x.a)), b)",
    "sum of x.a + 1 for x in xs": "quantified(sum, x, xs, {x.a + 1})",
    "sum of x.a for x in xs where x.b": "quantified(sum, x, xs, x.a, x.b)",
    "count of x in xs": "quantified(count, x, xs)",
    "(count of x in xs where x.b) > 1": "{(quantified(count, x, xs, x.b)) > 1}",
    "largest of x.a for x in xs or if none 0": "quantified(largest, x, xs, x.a, 0)",
    "smallest of x.a for x in xs where x.b or if none none": "quantified(smallest, x, xs, x.a, x.b, none)",
    "days in the 5 years before d": "days_in(years_before(5, d))",
    # of the next work
    "n as of day_of_act": "as of day(n, day_of_act)",
    "a * 14 % rounded up to 0.01 AZN": "rounded({a * 14 %}, up, 0.01 AZN)",
    "a rounded half away from zero": "rounded(a, half away from zero)",
    "a rounded down to 1": "rounded(a, down, 1)",
}


@pytest.mark.parametrize("words", CASES)
def test_a_value(words: str) -> None:
    assert value(words) == CASES[words]


def test_bullets_nest_like_a_statutes_own_list() -> None:
    """A list ends where a line stands no deeper than its bullets; what follows joins the outer condition."""
    words = """crossed
    and any of
      - (a) lacked_documents
      - (b) all of
          - (i) bypassed_checkpoint "elsewhere"
          - (ii) none of
              - permitted
              - excused
            and hidden
      - (c) helped
          or helping
    and came_to_stay"""
    assert condition(words) == (
        "and(crossed, any[a: lacked_documents, "
        "b: all[i: bypassed_checkpoint 'elsewhere', ii: and(none[permitted, excused], hidden)], "
        "c: or(helped, helping)], came_to_stay)"
    )


def test_bullets_may_be_counted() -> None:
    assert condition("at least 2 of\n    - a\n    - b\n    - c") == "at least 2[a, b, c]"
    assert condition("exactly 1 of\n    - (1) a\n    - (2) b") == "exactly 1[1: a, 2: b]"


def test_a_bracketed_letter_after_a_bullet_is_a_label() -> None:
    assert condition("all of\n    - (x) y\n    - (x or y)") == "all[x: y, (or(x, y))]"


def test_bullets_in_brackets() -> None:
    assert condition("a and (any of\n      - b\n      - c\n    or d)") == "and(a, (or(any[b, c], d)))"


def test_a_match_lists_its_cases() -> None:
    words = "match start\n    - decision : decided_at\n    - notice, service : served_at + 1 day\n  "
    assert value(words) == (
        "match(start, [match case([decision], decided_at), "
        "match case([notice, service], {served_at + 1 days})])"
    )


def test_a_match_in_a_bullet() -> None:
    words = "any of\n    - (a) match papers\n        - both : f and g\n        - either : f or g\n    - (b) h"
    assert condition(words) == (
        "any[a: match(papers, [match case([both], and(f, g)), match case([either], or(f, g))]), b: h]"
    )


def test_a_line_that_starts_with_an_operator_goes_on() -> None:
    assert condition("a\n      + b\n      * c\n      > d\n    and e") == "and({{a + {b * c}} > d}, e)"
    assert condition("a\n    is not none") == "{a is not none}"


def test_then_and_else_go_on() -> None:
    words = "\n    if a\n      and b\n    then c\n    else d"
    assert condition(words) == "choice(and(a, b), c, d)"


def test_a_line_that_is_not_deeper_ends_what_else_began() -> None:
    """`else`, `where` and `satisfies` reach over deeper lines; a line beside theirs joins the whole."""
    assert condition("a\n    and if b then c else d\n    and e") == "and(a, choice(b, c, d), e)"
    assert (
        condition("a\n    and every x in xs satisfies x.y\n    and e")
        == "and(a, quantified(every, x, xs, x.y), e)"
    )
    nested = "a\n    or some x in xs satisfies every y in x.ys satisfies y.z\n    or e"
    assert condition(nested) == "or(a, quantified(some, x, xs, quantified(every, y, x.ys, y.z)), e)"


def test_a_bracket_ends_what_else_began() -> None:
    assert condition("(if a then b else c) and d") == "and((choice(a, b, c)), d)"


def test_names_may_be_of_any_script() -> None:
    assert value("şəxs.əcnəbidir and дело_1") == "and(şəxs.əcnəbidir, дело_1)"


def test_words_that_no_name_can_be_confused_with_stay_free() -> None:
    assert value("fine + date + number + later + count + stay.days") == (
        "{{{{{fine + date} + number} + later} + count} + stay.days}"
    )


def test_comments_and_blank_lines_stand_anywhere() -> None:
    assert condition('a # or so\n\n    # and why\n    and b   # "not\n') == "and(a, b)"
