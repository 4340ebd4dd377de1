"""What an editor is told of a law: plain functions, asked without an editor."""

import asyncio
import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from desk_edits import Typist
from lsprotocol import types
from pages_of_law import STATUTES
from qanun import project
from qanun.book.lexer import keywords
from qanun.diagnostics.model import Diagnostic
from qanun.document.companions import read_alone
from qanun.document.fingerprint import accept
from qanun.document.model import Block
from qanun.editor.colours import coloured
from qanun.editor.completing import complete
from qanun.editor.hierarchy import rests_on, used_by
from qanun.editor.hovering import hover
from qanun.editor.interpreting import interpretation
from qanun.editor.known import Known, Reading
from qanun.editor.looking import scenario_at, seen, types_of
from qanun.editor.mending import Edit, actions
from qanun.editor.outline import folds, links, outline
from qanun.editor.places import Places
from qanun.editor.reaching import proved, reached
from qanun.editor.renaming import Refused, rename
from qanun.editor.selecting import around
from qanun.editor.trying import trials
from qanun.pipeline import compile
from qanun.syntax.read import UNITS
from qanun.syntax.scan import Scanner
from qanun.text import Text
from qanun.tools.checked import check
from qanun.tools.lsp.desk import Desk
from qanun.tools.lsp.positions import Positions
from qanun.tools.lsp.server import Server
from qanun.tools.shelf import Shelf
from qanun.verify.proofs.model import Result, Undecided
from qanun.verify.proofs.record import written
from qanun.verify.proofs.sought import Searched
from qanun.verify.scenarios import run

FRONT = """---
law: Law on bees
jurisdiction: Nowhere
module: bees
in_force: not stated
rounding: down
time_zone: Europe/London
source: made up for a test
---

# Law on bees

## Article 1. Hives

> **1.1** Whoever keeps bees registers the hive.

"""
LAW = """authority inspector "the inspector of bees"

fact keeps_bees "the person keeps bees"

fact hives : integer "how many hives there are"

type kind is one of
  - honey "for honey"
  - wax "for wax"

fact use : kind "what the bees are kept for"

party keeper "a keeper of bees"
  who keeps_bees

obligation register "register the hive"
  on keeper
  when any of
    - (a) keeps_bees
    - (b) use is honey

exception few to register "there are few hives"
  when hives < 3

question hive "Must the hive be registered?"
  answers register

scenario "a keeper registers"
  given keeps_bees, hives = 4, use = wax
  then register is must
    and register has ground register.a
"""


def page(block: str) -> Text:
    return Text("bees.md", f"{FRONT}```qanun\n{block}```\n")


@cache
def statutes() -> tuple[Reading, Places]:
    reading = Reading()
    texts = [Text(file.name, file.read_text(encoding="utf-8")) for file in STATUTES]
    return reading, Places(reading.known(texts))


def known(block: str = LAW) -> Known:
    return Reading().known([page(block)])


def at(content: str, words: str, within: int = 0) -> int:
    return content.index(words) + within


# --- names --------------------------------------------------------------------------------------------------


def test_every_word_of_the_statutes_that_is_a_name_has_a_place() -> None:
    """But for countries, kinds of penalties and currencies, which nothing declares."""
    _, places = statutes()
    undeclared = set()
    for one in places.known.pages:
        for block in one.document.blocks:
            path = block.span.text.path
            ends = {place.span.end for place in places.by_path[path]}
            for line in Scanner(block.span, "").scan().lines:
                for lexeme in line.lexemes:
                    spoken = lexeme.text in keywords() or lexeme.text in UNITS or lexeme.text.isupper()
                    if lexeme.kind == "word" and not spoken and lexeme.end not in ends:
                        undeclared.add(lexeme.text)
    assert undeclared == {"yes/no", "fine", "imprisonment"}


def test_places_name_what_they_say() -> None:
    """At each place of a declaration stands its own name, and no place lies in another."""
    _, places = statutes()
    for every in places.by_path.values():
        for one in every:
            if name := getattr(one.target, "short", None) or getattr(one.target, "name", None):
                assert one.span.words == name
        for one, other in pairwise(every):
            assert one.span.end <= other.span.start or one.span == other.span


