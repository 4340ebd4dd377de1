"""Every door by which input comes in, and what must hold of whatever comes."""

import ast
import json
import os
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random

from attrs import frozen
from in_memory import loaded
from programs_at_random import agree_on_cases
from qanun import project
from qanun.core.rules import Program
from qanun.diagnostics import Diagnostic
from qanun.diagnostics.render import as_github, as_json, as_sarif, as_text
from qanun.pipeline import compile
from qanun.runtime.faults import CaseImpossible, FactsRefused
from qanun.targets import python
from qanun.text import Span, Text
from qanun.tools.fields import Misread, field_of
from reference.answering import answer
from runtime_case import EveryAnswers, EveryFacts

from . import corpus, grammar, laws, vocabulary
from .mutate import Material, mutated

_AS_OF = datetime(2012, 3, 1, 12, tzinfo=UTC)


@frozen
class Door:
    """A way in. `seeds` are inputs to begin with, `holds` raises where something is not as it must be.

    `weight` says how many of a hundred inputs come by it.
    """

    name: str
    weight: int
    seeds: Callable[[], Sequence[str]]
    words: Callable[[], Sequence[str]]
    holds: Callable[[str], None]
    fresh: Callable[[Random], str] | None = None

    def drawn(self, chance: Random) -> str:
        """One input: made anew where the door has a way to, sometimes changed as well; or a changed seed."""
        seeds = self.seeds() if self.fresh is None else (self.fresh(chance),)
        if self.fresh is not None and chance.random() < 0.7:
            return seeds[0]
        return mutated(chance.choice(seeds), Material(chance, self.words(), seeds))


# --- what must hold ---------------------------------------------------------------------------------------


def fully_placed(found: Sequence[Diagnostic], texts: Iterable[Text]) -> None:
    """Each diagnostic has a place in one of the texts, a sentence, a remedy, and can be shown."""
    known = {text.path: len(text.content) for text in texts}
    for one in found:
        spans = [one.span, *(related.span for related in one.related)]
        for span in [*spans, *([one.fix.span] if one.fix else [])]:
            _inside(span, known)
        assert one.message.strip(), one.kind.code
        assert one.remedy.strip(), one.kind.code
    shown = as_text(found, colour=False, counted=True)
    shown.encode("utf-8")
    assert not any(_is_control(sign) for sign in shown if sign != "\n"), "a control sign reaches the terminal"
    assert json.loads(as_json(found))["diagnostics"].__len__() == len(found)
    assert json.loads(as_sarif(found))["version"] == "2.1.0"
    annotations = as_github(found)
    annotations.encode("utf-8")
    assert len(annotations.splitlines()) == len(found)
    assert all(line.startswith(("::error ", "::warning ")) for line in annotations.splitlines())


def _inside(span: Span, known: dict[str, int]) -> None:
    assert span.text.path in known, "no place in a file that was read"
    assert 0 <= span.start <= span.end <= known[span.text.path], "a place outside its file"
    assert span.line >= 1
    assert span.column >= 1
    assert span.column_utf16 >= 0


def _is_control(sign: str) -> bool:
    return not sign.isprintable() and unicodedata.category(sign) != "Zs" and sign not in "\u200c\u200d"


# --- pages of law -----------------------------------------------------------------------------------------


def page_holds(content: str) -> None:
    """A page compiles to a program, or to errors and no program; a program answers and can be written out."""
    program = page_program(content)
    if program is not None:
        program_holds(program)


def law_holds(content: str) -> None:
    """As any page; and of random cases generated Python says what the reference says."""
    program = page_program(content)
    if program is not None:
        program_holds(program)
        laws, chance = loaded(program, "fuzzed_laws"), Random(content)
        for question in program.questions.values():
            agree_on_cases(question, laws, chance, targets=("python",))


def page_program(content: str) -> Program | None:
    """The program of a page without errors; what is said of the page is fully placed."""
    text = Text("law.md", content)
    outcome = compile([text])
    fully_placed(outcome.diagnostics, [text])
    program = outcome.value.program
    assert (program is None) == bool(outcome.errors), "errors and a program, or neither"
    return program


def program_holds(program: Program) -> None:
    """Each question is answered where nothing is known; the generated text is Python."""
    readings = {name: reading.options[0][0] for name, reading in program.readings.items()}
    for name, question in program.questions.items():
        chosen = {reading: readings[reading] for reading in question.readings}
        try:
            answer(program, name, {}, _AS_OF, chosen)
        except CaseImpossible:
            continue
    for path, written in python.generate(program, "laws").items():
        if path.endswith(".py"):
            ast.parse(written)


def block_holds(block: str) -> None:
    page_holds(corpus.page(block))


def front_matter_holds(head: str) -> None:
    page_holds(head + '\n# Law\n\n> **1** Text.\n\n```qanun\nnot encoded "x"\n```\n')


