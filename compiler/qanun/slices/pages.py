"""Pages as a slice of the law knows them: read whole, or from what was kept of an earlier reading."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property

from attrs import evolve, frozen

from qanun.document.model import Document
from qanun.slices.frozen import freeze, thaw
from qanun.slices.outline import Outline, outline
from qanun.syntax.tree import Page
from qanun.text import Text


@frozen(eq=False, slots=False)
class Sketch:
    """One page: its document as JSON, the outline of its blocks, a mark for the content of each."""

    module: str
    frozen: str
    outline: Outline
    marks: tuple[str, ...]

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
        marks = []
        for block in document.blocks:
            cites = [(p.anchor, p.label, p.text) for p in block.provisions]
            article = block.article
            under = (article.name, article.anchor, article.in_force) if article is not None else ()
            marks.append(_mark((document.module, common, repr(under), repr(cites), block.span.words)))
        return cls(document.module, json.dumps(freeze(document)), outline(page), (*marks, "page"))

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """What the page offers, each with a mark of all that it offers under this text."""
        found: dict[str, str] = {}
        for offered, mark in zip(self.outline.offers, self.marks, strict=True):
            for key in offered:
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

    def document(self, texts: Sequence[Text], blocks: Collection[int]) -> Document:
        """The page, of which these are the texts, with only these blocks, and without what leads from it."""
        return thaw(json.loads(self.frozen), texts, blocks)

    def as_text(self) -> str:
        """The sketch for `from_text`."""
        return json.dumps([self.module, self.frozen, self.outline.offers, self.outline.asks, self.marks])

    @classmethod
    def from_text(cls, text: str) -> "Sketch":
        """A sketch that was kept. ValueError or TypeError where the text is none."""
        module, page, offers, asks, marks = json.loads(text)
        return cls(module, page, Outline(tuple(map(tuple, offers)), tuple(map(tuple, asks))), tuple(marks))


def changed(before: Sketch | None, after: Sketch | None) -> set[str]:
    """What one page offers otherwise than before."""
    old = before.digests if before is not None else {}
    new = after.digests if after is not None else {}
    return {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}


def _mark(parts: Iterable[str]) -> str:
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
