"""The language server: the protocol on one side, a desk on the other. Only this folder knows the protocol.

Here is what comes in by itself, files and checks; what is asked for stands in `names`, `pages` and `writing`.
"""

import asyncio
from collections.abc import Callable, Mapping
from functools import wraps
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from qanun import project
from qanun.core.rules import Scenario
from qanun.diagnostics.model import Diagnostic
from qanun.document.companions import law_path
from qanun.editor.known import Known
from qanun.editor.looking import scenario_at
from qanun.project import Project
from qanun.slices.check import Checked
from qanun.slices.state import Stopped
from qanun.text import Span
from qanun.tools.lsp.desk import Desk, Files, by_path
from qanun.tools.lsp.positions import Positions
from qanun.version import __version__

AT_ONCE = 0.02
"""Seconds after a key until the page is looked at: keys that come together are one change."""
PAUSE = 0.3
"""Seconds without a key after which all else that the change concerns is checked."""
_TOGETHER = 20
"""Files that are told before something else may be asked."""


class Server(LanguageServer):
    """One project in one editor."""

    def __init__(self) -> None:
        super().__init__("qanun", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.desk: Desk | None = None
        self.said: dict[str, list[Diagnostic]] = {}
        self.positions = Positions()
        self.looked: tuple[str, int] | None = None
        self._checking: asyncio.Task[None] | None = None
        self._preparing = asyncio.Lock()
        self._typed: set[str | None] = set()
        self._told: set[str] = set()
        self._checked: Checked | None = None
        self._ahead: set[str] = set()
        self._shelves = True

    # --- files -------------------------------------------------------------------------------------------

    def path(self, uri: str) -> str | None:
        """What the project calls a document; None where it is none of its pages."""
        file = to_fs_path(uri)
        if self.desk is None or file is None:
            return None
        return self.desk.shown(Path(file))

    def uri(self, path: str) -> str:
        """The address of a file of the project."""
        assert self.desk is not None
        return str(from_fs_path(str(self.desk.project.root / path)))

    def begin(self, root: str | None) -> None:
        """Open the project of a folder, where there is one."""
        encoding = self.workspace.position_encoding
        self.positions = Positions(str(getattr(encoding, "value", encoding) or "utf-16"))
        found = project.locate(Path(root) if root else Path.cwd())
        if isinstance(found.value, Project):
            self.desk = Desk(found.value)
            self.check_soon()
        else:
            told = found.diagnostics[0]
            message = f"{told.message}: {told.remedy}"
            self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, message))

    def put(self, uri: str, content: str | None) -> None:
        """A document stands so in the editor, or as on the disk."""
        path = self.path(uri)
        if self.desk is None or path is None:
            return
        if content is None:
            self.desk.opened.pop(path, None)
        else:
            self.desk.opened[path] = content
        self.check_soon(path)

    # --- checks ------------------------------------------------------------------------------------------

    def check_soon(self, path: str | None = None, *, shelves: bool = False) -> None:
        """Look at a file that changed, and then, when nobody has typed for a moment, at all else.

        One check runs at a time. `shelves`: what it finds is kept for the next time that the server starts.
        """
        self._typed.add(path)
        self._shelves |= shelves
        if self._checking is None or self._checking.done():
            self._checking = asyncio.get_running_loop().create_task(self._check())

    async def _check(self) -> None:
        """Check until nobody typed meanwhile: what is told is never older than the text."""
        while self._typed and self.desk is not None:
            changed, self._typed = self._typed, set()
            await asyncio.sleep(AT_ONCE)
            if self._typed:
                self._typed |= changed
                continue
            files = [path for path in changed if path is not None]
            for path in files:
                await self._tell_page(self.desk, path)
            await asyncio.sleep(PAUSE if files else 0)
            if not self._typed:
                await self._check_all(self.desk)

    async def _check_all(self, desk: Desk) -> None:
        files = await asyncio.to_thread(desk.files)
        if files.unreadable:
            self._checked = None
            self._tell(by_path(files.said, [*files.texts_by_path]))
            return
        try:
            checked = await asyncio.to_thread(desk.checked, files, lambda: not self._typed)
        except Stopped:
            return
        if self._typed or (await asyncio.to_thread(desk.files)).contents != files.contents:
            self._typed.add(None)
            return
        await self._tell_all(checked, files)
        if self._shelves:
            self._shelves = False
            await asyncio.to_thread(desk.checking.shelve)

    async def ready(self) -> None:
        """Wait until a request can be answered of a part of the law: for the first check, if that still runs.

        A law that cannot be looked at in part is compiled whole, in a thread beside.
        """
        desk, checking = self.desk, self._checking
        if desk is None or desk.checking.certain:
            return
        if checking is not None and not desk.checking.begun:
            await asyncio.wait([checking])
        async with self._preparing:
            await asyncio.to_thread(desk.prepare)

    async def _tell_page(self, desk: Desk, path: str) -> None:
        """Tell what the passes say of a page as it stands now; what cases and claims tell follows.

        Before the first check nothing is told: it is not made to wait for what tells less.
        """
        if not desk.checking.begun:
            return
        await self.ready()
        files = desk.at_hand()
        texts = files.texts_by_path
        if files.unreadable or path not in texts:
            return
        pages = [one for one in texts if law_path(one) == law_path(path)]
        self._ahead.add(law_path(path))
        self._tell(by_path(desk.around(path).said, pages))

    async def _tell_all(self, checked: Checked, files: Files) -> None:
        """Tell what changed since all was told before, of the files that are open first."""
        opened = {} if self.desk is None else self.desk.opened
        pages: dict[str, list[str]] = {}
        for path in sorted(files.texts_by_path, key=lambda one: one not in opened):
            pages.setdefault(law_path(path), []).append(path)
        before, self._checked = self._checked, checked
        ahead, self._ahead = self._ahead, set()
        gone: dict[str, list[Diagnostic]] = {
            path: [] for path in self._told if path not in files.texts_by_path
        }
        self._tell({**gone, **by_path(files.said, [])})
        for number, (page, paths) in enumerate(pages.items()):
            if page in ahead or not checked.says_the_same(before, page):
                self._tell(by_path((*files.said, *checked.of(page)), paths, alone=True))
            if number % _TOGETHER == _TOGETHER - 1:
                await asyncio.sleep(0)
                if self._typed:
                    self._checked = None
                    return
        self.workspace_code_lens_refresh(None)

    def _tell(self, said: Mapping[str, list[Diagnostic]]) -> None:
        for path, found in said.items():
            self.said[path] = found
            if path in self._told or found or (self.desk is not None and path in self.desk.opened):
                self._told.add(path)
                told = [self.diagnostic(one) for one in found]
                self.text_document_publish_diagnostics(
                    types.PublishDiagnosticsParams(self.uri(path), told, version=self._version(path))
                )
            if not found:
                self._told.discard(path)

    def _version(self, path: str) -> int | None:
        """The version of a file that is open."""
        if self.desk is None or path not in self.desk.opened:
            return None
        return self.workspace.get_text_document(self.uri(path)).version

    def diagnostic(self, one: Diagnostic) -> types.Diagnostic:
        """A mistake as the protocol has it."""
        severity = types.DiagnosticSeverity.Error if one.is_error else types.DiagnosticSeverity.Warning
        related = [
            types.DiagnosticRelatedInformation(self.location(each.span), each.role) for each in one.related
        ]
        return types.Diagnostic(
            self.positions.range(one.span),
            f"{one.message}\n{one.remedy}",
            severity=severity,
            code=one.kind.code,
            source="qanun",
            related_information=related or None,
        )

    # --- places ------------------------------------------------------------------------------------------

    def location(self, span: Span) -> types.Location:
        """A place in a file of the project."""
        return types.Location(self.uri(span.text.path), self.positions.range(span))

    def at(self, params: Any) -> tuple[Desk, str, int] | None:
        """The desk, the path and the offset that a request is about; None for what is no page of law."""
        path = self.path(params.text_document.uri)
        if self.desk is None or path is None:
            return None
        return self.desk, path, self.positions.offset(self.desk.text(path), params.position)

    def looked_into(self, known: Known) -> Scenario | None:
        """The case into which somebody looks, as it stands now."""
        path = None if self.looked is None else self.path(self.looked[0])
        if self.looked is None or self.desk is None or path is None:
            return None
        offset = self.positions.offset(self.desk.text(path), types.Position(self.looked[1], 0))
        return scenario_at(known, path, offset)

    def edit(self, span: Span, words: str) -> types.TextEdit:
        """A change of a text."""
        return types.TextEdit(self.positions.range(span), words)


