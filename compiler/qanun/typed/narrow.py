"""What a condition settles about none: `x is not none and x <= d`."""

from collections.abc import Iterable
from functools import reduce
from typing import assert_never

from qanun.resolved.model import Declaration, Local, Resolved
from qanun.resolved.walk import unbracketed
from qanun.syntax import tree

Key = tuple[Declaration | Local, tuple[str, ...], str, "Key | None"]
Known = frozenset[Key]
NOTHING_KNOWN: Known = frozenset()


def key_of(expression: tree.Expression, resolved: Resolved) -> Key | None:
    """What is the same value wherever it is written: a name with its fields, such a name of such a thing
    (`N of c`), `due of N`, `end of N` (or of a
    period)."""
    plain = unbracketed(expression)
    if isinstance(plain, tree.Literal | tree.Condition):
        return None
    match plain:
        case tree.Refer(name=name):
            meaning = resolved.meaning.get(name)
            return None if meaning is None else (meaning.target, meaning.fields, "", None)
        case tree.OfOne(subject=subject, thing=thing):
            asked, one = key_of(subject, resolved), key_of(thing, resolved)
            return (*asked[:3], one) if asked is not None and one is not None else None
        case tree.AsOfDay(inner=inner, day=day):
            asked = key_of(inner, resolved)
            told = " ".join(day.span.words.split())
            return None if asked is None else (asked[0], asked[1], f"{asked[2]} as of {told}", asked[3])
        case tree.Phrase(word="due" | "end" as word, arguments=(argument,)):
            norm = key_of(argument, resolved)
            return (norm[0], norm[1], word, norm[3]) if norm is not None else None
        case tree.Phrase() | tree.Today() | tree.AsOf() | tree.Bracketed() | tree.ThingAt() | tree.Several():
            return None
        case tree.Arithmetic() | tree.Negative() | tree.Rounded() | tree.Bands():
            return None
        case tree.Choice() | tree.Match() | tree.Quantified():
            return None
        case never:
            assert_never(never)


def settled(condition: tree.Expression, truth: bool, resolved: Resolved) -> Known:
    """What is not none wherever the condition has this truth."""

    def of(part: tree.Expression, so: bool) -> Known:
        return settled(part, so, resolved)

    if isinstance(condition, tree.Literal):
        return NOTHING_KNOWN
    match condition:
        case tree.Bracketed(inner=inner):
            return of(inner, truth)
        case tree.Not(part=part):
            return of(part, not truth)
        case tree.Is(subject=subject, negated=negated, what=tree.NoneLiteral()) if negated is truth:
            return _only(key_of(subject, resolved))
        case tree.Compare(operator="=" | "!=" as operator, left=left, right=tree.NoneLiteral()):
            return _only(key_of(left, resolved)) if (operator == "!=") is truth else NOTHING_KNOWN
        case tree.Joined(word="implies", parts=(*conditions, last)):
            if truth:
                return NOTHING_KNOWN
            return _all([*(of(part, True) for part in conditions), of(last, False)])
        case tree.Joined(word=word, parts=parts):
            found = [of(part, truth) for part in parts]
            return _all(found) if (word == "and") is truth else _shared(found)
        case tree.Bullets(word="all" | "any" | "none" as word, bullets=bullets):
            sure = truth is not (word == "none")
            found = [
                NOTHING_KNOWN if not sure and _excepted(bullet, resolved) else of(bullet.value, sure)
                for bullet in bullets
            ]
            return _all(found) if (word == "all") is sure else _shared(found)
        case tree.Bullets() | tree.Is() | tree.Compare() | tree.Between():
            return NOTHING_KNOWN
        case tree.Refer() | tree.OfOne() | tree.ThingAt() | tree.AsOfDay() | tree.Today() | tree.AsOf():
            return NOTHING_KNOWN
        case tree.Arithmetic() | tree.Negative() | tree.Rounded() | tree.Bands() | tree.Phrase():
            return NOTHING_KNOWN
        case tree.Choice() | tree.Match() | tree.Quantified() | tree.Several():
            return NOTHING_KNOWN
        case never:
            assert_never(never)


def _excepted(bullet: tree.Bullet, resolved: Resolved) -> bool:
    """Whether the bullet may fail although its condition holds."""
    limb = resolved.by_node.get(bullet)
    return limb is not None and limb in resolved.exceptions_to


def _only(key: Key | None) -> Known:
    return frozenset({key}) if key is not None else NOTHING_KNOWN


def _all(found: Iterable[Known]) -> Known:
    return NOTHING_KNOWN.union(*found)


def _shared(found: list[Known]) -> Known:
    return reduce(frozenset.intersection, found) if found else NOTHING_KNOWN
