"""A generation of workers: a process that loads the law once, and copies of it that answer requests.

A copy that dies is made again at once, as the law is in memory. All are copies of one version of the law.
"""

import asyncio
import contextlib
import gc
import os
import select
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterable
from types import FrameType
from typing import Any

from qanun.service.app import COUNTED, Service
from qanun.service.companion import NOTHING, Companion
from qanun.service.logs import places, to_nowhere, to_stderr
from qanun.service.metrics import Metrics
from qanun.service.served import Served
from qanun.service.server import server_of
from qanun.service.settings import Settings

READY = b"r"
"""What each worker says when it takes requests."""
NOT_SERVED = 3
"""How a generation ends whose law cannot be loaded."""
BUSY_THREADS = 0.001
"""Seconds after which a thread that reckons lets the one go on that takes requests."""
AGAIN = 0.5
"""Seconds until a worker is made in the place of one that died at once."""


def main() -> None:
    """Arguments: the numbers of the open socket, of the file of metrics, of the pipe in which to say READY,
    and of the first slot. Settings and companion are the first lines of the standard input, whose end
    means that whoever started it is gone."""
    listening, shared, ready, first = map(int, sys.argv[1:5])
    settings = Settings.from_text(sys.stdin.buffer.readline())
    companion = sys.stdin.buffer.readline()
    sys.path[:0] = settings.folders
    try:
        served = Served(settings.package, Companion.from_text(companion) if companion.strip() else NOTHING)
        served.prepare()
    except Exception as error:
        told = f"{settings.package} cannot be served: {type(error).__name__}: {error}"
        to_stderr("not ready", told=told, places=places(error))
        sys.exit(NOT_SERVED)
    gc.collect()
    gc.freeze()  # the law is never garbage

    def answer(slot: int) -> None:
        metrics = Metrics(COUNTED, 2 * settings.workers, slot, shared)
        tools = _tools(served) if settings.assistants else None
        service = Service(served, settings, metrics, to_stderr if settings.logged else to_nowhere, tools)
        sys.setswitchinterval(BUSY_THREADS)
        with asyncio.Runner(loop_factory=_loops()) as runner:
            runner.run(_serve(service, settings, socket.socket(fileno=listening), ready, tools))

    keep(range(first, first + settings.workers), answer, listening)


def keep(slots: Iterable[int], answer: Callable[[int], None], listening: int) -> None:
    """Have a copy of this process for each slot, until this one is told to stop, or is orphaned."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    stopping = False

    def stop(_: int, __: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    born = {_copy(slot, answer): (slot, time.monotonic()) for slot in slots}
    told = False
    while born:
        if stopping and not told:
            told = True
            os.close(listening)  # who comes now is refused, not left waiting
            for one in born:
                os.kill(one, signal.SIGTERM)
        waiting = [reading] if stopping else [reading, 0]
        readable, _, _ = select.select(waiting, [], [], 1.0)
        if reading in readable:
            os.read(reading, 4096)
        stopping = stopping or 0 in readable  # nothing comes there but its end
        for one in _ended():
            slot, since = born.pop(one)
            if not stopping:
                to_stderr("died", worker=one)
                if time.monotonic() - since < AGAIN:
                    time.sleep(AGAIN)
                born[_copy(slot, answer)] = (slot, time.monotonic())


def _copy(slot: int, answer: Callable[[int], None]) -> int:
    """A copy of this process that answers requests and ends; its number."""
    child = os.fork()
    if child:
        return child
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    code = 1
    try:
        answer(slot)
        code = 0
    except BaseException as error:  # a copy never goes on in its parent's place
        to_stderr("failed", error=type(error).__name__, places=places(error))
    finally:
        os._exit(code)


def _ended() -> list[int]:
    """The copies that have ended."""
    found: list[int] = []
    while True:
        try:
            child, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return found
        if not child:
            return found
        found.append(child)


def _loops() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """The faster loop, where it is installed."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


def _tools(served: Served) -> Any:
    """What answers assistants."""
    from qanun.service.protocol import over_http

    return over_http(served)


async def _serve(
    service: Service, settings: Settings, listening: socket.socket, ready: int, tools: Any
) -> None:
    """Answer requests until this process is told to stop, or the one that started all is gone."""
    async with contextlib.AsyncExitStack() as running:
        if tools is not None:
            await running.enter_async_context(tools.run())
        await _serve_until_told(service, settings, listening, ready)


async def _serve_until_told(
    service: Service, settings: Settings, listening: socket.socket, ready: int
) -> None:
    server = server_of(service, settings.limits)
    loop = asyncio.get_running_loop()

    def orphaned() -> None:
        loop.remove_reader(0)
        server.should_exit = True

    loop.add_reader(0, orphaned)
    serving = asyncio.create_task(server.serve([listening]))
    while not server.started and not serving.done():
        await asyncio.sleep(0.01)
    with contextlib.suppress(BrokenPipeError):  # for a copy that was made later nobody waits
        os.write(ready, READY)
    await serving


if __name__ == "__main__":
    main()
