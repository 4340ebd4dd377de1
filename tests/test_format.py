"""`qanun fmt`: one layout for one meaning, and nothing outside the rules touched."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from attrs import fields, has
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from layouts import broken_everywhere, relaid, with_comments
from qanun.core.rules import Program, Site
from qanun.diagnostics.pages import code_page, codes
from qanun.document.read import read
from qanun.pipeline import compile
from qanun.syntax.format import Formatted, format_block, format_page
from qanun.syntax.format_lines import WIDTH
from qanun.text import Text
from syntax_pages import document
from test_docs import LAWS, texts
from test_syntax_never_raises import PAGES, soup

ROOT = Path(__file__).parent.parent
STATUTES = tuple(
    Text(page.name, page.read_bytes().decode()) for page in sorted((ROOT / "statutes").rglob("*.md"))
)
SPEC = [
    (Text(page.name, page.read_bytes().decode()),) for page in sorted((ROOT / "tests" / "spec").glob("*.md"))
]
SHOWN = [found.mended.pages for code in codes() if (found := code_page(code)) is not None]
TOGETHER = [STATUTES, *SPEC, *(tuple(texts(blocks)) for blocks in LAWS), *(pages for pages in SHOWN if pages)]
"""Laws that compile, each the pages that belong together."""


def formatted(text: Text) -> Formatted:
    return _formatted(text.path, text.content)


@cache
def _formatted(path: str, content: str) -> Formatted:
    page = read(Text(path, content)).value
    assert page is not None
    return format_page(page)


@cache
def laid(block: str) -> str | None:
    """A block laid out; None where it is left as it is."""
    (only,) = document(block).blocks
    return format_block(only.span)


def blocks_of(pages: tuple[Text, ...]) -> Iterator[str]:
    for text in pages:
        page = read(text).value
        assert page is not None
        yield from (block.span.words for block in page.blocks if not block.off_margin)


@cache
def blocks() -> list[str]:
    """The different blocks that can be laid out."""
    return sorted({block for pages in TOGETHER for block in blocks_of(pages) if laid(block)})


def meaning(value: object) -> object:
    """A program without the places where things stand, and without the fingerprint of its pages."""
    match value:
        case Site():
            return None
        case Program():
            return [
                (a.name, meaning(getattr(value, a.name))) for a in fields(Program) if a.name != "fingerprint"
            ]
        case dict():
            return [(key, meaning(part)) for key, part in value.items()]
        case tuple():
            return [meaning(part) for part in value]
        case _ if has(type(value)):
            return (type(value), [meaning(getattr(value, a.name)) for a in fields(type(value))])
        case _:
            return value


def meant(pages: tuple[Text, ...]) -> object:
    program = compile(pages).value.program
    assert program is not None
    return meaning(program)


@pytest.mark.parametrize("pages", TOGETHER, ids=lambda pages: pages[0].path)
def test_the_meaning_stays(pages: tuple[Text, ...]) -> None:
    """Laws laid out mean the same, no block of them is left, and doing it again changes nothing."""
    after = tuple(Text(text.path, formatted(text).content) for text in pages)
    assert all(formatted(text).left == () for text in pages)
    assert [formatted(text).content for text in after] == [text.content for text in after]
    if any(one.content != other.content for one, other in zip(pages, after, strict=True)):
        assert meant(after) == meant(pages)


@pytest.mark.parametrize("pages", TOGETHER, ids=lambda pages: pages[0].path)
def test_lines_are_short(pages: tuple[Text, ...]) -> None:
    """No line passes the width, unless it is a single quotation with the word that it belongs to."""
    for block in blocks_of(pages):
        for line in (laid(block) or "").splitlines():
            words = line.partition("  #")[0]
            assert len(words) <= WIDTH or words.rstrip().endswith('"'), line


@pytest.mark.parametrize("pages", TOGETHER, ids=lambda pages: pages[0].path)
def test_breaks_that_say_nothing_are_closed(pages: tuple[Text, ...]) -> None:
    """A block that is broken at every place where it says nothing has the same one layout."""
    for block in blocks_of(pages):
        canonical = laid(block)
        if canonical is not None:
            assert laid(broken_everywhere(canonical)) == canonical


def test_a_table_has_its_columns_set_where_they_fit() -> None:
    """Up to 200 signs a row; a wider table has one blank at each side of a cell, however it was before."""
    head = "---\nlaw: L\n---\n\n```qanun\ncases\n  given has_card\n  then borrow\n```\n\n"
    fits, wide = "a" * 183, "a" * 184
    row = f"| {fits} | yes  | may |\n"
    assert len(row) == 201
    set_ = f"| case{' ' * 179} | card | may |\n|{'-' * 185}|------|-----|\n{row}"
    apart = f"| case | card | may |\n|---|---|---|\n| {wide} | yes | may |\n"
    for title, expected in ((fits, set_), (wide, apart)):
        for blanks in (" ", "    "):
            table = f"| case | card | may |\n|---|---|---|\n| {title} |{blanks}yes | may|\n"
            assert formatted(Text("law.md", head + table)).content == head + expected


@given(st.deferred(lambda: st.sampled_from(blocks())), st.data())
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_one_layout(block: str, data: st.DataObject) -> None:
    """However a block is indented, spaced and broken where that says nothing, it is laid out in one way."""
    canonical = laid(with_comments(laid(block) or "", data.draw))
    assert canonical is not None
    assert laid(relaid(canonical, data.draw)) == canonical


@given(st.sampled_from(STATUTES + tuple(page for pages in SPEC for page in pages)), st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_stands_outside_is_untouched(text: Text, data: st.DataObject) -> None:
    """Everything but the rule blocks stays byte for byte, whatever blanks, line ends and marks it has."""
    page = read(text).value
    assert page is not None
    content, at = "", 0
    for block in page.blocks:
        content += text.content[at : block.span.start] + relaid(laid(block.span.words) or "", data.draw)
        at = block.span.end
    content += text.content[at:]
    end = data.draw(st.sampled_from(["", "\n", "\n\n \t\n", "  words  \t"]))
    content = data.draw(st.sampled_from(["", "\ufeff"])) + content.rstrip("\n") + end
    if data.draw(st.booleans()):
        content = content.replace("\n", "\r\n")
    one = Text(text.path, content)
    other = Text(text.path, formatted(one).content)
    assert list(outside_of(other)) == list(outside_of(one))
    assert ("\r\n" in one.content) == ("\r\n" in other.content)
    assert "\r" not in other.content.replace("\r\n", "")


def outside_of(text: Text) -> Iterator[str]:
    page = read(text).value
    assert page is not None
    at = 0
    for block in page.blocks:
        yield text.content[at : block.span.start]
        at = block.span.end
    yield text.content[at:]


@given(st.text(max_size=200) | soup() | st.sampled_from(PAGES).flatmap(lambda page: st.just(page[::-1])))
@settings(max_examples=300, deadline=None)
def test_any_text(block: str) -> None:
    """Whatever stands in a block, it is left as it is, or laid out so that it stays so."""
    again = laid(block)
    assert again is None or laid(again) == again


CASES = {
    "indentation": (
        'right r "may"\n      on a\n      when x\n       and any of\n       - (a) y\n       - (b) all of\n'
        "           - v\n           - w\n      and not z\n",
        'right r "may"\n  on a\n  when x\n    and any of\n      - (a) y\n      - (b) all of\n'
        "        - v\n        - w\n    and not z\n",
    ),
    "blanks": (
        'fact   x:money   "m"\ndefine y : yes/no is x<5   EUR and( x  >=1,000 EUR*-2 )\nfact z : yes / no\n',
        'fact x : money "m"\ndefine y : yes/no is x < 5 EUR and (x >= 1,000 EUR * -2)\nfact z : yes/no\n',
    ),
    "breaks that say nothing are closed": (
        "right r\n  when\n    a =\n      5\n  until\n    d\n",
        "right r\n  when a = 5\n  until d\n",
    ),
    "a break before a text says nothing, one before a label does": (
        'define d : yes/no is name =\n    "Ali"\nfact b\n  "the label"\nscenario "s"\n  given loans =\n'
        '    - title =\n      "Faust", due_on = none\n    - title =\n'
        '       "Medea"\n      due_on = none\n  then d\n',
        'define d : yes/no is name = "Ali"\nfact b\n  "the label"\nscenario "s"\n  given loans =\n'
        '    - title = "Faust", due_on = none\n    - title = "Medea"\n      due_on = none\n  then d\n',
    ),
    "one clause a line stays, and so does what the drafter broke at": (
        'right r "may"\n  on a or b\n  when x\n    or y\n    or z\n  by c\n',
        'right r "may"\n  on a or b\n  when x\n    or y\n    or z\n  by c\n',
    ),
    "a clause of several lines has its own": (
        "right r on a when x\n  and y\n",
        "right r on a\n  when x\n    and y\n",
    ),
    "what hangs below its word stays where there is more of it": (
        "offence o\n  punishable by\n     fine 1 AZN to 2 AZN\n     or fine 5 AZN\nright r\n  when\n    a\n",
        "offence o\n  punishable by\n    fine 1 AZN to 2 AZN\n    or fine 5 AZN\nright r\n  when a\n",
    ),
    "words for whoever is asked": (
        'fact h "it"\n    help   "a"\n   you "you do"\n',
        'fact h "it"\n  help "a"\n  you "you do"\n',
    ),
    "comments": (
        "\n\n# first\n\n\nfact a# behind\n       # below\n# of b\nfact b\n\n  # inside\n"
        '  "words"   #   after\n#last\n\n',
        '# first\n\nfact a  # behind\n  # below\n# of b\nfact b\n  # inside\n  "words"  #   after\n#last\n',
    ),
    "entries keep together or apart": (
        "fact a\nfact b\n\n\n\nfact c\n",
        "fact a\nfact b\n\nfact c\n",
    ),
    "a long line is broken where it binds least": (
        "status s when (first_condition_of_the_law or second_condition_of_the_law) and "
        "third_condition_of_the_law and fourth_condition\n",
        "status s\n  when (first_condition_of_the_law or second_condition_of_the_law)\n"
        "    and third_condition_of_the_law\n    and fourth_condition\n",
    ),
    "a long list is filled": (
        "question q\n  answers a_first_rule_of_the_law, a_second_rule_of_the_law, a_third_rule_of_the_law,"
        " the_fourth_rule, a_fifth_rule\n",
        "question q\n  answers a_first_rule_of_the_law, a_second_rule_of_the_law, a_third_rule_of_the_law,\n"
        "    the_fourth_rule, a_fifth_rule\n",
    ),
    "a chain of choices stands in one column": (
        "define d : integer is if a then 1\n    else if b then 2\n        else 3\n",
        "define d : integer\n  is if a then 1\n    else if b then 2\n    else 3\n",
    ),
    "the sentence of a claim": (
        'claim "c"\n      under r is o\n      a implies b\n',
        'claim "c"\n  under r is o\n  a implies b\n',
    ),
    "bullets of a case": (
        'scenario "s"\n  given x, stays =\n   - a = 1, b = 2\n   - a = 3\n     b = 4\n  then y\n   and z\n',
        'scenario "s"\n  given x, stays =\n    - a = 1, b = 2\n    - a = 3\n      b = 4\n'
        "  then y\n    and z\n",
    ),
}


@pytest.mark.parametrize(("before", "after"), CASES.values(), ids=CASES)
def test_by_hand(before: str, after: str) -> None:
    assert laid(before) == after
    assert laid(after) == after


@pytest.mark.parametrize(
    "block",
    [
        "fact x (\n",
        "right r\n\twhen a\n",
        "right r when a == b\n",
        "fact x\nwhen y\n",
        'fact a\r  "b"\n',
        "fact “x”\n",
    ],
)
def test_what_cannot_be_read_is_left(block: str) -> None:
    """A block with a slip or a mistake of syntax stays as it is, its good neighbours do not."""
    good = "fact   y\n"
    page = document(block, good)
    found = format_page(page)
    assert found.content == page.text.content.replace(good, "fact y\n")
    assert [left.span.words for left in found.left] == [block]


def test_a_block_that_nobody_closed_is_left() -> None:
    text = Text("page.md", "# Law\n\n```qanun\nfact   x\n")
    assert formatted(text).content == text.content
