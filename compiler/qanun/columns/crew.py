"""Who answers the rows that columns leave: this process while they are few, else others of their own."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import chain
from queue import SimpleQueue
from types import TracebackType
from typing import Any, Self

import pyarrow as pa

from qanun.columns.left import Left
from qanun.columns.messages import received, sent, table_in, table_out

SOON = 2.0
"""What takes fewer seconds is not worth a process."""
PIECE = 1_000
"""So many rows are answered by a worker at a time."""


class Worker:
    """A process of its own. It is not forked, for a database has threads, and it does not load the program
    that asks, which so needs no `if __name__ == "__main__"`."""

    def __init__(self, left: Left) -> None:
        paths = os.pathsep.join(os.path.abspath(path) for path in sys.path)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "qanun.columns.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": paths},
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._to, self._back = self._process.stdin, self._process.stdout
        sent(self._to, left)

    def answered(self, cases: Any) -> Any:
        """The answers to rows; RuntimeError if the process fails on them, or ends."""
        try:
            sent(self._to, table_out(pa.RecordBatch.from_arrays([cases], ["case"])))
            answer = received(self._back)
        except BrokenPipeError:
            answer = None
        if answer is None:
            raise RuntimeError(f"a process that answers rows has ended ({self._process.wait()})")
        fine, told = answer
        if not fine:
            raise RuntimeError(f"a process that answers rows failed:\n{told}")
        return table_in(told)

    def end(self) -> None:
        """Let it go, also in the midst of rows."""
        self._process.kill()
        self._process.wait()
        self._back.close()
        with suppress(BrokenPipeError):
            self._to.close()


def _cores() -> int:
    """How many this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Crew:
    """Answers rows that are left, `workers` pieces at a time."""

    def __init__(self, left: Left, workers: int | None) -> None:
        self._left = left
        self._count = workers or _cores()
        self._pool: ThreadPoolExecutor | None = None
        self._free: SimpleQueue[Worker] = SimpleQueue()
        self._every: list[Worker] = []
        self._spent = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            for worker in self._every:
                worker.end()
            self._pool.shutdown(cancel_futures=True)

    def answered(self, cases: Any) -> Callable[[], Iterator[Any]]:
        """The answers to rows (an array of structs), a batch a piece, for whoever calls what it gives."""
        pieces = [cases.slice(at, PIECE) for at in range(0, len(cases), PIECE)]
        here: list[Any] = []
        while pieces and self._pool is None and (self._count == 1 or self._spent < SOON):
            here.append(self._here(pieces.pop(0)))
        if not pieces:
            return lambda: iter(here)
        pool = self._pool or self._started()
        futures = [pool.submit(self._by_a_worker, piece) for piece in pieces]
        return lambda: chain(here, (future.result() for future in futures))

    def _here(self, cases: Any) -> Any:
        started = time.monotonic()
        found = self._left.answered(cases)
        self._spent += time.monotonic() - started
        return found

    def _started(self) -> ThreadPoolExecutor:
        self._every = [Worker(self._left) for _ in range(self._count)]
        for worker in self._every:
            self._free.put(worker)
        self._pool = ThreadPoolExecutor(self._count)
        return self._pool

    def _by_a_worker(self, cases: Any) -> Any:
        worker = self._free.get()
        try:
            return worker.answered(cases)
        finally:
            self._free.put(worker)
