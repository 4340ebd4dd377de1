"""One case, all questions: what must be said of a situation, and what must not.

What is expected is read from the report that the statutes cite, by its notes: 37 (Criminal Code, article 52),
6 (certificate), 8 and 9 (border), 18, 24, 27, 28 and 29 (Rules on expulsion), 39 (trafficking).
"""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from agreement import generated
from qanun.pipeline import compile
from qanun.runtime import AsOfMissing, CaseImpossible, FactsRefused
from qanun.runtime.questions.about import WORDS, About
from qanun.text import Text
from qanun.tools.cli.app import run
from qanun.tools.moments import read_as_of
from qanun_azerbaijan import questions
from test_example_cases import words_in

EXAMPLES = Path(__file__).parent.parent / "docs" / "examples" / "situations"
NOON = "2012-03-02 12:00 Asia/Baku"


def about(as_of: str | None = "2012-03-05", readings: dict[str, str] | None = None, **facts: Any) -> About:
    day = None if as_of is None else read_as_of(as_of)
    return questions.about(facts, as_of=day, readings=readings)


def example(name: str, as_of: str = "2012-03-05", **more: Any) -> About:
    facts: dict[str, Any] = json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    return about(as_of, **{**facts, **more})


def names(found: About, *groups: str) -> set[str]:
    return {point.name for group in groups for point in getattr(found, group)}


NAMED = ("certain", "supposed", "possible", "silent")


# --- five situations --------------------------------------------------------------------------------------


def test_whoever_is_expelled_has_48_hours() -> None:
    """Decided on 1 March at 10:00: to leave by 3 March at 10:00, unless the term was extended; a copy is
    handed over and the reasons are considered in any case. Nothing of punishment, certificates, victims."""
    found = example("expelled", NOON)
    assert names(found, "supposed") >= {"expulsion_rules.leave_after_decision"}
    assert names(found, "certain") >= {"expulsion_rules.hand_over_copy", "expulsion_rules.consider_reasons"}
    assert names(found, "possible") >= {"expulsion_rules.extend_term", "expulsion_rules.voluntary_placement"}
    assert names(found, "silent") == {"expulsion_rules.appeal_against_expulsion"}
    laws = {point.law for group in NAMED for point in getattr(found, group)}
    assert not laws & {
        "Criminal Code",
        "Law on combating human trafficking",
        "Regulation on the certificate of return",
        "Law on citizenship",
    }
    (term,) = found.terms
    assert (term.name, term.what, term.state, term.supposed) == (
        *("expulsion_rules.leave_after_decision", "due", "pending"),
        True,
    )
    assert term.at == datetime(2012, 3, 3, 6, tzinfo=UTC)


def test_a_term_that_was_not_extended_is_certain() -> None:
    """With all that could extend or replace it told, the duty needs no presumption; it is over on 4 March."""
    others = ("expulsion_applied_at", "status_annulled_on", "expulsion_ruled_on", "decision_to_execute_at")
    known = dict.fromkeys(("extension_granted_at", "extended_until", "departed_at", *others))
    found = example("expelled", "2012-03-04 12:00 Asia/Baku", **known)
    assert "expulsion_rules.leave_after_decision" in names(found, "certain")
    (term,) = [term for term in found.terms if term.name == "expulsion_rules.leave_after_decision"]
    assert (term.state, term.supposed) == ("breached", False)


def test_a_citizen_who_lost_the_passport_abroad_returns_on_a_certificate() -> None:
    """Nothing is said on who issues it, how long it holds, whether it must be issued; no citizen is expelled,
    so that the missing country of destination is not about this case."""
    found = example("passport_lost")
    assert names(found, "certain") == {
        "return_certificate.return_on_certificate",
        "return_certificate.has_procedure",
    }
    assert names(found, "silent") == {
        f"return_certificate.{name}" for name in ("issuing_body", "validity", "duty_to_issue", "refusal")
    }
    assert not any("expulsion_rules" in name for name in names(found, *NAMED))
    assert found.terms == ()


def test_a_sentenced_foreigner_can_be_expelled_if_nothing_bars_it() -> None:
    """It is in the court's discretion; ten circumstances bar it, and they are what to find out."""
    found = example("sentenced")
    assert [(point.name, point.verdict) for point in found.supposed] == [
        ("criminal_code.forced_expulsion", "discretion")
    ]
    assert {need.fact for need in found.needed} <= {
        *("stays", "marriages_to_citizens", "born_in_azerbaijan", "a_parent_is_az_citizen"),
        *("has_refugee_status", "has_political_asylum", "dependants", "legally_incompetent", "disability"),
        "risk_of_torture_or_persecution",
    }
    assert names(found, *NAMED) == {"criminal_code.forced_expulsion"}


def test_one_circumstance_that_bars_is_enough_to_be_sure() -> None:
    found = example("sentenced", a_parent_is_az_citizen=True)
    assert ("criminal_code.forced_expulsion", "barred") in [(one.name, one.verdict) for one in found.certain]
    assert "criminal_code.forced_expulsion" not in names(found, "supposed", "possible")


