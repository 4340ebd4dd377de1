"""`qanun diff`: what it compares, what it prints, how it ends."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from planted import HEAD
from qanun.tools.cli.app import run

SETTINGS = '[tool.qanun]\nstatutes = "statutes"\npackage = "laws"\ngenerated = "generated"\n'
PAGE = f"""{HEAD}
## Article 1

> **1** Who is six may borrow books.

```qanun
fact age : integer "the person's age"
reading grown "From which age is a person grown up?"
  - at_18 "from eighteen"
  - at_21 "from twenty-one"
  because "the text does not say"
right borrow "borrow books" on nobody named when age >= 6
define night_age : integer "from which age"
  is match grown
    - at_18 : 18
    - at_21 : 21
right enter "enter at night" on nobody named when age >= night_age
question lending "May the person borrow?"
  answers borrow, enter
```
"""
AMENDED = PAGE.replace("Who is six", "Who is seven").replace("age >= 6", "age >= 7")


def project(folder: Path, page: str) -> Path:
    """A project with one page of law."""
    (folder / "statutes").mkdir(parents=True)
    (folder / "pyproject.toml").write_text(SETTINGS)
    (folder / "statutes" / "law.md").write_text(page)
    return folder


@pytest.fixture
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project as it is now; beside it one as it was."""
    project(tmp_path / "before", PAGE)
    monkeypatch.chdir(project(tmp_path / "now", AMENDED))
    return tmp_path / "now"


def git(*arguments: str) -> None:
    known = ("-c", "user.name=drafter", "-c", "user.email=drafter@example.org")
    subprocess.run(["git", *known, *arguments], check=True, capture_output=True)


def test_two_folders(inside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The case in the law's words, what was answered, what is answered now, with its provision."""
    assert run(["diff", "../before", "."]) == 1
    told = capsys.readouterr().out
    assert "Of 2 answers 1 can change; of 1 it is proved that none does.\n" in told
    assert (
        "  * “may” becomes “no”\n"
        "      the person's age: 6\n"
        "      → before: There is a right to borrow books (Planted, art. 1).\n"
    ) in told
    assert (
        "Articles behind the changes\n---------------------------\n  - Planted, Article 1: text and rules\n"
        in told
    )


def test_a_revision_and_the_working_folder(inside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As data. An earlier revision, then the folder as it was committed, which proves to be the same."""
    git("init", "-b", "main")
    git("add", ".")
    git("commit", "-m", "amended")
    (inside / "statutes" / "law.md").write_text(PAGE)
    assert run(["diff", "main", "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["before"], found["no_answer_changes"], found["compared"]) == ("main", False, 2)
    (answer,) = found["answers"]
    (change,) = answer["changes"]
    assert (answer["subject"], answer["questions"]) == ("law.borrow", ["law.lending"])
    assert change["case"]["facts"] == {"law.age": 6}
    assert [change[side]["answers"][0]["verdict"] for side in ("before", "after")] == ["no", "may"]
    (inside / "statutes" / "law.md").write_text(AMENDED.replace("age >= 7", "age > 6"))
    assert run(["diff", "HEAD"]) == 0
    told = capsys.readouterr().out
    assert "No answer changes: proved of all 2 answers that questions of both ask for.\n" in told
    assert "Said otherwise, answers the same\n" in told


def test_pages(inside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Markdown and HTML, into a file; it is written whole."""
    assert run(["diff", "../before", ".", "--format", "markdown", "--out", "changes.md"]) == 1
    assert capsys.readouterr().out == "it is in changes.md\n"
    written = (inside / "changes.md").read_text()
    assert written.startswith("# What changes from ../before to .\n")
    assert "**“may” becomes “no”**\n\n| | |\n|---|---|\n| the person's age | 6 |\n" in written
    assert run(["diff", "../before", ".", "--format", "html"]) == 1
    page = capsys.readouterr().out
    assert "<caption>“may” becomes “no”</caption>\n" in page
    assert '<tr><th scope="row">the person&#x27;s age</th><td>6</td></tr>\n' in page


def test_two_options_of_a_reading(inside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One law, read in two ways."""
    readings = ["--reading", "grown=at_18", "--reading", "grown=at_21"]
    assert run(["diff", *readings, "--format", "json"]) == 1
    (answer,) = json.loads(capsys.readouterr().out)["answers"]
    assert answer["subject"] == "law.enter"
    assert [one["case"]["facts"] for one in answer["changes"]] == [{"law.age": 18}]


WRONG = {
    ("diff",): "say OLD, or two options of a reading",
    ("diff", "../befor"): "there is no folder `../befor`, and this project is not kept in git",
    ("diff", "statutes"): "there is no project in `statutes`: it has no pyproject.toml",
    ("diff", "../before", "--rename", "aeg=age"): "the earlier law declares no `aeg`; did you mean `age`?",
    ("diff", "../before", "--rename", "age"): "`age` is not of the form OLD=NEW",
    ("diff", "../before", "--reading", "grwn=at_18"): "there is no reading `grwn`; did you mean `grown`?",
    ("diff", "../before", "--reading", "grown=at_19"): "the reading `grown` is one of: at_18, at_21",
    ("diff", "--reading", "grown=at_18"): "say OLD, or two options of a reading",
}


@pytest.mark.parametrize(("arguments", "said"), WRONG.items())
def test_called_wrongly(
    inside: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    """One sentence, and nothing else."""
    assert run(list(arguments)) == 2
    printed = capsys.readouterr()
    assert (printed.out, said in printed.err) == ("", True)


def test_an_unknown_revision(inside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With one that is."""
    git("init", "-b", "main")
    git("add", ".")
    git("commit", "-m", "amended")
    assert run(["diff", "mian"]) == 2
    assert "neither a folder nor a git revision `mian`; did you mean `main`?" in capsys.readouterr().err


def test_a_law_with_mistakes(inside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """They are told, and no change of answers is."""
    (inside.parent / "before" / "statutes" / "law.md").write_text(PAGE.replace("age >= 6", "aeg >= 6"))
    assert run(["diff", "../before", "."]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "the law of ../before has mistakes:\n" in printed.err
    assert "nothing here is called `aeg`" in printed.err


def test_without_the_solver(
    inside: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sentence says what to install."""
    monkeypatch.setitem(sys.modules, "qanun.verify.compared.comparing", None)
    assert run(["diff", "../before"]) == 2
    assert 'pip install "qanun[proof]"' in capsys.readouterr().err


def test_the_page_for_drafters_shows_what_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its two laws, in folders of their own, and the very lines."""
    page = (Path(__file__).parent.parent / "docs" / "amendments.md").read_text(encoding="utf-8")
    pages = re.findall(r"(?ms)^````markdown\n(.*?)^````$", page)
    for name, content in zip(("before", "after"), pages, strict=True):
        project(tmp_path / name, "")
        (tmp_path / name / "statutes" / "law.md").rename(tmp_path / name / "statutes" / "reading_room.md")
        (tmp_path / name / "statutes" / "reading_room.md").write_text(content)
    monkeypatch.chdir(tmp_path)
    assert run(["diff", "before", "after"]) == 1
    shown = re.findall(r"(?ms)^```text\n\$ qanun diff before after\n(.*?)^```$", page)
    assert capsys.readouterr().out.splitlines() == shown[0].splitlines()
