"""Calls the service within this process, as a server would: no socket, and no client that knows anything."""

import asyncio
import json
from collections.abc import Coroutine, Iterable, Mapping, MutableMapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any, TypeVar
from urllib.parse import quote, urlsplit

from attrs import frozen
from pages_of_law import statutes
from qanun.core.scenarios import completed
from qanun.runtime.faults import CaseImpossible
from qanun.service.app import Service
from qanun.service.served import Served
from qanun.service.settings import Settings
from qanun.tools.beside import companion
from qanun.tools.conformity import facts_object
from qanun.tools.questions import questions
from qanun_azerbaijan import questions as questions_of_laws

T = TypeVar("T")

PACKAGE = "qanun_azerbaijan"
JSON = {"content-type": "application/json"}


@frozen
class Got:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def data(self) -> Any:
        return json.loads(self.body)


@cache
def served() -> Served:
    """The law here, with what its statutes say."""
    law = statutes()
    assert law.project is not None
    assert law.compiled is not None
    assert law.program is not None
    return Served(PACKAGE, companion(law.compiled, law.program, questions(law.project)))


@cache
def loop() -> asyncio.AbstractEventLoop:
    """One for all tests; it runs in a thread of its own (`finished`)."""
    return asyncio.new_event_loop()


@cache
def alone() -> ThreadPoolExecutor:
    """A thread in which nothing else runs: in that of the tests the loop of a browser can be running."""
    return ThreadPoolExecutor(1)


def finished(coroutine: Coroutine[Any, Any, T]) -> T:
    """What a coroutine gives back, or the error that it ends with."""
    return alone().submit(loop().run_until_complete, coroutine).result()


@frozen
class AskedScenario:
    """A scenario as the first question is asked that answers what it expects."""

    title: str
    question: str
    facts: Any
    as_of: Any
    readings: Mapping[str, str]

    def library(self) -> object:
        """What the library says: the answers as data, or the sentence why the case is none."""
        asked: Any = questions_of_laws[self.question]
        try:
            return asked.explore(self.facts, as_of=self.as_of, readings=self.readings).to_json()
        except CaseImpossible as impossible:
            return impossible.sentence


def asked_scenarios() -> list[AskedScenario]:
    """Those of the statutes that a question answers."""
    program = statutes().program
    assert program is not None
    found: list[AskedScenario] = []
    for scenario in program.scenarios:
        expected = {one.subject for one in scenario.expects}
        for name, asked in program.questions.items():
            if expected & set(asked.answers) and not (asked.needs_as_of and scenario.as_of is None):
                facts = facts_object(questions_of_laws[name].facts, completed(program, asked, scenario))
                readings = {key: option for key, option in scenario.readings if key in asked.readings}
                found.append(AskedScenario(scenario.title, name, facts, scenario.as_of, readings))
                break
    assert len(found) > 950
    return found


class Caller:
    """A service, and the requests that come to it. `logged` has what it wrote."""

    def __init__(self, law: Served | None = None, **settings: Any) -> None:
        self.logged: list[dict[str, object]] = []

        def log(event: str, **more: object) -> None:
            self.logged.append({"event": event, **more})

        self.service = Service(law or served(), Settings(PACKAGE, **{"hosts": (), **settings}), log=log)

    def __call__(
        self,
        method: str,
        address: str,
        body: object = None,
        headers: Mapping[str, str] | None = None,
    ) -> Got:
        """An answer. `body`: bytes; pieces of bytes; or data that are sent as JSON."""
        given = dict(headers or {})
        if body is None or isinstance(body, bytes | list):
            pieces: Iterable[bytes] = body if isinstance(body, list) else [body or b""]
        else:
            given = {**JSON, **given}
            pieces = [json.dumps(body).encode()]
        return finished(self._called(method, address, list(pieces), given))

    async def _called(
        self, method: str, address: str, pieces: Sequence[bytes], headers: Mapping[str, str]
    ) -> Got:
        sent: list[MutableMapping[str, Any]] = []
        waiting = list(pieces)

        async def receive() -> dict[str, Any]:
            if not waiting:
                await asyncio.sleep(3600)  # a sender that has more to say, and does not say it
            piece = waiting.pop(0)
            more = bool(waiting) or piece is STALLS
            return {"type": "http.request", "body": piece, "more_body": more}

        async def send(message: MutableMapping[str, Any]) -> None:
            sent.append(message)

        await self.service(_scope(method, address, headers), receive, send)
        start, *rest = sent
        found = {name.decode(): value.decode() for name, value in start["headers"]}
        return Got(start["status"], found, b"".join(one.get("body", b"") for one in rest))

    def post(self, address: str, body: object, **headers: str) -> Got:
        """Data, or bytes, sent as JSON."""
        return self("POST", address, body, {**JSON, **{k.replace("_", "-"): v for k, v in headers.items()}})

    def get(self, address: str, **headers: str) -> Got:
        return self("GET", address, None, {k.replace("_", "-"): v for k, v in headers.items()})


STALLS = bytes(bytearray(b"{"))
"""The beginning of a body of which no more comes."""


def _scope(method: str, address: str, headers: Mapping[str, str]) -> dict[str, Any]:
    parts = urlsplit(address)
    return {
        "type": "http",
        "method": method,
        "path": parts.path,
        "raw_path": quote(parts.path).encode(),
        "query_string": parts.query.encode(),
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
