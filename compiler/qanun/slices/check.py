"""A check of what changed and of what asks for that; the rest as it was.

What it says is what a whole check would say. Where that is not certain, it says nothing, and the whole law is
to be checked.
"""

from collections.abc import Mapping
from functools import cached_property

from attrs import define, frozen

from qanun import pipeline
from qanun.diagnostics.model import Diagnostic
from qanun.diagnostics.order import in_order
from qanun.document import kinds as document_kinds
from qanun.document.companions import law_path
from qanun.slices.closure import SketchOf, Ways, away_of, mark
from qanun.slices.concerned import concerned
from qanun.slices.holds import in_words
from qanun.slices.pages import Sketch
from qanun.slices.reading import Pages
from qanun.slices.record import Record, Snapshot
from qanun.slices.state import GoesOn, Law, Slice, State, Stopped, always
from qanun.slices.told import Joined, Scope, Told, by_path
from qanun.slices.usage import Usage
from qanun.verify import findings


@frozen(eq=False, slots=False)
class Checked:
    """What a check found. `snapshot` is what a next check can start from, None where there is nothing better
    than before; `sketches` are those of its pages that are new, by path."""

    joined: Joined | None
    whole: tuple[Diagnostic, ...]
    snapshot: Snapshot | None
    sketches: Mapping[str, Sketch]

    @cached_property
    def said(self) -> tuple[Diagnostic, ...]:
        """Everything that is to be said."""
        return self.whole if self.joined is None else self.joined.all()

    def of(self, path: str) -> tuple[Diagnostic, ...]:
        """What is to be said of one page and its cases, in order."""
        if self.joined is not None:
            return in_order(self.joined.of(path)) if path in self.joined.records else ()
        return tuple(one for one in self.whole if law_path(one.span.text.path) == path)

    def says_the_same(self, before: "Checked | None", path: str) -> bool:
        """Whether surely the same is to be said of a page as before."""
        one, other = self.joined, before.joined if before is not None else None
        return one is not None and other is not None and one.says_the_same(other, path)

    @property
    def looked_at(self) -> str:
        """How much law was looked at, in words; nothing where it has errors."""
        if self.snapshot is None or not self.snapshot.sound or any(one.is_error for one in self.said):
            return ""
        pages = (record.holds for record in self.snapshot.records.values())
        return in_words((provisions, without, rules) for provisions, without, rules in pages)


def whole(law: Law, made_by: str) -> Checked:
    """Everything that is to be said of a law."""
    outcome = pipeline.compile(tuple(law.texts.values()), law.accepted, law.articles)
    compiled = outcome.value
    found = findings.found_in(compiled.program, compiled.texts) if compiled.program is not None else None
    said = outcome.diagnostics + (found or ())
    modules = {page.document.module for page in compiled.pages}
    if len(modules) < len(compiled.pages) or any(_nowhere(one, law) for one in said):
        return Checked(None, said, None, {})
    sketches = {page.document.text.path: Sketch.of(page).alone() for page in compiled.pages}
    away = away_of((path, sketch.away) for path, sketch in sketches.items())
    paths = {sketch.module: path for path, sketch in sketches.items()}
    ways = Ways(paths, away, sketches.__getitem__)
    usage = Usage(compiled.typed.resolved)
    by_page = None if found is None else by_path(found)
    told = Told(law.contents, usage, ways, by_path(outcome.diagnostics), by_page)
    pages = {page.document.text.path: page for page in compiled.pages}
    records = {
        path: told.of_page(pages[path], sketches[path]) if path in pages else told.unread(path)
        for path in law.contents
    }
    return Checked(None, said, Snapshot(made_by, records, found is not None), sketches)


def _nowhere(one: Diagnostic, law: Law) -> bool:
    """Whether a diagnostic stands on no page: nothing of a page remembers it."""
    return law_path(one.span.text.path) not in law.contents or one.span.text.path not in law.texts


