"""What a page of the book refuses, worked out by hand: clocks before 1970, parts of a coin."""

import javascript
import pytest
from javascript import Request
from qanun.core.rules import Program
from qanun.pipeline import compile
from qanun.text import Text

READ = "(text, zone) => parseMoment(text, zone).iso"


@pytest.mark.parametrize(
    ("local", "zone", "instant"),
    [
        ("1970-01-01 04:00", "Asia/Baku", "1970-01-01T00:00:00+00:00"),
        ("1969-12-31 23:59", "UTC", "1969-12-31T23:59:00+00:00"),
        ("1969-12-31 23:59", "+04:00", "1969-12-31T19:59:00+00:00"),
    ],
)
def test_a_zone_is_enough_from_1970_on(local: str, zone: str, instant: str) -> None:
    """Before, an offset or UTC tells the instant. Baku was four hours ahead in 1970."""
    assert javascript.function(READ, local, zone) == instant


@pytest.mark.parametrize("zone", ["Asia/Baku", "Europe/Berlin", "America/New_York"])
@pytest.mark.parametrize("local", ["1969-12-31 23:59", "1969-01-01 00:00", "1900-06-01 12:00"])
def test_before_1970_a_zone_is_refused(local: str, zone: str) -> None:
    """Tables of zones differ there, so the sentence asks for an offset."""
    refused = javascript.function(READ, local, zone)
    assert set(refused) == {"thrown"}
    assert "lies before 1970" in refused["thrown"]


PAGE = """\
---
law: Fees
jurisdiction: Example
module: fees
in_force: not stated
time_zone: UTC
rounding: down
currency: EUR
source: written for this test
---

# Fees

> **1** Fees.

```qanun
fact fee : money in EUR "the fee"
fact fare : money in JPY "the fare"
fact toll : money in KWD "the toll"
fact imposed : penalty "what was imposed"
offence riding "riding without a ticket" on nobody named
  punishable by fine 5 EUR to 50 EUR
define paid : yes/no is fee > 1 EUR and fare > 1 JPY and toll > 1 KWD
define lawful : yes/no is riding allows imposed
question fees "What is paid?" answers paid, lawful
```
"""


@pytest.fixture(scope="module")
def fees() -> Program:
    program = compile([Text("fees.md", PAGE)]).value.program
    assert program is not None
    return program


@pytest.mark.parametrize(
    ("fact", "written", "sentence"),
    [
        ("fee", "0.005 EUR", "an amount in EUR has at most 2 decimals"),
        ("fee", "1.000 EUR", "an amount in EUR has at most 2 decimals"),
        ("fee", "1/3 EUR", "an amount in EUR has at most 2 decimals"),
        ("fare", "0.5 JPY", "an amount in JPY has no decimals"),
        ("toll", "0.0005 KWD", "an amount in KWD has at most 3 decimals"),
    ],
)
def test_parts_of_a_coin_are_refused(fees: Program, fact: str, written: str, sentence: str) -> None:
    """A cent is the smallest coin of the euro; the yen has none smaller; the dinar has a thousand fils."""
    found = javascript.answer(fees, Request("fees.fees", {fact: written}, None, {}))
    assert [mistake["path"] for mistake in found["mistakes"]] == [f"/{fact}"]
    assert found["mistakes"][0]["sentence"].startswith(sentence)


def test_parts_of_a_coin_are_refused_in_a_penalty(fees: Program) -> None:
    """A penalty is paid in coins too."""
    data = {"imposed": {"kind": "fine", "amount": "10.005 EUR"}}
    (mistake,) = javascript.answer(fees, Request("fees.fees", data, None, {}))["mistakes"]
    assert mistake["path"].startswith("/imposed")
    assert "an amount in EUR has at most 2 decimals" in mistake["sentence"]


def test_whole_coins_are_taken(fees: Program) -> None:
    """Two cents more than a euro, two yen, a fils more than a dinar: each is more than one."""
    data = {"fee": "1.02 EUR", "fare": "2 JPY", "toll": "1.001 KWD"}
    data |= {"imposed": {"kind": "fine", "amount": "10.50 EUR"}}
    found = javascript.answer(fees, Request("fees.fees", data, None, {}))
    assert [answer["value"] for answer in found["answers"].values()] == [True, True]
