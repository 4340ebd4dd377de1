"""The pass: types and units of everything, clauses in their places, states that can be told."""

from collections.abc import Iterator
from typing import assert_never

from qanun.diagnostics.grouped import grouped, unique
from qanun.diagnostics.model import Diagnostic, Outcome
from qanun.resolved.declare import Placed
from qanun.resolved.model import Declaration, Resolved
from qanun.resolved.resolve import in_page_order, without
from qanun.resolved.walk import every
from qanun.syntax import tree
from qanun.typed import kinds, norm_kinds
from qanun.typed.clauses import check_bodies, check_clauses
from qanun.typed.context import Context
from qanun.typed.declared import declare_types
from qanun.typed.expressions import Checker
from qanun.typed.figures import check_parameter, check_table
from qanun.typed.holes import check_holes
from qanun.typed.labels import check_labels
from qanun.typed.left_open import check_left_open
from qanun.typed.minor_units import check_money
from qanun.typed.model import Typed
from qanun.typed.narrow import NOTHING_KNOWN, settled
from qanun.typed.penalty_words import check_penalty_words
from qanun.typed.questions import check_question
from qanun.typed.ranges import Ranges
from qanun.typed.repeated import check_repeated, check_words
from qanun.typed.rows import check_ground_beside_rows
from qanun.typed.scenarios import check_cases, check_givens, check_scenario, check_under
from qanun.typed.settled import check_conditions
from qanun.typed.situations import check_situation
from qanun.typed.things import check_things
from qanun.typed.types import BROKEN, SetType
from qanun.typed.versions import check_own_days, check_versions


def check(resolved: Resolved) -> Outcome[Typed]:
    """Find every type. What is mistaken is BROKEN, is reported once and breaks nothing else."""
    typed = Typed(resolved)
    typed.broken.update(resolved.broken)
    places = list(_places(resolved))
    found: list[Diagnostic] = []
    by_item = {placed.item: placed for placed in places}
    if places:
        root = Context(typed, places[0], found)
        declare_types(root, lambda one: Context(typed, _place_of(one, by_item, places[0]), found))
    ranges = Ranges(resolved)
    for placed in places:
        _check(Checker(Context(typed, placed, found)), ranges)
    for rule in resolved.by_node.values():
        if isinstance(rule.item, tree.Rule) and rule.item.clauses.first_row is not None:
            check_holes(rule, Context(typed, _place_of(rule, by_item, places[0]), found), ranges)
    found.extend(check_penalty_words(places))
    for head, versions in resolved.versions.items():
        check_versions(head, versions, Checker(Context(typed, _place_of(head, by_item, places[0]), found)))
    found = without(found, _in_doubt(resolved))
    return Outcome(typed, tuple(in_page_order(grouped(unique(found), _same_name), resolved.pages)))


def _in_doubt(resolved: Resolved) -> set[tree.AnyItem]:
    """The beginnings of entries that cannot be read, and the entries that name what these declare."""
    partial = {item for page in resolved.pages for item in page.partial}
    if not partial:
        return partial
    declared = {one for one in resolved.by_node.values() if _entry(one) in partial}
    naming = (
        item
        for page in resolved.pages
        for item in page.items
        if any(isinstance(node, tree.Name) and resolved.target(node) in declared for node in every(item))
    )
    return partial.union(naming)


def _entry(declaration: Declaration) -> tree.Node:
    """The entry in which something is declared."""
    while declaration.owner is not None and isinstance(
        declaration.item, tree.Bullet | tree.Option | tree.Member
    ):
        declaration = declaration.owner
    return declaration.item


def _same_name(found: Diagnostic) -> object:
    """The mistaken option or field, by which its places on one page are told together."""
    if found.kind in (kinds.NO_OPTION, kinds.NO_FIELD, kinds.NO_COUNTRY):
        return tuple(sorted(found.values.items()))
    return None


def _places(resolved: Resolved) -> Iterator[Placed]:
    seen: set[str] = set()
    for page in resolved.pages:
        if page.document.module not in seen:
            seen.add(page.document.module)
            for item in page.items:
                yield Placed(item, page.document.module)


