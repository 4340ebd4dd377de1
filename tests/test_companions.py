"""Pages of cases: what stands on them is as if it stood on their law's page."""

import re
from collections import Counter
from pathlib import Path

import pytest
from pages_of_law import statutes
from qanun.book.book import pages
from qanun.book.edition import Edition
from qanun.book.sections import said_of_cases
from qanun.document.companions import is_companion, law_path, read_all, read_alone
from qanun.document.fingerprint import accept
from qanun.document.model import Document
from qanun.document.read import read
from qanun.pipeline import Compiled, compile
from qanun.project import locate, read_statutes, write_new
from qanun.syntax.layout import cut
from qanun.syntax.scan import Scanner
from qanun.text import Text
from qanun.tools.formatting import laid_out
from qanun.tools.loading import load
from qanun.tools.starter import Named, starter
from qanun.verify.coverage import coverage
from qanun.verify.scenarios import run_all
from test_project_pytest import run_pytest

ROOT = Path(__file__).parent.parent
LAW = """\
---
law: Library Order
jurisdiction: Example Town
module: library
in_force: not stated
time_zone: Europe/Berlin
rounding: down
source: an example
---

# Library Order

## Article 1. Lending

> **1.1** Whoever has a reader's card may borrow books.

```qanun
fact has_card "the person has a reader's card"
right borrow "borrow books" when has_card
```

## Article 2. Questions

```qanun
question borrowing "May the person borrow?"
  answers borrow
```
"""
CASES = """\
## Article 1

The first is [the plain one](#1.1).

```qanun
background reader "somebody with a card"
  given has_card

scenario "who has a card may borrow"
  as reader
  then borrow may
  because #1.1
```

As always, a table says more.

```qanun
cases "others"
  given has_card
  then borrow
```

| case              | card | borrow  |
|-------------------|------|---------|
| without, nobody   | no   | no      |
| it is not known   |      | unknown |
"""


def beside(cases: str = CASES, law: str = LAW, newline: str = "\n") -> tuple[Text, Text]:
    """A law with its page of cases."""
    named = {"statutes/library.md": law, "statutes/library.cases.md": cases}
    one, other = (Text(path, words.replace("\n", newline)) for path, words in named.items())
    return one, other


def compiled(texts: tuple[Text, ...]) -> Compiled:
    outcome = compile(texts)
    assert outcome.diagnostics == ()
    return outcome.value


# --- what it means ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_page_of_cases_is_as_if_its_cases_stood_in_the_article(newline: str) -> None:
    """The same scenarios come out the same and reach the same; each is reported where it stands."""
    law, cases = beside(newline=newline)
    apart = compiled((law, cases)).program
    inside = LAW.replace("## Article 2", f"{CASES.partition(chr(10))[2]}\n## Article 2")
    together = compiled((Text("statutes/library.md", inside),)).program
    assert apart is not None
    assert together is not None
    titles = ["who has a card may borrow", "without, nobody", "it is not known"]
    for program in (apart, together):
        assert [one.title for one in program.scenarios] == titles
        assert all(result.passed for result in run_all(program))
    assert [one.because for one in apart.scenarios] == [("library#1.1",), (), ()]
    reached = [coverage(one, run_all(one)).rows for one in (apart, together)]
    assert [(row.name, row.applied, row.kept_off) for row in reached[0]] == [("library.borrow", 1, 1)]
    assert reached[0] == reached[1]
    sites = [(one.site.path, one.site.line) for one in apart.scenarios]
    assert sites == [("statutes/library.cases.md", line) for line in (9, 25, 26)]


def test_its_blocks_belong_to_the_articles_of_the_law() -> None:
    """To the law's own, by the name alone; and the page bears no provision."""
    document = compiled(beside()).documents[0]
    assert [block.article for block in document.blocks[2:]] == [document.articles[0]] * 2
    assert all(block.provisions == () for block in document.blocks[2:])
    assert len(document.provisions) == 1
    assert [path.rpartition("/")[2] for path in (one.path for one in document.texts)] == [
        "library.md",
        "library.cases.md",
    ]


def test_a_version_of_an_article_is_named_by_its_day_and_the_latest_by_none() -> None:
    law = LAW.replace(
        "## Article 1. Lending",
        "## Article 1. Old (in force until 2011-12-31)\n\n> **1.1** Everybody may borrow.\n\n"
        '```qanun\nnot encoded "it was replaced"\n```\n\n## Article 1. Lending (in force from 2012-01-01)',
    )
    cases = "## Article 1. Old (in force until 2011-12-31)\n\n```qanun\n"
    cases += 'scenario "a"\n  then borrow unknown\n```\n'
    cases += '\n## Article 1\n\n```qanun\nscenario "b"\n  then borrow unknown\n```\n'
    texts = beside(cases, law)
    (document,) = (one.value for one in read_all(texts))
    assert document is not None
    assert [block.article for block in document.blocks[-2:]] == list(document.articles[:2])


def test_what_was_accepted_does_not_hang_on_cases() -> None:
    """A case is no law: with or without it a provision is accepted as it stands."""
    law, cases = beside()
    with_cases, without = (compiled(texts).documents for texts in ((law, cases), (law,)))
    assert accept(with_cases) == accept(without)


# --- tools --------------------------------------------------------------------------------------------------


def test_it_is_laid_out_by_itself() -> None:
    """As any page: its blocks and its tables, and nothing else."""
    untidy = CASES.replace("  given has_card\n\nscenario", "     given has_card\nscenario").replace(
        "---|", "-|"
    )
    laid = laid_out(Text("statutes/library.cases.md", untidy))
    assert laid.content == CASES.replace("nobody   |", "nobody |").replace("known   |", "known |").replace(
        "case              |", "case            |"
    ).replace("|-------------------|", "|-----------------|").replace(
        "given has_card\n\nscenario", "given has_card\nscenario"
    )
    assert laid_out(Text("statutes/library.cases.md", laid.content)).content == laid.content


