"""FastAPI and pydantic take the classes of facts and answers as they are: a question that is served."""

from collections.abc import Iterator
from typing import Annotated, Any

import pytest
from fastapi import Body, FastAPI
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator
from pydantic import BaseModel, TypeAdapter, ValidationError
from qanun.runtime.values.periods import Period
from qanun_azerbaijan import criminal_code as cc
from runtime_case import EveryAnswers, EveryFacts, Stay
from test_docs import GUIDE, fenced
from test_json_schema import FORMATS, Validator
from test_runtime_answers import ANSWERS
from test_runtime_facts import FULL, FULL_JSON

app = FastAPI()
every_kind = FastAPI()


@app.post("/crossing")
def crossing(facts: Annotated[cc.CrossingFacts, Body()]) -> cc.CrossingAnswers:
    """Is the crossing of the border an offence?"""
    return cc.crossing.explore(facts)


@app.post("/sentencing")
def sentencing(facts: Annotated[cc.SentencingToExpulsionFacts, Body()]) -> cc.SentencingToExpulsionAnswers:
    """May expulsion be imposed?"""
    return cc.sentencing_to_expulsion.explore(facts)


@every_kind.post("/facts")
def every(facts: Annotated[EveryFacts, Body()]) -> EveryFacts:
    """Facts of every kind, as they came."""
    return facts


@every_kind.post("/answers")
def answered(answers: Annotated[EveryAnswers, Body()]) -> EveryAnswers:
    """Answers, as they came."""
    return answers


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(app)


DOCUMENT: Any = app.openapi()
EVERY: Any = every_kind.openapi()
"""The OpenAPI documents."""


def test_facts_come_and_answers_go(client: TestClient) -> None:
    """Without documents and for no asylum the crossing is an offence (article 318); the answers read back."""
    facts = {
        "crossed_guarded_border": True,
        "lacked_required_documents": True,
        "came_to_seek_political_asylum": False,
    }
    got = client.post("/crossing", json=facts)
    assert got.status_code == 200
    answers = cc.CrossingAnswers.from_json(got.json())
    assert answers.illegal_crossing.verdict == "yes"
    assert answers.illegal_crossing.provisions[0] == "criminal_code#318.1"
    assert answers == cc.crossing.decide(cc.CrossingFacts(**facts))


def test_the_example_of_the_guide() -> None:
    """It is a program, and serves the question of the guide."""
    (example,) = [block.content for block in fenced(GUIDE) if block.word == "py"]
    names: dict[str, Any] = {"cc": cc}
    exec(example, names)
    got = TestClient(names["app"]).post("/crossing", json={"crossed_guarded_border": False})
    assert got.json()["answers"]["illegal_crossing"]["verdict"] == "no"


def test_bad_facts_are_refused_with_every_mistake(client: TestClient) -> None:
    """Each with its place, what is wrong, and what stands there."""
    facts = {"crosed_guarded_border": True, "bypassed_checkpoint": "yes"}
    got = client.post("/crossing", json=facts)
    assert got.status_code == 422
    assert [(one["loc"], one["msg"], one["input"]) for one in got.json()["detail"]] == [
        (
            ["body", "crosed_guarded_border"],
            "there is no such fact; did you mean crossed_guarded_border?",
            True,
        ),
        (["body", "bypassed_checkpoint"], 'expected true or false, not "yes"', "yes"),
    ]
    deep = {"stays": [{"began": "2011-02-29"}, {"lawful": None}]}
    got = client.post("/sentencing", json=deep)
    assert [(one["loc"][1:], one["input"]) for one in got.json()["detail"]] == [
        (["stays", "0", "began"], "2011-02-29"),
        (["stays", "1", "lawful"], None),
    ]
    assert client.post("/crossing", json=[1]).json()["detail"][0]["msg"] == "expected an object"


