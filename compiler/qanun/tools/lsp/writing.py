"""What an editor asks while somebody writes: what may stand here, what mends a mistake, the layout."""

from lsprotocol import types

from qanun.editor.completing import Suggestion, complete
from qanun.editor.interpreting import interpretation
from qanun.editor.mending import Action, actions
from qanun.editor.snippets import SNIPPETS
from qanun.syntax import tree
from qanun.text import Text
from qanun.tools.formatting import laid_out
from qanun.tools.lsp.commands import PROPOSE
from qanun.tools.lsp.server import Server, asked, server


@asked(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=[".", " ", "#"]))
def completion(ls: Server, params: types.CompletionParams) -> list[types.CompletionItem]:
    here = ls.at(params)
    block = None if here is None else here[0].block(here[1], here[2])
    if here is None or block is None:
        return []
    found = complete(here[0].places_of_before(here[1]), block, here[2])
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
    return types.CompletionItem(
        one.words,
        kind=_ITEMS.get(one.what, types.CompletionItemKind.Class),
        detail=one.what.replace("_", " "),
        documentation=one.label,
        sort_text=f"{number:05}",
        insert_text_format=form,
        text_edit=types.TextEdit(
            ls.positions.range(text.span(one.start, offset)), one.words if snippet is None else snippet
        ),
    )


_KINDS = [types.CodeActionKind.QuickFix, types.CodeActionKind.RefactorRewrite]


@asked(
    types.TEXT_DOCUMENT_CODE_ACTION,
    types.CodeActionOptions(code_action_kinds=_KINDS),
)
def code_actions(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    path = ls.path(params.text_document.uri)
    if ls.desk is None or path is None:
        return []
    files = ls.desk.at_hand()
    text = files.texts_by_path[path]
    said = [one for one in ls.said.get(path, []) if one.span.text.content == text.content]
    known = ls.desk.places(path).known
    here = ls.positions.span(text, params.range)
    found = [_action(ls, one) for one in actions(known, said, files.accepted, here)]
    reading = interpretation(known, here)
    if reading is not None:
        found.append(_action(ls, reading))
    if isinstance(known.item(path, here.start), _DECIDED):
        line = params.range.start.line
        command = types.Command(_PROPOSE, PROPOSE, arguments=[params.text_document.uri, line])
        found.append(types.CodeAction(_PROPOSE, kind=types.CodeActionKind.RefactorRewrite, command=command))
    return found


_DECIDED = (tree.Norm, tree.Rule, tree.Ground, tree.Exception_)
_PROPOSE = "write cases for this rule, both ways"


def _action(ls: Server, one: Action) -> types.CodeAction:
    changes: dict[str, list[types.TextEdit]] = {}
    for edit in one.edits:
        changes.setdefault(ls.uri(edit.span.text.path), []).append(ls.edit(edit.span, edit.words))
    kinds = types.CodeActionKind
    return types.CodeAction(
        one.title,
        kind=kinds.RefactorRewrite if one.mends is None else kinds.QuickFix,
        diagnostics=None if one.mends is None else [ls.diagnostic(one.mends)],
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
