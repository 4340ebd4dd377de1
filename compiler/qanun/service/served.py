"""The law that is served: its questions, laws and provisions by name."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from importlib import import_module
from typing import Any

from attrs import frozen

from qanun.runtime.evaluation.core import Law, core_of
from qanun.runtime.evaluation.tables import Provision
from qanun.runtime.nearest import nearest
from qanun.runtime.qualified import law_of
from qanun.runtime.questions.catalogue import Catalogue
from qanun.service.companion import NOTHING, Companion, Example
from qanun.service.problems import not_found, wrong_parameter
from qanun.service.requests import READING, ReadingParameter, reading_parameters
from qanun.version import __version__

SAMPLE = Example("nothing is known", {}, None, {})
"""The example of a question of which nobody worked out a case."""
DAY = "2012-03-05"


@frozen(eq=False, slots=False)
class Served:
    """A generated package that can be imported, and what the statutes say beside it."""

    package: str
    companion: Companion = NOTHING

    @cached_property
    def questions(self) -> Catalogue:
        """All questions, by name."""
        found = import_module(self.package).questions
        assert isinstance(found, Catalogue)
        return found

    @cached_property
    def fingerprint(self) -> str:
        """That of the statutes from which the package was made."""
        return str(vars(import_module(self.package))["FINGERPRINT"])

    def version(self) -> dict[str, object]:
        """What is served."""
        return {"package": self.package, "fingerprint": self.fingerprint, "qanun": __version__}

    def prepare(self) -> None:
        """Load every law and what its questions need, so that no caller waits for it."""
        for name in self.questions.labels:
            question = self.questions[name]
            _ = question.making.evaluator
            question.facts.from_json({})
        _ = self.laws, self.provisions

    # --- questions ----------------------------------------------------------------------------------------

    def question(self, name: str) -> Any:
        """The question of a qualified name; a problem where there is none."""
        if name in self.questions.labels:
            return self.questions[name]
        near = nearest(name[:200], self.questions.labels)
        raise not_found("question", name, [near] if near else self.questions.labels)

    def example(self, name: str) -> Example:
        """A case of a question: the first that somebody worked out; of one that needs a day with one."""
        found = next(iter(self.companion.examples.get(name, ())), SAMPLE)
        if found.as_of is None and self.questions[name].needs_as_of:
            return Example(found.title, found.facts, DAY, found.readings)
        return found

    @cached_property
    def reading_parameters(self) -> Mapping[str, ReadingParameter]:
        """What chooses a reading of any question: `reading.criminal_code.fine_or_prison`."""
        found: dict[str, ReadingParameter] = {}
        for question in self.questions:
            for one in reading_parameters(question).values():
                found[f"{READING}{one.reading}"] = one
        return found

    @property
    def situation_names(self) -> tuple[str, ...]:
        """What situations may be called."""
        directory = self.questions.directory
        names = [one.name for one in directory.situations]
        return tuple(dict.fromkeys([*map(directory.short, names), *names]))

    # --- laws ---------------------------------------------------------------------------------------------

    @cached_property
    def laws(self) -> Mapping[str, Law]:
        """The laws that questions ask or cite, by module, in the order of their pages."""
        core = core_of(f"{self.package}.catalogue")
        asked = dict.fromkeys(map(law_of, self.questions.labels))
        cited = {
            law: None
            for name in self.questions.labels
            for law in core.question(law_of(name), name.partition(".")[2])["cited"]
        }
        return {module: core.law(module) for module in {**asked, **cited}}

    def law(self, module: str) -> Law:
        """A law by its module; a problem where there is none."""
        if module in self.laws:
            return self.laws[module]
        near = nearest(module[:200], self.laws)
        raise not_found("law", module, [near] if near else self.laws)

    def law_as_dict(self, module: str) -> dict[str, object]:
        """A law without the text of its provisions."""
        law, page = self.law(module), self.companion.laws.get(module)
        return {
            "law": module,
            "title": law.title,
            "time_zone": law.zone,
            "jurisdiction": page.jurisdiction if page else None,
            "source": page.source if page else None,
            "in_force": _days(page.in_force if page else None),
            "questions": [name for name in self.questions.labels if law_of(name) == module],
            "provisions": len(law.provisions),
        }

    # --- provisions ---------------------------------------------------------------------------------------

    @cached_property
    def provisions(self) -> Mapping[str, Provision]:
        """Every provision of the laws, by its anchor."""
        return {one.anchor: one for law in self.laws.values() for one in law.provisions}

    def provision(self, module: str, number: str, on: date | None) -> dict[str, object]:
        """A provision of a law by the part of its anchor behind `#`; of one that stands there in several
        versions the one of a day, or the last."""
        law = self.law(module)
        wanted = f"{module}#{number}"
        versions = [one for one in law.provisions if wanted in (one.anchor, one.anchor.partition("@")[0])]
        if not versions:
            names = [one.anchor.partition("#")[2] for one in law.provisions]
            near = nearest(number[:200], names)
            raise not_found("provision", number, [near] if near else names)
        return self._told(self._on(versions, on), [one.anchor for one in versions])

    def provisions_of(self, module: str, on: date | None) -> list[dict[str, object]]:
        """The provisions of a law, in its order; of a day those that were law on it."""
        groups: dict[str, list[Provision]] = {}
        for one in self.law(module).provisions:
            groups.setdefault(one.anchor.partition("@")[0] if on else one.anchor, []).append(one)
        chosen = ((list(self._lasting(found, on)), found) for found in groups.values())
        return [self._told(found[-1], [one.anchor for one in every]) for found, every in chosen if found]

    def _on(self, versions: list[Provision], on: date | None) -> Provision:
        """The version of a day, or the last."""
        found = list(self._lasting(versions, on))
        if not found:
            raise wrong_parameter("on", f"the provision was not in force on {on}")
        return found[-1]

    def _lasting(self, versions: Iterable[Provision], on: date | None) -> Iterator[Provision]:
        """Those in force on a day, the earliest first."""
        for one in sorted(
            versions, key=lambda one: (one.anchor.partition("@")[2][:5] != "until", one.anchor)
        ):
            words = self.companion.provisions.get(one.anchor)
            days = words.in_force if words else _marked(one.anchor)
            if on is None or days is None or (days[0] or "") <= on.isoformat() <= (days[1] or "9999-12-31"):
                yield one

    def _told(self, one: Provision, versions: list[str]) -> dict[str, object]:
        words = self.companion.provisions.get(one.anchor)
        return {
            "anchor": one.anchor,
            "citation": one.citation,
            "law": one.law,
            "place": one.place,
            "text": one.text,
            "english": list(words.english) if words else None,
            "in_force": _days(words.in_force if words else _marked(one.anchor)),
            "official_text": words.official_text if words else None,
            "versions": versions,
        }


def _marked(anchor: str) -> tuple[str | None, str | None] | None:
    """The days that the anchor itself tells."""
    day = anchor.partition("@")[2]
    if not day:
        return None
    return (None, day.removeprefix("until-")) if day.startswith("until-") else (day, None)


def _days(days: tuple[str | None, str | None] | None) -> dict[str, str | None] | None:
    return None if days is None else {"from": days[0], "to": days[1]}
