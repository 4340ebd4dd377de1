"""What several tests share: the same random draws in every run, the repository's own book, built once, and
how they are shared out among the cores."""

import gc
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import seeds
from book_builds import ROOT, build
from xdist.scheduler import LoadScopeScheduling

seeds.load()
gc.set_threshold(200_000, 50, 100)  # what tests share stays; to look through it again and again costs a tenth
SLOWEST = 10
"""So many files of tests are told after a run."""
APART = ("test_random_programs.py", "test_fixes.py", "test_wrong_pages.py")
"""Files of tests that share nothing which takes long to make: each test goes to whichever core is free."""
BOOK = ("tests/browser/", "tests/test_book_site.py", "tests/test_book_reach.py", "tests/test_book_search.py")
"""What reads the repository's own book."""


class Sharing(LoadScopeScheduling):
    """The tests of a file run on one core, which makes what they share once; so of book and service."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        if file.startswith(BOOK):
            return "book"
        if file.startswith("tests/test_service"):
            return "service"
        return nodeid if file.endswith(APART) else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Sharing:
    """How the tests are shared out, whatever is said by `--dist`."""
    return Sharing(config, log)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: the tests of the book wait for a browser, and others for processes."""
    return len(os.sched_getaffinity(0)) + 1 if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1) + 1


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests that stand apart come last, so that all cores have something to do until the end."""
    items.sort(key=lambda item: item.path.name in APART)


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