def test_hover_says_what_a_lawyer_asks() -> None:
    law = known()
    content = law.texts["bees.md"].content
    told = hover(Places(law), "bees.md", at(content, "exception few to register", 18))
    assert told is not None
    lines = told.markdown.split("\n")
    assert lines[0] == "**register the hive**  "
    assert lines[1] == "obligation `bees.register`: yes/no"
    assert "> **1.1** Whoever keeps bees registers the hive." in lines
    assert any("A keeper of bees must register the hive" in line for line in lines)
    # in the exception and the question; in the scenario twice itself and once above its bullet
    assert lines[-1] == 'used by `few`, `hive`, `scenario "a keeper registers"`'


def test_hover_on_nothing() -> None:
    law = known()
    assert hover(Places(law), "bees.md", at(law.texts["bees.md"].content, "Whoever")) is None
    assert hover(Places(law), "other.md", 0) is None


# --- another name -------------------------------------------------------------------------------------------


def test_a_fact_of_all_laws_gets_another_name_and_its_own_again() -> None:
    """All cases pass with the new name, and the old one brings back every byte."""
    reading, places = statutes()
    content = places.known.texts["person.md"].content
    here = at(content, "fact is_az_citizen", 5)
    made = rename(places, "person.md", here, "holds_azerbaijani_citizenship", reading.apart().known)
    changed = made.applied(places.known.texts)
    assert len({path.partition(".")[0] for path in changed}) >= 5
    texts = [Text(path, changed.get(path, one.content)) for path, one in places.known.texts.items()]
    program = compile(texts).value.program
    assert program is not None
    tried = [one for one in program.scenarios if one.site.path in changed]
    assert len(tried) > 100
    assert [one.title for one in tried if not run(program, one).passed] == []
    again = Reading()
    after = Places(again.known(texts))
    there = at(after.known.texts["person.md"].content, "fact holds_azerbaijani_citizenship", 5)
    back = rename(after, "person.md", there, "is_az_citizen", again.known).applied(after.known.texts)
    assert back == {path: places.known.texts[path].content for path in changed}


@pytest.mark.parametrize(
    ("words", "name", "reason"),
    [
        ("fact keeps_bees", "hives", "taken"),
        ("fact keeps_bees", "when", "word of the language"),
        ("fact keeps_bees", "Keeps", "no name"),
        ("fact keeps_bees", "two words", "no name"),
        ("fact few hives", "x", "nothing is named"),
    ],
)
def test_a_name_that_cannot_be(words: str, name: str, reason: str) -> None:
    law = known()
    content = law.texts["bees.md"].content
    here = at(content, words, 5) if words in content else 0
    with pytest.raises(Refused, match=reason):
        rename(Places(law), "bees.md", here, name, Reading().known)


def test_a_bullet_keeps_its_letter() -> None:
    law = known()
    content = law.texts["bees.md"].content
    with pytest.raises(Refused, match="letter that the law gives"):
        rename(Places(law), "bees.md", at(content, "register.a", 9), "b", Reading().known)


def test_an_option_is_renamed_with_its_bare_names() -> None:
    law = known()
    content = law.texts["bees.md"].content
    made = rename(Places(law), "bees.md", at(content, "use is honey", 8), "mead", Reading().known)
    assert made.applied(law.texts)["bees.md"] == content.replace("- honey", "- mead").replace(
        "use is honey", "use is mead"
    )


# --- what may stand somewhere -------------------------------------------------------------------------------


def offered(written: str) -> list[str]:
    """What is offered at the bar, in an entry that is written behind the law."""
    content = page(LAW + "\n" + written.replace("|", "") + "\n")
    here = content.content.rindex(written.replace("|", "") + "\n```") + written.index("|")
    block = _block(content, here)
    return [one.words for one in complete(Places(known()), block, here) if one.fits]


def _block(text: Text, offset: int) -> Block:
    document = read_alone(text).value
    assert document is not None
    return next(one for one in document.blocks if one.span.start <= offset <= one.span.end)


