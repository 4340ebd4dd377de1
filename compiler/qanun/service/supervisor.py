"""Keeps the law served: opens the socket, and changes one generation of workers for the next, unseen.

A generation is started afresh, so that it loads what is installed by then. The one before it stops only when
the new one takes requests; if it never does, the old one stays.
"""

import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from types import FrameType

from attrs import define, field

from qanun.service.app import COUNTED
from qanun.service.logs import to_stderr
from qanun.service.metrics import Metrics
from qanun.service.server import KEEP_ALIVE, LAST_ANSWERS
from qanun.service.settings import Settings

STARTING = 60
"""So many seconds a generation has until it takes requests."""
TOO_OFTEN = 3
"""So often in a row a generation may die."""
SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD)
Told = tuple[Settings, str]
"""What a generation is told: settings, and the companion of the package as text."""


@define(eq=False)
class Generation:
    """A process with its workers. `half`: which half of the slots it has. `pipe`: where its workers say that
    they are ready; `waits_for` so many have not said it. `until`: when it is ended if it does not get on."""

    process: subprocess.Popen[bytes]
    half: int
    pipe: int
    waits_for: int
    until: float
    leaving: bool = False

    def leave(self) -> None:
        """Have it answer what it has in hand, and end."""
        if not self.leaving:
            self.leaving = True
            self.until = time.monotonic() + KEEP_ALIVE + LAST_ANSWERS + 5
            self.process.terminate()

    @property
    def is_late(self) -> bool:
        return (self.leaving or self.waits_for > 0) and time.monotonic() > self.until

    def close(self) -> None:
        """Close what led to it. Workers that have outlived it see that, and leave."""
        os.close(self.pipe)
        with contextlib.suppress(BrokenPipeError):
            assert self.process.stdin is not None
            self.process.stdin.close()


@define(eq=False)
class Supervisor:
    """Serves `first`. `again` tells what is new when somebody wants that; None: nothing new can be served."""

    listening: socket.socket
    first: Told
    again: Callable[[], Told | None]
    _generations: list[Generation] = field(factory=list)
    _stopping: bool = False
    _died: int = 0
    _shared: int = -1
    _inbox: list[int] = field(factory=list)

    def run(self) -> int:
        """Until it is told to stop; 0, or 1 where no generation lives."""
        self._shared = _shared_memory(Metrics.size(len(COUNTED), 2 * self.first[0].workers))
        signals = self._catch()
        self._start(0)
        while self._generations:
            pipes = [one.pipe for one in self._generations if one.waits_for > 0]
            readable, _, _ = select.select([signals, *pipes], [], [], 1.0)
            if signals in readable:
                os.read(signals, 4096)
            self._welcome(set(readable))
            self._heed()
            self._bury()
            for one in self._generations:
                if one.is_late:
                    one.process.kill()
        return 0 if self._stopping and self._died < TOO_OFTEN else 1

    def _catch(self) -> int:
        """A pipe in which signals wake the loop."""
        reading, writing = os.pipe()
        os.set_blocking(writing, False)
        signal.set_wakeup_fd(writing, warn_on_full_buffer=False)

        def note(number: int, _: FrameType | None) -> None:
            self._inbox.append(number)

        for one in SIGNALS:
            signal.signal(one, note)
        return reading

    def _start(self, half: int) -> None:
        """Start a generation."""
        settings, companion = self.first
        reading, writing = os.pipe()
        first = half * settings.workers
        words = [str(one) for one in (self.listening.fileno(), self._shared, writing, first)]
        process = subprocess.Popen(
            [sys.executable, "-m", "qanun.service.worker", *words],
            stdin=subprocess.PIPE,
            pass_fds=(self.listening.fileno(), self._shared, writing),
            process_group=0,  # what a terminal sends comes to this process, which passes it on
        )
        os.close(writing)
        until = time.monotonic() + STARTING
        self._generations.append(Generation(process, half, reading, settings.workers, until))
        with contextlib.suppress(BrokenPipeError):
            assert process.stdin is not None
            process.stdin.write(f"{settings.as_text()}\n{companion}\n".encode())
            process.stdin.flush()

    def _welcome(self, readable: set[int]) -> None:
        """A generation all of whose workers are ready takes the place of those before it."""
        for one in [one for one in self._generations if one.pipe in readable]:
            said = len(os.read(one.pipe, 64))
            one.waits_for = max(one.waits_for - said, 0) if said else 0
            if said and not one.waits_for:
                to_stderr("ready", generation=one.process.pid)
                self._died = 0
                for older in self._generations[: self._generations.index(one)]:
                    older.leave()

    def _heed(self) -> None:
        """Do what signals say."""
        inbox, self._inbox[:] = list(self._inbox), []
        if signal.SIGTERM in inbox or signal.SIGINT in inbox:
            self._stopping = True
            self.listening.close()
            for one in self._generations:
                one.leave()
        elif signal.SIGHUP in inbox and not self._stopping:
            self._reload()

    def _reload(self) -> None:
        """Start the next generation, where none is being started."""
        staying = [one for one in self._generations if not one.leaving]
        told = self.again() if len(staying) == 1 else None
        if told is None:
            to_stderr("not reloaded")
            return
        to_stderr("reload")
        self.first = told
        self._start(1 - staying[0].half)

    def _bury(self) -> None:
        """Start another in the place of a generation that has died, unless one is there."""
        for one in [one for one in self._generations if one.process.poll() is not None]:
            self._generations.remove(one)
            one.close()
            if one.leaving or self._stopping:
                continue
            to_stderr("died", generation=one.process.pid, code=one.process.returncode)
            self._died += 1
            if not any(not other.leaving for other in self._generations) and self._died < TOO_OFTEN:
                self._start(one.half)


def listen(host: str, port: int, backlog: int) -> socket.socket:
    """An open socket; an OSError where there can be none."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(family)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((host, port))
    except OSError:
        found.close()
        raise
    found.listen(backlog)
    return found


def _shared_memory(size: int) -> int:
    """A file without a name, of so many bytes."""
    with tempfile.TemporaryFile() as file:
        handle = os.dup(file.fileno())
    os.ftruncate(handle, size)
    return handle
