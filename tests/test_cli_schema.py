"""`qanun schema`: the schemas of a new project's question, printed or written."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from qanun.tools.cli.app import run


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new project with its generated code."""
    folder = tmp_path_factory.mktemp("projects") / "schema-law"
    assert run(["new", str(folder)]) == 0
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert run(["build"]) == 0
    return folder


def test_the_schema_of_the_facts(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It takes the example of the project, and refuses a day that is a number."""
    monkeypatch.chdir(project)
    capsys.readouterr()
    assert run(["schema", "returning"]) == 0
    validator = Draft202012Validator(json.loads(capsys.readouterr().out))
    example = json.loads((project / "examples/return_of_a_book.json").read_text())
    assert validator.is_valid(example)
    assert not validator.is_valid({**example, "borrowed_on": 20240301})


def test_the_schema_of_the_answers(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It takes what `decide --json` prints."""
    monkeypatch.chdir(project)
    capsys.readouterr()
    assert run(["schema", "library_rules.returning", "--answers"]) == 0
    validator = Draft202012Validator(json.loads(capsys.readouterr().out))
    example = ["returning", "examples/return_of_a_book.json"]
    assert run(["decide", *example, "--as-of", "2024-03-10", "--json"]) == 0
    validator.validate(json.loads(capsys.readouterr().out))


def test_the_schemas_of_all_questions(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two files each, named by the question."""
    monkeypatch.chdir(project)
    assert run(["schema", "--into", str(tmp_path / "schemas")]) == 0
    written = sorted(path.name for path in (tmp_path / "schemas").iterdir())
    stem = "library_rules.returning"
    assert written == [f"{stem}.answers.json", f"{stem}.facts.json"]
    for name in written:
        Draft202012Validator.check_schema(json.loads((tmp_path / "schemas" / name).read_text()))
    capsys.readouterr()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "say which QUESTION"),
        (["returnin"], "did you mean `library_rules.returning`?"),
        (["returning", "extra"], "unexpected extra argument"),
        (["--into", "pyproject.toml"], "pyproject.toml"),
    ],
)
def test_a_wrong_call(
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    told: str,
) -> None:
    """One sentence, exit code 2."""
    monkeypatch.chdir(project)
    assert run(["schema", *arguments]) == 2
    assert told in capsys.readouterr().err
