"""Equality, and operators on sets, which may be partly known: what they leave open is UNKNOWN."""

from typing import TypeVar

from qanun.runtime.values import UNKNOWN, Element, PartialSet, Unknown

E = TypeVar("E", bound=Element)


def equal(left: object, right: object) -> bool | Unknown:
    """Whether they are the same value. Partly known sets: no, where a member certainly tells them apart."""
    if not isinstance(left, PartialSet) and not isinstance(right, PartialSet):
        return left == right
    if left is None or right is None:
        return False
    inside_left, outside_left = _known(left)
    inside_right, outside_right = _known(right)
    if inside_left & outside_right or inside_right & outside_left:
        return False
    if not isinstance(left, PartialSet) and not inside_right <= inside_left:
        return False
    if not isinstance(right, PartialSet) and not inside_left <= inside_right:
        return False
    return UNKNOWN


def _known(members: object) -> tuple[frozenset[object], frozenset[object]]:
    if isinstance(members, PartialSet):
        return frozenset(members.inside), frozenset(members.outside)
    assert isinstance(members, frozenset)
    return members, frozenset()


def unequal(left: object, right: object) -> bool | Unknown:
    """Whether they are different values."""
    same = equal(left, right)
    return UNKNOWN if same is UNKNOWN else not same


def has_member(members: "frozenset[E] | PartialSet", member: E) -> bool | Unknown:
    """Whether the member is in the set."""
    return members.has(member) if isinstance(members, PartialSet) else member in members


def is_empty(members: "frozenset[E] | PartialSet | tuple[object, ...]") -> bool | Unknown:
    """Whether nothing is in the set or list."""
    if isinstance(members, PartialSet):
        return False if members.inside else UNKNOWN
    return not members


def count_of(members: "frozenset[E] | PartialSet | tuple[object, ...]") -> int | Unknown:
    """How many are in the set or list."""
    return UNKNOWN if isinstance(members, PartialSet) else len(members)


def in_common(
    left: "frozenset[E] | PartialSet", right: "frozenset[E] | PartialSet"
) -> "frozenset[E] | frozenset[Element] | PartialSet":
    """The members of both."""
    if isinstance(left, frozenset) and isinstance(right, frozenset):
        return left & right
    if isinstance(left, frozenset) or isinstance(right, frozenset):
        whole, part = (left, right) if isinstance(left, frozenset) else (right, left)
        assert isinstance(whole, frozenset)
        assert isinstance(part, PartialSet)
        if whole <= part.inside | part.outside:
            return whole & part.inside
        outside = [(member, False) for member in part.outside]
        return PartialSet((*((member, True) for member in whole & part.inside), *outside))
    assert isinstance(left, PartialSet)
    assert isinstance(right, PartialSet)
    out = left.outside | right.outside
    both = left.inside & right.inside
    return PartialSet((*((member, True) for member in both), *((member, False) for member in out)))
