"""What all pages of the book share, and what a page being written links with."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from attrs import frozen

from qanun.book import places as at
from qanun.book.english import English
from qanun.book.page import Html, escape, join, tag
from qanun.book.phrases import Phrases, called
from qanun.book.places import Places
from qanun.book.relations import Relations
from qanun.book.rules_html import Rules
from qanun.core.rules import Program
from qanun.document.model import Document
from qanun.pipeline import Compiled
from qanun.resolved.model import Declaration
from qanun.runtime.citing import citation
from qanun.syntax import tree
from qanun.typed.agree import spoken
from qanun.typed.types import Type
from qanun.verify.proofs.model import CLAIMS
from qanun.verify.proofs.record import Proof, Proofs

KINDS = {
    "one_of": "type",
    "define": "definition",
    "limb": "condition",
}
"""What a reader calls a kind of declaration, where that is another word."""


def type_said(type_: Type) -> str:
    """A type with its article, its name with blanks."""
    return spoken(type_).replace("_", " ")


@frozen(eq=False, slots=False)
class Edition:
    """The law as compiled, where its parts stand in the book, and how they lean on each other."""

    compiled: Compiled
    program: Program
    places: Places
    relations: Relations
    inventory: frozenset[str] = frozenset()
    """The numbers of the inventory of the source that the concordance has."""
    proofs: Proofs | None = None

    @classmethod
    def of(
        cls,
        compiled: Compiled,
        program: Program,
        inventory: frozenset[str] = frozenset(),
        proofs: Proofs | None = None,
    ) -> "Edition":
        """Everything that the pages need of a program without mistakes, and what is known to be proved."""
        places, relations = Places.of(compiled), Relations.of(compiled, program)
        return cls(compiled, program, places, relations, inventory, proofs)

    @cached_property
    def proofs_of(self) -> dict[str, list[Proof]]:
        """What is known of each declaration, by its whole name."""
        found: dict[str, list[Proof]] = {}
        for one in self.proofs.all if self.proofs is not None else ():
            found.setdefault(one.sought.name, []).append(one)
        return found

    @cached_property
    def claimed_at(self) -> dict[tuple[str, int], list[Proof]]:
        """What is known of the claim that stands on a line of a page."""
        found: dict[tuple[str, int], list[Proof]] = {}
        for one in self.proofs.all if self.proofs is not None else ():
            if one.sought.kind in CLAIMS:
                found.setdefault((one.sought.site.path, one.sought.site.line), []).append(one)
        return found

    @cached_property
    def documents(self) -> dict[str, Document]:
        """The statute files by module, in the order of the project."""
        return {document.module: document for document in self.compiled.documents}

    @cached_property
    def numbers(self) -> dict[str, str]:
        """How each provision is numbered, by its anchor; one of a dated article with its day."""
        return {
            one.anchor: one.number + "".join(one.anchor.partition("@")[1:])
            for document in self.compiled.documents
            for one in document.provisions
        }

    @cached_property
    def declarations(self) -> dict[str, Declaration]:
        """Everything declared, by its whole name."""
        return self.compiled.typed.resolved.declarations

    @cached_property
    def rules(self) -> Rules:
        """Draws rule blocks."""
        titles = {name: self.title(one) for name, one in self.declarations.items()}
        return Rules(self.compiled.typed.resolved, self.places, titles)

    @cached_property
    def items_of(self) -> dict[tuple[str, int], tuple[tree.AnyItem, ...]]:
        """The entries of each rule block, by the block's path and first line."""
        found: dict[tuple[str, int], list[tree.AnyItem]] = {}
        for page in self.compiled.pages:
            for item in page.items:
                found.setdefault((item.block.span.text.path, item.block.span.line), []).append(item)
        return {key: tuple(items) for key, items in found.items()}

    def title(self, one: Declaration) -> str:
        """What a pointer over a name shows: its label, its type, its home."""
        type_ = self.compiled.typed.declared.get(one)
        law = self.program.laws[one.module].title if one.module in self.program.laws else one.module
        kind = KINDS.get(one.kind, one.kind)
        said = f": {type_said(type_)}" if type_ is not None and kind in ("fact", "definition", "rule") else ""
        return f"{called(one)} — {kind}{said} — {law}"

    def of_kind(self, *kinds: str) -> list[Declaration]:
        """The declarations of these kinds in the order of the pages."""
        return [one for one in self.declarations.values() if one.kind in kinds]


