"""What an earlier `qanun verify` kept: an edit has only that proved again on which it bears."""

from pathlib import Path

import pytest
from pages_of_law import ROOT, STATUTES, program_of
from planted import page
from qanun.core.rules import Program
from qanun.pipeline import compile
from qanun.text import Text
from qanun.tools.proved import Proving
from qanun.tools.shelf import Shelf
from qanun.verify.proofs import said
from qanun.verify.proofs.looking import Looking
from qanun.verify.proofs.model import Result, Sought, Undecided
from qanun.verify.proofs.record import PROOFS, read, unproved

LAW = """
rule fee : money "the fee"
  otherwise 10 EUR
ground young of fee is 2 EUR when age < 18
ground grown of fee is 3 EUR when age > 18
right borrow "borrow books" on nobody named when is_pupil or is_guest
claim "who borrows is a pupil"
  borrow implies is_pupil
"""


def program(rules: str) -> Program:
    found = compile([Text("law.md", page(rules))]).value.program
    assert found is not None
    return found


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What was looked for anew, by kind and name."""
    found: list[tuple[str, str]] = []
    look = Looking.look

    def noted(self: Looking, sought: Sought) -> Result:
        found.append((sought.kind, sought.name))
        return look(self, sought)

    monkeypatch.setattr(Looking, "look", noted)
    return found


def proved(rules: str, folder: Path, seconds: float = 5.0) -> list[Result]:
    return Proving(program(rules), "law", Shelf(folder), seconds).results((), lambda words: None)


def test_nothing_is_proved_twice(tmp_path: Path, looked: list[tuple[str, str]]) -> None:
    """The second run finds the same, with its case, and asks nothing."""
    before = proved(LAW, tmp_path)
    assert looked
    looked.clear()
    again = proved(LAW, tmp_path)
    assert looked == []
    assert said.as_data(program(LAW), again) == said.as_data(program(LAW), before)


def test_an_edit_has_proved_what_rests_on_it(tmp_path: Path, looked: list[tuple[str, str]]) -> None:
    """A bound of the fee changes nothing of the right to borrow, nor does a line more above it."""
    proved(LAW, tmp_path)
    looked.clear()
    results = proved("\n\n" + LAW.replace("age > 18", "age >= 18"), tmp_path)
    assert {name for _, name in looked} == {"law.fee", "law.fee.grown", "law.age"}
    assert {one.sought.kind for one in results if one.is_finding} == {"claim"}


def test_one_law_alone_leaves_what_is_kept_of_others(tmp_path: Path, looked: list[tuple[str, str]]) -> None:
    """A run that is asked for a law that has nothing to prove forgets nothing."""
    proved(LAW, tmp_path)
    looked.clear()
    Proving(program(LAW), "law", Shelf(tmp_path), 5.0).results(("another",), lambda words: None)
    proved(LAW, tmp_path)
    assert looked == []


def test_what_was_not_decided_is_tried_again_with_more_time(
    tmp_path: Path, looked: list[tuple[str, str]]
) -> None:
    """And with no more of it is not."""
    little = proved(LAW, tmp_path, 1e-6)
    open_ = {one.sought.name for one in little if isinstance(one.found, Undecided)}
    assert open_ == {"law.fee"}
    looked.clear()
    proved(LAW, tmp_path, 1e-6)
    assert looked == []
    more = proved(LAW, tmp_path, 5.0)
    assert {name for _, name in looked} == open_
    assert not any(isinstance(one.found, Undecided) for one in more)


def test_a_half_written_file_is_none(tmp_path: Path, looked: list[tuple[str, str]]) -> None:
    """What does not hold what was written is as if it were not there."""
    proved(LAW, tmp_path)
    (kept,) = (one for one in (tmp_path / "proofs").iterdir())
    kept.write_bytes(kept.read_bytes()[:-40])
    looked.clear()
    proved(LAW, tmp_path)
    assert looked


def test_what_is_kept_of_the_statutes_is_of_the_law_as_it_is() -> None:
    """Or else `qanun verify --keep` has to be run: the book would say that nobody has looked at these."""
    text = (ROOT / "statutes" / "azerbaijan" / PROOFS).read_text(encoding="utf-8")
    kept = read(program_of(*STATUTES), text)
    assert [one.sought.id for one in unproved(kept)] == []
    assert kept.all
