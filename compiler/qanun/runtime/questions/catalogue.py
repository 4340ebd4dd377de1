"""Every question of the laws of a package, by name; a law is loaded when one of its is asked for."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING

from qanun.runtime.answers.answers import Answers
from qanun.runtime.faults import QuestionUnknown
from qanun.runtime.nearest import nearest
from qanun.runtime.qualified import law_of, within_law
from qanun.runtime.questions.questions import AnyQuestion, DatedQuestion, Question, question_named
from qanun.runtime.values.facts import CaseFacts

if TYPE_CHECKING:
    from qanun.runtime.answers.receipts import Receipt
    from qanun.runtime.questions.about import About
    from qanun.runtime.questions.again import Again
    from qanun.runtime.questions.directory import Directory, Situation
    from qanun.runtime.questions.questions import Instant

AQuestion = Question[CaseFacts, Answers] | DatedQuestion[CaseFacts, Answers]
"""Any question: what its facts and answers are is not known to a type checker."""


class LawQuestions:
    """The questions of one law, by the names that they have in its module.

    A generated class says of each what it is, for type checkers.
    """

    def __init__(self, home: str, names: tuple[str, ...]) -> None:
        self._home = home
        self._names = names

    def __dir__(self) -> list[str]:
        return list(self._names)

    def __repr__(self) -> str:
        return f"<questions of {self._home}: {', '.join(self._names)}>"

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            found = None if name.startswith("_") else vars(import_module(self._home)).get(name)
            if isinstance(found, AnyQuestion):
                return found
            near = nearest(name, self._names)
            hint = f"did you mean `{near}`?" if near else f"there are {', '.join(self._names)}"
            raise AttributeError(f"{self._home} asks no question `{name}`; {hint}", name=name, obj=self)


class Catalogue:
    """Every question of the laws of a package: `for question in questions`, `questions["crossing"]`.

    A generated class has an attribute for each law, and that one for each of its questions, known to type
    checkers: `questions.criminal_code.crossing`. `labels` says what each asks, by qualified name, and loads
    no law.
    """

    def __init__(
        self, package: str, laws: Mapping[str, type[LawQuestions]], labels: Mapping[str, str]
    ) -> None:
        """`laws` in the order of their pages; `labels` by qualified name, in that order too."""
        self.labels = labels
        self._package = package
        self._laws = {
            law: of(f"{package}.{law}", tuple(within_law(name) for name in labels if law_of(name) == law))
            for law, of in laws.items()
        }

    def __len__(self) -> int:
        return len(self.labels)

    def __iter__(self) -> Iterator[AQuestion]:
        """The questions, in the order of the pages; each law is loaded when it is its turn."""
        return (self[name] for name in self.labels)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and len(self._called(name)) == 1

    def __getitem__(self, name: str) -> AQuestion:
        """The question of that name: `criminal_code.crossing`, or `crossing` where one law alone asks it.

        QuestionUnknown, which names the nearest or those that are meant, where there is no one of that name.
        """
        called = self._called(name)
        if len(called) != 1:
            raise QuestionUnknown(name, called or self._near(name), bool(called))
        found = question_named(f"{self._package}.{law_of(called[0])}", within_law(called[0]))
        assert isinstance(found, Question | DatedQuestion)
        return found

    @cached_property
    def directory(self) -> "Directory":
        """Facts, readings and situations of all laws by name; no law is loaded for it."""
        from qanun.runtime.questions.directory import directory_of

        return directory_of(self._package)

    @property
    def situations(self) -> "tuple[Situation, ...]":
        """The situations that the laws declare, in the order of the pages."""
        return self.directory.situations

    def about(
        self,
        case: Mapping[str, object] | str | bytes,
        *,
        as_of: "Instant | None" = None,
        readings: Mapping[str, str] | None = None,
        situation: str | None = None,
    ) -> "About":
        """What all laws say about a case in JSON: its facts by name, whichever questions ask for them.

        A fact of which several laws have one of the same name is called by its law, `law.fact`. `situation`
        states its own facts too, and narrows to its questions. Only the laws are loaded that ask for a fact
        of the case. FactsRefused for facts that no question asks for or of another kind, SituationUnknown,
        CaseImpossible where the facts break an `always`, AsOfMissing where the day matters.
        """
        from qanun.runtime.questions.all_laws import about

        narrowed = None if situation is None else self.directory.situation(situation)
        return about(self, self.directory, case, as_of, readings or {}, narrowed)

    def again(self, receipt: "Receipt | Mapping[str, object] | str | bytes") -> "Again":
        """Whether the law as it is now still answers a receipt so, and what changed.

        ReceiptRefused for what is no receipt, was changed after it was written, or is of another law.
        """
        from qanun.runtime.answers.receipts import Receipt
        from qanun.runtime.questions.again import again

        return again(
            receipt if isinstance(receipt, Receipt) else Receipt.from_json(receipt), self.__getitem__
        )

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._laws]

    def __repr__(self) -> str:
        return f"<{len(self)} questions of {self._package}>"

    def _called(self, name: str) -> tuple[str, ...]:
        """The questions that a name can mean, by qualified name."""
        return (
            (name,) if name in self.labels else tuple(one for one in self.labels if within_law(one) == name)
        )

    def _near(self, name: str) -> tuple[str, ...]:
        """The question whose name is nearest, qualified or bare; all where none is near."""
        known = {within_law(one): one for one in self.labels} | {one: one for one in self.labels}
        near = nearest(name, known)
        return tuple(self.labels) if near is None else (known[near],)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            if name in self._laws:
                return self._laws[name]
            meant = (
                self._called(name) or tuple(filter(None, [nearest(name, self._laws)])) or tuple(self._laws)
            )
            hint = " or ".join(f"`questions.{one}`" for one in meant)
            sentence = f"{self._package} has no law `{name}`; did you mean {hint}?"
            raise AttributeError(sentence, name=name, obj=self)
