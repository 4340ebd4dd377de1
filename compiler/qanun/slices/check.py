"""A check of the pages that changed and of those that ask for what changed; the rest as it was.

What it says is what a whole check would say. Where that is not certain, it says nothing, and the whole law is
to be checked.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from attrs import frozen

from qanun import pipeline
from qanun.diagnostics.model import Diagnostic, Outcome
from qanun.diagnostics.order import in_order
from qanun.diagnostics.plain import as_plain, from_plain, paths
from qanun.document import kinds as document_kinds
from qanun.document.read import read
from qanun.resolved import kinds
from qanun.resolved.declare import Placed
from qanun.resolved.model import Resolved
from qanun.resolved.unused import lists_asked, never_used, rested_on, watched
from qanun.slices.closure import Closure, SketchOf, away_of, outward
from qanun.slices.pages import Sketch, changed
from qanun.slices.record import Record, Snapshot
from qanun.syntax.parse import parse
from qanun.syntax.tree import Page
from qanun.text import Text
from qanun.verify import findings

_FOUND = (findings.UNDECLARED_COLLISION, findings.NEVER_BITES)
_OF_ALL_LAWS = (document_kinds.BROKEN_LINK, document_kinds.MODULE_TWICE)


@frozen
class Law:
    """What is checked: the pages by path, the accepted provisions, a fingerprint of each page with its own.

    `contents` tells two pages apart that have other words, another path or other accepted lines.
    """

    texts: Mapping[str, Text]
    accepted: Text | None
    contents: Mapping[str, str]


@frozen
class Checked:
    """What is said, and what to keep: None where the law has errors. `sketches` are new, by path."""

    said: tuple[Diagnostic, ...]
    snapshot: Snapshot | None
    sketches: Mapping[str, Sketch]


def whole(law: Law, made_by: str) -> Checked:
    """Everything that is to be said of a law."""
    outcome = pipeline.compile(tuple(law.texts.values()), law.accepted)
    compiled = outcome.value
    read_texts = tuple(document.text for document in compiled.documents)
    found = findings.found_in(compiled.program, read_texts) if compiled.program is not None else ()
    said = outcome.diagnostics + found
    sound = compiled.program is not None and len(compiled.pages) == len(law.texts)
    if not sound or any(one.span.text.path not in law.texts for one in said):
        return Checked(said, None, {})
    sketches = {page.document.text.path: Sketch.of(page) for page in compiled.pages}
    modules = {sketch.module: path for path, sketch in sketches.items()}
    away = away_of((path, sketch.away) for path, sketch in sketches.items())
    asks = {}
    for path in sketches:
        closure = Closure(modules, away, sketches.__getitem__, {path})
        closure.grow()
        asks[path] = outward(closure.asked, sketches[path].module)
    records = _records(law, sketches, asks, said, compiled.typed.resolved)
    return Checked(said, Snapshot(made_by, records), sketches)


def partly(law: Law, snapshot: Snapshot, kept: SketchOf) -> Checked | None:
    """Everything that is to be said of a law that was as in the snapshot before; None where that is unsure.

    `kept` gives the sketch of a page as it was then, and raises KeyError where there is none.
    """
    before = snapshot.records
    fresh = [path for path in law.texts if path not in before or before[path].content != law.contents[path]]
    gone = [path for path in before if path not in law.texts]
    taken = _Reading(law)
    sketches = {path: sketch for path in fresh if (sketch := taken.sketch(path)) is not None}
    others = {path: record for path, record in before.items() if path not in fresh and path not in gone}
    modules = {sketch.module: path for path, sketch in sketches.items()}
    modules |= {record.module: path for path, record in others.items()}
    if len(sketches) < len(fresh) or len(modules) < len(law.texts):
        return None
    otherwise: set[str] = set()
    for path in (*fresh, *gone):
        otherwise |= changed(kept(path) if path in before else None, sketches.get(path))
    stale = {path for path, record in others.items() if _concerned(record, otherwise, law)}
    if len(stale) + len(fresh) == len(law.texts):
        return None
    for path in sorted(stale):
        if (sketch := taken.sketch(path)) is None:
            return None
        sketches[path] = sketch
    away = away_of(
        (path, sketches[path].away if path in sketches else others[path].away) for path in law.texts
    )
    known = _Known(sketches, kept)
    closure = Closure(modules, away, known.sketch, set(sketches))
    closure.grow()
    return _joined(law, snapshot, sketches, closure, taken, fresh)


def _concerned(record: Record, otherwise: set[str], law: Law) -> bool:
    """Whether what a page asks is offered otherwise now, or a page has changed that its diagnostics show."""
    leans = any(law.contents.get(path) != content for path, content in record.leans.items())
    return leans or not otherwise.isdisjoint(record.asks)


class _Known:
    """The sketches of pages as they are now: those that were read again, and those that did not change."""

    def __init__(self, read_again: Mapping[str, Sketch], kept: SketchOf) -> None:
        self.read_again = read_again
        self.kept = cache(kept)

    def sketch(self, path: str) -> Sketch:
        return self.read_again[path] if path in self.read_again else self.kept(path)


class _Reading:
    """The pages that are read whole."""

    def __init__(self, law: Law) -> None:
        self.law = law
        self.pages: dict[str, Outcome[Page]] = {}
        self.said: list[Diagnostic] = []

    def sketch(self, path: str) -> Sketch | None:
        """The sketch of a page, which is read for it; None where there is nothing to read."""
        outcome = read(self.law.texts[path])
        self.said += outcome.diagnostics
        if outcome.value is None:
            return None
        self.pages[path] = parse(outcome.value)
        return Sketch.of(self.pages[path].value)


def _joined(
    law: Law,
    snapshot: Snapshot,
    sketches: Mapping[str, Sketch],
    closure: Closure,
    taken: _Reading,
    fresh: Iterable[str],
) -> Checked | None:
    """Compile the whole pages with what they ask for, and join what is said of them with the rest."""
    parsed = [
        taken.pages[path] if path in taken.pages else _slice(closure.sketch(path), text, closure.blocks[path])
        for path, text in law.texts.items()
        if path in taken.pages or path in closure.blocks
    ]
    outcome = pipeline.analyse(parsed, _accepted(law, sketches), "", taken.said)
    compiled = outcome.value
    sound = compiled.program is not None
    found: tuple[Diagnostic, ...] = ()
    if compiled.program is not None:
        found = findings.found_in(compiled.program, [page.value.document.text for page in parsed])
    told = [one for one in outcome.diagnostics if one.kind is not kinds.NEVER_USED]
    if any(_of_all_laws(one, sketches) for one in told):
        return None
    told = [one for one in (*told, *found) if one.span.text.path in sketches]
    asks = {path: outward(closure.asked, sketch.module) for path, sketch in sketches.items()}
    if len(sketches) > 1:
        asks = {path: _asks(path, closure, sketches) for path in sketches}
    records = _records(law, sketches, asks, told, compiled.typed.resolved)
    every = {path: records.get(path) or snapshot.records[path] for path in law.texts}
    unread = any(page.value.left_out for page in parsed)
    said = tuple(in_order(_said(every, law, found=sound, unused=not unread)))
    if not sound:
        return Checked(said, None, {})
    new = {path: sketches[path] for path in fresh}
    return Checked(said, Snapshot(snapshot.made_by, every), new)


def _asks(path: str, closure: Closure, sketches: Mapping[str, Sketch]) -> tuple[str, ...]:
    """What one of several pages asks for."""
    own = Closure(closure.modules, closure.away, closure.sketch, {path})
    own.grow()
    return outward(own.asked, sketches[path].module)


def _slice(sketch: Sketch, text: Text, blocks: Iterable[int]) -> Outcome[Page]:
    """Some blocks of a page that has no mistakes; what it says is known."""
    return Outcome(parse(sketch.document(text, blocks)).value)


def _accepted(law: Law, sketches: Mapping[str, Sketch]) -> Text | None:
    """The accepted provisions of the pages that are read whole."""
    if law.accepted is None:
        return None
    modules = {sketch.module for sketch in sketches.values()}
    lines = law.accepted.content.splitlines(keepends=True)
    return Text(law.accepted.path, "".join(line for line in lines if line.partition("#")[0] in modules))


def _of_all_laws(one: Diagnostic, sketches: Mapping[str, Sketch]) -> bool:
    """Whether more than the slice may have a part in a diagnostic: in its being there or in its words."""
    if one.span.text.path not in sketches:
        return one.is_error or not one.span.text.path.endswith(".md")
    by_name = one.kind.code.startswith("Q02") or "nearest" in one.values
    return by_name or one.kind in _OF_ALL_LAWS


def _records(
    law: Law,
    sketches: Mapping[str, Sketch],
    asks: Mapping[str, Sequence[str]],
    said: Iterable[Diagnostic],
    resolved: Resolved,
) -> dict[str, Record]:
    """What to keep of pages: what was said of each, and on what that rests."""
    told: dict[str, list[Diagnostic]] = {path: [] for path in sketches}
    for one in said:
        if one.kind is not kinds.NEVER_USED:
            told[one.span.text.path].append(one)
    records = {}
    for page in resolved.pages:
        path = page.document.text.path
        if path not in sketches:
            continue
        used, unused = _usage(page, resolved)
        leans = {other for one in told[path] for other in paths(one)} - {path}
        records[path] = Record(
            module=sketches[path].module,
            content=law.contents[path],
            asks=asks[path],
            away=sketches[path].away,
            used=used,
            said=as_plain(one for one in told[path] if one.kind not in _FOUND),
            unused={name: as_plain([one]) for name, one in unused.items()},
            found=as_plain(one for one in told[path] if one.kind in _FOUND),
            leans={other: law.contents.get(other, "") for other in sorted(leans)},
        )
    return records


def _usage(page: Page, resolved: Resolved) -> tuple[tuple[str, ...], dict[str, Diagnostic]]:
    """The names of other laws on which a page rests; the warnings for its own on which it does not itself."""
    module = page.document.module
    placed = [Placed(item, module) for item in page.items]
    rested = {one for each in placed for one in rested_on(each, resolved.by_node, resolved.meaning)}
    rested |= {version for version, head in resolved.head_of.items() if head in rested}
    heads = {thing for one, thing in resolved.about.items() if one.module == module}
    rested |= set(lists_asked(resolved.declarations.values(), resolved.meaning, heads))
    unused = {
        one.name: never_used(each, one)
        for each in placed
        if (one := watched(each, resolved.by_node)) is not None and one not in rested
    }
    return tuple(sorted({one.name for one in rested if one.module != module})), unused


def _said(records: Mapping[str, Record], law: Law, *, found: bool, unused: bool) -> Iterable[Diagnostic]:
    """Everything that was said of the pages, but for what other laws rest on."""
    used = {name for record in records.values() for name in record.used}
    for record in records.values():
        yield from from_plain(record.said, law.texts)
        if found:
            yield from from_plain(record.found, law.texts)
        for name, warning in record.unused.items() if unused else ():
            if name not in used:
                yield from from_plain(warning, law.texts)
