"""What continuous integration installs, ours and a new project's, is named with fingerprints of its files."""

import re
import tomllib
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version
from qanun.tools.starter import Named, starter

ROOT = Path(__file__).parent.parent
RELEASE = re.compile(
    r"^(?P<name>[A-Za-z0-9_.\-]+)==(?P<version>\S+) \\\n(?P<hashes>(?: {4}--hash=sha256:[0-9a-f]{64}.*\n)+)",
    re.M,
)


@pytest.fixture(scope="module")
def pin() -> ModuleType:
    """The script that writes the lists."""
    loader = SourceFileLoader("pin", str(ROOT / ".ci" / "pin"))
    spec = spec_from_loader("pin", loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


def released(text: str) -> dict[str, Version]:
    """The releases of a list; nothing else stands there but comments."""
    rest = re.sub(r"^ *#.*\n|^\n", "", RELEASE.sub("", text), flags=re.M)
    assert rest == ""
    found = {
        match["name"].lower().replace("_", "-"): Version(match["version"]) for match in RELEASE.finditer(text)
    }
    assert found
    return found


def test_every_wish_has_its_release(pin: ModuleType) -> None:
    """Of what the project asks for, nothing is left to the day; no address of a registry stands in a list."""
    assert len(pin.WANTED) == 3
    for path, (extras, also) in pin.WANTED.items():
        text = path.read_text(encoding="utf-8")
        assert "://" not in text
        releases = released(text)
        for wish in map(Requirement, [*(one for extra in extras for one in pin.needed(extra)), *also]):
            if wish.marker is None or wish.marker.evaluate():
                name = wish.name.lower().replace("_", "-")
                assert wish.specifier.contains(releases[name]), wish


def test_spark_is_installed_beside_the_same_releases() -> None:
    """What two lists name is one release: the later one would put another in the place of the first."""
    first, later = (
        released((ROOT / ".ci" / name).read_text(encoding="utf-8"))
        for name in ("requirements.txt", "spark_requirements.txt")
    )
    assert {name: one for name, one in later.items() if first.get(name, one) != one} == {}
    assert set(later) - set(first) == {"py4j", "pyspark"}
    assert "--no-build-isolation --no-deps --require-hashes --requirement .ci/spark_requirements.txt" in (
        ROOT / "Makefile"
    ).read_text(encoding="utf-8")
    assert "setuptools" in first


def test_the_lists_are_what_is_installed() -> None:
    """By `make`, and by the workflow of a new project, which names its wishes too."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "--require-hashes --requirement .ci/requirements.txt" in makefile
    assert "'.[dev]'" not in makefile
    files = starter(Named("town_laws"))
    released(files[".github/requirements.txt"])
    wishes = [Requirement(line).name for line in files[".github/requirements.in"].splitlines()]
    assert {"mkdocs", "pytest", "mypy", "hypothesis"} <= set(wishes)
    steps = yaml.safe_load(files[".github/workflows/law.yml"])["jobs"]["law"]["steps"]
    installing = [step["run"] for step in steps if "pip" in step.get("run", "")]
    assert installing == [
        "pip install --require-hashes --requirement .github/requirements.txt",
        "pip install --no-deps qanun",
    ]


def test_what_is_built_with_is_pinned_too() -> None:
    """`make` builds both packages with the release of the list, not in a place of its own."""
    releases = released((ROOT / ".ci" / "requirements.txt").read_text(encoding="utf-8"))
    for folder in (ROOT, ROOT / "generated"):
        settings = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))
        assert {Requirement(one).name for one in settings["build-system"]["requires"]} <= set(releases)
    assert "--editable . --editable generated" in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_a_commit_runs_what_make_runs() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0][
        "hooks"
    ]
    assert {"make lint", "make scenarios"} <= {hook["entry"] for hook in hooks}
