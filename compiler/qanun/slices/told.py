"""What was said of pages, as it is kept of each."""

from collections.abc import Iterable, Mapping, Sequence, Set

from attrs import evolve, frozen

from qanun.diagnostics.model import Diagnostic
from qanun.diagnostics.plain import as_plain, from_plain, paths
from qanun.document.companions import law_path
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
    """What the passes said and verification found, by page; `contents` are the fingerprints of the pages."""

    contents: Mapping[str, str]
    usage: Usage
    ways: Ways
    said: ByPath
    found: ByPath

    def of_page(self, page: Page, sketch: Sketch) -> Record:
        """The record of a page that was compiled whole."""
        path, module = page.document.text.path, page.document.module
        rested = self.usage.rested(page)
        unused = self.usage.unused(page, rested.values())
        said, found = self.said.get(path, ()), self.found.get(path, ())
        return Record(
            module=module,
            content=self.contents[path],
            asks=" ".join(self.ways.marks(path, module)),
            away=sketch.away,
            used=elsewhere(rested.values(), module),
            rests=tuple(map(mark, rested.values())),
            said=as_plain(said),
            unused={name: as_plain([one]) for name, one in unused.items()},
            found=as_plain(found),
            leans=self._leans(path, (*said, *found)),
            holds=held(page),
        )

    def of_blocks(self, page: Page, before: Record, scope: Scope, texts: Mapping[str, Text]) -> Record | None:
        """The record of a page of which blocks were compiled; None where they rest on other names now."""
        path, rested = page.document.text.path, self.usage.rested(page)
        if any(mark(rested[block]) != before.rests[at] for at, block in scope.blocks[path].items()):
            return None
        said, found = (
            [
                *(one for one in from_plain(old, texts) if not scope.has(one) or one.kind in kinds.OF_A_PAGE),
                *(one for one in new.get(path, ()) if scope.has(one) and one.kind not in kinds.OF_A_PAGE),
            ]
            for old, new in ((before.said, self.said), (before.found, self.found))
        )
        asks = self.ways.marks(path, before.module, scope.blocks[path]).union(before.asks.split(" "))
        return evolve(
            before,
            asks=" ".join(asks),
            said=as_plain(said),
            found=as_plain(found),
            leans=self._leans(path, (*said, *found)),
        )

    def _leans(self, own: str, said: Iterable[Diagnostic]) -> dict[str, str]:
        """The other pages that diagnostics show, with their fingerprints."""
        shown = {law_path(other) for one in said for other in paths(one)} - {own}
        return {other: self.contents.get(other, "") for other in sorted(shown)}


def by_path(said: Iterable[Diagnostic]) -> ByPath:
    """Diagnostics by the page on which they stand, without those that all pages together settle."""
    found: dict[str, list[Diagnostic]] = {}
    for one in said:
        if one.kind is not kinds.NEVER_USED:
            found.setdefault(law_path(one.span.text.path), []).append(one)
    return found


def everything(
    records: Iterable[Record], texts: Mapping[str, Text], *, found: bool, unused: bool
) -> Iterable[Diagnostic]:
    """All that was said of the pages; of what nothing uses, what other laws rest on is left out."""
    records = tuple(records)
    used = {name for record in records for name in record.used}
    for record in records:
        yield from from_plain(record.said, texts)
        if found:
            yield from from_plain(record.found, texts)
        for name, warning in record.unused.items() if unused else ():
            if name not in used:
                yield from from_plain(warning, texts)
