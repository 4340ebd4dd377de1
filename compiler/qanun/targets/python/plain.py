"""Writes expressions of the core as plain Python over locals, for cases in which every fact is known.

Beside each value goes its *basis*: a constant where it does not depend on values, else locals and a constant.
What is out of the ordinary becomes `return None`: the general evaluation is to answer.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import assert_never

from attrs import define, evolve, field

from qanun.core import rules
from qanun.core.rules import Expr
from qanun.core.walk import walk
from qanun.runtime.operators import TAKES_NONE
from qanun.targets.python.layout import INDENT, Call, Code, Joined, lines
from qanun.targets.python.module import Module
from qanun.targets.python.names import Names
from qanun.targets.python.pieces import (
    AND,
    NOT,
    OR,
    TERNARY,
    Line,
    Mask,
    Unsupported,
    Value,
    asked,
    asked_of_literal,
    conditional,
    conjoined,
    either_way,
    negated,
    opposite,
    prefixed,
    spread,
    union,
)
from qanun.targets.python.plan import Plan
from qanun.targets.python.spelled import (
    ARITHMETIC,
    ATOM,
    COMPARE,
    MIRRORED,
    UNIONS,
    chained,
    function,
    native,
)
from qanun.targets.python.types import bare, type_of, type_of_applied
from qanun.typed import types
from qanun.typed.types import OneOfType, OrNone, Type


@define(eq=False)
class Writer:
    """Writes one function.

    `masks` has what each definition that is written already rests on. `certain` are expressions that are no
    none here, `guards` the tests that would make others so. `refusals` has, of a part that may be false
    without being a no, the test that it is one. `final` are the locals of definitions that only answers see:
    these may hold an undecided outcome.
    """

    plan: Plan
    module: Module
    names: Names
    readings: dict[str, str]
    depth: int = 1
    written: list[Line] = field(factory=list)
    masks: dict[str, Mask] = field(factory=dict)
    things: dict[str, Type] = field(factory=dict)
    called: dict[str, str] = field(factory=dict)
    fields: dict[Expr, str] = field(factory=dict)
    certain: frozenset[Expr] = frozenset()
    guards: dict[Expr, Code] = field(factory=dict)
    refusals: dict[str, Code] = field(factory=dict)
    final: frozenset[str] = frozenset()

    # --- lines --------------------------------------------------------------------------------------------

    def put(self, before: str, code: Code | None = None, *, basis_of: str = "", after: str = "") -> None:
        found = [INDENT * self.depth + before] if code is None else lines(code, self.depth, before, after)
        self.written += [Line(text, basis_of) for text in found]

    @contextmanager
    def block(self, certain: frozenset[Expr] = frozenset()) -> Iterator[None]:
        """One step deeper; `certain` are expressions that are no none in it."""
        known = self.certain
        self.depth += 1
        self.certain = known | certain
        yield
        self.depth -= 1
        self.certain = known

    def type_of(self, expr: Expr) -> Type | None:
        return type_of(expr, self.plan.program, self.things)

    # --- values -------------------------------------------------------------------------------------------

    def value(self, expr: Expr, wanted: Type | None = None) -> Value:
        """Code for an expression; statements that it needs are written before."""
        match expr:
            case rules.Const(value):
                return Value(self.module.value(value, wanted))
            case rules.FactOf(name):
                return Value(self.plan.stated[name])
            case rules.Reading(name):
                return Value(self.readings[name], mask=Mask(self.plan.bits[f"reading {name}"]))
            case rules.AsOf():
                return Value("as_of")
            case rules.Ref(name, ()):
                return Value(self.plan.locals[name], mask=self.masks[name])
            case rules.Local(name):
                return Value(self.called[name])
            case rules.FieldOf():
                if expr not in self.fields:
                    raise Unsupported
                return Value(self.fields[expr])
            case rules.Not(part):
                return opposite(self.value(part))
            case rules.All(parts) | rules.Any(parts) if not any(self.rests(part) for part in parts):
                return self._joined(parts, isinstance(expr, rules.All))
            case rules.Apply(operator, operands):
                return self._apply(operator, operands)
            case rules.HowMany(parts):
                values = [self.value(part) for part in parts]
                mask = union([value.mask for value in values])
                return Value(Call("sum", (Call("", tuple(value.code for value in values)),)), mask=mask)
            case rules.If(condition, then, otherwise) if self.is_short(expr):
                chosen = self.value(condition)
                branches = self.value(then, wanted), self.value(otherwise, wanted)
                code = conditional(chosen, *branches)
                return Value(code, TERNARY, chosen.mask | branches[0].mask)
            case rules.Ref() | rules.Silent() | rules.InConflict() | rules.Gap() | rules.NoVersion():
                raise Unsupported
            case rules.All() | rules.Any() | rules.If() | rules.Agree() | rules.Over() | rules.SetOf():
                from qanun.targets.python.statements import assign

                name = self.names.take("part")
                mask = assign(self, expr, name, wanted)
                return Value(name, mask=mask, guard=self.refusals.get(name))
            case never:
                assert_never(never)

    def rests(self, expr: Expr) -> bool:
        """Whether the value of an expression rests on anything that an answer names."""
        return any(
            isinstance(node, rules.Reading)
            or (isinstance(node, rules.Ref) and bool(self.masks.get(node.name)))
            for node in walk(expr)
        )

    def atom(self, expr: Expr, wanted: Type | None = None) -> Value:
        """A value that is a name, or `not` a name."""
        if isinstance(expr, rules.Not):
            return opposite(self.atom(expr.part))
        if isinstance(expr, rules.Ref):
            return self.value(expr, wanted)
        value = self.value(expr, wanted)
        if isinstance(value.code, str) and value.code.isidentifier():
            return value
        name = self.names.take(_hint(expr, self))
        self.put(f"{name} = ", value.code)
        return evolve(value, code=name, level=ATOM, refused=None)

    def is_short(self, expr: rules.If) -> bool:
        """Whether a conditional stays in one expression: simple branches that rest on the same."""
        branches = (expr.then, expr.otherwise)
        if any(not isinstance(branch, rules.Const | rules.FactOf | rules.FieldOf) for branch in branches):
            return False
        return isinstance(expr.condition, rules.Ref | rules.FactOf | rules.FieldOf | rules.Apply)

    def is_simple(self, expr: Expr) -> bool:
        """Whether the value is one expression, without statements before it."""
        match expr:
            case rules.Not(part):
                return self.is_simple(part)
            case rules.All(parts) | rules.Any(parts):
                return not any(self.rests(p) for p in parts) and all(self.is_simple(p) for p in parts)
            case rules.Apply(_, operands):
                return all(self.is_simple(operand) for operand in operands)
            case rules.If() | rules.Agree() | rules.Over() | rules.SetOf() | rules.HowMany():
                return False
            case rules.Const() | rules.FactOf() | rules.Reading() | rules.AsOf() | rules.Ref():
                return True
            case rules.Local() | rules.FieldOf():
                return True
            case rules.Silent() | rules.InConflict() | rules.Gap() | rules.NoVersion():
                return True
            case never:
                assert_never(never)

    # --- and, or ------------------------------------------------------------------------------------------

    def _joined(self, parts: Sequence[Expr], every: bool) -> Value:
        """Parts that rest on nothing: joined as they are, each seeing what those before have asked."""
        if not parts:
            return Value("True" if every else "False")
        before = self.certain
        level = AND if every else OR
        found: list[Code] = []
        for part in spread(parts, every):
            value = self.value(part)
            found.append(value.at(NOT))
            self.certain |= asked(part, every)
        self.certain = before
        return (
            Value(Joined("and" if every else "or", tuple(found)), level)
            if len(found) > 1
            else Value(found[0], NOT)
        )

    def parts(self, parts: Sequence[Expr], every: bool) -> list[Value]:
        """The parts of an `and` or `or`, those that rest on something as names; see `Value.guard`."""
        found: list[Value] = []
        before, guards = self.certain, self.guards
        for part in spread(parts, every):
            if self.rests(part):
                known = self.certain
                self.certain = before
                found.append(self._guarded(part))
                self.certain = known
            else:
                found.append(self.value(part))
            there = frozenset(expr for expr in asked(part, every) if self.is_simple(expr))
            self.guards = {**self.guards, **{expr: self._is_there(expr) for expr in there}}
            if not self.rests(part):
                self.certain |= there
        self.certain, self.guards = before, guards
        return found

    def _is_there(self, expr: Expr) -> Code:
        return Joined("is not", (self.value(expr).at(COMPARE + 1), "None"))

    def _guarded(self, part: Expr) -> Value:
        """A part as a name; where it speaks of what other parts ask about, only if that is there."""
        inner = part.part if isinstance(part, rules.Not) else part
        speaks = set(_supposed(inner))
        needed = [expr for expr in self.guards if expr in speaks]
        if not needed:
            return self.atom(part)
        guard = conjoined([self.guards[expr] for expr in needed])
        known = self.certain
        self.certain |= frozenset(needed)
        value = self.value(part)
        self.certain = known
        name = self.names.take(_hint(part, self))
        self.put(f"{name} = ", conjoined([guard, value.at(AND + 1)]))
        return Value(name, mask=value.mask, guard=guard)

    # --- operators ----------------------------------------------------------------------------------------

    def _apply(self, operator: str, operands: Sequence[Expr]) -> Value:
        kinds = [self.type_of(operand) for operand in operands]
        named = [bare(k) for k in kinds if k is not None and _has_members(bare(k))]
        wanted = named[0] if named else None
        if operator in ("=", "!=", "is none"):
            return self._compared(operator, operands, kinds, wanted)
        strict = operator not in TAKES_NONE
        values = [
            self.there(operand, wanted)
            if strict and (operator, place) != ("period", 1)
            else self.value(operand, wanted)
            for place, operand in enumerate(operands)
        ]
        mask = union([value.mask for value in values])
        sign = native(operator, [None if k is None else bare(k) for k in kinds])
        if sign in MIRRORED and isinstance(operands[0], rules.Const):
            sign, values = MIRRORED[sign], values[::-1]
        if sign is not None:
            level = ARITHMETIC if sign in "+-*" else COMPARE
            return Value(Joined(sign, tuple(v.at(level + 1) for v in values)), level, mask)
        value = self._called(operator, values, mask)
        if operator == "+" and kinds[0] == kinds[1]:
            return evolve(value, code=chained(value.code))
        if operator not in UNIONS:
            return value
        made = type_of_applied(operator, kinds)
        if made is None:
            raise Unsupported
        cast = self.module.use("typing", "cast")
        return evolve(value, code=Call(cast, (self.module.annotation(made), value.code)))

    def _called(self, operator: str, values: Sequence[Value], mask: Mask) -> Value:
        codes = [value.code for value in values]
        match operator:
            case "has member":
                return either_way("in", values[1], values[0])
            case "is empty":
                there = Value(Call("bool", (codes[0],)))
                return Value(prefixed("not ", values[0].at(NOT)), NOT, mask, refused=there)
            case "count of":
                return Value(Call("len", tuple(codes)), mask=mask)
            case "in common":
                return Value(Joined("&", tuple(v.at(ATOM) for v in values)), ARITHMETIC, mask)
            case _:
                return Value(function(operator, codes, self.module), mask=mask)

    def there(self, operand: Expr, wanted: Type | None) -> Value:
        """An operand that may not be none."""
        value = self.value(operand, wanted)
        if not isinstance(self.type_of(operand), OrNone) or (operand in self.certain and _is_a_name(operand)):
            return value
        present = self.module.use("qanun.runtime.questions", "present")
        return evolve(value, code=Call(present, (value.code,)), level=ATOM)

    def _compared(
        self, operator: str, operands: Sequence[Expr], kinds: Sequence[Type | None], wanted: Type | None
    ) -> Value:
        if operator == "is none":
            if isinstance(operands[0], rules.Const):
                return Value(repr(operands[0].value is None))
            value = self.value(operands[0])
            return asked_of_literal(value) or either_way("is", value, Value("None"))
        for one, other in ((0, 1), (1, 0)):
            constant = operands[other]
            if (
                isinstance(constant, rules.Const)
                and not isinstance(operands[one], rules.Const)
                and (constant.value is None or isinstance(constant.value, bool))
            ):
                value = self.value(operands[one])
                if constant.value is None:
                    told = asked_of_literal(value)
                    if told is not None:
                        return told if operator == "=" else negated(told)
                    return either_way("is" if operator == "=" else "is not", value, Value("None"))
                if kinds[one] == types.YES_NO:
                    return value if constant.value is (operator == "=") else negated(value)
        values = [self.value(operand, wanted) for operand in operands]
        if isinstance(operands[0], rules.Const):
            values.reverse()
        return either_way("==" if operator == "=" else "!=", *values)


def _supposed(expr: Expr) -> Iterator[Expr]:
    """What an expression supposes to be there: without it, it has no value, whatever else is known."""
    match expr:
        case rules.Apply(operator, operands):
            needed = () if operator in TAKES_NONE else operands[:1] if operator == "period" else operands
            for operand in needed:
                yield operand
                yield from _supposed(operand)
        case rules.FieldOf(record):
            yield record
            yield from _supposed(record)
        case rules.Const() | rules.FactOf() | rules.Reading() | rules.AsOf() | rules.Ref() | rules.Local():
            pass
        case rules.All() | rules.Any() | rules.Not() | rules.If() | rules.Agree() | rules.HowMany():
            pass
        case rules.Over() | rules.SetOf():
            pass
        case rules.Silent() | rules.InConflict() | rules.Gap() | rules.NoVersion():
            pass
        case never:
            assert_never(never)


def _has_members(kind: Type) -> bool:
    return isinstance(kind, OneOfType) or kind == types.AUTHORITY


def _hint(expr: Expr, writer: Writer) -> str:
    """A telling name for a part: `foreigners_is_literal` of a reading's option."""
    if isinstance(expr, rules.Apply) and expr.operator == "=":
        reading, option = expr.operands
        if isinstance(reading, rules.Reading) and isinstance(option, rules.Const):
            return f"{writer.readings[reading.name]}_is_{option.value}"
    return "part"


def _is_a_name(expr: Expr) -> bool:
    """Whether its Python is a name or an attribute, of which a type checker remembers what was asked."""
    while isinstance(expr, rules.FieldOf):
        expr = expr.record
    return isinstance(expr, rules.FactOf | rules.Local) or (isinstance(expr, rules.Ref) and not expr.about)
