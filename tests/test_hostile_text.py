"""Whatever strings a statute holds, its generated module imports, runs nothing of them and hides nothing."""

import json
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from agreement import generated
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from qanun.pipeline import compile
from qanun.text import Text

HOSTILE = [
    '"""',
    "'''",
    "\\",
    '\\"',
    "\\N{DIGIT ONE} \\x41 \\u0041 \\n",
    "{name} {0.__class__} {{x}} {",
    "%s %(x)s %0A ::error::x",
    "</script><script>alert(1)</script> &lt; <!-- -->",
    "[x](javascript:alert) [bold]x[/bold] ![x](y) `x` **x** {{ 7 * 7 }} {% x %} ${x}",
    "'); __import__('os').system('touch pwned') #",
    '"); __import__("os").system("touch pwned") #',
    "\u05e9\u05dc\u05d5\u05dd \u200f \u061c \u200b \ufeffx",
    "e\u0301 ﬁ ½ \u00a0 \U0001f600",
]
HIDDEN = [
    "\0",
    "\x07",
    "\x0b",
    "\x0c",
    "\x1b",
    "\x7f",
    "\x85",
    "\x9b",
    "\u2028",
    "\u202e",
    "\u2066",
    "\ud800",
]
PAGE = """\
---
law: {yaml}
jurisdiction: {yaml}
module: law
in_force: not stated
time_zone: UTC
rounding: down
source: {yaml}
---

# {prose}

## Article 1. {prose}

> **1** {prose}

```qanun
authority court {label}
party person {label}
act deed {label}
fact flag {label}
fact title : text {label} judged by court
type colour {label} is one of
  - red {label}
  - green
fact hue : colour {label}
record child {label}
  - born : date {label}
fact children : list of child {label}
reading how {label}
  - wide {label}
  - narrow
  because {label}
always not (flag and title = {label}) {label}
right may {label} on person of deed when flag
  and any of
    - (a) how is wide {label}
    - (b) some c in children satisfies c.born < today
exception unless to may {label} when hue is green
power act_on {label} by court when flag weighing
  - (a) {label}
silence quiet on rest {label} when title = {label} noticed
rule rest : integer {label} is 1 when flag
question q {label}
  answers may, act_on, rest
  headline {plain} when may
scenario {label}
  given flag
    title = {label}
  then may unknown needs hue
```

> **2** {prose}

```qanun
not encoded {label}
```
"""
WATCHED = """
import json, sys
def watch(event, arguments):
    writes = event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")
    if writes or event.split(".")[0] in ("subprocess", "socket", "shutil", "ctypes") or event in (
        "os.system", "os.exec", "os.remove", "os.rename", "os.mkdir", "os.posix_spawn", "os.fork"
    ):
        print("refused: " + event, file=sys.stderr)
        sys.stderr.flush()
        import os
        os._exit(9)
sys.addaudithook(watch)
sys.path.insert(0, sys.argv[1])
from laws import law
facts = law.QFacts(flag=True, hue="red")
answers = law.q.explore(facts, as_of=__import__("datetime").date(2012, 3, 1))
print(json.dumps({
    "question": law.q.label,
    "facts": [fact.label for fact in law.QFacts.FACTS],
    "headline": answers.headline,
    "labels": [answer.label for answer in answers.each()],
    "text": law.q.explain(facts, as_of=__import__("datetime").date(2012, 3, 1)).as_text(),
    "schema": law.QFacts.json_schema(),
    "doc": law.__doc__,
}))
"""


def quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def page(words: str) -> Text:
    """A page that says the words wherever it can."""
    plain = words.replace("{", "(").replace("}", ")")
    prose = " ".join(words.split()).replace("[^", "(")
    content = PAGE
    for mark, put in {
        "yaml": json.dumps(words),
        "prose": prose,
        "label": quoted(words),
        "plain": quoted(plain),
    }.items():
        content = content.replace("{" + mark + "}", put.replace("{", "\x02"))
    return Text("law.md", content.replace("\x02", "{"))


def watched(folder: Path) -> dict[str, object]:
    """What the imported module says, in a process of its own that may write and start nothing."""
    ended = subprocess.run(
        [sys.executable, "-B", "-c", WATCHED, str(folder)],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
    )
    assert ended.returncode == 0, ended.stderr
    said = json.loads(ended.stdout)
    assert isinstance(said, dict)
    return said


@pytest.mark.parametrize("words", HOSTILE)
def test_strings_stay_strings(words: str, tmp_path: Path) -> None:
    """In every place that a statute has for a string; read back, each is what it was."""
    outcome = compile([page(words)])
    assert outcome.errors == ()
    assert outcome.value.program is not None
    generated(outcome.value.program, tmp_path, "laws")
    said = watched(tmp_path)
    assert said["question"] == words
    assert said["facts"] == [words] * 4
    assert said["headline"] == words.replace("{", "(").replace("}", ")")
    assert said["labels"] == [words] * 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["laws"]


