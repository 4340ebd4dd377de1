"""`qanun fmt` on files, folders and the standard input."""

import io
import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from qanun.tools.cli.app import run
from qanun.tools.cli.exits import Exit

CROOKED = "# Law\n\n```qanun\nfact   x\n```\n\nwords  \n"
STRAIGHT = "# Law\n\n```qanun\nfact x\n```\n\nwords  \n"
BROKEN = "```qanun\nfact   y (\n```\n\n```qanun\nfact   z\n```\n"


def test_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Pages are laid out in their place, those that are so already are not written, other files not read."""
    (tmp_path / "one.md").write_text(CROOKED)
    (tmp_path / "two.md").write_text(STRAIGHT)
    (tmp_path / "three.txt").write_text(CROOKED)
    os.utime(tmp_path / "two.md", (0, 0))
    assert run(["fmt", str(tmp_path)]) == Exit.FINE
    assert (tmp_path / "one.md").read_text() == STRAIGHT
    assert (tmp_path / "two.md").stat().st_mtime == 0
    assert (tmp_path / "three.txt").read_text() == CROOKED
    assert capsys.readouterr().out.endswith("1 of 2 pages changed\n")


def test_check_and_diff_write_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "one.md"
    page.write_text(CROOKED)
    assert run(["fmt", "--check", str(page)]) == Exit.LAW
    assert f"{page} is not laid out\n" in capsys.readouterr().out
    assert run(["fmt", "--diff", str(page)]) == Exit.FINE
    assert "-fact   x\n+fact x\n" in capsys.readouterr().out
    assert run(["fmt", "--diff", "--check", str(page)]) == Exit.LAW
    assert page.read_text() == CROOKED
    page.write_text(STRAIGHT)
    assert run(["fmt", "--check", str(page)]) == Exit.FINE


def test_a_block_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is left as it is and named with its mistake; the others are laid out."""
    page = tmp_path / "one.md"
    page.write_text(BROKEN)
    assert run(["fmt", str(page)]) == Exit.LAW
    assert page.read_text() == BROKEN.replace("fact   z", "fact z")
    said = capsys.readouterr().err
    assert "error[Q0114]" in said
    assert f"{page}:2:1: this block is left as it is, because it cannot be read" in said


def test_the_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """What comes in goes out laid out, with its own line ends."""
    monkeypatch.setattr(
        "sys.stdin", SimpleNamespace(buffer=io.BytesIO(CROOKED.replace("\n", "\r\n").encode()))
    )
    assert run(["fmt", "-"]) == Exit.FINE
    assert capsysbinary.readouterr().out == STRAIGHT.replace("\n", "\r\n").encode()


@pytest.mark.parametrize("arguments", [["-"], []])
def test_bytes_that_are_no_text(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "one.md"
    page.write_bytes(b"fact \xff")
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"fact \xff")))
    assert run(["fmt", *(arguments or [str(page)])]) == Exit.LAW
    said = capsys.readouterr()
    assert "Q0704" in (said.err if arguments else said.out)
    assert page.read_bytes() == b"fact \xff"


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fmt", str(tmp_path / "none.md")]) == Exit.LAW
    assert "Q0705" in capsys.readouterr().out


def test_the_statutes_of_a_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without paths they are the project's statutes; a new project's are laid out."""
    assert run(["new", str(tmp_path / "law")]) == Exit.FINE
    monkeypatch.chdir(tmp_path / "law")
    assert run(["fmt", "--check"]) == Exit.FINE
    assert "0 of 1 page would change" in capsys.readouterr().out
    monkeypatch.chdir(tmp_path)
    assert run(["fmt"]) == Exit.USAGE