def test_pytest_collects_it(tmp_path: Path) -> None:
    """Its scenarios are tests of its own file; without a law beside it, it is no page of law."""
    assert write_new(tmp_path, starter(Named("plugin_law"))) == ()
    name = "library_rules.cases.md"
    (tmp_path / "statutes" / name).write_text(
        '```qanun\nscenario "a wrong one"\n  given library_was_closed\n  then return_book is breached\n```\n'
    )
    (tmp_path / "statutes" / "notes.cases.md.txt").write_text("nothing\n")
    code, told = run_pytest(tmp_path, "-v")
    assert code == 1
    assert "1 failed, 5 passed" in told
    assert f"statutes/{name}::a wrong one FAILED" in told


def test_a_page_of_cases_without_a_law_is_told_by_a_check(tmp_path: Path) -> None:
    """Also where only its letters are wrong, so that nobody takes its cases for tried."""
    assert write_new(tmp_path, starter(Named("plugin_law"))) == ()
    for name in ("library.cases.md", "library_rules.cases.MD"):
        (tmp_path / "statutes" / name).write_text("# Cases\n")
    found = {(one.kind.code, one.span.text.path, one.remedy) for one in load(tmp_path).diagnostics}
    assert found == {
        (
            "Q0710",
            "statutes/library_rules.cases.MD",
            "rename it to `library_rules.cases.md`, or take it out of the statutes' folder",
        )
    }
    (tmp_path / "statutes" / "library_rules.cases.MD").unlink()
    found = {(one.kind.code, one.span.text.path, one.remedy) for one in load(tmp_path).diagnostics}
    assert found == {("Q0050", "statutes/library.cases.md", "call it `library_rules.cases.md`")}


def test_the_book_shows_its_cases_and_its_words_with_the_article() -> None:
    """On the article's page of cases, each linked both ways; and the file line by line."""
    made = compiled(beside())
    assert made.program is not None
    book = {page.path: page for page in pages(Edition.of(made, made.program))}
    cases = book["law/library/article-1-cases.html"].body
    assert 'href="article-1.html"' in cases
    assert 'href="../../statutes/library.cases.html"' in cases
    talk = re.findall(r'<div class="qanun-talk">(.*?)</div>', cases, re.DOTALL)
    assert talk == [
        '<p>The first is <a href="article-1.html#1.1">the plain one</a>.</p>',
        "<p>As always, a table says more.</p>",
    ]
    assert "somebody with a card" in cases.replace("Somebody", "somebody")
    article = book["law/library/article-1.html"].body
    assert "Worked cases (3)" in article
    assert 'href="article-1-cases.html#case-without-nobody"' in article
    source = book["statutes/library.cases.html"].body
    assert "The file with which" in source
    assert 'id="L26"' in source
    assert 'href="../../statutes/library.cases.html"' in book["law/library/index.html"].body


def test_words_that_stand_by_no_case_are_not_lost() -> None:
    """Words above a block without cases go with the next, and those below all with the last."""
    claim = '```qanun\nclaim "c"\n  borrow implies has_card\n```\n\n'
    law, cases = beside(f"One.\n\n{claim}Two.\n\n{CASES}\nLast.\n")
    (document,) = (one.value for one in read_all((law, cases)))
    assert document is not None
    first, second = document.blocks[3:]
    shown = said_of_cases(document, {first, second})
    said = [[group[1].content for group in shown[block]] for block in (first, second)]
    assert said == [
        ["One.", "Two.", "The first is [the plain one](#1.1)."],
        ["As always, a table says more.", "Last."],
    ]


# --- the statutes -------------------------------------------------------------------------------------------

OF_CASES = ("scenario", "cases", "background", "claim")
ASKING = "question"


def lines_of(document: Document) -> Counter[str]:
    """How many lines of a page that are not blank are of cases, and of rules; questions are neither."""
    found: Counter[str] = Counter()
    for block in document.blocks:
        entries = cut(block.span.text, Scanner(block.span, "").scan().lines, "")
        for entry in entries:
            word = entry.lines[0].lexemes[0].text
            kind = "cases" if word in OF_CASES else "questions" if word == ASKING else "rules"
            words = block.span.text.content[entry.start : entry.end]
            found[kind] += sum(bool(line.strip()) for line in words.splitlines())
        if block.table is not None:
            found["cases"] += len(block.table.span.words.splitlines())
    return found


def test_how_lines_are_counted() -> None:
    """Of the law above: two of rules, two of questions. Of its cases: 2 + 4 + 3, and 4 of a table."""
    law = read(Text("library.md", LAW)).value
    alone = read_alone(Text("library.cases.md", CASES)).value
    assert law is not None
    assert alone is not None
    assert lines_of(law) == {"rules": 2, "questions": 2}
    assert lines_of(alone) == {"cases": 13}


def test_no_page_of_law_has_more_lines_of_cases_than_of_rules() -> None:
    """They stand on the page of cases beside it."""
    found = locate(ROOT).value
    assert found is not None
    texts = read_statutes(found).value
    laws = [read(text).value for text in texts if not is_companion(text.path)]
    counted = {law.module: lines_of(law) for law in laws if law is not None}
    assert len(counted) >= 15
    assert [name for name, lines in counted.items() if lines["cases"] > lines["rules"]] == []
    assert {law_path(text.path) for text in texts} <= {text.path for text in texts}


def test_the_statutes_keep_their_cases() -> None:
    """1,028 were counted by name and by what comes out when they moved to pages of their own."""
    loaded = statutes()
    assert loaded.program is not None
    assert len(loaded.program.scenarios) >= 1028
