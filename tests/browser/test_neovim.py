"""Neovim, set up as docs/editors.md says: somebody types, completes, mends, renames and takes all back."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import drafting
import pytest
from find_neovim import MISSING, there
from neovim import Neovim
from qanun.tools.cli.app import run

OTHER = """---
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

> **1.1** Whoever keeps bees owes {name}.

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


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A new project, in which four laws name a fact of a law that is not written yet."""
    folder = tmp_path / "my-laws"
    assert run(["new", str(folder)]) == 0
    (folder / "statutes" / "library_rules.md").unlink()
    for name in ("fees", "fences", "permits", "taxes"):
        (folder / "statutes" / f"{name}.md").write_text(OTHER.format(name=name), encoding="utf-8")
    return folder


@pytest.fixture
def editor(project: Path) -> Iterator[Neovim]:
    """Neovim in the project, with what the page says."""
    program = there()
    if program is None:
        pytest.fail(MISSING, pytrace=False)
    init = project / "init.lua"
    init.write_text(drafting.configuration(), encoding="utf-8")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    started = Neovim(program, project, init, path)
    yield started
    started.end()


def pages(project: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((project / "statutes").iterdir())}


def test_what_drafters_do(
    project: Path, editor: Neovim, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What their page says: an article and its rule, a mistake and its fix, a green case, a look into it.
    Then a word is completed; a fact gets another name in five laws, their cases pass; all is taken back."""
    shown: list[str] = []
    drafting.walk(editor, shown.append)
    assert shown == ["mistake", "fix", "passes", "fails", "look"]
    before = pages(project)
    assert len(before) == 5

    editor.type(":set nopaste<CR>gg/on keeper<CR>owhen ke<C-x><C-o>")
    editor.until("words are offered", lambda: editor.call("nvim_call_function", "pumvisible", []))
    editor.type("<C-n><C-y><Esc>")
    editor.until("one is taken", lambda: drafting.line(editor) == "  when keeps_bees")
    editor.type("u:edit!<CR>")
    editor.until("all is as before", lambda: not editor.lua("return vim.bo.modified"))

    editor.type("gg/keeps_bees<CR>:lua vim.lsp.buf.rename('has_bees')<CR>")
    changed = "return #vim.fn.getbufinfo({bufmodified = 1})"
    editor.until("five laws have it", lambda: editor.lua(changed) == len(before))
    editor.type(":wall<CR>")
    editor.until("they are saved", lambda: editor.lua(changed) == 0)
    other = {name: content.replace(b"keeps_bees", b"has_bees") for name, content in before.items()}
    assert pages(project) == other
    monkeypatch.chdir(project)
    assert run(["test"]) == 0, capsys.readouterr().out
    editor.type(":bufdo undo<CR>:wall<CR>")
    editor.until("every byte is back", lambda: pages(project) == before)
