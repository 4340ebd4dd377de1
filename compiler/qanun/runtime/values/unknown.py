"""What stands for a fact that nobody has stated."""

from enum import Enum
from typing import Final


class Unknown(Enum):
    """What stands for a fact that nobody has stated yet. Never the same as None, which is *none*."""

    UNKNOWN = "unknown"

    def __bool__(self) -> bool:
        raise TypeError("an unknown value is neither yes nor no; ask `is UNKNOWN` first")

    def __repr__(self) -> str:
        return "UNKNOWN"

    def __str__(self) -> str:
        return "unknown"


UNKNOWN: Final = Unknown.UNKNOWN
