"""The concordance leads from each row of the report to the pages of law, and from each rule to a row."""

import tomllib
from collections.abc import Iterable, Iterator

import pages_of_law
import pytest
from attrs import frozen
from pages_of_law import STATUTES, program_of
from qanun.core.rules import Definition, Expr, Program, Ref
from qanun.core.walk import walk
from qanun.pipeline import Compiled
from qanun.syntax import tree

FILE = STATUTES[0].parent / "concordance.toml"

Row = dict[str, object]


def numbered(letter: str, last: int, digits: int = 2) -> list[str]:
    return [f"{letter}{number:0{digits}}" for number in range(1, last + 1)]


PARTS = {"F01": "abc", "F04": "ab", "F20": "ab", "F21": "ab"}  # notes that say several things
IDS = [
    *numbered("N", 171, digits=3),
    *numbered("X", 50),
    *numbered("A", 28),
    *numbered("D", 27),
    *numbered("G", 20),
    *numbered("S", 99),
    *(note + part for note in numbered("F", 40) for part in PARTS.get(note, [""])),
]
"""Norms, interactions, readings, decisions, unnamed silences, sentences and notes, as the file has them."""

ROWS: dict[str, Row] = tomllib.loads(FILE.read_text(encoding="utf-8"))


@frozen
class Places:
    """What a row can point to. `stated_by` has the rules that state a provision."""

    provisions: frozenset[str]
    articles: frozenset[str]
    footnotes: frozenset[str]
    cases: frozenset[str]  # scenarios and claims, by their titles
    rules: frozenset[str]  # whatever a row has to claim
    others: frozenset[str]  # facts, definitions, parties, acts, authorities
    stated_by: dict[str, frozenset[str]]

    def have(self, place: str) -> bool:
        known = (self.provisions, self.articles, self.footnotes, self.cases, self.rules, self.others)
        return any(place in places for places in known)


CLAIMED_ITEMS = (tree.Reading, tree.Question)
CLAIMED_ROLES = frozenset({"ground", "limb", "exception", "silence", "priority", "applies", "value"})


def compiled() -> tuple[Compiled, Program]:
    return pages_of_law.compiled(*STATUTES).value, program_of(*STATUTES)


def whole(name: str) -> str:
    """The rule, ground or exception of which a definition spells something out."""
    return name.partition(":")[0]


def claimed_by_itself(definition: Definition, program: Program) -> bool:
    """Whether a row has to name it: a definition that only helps others is claimed through them."""
    subject = program.subjects.get(definition.name)
    helps = subject is not None and subject.kind == "define"
    return ":" not in definition.name and definition.role in CLAIMED_ROLES and not helps


def collisions(found: Compiled) -> Iterator[str]:
    """`A with B` of every collision, both sides in full."""
    resolved = found.typed.resolved
    for page in found.pages:
        for item in page.items:
            if isinstance(item, tree.Collision):
                left = resolved.target(item.left)
                if isinstance(item.right, str):
                    right = resolved.anchor(item.right, page.document.module)
                else:
                    target = resolved.target(item.right)
                    right = target.name if target else ""
                yield f"{left.name if left else ''} with {right}"


def stated(program: Program) -> dict[str, frozenset[str]]:
    """Of each provision the rules that state it."""
    rules: dict[str, set[str]] = {}
    for definition in program.definitions.values():
        for anchor in definition.provisions:
            rules.setdefault(anchor, set()).add(whole(definition.name))
    return {anchor: frozenset(names) for anchor, names in rules.items()}


def places() -> Places:
    found, program = compiled()
    documents = found.documents
    cases = [f"{one.module}: {one.title}" for one in program.scenarios]
    cases += [f"{one.module}: {one.title}" for one in program.claims]
    assert len(set(cases)) == len(cases), "two cases of one page have one title"
    rules = {d.name for d in program.definitions.values() if claimed_by_itself(d, program)}
    rules |= {*program.readings, *program.questions, *collisions(found)}
    return Places(
        provisions=frozenset(p.anchor for document in documents for p in document.provisions),
        articles=frozenset(a.anchor for document in documents for a in document.articles if a.anchor),
        footnotes=frozenset(f"{d.module}[^{note.label}]" for d in documents for note in d.footnotes),
        cases=frozenset(cases),
        rules=frozenset(rules),
        others=frozenset(found.typed.resolved.declarations) - rules,
        stated_by=stated(program),
    )


