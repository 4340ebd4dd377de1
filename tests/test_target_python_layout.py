"""Generated Python is laid out as `ruff format` leaves it, also where a line just fits or just does not."""

import ast
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from qanun.pipeline import compile
from qanun.targets import TARGETS
from qanun.targets.python.layout import (
    INDENT,
    Bracketed,
    Call,
    Code,
    Comprehension,
    Conditional,
    Item,
    Joined,
    Text,
    comment,
    docstring,
    lines,
)
from qanun.text import Text as Page

CONFIG = str(Path(__file__).parent.parent / "pyproject.toml")
LENGTHS = (*range(1, 12), *range(70, 122))
"""Of a name in the code: so that the whole just fits, just does not, or one of its parts does not."""


def formatted(source: str) -> str:
    """What ruff makes of it."""
    command = [sys.executable, "-m", "ruff", "format", "--config", CONFIG, "--stdin-filename", "x.py", "-"]
    return subprocess.run(command, input=source, capture_output=True, text=True, check=True).stdout


def and_(*parts: Code) -> Joined:
    return Joined("and", parts)


def f(*items: Item | Code) -> Call:
    return Call("f", items)


SHAPES: dict[str, Callable[[str], Code]] = {
    "a name": lambda n: n,
    "a string": lambda n: Text(n.replace("nn", "n ")),
    "a string without blanks": Text,
    "a string with quotes": lambda n: Text(n.replace("nnn", "'\" ")),
    "a string with backslashes": lambda n: Text(n.replace("nn", "\\ ")),
    "a call of one": f,
    "a call of two": lambda n: f(n, "b"),
    "a call with keywords": lambda n: f(Item(n, "one="), Item("b", "other=")),
    "a call of a long name": lambda n: Call(n[:85], ("b",)),
    "a call of a call": lambda n: f(Call("g", (n, "b")), Call("h", ("c",))),
    "a packed call": lambda n: Call("f", (n, "b"), packed=True),
    "a packed call of much": lambda n: Call("f", (n, "b" * 40, "c" * 40), packed=True),
    "a packed call of a long name": lambda n: Call(f"m.C.{n[:85]}", ("b",), packed=True),
    "a packed call of a long name with much": lambda n: Call(
        f"C.{n[:85]}", ("b" * 60, "c" * 60), packed=True
    ),
    "a string in a call": lambda n: f(Text(n.replace("nn", "n ")), "b"),
    "a string of a keyword": lambda n: f(Item(Text(n.replace("nn", "n ")), "one="), Item("b", "other=")),
    "a tuple of one": lambda n: Call("", (n,)),
    "a tuple of two": lambda n: Call("", (n, "b")),
    "a list of one": lambda n: Call("", (n,), "[]"),
    "a dict": lambda n: Call("", (Item(n, '"one": '), Item("b", '"other": ')), "{}"),
    "a call in a dict": lambda n: Call("", (Item(f(n, "b"), '"one": '),), "{}"),
    "a subscript": lambda n: Call("dict", (n, "b"), "[]"),
    "not": lambda n: Call("not ", (and_(n, "b", "c"),)),
    "not a call": lambda n: Call("not f", (n, "b")),
    "a long element": lambda n: Comprehension("any", n, ("for b in c", "if d")),
    "a long clause": lambda n: Comprehension("any", "a", (f"for b in {n}"[:100], "if d")),
    "two": lambda n: and_(n, "b"),
    "three": lambda n: and_(n, "b", "c"),
    "a comparison": lambda n: Joined("==", ("a", n)),
    "a call at the end": lambda n: and_(n, f("b", "c")),
    "a long call at the end": lambda n: and_("a", f(n, "c")),
    "a call without arguments at the end": lambda n: and_(n, f()),
    "a comparison with a call at the end": lambda n: and_(n, Joined("<=", ("b", f("c", "d")))),
    "a comparison with a long call at the end": lambda n: and_("a", Joined("<=", ("b", f("c", n)))),
    "a call at the beginning": lambda n: and_(f(n, "b"), "c"),
    "a comparison with a call at its beginning": lambda n: and_("a", Joined("<=", (f(n, "b"), "c"))),
    "two comparisons": lambda n: and_(Joined("==", ("a", "b")), Joined("<=", (n, "c"))),
    "three, the last with a call": lambda n: and_("a", n, Joined("<=", ("b", f("c", "d")))),
    "two calls": lambda n: and_(Call("g", (n,)), f("b", "c")),
    "two calls, the last one long": lambda n: and_(Call("g", ("a", "b")), f("c", n)),
    "brackets at the beginning": lambda n: Joined("or", (Bracketed(and_(n, "b")), "c")),
    "brackets before something long": lambda n: Joined("or", (Bracketed(and_("a", "b")), n)),
    "brackets before a call": lambda n: Joined("or", (Bracketed(and_(n, "b")), f("c"))),
    "a call before brackets": lambda n: Joined("or", (f(n), Bracketed(and_("b", "c")))),
    "brackets at the end": lambda n: Joined("or", (n, Bracketed(and_("b", "c")))),
    "long brackets at the end": lambda n: Joined("or", ("a", Bracketed(and_("b", n)))),
    "two pairs of brackets": lambda n: and_(
        Bracketed(Joined("or", (n, "b"))), Bracketed(Joined("or", ("c", "d")))
    ),
    "three pairs of brackets": lambda n: Joined(
        "or", (Bracketed(and_(n, "b")), "c", Bracketed(and_("d", "e")))
    ),
    "parts in a call": lambda n: f(and_(n, "b", "c"), "d"),
    "parts of a keyword": lambda n: f(Item(and_(n, "b", "c"), "one=")),
    "brackets in a call": lambda n: f(Bracketed(and_(n, "b"))),
    "a choice": lambda n: Conditional(n, "b", "c"),
    "a choice by something long": lambda n: Conditional("a", n, "c"),
    "a choice by two": lambda n: Conditional("a", and_(n, "b"), "c"),
    "a choice of calls": lambda n: Conditional(Call("g", (n, "a")), "b", f("c", "d")),
    "a choice in a call": lambda n: f(Conditional("a", n, "c"), "d"),
    "a choice of a keyword": lambda n: f(Item(Conditional("a", n, "c"), "one=")),
    "a choice of calls in a call": lambda n: f(Conditional(Call("g", (n, "a")), "b", Call("h", ("c", "d")))),
}


