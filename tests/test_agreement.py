"""Generated Python means what the reference means: on random cases of every question of the laws."""

import pytest
from agreement import CASES, Laws, check_at_random, generated
from pages_of_law import STATUTES, program_of

PROGRAM = program_of(*STATUTES)


@pytest.fixture(scope="session")
def laws(tmp_path_factory: pytest.TempPathFactory) -> Laws:
    return generated(PROGRAM, tmp_path_factory.mktemp("laws"), "agreeing_laws")


@pytest.mark.parametrize("name", PROGRAM.questions)
def test_reference_and_generated_python_say_the_same(name: str, laws: Laws) -> None:
    """Each answer, with all that it rests on and needs, is the same in every case tried."""
    check_at_random(PROGRAM.questions[name], laws, CASES)
