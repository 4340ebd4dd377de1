"""Plain total expressions: over facts, readings and the moment, and over whether a fact is stated.

Each yields one value, never an undecided outcome, as long as it is read as it stands: `All`, `Any` and `If`
from the left, and no further than needed. So a part may be one that has a value only where the parts before
it let it be asked for. What is used of the case is asked for behind `Stated`, what can fail behind `Fails`,
what may be none behind `is none`.
"""

from typing import Literal

from attrs import frozen

from qanun.core.names import Name
from qanun.core.rules import AsOf, Const, FactOf, Local, Quantifier, Reading
from qanun.runtime.operators.operator_rows import OperatorName

FaultName = Literal[
    "DivisionByZero",
    "StepNotAboveZero",
    "PeriodReversed",
    "PeriodOpen",
    "NotComparable",
    "OutOfCalendar",
    "NumberTooLong",
]
"""The faults of operators."""


@frozen(cache_hash=True)
class Field:
    """A field of a record that is not none."""

    record: "Total"
    name: str


@frozen(cache_hash=True)
class Stated:
    """Whether the case states a fact or a field; a set only where it states every member."""

    of: FactOf | Field


@frozen(cache_hash=True)
class StatedInPart:
    """Whether the case tells of some values whether they are in a set, and not of all."""

    of: FactOf | Field


@frozen(cache_hash=True)
class Told:
    """The values of which the case tells that they are in a set, or (`inside` no) that they are not.

    A list, which is empty where nothing is stated.
    """

    of: FactOf | Field
    inside: bool


@frozen(cache_hash=True)
class Members:
    """The members of a set, as a list."""

    of: "Total"


@frozen(cache_hash=True)
class All:
    """Yes if every part is."""

    parts: "tuple[Total, ...]"


@frozen(cache_hash=True)
class Any:
    """Yes if some part is."""

    parts: "tuple[Total, ...]"


@frozen(cache_hash=True)
class Not:
    part: "Total"


@frozen(cache_hash=True)
class If:
    condition: "Total"
    then: "Total"
    otherwise: "Total"


@frozen(cache_hash=True)
class Apply:
    """An operator on what has a value."""

    operator: OperatorName
    operands: "tuple[Total, ...]"


@frozen(cache_hash=True)
class Fails:
    """Whether an operator, or a sum, comes to no value and this fault, by its name, stands in its place."""

    of: "Apply | Over"
    fault: FaultName


@frozen(cache_hash=True)
class Count:
    """How many of the parts are yes."""

    parts: "tuple[Total, ...]"


@frozen(cache_hash=True)
class Over:
    """A quantifier over a list, as in the core, of those things where `where` is yes.

    `nothing` is the sum, the largest or the smallest of no things.
    """

    kind: Quantifier
    local: str
    items: "Total"
    where: "Total"
    body: "Total"
    nothing: "Total | None" = None


@frozen(cache_hash=True)
class Member:
    """A value that is in a set where the condition holds; of `items` each thing for which it does."""

    condition: "Total"
    value: "Total"
    local: str = ""
    items: "Total | None" = None


@frozen(cache_hash=True)
class SetOf:
    """The values whose conditions hold, as a set."""

    members: tuple[Member, ...]


@frozen(cache_hash=True)
class AlikeRecords:
    """Whether two values with records in them are surely the same (`surely` yes), or surely are not.

    Neither where what the case does not state of them can make it either.
    """

    one: "Total"
    other: "Total"
    surely: bool


Part = Literal["value", "yes", "no", "has a value", "unknown", "fault", "in conflict", "silent"]
"""What there is to say of a definition. `yes` and `no` of one that is yes or no, `value` of all others."""


@frozen(cache_hash=True)
class Of:
    """What is said of another definition, about these things. `part` is a `Part`, or one of its own."""

    name: Name
    part: str
    about: "tuple[Total, ...]" = ()


@frozen(cache_hash=True)
class Shared:
    """An expression that the definition uses more than once, by its number; of these things."""

    number: int
    about: "tuple[Total, ...]" = ()


Total = (
    Const
    | FactOf
    | Reading
    | AsOf
    | Local
    | Field
    | Stated
    | StatedInPart
    | Told
    | Members
    | All
    | Any
    | Not
    | If
    | Apply
    | Fails
    | Count
    | Over
    | SetOf
    | AlikeRecords
    | Of
    | Shared
)
