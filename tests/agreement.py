"""Random cases of any question, put to the reference and to every target, and what must be the same."""

import importlib
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from functools import cached_property, lru_cache
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any
from zlib import crc32

import javascript
import pytest
from attrs import define, evolve, field, fields, frozen
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from qanun.core.rules import Program, Question
from qanun.core.show import show_question
from qanun.runtime.answers.answer_writing import answer_to_json
from qanun.runtime.answers.answers import Answer, Answers, Verdict
from qanun.runtime.faults import CaseImpossible, FactsRefused, Fault, MissingFacts, Mistake
from qanun.runtime.questions.questions import AnyQuestion
from qanun.runtime.values.currencies import minor_unit
from qanun.runtime.values.durations import Days, Hours, Months
from qanun.runtime.values.money import Money
from qanun.runtime.values.penalties import Penalty
from qanun.runtime.values.periods import Period
from qanun.runtime.values.records import Record
from qanun.runtime.values.sets import PartialSet
from qanun.runtime.values.unknown import UNKNOWN
from qanun.targets import TARGETS
from qanun.targets.attributes import class_names
from qanun.typed.types import (
    DurationType,
    ListType,
    MoneyType,
    OneOfType,
    OrNone,
    RecordType,
    SetType,
    Simple,
    Type,
)
from qanun.verify.cases import Pool
from reference import answering

CASES = int(os.environ.get("QANUN_CASES", "60"))
"""How many cases of each question are tried: 1,000 in CI."""
DRAWN = 8
"""One of so many cases is drawn; the others are mixed of what was drawn before."""
EXPLAINED = 40
"""Of so many random cases one is explained, which takes longer than to answer it."""
RESTED = 4
"""Of so many cases with facts missing one is asked for all on which its answers rest: for that it is told
further in two ways, and answered again."""
RUN_IN_JAVASCRIPT = 2
"""Of so many random cases of a question one is put to JavaScript, too; all are put to generated Python."""

DAY = date(2012, 3, 1)
DAYS = [
    DAY + timedelta(days=step) for step in (-6575, -1827, -1826, -400, -31, -2, -1, 0, 1, 2, 6, 7, 8, 400)
]
MOMENTS = [
    datetime(2012, 3, 1, 6, tzinfo=UTC) + timedelta(hours=step)
    for step in (-9000, -48, -24, -1, 0, 1, 23, 47, 48, 49, 168, 9000)
]
AMOUNTS = [Fraction(0), Fraction(200), Fraction(19999, 100), Fraction(500), Fraction(501)]
PENALTIES = [
    Penalty("fine", Money(Fraction(300), "AZN")),
    Penalty("imprisonment", Months(24)),
    Penalty("fine", Money(Fraction(300), "AZN"), (Penalty("imprisonment", Months(36)),)),
]
COUNTRIES = ["AZ", "GE", "TR"]


@frozen
class Laws:
    """A program and its generated package, imported."""

    program: Program
    package: str
    classes: dict[str, str] = field(init=False, repr=False)

    @classes.default
    def _classes(self) -> dict[str, str]:
        return class_names(self.program)

    def module(self, name: str) -> ModuleType:
        return importlib.import_module(f"{self.package}.{name}")

    def question(self, qualified: str) -> Any:
        module, _, name = qualified.partition(".")
        for value in vars(self.module(module)).values():
            if isinstance(value, AnyQuestion) and value.name == name:
                return value
        raise LookupError(qualified)


def generated(program: Program, folder: Path, package: str) -> Laws:
    """The package of a program, written to a folder and importable."""
    for path, text in TARGETS["python"](program, package).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    return Laws(program, package)


