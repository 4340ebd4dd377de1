"""The scripts of a program: `qanun.js`, `qanun-more.js`, and for each question the data that they evaluate.

They are classic scripts, which a browser also loads from a file. A question's script is one call with plain
data, so nothing that a page of law says is ever run.
"""

import json
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from qanun.core.question.plan import is_answerable
from qanun.core.rules import Program
from qanun.runtime.answers import short, wording
from qanun.runtime.explaining import explain, phrases
from qanun.runtime.operators.operator_rows import ROWS
from qanun.targets.javascript.question import question_data

FIRST = (
    "more",
    "values",
    "faults",
    "calendar",
    "operators",
    "findings",
    "outcomes",
    "evaluate",
    "diagrams",
    "answers",
    "json",
    "wire",
    "show",
    "phrases",
    "sentences",
    "question",
    "completing",
    "answered",
    "deciding",
    "short",
    "typed",
    "interview",
    "inputs",
    "state",
    "verdict",
    "shown",
    "carry",
    "form",
)
"""The files of the first script, in the order in which they stand in it: with it a page asks and answers."""
SECOND = (
    "reasons",
    "explain",
    "reasons_shown",
    "nearby",
    "whole",
    "smallest",
    "changes",
    "under",
    "under_shown",
    "what_if",
)
"""Those of the second, which a page loads when somebody wants to know why, what would
change it, or what follows under each reading."""
LAST = "opening"
"""What a page sees of the runtime."""

ON_PAGES = (
    "more",
    "inputs",
    "state",
    "verdict",
    "shown",
    "carry",
    "form",
    "reasons_shown",
    "under_shown",
    "what_if",
)
"""Those that only a page needs."""
EXPORTED = ("CaseImpossible", "FactsRefused", "LawAtFault", "MissingFacts", "lawQuestion as question")
"""What the runtime gives to modules of laws and to their callers."""

_DECLARED = re.compile(r"^(?:function|class|const|let) ([\w$]+)", re.MULTILINE)
_NAME = re.compile(r"(?<![\w$])(?:(?<!\.)|(?<=\.\.\.))[A-Za-z_$][\w$]*")
_WANTED = re.compile(r"\bMORE\.(\w+)")


def generate(program: Program, folder: str) -> dict[str, str]:
    """The text of every script and of the form's style, by its path. No two runs differ."""
    found = {f"{folder}/qanun.js": first_script(), f"{folder}/qanun-more.js": second_script()}
    found[f"{folder}/form.css"] = re.sub(r"(?s)/\*.*?\*/\s*|(?<=\n)\s+", "", _text("form.css"))
    for question in program.questions.values():
        if is_answerable(question):
            data = question_data(program, question)
            found[f"{folder}/questions/{question.name}.js"] = f"qanun.register({script_data(data)});\n"
    return found


def script_data(data: object) -> str:
    """Data as JavaScript writes them, in ASCII, that no place in HTML takes for markup."""
    text = json.dumps(data, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


@cache
def first_script() -> str:
    """What adds `qanun` to the page and nothing else, and answers."""
    shared = ", ".join(_names_shared())
    tables = [_table(name) for name in _tables() if _names_table(FIRST, name)]
    parts = [*tables, *map(_code, FIRST), f"const SHARED = {{ {shared} }};", _code(LAST)]
    return "\n".join(["(() => {", '"use strict";', *parts, "})();", ""])


@cache
def second_script() -> str:
    """What the first script asks for when it is wanted, made of names that it shares."""
    tables = [_table(name) for name in _tables() if not _names_table(FIRST, name)]
    given = ", ".join(sorted({name for file in FIRST for name in _WANTED.findall(_code(file))}))
    inner = [f"const {{ {', '.join(_names_shared())} }} = shared;", *tables, *map(_code, SECOND)]
    head = "qanun.more((shared) => {"
    return "\n".join([head, '"use strict";', *inner, f"return {{ {given} }};", "});", ""])


@cache
def module_script() -> str:
    """The runtime as a module, without what only a page needs."""
    files = [name for name in (*FIRST, *SECOND) if name not in ON_PAGES]
    tables = [_table(name) for name in _tables() if _names_table((*files, "module"), name)]
    given = ", ".join(sorted({name for file in files for name in _WANTED.findall(_code(file))}))
    parts = [*tables, *map(_code, files), f"const MORE = {{ {given} }};", _code("module")]
    return "\n".join([*parts, f"export {{ {', '.join(EXPORTED)} }};", ""])


def module_declarations() -> str:
    """The types of the runtime's module."""
    return _text("module.d.ts")


def _names_shared() -> list[str]:
    """The names of the first script that the second uses."""
    declared = {name for file in FIRST for name in _DECLARED.findall(_text(f"{file}.js"))}
    own = {name for file in SECOND for name in _DECLARED.findall(_text(f"{file}.js"))}
    tables = {name for name in _tables() if _names_table(FIRST, name)}
    used = {name for file in SECOND for name in _NAME.findall(_code(file))}
    return sorted(((declared | tables) - own) & used)


def _names_table(files: Iterable[str], name: str) -> bool:
    """Whether one of the files uses a table."""
    return any(re.search(rf"\b{name}\b", _code(file)) for file in files)


def _table(name: str) -> str:
    return f"const {name} = {script_data(_tables()[name])};"


@cache
def _code(file: str) -> str:
    return without_comments(_text(f"{file}.js"))


def without_comments(script: str) -> str:
    """A script without the lines that are comments alone, and without the blanks before a line: half of what
    a page would load. No text of the runtime runs over several lines, so that a line's start is code."""
    kept: list[str] = []
    is_comment = False
    for line in map(str.strip, script.splitlines()):
        while line and (is_comment or line.startswith("/*")):
            _, end, rest = line.partition("*/")
            is_comment, line = not end, rest.strip()
        if line and not line.startswith("//"):
            kept.append(line)
    return "\n".join(kept)


def _text(name: str) -> str:
    return (files("qanun") / "runtime_js" / name).read_text(encoding="utf-8")


@cache
def _tables() -> dict[str, object]:
    """What the two runtimes say in the same words."""
    return {
        "RELATIONS": phrases.RELATIONS,
        "DATED": phrases.DATED,
        "STATEMENTS": phrases.STATEMENTS,
        "INFIX": phrases.INFIX,
        "BINDING": phrases.BINDING,
        "PREFIX": phrases.PREFIX,
        "TAKES_NONE": {row.name: row.none for row in ROWS},
        "QUANTIFIERS": phrases.QUANTIFIERS,
        "OF_DAYS": phrases.OF_DAYS,
        "SAID": explain.SAID,
        "NOT_SO": explain.NOT_SO,
        "CLAUSES": explain.CLAUSES,
        "EITHER_WAY": explain.EITHER_WAY,
        "SENTENCES": wording.SENTENCES,
        "PREDICATES": wording.PREDICATES,
        "ORDINALS": wording.ORDINALS,
        "RANKS": {verdict.value: rank for verdict, rank in short.RANKS.items()},
        "DONE": sorted(short.DONE),
    }
