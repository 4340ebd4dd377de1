"""An exception's clauses count only where what it excepts from is opened; what that has asked is settled."""

import pytest
from qanun.diagnostics.pages import FRAME
from qanun.pipeline import compile
from qanun.text import Text

RULES = """\
fact left_on : date or none "the day of departure"
fact asks "the person asks for it"
fact is_ill "the person is ill"
rule last_day : date "the last day"
  otherwise 2012-12-31
ground departure of last_day is 2012-06-30 when {first}
ground request of last_day is 2012-06-30 when {second}
exception illness to {target} when is_ill
  is left_on + 3 days
question q "When is the last day?"
  answers last_day
"""


def said(target: str, first: str, second: str) -> list[str]:
    rules = RULES.format(target=target, first=first, second=second)
    found = compile((Text("example.md", FRAME.replace("{rules}", rules)),)).diagnostics
    return [one.kind.code for one in found]


ASKED = "left_on is not none"


@pytest.mark.parametrize(
    ("target", "first", "second", "codes"),
    [
        ("last_day", ASKED, f"{ASKED} and asks", []),
        ("last_day", ASKED, "asks", ["Q0308"]),
        ("last_day.departure", ASKED, "asks", []),
        ("last_day.request", ASKED, "asks", ["Q0308"]),
        ("last_day.departure, last_day.request", ASKED, "asks", ["Q0308"]),
    ],
)
def test_what_the_target_has_asked(target: str, first: str, second: str, codes: list[str]) -> None:
    """Of a rule with several grounds, what each of them has asked."""
    assert said(target, first, second) == codes
