"""What the statutes say beside a compiled package: plain English, days in force, worked cases."""

import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape

from qanun.book.edition import Edition, Leaf
from qanun.core.rules import Program, Scenario
from qanun.core.scenarios import completed
from qanun.document.model import InForce
from qanun.pipeline import Compiled
from qanun.runtime.faults import Problem
from qanun.service.companion import Companion, Days, Example, Page, Words
from qanun.tools.conformity import facts_object
from qanun.tools.questions import Question

MOST = 3
"""So many cases of a question."""
_END = re.compile(r"</(?:p|li|summary|h\d|tr)>|<(?:ul|ol)[^>]*>")
_TAG = re.compile(r"<[^>]*>")


def companion(compiled: Compiled, program: Program, asked: dict[str, Question]) -> Companion:
    """All of the statutes from which the package of these questions was made."""
    edition = Edition.of(compiled, program)
    laws = {
        module: Page(one.front_matter.jurisdiction, one.front_matter.source, _days(one.front_matter.in_force))
        for module, one in edition.documents.items()
    }
    return Companion(
        program.fingerprint,
        laws,
        dict(_provisions(edition)),
        {name: list(_examples(program, name, question)) for name, question in asked.items()},
    )


def _provisions(edition: Edition) -> Iterator[tuple[str, Words]]:
    """Each provision, with what the entries below it say."""
    said: dict[str, list[str]] = {}
    english = Leaf(edition, "index.html").english
    for page in edition.compiled.pages:
        for item in page.items:
            told = english.item(item)
            for provision in item.block.provisions if told else ():
                said.setdefault(provision.anchor, []).extend(sentences(str(told)))
    for document in edition.documents.values():
        for one in document.provisions:
            days = (one.article.in_force if one.article else None) or document.front_matter.in_force
            yield one.anchor, Words(tuple(said.get(one.anchor, ())), _days(days), one.official_text)


def sentences(html: str) -> list[str]:
    """The paragraphs and the entries of lists as lines of text."""
    lines = (" ".join(unescape(_TAG.sub("", part)).split()) for part in _END.split(html))
    return [line for line in lines if line]


def _days(days: InForce | None) -> Days | None:
    if days is None:
        return None
    return tuple(None if day is None else day.isoformat() for day in (days.start, days.end))  # type: ignore[return-value]


def _examples(program: Program, name: str, question: Question) -> Iterator[Example]:
    """Scenarios that the question answers in full, those first that expect something of it."""
    answers = set(program.questions[name].answers)
    fitting = [one for one in program.scenarios if answers & {each.subject for each in one.expects}]
    found = 0
    for scenario in fitting:
        example = _example(program, scenario, name, question)
        if example is not None and found < MOST:
            found += 1
            yield example


def _example(program: Program, scenario: Scenario, name: str, question: Question) -> Example | None:
    """A scenario as a case of a question; None where the question has no answer to it."""
    asked = program.questions[name]
    if scenario.unsound is not None or (asked.needs_as_of and scenario.as_of is None):
        return None
    as_of = scenario.as_of
    assert as_of is None or isinstance(as_of, datetime)
    readings = {key: option for key, option in scenario.readings if key in asked.readings}
    try:
        case = facts_object(question.facts, completed(program, asked, scenario))
        question.decide(case, as_of=as_of, readings=readings)
    except Problem:
        return None
    return Example(scenario.title, case.to_json(), None if as_of is None else as_of.isoformat(), readings)


__all__ = ["companion", "sentences"]
