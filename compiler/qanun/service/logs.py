"""What is written of requests: a line of JSON each, without facts, addresses or names of callers."""

import json
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime

Log = Callable[..., None]
"""Takes the event, and what is to be said of it by name."""


def to_stderr(event: str, **more: object) -> None:
    """A line on the error stream."""
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    sys.stderr.write(json.dumps({"time": now, "event": event, **more}, separators=(",", ":")) + "\n")
    sys.stderr.flush()


def to_nowhere(event: str, **more: object) -> None:
    """Nothing is written."""


def places(error: BaseException) -> list[str]:
    """Where an error arose, without its message, in which facts may stand."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-12:]]
