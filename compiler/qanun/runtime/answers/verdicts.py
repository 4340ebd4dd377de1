"""What the law says, in one word."""

from enum import StrEnum


class Verdict(StrEnum):
    """What the law says."""

    YES = "yes"
    NO = "no"
    VALUE = "value"
    MUST = "must"
    NEED_NOT = "need_not"
    MUST_NOT = "must_not"
    MAY = "may"
    DISCRETION = "discretion"
    BARRED = "barred"
    SILENT = "silent"
    IN_CONFLICT = "in_conflict"
    UNKNOWN = "unknown"
    FAULT = "fault"