def _place_of(one: Declaration, by_item: dict[tree.AnyItem, Placed], default: Placed) -> Placed:
    at: Declaration | None = one
    while at is not None:
        if not isinstance(at.item, tree.Bullet | tree.Option | tree.Member) and at.item in by_item:
            return by_item[at.item]
        at = at.owner
    return default


def _check(checker: Checker, ranges: Ranges) -> None:
    """One item."""
    context = checker.context
    check_own_days(context.placed.item, checker)
    declaration = context.resolved.by_node.get(context.placed.item)
    check_things(context.placed.item, checker)
    match context.placed.item:
        case tree.Party(who=who):
            if who is not None:
                checker.condition(who)
        case tree.Reading(options=options, name=name):
            if len(options) == 1:
                context.report(kinds.ONE_OPTION, name.span, name=name)
        case tree.Fact(judged_by=bodies) as fact:
            check_bodies(bodies, checker)
            check_words(fact, context)
        case tree.Always(condition=condition):
            checker.condition(condition)
        case tree.Define() | tree.Parameter() | tree.Table() as item:
            if declaration is not None:
                _figures(item, declaration, checker)
        case tree.Rule() | tree.Norm() | tree.Ground() | tree.Exception_() as item:
            if declaration is not None:
                check_clauses(declaration, item.clauses, checker)
                check_left_open(declaration, item, context)
            if declaration is not None:
                check_ground_beside_rows(declaration, context)
        case tree.Priority() | tree.Collision() as item:
            _between_two(item, checker)
        case tree.Silence(on=on, when=when):
            context.silenced = context.resolved.target(on)
            if when is not None:
                checker.condition(when)
        case tree.Options() as item:
            _options(item, declaration, checker)
        case tree.Question() as item:
            check_question(item, checker)
        case tree.Situation() as item:
            check_situation(item, checker)
        case tree.Background(givens=givens, under=under):
            check_givens(givens, checker)
            check_under(under, checker)
        case tree.Scenario() as item:
            check_scenario(item, checker)
        case tree.Cases() as item:
            check_cases(item, checker)
        case tree.Claim(under=under, condition=condition):
            check_under(under, checker)
            checker.condition(condition)
        case tree.Authority() | tree.Act() | tree.OneOf() | tree.Record() | tree.NotEncoded():
            pass  # their types are read by `declare_types`
        case never:
            assert_never(never)
    check_labels(context.placed.item, context)
    check_money(context.placed.item, context)
    check_conditions(context.placed.item, context, ranges)
    check_repeated(context.placed.item, context)


def _figures(
    item: tree.Define | tree.Parameter | tree.Table, declaration: Declaration, checker: Checker
) -> None:
    wanted = checker.context.declared(declaration) or BROKEN
    match item:
        case tree.Define(value=value):
            checker.require(value, wanted)
        case tree.Parameter():
            check_parameter(item, wanted, checker)
        case tree.Table():
            check_table(item, declaration, checker)


def _options(item: tree.Options, declaration: Declaration | None, checker: Checker) -> None:
    declared = checker.context.declared(declaration) if declaration is not None else None
    element = declared.element if isinstance(declared, SetType) else BROKEN
    for member in item.members:
        known = NOTHING_KNOWN
        if member.when is not None:
            checker.condition(member.when)
            known = settled(member.when, True, checker.context.resolved)
        with checker.context.knowing(known):
            checker.require(member.value, element)


def _between_two(item: tree.Priority | tree.Collision, checker: Checker) -> None:
    """A collision is with another; a norm that prevails over itself is a circle, which is reported before."""
    resolved = checker.context.resolved
    if isinstance(item, tree.Collision) and isinstance(item.right, tree.Name):
        left, right = resolved.target(item.left), resolved.target(item.right)
        if left is not None and left is right:
            checker.context.report(norm_kinds.WITH_ITSELF, item.right.span, name=left.short)
    if item.when is not None:
        checker.condition(item.when)
