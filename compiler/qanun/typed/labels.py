"""Labels that will not read well in the sentences that answers say.

Labels are in any words. What is said of them must be right: a doubtful one is passed over.
"""

from collections.abc import Iterator
from typing import assert_never

from qanun.diagnostics.model import Fix
from qanun.runtime.values.countries import COUNTRIES
from qanun.syntax import tree
from qanun.text import Span
from qanun.typed import label_kinds
from qanun.typed import label_words as words
from qanun.typed.agree import strip
from qanun.typed.context import Context
from qanun.typed.types import YES_NO

Labelled = (
    tree.Authority
    | tree.Party
    | tree.Fact
    | tree.Define
    | tree.Parameter
    | tree.Table
    | tree.Rule
    | tree.Norm
    | tree.Ground
    | tree.Exception_
    | tree.Silence
    | tree.Options
    | tree.Option
    | tree.RecordField
    | tree.Member
)
"""What is called by its label within a sentence."""


def check_labels(item: tree.AnyItem, context: Context) -> None:
    """Warn of the labels of an item and of what stands in it: of each label for one thing."""
    for one in _labelled(item):
        if one.label:
            _ = _no_act(one, context) or _never_within(one, context) or _denies(one, context)
    if isinstance(item, tree.OneOf):
        _countries_by_code(item, context)
    if isinstance(item, tree.Exception_):
        _barred_by_itself(item, context)
    if isinstance(item, tree.Priority):
        _prevails_over_itself(item, context)


def _labelled(item: tree.AnyItem) -> Iterator[Labelled]:
    """What of an item has a label that stands within sentences."""
    match item:
        case tree.Authority() | tree.Party() | tree.Fact() | tree.Define() | tree.Parameter() | tree.Table():
            yield item
        case tree.Rule() | tree.Norm() | tree.Ground() | tree.Exception_() | tree.Silence():
            yield item
        case tree.Options(members=members):
            yield item
            yield from members
        case tree.OneOf(options=options) | tree.Reading(options=options):
            yield from options
        case tree.Record(fields=fields):
            yield from fields
        case tree.Act() | tree.Always() | tree.Priority() | tree.Collision() | tree.NotEncoded():
            pass  # no sentence has their labels in it
        case tree.Question() | tree.Situation() | tree.Background() | tree.Scenario() | tree.Cases():
            pass  # titles, which stand alone
        case tree.Claim():
            pass
        case never:
            assert_never(never)


# --- of one label -------------------------------------------------------------------------------------------


def _no_act(one: Labelled, context: Context) -> bool:
    """Whether a norm's label does not read as what its kind says: *the council must …*."""
    if not isinstance(one, tree.Norm) or one.kind == "offence":
        return False
    assert one.label is not None
    first = one.label.split(" ", 1)[0].lower()
    if one.kind == "status":
        bearer = one.clauses.by or one.clauses.on
        reads = first not in words.ARTICLES or bearer is None or not bearer.names
        remedy = "begin with the verb, such as “is …”, “has …”, “counts as …”"
    else:
        reads = not words.is_no_verb(first)
        remedy = "begin with the verb, such as “return the book”"
    if not reads:
        context.report(label_kinds.NO_ACT, one.name.span, name=one.name, first=first, remedy=remedy)
    return not reads


def _never_within(one: Labelled, context: Context) -> bool:
    """Whether it ends or begins as a sentence of its own does, or has a name in it that is for programs."""
    assert one.label is not None
    place, label = _place(one, one.label), one.label
    name = f"{one.name}"
    if mark := words.end_of_sentence(label):
        shorter = label.rstrip(mark).rstrip()
        remedy = f"leave the “{mark}” out"
        if mark == "?":
            remedy = "say it as a statement, such as “the person has a card”; `you` asks the person concerned"
        fix = None if mark == "?" else _instead(place, label, shorter)
        context.report(label_kinds.ENDS, place, name=name, mark=mark, remedy=remedy, fix=fix)
    elif not _is_row(one) and words.begins_as_a_sentence(label, _is_act(one)):
        meant = label[:1].lower() + label[1:]
        first = meant.split(" ", 1)[0]
        context.report(label_kinds.CAPITAL, place, name=name, meant=first, fix=_instead(place, label, meant))
    elif code := words.written_for_programs(label):
        remedy = f"say it in words: “{code.replace('_', ' ')}”, or better"
        context.report(label_kinds.CODE, place, code=code, remedy=remedy)
    else:
        return False
    return True


