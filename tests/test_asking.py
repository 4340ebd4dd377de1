"""The order in which an interview asks, and how many replies it takes in ten recorded cases."""

import re
import sys
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import javascript
import pytest
from in_memory import loaded
from qanun.pipeline import compile
from qanun.text import Text
from qanun.tools.asking import AskedCase
from qanun.tools.cli.app import run
from qanun.tools.moments import read_as_of
from qanun_azerbaijan import questions

sys.path.insert(0, str(Path(__file__).parent / "bench"))
from bench_asking import held, recorded

ROOT = Path(__file__).parent.parent
TEN = recorded()


@pytest.mark.parametrize("case", TEN, ids=lambda case: case["question"])
def test_an_interview_takes_few_replies_and_comes_to_the_same_answers(case: dict[str, Any]) -> None:
    """What was not asked for changes nothing: all facts give the same verdicts, values and headline."""
    question = questions[case["question"]]
    day: dict[str, Any] = {"as_of": read_as_of(case["as_of"])} if "as_of" in case else {}
    interview, replies = held(case)
    assert len(replies) == case["replies"] <= case["replies_before"]
    asked = question.decide(question.facts.from_json(interview.known), **day)
    whole = question.decide(question.facts.from_json(case["facts"]), **day)
    assert asked.headline == whole.headline
    said = [
        [(one.verdict, one.value, one.due, one.end) for one in answers.each()] for answers in (asked, whole)
    ]
    assert said[0] == said[1]


def test_the_guide_counts_the_same() -> None:
    """The table of docs/cli.md has the ten, before and now."""
    guide = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w.]+)` \| [^|]+ \| (\d+) \| (\d+) \|$", guide, re.MULTILINE)
    assert rows == [(c["question"], str(c["replies_before"]), str(c["replies"])) for c in TEN]


def order(question: str) -> list[str]:
    case = next(case for case in TEN if case["question"] == question)
    return list(dict.fromkeys(held(case)[1]))


def test_whether_there_is_a_thing_comes_before_what_it_is_like() -> None:
    """Which papers a person carries comes before whether they are valid."""
    asked = order("departure_entry.entry")
    assert asked.index("has_passport") < asked.index("documents_valid")
    assert asked.index("residence_permit") < asked.index("has_residence_certificate")


def test_what_settles_more_comes_first() -> None:
    """Who is a child today became a victim as a child, whatever the day; so that day is never asked for."""
    asked = order("trafficking.return_of_child")
    assert "born" in asked
    assert "became_victim_on" not in asked


def test_only_bodies_that_can_matter_are_offered() -> None:
    """By paragraph 2 of the Rules three bodies decide on expulsion; the others are all alike."""
    case = AskedCase(questions["expulsion_rules.competence_to_expel"], None, {})  # type: ignore[arg-type]
    field = case.field("deciding_body")
    assert set(field.first) == {"court", "ministry_of_interior", "state_migration_service"}
    assert [name for name, _ in field.offered[:3]] == list(field.first)
    assert {name for name, _ in field.offered} == {name for name, _ in field.options}
    assert field.read("President of Azerbaijan".join(("the ", ""))) == "president"
    assert field.read("1") == field.offered[0][0]


def test_few_options_are_all_offered() -> None:
    """Of four or fewer a person sees all at once."""
    case = AskedCase(questions["departure_entry.departure"], None, {})  # type: ignore[arg-type]
    assert case.field("residence_permit").first == ()


GATE = """---
law: Act on the Gate
jurisdiction: Example Town
module: gate
in_force: not stated
time_zone: Europe/Berlin
rounding: down
currency: EUR
source: written for this test
---

# Act on the Gate

## Article 1. The gate

> **1.1** The words of the law.

```qanun
fact is_member "is a member"
fact is_guest "is a guest"
fact visits : integer "the number of visits"
fact is_open "the gate is open"
right enter "enter" on nobody named when (is_member or is_guest or visits > 3) and is_open
question gate "Who may enter?"
  answers enter
```
"""


def test_what_ends_it_soonest_is_first_where_somebody_wants_that() -> None:
    """A closed gate ends it, an open one leaves three facts: 1.5 on average. Of a member the gate alone is
    left, of nobody else three: 2, and so of a guest. A number is taken to leave all others: 3. JavaScript
    says the same."""
    program = compile([Text("gate.md", GATE)]).value.program
    assert program is not None
    gate = loaded(program, "gate_law").question("gate.gate")
    told = gate.explain(gate.facts())
    assert told.needs == ("is_member", "is_guest", "visits", "is_open")
    assert told.soonest == ("is_open", "is_member", "is_guest", "visits")
    request = javascript.Request("gate.gate", {}, None, {})
    assert javascript.call(program, request, "needs", False) == list(told.needs)
    assert javascript.call(program, request, "needs", True) == list(told.soonest)


def test_an_interview_that_is_to_end_soonest(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody is placed of whom it is not likely that they evade: a situation has several questions."""
    monkeypatch.chdir(ROOT)
    first = {}
    for options in ((), ("--soonest",)):
        monkeypatch.setattr("sys.stdin", StringIO("quit\n"))
        asked = ["ask", "administrative_offences.placement_by_court", "--as-of", "2012-03-01"]
        assert run([*asked, *options]) == 0
        first[options] = capsys.readouterr().out
    assert "evade" not in first[()]
    assert "evade" in first[("--soonest",)]
    assert run(["ask", "victim_of_trafficking", "--soonest"]) == 2
    assert "ask each by its name" in capsys.readouterr().err


def test_the_interview_speaks_to_the_person_or_of_them(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As the page says of the fact; what helps is told to both."""
    monkeypatch.chdir(ROOT)
    for option, words in (
        ("--you", "You are a citizen of Azerbaijan?"),
        ("--full", "The person is a citizen of"),
    ):
        monkeypatch.setattr("sys.stdin", StringIO("quit\n"))
        assert run(["ask", "departure_entry.entry", option]) == 0
        said = capsys.readouterr().out
        assert words in said
        assert "Also whoever holds another citizenship beside that of Azerbaijan is a citizen." in said


def test_words_for_whoever_is_asked_reach_programs() -> None:
    """A fact's spec has them, the schema what helps; a fact whose page has none has empty ones."""
    question = questions["departure_entry.entry"]
    citizen, ban = (question.fact_specs[name] for name in ("is_az_citizen", "rights_of_others_require_ban"))
    assert citizen.you == "you are a citizen of Azerbaijan"
    assert (ban.you, ban.help) == ("", "")
    schema: Any = question.facts.json_schema()
    said = schema["properties"]["is_az_citizen"]["description"]
    assert said == f"{citizen.label}. {citizen.help}"


def test_a_day_that_most_people_mean_is_offered(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing typed is today, as the law's clocks show it."""

    class Noon(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> "Noon":
            """20:30 in UTC is the next day in Baku, four hours ahead."""
            return cls(2026, 3, 1, 20, 30, tzinfo=ZoneInfo("UTC")).astimezone(tz)  # type: ignore[return-value]

    monkeypatch.chdir(ROOT)
    monkeypatch.setattr("qanun.tools.cli.ask.datetime", Noon)
    monkeypatch.setattr("sys.stdin", StringIO("\nquit\n"))
    assert run(["ask", "trafficking.return_of_child"]) == 0
    said = capsys.readouterr().out
    assert "For which day or moment do you ask?" in said
    assert "  2026-03-02\n" in said
