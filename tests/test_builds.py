"""What a build writes anew where a provision is reworded, and files of two builds among each other."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from qanun.pipeline import compile
from qanun.targets import TARGETS
from qanun.text import Text

ROOT = Path(__file__).parent.parent
STATUTES = ROOT / "statutes" / "azerbaijan"
PACKAGE = "qanun_azerbaijan"
REWORDED = {f"{PACKAGE}/{name}" for name in ("__init__.py", "criminal_code.py", "criminal_code.json")}


def built(page: str, old: str, new: str) -> dict[str, str]:
    """The generated files of the statutes, with some words of a page replaced."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in STATUTES.glob("*.md")}
    assert texts[page].count(old) == 1
    texts[page] = texts[page].replace(old, new)
    pages = [Text(f"statutes/azerbaijan/{name}", text) for name, text in sorted(texts.items())]
    program = compile(pages).value.program
    assert program is not None
    return TARGETS["python"](program, PACKAGE)


@pytest.fixture(scope="module")
def before() -> dict[str, str]:
    """As the statutes are."""
    return built(
        "criminal_code.md",
        "guarded state border of Azerbaijan commits",
        "guarded state border of Azerbaijan commits",
    )


@pytest.fixture(scope="module")
def after() -> dict[str, str]:
    """With one provision of the criminal code in other words, and a line longer."""
    return built(
        "criminal_code.md",
        "guarded state border of Azerbaijan commits",
        "guarded border of the state\n> commits",
    )


def changed(one: dict[str, str], other: dict[str, str]) -> set[str]:
    assert one.keys() == other.keys()
    return {name for name in one if one[name] != other[name]}


def test_a_reworded_provision_changes_its_own_module(before: dict[str, str], after: dict[str, str]) -> None:
    """With the file beside it, and the one file that has the fingerprint of the statutes; no other law."""
    assert changed(before, after) == REWORDED


def test_a_word_of_commentary_changes_one_file(before: dict[str, str]) -> None:
    """It is part of no rule: the fingerprint of the statutes is another, and nothing else."""
    page = (STATUTES / "refugees.md").read_text(encoding="utf-8")
    assert page.endswith("\n")
    last = page.splitlines()[-1]
    assert changed(before, built("refugees.md", f"{last}\n", f"{last}\n\nA remark.\n")) == {
        f"{PACKAGE}/__init__.py"
    }


def test_the_fingerprint_stands_in_one_file(before: dict[str, str]) -> None:
    """That of the statutes; and that of each module in it, in the file beside it and in the package's."""
    laws: dict[str, str] = {}
    text = before[f"{PACKAGE}/__init__.py"]
    values = {
        node.targets[0].id: ast.literal_eval(node.value)
        for node in ast.parse(text).body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    statutes, laws = values["FINGERPRINT"], values["MODULES"]
    assert laws.pop("catalogue") in before[f"{PACKAGE}/catalogue.json"]
    assert [name for name, text in before.items() if statutes in text] == [f"{PACKAGE}/__init__.py"]
    assert set(laws) == {path.name.partition(".")[0] for path in STATUTES.glob("*.md")}
    for law, fingerprint in laws.items():
        assert [name for name, text in before.items() if fingerprint in text] == [
            f"{PACKAGE}/__init__.py",
            f"{PACKAGE}/{law}.json",
            f"{PACKAGE}/{law}.py",
        ]


# --- some of the files renewed ----------------------------------------------------------------------------

USE = """
from qanun_azerbaijan import criminal_code as cc
print(cc.crossing.decide(cc.CrossingFacts(crossed_guarded_border=False)).illegal_crossing.verdict)
"""


def used(folder: Path, before: dict[str, str], after: dict[str, str], renewed: set[str]) -> str:
    """The last line that a program says, to whichever channel, where `renewed` are of the later build."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in before.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(after[name] if name in renewed else text, encoding="utf-8")
    program = f"import sys; sys.path.insert(0, {str(folder)!r}){USE}"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr).splitlines()[-1]


@pytest.mark.parametrize(
    ("renewed", "stale"),
    [
        ({"criminal_code.json"}, "criminal_code.json"),
        ({"criminal_code.py"}, "qanun_azerbaijan.criminal_code"),
        ({"__init__.py"}, "qanun_azerbaijan.criminal_code"),
        ({"criminal_code.py", "criminal_code.json"}, "qanun_azerbaijan.criminal_code"),
        ({"__init__.py", "criminal_code.py"}, "criminal_code.json"),
        ({"__init__.py", "criminal_code.json"}, "qanun_azerbaijan.criminal_code"),
    ],
)
def test_half_an_update_is_refused(
    tmp_path: Path, before: dict[str, str], after: dict[str, str], renewed: set[str], stale: str
) -> None:
    """Before anything is answered, in one sentence that says how to mend it."""
    said = used(tmp_path / "laws", before, after, {f"{PACKAGE}/{name}" for name in renewed})
    assert said == (
        f"ImportError: {stale} and the package qanun_azerbaijan come from two builds, as where only some of "
        "its files were renewed: run `qanun build` again, or install qanun_azerbaijan anew"
    )


def test_a_whole_update_is_not(tmp_path: Path, before: dict[str, str], after: dict[str, str]) -> None:
    """Nobody commits an offence who did not cross the border; before it as after."""
    for renewed in (set[str](), REWORDED):
        assert used(tmp_path / "laws", before, after, renewed) == "no"
