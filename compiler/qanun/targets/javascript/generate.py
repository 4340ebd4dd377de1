"""The scripts of a program: `qanun.js`, and for each question the data that the runtime there evaluates.

They are classic scripts, which a browser also loads from a file. A question's script is one call with plain
data, so nothing that a page of law says is ever run.
"""

import json
from functools import cache
from importlib.resources import files

from qanun.core.question.plan import is_answerable
from qanun.core.rules import Program
from qanun.runtime.answers import short, wording
from qanun.runtime.explaining import explain, phrases
from qanun.runtime.operators.operator_rows import ROWS
from qanun.runtime.values.countries import COUNTRIES, NAMES
from qanun.targets.javascript.question import question_data

RUNTIME = (
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
    "reasons",
    "explain",
    "question",
    "deciding",
    "short",
    "nearby",
    "whole",
    "smallest",
    "changes",
    "typed",
    "interview",
    "inputs",
    "state",
    "verdict",
    "shown",
    "carry",
    "what_if",
    "form",
    "opening",
)
"""The files of the runtime, in the order in which they stand in the one script."""


def generate(program: Program, folder: str) -> dict[str, str]:
    """The text of every script and of the form's style, by its path. No two runs differ."""
    found = {f"{folder}/qanun.js": runtime_script(), f"{folder}/form.css": _text("form.css")}
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
def runtime_script() -> str:
    """The runtime in one script that adds `qanun` to the page and nothing else."""
    parts = [without_comments(_text(f"{name}.js")) for name in RUNTIME]
    tables = "\n".join(f"const {name} = {script_data(table)};" for name, table in _tables().items())
    tables += "\nconst COUNTRIES = new Set(COUNTRY_CODES);\n"
    return "\n".join(["(() => {", '"use strict";', tables, *parts, "})();", ""])


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
        "ORDINALS": wording.ORDINALS,
        "RANKS": {verdict.value: rank for verdict, rank in short.RANKS.items()},
        "DONE": sorted(short.DONE),
        "COUNTRY_CODES": sorted(COUNTRIES),
        "COUNTRY_NAMES": NAMES,
    }
