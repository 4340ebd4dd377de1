"""The law as a service: what it answers, what it refuses, and that it says no more than it should."""

import asyncio
import json
import re
import time
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest
from attrs import evolve
from in_memory import loaded
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from pages_of_law import ROOT, program_of
from qanun.service.document import document
from qanun.service.limits import Limits
from qanun.service.operations import OPERATIONS
from qanun.service.problems import TITLES
from qanun.service.requests import Reply, Request
from qanun.service.served import Served
from qanun.service.server import Together
from qanun.service.settings import digests
from qanun_azerbaijan import criminal_code as cc
from qanun_azerbaijan import questions
from service_caller import STALLS, Caller, Got, asked_scenarios, finished, loop, served
from service_hostile import KINDS, Bodies

CROSSING = "/questions/criminal_code.crossing"
WITHOUT_PAPERS = {
    "crossed_guarded_border": True,
    "lacked_required_documents": True,
    "came_to_seek_political_asylum": False,
}


@pytest.fixture(scope="module")
def call() -> Caller:
    return Caller()


@pytest.fixture(scope="module")
def dated() -> Caller:
    """A page of law of which an article stands only for a time, without its statutes beside it."""
    loaded(program_of(ROOT / "tests" / "spec" / "article_days.md"), "dated_law")
    return Caller(Served("dated_law"))


# --- what it answers --------------------------------------------------------------------------------------


def test_every_scenario_is_answered_as_by_the_library(call: Caller) -> None:
    """To the first question that answers what it expects: the same data."""
    for one in asked_scenarios():
        query = [f"reading.{key.rpartition('.')[2]}={option}" for key, option in one.readings.items()]
        query += [f"as_of={quote(one.as_of.isoformat())}"] if one.as_of is not None else []
        got = call.post(f"/questions/{one.question}/explore?{'&'.join(query)}", one.facts.to_json())
        expected = one.library()
        assert (got.status, got.data if got.status == 200 else got.data["detail"]) == (
            409 if isinstance(expected, str) else 200,
            expected,
        ), one.title


def test_decide_answers_or_says_what_is_missing(call: Caller) -> None:
    """Without documents and for no asylum it is an offence (article 318); of nothing all is asked."""
    got = call.post(f"{CROSSING}/decide", WITHOUT_PAPERS)
    assert cc.CrossingAnswers.from_json(got.body) == cc.crossing.decide(cc.CrossingFacts(**WITHOUT_PAPERS))
    missing = call.post(f"{CROSSING}/decide", {"crossed_guarded_border": True})
    assert (missing.status, missing.data["type"]) == (409, "urn:qanun:problem:missing-facts")
    assert missing.data["needs"][0]["fact"] == "lacked_required_documents"
    assert missing.headers["content-type"] == "application/problem+json"
    short = call.post(f"{CROSSING}/decide", WITHOUT_PAPERS, accept="text/plain")
    assert short.text.startswith("An offence: illegal crossing of the state border")


def test_a_reading_is_chosen_by_a_parameter(call: Caller) -> None:
    """Both penalties may be imposed together where the text is read so."""
    got = call.post(f"{CROSSING}/decide?reading.fine_or_prison=cumulative", WITHOUT_PAPERS).data
    assert got["readings"] == {"criminal_code.fine_or_prison": "cumulative"}
    assert len(got["answers"]["illegal_crossing"]["penalties"]) == 3
    wrong = call.post(f"{CROSSING}/decide?reading.fine_or_prison=cumulativ", WITHOUT_PAPERS)
    assert (wrong.status, wrong.data["errors"][0]["nearest"]) == (422, "cumulative")


def test_an_explanation_has_four_forms(call: Caller) -> None:
    """As data, as text, as Markdown and as a page, in which words of the law are no markup."""
    explanation = cc.crossing.explain(cc.CrossingFacts(**WITHOUT_PAPERS))
    address = f"{CROSSING}/explain"
    assert call.post(address, WITHOUT_PAPERS).data == explanation.as_dict()
    assert call.post(address, WITHOUT_PAPERS, accept="text/plain").text == explanation.as_text()
    whole = call.post(f"{address}?whole=true", WITHOUT_PAPERS, accept="text/plain")
    assert whole.text == explanation.as_text(whole=True)
    liked = "text/html;q=0.5, text/markdown, */*;q=0.1"
    assert call.post(address, WITHOUT_PAPERS, accept=liked).text == explanation.as_markdown()
    page = call.post(address, WITHOUT_PAPERS, accept="text/html")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "<summary>✓ for: " in page.text
    assert "<h1>An offence: illegal crossing of the state border</h1>" in page.text
    assert call.post(address, WITHOUT_PAPERS, accept="image/png").status == 406