def statements(code: Code) -> Iterator[tuple[str, str, str]]:
    """What stands before and after code in a statement, and a line below it."""
    yield "name = ", "", ""
    yield "return ", "", ""
    yield "if ", ":", f"{INDENT}pass"


@pytest.mark.parametrize("shape", SHAPES)
def test_code_is_broken_as_ruff_breaks_it(shape: str) -> None:
    """At every depth, in an assignment, a `return` and an `if`, with a name of every awkward length."""
    found: list[str] = []
    for length in LENGTHS:
        code = SHAPES[shape]("n" * length)
        for before, after, below in statements(code):
            for depth in (0, 1, 3):
                found += [INDENT * step + "if a:" for step in range(depth)]
                found += lines(code, depth, before, after)
                found += [INDENT * depth + below] if below else []
    made = [line for line in formatted("\n".join((*found, ""))).splitlines() if line]
    assert found == made


PARAGRAPHS: dict[str, Callable[[int], list[str]]] = {
    "words": lambda n: [("ab " * n)[:n]],
    "one long word": lambda n: ["w" * n],
    "a long word behind others": lambda n: ["of the " + "w" * n],
    "two paragraphs": lambda n: [("ab " * n)[:n], "b" * n],
    "a quote at the end": lambda n: ["w" * n + '"'],
    "a backslash at the end": lambda n: [("ab " * n)[:n] + "\\"],
    "backslashes": lambda n: ["\\" * n],
    "backslashes behind a letter": lambda n: ["w" + "\\" * n],
    "nothing before something": lambda n: ["", " \n", "w" * n],
}


@pytest.mark.parametrize("kind", PARAGRAPHS)
def test_a_docstring_says_its_words_within_the_width(kind: str) -> None:
    """In a class and in a method: as ruff leaves it, no longer than it may be, nothing lost or added."""
    found: list[str] = []
    expected: list[str] = []
    for length in (*range(1, 8), *range(88, 118), *range(195, 225)):
        paragraphs = PARAGRAPHS[kind](length)
        found += [f"class A{length}:", *docstring(paragraphs, 1), "", f"{INDENT}def f(self):"]
        found += [*docstring(paragraphs, 2), f"{INDENT * 2}return 1", "", ""]
        expected += ["".join("".join(paragraphs).split()).replace('"', "'")] * 2
    source = "\n".join(found).rstrip("\n") + "\n"
    assert formatted(source) == source
    assert [line for line in found if len(line) > 110] == []
    said = [
        ast.get_docstring(node) or ""
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ClassDef | ast.FunctionDef)
    ]
    assert sorted("".join(text.split()) for text in said) == sorted(expected)


