"""A number that is the page's own and not the law's is marked in every citation, whoever makes it."""

import json
from importlib import import_module
from pathlib import Path

import pytest
from qanun.book.edition import Edition, Leaf
from qanun.book.feeds import feeds
from qanun.book.finding import entries
from qanun.core.rules import Law
from qanun.document.read import read
from qanun.pipeline import compile
from qanun.runtime.citing import OWN
from qanun.targets.javascript.question import question_data
from qanun.targets.python.generate import generate
from qanun.text import Text

FRONT = """\
---
law: Order
jurisdiction: Example Town
module: order
in_force: not stated
time_zone: UTC
rounding: down
source: written for this page
---
"""

PAGE = (
    FRONT
    + """
## Article 2. Entry

> **2[.1]** No citizen enters.

```qanun
fact citizen "a citizen"
prohibition ban "enter" on nobody named when citizen
question entry "May the person enter?"
  answers ban
```

> **2.2** Nor does a guest.

```qanun
ground guest of ban when is_guest
fact is_guest "a guest"
```
"""
)


def numbers(body: str) -> list[str]:
    outcome = read(Text("order.md", FRONT + body))
    assert outcome.diagnostics == ()
    assert outcome.value is not None
    return [f"{one.anchor.partition('#')[2]} {one.number}" for one in outcome.value.provisions]


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("5", "5 5"),
        ("5.1", "5.1 5.1"),
        ("5[.1]", "5.1 5[.1]"),
        ("5.1[.a]", "5.1.a 5.1[.a]"),
        ("[5.1]", "5.1 [5.1]"),
        ("Note", "5.note 5 Note"),
        ("[Note]", "5.note 5 [Note]"),
        ("[Former residents]", "5.former_residents 5 [Former residents]"),
        ("(2)", "5.2 5 (2)"),
        ("[2]", "5.2 5 [2]"),
        ("[5]", "5.5 5 [5]"),
        ("5(2)(b)", "5.2.b 5(2)(b)"),
        ("5(2)[.b]", "5.2.b 5(2)[.b]"),
    ],
)
def test_what_a_label_has_in_brackets_is_the_page_s_own(label: str, expected: str) -> None:
    """The anchor has no brackets, and the number keeps them."""
    assert numbers(f"\n## Article 5. Fees\n\n> **{label}** Whoever enters pays.\n") == [expected]


def test_what_has_no_label_is_numbered_by_the_page() -> None:
    assert numbers("\n## Article 5. Fees\n\n> Whoever enters pays.\n>\n> - a fee and\n> - a due\n") == [
        "5.1 5[.1]",
        "5.1.1 5[.1.1]",
        "5.1.2 5[.1.2]",
    ]


def test_items_are_cited_with_what_they_stand_in() -> None:
    """A letter of the law follows the number; within a number of the page's own everything is its own."""
    law = "\n## Article 5. Fees\n\n> **{}** Whoever enters pays\n>\n> - **{}** a fee and\n> - a due\n"
    assert numbers(law.format("5.1", "(a)")) == ["5.1 5.1", "5.1.a 5.1 (a)", "5.1.2 5.1[.2]"]
    assert numbers(law.format("5.1", "[a]")) == ["5.1 5.1", "5.1.a 5.1[.a]", "5.1.2 5.1[.2]"]
    assert numbers(law.format("5[.1]", "(a)")) == ["5.1 5[.1]", "5.1.a 5[.1.a]", "5.1.2 5[.1.2]"]


def test_an_article_that_is_none_of_the_law_s() -> None:
    """Its name is what the brackets hold; whatever is in it is the page's own, with brackets or without."""
    page = (
        "\n## [Section 2 of the report] Fees\n\n> **2.1** Whoever enters pays.\n\n"
        "> **[2.2]** Or leaves.\n>\n> **Note** Or stays.\n"
    )
    assert numbers(page) == ["2.1 [2.1]", "2.2 [2.2]", "2.note [2 Note]"]
    document = read(Text("order.md", FRONT + page)).value
    assert document is not None
    (article,) = document.articles
    assert (article.name, article.number, article.title) == ("[Section 2 of the report]", "2", "Fees")
    assert article.anchor == "order#2"


def test_a_label_of_another_article_is_told_with_brackets_too() -> None:
    """`6[.1]` in article 5 is as wrong as `6.1`."""
    found = read(Text("order.md", FRONT + "\n## Article 5. Fees\n\n> **6[.1]** Whoever enters pays.\n"))
    assert [one.kind.code for one in found.diagnostics] == ["Q0192"]


def test_every_target_and_the_book_cite_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Generated Python and its explanations, the form's data, the book's links, its search and its feed."""
    outcome = compile([Text("order.md", PAGE)])
    compiled, program = outcome.value, outcome.value.program
    assert program is not None
    cited = "Order, Article 2, 2[.1]"
    law: Law = program.laws["order"]
    assert [law.citation(one) for one in law.provisions] == [cited, "Order, Article 2, 2.2"]

    for path, text in generate(program, "order_of_own").items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    order = import_module("order_of_own.order")
    assert f"{cited}: No citizen enters." in (tmp_path / "order_of_own" / "order.py").read_text("utf-8")
    explained = order.entry.explain(order.EntryFacts(citizen=True, is_guest=False))
    assert cited in str(explained)
    assert str(explained).rstrip().endswith(OWN)
    as_json = explained.as_dict()
    assert [one["citation"] for one in as_json["provisions"]] == [cited, "Order, Article 2, 2.2"]
    assert as_json["notice"] == f"Source: written for this page. Not legal advice. {OWN}"

    data = json.loads(json.dumps(question_data(program, program.questions["order.entry"])))
    assert data["provisions"][0]["citation"] == cited
    assert data["notice"] == as_json["notice"]

    edition = Edition.of(compiled, program)
    assert Leaf(edition, "law/order/index.html").cited("order#2.1") == "2[.1]"
    assert Leaf(edition, "index.html").cited("order#2.1") == "Order, 2[.1]"
    assert cited in {entry.title for entry in entries(edition)}
    (laws,) = [text for path, text in feeds(edition, "No advice.") if path == "law.json"]
    provisions = json.loads(laws)["laws"][0]["articles"][1]["provisions"]
    assert [one["number"] for one in provisions] == ["2[.1]", "2.2"]


def test_a_question_that_cites_nothing_of_the_page_s_own_has_no_word_on_brackets() -> None:
    """Only where brackets can stand is it said what they mean."""
    program = compile([Text("order.md", PAGE.replace("2[.1]", "2.1"))]).value.program
    assert program is not None
    data = json.loads(json.dumps(question_data(program, program.questions["order.entry"])))
    assert data["notice"] == "Source: written for this page. Not legal advice."
