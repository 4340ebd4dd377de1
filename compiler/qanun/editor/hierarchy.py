"""What a declaration rests on, and what rests on it: the entries that name it, and those that it names."""

from collections.abc import Iterator

from attrs import frozen

from qanun.editor.known import Known
from qanun.editor.places import Place, Places
from qanun.resolved.model import Declaration
from qanun.syntax import tree
from qanun.text import Span


@frozen(eq=False)
class Step:
    """A declaration on one side of another, and the places at which one names the other."""

    declaration: Declaration
    places: tuple[Span, ...]


def rests_on(places: Places, one: Declaration) -> tuple[Step, ...]:
    """What the entry of a declaration names, in the order of the text."""
    entry = one.item.span
    within = [
        place
        for place in places.by_path.get(entry.text.path, ())
        if entry.start <= place.span.start and place.span.end <= entry.end and not place.declares
    ]
    return tuple(_steps((place.target, place) for place in within if place.target is not one))


def used_by(places: Places, one: Declaration) -> tuple[Step, ...]:
    """The declarations whose entries name one, by file and in the order of the text."""
    found = ((declared_by(places.known, place.span), place) for place in places.of(one) if not place.declares)
    return tuple(_steps((above, place) for above, place in found if above is not one))


def declared_by(known: Known, span: Span) -> Declaration | None:
    """The declaration whose entry a place lies in; None where that is a case or declares nothing."""
    item = known.item(span.text.path, span.start)
    return None if item is None else known.typed.resolved.by_node.get(item)


def _steps(found: Iterator[tuple[object, Place]]) -> Iterator[Step]:
    grouped: dict[Declaration, list[Span]] = {}
    for target, place in found:
        if isinstance(target, Declaration) and isinstance(target.item, tree.Item):
            grouped.setdefault(target, []).append(place.span)
    yield from (Step(target, tuple(spans)) for target, spans in grouped.items())
