"""How the time of `qanun verify` grows with the law, as a Markdown table.

Run `python tests/bench/bench_proofs.py`, or with the numbers of articles wanted. Of each size: all proved
anew, then with nothing changed, then after an edit of one article. The exponent is that of the processor's
time against the same in the row before.
"""

import os
import sys
import tempfile
import time
from math import log
from pathlib import Path

from attrs import frozen

sys.path.insert(0, str(Path(__file__).parent))
from bench_growth import edit
from growing_law import write

SIZES = (100, 1000, 5000)
HEADS = ("articles", "questions", "run", "seconds", "processor seconds", "peak MB", "exponent")


@frozen
class Measure:
    """One run, and how many questions it put."""

    questions: int
    seconds: float
    processor: float
    megabytes: float


def measured(folder: Path, cache: Path) -> Measure:
    """Run `qanun verify` in a folder and wait for its end."""
    said = folder / "said.txt"
    start = time.perf_counter()
    child = os.fork()
    if child == 0:
        os.chdir(folder)
        os.dup2(os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 1)
        environment = {**os.environ, "QANUN_CACHE": str(cache)}
        os.execve(sys.executable, [sys.executable, "-m", "qanun.tools.cli", "verify"], environment)
    _, status, used = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"qanun verify failed in {folder}")
    counted = [line for line in said.read_text().split("\n") if " of " in line and line[0].isalpha()]
    questions = sum(
        int(line.rpartition(" of ")[2].partition(",")[0]) for line in counted if line[-1].isdigit()
    )
    return Measure(
        questions,
        time.perf_counter() - start,
        used.ru_utime + used.ru_stime,
        used.ru_maxrss / 1024,
    )


def rows(size: int) -> list[tuple[str, Measure]]:
    """Each run on law of one size."""
    with tempfile.TemporaryDirectory() as name:
        folder, cache = Path(name) / "law", Path(name) / "cache"
        write(folder, size)
        found = [("all anew", measured(folder, cache)), ("nothing changed", measured(folder, cache))]
        edit(folder)
        return [*found, ("one article edited", measured(folder, cache))]


def main(sizes: tuple[int, ...]) -> None:
    print("| " + " | ".join(HEADS) + " |")
    print("|---:|---:|---|---:|---:|---:|---:|")
    before: dict[str, tuple[int, float]] = {}
    for size in sizes:
        for run, measure in rows(size):
            exponent = ""
            if run in before:
                smaller, took = before[run]
                exponent = f"{log(measure.processor / took) / log(size / smaller):.2f}"
            before[run] = (size, measure.processor)
            cells = (
                f"{size:,} | {measure.questions:,} | {run} | {measure.seconds:.1f} | {measure.processor:.1f}"
            )
            print(f"| {cells} | {measure.megabytes:.0f} | {exponent} |", flush=True)


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
