"""Rules and norms, with their grounds, exceptions, priorities, collisions and silences, as definitions.

Of a norm or rule `R` these definitions arise (names in the program on the left):

    R:own       the ground that a rule's head itself is             R.g        a ground of its own
    R.g:seen    the ground as conditions see it, where it pulls apart from another of the rule
    R.a         a lettered bullet                                   E          an exception: its own
    conditions hold
    E:bites     E holds where what it excepts from is opened        R:opened   a ground of R holds
    E on R      E, whose letter is known below several, holds where R is opened
    R:defeated  an exception or a norm that prevails defeats R      A over R   A prevails over R in this case
    R           whether R applies, or its value, as conditions elsewhere see it

and in `terms` its limits and states.
"""

from typing import assert_never

from attrs import evolve

from qanun.core import terms
from qanun.core.apart import stands_apart
from qanun.core.builder import NO, YES, Builder, both, determined_words, either, label_of, site, unless
from qanun.core.clauses import agreeing, replaced, replacement
from qanun.core.collisions import collided, collided_within, named
from qanun.core.defeat import defeaters
from qanun.core.determined import Determining, determinations, determining, is_told, opening
from qanun.core.first_rows import declared, first_row, lower_rows
from qanun.core.names import AnyAspect, Aspect, BitesOn, Name
from qanun.core.rules import (
    SUBJECT_KINDS,
    All,
    Apply,
    Case,
    Expr,
    Gap,
    If,
    Not,
    Ref,
    Role,
    Silent,
    Subject,
)
from qanun.core.things import about
from qanun.core.translate import Setting, by_letter, translate
from qanun.resolved.model import Declaration
from qanun.syntax import tree
from qanun.typed.types import YES_NO

AnyRule = tree.Rule | tree.Norm


def lower_limb(limb: Declaration, builder: Builder) -> None:
    """A lettered bullet: its condition, unless an exception to it holds."""
    assert isinstance(limb.item, tree.Bullet)
    at = builder.setting(limb)
    condition = both([*builder.in_force(limb), translate(limb.item.value, at)])
    builder.define(limb, "limb", both([condition, *unless(defeaters(limb, builder))]))
    builder.define(limb, "opened", condition, Aspect.OPENED)


def lower_exception(exception: Declaration, builder: Builder) -> None:
    """An exception's own conditions, and whether it bites."""
    item = exception.item
    assert isinstance(item, tree.Exception_)
    at = builder.setting(exception)
    conditions = [*builder.in_force(exception), *_conditions(item.clauses, builder, at)]
    builder.define(exception, "opened", both(conditions), Aspect.OPENED)
    body = both([*conditions, *unless(defeaters(exception, builder))])
    builder.define(exception, "exception", collided(exception, body, builder))
    _bites(exception, _carved(item, builder), Aspect.BITES, builder)
    if by_letter(exception, builder.typed.resolved):
        for target in builder.typed.resolved.targets(item.to):
            _bites(exception, _opened(target, builder), BitesOn(target.name), builder)


def _bites(exception: Declaration, carved: Expr, aspect: AnyAspect, builder: Builder) -> None:
    """That it holds where what it excepts from is open, as conditions see it."""
    body = collided_within(exception, both([carved, Ref(Name(exception.name))]), builder)
    builder.define(exception, "bites", body, aspect)


def _carved(item: tree.Exception_, builder: Builder) -> Expr:
    """That something of what it excepts from is opened."""
    return either([_opened(target, builder) for target in builder.typed.resolved.targets(item.to)])


def _opened(target: Declaration, builder: Builder) -> Expr:
    """That something is opened: of an exception, what that excepts from too."""
    own = Ref(opening(target, builder))
    return both([_carved(target.item, builder), own]) if isinstance(target.item, tree.Exception_) else own


