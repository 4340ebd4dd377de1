"""No text whatever makes the reading of a page raise, and every place it names is in the file."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from qanun.diagnostics.formats import as_github, as_json, as_sarif
from qanun.diagnostics.render import as_text
from qanun.document.fingerprint import accept, stale, statutes_fingerprint
from qanun.document.links import check_links
from qanun.document.read import read
from qanun.text import Span, Text

GOOD = """\
\ufeff---
law: Criminal Code
jurisdiction: Azerbaijan
module: criminal_code
in_force: {from: 2012-01-01, until: 2013-01-01}
time_zone: Asia/Baku
rounding: down
source: "Report, section 2"
---

# Criminal Code

## Article 318. Illegal crossing[^1]

> **318.1** A person 𝔄 日本 who
lazily [crosses](#318.1) | x |
>
> - **(a)** one
>   1. [deep](criminal_code.md#52)
> - two
>
> tail

```qanun
offence illegal_crossing
  also states #318.note
```

> **Note**\tTabs

~~~qanun
x
~~~

| a | b |
|---|---|
| [^1] | `c` |

[^1]: https://example.org
"""
PIECES = [
    "---\n",
    "```qanun\n",
    "```\n",
    "~~~",
    "> ",
    ">\t",
    "\n\n",
    "\r",
    "\r\n",
    "- ",
    "1. ",
    "**(a)** ",
    "**",
    "[^1]",
    "[^1]: ",
    "[x](#",
    "](<#a b>)",
    "![^1](#",
    "    ",
    "\t",
    "\0",
    "\ufeff",
    "\u2028",
    "\x0b",
    "\u00a0",
    "## Article 318\n",
    "Section 1\n===\n",
    "| a |\n|---|\n",
    "<!--",
    "-->",
    "&amp;#",
    "\\",
    ": ",
    "[",
    "{",
    "*x",
    "&x",
    "#",
    "\ud800",
    "in_force: ",
    "also states #",
]


def characters() -> st.SearchStrategy[str]:
    return st.characters(codec=None, exclude_categories=())


def holds(content: str, path: str = "criminal_code.md") -> None:
    """Every pass over the page returns, and all it names lies in the file."""
    text = Text(path, content)
    outcome = read(text)
    documents = [outcome.value] if outcome.value is not None else []
    accepted = Text("accepted.txt", content)
    diagnostics = [*outcome.diagnostics, *check_links(documents), *stale(documents, accepted)]
    for diagnostic in diagnostics:
        spans = [diagnostic.span, *(related.span for related in diagnostic.related)]
        for span in [*spans, *([diagnostic.fix.span] if diagnostic.fix else [])]:
            within(span)
    for document in documents:
        for nodes in (document.articles, document.provisions, document.blocks, document.links):
            for node in nodes:
                within(node.span)
        names = [provision.anchor for provision in document.provisions]
        assert len(set(names)) == len(names)
        assert stale(documents, Text("accepted.txt", accept(documents))) == ()
    as_text(diagnostics, colour=True).encode("utf-8")
    as_json(diagnostics).encode("utf-8")
    as_sarif(diagnostics).encode("utf-8")
    as_github(diagnostics).encode("utf-8")
    assert statutes_fingerprint([text])


def within(span: Span) -> None:
    assert 0 <= span.start <= span.end <= len(span.text.content)
    assert span.line >= 1
    assert span.column >= 1
    assert span.column_utf16 >= 0


@settings(max_examples=300, deadline=None)
@given(st.text(characters()))
def test_any_text(content: str) -> None:
    holds(content)


@settings(max_examples=300, deadline=None)
@given(st.text(characters()))
@example("```qanun")
@example("> ```qanun\n")
def test_any_text_below_good_front_matter(content: str) -> None:
    holds(GOOD[: GOOD.index("\n# Criminal")] + content)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_any_row_of_signs_below_good_front_matter(pieces: list[str]) -> None:
    holds(GOOD[: GOOD.index("\n# Criminal")] + "".join(pieces))


@settings(max_examples=500, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, len(GOOD)),
            st.integers(0, 12),
            st.one_of(st.sampled_from(PIECES), st.text(characters(), max_size=3)),
        ),
        max_size=5,
    ),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_a_good_page_with_changes(changes: list[tuple[int, int, str]], ending: str) -> None:
    content = GOOD
    for place, removed, put in changes:
        content = content[:place] + put + content[place + removed :]
    holds(content.replace("\n", ending))


@pytest.mark.parametrize(
    "body",
    [
        "*" * 4000 + "a" + "*" * 4000,
        "> **" + "_a " * 2000 + "b_ " * 2000,
        ">" * 3000 + "a",
        "- " * 3000 + "a",
        "[" * 3000,
        "```qanun\n" * 3000,
    ],
)
def test_deep_and_many(body: str) -> None:
    """Neither depth nor number makes a page unreadable."""
    holds(GOOD[: GOOD.index("\n# Criminal")] + body)


def test_the_good_page_is_good() -> None:
    outcome = read(Text("criminal_code.md", GOOD))
    assert outcome.diagnostics == ()
    holds(GOOD)
