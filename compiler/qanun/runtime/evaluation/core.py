"""The core of the laws of a package as data: what stands beside each module, in `MODULE.json`."""

import json
import sys
from collections.abc import Mapping, Set
from functools import cached_property
from typing import Any

from qanun.runtime.evaluation.tables import Bearer, Entry, Provision, Reading, Subject, Table
from qanun.runtime.form import belongs
from qanun.runtime.qualified import law_of


class Definition:
    """A definition: an encoded expression, and the locals for the things that it is asked about."""

    __slots__ = ("body", "entry", "locals")

    def __init__(self, entry: Entry, locals_: list[str], body: list[Any]) -> None:
        self.entry = entry
        self.locals = locals_
        self.body = body


class Law:
    """One law: what its file has, read where it is asked for."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.title: str = data["title"]
        self.zone: str = data["zone"]

    @cached_property
    def definitions(self) -> Mapping[str, Definition]:
        """Those on which questions rest, by qualified name."""
        return {
            name: Definition(Entry(name, role, label, tuple(provisions), site, *aspect), locals_, body)
            for label, provisions, site, rows in self.data["definitions"]
            for name, role, locals_, body, *aspect in rows
        }

    @cached_property
    def provisions(self) -> tuple[Provision, ...]:
        """The provisions of the page, in order."""
        rows = self.data["provisions"]
        return tuple(
            Provision(anchor, self.title, article, label, text) for anchor, article, label, text in rows
        )


class Core:
    """The laws of a package. A law's file is read when something of it is first asked for."""

    def __init__(self, package: str) -> None:
        self.package = package
        self._laws: dict[str, Law] = {}

    def law(self, module: str) -> Law:
        """The law of a module of the package."""
        if module not in self._laws:
            data = json.loads(file_of(self.package, f"{module}.json"))
            belongs(f"{self.package}.{module}", data.get("fingerprint"), f"{module}.json")
            self._laws[module] = Law(data)
        return self._laws[module]

    def definition(self, name: str) -> Definition:
        """A definition by its qualified name."""
        return self.law(law_of(name)).definitions[name]

    def rule(self, subject: str) -> tuple[tuple[str, ...], str]:
        """The provisions of a rule, and its place."""
        row = self.law(law_of(subject)).data["subjects"][subject]
        return tuple(row.get("provisions", ())), row["place"]

    def subject(self, attribute: str, name: str) -> Subject:
        """What a question answers under an attribute."""
        row = self.law(law_of(name)).data["subjects"][name]
        listed = ("provisions", "grounds", "exceptions", "silences", "weighing")
        return Subject(
            attribute,
            name,
            row["kind"],
            row["label"],
            place=row["place"],
            aspects=row["aspects"],
            opened=row.get("opened"),
            barring=row.get("barring", {}),
            carved={one: tuple(opened) for one, opened in row.get("carved", {}).items()},
            bearer=_bearer(row["bearer"]) if "bearer" in row else None,
            bearers={ground: _bearer(one) for ground, one in row.get("bearers", {}).items()},
            determined=row.get("determined", {}),
            valued=row.get("valued", False),
            each=row["about"][0] if "about" in row else None,
            **{word: tuple(row.get(word, ())) for word in listed},
        )

    def diagram(self, subject: str, facts: Set[str]) -> Mapping[str, Any] | None:
        """The decision diagram of a subject, for a question with these facts; None where it has none."""
        data = self.law(law_of(subject)).data
        found = data["subjects"][subject].get("diagram")
        if found is None:
            return None
        exprs = data["expressions"]
        return {**found, **{part: [exprs[at] for at in found[part]] for part in ("atoms", "leaves")}}

    def about(self, subject: str) -> tuple[str, list[Any]]:
        """The local that stands for a thing of which a subject is asked, and the list of them all."""
        local, items = self.law(law_of(subject)).data["subjects"][subject]["about"]
        return local, items

    def reading(self, name: str) -> Reading:
        """A reading by its qualified name."""
        label, options, because = self.law(law_of(name)).data["readings"][name]
        return Reading(name, label, tuple((option, words) for option, words in options), because)

    def question(self, module: str, name: str) -> dict[str, Any]:
        """What is said of a question."""
        found: dict[str, Any] = self.law(module).data["questions"][name]
        return found

    def table(self, module: str, name: str) -> Table:
        """What there is to say of a question."""
        data = self.question(module, name)
        law = self.law(module)
        cited = [self.law(one) for one in data["cited"]]
        return Table(
            entries={
                name: definition.entry
                for one in data["defining"]
                for name, definition in self.law(one).definitions.items()
            },
            subjects=[self.subject(attribute, subject) for attribute, subject in data["answers"]],
            readings=[self.reading(reading) for reading in data["readings"]],
            bits=data["bits"],
            provisions=[provision for one in cited for provision in one.provisions],
            sites={said: self.law(page).data["always"][at] for said, page, at, _ in data["constraints"]},
            words={**_countries(), **data["words"]} if "countries" in data else data["words"],
            zone=law.zone,
            notice=data["notice"],
        )


def _countries() -> Mapping[str, str]:
    """What people call countries."""
    from qanun.runtime.values.countries import NAMES

    return NAMES


def _bearer(row: list[list[str]]) -> Bearer:
    parties, bodies = row
    return tuple(parties), tuple(bodies)


def file_of(package: str, name: str) -> bytes:
    """A file of a package, as the package itself was found: in a folder or an archive."""
    module = sys.modules[package]
    get_data = getattr(getattr(module.__spec__, "loader", None), "get_data", None)
    if get_data is None:
        raise ImportError(f"what loaded {package} gives no files, and the law stands in {name} beside it")
    (folder, *_) = module.__path__
    text: bytes = get_data(f"{folder}/{name}")
    return text


def core_of(module: str) -> Core:
    """The core of the package of a module, by the module's name; one for each package that is loaded."""
    package = sys.modules[module.rpartition(".")[0]]
    found = vars(package).get(_KEPT)
    if not isinstance(found, Core):
        found = Core(package.__name__)
        setattr(package, _KEPT, found)
    return found


_KEPT = "__qanun_core__"
"""The attribute of a package that keeps its core."""
