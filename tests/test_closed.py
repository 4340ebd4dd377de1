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
from random import Random
from typing import get_args, get_type_hints

import pytest
from attrs import has
from qanun.core import rules
from qanun.core.walk import PART
from qanun.document.read import read
from qanun.resolved.expected import expected_in
from qanun.syntax import clauses
from qanun.syntax.parse import parse
from qanun.text import Text
from qanun.typed.types import Type
from syntax_pages import only

ROOT = Path(__file__).parent.parent
COMPILER = ROOT / "compiler" / "qanun"

OPEN = {
    "columns/frames.py type_of": "DuckDB's own types",
    "columns/cells.py": "values that stand in a column as they are",
    "columns/general.py": "values that stand in a column as they are",
    "columns/types.py": "kinds of values that are texts in a column",
    "core/norms.py _nothing_said": "a silence is on a rule, a norm, options, a fact or nothing",
    "core/translate.py _target": "kinds of declaration; what has no form of its own is a definition",
    "document/read.py node": "Markdown's own nodes",
    "slices/frozen.py plain": "classes of the document; `_CLASSES` raises for any other",
    "slices/frozen.py value": "classes of the document; `_CLASSES` raises for any other",
    "syntax/expressions.py plain": "words of the grammar: `_MAKERS` names them",
    "core/diagrams/symbolic.py may_lack": "what is not seen to have a value may lack one: but a way more",
    "core/diagrams/ties.py _beside": "values of the runtime; bounds of other kinds tie nothing",
    "core/diagrams/ties.py _asked": "asks for three shapes; other atoms are tied to none",
    "core/diagrams/ties.py _told": "what a case tells by itself; all else comes of several",
    "syntax/format_words.py _written": "kinds of lexeme; the others stand as written",
    "syntax/scan.py": "signs of a text that may hold anything",
    "targets/python/interface.py": "Python's own tree",
    "targets/python/module.py constant_name": "values of the runtime; the name of one is its class's",
    "targets/python/plain.py _called": "operators; those without a spelling of their own are called",
    "targets/python/spelled.py chained": "asks for one shape of a call",
    "targets/proof/symbols.py term": "values of the runtime; of what else a law writes sameness alone counts",
    "targets/python/strategies.py note": "values of the runtime; of the others nothing is noted",
    "tools/cli/printing.py report": "the last of three formats, which the command line knows",
    "tools/interview.py _ask": "one question is enough for any other kind",
    "typed/clauses.py _count": "what is no amount was reported",
    "typed/minor_units.py _ends": "the value itself is always among them; `_leaves` matches to the end",
    "typed/penalty_words.py _words": "a warning about words, wherever they stand",
    "typed/ranges.py": "an amount of which nothing is known can be anything",
    "typed/regions.py": "a warning about the shapes that it knows; of others it says that it cannot tell",
    "typed/settled.py": "a warning about the shapes that it knows; of others nothing is told",
    "verify/cases.py _simple": "names of types; a text",
    "verify/compared/kinds.py _size": "values of the runtime; what has no size is the same or not",
    "verify/findings.py _shown": "values in words",
    "verify/never.py bounds_the_day": "asks for one shape",
    "verify/never.py _differ": "asks for two shapes; of others nothing is told",
    "editor/looking.py _words": "values of the runtime, which say themselves; the undecided are all named",
    "editor/places.py _of_node": "asks for what names something otherwise than by a name that was looked up",
    "editor/wanted.py _of": "places that want a kind; any other wants a value, of which the types tell",
    "resolved/ranks.py _under": "conditions that name a reading; any other may hold under any option",
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
    ("core/explicit/total.py", "Total"): ("Total",),
    ("targets/proof/terms.py", "Bare"): ("Bare",),
    ("core/names.py", "AnyAspect"): ("AnyAspect",),
    ("core/names.py", "About"): ("About",),
    ("typed/types.py", "Type"): ("Type",),
    ("typed/operators.py", "Pattern"): ("Pattern",),
    ("targets/python/layout.py", "Code"): ("Code",),
    ("verify/compared/pages.py", "Block"): ("Block",),
}
"""The unions of the compiler, and what each gets. A literal is an expression, too."""

WORDS = (
    ("syntax/tree.py", "Junction"),
    ("syntax/tree.py", "Quantifier"),
    ("syntax/tree.py", "How"),
    ("syntax/tree.py", "Aim"),
    ("syntax/tree.py", "ColumnKind"),
    ("syntax/tree.py", "Listing"),
    ("syntax/tree.py", "Comparison"),
    ("syntax/tree.py", "TermForm"),
    ("core/rules.py", "Quantifier"),
    ("core/rules.py", "Aim"),
    ("typed/operators.py", "Class"),
    ("core/explicit/total.py", "FaultName"),
    ("runtime/operators/money.py", "Mode"),
    ("runtime/operators/operator_rows.py", "OperatorName"),
    ("targets/proof/numbers.py", "Reckoned"),
    ("targets/proof/operators.py", "OfMonth"),
    ("targets/proof/operators.py", "OfTerm"),
    ("targets/proof/operators.py", "OfPeriod"),
    ("targets/proof/terms.py", "SortName"),
    ("verify/compared/model.py", "Clause"),
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
    """A copy of the compiler, beside the reference, in which everything is planted."""
    package = tmp_path_factory.mktemp("planted") / "qanun"
    left_out = shutil.ignore_patterns("__pycache__", "runtime_js", "pages", "tools")
    shutil.copytree(COMPILER, package, ignore=left_out)
    shutil.copytree(ROOT / "tests" / "reference", package.parent / "reference", ignore=left_out)
    plant(package)
    return package


@pytest.fixture(scope="module")
def red(planted: Path) -> dict[str, dict[int, str]]:
    """What mypy says of it: by file, by line."""
    folder = planted.parent
    passes = ("syntax", "resolved", "typed", "core", "targets", "verify", "book", "slices")
    packages = ("reference", *(f"qanun.{one}" for one in passes))
    ran = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", str(ROOT / "pyproject.toml"), "--no-incremental",
         "--no-pretty", "--hide-error-context", *(part for one in packages for part in ("-p", one))],
        cwd=folder, env={"MYPYPATH": str(folder), "PATH": ""}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    found: dict[str, dict[int, str]] = {}
    for line in ran.stdout.splitlines():
        told = re.match(r"(?:qanun/)?(.+?):(\d+): error: (.*)", line)
        if told is not None:
            found.setdefault(told[1], {})[int(told[2])] = told[3]
    assert found, ran.stdout + ran.stderr
    return found