def values(type_: Type, laws: Laws) -> st.SearchStrategy[Any]:
    """The values of a type, few enough that boundaries are met."""
    match type_:
        case OrNone(inner):
            return st.none() | values(inner, laws)
        case Simple("yes/no"):
            return st.booleans()
        case Simple("integer"):
            return st.integers(0, 20)
        case Simple("number"):
            return st.sampled_from(AMOUNTS)
        case Simple("date"):
            return st.sampled_from(DAYS)
        case Simple("moment"):
            return st.sampled_from(MOMENTS)
        case Simple("period"):
            return st.builds(_period, st.sampled_from(DAYS), st.none() | st.sampled_from(DAYS))
        case Simple("text"):
            return st.sampled_from(["", "a"])
        case Simple("country"):
            return st.sampled_from(COUNTRIES)
        case Simple("authority"):
            return st.sampled_from(list(laws.module("authorities").Authority))
        case Simple("penalty"):
            return st.sampled_from(PENALTIES)
        case MoneyType(currency):
            whole = [amount for amount in AMOUNTS if (amount / minor_unit(currency)).denominator == 1]
            return st.sampled_from([Money(amount, currency) for amount in whole])
        case DurationType(unit):
            kind = {"hours": Hours, "days": Days, "months": Months}[unit]
            return st.sampled_from([kind(count) for count in (0, 1, 48, 100)])
        case OneOfType(name, options):
            return st.sampled_from([_class(name, laws)(option) for option in options])
        case RecordType(name, fields):
            known = {field: perhaps(values(inner, laws)) for field, inner in fields}
            return st.fixed_dictionaries(known).map(lambda cells: _record(_class(name, laws), cells))
        case SetType(element):
            members = values(element, laws)
            partial = st.dictionaries(members, st.booleans(), max_size=2).map(
                lambda d: PartialSet(tuple(d.items()))
            )
            return st.frozensets(members, max_size=3) | partial
        case ListType(element):
            return st.lists(values(element, laws), max_size=3).map(tuple)
    raise TypeError(f"no values of {type_}")


def typed_value(value: object, type_: Type, laws: Laws) -> object:
    """A value of the core as the generated classes hold it: options and authorities as members, records as
    such."""
    match type_:
        case OrNone(inner):
            return None if value is None else typed_value(value, inner, laws)
        case _ if value is UNKNOWN:
            return value
        case OneOfType(name, _):
            return _class(name, laws)(value)
        case Simple("authority"):
            return laws.module("authorities").Authority(value)
        case RecordType(name, fields):
            cells = {
                field: typed_value(getattr(value, f"of {field}"), inner, laws) for field, inner in fields
            }
            return _record(_class(name, laws), cells)
        case ListType(element) if isinstance(value, tuple):
            return tuple(typed_value(item, element, laws) for item in value)
        case SetType(element) if isinstance(value, frozenset):
            return frozenset(typed_value(item, element, laws) for item in value)
        case SetType(element) if isinstance(value, PartialSet):
            return PartialSet(
                tuple((typed_value(item, element, laws), there) for item, there in value.members)
            )
        case _:
            return value


def _period(start: date, end: date | None) -> Period:
    return Period(start, None if end is None else max(start, end))


def _class(qualified: str, laws: Laws) -> Any:
    return getattr(laws.module(qualified.partition(".")[0]), laws.classes[qualified])


def _record(cls: Any, cells: Mapping[str, object]) -> Any:
    names = {fact.key: fact.name for fact in cls.FACTS}
    return cls(**{names[key]: value for key, value in cells.items() if value is not UNKNOWN})


