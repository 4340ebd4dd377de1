"""The layout of the code: who may import whom, what a generated law loads, how long functions are."""

import ast
import subprocess
import sys
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
COMPILER = ROOT / "compiler" / "qanun"
GENERATED = ROOT / "generated" / "qanun_azerbaijan"

LAYERS = (
    ("text", "disk", "written", "columns"),
    ("diagnostics",),
    ("left_out",),
    ("document",),
    ("syntax",),
    ("resolved",),
    ("typed",),
    ("core",),
    ("targets",),
    ("pipeline",),
    ("project", "verify", "importing"),
    ("book", "certain"),
    ("slices",),
    ("editor", "service"),
    ("tools",),
)
ROOMS = ("values", "operators", "outcomes", "evaluation", "answers", "explaining", "questions")
"""The rooms of the runtime, all of them: each imports only those before it and the files beside the rooms."""
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
MAY_USE_RUNTIME = {
    "certain",
    "columns",
    "strategies",
    "typed",
    "core",
    "targets",
    "pipeline",
    "project",
    "verify",
    "book",
    "slices",
    "editor",
    "service",
    "tools",
}
ANYWHERE = {"version", ""}
HEAVY = (
    "duckdb",
    "pyarrow",
    "narwhals",
    "lark",
    "jinja2",
    "mkdocs",
    "yaml",
    "click",
    "markdown_it",
    "markdown",
    "pytest",
    "hypothesis",
    "z3",
    "pygls",
    "starlette",
    "mcp",
    "uvicorn",
)

LONGEST_FILE = 480  # the habit is 400
LONGEST_FUNCTION = 60  # the habit is 40
DECLARATIONS = {"tree.py", "rules.py"}  # nothing but declarations, one after another


def modules(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)


LAWS = [path for path in modules(GENERATED) if path.parent.name != "strategies"]
"""The generated modules that need nothing but the runtime; strategies also need Hypothesis."""


def layer(path: Path) -> str:
    """The folder or file right below `qanun` to which a module belongs."""
    return path.relative_to(COMPILER).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Every module that a file imports, wherever in it the import stands, with its line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import"
            for alias in node.names:
                yield (
                    node.lineno,
                    f"{node.module}.{alias.name}" if node.module == "qanun" else node.module or "",
                )


def part_of(name: str) -> str | None:
    """The part of qanun that an imported module belongs to; None for another package."""
    first, _, rest = name.partition(".")
    return rest.partition(".")[0] if first == "qanun" else None


def test_imports_go_one_way() -> None:
    """A module imports only what stands before it; the runtime imports nothing of the compiler."""
    wrong = []
    for path in modules(COMPILER):
        here = layer(path)
        for line, name in imported(path):
            there = part_of(name)
            if there is None or there in ANYWHERE or there == here or here in ANYWHERE or here == "__init__":
                continue
            if there in ("columns", "certain") and path.stem == "questions":
                continue  # in the functions that are asked about a table, and for what is certain
            if there == "runtime":
                allowed = here in MAY_USE_RUNTIME
            else:
                allowed = here != "runtime" and there in RANK and RANK[there] < RANK[here]
            if not allowed:
                wrong.append(f"{path.relative_to(ROOT)}:{line}: {here} imports {name}")
    assert wrong == []


def test_the_rooms_of_the_runtime_lead_downwards() -> None:
    """Values know no operators, operators nothing undecided, the evaluation no answers, and none of them a
    question, wherever in a file the import stands."""
    runtime = COMPILER / "runtime"
    assert {path.parent.name for path in runtime.glob("*/__init__.py")} == set(ROOMS)
    wrong = []
    for number, room in enumerate(ROOMS):
        for path in modules(runtime / room):
            for line, name in imported(path):
                parts = name.split(".")
                there = parts[2] if parts[:2] == ["qanun", "runtime"] and len(parts) > 2 else ""
                is_room = (runtime / there).is_dir() and there != ""
                if is_room and there not in ROOMS[: number + 1]:
                    wrong.append(f"{path.relative_to(ROOT)}:{line}: {room} imports {name}")
    assert wrong == []


