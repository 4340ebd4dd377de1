"""Scenarios: cases that a drafter worked out by hand, put to the law in memory."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from functools import cached_property
from typing import assert_never

from attrs import frozen

from qanun.core import rules
from qanun.core.answering import Asked, Tried, ready
from qanun.core.evaluation import Conditions, case_of
from qanun.core.names import Name
from qanun.core.questions import NO_CONSTRAINTS, asked_of
from qanun.core.rules import Constraint, Expectation, Program, Question, Scenario
from qanun.core.scenarios import completed
from qanun.runtime.answers.answers import Answer
from qanun.runtime.evaluation.steps import Case
from qanun.runtime.faults import CaseImpossible, Conflict, Fault, Gap
from qanun.runtime.operators.operator_rows import OPERATORS
from qanun.runtime.outcomes.open_sets import applied, partly_known
from qanun.runtime.outcomes.undecided import NotKnown, Undecided, unknown_fact
from qanun.runtime.values.sets import PartialSet
from qanun.runtime.values.show import show
from qanun.runtime.values.states import State
from qanun.runtime.values.unknown import UNKNOWN
from qanun.verify.expected import asked, expected

_STATES = frozenset(State)
NO_DAY = "what the scenario asks can hang on the day, and it says none"


@frozen
class Result:
    """What became of a scenario. `failures` are sentences, each with its place; none: it passed.

    `answers` by subject; `decided` says of each ground, bullet, exception and norm on which the answers rest
    whether it held; of one about the things of a list, what it was of each. `unsettled` names readings that
    could change the outcome and that it does not choose.
    """

    scenario: Scenario
    answers: Mapping[str, Answer[object]]
    failures: tuple[str, ...]
    decided: Mapping[str, frozenset[bool]]
    unsettled: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        return not self.failures


def run(program: Program, scenario: Scenario) -> Result:
    """Put a scenario to the law and compare every expectation."""
    if scenario.unsound is not None:
        sentence, site = scenario.unsound
        return Result(scenario, {}, (f"{_place(site)}: {sentence}",), {})
    if lacks_day(scenario):
        return Result(scenario, {}, (f"{_place(scenario.site)}: {NO_DAY}",), {})
    asked = ready(program).of(scenario.asked)
    try:
        case = scenario_case(program, scenario, asked)
    except CaseImpossible as error:
        return Result(scenario, {}, (f"{_place(scenario.site)}: {error}",), {})
    tried = asked.tried(case)
    failed = tuple(failures(scenario, tried.answers, tried.value))
    unsettled = () if failed else _unsettled(program, scenario, asked, case, tried)
    return Result(scenario, tried.answers, failed, tried.held(), unsettled)


def lacks_day(scenario: Scenario) -> bool:
    """Whether what a scenario asks can hang on the day, and it says none."""
    return scenario.asked.needs_as_of and scenario.as_of is None


def unsettled(program: Program, scenario: Scenario) -> tuple[str, ...]:
    """The readings that a scenario does not choose although another option would change its outcome.

    None is told where it comes out otherwise than expected anyway, or its case cannot be.
    """
    asked = ready(program).of(scenario.asked)
    try:
        case = scenario_case(program, scenario, asked)
    except CaseImpossible:
        return ()
    tried = asked.tried(case)
    if any(True for _ in failures(scenario, tried.answers, tried.value)):
        return ()
    return _unsettled(program, scenario, asked, case, tried)


class Sentence:
    """A sentence on what always holds, alone. It is made ready where it is first asked."""

    def __init__(self, program: Program, constraint: Constraint) -> None:
        self.constraint = constraint
        self._program = program
        self._readings = {name: reading.options[0][0] for name, reading in program.readings.items()}

    def is_broken(self, facts: Mapping[str, object], as_of: datetime | None) -> bool:
        """Whether these facts surely break it, whatever else is so."""
        if self._asked.needs_as_of and as_of is None:
            return False
        told = {name: value for name, value in facts.items() if name in self._asked.facts}
        return self._condition.outcomes(case_of(told, as_of, self._readings))[0] is False

    @cached_property
    def _asked(self) -> Question:
        sentence = self.constraint
        return asked_of("", (sentence.condition,), self._program.definitions, NO_CONSTRAINTS, sentence.site)

    @cached_property
    def _condition(self) -> Conditions:
        return Conditions(self._program, self._asked, (self.constraint.condition,))


def contradicted(scenario: Scenario, sentences: Mapping[str, Sequence[Sentence]]) -> Constraint | None:
    """What always holds and what is given breaks, whatever is unknown; None where the case can be.

    `sentences` has under each fact those that name it.
    """
    as_of = scenario.as_of
    assert as_of is None or isinstance(as_of, datetime)
    facts = dict(scenario.facts)
    concerned = (sentence for name in facts for sentence in sentences.get(name, ()))
    return next((one.constraint for one in concerned if one.is_broken(facts, as_of)), None)


def run_all(program: Program) -> tuple[Result, ...]:
    """Every scenario of the program, in its order. Where one cannot be run to its end, the error names it."""
    return tuple(_run_by_name(program, scenario) for scenario in program.scenarios)


def place_of(scenario: Scenario) -> str:
    """The page and the line of a scenario, and its title."""
    return f"{scenario.site.path}:{scenario.site.line}: {scenario.title}"


def _run_by_name(program: Program, scenario: Scenario) -> Result:
    try:
        return run(program, scenario)
    except Exception as error:
        raise RuntimeError(f"{place_of(scenario)}: {type(error).__name__}: {error}") from error


def holds(expectation: Expectation, answer: Answer[object]) -> bool:
    """Whether an answer is as expected."""
    targets = set(expectation.targets)
    match expectation.how:
        case "state":
            return _is_in_state(answer, expectation.word or "")
        case "not state":
            return _is_not_in_state(answer, expectation.word or "")
        case "compared":
            return _compares(_aspect(answer, expectation.aspect), expectation.word or "", expectation.value)
        case "verdict":
            return _has_verdict(answer, expectation.word or "")
        case "value":
            return _same(_aspect(answer, expectation.aspect), expectation.value)
        case "barred by":
            return _among(targets, answer.barred_by)
        case "in conflict with":
            return answer.verdict == "in_conflict" and _among(targets, answer.conflicts_with)
        case "silent by":
            return answer.verdict == "silent" and _among(targets, answer.silent_by)
        case "unknown needs":
            return bool(answer.needs) and targets <= set(answer.needs)
        case "has ground":
            return _among(targets, answer.grounds)
        case "has no ground":
            return not any(_among({one}, answer.grounds) for one in targets)
        case "authority":
            return targets == set(answer.authority)
        case "bullet":  # of which the answer does not tell that it does not hold
            return (expectation.word == "yes") is _among(targets, answer.grounds)
        case "rests on":
            return expectation.anchor in answer.provisions
        case "conflict":
            return isinstance(answer.fault, Conflict)
        case "gap":
            return isinstance(answer.fault, Gap)
        case never:
            assert_never(never)


def _among(targets: Iterable[str], found: Iterable[str]) -> bool:
    """Whether each name is among those found, itself or as one of its versions."""
    named = set(found)
    versions = {name.rpartition("@")[0] for name in named if "." not in name.rpartition("@")[2]}
    return set(targets) <= named | versions


def said(answer: Answer[object]) -> str:
    """What an answer says, in one line, to be set against what was expected."""
    parts = [str(answer.verdict)]
    if answer.verdict == "value":
        parts.append(f"value {_shown(answer.value)}")
    for name in ("state", "due", "end", "barred_by", "conflicts_with", "silent_by", "needs", "grounds"):
        value = getattr(answer, name)
        if value not in (None, ()):
            shown = ", ".join(map(str, value)) if isinstance(value, tuple) else show(value)
            parts.append(f"{name.replace('_', ' ')} {shown}")
    if isinstance(answer.fault, Fault):
        parts.append(str(answer.fault))
    return "; ".join(parts)


def _shown(value: object) -> str:
    """A value; of a rule about each thing of a list what is said of each, by its place."""
    if not isinstance(value, tuple) or not any(isinstance(one, Answer) for one in value):
        return show(value)
    each = [f"({place}) {said(one)}" for place, one in enumerate(value, 1) if isinstance(one, Answer)]
    return ", ".join(each)


def scenario_case(program: Program, scenario: Scenario, asked: Asked) -> Case:
    """The case of a scenario. CaseImpossible where it cannot be."""
    facts = completed(program, scenario.asked, scenario)
    as_of = scenario.as_of
    assert as_of is None or isinstance(as_of, datetime)
    return asked.case(facts, as_of, chosen_readings(program, scenario))


def chosen_readings(program: Program, scenario: Scenario) -> dict[str, str]:
    """The option of each reading that matters: as the scenario chooses, else the first."""
    chosen = dict(scenario.readings)
    return {name: chosen.get(name, program.readings[name].options[0][0]) for name in scenario.asked.readings}


def failures(
    scenario: Scenario, answers: Mapping[str, Answer[object]], value: Callable[[Name], object]
) -> Iterable[str]:
    """A sentence for each expectation that the answers do not meet, nor the `value` of a definition."""
    for expectation in scenario.expects:
        answer = answers.get(expectation.subject)
        if answer is not None and expectation.place is not None:
            answer = _placed(answer, expectation.place)
        if answer is None:
            yield f"{_place(expectation.site)}: nothing answers {asked(expectation)}"
        elif not _is_met(expectation, answer, value):
            yield f"{_place(expectation.site)}: expected {expected(expectation)}; the law says {said(answer)}"


def _is_met(expectation: Expectation, answer: Answer[object], value: Callable[[Name], object]) -> bool:
    """Whether the answer meets it; or, of what the answer does not tell, the `value` of a definition."""
    outcomes = [value(Name(target)) for target in expectation.targets]
    if expectation.how == "bullet":
        return all(_holds_so(outcome, expectation.word or "") for outcome in outcomes)
    if expectation.how == "has no ground":
        can_still = any(isinstance(outcome, Undecided) for outcome in outcomes)
        of_a_thing = None in outcomes and answer.verdict == "unknown"
        return not (can_still or of_a_thing) and holds(expectation, answer)
    return _is_surely_not(expectation, value) or holds(expectation, answer)


def _holds_so(outcome: object, word: str) -> bool:
    """Whether a condition came out yes, no or unknown."""
    return isinstance(outcome, NotKnown) if word == "unknown" else outcome is (word == "yes")


def _placed(answer: Answer[object], place: int) -> Answer[object] | None:
    """The answer about one thing of a list; the whole answer where the list is not known."""
    answers = answer.value
    if not isinstance(answers, tuple):
        return answer
    return answers[place - 1] if 0 < place <= len(answers) else None


def _unsettled(
    program: Program, scenario: Scenario, asked: Asked, case: Case, tried: Tried
) -> tuple[str, ...]:
    """As `unsettled`, of a scenario that comes out as expected."""
    named = {name for name, _ in scenario.readings}

    def differs(reading: str, option: str) -> bool:
        """Whether it comes out otherwise under this option, or its case cannot be then."""
        try:
            other = asked.under(tried, case, reading, option)
        except CaseImpossible:
            return True
        return other is not tried and any(True for _ in failures(scenario, other.answers, other.value))

    return tuple(
        name
        for name in scenario.asked.readings
        if name not in named
        and any(differs(name, one) for one, _ in program.readings[name].options if one != case.readings[name])
    )


def _aspect(answer: Answer[object], aspect: str) -> object:
    return answer.value if aspect == "answer" else getattr(answer, aspect)


def _is_surely_not(expectation: Expectation, value: Callable[[Name], object]) -> bool:
    """Whether a state is surely not that of a norm, though it may be open which other one is."""
    word = expectation.word
    if expectation.how != "not state" or expectation.place is not None or word not in _STATES:
        return False
    return value(Name(expectation.subject, State(word))) is False


def _is_in_state(answer: Answer[object], word: str) -> bool:
    """A state, or a verdict written as one (`N is unknown`).

    *Yes* is what holds and has not expired; *no* all else that is told, barred or not.
    """
    if word in _STATES and answer.state is not None and answer.state is not UNKNOWN:
        return answer.state == word
    if word == "yes":
        return answer.value is True and answer.verdict != "no"
    if word == "no":
        return answer.value is False or answer.verdict == "no"
    return answer.verdict == word.replace(" ", "_")


def _is_not_in_state(answer: Answer[object], word: str) -> bool:
    """Surely another state, or another verdict than one that facts could still change."""
    if word in _STATES:
        return isinstance(answer.state, State) and answer.state != word
    return answer.verdict != "unknown" and not _is_in_state(answer, word)


def _compares(actual: object, operator: str, wanted: object) -> bool:
    """Whether a comparison with a value that is known holds."""
    if isinstance(actual, PartialSet):
        found = applied(operator, (partly_known(actual, unknown_fact(0)), (wanted, 0, None)))
        return found is not None and found[0] is True
    known = actual is not UNKNOWN and actual is not None
    return known and OPERATORS[operator](actual, wanted) is True


def _has_verdict(answer: Answer[object], word: str) -> bool:
    """`yes` and `no` ask whether a rule or norm holds; another word is the verdict itself."""
    if word in ("yes", "no"):
        return answer.value is (word == "yes")
    return answer.verdict == word.replace(" ", "_")


def _same(actual: object, wanted: object) -> bool:
    """Equal as values of the law: an unknown equals nothing, 1 is no yes, a day is no moment."""
    if actual is UNKNOWN or isinstance(actual, bool) != isinstance(wanted, bool):
        return False
    if isinstance(actual, date) and isinstance(wanted, date):
        return isinstance(actual, datetime) == isinstance(wanted, datetime) and actual == wanted
    if isinstance(actual, int | Fraction) and isinstance(wanted, int | Fraction):
        return actual == wanted
    return actual == wanted


def _place(site: rules.Site) -> str:
    return f"{site.path}:{site.line}"
