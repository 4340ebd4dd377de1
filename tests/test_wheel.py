"""The wheel, installed alone in a new project: the library guide's example runs there and is well typed."""

import subprocess
import sys
import venv
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("wheel")

ROOT = Path(__file__).parent.parent

EXAMPLE = """
from qanun_azerbaijan import criminal_code as cc
from qanun.runtime.faults import MissingFacts
from qanun.runtime.values.penalties import Penalties

facts = cc.CrossingFacts(
    crossed_guarded_border=True, lacked_required_documents=True, came_to_seek_political_asylum=False
)
answer = cc.crossing.decide(facts)
assert answer.illegal_crossing.verdict == "yes"
penalties = answer.illegal_crossing.penalties
assert isinstance(penalties, Penalties)
assert [part.kind for ranges in penalties.alternatives for part in ranges] == ["fine", "imprisonment"]

less = cc.CrossingFacts(crossed_guarded_border=True, lacked_required_documents=True)
try:
    cc.crossing.decide(less)
except MissingFacts as missing:
    assert "came_to_seek_political_asylum" in missing.names
else:
    raise AssertionError("a fact is missing")
assert cc.crossing.explore(less).illegal_crossing.verdict == "unknown"
assert "318.1" in cc.crossing.explain(facts).as_text()
"""

WITHOUT_THE_COMPILER = """
import importlib.util, sys
import qanun_azerbaijan.criminal_code, qanun_azerbaijan.departure_entry, qanun_azerbaijan.expulsion_rules
for name in ("lark", "jinja2", "mkdocs", "yaml", "click", "markdown_it"):
    assert importlib.util.find_spec(name) is None, name
    assert name not in sys.modules
"""


def run(*words: str | Path, cwd: Path) -> str:
    done = subprocess.run([str(word) for word in words], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new project whose environment holds the wheel and what it requires, and nothing else."""
    folder = tmp_path_factory.mktemp("project")
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
    run(*pip, "wheel", "--no-deps", "--wheel-dir", folder, ROOT, cwd=folder)
    venv.create(folder / "env", with_pip=True)
    (wheel,) = folder.glob("qanun-*.whl")
    run(folder / "env/bin/python", "-m", "pip", "--quiet", "install", wheel, cwd=folder)
    (folder / "example.py").write_text(EXAMPLE, encoding="utf-8")
    return folder


def test_the_example_runs(project: Path) -> None:
    """With three facts it is an offence, whose penalties are typed; without the last, that one is named."""
    run(project / "env/bin/python", "-W", "error", "example.py", cwd=project)


def test_the_example_is_well_typed(project: Path) -> None:
    """mypy --strict sees the types of the installed wheel and has nothing to say."""
    python = project / "env/bin/python"
    run(sys.executable, "-m", "mypy", "--strict", "--python-executable", python, "example.py", cwd=project)


def test_the_law_needs_no_compiler(project: Path) -> None:
    """The laws import where none of the compiler's packages is installed."""
    run(project / "env/bin/python", "-c", WITHOUT_THE_COMPILER, cwd=project)
