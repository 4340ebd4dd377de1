"""A rule with versions: each is a rule of its own, and the rule is the one in force on the day asked about.

Of a rule `R` with the versions `R@2012-01-01` and `R@2014-01-01` arise `R` and, for whatever one of them has
(`R:opened`, `R:due`, `R:breached` …), a definition that chooses by the day.
"""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from attrs import evolve

from qanun.core.builder import NO, Builder, both, label_of, on_days, site
from qanun.core.collisions import collided
from qanun.core.figures import key_of
from qanun.core.names import AnyAspect, Aspect, Name, PrevailsOver
from qanun.core.rules import Const, Definition, Expr, If, Local, Ref, Subject
from qanun.core.typing import type_of_definition
from qanun.document.days import meet
from qanun.resolved.model import Declaration
from qanun.resolved.versions import ADDED, own_days
from qanun.typed.types import TEXT, YES_NO

Named = TypeVar("Named", bound=str)


def close_versions(builder: Builder) -> None:
    """Add what is said of every rule with versions, all of which are lowered."""
    resolved = builder.typed.resolved
    parts: dict[str, list[Definition]] = {version.name: [] for version in resolved.head_of}
    for definition in builder.definitions.values():
        if definition.name.subject in parts and _is_chosen(definition.name.aspect):
            parts[definition.name.subject].append(definition)
    for head, versions in resolved.versions.items():
        found: dict[AnyAspect, list[tuple[Declaration, Definition]]] = {}
        for version in versions:
            for definition in parts[version.name]:
                found.setdefault(definition.name.aspect, []).append((version, definition))
        for aspect, of_versions in found.items():
            _choose(head, aspect, of_versions, versions, builder)
        subjects = [builder.subjects[one.name] for one in versions if one.name in builder.subjects]
        if subjects:
            builder.subjects[head.name] = _subject(head, subjects, builder)


def _is_chosen(aspect: AnyAspect) -> bool:
    """Whether conditions, or answers, ask it of the rule whichever version is in force."""
    return aspect is not Aspect.OWN and not isinstance(aspect, PrevailsOver)


def _choose(
    head: Declaration,
    aspect: AnyAspect,
    found: Sequence[tuple[Declaration, Definition]],
    versions: Sequence[Declaration],
    builder: Builder,
) -> None:
    """What the version in force says; where none is, a fault, or that nothing is so."""
    _, model = found[0]
    law = builder.page(head).document.front_matter
    zone = law.time_zone
    body = _without(aspect, model, head, builder)
    told: dict[Declaration, Expr] = {version: Ref(definition.name) for version, definition in found}
    if (
        model.role == "state" and model.type == YES_NO
    ):  # a state that a version cannot bear is never its state
        told = {version: told.get(version, NO) for version in versions}
    for version, said in told.items():
        days = own_days(version.item)
        assert days is not None
        days = days if law.in_force is None else meet(days, law.in_force)
        body = If(both(on_days(days, zone)), said, body)
    added = isinstance(head.item, ADDED)
    if aspect is Aspect.ITSELF and not added:
        body = collided(head, body, builder)
    made = builder.define(
        head,
        "define" if added else model.role,
        body,
        aspect,
        type_=model.type if all(one.type == model.type for _, one in found) else TEXT,
        provisions=(),
        label=label_of(head, builder.typed),
    )
    if model.role == "table":
        things = (Local(key_of(head, builder), builder.typed.keys[head]),)
        builder.definitions[made.name] = evolve(builder.definitions[made.name], things=things)
        builder.keys[made.name] = builder.typed.keys[head]


def _without(aspect: AnyAspect, model: Definition, head: Declaration, builder: Builder) -> Expr:
    """What holds on a day of no version."""
    if isinstance(head.item, ADDED):
        return NO
    if aspect in (Aspect.ITSELF, Aspect.BEFORE) or model.role in ("state", "table"):
        return builder.no_version(head)
    if model.type == YES_NO:
        return NO
    return Const((), type_of_definition(model)) if model.role == "authority" else Const(None)


def _subject(head: Declaration, versions: Sequence[Subject], builder: Builder) -> Subject:
    """The rule as a question answers it: an answer rests on the provisions of the version in force."""

    def chosen(names: Iterable[Name | None]) -> Name | None:
        """The definition of an aspect that one of the versions has."""
        return next((Name(head.name, name.aspect) for name in names if name is not None), None)

    def all_of(names: Iterable[tuple[Named, ...]]) -> tuple[Named, ...]:
        return tuple(dict.fromkeys(name for some in names for name in some))

    return evolve(
        versions[-1],
        name=head.name,
        label=label_of(head, builder.typed),
        provisions=(),
        site=site(head.span),
        answer=Name(head.name, versions[0].answer.aspect),
        opened=chosen(v.opened for v in versions),
        state=chosen(v.state for v in versions),
        due=chosen(v.due for v in versions),
        end=chosen(v.end for v in versions),
        penalties=chosen(v.penalties for v in versions),
        authority=chosen(v.authority for v in versions),
        exercised=chosen(v.exercised for v in versions),
        barring=all_of(v.barring for v in versions),
        grounds=all_of(v.grounds for v in versions),
        determined=tuple(one for version in versions for one in version.determined),
        exceptions=all_of(v.exceptions for v in versions),
        carved=_carved(versions),
        silences=all_of(v.silences for v in versions),
        weighing=all_of(v.weighing for v in versions),
    )


def _carved(versions: Sequence[Subject]) -> tuple[tuple[Name, tuple[Name, ...]], ...]:
    """What each exception excepts from in any of the versions."""
    found: dict[Name, tuple[Name, ...]] = {}
    for version in versions:
        for exception, names in version.carved:
            found[exception] = (*found.get(exception, ()), *names)
    return tuple(found.items())
