"""No pass answers for what it does not know: a new node, clause, type, word or operator is noticed by name.

Each is planted in a copy of the compiler, and whoever does not handle it must say so.
"""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
COMPILER = ROOT / "compiler" / "qanun"

OPEN = {
    "core/open_sets.py applied": "only operators on sets; None: no set matters to it",
    "core/translate.py _target": "kinds of declaration; what has no form of its own is a definition",
    "document/read.py node": "Markdown's own nodes",
    "slices/frozen.py plain": "classes of the document; `_CLASSES` raises for any other",
    "slices/frozen.py value": "classes of the document; `_CLASSES` raises for any other",
    "syntax/expressions.py plain": "words of the grammar: `_MAKERS` names them",
    "syntax/format_words.py _written": "kinds of lexeme; the others stand as written",
    "syntax/scan.py": "signs of a text that may hold anything",
    "targets/python/interface.py": "Python's own tree",
    "targets/python/module.py constant_name": "values of the runtime; the name of one is its class's",
    "targets/python/plain.py _called": "operators; those without a spelling of their own are called",
    "targets/python/spelled.py chained": "asks for one shape of a call",
    "targets/python/strategies.py note": "values of the runtime; of the others nothing is noted",
    "targets/python/types.py type_of_definition": "roles; those without a type of their own have the written",
    "targets/python/types.py type_of_value": "values of the runtime; those without a type have none",
    "tools/cli/printing.py report": "the last of three formats, which the command line knows",
    "tools/interview.py _ask": "one question is enough for any other kind",
    "typed/clauses.py _count": "what is no amount was reported",
    "verify/cases.py _simple": "names of types; a text",
    "verify/findings.py _shown": "values in words",
    "verify/never.py _while_law": "asks for one shape",
    "verify/never.py _bounds_the_day": "asks for one shape",
    "runtime/": "values of Python, words of a trace: generated code has no unions of the compiler",
}
"""Where a default is right because what is matched is open. Each says why."""


def modules() -> list[Path]:
    return sorted(path for path in COMPILER.rglob("*.py") if "__pycache__" not in path.parts)


def matches(path: Path) -> Iterator[tuple[str, ast.Match]]:
    """The match statements of a file, each with the name of its function."""

    def within(node: ast.AST, function: str) -> Iterator[tuple[str, ast.Match]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Match):
                yield function, child
            yield from within(child, child.name if isinstance(child, ast.FunctionDef) else function)

    yield from within(ast.parse(path.read_text(encoding="utf-8")), "")


def catch_all(match: ast.Match) -> ast.match_case | None:
    """The case that takes whatever is left."""
    last = match.cases[-1]
    taken = isinstance(last.pattern, ast.MatchAs) and last.pattern.pattern is None
    return last if taken else None


def is_closed(case: ast.match_case) -> bool:
    """Whether nothing can be left, what is left is refused, or is handed on under a type of its own."""
    assert isinstance(case.pattern, ast.MatchAs)
    first = case.body[0]
    if isinstance(first, ast.Raise):
        return True
    name = case.pattern.name
    return name is not None and any(
        isinstance(node, ast.Name) and node.id == name for part in case.body for node in ast.walk(part)
    )


def test_no_default_swallows() -> None:
    """Every default refuses, names what it covers, or stands in the list of what is open."""
    found, used = [], set()
    for path in modules():
        name = path.relative_to(COMPILER).as_posix()
        for function, match in matches(path):
            case = catch_all(match)
            if case is None or is_closed(case):
                continue
            reason = next((key for key in OPEN if f"{name} {function}".startswith(key)), None)
            used.add(reason)
            if reason is None:
                found.append(f"{name}:{case.pattern.lineno} {function}")
    assert found == []
    assert set(OPEN) - used == set(), "a reason that nobody needs"


# --- planted nodes, clauses, types and words ---------------------------------------------------------------

PLANTED = {
    ("syntax/tree.py", "Expression"): ("Expression", "Literal", "Condition"),
    ("syntax/tree.py", "Literal"): ("Literal",),
    ("syntax/tree.py", "Condition"): ("Condition",),
    ("syntax/tree.py", "Clause"): ("Clause", "Replaceable"),
    ("syntax/tree.py", "Replaceable"): ("Replaceable",),
    ("syntax/tree.py", "AnyItem"): ("Item",),
    ("core/rules.py", "Expr"): ("Expr",),
    ("typed/types.py", "Type"): ("Type",),
    ("typed/operators.py", "Pattern"): ("Pattern",),
    ("targets/python/layout.py", "Code"): ("Code",),
}
"""The unions of the compiler, and what each gets. A literal is an expression, too."""

WORDS = (
    ("syntax/tree.py", "Junction"),
    ("syntax/tree.py", "Quantifier"),
    ("syntax/tree.py", "How"),
    ("syntax/tree.py", "Aim"),
    ("core/rules.py", "Quantifier"),
    ("core/rules.py", "Aim"),
    ("typed/operators.py", "Class"),
)
"""The words of which all are known."""


