"""The language server: the protocol on one side, a desk on the other. Only this folder knows the protocol.

Here is what comes in by itself, files and checks; what is asked for stands in `names`, `pages` and `writing`.
"""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from qanun import project
from qanun.core.rules import Scenario
from qanun.diagnostics.model import Diagnostic
from qanun.editor.known import Known
from qanun.editor.looking import scenario_at
from qanun.project import Project
from qanun.text import Span
from qanun.tools.lsp.desk import Desk, Files, by_path
from qanun.tools.lsp.positions import Positions
from qanun.version import __version__

PAUSE = 0.15
"""Seconds without a key after which the law is checked."""


class Server(LanguageServer):
    """One project in one editor."""

    def __init__(self) -> None:
        super().__init__("qanun", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.desk: Desk | None = None
        self.said: dict[str, list[Diagnostic]] = {}
        self.positions = Positions()
        self._checking: asyncio.Task[None] | None = None
        self._typed = False
        self._told: set[str] = set()
        self.looked: tuple[str, int] | None = None

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
        self.check_soon()

    # --- checks ------------------------------------------------------------------------------------------

    def check_soon(self) -> None:
        """Check when nobody has typed for a moment. One check runs at a time."""
        self._typed = True
        if self._checking is None or self._checking.done():
            self._checking = asyncio.get_running_loop().create_task(self._check())

    async def _check(self) -> None:
        """Check until nobody typed meanwhile: what is told is never older than the text."""
        while self._typed and self.desk is not None:
            self._typed = False
            await asyncio.sleep(PAUSE)
            if self._typed:
                continue
            files = self.desk.files()
            known = await asyncio.to_thread(self.desk.know, files)
            if not known.compiled.sound and not self._is_old(files):
                self._tell_all(files.said + known.said, files)
                continue
            said = await asyncio.to_thread(self.desk.check, files)
            if not self._is_old(files):
                self._tell_all(said, files)

    def _is_old(self, files: Files) -> bool:
        """Whether a file is otherwise by now; then all is looked at once more."""
        if self._typed or self.desk is None or self.desk.files().contents != files.contents:
            self._typed = True
        return self._typed

    def _tell_all(self, said: tuple[Diagnostic, ...], files: Files) -> None:
        self.said = by_path(said, files.texts_by_path)
        for path in {*self._told, *self.said}:
            self._tell(path, self.said.get(path, []))
        self._told = {path for path, found in self.said.items() if found}
        self.workspace_code_lens_refresh(None)

    def _tell(self, path: str, found: Sequence[Diagnostic]) -> None:
        if path in self._told or found or (self.desk is not None and path in self.desk.opened):
            told = [self.diagnostic(one) for one in found]
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(self.uri(path), told))

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
    ls.check_soon()


@server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
def watched(ls: Server, _: types.DidChangeWatchedFilesParams) -> None:
    ls.check_soon()
