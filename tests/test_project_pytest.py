"""The pytest plugin: scenarios of pages of law are tests; everywhere else it does nothing."""

import subprocess
import sys
from pathlib import Path

import pytest
from qanun.project import write_new
from qanun.tools.starter import Named, starter


def run_pytest(folder: Path, *arguments: str) -> tuple[int, str]:
    """Exit code and output of pytest in a folder."""
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def law(tmp_path: Path) -> Path:
    """A new project."""
    assert write_new(tmp_path, starter(Named("plugin_law"))) == ()
    return tmp_path


def test_the_scenarios_of_a_page_are_its_tests(law: Path) -> None:
    """All five of the new project, by their titles."""
    code, told = run_pytest(law, "-v")
    assert code == 0
    assert "5 passed" in told
    assert "on the fourteenth day the book is not yet overdue PASSED" in told


def test_one_scenario_can_be_chosen(law: Path) -> None:
    """With pytest's own -k."""
    assert "1 passed, 4 deselected" in run_pytest(law, "-k", "fourteenth")[1]


def test_a_failing_scenario_is_told_in_the_laws_words(law: Path) -> None:
    """Where, what was expected, what the law says: no traceback."""
    page = law / "statutes" / "library_rules.md"
    page.write_text(
        page.read_text().replace("then return_book is not applicable", "then return_book is breached")
    )
    code, told = run_pytest(law)
    assert code == 1
    assert "1 failed, 4 passed" in told
    assert "expected library_rules.return_book is breached; the law says" in told
    assert "Traceback" not in told


def test_a_page_that_does_not_compile_is_one_failing_test(law: Path) -> None:
    """With the diagnostics as `qanun check` tells them."""
    page = law / "statutes" / "library_rules.md"
    page.write_text(page.read_text().replace("when library_was_closed", "when library_was_open"))
    code, told = run_pytest(law)
    assert code == 1
    assert "Q0201" in told
    assert "1 failed" in told


def test_elsewhere_it_does_nothing(tmp_path: Path) -> None:
    """Markdown with front matter outside a project of law is no test, and the compiler is not loaded."""
    (tmp_path / "post.md").write_text("---\ntitle: a post\n---\n# A post\n")
    (tmp_path / "pyproject.toml").write_text("[tool.other]\n")
    (tmp_path / "test_it.py").write_text(
        "import sys\n\n\ndef test_it():\n"
        "    assert not {'lark', 'markdown_it', 'qanun.pipeline', 'click', 'yaml'} & set(sys.modules)\n"
    )
    code, told = run_pytest(tmp_path)
    assert code == 0
    assert "1 passed" in told


def test_a_page_outside_the_statutes_folder_is_no_law(law: Path) -> None:
    """Only the folder that the settings name is collected."""
    (law / "notes").mkdir()
    (law / "notes" / "draft.md").write_text("---\nlaw: Draft\n---\n")
    assert "5 passed" in run_pytest(law, "statutes", "notes")[1]
