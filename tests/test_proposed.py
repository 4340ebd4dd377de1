"""`qanun verify --scenarios`: cases for what no scenario reaches pass; nothing that can be is left."""

from pathlib import Path

import pytest
from pages_of_law import ROOT
from planted import HEAD
from qanun.core.rules import Program
from qanun.diagnostics.render import as_text
from qanun.pipeline import compile
from qanun.text import Text
from qanun.tools.cli.app import run
from qanun.verify.coverage import coverage
from qanun.verify.proposed.proposing import Proposing
from qanun.verify.proposed.written import page
from qanun.verify.scenarios import run_all


def law(*more: Text) -> Program:
    """The law on citizenship without its scenarios, and more pages."""
    names = ("citizenship", "person")
    pages = [ROOT / "statutes" / "azerbaijan" / f"{name}.md" for name in names]
    outcome = compile([*(Text(one.name, one.read_text(encoding="utf-8")) for one in pages), *more])
    assert outcome.value.program is not None, as_text(outcome.errors, colour=False)
    return outcome.value.program


def test_a_law_without_its_scenarios() -> None:
    """Everything that can be reached is, by cases that pass under readings that they name; of what cannot be
    it is proved. Proposed once, nothing is proposed again."""
    program = law()
    found, unreached = Proposing(program, (), 2.0).proposals({"citizenship"}, frozenset(), lambda _: None)
    again = law(Text("citizenship.cases.md", page(program, "citizenship", found)))
    results = run_all(again)
    assert [one.failures for one in results if not one.passed] == []
    assert [one.unsettled for one in results if one.unsettled] == []
    assert [
        row.name for row in coverage(again, results).uncovered if row.name.startswith("citizenship.")
    ] == []
    assert all(one.proved for one in unreached)
    open_, left = Proposing(again, results, 2.0).proposals({"citizenship"}, frozenset(), lambda _: None)
    assert [one.found for one in open_ if one.found] == []
    assert len(left) == len(unreached)


RULES = """
fact is_child "the person is a child"
fact is_guest "the person is a guest"
fact age : integer "the person's age"
right borrow "borrow books" on nobody named when age >= 6
exception guest to borrow "guests" when is_guest and is_child
right stay "stay" on nobody named when age > 5 and age < 3
question lending "May the person borrow?"
  answers borrow, stay
"""


def test_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is printed is a page of cases that passes and that a check tells to be proposed; what no case can
    reach is told to be proved so."""
    settings = '[tool.qanun]\nstatutes = "statutes"\npackage = "laws"\ngenerated = "generated"\n'
    (tmp_path / "pyproject.toml").write_text(settings)
    (tmp_path / "statutes").mkdir()
    (tmp_path / "statutes" / "law.md").write_text(f"{HEAD}```qanun\n{RULES}```\n")
    monkeypatch.chdir(tmp_path)
    assert run(["verify", "--scenarios", "lending"]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("# Worked cases: Planted\n")
    assert "`law.stay` holds: proved: no case can be like that\n" in printed.err
    (tmp_path / "statutes" / "law.cases.md").write_text(printed.out)
    assert run(["test"]) == 0
    assert "stay: holds in 0" in capsys.readouterr().out
    assert run(["check"]) == 0
    assert "warning[Q0666]: the case is proposed" in capsys.readouterr().out
    assert run(["verify", "--scenarios", "lendin"]) == 2
    assert "there is no law and no question `lendin`; did you mean `lending`?" in capsys.readouterr().err
