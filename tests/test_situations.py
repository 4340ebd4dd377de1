"""Situations: what they state, ask first and open; on the command line, in a program, for machines."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from qanun.book.book import pages
from qanun.book.edition import Edition
from qanun.pipeline import compile
from qanun.runtime import Situation, SituationUnknown
from qanun.runtime.questions.directory import Directory
from qanun.targets.python.directory_file import directory_file
from qanun.text import Text
from qanun.tools.asking_situation import SituationCase
from qanun.tools.cli.app import qanun, run
from qanun.tools.interview import Interview
from qanun.tools.moments import read_as_of
from qanun_azerbaijan import questions

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "docs" / "examples" / "situations"
DAY = read_as_of("2012-03-05")


@pytest.fixture(autouse=True)
def in_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


# --- in a program -----------------------------------------------------------------------------------------


def test_a_program_finds_the_situations() -> None:
    """With the facts that they state and ask first, called as a case calls them, and their questions."""
    lost = next(one for one in questions.situations if one.name == "across_laws.passport_lost")
    assert lost == Situation(
        "across_laws.passport_lost",
        "I lost my passport abroad",
        {"passport_lost_abroad": True},
        ("is_az_citizen", "born"),
        ("return_certificate.certificate", "return_certificate.open_points"),
    )
    assert all(name in questions for one in questions.situations for name in one.questions)


def test_a_situation_states_its_facts_and_narrows() -> None:
    """Of a citizen who lost the passport only the two questions about the certificate are asked."""
    found = questions.about({"is_az_citizen": True}, as_of=DAY, situation="passport_lost")
    assert {point.name for point in found.certain} == {
        "return_certificate.return_on_certificate",
        "return_certificate.has_procedure",
    }
    assert set(found.answers) == {"return_certificate.certificate", "return_certificate.open_points"}
    assert found.untouched == ()


def test_what_the_case_states_goes_before_what_the_situation_does() -> None:
    """Nobody who did not lose the passport, and of whom nothing else is known, may surely return so."""
    case = {"is_az_citizen": True, "passport_lost_abroad": False}
    found = questions.about(case, as_of=DAY, situation="passport_lost")
    assert "return_certificate.return_on_certificate" not in {point.name for point in found.certain}


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("pasport_lost", "there is no situation `pasport_lost`; did you mean `across_laws.passport_lost`?"),
        (
            "across_laws.expeled",
            "there is no situation `across_laws.expeled`; did you mean `across_laws.expelled`?",
        ),
    ],
)
def test_no_situation_of_a_name(name: str, sentence: str) -> None:
    with pytest.raises(SituationUnknown) as caught:
        questions.about({}, situation=name)
    assert str(caught.value) == sentence


HEAD = """---
law: Law on {module}
jurisdiction: Nowhere
module: {module}
in_force: not stated
time_zone: UTC
rounding: down
currency: EUR
source: made up
---

# Law on {module}

## Article 1. {module}

> **1.** Whoever is here pays.

```qanun
{rules}
```
"""
RULES = """
record child
  - born : date "date of birth"
  - ill : yes/no "whether it is ill"
type payer is one of
  - host
  - guest
fact children : list of child "the children"
fact wage : money "the wage"
fact share : number "the share"
fact pays : payer "who pays"
fact speaks : set of country "the countries"
fact left_on : date or none "the day of leaving"
fact here "the person is here"
obligation pay "pay" on nobody named
  when here and wage > 5 EUR and share > 1 and pays is host and left_on is none and speaks contains TR
    and (count of c in children where c.ill) > 0
question paying "Must somebody pay?"
  answers pay
situation at_home "I am at home"
  given here
    wage = 20.50 EUR
    pays = host
    share = 1 / {divisor}
    left_on = none
    speaks = (TR, DE)
    children =
      - born = 2001-02-03, ill = yes
  opens paying
