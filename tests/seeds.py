"""What random tests draw from: the same in every run, so that the verdict is the same.

`make fuzz` sets QANUN_SEED to a number; then everything is drawn anew, and the same number draws the same
again.
"""

import os

from hypothesis import HealthCheck, settings

SEED = int(os.environ.get("QANUN_SEED", "0"))
"""0 where nothing is to be drawn anew."""

BUSY = settings(database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""What it takes for no time to be measured: the machine may be busy."""

settings.register_profile("same", BUSY, derandomize=True)
settings.register_profile("anew", BUSY, derandomize=False, print_blob=True)


def seeded(words: str) -> str:
    """The seed of a test's own draws."""
    return f"{SEED} {words}" if SEED else words


def load() -> None:
    """What Hypothesis draws: tests that are read after this have it."""
    settings.load_profile("anew" if SEED else "same")