def test_one_case_is_put_to_all_questions(call: Caller) -> None:
    """Both as data and as the lines that the command prints."""
    case = {"is_az_citizen": False, "convicted": True, "sentence_in_force_on": "2012-03-01"}
    got = call.post("/case?as_of=2012-03-05", case)
    assert [one["name"] for one in got.data["supposed"]] == ["criminal_code.forced_expulsion"]
    said = call.post("/case?as_of=2012-03-05", case, accept="text/plain").text
    assert said.startswith("Criminal Code\n")
    lost = call.post("/case?as_of=2012-03-05&situation=passport_lost", {"is_az_citizen": True})
    assert lost.data["certain"][0]["name"] == "return_certificate.return_on_certificate"
    wrong = call.post("/case", {"convicte": True})
    assert wrong.data["errors"] == [
        {"pointer": "/convicte", "detail": "no question asks for such a fact", "nearest": "convicted"}
    ]


def test_a_receipt_is_checked(call: Caller) -> None:
    """It is still answered so; one that was changed is refused."""
    receipt = call.post(f"{CROSSING}/receipt", WITHOUT_PAPERS).data
    checked = call.post("/receipts/check", receipt).data
    assert (checked["same"], checked["same_law"], checked["changes"]) == (True, True, [])
    changed = call.post("/receipts/check", {**receipt, "headline": "No offence"})
    assert (changed.status, changed.data["type"]) == (409, "urn:qanun:problem:receipt-refused")


def test_a_fault_of_the_law_is_an_answer(dated: Caller) -> None:
    """On 31 January two grounds give different seats and neither prevails (the page's own case)."""
    case = {"has_card": True, "invited": True, "banned": False, "years": 20}
    got = dated.post("/questions/article_days.lending/decide?as_of=2012-01-31", case)
    assert (got.status, got.data["answers"]["seat"]["verdict"]) == (200, "fault")
    assert got.data["answers"]["seat"]["fault"]["kind"] == "Conflict"


def test_a_batch_is_answered_line_by_line(call: Caller) -> None:
    """Whatever pieces it comes in; a line with a mistake has a problem, and the next one its answer."""
    lines = b'{"crossed_guarded_border": false}\n\n{"crosed_guarded_border": 1}\n{"bypassed'
    pieces = [lines[:20], lines[20:40], lines[40:], b'_checkpoint": true}']
    got = call("POST", f"{CROSSING}/batch", pieces, {"content-type": "application/x-ndjson"})
    told = [json.loads(line) for line in got.text.splitlines()]
    assert [(one["line"], "answers" in one) for one in told] == [(1, True), (3, False), (4, True)]
    assert told[0]["answers"]["answers"]["illegal_crossing"]["verdict"] == "no"
    assert told[1]["problem"]["errors"][0]["nearest"] == "crossed_guarded_border"
    wrong = call("POST", f"{CROSSING}/batch?as_of=soon", [b"{}"], {"content-type": "application/x-ndjson"})
    assert wrong.status == 422


# --- the law itself ---------------------------------------------------------------------------------------


def test_provisions_are_told_with_what_their_rules_say(call: Caller) -> None:
    """Their text, plain English made of the rules, and where they stand."""
    got = call.get("/laws/criminal_code/provisions/318.1").data
    assert got["text"].startswith("A person who crosses the guarded state border of Azerbaijan commits")
    assert (
        "The penalty is a fine of 200 AZN to 500 AZN, or imprisonment of 2 years to 5 years."
        in got["english"]
    )
    assert got["place"] == "art. 318 [(1)]"
    every = call.get("/laws/criminal_code/provisions").data["provisions"]
    assert [one["anchor"] for one in every][:2] == ["criminal_code#318.1", "criminal_code#318.1.a"]
    near = call.get("/laws/criminal_cod").data
    assert (near["status"], near["near"]) == (404, ["criminal_code"])


