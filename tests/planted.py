"""Small laws with one mistake each, and what finds it. The cases are worked out by hand.

Each: what it is called, its rules, the kind and the name of the one finding, and, where a case shows it, the
facts that are enough.
"""

from datetime import UTC, date, datetime
from fractions import Fraction

from qanun.core.rules import RecordValue
from qanun.runtime.values.durations import Days
from qanun.runtime.values.money import Money
from qanun.runtime.values.periods import Period
from qanun.verify.proofs.model import Kind

HEAD = """---
law: Planted
jurisdiction: Testland
module: law
in_force: not stated
time_zone: UTC
rounding: down
currency: EUR
source: none
---

"""
PEOPLE = """
fact is_child "the person is a child"
fact is_pupil "the person is a pupil"
fact is_guest "the person is a guest"
fact age : integer "the person's age"
fact income : money "the income"
fact born_on : date "the day of birth"
fact asked_on : date or none "when the person asked"
fact came_on : date or none "when the person came"
type payer is one of
  - reader
  - host
  - town
fact paid_by : payer "who pays"
"""


def stay(begins_on: date, ends_on: date) -> RecordValue:
    return RecordValue("law.stay", (("begins_on", begins_on), ("ends_on", ends_on)))


Planted = tuple[str, str, Kind, str, dict[str, object] | None]


def page(rules: str) -> str:
    """A page of law of these rules, and a question for all facts of which they speak."""
    return f"{HEAD}```qanun\n{PEOPLE}{rules}\n```\n"


