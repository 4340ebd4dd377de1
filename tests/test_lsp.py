"""The language server, asked through the protocol as an editor asks it."""

import asyncio
import shutil
import sys
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pygls.lsp.client import LanguageClient

ROOT = Path(__file__).parent.parent
PAGE = """---
law: Law on bees
jurisdiction: Nowhere
module: bees
in_force: not stated
rounding: down
time_zone: Europe/London
source: made up for a test
---

# Law on bees

## Article 1. Hives

> **1.1** Whoever keeps bees registers the hive.

```qanun
fact keeps_bees "the person keeps bees"

party keeper "a keeper of bees"
  who keeps_bees

obligation register "register the hive"
  on keeper
  when keeps_bees

question hive "Must the hive be registered?"
  answers register
```

```qanun
scenario "a keeper registers"
  given keeps_bees
  then register is must
```
"""


class Editor(LanguageClient):
    """What an editor does: it starts the server, and keeps what it is told."""

    def __init__(self) -> None:
        super().__init__("editor", "1")
        self.told: dict[str, list[types.Diagnostic]] = {}
        self.news = asyncio.Event()

    async def begin(self, root: Path) -> None:
        await self.start_io(sys.executable, "-m", "qanun.tools.cli", "lsp")
        folder = types.WorkspaceFolder(root.as_uri(), "law")
        self.params = types.InitializeParams(
            types.ClientCapabilities(), root_uri=root.as_uri(), workspace_folders=[folder]
        )
        self.server = await self.initialize_async(self.params)
        self.initialized(types.InitializedParams())

    def open(self, uri: str, content: str, version: int = 1) -> None:
        if version == 1:
            item = types.TextDocumentItem(uri, "markdown", version, content)
            self.text_document_did_open(types.DidOpenTextDocumentParams(item))
        else:
            named = types.VersionedTextDocumentIdentifier(version, uri)
            whole = types.TextDocumentContentChangeWholeDocument(content)
            self.text_document_did_change(types.DidChangeTextDocumentParams(named, [whole]))

    async def until(
        self, uri: str, holds: Callable[[list[types.Diagnostic]], bool]
    ) -> list[types.Diagnostic]:
        """What is told of a file, as soon as it is so."""
        async with asyncio.timeout(30):
            while uri not in self.told or not holds(self.told[uri]):
                self.news.clear()
                await self.news.wait()
        return self.told[uri]


def run(session: Coroutine[Any, Any, None]) -> None:
    """A session to its end, in a thread of its own: a browser of another test may hold this one's loop."""
    with ThreadPoolExecutor(1) as alone:
        alone.submit(asyncio.run, session).result()


def editing(tmp_path: Path, what: Callable[[Editor, str], Awaitable[None]]) -> None:
    """A project with one page, open in an editor."""
    (tmp_path / "statutes").mkdir()
    (tmp_path / "pyproject.toml").write_text('[tool.qanun]\nstatutes = "statutes"\npackage = "bees_law"\n')
    page = tmp_path / "statutes" / "bees.md"
    page.write_text(PAGE, encoding="utf-8")

    async def session() -> None:
        editor = Editor()

        @editor.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def told(params: types.PublishDiagnosticsParams) -> None:
            editor.told[params.uri] = list(params.diagnostics)
            editor.news.set()

        @editor.feature(types.WORKSPACE_CODE_LENS_REFRESH)
        def refresh(_: Any) -> None:
            return None

        await editor.begin(tmp_path)
        try:
            await what(editor, page.as_uri())
        finally:
            await editor.shutdown_async(None)
            editor.exit(None)
            await editor.stop()

    run(session())


def position(content: str, words: str, within: int = 0) -> types.Position:
    """The place of the first time that words stand in a text of plain letters."""
    at = content.index(words) + within
    line = content.count("\n", 0, at)
    return types.Position(line, at - (content.rfind("\n", 0, at) + 1))


def test_a_session(tmp_path: Path) -> None:
    """Mistakes while typing, a fix, where a name is from, what it is, another name, what may stand there."""

    async def what(editor: Editor, uri: str) -> None:
        this = types.TextDocumentIdentifier(uri)
        editor.open(uri, PAGE)
        await editor.until(uri, lambda told: not told)

        wrong = PAGE.replace("when keeps_bees", "when keeps_beez").replace("who keeps_bees", "Who keeps_bees")
        editor.open(uri, wrong, 2)
        told = await editor.until(uri, lambda told: any(one.code == "Q0201" for one in told))
        unknown = next(one for one in told if one.code == "Q0201")
        assert unknown.range.start == position(wrong, "keeps_beez")
        asked = types.CodeActionParams(this, unknown.range, types.CodeActionContext([unknown]))
        done = await editor.text_document_code_action_async(asked)
        titles = [one.title for one in done or ()]
        assert "declare the fact `keeps_beez` here" in titles
        capital = next(one for one in told if one.range.start == position(wrong, "Who keeps_bees"))
        asked = types.CodeActionParams(this, capital.range, types.CodeActionContext([capital]))
        done = await editor.text_document_code_action_async(asked)
        best = next((one for one in done or () if isinstance(one, types.CodeAction)), None)
        assert best is not None
        assert best.is_preferred
        assert best.edit is not None
        assert best.edit.changes is not None
        assert [edit.new_text for edit in best.edit.changes[uri]] == ["who"]

        editor.open(uri, PAGE, 3)
        await editor.until(uri, lambda told: not told)
        here = position(PAGE, "when keeps_bees", 7)
        hovered = await editor.text_document_hover_async(types.HoverParams(this, here))
        assert hovered is not None
        assert isinstance(hovered.contents, types.MarkupContent)
        assert "the person keeps bees" in hovered.contents.value
        assert "fact `bees.keeps_bees`: yes/no" in hovered.contents.value
        assert "named in 3 other places" in hovered.contents.value
        found = await editor.text_document_definition_async(types.DefinitionParams(this, here))
        assert isinstance(found, list)
        assert [one.range.start for one in found if isinstance(one, types.Location)] == [
            position(PAGE, "keeps_bees")
        ]
        made = await editor.text_document_rename_async(types.RenameParams(this, here, "has_bees"))
        assert made is not None
        assert made.changes is not None
        assert len(made.changes[uri]) == 4
        lenses = await editor.text_document_code_lens_async(types.CodeLensParams(this))
        assert [one.command.title for one in lenses or () if one.command] == ["passes"]

        begun = PAGE.replace("  when keeps_bees", "  when ke")
        editor.open(uri, begun, 4)
        there = position(begun, "when ke", 7)
        offered = await editor.text_document_completion_async(types.CompletionParams(this, there))
        assert isinstance(offered, list)
        assert [one.label for one in offered] == ["keeper", "keeps_bees"]

    editing(tmp_path, what)


def test_what_nothing_is_known_of(tmp_path: Path) -> None:
    """No project, no page: no answer, and no fault."""
    shutil.rmtree(tmp_path, ignore_errors=True)
    tmp_path.mkdir()

    async def session() -> None:
        editor = Editor()
        shown: list[str] = []

        @editor.feature(types.WINDOW_SHOW_MESSAGE)
        def show(params: types.ShowMessageParams) -> None:
            shown.append(params.message)

        await editor.begin(tmp_path)
        uri = (tmp_path / "note.md").as_uri()
        editor.open(uri, PAGE)
        asked = types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(3, 3))
        assert await editor.text_document_hover_async(asked) is None
        assert any("there is no project" in one for one in shown)
        await editor.shutdown_async(None)
        editor.exit(None)
        await editor.stop()

    run(session())


pytestmark = pytest.mark.filterwarnings("default")