@pytest.mark.parametrize(
    ("written", "there", "not_there"),
    [
        ("|", ["fact", "obligation", "scenario", "not encoded"], ["keeps_bees", "when"]),
        ("obl|", ["obligation"], ["fact"]),
        ("power inspect by |", ["inspector", "keeper"], ["keeps_bees", "register"]),
        ("permission sell when |", ["keeps_bees", "not", "any of"], ["inspector", "hives", "few"]),
        ("permission sell when use is |", ["honey", "wax"], ["keeps_bees", "inspector"]),
        ("permission sell when use is h|", ["honey"], ["wax"]),
        ("exception more to |", ["register", "register.a", "few"], ["keeps_bees", "inspector"]),
        ("exception more to register wh|", ["when"], ["within"]),
        ("fact tall : |", ["kind", "integer", "set of"], ["keeps_bees"]),
        ("fact judged judged |", ["by"], ["keeps_bees"]),
        ("question other answers |", ["register"], ["keeps_bees", "inspector"]),
        ('scenario "s"\n  given |', ["keeps_bees", "use"], ["register", "inspector"]),
        ('scenario "s"\n  given use = |', ["honey", "wax"], ["inspector"]),
        ('fact said "words |', [], ["keeps_bees", "when"]),
        ("fact |", [], ["keeps_bees", "when"]),
    ],
)
def test_what_may_stand_there(written: str, there: list[str], not_there: list[str]) -> None:
    """Words that the grammar takes there, and the names that fit by kind and type."""
    found = offered(written)
    assert [one for one in there if one not in found] == []
    assert [one for one in not_there if one in found] == []


# --- what can be done ---------------------------------------------------------------------------------------


def said_of(block: str) -> tuple[Known, tuple[Diagnostic, ...]]:
    return known(block), compile([page(block)]).diagnostics


def test_what_is_missing_is_declared() -> None:
    """A body for `by`, a fact for a condition; with it the name is known."""
    law = LAW + '\npower inspect "inspect the hive"\n  by mayor\n  when sick_bees\n'
    for name, word in (("mayor", "authority"), ("sick_bees", "fact")):
        made, said = said_of(law)
        here = next(one.span for one in said if one.span.words == name)
        done = [
            one for one in actions(made, said, None, here) if one.title == f"declare the {word} `{name}` here"
        ]
        assert len(done) == 1
        (edit,) = done[0].edits
        assert edit.words == f'{word} {name} "{name.replace("_", " ")}"\n\n'
        start = edit.span.start - len(f"{FRONT}```qanun\n")
        law = law[:start] + edit.words + law[start:]
    _, said = said_of(law)
    assert [one for one in said if one.kind.code == "Q0201"] == []


def applied(text: Text, edits: Iterable[Edit]) -> str:
    """The content of a text after edits that do not touch each other."""
    content = text.content
    for edit in sorted(edits, key=lambda one: one.span.start, reverse=True):
        content = content[: edit.span.start] + edit.words + content[edit.span.end :]
    return content


EVERY_CASE = "".join(
    f'\nscenario "{bees}, {few}, {use}"\n  given {bees}, hives {few}, use {use}\n  then register is must\n'
    "    and sell is must_not\n"
    for bees in ("keeps_bees", "not keeps_bees", "keeps_bees is unknown")
    for few in ("= 2", "= 3", "= 10", "is unknown")
    for use in ("is honey", "is wax", "is unknown")
)
"""All cases of the rules: why one fails tells what the answer is."""
MORE = """
define many : yes/no "there are many hives"
  is hives > 9

prohibition sell "sell honey" on keeper
  when keeps_bees and (hives > 2
    or many)

fact moved_on : date or none "the day on which the bees were moved"

permission rest "let the bees rest" on keeper
  when moved_on is not none and moved_on < today

question selling "May honey be sold, and may the bees rest?"
  answers sell, rest
"""


def came_out(law: Known) -> list[list[str]]:
    """Why each case fails, without the places."""
    return [[said.partition(": ")[2] for said in one.failures] for one in trials(law, "bees.md")]


