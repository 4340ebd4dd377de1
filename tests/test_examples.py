"""The example statutes: they compile without a word, their scenarios come out, and Python agrees."""

from pathlib import Path

import pytest
from agreement import Laws, check_at_random, generated
from qanun.core.rules import Program
from qanun.diagnostics.render import as_text
from qanun.pipeline import compile
from qanun.text import Text
from qanun.tools.conformity import conformity
from qanun.tools.coverage import coverage
from qanun.verify.claims import refute
from qanun.verify.scenarios import run_all

PAGES = sorted((Path(__file__).parent.parent / "docs" / "examples" / "statutes").glob("*.md"))
_programs: dict[Path, Program] = {}


def program_of(page: Path) -> Program:
    """The program of one page; nothing is to be said of it, not even a warning."""
    if page not in _programs:
        outcome = compile([Text(page.name, page.read_text(encoding="utf-8"))])
        assert outcome.value.program is not None, as_text(outcome.diagnostics, colour=False)
        assert outcome.diagnostics == (), as_text(outcome.diagnostics, colour=False)
        _programs[page] = outcome.value.program
    return _programs[page]


@pytest.fixture(scope="session")
def laws(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Laws]:
    """The generated Python of each example."""
    folder = tmp_path_factory.mktemp("examples")
    return {page: generated(program_of(page), folder, f"example_{page.stem}") for page in PAGES}


each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)


@each_page
def test_a_dozen_scenarios_come_out(page: Path) -> None:
    """Each example has at least twelve scenarios; all come out, none hangs on a reading left open."""
    results = run_all(program_of(page))
    assert len(results) >= 12
    assert [failure for result in results for failure in result.failures] == []
    assert [result.scenario.title for result in results if result.unsettled] == []


@each_page
def test_everything_is_reached(page: Path) -> None:
    """The scenarios see each norm, ground, bullet and exception hold and not hold, and each provision."""
    program = program_of(page)
    reached = coverage(program, run_all(program))
    assert [row.name for row in reached.uncovered] == []
    assert reached.unreached == ()


@each_page
def test_no_claim_is_refuted(page: Path) -> None:
    """What an example claims withstands the cases drawn against it."""
    program = program_of(page)
    assert [claim.title for claim in program.claims if refute(program, claim, cases=300) is not None] == []


@each_page
def test_python_says_the_same_of_every_scenario(page: Path, laws: dict[Path, Laws]) -> None:
    """Generated Python answers each scenario as the reference does."""
    law = laws[page]
    compiled = {name: law.question(name) for name in law.program.questions}
    found = conformity(law.program, compiled)
    assert found.compared >= 12
    assert found.differing == ()


QUESTIONS = [(page, name) for page in PAGES for name in program_of(page).questions]


@pytest.mark.parametrize(("page", "name"), QUESTIONS, ids=lambda part: getattr(part, "stem", part))
def test_python_says_the_same_of_random_cases(page: Path, name: str, laws: dict[Path, Laws]) -> None:
    """On random cases of each question, with facts missing, reference and Python say the same."""
    check_at_random(program_of(page).questions[name], laws[page], 100)
