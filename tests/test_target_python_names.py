"""Names of the statutes that generated classes need for themselves."""

from pathlib import Path
from typing import Any

import pytest
from agreement import Laws, generated
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
