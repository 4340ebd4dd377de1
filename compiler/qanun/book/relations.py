"""How the declarations of the law lean on each other: what excepts, collides, uses, asks and tests what."""

from collections.abc import Iterable, Iterator

from attrs import field, frozen

from qanun.core.rules import Program, Scenario
from qanun.pipeline import Compiled
from qanun.resolved.model import Declaration, Resolved
from qanun.resolved.walk import every
from qanun.syntax import tree

_NOT_USES = frozenset({"authority", "party", "act", "option", "question"})

Names = tuple[str, ...]


@frozen(eq=False)
class Relations:
    """Each table is keyed by a declaration's whole name and holds whole names in the order of the pages.

    `cases` holds the scenarios that expect something of a name, `stating` the names that state a provision
    (by anchor), `case_of` the scenarios that rest on a provision.
    """

    excepted_by: dict[str, Names]
    exception_to: dict[str, Names]
    prevails_over: dict[str, Names]
    yields_to: dict[str, Names]
    collides: dict[str, Names]
    silenced_by: dict[str, Names]
    rests_on: dict[str, Names]
    used_by: dict[str, Names]
    grounds: dict[str, Names]
    asked_in: dict[str, Names]
    matters_to: dict[str, Names]
    cases: dict[str, tuple[tree.Scenario, ...]]
    stating: dict[str, Names]
    case_of: dict[str, tuple[tree.Scenario, ...]]
    worked: dict[tree.Scenario, Scenario]
    by_item: dict[tree.AnyItem, Declaration] = field(factory=dict)

    @classmethod
    def of(cls, compiled: Compiled, program: Program) -> "Relations":
        """The relations of everything on the pages."""
        resolved = compiled.typed.resolved
        items = [item for page in compiled.pages for item in page.items]
        by_item = {item: found for item in items if (found := resolved.by_node.get(item)) is not None}
        rests = _rests(items, resolved)
        excepts = [
            (one.name, target.name)
            for item, one in by_item.items()
            if isinstance(item, tree.Exception_)
            for target in resolved.targets(item.to)
        ]
        prevails = [
            (winner.name, loser.name)
            for item in items
            if isinstance(item, tree.Priority) and (winner := resolved.target(item.winner)) is not None
            for loser in resolved.targets(item.losers)
        ]
        silences = [
            (silence.name, target.name) for target, found in resolved.silences_on.items() for silence in found
        ]
        clashes = list(_clashes(items, resolved))
        worked = list(_worked(items, program))
        return cls(
            excepted_by=_table((b, a) for a, b in excepts),
            exception_to=_table(excepts),
            prevails_over=_table(prevails),
            yields_to=_table((b, a) for a, b in prevails),
            collides=_table([*clashes, *((b, a) for a, b in clashes if "#" not in b)]),
            silenced_by=_table((b, a) for a, b in silences),
            rests_on=_table(rests),
            used_by=_table((b, a) for a, b in rests),
            grounds=_table((rule.name, g.name) for rule, found in resolved.grounds_of.items() for g in found),
            asked_in=_table((answer, q.name) for q in program.questions.values() for answer in q.answers),
            matters_to=_table(_mattering(program)),
            cases=_grouped(_tested(worked)),
            stating=_table(_stating(program)),
            case_of=_grouped((anchor, item) for item, case in worked for anchor in case.because),
            worked=dict(worked),
            by_item=by_item,
        )


def owner(declaration: Declaration) -> Declaration:
    """A ground, exception or rule itself; the owner of a bullet, an option or a member."""
    while declaration.kind in ("limb", "option", "member") and declaration.owner is not None:
        declaration = declaration.owner
    return declaration


def _rests(items: Iterable[tree.Item], resolved: Resolved) -> list[tuple[str, str]]:
    """Who names whom, in written order, a name once."""
    found: dict[tuple[str, str], None] = {}
    for item in items:
        one = resolved.by_node.get(item)
        if one is None or isinstance(item, tree.Question | tree.Situation | tree.Background):
            continue
        for node in every(item):
            target = resolved.target(node) if isinstance(node, tree.Name) else None
            if target is None or target.kind in _NOT_USES - {"option"}:
                continue
            target = owner(target)
            if target.kind != "option" and target is not one and target.name != one.name:
                found[one.name, target.name] = None
    return list(found)


def _clashes(items: Iterable[tree.Item], resolved: Resolved) -> Iterator[tuple[str, str]]:
    for item in items:
        if not isinstance(item, tree.Collision):
            continue
        left = resolved.target(item.left)
        if left is None:
            continue
        if isinstance(item.right, str):
            module = left.module
            yield left.name, resolved.anchor(item.right, module)
        elif (right := resolved.target(item.right)) is not None:
            yield left.name, right.name


def _mattering(program: Program) -> Iterator[tuple[str, str]]:
    for question in program.questions.values():
        for fact in question.facts:
            yield fact, question.name
        for reading in question.readings:
            yield reading, question.name
        for name in question.order:
            yield name.subject, question.name


def _worked(items: Iterable[tree.Item], program: Program) -> Iterator[tuple[tree.Scenario, Scenario]]:
    """Each scenario as it is written, and as a case of the program."""
    nodes = {(item.span.text.path, item.span.line): item for item in items if isinstance(item, tree.Scenario)}
    for case in program.scenarios:
        item = nodes.get((case.site.path, case.site.line))
        if item is not None:
            yield item, case


def _tested(worked: Iterable[tuple[tree.Scenario, Scenario]]) -> Iterator[tuple[str, tree.Scenario]]:
    """The names of which each scenario expects something."""
    for item, case in worked:
        for expected in case.expects:
            for name in (expected.subject, *expected.targets):
                yield name, item


def _stating(program: Program) -> Iterator[tuple[str, str]]:
    for definition in program.definitions.values():
        for anchor in definition.provisions:
            yield anchor, definition.name.subject
    for subject in program.subjects.values():
        for anchor in subject.provisions:
            yield anchor, subject.name


def _table(pairs: Iterable[tuple[str, str]]) -> dict[str, Names]:
    found: dict[str, dict[str, None]] = {}
    for key, value in pairs:
        found.setdefault(key, {})[value] = None
    return {key: tuple(values) for key, values in found.items()}


def _grouped(pairs: Iterable[tuple[str, tree.Scenario]]) -> dict[str, tuple[tree.Scenario, ...]]:
    found: dict[str, dict[tree.Scenario, None]] = {}
    for key, value in pairs:
        found.setdefault(key, {})[value] = None
    return {key: tuple(values) for key, values in found.items()}