def _denies(one: Labelled, context: Context) -> bool:
    """Whether it denies what its no would deny again."""
    if not isinstance(one, tree.Fact | tree.Define | tree.Rule):
        return False
    declaration = context.resolved.by_node.get(one)
    type_ = context.declared(declaration) if declaration is not None else None
    denial = words.denial(one.label or "") if type_ is not None and strip(type_) == YES_NO else ""
    if denial:
        place = _place(one, one.label or "")
        context.report(label_kinds.DENIES, place, name=one.name, denial=denial)
    return bool(denial)


def _is_act(one: Labelled) -> bool:
    return isinstance(one, tree.Norm) and one.kind not in words.NO_ACTS


def _is_row(one: Labelled) -> bool:
    """Whether its label is a cell of a table, which may begin as one likes."""
    return isinstance(one, tree.Ground) and one.is_row


# --- of what belongs together -------------------------------------------------------------------------------


def _countries_by_code(item: tree.OneOf, context: Context) -> None:
    """Countries, all of them by their two letters."""
    codes = [one for one in item.options if (one.label or one.name).upper() in COUNTRIES]
    if len(codes) > 1 and len(codes) == len(item.options):
        code = codes[0].label or codes[0].name
        remedy = "give each country its name as a label, or use the type `country`, which has them"
        context.report(label_kinds.CODE, codes[0].span, code=code, remedy=remedy)


def _barred_by_itself(item: tree.Exception_, context: Context) -> None:
    """An exception that is called as what it is made to, or as the rule of that."""
    for target in context.resolved.targets(item.to):
        for called in (target, target.owner):
            if item.label and called is not None and getattr(called.item, "label", None) == item.label:
                place = _place(item, item.label)
                context.report(label_kinds.BY_ITSELF, place, name=item.name, target=called.short)
                return


def _prevails_over_itself(item: tree.Priority, context: Context) -> None:
    """A norm that prevails over one that says the same of the same persons."""
    winner = context.resolved.target(item.winner)
    for loser in context.resolved.targets(item.losers):
        if winner is not None and winner is not loser and _same_sentence(winner.item, loser.item):
            context.report(label_kinds.BY_ITSELF, item.winner.span, name=item.winner, target=loser.short)


def _same_sentence(one: object, other: object) -> bool:
    """Whether two norms are said alike: their kind, their label, whose they are. One without a label has
    its name."""
    if not (isinstance(one, tree.Norm) and isinstance(other, tree.Norm) and one.label):
        return False
    return (one.kind, one.label, _bearers(one)) == (other.kind, other.label, _bearers(other))


def _bearers(norm: tree.Norm) -> list[tuple[str, ...]]:
    clauses = (norm.clauses.by, norm.clauses.on)
    return [tuple(map(str, one.names)) if one is not None else () for one in clauses]


# --- places -------------------------------------------------------------------------------------------------


def _place(one: Labelled, label: str) -> Span:
    """Where a label stands, without its quotation marks; else the whole line of what bears it."""
    start = one.span.words.find(f'"{label}"')
    if start < 0:
        return one.name.span if isinstance(one.name, tree.Name) else one.span
    begin = one.span.start + start + 1
    return one.span.text.span(begin, begin + len(label))


def _instead(place: Span, label: str, meant: str) -> Fix | None:
    return Fix(place, meant, f"write “{meant}”") if place.words == label else None
