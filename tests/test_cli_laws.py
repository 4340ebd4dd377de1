"""Interviews on the real laws: they end, ask nothing twice and nothing idle, and settle the answer."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from qanun import project
from qanun.tools.asking import AskedCase
from qanun.tools.fields import Field, Json
from qanun.tools.interview import Interview
from qanun.tools.questions import Question, questions

ROOT = Path(__file__).parent.parent
AS_OF = datetime(2012, 3, 20, 8, tzinfo=UTC)


def all_questions() -> dict[str, Question]:
    found = project.locate(ROOT).value
    assert found is not None
    return questions(found)


QUESTIONS = all_questions()


class Remembering(AskedCase):
    """A case that finds out once what the same facts leave open: the interview and its test ask for it."""

    def __init__(self, question: Question, as_of: datetime, readings: dict[str, str]) -> None:
        super().__init__(question, as_of, readings)
        self._asked: dict[str, Sequence[str]] = {}

    def needs(self, known: dict[str, Json]) -> Sequence[str]:
        key = repr(known)
        if key not in self._asked:
            self._asked[key] = super().needs(known)
        return self._asked[key]


def typed(field: Field, chance: random.Random) -> str:
    """Something that a person could type for a field."""
    if field.or_none and chance.random() < 0.4:
        return "none"
    if field.kind == "several":
        return ", ".join(typed(field.parts[0], chance) for _ in range(chance.randrange(3))) or "none of them"
    if field.options:
        return chance.choice(field.options)[0]
    day = f"20{chance.randrange(5, 14):02}-{chance.randrange(1, 13):02}-{chance.randrange(1, 28):02}"
    return {
        "yes/no": chance.choice(("yes", "no")),
        "integer": str(chance.randrange(10)),
        "date": day,
        "moment": f"{day} 12:00",
        "period": f"{day} to now",
        "penalty": chance.choice(("fine 300 AZN", "imprisonment 3 years")),
        "country": chance.choice(("AZ", "GE", "TR")),
        "money": "100",
        "duration": f"3 {field.unit}",
        "number": "0.5",
    }.get(field.kind, "a text")


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize("unknown", [0.0, 0.3])
def test_interviews_end_in_an_answer(name: str, unknown: float) -> None:
    """Twenty persons a question. Without an *unknown*, every answer is certain at the end."""
    question = QUESTIONS[name]
    chance = random.Random(f"{name} {unknown}")
    for _ in range(20):
        case = Remembering(question, AS_OF, {})
        interview = Interview(case)
        stated: list[str] = []
        said_unknown = False
        for _ in range(400):
            prompt = interview.prompt
            if prompt is None:
                break
            assert prompt.fact in case.needs(dict(interview.known))
            words = "unknown" if chance.random() < unknown else typed(prompt.field, chance)
            said_unknown = said_unknown or words == "unknown"
            before = dict(interview.known)
            assert interview.reply(words) == "" or prompt.field.kind in ("option", "text")
            stated += [fact for fact in interview.known if fact not in before]
        assert interview.prompt is None
        assert len(stated) == len(set(stated))
        facts = case.facts(interview.known)
        answers = question.explore(facts, as_of=AS_OF, readings={}).each()
        if not said_unknown:
            assert [need for answer in answers for need in answer.needs] == []
        assert question.explain(facts, as_of=AS_OF, readings={}).as_text()


def replies(name: str, *words: str) -> tuple[Interview, Question]:
    """An interview after these replies."""
    question = QUESTIONS[name]
    interview = Interview(AskedCase(question, AS_OF, {}))
    for word in words:
        assert interview.reply(word) == ""
    return interview, question


def test_a_citizen_without_papers_is_not_asked_about_asylum() -> None:
    """The exception is for foreigners and stateless persons alone."""
    interview, _ = replies("criminal_code.crossing", "yes", "yes", "yes")
    assert interview.prompt is None
    assert interview.known == {
        "crossed_guarded_border": True,
        "lacked_required_documents": True,
        "is_az_citizen": True,
    }


def test_why_says_what_a_reply_would_settle() -> None:
    """Whether the person is a citizen settles the offence, if the answer is yes."""
    interview, _ = replies("criminal_code.crossing", "yes", "yes")
    why = interview.reply("?")
    assert "Yes would settle “illegal crossing of the state border”: yes" in why
    assert "Criminal Code, art. 318 [Note]" in why
