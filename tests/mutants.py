"""Mutation of the compiler: how many small faults, planted one at a time, do the tests notice?

    python -m venv FOLDER && FOLDER/bin/pip install -e '.[dev]' cosmic-ray coverage
    FOLDER/bin/python tests/mutants.py --sample 60 --seed 1 --jobs 2

cosmic-ray supplies the faults; this draws a sample of them, spread evenly over the folders and, within a
folder, over the kinds of fault, and runs the tests on a copy of the tree for each: of the files of tests
those that reach the statement, one after the other, first those that caught most in the least time, until one
fails. A fault is *caught* when a test fails, or takes five times as long as it should. Prints a Markdown
table, and every survivor with its place and what was changed; each survivor is to be read, and either a test
is written, or the code made so simple that there is nothing to change.
"""

import argparse
import ast
import difflib
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from queue import SimpleQueue

from cosmic_ray.ast import ast_nodes, get_ast_from_path
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names
from coverage import CoverageData

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "compiler" / "qanun"
FOLDERS = ("core", "typed", "targets/python")
NAMES = (
    *("typed", "typed_says", "resolved", "one_mistake", "things", "diagnostic_pages", "wrong_pages", "form"),
    *("core", "core_show", "spec", "constructs", "exception_clauses", "examples", "strategies", "docs"),
    *("target_python", "target_python_names", "target_python_layout", "target_python_text"),
    *("random_programs", "agreement", "in_memory", "interface", "json_schema", "laws_in_force"),
)
TESTS = (*(f"tests/test_{name}.py" for name in NAMES), "tests/law", "statutes")
"""What is run for a mutant, as far as it reaches the line. Nothing of it compares the generated text of the
statutes letter by letter, which would notice most of what is changed in the Python target."""

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

SAME = ("Is_Eq", "Eq_Is", "IsNot_NotEq", "NotEq_IsNot")
"""Identity for equality, which differ only where a name, a member or a small number is kept twice."""


@dataclass(frozen=True)
class Mutant:
    """One fault: the operator of cosmic-ray, which of its occurrences, and the lines of the statement."""

    file: Path
    operator: str
    occurrence: int
    lines: range

    @property
    def folder(self) -> str:
        inside = self.file.relative_to(PACKAGE).as_posix()
        return next(folder for folder in FOLDERS if inside.startswith(f"{folder}/"))


# --- the sample -------------------------------------------------------------------------------------------


@cache
def mutated(mutant: Mutant) -> str | None:
    """The file's text with the fault in it; None where there is no such occurrence."""
    operator = get_operator(mutant.operator)()
    text = mutate_code(mutant.file.read_text(encoding="utf-8"), operator, mutant.occurrence)
    return None if text is None else str(text)


def operators() -> dict[str, list[str]]:
    """The operators of each kind of fault."""
    found: dict[str, list[str]] = {family: [] for family in FAMILIES}
    for name in operator_names():
        family, _, change = name.removeprefix("core/").partition("_")
        if family in found and "BitOr" not in name and change not in SAME:
            found[family].append(name)
    return found


Place = tuple[int, int]


def without_effect(file: Path) -> list[tuple[Place, Place]]:
    """From where to where there is nothing that the running program could show.

    That is what annotates; how attrs makes a class whose objects nobody compares (`eq=False`) or that keeps
    more than its fields (`slots=False`); and `strict=True`, which asserts that two lengths are equal.
    """
    found: list[ast.expr | None] = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        match node:
            case ast.AnnAssign(annotation=annotation) | ast.arg(annotation=annotation):
                found.append(annotation)
            case ast.FunctionDef(returns=returns):
                found.append(returns)
            case ast.keyword("strict", ast.Constant(True) as value) | ast.keyword("eq" | "slots", value):
                found.append(value)
    spans = [(e.lineno, e.col_offset, e.end_lineno, e.end_col_offset) for e in found if e is not None]
    return [((first, start), (last or first, end or start)) for first, start, last, end in spans]


def statements(file: Path) -> list[range]:
    """The lines of each statement; of one that holds others, which come later, those before the first."""
    found = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.stmt, ast.match_case)):
            first = node.pattern if isinstance(node, ast.match_case) else node
            body: list[ast.stmt] = getattr(node, "body", [])
            last = max(body[0].lineno - 1, first.lineno) if body else first.end_lineno
            found.append(range(first.lineno, (last or first.lineno) + 1))
    return found


def every(folder: str) -> dict[str, list[Mutant]]:
    """All mutants of a folder by their kind, but for those without effect."""
    found: dict[str, list[Mutant]] = {family: [] for family in FAMILIES}
    for file in sorted((PACKAGE / folder).rglob("*.py")):
        nodes = list(ast_nodes(get_ast_from_path(file)))
        idle = without_effect(file)
        lines = {line: some for some in statements(file) for line in some}
        for family, names in operators().items():
            for name in names:
                operator = get_operator(name)()
                places = [place for node in nodes for place in operator.mutation_positions(node)]
                found[family] += [
                    Mutant(file, name, number, lines.get(first[0], range(first[0], first[0] + 1)))
                    for number, (first, _) in enumerate(places)
                    if not any(start <= first < end for start, end in idle)
                ]
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