@pytest.mark.parametrize("sign", HIDDEN, ids=lambda sign: f"U+{ord(sign):04X}")
def test_hidden_characters_are_refused(sign: str) -> None:
    """Wherever they stand, in one diagnostic and no other, and there is no program."""
    outcome = compile([page(f"a{sign}b")])
    assert {found.kind.code for found in outcome.errors} == {"Q0090"}
    assert outcome.value.program is None


NAMES = [
    "class",
    "lambda",
    "print",
    "self",
    "__init__",
    "__class__",
    "date",
    "UNKNOWN",
    "Answer",
    "facts",
]
NAMES += [
    "law",
    "q",
    "FACTS",
    "to_json",
    "qanun",
    "datetime",
    "int",
    "_",
    "__",
    "it",
    "x1",
    "X1",
    "é",
    "ə",
    "日本",
]
ALIKE = [("fine", "ﬁne"), ("s", "ſ"), ("a", "ª"), ("x2", "x²"), ("K", "\u212a"), ("é", "e\u0301"), ("a", "а")]


def named(names: list[str]) -> Text:
    """A page with a fact and a right of each name; each right rests on its own fact alone."""
    rules = "".join(f'fact {name} "f"\n' for name in names)
    rules += "".join(f'right r_{place} "r" when {name}\n' for place, name in enumerate(names))
    rights = ", ".join(f"r_{place}" for place in range(len(names)))
    head = PAGE.partition("# {prose}")[0].replace("{yaml}", "Law")
    return Text("law.md", f'{head}\n```qanun\n{rules}question asking "q"\n  answers {rights}\n```\n')


def told_apart(names: list[str], folder: Path) -> None:
    """Each fact, alone yes, makes its own right applicable and no other."""
    outcome = compile([named(names)])
    if outcome.errors:
        return
    assert outcome.value.program is not None
    generated(outcome.value.program, folder, "laws")
    asked = "import json, sys; sys.path.insert(0, sys.argv[1]); from laws import law\nfound = []\n"
    asked += "for name in json.loads(sys.argv[2]):\n"
    asked += "    facts = law.AskingFacts.from_json({n: n == name for n in json.loads(sys.argv[2])})\n"
    asked += "    found.append([a.verdict == 'may' for a in law.asking.decide(facts).each()])\n"
    asked += "print(json.dumps(found))"
    command = [sys.executable, "-B", "-c", asked, str(folder), json.dumps(names)]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    count = len(names)
    assert json.loads(ended.stdout) == [[one == other for other in range(count)] for one in range(count)]


def test_names_that_python_has_for_itself(tmp_path: Path) -> None:
    """Keywords, builtins, names with underscores, and what the generated classes are made of."""
    assert compile([named(NAMES)]).errors == ()
    told_apart(NAMES, tmp_path)


@pytest.mark.parametrize("pair", ALIKE, ids=ascii)
def test_two_names_never_become_one(pair: tuple[str, str], tmp_path: Path) -> None:
    """Names that Python reads as one, or that only look alike, are refused or told apart."""
    told_apart(list(pair), tmp_path)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    names=st.lists(
        st.text(st.characters(categories=["L", "N", "Pc"]), min_size=1, max_size=4), min_size=2, max_size=5
    )
)
def test_any_names_are_told_apart(names: list[str], tmp_path: Path) -> None:
    """Letters and digits of any script."""
    told_apart(sorted({unicodedata.normalize("NFC", f"n{name}") for name in names}), tmp_path)


MODULES = [
    "class",
    "authorities",
    "__init__",
    "None",
    "typing",
    "datetime",
    "enum",
    "print",
    "law",
    "qanun",
    "ﬁne",
]


@pytest.mark.parametrize("module", [*MODULES, "x²", "a b", "a-b", "1a", "a.b", "con"])
def test_modules_of_any_name(module: str, tmp_path: Path) -> None:
    """A page of that name is refused, or its module imports and answers."""
    content = named(["flag"]).content.replace("module: law", f"module: {json.dumps(module)}")
    outcome = compile([Text(f"{module}.md", content)])
    if outcome.errors:
        assert {found.kind.code for found in outcome.errors} <= {"Q0008"}
        return
    assert outcome.value.program is not None
    generated(outcome.value.program, tmp_path, "laws")
    asked = "import sys; sys.path.insert(0, sys.argv[1]); from importlib import import_module\n"
    asked += f"law = import_module({f'laws.{module}'!r})\n"
    asked += "assert law.asking.decide(law.AskingFacts(flag=True)).r_0.verdict == 'may'"
    subprocess.run([sys.executable, "-B", "-c", asked, str(tmp_path)], check=True)
    assert (tmp_path / "laws" / "authorities.py").read_text().count("class Authority(") == 1
