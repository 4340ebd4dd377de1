"""What an expression of the core comes to in each case of which everything is known, as a diagram.

A condition that nothing splits further is an atom, which the general evaluation finds in a case: a fact that
is yes or no, a comparison, a quantifier. An operator takes its operands' diagrams together, so that no atom
hides a condition; at the leaves stand the runtime's own operators and ways of passing on what is undecided.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from itertools import islice
from typing import assert_never, cast

from attrs import evolve

from qanun.core import rules
from qanun.core.diagrams.leaves import NO, OPEN, YES, Leaf, Term
from qanun.core.diagrams.table import NEVER, Diagrams, TooLarge
from qanun.core.explicit.operators import FAULTS
from qanun.core.names import Name
from qanun.core.rules import Const, Expr, Program
from qanun.core.typing import type_of
from qanun.core.walk import substituted, walk
from qanun.runtime.faults import Conflict, Fault, Gap, NoVersion
from qanun.runtime.operators.operator_rows import OPERATORS, ROW_OF, lacks
from qanun.runtime.outcomes.agreement import agreed
from qanun.runtime.outcomes.kleene import Finding, all_of, any_of, counted, opposite, remaining
from qanun.runtime.outcomes.passing import ABSENT, chosen, undecided_operands
from qanun.runtime.outcomes.undecided import Faulty, NotKnown, Pulled, Quiet, Undecided
from qanun.runtime.values.money import Money
from qanun.typed.types import YES_NO, OrNone

Scope = Mapping[str, Leaf]
"""What the things stand for that a definition is about."""

MEMBERS = 6
"""A set of more is not split by member."""
WORDS = 400
"""No term or atom has more parts."""


class Symbolic:
    """Diagrams of the expressions of a program. `atoms` has them in order."""

    def __init__(self, program: Program, diagrams: Diagrams) -> None:
        self.program = program
        self.diagrams = diagrams
        self.atoms: list[Expr] = []
        self._numbers: dict[Expr, int] = {}
        self._known: dict[tuple[Name, tuple[Leaf, ...]], int] = {}

    # --- expressions --------------------------------------------------------------------------------------

    def of(self, expr: Expr, scope: Scope | None = None) -> int:
        """The diagram of an expression."""
        scope = scope or {}
        match expr:
            case rules.Const(value):
                return self._leaf(Leaf(value, expr))
            case rules.FactOf() | rules.Reading() | rules.AsOf():
                return self._term(expr)
            case rules.Local(name):
                return self._leaf(scope[name])
            case rules.Ref(name, about):
                return self._definition(name, about, scope)
            case rules.Over():
                return self._term(self._closed(expr, scope))
            case rules.If():
                return self._if(expr, scope)
            case rules.Silent(silence):
                return self._leaf(Leaf(Quiet((silence,)), expr))
            case rules.InConflict(others):
                return self._leaf(Leaf(Pulled(others), expr))
            case rules.Gap(subject, candidates):
                return self._leaf(Leaf(self._fault(Gap(candidates), subject), expr))
            case rules.NoVersion(subject, days):
                return self._leaf(Leaf(self._fault(NoVersion(days), subject), expr))
            case rules.All():
                return self._folded(expr, scope, all_of)
            case rules.Any():
                return self._folded(expr, scope, any_of)
            case rules.Not(part):
                return self._together((part,), scope, self._opposite, True)
            case rules.HowMany(parts):
                return self._together(parts, scope, self._counted, True)
            case rules.Apply():
                return self._together(expr.operands, scope, lambda found: self._applied(expr, found))
            case rules.FieldOf():
                return self._together((expr.record,), scope, lambda found: self._field(expr, found[0]))
            case rules.Agree():
                return self._agree(expr, scope)
            case rules.SetOf():
                return self._set(expr, scope)
            case never:
                assert_never(never)

    def condition(self, expr: Expr, scope: Scope | None = None) -> int:
        """The same of what is asked for yes or no; none, where the rule has asked, is as good as no."""
        return self._as_truth(self.of(expr, scope))

    def _as_truth(self, diagram: int) -> int:
        def at(found: tuple[Hashable, ...]) -> int:
            leaf = cast(Leaf, found[0])
            if leaf.outcome is None:
                return self._leaf(NO)
            return self._atom(leaf.expr) if isinstance(leaf.outcome, Term) else self._leaf(leaf)

        return self.diagrams.combined((diagram,), at)

    def named(self, name: Name, things: tuple[Leaf, ...] = ()) -> int:
        """The diagram of a definition, of these things."""
        return self._body(name, things)

    def _definition(self, name: Name, about: tuple[Expr, ...], scope: Scope) -> int:
        definition = self.program.definitions[name]
        if not about:
            return self._body(name, ())

        def at(found: tuple[Hashable, ...]) -> int:
            return self._body(name, cast("tuple[Leaf, ...]", found))

        assert len(about) == len(definition.things)
        return self.diagrams.combined([self.of(one, scope) for one in about], at)

    def _body(self, name: Name, things: tuple[Leaf, ...]) -> int:
        undecided = [thing for thing in things if thing.is_undecided]
        if undecided:
            return self._leaf(undecided[0] if len(things) == 1 else OPEN)
        key = (name, things)
        if key not in self._known:
            definition = self.program.definitions[name]
            scope = dict(zip(definition.locals, things, strict=True))
            found = self.of(definition.body, scope)
            self._known[key] = (
                self._as_truth(found) if definition.type == YES_NO else self._by_name(found, key)
            )
        return self._known[key]

    def _by_name(self, found: int, key: tuple[Name, tuple[Leaf, ...]]) -> int:
        """Of a definition that is but one term: the term is to ask for the definition."""
        leaf = self.diagrams.leaves.get(found)
        if not isinstance(leaf, Leaf) or not isinstance(leaf.outcome, Term):
            return found
        name, things = key
        named = rules.Ref(name, tuple(thing.expr for thing in things), type_of(leaf.expr))
        return self._leaf(Leaf(Term(named), named))

    def _closed(self, expr: Expr, scope: Scope) -> Expr:
        return substituted(expr, {name: leaf.expr for name, leaf in scope.items()}) if scope else expr

    # --- leaves -------------------------------------------------------------------------------------------

    def _leaf(self, leaf: Leaf) -> int:
        return self.diagrams.leaf(leaf)

    def _term(self, expr: Expr) -> int:
        """Of an expression that only a case tells."""
        if type_of(expr) == YES_NO:
            return self._atom(expr)
        if isinstance(expr, rules.Reading):
            return self._reading(expr)
        self._bounded(expr)
        return self._leaf(Leaf(Term(expr), expr))

    def _bounded(self, expr: Expr) -> None:
        """What is said in many branches grows in each."""
        if sum(1 for _ in islice(walk(expr), WORDS)) == WORDS:
            raise TooLarge(f"something in it has more than {WORDS} parts")

    def _reading(self, expr: rules.Reading) -> int:
        """One of its options, each an atom."""
        options = [option for option, _ in self.program.readings[expr.name].options]
        found = self._leaf(Leaf(options[-1], Const(options[-1], type_of(expr))))
        for option in reversed(options[:-1]):
            value = Const(option, type_of(expr))
            asked = self._atom(rules.Apply("=", (expr, value)))
            found = self._choose((asked, self._leaf(Leaf(option, value)), found))
        return found

    def _atom(self, expr: Expr) -> int:
        self._bounded(expr)
        number = self._numbers.get(expr)
        if number is None:
            number = self._numbers[expr] = len(self.atoms)
            self.atoms.append(expr)
        yes, no = self._leaf(YES), self._leaf(NO)
        return self.diagrams.node(number, yes, no, self._leaf(OPEN) if may_lack(expr) else NEVER)

    def _fault(self, fault: Fault, subject: str) -> Faulty:
        known = self.program.subjects.get(subject)
        provisions = known.provisions if known is not None else ()
        return Faulty((fault.located(subject, provisions, "here"),))

    def _found(self, finding: Finding, expr: Expr, partly: bool = False) -> int:
        """The leaf of a finding, which is told."""
        value = finding[0]
        if isinstance(value, NotKnown):
            return self._leaf(OPEN)
        if isinstance(value, Undecided):
            return self._leaf(Leaf(value, expr, partly))
        if isinstance(value, Money):  # it may have broken coins, which nobody can write
            return self._leaf(Leaf(value, expr))
        return self._leaf(Leaf(value, Const(value, type_of(expr))))

    # --- operators ----------------------------------------------------------------------------------------

    def _together(
        self,
        parts: Sequence[Expr],
        scope: Scope,
        at: "Callable[[tuple[Leaf, ...]], int]",
        conditions: bool = False,
    ) -> int:
        asked = self.condition if conditions else self.of
        ways = [asked(part, scope) for part in parts]
        return self.diagrams.combined(ways, lambda found: at(cast("tuple[Leaf, ...]", found)))

    def _folded(
        self,
        expr: rules.All | rules.Any,
        scope: Scope,
        function: Callable[[tuple[Finding, ...]], Finding],
    ) -> int:
        """Of one after the other: of three parts what remains of two, and the third."""
        ways = [self.condition(part, scope) for part in expr.parts]
        if not ways:
            return self._found(function(()), expr)
        result = ways[0]

        def at(found: tuple[Hashable, ...]) -> int:
            one, other = cast("tuple[Leaf, Leaf]", found)
            whole = evolve(expr, parts=(one.expr, other.expr))
            return self._found(function((finding(one), finding(other))), whole)

        for way in ways[1:]:
            result = self.diagrams.combined((result, way), at)
        return result

    def _opposite(self, found: tuple[Leaf, ...]) -> int:
        return self._found(opposite(finding(found[0])), rules.Not(found[0].expr))

    def _counted(self, found: tuple[Leaf, ...]) -> int:
        result = counted(tuple(finding(leaf) for leaf in found))
        return self._found((result[0], 0, None), rules.HowMany(tuple(leaf.expr for leaf in found)))

    def _applied(self, expr: rules.Apply, found: tuple[Leaf, ...]) -> int:
        assert expr.operator != "as of"
        whole = evolve(expr, operands=tuple(leaf.expr for leaf in found))
        values = [leaf.outcome for leaf in found]
        if any(map(_is_open, found)):
            return self._leaf(OPEN)
        if any(leaf.is_undecided for leaf in found):
            if any(isinstance(leaf.outcome, Term) and may_lack(leaf.expr) for leaf in found):
                return self._leaf(OPEN)  # what stands in its place may be stronger
            if not all(leaf.is_told for leaf in found):
                return self._found(remaining([finding(leaf) for leaf in found]), whole)
            return self._found(undecided_operands(expr.operator, tuple(map(finding, found))), whole)
        if not all(leaf.is_told for leaf in found):
            if None in values and lacks(expr.operator, values):
                return self._found(ABSENT, whole)
            if expr.operator == "is empty" and isinstance(found[0].expr, rules.SetOf):
                return self._leaf(NO)
            return self._term(whole)
        if None in values and lacks(expr.operator, values):
            return self._found(ABSENT, whole)
        try:
            value = OPERATORS[expr.operator](*values)
        except Fault as fault:
            return self._found((Faulty((fault,)), 0, None), whole)
        return self._found((value, 0, None), whole)

    def _field(self, expr: rules.FieldOf, record: Leaf) -> int:
        if record.outcome is None:
            return self._found(ABSENT, expr)
        if record.is_undecided:
            return self._leaf(record)
        return self._term(evolve(expr, record=record.expr))

    def _set(self, expr: rules.SetOf, scope: Scope) -> int:
        """Member after member: as a value, or, where a case tells one of the values, as a set of those that
        are in it. One of many stays whole."""
        if len(expr.members) > MEMBERS:
            return self._term(self._closed(expr, scope))
        result = self._leaf(Leaf(frozenset(), Const(frozenset(), type_of(expr))))
        for member in expr.members:
            condition, value = self.condition(member.condition, scope), self.of(member.value, scope)

            def at(found: tuple[Hashable, ...], member: rules.Member = member) -> int:
                return self._with_member(*cast("tuple[Leaf, Leaf, Leaf]", found), member)

            result = self.diagrams.combined((result, condition, value), at)
        return result

    def _with_member(self, before: Leaf, holds: Leaf, one: Leaf, member: rules.Member) -> int:
        """A set with a further member, if that holds."""
        if holds == NO:
            return self._leaf(before)
        if OPEN in (before, holds, one):
            return self._leaf(OPEN)
        undecided = [leaf for leaf in (before, holds, one) if leaf.is_undecided]
        if not undecided and isinstance(before.outcome, frozenset) and one.is_told:
            more = before.outcome | {one.outcome}
            return self._leaf(Leaf(more, Const(more, type_of(before.expr))))
        known = [] if before.is_undecided else _members(before)
        if not undecided:
            return self._term(rules.SetOf((*known, evolve(member, condition=Const(True), value=one.expr))))
        told = [one, *(Leaf(Term(each.value), each.value) for each in known)]
        if any(isinstance(leaf.outcome, Term) and may_lack(leaf.expr) for leaf in told):
            return self._leaf(OPEN)  # what stands in its place may be stronger
        whole = rules.SetOf(tuple(rules.Member("", leaf.expr, Const(None)) for leaf in undecided))
        return self._found(remaining([finding(leaf) for leaf in undecided]), whole, partly=True)

    def _if(self, expr: rules.If, scope: Scope) -> int:
        asked = self.condition(expr.condition, scope)
        return self._choose((asked, self.of(expr.then, scope), self.of(expr.otherwise, scope)))

    def _choose(self, ways: tuple[int, int, int]) -> int:
        """Of a condition and two branches: where it is told, the branch alone."""

        def at(found: tuple[Hashable, ...]) -> int:
            state, one, other = cast("tuple[Leaf, Leaf, Leaf]", found)
            if state in (YES, NO) or one == other:
                return self._leaf(other if state == NO else one)
            if not (one.is_told and other.is_told):
                return self._leaf(OPEN)
            whole = rules.If(state.expr, one.expr, other.expr)
            partly = one.partly or other.partly
            return self._found(chosen(finding(state), finding(one), finding(other)), whole, partly)

        if ways[0] in (self._leaf(YES), self._leaf(NO)):
            return ways[1] if ways[0] == self._leaf(YES) else ways[2]
        return self.diagrams.combined(ways, at)

    # --- grounds ------------------------------------------------------------------------------------------

    def _agree(self, expr: rules.Agree, scope: Scope) -> int:
        conditions = [self.condition(case.condition, scope) for case in expr.cases]
        values = [self.of(case.value, scope) for case in expr.cases]
        pairs = [self.condition(pair.condition, scope) for pair in expr.declared_when]
        count = len(expr.cases)

        def at_conditions(found: tuple[Hashable, ...]) -> int:
            """Then the values of those that may hold alone."""
            held = cast("tuple[Leaf, ...]", found)
            open_ = [number for number in range(count) if held[number] != NO]
            ways = [values[number] for number in open_]
            others = [] if any(held[number] == YES for number in open_) else [self.of(expr.otherwise, scope)]

            def at(leaves: tuple[Hashable, ...]) -> int:
                told = cast("tuple[Leaf, ...]", leaves)
                last = told[-1] if others else OPEN
                return self._agreed(expr, open_, held, told[: len(open_)], last)

            return self.diagrams.combined([*ways, *others], at)

        return self.diagrams.combined([*conditions, *pairs], at_conditions)

    def _agreed(
        self,
        expr: rules.Agree,
        open_: Sequence[int],
        held: Sequence[Leaf],
        values: Sequence[Leaf],
        last: Leaf,
    ) -> int:
        conditions, pairs = held[: len(expr.cases)], held[len(expr.cases) :]
        cases = [
            evolve(expr.cases[number], condition=conditions[number].expr, value=value.expr)
            for number, value in zip(open_, values, strict=True)
        ]
        whole = evolve(
            expr,
            cases=tuple(cases),
            otherwise=last.expr,
            declared_when=tuple(
                evolve(pair, condition=when.expr)
                for pair, when in zip(expr.declared_when, pairs, strict=True)
            ),
        )
        told = [leaf for leaf in (*values, last) if isinstance(leaf.outcome, Term)]
        distinct = set(values or (last,))
        if told and len(distinct) > 1:
            if all(conditions[number] == YES for number in open_) and not expr.declared and not pairs:
                return self._term(whole)
            return self._leaf(OPEN)
        found = agreed(
            [
                (str(expr.cases[number].name), finding(conditions[number]), finding(value))
                for number, value in zip(open_, values, strict=True)
            ],
            finding(last),
            [(str(one), str(other)) for one, other in expr.declared],
            [
                (str(pair.one), str(pair.other), finding(when))
                for pair, when in zip(expr.declared_when, pairs, strict=True)
            ],
            lambda clashing: Faulty(
                (
                    Conflict(
                        tuple((name, repr(value[0]), ()) for name, _, value in clashing),
                        expr.subject,
                        (),
                        "here",
                    ),
                )
            ),
        )
        if isinstance(found[0], Term):
            return self._term(found[0].expr)
        return self._found(found, whole, any(leaf.partly for leaf in (*values, last)))


def _members(leaf: Leaf) -> list[rules.Member]:
    """Those of a set."""
    if isinstance(leaf.outcome, frozenset):
        return [rules.Member("", Const(True), Const(value)) for value in sorted(leaf.outcome, key=repr)]
    assert isinstance(leaf.expr, rules.SetOf)
    return list(leaf.expr.members)


def _is_open(leaf: Leaf) -> bool:
    """Whether it is not told what an operator finds that looks into it."""
    return leaf == OPEN or leaf.partly


def finding(leaf: Leaf) -> Finding:
    return (leaf.outcome, 0, None)


def may_lack(expr: Expr) -> bool:
    """Whether it may come to no value in a case of which all is known, as far as can be seen."""
    match expr:
        case rules.Const() | rules.FactOf() | rules.Reading() | rules.AsOf() | rules.Local():
            return False
        case rules.FieldOf(record):
            return may_lack(record) or isinstance(type_of(record), OrNone)
        case rules.Apply(operator, operands):
            return operator in FAULTS or any(
                may_lack(one) or (isinstance(type_of(one), OrNone) and not _takes_none(expr, place))
                for place, one in enumerate(operands)
            )
        case _:
            return True


def _takes_none(expr: rules.Apply, place: int) -> bool:
    return expr.operator != "as of" and ROW_OF[expr.operator].takes_none(place, len(expr.operands))
