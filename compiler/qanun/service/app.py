"""The service as an ASGI application: every request is looked at, answered, counted and logged."""

import os
import re
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Route, Router

from qanun.service.admission import Admission
from qanun.service.bodies import Gone, Receive
from qanun.service.endpoints import Endpoint, Files, Handles, Send, Tools
from qanun.service.logs import Log, places, to_nowhere
from qanun.service.metrics import Metrics
from qanun.service.operations import OPERATIONS
from qanun.service.problems import Problem
from qanun.service.requests import PROBLEM, encoded
from qanun.service.running import Load
from qanun.service.served import Served
from qanun.service.settings import Settings

Scope = MutableMapping[str, Any]
Next = Callable[[Scope, Receive, Send], Awaitable[None]]

OTHER = "other"
"""What is counted of requests that no operation takes."""
COUNTED = (*(one.name for one in OPERATIONS), "page", "tools", OTHER)
"""What is counted by itself."""
_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")

HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
"""What goes with every answer, beside its own policy."""
POLICY = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'; base-uri 'none'")
KEPT = (b"cache-control", b"no-store")
"""Nothing that was answered is kept on the way."""
AGAIN = (("retry-after", "1"),)


class Service:
    """The application. `draining`: each answer says that its connection is the last; `load` has what is under
    way."""

    def __init__(
        self,
        served: Served,
        settings: Settings,
        metrics: Metrics | None = None,
        log: Log = to_nowhere,
        tools: Handles | None = None,
    ) -> None:
        """`tools` answers assistants, in a protocol of their own."""
        self.draining = False
        self.tools = tools
        self.load = Load(settings.limits)
        self.served = served
        self._metrics = metrics or Metrics(COUNTED)
        self._log = log
        self._place = settings.place.rstrip("/")
        self._admission = Admission(settings)
        self._router = Router(self._routes(settings), redirect_slashes=False)

    def _routes(self, settings: Settings) -> list[BaseRoute]:
        routes: list[BaseRoute] = [
            Route(
                one.path,
                Endpoint(one, self.served, settings, self.load, self._metrics),
                methods=[one.method],
            )
            for one in OPERATIONS
        ]
        files = Files()
        routes += (Route(path, files, methods=["GET"]) for path in files.paths)
        if self.tools is not None:
            routes.append(Route(Tools.path, Tools(self.tools)))
        return routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._request(scope, receive, send)
        elif scope["type"] == "lifespan":
            await _lifespan(receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1000})

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A request, from its first line to the log's."""
        begun = time.perf_counter()
        answer = _Answer(send, _id_of(scope["headers"]), self.draining)
        scope["app"], scope["qanun.id"] = self, answer.id
        self._metrics.begin()
        try:
            await self._answered(scope, receive, answer)
        finally:
            seconds = time.perf_counter() - begun
            operation = getattr(scope.get("endpoint"), "name", OTHER)
            self._metrics.end(operation, answer.status, seconds)
            self._log(
                "request",
                id=answer.id,
                operation=operation,
                method=scope["method"] if operation != OTHER else "",
                status=answer.status,
                ms=round(seconds * 1_000, 2),
                sent=answer.sent,
            )

    async def _answered(self, scope: Scope, receive: Receive, answer: "_Answer") -> None:
        """An answer, or the problem that there is none."""
        self._below(scope)
        anybody = scope["path"] in ANYBODY
        try:
            refusal = self._admission.refusal(scope["headers"], anybody)
            if refusal is not None:
                raise refusal
            if anybody:
                await self._router(scope, receive, answer)
            elif self.load.is_full:
                raise Problem("busy", "Ask again in a moment.", headers=AGAIN)
            else:
                self.load.taken += 1
                try:
                    await self._router(scope, receive, answer)
                finally:
                    self.load.taken -= 1
        except Gone:
            answer.status = 499
        except Problem as problem:
            await answer.refuse(problem)
        except HTTPException as error:
            await answer.refuse(_of_routing(error))
        except Exception as error:
            self._log("failed", id=answer.id, error=type(error).__name__, places=places(error))
            await answer.refuse(Problem("failed", "The log of the service has it under this id."))

    def _below(self, scope: Scope) -> None:
        """The path without that below which the service stands, whether the proxy takes it away or not."""
        path = str(scope["path"])
        if self._place and (path == self._place or path.startswith(f"{self._place}/")):
            scope["path"] = path.removeprefix(self._place) or "/"
        scope["root_path"] = ""


ANYBODY = frozenset(one.path for one in OPERATIONS if one.anybody)


class _Answer:
    """Sends an answer with the headers of every answer, and notes what was sent."""

    def __init__(self, send: Send, id: str, last: bool) -> None:
        self.id = id
        self.status = 0
        self.sent = 0
        self._send = send
        self._last = last

    async def __call__(self, message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"] = [*message["headers"], *self._headers(message["headers"])]
        else:
            self.sent += len(message.get("body", b""))
        await self._send(message)

    def _headers(self, own: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        names = {name for name, _ in own}
        found = [*HEADERS, (b"x-request-id", self.id.encode())]
        found += [one for one in (POLICY, KEPT) if one[0] not in names]
        if self._last and b"connection" not in names:
            found.append((b"connection", b"close"))
        return found

    async def refuse(self, problem: Problem) -> None:
        """Send a problem; where an answer has begun it can only be broken off."""
        if self.status:
            raise ConnectionAbortedError
        body = encoded(problem.as_dict(self.id))
        headers = [(b"content-type", PROBLEM.encode()), (b"content-length", b"%d" % len(body))]
        headers += [(name.encode(), value.encode()) for name, value in problem.headers]
        await self({"type": "http.response.start", "status": problem.status, "headers": headers})
        await self({"type": "http.response.body", "body": body})


def _id_of(headers: list[tuple[bytes, bytes]]) -> str:
    """The id that the caller or the proxy gave, where it is one; else a new one."""
    for name, value in headers:
        if name == b"x-request-id" and _ID.fullmatch(value):
            return value.decode()
    return os.urandom(16).hex()


def _of_routing(error: HTTPException) -> Problem:
    """No path fits, or one does and its method does not."""
    if error.status_code == 405:
        allowed = dict(error.headers or {}).get("Allow", "")
        return Problem("method-not-allowed", f"Here there is {allowed}.", headers=(("allow", allowed),))
    return NO_PATH


NO_PATH = Problem("not-found", "There is no such path; `/openapi.json` has all.")


async def _lifespan(receive: Receive, send: Send) -> None:
    """Beginning and end of the process: nothing is to be done."""
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
