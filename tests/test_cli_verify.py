"""`qanun verify`: what it prints, and how it ends."""

import json
import sys
from pathlib import Path

import pytest
from planted import CLEAN, PLANTED, page
from qanun.tools.cli.app import run
from sarif import mistakes

SETTINGS = '[tool.qanun]\nstatutes = "statutes"\npackage = "laws"\ngenerated = "generated"\n'
WRONG = next(rules for name, rules, *_ in PLANTED if name == "bands that overlap by one")


@pytest.fixture
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project, and the way into it."""
    (tmp_path / "pyproject.toml").write_text(SETTINGS)
    (tmp_path / "statutes").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path / "statutes" / "law.md"


def test_a_finding_comes_with_its_case(inside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In lines of a scenario, with its place; the exit code is 1."""
    inside.write_text(page(WRONG))
    assert run(["verify"]) == 1
    told = capsys.readouterr().out
    line = page(WRONG).split("\n").index('rule fee : money "the fee"') + 1
    assert f"statutes/law.md:{line}: grounds of `fee` can hold together and give different values\n" in told
    assert "\n  given age = 18\n  then fee conflict\n" in told
    assert "rules whose grounds never conflict: proved of 0 of 1\n" in told


def test_as_data(inside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every result, the finding with its case as `qanun decide` reads it."""
    inside.write_text(page(WRONG))
    assert run(["verify", "--json"]) == 1
    results = json.loads(capsys.readouterr().out)
    (finding,) = [one for one in results if one["outcome"] == "finding"]
    assert (finding["kind"], finding["name"]) == ("conflict", "law.fee")
    assert finding["case"]["facts"] == {"law.age": 18}
    assert finding["smallest"] is True
    assert {one["outcome"] for one in results} == {"finding", "proved"}


def test_all_is_well(inside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing but what was proved, and of which cases; only of the law that is named."""
    inside.write_text(page(CLEAN))
    assert run(["verify", "law"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("claims: proved of 3 of 3\n")
    assert "all days lie between 1900-03-01 and 2100-02-28" in told


def test_a_law_that_is_not_there(inside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Is told, with one that is."""
    inside.write_text(page(CLEAN))
    assert run(["verify", "lav"]) == 2
    assert "there is no law `lav`; did you mean `law`?" in capsys.readouterr().err


def test_without_the_solver(
    inside: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sentence says what to install."""
    inside.write_text(page(CLEAN))
    monkeypatch.setitem(sys.modules, "qanun.verify.proofs.looking", None)
    assert run(["verify"]) == 2
    assert 'pip install "qanun[proof]"' in capsys.readouterr().err


GAP = """
rule who_pays : payer "who pays"
ground child of who_pays is host when is_child
ground guest of who_pays is town when is_guest
"""


def test_known_findings_fail_no_more(inside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """But a new one does, and alone is shown; of one that is none any more that is said."""
    inside.write_text(page(WRONG))
    run(["verify", "--json"])
    known = inside.parent.parent / "known.json"
    known.write_text(capsys.readouterr().out)
    assert run(["verify", "--baseline", str(known)]) == 0
    told = capsys.readouterr().out
    assert told.startswith("known before, and still so: 1\n")
    inside.write_text(page(WRONG + GAP))
    assert run(["verify", "--baseline", str(known)]) == 1
    told = capsys.readouterr().out
    assert "no ground of `who_pays` holds in some case" in told
    assert "grounds of `fee` can hold together" not in told
    inside.write_text(page(CLEAN))
    assert run(["verify", "--baseline", str(known)]) == 0
    told = capsys.readouterr().out
    assert "known before, and not found any more: conflict: law.fee\n" in told


@pytest.mark.parametrize("content", ["{", "[1]", '{"findings": 1}', '[{"id": "x"}]'])
def test_a_baseline_that_is_none(inside: Path, capsys: pytest.CaptureFixture[str], content: str) -> None:
    """Is named; nothing is taken for known."""
    inside.write_text(page(WRONG))
    file = inside.parent.parent / "known.json"
    file.write_text(content)
    assert run(["verify", "--baseline", str(file)]) == 2
    assert "known.json" in capsys.readouterr().err


def test_sarif(inside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The finding at its line, below a rule of the log, with its case and what tells it from others; as the
    schema wants it, which refuses a result without a message."""
    inside.write_text(page(WRONG))
    known = inside.parent.parent / "known.json"
    known.write_text("[]")
    assert run(["verify", "--format", "sarif", "--baseline", str(known)]) == 1
    log = json.loads(capsys.readouterr().out)
    assert mistakes(log) == []
    (made,) = log["runs"]
    (result,) = made["results"]
    assert result["ruleId"] == "verify/conflict"
    assert made["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "verify/conflict"
    assert (result["level"], result["baselineState"]) == ("error", "new")
    assert result["partialFingerprints"] == {"qanunId/v1": "conflict: law.fee"}
    assert result["message"]["text"].endswith("\n  given age = 18\n  then fee conflict")
    where = result["locations"][0]["physicalLocation"]
    line = page(WRONG).split("\n").index('rule fee : money "the fee"') + 1
    assert where["artifactLocation"]["uri"] == "statutes/law.md"
    assert where["region"]["startLine"] == line
    del result["message"]
    assert mistakes(log) == ["$.runs[0].results[0]: 'message' is a required property"]


def test_progress_is_for_terminals(inside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a pipe nothing is said of it."""
    inside.write_text(page(WRONG))
    run(["verify"])
    assert capsys.readouterr().err == ""