def test_targets_know_nothing_of_one_another() -> None:
    """What two targets need of a question stands in the core, what they both call so beside their folders."""
    targets = {path.name for path in (COMPILER / "targets").iterdir() if (path / "generate.py").exists()}
    assert targets >= {"python", "javascript"}
    wrong = []
    for path in modules(COMPILER / "targets"):
        here = path.relative_to(COMPILER / "targets").parts[0]
        for line, name in imported(path):
            first = name.removeprefix("qanun.targets.").partition(".")[0]
            if name.startswith("qanun.targets.") and first in targets - {here} and here != "__init__.py":
                wrong.append(f"{path.relative_to(ROOT)}:{line}: {here} imports {name}")
    assert wrong == []


def test_only_the_project_touches_files() -> None:
    """No pass and no target opens a file; packaged data comes through importlib.resources."""
    calls = {"open", "read_text", "write_text", "read_bytes", "write_bytes", "unlink", "mkdir"}
    wrong = []
    for path in modules(COMPILER):
        if layer(path) in ("project", "disk", "written", "tools"):
            continue
        source = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(source)):
            if not isinstance(node, ast.Call) or "importlib.resources" in source:
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in calls:
                wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}: {name}")
    assert wrong == []


def test_the_runtime_needs_attrs_and_the_standard_library_alone() -> None:
    """So does every generated law, which imports nothing of qanun but the runtime."""
    wrong = []
    for path in (*modules(COMPILER / "runtime"), *LAWS):
        for line, name in imported(path):
            first = name.partition(".")[0]
            if path.name == "pydantic_hooks.py" and first == "pydantic_core":
                continue  # in functions that pydantic itself calls
            if name.startswith(("qanun.columns", "qanun.certain")) and path.stem == "questions":
                continue  # in the functions that are asked about a table, and for what is certain
            if name == "qanun.version" and path.stem == "receipts":
                continue  # one line, which a receipt quotes
            if first in ("attrs", "attr", "__future__", "qanun_azerbaijan") or part_of(name) == "runtime":
                continue
            if first == "typing_extensions" and path.stem == "type_variables":
                continue  # for type checkers, which bring it
            if first not in sys.stdlib_module_names:
                wrong.append(f"{path.relative_to(ROOT)}:{line}: {name}")
    assert wrong == []


@pytest.mark.parametrize("path", LAWS, ids=lambda path: path.stem)
def test_a_generated_law_loads_nothing_heavy(path: Path) -> None:
    """Importing it in a fresh interpreter brings neither the compiler's libraries nor the compiler."""
    name = "qanun_azerbaijan" if path.stem == "__init__" else f"qanun_azerbaijan.{path.stem}"
    program = f"import sys, {name}; print(' '.join(sorted(m for m in sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert [m for m in loaded if m.partition(".")[0] in HEAVY] == []
    assert [m for m in loaded if part_of(m) not in (None, "", "runtime")] == []


def test_files_and_functions_are_short() -> None:
    """About 400 lines a file and 40 a function; the test leaves some room, and names what is beyond."""
    long = []
    for path in modules(COMPILER):
        source = path.read_text(encoding="utf-8")
        lines = source.count("\n")
        if lines > LONGEST_FILE and path.name not in DECLARATIONS:
            long.append(f"{path.relative_to(ROOT)}: {lines} lines")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    long.append(f"{path.relative_to(ROOT)}:{node.lineno}: {node.name} has {length} lines")
    for path in sorted((COMPILER / "runtime_js").glob("*.js")):
        lines = path.read_text(encoding="utf-8").count("\n")
        if lines > LONGEST_FILE:
            long.append(f"{path.relative_to(ROOT)}: {lines} lines")
    assert long == []


def test_no_module_is_a_drawer() -> None:
    """A module is named after what it yields."""
    drawers = {"utils", "util", "helpers", "common", "misc"}
    assert [path for path in modules(COMPILER) if path.stem in drawers] == []


# --- circles ----------------------------------------------------------------------------------------------

