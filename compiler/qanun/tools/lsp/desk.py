"""A project as it stands in an editor: its files, of which some are open there; what is said of it."""

from collections.abc import Mapping
from pathlib import Path
from threading import Lock

from attrs import define, field, frozen

from qanun import project
from qanun.diagnostics.model import Diagnostic
from qanun.document.companions import read_alone
from qanun.document.model import Block
from qanun.editor.known import Known, Reading
from qanun.editor.places import Places
from qanun.project import ACCEPTED, Project
from qanun.text import Text
from qanun.tools import fingerprints
from qanun.tools.changes import checked
from qanun.tools.checked import kept_in
from qanun.tools.shelf import Shelf
from qanun.verify.findings import found_in


@frozen(eq=False)
class Files:
    """The files of a project at one moment, and what is to be said of those that cannot be read."""

    texts: tuple[Text, ...]
    accepted: Text | None
    said: tuple[Diagnostic, ...]

    @property
    def texts_by_path(self) -> dict[str, Text]:
        """The pages and the file of what was accepted."""
        every = (*self.texts, self.accepted)
        return {text.path: text for text in every if text is not None}

    @property
    def contents(self) -> dict[str, str]:
        """What stands in each of them."""
        return {path: text.content for path, text in self.texts_by_path.items()}


@define(eq=False)
class Desk:
    """`opened` has the content of each file that is open, by the path that the project has for it."""

    project: Project
    shelf: Shelf = field(factory=Shelf.of_user)
    opened: dict[str, str] = field(factory=dict)
    reading: Reading = field(init=False)
    _known: tuple[Files, Known, Places] | None = field(init=False, default=None)
    _one_at_a_time: Lock = field(init=False, factory=Lock)

    def __attrs_post_init__(self) -> None:
        self.reading = Reading(self.project.articles)

    def shown(self, path: Path) -> str | None:
        """What the project calls a file; None where it is none of its pages."""
        try:
            within = path.relative_to(self.project.statutes)
        except ValueError:
            return None
        hidden = any(part.startswith(".") for part in within.parts)
        if hidden or path.suffix != ".md" or path.name == "README.md":
            return None
        return self.project.shown(path)

    def files(self) -> Files:
        """Everything as it stands now. A file that is open need not be on the disk yet."""
        read = project.read_statutes(self.project)
        accepted = project.read_accepted(self.project)
        texts = {text.path: text for text in read.value}
        for path in self.opened:
            texts[path] = self._opened(path)
        said = [one for one in read.diagnostics if one.span.text.path not in self.opened]
        if self.opened:
            said = [one for one in said if one.kind is not project.NO_PAGES]
        name = self.project.shown(self.project.statutes / ACCEPTED)
        lines = Text(name, self.opened[name]) if name in self.opened else accepted.value
        every = tuple(texts[path] for path in sorted(texts))
        return Files(every, lines, (*said, *accepted.diagnostics))

    def know(self, files: Files) -> Known:
        """What the passes say of files, and their tables: soon, for what did not change is not read again."""
        return self._at_hand(files)[0]

    def check(self, files: Files) -> tuple[Diagnostic, ...]:
        """All that is to be said of files: what `qanun check` says of them."""
        if any(one.is_error for one in files.said):
            return files.said
        known = self.know(files)
        if not known.compiled.sound:
            return files.said + known.said
        if known.errors:  # text and rule stand as nobody has accepted them: nothing was kept of such a law
            assert known.program is not None
            return files.said + known.said + found_in(known.program, known.compiled.texts)
        articles, folder = self.project.articles, kept_in(self.project)
        found = checked(files.texts, files.accepted, fingerprints.compiler(), articles, self.shelf, folder)
        return files.said + found.said

    def places(self) -> Places:
        """What is known of all names, of the files as they stand now."""
        return self._at_hand(self.files())[1]

    def places_of_before(self) -> Places:
        """What was known of all names when that was last asked for: soon at hand, perhaps some keys old."""
        return self.places() if self._known is None else self._known[2]

    def text(self, path: str) -> Text:
        """A file as it stands now. KeyError where there is none."""
        return self._opened(path) if path in self.opened else self.files().texts_by_path[path]

    def block(self, path: str, offset: int) -> Block | None:
        """The block of a page as it stands now in which a place lies."""
        document = read_alone(self.text(path), self.project.articles).value
        blocks = () if document is None else document.blocks
        return next((b for b in blocks if b.span.start <= offset <= b.span.end and not b.off_margin), None)

    def _at_hand(self, files: Files) -> tuple[Known, Places]:
        with self._one_at_a_time:
            before = self._known
            if before is None or before[0].contents != files.contents:
                known = self.reading.known(files.texts, files.accepted)
                before = files, known, Places(known)
                self._known = before
            return before[1], before[2]

    def _opened(self, path: str) -> Text:
        """A file that is open; the same text as before where it did not change."""
        known = None if self._known is None else self._known[1].texts.get(path)
        content = self.opened[path]
        return known if known is not None and known.content == content else Text(path, content)


def by_path(said: tuple[Diagnostic, ...], files: Mapping[str, Text]) -> dict[str, list[Diagnostic]]:
    """What is said of each file; of one of which nothing is, nothing."""
    found: dict[str, list[Diagnostic]] = {path: [] for path in files}
    for one in said:
        found.setdefault(one.span.text.path, []).append(one)
    return found
