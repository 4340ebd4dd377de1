"""Equality, and operators on sets that are known; what is undecided of one, `open_sets` weighs."""

from typing import TypeVar

from qanun.runtime.values.sets import Element

E = TypeVar("E", bound=Element)
T = TypeVar("T")


def equal(left: object, right: object) -> bool:
    """Whether they are the same value."""
    return left == right


def unequal(left: object, right: object) -> bool:
    """Whether they are different values."""
    return left != right


def has_member(members: "frozenset[E]", member: E) -> bool:
    """Whether the member is in the set."""
    return member in members


def is_empty(members: "frozenset[E] | tuple[object, ...]") -> bool:
    """Whether nothing is in the set or list."""
    return not members


def count_of(members: "frozenset[E] | tuple[object, ...]") -> int:
    """How many are in the set or list."""
    return len(members)


def together_with(left: "tuple[T, ...]", right: "tuple[T, ...]") -> "tuple[T, ...]":
    """All of the one list, then all of the other."""
    return left + right


def in_common(left: "frozenset[E]", right: "frozenset[E]") -> "frozenset[E]":
    """The members of both."""
    return left & right
