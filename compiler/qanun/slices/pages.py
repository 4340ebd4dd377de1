"""Pages as a slice of the law knows them: read whole, or from what was kept of an earlier reading."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from attrs import evolve, frozen

from qanun.document.model import Document
from qanun.slices.frozen import freeze, thaw
from qanun.slices.outline import Outline, outline
from qanun.syntax.tree import Page
from qanun.text import Text


@frozen(eq=False, slots=False)
class Sketch:
    """One page: the outline of its blocks, a mark of what makes each offer, its document or that as JSON."""

    module: str
    kept: Document | str
    outline: Outline
    marks: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, page: Page) -> "Sketch":
        """The sketch of a page that was read."""
        document = page.document
        front = evolve(document.front_matter, span=document.text.span(0, 0))
        common = repr(
            freeze(
                evolve(
                    document,
                    front_matter=front,
                    articles=(),
                    provisions=(),
                    blocks=(),
                    links=(),
                    footnotes=(),
                )
            )
        )
        found, offered = outline(page)
        marks = []
        for block, offers in zip(document.blocks, offered, strict=False):
            cites = [(p.anchor, p.label, p.text) for p in block.provisions]
            article = block.article
            under = (article.name, article.anchor, article.in_force) if article is not None else ()
            around = _mark((document.module, common, repr(under), repr(cites)))
            marks.append(tuple(_mark((around, words)) for words in offers.values()))
        return cls(document.module, document, found, (*marks, ("page",) * len(offered[-1])))

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """What the page offers, each with a mark of all that it offers under this text."""
        found: dict[str, str] = {}
        for offered, marks in zip(self.outline.offers, self.marks, strict=True):
            for key, mark in zip(offered, marks, strict=True):
                found[key] = f"{found[key]} {mark}" if key in found else mark
        return found

    @cached_property
    def blocks_by_offer(self) -> Mapping[str, tuple[int, ...]]:
        """The numbers of the blocks that offer a text; without the page's own offers."""
        found: dict[str, list[int]] = {}
        for number, offered in enumerate(self.outline.offers[:-1]):
            for key in offered:
                found.setdefault(key, []).append(number)
        return {key: tuple(numbers) for key, numbers in found.items()}

    @property
    def away(self) -> tuple[str, ...]:
        """What it offers that others cannot tell to be here from its name."""
        own = f"{self.module}."
        return tuple(key for key in self.blocks_by_offer if not key.startswith(own))

    def document(self, texts: Sequence[Text]) -> Document:
        """The page, of which these are the texts, without what leads from it."""
        return thaw(json.loads(self._frozen()), texts)

    def alone(self) -> "Sketch":
        """The sketch without the page of which it was made."""
        return evolve(self, kept=self._frozen())

    def _frozen(self) -> str:
        return self.kept if isinstance(self.kept, str) else json.dumps(freeze(self.kept))

    def as_text(self) -> str:
        """The sketch for `from_text`."""
        return json.dumps([self.module, self._frozen(), self.outline.offers, self.outline.asks, self.marks])

    @classmethod
    def from_text(cls, text: str) -> "Sketch":
        """A sketch that was kept. ValueError or TypeError where the text is none."""
        module, page, offers, asks, marks = json.loads(text)
        found = Outline(tuple(map(tuple, offers)), tuple(map(tuple, asks)))
        return cls(module, page, found, tuple(map(tuple, marks)))


def changed(before: Sketch | None, after: Sketch | None) -> set[str]:
    """What one page offers otherwise than before."""
    old = before.digests if before is not None else {}
    new = after.digests if after is not None else {}
    return {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}


def _mark(parts: Iterable[str]) -> str:
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
