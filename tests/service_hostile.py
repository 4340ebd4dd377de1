"""Hostile requests of the service: what no caller of good will sends, drawn by a seed.

    python tests/service_hostile.py --bodies 100000 --connections 2000 --seed 1 [--minutes 8]

Bodies go to a service in this process, as a server would hand them on: nested too deeply, too large, with
names twice, half characters, NaN, packed, cut off, of bytes that are no text, of values that are no facts.
Connections go to a service of its own: senders who say nothing, or half of it and no more; who close their
half, or all of it; who say the length wrongly, or no HTTP at all.

Each has to be answered by a clear 4xx (200 or 409 where it comes out right), or to be closed; what is read of
the answer has to be a problem with its status; nothing may be left of it: memory is told after each tenth.
"""

import argparse
import json
import random
import re
import socket
import subprocess
import sys
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from qanun.service.limits import Limits
from qanun.service.served import Served
from qanun_azerbaijan import questions
from service_caller import PACKAGE, STALLS, Caller

LIMITS = Limits(body=20_000, items=2_000, receiving=0.002)
"""Small ones, so that each is met at once."""
WAYS = ("decide", "explore", "explain", "next", "receipt")
ENDS = (200, 404, 406, 408, 409, 413, 415, 422)
"""How a hostile body may end."""
Draw = random.Random
Sent = tuple[list[bytes], Mapping[str, str]]
"""The pieces of a body, and headers beside those of JSON."""


def resident() -> int:
    """Kilobytes of this process."""
    return _resident(Path("/proc/self/status"))


def _resident(status: Path) -> int:
    found = re.search(r"VmRSS:\s+(\d+)", status.read_text())
    return int(found[1]) if found else 0


# --- bodies -----------------------------------------------------------------------------------------------


def deep(draw: Draw, _: str) -> Sent:
    """Brackets in brackets, closed or not, of one kind or of both."""
    depth = draw.choice((30, 33, 200, 9_000))
    opening = draw.choice(("[", '{"a":'))
    closing = {"[": "]", '{"a":': "}"}[opening] * draw.choice((0, depth, depth - 1))
    return [(opening * depth + "1" + closing).encode()], {}


def large(draw: Draw, fact: str) -> Sent:
    """Many values, a long text, a number of many digits, or white space."""
    size = draw.choice((1_500, 15_000, 25_000))
    value = draw.choice(("[" + "1," * size + "1]", f'"{"a" * size}"', "9" * size, " " * size, f"1e{size}"))
    return [f'{{"{fact}": {value}}}'.encode()], {}


def twice(draw: Draw, fact: str) -> Sent:
    """A fact that is stated twice, the second time so that only a reader of JSON sees it."""
    again = "".join(f"\\u{ord(letter):04x}" for letter in fact) if draw.random() < 0.5 else fact
    return [f'{{"{fact}": true, "{again}": {draw.choice(("true", "false", "null"))}}}'.encode()], {}


def half_characters(draw: Draw, fact: str) -> Sent:
    """Surrogates alone, as names and as values, escaped or as bytes."""
    half = draw.choice((b"\\ud800", b"\\udfff", b"\\ude00\\ud83d", b"\xed\xa0\x80"))
    value = b'"' + half + b'"'
    name = f'"{fact}"'.encode()
    return [b"{%s: %s}" % draw.choice(((name, value), (value, b"true")))], {}


def no_number(draw: Draw, fact: str) -> Sent:
    """What JSON has no numbers for, and numbers that it writes otherwise."""
    value = draw.choice(
        ("NaN", "Infinity", "-Infinity", "1e999", "-0", "01", ".5", "1.", "0x10", "1_000", "+1")
    )
    return [f'{{"{fact}": {value}}}'.encode()], {}


def packed(draw: Draw, fact: str) -> Sent:
    """A megabyte of nothing, packed; said to be so, or not."""
    packing = zlib.compressobj(9, zlib.DEFLATED, 31)
    body = packing.compress(b" " * 1_000_000) + packing.flush()
    coding = draw.choice(({"content-encoding": "gzip"}, {"content-encoding": "identity, gzip"}, {}))
    return [body], coding


