"""What kinds and types of names fit at a place of an entry."""

from attrs import frozen

from qanun.resolved.expected import Expected, expected_in
from qanun.resolved.model import NORM_KINDS, Kind
from qanun.resolved.walk import below, every
from qanun.syntax import tree
from qanun.typed.model import Typed
from qanun.typed.types import OrNone, Type

_BODIES: frozenset[Kind] = frozenset({"authority", "party"})
_RULES: frozenset[Kind] = frozenset({"rule", *NORM_KINDS})
_ANSWERS: frozenset[Kind] = _RULES | {"define", "options", "table", "parameter"}
_EXCEPTED: frozenset[Kind] = _RULES | {"ground", "limb", "exception", "silence", "options", "member"}


@frozen
class Wanted:
    """`kinds` of declarations that may stand there, all where there are none; `types` as they are written.

    `type` is that of what a value is set to or compared with. `new`: a name of its own is expected.
    """

    kinds: frozenset[Kind] = frozenset()
    types: frozenset[str] = frozenset()
    type: Type | None = None
    new: bool = False

    def fits(self, type_: Type | None) -> bool:
        """Whether something of a type is expected there, as far as the place tells."""
        if self.kinds:
            return True
        inner = type_.inner if isinstance(type_, OrNone) else type_
        wanted = self.type.inner if isinstance(self.type, OrNone) else self.type
        if wanted is not None:
            return inner == wanted
        return not self.types or (inner is not None and str(inner).partition(" ")[0] in self.types)


def wanted(item: tree.AnyItem, name: str, typed: Typed, module: str) -> Wanted:
    """What is wanted of a name that stands once in an entry."""
    for node in every(item):
        for part in below(node):
            if isinstance(part, tree.Name) and str(part) == name:
                return _of(node, part, item, typed, module)
    return Wanted(new=True)


def _of(node: tree.AnyNode, name: tree.Name, item: tree.AnyItem, typed: Typed, module: str) -> Wanted:
    match node:
        case tree.Bodies():
            return Wanted(_BODIES)
        case tree.Ground() if node.of is name:
            return Wanted(_RULES)
        case tree.Exception_() if name in node.to:
            return Wanted(_EXCEPTED)
        case tree.Priority():
            return Wanted(_RULES)
        case tree.Collision():
            return Wanted(frozenset(NORM_KINDS))
        case tree.Silence() if node.on is name:
            return Wanted(_RULES | {"options", "fact"})
        case tree.Question() if name in node.answers:
            return Wanted(_ANSWERS)
        case tree.Situation() if name in node.opens:
            return Wanted(frozenset({"question"}))
        case tree.Situation() if name in node.asks:
            return Wanted(frozenset({"fact"}))
        case tree.Given() | tree.Column():
            return Wanted(frozenset({"fact"}))
        case tree.Under() if node.reading is name:
            return Wanted(frozenset({"reading"}))
        case tree.Under():
            return Wanted(frozenset({"option"}), type=_declared(node.reading, typed, module))
        case tree.Scenario() if node.background is name:
            return Wanted(frozenset({"background"}))
        case tree.OfAct():
            return Wanted(frozenset({"act"}))
        case tree.OfEach():
            return Wanted(frozenset({"record", "act"}))
        case tree.TypeName():
            return Wanted(frozenset({"one_of", "record"}))
        case tree.FulfilledBy() | tree.ExercisedBy() | tree.BreachedBy():
            return Wanted(frozenset({"fact", "define"}))
        case tree.Item():
            return Wanted(new=True)
        case _:
            return _valued(expected_in(item).get(name, Expected()), typed, module)


def _valued(expected: Expected, typed: Typed, module: str) -> Wanted:
    """What is wanted where a value stands."""
    like = None if expected.like is None else _declared(expected.like, typed, module)
    return Wanted(types=expected.types, type=like)


def _declared(name: tree.Name, typed: Typed, module: str) -> Type | None:
    """The type of what a name means on the page of a law, by its spelling: the entry is not resolved yet."""
    written = str(name)
    found = typed.resolved.declarations.get(f"{module}.{written}") or typed.resolved.declarations.get(written)
    return None if found is None else typed.declared.get(found)
