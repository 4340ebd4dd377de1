"""Generated Python: what a developer meets, clean text, and statutes whose words are meant to break it."""

import os
import pickle
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from agreement import Laws, generated
from attrs import evolve
from hand_made import DEFINITIONS, FACTS, QUESTION, SITE, SUBJECT, definition, fact, program
from pages_of_law import SPEC, program_of
from qanun.core import rules
from qanun.core.names import Name
from qanun.core.rules import Constraint, FactOf, Not, Program, ReadingDeclaration, Ref
from qanun.pipeline import compile
from qanun.runtime.answers.answers import Verdict
from qanun.runtime.faults import CaseImpossible, FactsRefused, MissingFacts
from qanun.runtime.values.states import State
from qanun.runtime.values.unknown import UNKNOWN
from qanun.targets import TARGETS
from qanun.targets.names import Names, identifier
from qanun.targets.python import MARKER
from qanun.targets.python.layout import docstring, quoted
from qanun.text import Text
from qanun.typed.types import INTEGER, YES_NO, ListType, OneOfType, RecordType

ROOT = Path(__file__).parent.parent
R = "criminal_code.illegal_crossing"


@pytest.fixture(scope="module")
def laws(tmp_path_factory: pytest.TempPathFactory) -> Laws:
    return generated(program(), tmp_path_factory.mktemp("made"), "hand_made_laws")


@pytest.fixture
def cc(laws: Laws) -> Any:
    return laws.module("criminal_code")


# --- what a developer meets -------------------------------------------------------------------------------


def test_decide_answers_with_verdict_state_penalties_and_grounds(cc: Any) -> None:
    """318.1 (a) with every other fact no: an offence on that ground, the penalties of the article."""
    answer = cc.crossing.decide(
        cc.CrossingFacts(
            crossed_guarded_border=True,
            lacked_required_documents=True,
            bypassed_checkpoint=False,
            is_az_citizen=False,
            came_to_seek_political_asylum=False,
            acts_contain_another_offence=False,
        )
    )
    assert answer.illegal_crossing.verdict is Verdict.YES
    assert answer.illegal_crossing.state is State.IN_FORCE
    assert answer.illegal_crossing.grounds == (f"{R}.a",)
    assert answer.illegal_crossing.provisions == ("criminal_code#318.1", "criminal_code#Note")
    assert len(answer.illegal_crossing.penalties.alternatives) == 2
    assert answer.headline == "An offence"
    assert answer.fingerprint == "0123456789abcdef"


def test_decide_needs_only_the_facts_that_matter(cc: Any) -> None:
    """Without a crossing nothing else matters, and without the purpose of asylum the exception fails."""
    facts = cc.CrossingFacts(crossed_guarded_border=False)
    assert cc.crossing.decide(facts).illegal_crossing.state is State.NOT_APPLICABLE
    facts = cc.CrossingFacts(
        crossed_guarded_border=True, lacked_required_documents=True, came_to_seek_political_asylum=False
    )
    assert cc.crossing.decide(facts).illegal_crossing.value is True


def test_decide_names_the_missing_facts_and_explore_reports_them(cc: Any) -> None:
    """With another offence unknown, purpose and citizenship stated, one fact is left."""
    facts = cc.CrossingFacts(
        crossed_guarded_border=True,
        lacked_required_documents=True,
        is_az_citizen=False,
        came_to_seek_political_asylum=True,
    )
    with pytest.raises(MissingFacts) as raised:
        cc.crossing.decide(facts)
    assert raised.value.names == ("acts_contain_another_offence",)
    answer = cc.crossing.explore(facts).illegal_crossing
    assert answer.verdict is Verdict.UNKNOWN
    assert answer.needs == ("acts_contain_another_offence",)


def test_a_fact_that_could_settle_it_alone_is_asked_for_first(cc: Any) -> None:
    """Of nothing known, only the crossing can settle the answer alone: without it there is no offence."""
    needs = cc.crossing.explore(cc.CrossingFacts()).illegal_crossing.needs
    assert needs[0] == "crossed_guarded_border"
    assert set(needs) == set(cc.crossing.fact_order)


