"""What the documentation shows is so: rules compile and cases come out, Python runs, links lead on.

A page of documentation is one page of law: its ``qanun`` blocks, in their order, with what stands in its
``markdown`` blocks. A ``markdown`` block that begins with front matter begins a page of law of its own; one
that begins with `# Worked cases` is the page of cases of the law above. Where a page says `<!-- each section
is a page of law -->` on one line, every section under a heading of the second rank is by itself.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from urllib.parse import unquote

import pytest
from attrs import frozen
from markdown.extensions.toc import slugify
from qanun.core.rules import Program
from qanun.diagnostics.render import as_text
from qanun.document.schema import KEYS
from qanun.pipeline import compile
from qanun.syntax.grammar import SOFT, grammar
from qanun.text import Text
from qanun.verify.claims import refute
from qanun.verify.scenarios import run_all

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
EXAMPLES = ROOT / "docs" / "examples"  # whole pages of law, which have tests of their own
DOCS = sorted(page for page in (ROOT / "docs").rglob("*.md") if EXAMPLES not in page.parents)
TOLD = [
    ROOT / "compiler" / "ARCHITECTURE.md",
    ROOT / "docs" / "developing.md",
    *(
        ROOT / "docs" / "developing" / f"{name}.md"
        for name in ("first-changes", "book", "javascript", "fuzzing")
    ),
]
"""Pages that say where something is done; those of measurements speak of their day."""
SECTIONED = "<!-- each section is a page of law -->"
MADE = ("law/", "law.json", "situations/", "questions/", "registers/", "reference/", "diagnostics/")
HEAD = """\
---
law: Example
jurisdiction: Example
module: example
in_force: not stated
time_zone: Europe/Berlin
rounding: down
currency: EUR
source: written for the documentation
---
"""


@frozen
class Fenced:
    """A fenced block: the page, the heading of the second rank above it, its word and what it holds."""

    page: Path
    line: int
    section: str
    word: str
    content: str


def fenced(page: Path) -> Iterator[Fenced]:
    """The fenced blocks of a page; what stands in a block is no block of its own."""
    fence, word, start, section, inside = "", "", 0, "", list[str]()
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        if not fence and (opening := re.fullmatch(r"(`{3,})(\w*)", line)):
            fence, word, start, inside = opening[1], opening[2], number, []
        elif fence and line == fence:
            yield Fenced(page, start, section, word, "\n".join(inside) + "\n")
            fence = ""
        elif fence:
            inside.append(line)
        elif line.startswith("## "):
            section = line.removeprefix("## ")


def laws(page: Path) -> Iterator[tuple[Fenced, ...]]:
    """The blocks of a page that make up law together."""
    blocks = [block for block in fenced(page) if block.word in ("qanun", "markdown")]
    apart = SECTIONED in page.read_text(encoding="utf-8")
    for _, together in groupby(blocks, lambda block: block.section if apart else ""):
        yield tuple(together)


def texts(blocks: tuple[Fenced, ...]) -> Iterator[Text]:
    """The pages of law that the blocks write."""
    written: list[str] = []
    for block in blocks:
        law = block.word == "markdown"
        begins = law and block.content.startswith("---\n")
        if law and block.content.startswith("# Worked cases"):
            beside = re.findall(r"^module: (\w+)$", written[-1], re.MULTILINE)[0]
            yield Text(f"{beside}.cases.md", block.content)
            continue
        if begins or not written:
            written.append("" if begins else HEAD)
        written[-1] += f"\n{block.content}" if law else f"\n```qanun\n{block.content}```\n"
    for content in written:
        named = re.search(r"^module: (\w+)$", content, re.MULTILINE)
        assert named is not None, content
        yield Text(f"{named[1]}.md", content.lstrip("\n"))


LAWS = [
    blocks
    for page in DOCS
    for blocks in laws(page)
    if any(block.word == "qanun" or "```qanun" in block.content for block in blocks)
]
GUIDE = ROOT / "docs" / "library.md"


def named(blocks: tuple[Fenced, ...] | Fenced) -> str:
    """How a test is told from the others."""
    first = blocks if isinstance(blocks, Fenced) else blocks[0]
    return f"{first.page.name}:{first.line}"


def program_of(blocks: tuple[Fenced, ...]) -> Program:
    """What the blocks mean; they must be free of errors."""
    outcome = compile(list(texts(blocks)))
    assert not outcome.errors, as_text(outcome.errors, colour=False)
    assert outcome.value.program is not None
    return outcome.value.program


def test_there_is_something_to_try() -> None:
    """The tutorial and the language page are looked at."""
    assert {blocks[0].page.name for blocks in LAWS} >= {"language.md", "tutorial.md"}


@pytest.mark.parametrize("blocks", LAWS, ids=named)
def test_the_law_of_the_examples(blocks: tuple[Fenced, ...]) -> None:
    """Every example compiles without an error, every scenario comes out, no claim is refuted."""
    program = program_of(blocks)
    results = run_all(program)
    assert [failure for result in results for failure in result.failures] == []
    assert [(result.scenario.title, result.unsettled) for result in results if result.unsettled] == []
    assert [claim.title for claim in program.claims if refute(program, claim, cases=100) is not None] == []


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples of the library guide as one program."""
    program = tmp_path_factory.mktemp("guide") / "guide.py"
    blocks = [block.content for block in fenced(GUIDE) if block.word == "python"]
    assert len(blocks) > 10
    program.write_text("\n".join(blocks), encoding="utf-8")
    return program