PLANTED: tuple[Planted, ...] = (
    (
        "two grounds of different values",
        """
rule fee : money "the fee"
  otherwise 10 EUR
ground child of fee is 2 EUR when is_child
ground pupil of fee is 3 EUR when is_pupil
""",
        "conflict",
        "law.fee",
        {"is_child": True, "is_pupil": True},
    ),
    (
        "bands that overlap by one",
        """
rule fee : money "the fee"
  otherwise 10 EUR
ground young of fee is 2 EUR when age <= 18
ground grown of fee is 3 EUR when age >= 18
""",
        "conflict",
        "law.fee",
        {"age": 18},
    ),
    (
        "bands of money that overlap by a cent",
        """
rule rate : number "the rate"
  otherwise 1
ground low of rate is 1/10 when income <= 100.00 EUR
ground high of rate is 1/5 when income > 99.99 EUR
""",
        "conflict",
        "law.rate",
        {"income": Money(100, "EUR")},
    ),
    (
        "seconds that two grounds have in common",
        """
fact heard_at : moment "the hearing"
rule fee : money "the fee"
  otherwise 10 EUR
ground late of fee is 2 EUR when heard_at > 2024-06-03 18:30 UTC
ground early of fee is 3 EUR when heard_at < 2024-06-03 18:31 UTC
""",
        "conflict",
        "law.fee",
        {"heard_at": datetime(2024, 6, 3, 18, 30, 1, tzinfo=UTC)},
    ),
    (
        "fractions that two grounds have in common",
        """
fact part : number "the part"
rule fee : money "the fee"
  otherwise 10 EUR
ground large of fee is 2 EUR when part > 1/3
ground small of fee is 3 EUR when part < 0.34
always part * 3 > 1 and part < 0.34 "a part between two hundredths"
""",
        "conflict",
        "law.fee",
        None,
    ),
    (
        "two exceptions that replace one clause",
        """
rule fee : money "the fee"
  is 10 EUR
  otherwise 0 EUR
exception child to fee is 2 EUR when is_child
exception pupil to fee is 3 EUR when is_pupil
""",
        "conflict",
        "law.fee",
        {"is_child": True, "is_pupil": True},
    ),
    (
        "a yes and a no of one rule",
        """
rule exempt "the person is exempt"
ground child of exempt when is_child
ground guest of exempt is no when is_guest
""",
        "conflict",
        "law.exempt",
        {"is_child": True, "is_guest": True},
    ),
    (
        "a conflict that only one option opens",
        """
rule fee : money "the fee"
  otherwise 10 EUR
ground town of fee is 2 EUR when paid_by is town
ground child of fee is 3 EUR when is_child
""",
        "conflict",
        "law.fee",
        {"paid_by": "town", "is_child": True},
    ),
    (
        "nobody is named who pays",
        """
rule who_pays : payer "who pays"
ground child of who_pays is host when is_child
ground guest of who_pays is town when is_guest
""",
        "gap",
        "law.who_pays",
        {"is_child": False, "is_guest": False},
    ),
    (
        "an age that no band has",
        """
rule fee : money "the fee"
ground young of fee is 2 EUR when age < 18
ground grown of fee is 3 EUR when age > 18
""",
        "gap",
        "law.fee",
        {"age": 18},
    ),
    (
        "an amount between two bands",
        """
rule rate : number "the rate"
ground low of rate is 1/10 when income < 100 EUR
ground high of rate is 1/5 when income > 100.01 EUR
""",
        "gap",
        "law.rate",
        {"income": Money(100, "EUR")},
    ),
    (
        "an option without a ground",
        """
rule fee : money "the fee"
ground reader of fee is 2 EUR when paid_by is reader
ground host of fee is 3 EUR when paid_by is host
""",
        "gap",
        "law.fee",
        {"paid_by": "town"},
    ),
    (
        "an exception that takes the only ground away",
        """
rule fee : money "the fee"
  is 10 EUR
exception child to fee when is_child
""",
        "gap",
        "law.fee",
        {"is_child": True},
    ),
    (
        "divided by what can be nothing",
        """
fact children : integer "the number of children"
define share : number "a child's share" is 100 / children
""",
        "fault",
        "law.share",
        {"children": 0},
    ),
    (
        "a period that can end before it begins",
        """
fact begins_on : date "the first day"
fact ends_on : date "the last day"
define length : duration in days "how long" is days in (period from begins_on to ends_on)
""",
        "fault",
        "law.length",
        None,
    ),
    (
        "the days of a period that can still run",
        """
fact stay : period "the stay"
define length : duration in days "how long" is days in stay
""",
        "fault",
        "law.length",
        {"stay": Period(date(2024, 6, 3), None)},
    ),
    (
        "a period of one of many that can end before it begins",
        """
record stay "a stay"
  - begins_on : date "its first day"
  - ends_on : date "its last day"
fact stays : list of stay "the stays"
define long : yes/no "a long one" is some s in stays satisfies
  days in (period from s.begins_on to s.ends_on) > 9 days
""",
        "fault",
        "law.long",
        {"stays": (stay(date(2024, 6, 3), date(2024, 6, 2)),)},
    ),
    (
        "a right and a prohibition of one act",
        """
act garden "using the garden"
right use_garden "use the garden" on nobody named of garden when is_guest
prohibition rest "use the garden" on nobody named of garden when is_child
""",
        "undeclared collision",
        "law.use_garden",
        {"is_guest": True, "is_child": True},
    ),
    (
        "a duty and a prohibition that meet on one day",
        """
act report "reporting"
obligation tell "tell the office" on nobody named of report when age >= 18
prohibition hush "tell the office" on nobody named of report when age <= 18
""",
        "undeclared collision",
        "law.tell",
        {"age": 18},
    ),
    (
        "ages that leave nothing",
        """
right borrow "borrow books" on nobody named when age > 18 and age < 18
""",
        "never holds",
        "law.borrow",
        None,
    ),
    (
        "a whole number between two that follow one another",
        """
define between_two : yes/no "between" is age > 17 and age < 18
""",
        "never holds",
        "law.between_two",
        None,
    ),
    (
        "a month has no thirtieth of February",
        """
define last_of_february : yes/no "born on the last but none" is month of born_on = 2 and day of born_on = 30
""",
        "never holds",
        "law.last_of_february",
        None,
    ),
    (
        "a bullet that contradicts what stands above",
        """
right borrow "borrow books" on nobody named
  when is_child and any of
    - (a) is_pupil
    - (b) paid_by is host and paid_by is town
""",
        "never holds",
        "law.borrow.b",
        None,
    ),
    (
        "a ground that always excludes itself",
        """
always is_pupil implies is_child "pupils are children"
rule exempt "the person is exempt"
ground guest of exempt when is_guest
ground pupil of exempt when is_pupil and not is_child
""",
        "never holds",
        "law.exempt.pupil",
        None,
    ),
    (
        "an exception to what it excludes",
        """
right borrow "borrow books" on nobody named when age >= 18
exception young to borrow "the person is young" when age < 18
""",
        "never bites",
        "law.young",
        None,
    ),
    (
        "an exception that a term has overtaken",
        """
right borrow "borrow books" on nobody named
  when asked_on is not none and came_on is not none and asked_on > came_on
exception early to borrow "asked before"
  when asked_on is not none and came_on is not none and asked_on < came_on
""",
        "never bites",
        "law.early",
        None,
    ),
    (
        "a condition that excludes nothing",
        """
rule exempt "the person is exempt"
ground any_age of exempt when age < 18 or age >= 18
""",
        "always holds",
        "law.exempt.any_age",
        None,
    ),
    (
        "of two months one is always the longer",
        """
define later : yes/no "a month later is later" is born_on + 1 month > born_on
""",
        "always holds",
        "law.later",
        None,
    ),
    (
        "a claim that one case refutes",
        """
right borrow "borrow books" on nobody named when is_pupil or is_guest
claim "who borrows is a pupil"
  borrow implies is_pupil
""",
        "claim",
        "who borrows is a pupil",
        {"is_pupil": False, "is_guest": True},
    ),
    (
        "a claim that is wrong at the bound",
        """
define grown : yes/no "is grown" is age >= 18
claim "who is grown is over eighteen"
  grown implies age > 18
""",
        "claim",
        "who is grown is over eighteen",
        {"age": 18},
    ),
    (
        "a claim that the end of a month refutes",
        """
define forth : date "a month later" is born_on + 1 month
define back : date "and back" is forth - 1 month
claim "a month later and a month earlier is the same day"
  back = born_on
""",
        "claim",
        "a month later and a month earlier is the same day",
        {"born_on": date(2024, 5, 31)},
    ),
    (
        "a claim that a leap day refutes",
        """
define anniversary : date "a year later" is born_on + 1 year
claim "an anniversary falls on the same day of the month"
  day of anniversary = day of born_on
""",
        "claim",
        "an anniversary falls on the same day of the month",
        {"born_on": date(2024, 2, 29)},
    ),
    (
        "a claim about days that a leap year refutes",
        """
define anniversary : date "a year later" is born_on + 1 year
define length : duration in days "how long a year is" is anniversary - born_on
claim "a year has 365 days"
  length = 365 days
""",
        "claim",
        "a year has 365 days",
        {"born_on": date(2024, 2, 28)},
    ),
    (
        "a claim that rounding refutes",
        """
define tax : money "the tax" is (income * 1/3) rounded down to 1 EUR
claim "three times the tax is the income"
  tax * 3 = income
""",
        "claim",
        "three times the tax is the income",
        {"income": Money(1, "EUR")},
    ),
    (
        "a claim about a list that its second member refutes",
        """
record child "a child"
  - age : integer "its age"
fact children : list of child "the children"
define all_young : yes/no "all are young" is every c in children satisfies c.age < 18
define eldest_young : yes/no "one is young" is some c in children satisfies c.age < 18
claim "where one is young all are"
  eldest_young implies all_young
""",
        "claim",
        "where one is young all are",
        None,
    ),
    (
        "a claim that supposes what cannot be",
        """
right borrow "borrow books" on nobody named when age >= 18
claim "the young borrow with leave"
  borrow and age < 18 implies is_child
""",
        "claim without a case",
        "the young borrow with leave",
        None,
    ),
    (
        "a ground that another one always covers",
        """
rule exempt "the person is exempt"
ground child of exempt when is_child
ground small_pupil of exempt when is_pupil and is_child
""",
        "covered",
        "law.exempt.small_pupil",
        None,
    ),
    (
        "a band within another of the same amount",
        """
rule fee : money "the fee"
ground small of fee is 2 EUR when age < 10
ground young of fee is 2 EUR when age < 18
ground grown of fee is 3 EUR when age >= 18
""",
        "covered",
        "law.fee.small",
        None,
    ),
    (
        "a ground of a right that two others cover together",
        """
right borrow "borrow books" on nobody named
ground young of borrow when age < 18
ground grown of borrow when age >= 18
ground guest of borrow when is_guest
""",
        "covered",
        "law.borrow.guest",
        None,
    ),
    (
        "an exception that leaves nothing of its rule",
        """
right borrow "borrow books" on nobody named when age >= 18
exception grown to borrow "the person is over seventeen" when age > 17
""",
        "always bites",
        "law.grown",
        None,
    ),
    (
        "a right that everybody has",
        """
right borrow "borrow books" on nobody named when age < 18 or age >= 18
""",
        "always holds",
        "law.borrow",
        None,
    ),
    (
        "a duty that begins when its month is over",
        """
obligation tell "tell the office" on nobody named
  when asked_on is not none and today > asked_on + 2 months
  within 1 month after asked_on
""",
        "over at once",
        "law.tell",
        None,
    ),
    (
        "a right that ends before it begins",
        """
right borrow "borrow books" on nobody named
  when asked_on is not none and today > asked_on + 1 year
  until 6 months after asked_on
""",
        "over at once",
        "law.borrow",
        None,
    ),
    (
        "a duty that nobody can fulfil",
        """
obligation tell "tell the office" on nobody named when not is_guest fulfilled by is_guest
""",
        "never kept",
        "law.tell",
        None,
    ),
    (
        "a duty that is always fulfilled late",
        """
obligation tell "tell the office" on nobody named
  when asked_on is not none and came_on is not none and came_on > asked_on + 5 weeks
  within 1 month after asked_on
  fulfilled by came_on
""",
        "never kept",
        "law.tell",
        None,
    ),
    (
        "a prohibition that is always breached",
        """
prohibition rest "use the garden" on nobody named when is_guest and is_child breached by is_guest
""",
        "never kept",
        "law.rest",
        None,
    ),
    (
        "a deed that is due while it is forbidden",
        """
obligation tell "tell the office" on nobody named
  when is_child
  within 1 month after born_on
  fulfilled by came_on
prohibition hush "come to the office" on nobody named
  when is_guest
  until 2 months after born_on
  breached by came_on
""",
        "not both kept",
        "law.tell",
        {"is_child": True, "is_guest": True, "born_on": date(2024, 6, 3)},
    ),
    (
        "days between two versions",
        """
rule fee : money "the fee"
  in_force until 2012-12-31
  is 2 EUR
rule fee : money "the fee"
  in_force from 2013-01-02
  is 3 EUR
""",
        "no version",
        "law.fee",
        {},
    ),
    (
        "no words for what is barred",
        """
right borrow "borrow books" on nobody named when is_child
exception guest to borrow "guests borrow nothing" when is_guest
question borrowing "May one borrow?"
  answers borrow
  headline "Books may be borrowed" when borrow
  headline "Nobody but children borrow" when not is_child
""",
        "no words",
        "law.borrow",
        {"is_child": True, "is_guest": True},
    ),
    (
        "no words for a right that is over",
        """
right borrow "borrow books" on nobody named when is_child until 1 year after born_on
question borrowing "May one borrow?"
  answers borrow
  headline "Books may be borrowed" when borrow is in force
  headline "Nobody but children borrow" when borrow is not applicable
""",
        "no words",
        "law.borrow",
        {"is_child": True, "born_on": date(2024, 6, 3)},
    ),
    (
        "a fact that changes nothing",
        """
rule exempt "the person is exempt" when is_child or (is_pupil and is_child)
""",
        "changes nothing",
        "law.is_pupil",
        None,
    ),
    (
        "an amount that is only compared with nothing",
        """
rule fee : money "the fee"
  otherwise 10 EUR
ground child of fee is 2 EUR when is_child and income * 2 >= income + income
""",
        "changes nothing",
        "law.income",
        None,
    ),
    (
        "a reading that changes nothing",
        """
reading counting "How are the years counted?"
  - from_birth "from the day of birth"
  - to_the_day "to the day itself"
  because "the article says neither"
define grown_on : date "of age on"
  is if counting is from_birth then born_on + 18 years else born_on + 17 years + 12 months
rule exempt "the person is exempt" when today < grown_on
""",
        "changes nothing",
        "law.counting",
        None,
    ),
)

