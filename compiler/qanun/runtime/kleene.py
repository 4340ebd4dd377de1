"""How outcomes pass through the core's operations: strong Kleene logic, with what each result rests on."""

from collections.abc import Iterable

from qanun.runtime.operators import OPERATORS
from qanun.runtime.undecided import Faulty, NotKnown, Undecided, merge

Bounds = tuple[int, int] | None
Finding = tuple[object, int, Bounds]
"""A value or an undecided outcome; the mask of what it rests on; the bounds of an undecided integer."""

YES: Finding = (True, 0, None)
NO: Finding = (False, 0, None)

ABSENT: Finding = (Faulty(()), 0, None)
"""What an operator yields on a none that the rule has asked about before: nothing that can decide."""


def compared(operator: str, left: tuple[int, int], right: tuple[int, int]) -> bool | None:
    """How what lies in one range compares with what lies in another, where the ranges settle it."""
    (a, b), (c, d) = left, right
    match operator:
        case "<":
            return True if b < c else False if a >= d else None
        case "<=":
            return True if b <= c else False if a > d else None
        case ">":
            return compared("<", right, left)
        case ">=":
            return compared("<=", right, left)
        case "=":
            return False if b < c or a > d else None
        case "!=":
            return True if b < c or a > d else None
        case _:
            return None


def all_of(parts: tuple[Finding, ...]) -> Finding:
    """No if a part is no (resting on each such part); yes if all are (resting on all); else undecided."""
    held = failed = 0
    no = False
    doubtful: list[Finding] | None = None
    for part in parts:
        value = part[0]
        if value is True:
            held |= part[1]
        elif value is False:
            no = True
            failed |= part[1]
        elif doubtful is None:
            doubtful = [part]
        else:
            doubtful.append(part)
    if no:
        return (False, failed, None)
    if doubtful is None:
        return (True, held, None)
    return doubtful[0] if len(doubtful) == 1 else _doubted(doubtful, False)


def any_of(parts: tuple[Finding, ...]) -> Finding:
    """The mirror of `all_of`: yes if a part is yes, no if all are no."""
    held = failed = 0
    yes = False
    doubtful: list[Finding] | None = None
    for part in parts:
        value = part[0]
        if value is False:
            failed |= part[1]
        elif value is True:
            yes = True
            held |= part[1]
        elif doubtful is None:
            doubtful = [part]
        else:
            doubtful.append(part)
    if yes:
        return (True, held, None)
    if doubtful is None:
        return (False, failed, None)
    return doubtful[0] if len(doubtful) == 1 else _doubted(doubtful, True)


def _doubted(parts: list[Finding], either: bool) -> Finding:
    """What remains of undecided parts; `either`: one yes would do."""
    basis = every = either_way = 0
    alone = -1
    unknown = False
    for value, mask, _ in parts:
        basis |= mask
        if value.__class__ is NotKnown:
            assert isinstance(value, NotKnown)
            unknown = True
            every |= value.all
            if either:
                alone &= value.no
                either_way |= value.yes
            else:
                alone &= value.yes
                either_way |= value.no
    if not unknown:
        return (merge(value for value, _, _ in parts), basis, None)
    if either:
        return (NotKnown(either_way, alone, every), basis, None)
    return (NotKnown(alone, either_way, every), basis, None)


def opposite(part: Finding) -> Finding:
    """Yes for no, no for yes; what is undecided stays so."""
    value, basis, _ = part
    if value is True:
        return (False, basis, None)
    if value is False:
        return (True, basis, None)
    if isinstance(value, NotKnown):
        return (NotKnown(value.no, value.yes, value.all), basis, None)
    return part


def merged(values: Iterable[object]) -> Undecided:
    """`merge`, with a short way for what is mostly met: nothing worse than missing facts."""
    alone, every = -1, 0
    unknown = False
    values = tuple(values)
    for value in values:
        if isinstance(value, NotKnown):
            unknown = True
            alone &= value.yes | value.no
            every |= value.all
    return NotKnown(alone, alone, every) if unknown else merge(values)