def test_the_library_guide_runs(guide: Path) -> None:
    """From top to bottom, with its assertions."""
    ended = subprocess.run([sys.executable, str(guide)], capture_output=True, encoding="utf-8", check=False)
    assert ended.returncode == 0, ended.stderr


@pytest.mark.parametrize("checker", [["mypy", "--strict"], ["pyright"]], ids=lambda checker: checker[0])
def test_the_library_guide_is_well_typed(guide: Path, checker: list[str]) -> None:
    """As a user's own program, under strict rules."""
    settings = {"typeCheckingMode": "strict", "pythonVersion": "3.11", "include": ["guide.py"]}
    settings["extraPaths"] = [str(ROOT / "compiler"), str(ROOT / "generated")]
    (guide.parent / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    arguments = ["guide.py"] if checker[0] == "mypy" else ["--pythonpath", sys.executable]
    environment = {**os.environ, "MYPYPATH": f"{ROOT / 'compiler'}:{ROOT / 'generated'}"}
    ended = subprocess.run(
        [sys.executable, "-m", *checker, *arguments],
        cwd=guide.parent,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_the_compatibility_page_shows_what_a_build_prints() -> None:
    """The very lines that another test expects of `qanun build`."""
    shown = next(
        block.content for block in fenced(ROOT / "docs" / "compatibility.md") if block.word == "text"
    )
    expected = (ROOT / "tests" / "test_interface.py").read_text(encoding="utf-8")
    for line in shown.splitlines():
        assert f'"{line}\\n"' in expected


def prose(page: Path) -> str:
    """A page without its blocks and its code."""
    words = re.sub(r"(?ms)^(`{3,})\w*\n.*?^\1$", "", page.read_text(encoding="utf-8"))
    return re.sub(r"`[^`\n]*`", lambda code: code[0].replace("](", ""), words)


def anchors(page: Path) -> set[str]:
    """The anchors that the book gives to a page's headings."""
    headings = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {slugify(heading.replace("`", ""), "-") for heading in headings}


@pytest.mark.parametrize("page", [README, *DOCS], ids=lambda page: page.name)
def test_relative_links(page: Path) -> None:
    """Every relative link leads to a file, and to a heading of it where it names one."""
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        file, _, place = unquote(target).partition("#")
        if re.match(r"\w+:", target) or (page != README and file.startswith(MADE)):
            continue  # elsewhere, or made when the book is built
        goal = page.parent / file if file else page
        if not goal.exists() or (place and goal.suffix == ".md" and place not in anchors(goal)):
            broken.append(target)
    assert broken == []


LANGUAGE = ROOT / "docs" / "language.md"


def section(heading: str) -> str:
    """The prose of one section of the language page."""
    return prose(LANGUAGE).partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize("page", TOLD, ids=lambda page: page.name)
def test_files_that_developers_are_told_of_are_there(page: Path) -> None:
    """A path in a page about developing leads to a file, from the top or from the compiler's folder."""
    named = set(re.findall(r"`((?:[\w.-]+/)+[\w.-]+\.(?:py|lark|js|md|toml))`", page.read_text("utf-8")))
    bases = (ROOT, ROOT / "compiler", ROOT / "compiler" / "qanun")
    assert [one for one in sorted(named) if not any((base / one).is_file() for base in bases)] == []


def test_the_words_of_the_language() -> None:
    """The page lists exactly the words that no name may be, and those that a name may be."""
    reserved, _, soft = section("Words of the language").partition("These mean something")
    assert set(re.findall(r"`(\w+)`", reserved)) == grammar().reserved
    assert set(re.findall(r"`(\w+)`", soft)) == SOFT


def test_the_keys_of_the_front_matter() -> None:
    """The page has a row for each key, and for no other."""
    table = section("A page of law").partition("### Front matter")[2].partition("###")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == list(KEYS)
