"""The parser's tables as text, and the shelf on which checks are kept."""

from pathlib import Path

import pytest
from qanun.syntax import tables
from qanun.tools.parser_tables import PLACE
from qanun.tools.shelf import Shelf


def test_the_tables_of_the_package_are_those_of_the_grammar() -> None:
    """After a change to the grammar: `make grammar`."""
    assert PLACE.read_text(encoding="utf-8") == tables.saved(tables.made())


def test_saved_tables_are_the_tables() -> None:
    """What is read back from the text is saved as the same text."""
    text = tables.saved(tables.made())
    again = tables.read(text)
    assert again is not None
    assert tables.saved(again) == text


@pytest.mark.parametrize("spoil", ["", "no tables", "{}\n[]", "0" * 64 + "\n[[],[],{},{},{}]"])
def test_damaged_tables_are_not_used(spoil: str) -> None:
    """The text bears its own fingerprint, with that of the grammar."""
    assert tables.read(spoil) is None


def test_a_letter_changed_in_saved_tables_is_noticed() -> None:
    """`fact` written otherwise."""
    text = PLACE.read_text(encoding="utf-8")
    assert text.count('"fact"') > 0
    assert tables.read(text.replace('"fact"', '"fakt"')) is None


def test_tables_of_another_grammar_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are made anew while somebody works on the grammar."""
    text = PLACE.read_text(encoding="utf-8")
    assert tables.read(text) is not None
    monkeypatch.setattr(tables, "_grammar", lambda: "another")
    assert tables.read(text) is None


def test_the_shelf_gives_back_what_was_put(tmp_path: Path) -> None:
    """Under its own name, and nothing under another."""
    shelf = Shelf(tmp_path / "caches")
    shelf.put("a/b.json", "text ə")
    assert shelf.get("a/b.json") == "text ə"
    assert shelf.get("a/c.json") is None
    assert [path.name for path in (tmp_path / "caches" / "a").iterdir()] == ["b.json"]


def test_a_shelf_that_cannot_be_used_is_no_mistake(tmp_path: Path) -> None:
    """A file stands where the folder should be: nothing is kept and nothing raised."""
    (tmp_path / "caches").write_text("a file")
    shelf = Shelf(tmp_path / "caches")
    shelf.put("a", "text")
    assert shelf.get("a") is None
    shelf.tidy()


def test_the_environment_names_the_shelf(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """`QANUN_CACHE` first, then the user's folder of caches; `none` for no shelf."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("QANUN_CACHE", raising=False)
    assert Shelf.of_user().folder == tmp_path / "qanun"
    monkeypatch.setenv("QANUN_CACHE", str(tmp_path / "mine"))
    assert Shelf.of_user().folder == tmp_path / "mine"
    monkeypatch.setenv("QANUN_CACHE", "none")
    assert Shelf.of_user().folder is None