@frozen(eq=False, slots=False)
class Leaf:
    """A page being written at the path `here`: its links, its sentences, its rules."""

    edition: Edition
    here: str

    def link(self, place: str, words: object, **attributes: object) -> Html:
        """A link to a place in the book."""
        return at.link(place, words, self.here, **attributes)

    def name(self, name: str, words: object = None) -> Html:
        """A link to a declaration, called by its label; a name that is none is told as it is."""
        one = self.edition.declarations.get(name)
        place = self.edition.places.names.get(name)
        if one is None or place is None:
            return tag("code", name)
        return self.link(place, called(one) if words is None else words)

    def names(self, names: Iterable[str]) -> Html:
        """Links to declarations, after one another."""
        return join((self.name(name) for name in names), ", ")

    def anchor(self, anchor: str, words: object = None) -> Html:
        """A link to a provision: `Criminal Code, 318.1`."""
        place = self.edition.places.anchors.get(anchor)
        said = self.cited(anchor) if words is None else words
        return self.link(place, said, class_="qanun-cite") if place else escape(anchor)

    def cited(self, anchor: str) -> str:
        """How a provision is cited: `318[.1]`, with its law's title where the page is another law's."""
        module, _, rest = anchor.partition("#")
        law = self.edition.program.laws.get(module)
        number = self.edition.numbers.get(anchor, rest)
        own = self.here.startswith(f"{at.LAW}/{module}/")
        return number if own or law is None else citation(law.title, "", number)

    def case(self, item: tree.Scenario) -> Html:
        """A link to a worked case."""
        return self.link(self.edition.places.cases[item], item.title)

    def question(self, name: str) -> Html:
        """A link to a question's page."""
        asked = self.edition.program.questions[name]
        return self.link(at.question_path(name), asked.label or name)

    def law(self, module: str) -> Html:
        """A link to a law."""
        return self.link(at.law_path(module), self.edition.program.laws[module].title)

    def inventory(self, words: str) -> Html:
        """Words in which each number of the inventory that has a row in the concordance leads to it."""
        pieces = re.split(r"\b([NSF]\d{3})\b", words)
        known = self.edition.inventory.intersection(pieces)
        return join(
            self.link(f"{at.CONCORDANCE}#row-{piece}", piece) if piece in known else piece for piece in pieces
        )

    @cached_property
    def phrases(self) -> Phrases:
        """Says expressions with links from here."""
        return Phrases(self.edition.compiled.typed, lambda one, words: self.name(one.name, words))

    @cached_property
    def english(self) -> English:
        """Says entries with links from here."""
        return English(self.phrases)

    def target(self, module: str) -> "TargetOf":
        """Where links in the prose of a law lead to."""
        return TargetOf(self, module)

    def code(self, items: Sequence[tree.AnyItem]) -> Html:
        """Entries as the drafter wrote them, from the first to the last, with the comments above them."""
        first, last = items[0].span, items[-1].span
        return self.edition.rules.draw(first.text.span(first.start, last.end), tuple(items), self.here)


@frozen
class TargetOf:
    """From a link's target on a page of `module` to its address: `criminal_code.md#318.1`, `#318.1`."""

    leaf: Leaf
    module: str

    def __call__(self, written: str) -> str | None:
        path, mark, anchor = written.partition("#")
        module = path.rpartition("/")[2].removesuffix(".md") or self.module
        edition = self.leaf.edition
        if module not in edition.documents:
            return None
        place = edition.places.anchors.get(f"{module}#{anchor}") if mark else at.law_path(module)
        if place is None:
            place = at.law_path(module)
        return at.href(place, self.leaf.here)
