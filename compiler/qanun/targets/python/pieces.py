"""Pieces of plain Python: values with what they rest on, and how pieces are joined."""

import ast
from collections.abc import Sequence
from typing import assert_never

from attrs import evolve, frozen

from qanun.core import rules
from qanun.core.rules import Expr
from qanun.targets.python.layout import (
    Bracketed,
    Call,
    Code,
    Comprehension,
    Conditional,
    Item,
    Joined,
    Text,
    flat,
)
from qanun.targets.python.spelled import ATOM, COMPARE, REVERSED

NOT, AND, OR, TERNARY = 2, 1, 0, -1


class Unsupported(Exception):
    """The plain evaluation does not spell this; the question then has the general one alone.

    `why` is a sentence's part behind *it*; `definition` the one that is not spelled, or empty.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
        self.definition = ""


@frozen
class Value:
    """Code for a value, and how tightly it binds. `refused` is the code of `not` it, where that has a form of
    its own."""

    code: Code
    level: int = ATOM
    refused: "Value | None" = None

    def at(self, level: int) -> Code:
        """The code, in brackets where it binds less tightly than `level`."""
        return self.code if self.level >= level else Bracketed(self.code)


def spread(parts: Sequence[Expr], every: bool) -> list[Expr]:
    """The parts of an `and` (`every`) or `or`, with those of one inside it in its place."""
    kind = rules.All if every else rules.Any
    return [
        one for part in parts for one in (spread(part.parts, every) if isinstance(part, kind) else [part])
    ]


def either_way(word: str, left: Value, right: Value) -> Value:
    """A comparison whose `not` has a form of its own."""
    sides = (left.at(COMPARE + 1), right.at(COMPARE + 1))
    refused = Value(Joined(REVERSED[word], sides), COMPARE)
    return Value(Joined(word, sides), COMPARE, refused)


def negated(value: Value) -> Value:
    """Not it."""
    back = evolve(value, refused=None)
    if value.refused is not None:
        return evolve(value.refused, refused=back)
    return Value(prefixed("not ", value.at(NOT)), NOT, back)


def prefixed(word: str, code: Code) -> Code:
    """Code with a word before it."""
    match code:
        case str():
            return word + code
        case Call(head, items, brackets):
            return Call(word + head, items, brackets)
        case Bracketed(inner):
            return Call(word, (Item(inner),))
        case Text() | Comprehension() | Joined() | Conditional():
            return Call(word, (Item(code),))
        case never:
            assert_never(never)


def asked_of_literal(value: Value) -> Value | None:
    """Whether a value that is written out is none: Python warns of a question whose answer stands there.

    None: it is not written out. A choice between equal values is one.
    """
    written = ast.parse(flat(value.code), mode="eval").body
    return Value(repr(written.value is None)) if isinstance(written, ast.Constant) else None


def conditional(chosen: Value, then: Value, otherwise: Value) -> Code:
    """`A if C else B`; of yes and no, C itself; A where B is the same."""
    if then.code == otherwise.code:
        return then.at(OR)
    if (then.code, otherwise.code) == ("True", "False"):
        return chosen.at(OR)
    if (then.code, otherwise.code) == ("False", "True"):
        return negated(chosen).at(OR)
    return Conditional(then.at(OR), chosen.at(OR), otherwise.code)


def asked(part: Expr, every: bool) -> frozenset[Expr]:
    """The expressions that are no none where the part of an `and` is yes (`every`), or of an `or` no."""
    match part:
        case rules.Not(inner):
            return asked(inner, not every)
        case rules.Apply(operator, (expr, *others)):
            none = operator == "is none" or others == [rules.Const(None)]
            settled = operator == "!=" if every else operator in ("is none", "=")
            return frozenset((expr,) if none and settled else ())
        case rules.All(parts) | rules.Any(parts):
            joined = every is isinstance(part, rules.All)
            return frozenset(expr for one in parts for expr in asked(one, every)) if joined else frozenset()
        case rules.Const() | rules.FactOf() | rules.Reading() | rules.AsOf() | rules.Ref() | rules.Local():
            return frozenset()
        case rules.FieldOf() | rules.If() | rules.Agree() | rules.Apply() | rules.HowMany() | rules.Over():
            return frozenset()
        case rules.SetOf() | rules.Silent() | rules.InConflict() | rules.Gap() | rules.NoVersion():
            return frozenset()
        case never:
            assert_never(never)
