"""What `always` sentences that speak of other facts too say of the facts of one question.

A fact that the question does not ask for is taken out of the sentences that name it: these can all be so if
they can for one of its values. What remains speaks of the question's facts alone, and is refused in their
name. Where a value cannot be told from others, because it is compared otherwise than with what is written
out, it is taken to be possible: no case that can be is refused.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from attrs import define, field, frozen

from qanun.core.rules import (
    All,
    Any,
    Apply,
    Const,
    Definition,
    Expr,
    FactOf,
    If,
    Local,
    Not,
    Over,
    Plain,
    Ref,
)
from qanun.core.walk import rebuilt, walk
from qanun.typed.types import YES_NO, OneOfType, Type

YES, NO = Const(True), Const(False)

MOST = 500
"""So many parts may what is implied have."""


class Entangled(Exception):
    """Thrown where sentences together imply more than can be said of each case."""


@frozen
class Held:
    """An `always`, by its place on the pages, and the facts on which it depends; or what several imply."""

    places: frozenset[int]
    facts: frozenset[str]
    condition: Expr


@define
class Implied:
    """Finds what sentences imply once some facts are taken out of them."""

    types: Mapping[str, Type]
    definitions: Mapping[str, Definition]
    held: dict[int, Held] = field(factory=dict)
    naming: dict[str, set[int]] = field(factory=dict)
    count: int = 0

    def add(self, one: Held) -> None:
        self.held[self.count] = one
        for fact in one.facts:
            self.naming.setdefault(fact, set()).add(self.count)
        self.count += 1

    def without(self, hidden: Iterable[str]) -> list[Held]:
        """What is left once each of these facts is taken out, the least entangled first."""
        waiting = dict.fromkeys(hidden)
        while waiting:
            fact = min(waiting, key=lambda one: len(self.naming.get(one, ())))
            del waiting[fact]
            self._take_out(fact)
        return list(self.held.values())

    def _take_out(self, fact: str) -> None:
        group = [self.held.pop(number) for number in sorted(self.naming.pop(fact, ()))]
        for one in group:
            for other in one.facts - {fact}:
                self.naming[other] = {number for number in self.naming[other] if number in self.held}
        if not group:
            return
        conditions = [one.condition for one in group]
        ways = [
            _both([assumed(one, fact, value, self.definitions) for one in conditions])
            for value in alternatives(fact, self.types[fact], conditions, self.definitions)
        ]
        condition = _either(ways)
        if condition == YES:
            return
        if sum(1 for _ in walk(condition)) > MOST:
            raise Entangled
        facts = frozenset[str]().union(*(one.facts for one in group)) - {fact}
        self.add(Held(frozenset[int]().union(*(one.places for one in group)), facts, condition))


@frozen
class _Other:
    """Any value of a fact but those that are told apart."""


OTHER = _Other()

Value = Const | _Other


def alternatives(
    fact: str, type_: Type, conditions: Sequence[Expr], definitions: Mapping[str, Definition]
) -> list[Value]:
    """The values of a fact that conditions tell apart, and one for all others."""
    if type_ == YES_NO:
        return [YES, NO]
    if isinstance(type_, OneOfType):
        return [Const(option, type_) for option in type_.options]
    found: list[Value] = []
    waiting, seen = list(conditions), set[str]()
    while waiting:
        for node in walk(waiting.pop()):
            if isinstance(node, Ref) and node.name not in seen:
                seen.add(node.name)
                waiting.append(definitions[node.name].body)
            value = _named(node, fact)
            if value is not OTHER and value not in found:
                found.append(value)
    return [*found, OTHER]


def _named(node: Expr, fact: str) -> Value:
    """The value that a node tells from others of a fact; OTHER where it tells none."""
    asked = FactOf(fact)
    if isinstance(node, Apply) and node.operator == "is none" and node.operands == (asked,):
        return Const(None)
    if isinstance(node, Apply) and node.operator in ("=", "!=") and asked in node.operands:
        (other,) = [operand for operand in node.operands if operand != asked] or [asked]
        return other if isinstance(other, Const) else OTHER
    return OTHER


def assumed(expr: Expr, fact: str, value: Value, definitions: Mapping[str, Definition]) -> Expr:
    """A condition where a fact has a value; YES where it still hangs on the fact."""
    found = _assumed(expr, fact, value, definitions)
    return YES if _names(found, fact, definitions) else found


def _names(expr: Expr, fact: str, definitions: Mapping[str, Definition]) -> bool:
    waiting, seen = [expr], set[str]()
    while waiting:
        for node in walk(waiting.pop()):
            if node == FactOf(fact):
                return True
            if isinstance(node, Ref) and node.name not in seen:
                seen.add(node.name)
                waiting.append(definitions[node.name].body)
    return False


def _assumed(expr: Expr, fact: str, value: Value, definitions: Mapping[str, Definition]) -> Expr:
    def inner(part: Expr) -> Expr:
        return _assumed(part, fact, value, definitions)

    match expr:
        case FactOf(name):
            return value if name == fact and isinstance(value, Const) and value.value is not None else expr
        case Apply(operator) if isinstance(named := _named(expr, fact), Const):
            same = isinstance(value, Const) and named.value == value.value
            return Const(same is (operator != "!="))
        case Apply("=" | "!=" as word, (one, other)):
            return _equal(inner(one), inner(other), word)
        case Ref(name, ()) if _names(expr, fact, definitions) and not definitions[name].locals:
            return inner(definitions[name].body)
        case Not(part):
            found = inner(part)
            return NO if found == YES else YES if found == NO else Not(found)
        case All(parts):
            return _both([inner(part) for part in parts])
        case Any(parts):
            return _either([inner(part) for part in parts])
        case If(condition, then, otherwise):
            chosen = inner(condition)
            if isinstance(chosen, Const):
                return inner(then if chosen == YES else otherwise)
            return If(chosen, inner(then), inner(otherwise))
        case rest:
            remaining: Plain | Local | Over | Ref = rest
            return rebuilt(remaining, inner)


def _equal(one: Expr, other: Expr, word: Literal["=", "!="]) -> Expr:
    """That two are the same, or (`!=`) are not; beside a yes or no that is written out, the other alone."""
    if isinstance(one, Const) and isinstance(other, Const):
        return Const((one.value == other.value) is (word == "="))
    for sure, open_ in ((one, other), (other, one)):
        if sure in (YES, NO) and isinstance(sure, Const) and isinstance(sure.value, bool):
            return open_ if sure.value is (word == "=") else Not(open_)
    return Apply(word, (one, other))


def _both(parts: Sequence[Expr]) -> Expr:
    if NO in parts or any(Not(part) in parts for part in parts):
        return NO
    kept = tuple(dict.fromkeys(part for part in parts if part != YES))
    return YES if not kept else kept[0] if len(kept) == 1 else All(kept)


def _either(parts: Sequence[Expr]) -> Expr:
    if YES in parts or any(Not(part) in parts for part in parts):
        return YES
    kept = tuple(dict.fromkeys(part for part in parts if part != NO))
    return NO if not kept else kept[0] if len(kept) == 1 else Any(kept)
