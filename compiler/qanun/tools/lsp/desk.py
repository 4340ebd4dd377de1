"""A project as it stands in an editor: its files, of which some are open there; what is said of it."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from attrs import define, field, frozen

from qanun import project
from qanun.diagnostics.model import Diagnostic
from qanun.diagnostics.order import in_order
from qanun.document.companions import law_path, read_alone
from qanun.document.model import Block
from qanun.editor.elsewhere import Elsewhere, keys_of, keys_under
from qanun.editor.known import Known, Reading
from qanun.editor.places import Places, Target, declared_at
from qanun.editor.renaming import Renamed, renamable, rename
from qanun.project import ACCEPTED, Project
from qanun.resolved import kinds
from qanun.slices.check import Checked
from qanun.slices.state import GoesOn, Law, Slice, State, always
from qanun.slices.usage import Usage
from qanun.syntax.tree import Page
from qanun.text import Text
from qanun.tools import fingerprints
from qanun.tools.changes import Checking
from qanun.tools.checked import kept_in
from qanun.tools.loading import beside
from qanun.tools.shelf import Shelf
from qanun.verify.proofs.record import PROOFS

_PAGES = 12
"""Of so many pages what is known around them is kept."""


_SEARCHED = 30
"""Of so many pages the names are looked through."""


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

    @property
    def unreadable(self) -> bool:
        """Whether a file cannot be read at all: then nothing else is told."""
        return any(one.is_error for one in self.said)


@frozen(eq=False)
class Around:
    """What is known of a page and of all that it asks for, as the files stood then."""

    contents: Mapping[str, str]
    places: Places
    said: tuple[Diagnostic, ...]


@define(eq=False)
class Desk:
    """`opened` has the content of each file that is open, by the path that the project has for it."""

    project: Project
    shelf: Shelf = field(factory=Shelf.of_user)
    opened: dict[str, str] = field(factory=dict)
    reading: Reading = field(init=False)
    checking: Checking = field(init=False)
    _disk: Files | None = field(init=False, default=None)
    _texts: dict[str, Text] = field(init=False, factory=dict)
    _around: dict[str, Around] = field(init=False, factory=dict)
    _whole: tuple[Mapping[str, str], Places] | None = field(init=False, default=None)

    def __attrs_post_init__(self) -> None:
        self.reading = Reading(self.project.articles)
        folder = kept_in(self.project)
        self.checking = Checking(self.shelf, folder, fingerprints.compiler(), self.project.articles)

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

    # --- files -------------------------------------------------------------------------------------------

    def files(self) -> Files:
        """Everything as it stands now. A file that is open need not be on the disk yet."""
        read = project.read_statutes(self.project)
        accepted = project.read_accepted(self.project)
        said = (*read.diagnostics, *accepted.diagnostics)
        self._disk = Files(tuple(map(self._same, read.value)), accepted.value, said)
        return self.at_hand()

    def at_hand(self) -> Files:
        """What is open as it stands now, and the rest as the disk had it when it was last looked at."""
        disk = self._disk
        if disk is None:
            return self.files()
        texts = {text.path: text for text in disk.texts}
        for path, content in self.opened.items():
            texts[path] = self._same(Text(path, content))
        said = [one for one in disk.said if one.span.text.path not in self.opened]
        if self.opened:
            said = [one for one in said if one.kind is not project.NO_PAGES]
        name = self.project.shown(self.project.statutes / ACCEPTED)
        lines = self._same(Text(name, self.opened[name])) if name in self.opened else disk.accepted
        texts.pop(name, None)
        return Files(tuple(texts[path] for path in sorted(texts)), lines, tuple(said))

    def text(self, path: str) -> Text:
        """A file as it stands now. KeyError where there is none."""
        if path in self.opened:
            return self._same(Text(path, self.opened[path]))
        return self.at_hand().texts_by_path[path]

    def block(self, path: str, offset: int) -> Block | None:
        """The block of a page as it stands now in which a place lies."""
        document = read_alone(self.text(path), self.project.articles).value
        blocks = () if document is None else document.blocks
        return next((b for b in blocks if b.span.start <= offset <= b.span.end and not b.off_margin), None)

    def _same(self, text: Text) -> Text:
        """The text that was read of the same content before: what was found out of it still holds."""
        known = self._texts.get(text.path)
        if known is not None and known.content == text.content:
            return known
        self._texts[text.path] = text
        return text

    # --- what is said ------------------------------------------------------------------------------------

    def law(self, files: Files) -> Law:
        """What is checked of files."""
        return self.checking.law(files.texts, files.accepted)

    def check(self, files: Files) -> tuple[Diagnostic, ...]:
        """All that is to be said of files: what `qanun check` says of them."""
        if files.unreadable:
            return files.said
        return in_order((*files.said, *self.checked(files).said))

    def checked(self, files: Files, go_on: GoesOn = always) -> Checked:
        """What a check finds in files that can be read. Stopped is raised where nobody waits for it."""
        return self.checking.check(self.law(files), go_on)

    # --- what is known -----------------------------------------------------------------------------------

    def around(self, path: str) -> Around:
        """What is known of a page as it stands now, and of all that it asks for."""
        law, page = self.law(self.at_hand()), law_path(path)
        known = self._around.get(page)
        if known is None or known.contents != law.contents:
            known = self._found(law, page)
            self._around.pop(page, None)
            self._around[page] = known
            for old in list(self._around)[:-_PAGES]:
                del self._around[old]
        return known

    def places(self, path: str) -> Places:
        """All that is named on a page, and in what it asks for."""
        return self.around(path).places

    def places_of_before(self, path: str) -> Places:
        """That as it was when it was last asked for: soon at hand, perhaps some keys old."""
        known = self._around.get(law_path(path))
        return self.places(path) if known is None else known.places

    def with_users(self, path: str, target: Target) -> Places:
        """What is known around a page, with every place in any law that names a thing of it."""
        law, page = self.law(self.at_hand()), law_path(path)
        state = self._state(law)
        if state is None or page not in law.contents or page in state.unreadable:
            return self.places(path)
        slice_ = state.compiled({page}, {}, state.asking(keys_of(target, state)), lowers=False)
        return Places(_known(law, state, slice_))

    def renamed(self, path: str, offset: int, name: str) -> Renamed:
        """Every place that changes with another name. Refused where it cannot be: see `editor.renaming`.

        The pages and blocks that name the thing, or would name something else then, are compiled twice.
        """
        law = self.law(self.at_hand())
        state = self._state(law)
        if state is None:
            return rename(self.whole(), path, offset, name, self.reading.apart().known)
        target = renamable(self.places(path), path, offset).target
        pages = {law_path(path), law_path(declared_at(target).text.path)}
        blocks = state.asking(keys_of(target, state) | keys_under(target, name))

        def tried(texts: Sequence[Text]) -> Known:
            other = self.checking.law(texts, law.accepted)
            then = self.checking.apart(other)
            assert then is not None
            return _known(other, then, then.compiled(pages, {}, blocks, lowers=False))

        known = _known(law, state, state.compiled(pages, {}, blocks, lowers=False))
        return rename(Places(known), path, offset, name, tried)

    def tried(self, path: str, block: str) -> Known:
        """What would be known around a page with one more block at its end."""
        files, page = self.at_hand(), law_path(path)
        words = f"\n\n```qanun\n{block}\n```\n"
        texts = [Text(one.path, one.content + words) if one.path == page else one for one in files.texts]
        law = self.checking.law(texts, files.accepted)
        state = self.checking.apart(law)
        if state is None or page not in law.contents or page in state.unreadable:
            return self.reading.apart().known(texts, files.accepted)
        return _known(law, state, state.compiled({page}, {}, lowers=False))

    @property
    def proofs(self) -> str:
        """What was proved when that was last looked at, as it was written; "" where nothing was."""
        return beside(self.project, PROOFS) or ""

    def pages_with(self, words: str) -> Iterator[Page]:
        """Some pages on which words stand, those that are open first."""
        law = self.law(self.at_hand())
        paths = [path for path, text in law.texts.items() if words.casefold() in text.content.casefold()]
        paths.sort(key=lambda path: path not in self.opened)
        pages = dict.fromkeys(map(law_path, paths))
        for path in [path for path in pages if path in law.texts][:_SEARCHED]:
            read = self.checking.pages.page(law.files(path)).parsed
            if read is not None:
                yield read.value

    def whole(self) -> Places:
        """All that is named in the whole law: it is compiled whole when this is first asked for."""
        files = self.at_hand()
        if self._whole is None or self._whole[0] != files.contents:
            self._whole = files.contents, Places(self.reading.known(files.texts, files.accepted))
        return self._whole[1]

    def _state(self, law: Law) -> State | None:
        try:
            return self.checking.state(law)
        except (KeyError, IndexError, ValueError, TypeError):
            return None  # the shelf lacks something, or has something else

    def prepare(self) -> None:
        """Make what every request needs; where there is no check to start from, that is the whole law."""
        if self._state(self.law(self.at_hand())) is None:
            self.whole()

    def _found(self, law: Law, page: str) -> Around:
        state = self._state(law)
        if state is None:
            places = self.whole()
            return Around(law.contents, places, _of(places.known.said, page))
        read = page in law.contents and page not in state.unreadable
        slice_ = state.compiled({page} if read else set(), {}, lowers=False)
        compiled, alone = slice_.outcome.value, not {*state.read, *state.unreadable} - {page}
        said = [*_of(slice_.outcome.diagnostics, page)]
        if read and compiled.typed.resolved.sure and alone:
            said += _unused(Usage(compiled.typed.resolved), state, page, slice_.pages[page].value)
        return Around(law.contents, Places(_known(law, state, slice_)), in_order(said))


def _known(law: Law, state: State, slice_: Slice) -> Known:
    compiled = slice_.outcome.value
    read = {text.path: text for text in compiled.texts}
    return Known(dict(law.texts) | read, compiled, slice_.outcome.diagnostics, Elsewhere(state))


def _of(said: Sequence[Diagnostic], page: str) -> tuple[Diagnostic, ...]:
    """What is said of one page, but for what all laws together settle."""
    return tuple(
        one for one in said if law_path(one.span.text.path) == page and one.kind is not kinds.NEVER_USED
    )


def _unused(usage: Usage, state: State, page: str, read: Page) -> Iterator[Diagnostic]:
    used = {name for path, record in state.others.items() if path != page for name in record.used}
    for name, warning in usage.unused(read, usage.rested(read).values()).items():
        if name not in used:
            yield warning


def by_path(
    said: Sequence[Diagnostic], files: Sequence[str], *, alone: bool = False
) -> dict[str, list[Diagnostic]]:
    """What is said of each file; of one of which nothing is, nothing. `alone`: of no other file."""
    found: dict[str, list[Diagnostic]] = {path: [] for path in files}
    for one in said:
        if not alone or one.span.text.path in found:
            found.setdefault(one.span.text.path, []).append(one)
    return found
