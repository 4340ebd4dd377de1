"""The questions that are measured, and random cases of each as JSON data, the same in every version."""

import importlib
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from attrs import frozen

Data = dict[str, object]
EXAMPLES = "measured_laws"
"""The package of the laws in `docs/examples/statutes`."""


@frozen
class Measured:
    """A question: where it is, which of its facts a case has, and the first and last day of `as_of`."""

    package: str
    module: str
    name: str
    draw: Callable[[Random], Data]
    days: tuple[date, date] | None = None

    def question(self) -> Any:
        """The question itself, of the version that is on the path."""
        return getattr(importlib.import_module(f"{self.package}.{self.module}"), self.name)

    def cases(self, seed: object, count: int) -> list[tuple[Data, Data]]:
        """Cases, each the facts and what is asked with them (`as_of`, where the answer depends on it)."""
        random = Random(f"{self.name} {seed}")
        return [(self.draw(random), self._asked(random)) for _ in range(count)]

    def _asked(self, random: Random) -> Data:
        return {} if self.days is None else {"as_of": between(random, *self.days)}


def some(data: Data, random: Random) -> Data:
    """Half of the facts of a case."""
    kept = set(random.sample(sorted(data), len(data) // 2))
    return {name: value for name, value in data.items() if name in kept}


def between(random: Random, first: date, last: date) -> date:
    return first + timedelta(days=random.randint(0, (last - first).days))


def day(random: Random, first: int, last: int) -> str:
    """A day of these years."""
    return between(random, date(first, 1, 1), date(last, 12, 31)).isoformat()


def euros(random: Random, most: int) -> str:
    return f"{random.randint(0, most)}.{random.choice(('00', '00', '50', '33', '99'))} EUR"


def yes(random: Random, share: float = 0.5) -> bool:
    return random.random() < share


def periods(random: Random, first: date, count: int, open_end: float) -> list[object]:
    """Periods one after another, some of which overlap; the last may have no end."""
    found: list[object] = []
    start = first
    for place in range(count):
        end = start + timedelta(days=random.randint(0, 500))
        last = place == count - 1 and yes(random, open_end)
        found.append({"from": start.isoformat(), "to": None if last else end.isoformat()})
        start = end + timedelta(days=random.randint(-20, 60))
        start = max(start, first)
    return found


# --- the cases --------------------------------------------------------------------------------------------


def offence(random: Random) -> Data:
    likely = ("crossed_guarded_border", "lacked_required_documents")
    others = (
        "bypassed_checkpoint",
        "is_az_citizen",
        "came_to_seek_political_asylum",
        "acts_contain_another_offence",
    )
    return {name: yes(random, 0.8) for name in likely} | {name: yes(random) for name in others}


def deadline(random: Random) -> Data:
    agreed = between(random, date(2011, 1, 1), date(2012, 12, 31))
    late = random.randint(0, 40)
    finished = agreed + timedelta(days=random.choice((0, -1, late * 7 // 5, late * 7 // 5)))
    return {
        "contract_sum": euros(random, 900_000),
        "agreed_day": agreed.isoformat(),
        "finished_on": finished.isoformat() if yes(random, 0.8) else None,
        "working_days_late": late,
        "daily_rate": random.choice(("0.001", "0.002", "0.0025", "0.003", "0.004")),
        "cap_rate": random.choice((None, "0.03", "0.05", "0.08")),
        "in_standard_terms": yes(random, 0.4),
        "not_answerable": yes(random, 0.1),
        "accepted_on": (finished + timedelta(days=3)).isoformat() if yes(random) else None,
        "reserved": yes(random, 0.7),
        "is_merchant": yes(random),
        "reduced_to": euros(random, 9_000) if yes(random, 0.3) else None,
    }


def income_tax(random: Random) -> Data:
    children = [
        {
            "months_credited": random.randint(0, 12),
            "other_parent_claims": yes(random),
            "resident": yes(random, 0.9),
        }
        for _ in range(random.randint(0, 5))
    ]
    return {
        "income": euros(random, random.choice((20_000, 80_000, 1_500_000))),
        "children": children,
        "is_employed": yes(random),
        "has_partner": yes(random),
        "partner_income": euros(random, 12_000),
    }


def family_allowance(random: Random) -> Data:
    children = [
        {"born": day(random, 1990, 2012), "dependent": yes(random, 0.8), "alternates": yes(random, 0.3)}
        for _ in range(random.randint(1, 6))
    ]
    return {"children": children}


def presence(random: Random) -> Data:
    applied = between(random, date(2008, 1, 1), date(2014, 12, 31))
    first = applied - timedelta(days=random.randint(1_500, 2_400))
    return {
        "applied_on": applied.isoformat(),
        "stays": periods(random, first, random.randint(1, 6), 0.5),
        "restricted_on": day(random, 2005, 2012) if yes(random) else None,
        "in_breach_on": day(random, 2000, 2010) if yes(random, 0.3) else None,
        "treated_as_fulfilled": yes(random, 0.3),
    }


def limitation(random: Random) -> Data:
    suspensions = periods(
        random, between(random, date(2008, 6, 1), date(2012, 1, 1)), random.randint(0, 4), 0.1
    )
    return {
        "arose_on": day(random, 2003, 2009),
        "known_on": day(random, 2003, 2010) if yes(random, 0.9) else None,
        "acknowledged_on": day(random, 2008, 2012) if yes(random, 0.3) else None,
        "suspensions": suspensions,
        "negotiations": [one for one in suspensions if yes(random)],
    }


STATUTES = "qanun_azerbaijan"
IN_FORCE = {
    "tax": (date(2016, 1, 1), date(2018, 12, 31)),
    "allowance": (date(2010, 1, 1), date(2015, 6, 30)),
    "any": (date(2011, 1, 1), date(2016, 12, 31)),
}
MEASURED = {
    "offence": Measured(STATUTES, "criminal_code", "crossing", offence),
    "deadline": Measured(EXAMPLES, "contract_penalty", "late_work", deadline, IN_FORCE["any"]),
    "income tax": Measured(EXAMPLES, "income_tax", "income_tax_of_the_year", income_tax, IN_FORCE["tax"]),
    "family allowance": Measured(
        EXAMPLES, "family_allowance", "family_allowances", family_allowance, IN_FORCE["allowance"]
    ),
    "presence": Measured(EXAMPLES, "naturalisation_presence", "presence_test", presence),
    "limitation": Measured(EXAMPLES, "limitation", "limitation_of_claim", limitation, IN_FORCE["any"]),
}
LISTED = ("income tax", "family allowance")
"""The questions that ask something of each record of a list."""
