# ruff: noqa: E501  the templates are read better on one line each
"""Whole pages of law: articles with days, and in each of them entries of every kind.

Most are in order; some names are words of the language, some variables bear the name of something else.
"""

from random import Random

HEAD = """\
---
law: Example
jurisdiction: Example
module: law
in_force: {days}
time_zone: Europe/Berlin
rounding: {rounding}
currency: EUR
source: written for this test
---

"""
COMMON = """\
## Article 1. What all others speak of

> **1** Words.

```qanun
authority court "the court"
party person "a person"
act travel "travelling"
type colour "a colour" is one of
  - red
  - green
record child "a child"
  - born : date
  - due : money
  - ill : yes/no
  - weight : number
fact flag "a flag"
fact other "another flag"
fact things : integer "how many"
fact share : number "a share"
fact fee : money "a fee"
fact day : date "a day"
fact left : date or none "another day"
fact children : list of child "children"
fact hue : colour "a hue"
fact hues : set of colour "hues"
fact stay : period "a stay"
reading how "how?"
  - wide
  - narrow
right base "come" on person of travel when flag
rule sum_due : money "a sum" is 2 EUR when other otherwise 1 EUR
question base_question "what?" answers base, sum_due
```
"""
ODD_NAMES = (
    "age",
    "sum",
    "count",
    "largest",
    "larger",
    "days",
    "months",
    "contains",
    "overlap",
    "due",
    "today",
    "as_of",
    "date",
    "round",
    "rests",
    "when",
    "is",
    "yes",
    "none",
    "every",
    "born",
    "flag",
    "child",
    "red",
    "x",
    "c",
    "law",
    "conflict",
    "gap",
    "silent",
    "unknown",
    "above",
    "must",
    "may",
    "weight",
    "difference",
    "number",
    "period",
    "text",
)
VARIABLES = (*["k"] * 20, "flag", "child", "born", "x", "age", "children", "hue")
CONDITIONS = (
    "flag",
    "not flag",
    "flag and other",
    "flag or not other",
    "things > {n}",
    "things = {n}",
    "fee >= {n} EUR",
    "share * {n} > 2",
    "hue is red",
    "hues contains green",
    "how is wide",
    "left is not none",
    "day > {day}",
    "age of day on today < {n}",
    "stay contains {day}",
    "some {v} in children satisfies {v}.ill",
    "every {v} in children satisfies {v}.due > {n} EUR",
    "(count of {v} in children where {v}.born > {day}) > {n}",
    "(sum of {v}.due for {v} in children) > {n} EUR",
    "some {v} in children satisfies {v} = {v}",
    "yes",
    "no",
    "some {v} in children satisfies (some {w} in children satisfies {w}.born > {v}.born and {v}.ill)",
)
AMOUNTS = (
    "{n} EUR",
    "fee",
    "fee * {n}",
    "if flag then {n} EUR else fee",
    "sum of {v}.due for {v} in children",
    "fee + {n} EUR",
    "fee rounded down to 1 EUR",
    "the larger of fee and {n} EUR",
    "fee * share rounded up to 0.01 EUR",
    "largest of {v}.due for {v} in children",
)
DAYS = ("2012-01-01", "2012-02-29", "2012-12-31", "2013-07-01", "1999-12-31", "0001-01-01", "9999-12-31")
ENTRIES = (
    'right {name} "x" on person when {when}{tail}',
    'obligation {name} "x" on person{days} when {when}\n  within 14 days after day\n  fulfilled by left',
    'prohibition {name} "x" on person of travel when {when}{days}\n  breached by left',
    'power {name} "x" by court towards person when {when}\n  until {day}\n  exercised by left',
    'offence {name} "x" on person when {when}\n  punishable by\n    fine {n} EUR to 900 EUR\n    or exclusion 1 month to 6 months',
    'status {name} "x" when any of\n    - (a) {when}\n    - (b) {other}',
    'rule {name} : money "x"\n  is {amount}\n  when {when}\n  otherwise {amount}{days}',
    'rule {name} of child : money "x" otherwise child.due\n  is {n} EUR when child.ill{days}',
    'define {name} : yes/no "x" is {when}{days}',
    'define {name} : money "x" is {amount}',
    "ground {name} of sum_due when {when}\n  is {amount}{days}",
    "exception {name} to base when {when}{days}",
    "exception {name} to sum_due\n  is {amount}\n  when {when}",
    'silence {name} on base "nothing" when {when}{days}',
    'collision base with {name} "apart" when {when}\nprohibition {name} "x" on person of travel when {other}',
    '{name} prevails over base when {when}\nprohibition {name} "x" on person of travel when {other}',
    'parameter {name} : money "x"\n  is {n} EUR until 2012-06-30\n  is {m} EUR from 2012-07-01',
    'parameter {name} : number "x" is {n} from {day} until {day2}',
    'table {name} of things : money "x"\n  - up to {n} : {m} EUR\n  - from {n} to 900 : {n} EUR\n  - above : fee',
    'table {name} of fee : number "x"\n  - up to {n} EUR : 1\n  - above : 2\ndefine {name}_of_it : number "x" is {name} of fee',
    'rule {name} : money "x"\n  is the first row that fits flag, things, left, hue{days}\n```\n\n| row | flag | things | left | hue | fee |\n|---|---|---|---|---|---|\n| a | yes | under {n} | none | | {n} EUR |\n| 2 | no | from {n} to 900 | after {day} | red | {amount} |\n| Old and new | | {n} or at least {m} and under 900 | | not green | 5 EUR |\n| {name} | | | not none | | {amount} |\n\n```qanun',
    'options {name} : colour "x"\n  - one is red when {when}\n  - two is green{days}',
    'party {name} "x" who {when}',
    'fact {name} "x"\nalways {name} implies {when} "so it is"',
    'fact {name} : list of child "x"',
    'record {name} "x"\n  - one : number\n  - two : colour',
)
NORMS = ("right", "obligation", "prohibition", "power", "offence", "status")
ASKED = (*NORMS, "rule", "define", "options")
SCENARIO = """
scenario "s{number}"
  given flag
    as_of = {day}
    things = {n}
    children =
      - born = {day}, ill = yes
      - due = {n} EUR, ill = no
  then base may
"""
SITUATION = """
situation i{number} "I am in it"
  given flag
    things = {n}
    children =
      - born = {day}, ill = yes
  asks first flag, things
  opens q{number}
"""
BACKGROUND = """
background b{number} "what cases share"
  given flag
    as_of = {day}
    things = {n}
    children =
      - born = {day}, ill = yes

scenario "t{number}"
  as b{number} but things = {m}
  then base may
cases "c{number}" as b{number}
  given flag, things, as_of
  then base, sum_due
```

| case | flag | things | day | base | due |
|---|---|---|---|---|---|
| u{number} | | {m} | | may | |
| v{number} | no | | {day2} | unknown | {n} EUR |
| w{number} | unknown | {n} | {day} | | unknown needs flag and > {m} EUR |

```qanun"""


