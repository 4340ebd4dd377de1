"""The language server, asked through the protocol as an editor asks it."""

import asyncio
import shutil
import sys
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import Any

import pytest
from desk_edits import Typist
from lsprotocol import types
from pygls.lsp.client import LanguageClient
from seeds import seeded

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


PATIENCE = 300
"""Seconds until a test gives up: the machine may be as busy as it likes."""


class Editor(LanguageClient):
    """What an editor does: it starts the server, and keeps what it is told."""

    def __init__(self) -> None:
        super().__init__("editor", "1")
        self.told: dict[str, list[types.Diagnostic]] = {}
        self.edits: list[types.TextEdit] = []
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
        async with asyncio.timeout(PATIENCE):
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

        @editor.feature(types.WORKSPACE_APPLY_EDIT)
        def apply(params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
            changes = params.edit.changes or {}
            editor.edits += [edit for edits in changes.values() for edit in edits]
            return types.ApplyWorkspaceEditResult(applied=True)

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
    """Mistakes while typing, a fix, where a name is from, what it is, another name, what may stand there.
    What is asked before the first check has ended is answered, too."""

    async def what(editor: Editor, uri: str) -> None:
        this = types.TextDocumentIdentifier(uri)
        editor.open(uri, PAGE)
        soon = await editor.text_document_hover_async(
            types.HoverParams(this, position(PAGE, "when keeps_bees", 7))
        )
        assert soon is not None
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
        assert 'used by `keeper`, `register`, `scenario "a keeper registers"`' in hovered.contents.value
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
        assert [one.command.title for one in lenses or () if one.command] == [
            *("passes", "look into it", "why", "why not"),
            "holds in 1 case, not in none",
            "ask",
        ]

        here = position(PAGE, "when keeps_bees")
        asked = types.CodeActionParams(this, types.Range(here, here), types.CodeActionContext([]))
        done = await editor.text_document_code_action_async(asked) or ()
        (reading,) = (one for one in done if one.title == "make this a reading")
        assert isinstance(reading, types.CodeAction)
        assert (reading.kind, reading.diagnostics) == (types.CodeActionKind.RefactorRewrite, None)
        read = changed(PAGE, uri, reading)
        options = "match register_meaning\n    - this_way : keeps_bees\n    - the_other_way : keeps_bees\n"
        assert f"  when {options}" in read
        editor.open(uri, read, 4)
        lenses = await editor.text_document_code_lens_async(types.CodeLensParams(this)) or ()
        assert "passes" in [one.command.title for one in lenses if one.command]

        begun = PAGE.replace("  when keeps_bees", "  when ke")
        editor.open(uri, begun, 5)
        there = position(begun, "when ke", 7)
        offered = await editor.text_document_completion_async(types.CompletionParams(this, there))
        assert isinstance(offered, list)
        assert [one.label for one in offered] == ["keeper", "keeps_bees"]

    editing(tmp_path, what)


def test_what_is_asked_of_a_page(tmp_path: Path) -> None:
    """What rests on what, what is selected, what all is in a case. A case is run and explained, a question is
    asked, cases for a rule are written below it."""

    async def what(editor: Editor, uri: str) -> None:
        this = types.TextDocumentIdentifier(uri)
        editor.open(uri, PAGE)
        await editor.until(uri, lambda told: not told)
        here = position(PAGE, "obligation register", 12)
        asked = types.CallHierarchyPrepareParams(this, here)
        (item,) = await editor.text_document_prepare_call_hierarchy_async(asked) or ()
        assert (item.name, item.detail) == ("register", "register the hive")
        below = await editor.call_hierarchy_outgoing_calls_async(types.CallHierarchyOutgoingCallsParams(item))
        assert "keeps_bees" in [one.to.name for one in below or ()]
        above = await editor.call_hierarchy_incoming_calls_async(types.CallHierarchyIncomingCallsParams(item))
        assert "hive" in [one.from_.name for one in above or ()]

        selected = await editor.text_document_selection_range_async(types.SelectionRangeParams(this, [here]))
        assert selected is not None
        assert selected[0].range.start == position(PAGE, "register", 0) or selected[0].parent is not None
        outer = selected[0]
        while outer.parent is not None:
            outer = outer.parent
        assert outer.range.start == types.Position(0, 0)

        lenses = await editor.text_document_code_lens_async(types.CodeLensParams(this)) or ()
        looking = next(one.command for one in lenses if one.command and one.command.command == "qanun.look")
        assert looking.title == "look into it"
        whole = types.Range(types.Position(0, 0), types.Position(PAGE.count("\n"), 0))
        before = await editor.text_document_inlay_hint_async(types.InlayHintParams(this, whole))
        command = types.ExecuteCommandParams(looking.command, looking.arguments)
        await editor.workspace_execute_command_async(command)
        hints = await editor.text_document_inlay_hint_async(types.InlayHintParams(this, whole))
        assert len(hints or ()) > len(before or ())
        assert " = yes" in [one.label for one in hints or ()]
        lenses = await editor.text_document_code_lens_async(types.CodeLensParams(this)) or ()
        assert "look no more" in [one.command.title for one in lenses if one.command]
        hovered = await editor.text_document_hover_async(types.HoverParams(this, here))
        assert hovered is not None
        assert isinstance(hovered.contents, types.MarkupContent)
        assert "in \u201ca keeper registers\u201d: **yes**" in hovered.contents.value
        await editor.workspace_execute_command_async(command)
        assert await editor.text_document_inlay_hint_async(types.InlayHintParams(this, whole)) == before
        await commands(editor, uri)

    editing(tmp_path, what)


async def commands(editor: Editor, uri: str) -> None:
    """What any client can run on a page that is open."""
    this = types.TextDocumentIdentifier(uri)
    line = position(PAGE, 'scenario "a keeper').line

    async def run(command: str, *given: Any) -> Any:
        asked = types.ExecuteCommandParams(command, [uri, *given])
        return await editor.workspace_execute_command_async(asked)

    ran = await run("qanun.run", line)
    assert (ran["title"], ran["passes"], ran["failures"]) == ("a keeper registers", True, [])
    why = await run("qanun.why", line)
    assert ("bees.keeps_bees", "yes") in [(one["name"], one["value"]) for one in why["steps"]]
    (change,) = (await run("qanun.whyNot", line))["changes"]
    assert (change["fact"], change["value"]) == ("bees.keeps_bees", "no")
    assert "error" in await run("qanun.run", 0)

    asks = await run("qanun.ask", "bees.hive")
    assert [(one["name"], one["type"]) for one in asks["facts"]] == [("bees.keeps_bees", "yes/no")]
    for words, answer in (("yes", "must"), ("no", "need_not")):
        found = await run("qanun.answer", "bees.hive", {"bees.keeps_bees": words})
        assert found["answers"]["bees.register"]["words"].startswith(answer)
    found = await run("qanun.answer", "bees.hive", {})
    assert found["answers"]["bees.register"]["needs"] == ["bees.keeps_bees"]
    assert "keeps_bes" in (await run("qanun.answer", "bees.hive", {"keeps_bes": "yes"}))["error"]

    rule = types.Range(position(PAGE, "obligation"), position(PAGE, "obligation"))
    context = types.CodeActionContext([])
    actions = await editor.text_document_code_action_async(types.CodeActionParams(this, rule, context))
    assert "write cases for this rule, both ways" in [one.title for one in actions or ()]
    await run("qanun.propose", rule.start.line)
    (edit,) = editor.edits
    below = PAGE.index("```\n", PAGE.index("answers register")) + len("```\n")
    assert edit.range.start == types.Position(PAGE.count("\n", 0, below), 0)
    editor.open(uri, PAGE[:below] + edit.new_text + PAGE[below:], 2)
    await editor.until(uri, lambda told: not told)
    lenses = await editor.text_document_code_lens_async(types.CodeLensParams(this))
    assert "both ways: holds in 2 cases, not in 1 case" in [
        one.command.title for one in lenses or () if one.command
    ]


WRITTEN = """---
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
```
"""
RULES = """
```qanun
party keeper "a keeper of bees"
  Who keeps_bees

obligation register "register the hive"
  on keeper
  when keeps_beez

question hive "Must the hive be registered?"
  answers register

scenario "a keeper registers"
  given keeps_bees
  then register is must
```

> **1.2** The sun is good for bees.
"""
"""Three mistakes: a word in capitals, a name that is misspelt, a provision that no rule states."""


def test_a_page_from_nothing(tmp_path: Path) -> None:
    """It is written through the protocol, and its mistakes are mended by quick fixes alone."""

    async def what(editor: Editor, uri: str) -> None:
        content, version = WRITTEN + RULES, 2
        editor.open(uri, WRITTEN)
        await editor.until(uri, lambda told: all(one.code != "Q0201" for one in told))
        mistakes = ["Q0125", "Q0201", "Q0031"]
        while mistakes:
            version += 1
            editor.open(uri, content, version)
            told = await editor.until(uri, lambda told: {one.code for one in told} == set(mistakes))
            code = mistakes.pop(0)
            content = await mended(editor, uri, content, next(one for one in told if one.code == code))
        editor.open(uri, content, version + 1)
        await editor.until(uri, lambda told: not told)
        lenses = await editor.text_document_code_lens_async(
            types.CodeLensParams(types.TextDocumentIdentifier(uri))
        )
        assert "passes" in [one.command.title for one in lenses or () if one.command]

    editing(tmp_path, what)


async def mended(editor: Editor, uri: str, content: str, one: types.Diagnostic) -> str:
    """The text after the first quick fix that is offered for a mistake."""
    context = types.CodeActionContext([one])
    asked = types.CodeActionParams(types.TextDocumentIdentifier(uri), one.range, context)
    offered = [
        each
        for each in await editor.text_document_code_action_async(asked) or ()
        if isinstance(each, types.CodeAction)
    ]
    chosen = next(
        each
        for each in offered
        if each.edit is not None and each.diagnostics and each.diagnostics[0].code == one.code
    )
    return changed(content, uri, chosen)


def changed(content: str, uri: str, chosen: types.CodeAction) -> str:
    """The text after an action."""
    assert chosen.edit is not None
    assert chosen.edit.changes is not None
    lines = content.splitlines(keepends=True)
    starts = [sum(map(len, lines[:number])) for number in range(len(lines) + 1)]
    for edit in sorted(
        chosen.edit.changes[uri],
        key=lambda each: (each.range.start.line, each.range.start.character),
        reverse=True,
    ):
        start = starts[edit.range.start.line] + edit.range.start.character
        end = starts[edit.range.end.line] + edit.range.end.character
        content = content[:start] + edit.new_text + content[end:]
    return content


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


def test_random_edits(tmp_path: Path) -> None:
    """Whatever is typed, nothing fails, and a fresh check tells the same; `desk_edits.py` goes on by hand."""
    typist = Typist.at(tmp_path / "law", Random(seeded("edits")))
    for _ in range(40):
        typist.step()
    typist.compare()


pytestmark = pytest.mark.filterwarnings("default")
