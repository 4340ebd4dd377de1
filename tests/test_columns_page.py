"""The page about tables goes from a file to answers, reasons, a reform and its picture, as it says."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from test_docs import Fenced, fenced

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "tables.md"


def run(command: list[str], folder: Path) -> str:
    """What a command prints, with this environment's programs and the example's law at hand."""
    paths = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment = {**os.environ, "PATH": paths, "PYTHONPATH": str(folder / "before" / "generated")}
    ended = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert ended.returncode in (0, 1), ended.stderr
    assert "Traceback" not in ended.stderr, ended.stderr
    return ended.stdout


def test_the_page_is_so(tmp_path: Path) -> None:
    """Every block in its order; the Python that follows a command is one program. What is said of Spark is
    tried where that is there (`tests/spark`)."""
    shutil.copytree(ROOT / "docs" / "examples", tmp_path / "docs" / "examples")
    words = ("sh", "python", "text")
    blocks: list[Fenced] = [one for one in fenced(PAGE) if one.word in words and one.section != "Spark"]
    program, printed = "", ""
    for block in blocks:
        if block.word == "sh":
            printed = run(["sh", "-ec", block.content], tmp_path)
        elif block.word == "text":
            assert printed == block.content
        else:
            program += block.content
    run([sys.executable, "-c", program], tmp_path)
