"""The tutorial, done literally in a fresh folder: its pages are written, its commands run, its answers come.

A line `…` in an answer stands for any lines. A reply in an interview is what follows `  > `.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

TUTORIAL = Path(__file__).parent.parent / "docs" / "tutorial.md"
PAGE = "statutes/parking.md"
REPLY = re.compile(r"^  > (.+)\n", re.MULTILINE)
STEP = re.compile(r"^(`{3,})(\w+)\n(.*?)^\1$|Change\s`([^`]+)`\sto\s`([^`]+)`", re.MULTILINE | re.DOTALL)


class Reader:
    """Somebody who does what the tutorial says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ran: list[str] = []
        self.changed = 0

    def write(self, content: str) -> None:
        """Add to the page."""
        page = self.folder / PAGE
        before = page.read_text(encoding="utf-8") + "\n" if page.exists() else ""
        page.write_text(before + content, encoding="utf-8")

    def change(self, old: str, new: str) -> None:
        """Change one place of the page."""
        page = self.folder / PAGE
        content = page.read_text(encoding="utf-8")
        assert content.count(old) == 1, old
        page.write_text(content.replace(old, new), encoding="utf-8")
        self.changed += 1

    def run(self, command: str, shown: str) -> None:
        """Type a command, and see what the tutorial shows."""
        self.ran.append(command)
        if command.startswith("pip "):
            return
        if command.startswith("cd "):
            self.folder /= command.removeprefix("cd ")
            return
        bin = Path(sys.executable).parent
        done = subprocess.run(
            [bin / command.split()[0], *command.split()[1:]],
            cwd=self.folder,
            input="".join(f"{reply}\n" for reply in REPLY.findall(shown)),
            env={**os.environ, "NO_COLOR": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        seen = done.stdout + done.stderr
        expected = REPLY.sub("  > ", shown)
        pattern = ".*?".join(re.escape(part) for part in re.split(r"^…$", expected, flags=re.MULTILINE))
        assert re.fullmatch(pattern, seen, re.DOTALL), f"$ {command}\n{seen}"


def commands(content: str) -> Iterator[tuple[str, str]]:
    """Each command of a block with what is shown below it."""
    for part in re.split(r"^\$ ", content, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield command, shown


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """The whole tutorial, done."""
    reader = Reader(tmp_path_factory.mktemp("tutorial"))
    for _, word, content, old, new in STEP.findall(TUTORIAL.read_text(encoding="utf-8")):
        if old:
            reader.change(old, new)
        elif word == "console":
            for command, shown in commands(content):
                reader.run(command, shown)
        elif word == "qanun":
            reader.write(f"```qanun\n{content}```\n")
        else:
            reader.write(content)
    return reader


def test_the_tutorial_shows_what_its_reader_sees(done: Reader) -> None:
    """Every command was tried, every page written, every change made."""
    names = [command.split()[1] for command in done.ran if command.startswith("qanun ")]
    assert names == ["new", "check", "build", "ask", "test", "check", "accept", "check", "test"]
    assert done.changed == 4


def test_the_tutorial_is_short() -> None:
    """Five minutes, and five more: each at most 500 words of prose (two and a half), and 65 lines to copy."""
    first, _, more = TUTORIAL.read_text(encoding="utf-8").partition("\n## 7.")
    for text in (first, more):
        blocks = re.findall(r"^(`{3,})(\w+)\n(.*?)^\1$", text, re.MULTILINE | re.DOTALL)
        prose = re.sub(r"^(`{3,})\w+\n.*?^\1$", "", text, flags=re.MULTILINE | re.DOTALL)
        assert len(prose.split()) <= 500
        assert sum(content.count("\n") for _, word, content in blocks if word != "console") <= 65
