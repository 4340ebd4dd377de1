"""Kinds of diagnostics, the diagnostics themselves, and what a pass hands over."""

import re
from enum import StrEnum
from typing import Generic, TypeVar

from attrs import field, frozen

from qanun.text import Span

T = TypeVar("T", covariant=True)


class Severity(StrEnum):
    """An error stops the build; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


_kinds: dict[str, "Kind"] = {}


def _general(sentence: str) -> str:
    return re.sub(r"\{\w+\}", "…", sentence)


def registry() -> dict[str, "Kind"]:
    """Every declared kind by its code. Kinds are declared beside their pass, at import."""
    return dict(sorted(_kinds.items()))


@frozen
class Kind:
    """One kind of mistake. `title` and `remedy` are formatted with the values of each diagnostic."""

    code: str
    title: str
    why: str
    remedy: str
    severity: Severity = Severity.ERROR

    def __attrs_post_init__(self) -> None:
        if _kinds.setdefault(self.code, self) != self:
            raise ValueError(f"{self.code} is declared twice")

    @property
    def general_title(self) -> str:
        """The sentence with an ellipsis for each value."""
        return _general(self.title)

    @property
    def general_remedy(self) -> str:
        """The remedy with an ellipsis for each value; "" where it is different each time."""
        return "" if re.fullmatch(r"\{\w+\}", self.remedy) else _general(self.remedy)

    def at(
        self,
        span: Span,
        *,
        article: str = "",
        related: "tuple[Related, ...]" = (),
        fix: "Fix | None" = None,
        **values: object,
    ) -> "Diagnostic":
        """This mistake at a place; `values` fill the braces of `title` and `remedy`."""
        texts = {name: str(value) for name, value in values.items()}
        return Diagnostic(self, span, texts, article, related, fix)


class _Shown(dict[str, str]):
    """The values of a sentence; one that a pass forgot to give is shown as its name."""

    def __missing__(self, name: str) -> str:
        return name


@frozen
class Related:
    """Another place that matters, and what it is ("first declared here")."""

    span: Span
    role: str


@frozen
class Fix:
    """A change an editor can apply: put `replacement` in the place of `span`, and of each place in `also`.

    The places are of one text and do not overlap.
    """

    span: Span
    replacement: str
    title: str
    also: tuple[Span, ...] = ()

    @property
    def places(self) -> tuple[Span, ...]:
        """Every place that changes, in the order of the text."""
        return tuple(sorted((self.span, *self.also), key=lambda span: span.start))

    def applied(self, content: str) -> str:
        """The content of the text after the change."""
        for span in reversed(self.places):
            content = content[: span.start] + self.replacement + content[span.end :]
        return content


@frozen
class Diagnostic:
    """One mistake of a user: what, where, in which article, and how to mend it."""

    kind: Kind
    span: Span
    values: dict[str, str] = field(factory=dict)
    article: str = ""
    related: tuple[Related, ...] = ()
    fix: Fix | None = None

    @property
    def message(self) -> str:
        """The sentence, in a lawyer's words."""
        return self.kind.title.format_map(_Shown(self.values))

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return self.kind.remedy.format_map(_Shown(self.values))

    @property
    def is_error(self) -> bool:
        return self.kind.severity is Severity.ERROR


@frozen
class Outcome(Generic[T]):
    """What a pass made, and what it has to say. A pass never raises for what a user wrote."""

    value: T
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        return tuple(d for d in self.diagnostics if d.is_error)
