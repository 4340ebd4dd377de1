"""What a scenario states: its own facts and readings, and those of its background that it lets stand."""

from qanun.resolved.model import Declaration, Resolved
from qanun.syntax import tree

Place = tuple[Declaration | str, ...]
"""A fact; a field of a record, by its names; or the words of what is given without a name (`as_of`)."""


def place_of(given: tree.Given, resolved: Resolved) -> Place | None:
    """What something is given of; None where its name is mistaken."""
    if given.name is None:
        return (given.how,)
    meaning = resolved.meaning.get(given.name)
    if meaning is None or not isinstance(meaning.target, Declaration):
        return None
    return (meaning.target, *meaning.fields)


def within(one: Place, other: Place) -> bool:
    """Whether one is the other, or a field of it."""
    return one[: len(other)] == other


def stated(item: tree.Scenario, resolved: Resolved) -> tuple[tuple[tree.Given, ...], tuple[tree.Under, ...]]:
    """All that a scenario states, what its background says first. Of one fact, the scenario's own stands.

    A field that it states itself replaces that field alone.
    """
    declared = resolved.target(item.background)
    start = declared.item if declared is not None else None
    if not isinstance(start, tree.Background):
        return item.givens, item.under
    own = [place for given in item.givens if (place := place_of(given, resolved)) is not None]
    givens = [
        given
        for given in start.givens
        if (place := place_of(given, resolved)) is not None and not any(within(place, one) for one in own)
    ]
    chosen = {resolved.target(under.reading) for under in item.under}
    readings = [under for under in start.under if resolved.target(under.reading) not in chosen]
    return (*givens, *item.givens), (*readings, *item.under)
