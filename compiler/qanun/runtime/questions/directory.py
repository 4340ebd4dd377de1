"""What stands beside the catalogue of a package: which questions ask each fact, readings, situations."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import frozen

from qanun.runtime.evaluation.core import file_of
from qanun.runtime.faults import Mistake, SituationUnknown
from qanun.runtime.form import belongs
from qanun.runtime.nearest import guess, nearest
from qanun.runtime.qualified import within_law
from qanun.runtime.values.json_text import below, parse

Data = Mapping[str, object] | str | bytes
NAME = "catalogue"


@frozen
class Situation:
    """What a person may be in, as a law's page declares it.

    `given`: the facts that it states, as JSON data; `asks`: those that are asked first; `questions`: what it
    opens, in order. Facts are called as a case calls them, questions by their qualified names.
    """

    name: str
    label: str
    given: Mapping[str, object]
    asks: tuple[str, ...]
    questions: tuple[str, ...]


class Directory:
    """Finds facts, readings and situations of all laws by name, and loads none of these."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        """`data` is what the file has."""
        every: Sequence[str] = data["questions"]
        self.facts: Mapping[str, tuple[str, ...]] = {
            fact: tuple(every[place] for place in places) for fact, places in data["facts"].items()
        }
        """Of each fact, by its qualified name, the questions that ask for it."""
        self.readings: tuple[str, ...] = tuple(data["readings"])
        self.situations = tuple(
            Situation(
                name,
                label,
                {self.written(fact): value for fact, value in given.items()},
                tuple(map(self.written, asks)),
                tuple(opens),
            )
            for name, label, given, asks, opens in data["situations"]
        )

    def written(self, fact: str) -> str:
        """What a case calls a fact: bare where one law alone has a fact of that name."""
        bare = within_law(fact)
        return bare if len(self.facts_called(bare)) == 1 else fact

    def facts_called(self, name: str) -> tuple[str, ...]:
        """The facts that a name can mean, by qualified name."""
        return _called(name, self.facts)

    def facts_of(self, question: str) -> dict[str, str]:
        """The qualified names of the facts of a question, by what its own class calls them in JSON."""
        return {within_law(fact): fact for fact, asking in self.facts.items() if question in asking}

    def reading(self, name: str, mistakes: list[Mistake]) -> str | None:
        """The qualified name of a reading; a mistake is added to the list."""
        called = _called(name, self.readings)
        if len(called) == 1:
            return called[0]
        if called:
            mistakes.append(Mistake(name, f"is the name of several readings: say {' or '.join(called)}"))
        else:
            near = guess(name, _names(self.readings), mistakes)
            mistakes.append(Mistake(name, "no question rests on such a reading", near))
        return None

    def short(self, situation: str) -> str:
        """What a situation may be called: bare where one law alone has one of that name."""
        bare = within_law(situation)
        return bare if len(_called(bare, (one.name for one in self.situations))) == 1 else situation

    def situation(self, name: str) -> Situation:
        """The situation of a name, bare where one law alone has it; SituationUnknown else."""
        known = {one.name: one for one in self.situations}
        called = _called(name, known)
        if len(called) == 1:
            return known[called[0]]
        near = nearest(name, _names(known))
        meant = called or (_called(near, known) if near is not None else tuple(known))
        raise SituationUnknown(name, meant, bool(called))

    def stated(self, data: Data, mistakes: list[Mistake]) -> dict[str, tuple[str, object]]:
        """What a case states: by the qualified name of a fact how it is called there, and its JSON data.

        Mistakes are added to the list: what is no object, names that no fact has, or several.
        """
        plain = parse(data, mistakes) if isinstance(data, str | bytes) else data
        if not isinstance(plain, Mapping):
            mistakes += [] if mistakes else [Mistake("", "expected an object with facts")]
            plain = {}
        found: dict[str, tuple[str, object]] = {}
        for name, value in plain.items():
            fact = self._meant(str(name), mistakes)
            if fact in found:
                sentence = f"is stated twice, also as `{found[fact][0]}`"
                mistakes.append(Mistake(below("", name), sentence))
            elif fact is not None:
                found[fact] = (str(name), value)
        return found

    def _meant(self, name: str, mistakes: list[Mistake]) -> str | None:
        """The fact that is called so; a mistake is added to the list."""
        called = self.facts_called(name)
        if len(called) == 1:
            return called[0]
        if called:
            sentence = f"is the name of several facts: say {' or '.join(called)}"
            mistakes.append(Mistake(below("", name), sentence))
        else:
            near = guess(name, _names(self.facts), mistakes)
            mistakes.append(Mistake(below("", name), "no question asks for such a fact", near))
        return None


def _called(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """The names that one may mean: itself where it is qualified, else all that are called so by their law."""
    every = tuple(known)
    return (name,) if name in every else tuple(one for one in every if within_law(one) == name)


def _names(known: Iterable[str]) -> tuple[str, ...]:
    """What may be written: bare names, and qualified ones."""
    every = tuple(known)
    return (*(within_law(one) for one in every), *every)


def directory_of(package: str) -> Directory:
    """The directory of a package, whose `catalogue.json` is read."""
    try:
        text = file_of(package, f"{NAME}.json")
    except OSError:
        raise ImportError(f"{package} has no {NAME}.json: run `qanun build` again") from None
    data = json.loads(text)
    belongs(f"{package}.{NAME}", data.get("fingerprint"), f"{NAME}.json")
    return Directory(data)
