"""`qanun new`: what it writes passes its own checks; names that no project can bear are refused."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from qanun.tools.cli.app import run
from qanun.tools.starter import package_name

BIN = Path(sys.executable).parent
HOSTILE = """Tom's "big" rule: #1 <b>*x*</b> \\ {due} ${HOME} $law Əmək"""
ORDINARY = ["--law", "Parking Order", "--module", "parking", "--jurisdiction", "Old Town"]
STRANGE = ["--law", HOSTILE, "--jurisdiction", "null", "--module", "əmək_2", "--package", "hüquq"]
STRANGE += ["--time-zone", "Asia/Baku", "--currency", "AZN"]


def shell(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    """A command as the workflow runs it, with the tools of this environment first."""
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(
        command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_a_new_project_passes_its_own_workflow(tmp_path: Path) -> None:
    """Built once, every command of its workflow succeeds: check, build, test, pytest, mypy, the book.

    Whatever it is called: quotes, markup, braces and letters of other alphabets do no harm.
    """
    folder = tmp_path / "new-laws"
    assert run(["new", str(folder), *STRANGE]) == 0
    workflow = yaml.safe_load((folder / ".github/workflows/law.yml").read_text(encoding="utf-8"))
    commands = [step["run"] for step in workflow["jobs"]["law"]["steps"] if "run" in step]
    assert [command.split()[0] for command in commands] == [
        "pip",
        "pip",
        "qanun",
        "qanun",
        "qanun",
        "qanun",
        "pytest",
        "mypy",
        "mkdocs",
    ]
    for command in ["qanun build", *commands[2:]]:
        done = shell(folder, command)
        assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    assert (folder / "site" / "law" / "index.html").is_file()


def test_the_readme_tells_commands_that_work(tmp_path: Path) -> None:
    """But for the interview and the server, which end when a person ends them."""
    folder = tmp_path / "new-laws"
    assert run(["new", str(folder), *ORDINARY]) == 0
    readme = (folder / "README.md").read_text(encoding="utf-8")
    commands = [line.partition("#")[0].strip() for line in readme.split("```")[1].strip().splitlines()]
    assert len(commands) == 6
    for command in commands:
        if "ask" not in command and "serve" not in command:
            done = shell(folder, command)
            assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--package", "my-laws"], "--package: `my-laws` is no name of a Python package"),
        (["--package", "class"], "--package: `class` is no name of a Python package"),
        (["--package", "json"], "--package: `json` is the name of another package"),
        (["--package", ""], "--package: `` is no name"),
        (["--module", "criminal code"], "--module: `criminal code` is no name of a module"),
        (["--module", "../outside"], "--module: `../outside` is no name of a module"),
        (["--module", "authorities"], "--module: `authorities` is no name of a module"),
        (["--module", "import"], "--module: `import` is no name of a module"),
        (["--law", " "], "--law: write some words on one line"),
        (["--law", "one\ntwo"], "--law: write some words on one line"),
        (["--law", "a\x1b[31mb"], "--law: write some words on one line"),
        (["--jurisdiction", ""], "--jurisdiction: write some words"),
        (["--time-zone", "Asia/Bakuu"], "did you mean `Asia/Baku`?"),
        (["--time-zone", "../../etc/passwd"], "--time-zone: there is no time zone"),
        (["--currency", "manat"], "--currency: `manat` is no currency; write three letters, like `AZN`"),
    ],
)
def test_names_that_cannot_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    """One sentence, exit code 2, and nothing is written."""
    folder = tmp_path / "laws"
    assert run(["new", str(folder), *arguments]) == 2
    assert told in capsys.readouterr().err
    assert not folder.exists()


@pytest.mark.parametrize(
    ("folder", "package"),
    [("my-laws", "my_laws"), ("2024", "law_2024"), ("Class", "law_class"), ("json", "law_json"), ("", "law")],
)
def test_the_package_of_a_folder(folder: str, package: str) -> None:
    """Always one that Python can import, and that hides no other."""
    assert package_name(folder) == package


def test_a_folder_that_is_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Is told."""
    (tmp_path / "laws").write_text("here I am")
    assert run(["new", str(tmp_path / "laws")]) == 2
    assert "is a file" in capsys.readouterr().err