def test_a_recognised_victim_is_protected_for_a_year_and_can_apply_for_a_permit() -> None:
    """Recognised on 10 January 2012: until 10 January 2013. Who has grown up is not returned as a child."""
    found = example("victim_of_trafficking")
    assert names(found, "certain") >= {"trafficking.apply_for_permit", "trafficking.rehabilitation"}
    assert names(found, "supposed") == {"trafficking.no_expulsion_for_a_year"}
    assert names(found, "possible") >= {"trafficking.help_with_costs", "trafficking.grant_permit"}
    assert not {"trafficking.return_child", "trafficking.hear_child"} & names(found, *NAMED)
    assert [(term.name, term.day) for term in found.terms] == [
        ("trafficking.apply_for_permit", "10 January 2013"),
        ("trafficking.no_expulsion_for_a_year", "10 January 2013"),
    ]


def test_whoever_comes_without_a_visa_is_sent_back_and_cannot_appeal() -> None:
    found = example("at_the_border")
    assert names(found, "supposed") >= {"departure_entry.send_back", "departure_entry.no_appeal"}
    assert {point.law for point in found.supposed} == {"Law on departure, entry and passports"}
    assert "admitted" in {need.fact for need in found.needed}


# --- how sure it is ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [path.stem for path in sorted(EXAMPLES.glob("*.json"))])
def test_what_is_said_is_so(name: str) -> None:
    """Each question alone says the same of what is certain, and is open where something is presumed."""
    found = example(name, NOON)
    facts = json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    every = [question.facts for question in questions]
    alone: dict[str, set[str]] = {}
    for question in questions:
        day: dict[str, Any] = {"as_of": read_as_of(NOON)} if question.needs_as_of else {}
        asked: Any = question
        for answer in asked.explore(asked.facts.from_json(facts, beside=every), **day).each():
            alone.setdefault(answer.subject, set()).add(answer.verdict)
    for point in found.certain:
        assert point.verdict in alone[point.name]
    for point in (*found.supposed, *found.possible):
        assert "unknown" in alone[point.name]
    told = names(found, *NAMED, "general", "aside", "open")
    asked_for = {one.subject for answers in found.answers.values() for one in answers.each()}
    assert told == asked_for


def test_a_fact_on_which_something_hinges_settles_it() -> None:
    """Of each fact named so, all else being no: with it, or with one of its values, the point is there."""
    found = example("victim_of_trafficking")
    hinged = {point.name: point.hinges for point in found.possible}
    assert hinged["trafficking.help_with_costs"] == ("wishes_to_leave",)
    after = example("victim_of_trafficking", wishes_to_leave=True)
    assert "trafficking.help_with_costs" in names(after, "certain", "supposed")
    without = example("victim_of_trafficking", wishes_to_leave=False)
    assert "trafficking.help_with_costs" not in names(without, *NAMED)


def test_nothing_is_said_of_what_does_not_depend_on_the_case() -> None:
    """That no act deals with reintegration holds of everybody, and is only counted."""
    found = example("passport_lost")
    assert "report.no_reintegration_act" in names(found, "general")
    assert found.untouched
    assert not set(found.untouched) & set(found.answers)


def test_of_a_common_fact_alone_something_is_said() -> None:
    """Whoever says only that somebody is a citizen learns what the law says of citizens."""
    found = about(is_az_citizen=True)
    assert names(found, "possible") >= {"return_certificate.return_on_certificate"}
    assert "born" in {need.fact for need in found.needed}


def test_of_nothing_nothing_is_asked() -> None:
    found = about(None)
    assert not any(getattr(found, group) for group in NAMED)
    assert len(found.untouched) == len(questions)
    assert found.as_text().splitlines() == [
        f"Questions that ask for none of these facts: {len(questions)}.",
        "Not legal advice.",
    ]


# --- what is written wrongly ------------------------------------------------------------------------------


def test_all_mistakes_are_told_at_once() -> None:
    """A name that no question knows, with the nearest; a value of another kind, once, whoever asks for it."""
    with pytest.raises(FactsRefused) as refused:
        about(is_az_citzen=False, convicted=3, born=None)
    assert [(one.path, one.nearest) for one in refused.value.mistakes] == [
        ("/is_az_citzen", "is_az_citizen"),
        ("/born", None),
        ("/convicted", None),
    ]


def test_what_is_no_case_is_refused() -> None:
    for text in ("[]", "{", '{"convicted": true, "convicted": false}'):
        with pytest.raises(FactsRefused):
            questions.about(text, as_of=read_as_of("2012-03-05"))


def test_a_fact_may_be_called_by_its_law() -> None:
    same = about(**{"person.is_az_citizen": True, "passport_lost_abroad": True})
    assert names(same, *NAMED) == names(example("passport_lost"), *NAMED)
    with pytest.raises(FactsRefused, match="is stated twice, also as `is_az_citizen`"):
        about(**{"is_az_citizen": True, "person.is_az_citizen": True})


