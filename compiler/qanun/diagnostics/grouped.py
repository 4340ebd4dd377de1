"""One mistake that is made in several places is told once, with the other places beside it."""

from collections.abc import Callable, Iterable

from attrs import evolve

from qanun.diagnostics.model import Diagnostic, Related

SHOWN = 4


def unique(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Each mistake once: what several rows of a table share is looked at for each of them."""
    first: dict[object, Diagnostic] = {}
    for one in found:
        first.setdefault((one.kind.code, one.span, *sorted(one.values.items())), one)
    return list(first.values())


def grouped(found: Iterable[Diagnostic], same: Callable[[Diagnostic], object]) -> list[Diagnostic]:
    """Of the diagnostics of one kind for which `same` is equal, and not None, the first with all the places.

    The fix of the first mends every place for which the others have the same change.
    """
    groups: dict[object, list[Diagnostic]] = {}
    for number, one in enumerate(sorted(found, key=lambda one: one.span.start)):
        key = same(one)
        groups.setdefault((one.kind, one.span.text, key) if key is not None else number, []).append(one)
    return [_together(first, others) for first, *others in groups.values()]


def _together(first: Diagnostic, others: list[Diagnostic]) -> Diagnostic:
    others = [one for one in others if one.span != first.span]
    if not others:
        return first
    left = len(others) - SHOWN
    places = [Related(one.span, "also here") for one in others[:SHOWN]]
    if left > 0:
        more = f"also here, and in {left} more {'place' if left == 1 else 'places'}"
        places[-1] = Related(places[-1].span, more)
    fix = first.fix
    if fix is not None:
        meant = [one.fix for one in others if one.fix is not None and one.fix.replacement == fix.replacement]
        fix = evolve(fix, also=(*fix.also, *(place for one in meant for place in one.places)))
    return evolve(first, related=(*first.related, *places), fix=fix)