def perhaps(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A value, or now and then UNKNOWN."""
    return st.integers(0, 9).flatmap(lambda n: st.just(UNKNOWN) if n == 0 else strategy)


@frozen
class Case:
    """A case of a question: facts by qualified name, the moment, the readings."""

    facts: dict[str, object]
    as_of: datetime
    readings: dict[str, str]


@st.composite
def cases(draw: st.DrawFn, question: Question, laws: Laws) -> Case:
    """Cases in which every fact, most facts or few facts are known."""
    known = draw(st.sampled_from([10, 10, 8, 5]))
    facts: dict[str, object] = {}
    for name in question.facts:
        if known == 10 or draw(st.integers(1, 10)) <= known:
            facts[name] = draw(values(laws.program.facts[name].type, laws))
    readings = {
        name: draw(st.sampled_from([option for option, _ in laws.program.readings[name].options]))
        for name in question.readings
    }
    return Case(facts, draw(st.sampled_from(MOMENTS)), readings)


@define
class Mixing:
    """Makes further cases of those that were drawn: each fact as one of them had it, or unknown.

    Drawing a case costs as much as answering it; a mixed one costs nothing, and puts together what no single
    draw had.
    """

    question: Question
    laws: Laws
    seen: dict[str, list[object]] = field(factory=dict)

    def cases(self, drawn: Case, number: int) -> Iterator[Case]:
        """The case that was drawn, then mixed ones, `number` in all; the same for the same draws."""
        for name, value in drawn.facts.items():
            self.seen.setdefault(name, []).append(value)
        yield drawn
        chance = Random(crc32(repr(drawn).encode()))
        for _ in range(number - 1):
            known = chance.choice((1.0, 0.9, 0.6))
            kept = [name for name in self.question.facts if name in self.seen and chance.random() < known]
            facts = {name: chance.choice(self.seen[name]) for name in kept}
            options = {name: self.laws.program.readings[name].options for name in self.question.readings}
            readings = {name: chance.choice(found)[0] for name, found in options.items()}
            yield Case(facts, chance.choice(MOMENTS), readings)


def said(answer: Answer[Any], names: Mapping[str, str]) -> Answer[Any]:
    """An answer with its needs by qualified name, and so the answers about each thing in it."""
    value = answer.value
    if isinstance(value, tuple):
        value = tuple(said(one, names) if isinstance(one, Answer) else one for one in value)
    return evolve(answer, value=value, needs=tuple(names.get(name, name) for name in answer.needs))


def facts_of(case: Case, question: Question, laws: Laws) -> Any:
    """The facts of a case as the generated question takes them."""
    asked = laws.question(question.name)
    attributes = dict(zip(question.facts, asked.fact_order, strict=True))
    return asked.facts(**{attributes[name]: value for name, value in case.facts.items()})


Expected = Mapping[str, Answer[Any]] | CaseImpossible
"""What the reference says of a case: an answer for each subject, or that the case cannot be."""


@frozen(slots=False)
class Trial:
    """A case, with what the reference says of it, to be put to the targets.

    `explained`: the explanations are compared too. Where there is a list `differing`, a target may compare
    while others go on, and adds the case to it if it says something else.
    """

    case: Case
    question: Question
    laws: Laws
    expected: Expected
    explained: bool
    differing: list[Case] | None

    @cached_property
    def rested(self) -> bool:
        """Whether all on which the answers rest is compared, too."""
        whole = len(self.case.facts) == len(self.question.facts)
        return self.explained or whole or crc32(repr(self.case).encode()) % RESTED == 0

    def compared(self, answer: Answer[Any]) -> Answer[Any]:
        """What is compared of an answer."""
        return answer if self.rested else _unrested(answer)

    @cached_property
    def asked(self) -> Any:
        """The question in generated Python."""
        return self.laws.question(self.question.name)

    @cached_property
    def facts(self) -> Any:
        """The facts as generated Python takes them."""
        return facts_of(self.case, self.question, self.laws)

    @cached_property
    def explored(self) -> Answers:
        """What generated Python answers."""
        found: Answers = self.asked.explore(self.facts, **self.options)
        return found

    @property
    def options(self) -> dict[str, Any]:
        """The moment and the readings, as generated Python takes them."""
        return {"as_of": self.case.as_of, "readings": self.case.readings}

    @property
    def attributes(self) -> dict[str, str]:
        """What each fact is called in generated Python."""
        return dict(zip(self.question.facts, self.asked.fact_order, strict=True))


def check(
    case: Case,
    question: Question,
    laws: Laws,
    *,
    explained: bool = True,
    differing: list[Case] | None = None,
    targets: Sequence[str] = tuple(TARGETS),
) -> None:
    """The reference and these targets say the same of a case, and explain it alike (`explained`).

    A disagreement shows the case and the core of the question.
    """
    try:
        trial = Trial(case, question, laws, _reference(case, question, laws), explained, differing)
        for target in targets:
            RUNNERS[target](trial)
    except BaseException as error:
        error.add_note(f"{case}\n\n{show_question(laws.program, question)}")
        raise


def _reference(case: Case, question: Question, laws: Laws) -> Expected:
    try:
        return answering.answer(laws.program, question.name, case.facts, case.as_of, case.readings)
    except CaseImpossible as error:
        return error


def _python(trial: Trial) -> None:
    """Both evaluations of generated Python. Its explanations are those that others are held to."""
    asked = trial.asked
    qualified = {attribute: name for name, attribute in trial.attributes.items()}
    facts = trial.facts
    general = generally(asked)
    if isinstance(trial.expected, CaseImpossible):
        for one in (asked, general):
            with pytest.raises(CaseImpossible, match=re.escape(trial.expected.sentence)):
                one.explore(facts, **trial.options)
        return
    found = trial.explored
    answers = {
        name: said(trial.compared(answer), qualified)
        for name, answer in zip(trial.question.answers, found.each(), strict=True)
    }
    expected = {name: trial.compared(answer) for name, answer in trial.expected.items()}
    for name, answer in answers.items():
        whole = expected[name] if facts.is_complete else rests_on_more(answer, expected[name])
        assert told_otherwise(answer, whole) == [], (answer, expected[name])
    more = {
        name: one for name, one in answers.items() if _tells_more(one, rests_on_more(one, expected[name]))
    }
    if more:
        assert_so_in_any_case(more, trial)
    again = general.explore(facts, **trial.options)
    if trial.rested:
        assert again == found
        _reads_back(found)
    else:
        assert [*map(trial.compared, again.each())] == [*map(trial.compared, found.each())]
    _decides(trial, facts, found)


def _unrested(answer: Answer[Any]) -> Answer[Any]:
    """An answer without the provisions and the readings on which it rests, which are not looked up for it."""
    value = answer.value
    if isinstance(value, tuple):
        value = tuple(_unrested(one) if isinstance(one, Answer) else one for one in value)
    return evolve(answer, value=value, provisions=(), readings=())


def rests_on_more(found: Answer[Any], expected: Answer[Any]) -> Answer[Any]:
    """What the reference says, with what is found beyond it on which a certain answer rests though facts are
    missing; nothing that the reference names is lacking."""
    value = expected.value
    things = _of_things(found, expected)
    if things is not None:
        value = tuple(rests_on_more(one, other) for one, other in things)
    rests = {
        part: getattr(found, part)
        for part in ("provisions", "readings")
        if set(getattr(expected, part)) <= set(getattr(found, part))
    }
    return evolve(expected, value=value, **rests)


def told_otherwise(found: Answer[Any], expected: Answer[Any]) -> list[str]:
    """The parts of an answer that say otherwise than the reference: what this calls unknown may be told."""
    things = _of_things(found, expected)
    if things is not None:
        more = not set(found.needs) <= set(expected.needs)
        opened = any(other.verdict is Verdict.UNKNOWN for _, other in things)
        fault = found.fault if opened else expected.fault  # that of a thing of which more is told
        same = found == evolve(expected, value=found.value, needs=found.needs, fault=fault)
        return [
            *(part for one, other in things for part in told_otherwise(one, other)),
            *(["needs"] if more else []),
            *([] if same else ["value"]),
        ]
    parts = (expected.value, expected.state, expected.due, expected.end, expected.penalties)
    opened = expected.verdict is Verdict.UNKNOWN or any(part is UNKNOWN for part in parts)
    told = {name: getattr(found, name) for name in OPENED if opened or getattr(expected, name) is UNKNOWN}
    wanted = evolve(expected, needs=found.needs, **told)
    names = [one.name for one in fields(Answer) if one.eq]
    astray = [name for name in names if getattr(found, name) != getattr(wanted, name)]
    more = not opened and not set(found.needs) <= set(expected.needs)
    return [*astray, *(["needs"] if more else [])]


def _of_things(found: Answer[Any], expected: Answer[Any]) -> list[tuple[Answer[Any], Answer[Any]]] | None:
    """The answers about each thing of a list, side by side; None where it is one answer."""
    if not isinstance(found.value, tuple) or not isinstance(expected.value, tuple):
        return None
    each = list(zip(found.value, expected.value, strict=True))
    return each if all(isinstance(one, Answer) and isinstance(other, Answer) for one, other in each) else None


def _tells_more(found: Answer[Any], expected: Answer[Any]) -> bool:
    """Whether something is told that the reference calls unknown."""
    things = _of_things(found, expected)
    if things is not None:
        return any(_tells_more(one, other) for one, other in things)
    return found != evolve(expected, needs=found.needs)


def assert_so_in_any_case(found: Mapping[str, Answer[Any]], trial: Trial) -> None:
    """What is told although facts are missing is so however they turn out to be."""
    question, laws, case = trial.question, trial.laws, trial.case
    chance = crc32(repr(case).encode())
    if chance % COMPLETING or any(has_unknown(value) for value in case.facts.values()):
        return
    pool = Pool(laws.program, question, Random(chance), blank=0.0)
    for _ in range(COMPLETED):
        drawn = pool.draw(0.0).facts
        missing = {
            name: typed_value(drawn[name], laws.program.facts[name].type, laws)
            for name in question.facts
            if name not in case.facts
        }
        full = Case({**case.facts, **missing}, case.as_of, case.readings)
        expected = _reference(full, question, laws)
        if not isinstance(expected, CaseImpossible):
            for name, answer in found.items():
                assert_told(answer, expected[name], full)


def has_unknown(value: object) -> bool:
    """Whether a part of a value is not stated."""
    if isinstance(value, tuple):
        return any(has_unknown(one) for one in value)
    if isinstance(value, Record):
        return any(has_unknown(getattr(value, name)) for name in value.__slots__ if name != "__weakref__")
    return value is UNKNOWN or isinstance(value, PartialSet)


def assert_told(found: Answer[Any], full: Answer[Any], case: Case) -> None:
    """What an answer tells is what is answered where all is known."""
    things = _of_things(found, full)
    if things is not None:
        for one, other in things:
            assert_told(one, other, case)
        return
    if found.verdict is not Verdict.UNKNOWN and found.value is not False and not found.needs:
        assert found.verdict is full.verdict, case
    if found.value is not UNKNOWN and not isinstance(found.value, PartialSet):
        assert found.value == full.value, case
    if full.value is True:
        for name in ("state", "due", "end", "penalties", "exercised"):
            if getattr(found, name) not in (UNKNOWN, None):
                assert getattr(found, name) == getattr(full, name), (name, case)


COMPLETING = 3
"""One of so many cases is completed of which more is told than the reference does."""
COMPLETED = 2
"""In so many ways."""
OPENED = (
    *("verdict", "value", "state", "due", "end", "penalties", "authority", "exercised", "fault", "silent_by"),
    *("conflicts_with", "weighing", "barred_by"),
)
"""What an answer can tell only where something is known."""


@lru_cache(maxsize=256)
def generally(asked: AnyQuestion[Any, Any]) -> AnyQuestion[Any, Any]:
    """The same question without its plain function: a copy of a question is the question itself."""
    return type(asked)(
        name=asked.name,
        module=asked.home,
        label=asked.label,
        fingerprint=asked.fingerprint,
        facts=asked.facts,
        decided=asked.answers_type,
        explored=asked.answers_type,
    )


def _reads_back(found: Answers) -> None:
    """An answer comes back from JSON as it was. One with broken coins, which only programs that nobody
    checked give, is refused for them and for nothing else.
    """
    mistakes: tuple[Mistake, ...] = ()
    try:
        back = type(found).from_json(found.to_json())
    except FactsRefused as refused:
        mistakes = refused.mistakes
    else:
        assert back == found
    assert [mistake for mistake in mistakes if "decimals" not in str(mistake)] == []


def _javascript(trial: Trial) -> None:
    """The answers as JSON data; with the explanation of generated Python, which has the headline too."""
    facts = trial.facts
    case, question, laws = trial.case, trial.question, trial.laws
    request = javascript.Request(question.name, facts.to_json(), case.as_of.isoformat(), case.readings)
    if isinstance(trial.expected, CaseImpossible):
        assert javascript.answer(laws.program, request) == {"impossible": trial.expected.sentence}
        return
    explored = trial.explored
    expected = javascript.unsaid(answer_to_json(trial.compared(answer)) for answer in explored.each())
    method = "explore" if trial.rested else "told"
    if trial.explained:
        found = javascript.answer(laws.program, request, explained=True)
        assert javascript.unsaid(found["answers"]["answers"].values()) == expected
        assert found == trial.asked.explain(facts, **trial.options).as_dict()
        assert javascript.call(laws.program, request, "short") == explored.short().as_dict()
    elif trial.differing is None:
        found = javascript.call(laws.program, request, method)
        assert javascript.unsaid(found["answers"].values()) == expected
    else:
        differing = trial.differing

        def compare(found: Any) -> None:
            if javascript.unsaid(found["answers"].values()) != expected:
                differing.append(case)

        javascript.answer_later(laws.program, request, compare, method)


def _decides(trial: Trial, facts: Any, explored: Answers) -> None:
    """`decide` raises where a fact is missing or the law is at fault, else answers as `explore` does."""
    missing = any(answer.needs for answer in explored.each())
    faulty = any(answer.fault is not None for answer in explored.each())
    try:
        answers = trial.asked.decide(facts, **trial.options)
    except MissingFacts:
        assert missing
    except Fault:
        assert faulty
        assert not missing
    else:
        assert not missing
        assert not faulty
        assert answers == explored


def check_at_random(question: Question, laws: Laws, most: int) -> None:
    """On `most` random cases, with facts missing, the reference and all targets say the same.

    Of a question with few facts many are drawn twice: those are tried once.
    """
    differing: list[Case] = []
    agreed: set[str] = set()
    mixing = Mixing(question, laws)

    @settings(
        max_examples=-(-most // DRAWN),
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def try_cases(data: st.DataObject) -> None:
        for case in mixing.cases(data.draw(cases(question, laws)), DRAWN):
            written = repr(case)
            if written not in agreed:
                chance = crc32(written.encode())
                targets = tuple(TARGETS) if chance % RUN_IN_JAVASCRIPT == 0 else ("python",)
                explained = chance % EXPLAINED == 0
                check(case, question, laws, explained=explained, differing=differing, targets=targets)
                agreed.add(written)

    try_cases()
    javascript.settle()
    for case in differing:
        check(case, question, laws)


RUNNERS: dict[str, Callable[[Trial], None]] = {"python": _python, "javascript": _javascript}
"""How each target is put to a case."""