def accepted_holds(content: str) -> None:
    """The file of accepted provisions, beside a page that is in order."""
    text, accepted = Text("law.md", _GOOD_PAGE), Text("accepted.txt", content)
    fully_placed(compile([text], accepted).diagnostics, [text, accepted])


_GOOD_PAGE = corpus.page('fact a "a"\nright b "b" when a\nquestion q "?" answers b')


# --- files of a project -----------------------------------------------------------------------------------


@cache
def _folder(owner: int) -> Path:
    """A folder of this process, gone at its end."""
    return Path(_KEPT.setdefault(owner, tempfile.TemporaryDirectory(prefix="qanun-fuzz-")).name)


_KEPT: dict[int, tempfile.TemporaryDirectory[str]] = {}


def settings_hold(content: str) -> None:
    """A pyproject.toml gives a project, or a diagnostic with its line."""
    file = _folder(os.getpid()) / "pyproject.toml"
    data = content.encode("utf-8", "surrogatepass")
    file.write_bytes(data)
    located = project.locate(file.parent)
    text = Text("pyproject.toml", data.decode("utf-8", "replace"))
    fully_placed(located.diagnostics, [text])
    assert (located.value is None) == bool(located.diagnostics)
    if located.value is not None:
        texts = project.read_statutes(located.value)
        assert all(one.message and one.span.text.path for one in texts.diagnostics)


def told(sentence: str) -> None:
    """A refusal says something."""
    assert sentence.strip()


def refused(refusal: FactsRefused) -> None:
    """A refusal names each mistake and where it is."""
    told(str(refusal))
    assert refusal.mistakes
    assert all(mistake.sentence for mistake in refusal.mistakes)


def facts_hold(content: str) -> None:
    """A text of facts gives facts that come back the same, or a refusal that names every mistake."""
    try:
        facts = EveryFacts.from_json(content.encode("utf-8", "surrogatepass"))
    except FactsRefused as refusal:
        refused(refusal)
        return
    assert EveryFacts.from_json(json.dumps(facts.to_json())) == facts
    assert repr(facts) == repr(EveryFacts(**facts.known()))


def answers_hold(content: str) -> None:
    """What should be answers gives answers that come back the same, or a refusal."""
    try:
        answers = EveryAnswers.from_json(content)
    except FactsRefused as refusal:
        refused(refusal)
        return
    assert EveryAnswers.from_json(json.dumps(answers.to_json())) == answers


def typed_words_hold(words: str) -> None:
    """What a person types in the interview is a value, or is refused with what may be typed."""
    for fact in EveryFacts.FACTS:
        field = field_of(fact)
        if field.parts:
            continue
        try:
            value = field.read(words)
        except Misread as refusal:
            told(str(refusal))
            continue
        EveryFacts.from_json({fact.key: value})


def _typed() -> tuple[str, ...]:
    shown = ("yes", "300 AZN", "1/3", "1990-05-10", "2012-03-01 10:00", "48 hours", "2010-05-01 to now", "IR")
    return (*shown, "fine 300 AZN and imprisonment 24 months", "host", "1,000", "none")


JSON_WORDS = (
    *vocabulary.NUMBERS,
    *(json.dumps(day) for day in vocabulary.DAYS),
    *(json.dumps(value) for value in vocabulary.VALUES),
    *(
        "null",
        "true",
        "false",
        "[]",
        "{}",
        "NaN",
        "Infinity",
        "-Infinity",
        "1e999",
        "1.5",
        '"\\ud800"',
        '"\\u0000"',
    ),
    *('"1/0"', '"0/1"', '"-1/3"', '"1e5 AZN"', '"5 azn"', '"xx"', "[[[[", '{"a":', '"from"', '"also"'),
    *(
        json.dumps("9" * 5000),
        json.dumps("9" * 900 + " hours"),
        json.dumps("9" * 900 + " AZN"),
        '"9999999999 years"',
    ),
)

DOORS = {
    door.name: door
    for door in (
        Door("page", 24, corpus.pages, vocabulary.words, page_holds),
        Door("block", 10, lambda: (grammar.PRELUDE,), vocabulary.words, block_holds, grammar.block),
        Door("law", 8, lambda: (laws.page(Random(1)),), vocabulary.words, law_holds, laws.page),
        Door("front_matter", 14, corpus.front_matters, vocabulary.words, front_matter_holds),
        Door("accepted", 7, corpus.accepted, vocabulary.words, accepted_holds),
        Door("settings", 7, corpus.settings, vocabulary.words, settings_hold),
        Door("facts", 15, corpus.facts, lambda: JSON_WORDS, facts_hold),
        Door("answers", 8, corpus.answers, lambda: JSON_WORDS, answers_hold),
        Door("typed", 7, _typed, vocabulary.words, typed_words_hold),
    )
}