"""


def directory(*pages: tuple[str, str]) -> Directory:
    texts = [Text(f"{name}.md", HEAD.format(module=name, rules=rules.strip())) for name, rules in pages]
    outcome = compile(texts)
    assert outcome.value.program is not None, [str(one) for one in outcome.diagnostics]
    return Directory(
        json.loads(directory_file(outcome.value.program, tuple(outcome.value.program.questions)))
    )


def test_every_kind_of_value_can_be_stated() -> None:
    (one,) = directory(("home", RULES.replace("{divisor}", "3"))).situations
    assert one.given == {
        "here": True,
        "wage": "20.5 EUR",
        "pays": "host",
        "share": "1/3",
        "left_on": None,
        "speaks": ["DE", "TR"],
        "children": [{"born": "2001-02-03", "ill": True}],
    }


def test_a_value_that_there_is_not_is_asked_for() -> None:
    """Nobody has a share of 1 / 0: it is not stated, and nothing else is lost."""
    (one,) = directory(("home", RULES.replace("{divisor}", "(1 - 1)"))).situations
    assert one.asks == ("share",)
    assert "share" not in one.given
    assert one.given["wage"] == "20.5 EUR"


def test_names_that_two_laws_have_stand_with_their_law() -> None:
    late = 'fact late "it is late"\nright go "go" on nobody named when late\nquestion going "?" answers go\n'
    said = 'situation waiting "I wait"\n  given not {law}.late\n  opens {law}.going'
    found = directory(*((law, late + said.format(law=law)) for law in ("bus", "train")))
    assert [(one.name, dict(one.given)) for one in found.situations] == [
        ("bus.waiting", {"bus.late": False}),
        ("train.waiting", {"train.late": False}),
    ]
    assert [found.short(one.name) for one in found.situations] == ["bus.waiting", "train.waiting"]
    with pytest.raises(
        SituationUnknown, match=r"several laws have a situation `waiting`: say bus\.waiting or"
    ):
        found.situation("waiting")


# --- on the command line ----------------------------------------------------------------------------------


def test_decide_narrows_to_a_situation(capsys: pytest.CaptureFixture[str]) -> None:
    facts = str(EXAMPLES / "passport_lost.json")
    assert run(["decide", facts, "--as-of", "2012-03-05", "--situation", "passport_lost"]) == 0
    said = capsys.readouterr().out
    assert "It is allowed to return to Azerbaijan on a certificate of return (para. 1 [(2) a])." in said
    assert "What the report says" not in said
    assert run(["decide", facts, "--as-of", "2012-03-05", "--situation", "pasport"]) == 2
    assert "did you mean `across_laws.passport_lost`?" in capsys.readouterr().err


def test_ask_lists_what_may_be_asked(capsys: pytest.CaptureFixture[str]) -> None:
    """The situations in the order of the pages, each with its sentence; then the questions."""
    assert run(["ask"]) == 0
    lines = capsys.readouterr().out.splitlines()
    situations = [line.split(maxsplit=1) for line in lines if line.startswith("  ") and ":" not in line]
    assert ["passport_lost", "I lost my passport abroad"] in situations
    assert lines.index("  criminal_code.crossing") > lines.index("  passport_lost  I lost my passport abroad")


def test_ask_names_the_nearest_situation(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ask", "pasport_lost"]) == 2
    said = "there is no question and no situation `pasport_lost`; did you mean `passport_lost`?"
    assert said in capsys.readouterr().err
    assert run(["ask", "sentenced", "--receipt", "nowhere.json"]) == 2
    assert "a receipt keeps the answer to one question" in capsys.readouterr().err


def asked(output: str) -> list[str]:
    """The sentences that were asked, in order."""
    return re.findall(r"^(\S.*[?:])\n(?:  (?!\().*\n)*  \(", output, re.MULTILINE)


def test_ask_asks_each_fact_once_and_answers_each_question() -> None:
    """A foreigner who was sentenced, whose parent is a citizen: nothing bars more than one bar does."""
    replies = {
        "The person is a citizen of Azerbaijan?": "no",
        "The day on which that ruling enters into force:": "2012-03-01",
        "A parent of the person is a citizen of Azerbaijan?": "yes",
    }
    typed: list[str] = []
    for _ in range(60):
        result = CliRunner().invoke(
            qanun, ["ask", "sentenced", "--as-of", "2012-03-05"], input="".join(typed)
        )
        said = asked(result.output)
        if len(said) <= len(typed):
            break
        typed.append(f"{replies.get(said[len(typed)], 'unknown')}\n")
    assert said[0] == "The person is a citizen of Azerbaijan?"
    assert "A parent of the person is a citizen of Azerbaijan?" in said
    assert len(said) == len(set(said))
    ends = result.output
    for name in ("criminal_code.sentencing_to_expulsion", "immigration.crime_of_an_immigrant"):
        assert questions.labels[name] in ends
    assert not any("establishes that the person committed a crime" in one for one in said)


def test_an_interview_asks_first_what_the_situation_says() -> None:
    """What it states is never asked; what nothing needs any more is not asked either."""
    one = next(one for one in questions.situations if one.name == "across_laws.passport_lost")
    every: Any = [questions[name] for name in one.questions]
    case = SituationCase(one, every, questions.directory, DAY, {})
    interview = Interview(case)
    prompts = []
    for reply in ("yes", "1980-05-05"):
        assert interview.prompt is not None
        prompts.append(interview.prompt.fact)
        interview.reply(reply)
    assert prompts[0] == "is_az_citizen"
    assert "passport_lost_abroad" not in case.needs({})
    assert case.known({})["passport_lost_abroad"] is True
    assert "Regulation on the certificate of return" in case.why("is_az_citizen", {})


def test_a_reading_is_chosen_for_all_questions_of_a_situation(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["ask", "victim_of_trafficking", "--as-of", "2012-03-05", "--reading"]
    assert (
        CliRunner().invoke(qanun, [*arguments, "victims_meant=every_victim"], input="quit\n").exit_code == 0
    )
    assert run([*arguments, "victim_meant=every_victim"]) == 2
    assert "did you mean victims_meant?" in capsys.readouterr().err


# --- in the book ------------------------------------------------------------------------------------------


def test_the_book_leads_from_situations_to_questions() -> None:
    """A page on which each stands with its questions as links in order; what is hostile in it stays text."""
    rules = RULES.replace("{divisor}", "3").replace('"I am at home"', '"I am <b>at home</b>"').strip()
    outcome = compile([Text("home.md", HEAD.format(module="home", rules=rules))])
    assert outcome.value.program is not None
    made = {page.path: page for page in pages(Edition.of(outcome.value, outcome.value.program))}
    page = made["situations/index.html"]
    assert "I am &lt;b&gt;at home&lt;/b&gt;</h2>" in page.body
    (link,) = re.findall(r'href="\.\./questions/home\.paying\.html#case=([^"]*)"', page.body)
    assert json.loads(unquote(link)) == {
        "facts": {
            "here": True,
            "wage": "20.5 EUR",
            "pays": "host",
            "share": "1/3",
            "left_on": None,
            "speaks": ["DE", "TR"],
            "children": [{"born": "2001-02-03", "ill": True}],
        }
    }
    assert [heading.id for heading in page.headings] == ["situation-home.at_home"]


def test_a_law_without_situations_has_no_such_page() -> None:
    outcome = compile(
        [Text("home.md", HEAD.format(module="home", rules=RULES.partition("situation")[0].strip()))]
    )
    assert outcome.value.program is not None
    made = {page.path for page in pages(Edition.of(outcome.value, outcome.value.program))}
    assert "questions/index.html" in made
    assert "situations/index.html" not in made
