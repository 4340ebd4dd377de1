"""How the plain evaluation of a question reads: the straight-line Python that a developer steps through.

It is written as somebody would by hand: conditions as they stand in the law, nothing asked for that is not
needed, no basis noted that nothing rests on, one line where one is enough.
"""

from textwrap import dedent

import pytest
from qanun.pipeline import compile
from qanun.targets import TARGETS
from qanun.text import Text

HEAD = """\
---
law: Sales
jurisdiction: nowhere
module: sales
in_force: not stated
time_zone: Asia/Baku
rounding: down
currency: AZN
source: made up
---

> **1** What is sold.

```qanun
reading how "How is it read?"
  - narrow "narrowly"
  - wide
type kind is one of
  - new
  - old
record sale
  - price : money "price"
  - sold_on : date or none
fact a
fact b
fact c
fact n : integer
fact x : number
fact day : date or none
fact first_day : date
fact kind_of_it : kind
fact sales_made : list of sale
fact last_sale : sale
fact homes : set of country
fact home : country
fact spell : period
fact spells : list of period
"""


def written(rules: str) -> list[str]:
    """The function of the page's one question."""
    compiled = compile([Text("sales.md", f"{HEAD}{rules}```\n")])
    assert compiled.errors == ()
    assert compiled.value.program is not None
    text = TARGETS["python"](compiled.value.program, "laws")["laws/sales.py"]
    return text.partition("\ndef _q_known(")[2].partition("\n\n\n")[0].splitlines()


def body(rules: str) -> str:
    """What the function does between reading the facts and giving the answers."""
    lines = written(rules)
    start = lines.index("    # sales#1")
    end = next(number for number, line in enumerate(lines) if line.startswith("    return "))
    return dedent("\n".join(lines[start + 1 : end])) + "\n"


BY_ITSELF = {
    "days in (spells clipped to spell) > 5 days": "it = operators.days_within(spells, spell) > _DAYS_5",
    "start of spell > first_day": "it = spell.start > first_day",
    "a and (b or not c)": "it = a and (b or not c)",
    "(a and b) or c": "it = (a and b) or c",
    "(a and b) and c": "it = a and b and c",
    "not (a and b)": "it = not (a and b)",
    "not a": "it = not a",
    "a implies b": "it = not a or b",
    "3 < n": "it = n > 3",
    "n < 3": "it = n < 3",
    "not (n < 3)": "it = not (n < 3)",
    "3 >= n": "it = n <= 3",
    "n != 3": "it = n != 3",
    "not (n = 3)": "it = n != 3",
    "3 = n": "it = n == 3",
    "x > n": "it = x > numbers.whole_number(n)",
    "a = b": "it = a == b",
    "a = no": "it = not a",
    "a != no": "it = a",
    "kind_of_it is old": "it = kind_of_it == Kind.OLD",
    "day is none": "it = day is None",
    "day is not none": "it = day is not None",
    "day is not none and day < first_day": "it = day is not None and day < first_day",
    "day is none or day < first_day": "it = day is None or day < first_day",
    "homes is empty": "it = not homes",
    "not (homes is empty)": "it = bool(homes)",
    "home in homes": "it = home in homes",
    "home not in homes": "it = home not in homes",
    "(count of homes) > 2": "it = len(homes) > 2",
    "sales_made is empty": "it = not sales_made",
    "last_sale.price > 5 AZN": "it = last_sale_price > _AZN_5",
}


@pytest.mark.parametrize("condition", BY_ITSELF)
def test_a_condition_is_spelled_as_it_stands(condition: str) -> None:
    """In the words of Python, a constant on the right, with the brackets that it needs and no others."""
    rules = f"define it : yes/no is {condition}\nquestion q answers it\n"
    assert body(rules).splitlines()[-1] == BY_ITSELF[condition]