def test_paragraphs_are_parted_and_short_ones_stand_on_one_line() -> None:
    """One paragraph that fits has its quotes on its line; between two there is an empty line."""
    assert docstring(["one"], 1) == ['    """one"""']
    assert docstring(["one", "two"], 0) == ['"""one', "", "two", '"""']
    assert docstring(["w" * 104], 0) == ['"""' + "w" * 104 + '"""']
    assert docstring(["w" * 105], 0)[-1] == '"""'
    assert docstring(["", " "], 0) == []


def test_a_comment_is_wrapped_at_blanks_and_cannot_be_left() -> None:
    """Each line begins with its mark and fits; a line break in the text is a blank."""
    words = "word " * 60
    made = comment(words + "\nlast\u2028", 2)
    assert all(line.startswith(f"{INDENT * 2}# ") and len(line) <= 110 for line in made)
    assert " ".join(line.strip(" #") for line in made).split() == (words + "last").split()
    assert all(len(line) + len(" word") > 110 for line in made[:-1])


HEAD = """\
---
law: Lengths
jurisdiction: nowhere
module: lengths
in_force: not stated
time_zone: Asia/Baku
rounding: down
currency: AZN
source: made for its lengths
---

> **1** Names of every length.

```qanun
"""
RULES = """\
type kind_{n} "a kind" is one of
  - one_{n}
  - two
record thing_{n} "a thing"
  - price_{n} : money "the price"
  - day_{n} : date or none
fact fact_{n} "a fact"
fact other_{n} "another fact"
fact third_{n}
fact number_{n} : integer "a number"
fact day_{n} : date or none "a day"
fact kind_of_{n} : kind_{n} "of which kind"
fact things_{n} : list of thing_{n} "things"
fact homes_{n} : set of country "countries"
reading reading_{n} "How is it read?"
  - narrow_{n} "narrowly"
  - wide
always not (fact_{n} and third_{n}) "not both {n}"
define both_{n} : yes/no is fact_{n} and (other_{n} or third_{n})
define either_{n} : yes/no is (fact_{n} and other_{n}) or third_{n}
define compared_{n} : yes/no is number_{n} * 2 > 17 and kind_of_{n} is one_{n} and homes_{n} contains AZ
define passed_{n} : yes/no is day_{n} is not none and day_{n} + 1 month 2 days < 2012-03-01
define later_{n} : date or none is the later of day_{n} and 2012-03-01
define chosen_{n} : integer is if both_{n} then number_{n} + 1 else (if either_{n} then 2 else number_{n} - 3)
define any_{n} : yes/no is some t in things_{n} satisfies t.price_{n} > 5 AZN and t.day_{n} is not none
define sum_{n} : money is sum of t.price_{n} for t in things_{n} where t.price_{n} > 3 AZN or fact_{n}
define last_{n} : date or none
  is largest of t.day_{n} for t in things_{n} where t.day_{n} is not none or if none day_{n}
rule amount_{n} : money "the amount {n}"
  otherwise 3 AZN
ground first_{n} of amount_{n} is 2 AZN when both_{n} and not passed_{n}
ground second_{n} of amount_{n} is 2 AZN when either_{n} and reading_{n} is narrow_{n}
exception less_{n} to amount_{n}.first_{n} is 1 AZN when third_{n}
obligation duty_{n} "do it {n}" on nobody named
  when any of
    - (a) both_{n}
    - (b) compared_{n}
  within 3 days after day_{n}
  fulfilled by fact_{n}
exception saved_{n} to duty_{n} "not so {n}" when other_{n} and chosen_{n} > 3
define before_{n} : yes/no is day_{n} is not none and day_{n} <= date of moment_{n}
fact moment_{n} : moment
question question_{n} "What of {n}?"
  answers duty_{n}, amount_{n}, any_{n}, sum_{n}, last_{n}, passed_{n}, later_{n}, before_{n}
  headline "it is due until {{due of duty_{n}}}" when duty_{n} is pending
  headline "it is the amount {n}" when either_{n}
"""


def test_generated_python_is_as_ruff_leaves_it_whatever_the_names(tmp_path: Path) -> None:
    """A law whose names are of one to thirty-odd letters, in every kind of statement."""
    rules = "".join(
        RULES.replace("{n}", "n" * length).replace("{{", "{").replace("}}", "}") for length in range(1, 34, 4)
    )
    compiled = compile([Page("lengths.md", f"{HEAD}{rules}```\n")])
    assert compiled.errors == ()
    assert compiled.value.program is not None
    for path, text in TARGETS["python"](compiled.value.program, "lengths").items():
        if path.endswith(".py"):
            assert text == formatted(text), path
