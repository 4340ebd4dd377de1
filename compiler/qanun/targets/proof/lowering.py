"""Total expressions as formulas. Every fact is stated: what is unknown has no part in them."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import assert_never

from attrs import Factory, define, evolve, field

from qanun.core import rules
from qanun.core.explicit import total
from qanun.core.explicit.definitions import Explicit
from qanun.core.explicit.sharing import SharedPart
from qanun.core.explicit.total import Total
from qanun.core.explicit.walk import every_part
from qanun.core.names import Name
from qanun.core.rules import Program
from qanun.runtime.operators.operator_rows import OperatorName
from qanun.targets.proof import operators
from qanun.targets.proof.facts import Facts
from qanun.targets.proof.ledger import Ledger
from qanun.targets.proof.logic import (
    NO,
    YES,
    Formula,
    NotLowered,
    count,
    every,
    negated,
    some,
)
from qanun.targets.proof.symbols import Symbols
from qanun.targets.proof.terms import (
    INTEGER,
    Collection,
    Made,
    Scalar,
    Term,
    amount,
    bare,
    choice,
    equal,
)

Shares = Mapping[int, SharedPart]
Key = tuple[Name, str | int]
"""A part of a definition, or what it uses more than once, by number."""


@define(eq=False)
class Lowering:
    """The formulas of a program. Each is made once; the ledger knows on what it rests. Of several programs
    that share a ledger each has a mark of its own, but for one."""

    program: Program
    explicit: Explicit
    ledger: Ledger = field(factory=Ledger)
    facts: Facts = field(default=Factory(lambda self: self.own_facts(), takes_self=True))
    mark: str = ""

    def own_facts(self) -> Facts:
        return Facts(self.program, self.ledger, Symbols(sorted(self.program.authorities)))

    @property
    def symbols(self) -> Symbols:
        return self.facts.symbols

    def truth(self, expr: Total, name: Name, locals_: Mapping[str, Term] | None = None) -> Formula:
        """A condition, as the definition of this name says it."""
        return amount(self.term(expr, name, locals_))

    def term(self, expr: Total, name: Name, locals_: Mapping[str, Term] | None = None) -> Term:
        """An expression, as the definition of this name says it."""
        for key in self._before(_named(expr, name)):
            self._part(key)
        return _Writer(self, name, self.explicit[name].shared, locals_ or {}).term(expr)

    def prepared(self, key: Key, things: tuple[Term, ...]) -> Term:
        """A part about these things; a chain of definitions on which it rests can be long."""
        for one in self._before((key,)):
            self._part(one)
        return self.about(key, things)

    def is_made(self, key: Key) -> bool:
        """Whether a part that is about no thing was made."""
        return ("part", self.mark, *key) in self.ledger.made

    def _before(self, keys: Iterable[Key]) -> Iterator[Key]:
        """Of these parts, and all on which they rest, those that are about no thing, each after its own."""
        done: set[Key] = set()
        waiting: list[tuple[Key, bool]] = [(key, False) for key in keys]
        while waiting:
            key, ready = waiting.pop()
            if ready:
                yield key
            elif key not in done and not self.is_made(key):
                done.add(key)
                part = self._said(key)
                if not part.locals:
                    waiting.append((key, True))
                    waiting += [(one, False) for one in _named(part.expr, key[0])]

    def _said(self, key: Key) -> SharedPart:
        name, part = key
        definition = self.explicit[name]
        return definition.shared[part] if isinstance(part, int) else definition.parts[part]

    def _part(self, key: Key) -> Term:
        """A part that is about no thing."""

        def make() -> Term:
            return _Writer(self, key[0], self.explicit[key[0]].shared, {}).term(self._said(key).expr)

        return self.ledger.once(("part", self.mark, *key), make)

    def about(self, key: Key, things: tuple[Term, ...]) -> Term:
        """A part about these things."""
        part = self._said(key)
        if not part.locals:
            return self._part(key)
        named = dict(zip(part.locals, things, strict=True))

        def make() -> Term:
            return _Writer(self, key[0], self.explicit[key[0]].shared, named).term(part.expr)

        return self.ledger.once(("part", self.mark, *key, *map(id, things)), make, *things)


def _named(expr: Total, name: Name) -> Iterator[Key]:
    for one in every_part(expr):
        if isinstance(one, total.Of):
            yield one.name, one.part
        elif isinstance(one, total.Shared):
            yield name, one.number


@define(eq=False)
class _Writer:
    """The expressions of one definition, about these things."""

    lowering: Lowering
    name: Name
    shared: Shares
    locals: Mapping[str, Term]
    written: dict[Total, Term] = field(factory=dict)

    def term(self, expr: Total) -> Term:
        if expr not in self.written:
            about = tuple(map(id, self.locals.values()))
            key: Hashable = ("term", self.lowering.mark, self.name, about, expr)
            self.written[expr] = self.lowering.ledger.once(
                key, lambda: self._term(expr), *self.locals.values()
            )
        return self.written[expr]

    def truth(self, expr: Total) -> Formula:
        return amount(self.term(expr))

    def _term(self, expr: Total) -> Term:
        match expr:
            case rules.Const(value):
                return self.lowering.symbols.term(value, expr.type)
            case rules.FactOf(name):
                return self.lowering.facts.fact(name)
            case rules.Reading(name):
                return self.lowering.facts.reading(name)
            case rules.AsOf():
                return self.lowering.facts.as_of()
            case rules.Local(name):
                return self.locals[name]
            case total.Field(record, name):
                return self._field(record, name)
            case total.Stated():
                return operators.truth(YES)
            case total.StatedInPart():
                return operators.truth(NO)
            case total.Told(of, inside):
                return self._told(of, inside)
            case total.Members(of):
                return operators.once(self._collection(of))
            case total.All(parts):
                return operators.truth(self._every(parts))
            case total.Any(parts):
                return operators.truth(self._some(parts))
            case total.Not(part):
                return operators.truth(negated(self.truth(part)))
            case total.If():
                return self._if(expr)
            case total.Apply(operator, operands):
                return operators.applied(
                    self.lowering.ledger, operator, [self.term(one) for one in operands], _fixed(operands)
                )
            case total.Fails(of, fault):
                return operators.truth(self._fails(of, fault))
            case total.Count(parts):
                return Scalar(INTEGER, count(self.truth(part) for part in parts))
            case total.Over():
                return self._over(expr)
            case total.SetOf(members):
                return Collection(tuple(one for member in members for one in self._member(member)), False)
            case total.AlikeRecords(one, other, surely):
                same = equal(self.term(one), self.term(other))
                return operators.truth(same if surely else negated(same))
            case total.Of(name, part, about):
                return self.lowering.about((name, part), tuple(self.term(thing) for thing in about))
            case total.Shared(number, about):
                return self.lowering.about((self.name, number), tuple(self.term(one) for one in about))
            case never:
                assert_never(never)

    def _every(self, parts: tuple[Total, ...]) -> Formula:
        """As far as it has to be read: what follows what is surely no may have no formula."""
        found: list[Formula] = []
        for part in parts:
            found.append(self.truth(part))
            if found[-1].eq(NO):
                return NO
        return every(found)

    def _some(self, parts: tuple[Total, ...]) -> Formula:
        found: list[Formula] = []
        for part in parts:
            found.append(self.truth(part))
            if found[-1].eq(YES):
                return YES
        return some(found)

    def _if(self, expr: total.If) -> Term:
        condition = self.truth(expr.condition)
        if condition.eq(YES) or condition.eq(NO):
            return self.term(expr.then if condition.eq(YES) else expr.otherwise)
        return choice(condition, self.term(expr.then), self.term(expr.otherwise))

    def _field(self, record: Total, name: str) -> Term:
        found = bare(self.term(record))
        if not isinstance(found, Made):
            raise NotLowered("a field of what is no record")
        return found.fields[name]

    def _collection(self, of: Total) -> Collection:
        if isinstance(of, rules.Const) and of.value == ():
            return Collection((), True)
        found = bare(self.term(of))
        if not isinstance(found, Collection):
            raise NotLowered("what is no set or list in the place of one")
        return found

    def _told(self, of: rules.FactOf | total.Field, inside: bool) -> Term:
        return operators.once(self._collection(of)) if inside else Collection((), True)

    def _fails(self, of: total.Apply | total.Over, fault: total.FaultName) -> Formula:
        if fault == "NumberTooLong" or isinstance(of, total.Over):
            return NO
        terms = [self.term(one) for one in of.operands]
        return operators.fails(self.lowering.ledger, of.operator, terms, fault)

    def _within(self, local: str, thing: Term) -> "_Writer":
        return evolve(self, locals={**self.locals, local: thing}, written={})

    def _member(self, member: total.Member) -> Iterator[tuple[Formula, Term]]:
        if member.items is None:
            yield self.truth(member.condition), self.term(member.value)
            return
        for there, thing in self._collection(member.items).members:
            inner = self._within(member.local, thing)
            yield every((there, inner.truth(member.condition))), inner.term(member.value)

    def _over(self, over: total.Over) -> Term:
        things = [
            (there, self._within(over.local, one)) for there, one in self._collection(over.items).members
        ]
        kept = [(every((there, one.truth(over.where))), one) for there, one in things]
        match over.kind:
            case "some":
                return operators.truth(some(every((there, one.truth(over.body))) for there, one in kept))
            case "every":
                parts = (some((negated(there), one.truth(over.body))) for there, one in kept)
                return operators.truth(every(parts))
            case "count":
                return Scalar(INTEGER, count(every((there, one.truth(over.body))) for there, one in kept))
            case "sum" | "largest" | "smallest":
                return self._gathered(over, [(there, one.term(over.body)) for there, one in kept])
            case never:
                assert_never(never)

    def _gathered(self, over: total.Over, rows: list[tuple[Formula, Term]]) -> Term:
        assert over.nothing is not None
        found = self.term(over.nothing)
        if over.kind == "sum":
            for there, value in rows:
                more = operators.applied(self.lowering.ledger, "+", (found, value), (None, None))
                found = choice(there, more, found)
            return found
        sign: OperatorName = "larger of" if over.kind == "largest" else "smaller of"
        met: Formula = NO
        for there, value in rows:
            if met.eq(NO):
                found = choice(there, value, found)
            else:
                best = operators.applied(self.lowering.ledger, sign, (found, value), (None, None))
                found = choice(every((there, met)), best, choice(there, value, found))
            met = some((met, there))
        return found


def _fixed(operands: tuple[Total, ...]) -> list[object]:
    return [one.value if isinstance(one, rules.Const) else None for one in operands]
