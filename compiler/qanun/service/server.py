"""The server of one worker: uvicorn; nobody can hold a connection open, and its end loses no answer."""

import asyncio
import socket
import time
from typing import Any

import uvicorn

from qanun.service.app import Service
from qanun.service.limits import Limits

KEEP_ALIVE = 5
"""So many seconds a connection may be idle between two requests."""
LAST_ANSWERS = 60
"""So many seconds answers have to come to their end when the service stops."""


def server_of(service: Service, limits: Limits) -> "Server":
    """A server of a service."""
    config = uvicorn.Config(
        service,
        http=guarded(limits),
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=LAST_ANSWERS,
        backlog=limits.connections,
    )
    return Server(config, service)


class Server(uvicorn.Server):
    """Stops in three steps: no new connection is taken; each answer is the last of its connection; then what
    is idle is closed."""

    def __init__(self, config: uvicorn.Config, service: Service) -> None:
        super().__init__(config)
        self._service = service

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for one in self.servers:
            one.close()
        self._service.draining = True
        end = time.monotonic() + KEEP_ALIVE + 1
        while self.server_state.connections and time.monotonic() < end:
            await asyncio.sleep(0.05)
        await super().shutdown(sockets)


class Together:
    """A transport that sends together what is written in one go: the first lines of an answer and its body,
    which the server writes one after the other. To send each by itself takes a tenth of an answer's time."""

    def __init__(self, transport: Any, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._held: list[bytes] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Have it sent before the loop looks for what is next."""
        if not self._held:
            self._loop.call_soon(self._send)
        self._held.append(data)

    def close(self) -> None:
        """Close when all is sent."""
        self._send()
        self._transport.close()

    def get_write_buffer_size(self) -> int:
        """How many bytes are still to be sent."""
        return int(self._transport.get_write_buffer_size()) + sum(map(len, self._held))

    def _send(self) -> None:
        held, self._held = self._held, []
        if held and not self._transport.is_closing():
            self._transport.write(b"".join(held))


def guarded(limits: Limits) -> type[asyncio.Protocol]:
    """What reads requests from a connection, which is closed if they are long or slow to begin."""
    base: Any = _protocol()

    class Guarded(base):  # type: ignore[misc]
        """One connection."""

        def connection_made(self, transport: Any) -> None:
            super().connection_made(Together(transport, self.loop))
            self._head = 0
            self._late: asyncio.TimerHandle | None = None
            if len(self.connections) > limits.connections:
                self._refuse(b"503 Service Unavailable", b"too many connections\n")
            else:
                self._wait()

        def data_received(self, data: bytes) -> None:
            if self.transport.is_closing():
                return
            super().data_received(data)
            if self.cycle is not None and not self.cycle.response_complete:
                self._head = 0
                self._wait_no_more()
                return
            self._head += len(data)
            if self._head > limits.head:
                self._refuse(b"431 Request Header Fields Too Large", b"the first lines are too long\n")
            elif self._late is None:
                self._wait()

        def connection_lost(self, error: Exception | None) -> None:
            self._wait_no_more()
            super().connection_lost(error)

        def timeout_keep_alive_handler(self) -> None:
            """Idle for too long; what the other side does not take is thrown away."""
            self.transport.abort() if self.transport.get_write_buffer_size() else self.transport.close()

        def _wait(self) -> None:
            self._late = self.loop.call_later(limits.receiving, self._too_late)

        def _wait_no_more(self) -> None:
            if self._late is not None:
                self._late.cancel()
                self._late = None

        def _too_late(self) -> None:
            self._refuse(b"408 Request Timeout", b"the request did not come in time\n")

        def _refuse(self, status: bytes, words: bytes) -> None:
            self._wait_no_more()
            if self.transport.is_closing():
                return
            head = (
                b"HTTP/1.1 %s\r\ncontent-type: text/plain\r\ncontent-length: %d\r\nconnection: close\r\n\r\n"
            )
            self.transport.write(head % (status, len(words)) + words)
            self.transport.close()

    return Guarded


def _protocol() -> type[asyncio.Protocol]:
    """The faster reader of requests, where it is installed."""
    try:
        from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
    except ImportError:
        from uvicorn.protocols.http.h11_impl import H11Protocol

        return H11Protocol
    return HttpToolsProtocol
