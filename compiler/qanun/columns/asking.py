"""What columns ask of a question of a law."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Protocol

from qanun.runtime.answers.answers import Answers
from qanun.runtime.answers.found import Found
from qanun.runtime.answers.making import Making


class Question(Protocol):
    """A question, as `qanun.runtime.questions` has it."""

    name: str
    home: str
    module: str
    fingerprint: str
    facts: type[Any]
    answers_type: type[Answers]

    @property
    def needs_as_of(self) -> bool: ...

    @property
    def making(self) -> Making: ...

    def found(
        self,
        facts: Any,
        as_of: date | datetime | None,
        readings: Mapping[str, str] | None,
        /,
        *,
        plainly: bool = True,
    ) -> Found: ...
