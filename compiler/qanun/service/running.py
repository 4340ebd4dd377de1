"""Runs what answers: at once where that is quick, else in a thread, for so long as is allowed."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from qanun.service.limits import Limits
from qanun.service.problems import Problem

T = TypeVar("T")
SMALL = 8_000
"""A body of so many bytes, or fewer, is answered at once where its operation is quick."""
THREADS = 4


class Load:
    """What is under way. A thread whose answer nobody waits for any more counts until it has ended."""

    def __init__(self, limits: Limits) -> None:
        self.taken = 0
        self._limits = limits
        self._threads = ThreadPoolExecutor(THREADS, "answering")

    @property
    def is_full(self) -> bool:
        return self.taken >= self._limits.under_way

    async def run(self, quick: bool, size: int, call: Callable[[], T]) -> T:
        """What a call gives; a problem where it takes too long."""
        if quick and size <= SMALL:
            return call()
        future = self._threads.submit(call)
        waited = asyncio.wrap_future(future)
        waited.add_done_callback(lambda done: None if done.cancelled() else done.exception())
        try:
            async with asyncio.timeout(self._limits.seconds):
                return await asyncio.shield(waited)
        except TimeoutError:
            self._leave(future)
            raise Problem(
                "took-too-long", f"There was no answer within {self._limits.seconds:g} s."
            ) from None

    def _leave(self, future: "Future[T]") -> None:
        """Count a thread that goes on, until it ends."""
        if not future.cancel():
            self.taken += 1
            loop = asyncio.get_running_loop()
            future.add_done_callback(lambda _: loop.call_soon_threadsafe(self._ended))

    def _ended(self) -> None:
        self.taken -= 1
