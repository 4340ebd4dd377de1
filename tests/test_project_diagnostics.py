"""Each mistake of a project has a page whose message is what is said.

`QANUN_UPDATE=1` writes the messages anew; read every line of the difference.
"""

import errno
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from qanun import disk, project
from qanun.diagnostics import pages as pages_module
from qanun.diagnostics.model import Diagnostic, Kind
from qanun.diagnostics.pages import code_page, explain
from qanun.diagnostics.render import one_as_text
from qanun.project import Project
from qanun.written import MARKER

Said = tuple[Diagnostic, ...]
OWN = sorted(kind.code for kind in vars(project).values() if isinstance(kind, Kind))
FILE = {"law/border.py": f"# {MARKER}\n"}


def found(root: Path) -> Project:
    return Project(root, root / "statutes", "law", root / "generated")


def settings(code: str) -> Callable[[Path], Said]:
    """What is said of the settings that the page gives as the wrong example."""

    def said(root: Path) -> Said:
        page = code_page(code)
        assert page is not None
        wrong = re.search(r"## Wrong.*?```toml\n(.*?)```", page.source, flags=re.S)
        assert wrong is not None
        (root / "pyproject.toml").write_text(wrong[1])
        located = project.locate(root)
        return (
            located.diagnostics if located.value is None else project.read_statutes(located.value).diagnostics
        )

    return said


def not_utf8(root: Path) -> Said:
    (root / "statutes").mkdir()
    (root / "statutes" / "page.md").write_bytes(b"# Penal law\n\nimprisonment: h" + b"\xfdbs\n")
    return project.read_statutes(found(root)).diagnostics


def unreadable(root: Path) -> Said:
    (root / "statutes" / "page.md").mkdir(parents=True)
    return project.read_statutes(found(root)).diagnostics


def too_large(root: Path) -> Said:
    (root / "statutes").mkdir()
    with (root / "statutes" / "page.md").open("wb") as file:
        file.truncate(50_000_000)
    return project.read_statutes(found(root)).diagnostics


def left_out(root: Path) -> Said:
    (root / "statutes").mkdir()
    right = "---\nlaw: Border Act\n---\n"
    (root / "statutes" / "border_act.md").write_text(right)
    (root / "statutes" / "Entry_Act.MD").write_text(right)
    (root / "statutes" / "notes.txt").write_text("What is still to be done.\n")
    (root / "statutes" / "accepted.txt").write_text(right)
    return project.read_statutes(found(root)).diagnostics


@pytest.mark.parametrize("name", ["entry.markdown", "entry.txt", "ENTRY.Md", "entry.mkd"])
def test_other_endings(name: str, tmp_path: Path) -> None:
    """Each page that is left out is named, and how it must be called."""
    (tmp_path / "statutes").mkdir()
    (tmp_path / "statutes" / name).write_text("---\njurisdiction: Town\nlaw: Entry Act\n---\n")
    (only,) = project.read_statutes(found(tmp_path)).diagnostics
    assert (only.kind.code, only.remedy.partition(",")[0]) == ("Q0710", "rename it to `entry.md`")


def not_ours(root: Path) -> Said:
    (root / "generated" / "law").mkdir(parents=True)
    (root / "generated" / "law" / "border.py").write_text("mine = 1\n")
    return project.write_generated(found(root), FILE).diagnostics


def stale(root: Path) -> Said:
    project.write_generated(found(root), FILE)
    return project.check_generated(found(root), {"law/border.py": f"# {MARKER}\nchanged = 1\n"})


def unwritable(root: Path) -> Said:
    (root / "generated").write_text("a file")
    return project.write_generated(found(root), FILE).diagnostics


def disk_full(root: Path) -> Said:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk.os, "fsync", full)
        return project.write_generated(found(root), FILE).diagnostics


def changed_meanwhile(root: Path) -> Said:
    (root / "border.md").write_text("saved by somebody else")
    return project.write_page(root / "border.md", "border.md", "laid out", "as it was read").diagnostics


SITUATIONS = {
    **{code: settings(code) for code in ("Q0700", "Q0701", "Q0702", "Q0703", "Q0706")},
    "Q0704": not_utf8,
    "Q0705": unreadable,
    "Q0707": not_ours,
    "Q0710": left_out,
    "Q0708": stale,
    "Q0709": unwritable,
    "Q0720": disk_full,
    "Q0721": changed_meanwhile,
    "Q0790": too_large,
}


def test_every_kind_has_a_situation() -> None:
    """None of the project's kinds is without an example."""
    assert sorted(SITUATIONS) == OWN


@pytest.mark.parametrize("code", OWN)
def test_the_page_shows_what_is_said(code: str, tmp_path: Path) -> None:
    """One diagnostic, of this code, with the message on the page."""
    page = code_page(code)
    assert page is not None
    (only,) = SITUATIONS[code](tmp_path)
    assert only.kind.code == code
    message = one_as_text(only)
    if os.environ.get("QANUN_UPDATE"):
        file = Path(str(pages_module.__file__)).parent / "pages" / f"{code}.md"
        file.write_text(page.source.replace(page.message, message), encoding="utf-8")
    else:
        assert page.message == message
    assert (explain(code) or "").startswith(f"# {code}: ")


@pytest.mark.parametrize("code", ["Q0700", "Q0701", "Q0702", "Q0703", "Q0706"])
def test_the_mended_settings_are_right(code: str, tmp_path: Path) -> None:
    """They make a project."""
    page = code_page(code)
    assert page is not None
    mended = re.search(r"## Mended.*?```toml\n(.*?)```", page.source, flags=re.S)
    assert mended is not None
    (tmp_path / "pyproject.toml").write_text(mended[1])
    assert project.locate(tmp_path).value is not None
