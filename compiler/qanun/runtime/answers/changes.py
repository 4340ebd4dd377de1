"""What would change an answer: the smallest sets of stated facts that, were they otherwise, would turn it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Generic, Protocol

from attrs import asdict, frozen

from qanun.runtime.answers.answer_writing import said_to_json
from qanun.runtime.answers.deciding import OPEN, signature
from qanun.runtime.answers.instead import Instead, Value, parts_of
from qanun.runtime.answers.sentences import Sentences, thing_called
from qanun.runtime.answers.wording import SENTENCES
from qanun.runtime.evaluation.smallest import Bounded, Changed, Search, by_trying
from qanun.runtime.evaluation.stated import Stated
from qanun.runtime.evaluation.turning import Otherwise
from qanun.runtime.faults import FactsRefused
from qanun.runtime.values.json_writing import to_json
from qanun.runtime.values.spec import Fact
from qanun.runtime.values.unknown import UNKNOWN
from qanun.runtime.values.words import listed


@frozen
class Altered:
    """A stated fact that would be otherwise: its attribute, its label, what it is, what it would be.

    `number`: the place in a list of the thing whose field it is (1 is the first); `field`: the attribute of
    the field. `words` say it: “age” were 17 (it is 20).
    """

    fact: str
    label: str
    was: object
    now: object
    number: int | None
    field: str | None
    words: str

    def __str__(self) -> str:
        return self.words


@frozen(kw_only=True)
class Change(Instead[Value]):
    """Stated facts that, were they otherwise, would turn an answer; and the answer that then stands."""

    altered: tuple[Altered, ...]

    @property
    def condition(self) -> str:
        """`if “age” were 17 (it is 20)`."""
        return SENTENCES["change.if"].format(
            facts=listed([str(one) for one in self.altered], SENTENCES["and"])
        )

    def __str__(self) -> str:
        return f"{self.condition}: {self.sentence}"


@frozen
class Changes(Generic[Value]):
    """What would change an answer. `sentence` says the answer as it stands.

    `found`: the smallest sets of facts, the fewest first: no part of one turns it. Each was tried.
    `is_whole`: whether there is surely no other of at most `together` facts, with the same things and
    the same facts missing; false where the search came to a bound, the law has no diagram of the answer,
    or it turns on what is not changed to every value that matters: a text, two measured values compared.
    """

    sentence: str
    found: tuple[Change[Value], ...]
    is_whole: bool
    together: int

    def as_text(self) -> str:
        """As lines, below what stands."""
        lines = [f"  - {one}" for one in self.found]
        if not self.is_whole:
            lines.append(f"  - {SENTENCES['change.more']}")
        elif not lines:
            lines.append(f"  - {SENTENCES['change.none'].format(count=self.together)}")
        return "\n".join([self.sentence, *lines]) + "\n"

    def as_dict(self) -> dict[str, object]:
        """As plain JSON data."""
        return {
            "found": [_data(one) for one in self.found],
            "is_whole": self.is_whole,
            "together": self.together,
        }

    def __str__(self) -> str:
        return self.as_text()


def _data(change: Change[Any]) -> dict[str, object]:
    altered = [
        {**asdict(one, recurse=False), "was": to_json(one.was), "now": to_json(one.now)}
        for one in change.altered
    ]
    return {"altered": altered, **said_to_json(change)}


class CaseOf(Protocol):
    """A case as it was answered."""

    @property
    def sentences(self) -> Sentences: ...

    def at(self, place: int, number: int | None) -> Any:
        """The answer at a place; of one about each thing of a list that about one of them, None where it is
        not there."""
        ...

    def instead(self, facts: Any) -> "CaseOf | None":
        """What other facts come to; None where they cannot be so."""
        ...

    def otherwise(self, place: int, number: int | None) -> Otherwise:
        """The case, to be tried otherwise, by what the answer at a place turns on."""
        ...

    def specs(self) -> Mapping[str, Fact]:
        """What is declared of each fact, by its attribute."""
        ...


def changes_of(
    answer: Any, case: CaseOf, place: int, number: int | None = None, *, together: int, most: int
) -> Changes[Any]:
    """What would change an answer; nothing of one that is unknown or at fault, for which nothing stands. A
    ValueError for no facts or changes at all."""
    if together < 1 or most < 1:
        raise ValueError("it takes at least one fact, and one change")
    if answer.verdict in OPEN:
        return Changes(answer.sentence, (), True, together)
    tried = _Tried(answer, case, place, number, most)
    is_whole = tried.search(together)
    return Changes(answer.sentence, tuple(tried.changes()), is_whole, together)


def is_otherwise(before: Sequence[object], then: Sequence[object]) -> bool:
    """Whether something that answers say, as `signature` has it, is known of both and differs.

    Of what does not apply in either the state tells whether it is barred.
    """
    if before[1] is False and then[1] is False:
        before, then = before[2:], then[2:]
    return any(
        one != other and one is not UNKNOWN and other is not UNKNOWN
        for one, other in zip(before, then, strict=True)
    )


class _Tried:
    """Tries changes, and keeps those that turn the answer."""

    def __init__(self, answer: Any, case: CaseOf, place: int, number: int | None, most: int) -> None:
        self._before = signature(answer)
        self._case = case
        self._place = place
        self._number = number
        self._most = most
        self._otherwise = case.otherwise(place, number)
        self._kept: dict[object, tuple[Changed, Any, Any]] = {}

    def search(self, together: int) -> bool:
        """Whether all was looked for."""
        try:
            if self._otherwise.is_told:
                return Search(self._otherwise, self._turns, together).run()
            return by_trying(self._otherwise, self._turns, together)
        except Bounded:
            return False

    def _turns(self, changed: Changed) -> bool:
        try:
            facts = self._otherwise.facts(changed)
        except FactsRefused:
            return False
        then = self._case.instead(facts)
        if then is None:
            return False
        answer = then.at(self._place, self._number)
        if answer is None:
            return False
        said = signature(answer)
        if answer.verdict in OPEN or not is_otherwise(self._before, said):
            return False
        key = (frozenset(changed), said)
        if key not in self._kept:
            if len(self._kept) == self._most:
                raise Bounded
            self._kept[key] = changed, facts, answer
        return True

    def changes(self) -> Iterator[Change[Any]]:
        """What turned it, the fewest facts first, then in their order."""
        for changed, facts, answer in sorted(
            self._kept.values(), key=lambda kept: (len(kept[0]), sorted(kept[0]))
        ):
            yield Change(altered=tuple(self._altered(changed, facts)), **parts_of(answer))

    def _altered(self, changed: Changed, facts: Any) -> Iterator[Altered]:
        """What is otherwise, each fact or field once."""
        every = {
            self._otherwise.stated[place].path: self._otherwise.stated[place] for place in sorted(changed)
        }
        for one in every.values():
            was, now = self._otherwise.told(one), self._otherwise.told(one, facts)
            label, said = self._called(one)
            value = self._case.sentences.value
            words = SENTENCES["change.fact"].format(fact=said, now=value(now), was=value(was))
            number = None if one.number is None else one.number + 1
            yield Altered(one.fact, label, was, now, number, one.field, words)

    def _called(self, one: Stated) -> tuple[str, str]:
        """The label of a fact or field, and how it is said: of which thing."""
        spec = self._case.specs()[one.fact]
        if one.field is None:
            return spec.label, f"“{spec.label}”"
        whole: Any = self._otherwise.whole(one.fact)
        record = whole if one.number is None else whole[one.number]
        label = next(field.label for field in record.FACTS if field.name == one.field)
        if one.number is None:
            return label, SENTENCES["change.field"].format(field=label, fact=spec.label)
        thing = thing_called(SENTENCES["change.thing"], one.number + 1, record)
        return label, SENTENCES["change.field of one"].format(field=label, thing=thing, fact=spec.label)
