"""Whether a search for changes leaves nothing out: of all that the atoms it came by rest on every value is
told apart that could matter, whatever else is changed."""

from collections.abc import Iterable, Sequence
from typing import Any

from qanun.runtime.evaluation.nearby import REACH, SIDES
from qanun.runtime.evaluation.stated import MOST_OPTIONS, Stated
from qanun.runtime.evaluation.turning import Otherwise
from qanun.runtime.values.unknown import UNKNOWN

ONE_WAY = frozenset(("<", "<=", ">", ">=", "=", "!=", "is none", "limit passed", "in time")) | frozenset(
    ("+", "-", "limit at", "limit after", "date plus", "date of", "age of")
)
"""The operators that, of a value that grows, come out otherwise once, or grow or fall with it."""
IN_STEPS = frozenset(("integer", "date"))
"""The kinds of which every value lies whole steps away."""
MANY = 2


def is_whole(otherwise: Otherwise, atoms: Iterable[int]) -> bool:
    """Whether nothing is left out by a search that came by these atoms."""
    turning = otherwise.turning
    return (
        all(_is_told(otherwise, atom) for atom in atoms)
        and all(
            otherwise.is_spelled(names, fields)
            for names, fields in zip(turning.facts, turning.fields, strict=True)
        )
        and all(
            otherwise.is_spelled(names, fields)
            and all(
                one.kind.word in REACH or _is_few(one)
                for one in otherwise.stated
                if one.fact in names and _speaks(fields, one)
            )
            for names, fields in turning.said_by
        )
    )


def _speaks(fields: frozenset[str], one: Stated) -> bool:
    return not fields or one.key is None or one.key in fields


def _is_told(otherwise: Otherwise, atom: int) -> bool:
    """Whether of all on which an atom rests every value is told apart."""
    return all(
        _is_few(otherwise.stated[place]) or _is_alone(otherwise, atom, place)
        for place in otherwise.seen_by[atom]
    )


def _is_few(one: Stated) -> bool:
    """Whether all values that something could have are tried."""
    match one.kind.word:
        case "yes/no":
            return True
        case "one of" | "authority":
            return one.kind.options is not None
        case "set":
            options = one.kind.element.options if one.kind.element is not None else None
            return (
                one.member is not UNKNOWN
                and not one.or_none
                and options is not None
                and len(options) <= MOST_OPTIONS
            )
        case _:
            return False


def _is_alone(otherwise: Otherwise, atom: int, place: int) -> bool:
    """Whether an atom rests on this alone, and asks which country of those named it is, or on which side of
    fixed bounds it lies."""
    if otherwise.seen_by[atom] != [place] or otherwise.is_tied[atom]:
        return False
    one, expr = otherwise.stated[place], otherwise.turning.exprs[atom]
    word, is_same = one.kind.word, expr[1] in ("=", "!=")
    if _facts(expr) != 1 or word == "number" or word not in (*REACH, "country"):
        return False
    if word == "country":
        return is_same or expr[1] == "is none"
    return (
        (not is_same or (word in IN_STEPS and atom in otherwise.turning.sides))
        and (one.value is not None or otherwise.has_start(one))
        and len(otherwise.values(place)) < SIDES
    )


def _facts(expr: Sequence[Any]) -> int:
    """How many facts and fields an expression speaks of; MANY where it does not go one way with them."""
    if expr[0] in ("const", "as_of", "reading"):
        return 0
    if expr[0] == "fact" or (expr[0] == "field" and expr[2][0] in ("fact", "local")):
        return 1
    if expr[:2] == ["apply", "is none"] and expr[2][:2] == ["apply", "happened"]:
        return sum(_facts(part) for part in expr[2][2:])
    if expr[0] == "apply" and expr[1] in ONE_WAY:
        return sum(_facts(part) for part in expr[2:])
    return MANY
