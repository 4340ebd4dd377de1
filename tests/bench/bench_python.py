"""How fast generated Python is: ratios measured in one run, as a table with goals.

Run `python tests/bench/bench_python.py`; `--against FOLDER` also measures the same cases with the package of
another checkout (`git worktree add FOLDER COMMIT`), `--only WORD` one part. The measure is a function written
by hand (`by_hand/`) that takes the same facts and gives the same values; that it does is asserted on every
case. Ratios, not seconds: machines differ. The exit status says nothing of the goals.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from attrs import evolve

sys.path.insert(0, str(Path(__file__).parent))

from cases import EXAMPLES, LISTED, MEASURED
from qanun.runtime.answers.answers import Answer

ROOT = Path(__file__).parent.parent.parent
COUNT, FEW, ROUNDS = 400, 60, 40
PROJECT = f"""\
[tool.qanun]
statutes = "statutes"
package = "{EXAMPLES}"
generated = "generated"
"""
Row = tuple[str, str, float, float | None]
"""What is measured, in what unit, what was found, and what is the goal: at most so much."""


def show(rows: Iterator[Row]) -> None:
    """The table, line by line."""
    print("| what | found | goal: at most | |\n|---|---:|---:|---|", flush=True)
    for what, unit, found, goal in rows:
        met = "" if goal is None else "met" if found <= goal else "missed"
        said = "" if goal is None else f"{goal:,.4g}" if goal < 1000 else f"{goal:,.0f}"
        number = f"{found:,.0f}" if found >= 1000 else f"{found:.2f}" if found >= 0.1 else f"{found:.3f}"
        print(f"| {what} | {number}{unit} | {said} | {met} |", flush=True)


# --- against functions written by hand --------------------------------------------------------------------


def values_alone(question: Any, cases: list[tuple[Any, Any]]) -> Callable[[], object]:
    """Runs the generated function over the cases: no answers are made of the values."""
    known, options, moment = question.known, question.making.defaults.options, question.making.moment
    asked = [(facts, moment(given["as_of"]) if given else None) for facts, given in cases]

    def run() -> None:
        for facts, as_of in asked:
            known(facts, as_of, options)

    return run


def by_hand(name: str) -> Callable[..., Any]:
    from importlib import import_module

    found: Callable[..., Any] = import_module(f"by_hand.{name.replace(' ', '_')}").by_hand
    return found


def against_hand() -> Iterator[Row]:
    """Each way of asking, as so many times the function by hand."""
    from by_hand.results import differing
    from ways import SLOW, WAYS, least, prepared

    for name, measured in MEASURED.items():
        on, hand = prepared(measured, "hand", COUNT), by_hand(name)
        for facts, asked in on.cases:
            if said := differing(on.question.decide(facts, **asked), hand(facts, *asked.values())):
                sys.exit(f"{name}: decide says {said}, for {facts!r} {asked}")
        few = evolve(on, cases=on.cases[:FEW], halves=on.halves[:FEW])

        def plain(cases: Any, hand: Any = hand) -> None:
            for facts, asked in cases:
                hand(facts, *asked.values())

        quick = [partial(plain, on.cases), values_alone(on.question, on.cases)]
        quick += [partial(WAYS[way], on) for way in WAYS if way not in SLOW]
        unit, *found = least(quick, ROUNDS)
        slow_unit, *slow = least([partial(plain, few.cases), *(partial(WAYS[way], few) for way in SLOW)], 7)
        micro = unit / COUNT * 1e6
        yield f"{name}: by hand", " µs", micro, None
        yield f"{name}: values alone", " ×", found[0] / unit, 1.2
        yield f"{name}: decide", " ×", found[1] / unit, max(2, 1 + 1 / micro)
        yield f"{name}: decide, and all verdicts and values", " ×", found[2] / unit, None
        for way, took in zip(SLOW, slow, strict=True):
            yield f"{name}: {way}", " ×", took / slow_unit, None


def all_provisions(answers: Iterable[Any]) -> list[object]:
    """What answers rest on, also those about each thing of a list."""
    found: list[object] = []
    for answer in answers:
        found.append(answer.provisions)
        if isinstance(answer.value, tuple):
            found += [one.provisions for one in answer.value if isinstance(one, Answer)]
    return found


def json_costs() -> Iterator[Row]:
    """Facts from JSON and answers to JSON, as so many times what `json` takes for the same text."""
    from ways import least, prepared

    for name, measured in MEASURED.items():
        on = prepared(measured, "json", FEW)
        ask, read = on.question.decide, on.question.facts.from_json
        data = [ask(facts, **asked).to_json() for facts, asked in on.cases]
        told = [ask(facts, **asked) for facts, asked in on.cases]
        for answers in told:
            answers.to_json()

        def each(call: Callable[[Any], object], things: list[Any]) -> Callable[[], object]:
            return lambda: [call(thing) for thing in things]

        calls = [
            each(json.loads, on.texts),
            each(read, on.texts),
            each(json.dumps, data),
            each(lambda answers: json.dumps(answers.to_json()), told),
            each(lambda one, ask=ask: ask(one[0], **one[1]), on.cases),
            each(lambda one, ask=ask: json.dumps(ask(one[0], **one[1]).to_json()), on.cases),
            each(lambda one, ask=ask: all_provisions(ask(one[0], **one[1]).each()), on.cases),
        ]
        loads, facts, dumps, again, decided, fresh, rested = least(calls, ROUNDS)
        yield f"{name}: facts from JSON, against json.loads", " ×", facts / loads, 4
        yield f"{name}: answers to JSON, against json.dumps", " ×", again / dumps, 4
        goal = 4 + (rested - decided) / dumps  # to find what they rest on is one general evaluation
        yield f"{name}: the same, their provisions not asked before", " ×", (fresh - decided) / dumps, goal


# --- against another checkout -----------------------------------------------------------------------------


def compiled_examples(checkout: Path, folder: Path) -> Path:
    """The laws of the examples of a checkout, compiled by it; where they can be imported from."""
    folder.mkdir()
    shutil.copytree(checkout / "docs" / "examples" / "statutes", folder / "statutes")
    (folder / "pyproject.toml").write_text(PROJECT)
    environment = {**os.environ, "PYTHONPATH": str(checkout / "compiler")}
    command = [sys.executable, "-m", "qanun.tools.cli", "build"]
    subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
    return folder / "generated"


def against_older(older: Path, examples: Path, folder: Path) -> Iterator[Row]:
    """This version's time as a share of an older one's."""
    from against import Version, ratios

    new, old = Version(ROOT, examples), Version(older, compiled_examples(older, folder / "old"))
    goals = {"explore, half the facts": 0.9, "explain": 0.7, "explain, as text": 1.2}
    for question, way, ratio in ratios(new, old):
        goal = (0.05 if question in LISTED else None) if way == "decide" else goals.get(way)
        yield f"{question}: {way}", " of the older", ratio, goal
    new.close()
    old.close()


# --- whole commands and sizes -----------------------------------------------------------------------------


def installed() -> dict[str, str]:
    """An environment in which Python keeps what it compiled, as it does of what is installed."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def importing(statement: str) -> float:
    """The seconds of an import in a fresh interpreter."""
    code = f"import time; s = time.perf_counter(); {statement}; print(time.perf_counter() - s)"
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True, cwd=ROOT, env=installed()
    )
    return float(ran.stdout)


