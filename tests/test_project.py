"""The compiler's file access: settings, statutes, generated files."""

from pathlib import Path

import pytest
from qanun import project
from qanun.diagnostics.model import Diagnostic
from qanun.project import Project
from qanun.tools.checked import check
from qanun.tools.loading import load
from qanun.tools.shelf import Shelf
from qanun.verify.scenarios import run_all
from qanun.written import LIST, MARKER

SETTINGS = """\
[tool.qanun]
statutes = "law"
package = "my_law"
generated = "out"
"""
OURS = f"# {MARKER}; do not edit\n"


@pytest.fixture
def found(tmp_path: Path) -> Project:
    """A project with one page."""
    (tmp_path / "pyproject.toml").write_text(SETTINGS)
    (tmp_path / "law").mkdir()
    (tmp_path / "law" / "a.md").write_text("---\n")
    located = project.locate(tmp_path)
    assert located.value is not None
    return located.value


def codes(diagnostics: tuple[Diagnostic, ...]) -> list[str]:
    return [d.kind.code for d in diagnostics]


def test_a_project_is_found_from_a_folder_below_it(found: Project) -> None:
    """The nearest pyproject.toml with the table counts; one without it is passed over."""
    below = found.root / "law" / "deep"
    below.mkdir()
    (below / "pyproject.toml").write_text("[project]\nname = 'other'\n")
    assert project.locate(below).value == found
    assert found.package == "my_law"
    assert found.shown(found.statutes / "a.md") == "law/a.md"


def test_no_project_is_told_in_one_diagnostic(tmp_path: Path) -> None:
    """Outside a project there is nothing to compile."""
    located = project.locate(tmp_path)
    assert located.value is None
    assert codes(located.diagnostics) == ["Q0700"]


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        ("[tool.qanun]\nstatuts = 'law'\n", "Q0702", 2),
        ("x = 1\n[tool.qanun]\npackage = 'my-law'\n", "Q0703", 3),
        ("[tool.qanun]\nstatutes = 3\n", "Q0703", 2),
        ("[tool.qanun]\nstatutes = '../law'\n", "Q0703", 2),
        ("[tool.qanun]\ngenerated = '/out'\n", "Q0703", 2),
        ("[tool.qanun]\ngenerated = 'law/../out'\n", "Q0703", 2),
        ("[tool.qanun]\nstatutes = = 1\n", "Q0701", 2),
        ("[tool]\nqanun = 3\n", "Q0703", 1),
    ],
)
def test_a_wrong_setting_is_told_with_its_line(tmp_path: Path, content: str, code: str, line: int) -> None:
    """Misspelt, ill-typed and escaping settings are diagnostics, never tracebacks."""
    (tmp_path / "pyproject.toml").write_text(content)
    located = project.locate(tmp_path)
    assert located.value is None
    assert [(d.kind.code, d.span.line) for d in located.diagnostics] == [(code, line)]


PAGE = """\
---
law: Kitabxana
jurisdiction: Example Town
module: kitabxana
in_force: not stated
time_zone: Asia/Baku
rounding: down
source: written for this test
---

## Maddə 5. Kart (in force from 2012-01-01)

> **5** Kartı olan kitab ala bilər.

```qanun
fact has_card "the person has a card"
right borrow "borrow books" when has_card
question borrowing "May the person borrow?"
  answers borrow
scenario "with a card"
  given has_card, as_of = 2012-01-01
  then borrow may
    and borrow rests on #5@2012-01-01
scenario "before the article"
  given has_card, as_of = 2011-12-31
  then borrow fault
```
"""


