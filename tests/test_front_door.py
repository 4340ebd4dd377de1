"""What somebody sees who comes to the repository: the readme, the changelog, the decisions, the top level."""

import re
import runpy
import shlex
import struct
import subprocess
from pathlib import Path

import pytest
from qanun.tools.cli.app import run
from test_docs import README, fenced

ROOT = Path(__file__).parent.parent
DECISIONS = ROOT / "docs" / "decisions"
RECORDS = sorted(DECISIONS.glob("[0-9]*.md"))
TOP = {
    *("statutes", "compiler", "generated", "tests", "docs"),
    *("README.md", "CHANGELOG.md", "LICENSE", "Makefile", "pyproject.toml", "mkdocs.yml"),
}
"""What lies at the top, beside files whose names begin with a dot."""


def test_the_top_level_is_short() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("this is no clone")
    names = {name.partition("/")[0] for name in listed.stdout.splitlines()}
    assert {name for name in names if not name.startswith(".")} == TOP


# --- the readme -------------------------------------------------------------------------------------------

STATUTE = (ROOT / "statutes" / "azerbaijan" / "criminal_code.md").read_text(encoding="utf-8")
GENERATED = (ROOT / "generated" / "qanun_azerbaijan" / "criminal_code.py").read_text(encoding="utf-8")
SHOWN = {block.word: block.content for block in fenced(README)}


def test_the_readme_shows_the_text_of_the_law() -> None:
    """Of article 318, but for the mark of the footnote."""
    quoted = "".join(re.findall(r"^>.*\n", README.read_text(encoding="utf-8"), re.MULTILINE))
    assert quoted.startswith("> **318[.1]** ")
    assert quoted in re.sub(r"\[\^\w+\]", "", STATUTE)


def test_the_readme_shows_the_rule_of_that_text() -> None:
    """Whole lines of the page, up to the end of the entry, below the text."""
    at = STATUTE.index(f"\n{SHOWN['qanun']}```\n")
    assert STATUTE.rindex("\n> **", 0, at) == STATUTE.index("\n> **318[.1]** ")


def test_the_readme_shows_generated_python() -> None:
    """Whole lines of one function as they stand there, which name the provision."""
    assert f"\n{SHOWN['python']}" in GENERATED
    assert "criminal_code#318.1\n" in re.sub(r", criminal_code#318\.1\.\w", "", SHOWN["python"])
    assert "\n\n\n" not in SHOWN["python"]


def test_the_readme_shows_what_make_prints(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Lines of the answer in their order; `…` stands where some are left out, and nowhere else."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    command = re.search(r"^answer: .*\n\t\$\(BIN\)/qanun (.+)$", makefile, re.MULTILINE)
    assert command is not None
    monkeypatch.chdir(ROOT)
    assert run(shlex.split(command[1])) == 0
    printed = capsys.readouterr().out
    *parts, last = SHOWN["text"].split("…\n")
    assert last == ""
    assert printed.startswith(parts[0])
    at = len(parts[0])
    for part in parts[1:]:
        found = printed.index(f"\n{part}", at)
        assert found >= at  # a line at least is left out
        at = found + 1 + len(part)
    assert printed[at:].strip()


@pytest.mark.parametrize("name", ["article", "form"])
def test_the_pictures_are_small(name: str) -> None:
    """A PNG of some hundred points each way and at most 100 kB."""
    data = (ROOT / "docs" / "pictures" / f"{name}.png").read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", data[16:24])
    assert 400 <= width <= 1000
    assert 300 <= height <= 1000
    assert len(data) <= 100_000


# --- the changelog ----------------------------------------------------------------------------------------


def test_the_changelog_is_what_its_fragments_say() -> None:
    """After a change of a fragment: `make changelog`."""
    gather = runpy.run_path(str(ROOT / "docs" / "changelog" / "gather.py"))
    assert (ROOT / "CHANGELOG.md").read_text(encoding="utf-8") == gather["gathered"]()


def test_every_fragment_is_in_the_changelog() -> None:
    """One line each, in whatever folder it lies."""
    told = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines()
    for path in (ROOT / "docs" / "changelog").rglob("*.md"):
        if path.name != "README.md":
            assert "* " + " ".join(path.read_text(encoding="utf-8").split()) in told, path.name


# --- the decisions ----------------------------------------------------------------------------------------


def title(record: Path) -> str:
    """The title of a decision, which begins with the number that its file has."""
    found = re.match(r"# (\d+)\. (.+)\n", record.read_text(encoding="utf-8"))
    assert found is not None, record.name
    assert int(found[1]) == int(record.name[:4]), record.name
    return found[2]


def superseded(record: Path) -> list[str]:
    """The files of the decisions that took the place of one."""
    words = record.read_text(encoding="utf-8")
    return re.findall(r"^Superseded by \[[^]]+\]\(([^)]+)\)", words, re.MULTILINE)


def test_the_index_lists_every_decision() -> None:
    """In order, with its title and with whether it holds."""
    index = (DECISIONS / "README.md").read_text(encoding="utf-8")
    expected = []
    for record in RECORDS:
        over = " and ".join(f"superseded by [{int(file[:4])}]({file})" for file in superseded(record))
        number = int(record.name[:4])
        expected.append(f"| {number} | [{title(record)}]({record.name}) | {over or 'holds'} |")
    assert [line for line in index.splitlines() if re.match(r"\| \d", line)] == expected


def test_no_two_decisions_have_one_number() -> None:
    numbers = [record.name[:4] for record in RECORDS]
    assert sorted(set(numbers)) == numbers


def test_what_is_superseded_is_so_in_both_records() -> None:
    """The one says by which, the other says it too."""
    for record in RECORDS:
        for file in superseded(record):
            other = (DECISIONS / file).read_text(encoding="utf-8")
            assert re.search(rf"Supersedes\b.*\({re.escape(record.name)}\)", other), record.name
