"""Pages of law as they were read: each file once, and of a page that changed only the blocks that did."""

from collections.abc import Collection, Sequence
from functools import cached_property

from attrs import define, evolve, field, frozen

from qanun.diagnostics.model import Diagnostic, Outcome
from qanun.document.companions import read_law
from qanun.document.hidden import hidden
from qanun.document.model import Block, Document
from qanun.slices.moving import key, moved
from qanun.slices.pages import Sketch
from qanun.syntax import tree
from qanun.syntax.parse import BlockRead, parse, read_block
from qanun.text import Text


@frozen(eq=False, slots=False)
class PageRead:
    """A page with its page of cases. `parsed` is None where no law can be read of it; `said` is the rest."""

    files: tuple[Text, ...]
    said: tuple[Diagnostic, ...]
    parsed: Outcome[tree.Page] | None
    blocks: dict[Block, BlockRead]

    @cached_property
    def sketch(self) -> Sketch:
        """What it offers and asks."""
        assert self.parsed is not None
        return Sketch.of(self.parsed.value)

    def part(self, numbers: Collection[int]) -> Outcome[tree.Page]:
        """Some of its blocks; what could not be read of the others is known all the same."""
        assert self.parsed is not None
        page = self.parsed.value
        wanted = tuple(block for number, block in enumerate(page.document.blocks) if number in numbers)
        document = evolve(page.document, blocks=wanted, footnotes=(), links=())
        part = parse(document, self.blocks.__getitem__)
        known = evolve(part.value, left_out=page.left_out, unread=page.unread)
        return Outcome(known, part.diagnostics)


@define(eq=False)
class Sketched:
    """A page of which the sketch was kept: blocks of it are read when they are first asked for."""

    files: tuple[Text, ...]
    document: Document
    read: dict[int, BlockRead] = field(factory=dict)

    def part(self, numbers: Collection[int]) -> Outcome[tree.Page]:
        """Some of its blocks; it has no errors."""
        wanted = sorted(numbers)
        for number in wanted:
            if number not in self.read:
                self.read[number] = read_block(self.document.blocks[number])
        blocks = tuple(self.document.blocks[number] for number in wanted)
        known = {block: self.read[number] for block, number in zip(blocks, wanted, strict=True)}
        return parse(evolve(self.document, blocks=blocks), known.__getitem__)


@define(eq=False)
class Pages:
    """Reads pages; who keeps it need not read again what did not change."""

    articles: tuple[str, ...] = ()
    _read: dict[str, PageRead] = field(factory=dict, alias="read")
    _sketched: dict[str, Sketched] = field(factory=dict, alias="sketched")

    def page(self, files: Sequence[Text]) -> PageRead:
        """A page whole."""
        path = files[0].path
        before = self._read.get(path)
        if before is not None and before.files == tuple(files):
            return before
        found = self._read[path] = self._anew(tuple(files), before)
        return found

    def part(self, files: Sequence[Text], sketch: Sketch, numbers: Collection[int]) -> Outcome[tree.Page]:
        """Some blocks of a page, of which there is this sketch."""
        path, texts = files[0].path, tuple(files)
        read = self._read.get(path)
        if read is not None and read.files == texts and read.parsed is not None:
            return read.part(numbers)
        known = self._sketched.get(path)
        if known is None or known.files != texts:
            known = self._sketched[path] = Sketched(texts, sketch.document(texts))
        return known.part(numbers)

    def apart(self) -> "Pages":
        """One that knows what this one has read, and leaves this one as it is."""
        return Pages(self.articles, dict(self._read), dict(self._sketched))

    def _anew(self, files: tuple[Text, ...], before: PageRead | None) -> PageRead:
        outcome = read_law(files[0], files[1] if len(files) > 1 else None, self.articles)
        said = (*(found for text in files for found in hidden(text)), *outcome.diagnostics)
        if outcome.value is None:
            return PageRead(files, said, None, {})
        known = {key(block): block for block in (before.blocks if before is not None else ())}
        blocks: dict[Block, BlockRead] = {}
        for block in outcome.value.blocks:
            old = known.get(key(block))
            if old is None or before is None:
                blocks[block] = read_block(block)
            else:
                blocks[block] = moved(before.blocks[old], old, block)
        return PageRead(files, said, parse(outcome.value, blocks.__getitem__), blocks)
