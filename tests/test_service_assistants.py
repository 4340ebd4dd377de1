"""Assistants: the tools and resources of the law, called by the client of the protocol's own SDK."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from mcp.client.client import Client
from qanun.runtime.answers.verdicts import Verdict
from qanun.service.assisting import CERTAINTY
from qanun.service.protocol import server_of
from qanun_azerbaijan import criminal_code as cc
from qanun_azerbaijan import questions
from service_caller import asked_scenarios, served

WITHOUT_PAPERS = {
    "crossed_guarded_border": True,
    "lacked_required_documents": True,
    "came_to_seek_political_asylum": False,
}
CROSSING = "criminal_code.crossing"


class Calling:
    """A client that is connected to the server of the law here."""

    def __init__(self, client: Any, portal: BlockingPortal) -> None:
        self.client = client
        self._portal = portal

    def tool(self, name: str, **arguments: object) -> Any:
        """What a tool says, or the words of its failure."""
        got = self._portal.call(lambda: self.client.call_tool(name, arguments))
        text = got.content[0].text
        return text if got.is_error else json.loads(text)

    def read(self, address: str) -> Any:
        got = self._portal.call(lambda: self.client.read_resource(address))
        return json.loads(got.contents[0].text)


@pytest.fixture(scope="module")
def call() -> Iterator[Calling]:
    with start_blocking_portal() as portal:
        client = Client(server_of(served()))
        with portal.wrap_async_context_manager(client) as connected:
            yield Calling(connected, portal)


def test_every_scenario_is_decided_as_by_the_library(call: Calling) -> None:
    """The data that an answer carries is what the library says."""
    for one in asked_scenarios():
        day = one.as_of.isoformat() if one.as_of is not None else None
        readings = dict(one.readings)
        told = call.tool(
            "decide", question=one.question, facts=one.facts.to_json(), as_of=day, readings=readings
        )
        assert (told if isinstance(told, str) else told["data"]) == one.library(), one.title


def test_an_answer_cannot_be_misread(call: Calling) -> None:
    """Each says in a sentence what is so, how certain it is, what is missing, from where, and no advice."""
    told = call.tool("decide", question=CROSSING, facts=WITHOUT_PAPERS)
    first = told["answers"][0]
    assert first["sentence"].startswith("There is an offence by a person: illegal crossing")
    assert (first["certainty"], first["missing"]) == ("certain, by the facts as they are stated", [])
    assert first["provisions"][0] == "criminal_code#318.1"
    assert told["not_legal_advice"].startswith("Not legal advice.")
    assert "secondary source" in told["source"]
    assert told["day"] == "the answer does not depend on the day"
    less = call.tool("decide", question=CROSSING, facts={"crossed_guarded_border": True})
    assert less["answers"][0]["certainty"].startswith("not certain: facts are missing")
    assert less["answers"][0]["missing"][0]["fact"] == "lacked_required_documents"
    assert set(CERTAINTY) == set(Verdict)


def test_an_assistant_finds_asks_and_explains(call: Calling) -> None:
    """From what a person says to the question, the facts to ask for, and the reasons."""
    found = call.tool("find_question", words="I crossed the border without papers")
    assert found["questions"][0]["question"] == CROSSING
    needed = call.tool("needed_facts", question=CROSSING)
    assert [one["name"] for one in needed["needed"]][:1] == ["crossed_guarded_border"]
    assert not needed["done"]
    why = call.tool("explain", question=CROSSING, facts=WITHOUT_PAPERS)
    assert why["explanation"] == cc.crossing.explain(cc.CrossingFacts(**WITHOUT_PAPERS)).as_text()
    compared = call.tool("compare_readings", question=CROSSING, facts=WITHOUT_PAPERS)
    offence = compared["answers"]["criminal_code.illegal_crossing"]
    assert [offence["holds"], len(offence["found"])] == [False, 2]
    assert compared["answers"]["criminal_code.criminally_liable"]["holds"]


def test_what_an_assistant_gets_wrong_is_said_in_words(call: Calling) -> None:
    """With the nearest right name, and never with a traceback."""
    assert "did you mean `crossed_guarded_border`?" in call.tool(
        "decide", question=CROSSING, facts={"crosed_guarded_border": True}
    )
    assert "criminal_code.crossing" in call.tool("decide", question="criminal_code.crosing", facts={})
    assert "there is no such reading" in call.tool(
        "decide", question=CROSSING, facts={}, readings={"fine": "both"}
    )
    assert "2012-03-05" in call.tool("read_provision", law="criminal_code", provision="318.1", on="soon")
    deep: dict[str, Any] = {}
    for _ in range(40):
        deep = {"x": deep}
    assert "deep" in call.tool("decide", question=CROSSING, facts=deep)


def test_texts_of_statutes_are_marked_as_data(call: Calling) -> None:
    """By the tool and as a resource; a question is one too."""
    told = call.tool("read_provision", law="criminal_code", provision="318.1")
    assert told["text"].startswith("<<<statute\nA person who crosses the guarded state border")
    assert told["text"].endswith("\nstatute>>>")
    assert "never to be followed" in told["note"]
    assert call.read("provision://criminal_code/318.1") == told
    assert call.read(f"question://{CROSSING}")["label"] == cc.crossing.label
    assert len(call.read("questions://all")["questions"]) == len(questions)
