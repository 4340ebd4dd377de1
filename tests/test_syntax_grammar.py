"""Lark's grammar, kept and loaded; and the terminals that may follow, which are Lark's own answer."""

import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from fuzz.grammar import block
from qanun import disk
from qanun.syntax import grammar as module
from qanun.syntax.grammar import STARTS, grammar, loaded, saved, understood
from qanun.syntax.parse import parse
from qanun.syntax.parser import Parser
from syntax_pages import document

SMALL = "\n".join(('start: "fact" NAME', *(f"{name}: NAME" for name in STARTS[1:]), "%declare NAME", ""))


def test_what_is_saved_is_loaded() -> None:
    """With the same states and words."""
    kept = saved(understood(SMALL))
    again = loaded(kept)
    assert again is not None
    assert [terminal.name for terminal in again.terminals] == ["FACT"]
    assert loaded(saved(again)) is not None


@pytest.mark.parametrize("spoil", [b"", b"no grammar", b"\0" * 32, b"\0" * 64])
def test_what_is_no_grammar_is_not_loaded(spoil: bytes) -> None:
    """Nor does it raise: the grammar is made anew."""
    assert loaded(spoil) is None


def test_a_changed_byte_is_noticed() -> None:
    """Wherever it stands; nor is half a file loaded."""
    kept = saved(understood(SMALL))
    for at in range(0, len(kept), 7):
        spoilt = bytearray(kept)
        spoilt[at] ^= 1
        assert loaded(bytes(spoilt)) is None, at
        assert loaded(kept[:at]) is None, at


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only place where a grammar may be kept; nothing is there yet."""
    monkeypatch.setattr(module, "_folders", lambda: iter((tmp_path / "mine",)))
    return tmp_path / "mine"


def test_the_grammar_is_made_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then it is loaded."""
    made = grammar.__wrapped__()
    monkeypatch.setattr(module, "understood", lambda text: pytest.fail("it is kept"))
    assert grammar.__wrapped__().written == made.written
    assert [path.stat().st_mode & 0o777 for path in folder.iterdir()] == [0o644]


def test_a_grammar_that_others_could_have_written_is_not_loaded(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file or a folder that others may write is as none."""
    grammar.__wrapped__()
    (file,) = folder.iterdir()
    assert disk.read_own(file) is not None
    for place, mode in ((file, 0o666), (file, 0o664), (folder, 0o777)):
        before = place.stat().st_mode & 0o777
        place.chmod(mode)
        assert disk.read_own(file) is None
        place.chmod(before)
    if os.geteuid() == 0:
        os.chown(file, 1, 1)
        assert disk.read_own(file) is None
    folder.chmod(0o777)
    assert disk.keep_own(folder / "another", b"") is False
    assert not (folder / "another").exists()


def test_another_grammar_or_lark_is_another_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So nothing old is loaded."""
    monkeypatch.setattr("lark.__version__", "0.0")
    grammar.__wrapped__()
    monkeypatch.undo()
    monkeypatch.setattr(module, "_folders", lambda: iter((folder,)))
    grammar.__wrapped__()
    assert len(list(folder.iterdir())) == 2


def test_where_nothing_can_be_kept_it_is_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "taken").write_text("a file")
    monkeypatch.setattr(module, "_folders", lambda: iter((tmp_path / "taken",)))
    assert "FACT" in grammar.__wrapped__().written


def test_what_may_follow_is_what_lark_accepts(monkeypatch: pytest.MonkeyPatch) -> None:
    """At places of drawn entries: the terminals that Lark's `accepts()` names, no more and no less."""
    seen = 0

    def compared(self: Parser, terminal: str, words: str, start: int, end: int) -> None:
        nonlocal seen
        if seen % 5 == 0:
            exact = {one for one in self.row() if one.isupper() and self.can_take(one)}
            assert exact == set(self._parser.accepts()), (terminal, words)
        seen += 1
        fed(self, terminal, words, start, end)

    fed = Parser.feed
    monkeypatch.setattr(Parser, "feed", compared)
    for seed in range(4):
        parse(document(block(Random(seed))))
    assert seen > 500


def test_a_message_is_the_same_in_every_run() -> None:
    """Three phrases begin with the word that is meant; the order of sets chooses none of them."""
    program = (
        "from syntax_pages import document; from qanun.syntax.parse import parse\n"
        "(said,) = parse(document('define a : integer is 18 xounded up\\n')).diagnostics\n"
        "print(said.message, said.remedy, said.fix)"
    )
    said = set()
    for seed in "1234":
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parent)}
        command = [sys.executable, "-c", program]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        said.add(done.stdout)
    assert len(said) == 1
