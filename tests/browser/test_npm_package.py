"""The law as a package of npm: answered as in Python, typed as it answers, bundled into a page."""

import json
import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from javascript import EXTENSION, node, packages
from pages_of_law import STATUTES, program_of
from playwright.sync_api import Browser, expect
from qanun.runtime.faults import Fault, MissingFacts
from qanun.targets.javascript.npm import generate
from qanun.targets.javascript.npm.law_module import LawModule
from qanun.targets.javascript.npm.types import comment, key
from qanun.tools.cli.app import run
from qanun.tools.moments import read_as_of

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = ROOT / "docs" / "examples"
PROGRAM = program_of(*STATUTES)
NAME = "qanun-azerbaijan"
"""Of the package: that of Python, as npm spells it."""
ASKED = {
    one.question.name: one.name for law in PROGRAM.laws.values() for one in LawModule(PROGRAM, law).asked
}
"""What each question is called in its law's module."""

ASK = """
import { createInterface } from "node:readline";
const told = (error) => ({ [error.name]: (error.needs || []).map(({ key }) => key), says: error.message });
for await (const line of createInterface({ input: process.stdin })) {
  const { law, name, facts, options } = JSON.parse(line);
  const question = (await import(`qanun-azerbaijan/${law}`))[name];
  let decided;
  try {
    decided = question.decide(facts, options);
  } catch (error) {
    decided = told(error);
  }
  const [explored, short] = [question.explore(facts, options), question.short(facts, options)];
  console.log(JSON.stringify({ decided, explored, explained: question.explain(facts, options), short }));
}
"""
REFUSED = """
import { crossing, crossing_penalty } from "qanun-azerbaijan/criminal_code";
import { term_of_departure } from "qanun-azerbaijan/expulsion_rules";
import { authorities, type Authority, type Verdict } from "qanun-azerbaijan";
// @ts-expect-error: no fact is so called
crossing.explore({ crossed_border: true });
// @ts-expect-error: yes or no
crossing.explore({ crossed_guarded_border: "yes" });
// @ts-expect-error: it cannot be none
crossing.explore({ crossed_guarded_border: null });
// @ts-expect-error: no such option
crossing.explore({}, { readings: { fine_or_prison: "both" } });
// @ts-expect-error: the answer depends on the day
term_of_departure.explore({});
// @ts-expect-error: there is no such answer
crossing.explore({}).answers.crossing;
crossing_penalty.explore({ imposed: { kind: "fine", amount: "300 AZN" } });
const verdict: Verdict = crossing.explore({ is_az_citizen: undefined }).answers.illegal_crossing.verdict;
const holds: boolean | null | undefined = crossing.decide("{}").answers.criminally_liable.value;
const body: Authority = "court";
console.log(verdict, holds, authorities[body]);
"""
PAGE = """<!doctype html><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' file:">
<p id="says"></p><script src="bundle.js"></script>"""
IN_A_PAGE = """
import { crossing } from "qanun-azerbaijan/criminal_code";
const facts = { crossed_guarded_border: true, lacked_required_documents: true };
document.getElementById("says").textContent = crossing.needs(facts).join(" ");
"""