def processor_seconds(arguments: list[str], folder: Path, **environment: str) -> float:
    """The processor's seconds of a `qanun` command. Python keeps what it compiled beside the folder."""
    child = os.fork()
    if child == 0:
        os.chdir(folder)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        command = [sys.executable, "-m", "qanun.tools.cli", *arguments]
        os.execve(
            sys.executable,
            command,
            {**installed(), "PYTHONPYCACHEPREFIX": f"{folder}/compiled", **environment},
        )
    _, status, used = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"qanun {' '.join(arguments)} failed in {folder}")
    return used.ru_utime + used.ru_stime


def imports() -> Iterator[Row]:
    """Importing laws."""
    laws = ("criminal_code", "departure_entry", "expulsion_rules")
    statements = ["import attrs", *(f"import qanun_azerbaijan.{law}" for law in laws)]
    rounds = [[importing(statement) for statement in statements] for _ in range(12)]
    attrs, *found = [min(times) for times in zip(*rounds[1:], strict=True)]
    for law, took in zip(laws, found, strict=True):
        yield f"import {law}, against attrs", " ×", took / attrs, 1.5


def commands(folder: Path) -> Iterator[Row]:
    """Commands on the statutes, in a copy of them. The first of them is not counted: it compiles Python."""
    for part in ("statutes", "generated"):
        shutil.copytree(ROOT / part, folder / part)
    for part in ("pyproject.toml", *(path.name for path in ROOT.glob("*.lock"))):
        shutil.copy(ROOT / part, folder / part)
    cold = min([processor_seconds(["check"], folder, QANUN_CACHE="none") for _ in range(6)][1:])
    yield "qanun check of the statutes, nothing kept", " s", cold, 2.0
    shelf = str(folder / "kept")
    processor_seconds(["build"], folder, QANUN_CACHE=shelf)
    again = min(processor_seconds(["build"], folder, QANUN_CACHE=shelf) for _ in range(5))
    yield "qanun build of the statutes, nothing changed", " s", again, 0.4
    anew = min(processor_seconds(["build"], folder, QANUN_CACHE="none") for _ in range(3))
    yield "qanun build of the statutes, nothing kept", " s", anew, None
    shutil.copytree(ROOT / "docs" / "examples", folder / "docs" / "examples")
    asked = ["decide", "criminal_code.crossing", "docs/examples/criminal_code.crossing.json"]
    yield "qanun decide of a case", " s", min(processor_seconds(asked, folder) for _ in range(5)), None


def sizes() -> Iterator[Row]:
    """Lines and bytes."""

    def lines(folder: Path) -> int:
        return sum(path.read_text().count("\n") for path in folder.rglob("*.py"))

    yield "lines of Python in the compiler", "", lines(ROOT / "compiler"), 33_000
    yield "lines of generated Python", "", lines(ROOT / "generated"), 20_000
    files = (path for path in (ROOT / "generated").rglob("*") if path.is_file())
    count = sum(path.stat().st_size for path in files if "__pycache__" not in path.parts)
    yield "bytes of all generated files", "", count, 2_514_644 // 2


def main(arguments: argparse.Namespace) -> None:
    """Print the tables."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        examples = compiled_examples(ROOT, folder / "new")
        sys.path.insert(0, str(examples))
        parts: dict[str, Callable[[], Iterator[Row]]] = {
            "hand": against_hand,
            "json": json_costs,
            "imports": imports,
            "commands": partial(commands, folder),
            "sizes": sizes,
        }
        if arguments.against:
            parts["older"] = partial(against_older, arguments.against.resolve(), examples, folder)
        for title, part in parts.items():
            if arguments.only in (None, title):
                print(f"\n### {title}\n")
                show(part())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--against", type=Path, help="another checkout of this repository")
    parser.add_argument("--only", choices=("hand", "json", "commands", "sizes", "older"))
    main(parser.parse_args())