def cut_off(draw: Draw, fact: str) -> Sent:
    """A body that ends too soon, or goes on behind its end."""
    whole = json.dumps({fact: True, "stays": [{"from": "2012-03-05"}]}).encode()
    end = draw.randrange(len(whole))
    return [draw.choice((whole[:end], whole + whole[:end], b"\xef\xbb\xbf" + whole, whole + b"\x00"))], {}


def noise(draw: Draw, fact: str) -> Sent:
    """Bytes by chance, alone or in the place of some of a right body."""
    junk = draw.randbytes(draw.randrange(1, 60))
    at = draw.randrange(len(fact))
    return [draw.choice((junk, f'{{"{fact[:at]}'.encode() + junk + b'": true}'))], {}


def of_another_kind(draw: Draw, fact: str) -> Sent:
    """Values of no fact's kind, and names of none."""
    odd: object = draw.choice(
        ([], {}, [[]], {"a": 1}, -1, 10**400, "", "\x00", "2012-02-30", "1 AZN" * 50, None, "__class__")
    )
    name = draw.choice((fact, "", "__proto__", "/~", fact + "\u202e", "\x00", fact.upper(), fact * 40))
    return [json.dumps(draw.choice(({name: odd}, [odd], odd))).encode()], {}


def wrong_heads(draw: Draw, fact: str) -> Sent:
    """Headers that say of the body what it is not."""
    named = draw.choice(
        (
            {"content-length": draw.choice(("-1", "1e3", "", "9" * 40, "20001"))},
            {
                "content-type": draw.choice(
                    ("", "text/html", "application/json/json", "application/x-ndjson", "é")
                )
            },
            {"content-encoding": draw.choice(("br", "gzip, gzip", "x" * 500))},
            {"accept": draw.choice(("image/png", ";;;", "application/json;q=0", "*/*;q=nan"))},
        )
    )
    return [b"{}"], named


def stalling(draw: Draw, _: str) -> Sent:
    """A sender that begins, and does not go on."""
    return [STALLS], {}


KINDS: tuple[Callable[[Draw, str], Sent], ...] = (
    *(deep, large, twice, half_characters, no_number, packed, cut_off, noise, of_another_kind, wrong_heads),
    stalling,
)


class Bodies:
    """Sends bodies to a service in this process, and counts how each kind ended."""

    def __init__(self, seed: int, law: Served) -> None:
        self.ended: Counter[tuple[str, int]] = Counter()
        self.wrong: list[str] = []
        self._draw = random.Random(seed)
        self._call = Caller(law, limits=LIMITS)
        self._names = tuple(questions.labels)
        self._facts = {name: [spec.key for spec in questions[name].facts.FACTS] for name in self._names}

    def one(self) -> None:
        draw = self._draw
        kind, name = draw.choice(KINDS), draw.choice(self._names)
        pieces, more = kind(draw, draw.choice(self._facts[name]))
        query = draw.choice(("", "?as_of=2012-03-05"))
        headers = {"content-type": "application/json", **more}
        got = self._call("POST", f"/questions/{name}/{draw.choice(WAYS)}{query}", pieces, headers)
        self._call.logged.clear()
        self.ended[kind.__name__, got.status] += 1
        if got.status not in ENDS or (got.status >= 400 and _wrong(got.status, got.headers, got.body)):
            self.wrong.append(
                f"{kind.__name__} {name} {pieces[0][:200]!r} {more}: {got.status} {got.text[:300]}"
            )


def _wrong(status: int, headers: Mapping[str, str], body: bytes) -> bool:
    """Whether a refusal is no problem as the document has them."""
    if headers["content-type"] != "application/problem+json" or b"Traceback" in body:
        return True
    told = json.loads(body)
    return bool(told["status"] != status or not told["type"].startswith("urn:qanun:problem:"))


# --- connections ------------------------------------------------------------------------------------------

HEAD = (
    b"POST /questions/criminal_code.crossing/explore HTTP/1.1\r\nhost: localhost\r\n"
    b"content-type: application/json\r\n"
)
SLOW = 0.3
"""Seconds that the service over sockets waits."""


