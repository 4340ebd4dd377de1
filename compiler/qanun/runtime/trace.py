"""A second reader of the core's operations: it finds what `Weigher` finds, and keeps how that came about."""

from collections.abc import Callable, Mapping

from qanun.runtime.kleene import Finding, gathered
from qanun.runtime.undecided import Undecided
from qanun.runtime.weigh import Case, P, Weigher, identity_of, remembering


class Traced:
    """A finding, the operation that made it, what it was made of, and what the operation was about.

    `operation` is fact, const, reading, as of, field, all, any, not, if, agree, apply, how many, over, set,
    silent, in conflict, gap, no version, definition or thing; `about` its name, operator, value or the like.
    """

    __slots__ = ("about", "finding", "operation", "parts")

    def __init__(
        self, finding: Finding, operation: str, parts: "tuple[Traced, ...]" = (), about: object = None
    ) -> None:
        self.finding = finding
        self.operation = operation
        self.parts = parts
        self.about = about

    @property
    def value(self) -> object:
        """The value, or the undecided outcome."""
        return self.finding[0]

    @property
    def decided(self) -> bool:
        return not isinstance(self.finding[0], Undecided)


class Tracer:
    """Weighs every definition of one case and keeps the traces. `found` has those of definitions, by name."""

    def __init__(self, weigher: Weigher) -> None:
        self._w = weigher
        self.found: dict[str, Traced] = {}
        self.of_each: dict[str, tuple[Traced, list[Mapping[str, Traced]]]] = {}
        self.headlines: list[tuple[Finding, tuple[str | Finding, ...]]] = []

    def fact(self, name: str) -> Traced:
        return Traced(self._w.fact(name), "fact", (), name)

    def const(self, value: object) -> Traced:
        return Traced((value, 0, None), "const", (), value)

    def reading(self, name: str) -> Traced:
        return Traced(self._w.reading(name), "reading", (), name)

    def as_of(self) -> Traced:
        return Traced(self._w.as_of(), "as of")

    def field(self, record: Traced, name: str, *of: str) -> Traced:
        return Traced(self._w.field(record.finding, name, *of), "field", (record,), name)

    def all(self, *parts: Traced) -> Traced:
        return Traced(self._w.all(*[part.finding for part in parts]), "all", parts)

    def any(self, *parts: Traced) -> Traced:
        return Traced(self._w.any(*[part.finding for part in parts]), "any", parts)

    def not_(self, part: Traced) -> Traced:
        return Traced(self._w.not_(part.finding), "not", (part,))

    def if_(self, condition: Traced, then: Traced, otherwise: Traced) -> Traced:
        finding = self._w.if_(condition.finding, then.finding, otherwise.finding)
        return Traced(finding, "if", (condition, then, otherwise))

    def agree(
        self,
        subject: str,
        otherwise: Traced,
        *cases: Case[Traced],
        declared: tuple[tuple[str, str], ...] = (),
        declared_when: tuple[tuple[str, str, Traced], ...] = (),
    ) -> Traced:
        """As `Weigher.agree`; `parts` are `otherwise`, of each case whether it holds and its value, and the
        conditions that matter of those under which two of them pull apart."""
        found = [(name, condition.finding, value.finding) for name, condition, value in cases]
        when = tuple((one, other, condition.finding) for one, other, condition in declared_when)
        finding = self._w.agree(subject, otherwise.finding, *found, declared=declared, declared_when=when)
        out = {name for name, condition, _ in cases if condition.value is False}
        asked = [condition for one, other, condition in declared_when if out.isdisjoint((one, other))]
        parts = (otherwise, *(part for _, *both in cases for part in both), *asked)
        return Traced(finding, "agree", parts, tuple(name for name, _, _ in cases))

    def apply(self, operator: str, *operands: Traced) -> Traced:
        finding = self._w.apply(operator, *[operand.finding for operand in operands])
        return Traced(finding, "apply", operands, operator)

    def how_many(self, *parts: Traced) -> Traced:
        return Traced(self._w.how_many(*[part.finding for part in parts]), "how many", parts)

    def over(
        self,
        kind: str,
        local: str,
        items: Traced,
        where: Callable[[Traced], Traced],
        body: Callable[[Traced], Traced],
        if_none: Traced | None = None,
    ) -> Traced:
        """As `Weigher.over`; `parts` are the list and, for each thing, whether it counts and its body."""
        listed, basis, _ = items.finding
        if not isinstance(listed, tuple):
            finding = self._w.over(kind, local, items.finding, _same, _same)
            return Traced(finding, "over", (items,), (kind, local))
        rows: list[tuple[Traced, Traced]] = []
        for place, thing in enumerate(listed, 1):
            one = Traced((thing, 0, None), "thing", (), (local, place))
            rows.append((where(one), body(one)))
        none = None if if_none is None else if_none.finding
        value, mask, bounds = gathered(kind, [(w.finding, b.finding) for w, b in rows], none)
        parts = (items, *(part for row in rows for part in row))
        return Traced((value, mask | basis, bounds), "over", parts, (kind, local))

    def set_of(self, *members: Case[Traced]) -> Traced:
        finding = self._w.set_of(*[(name, c.finding, v.finding) for name, c, v in members])
        parts = tuple(part for _, *both in members for part in both)
        return Traced(finding, "set", parts, tuple(name for name, _, _ in members))

    def silent(self, silence: str) -> Traced:
        return Traced(self._w.silent(silence), "silent", (), silence)

    def in_conflict(self, *others: str) -> Traced:
        return Traced(self._w.in_conflict(*others), "in conflict", (), others)

    def gap(self, subject: str, *candidates: str) -> Traced:
        return Traced(self._w.gap(subject, *candidates), "gap", (), candidates)

    def no_version(self, subject: str, days: str) -> Traced:
        return Traced(self._w.no_version(subject, days), "no version", (), days)

    def define(self, name: str, finding: Traced, *things: Traced) -> Traced:
        """A definition; `parts` are its body and the things that it is asked about."""
        made = Traced(self._w.define(name, finding.finding), "definition", (finding, *things), name)
        self.found[name] = made
        return made

    def once(self, function: Callable[P, Traced]) -> Callable[P, Traced]:
        """As `Weigher.once`."""
        return remembering(function, _identity)

    def each(self, subject: str, items: Traced, of: Callable[[Traced], Mapping[str, Traced]]) -> None:
        """As `Weigher.each`."""
        listed = items.finding[0] if isinstance(items.finding[0], tuple) else ()
        things = [Traced((one, 0, None), "thing", (), (subject, at)) for at, one in enumerate(listed, 1)]
        self.of_each[subject] = (items, [of(thing) for thing in things])

    def headline(self, condition: Traced, *parts: str | Traced) -> None:
        plain = tuple(part if isinstance(part, str) else part.finding for part in parts)
        self.headlines.append((condition.finding, plain))

    def always(self, sentence: str, condition: Traced) -> None:
        self._w.always(sentence, condition.finding)


def _same(finding: Finding) -> Finding:
    return finding


def _identity(part: object) -> object:
    return (identity_of(part.finding[0]), part.finding[1]) if isinstance(part, Traced) else part
