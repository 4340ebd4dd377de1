"""Receipts: what they keep, how an answer is given again, and what is refused."""

import json
from pathlib import Path
from typing import Any

import pytest
from qanun.runtime import CaseGone, Receipt, ReceiptRefused
from qanun.tools.cli.app import run
from qanun.version import __version__
from qanun_azerbaijan import criminal_code as cc
from qanun_azerbaijan import questions

ROOT = Path(__file__).parent.parent
FACTS = cc.CrossingFacts(
    crossed_guarded_border=True, lacked_required_documents=True, came_to_seek_political_asylum=False
)


def kept() -> Receipt:
    return cc.crossing.decide(FACTS, readings={"fine_or_prison": "cumulative"}).receipt()


def resealed(**changed: Any) -> str:
    """The receipt as the law might have answered it once: other parts, with a seal of their own."""
    parts = {name: getattr(kept(), name) for name in Receipt.__slots__ if not name.startswith("__")}
    return Receipt(**{**parts, **changed}).as_text()


def test_it_has_all_that_it_takes_to_answer_again() -> None:
    """Law, fingerprint, version, day, readings, facts, answers; and it is read back as it was."""
    receipt = kept()
    assert receipt.law == "Criminal Code"
    assert receipt.question == "criminal_code.crossing"
    assert receipt.fingerprint == cc.crossing.fingerprint
    assert receipt.qanun == __version__
    assert receipt.as_of is None
    assert receipt.readings == {"criminal_code.fine_or_prison": "cumulative"}
    assert receipt.facts == {
        "crossed_guarded_border": True,
        "lacked_required_documents": True,
        "came_to_seek_political_asylum": False,
    }
    assert receipt.headline == "An offence: illegal crossing of the state border"
    assert receipt.said.startswith("An offence: illegal crossing of the state border.")
    assert Receipt.from_json(receipt.as_text()) == Receipt.from_json(receipt.to_json()) == receipt


def test_the_same_law_answers_the_same() -> None:
    """By the same statutes; what is explored with facts missing, too."""
    for answers in (cc.crossing.decide(FACTS), cc.crossing.explore(cc.CrossingFacts())):
        again = questions.again(answers.receipt())
        assert (again.same, again.same_law, again.changes) == (True, True, ())
        assert again.answers == answers
        assert again.as_text().endswith("Still answered so, by the same statutes.")


def test_what_changed_is_said() -> None:
    """A verdict and a headline that were others; an answer that is new; one that is gone."""
    answers = dict(kept().answers)
    crossing = {
        **answers["illegal_crossing"],
        "verdict": "no",
        "value": False,
        "sentence": "It was no offence.",
    }
    gone = {**answers.pop("criminally_liable"), "label": "liable for entry"}
    then = {"illegal_crossing": crossing, "liable_for_entry": gone}
    again = questions.again(resealed(answers=then, headline="No offence", fingerprint="0" * 64))
    now = cc.crossing.decide(FACTS, readings={"fine_or_prison": "cumulative"})
    assert again.changes == (
        "it was headed “No offence”, and is “An offence: illegal crossing of the state border”",
        f"It was no offence. Now: {now.illegal_crossing.sentence}",
        "“liable for entry” is no longer answered",
        f"new: {now.criminally_liable.sentence}",
    )
    assert not again.same_law
    assert "No longer answered so. The statutes have changed since." in again.as_text()


def test_words_alone_change_nothing() -> None:
    """A label and a sentence only say an answer."""
    answers = dict(kept().answers)
    answers["illegal_crossing"] = {
        **answers["illegal_crossing"],
        "label": "crossing",
        "sentence": "It is one.",
    }
    assert questions.again(resealed(answers=answers)).same


def test_what_an_answer_rests_on_is_part_of_it() -> None:
    """The penalty is that of another provision, though the sentence is the same."""
    answers = dict(kept().answers)
    answers["illegal_crossing"] = {**answers["illegal_crossing"], "provisions": ["criminal_code#319.1"]}
    (change,) = questions.again(resealed(answers=answers)).changes
    assert change.endswith("It is otherwise in: provisions")


