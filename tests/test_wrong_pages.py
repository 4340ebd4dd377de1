"""The corpus of wrong pages: each a small page of law with one mistake, and the one diagnostic it must give.

The last lines of a page say what must be found: a code, the line and column, and the words at that place.
They are no part of the page that is compiled. A page of cases beside a page is compiled with it.
`NAME.txt` beside the page is what `qanun check` shows; `QANUN_UPDATE=1` writes it anew; read every
line of the difference.
"""

import os
import re
from pathlib import Path

import pytest
from attrs import frozen
from qanun.diagnostics import Diagnostic
from qanun.diagnostics.order import in_order
from qanun.diagnostics.render import as_text
from qanun.document.companions import law_path
from qanun.pipeline import compile
from qanun.text import Text
from qanun.verify.findings import found_in, refuted_claims

CORPUS = Path(__file__).parent / "wrong_pages"
_FILES = set(CORPUS.glob("*/*.md"))
PAGES = sorted(path for path in _FILES if Path(law_path(str(path))) not in _FILES - {path})
LEAST = 560
_EXPECTED = re.compile(r"<!-- (Q\d{4}) at (\d+):(\d+): (.*) -->\n")


@frozen(order=True)
class Expected:
    """One diagnostic that a file must give; `words` are those at its place, up to the end of its line."""

    file: str
    line: int
    column: int
    code: str
    words: str


@frozen
class WrongPage:
    """The files of a page as they are compiled, and what must be found in them."""

    texts: tuple[Text, ...]
    expected: tuple[Expected, ...]


def read(path: Path) -> WrongPage:
    """A page of the corpus with its page of cases, without the lines that say what must be found."""
    beside = path.with_name(f"{path.stem}.cases.md")
    files = [_read(path), *([_read(beside)] if beside.is_file() else [])]
    return WrongPage(
        tuple(text for text, _ in files), tuple(sorted(one for _, found in files for one in found))
    )


def _read(path: Path) -> tuple[Text, list[Expected]]:
    content = path.read_bytes().decode("utf-8")
    marks = list(_EXPECTED.finditer(content))
    start = marks[0].start() if marks else len(content)
    expected = [Expected(path.name, int(m[2]), int(m[3]), m[1], m[4]) for m in marks]
    return Text(path.name, content[:start]), expected


def said(texts: tuple[Text, ...]) -> tuple[Diagnostic, ...]:
    """All that `qanun check` says of a page."""
    outcome = compile(texts)
    program = outcome.value.program
    verified = () if program is None else (*found_in(program, texts), *refuted_claims(program, texts))
    return in_order((*outcome.diagnostics, *verified))


def found(diagnostic: Diagnostic) -> Expected:
    """Where a diagnostic stands, as a page of the corpus would say it."""
    span = diagnostic.span
    words = span.words.split("\n")[0].strip("\r")
    return Expected(span.text.path, span.line, span.column, diagnostic.kind.code, words)


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
    diagnostics = said(page.texts)
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
    diagnostics = said(page.texts)
    for number, diagnostic in enumerate(diagnostics):
        if diagnostic.fix is not None:
            left = [one.kind.code for index, one in enumerate(diagnostics) if index != number]
            changed = diagnostic.fix.span.text
            fixed = Text(changed.path, diagnostic.fix.applied(changed.content))
            mended = tuple(fixed if text is changed else text for text in page.texts)
            assert [one.kind.code for one in said(mended)] == left