def plant(package: Path) -> None:
    """A class in every union, a word in every set of words."""
    for (name, union), kinds in PLANTED.items():
        path = package / name
        source = path.read_text(encoding="utf-8")
        classes = " | ".join(f"Planted{kind}" for kind in kinds)
        source, count = re.subn(rf"\n{union} = (\(\s*)?", rf"\n{union} = \1{classes} | ", source)
        assert count == 1, union
        begin = "@frozen(eq=False)\nclass Name(Node)" if name == "syntax/tree.py" else "\n@frozen"
        for kind in kinds:
            head = f"class Planted{kind}{'(Node)' if name == 'syntax/tree.py' else ''}:"
            if head not in source:
                source = source.replace(begin, f"\n@frozen\n{head}\n    pass\n\n\n{begin.lstrip()}", 1)
        path.write_text(source, encoding="utf-8")
    for name, word in WORDS:
        path = package / name
        source = path.read_text(encoding="utf-8")
        source, count = re.subn(rf"\n{word} = (Words|Literal)\[", rf'\n{word} = \1["planted", ', source)
        assert count == 1, word
        path.write_text(source, encoding="utf-8")


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the compiler in which everything is planted."""
    package = tmp_path_factory.mktemp("planted") / "qanun"
    left_out = shutil.ignore_patterns("__pycache__", "runtime_js", "pages", "tools")
    shutil.copytree(COMPILER, package, ignore=left_out)
    plant(package)
    return package


@pytest.fixture(scope="module")
def red(planted: Path) -> dict[str, dict[int, str]]:
    """What mypy says of it: by file, by line."""
    folder = planted.parent
    passes = ("syntax", "resolved", "typed", "core", "targets", "verify", "book", "slices")
    ran = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", str(ROOT / "pyproject.toml"), "--no-incremental",
         "--no-pretty", "--hide-error-context", *(part for one in passes for part in ("-p", f"qanun.{one}"))],
        cwd=folder, env={"MYPYPATH": str(folder), "PATH": ""}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    found: dict[str, dict[int, str]] = {}
    for line in ran.stdout.splitlines():
        told = re.match(r"qanun/(.+?):(\d+): error: (.*)", line)
        if told is not None:
            found.setdefault(told[1], {})[int(told[2])] = told[3]
    assert found, ran.stdout + ran.stderr
    return found


HANDED_ON = {
    "book/english.py _words": "the entries that `_sentences` hands on",
    "book/phrases.py condition": "whatever is no condition is a value, and `value` is closed",
    "resolved/expected.py _stated": "the nodes that `_expected` hands on",
    "runtime/explain.py _said": "a table raises for what it lacks",
    "strategies.py kind_values": "a table raises for what it lacks",
    "typed/declared.py _bare": "a simple type is called as it is written",
    "typed/expressions.py _is": "any expression, of which `infer` finds the type",
    "typed/operations.py compare": "an operator without a row is reported",
}
"""What a match leaves to another, who notices in its place."""


def test_every_match_notices_what_is_planted(red: dict[str, dict[int, str]], planted: Path) -> None:
    """Wherever a match ends in what cannot be, or hands on what is left, mypy refuses the planted."""
    silent, used = [], set()
    for path in sorted(planted.rglob("*.py")):
        name = path.relative_to(planted).as_posix()
        for function, match in matches(path):
            case = catch_all(match)
            if case is None or not is_closed(case) or isinstance(case.body[0], ast.Raise):
                continue
            lines = range(case.pattern.lineno, (case.body[-1].end_lineno or 0) + 1)
            if any("planted" in red.get(name, {}).get(line, "").lower() for line in lines):
                continue
            used.add(f"{name} {function}")
            if f"{name} {function}" not in HANDED_ON:
                silent.append(f"{name}:{case.pattern.lineno} {function} {ast.unparse(match.subject)}")
    assert silent == []
    assert used == set(HANDED_ON)


NOTICED = {
    "Item": (
        *("resolved/names", "resolved/declare", "resolved/dependencies", "typed/check", "typed/minor_units"),
        *("core/lower", "book/english"),
    ),
    "Clause": (
        *("resolved/names", "resolved/dependencies", "resolved/dated", "typed/clauses", "core/norms"),
        *("book/english", "book/cards"),
    ),
    "Replaceable": ("core/clauses",),
    "Expression": (
        *("resolved/names", "resolved/dependencies", "typed/expressions", "typed/minor_units"),
        *("typed/narrow", "core/translate", "book/phrases"),
    ),
    "Literal": ("typed/expressions", "core/translate", "book/phrases"),
    "Condition": ("typed/expressions", "core/translate", "book/phrases"),
    "Expr": (
        *("core/evaluate", "core/show", "core/questions", "targets/python/plain", "targets/python/types"),
        "targets/javascript/encoded",
    ),
    "Type": ("typed/agree", "typed/operators", "targets/python/classes", "targets/javascript/encoded"),
}
"""The passes that must know every member of a union."""


@pytest.mark.parametrize("kind", NOTICED)
def test_every_pass_notices_it_by_name(kind: str, red: dict[str, dict[int, str]]) -> None:
    found = {
        name.removesuffix(".py")
        for name, lines in red.items()
        for said in lines.values()
        if re.search(rf"\bPlanted{kind}\b", said)
    }
    assert set(NOTICED[kind]) - found == set()
