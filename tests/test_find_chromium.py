"""How `make test` comes by its browser and its Java: on machines that are made of a few scripts."""

import subprocess
import sys
from pathlib import Path

import pytest

FIND = Path(__file__).parent / "browser" / "find_chromium.py"
FIND_JAVA = Path(__file__).parent / "spark" / "find_java.py"
APT = """#!/bin/sh
echo "$*" >> "{folder}/asked"
case "$*" in *install*) cp "{folder}/apt-get" "{folder}/chromium" ;; esac
"""


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder of programs, the only one that is looked into."""
    (tmp_path / "env").symlink_to("/usr/bin/env")
    (tmp_path / "cp").symlink_to("/bin/cp")
    return tmp_path


def program(machine: Path, name: str, content: str = "#!/bin/sh\n") -> Path:
    path = machine / name
    path.write_text(content)
    path.chmod(0o755)
    return path


def found(
    machine: Path, user: int = 0, script: Path = FIND, **environment: str
) -> subprocess.CompletedProcess[str]:
    """What the script says where nothing but the folder's programs is there, of a user with a number."""
    as_user = (
        f"import os, runpy, sys; os.geteuid = lambda: {user}; sys.path.insert(0, {str(script.parent)!r}); "
        f"runpy.run_path({str(script)!r}, run_name='__main__')"
    )
    nowhere = {
        "PLAYWRIGHT_BROWSERS_PATH": str(machine / "none"),
        "PLAYWRIGHT_DOWNLOAD_HOST": "http://127.0.0.1:9",
    }
    return subprocess.run(
        [sys.executable, "-c", as_user],
        env={"PATH": str(machine), **nowhere, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def asked(machine: Path) -> list[str]:
    """What was asked of apt-get."""
    path = machine / "asked"
    return path.read_text().splitlines() if path.exists() else []


@pytest.mark.parametrize("name", ["chromium", "chromium-browser", "google-chrome"])
def test_one_that_is_there_is_taken(machine: Path, name: str) -> None:
    path = program(machine, name)
    program(machine, "apt-get", APT.format(folder=machine))
    assert (found(machine).stdout, asked(machine)) == (f"{path}\n", [])


def test_one_that_is_named_is_taken_before_others(machine: Path) -> None:
    program(machine, "chromium")
    path = program(machine, "mine")
    assert found(machine, QANUN_CHROMIUM=str(path)).stdout == f"{path}\n"


def test_one_that_is_named_and_is_not_there_is_told(machine: Path) -> None:
    """And nothing is installed in its place."""
    program(machine, "apt-get", APT.format(folder=machine))
    done = found(machine, QANUN_CHROMIUM=str(machine / "mine"))
    assert (done.returncode, done.stdout, asked(machine)) == (1, "", [])
    assert "QANUN_CHROMIUM" in done.stderr


@pytest.mark.parametrize("user", [0, 1000])
def test_the_package_is_installed(machine: Path, user: int) -> None:
    """By root, or by who may become root without a password; the lists of packages are fetched first."""
    program(machine, "apt-get", APT.format(folder=machine))
    program(machine, "sudo", f'#!/bin/sh\n[ "$1" = -n ] && shift && PATH={machine}:/bin exec "$@"\n')
    done = found(machine, user)
    assert (done.returncode, done.stdout) == (0, f"{machine / 'chromium'}\n"), done.stderr
    assert asked(machine) == ["-qq update", "-qq install -y --no-install-recommends chromium"]


def test_nobody_is_asked_for_a_password(machine: Path) -> None:
    """Who may not become root installs nothing; that Playwright's own cannot be fetched either is told."""
    program(machine, "apt-get", APT.format(folder=machine))
    program(machine, "sudo", "#!/bin/sh\nexit 1\n")
    done = found(machine, 1000)
    assert (done.returncode, done.stdout, asked(machine)) == (1, "", [])
    assert "Playwright's own browser" in done.stderr
    assert "sudo apt-get install chromium" in done.stderr


JAVA = """#!/bin/sh
echo 'openjdk version "{release}.0.15" 2025-04-15' >&2
"""


def test_a_java_that_is_there_is_taken(machine: Path) -> None:
    """On the path, or where JAVA_HOME says; none in the place of one that is named and not there."""
    for folder in (machine, machine / "mine" / "bin"):
        folder.mkdir(parents=True, exist_ok=True)
        program(folder, "java", JAVA.format(release=21))
    program(machine, "apt-get", APT.format(folder=machine))
    assert found(machine, script=FIND_JAVA).stdout == f"{machine.parent}\n"
    named = {"JAVA_HOME": str(machine / "mine")}
    assert found(machine, script=FIND_JAVA, **named).stdout == f"{machine / 'mine'}\n"
    lost = found(machine, script=FIND_JAVA, JAVA_HOME=str(machine / "no"))
    assert (lost.returncode, lost.stdout, asked(machine)) == (1, "", [])
    assert "JAVA_HOME" in lost.stderr


def test_a_java_that_is_too_old_is_none(machine: Path) -> None:
    """The package of Spark's oldest is asked for, then what the system has in its place."""
    program(machine, "java", JAVA.format(release=11))
    program(machine, "apt-get", APT.format(folder=machine))
    assert found(machine, script=FIND_JAVA).returncode == 1
    installing = "-qq install -y --no-install-recommends"
    assert asked(machine) == [
        "-qq update",
        f"{installing} openjdk-17-jre-headless",
        "-qq update",
        f"{installing} default-jre-headless",
    ]


def test_neovim_is_brought_the_same_way(machine: Path) -> None:
    """By the package; where that fails, it is told how to install one."""
    script = FIND.with_name("find_neovim.py")
    program(machine, "apt-get", "#!/bin/sh\nexit 1\n")
    done = found(machine, script=script)
    assert (done.returncode, done.stdout) == (1, "")
    assert "sudo apt-get install neovim" in done.stderr
    program(machine, "apt-get", APT.format(folder=machine).replace(f"{machine}/chromium", f"{machine}/nvim"))
    assert found(machine, script=script).stdout == f"{machine / 'nvim'}\n"
    assert asked(machine) == ["-qq update", "-qq install -y --no-install-recommends neovim"]