def same(one: object, other: object) -> bool:
    """Whether two values or outcomes are the same."""
    if isinstance(one, NotKnown):
        return (
            isinstance(other, NotKnown)
            and one.all == other.all
            and one.yes == other.yes
            and one.no == other.no
        )
    return one == other


def chosen(condition: Finding, then: Finding, otherwise: Finding) -> Finding:
    """The branch that the condition chooses; where it is undecided, the value on which both agree.

    Two branches that are unknown do not agree: what they lack may make them differ.
    """
    state, basis, _ = condition
    if state is True or state is False:
        value, more, bounds = then if state is True else otherwise
        return (value, basis | more, bounds)
    one, other = then[0], otherwise[0]
    rest = then[1] | otherwise[1]
    if same(one, other) and one.__class__ is not NotKnown:
        return (one, rest, None)
    outcome = merged((state, one, other))
    if isinstance(outcome, NotKnown) and isinstance(state, NotKnown):
        alone = 0 if isinstance(one, Undecided) else state.yes
        if not isinstance(other, Undecided):
            alone |= state.no
        outcome = NotKnown(outcome.yes | alone, outcome.no | alone, outcome.all)
    return (outcome, basis | rest, None)


def counted(parts: tuple[Finding, ...]) -> Finding:
    """How many are yes: exact where all are decided, else undecided between bounds."""
    basis = low = 0
    doubtful: list[object] = []
    for value, mask, _ in parts:
        basis |= mask
        if value is True:
            low += 1
        elif value is not False:
            doubtful.append(value)
    if not doubtful:
        return (low, basis, None)
    return (merged(doubtful), basis, (low, low + len(doubtful)))


def remaining(parts: "list[Finding]") -> Finding:
    """What remains of parts of which some are undecided."""
    undecided = [part for part in parts if isinstance(part[0], Undecided)]
    basis = 0
    for part in undecided:
        basis |= part[1]
    return (merged(part[0] for part in undecided), basis, None)


def masks(parts: "list[Finding]") -> int:
    """All that the parts rest on."""
    basis = 0
    for part in parts:
        basis |= part[1]
    return basis


def range_of(finding: Finding) -> Bounds:
    if finding[2] is not None:
        return finding[2]
    value = finding[0]
    return (value, value) if value.__class__ is int and isinstance(value, int) else None


def undecided_operands(operator: str, operands: tuple[Finding, ...]) -> Finding:
    bounds: Bounds = None
    if len(operands) == 2:
        left, right = range_of(operands[0]), range_of(operands[1])
        if left is not None and right is not None:
            verdict = compared(operator, left, right)
            if verdict is not None:
                return (verdict, operands[0][1] | operands[1][1], None)
            if operator == "+":
                bounds = (left[0] + right[0], left[1] + right[1])
    value, basis, _ = remaining(list(operands))
    return (value, basis, bounds)


def gathered(kind: str, rows: list[tuple[Finding, Finding]], if_none: Finding | None) -> Finding:
    """What a quantifier makes of its things: of each, whether it counts, and its condition or summand."""
    match kind:
        case "some":
            return any_of(tuple(all_of(row) for row in rows))
        case "every":
            return all_of(tuple(any_of((opposite(where), body)) for where, body in rows))
        case "count":
            return counted(tuple(where for where, _ in rows))
    kept = [row for row in rows if row[0][0] is not False]
    dropped = masks([where for where, _ in rows if where[0] is False])
    parts = [part for row in kept for part in row]
    if any(isinstance(part[0], Undecided) for part in parts):
        return remaining(parts)
    values = [body[0] for _, body in kept]
    basis = dropped | masks(parts)
    if kind == "sum":
        total = 0 if if_none is None else if_none[0]
        for value in values:
            total = OPERATORS["+"](total, value)
        return (total, basis, None)
    if not values:
        assert if_none is not None
        return (if_none[0], if_none[1] | basis, if_none[2])
    best = values[0]
    for value in values[1:]:
        if OPERATORS["<" if kind == "smallest" else ">"](value, best):
            best = value
    return (best, basis, None)
