"""What an editor asks about a page: outline, folds, links, colours, cases, and what all is in a case."""

from itertools import islice

from lsprotocol import types

from qanun.editor.asking import questions
from qanun.editor.colours import KINDS, coloured
from qanun.editor.looking import seen, types_of
from qanun.editor.outline import Entry, folds, links, outline, searched
from qanun.editor.reaching import proved, reached
from qanun.editor.trying import trials
from qanun.text import Span
from qanun.tools.lsp.commands import ASK, RUN, WHY, WHY_NOT
from qanun.tools.lsp.server import Server, asked, server
from qanun.tools.lsp.symbols import SYMBOLS


@asked(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
def symbols(ls: Server, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
    path = ls.path(params.text_document.uri)
    if ls.desk is None or path is None:
        return []
    return [_symbol(ls, one) for one in outline(ls.desk.places(path).known, path)]


def _symbol(ls: Server, one: Entry) -> types.DocumentSymbol:
    return types.DocumentSymbol(
        one.name.strip() or one.kind,
        SYMBOLS.get(one.kind, types.SymbolKind.Class),
        ls.positions.range(one.span),
        ls.positions.range(one.shown),
        detail=one.detail or one.kind,
        children=[_symbol(ls, each) for each in one.below],
    )


@server.feature(types.WORKSPACE_SYMBOL)
def workspace_symbols(ls: Server, params: types.WorkspaceSymbolParams) -> list[types.WorkspaceSymbol]:
    if ls.desk is None:
        return []
    found = searched(ls.desk.pages_with(params.query.rpartition(".")[2]), params.query)
    return [
        types.WorkspaceSymbol(ls.location(span), name, SYMBOLS.get(kind, types.SymbolKind.Class))
        for name, kind, span in islice(found, _MOST)
    ]


_MOST = 500
"""Symbols that are told of one search."""


@asked(types.TEXT_DOCUMENT_FOLDING_RANGE)
def folding(ls: Server, params: types.FoldingRangeParams) -> list[types.FoldingRange]:
    path = ls.path(params.text_document.uri)
    if ls.desk is None or path is None:
        return []
    found = []
    for span, cases in folds(ls.desk.places(path).known, path):
        first, last = ls.positions.position(span.text, span.start), ls.positions.position(span.text, span.end)
        end = last.line - 1 if last.character == 0 else last.line
        if end > first.line:
            kind = types.FoldingRangeKind.Imports if cases else types.FoldingRangeKind.Region
            found.append(types.FoldingRange(first.line, end, kind=kind))
    return found


@asked(types.TEXT_DOCUMENT_DOCUMENT_LINK)
def document_links(ls: Server, params: types.DocumentLinkParams) -> list[types.DocumentLink]:
    path = ls.path(params.text_document.uri)
    if ls.desk is None or path is None:
        return []
    return [
        types.DocumentLink(ls.positions.range(span), target=f"{ls.uri(aim.text.path)}#L{aim.line}")
        for span, aim in links(ls.desk.places(path).known, path)
    ]


@asked(types.TEXT_DOCUMENT_CODE_LENS)
def lenses(ls: Server, params: types.CodeLensParams) -> list[types.CodeLens]:
    path = ls.path(params.text_document.uri)
    if ls.desk is None or path is None:
        return []
    uri, made = params.text_document.uri, list[types.CodeLens]()

    def lens(span: Span, words: str, command: str = "", *given: object) -> None:
        range_ = ls.positions.range(span)
        made.append(types.CodeLens(range_, types.Command(words, command, arguments=[uri, *given])))

    known, proofs = ls.desk.places(path).known, ls.desk.proofs
    for one in trials(known, path):
        line = ls.positions.range(one.span).start.line
        lens(one.span, one.told, RUN, line)
        lens(one.span, "look no more" if ls.looked == (uri, line) else "look into it", LOOK, line)
        lens(one.span, "why", WHY, line)
        lens(one.span, "why not", WHY_NOT, line)
    for hint in (*reached(known, path), *(proved(known, path, proofs) if proofs else ())):
        lens(hint.span, hint.words)
    for name, span in questions(known, path):
        lens(span, "ask", ASK, name)
    return made


LOOK = "qanun.look"
"""The command that looks into a case: its arguments are the address of the page and the line of the case."""


@server.command(LOOK)
def look(ls: Server, uri: str, line: int) -> None:
    """Show what everything is in a case; asked of the same case again, no more."""
    ls.looked = None if ls.looked == (uri, line) else (uri, line)
    ls.workspace_inlay_hint_refresh(None)
    ls.workspace_code_lens_refresh(None)


@asked(types.TEXT_DOCUMENT_INLAY_HINT)
def inlay_hints(ls: Server, params: types.InlayHintParams) -> list[types.InlayHint]:
    path = ls.path(params.text_document.uri)
    if ls.desk is None or path is None:
        return []
    places = ls.desk.places(path)
    found = list(types_of(places.known, path))
    scenario = ls.looked_into(places.known)
    if scenario is not None:
        found += seen(places, path, scenario)
    shown = ls.positions.span(ls.desk.text(path), params.range)
    return [
        types.InlayHint(ls.positions.range(one.span).end, one.words, kind=types.InlayHintKind.Type)
        for one in found
        if shown.start <= one.span.start and one.span.end <= shown.end
    ]


@asked(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, types.SemanticTokensLegend(list(KINDS), ["declaration"]))
def semantic_tokens(ls: Server, params: types.SemanticTokensParams) -> types.SemanticTokens:
    path = ls.path(params.text_document.uri)
    data: list[int] = []
    before = types.Position(0, 0)
    for one in coloured(ls.desk.places(path), path) if ls.desk is not None and path is not None else ():
        here = ls.positions.position(one.span.text, one.span.start)
        across = here.character - before.character if here.line == before.line else here.character
        data += [here.line - before.line, across, ls.positions.length(one.span), KINDS.index(one.kind)]
        data.append(int(one.declares))
        before = here
    return types.SemanticTokens(data)
