"""The questions of a project's generated laws, found by name, and asked about."""

import sys
from collections.abc import Collection, Mapping
from datetime import date, datetime
from importlib import import_module, invalidate_caches
from typing import Any, ClassVar, Protocol, Self, cast

from attrs import frozen

from qanun.document.fingerprint import statutes_fingerprint
from qanun.project import Project, read_statutes
from qanun.runtime.answers.answers import Answers
from qanun.runtime.answers.making import Making
from qanun.runtime.explaining.nodes import Node
from qanun.runtime.faults import QuestionUnknown
from qanun.runtime.questions.catalogue import Catalogue
from qanun.runtime.values.spec import Fact

Instant = date | datetime


class Facts(Protocol):
    """What is known of a case, for one question."""

    def __init__(self, **known: object) -> None: ...

    FACTS: ClassVar[tuple[Fact, ...]]
    is_complete: bool

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

    @property
    def needs(self) -> tuple[str, ...]: ...

    @property
    def soonest(self) -> tuple[str, ...]: ...

    def as_text(self, *, whole: bool = False) -> str: ...

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
    known = _catalogue(project)
    return {} if known is None else every(known)


def every(known: Catalogue) -> dict[str, Question]:
    """All questions of a package by qualified name, sorted."""
    return {name: asked_of(known, name) for name in sorted(known.labels)}


def find(project: Project, name: str) -> Question:
    """The question of that name, qualified or, where only one law has it, bare; else NoQuestion.

    Only the law that asks it is loaded.
    """
    try:
        return asked_of(catalogue(project), name)
    except QuestionUnknown as unknown:
        raise NoQuestion(str(unknown)) from None


def catalogue(project: Project) -> Catalogue:
    """All questions of the generated package; NoQuestion where there are none."""
    known = _catalogue(project)
    if known is None or not known.labels:
        raise NoQuestion("the project has no generated questions yet: run `qanun build`")
    return known


def is_older(project: Project) -> bool:
    """Whether the package, which was found, was generated from other statutes than the project has now."""
    read = read_statutes(project)
    generated = vars(import_module(project.package))["FINGERPRINT"]
    return not read.diagnostics and statutes_fingerprint(read.value) != generated


def _catalogue(project: Project) -> Catalogue | None:
    """The questions of the generated package, from the project's own folder; None where it is not built."""
    if not (project.generated / project.package / "__init__.py").is_file():
        return None
    place = str(project.generated)
    if place not in sys.path:
        sys.path.insert(0, place)
        invalidate_caches()
    return of_package(project.package)


def of_package(name: str) -> Catalogue:
    """The questions of a generated package that can be imported."""
    found = import_module(name).questions
    assert isinstance(found, Catalogue)
    return found


def asked_of(known: Catalogue, name: str) -> Question:
    """A question, as a program sees it that knows nothing of its facts."""
    return cast("Question", known[name])
