"""The example cases: each is answered as the text beside it says, which somebody read against the law.

`docs/examples/LAW.QUESTION.json` holds the facts, `LAW.QUESTION.txt` beside it the command that answers them
and, below it, the short answer. Those in `situations` are put to all questions.
`docs/examples/answer_again.py` writes them anew, for somebody to read.
"""

import re
import shlex
from pathlib import Path

import pytest
from qanun.pipeline import compile
from qanun.text import Text
from qanun.tools.cli.app import run

ROOT = Path(__file__).parent.parent
CASES = sorted((ROOT / "docs" / "examples").glob("*.json"))


SITUATIONS = sorted((ROOT / "docs" / "examples" / "situations").glob("*.json"))


def words_in(text: str) -> int:
    return len(re.findall(r"\S*\w\S*", text))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_an_example_is_answered_as_the_law_says(
    case: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command beside the facts gives the answer beside them."""
    monkeypatch.chdir(ROOT)
    command, _, expected = case.with_suffix(".txt").read_text(encoding="utf-8").partition("\n\n")
    program, verb, question, facts, *options = shlex.split(command.removeprefix("$ "))
    assert (program, verb, question) == ("qanun", "decide", case.stem)
    assert ROOT / facts == case
    assert run([verb, question, facts, *options]) == 0
    assert capsys.readouterr().out == expected
    assert words_in(expected) <= 150


@pytest.mark.parametrize("case", SITUATIONS, ids=lambda case: case.stem)
def test_a_situation_is_answered_as_the_laws_say(
    case: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Put to all questions of all laws, the case is answered as the text beside it says, in few words."""
    monkeypatch.chdir(ROOT)
    command, _, expected = case.with_suffix(".txt").read_text(encoding="utf-8").partition("\n\n")
    program, verb, facts, *options = shlex.split(command.removeprefix("$ "))
    assert (program, verb) == ("qanun", "decide")
    assert ROOT / facts == case
    assert run([verb, facts, *options]) == 0
    assert capsys.readouterr().out == expected
    assert words_in(expected) <= 350
    assert f"`{case.stem}`" in (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")


def test_the_guide_shows_one_of_them_whole() -> None:
    shown = (ROOT / "docs" / "examples" / "situations" / "passport_lost.txt").read_text(encoding="utf-8")
    assert f"```text\n{shown}```\n" in (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")


def test_every_question_has_an_example() -> None:
    """What can be asked of the law is answered once for everybody to see."""
    laws = (ROOT / "statutes" / "azerbaijan").glob("*.md")
    outcome = compile([Text(str(path), path.read_text(encoding="utf-8")) for path in sorted(laws)])
    assert outcome.value.program is not None
    assert set(outcome.value.program.questions) == {case.stem for case in CASES}