@pytest.fixture(scope="module")
def law() -> Places:
    return places()


def at(row: Row) -> list[str]:
    found = row.get("at", [])
    assert isinstance(found, list)
    return [str(place) for place in found]


def norms(row: Row) -> list[str]:
    found = row.get("norms", [])
    assert isinstance(found, list)
    return [str(norm) for norm in found]


def pointed_to() -> frozenset[str]:
    return frozenset(place for row in ROWS.values() for place in at(row))


def reached(program: Program, claimed: Iterable[str]) -> frozenset[str]:
    """The definitions on which what is claimed rests; of a question also those of its headlines."""
    names = frozenset(claimed)
    waiting: list[Expr] = [d.body for d in program.definitions.values() if whole(d.name) in names]
    questions = [program.questions[name] for name in names if name in program.questions]
    waiting += [
        Ref(name) for question in questions for name in question.answers if name in program.definitions
    ]
    for headline in (one for question in questions for one in question.headlines):
        waiting += [headline.condition, *(part for part in headline.parts if not isinstance(part, str))]
    seen: set[str] = set()
    while waiting:
        for part in walk(waiting.pop()):
            if isinstance(part, Ref) and part.name not in seen:
                seen.add(part.name)
                waiting.append(program.definitions[part.name].body)
    return names | {whole(name) for name in seen}


def test_every_row_is_there_once_and_in_order() -> None:
    """No number of the inventory is missing, none is added; so two who fill rows meet in different places."""
    assert list(ROWS) == IDS


@pytest.mark.parametrize("name", ROWS)
def test_a_row_is_whole(name: str) -> None:
    """A row says what it is about and where the report has it; it has a place or a reason, never both."""
    row = ROWS[name]
    assert not set(row) - {"title", "law", "section", "note", "norms", "at", "reason"}
    assert all(str(row[key]).strip() for key in ("title", "section", "note"))
    assert ("law" in row) == (name[0] == "N")
    assert not ("at" in row and "reason" in row)
    assert len(set(at(row))) == len(at(row))
    assert all(norm[0] == "N" and norm in ROWS for norm in norms(row))


@pytest.mark.parametrize("name", ROWS)
def test_a_row_points_to_what_there_is(name: str, law: Places) -> None:
    """Each place of a row stands on a page of law."""
    assert [place for place in at(ROWS[name]) if not law.have(place)] == []


@pytest.mark.parametrize("name", [name for name in IDS if name[0] not in "SF"])
def test_a_row_leads_somewhere(name: str) -> None:
    """It has a place on the pages, or a reason why it has none."""
    assert at(ROWS[name]) or str(ROWS[name].get("reason", "")).strip()


@pytest.mark.parametrize("name", [name for name in IDS if name[0] in "SF"])
def test_a_sentence_leads_to_its_norms(name: str) -> None:
    """What a sentence or a note says is said by norms, and these lead further."""
    assert norms(ROWS[name])


def test_every_rule_is_claimed(law: Places) -> None:
    """No rule, exception, silence, reading, collision or question is without a row that it is there for."""
    assert sorted(law.rules - pointed_to()) == []


def test_every_definition_helps_what_is_claimed() -> None:
    """Whatever is defined serves a rule that a row claims."""
    program = compiled()[1]
    defined = {whole(name) for name in program.definitions}
    assert sorted(defined - reached(program, pointed_to())) == []


def test_every_provision_is_in_a_row(law: Places) -> None:
    """A row points to each provision, or claims a rule that states it."""
    claimed = pointed_to()
    stated_by = law.stated_by
    open_ = [p for p in law.provisions - claimed if claimed.isdisjoint(stated_by.get(p, frozenset()))]
    assert sorted(open_) == []


def test_every_norm_has_a_sentence() -> None:
    """The sentences and notes together lead to every norm."""
    said = {norm for name, row in ROWS.items() if name[0] in "SF" for norm in norms(row)}
    assert sorted(set(numbered("N", 171, digits=3)) - said) == []
