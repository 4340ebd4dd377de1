"""`qanun decide` with a document that states the facts of several questions."""

import json
from pathlib import Path

import pytest
from qanun.tools.cli.app import run

ROOT = Path(__file__).parent.parent
FACTS = {
    "crossed_guarded_border": True,
    "lacked_required_documents": True,
    "came_to_seek_political_asylum": False,
    "convicted": True,
}


def test_what_another_question_asks_is_left_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where it is named, and it is said; else it is refused, and what no question asks always."""
    monkeypatch.chdir(ROOT)
    document = tmp_path / "facts.json"
    document.write_text(json.dumps(FACTS), encoding="utf-8")
    asked = ["decide", "criminal_code.crossing", str(document)]
    beside = ["--beside", "criminal_code.sentencing_to_expulsion"]

    assert run(asked) == 2
    assert "/convicted: there is no such fact" in capsys.readouterr().err
    assert run([*asked, *beside, "--json"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["answers"]["illegal_crossing"]["verdict"] == "yes"
    assert said.err == "left aside: convicted\n"

    document.write_text(json.dumps({**FACTS, "convictd": True}), encoding="utf-8")
    assert run([*asked, *beside]) == 2
    assert "/convictd: there is no such fact; did you mean convicted?" in capsys.readouterr().err
    assert run([*asked, "--beside", "sentencing"]) == 2
    assert "there is no question `sentencing`" in capsys.readouterr().err
