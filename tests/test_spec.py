"""Every page of tests/spec means what it says, in the reference and in every target.

What it says are its tables, its cases and its scenarios.

A page is a page of law. Beside scenarios it may hold

* a Markdown table whose head names definitions and then outcomes of the operand `other`, and whose first
column
  holds outcomes of the operand `left`: each cell says what becomes of the two (the table `alone` has one
  operand); a table whose head begins with `case` is one of the language itself, whose rows are scenarios;
* a block of ``cases``: the question, then lines `fact=value … -> subject: verdict …; subject: …`. A fact left
  out is unknown; facts behind the question's name are given in every line. After the verdict or value may
  follow one of `KEYS` with what the answer says there (no word: nothing), and after `fault` the
  fault's kind. The subject `headline` is the first line of the answer; `impossible` tells of a case that is
  refused, with the sentences that it breaks. How values are written
  stands in `spec_values`; `#` begins a comment. A line of one of the words `SORTS` says of what sort the
  cases below it are.
"""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from agreement import CASES, Case, Laws, check_at_random, facts_of, generated, typed_value
from agreement import check as agree
from attrs import evolve, frozen
from columns_agreement import agree as columns_agree
from columns_agreement import case_of, of_scenarios
from pages_of_law import SPEC as PAGES
from pages_of_law import program_of
from qanun.core.rules import Program, Scenario
from qanun.runtime.answers.answers import Answer, Verdict
from qanun.runtime.faults import CaseImpossible
from qanun.runtime.values.show import show
from qanun.typed.types import LIMIT, OrNone
from qanun.verify.scenarios import run
from reference.answering import answer
from spec_values import moment, value

SORTS = ("ordinary", "boundary", "unknown", "none", "fault")


@frozen
class Worked:
    """One case worked out by hand: facts and readings as written, and what is expected of each subject."""

    page: Path
    line: int
    question: str
    given: tuple[str, ...]
    expected: tuple[str, ...]


def worked(page: Path) -> Iterator[Worked]:
    """All cases of a page's tables and `cases` blocks."""
    lines = page.read_text(encoding="utf-8").splitlines()
    inside: str | None = None
    head: list[str] = []
    shared: tuple[str, ...] = ()
    for number, line in enumerate(lines, 1):
        if line.startswith("```"):
            inside = "" if line == "```cases" and inside is None else None
        elif inside == "":
            inside, *shared_words = shlex.split(line)
            shared = tuple(shared_words)
        elif inside is not None:
            line = line.partition("#")[0]
            if line.strip() in ("", *SORTS):
                continue
            left, _, right = line.partition("->")
            yield Worked(page, number, inside, (*shlex.split(left), *shared), tuple(right.split(";")))
        elif re.match(r"\|:?--", line):
            continue
        elif line.startswith("|"):
            cells = [cell.strip().strip("`") for cell in line.strip("|").split("|")]
            if lines[number : number + 1] and re.match(r"\|:?--", lines[number]):
                head = cells
            elif head[0] not in ("case", "row"):  # rows of `cases` are scenarios, those of a rule its grounds
                yield from _row(page, number, head, cells)


def _row(page: Path, number: int, head: list[str], cells: list[str]) -> Iterator[Worked]:
    names = re.split(r"`?, `?", head[0])
    for column, cell in zip(head[1:], cells[1:], strict=True):
        outcome = cell.replace(" ", "_")
        given = () if cells[0] == "unknown" else (f"left={cells[0]}",)
        if names == ["alone"]:
            yield Worked(page, number, "alone", given, (f"{column}: {outcome}",))
            continue
        if column != "unknown":
            given = (*given, f"other={column}")
        question = "sums" if names[0] in ("total", "less") else "logic"
        yield Worked(page, number, question, given, tuple(f"{name}: {outcome}" for name in names))


def _case(case: Worked) -> Case:
    """The case with its values; a day asked about means its last instant."""
    program = program_of(case.page)
    module = case.page.stem
    zone = program.laws[module].time_zone
    facts: dict[str, object] = {}
    readings: dict[str, str] = {}
    as_of = moment("2012-01-01", zone)
    for word in case.given:
        name, _, text = word.partition("=")
        if name == "as_of":
            as_of = moment(text, zone)
        elif name.startswith("reading:"):
            readings[f"{module}.{name.removeprefix('reading:')}"] = text
        else:
            facts[f"{module}.{name}"] = value(text, program.facts[f"{module}.{name}"].type, zone)
    return Case(facts, as_of, readings)


def _said(found: Answer[object], key: str) -> list[str]:
    """What an answer says under one of the words that may follow a verdict."""
    names = {
        "needs": found.needs,
        "grounds": found.grounds,
        "with": found.conflicts_with,
        "by": found.silent_by,
        "barred_by": found.barred_by,
        "readings": found.readings,
        "authority": found.authority,
        "weighing": found.weighing,
        "exercised": ("not" if found.exercised is None else str(found.exercised),),
        "provisions": found.provisions,
        "state": (str(found.state),),
        "penalties": (show(found.penalties),),
        "fault": (type(found.fault).__name__,),
    }[key]
    module = found.subject.partition(".")[0]
    return [name.removeprefix(f"{module}.").removeprefix(f"{module}#") for name in names]


