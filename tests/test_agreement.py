"""Generated Python means what the reference means: on random cases of every question of the laws."""

from pathlib import Path

import pytest
from agreement import CASES, Laws, check_at_random, generated
from qanun.core.rules import Program
from qanun.pipeline import compile
from qanun.text import Text

STATUTES = Path(__file__).parent.parent / "statutes" / "azerbaijan"


def program() -> Program:
    texts = [Text(file.name, file.read_text(encoding="utf-8")) for file in sorted(STATUTES.glob("*.md"))]
    compiled = compile(texts).value.program
    assert compiled is not None
    return compiled


PROGRAM = program()


@pytest.fixture(scope="session")
def laws(tmp_path_factory: pytest.TempPathFactory) -> Laws:
    return generated(PROGRAM, tmp_path_factory.mktemp("laws"), "agreeing_laws")


@pytest.mark.parametrize("name", PROGRAM.questions)
def test_reference_and_generated_python_say_the_same(name: str, laws: Laws) -> None:
    """Each answer, with all that it rests on and needs, is the same in every case tried."""
    check_at_random(PROGRAM.questions[name], laws, CASES)
