"""What kind of value is expected of a name, as far as its place tells before types are known."""

from collections.abc import Iterator
from typing import assert_never

from attrs import frozen

from qanun.resolved.walk import every, unbracketed
from qanun.syntax import tree

YES_NO = frozenset({"yes/no"})
DAYS = frozenset({"date", "moment"})
_RECORDED = DAYS | YES_NO


@frozen
class Expected:
    """`types` are the written types of which one fits; `like` is the name to which it is set or compared."""

    types: frozenset[str] = frozenset()
    like: tree.Name | None = None


def expected_in(item: tree.AnyItem) -> dict[tree.Name, Expected]:
    """For the names of an item of which their place says something: what it says."""
    return dict(found for node in every(item) for found in _expected(node))


def _expected(node: tree.AnyNode) -> Iterator[tuple[tree.Name, Expected]]:
    match node:
        case tree.Joined(parts=parts):
            yield from _conditions(*parts)
        case tree.Not(part=condition) | tree.Bullet(value=condition) | tree.Choice(condition=condition):
            yield from _conditions(condition)
        case tree.Quantified(kind=kind, body=body, where=where):
            yield from _conditions(where, body if kind in ("some", "every") else None)
        case tree.Compare(left=left, right=right):
            yield from _side(left, right)
            yield from _side(right, left)
        case tree.Is(subject=subject, what=what):
            if not isinstance(what, tree.StateWord):
                yield from _side(what, subject)
        case tree.Term(event=event):
            yield from _of(event, Expected(DAYS))
        case tree.FulfilledBy(name=name) | tree.ExercisedBy(name=name) | tree.BreachedBy(name=name):
            yield name, Expected(_RECORDED)
        case tree.When(condition=asked) | tree.Party(who=asked) | tree.Headline(when=asked):
            yield from _conditions(asked)
        case tree.Member(when=asked) | tree.Silence(when=asked):
            yield from _conditions(asked)
        case tree.Priority(when=asked) | tree.Collision(when=asked):
            yield from _conditions(asked)
        case tree.Always(condition=condition) | tree.Claim(condition=condition):
            yield from _conditions(condition)
        case tree.Given() | tree.Expect() | tree.Ground() | tree.Exception_() | tree.Rule() | tree.Define():
            yield from _stated(node)
        case rest:
            named: _ExpectingNothing = rest
            yield from _nothing(named)


_ExpectingNothing = (
    tree.Literal
    | tree.Refer
    | tree.Today
    | tree.AsOf
    | tree.Bracketed
    | tree.Between
    | tree.Bullets
    | tree.Arithmetic
    | tree.Negative
    | tree.Rounded
    | tree.Match
    | tree.Several
    | tree.Phrase
    | tree.OfOne
    | tree.Bands
    | tree.ThingAt
    | tree.AsOfDay
    | tree.StateWord
    | tree.MatchCase
    | tree.PenaltyRange
    | tree.Penalties
    | tree.DatedValue
    | tree.Band
    | tree.Row
    | tree.On
    | tree.By
    | tree.Towards
    | tree.OfAct
    | tree.Value
    | tree.FirstRow
    | tree.Otherwise
    | tree.Within
    | tree.Until
    | tree.Punishable
    | tree.Weighing
    | tree.Determined
    | tree.AlsoStates
    | tree.InForceClause
    | tree.Clauses
    | tree.Name
    | tree.TypeName
    | tree.Bodies
    | tree.Weighed
    | tree.OfEach
    | tree.OfAmount
    | tree.Option
    | tree.RecordField
    | tree.Under
    | tree.Authority
    | tree.Act
    | tree.Fact
    | tree.OneOf
    | tree.Record
    | tree.Parameter
    | tree.Table
    | tree.Norm
    | tree.Reading
    | tree.Options
    | tree.Question
    | tree.Situation
    | tree.Background
    | tree.Scenario
    | tree.Cases
    | tree.Column
    | tree.NotEncoded
)
"""What tells nothing of the kind of value that a name in it has."""


def _nothing(node: _ExpectingNothing) -> Iterator[tuple[tree.Name, Expected]]:
    del node
    yield from ()


_Stating = tree.Given | tree.Expect | tree.Ground | tree.Exception_ | tree.Rule | tree.Define


def _stated(node: _Stating) -> Iterator[tuple[tree.Name, Expected]]:
    """A value that is given to a fact, or that a ground or exception states of its rule."""
    match node:
        case tree.Given(name=name, value=value):
            if name is not None and value is not None:
                yield from _of(value, Expected(like=name))
        case tree.Expect(subject=subject, value=value):
            if isinstance(subject, tree.Refer) and value is not None:
                yield from _of(value, Expected(like=subject.name))
        case tree.Ground(of=name, clauses=clauses) | tree.Rule(name=name, clauses=clauses):
            yield from _values(name, clauses)
        case tree.Exception_(to=to, clauses=clauses):
            yield from _values(to[0], clauses)
        case tree.Define(name=name, value=value):
            yield from _of(value, Expected(like=name))
        case never:
            assert_never(never)


def _values(name: tree.Name, clauses: tree.Clauses) -> Iterator[tuple[tree.Name, Expected]]:
    for value in (clauses.value, clauses.otherwise):
        if value is not None:
            yield from _of(value, Expected(like=name))


def _conditions(*parts: tree.Expression | None) -> Iterator[tuple[tree.Name, Expected]]:
    for part in parts:
        if part is not None:
            yield from _of(part, Expected(YES_NO))


def _of(expression: tree.Expression, expected: Expected) -> Iterator[tuple[tree.Name, Expected]]:
    inner = unbracketed(expression)
    if isinstance(inner, tree.Refer):
        yield inner.name, expected


def _side(one: tree.Expression, other: tree.Expression) -> Iterator[tuple[tree.Name, Expected]]:
    """What one side of a comparison must be like, where the other is a name or a literal."""
    compared = unbracketed(other)
    if isinstance(compared, tree.Condition):
        return
    match compared:
        case tree.Refer(name=name):
            yield from _of(one, Expected(like=name))
        case tree.Number():
            yield from _of(one, Expected(frozenset({"integer", "number"})))
        case tree.MoneyAmount():
            yield from _of(one, Expected(frozenset({"money"})))
        case tree.DateText() | tree.Today():
            yield from _of(one, Expected(frozenset({"date"})))
        case tree.MomentText() | tree.AsOf():
            yield from _of(one, Expected(frozenset({"moment"})))
        case tree.DurationText():
            yield from _of(one, Expected(frozenset({"duration"})))
        case tree.YesNo() | tree.TextLiteral() | tree.NoneLiteral() | tree.PenaltyAmount():
            pass
        case tree.Arithmetic() | tree.Negative() | tree.Rounded() | tree.Bands() | tree.Phrase():
            pass
        case tree.Choice() | tree.Match() | tree.Quantified() | tree.Several() | tree.Bracketed():
            pass
        case tree.OfOne() | tree.ThingAt() | tree.AsOfDay():
            pass
        case never:
            assert_never(never)