def test_misspelt_facts_are_refused_with_the_nearest_name(cc: Any) -> None:
    with pytest.raises(FactsRefused, match="bypassed_checkpoint"):
        cc.CrossingFacts(bypassed_checkpoin=True, crossed_guarded_border="yes")


def test_answers_and_facts_pickle_compare_and_hash(cc: Any) -> None:
    facts = cc.CrossingFacts(crossed_guarded_border=False)
    answers = cc.crossing.decide(facts)
    assert pickle.loads(pickle.dumps(facts)) == facts
    assert pickle.loads(pickle.dumps(answers)) == answers
    assert hash(answers) == hash(cc.crossing.decide(facts))
    assert type(answers).from_json(answers.to_json()) == answers


def test_the_explanation_names_the_exception_the_facts_and_the_provision(cc: Any) -> None:
    """An asylum seeker: barred, the exception applies, and each of its conditions is shown with its fact."""
    explained = cc.crossing.explain(
        cc.CrossingFacts(
            crossed_guarded_border=True,
            lacked_required_documents=True,
            bypassed_checkpoint=False,
            is_az_citizen=False,
            came_to_seek_political_asylum=True,
            acts_contain_another_offence=False,
        )
    )
    lines = explained.as_text().splitlines()
    assert "Illegal crossing of the state border: barred by “asylum seeker”" in lines
    assert "  ✗ against: exception “asylum seeker”: its conditions are met  [criminal_code#Note]" in lines
    assert "    ✓ for: the person came to seek political asylum: yes" in lines
    assert "    ✓ for: the person's acts contain some other offence: no" in lines
    assert any(line.startswith("  [criminal_code#Note] Criminal Code, Article 318, Note:") for line in lines)
    assert explained.as_dict()["headline"] == "No offence"


def test_why_asked_names_the_rule_the_answer_and_the_provision(cc: Any) -> None:
    facts = cc.CrossingFacts(crossed_guarded_border=True, lacked_required_documents=True)
    why = cc.crossing.explain(facts).why_asked("came_to_seek_political_asylum")
    assert "“asylum seeker”" in why
    assert "“illegal crossing of the state border” still depends on it" in why
    assert "Criminal Code, Article 318, Note" in why


# --- always -----------------------------------------------------------------------------------------------


def test_always_refuses_and_settles(tmp_path: Path) -> None:
    """No citizen seeks asylum: a case with both is refused; of a citizen, the other fact is no."""
    both = rules.All((FactOf("person.is_az_citizen"), FactOf("criminal_code.came_to_seek_political_asylum")))
    constraint = Constraint(Not(both), "no citizen seeks asylum here", SITE)
    made = program(questions=(evolve(QUESTION, constraints=(constraint,)),), constraints=(constraint,))
    cc = generated(made, tmp_path, "constrained_laws").module("criminal_code")
    with pytest.raises(CaseImpossible, match="no citizen seeks asylum here"):
        cc.crossing.explore(cc.CrossingFacts(is_az_citizen=True, came_to_seek_political_asylum=True))
    known = dict.fromkeys(cc.crossing.fact_order, True) | {"bypassed_checkpoint": False}
    with pytest.raises(CaseImpossible):
        cc.crossing.decide(cc.CrossingFacts(**known))
    facts = cc.CrossingFacts(crossed_guarded_border=True, lacked_required_documents=True, is_az_citizen=True)
    assert facts.came_to_seek_political_asylum is UNKNOWN
    assert cc.crossing.decide(facts).illegal_crossing.value is True


# --- readings ---------------------------------------------------------------------------------------------


