"""A key for each thing that is sought: the same as long as nothing changes of which its result is made.

It is made of the core of what it rests on: definitions, the types of facts, options of readings, what always
holds. Where it stands, and how it is called for people, is no part of it.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator

from attrs import define, field

from qanun.core.encoded import encoded
from qanun.core.names import Name
from qanun.core.question.plan import headline_parts
from qanun.core.resting import in_order
from qanun.core.rules import Const, Expr, FactOf, Program, Question, Reading, Ref
from qanun.core.walk import walk
from qanun.typed.types import AUTHORITY, Type, within
from qanun.verify.proofs.model import Sought

LONG = 24
"""So many characters a key has."""
_BODIES = "authorities"


@define(eq=False)
class Content:
    """The keys of what is sought in a program."""

    program: Program
    definitions: dict[Name, str] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        for name in in_order(self.program, (one.name for one in self.program.definitions.values())):
            one = self.program.definitions[name]
            things = [repr(thing) for thing in one.things]
            self.definitions[name] = _hash((name, repr(one.type), *things, self._expr(one.body)))

    def key(self, sought: Sought) -> str:
        """The key of one."""
        parts = [sought.kind, sought.part, sought.name, str(sought.definition), *sought.others]
        parts += [self._expr(one) for one in (sought.expr, sought.where) if one is not None]
        parts += [f"{reading} {option}" for reading, option in sought.readings]
        parts += [repr(thing) for thing in sought.things]
        parts += self._question(sought.question)
        if sought.outcome is not None:
            parts += [sought.outcome, sought.question.name, *map(self._expr, headline_parts(sought.question))]
            parts += [self._of_answer(name) for name in sought.question.answers]
        for place in sought.places:
            parts += [*map(self._expr, place.exprs), *self._question(place.question)]
        return _hash(parts)[:LONG]

    def _of_answer(self, name: str) -> str:
        """All definitions of an answer, but for the name that it bears for people."""
        subject = self.program.subjects[name]
        names = (
            subject.answer,
            subject.state,
            subject.due,
            subject.end,
            subject.penalties,
            subject.authority,
        )
        return _hash((subject.kind, *(self.definitions[one] for one in names if one is not None)))

    def _question(self, question: Question) -> Iterator[str]:
        """What is asked of a case, and what always holds of it."""
        yield from (self._fact(name) for name in question.facts)
        yield from (self._reading(name) for name in question.readings)
        yield from (self._expr(one.condition) for one in question.constraints)

    def _fact(self, name: str) -> str:
        return f"{name} {self._type(self.program.facts[name].type)}"

    def _reading(self, name: str) -> str:
        return f"{name} {self.program.readings[name].type!r}"

    def _type(self, type_: Type) -> str:
        bodies = json.dumps(sorted(self.program.authorities)) if AUTHORITY in within(type_) else ""
        return f"{type_!r} {bodies}"

    def _expr(self, expr: Expr) -> str:
        return _hash((json.dumps(encoded(expr), ensure_ascii=False), *self._named(expr)))

    def _named(self, expr: Expr) -> Iterator[str]:
        """What an expression rests on, and the types of what it writes out."""
        for node in walk(expr):
            if isinstance(node, Const):
                yield self._type(node.type)
            elif isinstance(node, Ref):
                yield self.definitions[node.name]
            elif isinstance(node, FactOf):
                yield self._fact(node.name)
            elif isinstance(node, Reading):
                yield self._reading(node.name)


def _hash(parts: Iterable[str]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()