HEADLINE = "headline"
IMPOSSIBLE = "impossible"
LIMITS = ("due", "end")
KEYS = (
    *("needs", "grounds", "with", "by", "barred_by", "readings", "authority", "state", "penalties"),
    *("certain", "weighing", "exercised", "provisions", *LIMITS),
)


def check(found: Answer[object], words: list[str], program: Program) -> None:
    """An answer is what the words after `subject:` say."""
    verdict, *rest = words
    subject = program.subjects[found.subject]
    zone = program.laws[found.subject.partition(".")[0]].time_zone
    if verdict in set(Verdict):
        assert found.verdict == verdict, found
    else:
        assert found.verdict == Verdict.VALUE, found
        assert found.value == value(verdict, subject.type, zone), found
    key = "fault"
    expected: dict[str, list[str]] = {}
    for word in rest:
        if word in KEYS and expected.get(word) != []:
            key = word
            expected[key] = []
        else:
            expected.setdefault(key, []).append(word)
    for key, values in expected.items():
        if key in LIMITS:
            assert getattr(found, key) == value(values[0], OrNone(LIMIT), zone), found
        elif key == "certain":
            assert found.value == value(values[0], subject.type, zone), found
        else:
            assert _said(found, key) == values, found


ALL_CASES = [case for page in PAGES for case in worked(page)]


@pytest.mark.parametrize("case", ALL_CASES, ids=lambda c: f"{c.page.stem}:{c.line}:{' '.join(c.given)}")
def test_reference_means_what_the_page_says(case: Worked) -> None:
    """Each table cell and each case of a page is what the reference evaluator answers."""
    given = _case(case)
    question = f"{case.page.stem}.{case.question}"
    asked = (program_of(case.page), question, given.facts, given.as_of, given.readings)
    subject, _, rest = case.expected[0].strip().partition(":")
    if subject == IMPOSSIBLE:
        with pytest.raises(CaseImpossible) as refused:
            answer(*asked)
        assert refused.value.sentence.split("; ") == shlex.split(rest)
        return
    answers = answer(*asked)
    for expected in case.expected:
        subject, _, rest = expected.strip().partition(":")
        if subject == HEADLINE:
            continue
        check(answers[f"{case.page.stem}.{subject}"], shlex.split(rest), program_of(case.page))


@pytest.fixture(scope="session")
def laws(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Laws]:
    """The generated Python of each page."""
    folder = tmp_path_factory.mktemp("spec")
    return {page.stem: generated(program_of(page), folder, f"spec_{page.stem}") for page in PAGES}


@pytest.mark.parametrize("case", ALL_CASES, ids=lambda c: f"{c.page.stem}:{c.line}:{' '.join(c.given)}")
def test_generated_python_means_what_the_page_says(case: Worked, laws: dict[str, Laws]) -> None:
    """In each table cell and case both evaluations of generated Python answer as the reference does."""
    program, law = program_of(case.page), laws[case.page.stem]
    given = _case(case)
    facts = {name: typed_value(fact, program.facts[name].type, law) for name, fact in given.facts.items()}
    given = evolve(given, facts=facts)
    question = program.questions[f"{case.page.stem}.{case.question}"]
    agree(given, question, law)
    for expected in case.expected:
        subject, _, words = expected.strip().partition(":")
        if subject == HEADLINE:
            asked = law.question(question.name)
            found = asked.explore(facts_of(given, question, law), as_of=given.as_of, readings=given.readings)
            assert shlex.split(words) == [found.headline]


QUESTIONS = [(page, name) for page in PAGES for name in program_of(page).questions]


@pytest.mark.parametrize(("page", "name"), QUESTIONS, ids=lambda part: getattr(part, "stem", part))
def test_generated_python_agrees_on_random_cases(page: Path, name: str, laws: dict[str, Laws]) -> None:
    """On random cases of each question of a page, with facts missing, all evaluations say the same."""
    check_at_random(program_of(page).questions[name], laws[page.stem], min(CASES, 20))


@pytest.mark.parametrize(("page", "name"), QUESTIONS, ids=lambda part: getattr(part, "stem", part))
def test_columns_mean_what_the_page_says(page: Path, name: str, laws: dict[str, Laws]) -> None:
    """The table cells, cases and scenarios of each question, as the rows of one table."""
    law, question = laws[page.stem], program_of(page).questions[name]
    stated = [case for case in worked(page) if f"{page.stem}.{case.question}" == name]
    cases = [case_of(law, question, _case(case)) for case in stated] + of_scenarios(law, question)
    if cases:
        columns_agree(law.question(name), cases)


SCENARIOS = [(page, scenario) for page in PAGES for scenario in program_of(page).scenarios]


@pytest.mark.parametrize(
    ("page", "scenario"), SCENARIOS, ids=lambda part: getattr(part, "title", None) or part.stem
)
def test_reference_passes_the_scenarios_of_the_page(page: Path, scenario: Scenario) -> None:
    """Each scenario of a page of the specification holds in the reference evaluator."""
    assert run(program_of(page), scenario).failures == ()