NEEDED = ("is_az_citizen", "came_to_seek_political_asylum", "acts_contain_another_offence")
"""What still decides then: without documents it does not matter whether a checkpoint was bypassed."""
STRICT = {
    **dict.fromkeys(("strict", "noEmit", "noUncheckedIndexedAccess", "exactOptionalPropertyTypes"), True),
    "module": "nodenext",
    "target": "es2022",
    "lib": ["es2022", "dom"],
    "types": [],
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of JavaScript in which the package is installed."""
    folder = tmp_path_factory.mktemp("uses_the_law")
    for path, text in generate(PROGRAM, "qanun_azerbaijan", "1.2.3").items():
        file = folder / "node_modules" / NAME / path.partition("/")[2]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (folder / "package.json").write_text('{"type": "module"}')
    return folder


@pytest.fixture(scope="module")
def tools() -> Path:
    """The packages of the extension's lock file, among them TypeScript and a bundler."""
    return packages(EXTENSION)


def ran(folder: Path, *arguments: str, given: str = "") -> str:
    """What Node prints in a folder; it is shown where that fails."""
    done = subprocess.run(
        [node(), *arguments], cwd=folder, input=given, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def examples() -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """The example of each question, whole and with its first half alone: its facts and its options."""
    for file in sorted(EXAMPLES.glob("*.json")):
        command, _, _ = file.with_suffix(".txt").read_text(encoding="utf-8").partition("\n")
        words = shlex.split(command)
        of = {word: after for word, after in pairwise(words) if word.startswith("--")}
        as_of = read_as_of(of["--as-of"]) if "--as-of" in of else None
        options = {} if as_of is None else {"asOf": as_of.isoformat()}
        facts = json.loads(file.read_text(encoding="utf-8"))
        for part in (len(facts), len(facts) // 2):
            yield file.stem, dict(list(facts.items())[:part]), options


def in_python(name: str, facts: dict[str, Any], options: dict[str, Any]) -> Any:
    """What generated Python says, as the script tells it."""
    law, _, _ = name.partition(".")
    question = getattr(import_module(f"qanun_azerbaijan.{law}"), ASKED[name])
    known = question.facts.from_json(facts)
    more: Any = {"as_of": read_as_of(options["asOf"])} if options else {}
    explored = question.explore(known, **more)
    try:
        decided: Any = question.decide(known, **more).to_json()
    except MissingFacts as missing:
        decided = {
            "MissingFacts": [question.fact_specs[one].key for one in missing.names],
            "says": str(missing),
        }
    except Fault as fault:
        decided = {"LawAtFault": [], "says": str(fault)}
    explained = question.explain(known, **more).as_dict()
    short = explored.short().as_dict()
    return {"decided": decided, "explored": explored.to_json(), "explained": explained, "short": short}


def test_answers_are_those_of_python(project: Path) -> None:
    """Decided, explored, explained, and shortly; with all facts, and with half of them."""
    (project / "ask.js").write_text(ASK)
    asked = list(examples())
    assert {name for name, _, _ in asked} == {*ASKED}
    lines = [
        json.dumps({"law": name.partition(".")[0], "name": ASKED[name], "facts": facts, "options": options})
        for name, facts, options in asked
    ]
    told = [json.loads(line) for line in ran(project, "ask.js", given="\n".join(lines)).splitlines()]
    for case, found in zip(asked, told, strict=True):
        assert found == in_python(*case), case
    assert {name for found in told for name in found["decided"]} >= {"answers", "MissingFacts"}


def guide() -> tuple[str, str]:
    """The program that the guide shows, and what it says that it prints."""
    page = (ROOT / "docs" / "javascript.md").read_text(encoding="utf-8")
    program, printed = (part.partition("\n```")[0] for part in re.split(r"```(?:ts|text)\n", page)[1:])
    return program, f"{printed}\n"


def test_the_guide_is_true(project: Path) -> None:
    program, printed = guide()
    (project / "guide.mjs").write_text(program)
    assert ran(project, "guide.mjs") == printed


def test_types_take_what_is_right_and_nothing_else(project: Path, tools: Path) -> None:
    """Every example is a case of its question's type, in the strictest way; what is wrong is refused."""
    lines = [f'import {{ {", ".join(sorted({name.partition(".")[0] for name in ASKED}))} }} from "{NAME}";']
    for name, facts, options in examples():
        law, _, _ = name.partition(".")
        lines.append(f"{law}.{ASKED[name]}.decide({json.dumps(facts)}, {json.dumps(options)}).answers;")
    (project / "right.ts").write_text("\n".join(lines))
    (project / "wrong.ts").write_text(REFUSED)
    (project / "guide.ts").write_text(guide()[0])
    settings = {"compilerOptions": STRICT, "files": ["right.ts", "wrong.ts", "guide.ts"]}
    (project / "tsconfig.json").write_text(json.dumps(settings))
    ran(project, str(tools / "typescript/bin/tsc"))


def test_it_is_bundled_into_a_page(project: Path, tools: Path, browser: Browser) -> None:
    """With nothing of other laws, and without the page's leave to evaluate or to fetch anything."""
    (project / "page.js").write_text(IN_A_PAGE)
    bundle = project / "bundle.js"
    made = [str(tools / "esbuild/bin/esbuild"), "page.js", "--bundle", f"--outfile={bundle}"]
    subprocess.run(made, cwd=project, check=True, capture_output=True, env={**os.environ})
    assert "expulsion_rules." not in bundle.read_text(encoding="utf-8")
    (project / "index.html").write_text(PAGE)
    page = browser.new_page()
    page.goto((project / "index.html").as_uri())
    expect(page.locator("#says")).to_have_text(" ".join(NEEDED))
    page.close()


def test_no_text_of_a_law_ends_a_comment_or_a_name() -> None:
    assert comment("a */ b\n c", "", "d") == "/** a *∕ b c. d */"
    assert key("a b") == '"a b"'
    assert key("stay") == "stay"


def test_the_command_writes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the other files of a project, with the version of its own, and never outside of it."""
    folder = tmp_path / "law"
    assert run(["new", str(folder)]) == 0
    monkeypatch.chdir(folder)
    build = ["build", "--target", "javascript", "--into", "for_npm"]
    assert run([*build, "--check"]) == 1
    assert run(build) == 0
    assert run([*build, "--check"]) == 0
    (package,) = folder.glob("for_npm/*/package.json")
    assert json.loads(package.read_text())["exports"]["."]["default"] == "./index.js"
    assert run([*build[:-1], "../elsewhere"]) == 2
    assert not (tmp_path / "elsewhere").exists()