HANDED_ON = {
    "book/english.py _words": "the entries that `_sentences` hands on",
    "columns/cells.py as_text": "values of the runtime, which say themselves",
    "columns/showing.py _value": "a table raises for what it lacks",
    "resolved/expected.py _stated": "the nodes that `_expected` hands on",
    "runtime/explaining/explain.py _said": "a table raises for what it lacks",
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
        *("reference/evaluate", "core/show", "core/questions", "core/typing", "core/encoded"),
        *("core/question/named", "targets/python/plain"),
    ),
    "AnyAspect": ("core/names", "core/typing"),
    "About": ("core/names",),
    "Type": ("typed/agree", "typed/operators", "targets/python/classes", "targets/javascript/kinds"),
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


# --- what is read -------------------------------------------------------------------------------------------

LAW = """---
law: Law
jurisdiction: nowhere
time_zone: Asia/Baku
rounding: down
in_force: not stated
source: here
---

# Law

```qanun
fact a "a"
fact b "b"
fact done_on : date or none "the day"
party somebody who b
act going "going"
obligation n "go" of going on somebody by somebody towards somebody
  when a
  within 5 days after 2012-01-01
  fulfilled by done_on
  also states #1
  in_force from 2012-01-01
rule amount : integer is 5
  otherwise 3
fact fixed : integer or none "what was fixed"
ground by_court of amount as determined by nobody named in fixed
offence theft on somebody
  when b
  until 2013-01-01
  punishable by fine 5 AZN
power pardon by nobody named
  exercised by done_on
  weighing
    - "ties"
prohibition leave on somebody
  of going
  breached by a
rule fee : integer
  is the first row that fits a
```
"""


@pytest.mark.parametrize("word", Random("clauses").sample(sorted(clauses._MAKERS), 6))
def test_a_clause_without_a_maker_is_named(word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the grammar reads and nobody makes a clause of is no silent loss."""
    law = LAW.replace("within 5 days after", word) if word in ("before", "no later than") else LAW
    parse(read(Text("law.md", law)).value)
    monkeypatch.delitem(clauses._MAKERS, word)
    with pytest.raises(KeyError, match=f"'{word}'"):
        parse(read(Text("law.md", law)).value)


def test_a_part_that_nobody_reads_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A party whose `who` its maker forgets."""
    monkeypatch.setattr(clauses.Parts, "take", lambda parts, word: None)
    with pytest.raises(ValueError, match="party: nobody reads `who`"):
        parse(read(Text("law.md", LAW)).value)


def test_a_clause_of_the_grammar_alone_is_named(tmp_path: Path) -> None:
    """`unless`, which only the grammar knows: the condition of a law does not fall out."""
    shutil.copytree(COMPILER, tmp_path / "qanun", ignore=shutil.ignore_patterns("__pycache__"))
    grammar = tmp_path / "qanun" / "syntax" / "grammar.lark"
    source = grammar.read_text(encoding="utf-8")
    source = source.replace("_running_clause: when |", "_running_clause: when | unless |")
    grammar.write_text(source + 'unless: "unless" expr\n', encoding="utf-8")
    law = tmp_path / "law.md"
    law.write_text(LAW.replace("  when a\n", "  when a\n  unless b\n"), encoding="utf-8")
    program = (
        "import sys; from qanun.pipeline import compile; from qanun.text import Text; "
        "compile([Text('law.md', open(sys.argv[1], encoding='utf-8').read())])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, str(law)],
        env={"PYTHONPATH": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stderr.splitlines()[-1] == "KeyError: 'unless'"


def test_walks_of_the_core_see_every_part() -> None:
    """Each class that stands in an expression is an expression, a part of which walks know, or a type."""
    known = {*get_args(rules.Expr), *PART}
    for kind in known:
        for hint in get_type_hints(kind, vars(rules)).values():
            assert held(hint) <= known | {*get_args(Type)}, kind


def held(hint: object) -> set[type]:
    """The classes of the core that a type speaks of."""
    if isinstance(hint, type) and has(hint):
        return {hint}
    return {kind for inner in get_args(hint) for kind in held(inner)}


@pytest.mark.parametrize(
    "block",
    [
        'silence s "x" when asked noticed\n',
        "a prevails over b when asked\n",
        'collision a with b "x" when asked\n',
        'options o : one of k\n  - m "x" is v when asked\n',
        "status s when asked\n",
    ],
)
def test_what_stands_after_when_is_a_condition(block: str) -> None:
    """Wherever it stands, a mistaken name there is taken for one of yes or no."""
    found = {str(name): expected.types for name, expected in expected_in(only(block)).items()}
    assert found["asked"] == {"yes/no"}
