"""The language server: the protocol on one side, a desk on the other. Only this folder knows the protocol."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from qanun import project
from qanun.diagnostics.model import Diagnostic
from qanun.editor.colours import KINDS, coloured
from qanun.editor.completing import Suggestion, complete
from qanun.editor.hovering import hover
from qanun.editor.mending import Action, actions
from qanun.editor.outline import Entry, folds, links, outline
from qanun.editor.places import Target, declared_at
from qanun.editor.renaming import Refused, renamable, rename
from qanun.editor.snippets import SNIPPETS
from qanun.editor.trying import trials
from qanun.project import Project
from qanun.text import Span, Text
from qanun.tools.formatting import laid_out
from qanun.tools.lsp.desk import Desk, Files, by_path
from qanun.tools.lsp.positions import Positions
from qanun.version import __version__

PAUSE = 0.15
"""Seconds without a key after which the law is checked."""
_SYMBOLS = {
    "article": types.SymbolKind.Namespace,
    "provision": types.SymbolKind.Package,
    "fact": types.SymbolKind.Variable,
    "define": types.SymbolKind.Function,
    "rule": types.SymbolKind.Function,
    "type": types.SymbolKind.Enum,
    "record": types.SymbolKind.Struct,
    "question": types.SymbolKind.Interface,
    "scenario": types.SymbolKind.Event,
    "cases": types.SymbolKind.Event,
}


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
            if known.compiled.program is None and not self._is_old(files):
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


@server.feature(types.TEXT_DOCUMENT_HOVER)
def hovered(ls: Server, params: types.HoverParams) -> types.Hover | None:
    here = ls.at(params)
    found = None if here is None else hover(here[0].places(), here[1], here[2])
    if found is None:
        return None
    words = types.MarkupContent(types.MarkupKind.Markdown, found.markdown)
    return types.Hover(words, ls.positions.range(found.span))


@server.feature(types.TEXT_DOCUMENT_DEFINITION)
def definition(ls: Server, params: types.DefinitionParams) -> list[types.Location]:
    target = _target(ls, params)
    if target is None:
        return []
    assert ls.desk is not None
    named = [one.span for one in ls.desk.places().of(target) if one.declares]
    return [ls.location(span) for span in named or [declared_at(target)]]


@server.feature(types.TEXT_DOCUMENT_REFERENCES)
def references(ls: Server, params: types.ReferenceParams) -> list[types.Location]:
    target = _target(ls, params)
    if target is None:
        return []
    assert ls.desk is not None
    wanted = params.context.include_declaration
    return [ls.location(one.span) for one in ls.desk.places().of(target) if wanted or not one.declares]


@server.feature(types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
def highlights(ls: Server, params: types.DocumentHighlightParams) -> list[types.DocumentHighlight]:
    here, target = ls.at(params), _target(ls, params)
    if here is None or target is None:
        return []
    found = [one for one in here[0].places().of(target) if one.span.text.path == here[1]]
    kinds = {True: types.DocumentHighlightKind.Write, False: types.DocumentHighlightKind.Read}
    return [types.DocumentHighlight(ls.positions.range(one.span), kinds[one.declares]) for one in found]


def _target(ls: Server, params: Any) -> Target | None:
    here = ls.at(params)
    place = None if here is None else here[0].places().at(here[1], here[2])
    return None if place is None else place.target


@server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
def prepare_rename(ls: Server, params: types.PrepareRenameParams) -> types.Range | None:
    here = ls.at(params)
    if here is None:
        return None
    try:
        return ls.positions.range(renamable(here[0].places(), here[1], here[2]).span)
    except Refused as reason:
        raise JsonRpcException(str(reason)) from None


@server.feature(types.TEXT_DOCUMENT_RENAME)
def renamed(ls: Server, params: types.RenameParams) -> types.WorkspaceEdit | None:
    here = ls.at(params)
    if here is None:
        return None
    desk, path, offset = here
    try:
        made = rename(desk.places(), path, offset, params.new_name, desk.reading)
    except Refused as reason:
        raise JsonRpcException(str(reason)) from None
    changes: dict[str, list[types.TextEdit]] = {}
    for span in made.places:
        changes.setdefault(ls.uri(span.text.path), []).append(ls.edit(span, made.name))
    return types.WorkspaceEdit(changes=changes)


@server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=[".", " ", "#"]))
def completion(ls: Server, params: types.CompletionParams) -> list[types.CompletionItem]:
    here = ls.at(params)
    block = None if here is None else here[0].block(here[1], here[2])
    if here is None or block is None:
        return []
    found = complete(here[0].places_of_before(), block, here[2])
    return [_item(ls, block.span.text, here[2], one, number) for number, one in enumerate(found)]


_ITEMS = {
    "word": types.CompletionItemKind.Keyword,
    "entry": types.CompletionItemKind.Snippet,
    "fact": types.CompletionItemKind.Variable,
    "option": types.CompletionItemKind.EnumMember,
    "field": types.CompletionItemKind.Field,
}


def _item(ls: Server, text: Text, offset: int, one: Suggestion, number: int) -> types.CompletionItem:
    snippet = SNIPPETS.get(one.words) if one.what == "entry" else None
    form = types.InsertTextFormat.PlainText if snippet is None else types.InsertTextFormat.Snippet
    label = one.declaration.label if one.declaration is not None else None
    return types.CompletionItem(
        one.words,
        kind=_ITEMS.get(one.what, types.CompletionItemKind.Class),
        detail=one.what.replace("_", " "),
        documentation=label,
        sort_text=f"{number:05}",
        insert_text_format=form,
        text_edit=types.TextEdit(
            ls.positions.range(text.span(one.start, offset)), one.words if snippet is None else snippet
        ),
    )


@server.feature(
    types.TEXT_DOCUMENT_CODE_ACTION,
    types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix]),
)
def code_actions(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    path = ls.path(params.text_document.uri)
    if ls.desk is None or path is None:
        return []
    files = ls.desk.files()
    text = files.texts_by_path[path]
    said = [one for one in ls.said.get(path, []) if one.span.text.content == text.content]
    known = ls.desk.places().known
    here = ls.positions.span(text, params.range)
    return [_action(ls, one) for one in actions(known, said, files.accepted, here)]


def _action(ls: Server, one: Action) -> types.CodeAction:
    changes: dict[str, list[types.TextEdit]] = {}
    for edit in one.edits:
        changes.setdefault(ls.uri(edit.span.text.path), []).append(ls.edit(edit.span, edit.words))
    return types.CodeAction(
        one.title,
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[ls.diagnostic(one.mends)],
        is_preferred=one.best or None,
        edit=types.WorkspaceEdit(changes=changes),
    )


@server.feature(types.TEXT_DOCUMENT_FORMATTING)
def formatted(ls: Server, params: types.DocumentFormattingParams) -> list[types.TextEdit]:
    path = ls.path(params.text_document.uri)
    if ls.desk is None or path is None:
        return []
    text = ls.desk.text(path)
    laid = laid_out(text)
    return [ls.edit(text.span(0, len(text.content)), laid.content)] if laid.changed else []


@server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
def symbols(ls: Server, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
    path = ls.path(params.text_document.uri)
    if ls.desk is None or path is None:
        return []
    return [_symbol(ls, one) for one in outline(ls.desk.places().known, path)]


def _symbol(ls: Server, one: Entry) -> types.DocumentSymbol:
    return types.DocumentSymbol(
        one.name.strip() or one.kind,
        _SYMBOLS.get(one.kind, types.SymbolKind.Class),
        ls.positions.range(one.span),
        ls.positions.range(one.shown),
        detail=one.detail or one.kind,
        children=[_symbol(ls, each) for each in one.below],
    )


@server.feature(types.WORKSPACE_SYMBOL)
def workspace_symbols(ls: Server, params: types.WorkspaceSymbolParams) -> list[types.WorkspaceSymbol]:
    if ls.desk is None:
        return []
    wanted = params.query.casefold()
    found = [
        types.WorkspaceSymbol(ls.location(one.span), one.name, _SYMBOLS.get(one.kind, types.SymbolKind.Class))
        for one in ls.desk.places().known.typed.resolved.declarations.values()
        if wanted in one.name.casefold() or wanted in (one.label or "").casefold()
    ]
    return found[:_MOST]


_MOST = 500
"""Symbols that are told of one search."""


@server.feature(types.TEXT_DOCUMENT_FOLDING_RANGE)
def folding(ls: Server, params: types.FoldingRangeParams) -> list[types.FoldingRange]:
    path = ls.path(params.text_document.uri)
    if ls.desk is None or path is None:
        return []
    found = []
    for span, cases in folds(ls.desk.places().known, path):
        first, last = ls.positions.position(span.text, span.start), ls.positions.position(span.text, span.end)
        end = last.line - 1 if last.character == 0 else last.line
        if end > first.line:
            kind = types.FoldingRangeKind.Imports if cases else types.FoldingRangeKind.Region
            found.append(types.FoldingRange(first.line, end, kind=kind))
    return found


@server.feature(types.TEXT_DOCUMENT_DOCUMENT_LINK)
def document_links(ls: Server, params: types.DocumentLinkParams) -> list[types.DocumentLink]:
    path = ls.path(params.text_document.uri)
    if ls.desk is None or path is None:
        return []
    return [
        types.DocumentLink(ls.positions.range(span), target=f"{ls.uri(aim.text.path)}#L{aim.line}")
        for span, aim in links(ls.desk.places().known, path)
    ]


@server.feature(types.TEXT_DOCUMENT_CODE_LENS)
def lenses(ls: Server, params: types.CodeLensParams) -> list[types.CodeLens]:
    path = ls.path(params.text_document.uri)
    if ls.desk is None or path is None:
        return []
    return [
        types.CodeLens(ls.positions.range(one.span), types.Command(one.told, ""))
        for one in trials(ls.desk.places().known, path)
    ]


@server.feature(
    types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, types.SemanticTokensLegend(list(KINDS), ["declaration"])
)
def semantic_tokens(ls: Server, params: types.SemanticTokensParams) -> types.SemanticTokens:
    path = ls.path(params.text_document.uri)
    data: list[int] = []
    before = types.Position(0, 0)
    for one in coloured(ls.desk.places(), path) if ls.desk is not None and path is not None else ():
        here = ls.positions.position(one.span.text, one.span.start)
        across = here.character - before.character if here.line == before.line else here.character
        data += [here.line - before.line, across, ls.positions.length(one.span), KINDS.index(one.kind)]
        data.append(int(one.declares))
        before = here
    return types.SemanticTokens(data)
