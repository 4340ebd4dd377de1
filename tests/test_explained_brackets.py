"""An explanation keeps the brackets of arithmetic, so that its words say what was reckoned."""

from importlib import import_module

import pytest
from agreement import generated
from qanun.diagnostics.pages import FRAME
from qanun.pipeline import compile
from qanun.text import Text

RULES = """\
fact x : integer "x"
fact y : integer "y"
define mean : number "the mean" is (x + y) / 2
define difference : number "the difference" is x - (y - 1)
define product : number "the product" is 2 * (x + y)
define opposite : number "the opposite" is -(x + y)
define third : number "the third" is (x + y) / 3 rounded half away from zero to 0.01
define plain : number "without brackets" is x - y - 1 + 2 * x * y
define compared : yes/no "compared" is (x + y) * 2 > 10 - (x - y)
question reckoning "What?"
  answers mean, difference, product, opposite, third, plain, compared
"""

WORDS = {
    "mean": "(x (1) plus y (2)) divided by 2: 1.5",
    "difference": "x (1) minus (y (2) minus 1), that is 0,: 0",
    "product": "2 times (x (1) plus y (2)), that is 6,: 6",
    "opposite": "minus (x (1) plus y (2)) (-3): -3",
    "third": "rounded ((x (1) plus y (2)) divided by 3): 1",
    "plain": "x (1) minus y (2) minus 1 plus 2 times x (1) times y (2), that is 2,: 2",
    "compared": "(x (1) plus y (2)) times 2, that is 6, is more than 10 minus (x (1) minus y (2))",
}


@pytest.fixture(scope="module")
def explained(tmp_path_factory: pytest.TempPathFactory) -> str:
    program = compile([Text("example.md", FRAME.replace("{rules}", RULES))]).value.program
    assert program is not None
    generated(program, tmp_path_factory.mktemp("laws"), "bracketed_laws")
    law = import_module("bracketed_laws.example")
    explanation = law.reckoning.explain(law.ReckoningFacts(x=1, y=2))
    text = explanation.as_text()
    assert isinstance(text, str)
    return text


@pytest.mark.parametrize("name", WORDS)
def test_the_brackets_are_kept(name: str, explained: str) -> None:
    assert WORDS[name] in explained
