"""What some rows of a table leave over: combinations of the parts of its columns."""

from collections.abc import Iterable, Sequence

Box = tuple[int, ...]
"""Of each column the parts that it may fall in, a bit for each: all combinations of these."""
MOST = 2000
"""So many boxes are looked into at most."""


def left_over(box: Box, rows: Iterable[Box]) -> list[Box] | None:
    """What of a box no row has, in boxes of which no two share anything; None where these become too many."""
    left = [box] if all(box) else []
    for row in rows:
        left = [piece for one in left for piece in _without(one, row)]
        if len(left) > MOST:
            return None
    return left


def _without(box: Box, row: Box) -> Sequence[Box]:
    """What of a box a row does not have."""
    if not all(one & other for one, other in zip(box, row, strict=True)):
        return (box,)
    pieces = []
    within = list(box)
    for at, (one, other) in enumerate(zip(box, row, strict=True)):
        if one & ~other:
            pieces.append((*within[:at], one & ~other, *within[at + 1 :]))
        within[at] = one & other
    return pieces
