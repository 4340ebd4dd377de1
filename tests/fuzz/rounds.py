"""`make fuzz`: the tests that draw at random, round after round, each round with draws of its own."""

import argparse
import os
import re
import secrets
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

TESTS = Path(__file__).parent.parent
DRAWING = re.compile(r"^(?:from|import) (?:hypothesis|agreement|seeds)\b", re.MULTILINE)
MORE = {"QANUN_CASES": "400", "QANUN_PROGRAMS": "2000", "QANUN_FUZZ": "20000"}
"""What a round tries of each kind, where the environment says nothing else."""


def drawing() -> list[Path]:
    """The files of tests whose draws are others in each round."""
    return [
        path for path in sorted(TESTS.glob("test_*.py")) if DRAWING.search(path.read_text(encoding="utf-8"))
    ]


def passes(seed: int) -> bool:
    """Whether all of them pass with the draws of a seed."""
    command = [sys.executable, "-m", "pytest", "-n", "auto", "-p", "no:cacheprovider"]
    command += [f"--hypothesis-seed={seed}", *map(str, drawing())]
    environment = {**MORE, **os.environ, "QANUN_SEED": str(seed), "PYTHONHASHSEED": "0"}
    return subprocess.run(command, cwd=TESTS.parent, env=environment, check=False).returncode == 0


def main() -> int:
    """The exit code: 1 where a round found something."""
    asked = argparse.ArgumentParser(prog="fuzz.rounds", description=__doc__)
    asked.add_argument("--minutes", type=float, default=60, help="begin no round after this time (60)")
    asked.add_argument("--seed", type=int, default=0, help="one round, with these draws")
    said = asked.parse_args()
    end = time.monotonic() + said.minutes * 60
    while True:
        seed = said.seed or 1 + secrets.randbelow(2**32)
        print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, seed {seed}", flush=True)
        if not passes(seed):
            print(f"Found something. The same again: make fuzz SEED={seed}")
            return 1
        if said.seed or time.monotonic() > end:
            return 0


if __name__ == "__main__":
    raise SystemExit(main())
