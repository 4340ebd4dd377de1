"""A law as it stands beside what was kept of it: which pages are others now, and how to compile a part."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from functools import cache

from attrs import frozen

from qanun import pipeline
from qanun.diagnostics.model import Diagnostic, Outcome
from qanun.document.companions import companion_of
from qanun.document.model import Block
from qanun.pipeline import Compiled
from qanun.slices.closure import Closure, SketchOf, Ways, away_of, mark
from qanun.slices.pages import Sketch, changed
from qanun.slices.reading import PageRead, Pages
from qanun.slices.record import Record, Snapshot
from qanun.slices.told import Scope
from qanun.syntax.tree import Page
from qanun.text import Text

GoesOn = Callable[[], bool]
"""Whether somebody still waits for what is being found."""


class Stopped(Exception):
    """Nobody waits any more."""


def always() -> bool:
    """Somebody waits."""
    return True


@frozen
class Law:
    """What is checked: the files by path, the accepted provisions, a fingerprint of each page with its own.

    A page is that of a law with its page of cases, under the path of the law. `contents` tells two apart that
    have other words, another path or other accepted lines.
    """

    texts: Mapping[str, Text]
    accepted: Text | None
    contents: Mapping[str, str]
    articles: tuple[str, ...] = ()

    def files(self, page: str) -> tuple[Text, ...]:
        """The files of a page; KeyError where there is no law."""
        beside = self.texts.get(companion_of(page))
        return (self.texts[page],) if beside is None else (self.texts[page], beside)


@frozen(eq=False)
class Slice:
    """Some pages, or blocks of pages, compiled together. `closure` says which."""

    outcome: Outcome[Compiled]
    pages: Mapping[str, Outcome[Page]]
    closure: Closure

    def scope(self, whole: Set[str], parts: Mapping[str, Set[int]]) -> Scope:
        """Where what is said of these is to be taken from the slice."""
        return Scope(whole, {path: self._blocks(path, parts[path]) for path in parts})

    def _blocks(self, path: str, wanted: Set[int]) -> dict[int, Block]:
        there = zip(sorted(self.closure.blocks[path]), self.pages[path].value.document.blocks, strict=True)
        return {number: block for number, block in there if number in wanted}


@frozen(eq=False)
class State:
    """`read` are the pages that are others than in the snapshot, or had errors there; `unreadable` those of
    which nothing can be read now; `others` the rest, with their records. `otherwise` is all that is offered
    otherwise than then.
    """

    law: Law
    snapshot: Snapshot
    pages: Pages
    read: Mapping[str, PageRead]
    unreadable: Mapping[str, PageRead]
    others: Mapping[str, Record]
    ways: Ways
    otherwise: Set[str]

    @classmethod
    def of(cls, law: Law, snapshot: Snapshot, kept: SketchOf, pages: Pages) -> "State | None":
        """The state of a law; None where two pages have one name, or one is of cases without a law."""
        before, now = snapshot.records, law.contents
        if not now.keys() <= law.texts.keys():
            return None
        fresh = [
            path
            for path, content in now.items()
            if path not in before or before[path].content != content or before[path].unsure
        ]
        found = {path: pages.page(law.files(path)) for path in fresh}
        read = {path: one for path, one in found.items() if one.parsed is not None}
        unreadable = {path: one for path, one in found.items() if one.parsed is None}
        others = {path: record for path, record in before.items() if path in now and path not in found}
        offers: dict[str, Sketch | Record] = {**others, **{path: one.sketch for path, one in read.items()}}
        modules = {one.module: path for path, one in offers.items()}
        if len(modules) < len(offers):
            return None

        @cache
        def sketch(path: str) -> Sketch:
            return read[path].sketch if path in read else kept(path)

        otherwise: set[str] = set()
        for path in (*found, *(path for path in before if path not in now)):
            old = kept(path) if path in before and before[path].module else None
            otherwise |= changed(old, read[path].sketch if path in read else None)
        away = away_of((path, one.away) for path, one in offers.items())
        ways = Ways(modules, away, sketch)
        return cls(law, snapshot, pages, read, unreadable, others, ways, otherwise)

    @property
    def laws(self) -> Mapping[str, Page]:
        """The page of every law by its name."""
        return _Laws(self)

    def compiled(
        self,
        whole: Set[str],
        parts: Mapping[str, Set[int]],
        also: Mapping[str, Set[int]] | None = None,
        *,
        lowers: bool = True,
    ) -> Slice:
        """Pages and blocks, with what they ask for. What is named by mistake is looked for in all laws."""
        closure = Closure(self.ways, whole)
        for path in self.read.keys() - whole:
            closure.take(path, ())  # what could not be read of it may be named anywhere
        for path, numbers in (*parts.items(), *(also or {}).items()):
            closure.take(path, numbers)
        closure.grow()
        found = self._analysed(closure, lowers)
        more = self._perhaps_meant(found.outcome.diagnostics, closure)
        for path, numbers in more.items():
            closure.take(path, numbers)
        if not more:
            return found
        closure.grow()
        return self._analysed(closure, lowers)

    def asking(self, keys: Set[str]) -> dict[str, set[int]]:
        """The blocks of all laws that ask for one of these."""
        marks, own = {mark(key) for key in keys}, {key.lstrip(">").partition(".")[0] for key in keys}
        found: dict[str, set[int]] = {}
        for module, path in self.ways.modules.items():
            record = self.others.get(path)
            if record is not None and module not in own and marks.isdisjoint(record.asks.split(" ")):
                continue
            asks = self.ways.sketch(path).outline.asks[:-1]
            numbers = {number for number, asked in enumerate(asks) if not keys.isdisjoint(asked)}
            if numbers:
                found[path] = numbers
        return found

    def _analysed(self, closure: Closure, lowers: bool) -> Slice:
        whole = {path: self.pages.page(self.law.files(path)) for path in closure.whole}
        parsed: dict[str, Outcome[Page]] = {}
        for path in self.law.contents:
            one = whole.get(path)
            if one is not None and one.parsed is not None:
                parsed[path] = one.parsed
            elif path in closure.blocks:
                sketch, numbers = self.ways.sketch(path), closure.blocks[path]
                parsed[path] = self.pages.part(self.law.files(path), sketch, numbers)
        said = [one for page in (*whole.values(), *self.unreadable.values()) for one in page.said]
        accepted = self._accepted(whole)
        return Slice(
            pipeline.analyse(tuple(parsed.values()), accepted, "", said, laws=self.laws, lowers=lowers),
            parsed,
            closure,
        )

    def _accepted(self, whole: Iterable[str]) -> Text | None:
        """The accepted provisions of the pages that are read whole."""
        if self.law.accepted is None:
            return None
        modules = {self.ways.sketch(path).module for path in whole}
        lines = self.law.accepted.content.splitlines(keepends=True)
        kept = "".join(line for line in lines if line.partition("#")[0] in modules)
        return Text(self.law.accepted.path, kept)

    def _perhaps_meant(self, said: Iterable[Diagnostic], closure: Closure) -> Mapping[str, Set[int]]:
        """The blocks of any law that declare a word that is mistaken on a page, which are not there yet."""
        words = {one.span.words for one in said if one.is_error}
        found: dict[str, set[int]] = {}
        for word in sorted(word for word in words if word.isidentifier()):
            for module, path in self.ways.modules.items():
                if path in closure.whole:
                    continue
                numbers = self.ways.sketch(path).blocks_by_offer.get(f"{module}.{word}", ())
                more = set(numbers) - closure.blocks.get(path, set())
                if more:
                    found.setdefault(path, set()).update(more)
        return found


@frozen(eq=False)
class _Laws(Mapping[str, Page]):
    """Every law of a state; a page is read when it is first asked for."""

    state: State

    def __getitem__(self, law: str) -> Page:
        files = self.state.law.files(self.state.ways.modules[law])
        read = self.state.pages.page(files).parsed
        assert read is not None
        return read.value

    def __iter__(self) -> Iterator[str]:
        return iter(self.state.ways.modules)

    def __len__(self) -> int:
        return len(self.state.ways.modules)