def test_a_provision_of_a_day_is_told(dated: Caller) -> None:
    """Article 2 begins on 1 February: before that day it is not told, and article 1 always."""

    def on(day: str) -> list[str]:
        told = dated.get(f"/laws/article_days/provisions?on={day}").data["provisions"]
        return [one["anchor"] for one in told]

    assert on("2012-01-31") == ["article_days#1", "article_days#3"]
    assert on("2012-02-01") == ["article_days#1", "article_days#2@2012-02-01", "article_days#3"]
    told = dated.get("/laws/article_days/provisions/2?on=2012-06-01").data
    assert (told["anchor"], told["in_force"]["from"]) == ("article_days#2@2012-02-01", "2012-02-01")
    assert dated.get("/laws/article_days/provisions/2?on=2012-01-31").status == 422


def test_questions_are_found_by_words(call: Caller) -> None:
    """What somebody would type finds the question that is meant; all are told where nothing is typed."""
    found = call.get("/questions?search=crossing+the+border+illegally").data["questions"]
    assert found[0]["question"] == "criminal_code.crossing"
    assert len(call.get("/questions").data["questions"]) == len(questions)
    told = call.get(CROSSING).data
    assert [one["name"] for one in told["facts"]] == list(cc.crossing.fact_order)
    assert told["readings"][0]["parameter"] == "reading.fine_or_prison"
    assert call.get(f"{CROSSING}/schema").data["facts"] == cc.CrossingFacts.json_schema()
    assert "across_laws.passport_lost" in [one["name"] for one in call.get("/situations").data["situations"]]


def test_what_is_served_says_what_it_is(call: Caller) -> None:
    assert call.get("/version").data["fingerprint"] == cc.crossing.fingerprint
    assert call.get("/health").data == {"status": "alive"}
    assert call.get("/ready").data == {"status": "ready"}
    call.get("/nowhere")
    counted = call.get("/metrics").text
    assert re.search(r'qanun_requests_total\{operation="health",status="2xx"\} [1-9]', counted)
    assert re.search(r'qanun_requests_total\{operation="other",status="4xx"\} [1-9]', counted)
    assert "qanun_requests_under_way 1\n" in counted


# --- the document -----------------------------------------------------------------------------------------

ONE = ("criminal_code.crossing", "expulsion_rules.term_of_departure")


def test_the_document_passes_a_linter(call: Caller) -> None:
    """That of two questions, one of which needs a day; all of them have the same shapes."""
    got = call.get("/openapi.json?" + "&".join(f"question={name}" for name in ONE)).data
    validate(got)
    assert len(got["paths"]) == sum(2 if one.of_question else 1 for one in OPERATIONS)


def test_every_example_of_the_document_works(call: Caller) -> None:
    """Each is a case that its own schema takes and that the service answers in a shape of the document."""
    whole: Any = document(served())
    kinds = {f"/questions/{name}/decide": name for name in questions.labels}
    for path, name in kinds.items():
        operation = whole["paths"][path]["post"]
        (example,) = operation["requestBody"]["content"]["application/json"]["examples"].values()
        needed = [one for one in operation["parameters"] if one["required"]]
        query = "&".join(f"{one['name']}={quote(one['example'])}" for one in needed)
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        assert _fits(whole, schema, example["value"]), name
        got = call.post(f"{path}?{query}", example["value"])
        assert got.status == 200, (name, got.text)
        answered = operation["responses"]["200"]["content"]["application/json"]["schema"]
        assert _fits(whole, answered, got.data), name


def _fits(whole: Any, schema: Any, data: object) -> bool:
    """Whether data are of a shape of the document."""
    return bool(Draft202012Validator({**schema, "components": whole["components"]}).is_valid(data))


