"""From the typed tree to the core: every construct of the language spelled out as definitions."""

from typing import assert_never

from attrs import evolve

from qanun.core import norms
from qanun.core.builder import YES, Builder, both, either, label_of, site, unless
from qanun.core.collisions import close_raw
from qanun.core.figures import lower_parameter, lower_table
from qanun.core.instances import close_definitions, closed
from qanun.core.names import Aspect, Name
from qanun.core.questions import Constraints, lower_question
from qanun.core.ranks import close_ranks
from qanun.core.rules import (
    Apply,
    Constraint,
    Expr,
    FactDeclaration,
    If,
    Law,
    Member,
    Not,
    Program,
    ProvisionText,
    ReadingDeclaration,
    Ref,
    SetOf,
    Silent,
)
from qanun.core.scenarios import lower_claim, lower_scenario, lower_situation
from qanun.core.subjects import simple_subject
from qanun.core.things import close_things
from qanun.core.translate import translate
from qanun.core.typing import with_types
from qanun.core.versions import close_versions
from qanun.document.model import Document, Provision
from qanun.resolved.model import Declaration
from qanun.syntax import tree
from qanun.typed.model import Typed
from qanun.typed.types import Type


def lower(typed: Typed, fingerprint: str) -> Program:
    """The program of all laws. The tree must be free of errors: what is broken has no meaning."""
    builder = Builder(typed)
    declarations = typed.resolved.declarations
    for declaration in declarations.values():
        if declaration not in typed.resolved.versions:
            _lower(declaration, builder)
    close_versions(builder)
    close_ranks(builder)
    close_raw(builder)
    close_things(builder)
    close_definitions(builder)
    constraints = tuple(
        Constraint(_condition(item, page, builder), item.label or item.condition.span.words, site(item.span))
        for page in typed.resolved.pages
        for item in page.items
        if isinstance(item, tree.Always)
    )
    facts = {d.name: _fact(d, builder) for d in declarations.values() if d.kind == "fact"}
    types = {name: fact.type for name, fact in facts.items()}
    kept = Constraints.of(constraints, builder.definitions, types)
    questions = {
        d.name: lower_question(d, builder, kept) for d in declarations.values() if d.kind == "question"
    }
    scenarios, claims, situations = [], [], []
    for page in typed.resolved.pages:
        at = builder.page_setting(page)
        for item in page.items:
            if isinstance(item, tree.Scenario):
                scenarios.append(lower_scenario(item, at, builder, kept, page.document.module))
            elif isinstance(item, tree.Claim):
                claims.append(lower_claim(item, at, builder, kept, page.document.module))
            elif isinstance(item, tree.Situation):
                situations.append(lower_situation(item, at, builder, page.document.module))
    program = Program(
        laws={page.document.module: _law(page.document) for page in typed.resolved.pages},
        types=_types(builder),
        authorities={d.short: label_of(d, typed) for d in declarations.values() if d.kind == "authority"},
        facts=facts,
        readings={d.name: _reading(d, typed) for d in declarations.values() if d.kind == "reading"},
        constraints=constraints,
        definitions=builder.definitions,
        subjects=builder.subjects,
        questions=questions,
        scenarios=tuple(scenarios),
        claims=tuple(claims),
        fingerprint=fingerprint,
        parameters=builder.parameters,
        situations=tuple(situations),
    )
    return with_types(program)


def _condition(item: tree.Always, page: tree.Page, builder: Builder) -> Expr:
    """What it says of a case, on the days on which it is law."""
    condition = closed(translate(item.condition, builder.page_setting(page)), builder)
    days = both(builder.item_in_force(item))
    return condition if days == YES else either([Not(days), condition])


def _lower(declaration: Declaration, builder: Builder) -> None:
    """The definitions of one declaration; facts, types, authorities, acts and grounds have none of their
    own."""
    match declaration.item:
        case tree.Party(who=who):
            if who is not None:
                _party(declaration, who, builder)
        case tree.Define():
            _define(declaration, declaration.item, builder)
        case tree.Parameter():
            builder.parameters[declaration.name] = lower_parameter(declaration, declaration.item, builder)
        case tree.Table():
            lower_table(declaration, declaration.item, builder)
        case tree.Rule() | tree.Norm():
            norms.lower_rule(declaration, builder)
        case tree.Exception_():
            norms.lower_exception(declaration, builder)
        case tree.Silence():
            norms.lower_silence(declaration, builder)
        case tree.Options():
            _options(declaration, declaration.item, builder)
        case tree.Bullet():
            norms.lower_limb(declaration, builder)
        case tree.Ground() | tree.Member():  # by the rule, by the options that they belong to
            pass
        case tree.Authority() | tree.Act() | tree.Fact() | tree.Reading():  # in tables of their own
            pass
        case tree.OneOf() | tree.Option() | tree.Record():
            pass
        case (
            tree.Question()
            | tree.Situation()
            | tree.Background()
            | tree.Scenario()
            | tree.Cases()
            | tree.Claim()
            | tree.Always()
        ):  # by `lower`
            pass
        case tree.Priority() | tree.Collision():  # by what they are on
            pass
        case tree.NotEncoded():  # says that there is no rule
            pass
        case never:
            assert_never(never)


