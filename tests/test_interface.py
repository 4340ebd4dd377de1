"""What a change of the law means for those who call the generated code is told at the build."""

from pathlib import Path

import pytest
from qanun.targets.python.interface import Change, changes, interface
from qanun.tools.cli.app import run

ROOT = Path(__file__).parent.parent
PAGE = "statutes/library_rules.md"


def test_what_a_module_offers() -> None:
    """Classes, fields, options, questions with whether they need the day, readings."""
    law = ROOT / "generated/qanun_azerbaijan/criminal_code.py"
    files = {path.name: path.read_text(encoding="utf-8") for path in (law, law.with_suffix(".json"))}
    offered = interface(files, law.name)
    assert offered["CrossingFacts.crossed_guarded_border"] == "bool | Unknown"
    assert offered["CrossingAnswers.illegal_crossing"] == "Answer[bool]"
    assert offered["DisabilityGroup.GROUP_1"] == "'group_1'"
    assert offered["crossing"] == "a question that does not need as_of"
    assert offered["reading criminal_code.fine_or_prison is cumulative"] == "a reading"
    assert not any(name.startswith("_") for name in offered)


OLD = """
class Payer(StrEnum):
    HOST = "host"
    STATE = "state"

class CostFacts(CaseFacts):
    paid: bool | Unknown = UNKNOWN
    fee: Money | Unknown = UNKNOWN

class Gone(CaseRecord):
    field: bool | Unknown = UNKNOWN

cost = Question(name="cost")
"""
NEW = """
class Payer(StrEnum):
    HOST = "host"
    PERSON = "person"

class CostFacts(CaseFacts):
    paid: bool | Unknown | None = UNKNOWN
    fee: Money | Unknown = UNKNOWN
    since: date | Unknown = UNKNOWN

class Come(CaseRecord):
    field: bool | Unknown = UNKNOWN

cost = DatedQuestion(name="cost")
"""


def test_what_changes() -> None:
    """What breaks callers first; of a class that comes or goes not each field."""
    found = changes({"laws/m.py": OLD, "laws/gone.py": OLD, "laws/__init__.py": OLD}, {"laws/m.py": NEW})
    assert [str(change) for change in found if change.breaking] == [
        "gone is gone",
        "m.Payer.STATE is gone",
        "m.CostFacts.paid was bool | Unknown and is bool | Unknown | None",
        "m.Gone is gone",
        "m.cost was a question that does not need as_of and is a question that needs as_of",
    ]
    assert found[5:] == (
        Change("m.Payer.PERSON", "is new", False),
        Change("m.CostFacts.since", "is new", False),
        Change("m.Come", "is new", False),
    )


def test_the_build_tells_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not of a first build, and not where only the rule changes."""
    folder = tmp_path / "changing"
    assert run(["new", str(folder)]) == 0
    monkeypatch.chdir(folder)
    page = folder / PAGE
    capsys.readouterr()
    assert run(["build"]) == 0
    page.write_text(page.read_text().replace("within 14 days", "within 15 days"))
    assert run(["build"]) == 0
    told = capsys.readouterr().out
    assert "must change" not in told
    assert "new to it" not in told
    page.write_text(page.read_text().replace("library_was_closed", "library_had_closed"))
    assert run(["build"]) == 0
    assert capsys.readouterr().out.endswith(
        "code that uses the law must change:\n"
        "  library_rules.ReturningFacts.library_was_closed is gone\n"
        "new to it:\n"
        "  library_rules.ReturningFacts.library_had_closed is new\n"
    )