CLEAN = """
act garden "using the garden"
always is_pupil implies age >= 6 "pupils are six at least"
rule fee : money "the fee"
ground young of fee is 2 EUR when age < 18
ground grown of fee is 3 EUR when age >= 18
exception guest to fee is 1 EUR when is_guest
rule who_pays : payer "who pays"
  otherwise host
ground town of who_pays is town when is_child and is_pupil
right use_garden "use the garden" on nobody named of garden when age >= 18
prohibition rest "use the garden" on nobody named of garden when age < 18
right borrow "borrow books" on nobody named
  when all of
    - (a) asked_on is not none
    - (b) is_child or is_pupil
  until 1 year after asked_on
exception late to borrow "came late"
  when came_on is not none and asked_on is not none and came_on > asked_on + 1 month
define grown_on : date "of age on" is born_on + 18 years
rule rate : number "the rate, of whole cents"
ground low of rate is 1/10 when income <= 100 EUR
ground high of rate is 1/5 when income >= 100.01 EUR
claim "nobody is of age before eighteen years are over"
  grown_on >= born_on + 17 years
claim "who comes of age is more than six thousand days old"
  grown_on - born_on > 6000 days
claim "the garden is open to some and closed to others"
  use_garden implies not rest
"""
"""A law without a mistake."""

__all__ = ["CLEAN", "PLANTED", "Days", "Fraction", "page"]