def _party(declaration: Declaration, who: tree.Expression, builder: Builder) -> None:
    """Who belongs to it; one that is law on certain days has a subject, of which its fault speaks."""
    body = translate(who, builder.setting(declaration))
    builder.define(declaration, "party", builder.versioned(declaration, body))
    if builder.in_force(declaration) or declaration in builder.typed.resolved.head_of:
        builder.subjects[declaration.name] = simple_subject(declaration, "party", builder)


def _define(declaration: Declaration, item: tree.Define, builder: Builder) -> None:
    body = translate(item.value, builder.setting(declaration))
    body = builder.versioned(declaration, body)
    builder.define(declaration, "define", body, type_=builder.type_of(declaration))
    builder.subjects[declaration.name] = simple_subject(declaration, "define", builder)


def _options(declaration: Declaration, item: tree.Options, builder: Builder) -> None:
    """A set each of whose members has its condition; where it is empty, a silence may answer."""
    at = builder.setting(declaration)
    members = []
    for member in item.members:
        option = builder.typed.resolved.by_node[member]
        defeaters = [Ref(Name(exception.name)) for exception in builder.exceptions(option)]
        conditions = [*builder.in_force(option), *builder.when(member.when, at)]
        builder.define(option, "opened", both(conditions), Aspect.OPENED)
        holds = builder.define(option, "ground", both([*conditions, *unless(defeaters)]))
        members.append(Member(option.name, holds, translate(member.value, at)))
    type_ = builder.type_of(declaration)
    own: Expr = SetOf(tuple(members))
    builder.define(declaration, "opened", YES, Aspect.OPENED)
    if builder.exceptions(declaration):
        defeated = either([Ref(Name(exception.name)) for exception in builder.exceptions(declaration)])
        own = If(defeated, SetOf(()), own)
    before = builder.define(declaration, "opened", own, Aspect.BEFORE, type_=type_)
    body: Expr = before
    for silence in reversed(builder.typed.resolved.silences_on.get(declaration, ())):
        unless_empty = If(Apply("is empty", (before,)), Silent(silence.name), before)
        body = If(Ref(Name(silence.name)), unless_empty, body)
    builder.define(declaration, "value", builder.versioned(declaration, body), type_=type_)
    subject = simple_subject(declaration, "options", builder)
    builder.subjects[declaration.name] = evolve(
        subject, grounds=tuple(Name(member.name) for member in members)
    )


def _provision(provision: Provision) -> ProvisionText:
    named, heading = ("", "") if (at := provision.article) is None else (at.name, at.title)
    return ProvisionText(
        provision.anchor, provision.number, provision.text, named, site(provision.span), heading
    )


def _law(document: Document) -> Law:
    front = document.front_matter
    in_force = front.in_force
    days = "not stated" if in_force is None else f"{in_force.start or ''} to {in_force.end or ''}".strip()
    provisions = tuple(_provision(p) for p in document.provisions)
    return Law(
        module=document.module,
        title=front.law,
        jurisdiction=front.jurisdiction,
        source=front.source,
        time_zone=front.time_zone,
        rounding=front.rounding,
        in_force=days,
        provisions=provisions,
    )


def _types(builder: Builder) -> dict[str, tuple[Type, str, tuple[tuple[str, str], ...]]]:
    """One-of types and records, each with its label and the labels of its options or fields."""
    found: dict[str, tuple[Type, str, tuple[tuple[str, str], ...]]] = {}
    for d in builder.typed.resolved.declarations.values():
        if not isinstance(d.item, tree.OneOf | tree.Record):
            continue
        parts = d.item.options if isinstance(d.item, tree.OneOf) else d.item.fields
        labels = tuple((part.name, part.label or part.name.replace("_", " ")) for part in parts)
        found[d.name] = (builder.type_of(d), label_of(d, builder.typed), labels)
    return found


def _fact(declaration: Declaration, builder: Builder) -> FactDeclaration:
    item = declaration.item
    assert isinstance(item, tree.Fact)
    judged = None
    if item.judged_by is not None:
        judged = tuple(
            label_of(d, builder.typed) for d in builder.typed.resolved.targets(item.judged_by.names)
        )
    label = label_of(declaration, builder.typed)
    you, help_ = ("" if words is None else words.text for words in (item.you, item.help))
    type_ = builder.type_of(declaration)
    return FactDeclaration(declaration.name, label, type_, judged, site(declaration.span), you, help_)


def _reading(declaration: Declaration, typed: Typed) -> ReadingDeclaration:
    item = declaration.item
    assert isinstance(item, tree.Reading)
    options = tuple((option.name, option.label or option.name.replace("_", " ")) for option in item.options)
    label = label_of(declaration, typed)
    return ReadingDeclaration(declaration.name, label, options, item.because or "", site(declaration.span))
