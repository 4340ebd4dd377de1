"""Whether the law allows a penalty that was imposed."""

from qanun.runtime.faults import NotComparable
from qanun.runtime.values.durations import Days, Hours, Months, MonthsAndDays
from qanun.runtime.values.money import Money
from qanun.runtime.values.penalties import Measure, Penalties, Penalty, PenaltyRange, show_measure

SHORTEST_MONTH = 28
"""So many days at least has a month: fewer days and some months are surely less than a month more."""


def within(amount: Measure, limits: PenaltyRange) -> bool:
    """Whether the amount lies in the range, both ends included.

    A NotComparable fault where the units differ: whether 900 days lie between two and five years depends on a
    conversion that the law would have to state.
    """
    low, high = limits.low, limits.high
    return (low is None or _at_most(low, amount)) and _at_most(amount, high)


def _at_most(left: Measure, right: Measure) -> bool:
    match left, right:
        case Money(), Money() if left.currency == right.currency:
            return left <= right
        case (Hours(count), Hours(most)) | (Days(count), Days(most)) | (Months(count), Months(most)):
            return count <= most
        case MonthsAndDays(months, days), Months(most) if months >= most or days < SHORTEST_MONTH:
            return months < most
        case Months(count), MonthsAndDays(months, days) if months >= count or days < SHORTEST_MONTH:
            return count <= months
    raise NotComparable(show_measure(left), show_measure(right))


def allows(penalties: Penalties, penalty: Penalty) -> bool:
    """Whether the penalty, with all that is imposed with it, is one of the alternatives, each part in its
    range.
    """
    imposed = sorted((penalty, *penalty.also), key=lambda part: part.kind)
    return any(_meets(imposed, alternative) for alternative in penalties.alternatives)


def _meets(imposed: list[Penalty], alternative: tuple[PenaltyRange, ...]) -> bool:
    wanted = sorted(alternative, key=lambda limits: limits.kind)
    if [part.kind for part in imposed] != [limits.kind for limits in wanted]:
        return False
    return all(within(part.amount, limits) for part, limits in zip(imposed, wanted, strict=True))
