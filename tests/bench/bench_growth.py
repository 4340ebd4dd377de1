"""How time and memory of `qanun check` and `qanun build` grow with the law, as a Markdown table.

Run `python tests/bench/bench_growth.py`, or with the numbers of articles wanted. The exponent is that of the
processor's time against the same command in the row before, so that other work on the machine matters little.
"""

import os
import sys
import tempfile
import time
from math import log
from pathlib import Path

from attrs import frozen

sys.path.insert(0, str(Path(__file__).parent))
from growing_law import write

SIZES = (100, 1000, 10000)
HEADS = ("articles", "lines", "command", "seconds", "processor seconds", "peak MB", "exponent")


@frozen
class Measure:
    """One run of a command."""

    seconds: float
    processor: float
    megabytes: float


def measured(folder: Path, arguments: list[str], cold: bool) -> Measure:
    """Run `qanun` in a folder and wait for its end. `cold`: nothing that an earlier run kept is used."""
    environment = {**os.environ, **({"QANUN_CACHE": "none"} if cold else {})}
    start = time.perf_counter()
    child = os.fork()
    if child == 0:
        os.chdir(folder)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.execve(sys.executable, [sys.executable, "-m", "qanun.tools.cli", *arguments], environment)
    _, status, used = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"qanun {' '.join(arguments)} failed in {folder}")
    return Measure(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def edit(folder: Path) -> None:
    """Change a condition of one article."""
    page = folder / "statutes" / "law_001.md"
    content = page.read_text()
    page.write_text(
        content.replace("_excused or vocabulary", "_excused or vocabulary.is_adult or vocabulary", 1)
    )


def rows(size: int) -> list[tuple[str, int, Measure]]:
    """Each command on law of one size: what it is called, the lines of law, and how it ran."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "law"
        write(folder, size)
        lines = sum(page.read_text().count("\n") for page in folder.glob("statutes/*.md"))
        found = [
            ("check, cold", measured(folder, ["check"], True)),
            ("check, first", measured(folder, ["check"], False)),
        ]
        found.append(("check, nothing changed", measured(folder, ["check"], False)))
        edit(folder)
        found.append(("check, after an edit", measured(folder, ["check"], False)))
        found.append(("build, cold", measured(folder, ["build"], True)))
        return [(command, lines, measure) for command, measure in found]


def main(sizes: tuple[int, ...]) -> None:
    print("| " + " | ".join(HEADS) + " |")
    print("|---:|---:|---|---:|---:|---:|---:|")
    before: dict[str, tuple[int, float]] = {}
    for size in sizes:
        for command, lines, measure in rows(size):
            exponent = ""
            if command in before:
                smaller, took = before[command]
                exponent = f"{log(measure.processor / took) / log(size / smaller):.2f}"
            before[command] = (size, measure.processor)
            cells = f"{size:,} | {lines:,} | {command} | {measure.seconds:.2f} | {measure.processor:.2f}"
            print(f"| {cells} | {measure.megabytes:.0f} | {exponent} |", flush=True)


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