START = "so that importing a law stays cheap: "
LATE = {
    "qanun.runtime.questions.catalogue": {
        "qanun.runtime.answers.receipts": f"{START}only receipts need it",
        "qanun.runtime.questions.again": f"{START}only receipts need it",
        "qanun.runtime.questions.all_laws": f"{START}only a case of all laws needs it",
        "qanun.runtime.questions.directory": f"{START}only a case of all laws needs it",
    },
    "qanun.runtime.answers.answers": {
        "qanun.runtime.answers.answer_wire": f"{START}only JSON needs it",
        "qanun.runtime.answers.answer_writing": f"{START}only JSON needs it",
        "qanun.runtime.answers.changes": f"{START}only who asks what would change it needs it",
        "qanun.runtime.answers.receipts": f"{START}only receipts need it",
        "qanun.runtime.answers.schema": f"{START}only schemas need it",
        "qanun.runtime.answers.short": f"{START}only short answers need it",
        "qanun.runtime.answers.under_readings": f"{START}only who asks for other readings needs it",
    },
    "qanun.runtime.evaluation.core": {
        "qanun.runtime.values.countries": f"{START}only questions about countries need it",
    },
    "qanun.runtime.answers.making": {
        "qanun.runtime.evaluation.always": f"{START}only facts that `always` settles need it",
        "qanun.runtime.evaluation.evaluator": f"{START}complete cases do without the general evaluation",
        "qanun.runtime.evaluation.open_points": f"{START}only short answers need it",
        "qanun.runtime.evaluation.steps": f"{START}complete cases do without the general evaluation",
        "qanun.runtime.evaluation.turning": f"{START}only who asks what would change it needs it",
        "qanun.runtime.values.show": f"{START}only headlines with values need it",
    },
    "qanun.runtime.questions.questions": {
        "qanun.certain.asking": f"{START}only who asks for what is certain needs it",
        "qanun.columns.deciding": f"{START}only tables need it",
        "qanun.columns.spark": f"{START}only tables of Spark need it",
        "qanun.columns.tables": f"{START}only tables need it",
        "qanun.runtime.explaining.explain": f"{START}only explanations need it",
    },
    "qanun.runtime.values.checking": {
        "qanun.runtime.values.countries": f"{START}only a check of countries needs them",
    },
    "qanun.runtime.values.facts": {
        "qanun.runtime.values.json_schema": f"{START}only schemas need it",
        "qanun.runtime.values.json_reading": f"{START}only JSON needs it",
        "qanun.runtime.values.json_writing": f"{START}only JSON needs it",
        "qanun.runtime.values.checking": f"{START}only what is not plainly right needs it",
        "qanun.runtime.values.countries": f"{START}only a check of countries needs them",
    },
    "qanun.columns.spark": {
        "qanun.columns.partition": "an executor asks for it, which says in a sentence that it has none",
    },
    "qanun.tools.built": {
        "qanun.pipeline": "a build of what has not changed loads no compiler",
        "qanun.targets.python": "a build of what has not changed loads no compiler",
    },
    "qanun.tools.checked": {"qanun.tools.changes": "a check of what has not changed loads no compiler"},
    "qanun.tools.cli": {
        "qanun.tools.cli.app": "it may lack a library, which is then said in a sentence",
        "qanun.version": "`--version` loads nothing else",
    },
    "qanun.tools.cli.core": {"qanun.columns.showing": "only tables need DuckDB"},
    "qanun.tools.cli.schema": {"qanun.columns.showing": "only tables need DuckDB"},
    "qanun.tools.cli.tables": {
        "qanun.columns.deciding": "only tables need DuckDB",
        "qanun.tools.pieces": "only tables need DuckDB",
        "qanun.columns.tables": "only tables need DuckDB",
    },
    "qanun.tools.cli.build": {
        "qanun.targets.python.interface": "only what is written anew is compared",
        "qanun.tools.loading": "only `--explain` compiles all anew",
        "qanun.tools.packed": "only a package of npm compiles all anew",
    },
    "qanun.tools.cli.diff": {
        "qanun.verify.compared.comparing": "without z3 a sentence says what to install",
        "qanun.verify.compared.matching": "only what can be proved is compared",
        "qanun.verify.compared.pages": "only what was compared is told",
        "qanun.verify.compared.renaming": "only what can be proved is compared",
        "qanun.verify.compared.said": "only what was compared is told",
    },
    "qanun.tools.cli.reform": {
        "qanun.columns.reform_page": "only who wants a page needs pictures",
        "qanun.columns.reforms": "only tables need DuckDB",
        "qanun.verify.compared.renaming": "only two laws can call things otherwise",
    },
    "qanun.tools.cli.proposing": {
        "qanun.verify.proposed.proposing": "without z3 a sentence says what to install",
        "qanun.verify.proposed.written": "only what is proposed is written",
    },
    "qanun.tools.cli.serve": {
        "qanun.service.supervisor": "starlette and uvicorn come with an extra",
        "qanun.tools.serving": "only a project is looked at before it is served",
        "qanun.service.protocol": "the SDK for assistants comes with an extra",
        "qanun.service.served": "only who serves on streams has the law in this process",
    },
    "qanun.service.worker": {"qanun.service.protocol": "the SDK for assistants comes with an extra"},
    "qanun.tools.serving": {"qanun.tools.beside": "what was kept of the statutes needs no compiler"},
    "qanun.tools.cli.lsp": {"qanun.tools.lsp.features": "pygls comes with an extra"},
    "qanun.tools.proved": {
        "qanun.verify.proofs.looking": "z3 is loaded only where something is to be proved"
    },
    "qanun.tools.loading": {
        "qanun.core.diagrams.build": "only `build --explain` makes diagrams here",
        "qanun.targets.python": "only `build --explain` writes Python here",
    },
    "qanun.tools.pytest_plugin": {
        "qanun.diagnostics.render": "pytest loads the compiler only for a page of law",
        "qanun.project": "pytest loads the compiler only for a page of law",
        "qanun.tools.loading": "pytest loads the compiler only for a page of law",
        "qanun.verify.scenarios": "pytest loads the compiler only for a page of law",
    },
}
"""The imports inside functions, each with its reason. As there are no circles, all of them lead downwards."""


