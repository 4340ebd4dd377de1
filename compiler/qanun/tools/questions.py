"""The questions of a project's generated laws, found by name, and asked about."""

import pkgutil
import sys
from collections.abc import Mapping
from datetime import date, datetime
from difflib import get_close_matches
from importlib import import_module, invalidate_caches
from types import ModuleType
from typing import ClassVar, Protocol, Self

from attrs import frozen

from qanun.project import Project
from qanun.runtime.answers import Answers
from qanun.runtime.spec import Fact

Instant = date | datetime


class Facts(Protocol):
    """What is known of a case, for one question."""

    FACTS: ClassVar[tuple[Fact, ...]]

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> Self: ...

    def to_json(self) -> dict[str, object]: ...


class Explanation(Protocol):
    """Why an answer is what it is."""

    def as_text(self) -> str: ...

    def as_dict(self) -> dict[str, object]: ...


class Question(Protocol):
    """A question of a generated module."""

    @property
    def name(self) -> str: ...

    @property
    def label(self) -> str: ...

    @property
    def facts(self) -> type[Facts]: ...

    def decide(
        self, facts: Facts, *, as_of: Instant | None = None, readings: Mapping[str, str] | None = None
    ) -> Answers: ...

    def explore(
        self, facts: Facts, *, as_of: Instant | None = None, readings: Mapping[str, str] | None = None
    ) -> Answers: ...

    def explain(
        self, facts: Facts, *, as_of: Instant | None = None, readings: Mapping[str, str] | None = None
    ) -> Explanation: ...


@frozen
class NoQuestion(Exception):
    """No one question has this name. `message` says which there are, or which is meant."""

    message: str

    def __str__(self) -> str:
        return self.message


def questions(project: Project) -> dict[str, Question]:
    """Every question of the generated laws by its qualified name, sorted."""
    found: dict[str, Question] = {}
    for module in _modules(project):
        for name, value in vars(module).items():
            if not name.startswith("_") and hasattr(value, "explore") and hasattr(value, "facts"):
                found[f"{module.__name__.partition('.')[2]}.{name}"] = value
    return dict(sorted(found.items()))


def find(project: Project, name: str) -> Question:
    """The question of that name, qualified or, where only one law has it, bare; else NoQuestion."""
    known = questions(project)
    if name in known:
        return known[name]
    bare = [full for full in known if full.rpartition(".")[2] == name]
    if len(bare) == 1:
        return known[bare[0]]
    if bare:
        raise NoQuestion(f"several laws ask `{name}`: say {' or '.join(bare)}")
    if not known:
        raise NoQuestion("the project has no generated questions yet: run `qanun build`")
    names = {*known, *(full.rpartition(".")[2] for full in known)}
    near = get_close_matches(name, names, n=1, cutoff=0.5)
    hint = f"did you mean `{near[0]}`?" if near else "there are: " + ", ".join(known)
    raise NoQuestion(f"there is no question `{name}`; {hint}")


def _modules(project: Project) -> list[ModuleType]:
    """The modules of the project's generated package, imported from the project's own folder."""
    folder = project.generated / project.package
    if not folder.is_dir():
        return []
    place = str(project.generated)
    if sys.path[:1] != [place]:
        sys.path.insert(0, place)
    invalidate_caches()
    names = sorted(entry.name for entry in pkgutil.iter_modules([str(folder)]))
    return [import_module(f"{project.package}.{name}") for name in names if not name.startswith("_")]