def lower_rule(rule: Declaration, builder: Builder) -> None:
    """A rule or norm and all that its answer is made of."""
    item = rule.item
    assert isinstance(item, AnyRule)
    grounds = _lower_grounds(rule, builder)
    opened: Expr = Ref(Name(rule.name, Aspect.OPENED))
    found = determining(rule, builder)
    others = [name for name in grounds if name not in found.names]
    open_ = isinstance(item, tree.Rule) and item.left_to is not None
    if grounds or open_:  # what is determined is asked first
        builder.define(rule, "opened", either([Ref(name) for name in (*found.names, *others)]), Aspect.OPENED)
    against = defeaters(rule, builder)
    defeated = either(against)
    if len(against) > 1:
        defeated = builder.define(rule, "defeated", defeated, Aspect.DEFEATED)
    if found.found:  # what opens it where nothing is determined
        opened = either([Ref(name) for name in others])
        found.define(opened, defeated)
    if isinstance(item, tree.Norm):
        body = _applies(rule, builder, opened, defeated, found)
    else:
        applies = both([opened, *unless([defeated])])
        builder.define(rule, "opened", found.or_else(applies), Aspect.APPLIES)
        body = _value(rule, builder, grounds, opened, defeated, found)
    role: Role = "applies" if isinstance(item, tree.Norm) else "value"
    builder.define(rule, role, body, type_=builder.type_of(rule))
    barring = tuple(ref.name for ref in against)
    subject = _subject(rule, builder, grounds, barring)
    builder.subjects[rule.name] = terms.with_terms(rule, item, subject, grounds, defeated, builder)


def _subject(rule: Declaration, builder: Builder, grounds: list[Name], barring: tuple[Name, ...]) -> Subject:
    limbs = [Name(limb.name) for limb in _limbs_within(rule, builder)]
    own = [declared(name) for name in grounds if name.aspect is not Aspect.OWN]
    carved = _exceptions_within(rule, builder)
    return Subject(
        name=rule.name,
        kind=tree.among(SUBJECT_KINDS, rule.kind),
        label=label_of(rule, builder.typed),
        type=builder.type_of(rule),
        provisions=builder.provisions(rule),
        site=site(rule.span),
        answer=Name(rule.name),
        act=_act(rule, builder),
        about=about(rule, builder),
        opened=Name(rule.name, Aspect.OPENED),
        barring=barring,
        grounds=(*own, *limbs),
        exceptions=tuple(Name(exception.name) for exception in carved),
        carved=tuple(
            (Name(e.name), tuple(opening(t, builder) for t in targets)) for e, targets in carved.items()
        ),
        determined=tuple(
            (one.name, determined_words(one, builder.typed)) for one in determinations(rule, builder)
        ),
        silences=tuple(s.name for s in builder.typed.resolved.silences_on.get(rule, ())),
    )


def _act(rule: Declaration, builder: Builder) -> str | None:
    act = builder.typed.resolved.acts.get(rule)
    return None if act is None else act.name


def _limbs_within(declaration: Declaration, builder: Builder) -> list[Declaration]:
    """The lettered bullets of a rule and of its grounds, nested ones after their own."""
    resolved = builder.typed.resolved
    found = []
    for limb in resolved.limbs_of.get(declaration, ()):
        found += [limb, *_limbs_within(limb, builder)]
    for ground in resolved.grounds_of.get(declaration, ()):
        found += _limbs_within(ground, builder)
    return found


def _exceptions_within(declaration: Declaration, builder: Builder) -> dict[Declaration, list[Declaration]]:
    """Exceptions to a rule, its grounds and its bullets, each with what it excepts from there."""
    resolved = builder.typed.resolved
    grounds = resolved.grounds_of.get(declaration, ())
    found: dict[Declaration, list[Declaration]] = {}
    for target in (declaration, *grounds, *_limbs_within(declaration, builder)):
        for exception in builder.exceptions(target):
            found.setdefault(exception, []).append(target)
    return found


# --- grounds ----------------------------------------------------------------------------------------------


def _lower_grounds(rule: Declaration, builder: Builder) -> list[Name]:
    """The definitions of the grounds of a rule; the head itself is one where it has conditions or a value.

    A norm in one piece has no ground beside itself: its conditions open it.
    """
    item = rule.item
    assert isinstance(item, AnyRule)
    at = builder.setting(rule)
    if item.clauses.one(tree.FirstRow) is not None:
        rows = lower_rows(rule, _conditions(item.clauses, builder, at), builder)
        return [*rows, *(_lower_ground(one, item, builder) for one in determinations(rule, builder))]
    separate = _separate(rule, builder)
    names = []
    open_ = isinstance(item, tree.Rule) and item.left_to is not None
    if not open_ and (not separate or item.clauses.when is not None or item.clauses.value is not None):
        conditions = _conditions(item.clauses, builder, at)
        if not separate and isinstance(item, tree.Norm):
            builder.define(rule, "opened", both(conditions), Aspect.OPENED)
            return []
        names.append(builder.define(rule, "ground", both(conditions), Aspect.OWN).name)
    for ground in separate:
        names.append(_lower_ground(ground, item, builder))
    return names


