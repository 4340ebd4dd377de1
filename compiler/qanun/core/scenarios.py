"""Scenarios and claims: cases that a drafter worked out by hand, as values of the runtime."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import assert_never

from attrs import evolve, frozen

from qanun.core.builder import Builder, site
from qanun.core.evaluation import case_of, settling_of, without_case
from qanun.core.instances import closed
from qanun.core.questions import Constraints, asked, asked_of
from qanun.core.rules import (
    Aim,
    Claim,
    Expectation,
    ExpectedAspect,
    Program,
    Question,
    RecordValue,
    Scenario,
    Site,
    Situation,
)
from qanun.core.translate import Setting, translate
from qanun.resolved.model import Declaration
from qanun.resolved.stated import stated
from qanun.resolved.versions import ruled_by
from qanun.runtime.evaluation.steps import Case
from qanun.runtime.outcomes.undecided import Faulty
from qanun.runtime.values.moments import YEARS, instant
from qanun.runtime.values.unknown import UNKNOWN
from qanun.syntax import tree
from qanun.typed.types import (
    BROKEN,
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


@frozen
class _HasNoValue(Exception):
    """Thrown by `constant`, and caught where a scenario is lowered."""

    sentence: str
    site: Site


def lower_scenario(
    item: tree.Scenario, at: Setting, builder: Builder, constraints: Constraints, module: str
) -> Scenario:
    """A scenario, with the question that its expectations ask; one that states what has no value as such."""
    try:
        return _lowered(item, at, builder, constraints, module)
    except _HasNoValue as error:
        nothing = evolve(item, background=None, givens=(), expects=())
        return evolve(
            _lowered(nothing, at, builder, constraints, module), unsound=(error.sentence, error.site)
        )


def _lowered(
    item: tree.Scenario, at: Setting, builder: Builder, constraints: Constraints, module: str
) -> Scenario:
    givens, under = stated(item, at.typed.resolved)
    facts: dict[str, object] = {}
    as_of: datetime | None = None
    for given in givens:
        if given.how == "as_of":
            as_of = _moment(given, at)
        elif given.how != "all others no":
            declaration, fields = _fact(given, at)
            known = facts.get(declaration.name, UNKNOWN)
            facts[declaration.name] = _put(given, fields, known, builder.type_of(declaration), at)
    expects = tuple(_expectation(expect, at, module) for expect in item.expects)
    names = dict.fromkeys(expect.subject for expect in expects)
    subjects = [builder.subjects[name] for name in names if name in builder.subjects]
    return Scenario(
        title=item.title,
        module=module,
        facts=tuple((name, value) for name, value in facts.items() if value is not UNKNOWN),
        all_others_no=any(given.how == "all others no" for given in givens),
        unknown=tuple(name for name, value in facts.items() if value is UNKNOWN),
        as_of=as_of,
        readings=_readings(under, at),
        expects=expects,
        because=tuple(at.typed.resolved.anchor(one, module) for one in item.because),
        provisions=tuple(provision.anchor for provision in item.block.provisions),
        site=site(item.span),
        asked=asked(f"{module}: {item.title}", subjects, builder.definitions, constraints, site(item.span)),
        begins=_begins(item, at),
    )


def _begins(item: tree.Scenario, at: Setting) -> Site | None:
    """Where what it shares with other cases is stated: its background, or the block above its table."""
    background = at.typed.resolved.target(item.background)
    if background is not None:
        return site(background.span)
    return site(item.block.span) if item.in_table else None


def lower_situation(item: tree.Situation, at: Setting, builder: Builder, module: str) -> Situation:
    """A situation, with the values of the facts that it states. A fact whose value has none (a division by
    zero) is asked for first, and not stated."""
    resolved = at.typed.resolved
    facts: dict[str, object] = {}
    asks: list[str] = []
    for given in item.givens:
        declaration, fields = _fact(given, at)
        known = facts.get(declaration.name, UNKNOWN)
        try:
            facts[declaration.name] = _put(given, fields, known, builder.type_of(declaration), at)
        except _HasNoValue:
            asks.append(declaration.name)
    return Situation(
        name=f"{module}.{item.name}",
        label=item.label or str(item.name).replace("_", " "),
        given=tuple(facts.items()),
        asks=(*asks, *(one.name for one in resolved.targets(item.asks))),
        opens=tuple(one.name for one in resolved.targets(item.opens)),
        site=site(item.span),
    )


def lower_claim(
    item: tree.Claim, at: Setting, builder: Builder, constraints: Constraints, module: str
) -> Claim:
    """A claim, with the question of all that its condition depends on."""
    condition = closed(translate(item.condition, at), builder)
    question = asked_of(
        f"{module}: {item.title}", (condition,), builder.definitions, constraints, site(item.span)
    )
    return Claim(item.title, module, condition, _readings(item.under, at), site(item.span), question)


def _readings(under: tuple[tree.Under, ...], at: Setting) -> tuple[tuple[str, str], ...]:
    return tuple(
        (target.name, at.typed.values[u.option])
        for u in under
        if (target := at.typed.resolved.target(u.reading)) is not None
    )


def _fact(given: tree.Given, at: Setting) -> tuple[Declaration, tuple[str, ...]]:
    """The fact that is given, and the fields down to what is given of it."""
    meaning = at.typed.resolved.meaning[given.name] if given.name is not None else None
    assert meaning is not None
    assert isinstance(meaning.target, Declaration)
    return meaning.target, meaning.fields


def _put(given: tree.Given, fields: tuple[str, ...], known: object, type_: Type, at: Setting) -> object:
    """What is given; of a field, the record with this field and with all that is known of the others."""
    if not fields:
        return UNKNOWN if given.how == "unknown" else _given(given, type_, at)
    first, *deeper = fields
    inner = type_.inner if isinstance(type_, OrNone) else type_
    assert isinstance(inner, RecordType)
    cells: dict[str, object] = {name: UNKNOWN for name, _ in inner.fields}
    if isinstance(known, RecordValue):
        cells |= dict(known.cells)
    cells[first] = _put(given, tuple(deeper), cells[first], dict(inner.fields)[first], at)
    return RecordValue(inner.name, tuple(cells.items()))


def constant(node: tree.Expression, at: Setting) -> object:
    """The value of an expression that asks for nothing of a case."""
    value = without_case(translate(node, at))
    if isinstance(value, Faulty):
        why = "; ".join(fault.sentence().removeprefix("the rule: ") for fault in value.faults)
        raise _HasNoValue(f"`{_words(node)}` has no value: {why}", site(node.span))
    return value


def _words(node: tree.Expression) -> str:
    return " ".join(node.span.words.split())


def _moment(given: tree.Given, at: Setting) -> datetime:
    assert given.value is not None
    value = constant(given.value, at)
    assert isinstance(value, date)
    try:
        return instant(value, at.zone)
    except ValueError:
        years = f"moments lie in the years {YEARS[0]} to {YEARS[-1]}"
        raise _HasNoValue(
            f"nothing can be asked as of `{_words(given.value)}`: {years}", site(given.value.span)
        ) from None


def _given(given: tree.Given, type_: Type, at: Setting) -> object:
    match given.how:
        case "yes":
            return True
        case "no":
            return False
        case "members":
            return _members(given.rows, type_, at)
        case "value":
            assert given.value is not None
            return _stated(given.value, type_, at)
        case "unknown" | "as_of" | "all others no":  # no value of a fact
            raise TypeError(f"`{given.how}` states no value")
        case never:
            assert_never(never)


def _stated(node: tree.Expression, type_: Type, at: Setting) -> object:
    """A value; several in brackets are a set or a list, and so is one where the type wants these."""
    inner = type_.inner if isinstance(type_, OrNone) else type_
    if isinstance(node, tree.Several) and isinstance(inner, ListType):
        return tuple(constant(item, at) for item in node.items)
    value = constant(node, at)
    if value is None:
        return None
    if isinstance(inner, SetType | ListType) and not isinstance(value, tuple | frozenset):
        return frozenset({value}) if isinstance(inner, SetType) else (value,)
    return value


def _members(rows: tuple[tree.Row, ...], type_: Type, at: Setting) -> object:
    """A list of records or periods, a set, or one record, row by row; a field that is left out is unknown."""
    inner = type_.inner if isinstance(type_, OrNone) else type_
    if isinstance(inner, SetType):
        return frozenset(constant(row.value, at) for row in rows if row.value is not None)
    if isinstance(inner, RecordType):
        return _member(rows[0], inner, at)
    assert isinstance(inner, ListType)
    return tuple(_member(row, inner.element, at) for row in rows)


def _member(row: tree.Row, type_: Type, at: Setting) -> object:
    if isinstance(type_, RecordType):
        cells: dict[str, object] = {name: UNKNOWN for name, _ in type_.fields}
        cells |= {name: constant(value, at) for name, value in row.cells}
        return RecordValue(type_.name, tuple(cells.items()))
    assert row.value is not None
    return constant(row.value, at)


def _expectation(expect: tree.Expect, at: Setting, module: str) -> Expectation:
    """What is expected, about a subject and one aspect of its answer."""
    subject: tree.Expression = expect.subject
    aspect: ExpectedAspect = "answer"
    if isinstance(subject, tree.Phrase) and subject.word in ("due", "end"):
        aspect, subject = ("due" if subject.word == "due" else "end"), subject.arguments[0]
    place = None
    if isinstance(subject, tree.OfOne) and isinstance(subject.thing, tree.ThingAt):
        place, subject = subject.thing.place, subject.subject
    assert isinstance(subject, tree.Refer)
    target = at.typed.resolved.target(subject.name)
    assert target is not None
    if target.kind == "limb":
        return _of_bullet(expect, target)
    word = expect.word
    type_ = at.typed.declared.get(target, BROKEN)
    how: Aim = "value" if expect.how == "members" else expect.how
    value: object = None
    if expect.word == "empty":
        how, word = ("value", None) if how == "state" else ("compared", "!=")
        value = _empty(type_)
    elif expect.test is not None and expect.value is not None:
        word = at.typed.operators.get(expect.test, "allows")
        aspect = "penalties" if word == "allows" else aspect
        value = constant(expect.value, at)
    elif expect.rows:
        value = _members(expect.rows, type_, at)
    elif expect.value is not None:
        value = _stated(expect.value, type_, at)
    return Expectation(
        how=how,
        subject=target.name,
        aspect=aspect,
        word=word,
        value=value,
        targets=tuple(_target(expect, t, at) for t in at.typed.resolved.targets(expect.targets)),
        anchor=None if expect.anchor is None else at.typed.resolved.anchor(expect.anchor, module),
        site=site(expect.span),
        place=place,
    )


def _of_bullet(expect: tree.Expect, bullet: Declaration) -> Expectation:
    """What is expected of a lettered bullet, of which the answer of its rule is asked."""
    return Expectation(
        how="bullet",
        subject=ruled_by(bullet).name,
        aspect="answer",
        word=expect.word,
        value=None,
        targets=(bullet.name,),
        anchor=None,
        site=site(expect.span),
    )


def _target(expect: tree.Expect, target: Declaration, at: Setting) -> str:
    """How an answer names what it is expected to name: an authority by its own word."""
    return target.short if expect.how == "authority" else target.name


# --- completing a case --------------------------------------------------------------------------------------


def completed(program: Program, question: Question, scenario: Scenario) -> dict[str, object]:
    """The facts of a scenario for a question, with `all others no` carried out.

    It yields to what is given, to `is unknown` and to `always`; a list or set becomes empty, `or none` none.
    Facts of other types stay unknown.
    """
    facts = {name: value for name, value in scenario.facts if name in question.facts}
    if not scenario.all_others_no:
        return facts
    always, given = settling_of(program).of(question), _case(program, question, scenario)
    if always.is_broken(given(facts)):
        return facts
    for name in question.facts:
        if name in facts or name in scenario.unknown:
            continue
        value = _empty(program.facts[name].type)
        assumed = {**facts, name: value}
        if value is not UNKNOWN and not (name in always.facts and always.is_broken(given(assumed))):
            facts = assumed
    return facts


def _case(program: Program, question: Question, scenario: Scenario) -> Callable[[Mapping[str, object]], Case]:
    """The case of a scenario with some facts, as the general evaluation takes it."""
    chosen = {name: program.readings[name].options[0][0] for name in question.readings}
    as_of = scenario.as_of
    assert as_of is None or isinstance(as_of, datetime)
    return lambda facts: case_of(facts, as_of, chosen | dict(scenario.readings))


def _empty(type_: Type) -> object:
    match type_:
        case Simple("yes/no"):
            return False
        case OrNone():
            return None
        case SetType():
            return frozenset()
        case ListType():
            return ()
        case Simple() | MoneyType() | DurationType() | OneOfType() | RecordType():
            return UNKNOWN
        case never:
            assert_never(never)
