"""The shelf on which checks are kept."""

from pathlib import Path

import pytest
from qanun.tools.shelf import Shelf


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