def test_words_of_the_settings_open_articles(tmp_path: Path) -> None:
    """A page in another language has its articles with their days, where the settings have their word."""
    (tmp_path / "law").mkdir()
    (tmp_path / "law" / "kitabxana.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(SETTINGS)
    shelf = Shelf(tmp_path / "kept")
    located = project.locate(tmp_path).value
    assert located is not None
    assert codes(check(located, shelf).diagnostics)[0] == "Q0495"
    (tmp_path / "pyproject.toml").write_text(f'{SETTINGS}articles = ["Maddə", "§"]\n', encoding="utf-8")
    located = project.locate(tmp_path).value
    assert located is not None
    assert located.articles == ("Maddə", "§")
    assert check(located, shelf).diagnostics == ()
    program = load(tmp_path).program
    assert program is not None
    assert [result.failures for result in run_all(program)] == [(), ()]


@pytest.mark.parametrize("value", ['"Maddə"', '["Maddə 5"]', "[5]", '[""]', '["two words"]'])
def test_words_for_articles_are_words(tmp_path: Path, value: str) -> None:
    """A text alone, a number, or a word with a number in it is no list of words."""
    (tmp_path / "pyproject.toml").write_text(f"{SETTINGS}articles = {value}\n", encoding="utf-8")
    assert codes(project.locate(tmp_path).diagnostics) == ["Q0703"]


def test_statutes_are_read_untouched_and_in_order(found: Project) -> None:
    """BOM, CR LF and letters of any script stay; a README and hidden files are no law."""
    (found.statutes / "b.md").write_bytes("\ufeff---\r\nqanun: hüquq ə\r\n".encode())
    (found.statutes / "README.md").write_text("about")
    (found.statutes / ".draft.md").write_text("hidden")
    (found.statutes / "sub").mkdir()
    (found.statutes / "sub" / "c.md").write_text("c")
    read = project.read_statutes(found)
    assert read.diagnostics == ()
    assert [text.path for text in read.value] == ["law/a.md", "law/b.md", "law/sub/c.md"]
    assert read.value[1].content == "\ufeff---\r\nqanun: hüquq ə\r\n"


def test_a_byte_that_is_not_utf8_is_told_with_its_place(found: Project) -> None:
    """The other pages are read all the same."""
    (found.statutes / "b.md").write_bytes("bir ə\niki ".encode() + b"\xff\xfe rest")
    read = project.read_statutes(found)
    assert [text.path for text in read.value] == ["law/a.md"]
    (diagnostic,) = read.diagnostics
    assert diagnostic.kind.code == "Q0704"
    assert (diagnostic.span.line, diagnostic.span.column) == (2, 5)


def test_a_page_that_cannot_be_read_is_told(found: Project) -> None:
    """A folder named like a page, and a link that leads nowhere."""
    (found.statutes / "folder.md").mkdir()
    (found.statutes / "link.md").symlink_to("nowhere")
    assert codes(project.read_statutes(found).diagnostics) == ["Q0705", "Q0705"]


def test_a_project_without_pages_says_so(found: Project) -> None:
    """An empty folder is more likely a wrong setting than an empty law."""
    (found.statutes / "a.md").unlink()
    assert codes(project.read_statutes(found).diagnostics) == ["Q0706"]


def test_generated_files_are_written_once_and_old_ones_removed(found: Project) -> None:
    """An unchanged file keeps its time; a file that is no longer made goes, if the compiler wrote it."""
    first = {"my_law/a.py": OURS + "a = 1\n", "my_law/b.py": OURS + "b = 1\n", "my_law/__init__.py": OURS}
    written = project.write_generated(found, first).value
    assert written.changed == ("my_law/__init__.py", "my_law/a.py", "my_law/b.py")
    (found.generated / "my_law" / "hand.py").write_text("# written by hand\n")
    before = (found.generated / "my_law" / "a.py").stat().st_mtime_ns
    second = {"my_law/a.py": OURS + "a = 1\n", "my_law/__init__.py": OURS + "# new\n"}
    written = project.write_generated(found, second).value
    assert written.changed == ("my_law/__init__.py",)
    assert written.removed == ("my_law/b.py",)
    assert written.unchanged == ("my_law/a.py",)
    assert (found.generated / "my_law" / "a.py").stat().st_mtime_ns == before
    names = sorted(path.name for path in (found.generated / "my_law").iterdir())
    assert names == ["__init__.py", "a.py", "hand.py", LIST]


def test_a_file_written_by_hand_is_never_replaced(found: Project) -> None:
    """It is told instead."""
    place = found.generated / "my_law" / "a.py"
    place.parent.mkdir(parents=True)
    place.write_text("# mine\n")
    outcome = project.write_generated(found, {"my_law/a.py": OURS})
    assert codes(outcome.diagnostics) == ["Q0707"]
    assert place.read_text() == "# mine\n"


def test_a_name_that_leads_out_of_the_generated_folder_is_a_bug(found: Project) -> None:
    """The compiler makes the names; none may leave the folder."""
    with pytest.raises(ValueError, match="leads out"):
        project.write_generated(found, {"../a.py": OURS})


def test_stale_generated_files_are_told_and_left(found: Project) -> None:
    """Missing, different and left over are three sentences; nothing is written."""
    project.write_generated(found, {"my_law/a.py": OURS, "my_law/old.py": OURS})
    wanted = {"my_law/a.py": OURS + "x = 1\n", "my_law/new.py": OURS}
    told = [diagnostic.message for diagnostic in project.check_generated(found, wanted)]
    assert told == [
        "the generated file `out/my_law/a.py` differs from what the statutes say",
        "the generated file `out/my_law/new.py` is missing",
        f"the generated file `out/my_law/{LIST}` differs from what the statutes say",
        "the generated file `out/my_law/old.py` is no longer made",
    ]
    assert not (found.generated / "my_law" / "new.py").exists()
    project.write_generated(found, wanted)
    assert project.check_generated(found, wanted) == ()


def test_the_accepted_file_is_read_and_written(found: Project) -> None:
    """There is none at first; writing the same again changes nothing."""
    assert project.read_accepted(found).value is None
    assert project.write_beside(found, project.ACCEPTED, "a#1 ff\n").value
    assert not project.write_beside(found, project.ACCEPTED, "a#1 ff\n").value
    read = project.read_accepted(found).value
    assert read is not None
    assert (read.path, read.content) == ("law/accepted.txt", "a#1 ff\n")


def test_the_snapshot_changes_with_a_page(found: Project) -> None:
    """What `check --watch` looks at."""
    before = project.snapshot(found)
    (found.statutes / "a.md").write_text("longer\n")
    changed = project.snapshot(found)
    assert changed != before
    (found.statutes / "b.md").write_text("new\n")
    assert project.snapshot(found) != changed


def test_a_new_project_is_not_written_over_an_old_one(tmp_path: Path) -> None:
    """Where one file stands in the way, none is written."""
    (tmp_path / "a").write_text("mine")
    assert project.write_new(tmp_path, {"a": "theirs", "b": "theirs"}) == ("a",)
    assert not (tmp_path / "b").exists()
    assert project.write_new(tmp_path / "deep", {"x/y": "z"}) == ()
    assert (tmp_path / "deep" / "x" / "y").read_text() == "z"