@pytest.mark.parametrize(
    ("words", "split"),
    [
        ("when any of", None),
        ("who keeps_bees", None),
        ("hives = 4", None),
        ("moved_on is", "match rest_meaning\n    - this_way : moved_on is not none and moved_on < today\n"),
        ("keeps_bees\n    - (b)", "match register_meaning\n      - this_way : keeps_bees\n"),
        ("(b) use is", "match register_meaning\n      - this_way : use is honey\n"),
        ("when hives < 3", "match few_meaning\n    - this_way : hives < 3\n"),
        ("hives > 9", "match many_meaning\n    - this_way : hives > 9\n"),
        ("keeps_bees and (", "(if sell_meaning is this_way then keeps_bees else keeps_bees)"),
        (
            "when keeps_bees and",
            "match sell_meaning\n    - this_way : keeps_bees and (hives > 2\n      or many)\n",
        ),
    ],
)
def test_a_condition_becomes_a_reading(words: str, split: str | None) -> None:
    """What was said so far is its default: every case comes out as before. What is written for the other way
    counts where that is chosen. Not offered for letters, that would stand twice, nor outside of rules;
    what the rest of the condition rests on stays with it (`moved_on` is a day only where it is not none)."""
    before = known(LAW + MORE + EVERY_CASE)
    text = before.texts["bees.md"]
    here = at(text.content, words, words.startswith("keeps_bees and"))
    made = interpretation(before, text.span(here, here))
    if split is None:
        assert made is None
        return
    assert made is not None
    content = applied(text, made.edits)
    assert split in content
    after = Reading().known([Text("bees.md", content)])
    assert (after.errors, before.errors) == (0, 0)
    assert came_out(after) == came_out(before)
    if words == "when hives < 3":
        other = content.replace("- the_other_way : hives < 3", "- the_other_way : hives < 9")
        chosen = other.replace(
            "then register is must\n", "under few_meaning is the_other_way\n  then register is must\n"
        )
        said = came_out(Reading().known([Text("bees.md", chosen)]))
        assert "barred by bees.few" in said[0][0], "there are four hives, and that is few then"


def test_all_fixes_of_a_kind() -> None:
    """Two words with a capital: one key mends both."""
    law = LAW.replace("who keeps_bees", "Who keeps_bees").replace("  when hives", "  When hives")
    made, said = said_of(law)
    here = next(one.span for one in said if one.span.words == "Who")
    titles = [one.title for one in actions(made, said, None, here)]
    assert titles == ["write `who`", "mend all 2 of these on the page"]
    both = next(one for one in actions(made, said, None, here) if one.title == titles[1])
    content = page(law).content
    for edit in sorted(both.edits, key=lambda one: -one.span.start):
        content = content[: edit.span.start] + edit.words + content[edit.span.end :]
    assert content == page(LAW).content


def test_text_and_rule_are_accepted() -> None:
    accepted = Text("accepted.txt", "")
    said = compile([page(LAW)], accepted).diagnostics
    here = next(one.span for one in said if one.kind.code == "Q0041")
    (action,) = actions(known(), said, accepted, here)
    assert action.title == "accept: text and rule were compared"
    after = Text("accepted.txt", action.edits[0].words)
    assert compile([page(LAW)], after).diagnostics == ()


# --- the page -----------------------------------------------------------------------------------------------


def test_the_outline_of_a_page() -> None:
    law = known()
    (article,) = outline(law, "bees.md")
    assert (article.name, article.detail, article.kind) == ("Article 1", "Hives", "article")
    (provision,) = article.below
    assert (provision.name, provision.kind) == ("1.1", "provision")
    names = [(one.kind, one.name) for one in provision.below]
    assert names[:3] == [("authority", "inspector"), ("fact", "keeps_bees"), ("fact", "hives")]
    assert names[-1] == ("scenario", "a keeper registers")
    assert all(
        article.span.start <= one.span.start <= one.span.end <= article.span.end for one in provision.below
    )


def test_what_folds() -> None:
    law = known()
    cases = [span.words.split("\n")[0] for span, of_cases in folds(law, "bees.md") if of_cases]
    assert cases == ['scenario "a keeper registers"']


def test_links_lead_to_provisions() -> None:
    text = Text("bees.md", page(LAW).content + "\nSee [the first](#1.1).\n")
    law = Reading().known([text])
    ((link, aim),) = links(law, "bees.md")
    assert link.words == "#1.1"
    assert aim.words.startswith("**1.1**")


