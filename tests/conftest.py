"""What several tests share: the repository's own book, built once."""

import os
from pathlib import Path

import pytest
from book_builds import ROOT, build


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the repository's own book; QANUN_BOOK may name one that is built already."""
    if built := os.environ.get("QANUN_BOOK"):
        return Path(built)
    target = tmp_path_factory.mktemp("book")
    done = build(ROOT, target)
    assert (done.returncode, done.stderr) == (0, "")
    return target
