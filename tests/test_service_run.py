"""`qanun serve`, run as it is run: on a socket, with workers that die, are changed, and stop."""

import http.client
import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import anyio
import find_systemd
import httpcore2  # noqa: F401 (what asks over HTTP loads it late, and it looks up its own version then)
import pytest
from attrs import frozen
from javascript import node, packages
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from pages_of_law import ROOT
from qanun.tools.cli.app import run
from qanun_azerbaijan import criminal_code as cc
from service_caller import alone

CROSSING = "/questions/criminal_code.crossing/explore"
COMMAND = ("-m", "qanun.tools.cli", "serve", "--package", "qanun_azerbaijan")
DEBIAN = {"pyyaml": "yaml", "markdown-it-py": "markdown-it"}
"""What Debian calls otherwise."""
MOST_CONNECTIONS = 20
LIMITS = ("receiving=0.6", "head=4000", "body=5000", f"connections={MOST_CONNECTIONS}")
TYPESCRIPT = ROOT / "tests" / "typescript_client"


@frozen
class Running:
    """A service: its process, and the port on which it listens."""

    process: subprocess.Popen[str]
    port: int

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=10)

    def ask(self, method: str, path: str, body: bytes | None = None) -> tuple[int, bytes]:
        caller = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        kind = {"content-type": "application/json"} if body is not None else {}
        caller.request(method, path, body, kind)
        answer = caller.getresponse()
        found = answer.status, answer.read()
        caller.close()
        return found

    def below(self, process: int) -> list[int]:
        """The processes that a process started."""
        path = Path(f"/proc/{process}/task/{process}/children")
        return [int(one) for one in path.read_text().split()]

    def generation(self) -> int:
        (one,) = self.below(self.process.pid)
        return one


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    words = [word for limit in LIMITS for word in ("--limit", limit)]
    with subprocess.Popen(
        [sys.executable, *COMMAND, "--port", "0", "--mcp", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        found = re.search(r":(\d+)/$", process.stdout.readline().strip())
        assert found is not None
        service = Running(process, int(found[1]))
        assert service.ask("GET", "/ready")[0] == 200
        yield service
        process.kill()


def test_the_case_of_the_readme_is_answered_by_one_curl(running: Running) -> None:
    """As it is written there, but for the port; the answer stands there too."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (command,) = re.findall(r"^curl .*$", readme, re.M)
    assert "127.0.0.1:8080" in command
    words = shlex.split(command.replace(":8080", f":{running.port}"))
    done = subprocess.run([*words, "-s"], cwd=ROOT, capture_output=True, text=True, check=True)
    shown = readme.partition("**The answer**")[2].partition("```text\n")[2].partition("…")[0]
    assert done.stdout.startswith(shown)


def test_the_interview_of_the_guide_is_five_calls(running: Running) -> None:
    """As it is written there: the fourth says that it is done, the last that there is no offence."""
    guide = (ROOT / "docs" / "service.md").read_text(encoding="utf-8")
    section = guide.partition("### An interview of five calls")[2]
    script = section.partition("```sh\n")[2].partition("```")[0]
    calls = script.replace(":8080", f":{running.port}").replace("\ncurl", "\necho; curl")
    assert script.count("curl -s") == 5
    done = subprocess.run(["bash", "-ec", calls], capture_output=True, text=True, check=True)
    told = [json.loads(line) for line in done.stdout.splitlines() if line]
    asked = [one["fact"] and one["fact"]["name"] for one in told[:4]]
    assert asked == ["crossed_guarded_border", "lacked_required_documents", "bypassed_checkpoint", None]
    assert [one["done"] for one in told[:4]] == [False, False, False, True]
    assert told[4]["answers"]["illegal_crossing"]["verdict"] == "no"


def test_assistants_call_over_http_and_over_streams(running: Running) -> None:
    """The client of the protocol's own SDK gets the same from both."""
    over_streams = stdio_client(StdioServerParameters(command=sys.executable, args=[*COMMAND, "--stdio"]))

    async def decided(place: Any) -> Any:
        async with Client(place) as client:
            got = await client.call_tool("decide", {"question": "criminal_code.crossing", "facts": {}})
            return json.loads(got.content[0].text)  # type: ignore[union-attr]

    over_http = alone().submit(anyio.run, decided, f"http://127.0.0.1:{running.port}/mcp").result()
    assert over_http["answers"][0]["missing"][0]["fact"] == "crossed_guarded_border"
    assert alone().submit(anyio.run, decided, over_streams).result() == over_http


CLIENT = """
import sys
from law_client import Client
from law_client.api.criminal_code import decide_criminal_code_crossing as decide
from law_client.models import CrossingAnswers, CrossingFacts, Problem

client = Client(base_url=sys.argv[1])
facts = CrossingFacts(
    crossed_guarded_border=True, lacked_required_documents=True, came_to_seek_political_asylum=False
)
answers = decide.sync(client=client, body=facts)
assert isinstance(answers, CrossingAnswers)
assert answers.answers.illegal_crossing.verdict == "yes"
assert [part[0].kind for part in answers.answers.illegal_crossing.penalties] == ["fine", "imprisonment"]
missing = decide.sync(client=client, body=CrossingFacts())
assert isinstance(missing, Problem)
assert missing.needs[0].fact == "crossed_guarded_border"
"""


def test_a_generated_client_works_without_an_edit(running: Running, tmp_path: Path) -> None:
    """openapi-python-client makes classes of facts and answers; the document is all it is given."""
    document = tmp_path / "openapi.json"
    document.write_bytes(running.ask("GET", "/openapi.json?question=criminal_code.crossing")[1])
    words = ["generate", "--meta", "none", "--path", str(document), "--output-path", "law_client"]
    made = subprocess.run(
        [sys.executable, "-m", "openapi_python_client", *words],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert made.returncode == 0, made.stdout
    address = f"http://127.0.0.1:{running.port}"
    used = subprocess.run(
        [sys.executable, "-c", CLIENT, address], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert used.returncode == 0, used.stderr


def test_a_generated_client_in_typescript_works_without_an_edit(running: Running, tmp_path: Path) -> None:
    """openapi-typescript makes the types, openapi-fetch calls; the strictest checks let through what is right
    alone, and the answers are those of the library."""
    shutil.copytree(TYPESCRIPT, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("node_modules"))
    (tmp_path / "node_modules").symlink_to(packages(TYPESCRIPT))
    document = running.ask("GET", "/openapi.json?question=criminal_code.crossing")[1]
    (tmp_path / "openapi.json").write_bytes(document)

    def ran(*words: str) -> str:
        done = subprocess.run([node(), *words], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    ran("node_modules/openapi-typescript/bin/cli.js", "openapi.json", "--output", "law.d.ts")
    ran("node_modules/typescript/bin/tsc")
    told = json.loads(ran("out/use.js", f"http://127.0.0.1:{running.port}"))
    facts = cc.CrossingFacts(
        crossed_guarded_border=True, lacked_required_documents=True, came_to_seek_political_asylum=False
    )
    assert told["decided"] == cc.crossing.decide(facts).to_json()
    assert told["verdict"] == "yes"
    assert told["missing"] == [409, "crossed_guarded_border"]
    assert told["place"] == "art. 318 [(1)]"


def test_slow_and_long_senders_are_sent_away(running: Running) -> None:
    """Who does not say his first lines, or his body, in time; who says too much; who closes his half."""
    head = b"POST /questions/criminal_code.crossing/explore HTTP/1.1\r\nhost: localhost\r\n"
    kind = b"content-type: application/json\r\n"
    sent = {
        "nothing": (b"", b"HTTP/1.1 408 "),
        "half a line": (b"POST /questions/crim", b"HTTP/1.1 408 "),
        "half a body": (head + kind + b"content-length: 100\r\n\r\n{", b"HTTP/1.1 408 "),
        "a long head": (head + b"x-long: " + b"a" * 5000, b"HTTP/1.1 431 "),
        "a long body": (head + kind + b"content-length: 9000\r\n\r\n" + b" " * 6000, b"HTTP/1.1 413 "),
        "no HTTP": (b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", b"HTTP/1.1 400 "),
    }
    open_ones = {name: running.connect() for name in sent}
    for name, one in open_ones.items():
        one.sendall(sent[name][0])
    for name, one in open_ones.items():
        assert _all_of(one).startswith(sent[name][1]), name
    half = running.connect()
    half.sendall(head + kind + b"content-length: 2\r\n\r\n{}")
    half.shutdown(socket.SHUT_WR)
    assert _all_of(half)[:13] in (b"", b"HTTP/1.1 200 ")
    assert running.ask("POST", CROSSING, b"{}")[0] == 200


def test_more_connections_than_allowed_are_sent_away(running: Running) -> None:
    """Those that were there first are kept, and there is room again when they have gone."""
    open_ones = []
    for _ in range(MOST_CONNECTIONS):
        open_ones.append(one := running.connect())
        one.sendall(b"GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n")
        assert one.recv(65_536).startswith(b"HTTP/1.1 200 ")
    for _ in range(3):
        assert _all_of(running.connect()).startswith(b"HTTP/1.1 503 ")
    for one in open_ones:
        one.close()
    assert running.ask("GET", "/health")[0] == 200


def _all_of(one: socket.socket) -> bytes:
    """All that comes until the other side closes."""
    found = b""
    try:
        while piece := one.recv(65_536):
            found += piece
    except ConnectionResetError:
        pass  # it was closed with what was sent unread
    one.close()
    return found


def test_a_worker_that_is_killed_is_missed_by_nobody_for_long(running: Running) -> None:
    """Each caller loses at most the request that was in hand; the next is answered within a second; what was
    counted before is not lost."""
    (worker,) = running.below(running.generation())
    answered, lost = [0] * 4, [0] * 4
    stop = threading.Event()

    def ask(place: int) -> None:
        while not stop.is_set():
            try:
                answered[place] += running.ask("POST", CROSSING, b"{}")[0] == 200
            except (OSError, http.client.HTTPException):
                lost[place] += 1

    threads = [threading.Thread(target=ask, args=(place,)) for place in range(4)]
    for one in threads:
        one.start()
    _wait(lambda: min(answered) > 5)
    os.kill(worker, signal.SIGKILL)
    begun = time.monotonic()
    assert running.ask("POST", CROSSING, b"{}")[0] == 200
    assert time.monotonic() - begun < 1 + _load()
    before = list(answered)
    _wait(lambda: all(now > then for now, then in zip(answered, before, strict=True)))
    stop.set()
    for one in threads:
        one.join()
    assert max(lost) <= 1
    assert running.below(running.generation()) != [worker]
    counted = running.ask("GET", "/metrics")[1].decode()
    found = re.search(r'requests_total\{operation="explore",status="2xx"\} (\d+)', counted)
    assert found is not None
    assert int(found[1]) >= 2


def _wait(until: Callable[[], bool]) -> None:
    """Wait for what must come."""
    end = time.monotonic() + 30
    while not until():
        assert time.monotonic() < end
        time.sleep(0.01)


def _load() -> float:
    """Seconds to spare where others use the machine."""
    return min(os.getloadavg()[0], 10)


def test_a_reload_and_a_stop_drop_no_request(running: Running) -> None:
    """Connections that ask all the time, one request after the other, get an answer to each; so does one that
    had begun to ask when the service was told to stop."""
    stop = threading.Event()
    failed: list[str] = []
    answered = [0, 0]

    def ask(place: int) -> None:
        caller = http.client.HTTPConnection("127.0.0.1", running.port, timeout=20)
        try:
            while not stop.is_set():
                caller.request("POST", CROSSING, b"{}", {"content-type": "application/json"})
                answer = caller.getresponse()
                answer.read()
                answered[place] += answer.status == 200
        except (OSError, http.client.HTTPException) as error:
            failed.append(repr(error))
        finally:
            caller.close()

    threads = [threading.Thread(target=ask, args=(place,)) for place in (0, 1)]
    for one in threads:
        one.start()
    old = running.generation()
    running.process.send_signal(signal.SIGHUP)
    _wait(lambda: (now := running.below(running.process.pid)) not in ([old], []) and old not in now)
    before = sum(answered)
    _wait(lambda: sum(answered) >= before + 20)
    stop.set()
    for one in threads:
        one.join()
    assert failed == []
    assert min(answered) > 10
    begun = running.connect()
    begun.sendall(f"POST {CROSSING} HTTP/1.1\r\nhost: localhost\r\n".encode())
    begun.sendall(b"content-type: application/json\r\ncontent-length: 2\r\n\r\n{")
    running.ask("GET", "/health")  # by now that one is under way
    running.process.send_signal(signal.SIGTERM)
    time.sleep(0.1)
    begun.sendall(b"}")
    assert _all_of(begun).startswith(b"HTTP/1.1 200 ")
    assert running.process.wait(30) == 0


PAGE = """\
---
law: A law
jurisdiction: nowhere
module: page
in_force: not stated
time_zone: UTC
rounding: down
source: hand
---

# A law

## Article 1

> **1** Who asks may enter.

```qanun
fact asks "the person asks"
right enter "enter" when asks
question entering "May one enter?"
  answers enter
```
"""


def test_a_stale_package_is_not_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither one that was never generated, nor one of other statutes; nor for anybody elsewhere."""
    (tmp_path / "laws").mkdir()
    (tmp_path / "laws" / "page.md").write_text(PAGE)
    (tmp_path / "pyproject.toml").write_text(
        '[tool.qanun]\nstatutes = "laws"\npackage = "some_law"\ngenerated = "generated"\n'
    )
    monkeypatch.chdir(tmp_path)
    assert run(["serve", "--port", "0"]) == 1
    assert "run `qanun build`" in capsys.readouterr().err
    assert run(["build"]) == 0
    (tmp_path / "laws" / "page.md").write_text(PAGE.replace("asks may", "asks twice may"))
    assert run(["serve", "--port", "0"]) == 1
    assert "is not what the statutes say" in capsys.readouterr().err
    assert run(["serve", "--host", "0.0.0.0"]) == 2
    assert "--tokens" in capsys.readouterr().err
    tokens = tmp_path / "tokens"
    tokens.write_text("short\n")
    assert run(["serve", "--tokens", str(tokens)]) == 2
    assert run(["serve", "--limit", "bodies=3"]) == 2
    assert run(["serve", "--limit", "list"]) == 0
    assert "under_way=64" in capsys.readouterr().out
    assert run(["serve", "--package", "no_such_law"]) == 1


def test_importing_the_law_loads_nothing_of_it() -> None:
    """Nor does the command load what serves it before it does."""
    program = (
        "import json, sys, qanun_azerbaijan.criminal_code; law = sorted(sys.modules); "
        "import qanun.tools.cli.app as app; app.run(['serve', '--help']); "
        "print(json.dumps([law, sorted(sys.modules)]))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    law, command = json.loads(done.stdout.strip().splitlines()[-1])
    assert [one for one in law if one.startswith(("starlette", "uvicorn", "qanun.service"))] == []
    assert [one for one in command if one.startswith(("starlette", "uvicorn", "lark"))] == []


def test_random_requests_find_nothing() -> None:
    """Few of one question; `tests/service_at_random.py` makes as many as wanted, of all."""
    script = ROOT / "tests" / "service_at_random.py"
    words = [sys.executable, str(script), "--examples", "3", "criminal_code.crossing"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.splitlines()[-1:]) == (0, ["0 found"]), done.stdout + done.stderr


def test_the_unit_and_the_container_say_what_is_there() -> None:
    """systemd takes the unit; what both run is a command of ours, and the container has Debian's name of each
    package that the service needs."""
    folder = ROOT / "docs" / "deployment"
    unit = (folder / "qanun.service").read_text(encoding="utf-8")
    (command,) = re.findall(r"^ExecStart=/srv/qanun/.venv/bin/qanun (.*)$", unit, re.M)
    assert run([*shlex.split(command)[:1], "--help"]) == 0
    analyze = find_systemd.there()
    assert analyze, find_systemd.MISSING
    words = [analyze, "verify", "--man=no", str(folder / "qanun.service")]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert [line for line in done.stderr.splitlines() if "is not executable" not in line] == []
    container = (folder / "Containerfile").read_text(encoding="utf-8")
    assert re.findall(r"^FROM (\S+)", container, re.M) == ["debian:trixie-slim"]
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    wanted = [*extras["compiler"], *extras["service"][1:]]
    names = {re.split(r"[>;=]", one)[0].strip().lower() for one in wanted}
    debian = {DEBIAN.get(name, name) for name in names} | {"attr"}
    assert set(re.findall(r"python3-([\w-]+)", container)) == debian
    assert not re.search(r"pip|curl|https?:", container)
