"""Somebody who does in Neovim what docs/drafting.md says, word by word."""

import re
from collections.abc import Callable
from pathlib import Path

from neovim import Neovim

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "drafting.md"
STEP = re.compile(r"^(`{3,})(\w+)\n(.*?)^\1$|[Cc]hange `([^`]+)`\s+to `([^`]+)`", re.MULTILINE | re.DOTALL)
LOOK = ":lua vim.lsp.codelens.refresh()<CR>"


def configuration() -> str:
    """What docs/editors.md prints for init.lua."""
    found = re.search(
        r"```lua\n(.*?)```", (ROOT / "docs" / "editors.md").read_text(encoding="utf-8"), re.DOTALL
    )
    assert found is not None
    return found[1]


def typed(editor: Neovim, words: str) -> None:
    """Words that go in as they are."""
    editor.type(words.replace("<", "<lt>").replace("\n", "<CR>"))


def told(editor: Neovim) -> list[str]:
    """The codes of the mistakes of the page that is open."""
    found: list[str] = editor.lua("return vim.tbl_map(function(d) return d.code end, vim.diagnostic.get(0))")
    return found


def line(editor: Neovim) -> str:
    """The line of the cursor."""
    found: str = editor.lua("return vim.fn.getline('.')")
    return found


def change(editor: Neovim, old: str, new: str) -> None:
    """Change the last place at which words stand."""
    typed(editor, f"G$?{old}\n:s/{old}/{new}/\n$")


def lens(editor: Neovim, words: str) -> None:
    """Wait until words stand above a case; an editor asks for them when somebody stops."""

    def there() -> bool:
        editor.type(LOOK)
        return words in editor.screen.text

    editor.until(words, there)


def walk(editor: Neovim, shot: Callable[[str], None]) -> None:
    """From an empty page to a case that is looked into; `shot` is told what there is to see."""
    text = PAGE.read_text(encoding="utf-8")
    blocks = [(word, content) for _, word, content, old, _ in STEP.findall(text) if not old]
    changes = [(old, new) for *_, old, new in STEP.findall(text) if old]
    law, case = (content for word, content in blocks if word == "markdown")
    (mistake, wrong, right) = changes
    editor.type(":highlight MsgSeparator gui=none cterm=none<CR>")
    editor.type(":set nohlsearch background=light laststatus=0 noshowcmd noruler signcolumn=no paste<CR>")
    editor.type(":edit statutes/bees.md<CR>i")
    typed(editor, law)
    editor.type("<Esc>")
    ready = "local c = vim.lsp.get_active_clients()[1] return c ~= nil and c.initialized == true"
    editor.until("the server is there", lambda: editor.lua(ready))
    editor.until("nothing is told", lambda: told(editor) == [])

    change(editor, *mistake)
    editor.until("the mistake is told", lambda: "Q0201" in told(editor))
    editor.seen("is_on_frm")
    shot("mistake")
    editor.type(":lua vim.lsp.buf.code_action()<CR>")
    editor.seen("Code actions:")
    shot("fix")
    editor.type("1<CR>")
    editor.until("it is mended", lambda: line(editor).strip() == mistake[0])
    editor.until("nothing is told", lambda: told(editor) == [])

    editor.type("Go")
    typed(editor, case)
    editor.type("<Esc>")
    lens(editor, "passes")
    shot("passes")
    change(editor, *wrong)
    lens(editor, "fails")
    shot("fails")
    change(editor, *right)
    lens(editor, "passes")
    editor.type(":QanunLook<CR>")
    editor.seen("keeps_bees = yes")
    editor.seen("farm = no")
    shot("look")
    editor.type(":write<CR>")
    editor.until("it is saved", lambda: not editor.lua("return vim.bo.modified"))
