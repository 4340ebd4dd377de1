"""A check of what changed and of what asks for that; the rest as it was.

What it says is what a whole check would say. Where that is not certain, it says nothing, and the whole law is
to be checked.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from functools import cache

from attrs import define, frozen

from qanun import pipeline
from qanun.diagnostics.model import Diagnostic, Outcome
from qanun.diagnostics.order import in_order
from qanun.document import kinds as document_kinds
from qanun.document.companions import companions, read_law
from qanun.document.hidden import hidden
from qanun.document.model import Block
from qanun.pipeline import Compiled
from qanun.resolved import kinds
from qanun.slices.closure import Closure, SketchOf, Ways, away_of, mark
from qanun.slices.concerned import concerned
from qanun.slices.holds import in_words
from qanun.slices.pages import Sketch, changed
from qanun.slices.record import Record, Snapshot
from qanun.slices.told import Scope, Told, by_path, everything
from qanun.slices.usage import Usage
from qanun.syntax.parse import parse
from qanun.syntax.tree import Page
from qanun.text import Text
from qanun.verify import findings

_OF_ALL_LAWS = (document_kinds.BROKEN_LINK, document_kinds.MODULE_TWICE)


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
        beside = companions(self.texts.values()).get(page)
        return (self.texts[page],) if beside is None else (self.texts[page], beside)


@frozen
class Checked:
    """What is said, and what to keep: None where the law has errors. `sketches` are new, by path."""

    said: tuple[Diagnostic, ...]
    snapshot: Snapshot | None
    sketches: Mapping[str, Sketch]

    @property
    def looked_at(self) -> str:
        """How much law was looked at, in words; nothing where it has errors."""
        if self.snapshot is None:
            return ""
        pages = (record.holds for record in self.snapshot.records.values())
        return in_words((provisions, without, rules) for provisions, without, rules in pages)


def whole(law: Law, made_by: str) -> Checked:
    """Everything that is to be said of a law."""
    outcome = pipeline.compile(tuple(law.texts.values()), law.accepted, law.articles)
    compiled = outcome.value
    found = findings.found_in(compiled.program, compiled.texts) if compiled.program is not None else ()
    said = outcome.diagnostics + found
    sound = compiled.program is not None and len(compiled.pages) == len(law.contents)
    if not sound or any(one.is_error or one.span.text.path not in law.texts for one in said):
        return Checked(said, None, {})
    sketches = {page.document.text.path: Sketch.of(page) for page in compiled.pages}
    modules = {sketch.module: path for path, sketch in sketches.items()}
    away = away_of((path, sketch.away) for path, sketch in sketches.items())
    ways = Ways(modules, away, sketches.__getitem__)
    usage = Usage(compiled.typed.resolved)
    told = Told(law.contents, usage, ways, by_path(outcome.diagnostics), by_path(found))
    pages = {page.document.text.path: page for page in compiled.pages}
    records = {path: told.of_page(page, sketches[path]) for path, page in pages.items()}
    return Checked(said, Snapshot(made_by, records), sketches)


def partly(law: Law, snapshot: Snapshot, kept: SketchOf) -> Checked | None:
    """Everything that is to be said of a law that was as in the snapshot before; None where that is unsure.

    `kept` gives the sketch of a page as it was then, and raises KeyError where there is none.
    """
    before = snapshot.records
    pages = law.contents
    fresh = [path for path in pages if path not in before or before[path].content != pages[path]]
    gone = [path for path in before if path not in pages]
    others = {path: record for path, record in before.items() if path not in fresh and path not in gone}
    reading = _Reading(law)
    if not pages.keys() <= law.texts.keys() or not reading.take(fresh):
        return None
    modules = {sketch.module: path for path, sketch in reading.sketches.items()}
    modules |= {record.module: path for path, record in others.items()}
    if len(modules) < len(pages):
        return None
    otherwise: set[str] = set()
    for path in (*fresh, *gone):
        otherwise |= changed(kept(path) if path in before else None, reading.sketches.get(path))
    offers: dict[str, Sketch | Record] = {**others, **reading.sketches}
    away = away_of((path, offers[path].away) for path in pages)
    ways = Ways(modules, away, cache(lambda path: reading.sketches.get(path) or kept(path)))
    anew = _Anew(law, snapshot, fresh, others, reading, ways)
    blocks = anew.concerned(otherwise)
    found = anew.checked(blocks)
    if found is None and any(blocks.values()):
        return anew.checked(dict.fromkeys(blocks))
    return found


class _Reading:
    """The pages that are read whole."""

    def __init__(self, law: Law) -> None:
        self.law = law
        self.pages: dict[str, Outcome[Page]] = {}
        self.sketches: dict[str, Sketch] = {}
        self.said: list[Diagnostic] = []

    def take(self, paths: Iterable[str]) -> bool:
        """Read some more pages; whether there was something to read in each."""
        for path in paths:
            if path in self.pages:
                continue
            text, *cases = self.law.files(path)
            outcome = read_law(text, next(iter(cases), None), self.law.articles)
            self.said += [found for one in (text, *cases) for found in hidden(one)]
            self.said += outcome.diagnostics
            if outcome.value is None:
                return False
            self.pages[path] = parse(outcome.value)
            self.sketches[path] = Sketch.of(self.pages[path].value)
        return True


@define(eq=False)
class _Anew:
    """What is checked anew: the pages that are `fresh`, and of `others` what a change concerns."""

    law: Law
    snapshot: Snapshot
    fresh: Sequence[str]
    others: Mapping[str, Record]
    reading: _Reading
    ways: Ways

    def concerned(self, otherwise: set[str]) -> Mapping[str, set[int] | None]:
        """The blocks of other pages that ask for what is offered otherwise now; None for a whole page."""
        marks = {mark(key) for key in otherwise}
        leaning = {path for path, record in self.others.items() if self._leans(record)}
        asking = {path for path, one in self.others.items() if not marks.isdisjoint(one.asks.split(" "))}
        sketches = {path: self.ways.sketch(path) for path in (*self.fresh, *sorted(asking))}
        found = concerned(otherwise, sketches)
        whole = {path for path in asking if len(self.others[path].rests) in found.get(path, ())}
        parts = {path: found[path] for path in sorted(asking - whole - leaning) if path in found}
        return parts | dict.fromkeys(sorted(whole | leaning))

    def _leans(self, record: Record) -> bool:
        """Whether a page has changed that the diagnostics of another show."""
        return any(self.law.contents.get(path) != content for path, content in record.leans.items())

    def checked(self, blocks: Mapping[str, set[int] | None]) -> Checked | None:
        """Compile fresh pages and these blocks with what they ask for; join what is said with the rest."""
        parts = {path: numbers for path, numbers in blocks.items() if numbers is not None}
        whole = {*self.fresh, *(blocks.keys() - parts.keys())}
        if len(whole) == len(self.law.contents) or not self.reading.take(sorted(whole)):
            return None
        closure = Closure(self.ways, whole)
        for path, numbers in parts.items():
            closure.take(path, numbers)
        closure.grow()
        parsed = {
            path: self._parsed(path, closure) for path in self.law.contents if self._is_in(path, closure)
        }
        outcome = pipeline.analyse(tuple(parsed.values()), self._accepted(whole), "", self.reading.said)
        pages = {path: page.value for path, page in parsed.items()}
        scope = Scope(
            whole, {path: _blocks(pages[path], closure.blocks[path], parts[path]) for path in parts}
        )
        if any(_of_all_laws(one, scope) for one in outcome.diagnostics):
            return None
        return self._joined(outcome, pages, scope)

    def _is_in(self, path: str, closure: Closure) -> bool:
        return path in closure.whole or path in closure.blocks

    def _parsed(self, path: str, closure: Closure) -> Outcome[Page]:
        """A page as it was read, or some blocks of one that has no errors."""
        if path in closure.whole:
            return self.reading.pages[path]
        sketch = closure.ways.sketch(path)
        return parse(sketch.document(self.law.files(path), closure.blocks[path]))

    def _accepted(self, whole: Iterable[str]) -> Text | None:
        """The accepted provisions of the pages that are read whole."""
        if self.law.accepted is None:
            return None
        modules = {self.reading.sketches[path].module for path in whole}
        lines = self.law.accepted.content.splitlines(keepends=True)
        kept = "".join(line for line in lines if line.partition("#")[0] in modules)
        return Text(self.law.accepted.path, kept)

    def _joined(self, outcome: Outcome[Compiled], pages: Mapping[str, Page], scope: Scope) -> Checked | None:
        """What is said now, and what to keep; None where a block rests on other names than before."""
        program = outcome.value.program
        texts = outcome.value.texts
        found = findings.found_in(program, texts) if program is not None else ()
        usage = Usage(outcome.value.typed.resolved)
        told = Told(self.law.contents, usage, self.ways, by_path(outcome.diagnostics), by_path(found))
        records = dict(self.snapshot.records)
        for path in scope.pages:
            records[path] = told.of_page(pages[path], self.reading.sketches[path])
        for path in scope.blocks:
            renewed = told.of_blocks(pages[path], records[path], scope, self.law.texts)
            if renewed is None:
                return None
            records[path] = renewed
        records = {path: records[path] for path in self.law.contents}
        unread = any(page.left_out for page in pages.values())
        every = everything(records.values(), self.law.texts, found=program is not None, unused=not unread)
        said = tuple(in_order(every))
        if program is None or any(one.is_error for one in said):
            return Checked(said, None, {})
        sketches = {path: self.reading.sketches[path] for path in self.fresh}
        return Checked(said, Snapshot(self.snapshot.made_by, records), sketches)


def _blocks(page: Page, numbers: Iterable[int], wanted: Container[int]) -> dict[int, Block]:
    """Some of the blocks of a page of which only these numbers were read."""
    there = zip(sorted(numbers), page.document.blocks, strict=True)
    return {number: block for number, block in there if number in wanted}


def _of_all_laws(one: Diagnostic, scope: Scope) -> bool:
    """Whether more than the slice may have a part in a diagnostic: in its being there or in its words."""
    if one.kind is kinds.NEVER_USED:
        return False
    if not scope.has(one):
        return one.is_error or not one.span.text.path.endswith(".md")
    by_name = one.kind.code.startswith("Q02") or "nearest" in one.values
    return by_name or one.kind in _OF_ALL_LAWS
