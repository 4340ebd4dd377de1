"""Looking into a case: what everything on a page is in one scenario, and the types that nobody wrote."""

from collections.abc import Iterator, Mapping

from attrs import frozen

from qanun.core.answering import ready
from qanun.core.rules import Program, Scenario
from qanun.core.scenarios import completed
from qanun.editor.known import Known
from qanun.editor.places import Places
from qanun.resolved.model import Declaration
from qanun.runtime.faults import CaseImpossible
from qanun.runtime.outcomes.undecided import Faulty, NotKnown, Pulled, Quiet
from qanun.runtime.values.show import show
from qanun.runtime.values.unknown import UNKNOWN
from qanun.syntax import tree
from qanun.text import Span
from qanun.verify.places import place
from qanun.verify.scenarios import lacks_day, said, scenario_case

_NO_RULES = (tree.Scenario, tree.Cases, tree.Background, tree.Question, tree.Situation)


@frozen(eq=False)
class Hint:
    """Words to be shown behind a place, which are none of its text."""

    span: Span
    words: str


def types_of(known: Known, path: str) -> Iterator[Hint]:
    """Of each `define` of a file that names no type, the one that it has."""
    page = known.page(path)
    for item in () if page is None else page.items:
        one = known.typed.resolved.by_node.get(item)
        if not isinstance(item, tree.Define) or item.type is not None or item.span.text.path != path:
            continue
        type_ = None if one is None else known.typed.declared.get(one)
        if type_ is not None:
            yield Hint(item.name.place(len(item.name.parts) - 1), f": {type_}")


def scenario_at(known: Known, path: str, offset: int) -> Scenario | None:
    """The scenario, or the row of a table of cases, that stands at a place; None where the law has errors."""
    program = known.program
    found = () if program is None else [one for one in program.scenarios if one.site.path == path]
    near = [(place(one.site, known.texts), one) for one in found]
    here = [(span.start, one) for span, one in near if span.start <= offset]
    item = known.item(path, offset)
    start, one = max(here, key=lambda pair: pair[0], default=(-1, None))
    return one if item is not None and item.span.start <= start else None


def seen(places: Places, path: str, scenario: Scenario) -> Iterator[Hint]:
    """What each name in the rules of a file is in a scenario: a value, unknown, or what stands in its place.

    Names on which its answers do not rest are left out, and so are the cases themselves.
    """
    program = places.known.program
    found = {} if program is None else values(program, scenario)
    for one in places.by_path.get(path, ()):
        target = one.target
        if isinstance(target, Declaration) and target.name in found and _in_a_rule(places.known, one.span):
            yield Hint(one.span, f" = {found[target.name]}")


def _in_a_rule(known: Known, span: Span) -> bool:
    item = known.item(span.text.path, span.start)
    return item is not None and not isinstance(item, _NO_RULES)


def values(program: Program, scenario: Scenario) -> Mapping[str, str]:
    """In words what facts, definitions, grounds, bullets, exceptions and norms are in a scenario, by name."""
    if scenario.unsound is not None or lacks_day(scenario):
        return {}
    facts = completed(program, scenario.asked, scenario)
    found = {name: _words(facts.get(name, UNKNOWN)) for name in scenario.asked.facts}
    asked = ready(program).of(scenario.asked)
    try:
        tried = asked.tried(scenario_case(program, scenario, asked))
    except CaseImpossible:
        return found
    for name in asked.needed:
        if name.is_declared and (value := tried.value(name)) is not None:
            found[name] = _words(value)
    return found


def _words(value: object) -> str:
    match value:
        case NotKnown():
            return "unknown"
        case Quiet():
            return "silent"
        case Faulty():
            return "a fault of the law"
        case Pulled():
            return "in conflict"
        case _:
            return show(value)


def outcome(known: Known, scenario: Scenario) -> tuple[str, ...]:
    """What a scenario comes to: a sentence for each answer that it asks for."""
    program = known.program
    if program is None or scenario.unsound is not None or lacks_day(scenario):
        return ()
    asked = ready(program).of(scenario.asked)
    try:
        tried = asked.tried(scenario_case(program, scenario, asked))
    except CaseImpossible as error:
        return (str(error),)
    return tuple(f"{name}: {said(answer)}" for name, answer in tried.answers.items())