# --- the tests --------------------------------------------------------------------------------------------


@dataclass
class Test:
    """A file of tests: the seconds it takes, the lines it reaches by file, and how often it caught what."""

    name: str
    seconds: float
    reached: dict[str, list[int]]
    tried: Counter[str] = field(default_factory=Counter)
    caught: Counter[str] = field(default_factory=Counter)

    def reaches(self, mutant: Mutant) -> bool:
        lines = self.reached.get(mutant.file.relative_to(ROOT).as_posix(), ())
        return any(line in mutant.lines for line in lines)

    def worth(self, folder: str) -> float:
        """The share of faults of a folder that it caught of those tried, by the second."""
        return (self.caught[folder] + 1) / (self.tried[folder] + 3) / self.seconds


def copy(folder: Path) -> None:
    """A tree in which a mutant can be tried."""
    made = (".git", ".venv", "site", "__pycache__", ".mypy_cache", ".ruff_cache", ".hypothesis", ".qanun")
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*made))


def passes(tree: Path, name: str, limit: float | None, *under: str) -> bool:
    """Whether a file of tests passes within `limit` seconds, run `under` a further module of Python."""
    paths = os.pathsep.join((str(tree / "compiler"), str(tree / "generated")))
    environment = {
        **os.environ,
        "PYTHONPATH": paths,
        "QANUN_CACHE": "none",
        "QANUN_CASES": "20",
        "QANUN_PROGRAMS": "100",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [sys.executable, *under, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", name]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        command, cwd=tree, env=environment, stdout=quiet, stderr=quiet, start_new_session=True
    ) as running:
        try:
            return running.wait(limit) == 0
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, 9)
            return False


def measured(tree: Path, name: str) -> Test:
    """A file of tests, with the lines that it reaches and, roughly, what it takes."""
    data = tree / "reached"
    begun = time.monotonic()
    under = ("-m", "coverage", "run", f"--data-file={data}", f"--include={tree}/compiler/*")
    if not passes(tree, name, None, *under):
        raise SystemExit(f"{name} fails without any fault")
    taken = time.monotonic() - begun
    known = CoverageData(str(data))
    known.read()
    lines = {
        Path(file).relative_to(tree).as_posix(): known.lines(file) or [] for file in known.measured_files()
    }
    return Test(name, taken / 2, lines)


def survives(mutant: Mutant, tree: Path, tests: list[Test]) -> bool:
    """Whether all tests that reach the fault pass on the tree with it in it."""
    file = tree / mutant.file.relative_to(ROOT)
    sound = file.read_bytes()
    file.write_text(mutated(mutant) or "", encoding="utf-8")
    left = [test for test in tests if test.reaches(mutant)]
    try:
        while left:
            test = max(left, key=lambda test: test.worth(mutant.folder))
            left.remove(test)
            test.tried[mutant.folder] += 1
            if not passes(tree, test.name, 5 * test.seconds + 20):
                test.caught[mutant.folder] += 1
                return False
        return True
    finally:
        file.write_bytes(sound)


# --- the run ----------------------------------------------------------------------------------------------


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
    parser.add_argument("--folders", nargs="+", default=FOLDERS, choices=FOLDERS)
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    size = asked.sample // len(asked.folders)
    mutants = [mutant for folder in asked.folders for mutant in draw(folder, size, chance)]
    chance.shuffle(mutants)
    alive = tried_in_copies(mutants, asked.jobs)
    report(mutants, alive, asked.folders)
    return 0


def tried_in_copies(mutants: list[Mutant], jobs: int) -> list[Mutant]:
    """Those of the mutants that survive."""
    with tempfile.TemporaryDirectory() as base, ThreadPoolExecutor(jobs) as pool:
        trees: SimpleQueue[Path] = SimpleQueue()
        for number in range(jobs):
            copy(Path(base) / str(number))
            trees.put(Path(base) / str(number))

        def measure(name: str) -> Test:
            tree = trees.get()
            try:
                return measured(tree, name)
            finally:
                trees.put(tree)

        tests = list(pool.map(measure, TESTS))

        def lives(mutant: Mutant) -> bool:
            tree = trees.get()
            try:
                alive = survives(mutant, tree, tests)
            finally:
                trees.put(tree)
            print("!" if alive else ".", end="", file=sys.stderr, flush=True)
            return alive

        return [mutant for mutant, alive in zip(mutants, pool.map(lives, mutants), strict=True) if alive]


def report(mutants: list[Mutant], alive: list[Mutant], folders: Sequence[str]) -> None:
    """The table and the survivors, as Markdown."""
    drawn, left = Counter(m.folder for m in mutants), Counter(m.folder for m in alive)
    print("\n| folder | mutants | caught | share |\n|---|---:|---:|---:|")
    for folder in folders:
        caught = drawn[folder] - left[folder]
        print(f"| `{folder}` | {drawn[folder]} | {caught} | {100 * caught // max(drawn[folder], 1)} % |")
    print("\nSurvivors:\n")
    for mutant in alive:
        print(f"* `{mutant.file.relative_to(PACKAGE)}` ({mutant.operator.removeprefix('core/')})")
        print("".join(f"      {line}\n" for line in changed(mutant)))


if __name__ == "__main__":
    sys.exit(main())