def partly(
    law: Law, snapshot: Snapshot, kept: SketchOf, pages: Pages | None = None, go_on: GoesOn = always
) -> Checked | None:
    """Everything that is to be said of a law that was as in the snapshot before; None where that is unsure.

    `kept` gives the sketch of a page as it was then, and raises KeyError where there is none. `pages` has
    what was read before. `go_on` is asked now and then; Stopped is raised where it says no.
    """
    state = State.of(law, snapshot, kept, pages or Pages(law.articles))
    return None if state is None else of_state(state, go_on)


def of_state(state: State, go_on: GoesOn = always) -> Checked | None:
    """Everything that is to be said of a law beside what was kept of it; None where that is unsure."""
    anew = _Anew(state, go_on)
    blocks = anew.concerned()
    found = anew.checked(blocks)
    if found is None and any(blocks.values()):
        return anew.checked(dict.fromkeys(blocks))
    return found


@define(eq=False)
class _Anew:
    """What is checked anew: the pages that are fresh, and of others what a change concerns."""

    state: State
    go_on: GoesOn

    def concerned(self) -> Mapping[str, set[int] | None]:
        """The blocks of other pages that ask for what is offered otherwise now; None for a whole page."""
        state, otherwise = self.state, self.state.otherwise
        marks = {mark(key) for key in otherwise}
        leaning = {path for path, record in state.others.items() if self._leans(record)}
        asking = {path for path, one in state.others.items() if not marks.isdisjoint(one.asks.split(" "))}
        sketches = {path: state.ways.sketch(path) for path in (*state.read, *sorted(asking))}
        found = concerned(otherwise, sketches)
        whole = {path for path in asking if len(state.others[path].rests) in found.get(path, ())}
        parts = {path: found[path] for path in sorted(asking - whole - leaning) if path in found}
        return parts | dict.fromkeys(sorted(whole | leaning))

    def _leans(self, record: Record) -> bool:
        """Whether a page has changed that the diagnostics of another show."""
        return any(self.state.law.contents.get(path) != content for path, content in record.leans.items())

    def checked(self, blocks: Mapping[str, set[int] | None]) -> Checked | None:
        """Compile fresh pages and these blocks with what they ask for; join what is said with the rest.

        A page on which there is an error then is compiled whole: which names could be meant is for all of it.
        """
        if not self.go_on():
            raise Stopped
        state = self.state
        parts = {path: numbers for path, numbers in blocks.items() if numbers is not None}
        whole = {*state.read, *(blocks.keys() - parts.keys())}
        slice_ = state.compiled(whole, parts)
        scope = slice_.scope(whole, parts)
        wrong = [one for one in slice_.outcome.diagnostics if one.is_error]
        if any(one.kind is document_kinds.MODULE_TWICE or _nowhere(one, state.law) for one in wrong):
            return None
        mistaken = {law_path(one.span.text.path) for one in wrong} - whole - state.unreadable.keys()
        if mistaken:
            return self.checked({**blocks, **dict.fromkeys(sorted(mistaken))})
        return self._joined(slice_, scope)

    def _joined(self, slice_: Slice, scope: Scope) -> Checked | None:
        """What is said now, and what to keep; None where a block rests on other names than before."""
        state, compiled = self.state, slice_.outcome.value
        law, program = state.law, compiled.program
        found = None if program is None else by_path(findings.found_in(program, compiled.texts))
        usage = Usage(compiled.typed.resolved)
        told = Told(law.contents, usage, state.ways, by_path(slice_.outcome.diagnostics), found)
        records = {**state.snapshot.records, **{path: told.unread(path) for path in state.unreadable}}
        for path in scope.pages:
            records[path] = told.of_page(slice_.pages[path].value, state.ways.sketch(path))
        for path in scope.blocks:
            renewed = told.of_blocks(slice_.pages[path].value, records[path], scope, law.texts)
            if renewed is None:
                return None
            records[path] = renewed
        records = {path: records[path] for path in law.contents}
        if program is not None and any(record.found is None for record in records.values()):
            return None
        joined = Joined(records, law.texts, program is not None, compiled.typed.resolved.sure)
        if program is None and state.snapshot.sound:
            return Checked(joined, (), None, {})
        sketches = {path: read.sketch for path, read in state.read.items()}
        return Checked(joined, (), Snapshot(state.snapshot.made_by, records, program is not None), sketches)
