"""A question put to the law as it is being written: what it asks for, and what it answers to some facts."""

from collections.abc import Iterator, Mapping

from attrs import evolve

from qanun.core.answering import ready
from qanun.core.rules import Question
from qanun.editor.explaining import Told
from qanun.editor.known import Known
from qanun.runtime.faults import CaseImpossible
from qanun.text import Span
from qanun.verify.places import place
from qanun.verify.scenarios import said, scenario_case

TITLE = "asked in an editor"


def questions(known: Known, path: str) -> Iterator[tuple[str, Span]]:
    """The questions of a file by their names; none where the law has errors."""
    program = known.program
    for name, question in () if program is None else program.questions.items():
        if question.site.path == path:
            yield name, place(question.site, known.texts)


def asked_for(known: Known, name: str) -> Told:
    """Of a question by its name: `question`, `title`, `answers` (names), whether it asks for a `day`, and the
    `facts` in the order in which one asks for them, each with `name`, `label` and `type` in words."""
    program = known.program
    question = None if program is None else program.questions.get(name)
    if program is None or question is None:
        return {"error": f"there is no question `{name}`, or the law has errors"}
    facts = [
        {"name": fact, "label": program.facts[fact].label, "type": str(program.facts[fact].type)}
        for fact in question.facts
    ]
    return {
        "question": name,
        "title": question.label,
        "answers": list(question.answers),
        "day": question.needs_as_of,
        "facts": facts,
    }


def case_of(question: Question, facts: Mapping[str, str]) -> str:
    """The block of a scenario that states facts in the words of the language; `as_of` is the day."""
    given = [f"{name} = {words}" for name, words in facts.items() if name != "as_of"]
    lines = [f'scenario "{TITLE}"']
    lines += [f"  given {', '.join(given)}"] if given else []
    lines += [f"  as_of {facts['as_of']}"] if "as_of" in facts else []
    return "\n".join((*lines, f"  then {question.answers[0]} is unknown"))


def answered(known: Known, question: Question) -> Told:
    """What the question answers in the case that was put below the page: `answers` by name, each with
    `words`, `sentence` and the facts that it still `needs`."""
    program = known.program
    found = [] if program is None else [one for one in program.scenarios if one.title == TITLE]
    if program is None or not found or found[-1].unsound is not None:
        wrong = [f"{one.message}: {one.remedy}" for one in known.said if one.is_error]
        return {"error": wrong[-1] if wrong else "the facts say no case"}
    asked = ready(program).of(question)
    try:
        tried = asked.tried(scenario_case(program, evolve(found[-1], asked=question), asked))
    except CaseImpossible as error:
        return {"error": str(error)}
    return {
        "question": question.name,
        "answers": {
            name: {"words": said(one), "sentence": one.sentence, "needs": list(one.needs)}
            for name, one in tried.answers.items()
        },
    }
