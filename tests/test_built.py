"""`qanun build` with what an earlier build kept: it writes what a build without a cache writes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "bench"))
from growing_law import write

COMPILER = str(Path(__file__).parent.parent / "compiler")
HEAVY = ("lark", "markdown_it", "yaml", "qanun.pipeline", "qanun.typed", "qanun.core", "qanun.targets")
PROGRAM = """
import sys
from qanun.tools.cli.app import run
code = run({command!r})
print("ended:", code, *sorted(set({heavy!r}) & set(sys.modules)))
"""


def ran(folder: Path, cache: str, *options: str) -> tuple[str, int, str]:
    """What a build prints, its exit code, and which heavy modules it loaded."""
    environment = {**os.environ, "PYTHONPATH": COMPILER, "QANUN_CACHE": cache}
    program = PROGRAM.format(command=["build", *options], heavy=HEAVY)
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, env=environment, capture_output=True, text=True
    )
    said, _, ended = done.stdout.rpartition("ended: ")
    code, _, loaded = ended.strip().partition(" ")
    return said + done.stderr, int(code), loaded


def generated(folder: Path) -> dict[str, bytes]:
    """Every generated file, with its content."""
    below = folder / "generated"
    return {path.relative_to(below).as_posix(): path.read_bytes() for path in below.rglob("*.*")}


@pytest.fixture
def cache(tmp_path: Path) -> str:
    return str(tmp_path / "cache")


@pytest.fixture
def folder(tmp_path: Path, cache: str) -> Path:
    """A project with a vocabulary and a law, built."""
    write(tmp_path / "law", 6)
    assert ran(tmp_path / "law", cache)[1] == 0
    return tmp_path / "law"


def test_a_build_of_the_same_loads_no_compiler(folder: Path, cache: str) -> None:
    """It says that it wrote nothing, and a check of the files finds them as they are to be."""
    files = generated(folder)
    assert len(files) > 3
    said, code, loaded = ran(folder, cache)
    assert ("\n0 written, " in f"\n{said}", code, loaded) == (True, 0, "")
    assert ran(folder, cache, "--check")[1:] == (0, "")
    assert generated(folder) == files


def test_what_somebody_changed_or_took_away_is_written_again(folder: Path, cache: str) -> None:
    """As an empty cache would have it; and a check says before that it is stale."""
    files = generated(folder)
    names = sorted(name for name in files if name.endswith((".py", ".json")))
    (folder / "generated" / names[0]).write_bytes(files[names[0]] + b"\n# by hand\n")
    (folder / "generated" / names[-1]).unlink()
    said, code, _ = ran(folder, cache, "--check")
    assert (code, said.count("Q0708")) == (1, 2)
    said, code, _ = ran(folder, cache)
    assert (code, said.count("wrote generated/")) == (0, 2)
    assert generated(folder) == files


def test_a_mistake_is_told_whatever_was_kept(folder: Path, cache: str) -> None:
    """Nothing is written; and without the mistake all is as before."""
    files = generated(folder)
    page = folder / "statutes" / "law_001.md"
    sound = page.read_text()
    page.write_text(sound + "\n```qanun\nrule wrong : integer is nothing_of_this_name\n```\n")
    said, code, loaded = ran(folder, cache)
    assert (code, "nothing_of_this_name" in said) == (1, True)
    assert "qanun.pipeline" in loaded
    assert ran(folder, cache)[:2] == (said, code)
    assert ran(folder, cache, "--check")[1] == 1
    page.write_text(sound)
    assert ran(folder, cache)[1:] == (0, "")
    assert generated(folder) == files


def test_after_an_edit_it_writes_what_a_build_without_a_cache_writes(folder: Path, cache: str) -> None:
    """A page has another fact; the settings name another package."""
    page = folder / "statutes" / "law_001.md"
    page.write_text(page.read_text() + '\n```qanun\nfact idle "nothing uses it"\n```\n')
    said, code, _ = ran(folder, cache)
    assert (code, "`idle`" in said) == (0, True)
    again, code, loaded = ran(folder, cache)
    assert (code, "`idle`" in again, loaded) == (0, True, "")
    files = generated(folder)
    assert ran(folder, "none", "--check")[1] == 0
    settings = folder / "pyproject.toml"
    settings.write_text(settings.read_text().replace('package = "', 'package = "other_'))
    assert ran(folder, cache)[1] == 0
    assert ran(folder, "none", "--check")[1] == 0
    assert set(files) < set(generated(folder))


def test_a_spoiled_cache_is_not_used(folder: Path, cache: str) -> None:
    """Every file of it with another letter in it, cut in half, or filled with other JSON of the same form."""
    files = generated(folder)
    for number in range(3):
        kept = [path for path in Path(cache).rglob("last.json") if "builds" in path.parts]
        assert len(kept) == 1
        for path in kept:
            whole = path.read_text()
            checksum, _, content = whole.partition("\n")
            fingerprint, said, made = json.loads(content)
            other = json.dumps([fingerprint, said, dict.fromkeys(made, "")])
            path.write_text(
                (whole.replace("rule", "rulf", 1), whole[: len(whole) // 2], f"{checksum}\n{other}")[number]
            )
        _, code, loaded = ran(folder, cache)
        assert (code, "qanun.pipeline" in loaded) == (0, True)
        assert generated(folder) == files