def test_readings_are_chosen_by_name_and_refused_when_misspelt(tmp_path: Path) -> None:
    reading = ReadingDeclaration(
        "criminal_code.detour", "Is a detour a crossing?", (("no", "no"), ("yes", "yes")), "unsaid", SITE
    )
    body = rules.Apply("=", (rules.Reading(reading.name), rules.Const("yes")))
    made = tuple(evolve(d, body=body) if d.name == f"{R}.b" else d for d in DEFINITIONS)
    question = evolve(QUESTION, readings=(reading.name,))
    laws = generated(program(made, questions=(question,), readings=(reading,)), tmp_path, "read_laws")
    cc = laws.module("criminal_code")
    facts = cc.CrossingFacts(
        crossed_guarded_border=True, lacked_required_documents=False, came_to_seek_political_asylum=False
    )
    assert cc.crossing.decide(facts).illegal_crossing.value is False
    answers = cc.crossing.decide(facts, readings={"detour": "yes"})
    assert answers.illegal_crossing.grounds == (f"{R}.b",)
    assert answers.illegal_crossing.readings == ("criminal_code.detour",)
    assert answers.readings == (("criminal_code.detour", "yes"),)
    with pytest.raises(FactsRefused, match="did you mean detour"):
        cc.crossing.decide(facts, readings={"detuor": "yes"})
    with pytest.raises(FactsRefused, match="no option of this reading"):
        cc.crossing.decide(facts, readings={"detour": "maybe"})


# --- rules about things -----------------------------------------------------------------------------------


def about_children() -> Program:
    """An allowance of each child, 3 for a small one, else its age; and their sum."""
    child = RecordType("criminal_code.child", (("small", YES_NO), ("age", INTEGER)))
    types = {child.name: (child, "a child", (("small", "it is small"), ("age", "its age")))}
    small, age = (rules.FieldOf(rules.Local("c"), name) for name in ("small", "age"))
    body = rules.If(small, rules.Const(3), age)
    allowance = definition(Name("criminal_code.allowance"), "value", body, type_=INTEGER)
    each = Ref(allowance.name, (rules.Local("k"),))
    every = rules.Over("sum", "k", FactOf("criminal_code.kids"), rules.Const(True), each, rules.Const(0))
    total = definition(Name("criminal_code.total"), "define", every, type_=INTEGER)
    subject = rules.Subject(total.name, "define", "the sum", INTEGER, (), SITE, total.name)
    question = evolve(
        QUESTION,
        name="criminal_code.support",
        answers=(total.name,),
        headlines=(),
        facts=("criminal_code.kids",),
        order=(allowance.name, total.name),
    )
    return program(
        (evolve(allowance, things=(rules.Local("c", child),)), total),
        (fact("criminal_code.kids", "the children", ListType(child)),),
        (subject,),
        (question,),
        types=types,
    )


def test_a_rule_about_a_thing_is_asked_of_each(tmp_path: Path) -> None:
    """One small child and one of seven: 3 and 7; of a child of unknown size the list is still needed."""
    cc = generated(about_children(), tmp_path, "thing_laws").module("criminal_code")
    kids = (cc.Child(small=True, age=2), cc.Child(small=False, age=7))
    assert cc.support.decide(cc.SupportFacts(kids=kids)).total.value == 10
    kids = (cc.Child(small=True), cc.Child(age=3))
    assert cc.support.decide(cc.SupportFacts(kids=kids)).total.value == 6
    answer = cc.support.explore(cc.SupportFacts(kids=(cc.Child(age=4),))).total
    assert (answer.verdict, answer.needs) == (Verdict.UNKNOWN, ("kids",))


# --- the text ---------------------------------------------------------------------------------------------


def test_the_text_is_the_same_every_time() -> None:
    assert TARGETS["python"](program(), "laws") == TARGETS["python"](program(), "laws")


def test_every_module_says_that_it_is_generated_and_from_what() -> None:
    for path, text in TARGETS["python"](program(), "laws").items():
        if path.endswith(".py"):
            assert text.startswith(f"# {MARKER}\n")
    assert (
        "# from statutes/azerbaijan/criminal_code.md\n"
        in TARGETS["python"](program(), "laws")["laws/criminal_code.py"]
    )


HOSTILE = (
    'a """ quote\\" and \' and \\ and\n# noqa\rtype: ignore\t\u202e\x00 {0} %s \\N{DIGIT ONE}' + "x" * 130
)


