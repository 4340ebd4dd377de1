"""The questions of a project's generated laws, found by name, and asked about."""

import pkgutil
import sys
from collections.abc import Collection, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from importlib import import_module, invalidate_caches
from types import ModuleType
from typing import Any, ClassVar, Protocol, Self, TypeGuard

from attrs import frozen

from qanun.document.fingerprint import statutes_fingerprint
from qanun.project import Project, read_statutes
from qanun.runtime.explaining.nodes import Node
from qanun.runtime.questions.answers import Answers
from qanun.runtime.questions.making import Making
from qanun.runtime.questions.questions import AnyQuestion
from qanun.runtime.values.spec import Fact

Instant = date | datetime


class Facts(Protocol):
    """What is known of a case, for one question."""

    def __init__(self, **known: object) -> None: ...

    FACTS: ClassVar[tuple[Fact, ...]]

    @classmethod
    def from_json(cls, data: Mapping[str, object] | str | bytes, *, beside: Collection[Any] = ()) -> Self: ...

    @classmethod
    def unused_in(cls, data: Mapping[str, object] | str | bytes) -> tuple[str, ...]: ...

    @classmethod
    def json_schema(cls) -> dict[str, object]: ...

    def to_json(self) -> dict[str, object]: ...


class Explanation(Protocol):
    """Why an answer is what it is."""

    answers: Answers

    @property
    def nodes(self) -> tuple[Node, ...]: ...

    def as_text(self) -> str: ...

    def as_dict(self) -> dict[str, object]: ...

    def why_asked(self, fact: str) -> str: ...


class Question(Protocol):
    """A question of a generated module."""

    @property
    def name(self) -> str: ...

    @property
    def module(self) -> str: ...

    @property
    def label(self) -> str: ...

    @property
    def facts(self) -> type[Facts]: ...

    @property
    def answers_type(self) -> type[Answers]: ...

    @property
    def fingerprint(self) -> str: ...

    @property
    def making(self) -> Making: ...

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
    found = {
        f"{module}.{name}": asked
        for module in _names(project)
        for name, asked in in_module(_imported(project, module)).items()
    }
    return dict(sorted(found.items()))


def find(project: Project, name: str) -> Question:
    """The question of that name, qualified or, where only one law has it, bare; else NoQuestion.

    For a qualified name only the law that it names is loaded.
    """
    module, _, bare_name = name.rpartition(".")
    if module in _names(project):
        asked = in_module(_imported(project, module)).get(bare_name)
        if asked is not None:
            return asked
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


def is_older(project: Project, asked: Question) -> bool:
    """Whether the code of a question was generated from other statutes than the project has now."""
    read = read_statutes(project)
    return not read.diagnostics and statutes_fingerprint(read.value) != asked.fingerprint


def _names(project: Project) -> list[str]:
    """The generated modules by name."""
    folder = project.generated / project.package
    entries = pkgutil.iter_modules([str(folder)]) if folder.is_dir() else ()
    return sorted(entry.name for entry in entries if not entry.ispkg and not entry.name.startswith("_"))


def _imported(project: Project, name: str) -> ModuleType:
    """One generated module, from the project's own folder."""
    place = str(project.generated)
    if place not in sys.path:
        sys.path.insert(0, place)
        invalidate_caches()
    return import_module(f"{project.package}.{name}")


def in_module(module: ModuleType) -> dict[str, Question]:
    """The questions of one generated module by the names that the law gives them."""
    public = (value for name, value in vars(module).items() if not name.startswith("_"))
    return {value.name: value for value in public if _is_question(value)}


def _is_question(value: object) -> TypeGuard[Question]:
    return isinstance(value, AnyQuestion)
