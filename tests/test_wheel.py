"""The wheels, installed alone in a new project: the library guide's example runs there and is well typed."""

import json
import subprocess
import sys
import tomllib
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from qanun.version import __version__

ROOT = Path(__file__).parent.parent
RUNTIME = {"attrs", "qanun"}
"""What the law needs, and nothing else."""

EXAMPLE = """
from qanun_azerbaijan import criminal_code as cc, questions
from qanun.runtime import MissingFacts, Penalties

facts = cc.CrossingFacts(
    crossed_guarded_border=True, lacked_required_documents=True, came_to_seek_political_asylum=False
)
answer = questions.criminal_code.crossing.decide(facts)
assert answer.illegal_crossing.verdict.value == "yes"
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
    """A new project whose environment holds the two wheels and what they require, and nothing else."""
    folder = tmp_path_factory.mktemp("project")
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
    built = ("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder)
    run(*pip, *built, ROOT, ROOT / "generated", cwd=folder)
    venv.create(folder / "env", with_pip=True)
    run(folder / "env/bin/python", "-m", "pip", "--quiet", "install", *folder.glob("*.whl"), cwd=folder)
    (folder / "example.py").write_text(EXAMPLE, encoding="utf-8")
    return folder


def held(project: Path, wheel: str) -> set[str]:
    """The files of a wheel."""
    (path,) = project.glob(f"{wheel}-*.whl")
    with ZipFile(path) as archive:
        return set(archive.namelist())


def test_the_runtime_and_attrs_suffice(project: Path) -> None:
    """Of a new environment, beside what pip itself put there; and their requirements are met."""
    python = project / "env/bin/python"
    listed = json.loads(run(python, "-m", "pip", "list", "--format", "json", cwd=project))
    assert {one["name"] for one in listed} - {"pip", "setuptools"} == {*RUNTIME, "qanun-azerbaijan"}
    run(python, "-m", "pip", "check", cwd=project)


def test_whoever_writes_other_law_does_not_install_ours(project: Path) -> None:
    """The wheel of the compiler has none; that of the law has each generated file, under the same licence."""
    package = ROOT / "generated" / "qanun_azerbaijan"
    made = (package / "written-by-qanun.txt").read_text(encoding="utf-8").splitlines()[1:]
    law = {name for name in held(project, "qanun_azerbaijan") if ".dist-info/" not in name}
    assert law == {f"qanun_azerbaijan/{name}" for name in made}
    assert (package.parent / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()
    for wheel in ("qanun", "qanun_azerbaijan"):
        assert any(name.endswith(".dist-info/licenses/LICENSE") for name in held(project, wheel))
    assert {name.partition("/")[0] for name in held(project, "qanun") if ".dist-info/" not in name} == {
        "qanun"
    }


def test_the_law_asks_for_this_version_of_the_runtime() -> None:
    """A release of the compiler that the law does not ask for would leave it without one."""
    settings = tomllib.loads((ROOT / "generated" / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (wish,) = (Requirement(one) for one in settings["dependencies"])
    assert wish.name == "qanun"
    assert wish.specifier.contains(__version__)


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