STATEMENTS = {
    "a choice of two values": (
        "define it : integer is if a then n else 2",
        "it = n if a else 2",
    ),
    "a choice of three": (
        "define it : integer is if a then n else (if b then 2 else 3)",
        """\
        it: int
        if a:
            it = n
        elif b:
            it = 2
        else:
            it = 3
        """,
    ),
    "a choice in a branch": (
        "define it : integer is if a then (if b then 1 else 2) else 3",
        "it = (1 if b else 2) if a else 3",
    ),
    "a choice between two sums": (
        "define it : integer is if a then n + 1 else n + 2",
        "it = operators.plus(n, 1) if a else operators.plus(n, 2)",
    ),
    "a choice of yes and no": ("define it : yes/no is if a then yes else no", "it = a"),
    "a choice of no and yes": ("define it : yes/no is if a then no else yes", "it = not a"),
    "a choice of the same": ("define it : integer is if a then 3 else 3", "it = 3"),
    "neighbours of one value": (
        "define it : integer is if a then 1 else (if b then 1 else 2)",
        "it = 1 if a or b else 2",
    ),
    "a day where it is none": (
        "define it : date is if day is none then first_day else day",
        "it = first_day if day is None else day",
    ),
    "at least two": (
        "define it : yes/no is at least 2 of\n  - a\n  - b\n  - c",
        "it = sum((a, b, c)) >= 2",
    ),
    "a condition that is read one way or another": (
        "define it : yes/no is how is narrow and b",
        'it = how == "narrow" and b',
    ),
    "one or another": (
        "define it : yes/no is how is narrow or b",
        'it = how == "narrow" or b',
    ),
    "some": (
        "define it : yes/no is some s in sales_made satisfies s.price > 5 AZN",
        """\
        it = False
        for s in sales_made:
            s_price = s.price
            if s_price is UNKNOWN:
                return None
            if s_price > _AZN_5:
                it = True
                break
        """,
    ),
    "every": (
        "define it : yes/no is every s in sales_made satisfies s.price > 5 AZN",
        """\
        it = True
        for s in sales_made:
            s_price = s.price
            if s_price is UNKNOWN:
                return None
            if not (s_price > _AZN_5):
                it = False
                break
        """,
    ),
    "some, as it is read": (
        "define it : yes/no is some s in sales_made satisfies s.price > 5 AZN and how is wide",
        """\
        it = False
        for s in sales_made:
            s_price = s.price
            if s_price is UNKNOWN:
                return None
            if s_price > _AZN_5 and how == "wide":
                it = True
                break
        """,
    ),
    "every, as it is read": (
        "define it : yes/no is every s in sales_made satisfies how is wide",
        """\
        it = True
        for _s in sales_made:
            if how != "wide":
                it = False
                break
        """,
    ),
    "the earlier of two days of which one is there": (
        "define it : date is the earlier of day and first_day",
        "it = present(operators.earlier_of(day, first_day))\n",
    ),
    "the later of two days of which one may be none": (
        "define it : date or none is the later of day and first_day",
        "it = operators.later_of(day, first_day)\n",
    ),
    "how many": (
        "define it : integer is count of s in sales_made where s.price > 5 AZN",
        """\
        it = 0
        for s in sales_made:
            s_price = s.price
            if s_price is UNKNOWN:
                return None
            if s_price > _AZN_5:
                it += 1
        """,
    ),
    "how many, as it is read": (
        "define it : integer is count of s in sales_made where how is wide",
        """\
        it = 0
        for _s in sales_made:
            if how == "wide":
                it += 1
        """,
    ),
    "a sum": (
        "define it : money is sum of s.price for s in sales_made",
        """\
        it = _AZN_0
        for s in sales_made:
            s_price = s.price
            if s_price is UNKNOWN:
                return None
            it = operators.plus(it, s_price)
        """,
    ),
    "the largest": (
        "define it : money is largest of s.price for s in sales_made or if none 0 AZN",
        """\
        it_best: Money | None = None
        for s in sales_made:
            s_price = s.price
            if s_price is UNKNOWN:
                return None
            it_key = s_price
            if it_best is None or it_key > it_best:
                it_best = it_key
        it = _AZN_0 if it_best is None else it_best
        """,
    ),
    "the latest of some": (
        "define it : date or none\n"
        "  is largest of (s.sold_on + 1 day) for s in sales_made where s.sold_on is not none or if none day",
        """\
        it_best: date | None = None
        for s in sales_made:
            s_sold_on = s.sold_on
            if s_sold_on is UNKNOWN:
                return None
            if s_sold_on is not None:
                it_key = operators.date_plus(s_sold_on, _DAYS_1, "down")
                if it_best is None or it_key > it_best:
                    it_best = it_key
        it = day if it_best is None else it_best
        """,
    ),
    "a day after one that was asked about": (
        "define it : date is if day is none then first_day + 1 day else day + 1 day",
        """\
        it: date
        if day is None:
            it = operators.date_plus(first_day, _DAYS_1, "down")
        else:
            it = operators.date_plus(day, _DAYS_1, "down")
        """,
    ),
    "a year of a day that is there": (
        "define it : integer is (if day is not none then year of day else 0) + 1",
        """\
        part = day.year if day is not None else 0
        it = operators.plus(part, 1)
        """,
    ),
    "the smallest of some": (
        "define it : money is smallest of s.price for s in sales_made where s.price > 5 AZN or if none 0 AZN",
        """\
        it_best: Money | None = None
        for s in sales_made:
            s_price = s.price
            if s_price is UNKNOWN:
                return None
            if s_price > _AZN_5:
                it_key = s_price
                if it_best is None or it_key < it_best:
                    it_best = it_key
        it = _AZN_0 if it_best is None else it_best
        """,
    ),
}


@pytest.mark.parametrize("kind", STATEMENTS)
def test_a_value_is_worked_out_as_by_hand(kind: str) -> None:
    """A choice on one line where there is room; a loop over a list."""
    rules, expected = STATEMENTS[kind]
    assert body(f"{rules}\nquestion q answers it\n") == dedent(expected).rstrip("\n") + "\n"


def test_a_headline_reads_as_it_stands() -> None:
    """On one line where there is but one condition; the last, that always holds, is the `else`."""
    assert body('define it : yes/no is a\nquestion q answers it\n  headline "so" when it\n').endswith(
        'headline = ("so",) if it else None\n'
    )
    several = (
        'define it : yes/no is a\nquestion q answers it\n  headline "so {n}" when it\n'
        '  headline "perhaps" when b\n  headline "not so"\n'
    )
    expected = """\
    headline: tuple[object, ...] | None
    if it:
        headline = ("so ", n)
    elif b:
        headline = ("perhaps",)
    else:
        headline = ("not so",)
    """
    assert body(several).endswith(dedent(expected))
    assert body('define it : yes/no is a\nquestion q answers it\n  headline "always"\n').endswith(
        'headline = ("always",)\n'
    )
