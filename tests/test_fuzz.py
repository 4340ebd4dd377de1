"""Whatever comes in by any door, nothing is raised, hangs, or is told without its place."""

import os
from pathlib import Path

import pytest
from fuzz.__main__ import on_cores
from fuzz.run import BUSY, Report, kept, read_kept, tried
from seeds import SEED

INPUTS = int(os.environ.get("QANUN_FUZZ", "600"))
"""How many inputs are tried: 10,000 in CI."""
PATIENCE = 24 * 60.0
"""Minutes; the machine may be as busy as it likes."""


def told(report: Report) -> str:
    return "\n".join(
        f"{signature}\n{one.content!r:.500}\n{one.trace}" for signature, one in report.found.items()
    )


def test_what_comes_in_at_random() -> None:
    """`QANUN_FUZZ` inputs, the same in every run; what one of them does is told with the input itself."""
    report = on_cores(seed=SEED, inputs=INPUTS, minutes=PATIENCE, cores=os.cpu_count() or 1, seconds=BUSY)
    assert report.inputs.total() == INPUTS
    assert not report.found, told(report)


@pytest.mark.parametrize("path", kept(), ids=lambda path: path.stem)
def test_what_once_did_harm(path: Path) -> None:
    """Each input that was ever found to do harm does none now."""
    door, content = read_kept(path)
    report = Report()
    tried(door, content, report, BUSY)
    assert not report.found, told(report)
