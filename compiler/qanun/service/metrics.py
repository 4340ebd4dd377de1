"""Counts and times of requests, in memory that all workers share: each has a slot, and any tells them all."""

import mmap
from bisect import bisect_left
from collections.abc import Iterator, Sequence

BOUNDS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 5_000, 10_000)
"""Upper ends of the groups of times, in milliseconds; a last one has the rest."""
STATUSES = ("2xx", "3xx", "4xx", "5xx")
_ROW = len(STATUSES) + len(BOUNDS) + 1 + 1
"""A number for each status, for each group of times, and the microseconds together."""
_BEGUN, _LINES = 0, 1
_HEAD = 2


class Metrics:
    """What one worker counts; only the thread of its loop writes."""

    def __init__(self, operations: Sequence[str], workers: int = 1, slot: int = 0, file: int = -1) -> None:
        """`file`: a file of `size` bytes that all workers have open; -1: memory of its own."""
        self._rows = {name: place for place, name in enumerate(operations)}
        self._slots = workers
        self._memory = memoryview(mmap.mmap(file, self.size(len(operations), workers))).cast("Q")
        self._own = slot * self._slot
        self._memory[self._own + _BEGUN] = 0

    @staticmethod
    def size(operations: int, workers: int) -> int:
        """In bytes."""
        return 8 * workers * (_HEAD + operations * _ROW)

    @property
    def _slot(self) -> int:
        return _HEAD + len(self._rows) * _ROW

    def begin(self) -> None:
        """A request has come."""
        self._memory[self._own + _BEGUN] += 1

    def end(self, operation: str, status: int, seconds: float) -> None:
        """It was answered."""
        memory, row = self._memory, self._own + _HEAD + self._rows[operation] * _ROW
        memory[self._own + _BEGUN] -= 1
        memory[row + min(max(status // 100, 2), 5) - 2] += 1
        taken = seconds * 1_000
        group = bisect_left(BOUNDS, taken)
        memory[row + len(STATUSES) + group] += 1
        memory[row + _ROW - 1] += int(seconds * 1_000_000)

    def line(self) -> None:
        """A line of a batch was answered."""
        self._memory[self._own + _LINES] += 1

    def as_text(self) -> str:
        """In the text form of Prometheus, of all workers together."""
        return "\n".join([*self._counts(), *self._times(), *self._others(), ""])

    def _all(self, place: int) -> int:
        return sum(self._memory[slot * self._slot + place] for slot in range(self._slots))

    def _counts(self) -> Iterator[str]:
        yield "# HELP qanun_requests_total Requests that were answered."
        yield "# TYPE qanun_requests_total counter"
        for name, row in self._rows.items():
            for place, status in enumerate(STATUSES):
                count = self._all(_HEAD + row * _ROW + place)
                yield f'qanun_requests_total{{operation="{name}",status="{status}"}} {count}'

    def _times(self) -> Iterator[str]:
        yield "# HELP qanun_request_seconds How long they took."
        yield "# TYPE qanun_request_seconds histogram"
        for name, row in self._rows.items():
            start, below = _HEAD + row * _ROW + len(STATUSES), 0
            for place, bound in enumerate((*BOUNDS, None)):
                below += self._all(start + place)
                most = "+Inf" if bound is None else f"{bound / 1_000:g}"
                yield f'qanun_request_seconds_bucket{{operation="{name}",le="{most}"}} {below}'
            total = self._all(start + len(BOUNDS) + 1) / 1_000_000
            yield f'qanun_request_seconds_sum{{operation="{name}"}} {total:.6f}'
            yield f'qanun_request_seconds_count{{operation="{name}"}} {below}'

    def _others(self) -> Iterator[str]:
        yield "# HELP qanun_requests_under_way Requests that have come and are not answered yet."
        yield "# TYPE qanun_requests_under_way gauge"
        yield f"qanun_requests_under_way {self._all(_BEGUN)}"
        yield "# HELP qanun_batch_lines_total Lines of batches that were answered."
        yield "# TYPE qanun_batch_lines_total counter"
        yield f"qanun_batch_lines_total {self._all(_LINES)}"