def _separate(rule: Declaration, builder: Builder) -> list[Declaration]:
    """The grounds of equal rank; the rows of another version's table are none of them."""
    grounds = builder.typed.resolved.grounds_of.get(rule, ())
    return [one for one in grounds if not _is_row_elsewhere(one, rule)]


def _is_row_elsewhere(ground: Declaration, rule: Declaration) -> bool:
    one, other = ground.item, rule.item
    return (
        isinstance(one, tree.Ground)
        and isinstance(other, AnyRule)
        and one.is_row
        and one.block is not other.block
    )


def _lower_ground(ground: Declaration, head: AnyRule, builder: Builder) -> Name:
    """A ground below its own provision; it takes the head's parties unless it names its own."""
    item = ground.item
    assert isinstance(item, tree.Ground)
    at = builder.setting(ground)
    clauses = item.clauses
    parties = [one for one in head.clauses.written if isinstance(one, tree.On | tree.Towards)]
    if clauses.determined is None:  # whom it concerns is determined with it
        inherited = [one for one in parties if clauses.one(type(one)) is None]
        clauses = evolve(clauses, written=(*clauses.written, *inherited))
    conditions = [
        *is_told(clauses.determined, ground, builder),
        *builder.in_force(ground),
        *_conditions(clauses, builder, at),
    ]
    builder.define(ground, "opened", both(conditions), Aspect.OPENED)
    body = both([*conditions, *unless(defeaters(ground, builder))])
    own = builder.define(ground, "ground", collided(ground, body, builder))
    if stands_apart(named(ground, builder), builder.typed.resolved):
        seen = collided_within(ground, own, builder)
        builder.define(ground, "ground", seen, Aspect.SEEN)
    return own.name


def _conditions(clauses: tree.Clauses, builder: Builder, at: Setting) -> list[Expr]:
    """What opens it: the parties, and its `when`."""
    found: list[Expr] = []
    for clause in clauses.written:
        match clause:
            case tree.On(bodies=bodies) | tree.Towards(bodies=bodies):
                found += builder.belongs(bodies, at)
            case tree.When(condition=condition):
                found += builder.when(condition, at)
            case tree.Value() | tree.FirstRow() | tree.Otherwise():  # `_value`
                pass
            case tree.By() | tree.Within() | tree.Until() | tree.Punishable() | tree.Weighing():  # `terms`
                pass
            case tree.ExercisedBy() | tree.FulfilledBy() | tree.BreachedBy():  # `terms`
                pass
            case tree.Determined():  # `is_told`, `determining`
                pass
            case tree.OfAct() | tree.AlsoStates() | tree.InForceClause():  # `_act`, `builder`
                pass
            case never:
                assert_never(never)
    return found


# --- the body of a norm, of a rule --------------------------------------------------------------------------


def _applies(rule: Declaration, builder: Builder, opened: Expr, defeated: Expr, found: Determining) -> Expr:
    """As is determined, else opened and not defeated; where nothing opens it, a silence may answer; in
    conflict under a collision."""
    rest = both([opened, *unless([defeated])])
    silences = _silences(rule, builder, NO)
    if silences != NO:
        rest = found.instead_of(If(opened, both(unless([defeated])), silences))
    elif found.found:
        rest = Ref(Name(rule.name, Aspect.APPLIES))
    return collided(rule, builder.versioned(rule, rest), builder)


def _silences(rule: Declaration, builder: Builder, otherwise: Expr) -> Expr:
    """The first silence that holds answers; none: `otherwise`."""
    for silence in reversed(builder.typed.resolved.silences_on.get(rule, ())):
        otherwise = If(Ref(Name(silence.name)), Silent(silence.name), otherwise)
    return otherwise