def test_the_day_and_what_cannot_be_are_told() -> None:
    with pytest.raises(AsOfMissing):
        about(None, is_az_citizen=True)
    with pytest.raises(CaseImpossible):
        about(is_az_citizen=True, is_stateless=True)


def test_readings_are_chosen_for_all_laws() -> None:
    """Read of every victim, one who was not recognised is one too."""
    facts = {"is_az_citizen": False, "recognised_as_victim": False, "became_victim_on": "2011-06-01"}
    assert "trafficking.rehabilitation" not in names(about(**facts), "certain")
    read = about(readings={"victims_meant": "every_victim"}, **facts)
    assert "trafficking.rehabilitation" in names(read, "certain")
    for wrong in ({"victim_meant": "every_victim"}, {"victims_meant": "all"}):
        with pytest.raises(FactsRefused):
            about(readings=wrong, **facts)


LAW = """---
law: Law on {title}
jurisdiction: Nowhere
module: {module}
in_force: not stated
time_zone: UTC
rounding: down
source: made up
---

# Law on {title}

## Article 1. {title}

> **1.** Whoever is late must pay.

```qanun
fact late "the {title} is late"

obligation pay "pay for the {title}" on nobody named when late

question paying "Must somebody pay for the {title}?"
  answers pay
```
"""


def test_facts_of_one_name_in_two_laws_are_called_by_their_laws(tmp_path: Path) -> None:
    """A late book is no late train: the bare name could mean either."""
    pages = [
        Text(f"of_{name}s.md", LAW.format(title=name, module=f"of_{name}s")) for name in ("book", "train")
    ]
    outcome = compile(pages)
    assert outcome.value.program is not None, [str(one) for one in outcome.diagnostics]
    laws = generated(outcome.value.program, tmp_path, "lateness")
    program = f"""
import sys; sys.path.insert(0, {str(tmp_path)!r})
from {laws.package} import questions
found = questions.about({{"of_books.late": True, "of_trains.late": False}})
print([point.sentence for point in found.certain], [point.name for point in found.aside])
try:
    questions.about({{"late": True}})
except ValueError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "['Somebody whom the law does not name must pay for the book.'] ['of_trains.pay']",
        "the case: refused, 1 mistake:",
        "  /late: is the name of several facts: say of_books.late or of_trains.late",
    ]


# --- how it is told ---------------------------------------------------------------------------------------


def test_the_text_is_short_and_the_whole_has_every_point() -> None:
    found = example("expelled", NOON)
    text, full = found.as_text(), found.as_text(full=True)
    assert words_in(text) <= WORDS < words_in(full)
    for group in (*NAMED, "general", "aside", "open"):
        for point in getattr(found, group):
            assert point.sentence[:-1] in full
    assert str(found) == text


def test_json_has_all_of_it() -> None:
    found = example("expelled", NOON)
    data: dict[str, Any] = json.loads(json.dumps(found.as_dict()))
    assert data["as_of"] == "2012-03-02T08:00:00+00:00"
    assert {one["name"] for one in data["certain"]} == names(found, "certain")
    assert set(data["answers"]) | set(data["untouched"]) == set(questions.labels)
    assert data["terms"][0]["at"] == "2012-03-03T06:00:00+00:00"


def test_the_command_says_what_is_wrong_with_a_call(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A question without facts, options that need a question, a situation with one, no such file."""
    monkeypatch.chdir(EXAMPLES.parent.parent.parent)
    facts = "docs/examples/situations/sentenced.json"
    for arguments, said in (
        (["crossing"], "`crossing` is a question: say the file of facts, too"),
        ([facts, "--whole"], "--whole needs a question"),
        ([facts, "--explore", "--beside", "crossing"], "--explore and --beside need a question"),
        (["nothing.json"], "nothing.json"),
        (["crossing", facts, "--situation", "sentenced"], "say it without a question"),
    ):
        assert run(["decide", *arguments]) == 2
        assert said in capsys.readouterr().err


def test_without_a_day_it_is_asked_for_today(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(EXAMPLES.parent.parent.parent)
    assert run(["decide", "docs/examples/situations/sentenced.json", "--json"]) == 0
    printed = capsys.readouterr()
    assert printed.err.startswith("asked for today, ")
    assert json.loads(printed.out)["supposed"][0]["name"] == "criminal_code.forced_expulsion"


def test_only_the_laws_are_loaded_that_the_case_concerns() -> None:
    program = """
import sys
from qanun_azerbaijan import questions
questions.about({"death_penalty_there": True}, as_of=__import__("datetime").date(2012, 3, 5))
print(*(name for name in sys.modules if name.startswith("qanun_azerbaijan.")))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    laws = set(done.stdout.split())
    assert "qanun_azerbaijan.extradition" in laws
    assert not laws & {"qanun_azerbaijan.trafficking", "qanun_azerbaijan.expulsion_rules"}