def hostile_bytes(draw: Draw) -> tuple[bytes, str]:
    """What a connection sends, and what it does then: waits, closes its half, or goes."""
    length = draw.randrange(1, 200)
    sent: bytes = draw.choice(
        (
            b"",
            HEAD[: draw.randrange(1, len(HEAD))],
            HEAD + b"content-length: %d\r\n\r\n{" % (length + 1),
            HEAD + b"content-length: 2\r\n\r\n{}",
            HEAD + b"content-length: 2\r\ncontent-length: 3\r\n\r\n{}",
            HEAD + b"transfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\n{",
            HEAD + b"transfer-encoding: chunked\r\ncontent-length: 2\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
            HEAD + b"x-long: " + b"a" * 20_000,
            HEAD + b"x: \x00\r\n\r\n",
            draw.randbytes(length) + b"\r\n\r\n",
            b"GET / HTTP/9.9\r\n\r\n",
            b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            (HEAD + b"content-length: 2\r\n\r\n{}") * 50,
        )
    )
    return sent, draw.choice(("wait", "half", "go"))


def connected(port: int, draw: Draw) -> str:
    """How a connection ended: the status of the first answer, or `closed`; `open` where it was not ended."""
    sent, then = hostile_bytes(draw)
    with socket.create_connection(("127.0.0.1", port), timeout=30) as one:
        try:
            one.sendall(sent)
            if then == "go":
                return "gone"
            if then == "half":
                one.shutdown(socket.SHUT_WR)
            told = one.recv(65_536)
            while one.recv(65_536):
                pass
        except ConnectionError:
            return "closed"
        except TimeoutError:
            return f"open: {sent[:200]!r} {then}"
    return told[9:12].decode() if told else "closed"


def connections(count: int, seed: int, until: float) -> Iterator[str]:
    """How each connection ended, some at a time; at last what memory did, and that the service answers."""
    words = [sys.executable, "-m", "qanun.tools.cli", "serve", "--package", PACKAGE, "--port", "0", "--quiet"]
    words += ["--limit", f"receiving={SLOW}"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as service:
        try:
            assert service.stdout is not None
            found = re.search(rb":(\d+)/$", service.stdout.readline().strip())
            assert found is not None
            yield from _over_sockets(service.pid, int(found[1]), count, seed, until)
        finally:
            service.terminate()


def _over_sockets(service: int, port: int, count: int, seed: int, until: float) -> Iterator[str]:
    draws = [random.Random(f"{seed} {number}") for number in range(count)]
    with ThreadPoolExecutor(100) as threads:
        for start in range(0, count, max(count // 10, 1)):
            if time.monotonic() > until:
                return
            some = draws[start : start + max(count // 10, 1)]
            ended = Counter(threads.map(lambda one: connected(port, one), some))
            told = ", ".join(f"{how}: {many}" for how, many in sorted(ended.items()))
            yield f"{told}; memory {sum(map(_resident, _below(service))) / 1000:.1f} MB"
    with socket.create_connection(("127.0.0.1", port), timeout=30) as one:
        one.sendall(HEAD + b"content-length: 2\r\nconnection: close\r\n\r\n{}")
        yield f"then a right request: {one.recv(12).decode()}"


def _below(process: int) -> list[Path]:
    """Where the state of a process and of those below it is told."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [Path(f"/proc/{process}/status"), *(one for child in children for one in _below(int(child)))]


def main() -> int:
    """Exits with 1 if something ended otherwise than it may."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--bodies", type=int, default=10_000)
    reader.add_argument("--connections", type=int, default=400)
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--minutes", type=float, default=60)
    wanted = reader.parse_args()
    until = time.monotonic() + wanted.minutes * 60
    failed = 0
    for told in connections(wanted.connections, wanted.seed, until):
        print(told, flush=True)
        failed += "open" in told or "500" in told
    bodies, sent = Bodies(wanted.seed, Served(PACKAGE)), 0
    while sent < wanted.bodies and time.monotonic() < until:
        bodies.one()
        sent += 1
        if sent % max(wanted.bodies // 10, 1) == 0:
            print(f"{sent:,} bodies; memory {resident() / 1000:.1f} MB", flush=True)
    for kind in KINDS:
        ended = {status: many for (name, status), many in bodies.ended.items() if name == kind.__name__}
        print(f"{kind.__name__}: " + ", ".join(f"{status}: {many}" for status, many in sorted(ended.items())))
    print(*bodies.wrong[:20], sep="\n")
    print(f"{sent:,} bodies, {wanted.connections:,} connections: {failed + len(bodies.wrong)} found")
    return 1 if failed or bodies.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
