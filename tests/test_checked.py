"""`qanun check` with what an earlier check kept."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "bench"))
from growing_law import write

COMPILER = str(Path(__file__).parent.parent / "compiler")
HEAVY = ("lark", "markdown_it", "yaml", "qanun.pipeline", "qanun.resolved", "qanun.typed", "qanun.core")
PROGRAM = """
import sys
from qanun.tools.cli.app import run
code = run(["check"])
print("loaded:", *sorted(set({heavy!r}) & set(sys.modules)))
sys.exit(code)
"""


def checked(folder: Path, cache: str) -> tuple[str, str]:
    """What a check prints, and which heavy modules it loaded."""
    environment = {**os.environ, "PYTHONPATH": COMPILER, "QANUN_CACHE": cache}
    program = PROGRAM.format(heavy=HEAVY)
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    said, _, loaded = done.stdout.rpartition("loaded:")
    return said, loaded.strip()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with a vocabulary and a law."""
    write(tmp_path / "law", 6)
    return tmp_path / "law"


def test_a_check_of_the_same_loads_no_compiler(folder: Path, tmp_path: Path) -> None:
    """It prints what the first one said."""
    first, loaded = checked(folder, str(tmp_path / "cache"))
    assert "lark" not in loaded
    assert "qanun.pipeline" in loaded
    assert checked(folder, str(tmp_path / "cache")) == (first, "")


def test_after_an_edit_it_says_what_a_check_without_a_cache_says(folder: Path, tmp_path: Path) -> None:
    """A page gets a fact that nothing uses."""
    checked(folder, str(tmp_path / "cache"))
    page = folder / "statutes" / "law_001.md"
    page.write_text(page.read_text() + '\n```qanun\nfact idle "nothing uses it"\n```\n')
    said, _ = checked(folder, str(tmp_path / "cache"))
    assert "`idle`" in said
    assert said == checked(folder, "none")[0]


def test_a_spoiled_cache_is_not_used(folder: Path, tmp_path: Path) -> None:
    """Every file of it cut in half, or filled with other JSON."""
    cache = tmp_path / "cache"
    first, _ = checked(folder, str(cache))
    kept = [path for path in cache.rglob("*") if path.is_file()]
    assert kept
    for number, path in enumerate(kept):
        path.write_text('{"no": ["cache"]}' if number % 2 else path.read_text()[: path.stat().st_size // 2])
    assert checked(folder, str(cache))[0] == first


def test_a_folder_that_cannot_be_written_is_no_mistake(folder: Path, tmp_path: Path) -> None:
    """A file stands where the cache should be."""
    (tmp_path / "cache").write_text("")
    assert checked(folder, str(tmp_path / "cache"))[0] == checked(folder, "none")[0]
