"""Whatever a user writes, parsing gives a page and diagnostics, never an exception."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from qanun.syntax import tree
from qanun.syntax.grammar import grammar
from qanun.syntax.parse import parse
from syntax_pages import document, items
from test_syntax_examples import CROSSING, FORCED_EXPULSION, SCENARIO, TERMS, TRAFFICKING
from test_syntax_items import GIVEN

PAGES = [CROSSING, TERMS, SCENARIO, TRAFFICKING, FORCED_EXPULSION, GIVEN]
SIGNS = list("\n\t \u00a0-–()[]{}\"“”'#:,.;=<>!&|*/+%0123456789aé_\x00\x0c\r\u2028")


def read(block: str) -> tree.Page:
    outcome = parse(document(block))
    for said in outcome.diagnostics:
        assert said.message
        assert said.remedy
        assert 0 <= said.span.start <= said.span.end <= len(said.span.text.content)
    return outcome.value


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None)
@example("- (")
@example("fact x #")
@example('"')
@example("is")
@example("if")
@example("fact x\n- a\n  - b\n- c\n")
@example("then\n")
def test_any_text(block: str) -> None:
    read(block)


@st.composite
def soup(draw: st.DrawFn) -> str:
    """Words of the language in any order, with names, numbers, bullets and breaks between them."""
    words = sorted(
        {*grammar().written.values(), "x", "a.b", "5", "2012-03-01", '"t"', "#1", "- ", "(a)", "AZN"}
    )
    some = draw(
        st.lists(
            st.tuples(st.sampled_from(words), st.sampled_from([" ", "\n", "\n  ", "\n    "])), max_size=25
        )
    )
    start = draw(st.sampled_from(["", "fact x ", "define x is ", "obligation o when ", 'scenario "s" ']))
    return start + "".join(word + gap for word, gap in some)


@given(soup())
@settings(max_examples=300, deadline=None)
def test_any_words(block: str) -> None:
    read(block)


@given(st.sampled_from(PAGES), st.data())
@settings(max_examples=300, deadline=None)
def test_pages_with_slips(page: str, data: st.DataObject) -> None:
    """A page in which pieces are cut out, put in twice, or replaced by signs."""
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(page)))
        end = min(len(page), start + data.draw(st.integers(0, 12)))
        put = data.draw(st.one_of(st.just(""), st.sampled_from(SIGNS), st.just(page[start:end] * 2)))
        page = page[:start] + put + page[end:]
    read(page)


@given(st.sampled_from(PAGES), st.data())
@settings(max_examples=100, deadline=None)
def test_a_broken_entry_leaves_the_others(page: str, data: st.DataObject) -> None:
    """What is put into one entry changes no other entry of the page."""
    whole = items(page)
    broken = data.draw(st.integers(0, len(whole) - 1))
    span = whole[broken].span
    text = span.text.content
    sign = data.draw(st.sampled_from(["@", " )", " when when", " 5 5", " zzz zzz"]))
    start = len("```qanun\n")
    spoilt = text[start : span.end] + sign + text[span.end :].removesuffix("```\n")
    left = read(spoilt).items
    assert len(left) >= len(whole) - 1


@pytest.mark.parametrize(
    "block",
    [
        "define x is " + "(" * 3000 + ")" * 3000,
        "define x is " + "if a then " * 2000,
        "define x is " + "all of\n" + "".join(" " * n + "- all of\n" for n in range(1, 300)),
        "define x is " + "a and " * 5000 + "a",
        "define x is " + "- " * 3000 + "1",
        "fact x\n" * 2000,
    ],
    ids=["brackets", "ifs", "bullets", "ands", "minuses", "facts"],
)
def test_very_long_and_very_deep(block: str) -> None:
    read(block + "\n")
