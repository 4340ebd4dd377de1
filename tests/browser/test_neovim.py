"""Neovim, set up as docs/editors.md says: somebody types, completes, mends, renames and takes all back."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import drafting
import pytest
from find_neovim import MISSING, there
from neovim import Neovim
from qanun.tools.cli.app import run

HEAD = """---
law: Law on {name}
jurisdiction: Nowhere
module: {name}
in_force: not stated
rounding: down
time_zone: Europe/London
source: made up for a test
---

# Law on {name}

## Article 1. The person

> **1.1** {text}
"""
BEES = """
```qanun
fact keeps_bees "the person keeps bees"
fact sells_honey "the person sells honey"

party keeper "a keeper of bees"
  who keeps_bees or sells_honey

obligation register "register the hive"
  on keeper

question hive "Must the hive be registered?"
  answers register
```

```qanun
scenario "a keeper registers"
  given keeps_bees
  then register is must
```
"""
OTHER = """
```qanun
rule {name}_due : yes/no "{name} are due"
  is yes when bees.keeps_bees
  otherwise no

question asked "Are {name} due?"
  answers {name}_due

scenario "a keeper"
  given bees.keeps_bees
  then {name}_due
```
"""
OTHERS = ("fees", "fences", "permits", "taxes")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Five laws, all of which name one fact."""
    pages = {"bees": HEAD.format(name="bees", text="Whoever keeps bees registers the hive.") + BEES}
    for name in OTHERS:
        text = f"Whoever keeps bees owes {name}."
        pages[name] = HEAD.format(name=name, text=text) + OTHER.format(name=name)
    (tmp_path / "statutes").mkdir()
    (tmp_path / "pyproject.toml").write_text('[tool.qanun]\nstatutes = "statutes"\npackage = "bees_law"\n')
    for name, content in pages.items():
        (tmp_path / "statutes" / f"{name}.md").write_text(content, encoding="utf-8")
    return tmp_path


@contextmanager
def begun(folder: Path) -> Iterator[Neovim]:
    """Neovim in a project, with what the page says."""
    program = there()
    if program is None:
        pytest.fail(MISSING, pytrace=False)
    init = folder / "init.lua"
    init.write_text(drafting.configuration(), encoding="utf-8")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    editor = Neovim(program, folder, init, path)
    try:
        yield editor
    finally:
        editor.end()


def pages(project: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((project / "statutes").iterdir())}


def test_what_the_page_for_drafters_says(tmp_path: Path) -> None:
    """In a fresh project: an article and its rule, a mistake and its fix, a green case, a look into it."""
    folder = tmp_path / "my-laws"
    assert run(["new", str(folder)]) == 0
    shown: list[str] = []
    with begun(folder) as editor:
        drafting.walk(editor, shown.append)
    assert shown == ["mistake", "fix", "passes", "fails", "look"]


def test_a_name_of_five_laws(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A word is completed; a fact gets another name in all laws, and their cases pass; all is taken back."""
    with begun(project) as editor:
        before = pages(project)
        editor.type(":edit statutes/bees.md<CR>")
        ready = "local c = vim.lsp.get_active_clients()[1] return c ~= nil and c.initialized == true"
        editor.until("the server is there", lambda: editor.lua(ready))

        # What begins a name is completed to it.
        editor.type("/on keeper<CR>owhen ke<C-x><C-o>")
        editor.until("words are offered", lambda: editor.call("nvim_call_function", "pumvisible", []))
        editor.type("<C-n><C-y><Esc>")
        editor.until("one is taken", lambda: drafting.line(editor) == "  when keeps_bees")
        editor.type("u:edit!<CR>")
        editor.until("all is as before", lambda: not editor.lua("return vim.bo.modified"))

        # A fact that five laws name gets another name; their cases pass; and all is taken back, to the byte.
        editor.type("gg/keeps_bees<CR>:lua vim.lsp.buf.rename('has_bees')<CR>")
        changed = "return #vim.fn.getbufinfo({bufmodified = 1})"
        editor.until("five laws have it", lambda: editor.lua(changed) == len(before))
        editor.type(":wall<CR>")
        editor.until("they are saved", lambda: editor.lua(changed) == 0)
        renamed = pages(project)
        assert renamed == {
            name: content.replace(b"keeps_bees", b"has_bees") for name, content in before.items()
        }
        monkeypatch.chdir(project)
        assert run(["test"]) == 0, capsys.readouterr().out
        editor.type(":bufdo undo<CR>:wall<CR>")
        editor.until("every byte is back", lambda: pages(project) == before)
