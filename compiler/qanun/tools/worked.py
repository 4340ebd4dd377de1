"""The scenarios put to the questions of the law, for the book: headline, explanation, case for the form."""

import json
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from importlib import invalidate_caches
from pathlib import Path
from urllib.parse import quote

from attrs import frozen

from qanun.book.cases import Turn, Worked
from qanun.book.edition import Edition
from qanun.core.rules import Program, Scenario
from qanun.core.rules import Question as Asked
from qanun.core.scenarios import completed
from qanun.project import Project, write_new
from qanun.runtime.answers.answers import Answers
from qanun.runtime.faults import CaseImpossible
from qanun.runtime.values.json_writing import to_json
from qanun.runtime.values.unknown import UNKNOWN
from qanun.syntax import tree
from qanun.targets import python
from qanun.tools.conformity import facts_object
from qanun.tools.questions import Facts, Question, every, of_package, questions


def current_questions(project: Project, program: Program) -> dict[str, Question]:
    """The questions of the statutes as they are now.

    The project's generated ones where they are of these statutes, else some that are generated elsewhere.
    """
    kept = questions(project)
    fresh = all(asked.fingerprint == program.fingerprint for asked in kept.values())
    if fresh and kept.keys() == program.questions.keys():
        return kept
    package = f"qanun_of_{program.fingerprint[:16]}"
    if package not in sys.modules:
        folder = Path(tempfile.mkdtemp(prefix="qanun-"))
        write_new(folder, python.generate(program, package))
        sys.path.insert(0, str(folder))
        invalidate_caches()
    return every(of_package(package))


def work_out(edition: Edition, known: Mapping[str, Question]) -> dict[tree.Scenario, Worked]:
    """Each scenario of which some question answers what it expects, put to the first such question."""
    found: dict[tree.Scenario, Worked] = {}
    seen: set[str] = set()
    answering: dict[str, list[tuple[int, Asked]]] = {}
    for numbered in enumerate(edition.program.questions.values()):
        for name in dict.fromkeys(numbered[1].answers):
            answering.setdefault(name, []).append(numbered)
    for item, case in edition.relations.worked.items():
        asked = _asking(answering, case)
        if asked is None:
            continue
        worked = _worked(edition.program, case, asked, known[asked.name], seen)
        if worked is not None:
            found[item] = worked
    return found


def _asking(answering: Mapping[str, Sequence[tuple[int, Asked]]], case: Scenario) -> Asked | None:
    """The question that answers most of what a scenario expects; of equals one of its own law.

    `answering` has the questions that answer with a name, each with its number.
    """
    expected = {expectation.subject for expectation in case.expects}
    known = {number: asked for name in expected for number, asked in answering.get(name, ())}
    fit = [
        (len(expected & set(asked.answers)), asked.name.startswith(f"{case.module}."), -number, asked)
        for number, asked in known.items()
        if not (asked.needs_as_of and case.as_of is None)
    ]
    return max(fit, key=lambda one: one[:3])[3] if fit else None


def _worked(
    program: Program, case: Scenario, asked: Asked, question: Question, seen: set[str]
) -> Worked | None:
    """The answer of a question in a case; None where the case is refused as impossible.

    `seen` has the readings that decided in a case before; those that decide in this one are added.
    """
    readings = {name: option for name, option in case.readings if name in asked.readings}
    known = {name: value for name, value in completed(program, asked, case).items() if value is not UNKNOWN}
    as_of = case.as_of
    assert as_of is None or isinstance(as_of, datetime)
    facts = facts_object(question.facts, known)
    try:
        explained = question.explain(facts, as_of=as_of, readings=readings)
    except CaseImpossible:
        return None
    given: dict[str, object] = {"facts": facts.to_json()}
    if as_of is not None:
        given["as_of"] = to_json(as_of)
    if readings:
        given["readings"] = readings
    written = json.dumps(given, ensure_ascii=False, separators=(",", ":"))
    headline = explained.answers.headline or ""
    turns = tuple(_turns(program, _Case(question, facts, as_of, readings), explained.answers, seen))
    return Worked(asked.name, headline, explained.nodes, f"case={quote(written, safe='')}", turns)


@frozen(eq=False)
class _Case:
    """A case as it was put to a question."""

    question: Question
    facts: Facts
    as_of: datetime | None
    readings: dict[str, str]

    def under(self, reading: str, option: str) -> Answers | None:
        """The answers if one reading is taken so; None where the case is impossible then."""
        taken = {**self.readings, reading: option}
        try:
            return self.question.explore(self.facts, as_of=self.as_of, readings=taken)
        except CaseImpossible:
            return None


def _turns(program: Program, case: _Case, answers: Answers, seen: set[str]) -> Iterator[Turn]:
    """The readings that decide here and were not `seen` to decide in a case before."""
    used = dict.fromkeys(name for answer in answers.each() for name in answer.readings)
    for name in [one for one in used if one not in seen]:
        labels, taken = dict(program.readings[name].options), dict(answers.readings)[name]
        for option in [one for one in labels if one != taken]:
            said = _otherwise(answers, case.under(name, option))
            if said is not None:
                seen.add(name)
                yield Turn(name, labels[taken], said[0], labels[option], said[1])
                break


def _otherwise(answers: Answers, other: Answers | None) -> tuple[str, str] | None:
    """The first sentence that is another one then, and that one; None where all are the same."""
    pairs = zip(answers.each(), other.each() if other is not None else (), strict=False)
    return next(((a.sentence, b.sentence) for a, b in pairs if a.sentence != b.sentence), None)


def schemas(known: Mapping[str, Question]) -> dict[str, str]:
    """The JSON Schema of the facts and of the answers of each question, by the name of its file."""
    made: dict[str, str] = {}
    for name, asked in known.items():
        for word, schema in (("", asked.facts.json_schema()), (".answers", asked.answers_type.json_schema())):
            made[f"{name}{word}.json"] = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
    return made
