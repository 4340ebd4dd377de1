"""Code that is older than the statutes is told of; readings are completed."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from qanun.tools.cli.app import run

PAGE = "statutes/library_rules.md"
EXAMPLE = ["returning", "examples/return_of_a_book.json", "--as-of", "2024-03-10"]
READING = """
```qanun
reading counting "How are the fourteen days counted?"
  - calendar "every day counts"
  - opening "only days on which the library is open"
define counted is counting is calendar
question counted_days "How is it counted?" answers counted
```
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """The working folder is a new project with its generated code; its package has a name of its own."""
    folder = tmp_path / f"older{abs(hash(tmp_path)) % 10**8}"
    assert run(["new", str(folder)]) == 0
    monkeypatch.chdir(folder)
    (folder / PAGE).write_text((folder / PAGE).read_text() + READING)
    assert run(["build"]) == 0
    capsys.readouterr()
    return folder


def test_decide_warns_of_older_code(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On standard error, so that JSON stays JSON; the answer is given all the same; so in an interview."""
    assert run(["decide", *EXAMPLE, "--json"]) == 0
    assert capsys.readouterr().err == ""
    page = project / PAGE
    page.write_text(page.read_text().replace("within 14 days", "within 7 days"))
    assert run(["decide", *EXAMPLE, "--json"]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["answers"]["return_book"]["due"] == "2024-03-15"
    assert told.err.count("\n") == 1
    assert "the statutes have changed since the code was generated" in told.err
    assert "run `qanun build`" in told.err
    monkeypatch.setattr(sys, "stdin", io.StringIO("quit\n"))
    assert run(["ask", "returning", "--as-of", "2024-03-10"]) == 0
    assert "the statutes have changed" in capsys.readouterr().err


def test_a_page_that_cannot_be_read_does_not_keep_from_answering(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`qanun check` is there to tell of it."""
    (project / "statutes" / "broken.md").write_bytes(b"\xff")
    assert run(["decide", *EXAMPLE]) == 0
    capsys.readouterr()


def completions(project: Path, words: str) -> list[str]:
    """What the shell offers for the last of the words."""
    script = "from qanun.tools.cli import main; main()"
    environment = {
        **os.environ,
        "_QANUN_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split(" ")) - 1),
    }
    program = f"import sys; sys.argv = ['qanun']; {script}"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    return [line.partition(",")[2] for line in done.stdout.splitlines() if line]


def test_readings_are_completed(project: Path) -> None:
    """Those of the question named before, each with its options."""
    words = "qanun decide counted_days facts.json --reading "
    assert completions(project, words) == ["counting=calendar", "counting=opening"]
    assert completions(project, words + "counting=o") == ["counting=opening"]
    assert completions(project, "qanun decide returning facts.json --reading ") == []
    assert completions(project, "qanun decide nothing facts.json --reading ") == []


def test_questions_are_completed(project: Path) -> None:
    """By any part of their name."""
    assert completions(project, "qanun ask coun") == ["library_rules.counted_days"]
