"""Where a norm stands."""

from enum import StrEnum


class State(StrEnum):
    """Where a norm stands at `as_of`."""

    NOT_APPLICABLE = "not applicable"
    BARRED = "barred"
    PENDING = "pending"
    FULFILLED = "fulfilled"
    FULFILLED_LATE = "fulfilled late"
    BREACHED = "breached"
    DONE = "done"
    NOT_DONE = "not done"
    IN_FORCE = "in force"
    EXPIRED = "expired"
