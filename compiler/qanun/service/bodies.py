"""Bodies as they come: at once, or line after line; never more than is allowed, nor for longer."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from typing import Any

from qanun.service.limits import Limits, beyond
from qanun.service.problems import Problem, too_large

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
CLOSE = (("connection", "close"),)
"""What is still being sent is not read any more."""


class Gone(Exception):
    """Whoever asked has gone."""


def checked_kind(headers: dict[bytes, bytes], wanted: str) -> None:
    """A problem where a body is of another kind, or packed."""
    kind = headers.get(b"content-type", b"").partition(b";")[0].strip().lower().decode("latin-1")
    if kind != wanted:
        raise Problem("not-json", f"The body has to be `{wanted}`, as its content-type says.", headers=CLOSE)
    if headers.get(b"content-encoding", b"identity").strip().lower() not in (b"", b"identity"):
        raise Problem("not-json", "The body has to be as it is: no content-encoding is taken.", headers=CLOSE)


async def whole(receive: Receive, headers: dict[bytes, bytes], limits: Limits) -> bytes:
    """The body; a problem where it is too large, too slow, or of a shape beyond the limits."""
    declared = headers.get(b"content-length", b"0")
    if not declared.isdigit() or len(declared) > 12 or int(declared) > limits.body:
        raise _closing(too_large(limits.body))
    try:
        async with asyncio.timeout(limits.receiving):
            body, more = await _piece(receive)
            while more and len(body) <= limits.body:
                piece, more = await _piece(receive)
                body += piece
    except TimeoutError:
        raise _slow(limits) from None
    if len(body) > limits.body:
        raise _closing(too_large(limits.body))
    problem = beyond(body, limits)
    if problem is not None:
        raise problem
    return body


async def groups(receive: Receive, limits: Limits, most: int) -> AsyncIterator[list[bytes]]:
    """The lines of a body, some at a time, as they come; the next are asked for when these are done with."""
    rest, more = b"", True
    while more:
        try:
            async with asyncio.timeout(limits.receiving):
                piece, more = await _piece(receive)
        except TimeoutError:
            raise _slow(limits) from None
        *lines, rest = (rest + piece).split(b"\n")
        if not more and rest.strip():
            lines, rest = [*lines, rest], b""
        for start in range(0, len(lines), most):
            yield lines[start : start + most]
        if len(rest) > limits.body:
            raise _closing(too_large(limits.body))


async def _piece(receive: Receive) -> tuple[bytes, bool]:
    """What comes next, and whether there is more."""
    message = await receive()
    if message["type"] == "http.disconnect":
        raise Gone
    return message.get("body", b""), message.get("more_body", False)


def _slow(limits: Limits) -> Problem:
    return Problem("body-too-slow", f"The body has to come within {limits.receiving:g} s.", headers=CLOSE)


def _closing(problem: Problem) -> Problem:
    return Problem(problem.kind, problem.detail, headers=CLOSE)
