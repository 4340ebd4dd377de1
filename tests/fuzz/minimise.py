"""A smaller input that does the same harm."""

import time

from .doors import Door
from .run import SECONDS, Report, tried


def minimised(door: Door, content: str, signature: str, seconds: float = 30) -> str:
    """The input without all that can be left out, line by line and then sign by sign, while time lasts."""
    end = time.monotonic() + seconds
    for parts, join in ((content.splitlines(keepends=True), "".join), (None, "".join)):
        pieces = list(content) if parts is None else parts
        size = max(len(pieces) // 2, 1)
        while size and time.monotonic() < end:
            at = 0
            while at < len(pieces) and time.monotonic() < end:
                shorter = pieces[:at] + pieces[at + size :]
                if _harms(door, join(shorter), signature):
                    pieces = shorter
                else:
                    at += size
            size //= 2
        content = join(pieces)
    return content


def _harms(door: Door, content: str, signature: str) -> bool:
    report = Report()
    tried(door, content, report, SECONDS)
    return signature in report.found
