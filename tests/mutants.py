"""Mutation of the compiler: how many small faults, planted one at a time, do the tests notice?

    python -m venv /path/to/venv && /path/to/venv/bin/pip install cosmic-ray
    /path/to/venv/bin/python tests/mutants.py --sample 300 --seed 1 --jobs 2 --python .venv/bin/python

cosmic-ray supplies the faults; this draws a sample of them, spread evenly over the folders and, within a
folder, over the kinds of fault, and runs the tests on a copy of the tree for each. A fault is *caught* when a
test fails, or the tests take ten times as long as they should. Prints a Markdown table, and every survivor
with its place and what was changed; each survivor is to be read, and either a test is written or it says the
same.
"""

import argparse
import difflib
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from cosmic_ray.ast import ast_nodes, get_ast_from_path
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "compiler" / "qanun"
FOLDERS = ("core", "typed", "targets/python")
STAGES = (
    ("tests/test_spec.py", "tests/test_core.py", "tests/test_typed.py", "tests/test_target_python.py"),
    (
        *(
            f"tests/test_{name}.py"
            for name in ("examples", "things", "resolved", "one_mistake", "random_programs")
        ),
        *(
            f"tests/test_{name}.py"
            for name in ("diagnostic_pages", "wrong_pages", "agreement", "docs", "checked")
        ),
        "tests/law",
        "statutes",
    ),
)
"""What is run for each mutant; the second only where the first lets it live."""

FAMILIES = (
    "AddNot",
    "NumberReplacer",
    "ReplaceAndWithOr",
    "ReplaceOrWithAnd",
    "ReplaceTrueWithFalse",
    "ReplaceFalseWithTrue",
    "ReplaceBreakWithContinue",
    "ReplaceContinueWithBreak",
    "ReplaceComparisonOperator",
    "ReplaceUnaryOperator",
    "ReplaceBinaryOperator",
    "ZeroIterationForLoop",
)
"""Kinds of fault. Those of binary operators leave out `|`, which here mostly joins types."""


@dataclass(frozen=True)
class Mutant:
    """One fault: the file, the operator of cosmic-ray and which of its occurrences."""

    file: Path
    operator: str
    occurrence: int

    @property
    def folder(self) -> str:
        inside = self.file.relative_to(PACKAGE).as_posix()
        return next(folder for folder in FOLDERS if inside.startswith(f"{folder}/"))


def mutated(mutant: Mutant) -> str | None:
    """The file's text with the fault in it; None where there is no such occurrence."""
    operator = get_operator(mutant.operator)()
    text = mutate_code(mutant.file.read_text(encoding="utf-8"), operator, mutant.occurrence)
    return None if text is None else str(text)


def operators() -> dict[str, list[str]]:
    """The operators of each kind of fault."""
    found: dict[str, list[str]] = {family: [] for family in FAMILIES}
    for name in operator_names():
        family = name.removeprefix("core/").partition("_")[0]
        if family in found and "BitOr" not in name:
            found[family].append(name)
    return found


def every(folder: str) -> dict[str, list[Mutant]]:
    """All mutants of a folder by their kind."""
    found: dict[str, list[Mutant]] = {family: [] for family in FAMILIES}
    for file in sorted((PACKAGE / folder).rglob("*.py")):
        nodes = list(ast_nodes(get_ast_from_path(file)))
        for family, names in operators().items():
            for name in names:
                operator = get_operator(name)()
                places = sum(len(list(operator.mutation_positions(node))) for node in nodes)
                found[family] += [Mutant(file, name, number) for number in range(places)]
    return found


def draw(folder: str, size: int, chance: random.Random) -> list[Mutant]:
    """Different mutants of a folder, the kinds of fault in turn as far as there are any."""
    left = {family: chance.sample(some, len(some)) for family, some in every(folder).items()}
    found: dict[tuple[Path, str], Mutant] = {}
    while len(found) < size and any(left.values()):
        for some in left.values():
            if some and len(found) < size:
                mutant = some.pop()
                text = mutated(mutant)
                if text is not None and text != mutant.file.read_text(encoding="utf-8"):
                    found[mutant.file, text] = mutant
    return list(found.values())


