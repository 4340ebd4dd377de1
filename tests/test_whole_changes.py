"""What would change an answer: that there is no other change is said only where every one was looked for.

Each case follows from its rule by hand.
"""

from functools import cache
from typing import Any

import pytest
from agreement import Laws, generated
from qanun.core.rules import Program
from qanun.pipeline import compile
from qanun.text import Text
from test_changes import Told, told

LAW = """---
law: Act on the Ferries
jurisdiction: Example Town
module: ferries
in_force: not stated
time_zone: Europe/Berlin
rounding: down
currency: EUR
source: written for this test
---

# Act on the Ferries

## Article 1. Crossing

> **1.1** The words of the law.

```qanun
fact came : date "the day of coming"
fact left : date "the day of leaving"
fact crew : list of sailor "the crew"
fact age : integer "the age"
fact stay : period "the stay"
fact stays : list of period "the stays"
fact ship : text "the ship"
fact called : text "the ship called"
fact home : country "the home"
fact harbour : country "the harbour"
fact courses : set of course "the courses passed"
fact is_pilot "is a pilot"
fact has_ticket "has a ticket"
fact is_certified "is certified"
fact is_escorted "is escorted"
fact is_old "is an old ship"
type course "a course" is one of
  - diving
  - rescue
always is_certified or is_escorted or is_old
always is_certified or is_escorted or not is_old
record sailor "a sailor"
  - name : text "the name"
  - years : integer "the age"
  - swims : yes/no "swims"
  - rows : yes/no "rows"

right wait "wait" on nobody named when came < left and left < 2026-05-05 and came > 2026-05-01
right train "train" on nobody named when some s in crew satisfies (s.swims and s.years < 12)
right rescue_one "rescue" on nobody named when some s in crew satisfies (s.swims and s.rows)
right ride "ride free" on nobody named when age < 4
right sleep "sleep" on nobody named when stay contains 2026-05-01 and has_ticket
right rest "rest" on nobody named when some s in stays satisfies (s contains 2026-05-01)
right board "board" on nobody named when ship = called
right land "land" on nobody named when home = harbour
right dock "dock" on nobody named when harbour = DE
right assist "assist" on nobody named when diving in courses or is_pilot
right sail "sail" on nobody named when is_certified and not is_escorted

question all "What holds?"
  answers wait, train, rescue_one, ride, sleep, rest, board, land, dock, assist, sail
```
"""

CASE: dict[str, Any] = {
    "came": "2026-05-10",
    "left": "2026-05-01",
    "crew": [{"name": "Anna", "years": 14, "swims": False, "rows": False}],
    "age": 20,
    "stay": {"from": "2026-06-01", "to": "2026-06-10"},
    "stays": [{"from": "2026-06-01", "to": "2026-06-10"}],
    "ship": "Meltem",
    "called": "Poyraz",
    "home": "TR",
    "harbour": "AZ",
    "courses": ["rescue"],
    "is_pilot": False,
    "has_ticket": True,
    "is_escorted": True,
}

PROMISES: list[tuple[str, dict[str, Any], Told, bool]] = [
    # coming on 2 May and leaving on 3 May would do: two days, neither next to a bound of the other as it is
    ("wait", {}, [], False),
    # who swims and is eleven would do, of whom the age does not matter as long as she does not swim
    ("train", {}, [], False),
    # yes and no are tried together, although neither alone is seen
    ("rescue_one", {}, [({"crew 1 swims": "yes", "crew 1 rows": "yes"}, "may")], True),
    # sixteen years below, and less than that above nothing
    ("ride", {}, [({"age": "3"}, "may")], True),
    # another stay would do, and is not tried; a change that is found leaves it open as well
    ("sleep", {}, [], False),
    ("sleep", {"stay": {"from": "2026-05-01", "to": "2026-06-10"}}, [({"has_ticket": "no"}, "no")], False),
    # without a ticket no stay would do alone, but both would
    ("sleep", {"has_ticket": False}, [], False),
    ("rest", {}, [], False),
    # the ship would do that is called
    ("board", {}, [], False),
    # of two countries each would have to be the other
    ("land", {}, [({"home": "AZ"}, "may"), ({"harbour": "TR"}, "may")], False),
    # a country that the law names is tried by name
    ("dock", {}, [({"harbour": "DE"}, "may")], True),
    # what is known of a set in part is not changed; all of it is, member by member
    ("assist", {"courses": {"diving": False}}, [({"is_pilot": "yes"}, "may")], False),
    ("assist", {}, [({"is_pilot": "yes"}, "may"), ({"courses": "diving and rescue"}, "may")], True),
    # whether it is a pilot is missing, and may be yes: then nothing else counts
    ("assist", {"courses": ["diving"], "is_pilot": ...}, [], True),
    # who is not escorted is certified, old or not, by what holds always
    ("sail", {}, [({"is_escorted": "no"}, "may")], True),
]


@cache
def ferries() -> Program:
    """The program of the page above."""
    outcome = compile([Text("ferries.md", LAW)])
    assert outcome.value.program is not None, [(one.kind.code, one.values) for one in outcome.diagnostics]
    return outcome.value.program


@pytest.fixture(scope="module")
def laws(tmp_path_factory: pytest.TempPathFactory) -> Laws:
    return generated(ferries(), tmp_path_factory.mktemp("ferries"), "ferries_law")


def case_of(laws: Laws, changes: dict[str, Any]) -> Any:
    """The facts of the case, some of them otherwise; `...`: not stated."""
    stated = {name: value for name, value in (CASE | changes).items() if value is not ...}
    return laws.question("ferries.all").facts.from_json(stated)


@pytest.mark.parametrize(("name", "given", "expected", "is_whole"), PROMISES)
def test_it_promises_no_more_than_it_looked_for(
    laws: Laws, name: str, given: dict[str, Any], expected: Told, is_whole: bool
) -> None:
    answers = laws.question("ferries.all").explore(case_of(laws, given))
    changes = getattr(answers, name).changes()
    assert sorted(told(changes), key=str) == sorted(expected, key=str)
    assert changes.is_whole == is_whole
