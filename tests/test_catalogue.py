"""One door for programs: every question of the laws in one place, every name that they need in another."""

import ast
import inspect
import pydoc
import subprocess
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

import pytest
import qanun.runtime
from qanun.document.read import read
from qanun.runtime import Question, QuestionUnknown
from qanun.runtime.questions.questions import AnyQuestion
from qanun.text import Text
from qanun_azerbaijan import criminal_code, questions

ROOT = Path(__file__).parent.parent
GENERATED = ROOT / "generated" / "qanun_azerbaijan"
LAWS = [path for path in GENERATED.glob("*.json") if path.stem != "catalogue"]


def loaded(program: str) -> set[str]:
    """The modules that a program has loaded at its end."""
    text = f"{program}\nimport sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


# --- the questions ----------------------------------------------------------------------------------------


def asked() -> dict[str, object]:
    """The objects that law's modules have, by qualified name."""
    laws = [path.stem for path in LAWS]
    found = (import_module(f"qanun_azerbaijan.{law}") for law in laws)
    every = [value for module in found for value in vars(module).values()]
    return {f"{one.module}.{one.name}": one for one in every if isinstance(one, AnyQuestion)}


def test_every_question_of_every_law_is_there() -> None:
    """Once, as the object that its module has, with what it is asked by."""
    every = asked()
    assert {name: questions[name] for name in every} == every
    assert len(questions) == len(every) == len(list(questions))
    assert {f"{one.module}.{one.name}": one.label for one in questions} == dict(questions.labels)


def test_a_question_says_what_it_is() -> None:
    """Its label, law, facts, and their schema."""
    crossing = questions["criminal_code.crossing"]
    assert crossing.label == "Is the crossing of the border an offence, and how is it punished?"
    assert crossing.law == "Criminal Code"
    assert crossing.facts is criminal_code.CrossingFacts
    assert "crossed_guarded_border" in str(crossing.facts.json_schema())


def test_a_question_is_found_by_its_law_or_alone() -> None:
    """The bare name where one law has it."""
    assert questions["crossing"] is questions.criminal_code.crossing is criminal_code.crossing
    assert "crossing" in questions
    assert "open_points" not in questions
    assert "no" not in questions
    assert 3 not in questions


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("crosing", "there is no question `crosing`; did you mean `criminal_code.crossing`?"),
        (
            "criminal_code.crosing",
            "there is no question `criminal_code.crosing`; did you mean `criminal_code.crossing`?",
        ),
        (
            "integration",
            "several laws ask `integration`: say immigration.integration or refugees.integration",
        ),
    ],
)
def test_no_one_question_of_a_name(name: str, sentence: str) -> None:
    """The nearest is named, or those that are meant."""
    with pytest.raises(QuestionUnknown) as caught:
        questions[name]
    assert str(caught.value) == sentence
    assert isinstance(caught.value, LookupError)


def test_where_nothing_is_near_all_are_named() -> None:
    with pytest.raises(QuestionUnknown) as caught:
        questions["zzzz"]
    assert caught.value.near == tuple(questions.labels)
    assert str(caught.value).startswith("there is no question `zzzz`; there are: ")


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("crossing", "has no law `crossing`; did you mean `questions.criminal_code.crossing`?"),
        ("criminal_cod", "has no law `criminal_cod`; did you mean `questions.criminal_code`?"),
        ("criminal_code.crosing", "asks no question `crosing`; did you mean `crossing`?"),
        ("criminal_code.zzzz", "there are crossing, crossing_penalty, sentencing_to_expulsion"),
        ("criminal_code.CrossingFacts", "asks no question `CrossingFacts`"),
    ],
)
def test_a_misspelt_attribute_is_told(path: str, sentence: str) -> None:
    found: object = questions
    *steps, last = path.split(".")
    for step in steps:
        found = getattr(found, step)
    with pytest.raises(AttributeError) as caught:
        getattr(found, last)
    assert sentence in str(caught.value)


def test_a_law_is_loaded_with_the_first_of_its_questions() -> None:
    """The list of all loads none."""
    laws = {f"qanun_azerbaijan.{path.stem}" for path in LAWS}
    listed = "from qanun_azerbaijan import questions\nassert questions.labels and dir(questions.refugees)\n"
    assert loaded(listed) & laws == set()
    assert loaded(f"{listed}questions.refugees.integration\n") & laws == {"qanun_azerbaijan.refugees"}
    assert loaded(f"{listed}questions['crossing']\n") & laws == {"qanun_azerbaijan.criminal_code"}
    assert "qanun_azerbaijan.catalogue" not in loaded("import qanun_azerbaijan.criminal_code")