@pytest.mark.parametrize(
    ("part", "value", "told"),
    [
        ("facts", {"crossed_a_river": True}, "the question no longer takes CrossingFacts: /crossed_a_river"),
        (
            "readings",
            {"fine_and_prison": "both"},
            "the question no longer takes the readings: fine_and_prison",
        ),
    ],
)
def test_a_case_that_the_law_does_not_take_any_more(part: str, value: object, told: str) -> None:
    """Is a change, and not an error."""
    again = questions.again(resealed(**{part: value}))
    assert again.answers is None
    assert again.changes[0].startswith(told)


def test_a_day_that_is_needed_by_now() -> None:
    """The question did not depend on the day when the receipt was given."""
    again = questions.again(resealed(question="correction_facilities.before_release", facts={}, readings={}))
    assert again.changes == ("the answer now depends on the day, and the receipt has none",)


def tampered(**changed: object) -> str:
    return json.dumps({**kept().to_json(), **changed})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (tampered(headline="No offence"), "it was changed after it was written"),
        (tampered(facts={}), "it was changed after it was written"),
        (tampered(signed_by="a clerk"), "`signed_by` is no part of a receipt"),
        (tampered(readings=[]), "`readings` is missing in it, or is of another kind"),
        (tampered(receipt=2), "it is no receipt of this form"),
        ('{"crossed_guarded_border": true}', "it is no receipt of this form"),
        ("[]", "it is not an object of JSON"),
        ("{", "it is not JSON"),
        (resealed(question="penal_code.crossing"), "it is of another law"),
    ],
)
def test_what_is_refused(text: str, told: str) -> None:
    """With the reason."""
    with pytest.raises(ReceiptRefused) as caught:
        questions.again(text)
    assert str(caught.value).startswith(f"the receipt is refused: {told}")


def test_the_layout_of_the_file_is_free() -> None:
    """A seal is over what is said, not over blanks and the order of parts."""
    parts = dict(reversed(kept().to_json().items()))
    assert questions.again(json.dumps(parts, separators=(",", ":"), ensure_ascii=True)).same


def test_answers_without_a_case_have_no_receipt() -> None:
    with pytest.raises(CaseGone):
        cc.CrossingAnswers.from_json(cc.crossing.decide(FACTS).to_json()).receipt()


def test_on_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Kept once, answered again; a place that is taken and a receipt that was changed are refused."""
    monkeypatch.chdir(ROOT)
    file = tmp_path / "crossing.json"
    decide = ["decide", "crossing", "docs/examples/criminal_code.crossing.json"]
    assert run([*decide, "--receipt", str(file)]) == 0
    said = capsys.readouterr().out
    assert Receipt.from_json(file.read_text(encoding="utf-8")).said == said
    assert run(["decide", "--again", str(file)]) == 0
    assert capsys.readouterr().out == f"{said}\nStill answered so, by the same statutes.\n"
    assert run([*decide, "--receipt", str(file)]) == 2
    assert "exists already" in capsys.readouterr().err
    assert run([*decide, "--again", str(file)]) == 2
    capsys.readouterr()
    file.write_text(file.read_text(encoding="utf-8").replace("true", "false"), encoding="utf-8")
    assert run(["decide", "--again", str(file)]) == 2
    assert "it was changed after it was written" in capsys.readouterr().err
    file.write_text(resealed(headline="No offence"), encoding="utf-8")
    assert run(["decide", "--again", str(file)]) == 1
    assert "another version of qanun" in capsys.readouterr().out


@pytest.mark.parametrize(
    "changed",
    [
        {"as_of": "soon"},
        {"as_of": "2012-03-05T00:00:00"},
        {"as_of": "0001-01-01T00:00:00+00:00"},
        {"readings": {"criminal_code.fine_or_prison": 1}},
        {"answers": {"illegal_crossing": 1}},
        {"answers": {"illegal_crossing": {"label": "x"}}},
    ],
    ids=repr,
)
def test_what_no_receipt_says_is_refused_whoever_sealed_it(changed: dict[str, Any]) -> None:
    with pytest.raises(ReceiptRefused, match="none of a receipt"):
        questions.again(resealed(**changed))
