"""The same cases with the package of another checkout: this file is also the process that runs one version.

A process reads lines of JSON, `{question, way, seed, count}`, and answers each with the seconds that it took.
The cases of a line are drawn from its seed and asked once, so that no version finds an answer that it kept.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from cases import MEASURED
from ways import WAYS, prepared, seconds

ROUNDS, COUNT = 15, 100
COMPARED = (
    *("decide", "decide, and all verdicts and values"),
    *("explore, half the facts", "explore, and all verdicts and needs", "explain", "explain, as text"),
)


class Version:
    """A process with the package of one checkout. `examples`: the folder with the laws of the examples."""

    def __init__(self, checkout: Path, examples: Path) -> None:
        folders = (checkout / "compiler", checkout / "generated", examples)
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, folders))}
        self._process = subprocess.Popen(
            [sys.executable, __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )

    def took(self, **asked: object) -> float:
        """The seconds for one line."""
        process: Any = self._process
        process.stdin.write(json.dumps(asked) + "\n")
        process.stdin.flush()
        return float(process.stdout.readline())

    def close(self) -> None:
        process: Any = self._process
        process.stdin.close()
        process.wait()


def ratios(new: Version, old: Version) -> Iterator[tuple[str, str, float]]:
    """For each question and way, the new version's time as a share of the old: the median of rounds."""
    for question in MEASURED:
        for way in COMPARED:
            rounds = []
            for number in range(ROUNDS + 1):
                asked = {"question": question, "way": way, "seed": f"{way} {number}", "count": COUNT}
                pair = (new, old) if number % 2 else (old, new)
                took = {version: version.took(**asked) for version in pair}
                rounds.append(took[new] / took[old])
            yield question, way, median(rounds[1:])


def serve() -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        cases = prepared(MEASURED[asked["question"]], asked["seed"], asked["count"])
        print(seconds(lambda on=cases, way=WAYS[asked["way"]]: way(on)), flush=True)


if __name__ == "__main__":
    serve()
