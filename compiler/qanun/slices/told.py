"""What was said of pages, as it is kept of each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property

from attrs import evolve, frozen

from qanun.diagnostics.model import Diagnostic
from qanun.diagnostics.order import in_order
from qanun.diagnostics.plain import Plain, as_plain, from_plain, paths
from qanun.document.companions import law_path
from qanun.document.kinds import STALE
from qanun.document.model import Block
from qanun.resolved import kinds
from qanun.slices.closure import Ways
from qanun.slices.holds import held
from qanun.slices.pages import Sketch
from qanun.slices.record import Record
from qanun.slices.usage import Usage, elsewhere, mark
from qanun.syntax.tree import Page
from qanun.text import Text

ByPath = Mapping[str, Sequence[Diagnostic]]


@frozen(eq=False)
class Scope:
    """Of what something is said anew: whole pages, and some blocks (by their numbers) of others."""

    pages: Set[str]
    blocks: Mapping[str, Mapping[int, Block]]

    def has(self, one: Diagnostic) -> bool:
        """Whether a diagnostic stands there."""
        text, start = one.span.text, one.span.start
        page = law_path(text.path)
        inside = [block.span for block in self.blocks.get(page, {}).values() if block.span.text is text]
        return page in self.pages or any(span.start <= start <= span.end for span in inside)


@frozen(eq=False)
class Told:
    """What the passes said and verification found, by page; `contents` are the fingerprints of the pages.

    `found` is None where the law has errors, and nothing was verified.
    """

    contents: Mapping[str, str]
    usage: Usage
    ways: Ways
    said: ByPath
    found: ByPath | None

    def of_page(self, page: Page, sketch: Sketch) -> Record:
        """The record of a page that was compiled whole."""
        path, module = page.document.text.path, page.document.module
        rested = self.usage.rested(page)
        unused = self.usage.unused(page, rested.values())
        said = self.said.get(path, ())
        found = None if self.found is None else self.found.get(path, ())
        return Record(
            module=module,
            content=self.contents[path],
            asks=" ".join(self.ways.marks(path, module)),
            away=sketch.away,
            used=elsewhere(rested.values(), module),
            rests=tuple(map(mark, rested.values())),
            said=as_plain(said),
            unused={name: as_plain([one]) for name, one in unused.items()},
            found=None if found is None else as_plain(found),
            leans=self._leans(path, (*said, *(found or ()))),
            holds=held(page),
            unsure=_unsure(said),
        )

    def unread(self, path: str) -> Record:
        """The record of a page of which nothing can be read."""
        said = self.said.get(path, ())
        none: tuple[str, ...] = ()
        plain, holds = as_plain(said), (0, 0, 0)
        return Record("", self.contents[path], "", none, none, none, plain, {}, None, {}, holds, unsure=True)

    def of_blocks(self, page: Page, before: Record, scope: Scope, texts: Mapping[str, Text]) -> Record | None:
        """The record of a page of which blocks were compiled; None where they rest on other names now."""
        path, rested = page.document.text.path, self.usage.rested(page)
        if any(mark(rested[block]) != before.rests[at] for at, block in scope.blocks[path].items()):
            return None
        said = self._renewed(path, before.said, self.said, scope, texts)
        found = None
        if self.found is not None and before.found is not None:
            found = self._renewed(path, before.found, self.found, scope, texts)
        asks = self.ways.marks(path, before.module, scope.blocks[path]).union(before.asks.split(" "))
        return evolve(
            before,
            asks=" ".join(asks),
            said=as_plain(said),
            found=None if found is None else as_plain(found),
            leans=self._leans(path, (*said, *(found or ()))),
        )

    def _renewed(
        self, path: str, old: Plain, new: ByPath, scope: Scope, texts: Mapping[str, Text]
    ) -> list[Diagnostic]:
        """What was said outside some blocks, and what is said in them now."""
        return [
            *(one for one in from_plain(old, texts) if not scope.has(one) or one.kind in kinds.OF_A_PAGE),
            *(one for one in new.get(path, ()) if scope.has(one) and one.kind not in kinds.OF_A_PAGE),
        ]

    def _leans(self, own: str, said: Iterable[Diagnostic]) -> dict[str, str]:
        """The other pages that diagnostics show, with their fingerprints."""
        shown = {law_path(other) for one in said for other in paths(one)} - {own}
        return {other: self.contents.get(other, "") for other in sorted(shown)}


def _unsure(said: Iterable[Diagnostic]) -> bool:
    """Whether other laws may have a part in what is said: in the names that could be meant, say."""
    return any(one.is_error and one.kind not in STALE for one in said)


def by_path(said: Iterable[Diagnostic]) -> ByPath:
    """Diagnostics by the page on which they stand, without those that all pages together settle."""
    found: dict[str, list[Diagnostic]] = {}
    for one in said:
        if one.kind is not kinds.NEVER_USED:
            found.setdefault(law_path(one.span.text.path), []).append(one)
    return found


@frozen(eq=False, slots=False)
class Joined:
    """All that was said of a law, page by page; of what nothing uses, what other laws rest on is left out."""

    records: Mapping[str, Record]
    texts: Mapping[str, Text]
    found: bool
    unused: bool

    @cached_property
    def used(self) -> frozenset[str]:
        """The names on which other laws than their own rest."""
        return frozenset(name for record in self.records.values() for name in record.used)

    def of(self, path: str) -> Iterator[Diagnostic]:
        """What is said of one page and of its cases."""
        record = self.records[path]
        yield from from_plain(record.said, self.texts)
        if self.found and record.found is not None:
            yield from from_plain(record.found, self.texts)
        for name, warning in record.unused.items() if self.unused else ():
            if name not in self.used:
                yield from from_plain(warning, self.texts)

    def says_the_same(self, before: "Joined", path: str) -> bool:
        """Whether surely the same is said of a page as before."""
        record = self.records[path]
        return (
            before.records.get(path) is record
            and (self.found, self.unused) == (before.found, before.unused)
            and (not self.unused or self.used & record.unused.keys() == before.used & record.unused.keys())
        )

    def all(self) -> tuple[Diagnostic, ...]:
        """Everything, in order."""
        return in_order(one for path in self.records for one in self.of(path))
