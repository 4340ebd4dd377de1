"""Whether two values are the same, where the case may not tell all of a record."""

from qanun.runtime.values.facts import CaseRecord
from qanun.runtime.values.sets import PartialSet
from qanun.runtime.values.unknown import UNKNOWN


def alike(one: object, other: object) -> bool | None:
    """Whether two values are the same; None where what nobody has told of them can make it either.

    A thing is the same as itself, whatever is not told of it; two records are the same if each field is.
    """
    if one is UNKNOWN or other is UNKNOWN or isinstance(one, PartialSet) or isinstance(other, PartialSet):
        return None
    if one is other:
        return True
    left, right = _parts(one), _parts(other)
    if left is None or right is None:
        return one == other
    if len(left) != len(right):
        return False
    found = [alike(a, b) for a, b in zip(left, right, strict=True)]
    return False if False in found else None if None in found else True


def _parts(value: object) -> tuple[object, ...] | None:
    """The fields of a record, the things of a list; of any other value None."""
    if isinstance(value, tuple):
        return value
    if isinstance(value, CaseRecord):
        return tuple([getattr(value, fact.name) for fact in value.FACTS])
    cells = getattr(value, "cells", None)  # a record of a scenario, by field
    return None if cells is None else tuple([cell for _, cell in cells])
