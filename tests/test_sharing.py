"""How the tests are shared out among the cores."""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent

WRITTEN = """
import os
import pytest

@pytest.mark.parametrize("number", range(6))
def test_it(number):
    with open(os.environ["SEEN"], "a") as file:
        file.write(__name__ + " " + os.environ["PYTEST_XDIST_WORKER"] + "\\n")
"""


def test_the_tests_of_a_file_run_on_one_core(tmp_path: Path) -> None:
    """So what they share is made once: xdist's own ways of sharing would make it on each core."""
    (tmp_path / "conftest.py").write_bytes((HERE / "conftest.py").read_bytes())
    for name in ("one", "other"):
        (tmp_path / f"test_{name}.py").write_text(WRITTEN, encoding="utf-8")
    seen = tmp_path / "seen"
    called = [sys.executable, "-m", "pytest", "-q", "-n", "2", "-p", "no:cacheprovider", "."]
    env = {**os.environ, "PYTHONPATH": str(HERE), "SEEN": str(seen)}
    done = subprocess.run(called, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    ran = seen.read_text(encoding="utf-8").splitlines()
    assert (len(ran), len(set(ran))) == (12, 2)
