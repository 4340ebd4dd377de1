"""What a worker answers in a second, asked over sockets by another process.

    python tests/bench/bench_service.py [--seconds 5]

Prints a table for `docs/developing/speed.md`: of each case how many requests a second
are answered, how much
processor time of the worker one takes, and, at half of that load, the times of answers. The processor time is
that of the service's processes alone, so it says what a worker can do on a core of its own, whoever else is
busy on the machine.
"""

import argparse
import asyncio
import json
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
CASES = {
    "the case of the README": ("criminal_code.crossing", {}),
    "illegal crossing, every fact stated": ("criminal_code.crossing", {"bypassed_checkpoint": False}),
    "the largest question": ("across_laws.protection_beyond_punishment", {}),
}
"""Each case of the examples, and what is stated besides."""
CONNECTIONS = 8
TICKS = os.sysconf("SC_CLK_TCK")


def request_of(case: str) -> bytes:
    """A request to decide a case."""
    question, besides = CASES[case]
    examples = ROOT / "docs" / "examples"
    facts = json.loads((examples / f"{question}.json").read_text(encoding="utf-8"))
    body = json.dumps({**facts, **besides}).encode()
    said = (examples / f"{question}.txt").read_text(encoding="utf-8")
    day = re.search(r"--as-of [\"\']?(\d{4}-\d\d-\d\d)", said)
    query = f"?as_of={day[1]}" if day else ""
    head = f"POST /questions/{question}/decide{query} HTTP/1.1\r\nhost: localhost\r\n"
    head += f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    return head.encode() + body


class Caller:
    """A connection on which one request follows the other."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def ask(self, request: bytes) -> None:
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200 "), head
        size = re.search(rb"content-length: (\d+)", head)
        assert size is not None
        await self._reader.readexactly(int(size[1]))


async def connected(port: int, count: int) -> list[Caller]:
    return [Caller(*await asyncio.open_connection("127.0.0.1", port)) for _ in range(count)]


async def as_fast_as_it_goes(port: int, request: bytes, seconds: float) -> float:
    """Requests a second."""
    end = time.perf_counter() + seconds
    answered = 0

    async def ask(caller: Caller) -> None:
        nonlocal answered
        while time.perf_counter() < end:
            await caller.ask(request)
            answered += 1

    begun = time.perf_counter()
    await asyncio.gather(*map(ask, await connected(port, CONNECTIONS)))
    return answered / (time.perf_counter() - begun)


async def at_a_rate(port: int, request: bytes, rate: float, seconds: float) -> Sequence[float]:
    """The milliseconds of each answer, requests coming at even distances whatever was answered by then."""
    callers: asyncio.Queue[Caller] = asyncio.Queue()
    for one in await connected(port, 64):
        callers.put_nowait(one)
    took: list[float] = []

    async def ask(due: float) -> None:
        caller = await callers.get()
        await caller.ask(request)
        took.append((time.perf_counter() - due) * 1000)
        callers.put_nowait(caller)

    begun, tasks = time.perf_counter(), []
    for number in range(int(rate * seconds)):
        due = begun + number / rate
        await asyncio.sleep(max(due - time.perf_counter(), 0))
        tasks.append(asyncio.create_task(ask(due)))
    await asyncio.gather(*tasks)
    return took


def processor_seconds(process: int) -> float:
    """Of a process and those below it, so far."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    below = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return (int(fields[11]) + int(fields[12])) / TICKS + sum(map(processor_seconds, map(int, below)))


def resident(process: int) -> int:
    """Kilobytes of a process and those below it."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text())
    below = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return (int(found[1]) if found else 0) + sum(map(resident, map(int, below)))


def measured(service: int, port: int, case: str, seconds: float) -> str:
    """A row of the table."""
    request = request_of(case)
    asyncio.run(as_fast_as_it_goes(port, request, 0.5))
    before, begun = processor_seconds(service), time.perf_counter()
    rate = asyncio.run(as_fast_as_it_goes(port, request, seconds))
    used = processor_seconds(service) - before
    each = used / (rate * (time.perf_counter() - begun))
    took = sorted(asyncio.run(at_a_rate(port, request, rate / 2, seconds)))
    half = statistics.median(took), took[int(len(took) * 0.99)]
    return (
        f"| {case} | {rate:,.0f} | {each * 1e6:,.0f} µs | {1 / each:,.0f} "
        f"| {half[0]:.1f} ms | {half[1]:.1f} ms |"
    )


def flat(service: int, port: int, requests: int) -> str:
    """What memory does over many requests."""
    request, sizes = request_of("the case of the README"), []
    for _ in range(10):
        asyncio.run(as_many(port, request, requests // 10))
        sizes.append(resident(service))
    return f"memory after each tenth of {requests:,} requests, MB: " + ", ".join(
        f"{size / 1000:.0f}" for size in sizes
    )


async def as_many(port: int, request: bytes, count: int) -> None:
    left = count

    async def ask(caller: Caller) -> None:
        nonlocal left
        while left > 0:
            left -= 1
            await caller.ask(request)

    await asyncio.gather(*map(ask, await connected(port, CONNECTIONS)))


def main() -> None:
    """Prints the table."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--seconds", type=float, default=5)
    reader.add_argument("--requests", type=int, default=0, help="also look at memory over so many")
    wanted = reader.parse_args()
    words = ["-m", "qanun.tools.cli", "serve", "--package", "qanun_azerbaijan", "--port", "0", "--quiet"]
    with subprocess.Popen([sys.executable, *words], stdout=subprocess.PIPE, text=True) as service:
        assert service.stdout is not None
        found = re.search(r":(\d+)/$", service.stdout.readline().strip())
        assert found is not None
        port = int(found[1])
        try:
            print("| case | a second | processor time each | of a core | half the load: median | 99 % |")
            print("|---|---:|---:|---:|---:|---:|")
            for case in CASES:
                print(measured(service.pid, port, case, wanted.seconds), flush=True)
            if wanted.requests:
                print(flat(service.pid, port, wanted.requests))
        finally:
            service.terminate()


if __name__ == "__main__":
    main()
