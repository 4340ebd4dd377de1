"""The corpus of wrong pages: each a small page of law with one mistake, and the one diagnostic it must give.

The last lines of a page say what must be found: a code, the line and column, and the words at that place.
They are no part of the page that is compiled. `NAME.txt` beside the page is what `qanun check` shows;
`QANUN_UPDATE=1` writes it anew; read every line of the difference.
"""

import os
import re
from pathlib import Path

import pytest
from attrs import frozen
from qanun.diagnostics import Diagnostic
from qanun.diagnostics.order import in_order
from qanun.diagnostics.render import as_text
from qanun.pipeline import compile
from qanun.text import Text
from qanun.verify.findings import found_in, refuted_claims

CORPUS = Path(__file__).parent / "wrong_pages"
PAGES = sorted(CORPUS.glob("*/*.md"))
LEAST = 540
_EXPECTED = re.compile(r"<!-- (Q\d{4}) at (\d+):(\d+): (.*) -->\n")


@frozen(order=True)
class Expected:
    """One diagnostic that a page must give; `words` are those at its place, up to the end of its line."""

    line: int
    column: int
    code: str
    words: str


@frozen
class WrongPage:
    """A page as it is compiled, and what must be found on it."""

    text: Text
    expected: tuple[Expected, ...]


def read(path: Path) -> WrongPage:
    """A page of the corpus, without the lines that say what must be found."""
    content = path.read_bytes().decode("utf-8")
    marks = list(_EXPECTED.finditer(content))
    start = marks[0].start() if marks else len(content)
    expected = (Expected(int(m[2]), int(m[3]), m[1], m[4]) for m in marks)
    return WrongPage(Text(path.name, content[:start]), tuple(sorted(expected)))


def said(text: Text) -> tuple[Diagnostic, ...]:
    """All that `qanun check` says of a page."""
    outcome = compile((text,))
    program = outcome.value.program
    verified = () if program is None else (*found_in(program, (text,)), *refuted_claims(program, (text,)))
    return in_order((*outcome.diagnostics, *verified))


def found(diagnostic: Diagnostic) -> Expected:
    """Where a diagnostic stands, as a page of the corpus would say it."""
    span = diagnostic.span
    words = span.words.split("\n")[0].strip("\r")
    return Expected(span.line, span.column, diagnostic.kind.code, words)


def named(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def test_how_many() -> None:
    """The corpus is as large as it says, and each page tells what must be found."""
    assert len(PAGES) >= LEAST
    assert [named(path) for path in PAGES if not read(path).expected] == []


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_the_page_gives_its_diagnostic(path: Path) -> None:
    """Just what the page says, at that place, in the words beside the page."""
    page = read(path)
    diagnostics = said(page.text)
    assert tuple(sorted(map(found, diagnostics))) == page.expected
    beside = path.with_suffix(".txt")
    shown = as_text(diagnostics, colour=False)
    if os.environ.get("QANUN_UPDATE"):
        beside.write_text(shown, encoding="utf-8")
    assert beside.read_text(encoding="utf-8") == shown


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_its_fix_mends_the_page(path: Path) -> None:
    """After the change that an editor can apply, the mistake is gone and no other has come."""
    page = read(path)
    diagnostics = said(page.text)
    for number, diagnostic in enumerate(diagnostics):
        if diagnostic.fix is not None:
            left = [one.kind.code for index, one in enumerate(diagnostics) if index != number]
            mended = Text(page.text.path, diagnostic.fix.applied(page.text.content))
            assert [one.kind.code for one in said(mended)] == left