def test_colours_are_of_what_is_named() -> None:
    law = known()
    found = {(one.span.words, one.kind) for one in coloured(Places(law), "bees.md")}
    assert found >= {
        ("obligation", "keyword"),
        ("register", "class"),
        ("keeps_bees", "variable"),
        ("honey", "enumMember"),
        ("kind", "type"),
        ("inspector", "namespace"),
        ("3", "number"),
        ('"the person keeps bees"', "string"),
    }


def test_cases_are_tried() -> None:
    law = known()
    assert [one.told for one in trials(law, "bees.md")] == ["passes"]
    wrong = known(LAW.replace("hives = 4", "hives = 2"))
    (one,) = trials(wrong, "bees.md")
    assert one.told.startswith("fails: ")
    assert one.span.words == 'scenario "a keeper registers"'


# --- positions ----------------------------------------------------------------------------------------------

WORDS = "a\r\nб😀ə́ x\rlast\n"


@pytest.mark.parametrize(
    ("encoding", "column"),
    [("utf-8", 2 + 4 + 2 + 2 + 1), ("utf-16", 1 + 2 + 1 + 1 + 1), ("utf-32", 5)],
)
def test_positions_in_every_encoding(encoding: str, column: int) -> None:
    """The `x` behind a Cyrillic letter, an emoji, a letter with a combining accent and a blank."""
    text, positions = Text("page.md", WORDS), Positions(encoding)
    there = positions.position(text, WORDS.index("x"))
    assert (there.line, there.character) == (1, column)
    assert positions.offset(text, there) == WORDS.index("x")
    assert positions.offset(text, types.Position(2, 0)) == WORDS.index("last")
    assert positions.offset(text, types.Position(1, 99)) == WORDS.index("x") + 1
    assert positions.offset(text, types.Position(9, 0)) == len(WORDS)


def test_pages_are_read_once() -> None:
    """A page whose files are as they were is not read again, and says the same: of a hidden character,
    where the language has no meaning for it either, only that it is hidden."""
    reading = Reading()
    hidden = page(LAW.replace("question hive", "question \u202ehive")).content
    for _ in range(2):
        assert [one.kind.code for one in reading.known([Text("bees.md", hidden)]).said] == ["Q0090"]
    first = reading.known([page(LAW)])
    again = reading.known([page(LAW)])
    assert first.pages[0] is again.pages[0]
    assert reading.known([page(LAW + "\n")]).pages[0] is not first.pages[0]


def test_what_is_known_of_a_rule_stands_above_it() -> None:
    """Which cases of the page decide it; what was proved, until something changes on which that rests."""
    here = known()
    content = page(LAW).content
    assert [(one.span.line, one.words) for one in reached(here, "bees.md")] == [
        (content[: at(content, "obligation register")].count("\n") + 1, "holds in 1 case, not in none")
    ]
    program = here.program
    assert program is not None
    results = [Result(one, Undecided("nobody knows"), ()) for one in Searched(program).all()]
    kept = written(program, results, "a solver", "2026-01-31", "")
    said = {one.words for one in proved(here, "bees.md", kept)}
    assert said == {"proofs: not decided"}
    other = known(LAW.replace("hives < 3", "hives < 4"))
    assert "changed since it was proved" in {one.words for one in proved(other, "bees.md", kept)}


HALF = LAW.replace("    - (b) use is honey\n", "    - (b) use is (\n")
"""The obligation cannot be read from its last line on."""


def test_what_stands_before_a_break_is_known() -> None:
    """An obligation that breaks off in its conditions is named, bears its label, and is of a keeper still."""
    places = Places(known(HALF))
    (said,) = places.known.said
    assert said.span.line == page(HALF).content[: at(page(HALF).content, "use is (")].count("\n") + 1
    content = page(HALF).content
    found = hover(places, "bees.md", at(content, "few to register", 8))
    assert found is not None
    assert "register the hive" in found.markdown
    keeper = places.at("bees.md", at(content, "on keeper", 4))
    assert keeper is not None
    assert "keeper" in str(keeper.target)
    assert "register" in [
        one.name for entry in outline(places.known, "bees.md") for one in entry.below[0].below
    ]


