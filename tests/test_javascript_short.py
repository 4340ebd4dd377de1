"""The script of a page: it is short, and its short answer is that of Python."""

import shlex
from pathlib import Path

import javascript
import pytest
from qanun.targets.javascript.generate import without_comments
from qanun.tools.moments import read_as_of
from qanun_azerbaijan import questions
from test_target_javascript import program_of

EXAMPLES = sorted((Path(__file__).parent.parent / "docs" / "examples").glob("*.json"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_has_the_same_short_answer(path: Path) -> None:
    """What follows and where it stands, what decided, on which readings it turns, what is open."""
    question = questions[path.stem]
    words = shlex.split(path.with_suffix(".txt").read_text(encoding="utf-8").partition("\n")[0])
    facts = question.facts.from_json(path.read_text(encoding="utf-8"))
    as_of = None
    options = {}
    if "--as-of" in words:
        as_of = words[words.index("--as-of") + 1]
        options["as_of"] = read_as_of(as_of)
    expected = question.explore(facts, **options).short().as_dict()
    said = None if as_of is None else options["as_of"].isoformat()
    request = javascript.Request(path.stem, facts.to_json(), said, {})
    assert javascript.call(program_of("statutes"), request, "short") == expected


def test_a_script_leaves_its_comments_at_home() -> None:
    """Comments that fill lines go, with code behind their end kept; strings stay as they are."""
    above = "/**\n * Said.\n */\n"
    written = above + '  const a = "// no comment"; // stays\n  /** @type {any} */ (a);\n// gone\n\nb();'
    assert without_comments(written) == 'const a = "// no comment"; // stays\n(a);\nb();'
