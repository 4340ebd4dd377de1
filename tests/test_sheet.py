"""The sheet has every construct of the language: each word of the grammar, node of the tree, kind and form.

Its law compiles as that of all documentation does; that it prints on two sides is tried in a browser.
"""

import re
from functools import cache
from pathlib import Path

import pytest
from qanun.pipeline import compile
from qanun.runtime.answers.answers import Verdict
from qanun.runtime.values.states import State
from test_constructs import MISSING_NOTHING, _of_tree
from test_docs import laws, texts

SHEET = Path(__file__).parent.parent / "docs" / "sheet.md"
FORMS = ("node ", "norm ", "given ", "then ")


@cache
def compiled() -> frozenset[str]:
    """What the law of the sheet uses: nodes, kinds and forms."""
    (blocks,) = laws(SHEET)
    page = compile(list(texts(blocks))).value.pages[0]
    return frozenset(used for item in page.items for _, used in _of_tree(item))


@cache
def words() -> str:
    """What the sheet says, in comments and tables too, without quotations; blanks made one."""
    plain = re.sub(r'"(\\.|[^"\\])*"', "", SHEET.read_text(encoding="utf-8"))
    return re.sub(r"\s+", " ", plain)


def is_there(word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", words()) is not None


@pytest.mark.parametrize("what", [one for one in MISSING_NOTHING if one.startswith(FORMS)])
def test_every_form_is_on_the_sheet(what: str) -> None:
    """Each node of the tree, kind of norm and form of what is given and expected is used by its law."""
    assert what in compiled()


@pytest.mark.parametrize("what", [one for one in MISSING_NOTHING if one.startswith("word ")])
def test_every_word_is_on_the_sheet(what: str) -> None:
    """Each word of the grammar stands on it, of several alike one in the law and the others beside it."""
    assert is_there(what.removeprefix("word "))


@pytest.mark.parametrize("what", [*State, *Verdict])
def test_every_state_and_verdict_is_on_the_sheet(what: State | Verdict) -> None:
    """In the words in which a scenario expects it."""
    assert is_there(what.value.replace("_", " ")) or is_there(what.value)


def test_a_word_that_is_missing_is_noticed() -> None:
    """What stands in a quotation alone is not on the sheet."""
    assert not is_there("exactly one of these")
    assert not is_there("minutes of")