server = Server()


def asked(name: str, options: Any = None) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """What is asked of a page: it is answered when the server is `ready`."""

    def put(answer: Callable[..., Any]) -> Callable[..., Any]:
        return server.feature(name, options)(_when_ready(answer))

    return put


def ordered(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A command about a page: it is run when the server is `ready`."""

    def put(run: Callable[..., Any]) -> Callable[..., Any]:
        return server.command(name)(_when_ready(run))

    return put


def _when_ready(answer: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(answer)
    async def later(ls: Server, *given: Any) -> Any:
        await ls.ready()
        found = answer(ls, *given)
        return await found if asyncio.iscoroutine(found) else found

    return later


@server.feature(types.INITIALIZED)
def initialized(ls: Server, _: types.InitializedParams) -> None:
    folders = list(ls.workspace.folders.values())
    root = to_fs_path(folders[0].uri) if folders else ls.workspace.root_path
    ls.begin(root)


@server.feature(types.TEXT_DOCUMENT_DID_OPEN)
def opened(ls: Server, params: types.DidOpenTextDocumentParams) -> None:
    ls.put(params.text_document.uri, params.text_document.text)


@server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
def changed(ls: Server, params: types.DidChangeTextDocumentParams) -> None:
    ls.put(params.text_document.uri, ls.workspace.get_text_document(params.text_document.uri).source)


@server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
def closed(ls: Server, params: types.DidCloseTextDocumentParams) -> None:
    ls.put(params.text_document.uri, None)


@server.feature(types.TEXT_DOCUMENT_DID_SAVE)
def saved(ls: Server, _: types.DidSaveTextDocumentParams) -> None:
    ls.check_soon(shelves=True)


@server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
def watched(ls: Server, _: types.DidChangeWatchedFilesParams) -> None:
    ls.check_soon()