def test_a_break_is_told_once_in_all_laws() -> None:
    """Another law names the obligation, and what its last line would have declared."""
    other = FRONT.replace("bees", "honey") + (
        '```qanun\nfact sells "the person sells"\n\nright sell "sell"\n  on bees.keeper\n'
        "  when sells and bees.register.b\n\n"
        'question q "May it be sold?"\n  answers sell\n```\n'
    )
    assert not Reading().known([page(LAW), Text("honey.md", other)]).errors
    (said,) = Reading().known([page(HALF), Text("honey.md", other)]).said
    assert said.span.text.path == "bees.md"


def test_a_broken_fence_is_told_within_its_line() -> None:
    """Of two signs for three: where it is told ends with its line, so an editor finds the place again."""
    text = Text("bees.cases.md", '# C\n\n```qanun\nscenario "a\n=\n`\r``qanu')
    for one in read_alone(text).diagnostics:
        assert one.span.end <= len(text.content)


def test_the_desk_says_what_a_check_says(tmp_path: Path) -> None:
    """Of a text that was changed since somebody accepted it, too: the law has a meaning, and one rule never
    applies."""
    (tmp_path / "statutes").mkdir()
    (tmp_path / "pyproject.toml").write_text('[tool.qanun]\nstatutes = "statutes"\npackage = "bees_law"\n')
    found = project.locate(tmp_path).value
    assert found is not None
    never = LAW + '\npower inspect "inspect" by inspector when use is honey and use is wax\n'
    accepted = accept([one.document for one in known(never).pages])
    (found.statutes / "accepted.txt").write_text(accepted, encoding="utf-8")
    changed = page(never).content.replace("registers the hive", "registers each hive")
    (found.statutes / "bees.md").write_text(changed, encoding="utf-8")
    said = [one.kind.code for one in check(found, Shelf(None)).diagnostics]
    assert set(said) >= {"Q0040", "Q0461"}
    (found.statutes / "bees.md").write_text(page(never).content, encoding="utf-8")
    desk = Desk(found, Shelf(None), {"statutes/bees.md": changed})
    assert [one.kind.code for one in desk.check(desk.files())] == said