def test_answers_of_every_operation_have_their_shape(call: Caller) -> None:
    """What is told, and what is refused, is as the document says."""
    whole: Any = document(served(), only=ONE)
    receipt = call.post(f"{CROSSING}/receipt", WITHOUT_PAPERS).data
    asked: list[tuple[str, str, Got]] = [
        ("get", path, call.get(path.replace("{law}", "criminal_code").replace("{provision}", "318.1")))
        for path in whole["paths"]
        if "get" in whole["paths"][path] and path != "/metrics"
    ]
    asked += [
        ("post", f"{CROSSING}/{way}", call.post(f"{CROSSING}/{way}", case))
        for way in ("decide", "explore", "next", "explain", "receipt")
        for case in (WITHOUT_PAPERS, {}, {"crosed": 1}, "no object")
    ]
    asked.append(("post", "/case", call.post("/case?as_of=2012-03-05", {"convicted": True})))
    asked.append(("post", "/case", call.post("/case", {"convicte": True})))
    asked.append(("post", "/receipts/check", call.post("/receipts/check", receipt)))
    for method, path, got in asked:
        responses = whole["paths"][path][method]["responses"]
        assert str(got.status) in responses, (path, got.text)
        told = responses[str(got.status)]
        if "$ref" in told:
            told = whole["components"]["responses"][told["$ref"].rpartition("/")[2]]
        (schema, *_) = (one["schema"] for one in told["content"].values())
        assert _fits(whole, schema, got.data), (path, got.text)


def test_a_caller_who_has_only_the_document_completes_an_interview(call: Caller) -> None:
    """Five calls: the document, and of its first `next` four, each with what was asked last as false."""
    calls = 0

    def called(method: str, path: str, body: object = None) -> Any:
        nonlocal calls
        calls += 1
        return call(method, path, body).data

    whole = called("GET", "/openapi.json?question=criminal_code.crossing")
    path, told = next((path, one["post"]) for path, one in whole["paths"].items() if path.endswith("/next"))
    assert told["responses"]["200"]["content"]["application/json"]["schema"]["properties"]["done"]
    case: dict[str, bool] = {}
    replies = iter((True, False, False))
    while not (step := called("POST", path, case))["done"]:
        assert step["fact"]["schema"]["type"] == "boolean"
        case[step["fact"]["name"]] = next(replies)
    assert case == {
        "crossed_guarded_border": True,
        "lacked_required_documents": False,
        "bypassed_checkpoint": False,
    }
    assert step["answers"]["answers"]["illegal_crossing"]["verdict"] == "no"
    assert calls == 5


def test_an_interview_leaves_aside_what_nobody_can_tell(call: Caller) -> None:
    got = call.post(f"{CROSSING}/next?aside=crossed_guarded_border", {}).data
    assert got["fact"]["name"] == "lacked_required_documents"
    assert call.post(f"{CROSSING}/next?aside=crossed", {}).status == 422


# --- what it refuses --------------------------------------------------------------------------------------


def test_all_mistakes_are_told_at_once(call: Caller) -> None:
    """In the body by pointers, in the address by parameters, each with the nearest right name."""
    case = {"crosed_guarded_border": True, "bypassed_checkpoint": "yes"}
    got = call.post(f"{CROSSING}/decide?reading.fine_or_prison=cumulate", case)
    assert (got.status, got.data["title"]) == (422, "The body has mistakes")
    assert [(one.get("pointer"), one.get("parameter"), one.get("nearest")) for one in got.data["errors"]] == [
        ("/crosed_guarded_border", None, "crossed_guarded_border"),
        ("/bypassed_checkpoint", None, None),
        (None, "reading.fine_or_prison", "cumulative"),
    ]