def name_of(path: Path, root: Path) -> str:
    """The full name of a module."""
    parts = path.relative_to(root.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(tree: ast.AST, known: set[str], late: bool = False) -> Iterator[tuple[str, bool]]:
    """Every module among the known ones that is imported, and whether inside a function."""
    for node in ast.iter_child_nodes(tree):
        match node:
            case ast.Import(names):
                yield from ((alias.name, late) for alias in names if alias.name in known)
            case ast.ImportFrom(str(module), names):
                for alias in names:
                    found = f"{module}.{alias.name}"
                    if found in known or module in known:
                        yield (found if found in known else module), late
            case ast.FunctionDef():
                yield from imports(node, known, True)
            case _:
                yield from imports(node, known, late)


def graph(root: Path) -> dict[str, dict[str, bool]]:
    """For each file what it imports, and whether inside a function, too."""
    paths = {name_of(path, root): path for path in sorted(root.rglob("*.py"))}
    found: dict[str, dict[str, bool]] = {}
    for name, path in paths.items():
        here = found.setdefault(name, {})
        for other, late in imports(ast.parse(path.read_text(encoding="utf-8")), set(paths)):
            if other != name:
                here[other] = here.get(other, False) or late
    return found


def circle(imported: Mapping[str, set[str]]) -> list[str]:
    """The files of a circle, one after the other; none where there is none."""
    try:
        TopologicalSorter(imported).prepare()
    except CycleError as error:
        found: list[str] = error.args[1]
        return found
    return []


def test_there_is_no_circle_between_files() -> None:
    assert circle({name: set(others) for name, others in graph(COMPILER).items()}) == []


def test_imports_inside_functions_are_listed() -> None:
    """Each with a reason, and none that is no more."""
    late = {
        name: {other for other, inside in others.items() if inside}
        for name, others in graph(COMPILER).items()
    }
    assert {name: others for name, others in late.items() if others} == {
        name: set(reasons) for name, reasons in LATE.items()
    }


@pytest.mark.parametrize(
    "text",
    [
        "from made.one import two",
        "from made import one",
        "def late():\n    import made.one",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from made.one import two",
        "class Some:\n    def late(self):\n        if self:\n            from made import one",
    ],
)
def test_an_import_that_leads_back_is_seen(tmp_path: Path, text: str) -> None:
    """At the top, in a function, for types alone."""
    root = tmp_path / "made"
    root.mkdir()
    (root / "one.py").write_text("from made.three import four\n", encoding="utf-8")
    (root / "three.py").write_text("four = 4\n", encoding="utf-8")
    assert circle({name: set(others) for name, others in graph(root).items()}) == []
    (root / "three.py").write_text(f"{text}\n", encoding="utf-8")
    assert set(circle({name: set(others) for name, others in graph(root).items()})) == {
        "made.one",
        "made.three",
    }
