"""A fix never changes what a page means: it takes its own mistake away, and nothing else.

Tried on the corpus of wrong pages, on the worked example of each diagnostic, and on a page without a mistake
on which each slip of a drafter is made: what was meant there is the page as it stood. A page of the corpus
may say by hand how its lines read once they are mended: `<!-- mended 12: when has_card -->`.
"""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from drafters_slips import SLIPS, Slip, slips
from qanun.diagnostics import Diagnostic
from qanun.diagnostics.model import Fix
from qanun.diagnostics.pages import code_page
from qanun.document.read import read as read_document
from qanun.pipeline import compile
from qanun.syntax import tree
from qanun.syntax.parse import parse
from qanun.text import Text
from shapes import rules_of, shape
from test_diagnostic_pages import ON_PAGES
from test_diagnostic_pages import said as said_of_example
from test_wrong_pages import PAGES, named, read, said

HERE = Path(__file__).parent
EVERYDAY = HERE / "everyday_law.md"
_MENDED = re.compile(r"<!-- mended (\d+): ?(.*) -->\n")
LEAST = 50  # pages
MADE = list(slips(EVERYDAY.read_text(encoding="utf-8")))


def applied(fix: Fix, text: Text) -> Text:
    """The page after a fix."""
    return Text(text.path, fix.applied(text.content))


def untouched(text: Text, fix: Fix) -> list[object]:
    """The shapes of the entries that could be read, without those that the fix touches."""
    document = read_document(text).value
    page = parse(document).value if document is not None else None
    items = () if page is None else [one for one in page.items if one not in page.partial]
    lines = {text.line_of(place.start) for place in fix.places}
    return [shape(one) for one in items if not any(lines & stretch for stretch in stretches(one, text))]


def stretches(one: tree.AnyItem, text: Text) -> list[set[int]]:
    """The lines of an entry; of a row of a table, also those of the block that names its columns."""
    row = (isinstance(one, tree.Scenario) and one.in_table) or (isinstance(one, tree.Ground) and one.is_row)
    spans = (one.span, one.block.span) if row else (one.span,)
    return [set(range(span.line, text.line_of(span.end) + 1)) for span in spans]


def pass_of(code: str) -> int:
    """Which pass says it: pages, blocks, names, then what is found of meaning."""
    return int(code[1:3])


def sooner(before: list[Diagnostic], fixed: Diagnostic, after: list[Diagnostic]) -> list[str]:
    """What is said after a fix, of its own or an earlier pass, and was not said before."""
    left = Counter(one.kind.code for one in before if one is not fixed)
    more = Counter(one.kind.code for one in after) - left
    return [code for code in more if pass_of(code) <= pass_of(fixed.kind.code)]


def meant(path: Path) -> Text | None:
    """The page of the corpus as its author mends it, where the page says it."""
    text, lines = read(path).texts[0], _MENDED.findall(path.read_bytes().decode("utf-8"))
    content = text.content.split("\n")
    for number, line in lines:
        content[int(number) - 1] = line
    return Text(text.path, "\n".join(content)) if lines else None


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_a_fix_of_the_corpus(path: Path) -> None:
    """Its mistake is gone, nothing else is said, and what the rest of the page says is the same."""
    text, *beside = read(path).texts
    before = said((text, *beside))
    for fixed in before:
        if fixed.fix is None or any(place.text is not text for place in fixed.fix.places):
            continue
        mended = applied(fixed.fix, text)
        assert sooner(list(before), fixed, list(said((mended, *beside)))) == []
        kept = Counter(map(repr, untouched(text, fixed.fix)))
        assert not kept - Counter(map(repr, rules_of(mended)))
        if (wanted := meant(path)) is not None and len(before) == 1:
            assert rules_of(mended) == rules_of(wanted)


def test_what_was_meant_is_written_down() -> None:
    """Pages whose fix is held against what their author meant, each of which has a mistake less then."""
    told = [path for path in PAGES if (wanted := meant(path)) is not None and not said((wanted,))]
    assert len(told) >= LEAST
    assert told == [path for path in PAGES if meant(path) is not None]


@pytest.mark.parametrize("code", ON_PAGES)
def test_a_fix_of_a_worked_example(code: str) -> None:
    """Where a fix leaves nothing to say, the page is the mended example, which somebody wrote by hand."""
    page = code_page(code)
    assert page is not None
    before = said_of_example(page.wrong)
    for found in before:
        if found.fix is None or page.wrong.accepted is not None or len(page.wrong.pages) != 1:
            continue
        mended = applied(found.fix, page.wrong.pages[0])
        after = compile((mended,)).diagnostics
        assert sooner(list(before), found, list(after)) == []
        assert after or rules_of(mended) == rules_of(page.mended.pages[0])


def test_the_everyday_law_has_no_mistake() -> None:
    """What is said below comes from the slip alone; every kind of slip can be made."""
    assert said((Text(EVERYDAY.name, EVERYDAY.read_text(encoding="utf-8")),)) == ()
    assert {slip.made for slip in MADE} == set(range(len(SLIPS)))


@cache
def everyday_rules() -> tuple[object, ...]:
    """The shapes of the rules of the page without a mistake."""
    return rules_of(Text(EVERYDAY.name, EVERYDAY.read_text(encoding="utf-8")))


@pytest.mark.parametrize("slip", MADE, ids=lambda slip: f"{slip.made}-{slip.line}")
def test_a_fix_of_a_slip(slip: Slip) -> None:
    """After the fix the page means what it meant before the slip, or another slip of it is left to mend."""
    right = everyday_rules()
    text = Text(EVERYDAY.name, slip.content)
    before = compile((text,)).diagnostics
    for found in before:
        if found.fix is None:
            continue
        mended = applied(found.fix, text)
        after = compile((mended,)).diagnostics
        assert sooner(list(before), found, list(after)) == [], found.fix.title
        if not any(one.is_error for one in after):
            assert slip.renamed(rules_of(mended)) == right, found.fix.title
