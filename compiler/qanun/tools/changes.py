"""Checks of a law again and again: of what changed, with what the shelf and this run have of the rest."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from attrs import define, field

from qanun.document.companions import law_path
from qanun.slices import check
from qanun.slices.check import Checked
from qanun.slices.pages import Sketch
from qanun.slices.reading import Pages
from qanun.slices.record import Snapshot
from qanun.slices.state import GoesOn, Law, State, always
from qanun.text import Text
from qanun.tools import fingerprints
from qanun.tools.shelf import Shelf

SNAPSHOT = "snapshot.json"


@define(eq=False)
class Kept:
    """What there is of a law as it was in a snapshot: the sketch of each page, from here or the shelf."""

    snapshot: Snapshot
    shelf: Shelf
    folder: str
    sketches: dict[str, Sketch] = field(factory=dict)

    def sketch(self, path: str) -> Sketch:
        """The sketch of a page as it was then; KeyError where there is none."""
        known = self.sketches.get(path)
        if known is None:
            text = self.shelf.get(f"{self.folder}/{_name(self.snapshot, path)}")
            if text is None:
                raise KeyError(path)
            known = self.sketches[path] = Sketch.from_text(text)
        return known

    def after(self, snapshot: Snapshot, sketches: Mapping[str, Sketch]) -> "Kept":
        """What there is of the law as it is now."""
        known = {path: one for path, one in self.sketches.items() if path in snapshot.records}
        return Kept(snapshot, self.shelf, self.folder, {**known, **sketches})

    def shelve(self, paths: Iterable[str]) -> None:
        """Let the next run start from here. `paths` are those of which the shelf does not have the sketch."""
        for path in paths:
            if path in self.sketches:
                name = _name(self.snapshot, path)
                self.shelf.put(f"{self.folder}/{name}", self.sketches[path].as_text())
        self.shelf.put(f"{self.folder}/{SNAPSHOT}", self.snapshot.as_text())
        names = {_name(self.snapshot, path) for path in self.snapshot.records}
        self.shelf.keep_only(self.folder, names | {SNAPSHOT, "last.json"})


@define(eq=False)
class Checking:
    """One project, checked once or again and again. `folder` of the shelf has what its checks keep."""

    shelf: Shelf
    folder: str
    compiler: str
    articles: tuple[str, ...] = ()
    pages: Pages = field(init=False)
    _kept: Kept | None = field(init=False, default=None)
    _contents: dict[str, tuple[tuple[object, ...], str]] = field(init=False, factory=dict)
    _state: tuple[Mapping[str, str], Kept, State | None] | None = field(init=False, default=None)
    _not_shelved: set[str] = field(init=False, factory=set)
    _made_by: str = field(init=False, default="")

    def __attrs_post_init__(self) -> None:
        self.pages = Pages(self.articles)

    @property
    def begun(self) -> bool:
        """Whether there is an earlier check to start from."""
        return self._kept is not None

    @property
    def certain(self) -> bool:
        """Whether the law, when it was last looked at, could be held against an earlier check."""
        return self._state is not None and self._state[2] is not None

    def law(self, texts: Sequence[Text], accepted: Text | None) -> Law:
        """The law of these files. Of files that are the same objects as before no fingerprint is made."""
        lines = _accepted_lines(accepted)
        files: dict[str, list[Text]] = {}
        for text in texts:
            files.setdefault(law_path(text.path), []).append(text)
        contents = {path: self._content(path, found, lines) for path, found in files.items()}
        return Law({text.path: text for text in texts}, accepted, contents, self.articles)

    def check(self, law: Law, go_on: GoesOn = always) -> Checked:
        """Everything that is to be said. Stopped is raised where nobody waits for it any more."""
        kept, found = self._start(law), None
        if kept is not None and _known(law):
            try:
                state = self.state(law)
                found = None if state is None else check.of_state(state, go_on)
            except (KeyError, IndexError, ValueError, TypeError):
                found = None  # the shelf lacks something, or has something else
        if found is None:
            found = check.whole(law, self._made_by)
        if found.snapshot is not None and (found.snapshot.sound or kept is None or not kept.snapshot.sound):
            before = kept or Kept(found.snapshot, self.shelf, self.folder)
            self._kept = before.after(found.snapshot, found.sketches)
            self._not_shelved.update(found.sketches)
        return found

    def shelve(self) -> None:
        """Let the next run start from what the last check found."""
        if self._kept is not None and self._not_shelved:
            self._kept.shelve(self._not_shelved)
            self._not_shelved.clear()

    def state(self, law: Law) -> State | None:
        """A law beside what was kept of it; None where nothing was, or it is unsure what is what."""
        kept, known = self._start(law), self._state
        if kept is None:
            return None
        if known is None or known[0] != law.contents or known[1] is not kept:
            known = law.contents, kept, State.of(law, kept.snapshot, kept.sketch, self.pages)
            self._state = known
        return known[2]

    def apart(self, law: Law) -> State | None:
        """That of a law that is only tried: what was read of the law as it stands is kept."""
        kept = self._start(law)
        return None if kept is None else State.of(law, kept.snapshot, kept.sketch, self.pages.apart())

    def _start(self, law: Law) -> Kept | None:
        accepted = "accepted" if law.accepted is not None else ""
        made_by = fingerprints.words((self.compiler, accepted, *self.articles))
        if self._made_by != made_by:
            self._made_by, self._kept = made_by, None
            text = self.shelf.get(f"{self.folder}/{SNAPSHOT}")
            try:
                found = Snapshot.from_text(text) if text is not None else None
            except (ValueError, TypeError):
                found = None
            if found is not None and found.made_by == made_by:
                self._kept = Kept(found, self.shelf, self.folder)
        return self._kept

    def _content(self, path: str, files: Sequence[Text], lines: Mapping[str, Sequence[str]]) -> str:
        """The fingerprint of a page, that is of its files and of what was accepted of it."""
        accepted = lines.get(_module(path), ())
        given = (*files, *accepted)
        known = self._contents.get(path)
        if known is None or known[0] != given:
            words = [part for text in files for part in (text.path, text.content)]
            known = self._contents[path] = given, fingerprints.words((*words, *accepted))
        return known[1]


def _known(law: Law) -> bool:
    """Whether all that was accepted is of laws that there are."""
    return not _accepted_lines(law.accepted).keys() - {_module(path) for path in law.contents}


def _module(path: str) -> str:
    return PurePosixPath(path).stem


def _accepted_lines(accepted: Text | None) -> Mapping[str, Sequence[str]]:
    """The lines of the accepted provisions by the law that they speak of."""
    found: dict[str, list[str]] = {}
    for line in accepted.content.splitlines() if accepted is not None else ():
        if line.strip() and not line.startswith("#"):
            found.setdefault(line.partition("#")[0], []).append(line)
    return found


def _name(snapshot: Snapshot, path: str) -> str:
    return f"{snapshot.records[path].content}.json"