class _Writer:
    """Draws the parts of one page."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.names: list[str] = []
        self.asked = ["base", "sum_due"]
        self.holding = ["base"]

    def page(self) -> str:
        """A page of two to six articles."""
        days = self.chance.choice(("not stated", "not stated", "{from: 2012-01-01}", "{until: 2012-12-31}"))
        head = HEAD.format(days=days, rounding=self.chance.choice(("up", "down")))
        return head + COMMON + "".join(self.article(number) for number in range(2, self.chance.randint(3, 7)))

    def article(self, number: int) -> str:
        """An article, with days behind its heading half of the time."""
        start, end = sorted(self.chance.choices(DAYS, k=2))
        stated = (
            f" (in force from {start})",
            f" (in force until {end})",
            f" (in force from {start} until {end})",
        )
        days = self.chance.choice(("", "", "", *stated))
        entries = "\n".join(self.entry() for _ in range(self.chance.randint(1, 4)))
        if self.chance.random() < 0.4:
            asked = ", ".join(self.chance.sample(self.asked, 2))
            entries += f'\nquestion q{number} "what?" answers {asked}'
        if self.chance.random() < 0.3:
            drawn = self.chance.choice((SCENARIO, BACKGROUND, SITUATION))
            entries += self.filled(drawn.replace("{number}", str(number)))
        return f"\n## Article {number}. Law{days}\n\n> **{number}.1** Words.\n\n```qanun\n{entries}\n```\n"

    def entry(self) -> str:
        name = f"n{len(self.names)}"
        if self.chance.random() < 0.1:
            name = self.chance.choice(ODD_NAMES)
        drawn = self.chance.choice(ENTRIES)
        written = self.filled(drawn.replace("{name}", name))
        self.names.append(name)
        if drawn.split()[0] in ASKED and " of child" not in drawn:
            self.asked.append(name)
        if drawn.split()[0] in NORMS or drawn.startswith("define {name} : yes/no"):
            self.holding.append(name)
        return written

    def condition(self) -> str:
        if self.chance.random() < 0.2:
            form = self.chance.choice(("{}", "{}", "not {}", "{} is breached", "{} as of 2012-06-30"))
            return form.format(self.chance.choice(self.holding))
        return self.chance.choice(CONDITIONS)

    def filled(self, text: str) -> str:
        """The text with something in the place of each word in braces; conditions have such words too."""
        start, end = self.chance.choices(DAYS, k=2)
        bounds = ("", "", "", f"\n  in_force from {start}", f"\n  in_force until {end}")
        tails = ("", f"\n  before {start}", f"\n  until {end}", "\n  also states #1")
        for word, drawn in (
            ("{days}", self.chance.choice(bounds)),
            ("{tail}", self.chance.choice(tails)),
            ("{when}", self.condition()),
            ("{other}", self.condition()),
            ("{amount}", self.chance.choice(AMOUNTS)),
            ("{day}", start),
            ("{day2}", end),
            ("{n}", str(self.chance.choice((0, 1, 2, 14, 18, 100)))),
            ("{m}", str(self.chance.randint(0, 50))),
            ("{v}", self.chance.choice(VARIABLES)),
            ("{w}", self.chance.choice(("w", "w", "w", "k", "flag"))),
        ):
            text = text.replace(word, drawn)
        return text


def page(chance: Random) -> str:
    """A page of law that nobody wrote."""
    return _Writer(chance).page()
