"""What answers one operation over HTTP: reads the request, has it answered, sends what comes of it."""

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from functools import cache, lru_cache, partial
from importlib.resources import files
from typing import Any, Protocol

from qanun.runtime.faults import Problem as Refused
from qanun.service import problems
from qanun.service.asking import one_of_a_batch
from qanun.service.bodies import Receive, checked_kind, groups, whole
from qanun.service.document import document
from qanun.service.limits import Limits, beyond
from qanun.service.metrics import Metrics
from qanun.service.operations import Operation
from qanun.service.problems import Problem
from qanun.service.requests import (
    JSON,
    NDJSON,
    READING,
    Reply,
    Request,
    chosen_form,
    encoded,
    query_of,
    reading_parameters,
    said,
)
from qanun.service.running import Load
from qanun.service.served import Served
from qanun.service.settings import Settings

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
TOGETHER = 50
"""So many lines of a batch are answered in one go."""


class Endpoint:
    """Answers one operation."""

    def __init__(
        self, operation: Operation, served: Served, settings: Settings, load: Load, metrics: Metrics
    ) -> None:
        self.name = operation.name
        self._operation = operation
        self._served = served
        self._settings = settings
        self._limits: Limits = settings.limits
        self._load = load
        self._metrics = metrics
        self._allowed = {one.name: one.many for one in operation.parameters}

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        operation = self._operation
        headers: dict[bytes, bytes] = dict(scope["headers"])
        form = chosen_form(headers.get(b"accept", b"").decode("latin-1"), operation.forms)
        at = scope["path_params"]
        raw = scope["query_string"]
        query = query_of(raw, self._allowed_of(at.get("question"))) if raw else {}
        body = b""
        if operation.takes == "lines":
            checked_kind(headers, NDJSON)
            await self._stream(Request(at, query, b"", form), receive, send)
            return
        if operation.takes:
            checked_kind(headers, JSON)
            body = await whole(receive, headers, self._limits)
        request = Request(at, query, body, form)
        reply = await self._load.run(operation.quick, len(body), partial(self._answer, request))
        await _sent(send, reply)

    def _allowed_of(self, question: str | None) -> Mapping[str, bool]:
        """The parameters that there are; each says whether it may stand there more than once."""
        if READING not in self._allowed:
            return self._allowed
        known = self._served.reading_parameters
        if question is not None:
            known = reading_parameters(self._served.question(question))
        return {**self._allowed, **dict.fromkeys(known, False)}

    def _answer(self, request: Request) -> Reply:
        """The reply; a Problem where the library refuses what was asked."""
        try:
            if self._operation.call is None:
                return self._own(request)
            return self._operation.call(self._served, request)
        except Refused as refused:
            raise problems.of(refused) from None

    def _own(self, request: Request) -> Reply:
        """What the service tells of itself."""
        match self.name:
            case "health":
                return said({"status": "alive"})
            case "ready":
                return said({"status": "ready"})
            case "metrics":
                return Reply("text/plain", self._metrics.as_text().encode())
            case "document":
                only = tuple(request.query.get("question", ()))
                for name in only:
                    self._served.question(name)
                return Reply(JSON, _document(self._served, self._settings.place, only))
            case name:
                raise AssertionError(name)

    # --- batches ------------------------------------------------------------------------------------------

    async def _stream(self, request: Request, receive: Receive, send: Send) -> None:
        """A line for each line, as soon as it is answered. The next are read when these have been sent."""
        answer = _Lines(partial(self._line, request))
        question = self._served.question(request.at["question"])
        if question.needs_as_of or request.query:
            answer.checked()
        await send({"type": "http.response.start", "status": 200, "headers": [_kind(NDJSON)]})
        try:
            async for lines in groups(receive, self._limits, TOGETHER):
                told = await self._load.run(False, 0, partial(answer.of, lines, self._limits.lines))
                await send({"type": "http.response.body", "body": told, "more_body": True})
        except Problem as problem:
            last = encoded({"line": answer.number + 1, "problem": problem.as_dict()}) + b"\n"
            await send({"type": "http.response.body", "body": last, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    def _line(self, request: Request, line: bytes) -> dict[str, object]:
        """What a line comes to: answers, or a problem."""
        if len(line) > self._limits.body:
            return {"problem": problems.too_large(self._limits.body).as_dict()}
        shape = beyond(line, self._limits)
        if shape is not None:
            return {"problem": shape.as_dict()}
        try:
            asked = Request(request.at, request.query, line, request.form)
            return {"answers": one_of_a_batch(self._served, asked)}
        except Refused as refused:
            return {"problem": problems.of(refused).as_dict()}
        except Problem as problem:
            return {"problem": problem.as_dict()}
        finally:
            self._metrics.line()


class _Lines:
    """Numbers the lines of a batch, and answers them."""

    def __init__(self, answer: Callable[[bytes], dict[str, object]]) -> None:
        self.number = 0
        self._answer = answer

    def checked(self) -> None:
        """A Problem where the parameters are wrong, whatever the case is."""
        found: Any = self._answer(b"{}").get("problem")
        if found is not None and found["type"].endswith(":wrong-parameter"):
            raise Problem("wrong-parameter", found["detail"], tuple(found["errors"]))

    def of(self, lines: list[bytes], most: int) -> bytes:
        """The answers to lines; empty ones have none."""
        told = []
        for line in lines:
            self.number += 1
            if self.number > most:
                raise Problem("body-too-large", f"A batch has at most {most} lines.")
            if line.strip():
                told.append(encoded({"line": self.number, **self._answer(line)}))
        return b"".join(one + b"\n" for one in told)


async def _sent(send: Send, reply: Reply) -> None:
    headers = [_kind(reply.form), (b"content-length", b"%d" % len(reply.body))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": reply.body})


def _kind(form: str) -> tuple[bytes, bytes]:
    """The content-type of a form."""
    charset = "" if form in (JSON, NDJSON) else "; charset=utf-8"
    return b"content-type", f"{form}{charset}".encode()


@lru_cache(maxsize=4)
def _document(served: Served, place: str, only: tuple[str, ...]) -> bytes:
    return encoded(document(served, place, only))


class Handles(Protocol):
    """What answers requests in a protocol of its own."""

    async def handle_request(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None: ...


class Tools:
    """Hands the requests of assistants on."""

    name = "tools"
    path = "/mcp"

    def __init__(self, handles: Handles) -> None:
        self._handles = handles

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        await self._handles.handle_request(scope, receive, send)


# --- the page to try it -----------------------------------------------------------------------------------

_PAGE = {
    "/": ("try.html", "text/html"),
    "/try.js": ("try.js", "text/javascript"),
    "/try.css": ("try.css", "text/css"),
}
_POLICY = (
    b"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    b"frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)


class Files:
    """The page on which somebody tries the service: shipped with it, nothing comes from elsewhere."""

    name = "page"
    paths = tuple(_PAGE)

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        name, form = _PAGE[scope["path"]]
        body = _file(name)
        headers = [
            _kind(form),
            (b"content-length", b"%d" % len(body)),
            (b"content-security-policy", _POLICY),
            (b"cache-control", b"no-cache"),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})


@cache
def _file(name: str) -> bytes:
    return (files("qanun.service") / "page" / name).read_bytes()
