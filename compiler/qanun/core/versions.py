"""A rule with versions: each is a rule of its own, and the rule is the one in force on the day asked about.

Of a rule `R` with the versions `R@2012-01-01` and `R@2014-01-01` arise `R` and, for whatever one of them has
(`R:opened`, `R:due`, `R:breached` …), a definition that chooses by the day.
"""

from collections.abc import Sequence

from attrs import evolve

from qanun.core.builder import NO, Builder, both, label_of, on_days, site
from qanun.core.collisions import collided
from qanun.core.rules import Const, Definition, Expr, If, Ref, Subject
from qanun.document.days import meet
from qanun.resolved.model import Declaration
from qanun.resolved.versions import ADDED, own_days
from qanun.typed.types import TEXT, YES_NO


def close_versions(builder: Builder) -> None:
    """Add what is said of every rule with versions, all of which are lowered."""
    resolved = builder.typed.resolved
    parts: dict[str, list[Definition]] = {version.name: [] for version in resolved.head_of}
    for definition in builder.definitions.values():
        name, _, aspect = definition.name.partition(":")
        if name in parts and aspect != "own":
            parts[name].append(definition)
    for head, versions in resolved.versions.items():
        found: dict[str, list[tuple[Declaration, Definition]]] = {}
        for version in versions:
            for definition in parts[version.name]:
                suffix = definition.name.removeprefix(version.name)
                found.setdefault(suffix, []).append((version, definition))
        for suffix, of_versions in found.items():
            _choose(head, suffix, of_versions, versions, builder)
        subjects = [builder.subjects[one.name] for one in versions if one.name in builder.subjects]
        if subjects:
            builder.subjects[head.name] = _subject(head, subjects, builder)


def _choose(
    head: Declaration,
    suffix: str,
    found: Sequence[tuple[Declaration, Definition]],
    versions: Sequence[Declaration],
    builder: Builder,
) -> None:
    """What the version in force says; where none is, a fault, or that nothing is so."""
    _, model = found[0]
    law = builder.page(head).document.front_matter
    zone = law.time_zone
    body = _without(suffix, model, head, builder)
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
    if not suffix and not added:
        body = collided(head, body, builder)
    builder.define(
        head,
        "define" if added else model.role,
        body,
        name=f"{head.name}{suffix}",
        type_=model.type if all(one.type == model.type for _, one in found) else TEXT,
        provisions=(),
        label=label_of(head, builder.typed),
    )


def _without(suffix: str, model: Definition, head: Declaration, builder: Builder) -> Expr:
    """What holds on a day of no version."""
    if isinstance(head.item, ADDED):
        return NO
    if not suffix or model.role == "state" or suffix == ":before":
        return builder.no_version(head)
    if model.type == YES_NO:
        return NO
    return Const(()) if model.role == "authority" else Const(None)


def _subject(head: Declaration, versions: Sequence[Subject], builder: Builder) -> Subject:
    """The rule as a question answers it: an answer rests on the provisions of the version in force."""

    def chosen(aspect: str) -> str | None:
        """The definition of an aspect that one of the versions has."""
        names = ((version.name, getattr(version, aspect)) for version in versions)
        return next((head.name + name.removeprefix(own) for own, name in names if name is not None), None)

    def all_of(word: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for version in versions for name in getattr(version, word)))

    return evolve(
        versions[-1],
        name=head.name,
        label=label_of(head, builder.typed),
        provisions=(),
        site=site(head.span),
        answer=chosen("answer") or head.name,
        opened=chosen("opened"),
        state=chosen("state"),
        due=chosen("due"),
        end=chosen("end"),
        penalties=chosen("penalties"),
        authority=chosen("authority"),
        exercised=chosen("exercised"),
        barring=all_of("barring"),
        grounds=all_of("grounds"),
        exceptions=all_of("exceptions"),
        carved=_carved(versions),
        silences=all_of("silences"),
        weighing=all_of("weighing"),
    )


def _carved(versions: Sequence[Subject]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What each exception excepts from in any of the versions."""
    found: dict[str, tuple[str, ...]] = {}
    for version in versions:
        for exception, names in version.carved:
            found[exception] = (*found.get(exception, ()), *names)
    return tuple(found.items())
