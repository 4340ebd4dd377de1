"""A project's statutes, read and compiled, and the files that they make."""

from pathlib import Path

from attrs import frozen

from qanun import disk, pipeline, project
from qanun.core.rules import Program
from qanun.diagnostics.model import Diagnostic
from qanun.pipeline import Compiled
from qanun.project import Project
from qanun.text import Text


@frozen(eq=False)
class Loaded:
    """`project` is None where there is none, `compiled` where its statutes could not be read."""

    project: Project | None
    compiled: Compiled | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def program(self) -> Program | None:
        """The program, where no mistake keeps the statutes from having a meaning."""
        return self.compiled.program if self.compiled else None

    @property
    def texts(self) -> tuple[Text, ...]:
        """The pages that could be read: each of law, and that of its cases."""
        return self.compiled.texts if self.compiled else ()

    @property
    def sound(self) -> bool:
        """Whether there is a program and no error."""
        return self.program is not None and not any(d.is_error for d in self.diagnostics)


def load(start: Path) -> Loaded:
    """The project in or above a folder, compiled, with everything that is to be said about it."""
    located = project.locate(start)
    found = located.value
    if found is None:
        return Loaded(None, None, located.diagnostics)
    texts = project.read_statutes(found)
    accepted = project.read_accepted(found)
    said = located.diagnostics + texts.diagnostics + accepted.diagnostics
    if any(d.is_error for d in said):
        return Loaded(found, None, said)
    outcome = pipeline.compile(texts.value, accepted.value, found.articles)
    return Loaded(found, outcome.value, said + outcome.diagnostics)


def beside(found: Project, name: str) -> str | None:
    """A file beside the pages of law, as it is; None where there is none that can be read."""
    try:
        return disk.read(found.statutes / name).decode()
    except (OSError, ValueError):
        return None


def left_out(program: Program) -> tuple[dict[str, str], int]:
    """The answers that have no diagram, and why; and how many answers there are."""
    from qanun.core.diagrams import build

    asked = {name for question in program.questions.values() for name in question.answers}
    return build.left_out(program), len(asked)


def left_to_general(found: Project, program: Program) -> dict[str, tuple[str, str]]:
    """The questions that have no plain function: the definition for which (empty: itself), and why."""
    from qanun.targets import python

    return python.left_to_general(program, found.package)
