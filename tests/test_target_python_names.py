"""Names of the statutes that generated classes need for themselves."""

from pathlib import Path
from typing import Any

import pytest
from agreement import Laws, check_at_random, generated
from qanun.diagnostics.render import as_text
from qanun.pipeline import compile
from qanun.text import Text
from test_target_python import is_clean

PAGE = """---
law: Odd names
jurisdiction: nowhere
module: odd
in_force: not stated
time_zone: UTC
rounding: down
currency: EUR
source: written for this test
---

```qanun
record piece "a piece"
  - self : yes/no "whole"
  - id : integer "its number"
  - date : date "the day"
  - class : date or none "the day of its class"
  - FACTS : yes/no "facts were found"
fact self "the person themself"
fact date : date "the day"
fact pieces : list of piece "the pieces"
rule self_too : yes/no is yes when self
rule self_not : yes/no is no when self otherwise yes
rule json_schema : integer is count of p in pieces where p.id > 3 and p.date < date and p.self
define each : yes/no is some p in pieces satisfies p.FACTS and p.class is none
define datetime : date is date + 1 day
question q "Which?"
  answers self_too, self_not, json_schema, each, datetime
question odd "And which of all?"
  answers each
```
"""


@pytest.fixture(scope="module")
def laws(tmp_path_factory: pytest.TempPathFactory) -> Laws:
    outcome = compile([Text("odd.md", PAGE)])
    assert outcome.value.program is not None, as_text(outcome.errors, colour=False)
    return generated(outcome.value.program, tmp_path_factory.mktemp("odd") / "generated", "odd_laws")


def test_the_text_is_clean(laws: Laws) -> None:
    """Fields and answers hide nothing that the annotations below them name."""
    file = laws.module("odd").__file__
    assert file is not None
    is_clean(Path(file).parent.parent, ["odd_laws"])


def test_a_question_may_be_called_like_its_law(laws: Laws) -> None:
    """Nothing in the module of a law is named after the law itself."""
    assert laws.module("odd").odd.name == "odd"


def test_fields_with_another_name_in_python_are_read(laws: Laws) -> None:
    """Of two pieces one has a high number, an early day and is whole; the other a low number: one counts.
    Facts were not found of the first; of the second nobody knows.
    """
    odd: Any = laws.module("odd")
    pieces = [
        {"id": 5, "date": "2012-03-01", "self": True, "FACTS": False, "class": None},
        {"id": 3},
    ]
    facts = odd.QFacts.from_json({"date": "2012-03-02", "self": True, "pieces": pieces})
    answers = odd.q.explore(facts)
    assert answers.self_too.value is True
    assert answers.self_not.value is False
    assert answers.json_schema_.value == 1
    assert answers.each_.needs == ("pieces",)
    assert str(answers.datetime_.value) == "2012-03-03"
    assert "its number" in odd.q.explain(facts).as_text()


OWN_NAMES = """---
law: Names of our own
jurisdiction: nowhere
module: own
in_force: not stated
time_zone: UTC
rounding: down
currency: EUR
source: written for this test
---

```qanun
type quiet "how quiet it is" is one of
  - undecided "not decided"
  - pulled "pulled down"
record undecided "a house"
  - state : quiet "its state"
  - rent : money "its rent"
type pulled "which way" is one of
  - inward "to the inside"
  - outward "to the outside"
fact houses : list of undecided "the houses"
fact facts : yes/no "it lies there"
fact make : pulled "the make"
rule readings : quiet "what stands above"
ground agreed of readings is pulled when facts
ground present of readings is pulled when make is inward
silence operators on readings "nothing is read" when not facts
define rests : yes/no "it rests" is facts and make is outward
define total : money "of each" is sum of found of h for h in houses
define found of undecided : money "of one" is if rests then undecided.rent else 0 EUR
question q "Which?"
  answers readings, rests, total
```
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Laws:
    outcome = compile([Text("own.md", OWN_NAMES)])
    assert outcome.value.program is not None, as_text(outcome.errors, colour=False)
    return generated(outcome.value.program, tmp_path_factory.mktemp("own") / "generated", "own_laws")


def test_what_modules_and_functions_name_themselves_is_clean(own: Laws) -> None:
    """Types, records, facts and rules may be called as what a module imports or a function has itself."""
    file = own.module("own").__file__
    assert file is not None
    is_clean(Path(file).parent.parent, ["own_laws"])


def test_what_modules_and_functions_name_themselves_is_answered(own: Laws) -> None:
    """It lies there and is made outward: pulled down, it rests, and the rents of both houses, 3 and 4."""
    law: Any = own.module("own")
    case = {"facts": True, "make": "outward", "houses": [{"rent": "3 EUR"}, {"rent": "4 EUR"}]}
    answers = law.q.decide(law.QFacts.from_json(case))
    assert [str(answer.value) for answer in answers.each()[:2]] == ["pulled", "True"]
    assert answers.each()[2].value.amount == 7
    loud = law.q.decide(law.QFacts.from_json({**case, "facts": False}))
    assert loud.each()[0].verdict == "silent"
    for question in own.program.questions.values():
        check_at_random(question, own, 200)
