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


def told(source: str) -> tuple[Diagnostic, ...]:
    """What is said of one page."""
    return compile((Text("border_act.md", HEAD + source),)).diagnostics
