"""Writes expressions of the core as plain Python over locals, for cases in which every fact is known.

What is out of the ordinary becomes `return None`: the general evaluation is to answer.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction
from typing import assert_never

from attrs import define, evolve, field

from qanun.core import rules
from qanun.core.names import Name
from qanun.core.rules import Expr
from qanun.core.walk import walk
from qanun.runtime.operators.operator_rows import ROW_OF, OperatorName
from qanun.targets.names import Names
from qanun.targets.python.layout import INDENT, WIDTH, Call, Code, Joined, comment, lines
from qanun.targets.python.module import Module
from qanun.targets.python.pieces import (
    AND,
    NOT,
    OR,
    TERNARY,
    Unsupported,
    Value,
    asked,
    asked_of_literal,
    conditional,
    either_way,
    negated,
    prefixed,
    spread,
)
from qanun.targets.python.spelled import (
    ARITHMETIC,
    ATOM,
    COMPARE,
    MIRRORED,
    OPTIONAL,
    UNIONS,
    chained,
    function,
    native,
)
from qanun.targets.python.types import type_of
from qanun.typed import types
from qanun.typed.agree import strip
from qanun.typed.types import (
    BODIES,
    BROKEN,
    NEVER,
    NOTHING,
    PENALTIES,
    STATE,
    OneOfType,
    OrNone,
    SetType,
    Type,
)

RESULT = "return"
"""The target of what a function itself gives; no local is called so."""


@define(eq=False)
class Writer(ABC):
    """Writes one function: its expressions. `statements` says how what needs several lines is written.

    `stated`, `readings` and `locals` are the names of facts, readings and definitions, `days` those of the
    days of the moment. `certain` are expressions that are no none here. `final` are the locals of definitions
    that only answers see: these may hold an undecided outcome. `within`: the function declines by raising.
    """

    module: Module
    names: Names
    stated: Mapping[str, str]
    readings: Mapping[str, str]
    locals: Mapping[Name, str]
    depth: int = 1
    written: list[str] = field(factory=list)
    called: dict[str, str] = field(factory=dict)
    fields: dict[Expr, str] = field(factory=dict)
    days: dict[Expr, str] = field(factory=dict)
    parts: dict[tuple[Expr, Type | None], str] = field(factory=dict)
    certain: frozenset[Expr] = frozenset()
    final: frozenset[str] = frozenset()
    within: bool = False

    # --- lines --------------------------------------------------------------------------------------------

    def put(self, before: str, code: Code | None = None, *, after: str = "") -> None:
        self.written += (
            [INDENT * self.depth + before] if code is None else lines(code, self.depth, before, after)
        )

    def give(self, target: str, code: Code) -> None:
        """Set a local, or give the code back as the function's own value (`RESULT`)."""
        self.put("return " if target == RESULT else f"{target} = ", code)

    def decline(self, why: str = "") -> None:
        """Leave the case to the general evaluation; `why` is for who reads the code."""
        code = "return None"
        if self.within:
            code = f"raise {self.module.use('qanun.runtime.questions.questions', 'NotDecided')}"
        if len(INDENT) * self.depth + len(f"{code}  # {why}") <= WIDTH:
            self.put(f"{code}  # {why}" if why else code)
            return
        for line in comment(why, self.depth):
            self.put(line)
        self.put(code)

    @contextmanager
    def block(self, certain: frozenset[Expr] = frozenset()) -> Iterator[None]:
        """One step deeper; `certain` are expressions that are no none in it."""
        known = self.certain
        self.depth += 1
        self.certain = known | certain
        yield
        self.depth -= 1
        self.certain = known

    # --- values -------------------------------------------------------------------------------------------

    def value(self, expr: Expr, wanted: Type | None = None) -> Value:
        """Code for an expression; statements that it needs are written before."""
        match expr:
            case rules.Const(value):
                return Value(self.module.value(value, wanted))
            case rules.FactOf(name):
                return Value(self.stated[name])
            case rules.Reading(name):
                return Value(self.readings[name])
            case rules.AsOf():
                return Value("as_of")
            case rules.Ref(name, ()):
                return Value(self.locals[name])
            case rules.Ref(name, about):
                return Value(Call(self.locals[name], tuple(self.there(one, None).code for one in about)))
            case rules.Local(name):
                return Value(self.called[name])
            case rules.FieldOf():
                if expr not in self.fields:
                    raise Unsupported("asks for a field of a record that a rule gives")
                return Value(self.fields[expr])
            case rules.Not(part):
                return negated(self.value(part))
            case rules.All(parts) | rules.Any(parts):
                return self._joined(parts, isinstance(expr, rules.All))
            case rules.Apply("date of") if expr in self.days:
                return Value(self.days[expr])
            case rules.Apply("to number", (rules.Const(int(number)),)):
                return Value(self.module.value(Fraction(number)))
            case rules.Apply():
                return self._apply(expr)
            case rules.HowMany(parts):
                return Value(Call("sum", (Call("", tuple(self.value(part).code for part in parts)),)))
            case rules.If(condition, then, otherwise) if self.is_short(expr):
                chosen = self.value(condition)
                branches = self.value(then, wanted), self.value(otherwise, wanted)
                return Value(conditional(chosen, *branches), TERNARY)
            case rules.Silent() | rules.InConflict() | rules.Gap() | rules.NoVersion():
                raise Unsupported("is silent, in conflict or without an answer in the midst of a value")
            case rules.If() | rules.Agree() | rules.Over() | rules.SetOf():
                return Value(self._part(expr, wanted))
            case never:
                assert_never(never)

    @abstractmethod
    def assign(self, expr: Expr, target: str, wanted: Type | None = None) -> None:
        """Write statements that give `target` the value of an expression."""

    def annotation(self, expr: Expr, wanted: Type | None) -> str:
        """The Python type of a local that several branches set."""
        type_ = wanted or type_of(expr, self.module.classes)
        if type_ is None or strip(type_) in (BROKEN, NEVER, SetType(NEVER)):
            raise Unsupported("has branches of which none has a value, or which have no type in common")
        none = " | None" if isinstance(type_, OrNone) else ""
        inner = strip(type_)
        if inner == NOTHING:
            return "None"
        if inner == PENALTIES:
            return self.module.use("qanun.runtime.values.penalties", "Penalties") + none
        if inner == STATE:
            return self.module.use("qanun.runtime.values.states", "State") + none
        if inner == BODIES:
            return "object"  # a name, several of them, or a set
        return self.module.annotation(inner) + none

    def _part(self, expr: Expr, wanted: Type | None) -> str:
        """The local of a part that takes statements of its own. What stands at the top of the function is
        there for all that follows.
        """
        if (expr, wanted) in self.parts:
            return self.parts[expr, wanted]
        name = self.names.take(_told_by(expr, self))
        self.assign(expr, name, wanted)
        if self.depth == 1:
            self.parts[expr, wanted] = name
        return name

    def atom(self, expr: Expr, wanted: Type | None = None) -> Value:
        """A value that is a name, or `not` a name."""
        if isinstance(expr, rules.Not):
            return negated(self.atom(expr.part))
        if isinstance(expr, rules.Ref):
            return self.value(expr, wanted)
        value = self.value(expr, wanted)
        if isinstance(value.code, str) and value.code.isidentifier():
            return value
        name = self.names.take(_hint(expr, self))
        self.put(f"{name} = ", value.code)
        return evolve(value, code=name, level=ATOM, refused=None)

    def is_short(self, expr: rules.If) -> bool:
        """Whether a conditional stays in one expression: its branches are simple."""
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
                return all(self.is_simple(part) for part in parts)
            case rules.Apply(_, operands):
                return all(self.is_simple(operand) for operand in operands)
            case rules.Ref(_, about):
                return all(self.is_simple(one) for one in about)
            case rules.If() | rules.Agree() | rules.Over() | rules.SetOf() | rules.HowMany():
                return False
            case rules.Const() | rules.FactOf() | rules.Reading() | rules.AsOf():
                return True
            case rules.Local() | rules.FieldOf():
                return True
            case rules.Silent() | rules.InConflict() | rules.Gap() | rules.NoVersion():
                return True
            case never:
                assert_never(never)

    # --- and, or ------------------------------------------------------------------------------------------

    def _joined(self, parts: Sequence[Expr], every: bool) -> Value:
        """Parts joined as they are, each seeing what those before have asked. What takes statements of its
        own sees nothing of it: these stand before.
        """
        if not parts:
            return Value("True" if every else "False")
        before, told = self.certain, self.certain
        level = AND if every else OR
        found: list[Value] = []
        for part in spread(parts, every):
            self.certain = told if self.is_simple(part) else before
            found.append(self.value(part))
            told |= asked(part, every)
        self.certain = before
        if len(found) == 1:
            return found[0]
        return Value(Joined("and" if every else "or", tuple(value.at(NOT) for value in found)), level)

    # --- operators ----------------------------------------------------------------------------------------

    def _apply(self, expr: rules.Apply) -> Value:
        operator, operands = expr.operator, expr.operands
        assert operator != "as of"  # a mark, which `core.as_of` has taken away
        kinds = [type_of(operand, self.module.classes) for operand in operands]
        named = [strip(k) for k in kinds if k is not None and _has_members(strip(k))]
        wanted = named[0] if named else None
        if operator in ("=", "!=", "is none"):
            return self._compared(operator, operands, kinds, wanted)
        row = ROW_OF[operator]
        values = [
            self.value(operand, wanted)
            if row.takes_none(place, len(operands))
            else self.there(operand, wanted)
            for place, operand in enumerate(operands)
        ]
        sign = native(operator, [None if k is None else strip(k) for k in kinds])
        if sign in MIRRORED and _is_constant(operands[0]):
            sign, values = MIRRORED[sign], values[::-1]
        if sign is not None:
            level = ARITHMETIC if sign in "+-*" else COMPARE
            return Value(Joined(sign, tuple(v.at(level + 1) for v in values)), level)
        value = self._called(operator, values)
        if operator == "+" and kinds[0] == kinds[1]:
            return evolve(value, code=chained(value.code))
        made = type_of(expr, self.module.classes)
        if operator in OPTIONAL and not isinstance(made, OrNone):
            return evolve(value, code=self._present(value.code))
        is_moment = operator == "limit value" and made is not None and strip(made) == types.MOMENT
        if operator not in UNIONS and not is_moment:
            return value
        if made is None:
            raise Unsupported("applies an operator to what has no one type")
        cast = self.module.use("typing", "cast")
        return evolve(value, code=Call(cast, (self.module.annotation(made), value.code)))

    def _called(self, operator: OperatorName, values: Sequence[Value]) -> Value:
        codes = [value.code for value in values]
        match operator:
            case "has member":
                return either_way("in", values[1], values[0])
            case "is empty":
                there = Value(Call("bool", (codes[0],)))
                return Value(prefixed("not ", values[0].at(NOT)), NOT, there)
            case "count of":
                return Value(Call("len", tuple(codes)))
            case "in common":
                return Value(Joined("&", tuple(v.at(ATOM) for v in values)), ARITHMETIC)
            case _:
                return Value(function(operator, codes, self.module))

    def there(self, operand: Expr, wanted: Type | None) -> Value:
        """An operand that may not be none."""
        value = self.value(operand, wanted)
        if not isinstance(type_of(operand, self.module.classes), OrNone) or (
            operand in self.certain and _is_a_name(operand)
        ):
            return value
        return evolve(value, code=self._present(value.code), level=ATOM)

    def _present(self, code: Code) -> Code:
        return Call(self.module.use("qanun.runtime.questions.questions", "present"), (code,))

    def _compared(
        self,
        operator: OperatorName,
        operands: Sequence[Expr],
        kinds: Sequence[Type | None],
        wanted: Type | None,
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


def _has_members(kind: Type) -> bool:
    return isinstance(kind, OneOfType) or kind == types.AUTHORITY


def _hint(expr: Expr, writer: Writer) -> str:
    """A telling name for a part: `foreigners_is_literal` of a reading's option."""
    if isinstance(expr, rules.Apply) and expr.operator == "=":
        reading, option = expr.operands
        if isinstance(reading, rules.Reading) and isinstance(option, rules.Const):
            return f"{writer.readings[reading.name]}_is_{option.value}"
    return "part"


def _told_by(expr: Expr, writer: Writer) -> str:
    """A telling name for a part that is chosen: of the definition whose value it gives."""
    if isinstance(expr, rules.If):
        for node in walk(expr.then):
            if isinstance(node, rules.Ref) and node.name in writer.locals:
                return f"{writer.locals[node.name]}_shown"
    return "part"


def _is_constant(expr: Expr) -> bool:
    """Whether its Python is a constant, which stands on the right of a comparison."""
    if isinstance(expr, rules.Apply) and expr.operator == "to number":
        return _is_constant(expr.operands[0])
    return isinstance(expr, rules.Const)


def _is_a_name(expr: Expr) -> bool:
    """Whether its Python is a name or an attribute, of which a type checker remembers what was asked."""
    while isinstance(expr, rules.FieldOf):
        expr = expr.record
    return isinstance(expr, rules.FactOf | rules.Local) or (isinstance(expr, rules.Ref) and not expr.about)
