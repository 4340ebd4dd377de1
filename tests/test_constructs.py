"""The list of every construct and guarantee of the language leads to where each is shown, and misses none.

`spec/constructs.toml` names a heading of a page for each construct. What stands below the headings that it
names must use every word of the grammar, every node of the tree, every row of the operators, every kind,
state and verdict, and every form of what is given and expected; every page has cases of every sort.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from attrs import frozen
from pages_of_law import compiled
from qanun.core.rules import Apply, Program
from qanun.core.walk import walk
from qanun.resolved.walk import every
from qanun.runtime.answers.answers import Verdict
from qanun.runtime.values.states import State
from qanun.syntax import tree
from qanun.typed.operators import OPERATORS
from test_spec import PAGES, SORTS, program_of, worked

SPEC = Path(__file__).parent / "spec"
ROOT = SPEC.parent.parent
LISTED: dict[str, dict[str, str]] = tomllib.loads((SPEC / "constructs.toml").read_text(encoding="utf-8"))
GUARANTEES, EXCUSED = LISTED.pop("guarantees"), LISTED.pop("excused")
ENTRIES = {words: place for group in LISTED.values() for words, place in group.items()}
GRAMMAR = (ROOT / "compiler/qanun/syntax/grammar.lark").read_text(encoding="utf-8")


@frozen
class Section:
    """What stands below a heading of a page, up to the next one."""

    page: Path
    name: str
    first: int
    last: int

    def holds(self, path: str, line: int) -> bool:
        return self.page.name == path and self.first <= line <= self.last


@cache
def sections(page: Path) -> tuple[Section, ...]:
    """The sections of a page, by `page#heading`."""
    lines = page.read_text(encoding="utf-8").splitlines()
    heads: list[tuple[str, int]] = []
    fenced = False
    for number, line in enumerate(lines, 1):
        fenced ^= line.startswith("```")
        if line.startswith("#") and not fenced:
            slug = re.sub(r"[^a-z0-9]+", "-", line.lstrip("# ").lower()).strip("-")
            heads.append((f"{page.stem}#{slug}", number))
    ends = [number - 1 for _, number in heads[1:]] + [len(lines)]
    return tuple(Section(page, name, first, last) for (name, first), last in zip(heads, ends, strict=True))


ALL = {section.name: section for page in PAGES for section in sections(page)}


def shown(section: Section) -> bool:
    """Whether a case or scenario stands in a section."""
    cases = any(section.first <= case.line <= section.last for case in worked(section.page))
    scenarios = program_of(section.page).scenarios
    return cases or any(section.holds(s.site.path, s.site.line) for s in scenarios)


@pytest.mark.parametrize("words", ENTRIES)
def test_every_construct_is_found_with_cases(words: str) -> None:
    """The place of each entry is a heading of a page, and cases or scenarios stand below it."""
    section = ALL.get(ENTRIES[words])
    assert section is not None, f"{ENTRIES[words]} is no heading of a page"
    assert shown(section), f"no case stands below {section.name}"


@pytest.mark.parametrize("words", GUARANTEES)
def test_every_guarantee_is_held_by_a_test(words: str) -> None:
    """The test of each guarantee is there."""
    path, _, name = GUARANTEES[words].partition("::")
    module = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    tests = {node.name for node in ast.walk(module) if isinstance(node, ast.FunctionDef)}
    assert name in tests or (not name and any(test.startswith("test_") for test in tests))


# --- nothing is missing -----------------------------------------------------------------------------------


@cache
def features(page: Path) -> tuple[tuple[int, str], ...]:
    """What a page uses, each with its line: nodes, rows, kinds, forms, states and verdicts."""
    made = compiled(page).value
    found = [(node.span.line, used) for item in made.pages[0].items for node, used in _of_tree(item)]
    assert isinstance(made.program, Program)
    for definition in made.program.definitions.values():
        rows = {f"row {node.operator}" for node in walk(definition.body) if isinstance(node, Apply)}
        found += [(definition.site.line, row) for row in rows]
    for case in worked(page):
        words = [word.strip('"') for expected in case.expected for word in re.split(r"[ :]+", expected)]
        said = " ".join(words)
        found += [(case.line, f"verdict {one}") for one in Verdict if one in words]
        if any(expected.split(":")[1].split()[0] not in set(Verdict) for expected in case.expected):
            found.append((case.line, "verdict value"))
        found += [(case.line, f"state {one}") for one in State if one in said]
    return tuple(found)


def _of_tree(item: tree.Node) -> Iterator[tuple[tree.Node, str]]:
    for node in every(item):
        yield node, f"node {type(node).__name__}"
        match node:
            case tree.Norm(kind=kind):
                yield node, f"norm {kind}"
            case tree.Given(how=how):
                yield node, f"given {how}"
            case tree.Expect(how=how, word=word):
                yield node, f"then {how}"
                yield node, f"verdict {word}"
                yield node, f"state {word}"
            case tree.StateWord(word=word):
                yield node, f"state {word}"
            case _:
                pass


def rules_of(section: Section) -> str:
    """The rules in a section, without quotations and comments, blanks made one."""
    lines = section.page.read_text(encoding="utf-8").splitlines()[section.first - 1 : section.last]
    blocks = re.findall(r"^```qanun\n(.*?)^```", "\n".join([*lines, ""]), re.MULTILINE | re.DOTALL)
    plain = re.sub(r'"(\\.|[^"\\])*"|#[^\n]*', "", "\n".join(blocks))
    return re.sub(r"\s+", " ", plain)


@cache
def used() -> frozenset[str]:
    """All that stands below the headings which the list names."""
    named = [ALL[place] for place in ENTRIES.values() if place in ALL]
    found = {what for s in named for line, what in features(s.page) if s.first <= line <= s.last}
    text = " ".join(rules_of(section) for section in named)
    return frozenset(
        {*found, *(f"word {word}" for word in WORDS if re.search(rf"(?<!\w){word}(?!\w)", text))}
    )


WORDS = sorted(set(re.findall(r'"([a-z_][a-z_ /]*)"', re.sub(r"//.*", "", GRAMMAR))))
NODES = [
    name
    for name, kind in vars(tree).items()
    if isinstance(kind, type) and issubclass(kind, tree.Node) and not kind.__subclasses__()
]
GIVEN = ("value", "yes", "no", "unknown", "members", "as_of", "all others no")
EXPECTED = (
    *("state", "not state", "verdict", "value", "members", "compared", "barred by", "in conflict with"),
    *(
        "silent by",
        "has ground",
        "has no ground",
        "authority",
        "rests on",
        "unknown needs",
        "conflict",
        "gap",
    ),
)
NORMS = ("obligation", "prohibition", "permission", "right", "power", "offence", "status")
ELSEWHERE = {
    "row later limit": "no construct leads to it",
}
"""What the list need not show, with the reason."""

MISSING_NOTHING = [
    *(f"word {word}" for word in WORDS),
    *(f"node {name}" for name in NODES),
    *(f"row {name}" for name in OPERATORS),
    *(f"given {how}" for how in GIVEN),
    *(f"then {how}" for how in EXPECTED),
    *(f"norm {kind}" for kind in NORMS),
    *(f"state {word.value}" for word in State),
    *(f"verdict {word.value}" for word in Verdict),
]


@pytest.mark.parametrize("what", MISSING_NOTHING)
def test_nothing_is_missing_from_the_list(what: str) -> None:
    """Each word, node, row, kind, state, verdict and form is used below a heading that the list names."""
    used_here, excused = what in used(), what in ELSEWHERE
    assert used_here or excused, f"{what}: no heading in spec/constructs.toml leads to it"
    assert not (used_here and excused), f"{what}: used below a heading, and excused"


# --- every sort of case -----------------------------------------------------------------------------------


def sorts(page: Path) -> set[str]:
    """The sorts of case that a page has: by what is given and expected, a boundary by its mark."""
    found = set()
    text = page.read_text(encoding="utf-8")
    expected = "\n".join(w for case in worked(page) for w in case.expected) + "".join(
        line for line in text.splitlines(keepends=True) if re.match(r" +(then|and) |\| ", line)
    )
    given = "\n".join(w for case in worked(page) for w in case.given) + text
    for sort, pattern in (("unknown", r"\bunknown\b"), ("fault", r"\b(fault|conflict|gap)\b")):
        if re.search(pattern, expected):
            found.add(sort)
    if re.search(r"= ?none\b|:none\b|\.\.(?!\d)", given):
        found.add("none")
    if re.search(r"^(# )?boundary$", text, re.MULTILINE):
        found.add("boundary")
    return found | {"ordinary"} if expected else found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_page_has_every_sort_of_case(page: Path) -> None:
    """The ordinary, the boundary, unknown, none and fault, unless the list excuses the page."""
    excused = set(re.findall(r"\w+", EXCUSED.get(page.stem, "").partition(":")[0]))
    assert sorts(page) | excused >= set(SORTS)
    assert not sorts(page) & excused, "excused for what it has"
