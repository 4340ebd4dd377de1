"""What several tests share: the same random draws in every run, and the repository's own book, built once."""

import os
from collections import Counter
from pathlib import Path

import pytest
import seeds
from book_builds import ROOT, build

seeds.load()
SLOWEST = 10
"""So many files of tests are told after a run."""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The files of tests that took longest, summed over all cores."""
    seconds: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport):
                seconds[report.nodeid.partition("::")[0]] += report.duration
    if sum(seconds.values()) > 60:
        terminalreporter.write_line("Slowest files of tests, in seconds summed over all cores:")
        for file, taken in seconds.most_common(SLOWEST):
            terminalreporter.write_line(f"{taken:8.0f} s  {file}")


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the repository's own book; QANUN_BOOK may name one that is built already."""
    if built := os.environ.get("QANUN_BOOK"):
        return Path(built)
    target = tmp_path_factory.mktemp("book")
    done = build(ROOT, target)
    assert (done.returncode, done.stderr) == (0, "")
    return target
