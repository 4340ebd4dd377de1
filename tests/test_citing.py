"""An answer cites just the provisions on which it rests: an item of a list only where that item mattered."""

import pytest
from qanun.pipeline import compile
from qanun.text import Text
from reference.answering import answer

PAGE = """\
---
law: Order
jurisdiction: Example Town
module: order
in_force: not stated
time_zone: UTC
rounding: down
source: written for this page
---

## Article 2. Entry

> **2.1** No citizen is sent abroad.

```qanun
fact citizen "a citizen"
prohibition ban "send abroad" on nobody named when citizen
```

> **2.2** Unless a treaty says so and the act
> - **(1)** was abroad, and
> - **(2)** is an offence at home
>   - **(i)** by statute or
>   - **(ii)** by custom.

```qanun
fact treaty "a treaty says so"
fact abroad "the act was abroad"
fact by_statute "it is an offence by statute"
fact by_custom "it is an offence by custom"
exception treaty_says to ban
  when treaty
    and all of
      - (1) abroad
      - (2) any of
        - (i) by_statute
        - (ii) by_custom
question sending "May the person be sent abroad?"
  answers ban
```
"""


@pytest.mark.parametrize(
    ("yes", "no", "cited"),
    [
        ("", "citizen", {"2.1"}),
        ("citizen", "treaty", {"2.1", "2.2"}),
        ("citizen treaty", "abroad", {"2.1", "2.2", "2.2.1"}),
        ("citizen treaty abroad", "by_statute by_custom", {"2.1", "2.2", "2.2.2", "2.2.2.i", "2.2.2.ii"}),
        ("citizen treaty abroad by_custom", "", {"2.1", "2.2", "2.2.1", "2.2.2", "2.2.2.ii"}),
    ],
)
def test_what_an_answer_cites(yes: str, no: str, cited: set[str]) -> None:
    """Worked out by hand from the text: what was looked at and settled it, and nothing else."""
    outcome = compile((Text("order.md", PAGE),))
    assert outcome.diagnostics == ()
    assert outcome.value.program is not None
    facts = dict.fromkeys((f"order.{name}" for name in yes.split()), True)
    facts |= dict.fromkeys((f"order.{name}" for name in no.split()), False)
    found = answer(outcome.value.program, "order.sending", facts)["order.ban"].provisions
    assert {anchor.removeprefix("order#") for anchor in found} == cited
