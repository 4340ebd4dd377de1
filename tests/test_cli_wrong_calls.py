"""Every command called wrongly: exit code 2, one clear sentence, never a traceback, nothing on stdout."""

import io
import os
import re
import sys
from pathlib import Path

import pytest
from qanun.tools.cli.app import COMMANDS, run
from qanun.tools.cli.exits import Exit

FACTS = "examples/return_of_a_book.json"
DECIDE = ["decide", "returning", FACTS]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new project with its generated code, a folder, and files of other kinds."""
    folder = tmp_path_factory.mktemp("projects") / "wrong-calls"
    assert run(["new", str(folder)]) == 0
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert run(["build"]) == 0
    (folder / "bytes.json").write_bytes(b'{"a": "\xff"}')
    (folder / "empty.json").write_bytes(b"")
    (folder / "escape.json").write_text(
        '{"\\u001b[31mred\\u202e": 1, "\\ud800": 2, "borrowed_on": "\\u0000"}'
    )
    return folder


CALLS: list[tuple[list[str], str]] = [
    (["frobnicate"], "There is no command `frobnicate`"),
    (["--frobnicate"], "No such option"),
    *[([name, "--frobnicate"], "No such option") for name in COMMANDS],
    (["new"], "Missing argument 'FOLDER'"),
    (["new", ""], "nothing was written"),
    (["new", "."], "nothing was written"),
    (["new", "statutes/library_rules.md"], "is a file"),
    (["new", "statutes/library_rules.md/below"], "cannot be written"),
    (["new", "a", "b"], "unexpected extra argument"),
    (["check", "extra"], "unexpected extra argument"),
    (["check", "--format"], "requires an argument"),
    (["check", "--format", "xml"], "is not one of"),
    (["build", "extra"], "unexpected extra argument"),
    (["test", "--only"], "requires an argument"),
    (["accept", "extra"], "there is no provision `extra`"),
    (["explain", "Q9999"], "there is no diagnostic `Q9999`"),
    (["explain", "../../etc/passwd"], "there is no diagnostic"),
    (["explain", "Q0201", "Q0202"], "unexpected extra argument"),
    (["schema"], "say which QUESTION"),
    (["schema", "nothing"], "there is no question `nothing`"),
    (["schema", "--into", FACTS], FACTS),
    (["ask", "one", "two"], "unexpected extra argument"),
    (["ask", "nothing"], "there is no question `nothing`"),
    (["ask", ""], "there is no question"),
    (["ask", "returning", "--as-of", "tomorrow"], "'tomorrow'"),
    (
        ["ask", "returning", "--as-of", "2024-03-10", "--reading", "a=b"],
        "the question rests on no such reading",
    ),
    (["ask", "returning", "--reading", "a=b"], "the question rests on no such reading"),
    (["decide"], "say a question and its facts, the facts alone, or --again and a receipt"),
    (["decide", "returning"], "`returning` is a question: say the file of facts, too"),
    (["decide", "os.path", FACTS], "there is no question `os.path`"),
    (["decide", "library_rules.", FACTS], "there is no question"),
    (["decide", "returning", "nowhere.json"], "nowhere.json"),
    (["decide", "returning", "statutes"], "statutes"),
    (["decide", "returning", ""], "cannot be read"),
    (["decide", "returning", "bytes.json"], "UTF-8"),
    (["decide", "returning", "empty.json", "--as-of", "2024-03-10"], "is not JSON"),
    (["decide", "returning", "escape.json", "--as-of", "2024-03-10"], "there is no such fact"),
    (DECIDE, "depends on the day: say --as-of"),
    ([*DECIDE, "--as-of", "2024-02-30"], "there is no day 2024-02-30"),
    ([*DECIDE, "--as-of", "2024-03-10 10:00"], "write it like"),
    ([*DECIDE, "--as-of", "2024-03-10 10:00 Asia/Bakuu"], "no time zone"),
    ([*DECIDE, "--as-of", ""], "is no date"),
    ([*DECIDE, "--as-of", "2024-03-10", "--reading", "="], "NAME=OPTION"),
    ([*DECIDE, "--as-of", "2024-03-10", "--json", "--json", "extra"], "unexpected extra argument"),
]


@pytest.mark.parametrize(("arguments", "told"), CALLS, ids=lambda value: " ".join(value)[:60])
def test_a_wrong_call_is_told(
    built: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    told: str,
) -> None:
    """In plain words, without a traceback and without anything that a terminal would obey."""
    monkeypatch.chdir(built)
    monkeypatch.setattr(sys, "stdin", io.StringIO("2024-03-10\n"))
    assert run(arguments) == Exit.USAGE
    captured = capsys.readouterr()
    assert captured.out == "" or arguments[0] == "ask"
    assert told in captured.err
    assert "Traceback" not in captured.err
    assert re.findall(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", captured.err) == []


def test_a_generated_file_that_is_spoilt_is_told(
    built: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With what to do."""
    monkeypatch.chdir(built)
    law = built / "generated" / "wrong_calls" / "library_rules.py"
    whole = law.read_text()
    for name in [name for name in sys.modules if name.partition(".")[0] == "wrong_calls"]:
        monkeypatch.delitem(sys.modules, name)
    law.write_text("# generated by qanun; do not edit\nimport nothing_of_this_name\n")
    try:
        assert run(["decide", "returning", FACTS]) == Exit.USAGE
        assert "run `qanun build`" in capsys.readouterr().err
    finally:
        law.write_text(whole)


def test_no_folder_any_more(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every command says so where the working folder has been removed."""
    folder = tmp_path / "gone"
    folder.mkdir()
    before = Path.cwd()
    os.chdir(folder)
    folder.rmdir()
    try:
        for command in (
            ["check"],
            ["build"],
            ["test"],
            ["accept"],
            DECIDE,
            ["ask", "returning"],
            ["schema", "x"],
        ):
            assert run(command) == Exit.USAGE
            assert "working folder" in capsys.readouterr().err
    finally:
        os.chdir(before)
