"""The example statutes: they compile without a word, their scenarios come out, and Python agrees."""

from pathlib import Path

import pages_of_law
import pytest
from agreement import Laws, check_at_random, generated
from columns_agreement import agree, of_scenarios
from pages_of_law import EXAMPLES as PAGES
from pages_of_law import compiled
from qanun.core.rules import Program
from qanun.diagnostics.render import as_text
from qanun.tools.conformity import conformity
from qanun.verify.claims import refute
from qanun.verify.coverage import coverage
from qanun.verify.scenarios import run_all


def program_of(page: Path) -> Program:
    """The program of one page; nothing is to be said of it, not even a warning."""
    said = compiled(page).diagnostics
    assert said == (), as_text(said, colour=False)
    return pages_of_law.program_of(page)


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
    for name, question in law.program.questions.items():  # and so do columns
        agree(law.question(name), of_scenarios(law, question))


QUESTIONS = [(page, name) for page in PAGES for name in program_of(page).questions]


@pytest.mark.parametrize(("page", "name"), QUESTIONS, ids=lambda part: getattr(part, "stem", part))
def test_python_says_the_same_of_random_cases(page: Path, name: str, laws: dict[Path, Laws]) -> None:
    """On random cases of each question, with facts missing, reference and Python say the same."""
    check_at_random(program_of(page).questions[name], laws[page], 100)
