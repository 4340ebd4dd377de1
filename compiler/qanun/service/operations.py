"""Every operation of the service: its path, what it takes, what it gives, and the function beneath it."""

from collections.abc import Callable
from typing import Literal

from attrs import frozen

from qanun.service import asking, telling
from qanun.service.requests import HTML, JSON, MARKDOWN, NDJSON, TEXT, Reply, Request
from qanun.service.served import Served

Takes = Literal["", "facts", "case", "receipt", "lines"]


@frozen
class Parameter:
    """What may stand behind the path; `many`: more than once."""

    name: str
    said: str
    many: bool = False


AS_OF = Parameter("as_of", "The day, or the moment with its offset, for which the answer is asked.")
READING = Parameter("reading.", "How a reading is taken; the others are taken as usual.")
"""One parameter for each reading."""
HOW = (AS_OF, READING)
WHOLE = Parameter("whole", "Every condition of every rule, also those that did not decide.")
FULL = Parameter("full", "As text: every point.")
ASIDE = Parameter("aside", "A fact that nobody can tell; it is not asked for.", many=True)
ORDER = Parameter("order", "Asked for first: what a reader meets first, or what ends the interview soonest.")
SITUATION = Parameter("situation", "A situation, which states its own facts and narrows to its questions.")
ON = Parameter("on", "The day whose version is wanted.")
ONLY = Parameter("question", "A question: the document has no other ones.", many=True)
SEARCH = Parameter("search", "Words; the questions that fit them best come first.")


@frozen
class Operation:
    """`call` is None of what the HTTP layer does itself. `gives` names the shape of the answer in JSON, `@…`
    one that each question has of its own. `quick`: it takes a few milliseconds at most. `anybody`: no token
    is needed, and it does not count as under way."""

    name: str
    method: Literal["GET", "POST"]
    path: str
    said: str
    call: Callable[[Served, Request], Reply] | None
    gives: str
    takes: Takes = ""
    parameters: tuple[Parameter, ...] = ()
    forms: tuple[str, ...] = (JSON,)
    quick: bool = True
    anybody: bool = False

    @property
    def of_question(self) -> bool:
        """Whether it is one of each question."""
        return "{question}" in self.path


_QUESTION = "/questions/{question}"

OPERATIONS = (
    Operation(
        "decide",
        "POST",
        f"{_QUESTION}/decide",
        "Answer a case of which all that matters is known.",
        asking.decide,
        "@answers",
        "facts",
        HOW,
        (JSON, TEXT),
    ),
    Operation(
        "explore",
        "POST",
        f"{_QUESTION}/explore",
        "Answer a case as far as it is certain, and tell which facts are still needed.",
        asking.explore,
        "@answers",
        "facts",
        HOW,
        (JSON, TEXT),
    ),
    Operation(
        "next",
        "POST",
        f"{_QUESTION}/next",
        "Tell what to ask next of a case. The case goes along with each call; the service keeps nothing.",
        asking.ask_next,
        "@next",
        "facts",
        (*HOW, ASIDE, ORDER),
        quick=False,
    ),
    Operation(
        "explain",
        "POST",
        f"{_QUESTION}/explain",
        "Explain the answers: every condition with what it turned out to be, and its provision.",
        asking.explain,
        "@explanation",
        "facts",
        (*HOW, WHOLE),
        (JSON, TEXT, MARKDOWN, HTML),
        quick=False,
    ),
    Operation(
        "receipt",
        "POST",
        f"{_QUESTION}/receipt",
        "Answer a case as far as it is certain, with all that it was answered on, in one file to keep.",
        asking.receipt,
        "Receipt",
        "facts",
        HOW,
        quick=False,
    ),
    Operation(
        "batch",
        "POST",
        f"{_QUESTION}/batch",
        "Answer cases, a line each, as far as they are certain: a line each as soon as it is answered.",
        None,
        "@line",
        "lines",
        HOW,
        (NDJSON,),
    ),
    Operation(
        "case",
        "POST",
        "/case",
        "Put one case to all questions of all laws.",
        asking.ask_all,
        "About",
        "case",
        (AS_OF, READING, SITUATION, FULL),
        (JSON, TEXT),
        quick=False,
    ),
    Operation(
        "check_receipt",
        "POST",
        "/receipts/check",
        "Tell whether the law as it is now still answers a receipt so.",
        asking.check_receipt,
        "ReceiptChecked",
        "receipt",
        quick=False,
    ),
    Operation(
        "questions",
        "GET",
        "/questions",
        "All questions.",
        telling.questions,
        "Questions",
        parameters=(SEARCH,),
    ),
    Operation(
        "question",
        "GET",
        _QUESTION,
        "A question: its facts, what it answers, its readings, a case.",
        telling.question,
        "Question",
    ),
    Operation(
        "schema",
        "GET",
        f"{_QUESTION}/schema",
        "The JSON Schemas of the facts and the answers of a question.",
        telling.schema,
        "Schemas",
    ),
    Operation("situations", "GET", "/situations", "All situations.", telling.situations, "Situations"),
    Operation("laws", "GET", "/laws", "All laws.", telling.laws, "Laws"),
    Operation("law", "GET", "/laws/{law}", "A law.", telling.law, "Law"),
    Operation(
        "provisions",
        "GET",
        "/laws/{law}/provisions",
        "The provisions of a law: their text, and what their rules say in plain English.",
        telling.provisions,
        "Provisions",
        parameters=(ON,),
    ),
    Operation(
        "provision",
        "GET",
        "/laws/{law}/provisions/{provision}",
        "A provision by what stands behind `#` in its anchor.",
        telling.provision,
        "Provision",
        parameters=(ON,),
    ),
    Operation("version", "GET", "/version", "What is served.", telling.version, "Version"),
    Operation("health", "GET", "/health", "Whether the process lives.", None, "Status", anybody=True),
    Operation("ready", "GET", "/ready", "Whether it takes requests.", None, "Status", anybody=True),
    Operation("metrics", "GET", "/metrics", "Counts and times, for Prometheus.", None, "", forms=(TEXT,)),
    Operation(
        "document",
        "GET",
        "/openapi.json",
        "This document.",
        None,
        "Document",
        parameters=(ONLY,),
        quick=False,
    ),
)
"""All operations; those that are called most stand first."""
