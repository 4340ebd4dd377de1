"""What an editor asks about a name: what it is, where it stands, another name, what rests on it."""

import asyncio
from collections.abc import Callable
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from qanun.editor.hierarchy import Step, rests_on, used_by
from qanun.editor.hovering import hover
from qanun.editor.places import Places, Target, declared_at
from qanun.editor.renaming import Refused, renamable
from qanun.editor.selecting import around
from qanun.resolved.model import Declaration
from qanun.tools.lsp.server import Server, asked
from qanun.tools.lsp.symbols import SYMBOLS


@asked(types.TEXT_DOCUMENT_HOVER)
def hovered(ls: Server, params: types.HoverParams) -> types.Hover | None:
    here = ls.at(params)
    if here is None:
        return None
    desk, path, offset = here
    places = desk.places(path)
    found = hover(places, path, offset, ls.looked_into(places.known), desk.proofs)
    if found is None:
        return None
    words = types.MarkupContent(types.MarkupKind.Markdown, found.markdown)
    return types.Hover(words, ls.positions.range(found.span))


@asked(types.TEXT_DOCUMENT_DEFINITION)
def definition(ls: Server, params: types.DefinitionParams) -> list[types.Location]:
    here, target = ls.at(params), _target(ls, params)
    if here is None or target is None:
        return []
    named = [one.span for one in here[0].places(here[1]).of(target) if one.declares]
    return [ls.location(span) for span in named or [declared_at(target)]]


@asked(types.TEXT_DOCUMENT_REFERENCES)
def references(ls: Server, params: types.ReferenceParams) -> list[types.Location]:
    here, target = ls.at(params), _target(ls, params)
    if here is None or target is None:
        return []
    desk, path, offset = here
    places, wanted = desk.with_users(path, target), params.context.include_declaration
    there = places.at(path, offset)
    found = [] if there is None else places.of(there.target)
    return [ls.location(one.span) for one in found if wanted or not one.declares]


@asked(types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
def highlights(ls: Server, params: types.DocumentHighlightParams) -> list[types.DocumentHighlight]:
    here, target = ls.at(params), _target(ls, params)
    if here is None or target is None:
        return []
    found = [one for one in here[0].places(here[1]).of(target) if one.span.text.path == here[1]]
    kinds = {True: types.DocumentHighlightKind.Write, False: types.DocumentHighlightKind.Read}
    return [types.DocumentHighlight(ls.positions.range(one.span), kinds[one.declares]) for one in found]


def _target(ls: Server, params: Any) -> Target | None:
    here = ls.at(params)
    place = None if here is None else here[0].places(here[1]).at(here[1], here[2])
    return None if place is None else place.target


@asked(types.TEXT_DOCUMENT_PREPARE_RENAME)
def prepare_rename(ls: Server, params: types.PrepareRenameParams) -> types.Range | None:
    here = ls.at(params)
    if here is None:
        return None
    try:
        return ls.positions.range(renamable(here[0].places(here[1]), here[1], here[2]).span)
    except Refused as reason:
        raise JsonRpcException(str(reason)) from None


@asked(types.TEXT_DOCUMENT_RENAME)
async def renamed(ls: Server, params: types.RenameParams) -> types.WorkspaceEdit | None:
    here = ls.at(params)
    if here is None:
        return None
    desk, path, offset = here
    try:
        made = await asyncio.to_thread(desk.renamed, path, offset, params.new_name)
    except Refused as reason:
        raise JsonRpcException(str(reason)) from None
    changes: dict[str, list[types.TextEdit]] = {}
    for span in made.places:
        changes.setdefault(ls.uri(span.text.path), []).append(ls.edit(span, made.name))
    return types.WorkspaceEdit(changes=changes)


@asked(types.TEXT_DOCUMENT_SELECTION_RANGE)
def selection(ls: Server, params: types.SelectionRangeParams) -> list[types.SelectionRange]:
    path = ls.path(params.text_document.uri)
    if ls.desk is None or path is None:
        return []
    text, known = ls.desk.text(path), ls.desk.places(path).known
    made = []
    for position in params.positions:
        inner: types.SelectionRange | None = None
        for span in reversed(around(known, path, ls.positions.offset(text, position))):
            inner = types.SelectionRange(ls.positions.range(span), inner)
        made.append(inner or types.SelectionRange(types.Range(position, position)))
    return made


@asked(types.TEXT_DOCUMENT_PREPARE_CALL_HIERARCHY)
def prepare_hierarchy(ls: Server, params: types.CallHierarchyPrepareParams) -> list[types.CallHierarchyItem]:
    target = _target(ls, params)
    return [_called(ls, target)] if isinstance(target, Declaration) else []


@asked(types.CALL_HIERARCHY_INCOMING_CALLS)
def incoming(
    ls: Server, params: types.CallHierarchyIncomingCallsParams
) -> list[types.CallHierarchyIncomingCall]:
    return [
        types.CallHierarchyIncomingCall(_called(ls, one.declaration), _at(ls, one))
        for one in _steps(ls, params.item, used_by)
    ]


@asked(types.CALL_HIERARCHY_OUTGOING_CALLS)
def outgoing(
    ls: Server, params: types.CallHierarchyOutgoingCallsParams
) -> list[types.CallHierarchyOutgoingCall]:
    return [
        types.CallHierarchyOutgoingCall(_called(ls, one.declaration), _at(ls, one))
        for one in _steps(ls, params.item, rests_on)
    ]


def _at(ls: Server, one: Step) -> list[types.Range]:
    return [ls.positions.range(place) for place in one.places]


def _called(ls: Server, one: Declaration) -> types.CallHierarchyItem:
    """A declaration in a hierarchy; its name finds it again."""
    span = ls.positions.range(one.span)
    kind = SYMBOLS.get(one.kind, types.SymbolKind.Function)
    return types.CallHierarchyItem(
        one.short, kind, ls.uri(one.span.text.path), span, span, detail=one.label, data=one.name
    )


def _steps(
    ls: Server, item: types.CallHierarchyItem, which: Callable[[Places, Declaration], tuple[Step, ...]]
) -> tuple[Step, ...]:
    path = ls.path(item.uri)
    if ls.desk is None or path is None:
        return ()
    one = _called_so(ls.desk.places(path), item)
    if one is None:
        return ()
    places = ls.desk.with_users(path, one)
    again = _called_so(places, item)
    return () if again is None else which(places, again)


def _called_so(places: Places, item: types.CallHierarchyItem) -> Declaration | None:
    return places.known.typed.resolved.declarations.get(str(item.data))