def hostile() -> Program:
    """A program whose names and words are those that Python reserves, or that would end a string."""
    names = ["class", "def", "list", "is_complete", "to_json", "gəlmə", "l", "print", "facts", "w"]
    facts = tuple(fact(f"criminal_code.{name}", HOSTILE) for name in names)
    types = {
        "criminal_code.import": (
            OneOfType("criminal_code.import", ("None", "mro", "ﬁne", "fine")),
            HOSTILE,
            (("None", HOSTILE), ("mro", ""), ("ﬁne", "x"), ("fine", "y")),
        ),
        "criminal_code.answer": (
            RecordType("criminal_code.answer", (("class", FACTS[0].type), ("known", FACTS[0].type))),
            HOSTILE,
            (("class", HOSTILE), ("known", HOSTILE)),
        ),
    }
    made = tuple(
        evolve(d, label=HOSTILE, body=rules.Any(tuple(FactOf(f.name) for f in facts)))
        if d.name == f"{R}.a"
        else d
        for d in DEFINITIONS
    )
    extra = definition(Name("criminal_code.return"), "define", Ref(Name(f"{R}.b")))
    headline = rules.Headline((HOSTILE, Ref(Name("criminal_code.return"))), Ref(Name(f"{R}.a")))
    question = evolve(
        QUESTION,
        name="criminal_code.lambda",
        label=HOSTILE,
        facts=(*QUESTION.facts, *(f.name for f in facts)),
        order=(*QUESTION.order, extra.name),
        headlines=(headline,),
    )
    subject = evolve(SUBJECT, label=HOSTILE)
    return program((*made, extra), (*FACTS, *facts), (subject,), (question,), types=types)


def test_hostile_names_and_words_stay_data(tmp_path: Path) -> None:
    """What the statutes call things never becomes code: the law is imported, asked, and says its words."""
    module = generated(hostile(), tmp_path, "hostile_laws").module("criminal_code")
    question = module.lambda_
    facts = question.facts(class_=True, crossed_guarded_border=True, bypassed_checkpoint=True)
    assert question.explore(facts).headline.startswith(HOSTILE[:9])
    assert module.LambdaFacts(gəlmə=True).gəlmə is True
    assert question.label == HOSTILE
    assert question.explain(facts).as_text().isprintable() is False  # line breaks alone
    assert all(line.isprintable() for line in question.explain(facts).as_text().splitlines())


@pytest.mark.parametrize("made", [program, hostile, about_children])
def test_the_text_is_clean(made: Any, tmp_path: Path) -> None:
    """As ruff would format it, without findings of ruff, and well typed under mypy --strict."""
    generated(made(), tmp_path / "generated", "clean_laws")
    is_clean(tmp_path / "generated", ["clean_laws"])


