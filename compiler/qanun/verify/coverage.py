"""What the scenarios reach: each ground, bullet, exception and norm should hold in one and not in another."""

from collections.abc import Iterable, Sequence

from attrs import frozen

from qanun.core import rules
from qanun.core.names import Aspect, Name
from qanun.core.rules import Program
from qanun.core.walk import walk
from qanun.verify.scenarios import Result

COUNTED = {"ground": "ground", "limb": "bullet", "exception": "exception", "applies": "norm or rule"}
_CASE = (rules.FactOf, rules.AsOf, rules.Reading, rules.Local)


@frozen
class Row:
    """One thing to be reached. `applied` and `kept_off` count the passing scenarios of either kind."""

    name: str
    kind: str
    provisions: tuple[str, ...]
    site: rules.Site
    applied: int
    kept_off: int
    excused: bool

    @property
    def covered(self) -> bool:
        return self.excused or bool(self.applied and self.kept_off)


@frozen
class Coverage:
    """`rows` by page and line. `provisions`: anchors with a rule, and whether a scenario rests on each."""

    rows: tuple[Row, ...]
    provisions: tuple[tuple[str, bool], ...]

    @property
    def uncovered(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if not row.covered)

    @property
    def unreached(self) -> tuple[str, ...]:
        return tuple(anchor for anchor, reached in self.provisions if not reached)

    @property
    def complete(self) -> bool:
        return not self.uncovered and not self.unreached


def coverage(program: Program, results: Sequence[Result]) -> Coverage:
    """What the passing scenarios reach. A thing without conditions is excused: nothing can keep it off.

    The one ground of a rule that is written in one piece is the rule itself, and not counted again.
    """
    passed = [result for result in results if result.passed]
    rows = []
    for definition in program.definitions.values():
        if definition.role in COUNTED and definition.name.is_declared:
            seen = [_seen(definition.name, result) for result in passed]
            rows.append(
                Row(
                    name=definition.name,
                    kind=COUNTED[definition.role],
                    provisions=definition.provisions,
                    site=definition.site,
                    applied=sum(True in values for values in seen),
                    kept_off=sum(False in values for values in seen),
                    excused=_excused(definition.name, program),
                )
            )
    rows.sort(key=lambda row: (row.site.path, row.site.line, row.name))
    return Coverage(tuple(rows), tuple(_provisions(program, passed)))


def _excused(name: Name, program: Program) -> bool:
    """Whether nothing can keep a thing off. Of a row of a table the facts that its cells ask for can, and not
    the days on which the law is in force: on others the rule does not look at its rows.
    """
    fits = name.with_aspect(Aspect.FITS)
    if fits in program.definitions:
        return not depends_on_case(program, fits, (rules.FactOf, rules.Reading, rules.Local))
    return not depends_on_case(program, name)


def _seen(name: Name, result: Result) -> frozenset[bool]:
    """How a scenario saw a thing turn out. A row of a table is kept off, too, where its cells do not fit."""
    own = result.decided.get(name, frozenset())
    return own | (result.decided.get(name.with_aspect(Aspect.FITS), frozenset()) - {True})


def depends_on_case(program: Program, name: str, parts: tuple[type, ...] = _CASE) -> bool:
    """Whether a definition can turn out differently: it rests on a fact, the moment, a reading or a thing."""
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        for part in walk(program.definitions[current].body):
            if isinstance(part, parts):
                return True
            if isinstance(part, rules.Ref):
                waiting.append(part.name)
    return False


def _provisions(program: Program, passed: Iterable[Result]) -> Iterable[tuple[str, bool]]:
    stated = {anchor for subject in program.subjects.values() for anchor in subject.provisions}
    stated |= {anchor for d in program.definitions.values() if d.role in COUNTED for anchor in d.provisions}
    reached = {a for result in passed for answer in result.answers.values() for a in answer.provisions}
    for law in program.laws.values():
        for provision in law.provisions:
            if provision.anchor in stated:
                yield provision.anchor, provision.anchor in reached
