"""Laws of different days: what a law that is not in force does to one that is."""

from datetime import date, datetime

import pytest
from qanun.core.rules import Program
from qanun.diagnostics.render import as_text
from qanun.pipeline import compile
from qanun.runtime.answers.answers import Verdict
from qanun.runtime.values.moments import last_instant
from qanun.text import Text
from reference.answering import answer

HEAD = """---
law: {module}
jurisdiction: nowhere
module: {module}
in_force: {days}
time_zone: Asia/Baku
rounding: down
source: written for this test
---

```qanun
{rules}
```
"""
GENERAL = """
fact asked "asked"
right enter "enter" on nobody named when asked
right stay "stay" on nobody named when asked
status watched "watched" on nobody named when special.closed is in force
rule fee : integer "the fee" otherwise 1
question paying "What is paid?" answers fee
question entering "May one enter?"
  answers enter, stay, watched
"""
SPECIAL = """
fact shut "shut"
prohibition closed "enter" on nobody named when shut
ground more of general.fee is 2 when shut
closed prevails over general.enter
prohibition guarded "stay" on nobody named when shut
collision general.stay with guarded "not said"
"""


@pytest.fixture(scope="module")
def program() -> Program:
    pages = [("general", "not stated", GENERAL), ("special", "2012-01-01 to 2012-06-30", SPECIAL)]
    texts = [Text(f"{m}.md", HEAD.format(module=m, days=days, rules=rules)) for m, days, rules in pages]
    outcome = compile(texts)
    assert outcome.value.program is not None, as_text(outcome.errors, colour=False)
    return outcome.value.program


def verdicts(program: Program, on: datetime) -> dict[str, Verdict]:
    facts = {"general.asked": True, "special.shut": True}
    answers = answer(program, "general.entering", facts, on)
    return {name.partition(".")[2]: found.verdict for name, found in answers.items()}


def test_a_law_in_force_prevails_and_collides(program: Program) -> None:
    """On its last day the special law bars entering, and is in conflict with staying."""
    assert verdicts(program, last_instant(date(2012, 6, 30), "Asia/Baku")) == {
        "enter": Verdict.BARRED,
        "stay": Verdict.IN_CONFLICT,
        "watched": Verdict.YES,
    }


def test_a_law_not_in_force_neither_prevails_nor_collides(program: Program) -> None:
    """The day after, the general law stands alone; what asks for a state of the special one is a fault."""
    assert verdicts(program, last_instant(date(2012, 7, 1), "Asia/Baku")) == {
        "enter": Verdict.MAY,
        "stay": Verdict.MAY,
        "watched": Verdict.FAULT,
    }


def test_a_ground_of_another_law_is_absent_when_its_law_is_not_in_force(program: Program) -> None:
    """It gives the value on the last day of its own law, and none the day after."""
    for day, fee in ((date(2012, 6, 30), 2), (date(2012, 7, 1), 1)):
        on = last_instant(day, "Asia/Baku")
        assert answer(program, "general.paying", {"special.shut": True}, on)["general.fee"].value == fee
