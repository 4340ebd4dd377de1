"""Tries inputs on every core and writes what was found, made small, beside the kept ones."""

import argparse
import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from .doors import DOORS
from .minimise import minimised
from .run import SECONDS, Report, run


def main() -> int:
    """The exit code: 1 where something was found."""
    asked = argparse.ArgumentParser(prog="fuzz", description=__doc__)
    asked.add_argument("--inputs", type=int, default=10_000, help="how many (10000)")
    asked.add_argument("--seed", type=int, default=0, help="which ones (0)")
    asked.add_argument("--minutes", type=float, default=600, help="no longer than this")
    asked.add_argument("--cores", type=int, default=os.cpu_count() or 1)
    asked.add_argument("--found", type=Path, help="a folder for what is found")
    said = asked.parse_args()
    report = on_cores(said.seed, said.inputs, said.minutes, said.cores, SECONDS)
    shares = ", ".join(f"{name} {count}" for name, count in sorted(report.inputs.items()))
    print(
        f"{report.inputs.total()} inputs in {report.seconds:.0f} s ({shares}); slowest {report.slowest:.2f} s"
    )
    for number, (signature, finding) in enumerate(report.found.items()):
        small = minimised(DOORS[finding.door], finding.content, signature)
        print(f"\n=== {finding.door}, {finding.times} times: {signature}\n{finding.trace}\n{small!r:.2000}")
        if said.found:
            said.found.mkdir(exist_ok=True)
            file = said.found / f"{finding.door}.{number}.txt"
            file.write_bytes(small.encode("utf-8", "surrogatepass"))
    return 1 if report.found else 0


def on_cores(seed: int, inputs: int, minutes: float, cores: int, seconds: float) -> Report:
    """The same inputs as on one core, shared out."""
    whole = Report()
    share = -(-inputs // cores)
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as pool:
        parts = [
            pool.submit(run, seed, first, min(share, inputs - first), minutes, seconds)
            for first in range(0, inputs, share)
        ]
        for part in parts:
            whole.add(part.result())
    return whole


if __name__ == "__main__":
    raise SystemExit(main())
