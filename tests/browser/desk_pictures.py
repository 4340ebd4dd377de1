"""`make pictures`: what somebody sees who does what docs/drafting.md says, in Neovim and in the book."""

import os
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

from browsing import FLAGS
from drafting import configuration, walk
from find_chromium import there, use_own_node
from find_neovim import there as neovim_there
from neovim import Cell, Neovim, Screen
from playwright.sync_api import Browser, sync_playwright

SIZE = (56, 20)
INK, PAPER = 0x1B1B1F, 0xFFFFFF
STYLE = f"""
body {{ margin: 0; background: #{PAPER:06x} }}
pre {{ margin: 0; padding: 10px 12px; display: inline-block; font: 16px/1.3 'DejaVu Sans Mono', monospace }}
"""
BIN = Path(sys.executable).parent


def colour(number: int) -> str:
    """A colour as styles write it."""
    return f"#{number:06x}"


def styled(screen: Screen, cell: Cell) -> str:
    """How a cell looks, as styles."""
    look = screen.looks.get(cell.look, {})
    fore, back = look.get("foreground", INK), look.get("background", PAPER)
    if look.get("reverse"):
        fore, back = back, fore
    parts = [f"color:{colour(fore)}"]
    parts += [f"background:{colour(back)}"] if back != PAPER else []
    parts += ["font-weight:bold"] if look.get("bold") else []
    parts += ["text-decoration:underline"] if look.get("underline") or look.get("undercurl") else []
    return ";".join(parts)


def drawn(screen: Screen) -> str:
    """The screen as a page, without the command that was typed."""
    lines = []
    rows = screen.rows[:-1] if screen.rows[-1][0].sign == ":" else screen.rows
    for row in rows:
        words, before = "", None
        for cell in row:
            style = styled(screen, cell)
            words += "" if style == before else f"{'</span>' if before else ''}<span style='{style}'>"
            words += escape(cell.sign)
            before = style
        lines.append(f"{words}</span>")
    return f"<meta charset='utf-8'><style>{STYLE}</style><pre>{chr(10).join(lines)}</pre>"


def main(folder: str) -> int:
    """Write a PNG of each step."""
    chromium, program = there(), neovim_there()
    assert chromium, "there is no Chromium"
    assert program, "there is no Neovim"
    use_own_node()
    with tempfile.TemporaryDirectory() as where, sync_playwright() as playwright:
        project = Path(where) / "my-laws"
        path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
        subprocess.run([BIN / "qanun", "new", str(project)], check=True, stdout=subprocess.DEVNULL)
        init = Path(where) / "init.lua"
        init.write_text(configuration(), encoding="utf-8")
        seen: dict[str, str] = {}
        editor = Neovim(program, project, init, path, SIZE)
        walk(editor, lambda name: seen.update({name: drawn(editor.screen)}))
        editor.end()
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        for name, html in seen.items():
            page = browser.new_page(device_scale_factor=1.25)
            page.set_content(html)
            page.locator("pre").screenshot(path=f"{folder}/desk-{name}.png")
        book(browser, project, path, folder)
        browser.close()
    return 0


def book(browser: Browser, project: Path, path: str, folder: str) -> None:
    """The article's page."""
    told = {**os.environ, "PATH": path, "NO_MKDOCS_2_WARNING": "1"}
    for command in (["qanun", "build"], ["mkdocs", "build", "--quiet"]):
        subprocess.run([BIN / command[0], *command[1:]], cwd=project, env=told, check=True)
    page = browser.new_page(viewport={"width": 600, "height": 520})
    page.goto((project / "site" / "law" / "bees" / "article-1.html").as_uri())
    page.add_style_tag(content=".md-header, .md-tabs, .md-footer { display: none !important }")
    page.screenshot(path=f"{folder}/desk-book.png")


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