def test_a_desk_looks_at_a_part_of_the_law(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing needs the whole law beside its checks: what is asked while the first runs waits for it; then
    no unreadable page does, and no other name. That is refused where it changes what another law means."""
    typist = Typist.at(tmp_path / "law", Random(0))
    desk = typist.desk

    def never(_: Desk) -> Places:
        raise AssertionError("the law is compiled whole")

    monkeypatch.setattr(Desk, "whole", never)
    server = Server()
    server.desk = desk

    async def checked() -> None:
        await asyncio.to_thread(desk.check, desk.files())

    async def asked() -> None:
        server._checking = asyncio.create_task(checked())
        await server.ready()

    with ThreadPoolExecutor(1) as alone:  # in that of the tests the loop of a browser can be running
        alone.submit(asyncio.run, asked()).result()
    bees, honey = "statutes/bees.md", "statutes/honey.md"
    content = desk.opened[honey]
    for word, name in (("keeper", "beekeeper"), ("few", "little")):
        offset = at(content, f"bees.{word}", 5)
        made = desk.renamed(honey, offset, name)
        changed = made.applied({path: Text(path, one) for path, one in desk.opened.items()})
        assert changed == {
            path: re.sub(rf"(party |on |exception |bees\.){word}\b", rf"\1{name}", desk.opened[path])
            for path in (bees, honey)
        }
        with pytest.raises(Refused, match="it is taken"):
            desk.renamed(honey, offset, "register")
    desk.opened[honey] = content.replace("bees.few", "bees.other")
    with pytest.raises(Refused, match="would mean something else"):
        desk.renamed(bees, at(desk.opened[bees], "few to"), "other")
    desk.opened[honey], sound = content, desk.opened[bees]
    assert desk.places(honey).known.program is not None
    desk.opened[bees] = sound.replace("exception few to", "```\n\n```qanun\nexception few too")
    assert desk.places(honey).known.program is None, (
        "what honey names cannot be read, and is told on its own page"
    )
    desk.opened[bees] = sound.replace("in_force: not stated\n", "")
    assert [one.kind.code for one in desk.around(bees).said] == ["Q0004"]


def test_the_project_of_the_repository_is_found() -> None:
    """The paths of the desk are those that the compiler tells."""
    found = project.locate(Path(__file__).parent.parent).value
    assert found is not None
    desk = Desk(found, Shelf(None))
    assert desk.shown(found.statutes / "person.md") == found.shown(found.statutes / "person.md")
    assert desk.shown(found.root / "README.md") is None
    assert desk.shown(Path("/elsewhere/person.md")) is None


# --- looking into a case ------------------------------------------------------------------------------------


def test_what_everything_is_in_a_case() -> None:
    """Four hives for wax: the ground is (a), the exception does not hold, and each name says what it is."""
    law = known()
    places = Places(law)
    content = law.texts["bees.md"].content
    scenario = scenario_at(law, "bees.md", at(content, "then register is must"))
    assert scenario is not None
    assert scenario.title == "a keeper registers"
    told = [(one.span.words, one.words) for one in seen(places, "bees.md", scenario)]
    assert ("keeps_bees", " = yes") in told
    assert ("hives", " = 4") in told
    assert ("use", " = wax") in told
    assert ("few", " = no") in told
    assert ("register", " = yes") in told
    rules = content.index("question hive")
    assert all(one.span.start < rules for one in seen(places, "bees.md", scenario))


def test_what_is_not_stated_is_unknown_in_a_case() -> None:
    block = LAW.replace("given keeps_bees, hives = 4, use = wax", "given keeps_bees, hives = 4")
    law = known(block.replace("    and register has ground register.a\n", ""))
    content = law.texts["bees.md"].content
    scenario = scenario_at(law, "bees.md", at(content, "given keeps_bees"))
    assert scenario is not None
    told = [(one.span.words, one.words) for one in seen(Places(law), "bees.md", scenario)]
    assert ("use", " = unknown") in told


def test_no_case_is_looked_into_outside_one() -> None:
    law = known()
    content = law.texts["bees.md"].content
    assert scenario_at(law, "bees.md", at(content, "question hive")) is None
    assert scenario_at(known(LAW.replace("hives < 3", "hivez < 3")), "bees.md", len(content) - 10) is None


def test_hover_on_a_case_says_what_comes_out() -> None:
    law = known()
    content = law.texts["bees.md"].content
    told = hover(Places(law), "bees.md", at(content, "scenario", 3))
    assert told is not None
    assert told.markdown.startswith("- bees.register: must")


def test_types_that_nobody_wrote() -> None:
    more = '\ndefine half "half of the hives" : number is hives / 2\ndefine many "many hives" is hives > 9\n'
    told = [(one.span.words, one.words) for one in types_of(known(LAW + more), "bees.md")]
    assert told == [("many", ": yes/no")]


# --- what rests on what -------------------------------------------------------------------------------------


def test_what_a_rule_rests_on_and_what_rests_on_it() -> None:
    """The duty names the party, a fact twice and another; the exception and the question name the duty."""
    law = known()
    places = Places(law)
    declarations = law.typed.resolved.declarations
    register, keeps = declarations["bees.register"], declarations["bees.keeps_bees"]
    assert [(one.declaration.name, len(one.places)) for one in rests_on(places, register)] == [
        ("bees.keeper", 1),
        ("bees.keeps_bees", 1),
        ("bees.use", 1),
    ]
    assert [one.declaration.name for one in used_by(places, register)] == ["bees.few", "bees.hive"]
    assert [one.declaration.name for one in used_by(places, keeps)] == ["bees.keeper", "bees.register"]


def test_more_and_more_is_selected() -> None:
    """The name, the comparison, the exception, the block, the article, the page."""
    law = known()
    content = law.texts["bees.md"].content
    spans = around(law, "bees.md", at(content, "hives < 3", 2))
    words = [one.words for one in spans]
    assert words[0] == "hives"
    assert "hives < 3" in words
    assert any(one.startswith("exception few to register") for one in words)
    assert words[-1] == content
    for inner, outer in pairwise(spans):
        assert outer.start <= inner.start
        assert inner.end <= outer.end