@pytest.mark.parametrize("name", ["criminal_code.crossing", "expulsion_rules.term_of_departure"])
def test_help_shows_what_a_question_takes_and_gives(name: str) -> None:
    """In its own classes; the rest is as Python has it of the methods."""
    question = questions[name]
    shown = pydoc.plain(pydoc.render_doc(question))
    assert question.label in shown
    assert name in shown
    answers = question.answers_type.__name__
    for way, gives in {"decide": answers, "explore": answers, "explain": "Explanation"}.items():
        method = getattr(question, way)
        facts, as_of, readings, *more = inspect.signature(method).parameters.values()
        assert [facts.name, as_of.name, readings.name] == ["facts", "as_of", "readings"]
        assert (as_of.default is inspect.Parameter.empty) == question.needs_as_of
        none = "" if question.needs_as_of else " | None = None"
        taken = f"facts: {question.facts.__name__}, *, as_of: date | datetime{none}, "
        asked = ", certain: bool = False, seconds: float = 2.0" if way == "explore" else ""
        line = f"{way}({taken}readings: Mapping[str, str] | None = None{asked}) -> {gives}"
        lines = {each.strip() for each in shown.splitlines()}
        assert line in lines
        assert [one.name for one in more] == (["certain", "seconds"] if asked else [])
        assert lines.issuperset((inspect.getdoc(method) or "nothing").splitlines())


TYPED = """
from qanun_azerbaijan import criminal_code, questions
from qanun.runtime import Answer, Money

facts = criminal_code.CrossingFacts(crossed_guarded_border=True)
answer: Answer[bool] = questions.criminal_code.crossing.decide(facts).illegal_crossing
again: criminal_code.CrossingFacts = facts.with_(bypassed_checkpoint=False)
labels: list[str] = [question.label for question in questions]
fine: Money = Money(1, "AZN")
"""
WRONG: Mapping[str, str] = {
    "questions.criminal_code.crosing": "crosing",
    "questions.crossing": "crossing",
    "questions.criminal_code.crossing.decide(3)": "decide",
    'facts.with_(bypassed_checkpoint="no")': "bypassed_checkpoint",
    "facts.with_(bypased_checkpoint=False)": "bypased_checkpoint",
}
"""What type checkers refuse, and a word of what they say."""


@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_type_checkers_know_the_questions(tmp_path: Path, checker: str) -> None:
    """Each wrong line is refused, and no other."""
    page = tmp_path / "program.py"
    page.write_text(TYPED + "".join(f"{line}\n" for line in WRONG), encoding="utf-8")
    if checker == "mypy":
        command = ["mypy", "--strict", "--no-error-summary", f"--cache-dir={tmp_path}", str(page)]
    else:
        (tmp_path / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}', encoding="utf-8")
        command = ["pyright", "--project", str(tmp_path), "--pythonpath", sys.executable]
    done = subprocess.run([sys.executable, "-m", *command], capture_output=True, text=True, check=False)
    first = TYPED.count("\n") + 1
    told = {
        number: [line for line in done.stdout.splitlines() if f"program.py:{number}:" in line]
        for number in range(1, first + len(WRONG))
    }
    assert [number for number, lines in told.items() if lines] == list(range(first, first + len(WRONG))), done
    for number, word in enumerate(WRONG.values(), first):
        assert any("error" in line and word in line for line in told[number])


@pytest.mark.parametrize(
    "name", ["questions", "catalogue", "labels", "authorities", "strategies", "FINGERPRINT"]
)
def test_no_law_takes_the_name_of_what_stands_beside_it(name: str) -> None:
    """It is told before anything is built."""
    page = (
        f"---\nlaw: L\njurisdiction: J\nmodule: {name}\nin_force: not stated\ntime_zone: Asia/Baku\n"
        "rounding: down\nsource: S\n---\n"
    )
    found = read(Text(f"statutes/{name}.md", page)).errors
    assert [one.kind.code for one in found] == ["Q0008"]
    assert f"`{name}`" in found[0].kind.remedy


# --- the names of the runtime -----------------------------------------------------------------------------


def test_each_name_is_what_type_checkers_take_it_for() -> None:
    """The imports for type checkers, the list of names, and where they are looked for say the same."""
    tree = ast.parse(Path(qanun.runtime.__file__ or "").read_text(encoding="utf-8"))
    (checked, _) = [node for node in tree.body if isinstance(node, ast.If)]
    homes = {
        alias.name: node.module
        for node in checked.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert sorted(homes) == sorted(qanun.runtime.__all__)
    for name, home in homes.items():
        assert getattr(qanun.runtime, name) is getattr(import_module(home or ""), name)
    assert set(qanun.runtime.__all__) <= set(dir(qanun.runtime))


def test_every_fault_is_among_them() -> None:
    faults = import_module("qanun.runtime.faults")
    own = {
        name for name, value in vars(faults).items() if getattr(value, "__module__", "") == faults.__name__
    }
    assert own <= set(qanun.runtime.__all__)


def test_the_runtime_loads_only_what_is_asked_for() -> None:
    """Nothing of it at first; with money what money needs."""
    assert {name for name in loaded("import qanun.runtime") if name.startswith("qanun.")} == {
        "qanun.runtime",
        "qanun.runtime.late",
    }
    them = ("qanun.runtime.questions", "qanun.runtime.answers")
    for_money = loaded("from qanun.runtime import Money")
    assert not any(name.startswith(them) for name in for_money)
    assert issubclass(type(criminal_code.crossing), Question)


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(ImportError, match=r"cannot import name 'Mony' from 'qanun\.runtime'"):
        exec("from qanun.runtime import Mony")
