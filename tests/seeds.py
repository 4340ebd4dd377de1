"""What random tests draw from: the same in every run, so that the verdict is the same.

`make fuzz` sets QANUN_SEED to a number; then everything is drawn anew, and the same number draws the same
again.
"""

import os

from hypothesis import settings

SEED = int(os.environ.get("QANUN_SEED", "0"))
"""0 where nothing is to be drawn anew."""

settings.register_profile("same", derandomize=True, database=None, deadline=None)
settings.register_profile("anew", derandomize=False, database=None, deadline=None, print_blob=True)


def seeded(words: str) -> str:
    """The seed of a test's own draws."""
    return f"{SEED} {words}" if SEED else words


def load() -> None:
    """What Hypothesis draws: tests that are read after this have it."""
    settings.load_profile("anew" if SEED else "same")
