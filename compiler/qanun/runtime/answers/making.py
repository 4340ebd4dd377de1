"""What a question makes once, at its first use: its table, the makers of its answers, and, where they are
needed, what evaluates any case and what always holds."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from qanun.runtime.answers.answers import Answers
from qanun.runtime.answers.makers import Maker
from qanun.runtime.answers.sentences import Sentences
from qanun.runtime.evaluation.core import core_of
from qanun.runtime.faults import CaseImpossible, FactsRefused, Mistake
from qanun.runtime.nearest import guess
from qanun.runtime.qualified import law_of
from qanun.runtime.values.facts import CaseFacts
from qanun.runtime.values.moments import instant

if TYPE_CHECKING:
    from qanun.runtime.evaluation.always import Always
    from qanun.runtime.evaluation.evaluator import Evaluated, Evaluator
    from qanun.runtime.evaluation.open_points import OpenPoints
    from qanun.runtime.evaluation.steps import Case
    from qanun.runtime.evaluation.turning import Otherwise, Turning


NOTHING: Mapping[str, object] = {}


class Choice:
    """The option chosen for each reading. `pairs` are all, in order; `options` finds one by name."""

    __slots__ = ("options", "pairs")

    def __init__(self, pairs: tuple[tuple[str, str], ...]) -> None:
        self.pairs = pairs
        self.options: Mapping[str, str] = dict(pairs)


class Making:
    """What is made once of the question of a name, in the module of a full name."""

    def __init__(
        self, home: str, name: str, facts: type[CaseFacts], answers: type[Answers], fingerprint: str
    ) -> None:
        self.core = core_of(home)
        module = home.rpartition(".")[2]
        self.data = self.core.question(module, name)
        self._facts = facts
        self.law = self.core.law(module).title
        self.fingerprint = fingerprint
        self.table = self.core.table(module, name)
        order = tuple(fact.name for fact in facts.FACTS)
        specs = {fact.name: fact for fact in facts.FACTS}
        self.sentences = Sentences(self.table, specs)
        self.makers = tuple(
            Maker(subject, answered, self.table, order, specs)
            for subject, answered in zip(self.table.subjects, answers.ANSWERED, strict=True)
        )
        self.places = {answered.name: place for place, answered in enumerate(answers.ANSWERED)}
        """Where among the answers one is, by its attribute."""
        self.defaults = Choice(tuple((r.name, r.default) for r in self.table.readings.values()))
        self.constrained: tuple[str, ...] = tuple(self.data["constrained"])
        """The facts to which `always` can leave one value."""
        self._turning: dict[int, Turning] = {}

    @cached_property
    def evaluator(self) -> "Evaluator":
        """The general evaluation."""
        from qanun.runtime.evaluation.evaluator import Evaluator

        return Evaluator(self.core, self.table, self.data)

    @cached_property
    def always(self) -> "Always | None":
        """What always holds; None where nothing is said."""
        from qanun.runtime.evaluation.always import Always, few

        if not self.data["constraints"] and not self.data["constrained"]:
            return None
        specs = {fact.name: fact for fact in self._facts.FACTS}
        values = {name: few(specs[name]) for name in self.constrained}
        return Always(self.core, self.table, self.data, values)

    @cached_property
    def open_points(self) -> "OpenPoints":
        """What the law can leave open here without being asked."""
        from qanun.runtime.evaluation.open_points import OpenPoints

        return OpenPoints(self.core, self.table, self.data)

    def otherwise(
        self, place: int, number: int | None, facts: CaseFacts, moment: datetime | None, choice: Choice
    ) -> "Otherwise":
        """A case, to be tried otherwise, by what the answer at a place turns on; of one about each thing of a
        list that about the one at `number` (0 is the first)."""
        from qanun.runtime.evaluation.steps import Case
        from qanun.runtime.evaluation.turning import Otherwise, Turning

        if place not in self._turning:
            always = () if self.always is None else self.always.facts
            self._turning[place] = Turning(self.core, self.table, self.data, place, always)

        def even_if(other: CaseFacts) -> Case:
            """The case of other facts, also where it cannot be."""
            try:
                return self.case(other, moment, choice)
            except CaseImpossible:
                return Case(other, NOTHING, moment, choice.options)

        return Otherwise(self._turning[place], facts, even_if, moment, number)

    @property
    def settling(self) -> frozenset[str]:
        """The readings on which it rests what always holds."""
        return frozenset() if self.always is None else frozenset(self.always.reader.readings)

    def choice(self, readings: Mapping[str, str]) -> Choice:
        """The options chosen, the defaults for the rest; FactsRefused, with all mistakes, for others."""
        if not isinstance(readings, Mapping):
            raise TypeError(f"readings are a mapping of names to options, not {readings!r}")
        known = self.table.readings
        by_name = {name.rpartition(".")[2]: name for name in known} | {name: name for name in known}
        chosen = dict(self.defaults.pairs)
        mistakes: list[Mistake] = []
        for name, option in readings.items():
            full = by_name.get(name)
            if full is None:
                near = guess(str(name), by_name, mistakes)
                mistakes.append(Mistake(str(name), "the question rests on no such reading", near))
                continue
            options = [word for word, _ in known[full].options]
            if option in options:
                chosen[full] = str(option)
            else:
                sentence = f"{option!r} is no option of this reading; there are {', '.join(options)}"
                mistakes.append(Mistake(name, sentence, guess(str(option), options, mistakes)))
        if mistakes:
            raise FactsRefused(tuple(mistakes), "the readings")
        return Choice(tuple(chosen.items()))

    def title(self, name: str) -> str:
        """The title of the law that declares something of a qualified name."""
        return self.core.law(law_of(name)).title

    def moment(self, as_of: date | datetime) -> datetime:
        """The moment; a day means its last instant in the law's zone."""
        return instant(as_of, self.table.zone)

    def case(self, facts: CaseFacts, moment: datetime | None, choice: Choice) -> "Case":
        """The case with the values of unknown facts to which `always` leaves but one. CaseImpossible where it
        is broken, or leaves none."""
        from qanun.runtime.evaluation.steps import Case

        case = Case(facts, NOTHING, moment, choice.options)
        if self.always is not None:
            case.settled = self.always.settle(case)
        return case

    def evaluate(self, facts: CaseFacts, moment: datetime | None, choice: Choice) -> "Evaluated":
        """What the general evaluation finds. CaseImpossible where an `always` is broken."""
        return self.evaluator.find(self.case(facts, moment, choice))

    def said(self, parts: Sequence[object] | None) -> str | None:
        """A headline: texts, and values as people read them."""
        if parts is None:
            return None
        if len(parts) == 1 and isinstance(parts[0], str):
            return parts[0]
        from qanun.runtime.values.show import show

        table = self.table
        return "".join([show(part, table.zone, table.words) for part in parts])