def _value(
    rule: Declaration,
    builder: Builder,
    grounds: list[Name],
    opened: Expr,
    defeated: Expr,
    found: Determining,
) -> Expr:
    """The value that is determined; else on which grounds agree, or that an exception puts in its place; else
    the default.

    Where the law leaves it to another, and none fills it, the law is silent.
    """
    item = rule.item
    assert isinstance(item, tree.Rule)
    at = builder.setting(rule)
    otherwise: Expr = Gap(rule.name, tuple(map(declared, grounds)))
    if item.clauses.otherwise is not None:
        otherwise = translate(item.clauses.otherwise, at)
    elif item.left_to is not None:
        otherwise = Silent(rule.name)
    elif builder.type_of(rule) == YES_NO:
        otherwise = NO
    silenced = _silences(rule, builder, otherwise)
    others = [name for name in grounds if name not in found.names]
    cases = tuple(Case(name, Ref(name), _ground_value(name, rule, builder)) for name in others)
    if item.clauses.first_row is not None:
        body = first_row(rule.name, cases, silenced)
    else:
        separate = [one for one in _separate(rule, builder) if one not in found.found]
        body = agreeing(rule.name, cases, silenced, separate, builder) if cases else silenced
    replacing = [
        e
        for e in builder.exceptions(rule)
        if isinstance(e.item, tree.Exception_) and e.item.clauses.value is not None
    ]
    if replacing:
        bites = tuple(
            Case(name := Name(e.name), All((opened, Ref(name))), replacement(e, tree.Value, builder))
            for e in replacing
        )
        body = agreeing(rule.name, bites, body, replacing, builder)
    fallen = otherwise if silenced == otherwise else If(opened, otherwise, silenced)
    body = found.instead_of(body if defeated == NO else If(defeated, fallen, body))
    body = builder.versioned(rule, body)
    return collided(rule, body, builder)


def _ground_value(name: Name, rule: Declaration, builder: Builder) -> Expr:
    declaration = rule if name.aspect is Aspect.OWN else builder.typed.resolved.declarations[name.subject]
    item = declaration.item
    assert isinstance(item, AnyRule | tree.Ground)
    value = item.clauses.value
    own = YES if value is None else translate(value, builder.setting(declaration))
    if declaration is rule:
        return own
    return replaced(declaration, tree.Value, own, builder)


def _nothing_said(about: Declaration | None) -> tuple[Expr, ...]:
    """That what a silence is on had nothing to say before it; a silence may be on nothing, or on a fact."""
    match about:
        case Declaration(kind="options"):
            return (Apply("is empty", (Ref(Name(about.name, Aspect.BEFORE)),)),)
        case Declaration(item=tree.Rule() | tree.Norm()):
            return (Not(Ref(Name(about.name, Aspect.OPENED))),)
        case _:  # of nothing else is it silent: `resolved.names`
            return ()


def lower_silence(silence: Declaration, builder: Builder) -> None:
    """Where a silence holds; where the law is silent, as conditions see it; by itself it is silent there,
    else no."""
    item = silence.item
    assert isinstance(item, tree.Silence)
    at = builder.setting(silence, builder.typed.resolved.target(item.on))
    conditions = [*builder.in_force(silence), *builder.when(item.when, at)]
    opened = builder.define(silence, "opened", both(conditions), Aspect.OPENED).name
    holds = builder.define(silence, "silence", both([*conditions, *unless(defeaters(silence, builder))]))
    silent = both([holds, *_nothing_said(builder.typed.resolved.target(item.on))])
    silent = builder.define(silence, "silence", silent, Aspect.SILENT)
    answer = builder.define(silence, "value", If(silent, Silent(silence.name), NO), Aspect.ANSWER)
    builder.subjects[silence.name] = Subject(
        name=silence.name,
        kind="silence",
        label=label_of(silence, builder.typed),
        type=YES_NO,
        provisions=builder.provisions(silence),
        site=site(silence.span),
        answer=answer.name,
        about=about(silence, builder),
        opened=opened,
        exceptions=tuple(Name(e.name) for e in builder.exceptions(silence)),
        carved=tuple((Name(e.name), (opened,)) for e in builder.exceptions(silence)),
    )