def test_every_kind_comes_and_goes() -> None:
    """Facts with a value of each kind, and answers of each shape."""
    with TestClient(every_kind) as other:
        assert other.post("/facts", json=FULL_JSON).json() == FULL_JSON
        for answers in ANSWERS:
            assert other.post("/answers", json=answers.to_json()).json() == answers.to_json()


def references(schema: Any) -> Iterator[str]:
    """Every reference in a document."""
    if isinstance(schema, dict):
        for name, part in schema.items():
            if name == "$ref" and isinstance(part, str):
                yield part
            else:
                yield from references(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from references(part)


@pytest.mark.parametrize("document", [DOCUMENT, EVERY], ids=["law", "every kind"])
def test_every_reference_of_the_document_resolves(document: Any) -> None:
    """By its JSON pointer alone; no schema has an `$id` that would say otherwise."""
    found = set(references(document))
    assert len(found) > 10
    for reference in found:
        part = document
        for name in reference.removeprefix("#/").split("/"):
            part = part[name]
        assert part
    assert '"$id"' not in str(document).replace("'", '"')


def test_the_document_has_what_is_the_same_once() -> None:
    """A day, a record, what every answer has: once for both questions."""
    of_facts = {"CrossingFacts", "SentencingToExpulsionFacts", "Dependant", "DisabilityGroup", "Stay"}
    of_answers = {"CrossingAnswers", "SentencingToExpulsionAnswers", "Authority"}
    of_answers |= {"answer", "fault", "measure", "moment"}
    of_both = {"date", "days", "period"}
    its_own = {"HTTPValidationError", "ValidationError"}
    assert set(DOCUMENT["components"]["schemas"]) == of_facts | of_answers | of_both | its_own


def test_the_document_describes_what_is_served() -> None:
    """Its schemas take the facts and answers that the questions take and give, and refuse others."""

    def takes(name: str, data: object) -> bool:
        whole = {**EVERY, "$ref": f"#/components/schemas/{name}"}
        Draft202012Validator.check_schema(EVERY["components"]["schemas"][name])
        validator = Validator(whole, format_checker=FORMATS)
        return bool(validator.is_valid(data))

    assert takes("EveryFacts", FULL_JSON)
    assert not takes("EveryFacts", {**FULL_JSON, "stays": [{"lawful": 1}]})
    assert not takes("EveryFacts", {**FULL_JSON, "fee": "200 EUR"})
    for answers in ANSWERS:
        data: Any = answers.to_json()
        assert takes("EveryAnswers", data)
        assert not takes("EveryAnswers", {**data, "answers": {}})


class Filed(BaseModel):
    """A class of pydantic with facts in it."""

    number: str
    facts: EveryFacts
    stays: list[Stay]


def test_a_class_of_pydantic_holds_facts() -> None:
    """They stay what they are; its JSON reads back, its schema is one."""
    stay = Stay(days=FULL.stays[0].days, lawful=True) if isinstance(FULL.stays, tuple) else Stay()
    assert isinstance(stay.days, Period)
    filed = Filed(number="1", facts=FULL, stays=[stay])
    assert filed.facts is FULL
    assert Filed.model_validate_json(filed.model_dump_json()) == filed
    validator = Draft202012Validator(Filed.model_json_schema())
    assert validator.is_valid({"number": "1", "facts": FULL_JSON, "stays": [stay.to_json()]})
    assert not validator.is_valid({"number": "1", "facts": FULL_JSON, "stays": [{"lawful": "yes"}]})
    with pytest.raises(ValidationError) as caught:
        Filed.model_validate({"number": 1, "facts": {"members": 0.5}, "stays": []})
    assert [one["loc"] for one in caught.value.errors()] == [("number",), ("facts", "members")]


def test_what_is_written_is_what_the_schema_says() -> None:
    """The schemas for what comes in and for what goes out are the same."""
    adapter = TypeAdapter(EveryFacts)
    assert adapter.json_schema(mode="serialization") == adapter.json_schema(mode="validation")
