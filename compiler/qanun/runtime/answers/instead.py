"""What an answer would be in another case, or under other readings."""

from datetime import date, datetime
from typing import Any, Generic

from attrs import fields, frozen

from qanun.runtime.answers.verdicts import Verdict
from qanun.runtime.type_variables import TypeVar
from qanun.runtime.values.penalties import Penalties
from qanun.runtime.values.states import State
from qanun.runtime.values.unknown import Unknown

Value = TypeVar("Value", covariant=True)


@frozen(kw_only=True)
class Instead(Generic[Value]):
    """What an answer then says. UNKNOWN is what facts that are missing leave open."""

    verdict: Verdict
    value: Value
    state: State | Unknown | None
    due: date | datetime | Unknown | None
    end: date | datetime | Unknown | None
    penalties: Penalties | Unknown | None
    sentence: str


def parts_of(answer: Any) -> dict[str, Any]:
    """What an answer says, part by part."""
    return {part.name: getattr(answer, part.name) for part in fields(Instead)}