def is_clean(folder: Path, packages: list[str]) -> None:
    config = str(ROOT / "pyproject.toml")
    for command in (
        ["ruff", "format", "--config", config, "--diff", "."],
        ["ruff", "check", "--config", config, "--quiet", "."],
        ["mypy", "--strict", "--config-file", "", *(word for name in packages for word in ("-p", name))],
    ):
        ran = subprocess.run(
            [sys.executable, "-m", *command], cwd=folder, capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("text", ["", '"', "'", "\"'", "\\", "\n", '"""', "é\u200b", HOSTILE])
def test_a_literal_is_its_text(text: str) -> None:
    assert eval(quoted(text)) == text


@pytest.mark.parametrize("text", ['"', "\\", '"""', "ends with \\", 'ends with "', HOSTILE])
def test_a_docstring_cannot_be_left(text: str) -> None:
    """Whatever it says, it is one string and nothing after it."""
    source = "\n".join(docstring([text, text], 0))
    assert isinstance(eval(source), str)


def test_identifiers_are_free_and_in_normal_form() -> None:
    """`ﬁ` is `fi` to Python, so they are told apart by a number."""
    names = Names()
    assert names.take("ﬁne") == "fine"
    assert names.take("fine") == "fine_2"
    assert names.take("class") == "class_"
    assert names.take("list") == "list_"
    assert identifier("4.2:a b") == "n4_2_a_b"


def test_the_text_of_every_construct_is_clean(tmp_path: Path) -> None:
    """The pages of the specification, one package each, are formatted, without findings, and well typed."""
    for page in SPEC:
        compiled = program_of(page)
        generated(compiled, tmp_path / "generated", f"clean_{page.stem}")
    is_clean(tmp_path / "generated", [f"clean_{page.stem}" for page in SPEC])


def test_the_plain_evaluation_is_written_for_every_question_of_the_specification(tmp_path: Path) -> None:
    """Every construct of the language is spelled in straight-line Python, but for answers about each thing of
    a list, for a sum over some hundreds of bands and for orders that fill each other, which branch too often,
    and for a field of a record that the law chooses."""
    beyond = {
        "left_open": ["left_open.orders"],
        "many_bands": ["many_bands.steps"],
        "records": ["records.seats"],
    }
    for page in SPEC:
        compiled = program_of(page)
        laws = generated(compiled, tmp_path, f"plain_{page.stem}")
        general = [name for name in compiled.questions if laws.question(name).known is None]
        left = [name for name in compiled.questions if of_each_thing(compiled, name)]
        assert general == left + beyond.get(page.stem, [])


def of_each_thing(program: Program, question: str) -> bool:
    """Whether a question answers about each thing of a list."""
    return any(program.subjects[name].about is not None for name in program.questions[question].answers)


GIVEN_UP = """\
---
law: Sales
jurisdiction: nowhere
module: sales
in_force: not stated
time_zone: Asia/Baku
rounding: down
source: chance
---

```qanun
record sale
  - price : integer
fact first_one : sale "the first sale"
fact last_one : sale "the last sale"
fact doubtful "in doubt"
silence nothing_said "nothing is said" when doubtful
define the_sale : sale is if doubtful then first_one else last_one
define price : integer is the_sale.price
question selling "What of the sales?"
  answers nothing_said, price
```
"""


def test_a_plain_evaluation_that_is_given_up_leaves_nothing(tmp_path: Path) -> None:
    """A field of a chosen record is left to the general evaluation: no constant of the plain one stays."""
    compiled = compile([Text("sales.md", GIVEN_UP)]).value.program
    assert compiled is not None
    module = generated(compiled, tmp_path, "given_up").module("sales")
    assert module.selling.known is None
    assert not hasattr(module, "_QUIET")
    first_one, last_one = module.Sale(price=1), module.Sale(price=2)
    facts = module.SellingFacts(first_one=first_one, last_one=last_one, doubtful=True)
    answers = module.selling.explore(facts)
    assert answers.price.value == 1
    assert answers.nothing_said.verdict == "silent"


NONE_SPELLED = """\
---
law: Sales
jurisdiction: nowhere
module: sales
in_force: not stated
time_zone: Asia/Baku
rounding: down
source: chance
---

```qanun
record sale
  - price : integer
fact sold : list of sale "what was sold"
fact day : date or none "the day"
fact doubtful "in doubt"
define latest : date or none
  is if day is not none then (largest of day for s in sold or if none day) else none
question selling "What of the sales?"
  answers latest
define no_day : date or none is if not (if doubtful then none else none) is none then day else none
question days "On which day?"
  answers no_day
```
"""


def test_a_day_that_is_none_is_spelled(tmp_path: Path) -> None:
    """The largest of a day that is none is not asked for; a choice between none and none is none."""
    compiled = compile([Text("sales.md", NONE_SPELLED)]).value.program
    assert compiled is not None
    module = generated(compiled, tmp_path, "none_spelled").module("sales")
    sold = (module.Sale(price=1), module.Sale(price=2))
    answers = module.selling.decide(module.SellingFacts(sold=sold, day=None))
    assert answers.latest.value is None
    assert answers.latest.verdict == "value"
    days = module.days.decide(module.DaysFacts(day=date(2012, 3, 1), doubtful=True))
    assert days.no_day.value is None


@pytest.mark.parametrize("seed", ["1", "2"])
def test_every_run_writes_the_same_code(seed: str) -> None:
    """Nothing in it hangs on the order of a set: the committed laws come out alike under other hashes."""
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(
        [sys.executable, "-m", "qanun.tools.cli", "build", "--check"],
        cwd=Path(__file__).parent.parent,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
