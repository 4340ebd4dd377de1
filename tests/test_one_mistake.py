"""One mistake of a drafter makes one diagnostic: what rests on it, on any page, is not reported again."""

import pytest
from qanun.diagnostics import Diagnostic
from qanun.document.fingerprint import accept
from qanun.document.read import read
from qanun.pipeline import compile
from qanun.text import Text

HEAD = """\
---
law: Border Act
jurisdiction: Azerbaijan
module: border_act
in_force: not stated
time_zone: Asia/Baku
rounding: down
currency: AZN
source: Official Gazette 2012, no. 3
---
"""
BORDER = """
Most travellers know this.[^1]

## Article 7. Crossing

> **7.1** Whoever crosses the border shows a passport.

```qanun
fact crosses_border "the person crosses the state border"
fact fee : money "the fee for the crossing"
fact carried : document "what the person carries"
type document is one of
  - passport
  - seamans_book "a seaman's book"
obligation show_passport "show a passport" on nobody named
  when crosses_border
  fulfilled by shown
fact shown "the passport was shown"
```

[^1]: Report on the border, section 2.
"""
ENTRY = HEAD.replace("border_act", "entry_act").replace("Border Act", "Entry Act")
ENTRY += """
The duty stands in [article 7](border_act.md#7.1).

## Article 1. Entry

> **1.1** Whoever enters without a passport is turned back.

```qanun
fact hurries "the person hurries"
obligation go_back "go back" on nobody named
  when border_act.show_passport is not done and border_act.fee > 20 AZN and border_act.carried is passport
  also states border_act#7.1
exception hurried to border_act.show_passport when hurries
```
"""


def said(*texts: Text, accepted: Text | None = None) -> list[str]:
    """The codes of all that is said of these pages."""
    return [found.kind.code for found in compile(texts, accepted).diagnostics]


def pages(border: str) -> tuple[Text, Text]:
    """The page of the border act as given, and the page that rests on it."""
    return Text("border_act.md", border), Text("entry_act.md", ENTRY)


def test_the_pages_have_no_mistake() -> None:
    """What is shown below comes from the mistakes made there alone."""
    assert said(*pages(HEAD + BORDER)) == []


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("", "Q0001"),
        (HEAD.replace("Border Act", "Border Act: Crossing"), "Q0002"),
        (HEAD.replace("currency", "valuta"), "Q0003"),
        (HEAD.replace("currency: AZN", "currency: manat"), "Q0005"),
        (HEAD.removesuffix("---\n"), "Q0009"),
    ],
)
def test_a_page_whose_front_matter_cannot_be_read(head: str, code: str) -> None:
    """Its rules are read all the same, so that names, links, anchors and what was accepted stand."""
    right = pages(HEAD + BORDER)
    documents = [document for text in right if (document := read(text).value) is not None]
    accepted = Text("accepted.txt", accept(documents))
    assert said(*pages(head + BORDER), accepted=accepted) == [code]


def test_a_page_that_calls_itself_otherwise() -> None:
    """A name under the law's wrong name is no second mistake."""
    border = HEAD.replace("module: border_act", "module: crossing_act") + BORDER
    entry = ENTRY.replace("border_act.fee", "crossing_act.fee")
    assert said(Text("border_act.md", border), Text("entry_act.md", entry)) == ["Q0006"]


@pytest.mark.parametrize("margin", ["  ", "    ", "> "])
def test_a_block_off_the_margin(margin: str) -> None:
    """What it declares is not missed elsewhere, options among it."""
    head, block, tail = BORDER.partition("```qanun\n")
    rules, fence, tail = tail.partition("```\n")
    moved = "".join(margin + line + "\n" for line in (block + rules + fence).splitlines())
    assert said(*pages(HEAD + head + moved + tail)) == ["Q0013"]


def test_a_type_that_cannot_be_read() -> None:
    """The options that it would have declared are not missed."""
    assert said(*pages(HEAD + BORDER.replace("seamans_book", "seamans book"))) == ["Q0100"]


LIBRARY = """
## Article 1. Loans

> **1.1** A reader brings a book back within fourteen days.

```qanun
type payer is one of
  - reader
  - library
record loan
  - overdue : yes/no
fact loans : list of loan
fact reader_at_fault
fact borrowed_on : date
fact returned_on : date or none
rule cost_bearer : payer
  when reader_at_fault
  is reader
  otherwise library
obligation bring_back "bring the book back" on nobody named
  when cost_bearer is reader
  within 14 days after borrowed_on
  fulfilled by returned_on
obligation pay_fine "pay a fine" on nobody named
  when reader_at_fault and (count of l in loans where l.overdue) > 1
question duties answers bring_back, pay_fine
scenario "fourteen days"
  given reader_at_fault
    borrowed_on = 2024-03-01
    returned_on = none
    as_of = 2024-03-05
  then bring_back is pending
    and due of bring_back = 2024-03-15
```
"""


def told(right: str, wrong: str) -> tuple[Diagnostic, ...]:
    """What is said of the library's page with one change."""
    assert right in LIBRARY
    source = HEAD + LIBRARY.replace(right, wrong)
    return compile((Text("border_act.md", source),)).diagnostics


def test_the_library_has_no_mistake() -> None:
    """What is shown below comes from the change made there alone."""
    assert told("14 days", "14 days") == ()


def test_an_unknown_name_is_told_once_a_page() -> None:
    """The first place has the report; the others are shown with it."""
    (found,) = told("fact reader_at_fault", "fact reader_in_fault")
    assert found.kind.code == "Q0201"
    assert (found.span.line, found.span.words) == (27, "reader_at_fault")
    assert [(other.span.line, other.role) for other in found.related] == [
        (35, "also here"),
        (38, "also here"),
    ]


def test_a_mistaken_term_has_no_end() -> None:
    """Hours from a date are one mistake; nothing is said of the day that a scenario expects as its end."""
    (found,) = told("14 days", "14 hours")
    assert found.kind.code == "Q0306"


def test_a_value_written_into_the_condition() -> None:
    """`when C is V`: that the rule never says its value follows from it."""
    (found,) = told("when reader_at_fault\n  is reader", "when reader_at_fault is reader")
    assert found.kind.code == "Q0313"
    assert found.remedy.endswith(
        "; if it is the value of the rule, give it on a line of its own: `is reader`"
    )


@pytest.mark.parametrize("comparison", ["> 1", "= 1", "is 1"])
def test_a_comparison_behind_where(comparison: str) -> None:
    """`where` takes it in; the fix puts the brackets round what is counted."""
    (found,) = told(
        "(count of l in loans where l.overdue) > 1", f"count of l in loans where l.overdue {comparison}"
    )
    assert found.kind.code == "Q0323"
    assert (
        found.remedy == f"put brackets round what is compared: `(count of l in loans where …) {comparison}`"
    )
    assert found.fix is not None
    assert found.fix.replacement == f"(count of l in loans where l.overdue) {comparison}"


def test_a_word_that_begins_no_clause() -> None:
    """The clauses that the entry may have are listed, the one that is meant first."""
    (found,) = told("fulfilled by returned_on", "done by returned_on")
    assert found.message == "no clause of an obligation begins with `done`"
    assert found.remedy == (
        "did you mean `fulfilled by`? an obligation may have: `on`, `by`, `towards`, `of`, `when`, `within`, "
        "`before`, `no later than`, `until`, `fulfilled by`, `also states`, `in_force`"
    )
    assert found.fix is not None
    assert (found.fix.span.words, found.fix.replacement) == ("done by", "fulfilled by")