def copy(folder: Path) -> None:
    """A tree in which a mutant can be tried."""
    made = (".git", ".venv", "site", "__pycache__", ".mypy_cache", ".ruff_cache", ".hypothesis", ".qanun")
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*made))


def survives(mutant: Mutant, tree: Path, python: str, limits: list[float]) -> bool:
    """Whether all tests pass on the tree with the fault in it."""
    file = tree / mutant.file.relative_to(ROOT)
    sound = file.read_bytes()
    text = mutated(mutant)
    assert text is not None
    file.write_text(text, encoding="utf-8")
    try:
        return all(passes(tree, python, stage, limit) for stage, limit in zip(STAGES, limits, strict=True))
    finally:
        file.write_bytes(sound)


def passes(tree: Path, python: str, stage: tuple[str, ...], limit: float | None) -> bool:
    """Whether the tests of a stage pass within `limit` seconds."""
    paths = os.pathsep.join((str(tree / "compiler"), str(tree / "generated")))
    environment = {
        **os.environ,
        "PYTHONPATH": paths,
        "QANUN_CASES": "20",
        "QANUN_PROGRAMS": "100",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [python, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *stage]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        command, cwd=tree, env=environment, stdout=quiet, stderr=quiet, start_new_session=True
    ) as running:
        try:
            return running.wait(limit) == 0
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, 9)
            return False


def changed(mutant: Mutant) -> Iterator[str]:
    """The lines that the fault changes."""
    before = mutant.file.read_text(encoding="utf-8").splitlines()
    after = (mutated(mutant) or "").splitlines()
    for line in difflib.unified_diff(before, after, n=0, lineterm=""):
        if line[:1] in "+-@" and line[:3] not in ("+++", "---"):
            yield line


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=300, help="mutants in all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--python", default=sys.executable, help="the interpreter that runs the tests")
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    mutants = [mutant for folder in FOLDERS for mutant in draw(folder, asked.sample // len(FOLDERS), chance)]
    python = str(Path(asked.python).absolute())
    with tempfile.TemporaryDirectory() as base:
        trees: SimpleQueue[Path] = SimpleQueue()
        for number in range(asked.jobs):
            copy(Path(base) / str(number))
            trees.put(Path(base) / str(number))
        limits = []
        for stage in STAGES:
            begun = time.monotonic()
            if not passes(Path(base) / "0", python, stage, None):
                print("the tests fail without any fault", stage)
                return 1
            limits.append(10 * (time.monotonic() - begun) + 20)

        def tried(mutant: Mutant) -> bool:
            tree = trees.get()
            try:
                return survives(mutant, tree, python, limits)
            finally:
                trees.put(tree)
                print(".", end="", file=sys.stderr, flush=True)

        with ThreadPoolExecutor(asked.jobs) as pool:
            alive = [m for m, lives in zip(mutants, pool.map(tried, mutants), strict=True) if lives]
    report(mutants, alive)
    return 0


def report(mutants: list[Mutant], alive: list[Mutant]) -> None:
    """The table and the survivors, as Markdown."""
    drawn, left = Counter(m.folder for m in mutants), Counter(m.folder for m in alive)
    print("\n| folder | mutants | caught | share |\n|---|---:|---:|---:|")
    for folder in FOLDERS:
        caught = drawn[folder] - left[folder]
        print(f"| `{folder}` | {drawn[folder]} | {caught} | {100 * caught // max(drawn[folder], 1)} % |")
    print("\nSurvivors:\n")
    for mutant in alive:
        print(f"* `{mutant.file.relative_to(PACKAGE)}` ({mutant.operator.removeprefix('core/')})")
        print("".join(f"      {line}\n" for line in changed(mutant)))


if __name__ == "__main__":
    sys.exit(main())
