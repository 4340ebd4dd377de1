"""The same verdict in every run: nothing is drawn that is not seeded by a constant."""

import re
from pathlib import Path

import pytest
from fuzz.rounds import drawing
from hypothesis import HealthCheck, settings
from seeds import SEED

TESTS = Path(__file__).parent
UNSEEDED = re.compile(r"\bRandom\(\)|use_true_random=True")
SHARED = re.compile(r"\brandom\.(?!Random\b)\w+")


@pytest.mark.skipif(SEED != 0, reason="drawn anew")
def test_hypothesis_draws_the_same() -> None:
    """Neither chance nor what an earlier run left behind leads it."""
    assert settings.default is not None
    assert (settings.default.derandomize, settings.default.database) == (True, None)


def test_hypothesis_measures_no_time() -> None:
    """No case and no drawing of cases is too slow on a busy machine, whatever a test says of its own."""
    assert settings.default is not None
    assert settings.default.deadline is None
    assert HealthCheck.too_slow in settings.default.suppress_health_check
    for path in {*TESTS.rglob("*.py")} - {Path(__file__)}:
        content = path.read_text(encoding="utf-8")
        for suppressed in re.findall(r"suppress_health_check=(.+?\)?)[,)]", content):
            assert re.search(r"list\(HealthCheck|\*HealthCheck|too_slow", suppressed), path.name
        assert set(re.findall(r"\bdeadline=(\w+)", content)) <= {"None"}, path.name


def test_every_draw_has_a_seed() -> None:
    """No test asks the generator that all share, or one without a seed."""
    found = []
    for path in TESTS.rglob("*.py"):
        content = path.read_text(encoding="utf-8")
        if path.name != Path(__file__).name:
            found += [f"{path.name}: {hit}" for hit in UNSEEDED.findall(content)]
            if re.search(r"^import random$", content, re.MULTILINE):
                found += [f"{path.name}: {hit}" for hit in SHARED.findall(content)]
    assert found == []


def test_what_draws_is_drawn_anew_by_hand() -> None:
    """`make fuzz` runs every file of tests that uses Hypothesis or random programs, laws or inputs."""
    names = {path.name for path in drawing()}
    using = {
        path.name
        for path in TESTS.glob("test_*.py")
        if re.search(
            r"^@given\(|check_at_random\(|agree_all\(", path.read_text(encoding="utf-8"), re.MULTILINE
        )
    }
    assert using
    assert using - {Path(__file__).name} <= names