@pytest.mark.parametrize(
    ("status", "method", "address", "body", "headers"),
    [
        (404, "GET", "/questions/criminal_code.crosing", None, {}),
        (404, "GET", "/../etc/passwd", None, {}),
        (405, "GET", f"{CROSSING}/decide", None, {}),
        (405, "OPTIONS", f"{CROSSING}/decide", None, {"origin": "https://example.com"}),
        (415, "POST", f"{CROSSING}/decide", b"{}", {"content-type": "text/plain"}),
        (415, "POST", f"{CROSSING}/decide", b"{}", {"content-encoding": "gzip"}),
        (422, "POST", f"{CROSSING}/decide", b"", {}),
        (422, "POST", f"{CROSSING}/decide", b"\xff\xfe", {}),
        (422, "POST", f"{CROSSING}/decide", b"[1, 2", {}),
        (422, "POST", f"{CROSSING}/decide", b'{"bypassed_checkpoint": NaN}', {}),
        (422, "POST", f"{CROSSING}/decide", b'{"is_az_citizen": true, "is_az_citizen": false}', {}),
        (422, "POST", f"{CROSSING}/decide", b'{"\\ud800": true}', {}),
        (422, "POST", f"{CROSSING}/decide", b'{"bypassed_checkpoint": "\\ud800"}', {}),
        (422, "POST", f"{CROSSING}/decide", b"[" * 100_000, {}),
        (422, "POST", f"{CROSSING}/decide?as_of=today", b"{}", {}),
        (422, "POST", f"{CROSSING}/decide?as_of=0001-01-01", b"{}", {}),
        (422, "POST", f"{CROSSING}/decide?asof=2012-03-05", b"{}", {}),
        (422, "POST", f"{CROSSING}/decide?as_of=2012-03-05&as_of=2012-03-06", b"{}", {}),
        (409, "POST", "/questions/expulsion_rules.term_of_departure/decide", b"{}", {}),
        (422, "POST", "/receipts/check", b"[]", {}),
        (413, "POST", f"{CROSSING}/decide", b" " * 1_000_001, {}),
        (413, "POST", f"{CROSSING}/decide", b"[" + b"1," * 50_001 + b"1]", {}),
        (413, "POST", f"{CROSSING}/decide", b"{}", {"content-length": "1" * 30}),
        (413, "POST", f"{CROSSING}/decide", b"{}", {"content-length": "two"}),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_in_words(
    call: Caller, status: int, method: str, address: str, body: bytes | None, headers: dict[str, str]
) -> None:
    """With a problem that says what it is, and never with a traceback."""
    if address == "/receipts/check":
        status = 409
    got = call(method, address, body, {"content-type": "application/json", **headers})
    assert (got.status, got.headers["content-type"]) == (status, "application/problem+json"), got.text
    assert got.data["status"] == status
    assert status in {code for code, _ in TITLES.values()}
    assert "Traceback" not in got.text
    assert "access-control-allow-origin" not in got.headers


@pytest.mark.parametrize(
    ("limits", "status", "body"),
    [
        (Limits(body=10), 413, {"bypassed_checkpoint": True}),
        (Limits(depth=2), 422, {"stays": [{"lawful": True}]}),
        (Limits(items=2), 413, {"a": 1, "b": 2, "c": 3}),
        (Limits(under_way=0), 503, {}),
        (Limits(receiving=0.01), 408, [STALLS]),
    ],
    ids=["body", "depth", "items", "under way", "receiving"],
)
def test_each_limit_is_kept(limits: Limits, status: int, body: Any) -> None:
    """And nothing is refused that keeps to it, brackets and commas in texts among it."""
    call = Caller(limits=limits)
    got = call("POST", f"{CROSSING}/explore", body, {"content-type": "application/json"})
    assert got.status == status, got.text
    words = b'{"x": "[[[[[{{{{{,,,,,"}'
    fine = Caller(limits=Limits(depth=2, items=3)).post(f"{CROSSING}/explore", words)
    assert fine.data["errors"][0]["pointer"] == "/x"


def test_an_answer_that_takes_too_long_is_left() -> None:
    """Who asked is told so; until it has ended it counts as under way."""
    call = Caller(limits=Limits(seconds=0.02, under_way=1))
    load = call.service.load
    running = load.run(False, 0, lambda: time.sleep(0.2))
    with pytest.raises(Exception, match="took-too-long"):
        finished(running)
    assert load.is_full
    assert call.post(f"{CROSSING}/explore", {}).status == 503
    end = time.monotonic() + 5
    while load.is_full and time.monotonic() < end:
        finished(asyncio.sleep(0.02))
    assert call.post(f"{CROSSING}/explore", {}).status == 200


def test_first_lines_and_body_leave_together() -> None:
    """What is written in one go is sent in one; nothing is lost where the connection is closed then."""
    sent: list[bytes] = []
    transport = SimpleNamespace(
        write=sent.append,
        close=lambda: sent.append(b"closed"),
        is_closing=lambda: False,
        get_write_buffer_size=lambda: 1,
    )
    one = Together(transport, loop())
    one.write(b"head ")
    one.write(b"body")
    assert (sent, one.get_write_buffer_size()) == ([], 10)
    finished(asyncio.sleep(0))
    one.write(b"last")
    one.close()
    finished(asyncio.sleep(0))
    assert sent == [b"head body", b"last", b"closed"]


def test_lines_of_a_batch_are_counted() -> None:
    """Those that are allowed are answered, then it is said that there are too many."""
    call = Caller(limits=Limits(lines=2, body=50))
    kind = {"content-type": "application/x-ndjson"}
    lines = call("POST", f"{CROSSING}/batch", [b"{}\n{}\n", b"{}\n"], kind).text.splitlines()
    assert ["answers" in json.loads(line) for line in lines] == [True, True, False]
    long = call("POST", f"{CROSSING}/batch", [b"{}\n" + b" " * 60], kind).text.splitlines()
    assert json.loads(long[-1])["problem"]["status"] == 413


def test_hostile_bodies_are_refused_as_the_document_says() -> None:
    """Some of each kind; `tests/service_hostile.py` sends as many as wanted, and over sockets too."""
    bodies = Bodies(1, served())
    for _ in range(300):
        bodies.one()
    assert bodies.wrong == []
    assert {name for name, _ in bodies.ended} == {kind.__name__ for kind in KINDS}


# --- that it is safe --------------------------------------------------------------------------------------


def test_a_token_or_the_proxy_lets_in() -> None:
    """Without either nothing is answered, but whether the process lives."""
    secret = "0123456789abcdef"
    call = Caller(tokens=digests([secret]), user_header="X-User")
    assert call.get("/version").status == 401
    assert call.get("/version").headers["www-authenticate"] == "Bearer"
    assert call.get("/version", authorization=f"Bearer {secret}x").status == 401
    assert call.get("/version", authorization=f"Bearer {secret}").status == 200
    assert call.get("/version", x_user="somebody").status == 200
    assert call.get("/version", x_user="").status == 401
    assert call.get("/health").status == 200
    assert secret not in call.service._admission.__dict__.__repr__()


def test_only_its_own_hosts_are_answered() -> None:
    """A page elsewhere that has its name lead to this machine gets nothing."""
    call = Caller(hosts=("localhost", "[::1]"))
    assert call.get("/version", host="evil.example").status == 421
    assert call.get("/version").status == 421
    assert call.get("/version", host="LOCALHOST:8080").status == 200
    assert call.get("/version", host="[::1]:8080").status == 200


@pytest.mark.parametrize("address", ["/laws/version", "/version"])
def test_it_stands_below_a_path(address: str) -> None:
    """Whether the proxy takes that away or not; the document says where it is."""
    call = Caller(place="/laws")
    assert call.get(address).data["package"] == "qanun_azerbaijan"
    whole = call.get("/laws/openapi.json?question=criminal_code.crossing").data
    assert whole["servers"] == [{"url": "/laws"}]


def test_no_fact_is_logged_or_kept() -> None:
    """Neither of a case that is answered, nor of one that is refused, nor where the service itself fails."""

    def failing(_: Served, request: Request) -> Reply:
        raise ValueError(request.body)

    call = Caller()
    secrets = {"name_of_the_person": "Leyla", "bypassed_checkpoint": "Leyla"}
    for got in (call.post(f"{CROSSING}/decide", secrets), call.post("/Leyla?as_of=Leyla", secrets)):
        assert got.headers["cache-control"] == "no-store"
    (endpoint,) = (one.app for one in call.service._router.routes if one.path == "/case")  # type: ignore[attr-defined]
    endpoint._operation = evolve(endpoint._operation, call=failing)
    failed = call.post("/case", secrets, x_request_id="our-id")
    assert (failed.status, failed.data["instance"]) == (500, "urn:qanun:request:our-id")
    assert [one["event"] for one in call.logged] == ["request", "request", "failed", "request"]
    assert [one["id"] for one in call.logged[2:]] == ["our-id", "our-id"]
    assert "Leyla" not in repr(call.logged) + call.get("/metrics").text + failed.text


def test_every_answer_has_headers_that_keep_it_safe(call: Caller) -> None:
    """The page to try it may run its own script and nothing else; the rest runs nothing."""
    page = call.get("/")
    assert page.status == 200
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert not re.search(r"https?://|<script>|style=|onclick", page.text)
    for got in (page, call.get("/try.js"), call.get("/version"), call.get("/nowhere")):
        assert got.headers["x-content-type-options"] == "nosniff"
        assert got.headers["x-frame-options"] == "DENY"
        assert "default-src 'none'" in got.headers["content-security-policy"]
        assert re.fullmatch(r"[0-9a-f]{32}", got.headers["x-request-id"])
    strange = call.get("/version", x_request_id="a b\n")
    assert re.fullmatch(r"[0-9a-f]{32}", strange.headers["x-request-id"])
