"""What of pages that did not change a change elsewhere concerns."""

from collections.abc import Iterable, Mapping

from qanun.slices.pages import Sketch


def concerned(otherwise: Iterable[str], sketches: Mapping[str, Sketch]) -> Mapping[str, set[int]]:
    """By path, the blocks that ask for what is offered otherwise now, or for what such a block offers.

    The number after that of the last block is the page itself, which offers nothing on account of others.
    """
    asking: dict[str, list[tuple[str, int]]] = {}
    for path, sketch in sketches.items():
        for number, asks in enumerate(sketch.outline.asks):
            for key in asks:
                asking.setdefault(key, []).append((path, number))
    found: dict[str, set[int]] = {}
    ahead = list(otherwise)
    seen = set(ahead)
    while ahead:
        for path, number in asking.get(ahead.pop(), ()):
            numbers = found.setdefault(path, set())
            offers = sketches[path].outline.offers[:-1]
            if number not in numbers and number < len(offers):
                fresh = set(offers[number]) - seen
                ahead += fresh
                seen |= fresh
            numbers.add(number)
    return found
