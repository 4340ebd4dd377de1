"""A real Neovim, embedded: keys are typed as a person types them, and its screen is what would be seen."""

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgpack
from attrs import define, field

PATIENCE = 300
"""Seconds until a wait gives up: the machine may be as busy as it likes."""


@define
class Cell:
    """A cell of the screen: its sign, and the number of its highlight."""

    sign: str = " "
    look: int = 0


@define(eq=False)
class Screen:
    """What a person would see, from Neovim's own events (`ext_linegrid`)."""

    rows: list[list[Cell]] = field(factory=list)
    looks: dict[int, dict[str, Any]] = field(factory=dict)

    def take(self, events: list[list[Any]]) -> None:
        """Some redraw events, each a name and what happened, once or more."""
        for name, *each in events:
            for given in each:
                self._take(name, given)

    def _take(self, name: str, given: list[Any]) -> None:
        match name:
            case "grid_resize":
                self.rows = [[Cell() for _ in range(given[1])] for _ in range(given[2])]
            case "grid_clear":
                self.rows = [[Cell() for _ in row] for row in self.rows]
            case "grid_line":
                self._line(*given[1:4])
            case "grid_scroll":
                self._scroll(*given[1:6])
            case "hl_attr_define":
                self.looks[given[0]] = given[1]
            case _:
                pass

    def _line(self, row: int, column: int, cells: list[list[Any]]) -> None:
        look = 0
        for sign, *more in cells:
            look = more[0] if more else look
            for _ in range(more[1] if len(more) > 1 else 1):
                self.rows[row][column] = Cell(sign, look)
                column += 1

    def _scroll(self, top: int, bottom: int, left: int, right: int, by: int) -> None:
        order = range(top, bottom - by) if by > 0 else range(bottom - 1, top - by - 1, -1)
        for row in order:
            self.rows[row][left:right] = self.rows[row + by][left:right]

    @property
    def text(self) -> str:
        """The signs alone, line by line."""
        return "\n".join("".join(cell.sign for cell in row).rstrip() for row in self.rows)


class Neovim:
    """Neovim in a folder, with a configuration and a screen of so many columns and rows."""

    def __init__(
        self, program: str, folder: Path, init: Path, path: str, size: tuple[int, int] = (90, 30)
    ) -> None:
        own = {name: str(folder / ".nvim") for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
        self._process = subprocess.Popen(
            [program, "--embed", "--clean", "-u", str(init)],
            cwd=folder,
            env={**os.environ, **own, "PATH": path, "TERM": "xterm-256color"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._packer = msgpack.Packer()
        self._unpacker = msgpack.Unpacker(raw=False, ext_hook=lambda code, data: (code, data))
        self._asked = 0
        self.screen = Screen()
        self.call("nvim_ui_attach", *size, {"rgb": True, "ext_linegrid": True})

    def call(self, method: str, *given: object) -> Any:
        """What a function of Neovim's interface gives back."""
        self._asked += 1
        assert self._process.stdin is not None
        self._process.stdin.write(self._packer.pack([0, self._asked, method, list(given)]))
        self._process.stdin.flush()
        while True:
            kind, *rest = self._next()
            if kind == 2 and rest[0] == "redraw":
                self.screen.take(rest[1])
            elif kind == 1 and rest[0] == self._asked:
                assert rest[1] is None, rest[1]
                return rest[2]

    def _next(self) -> list[Any]:
        while True:
            for message in self._unpacker:
                return list(message)
            assert self._process.stdout is not None
            read = os.read(self._process.stdout.fileno(), 1 << 16)
            assert read, "Neovim has ended"
            self._unpacker.feed(read)

    def type(self, keys: str) -> None:
        """Keys, in Neovim's own spelling: `<Esc>`, `<C-x>`, `<lt>`."""
        self.call("nvim_input", keys)

    def lua(self, code: str, *given: object) -> Any:
        """What Lua gives back. Neovim must not be asking for anything just now."""
        return self.call("nvim_exec_lua", code, list(given))

    def until(self, what: str, holds: Callable[[], object]) -> Any:
        """What comes out when something holds at last."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if found := holds():
                return found
            time.sleep(0.03)
        raise AssertionError(f"never: {what}\n{self.screen.text}")

    def seen(self, words: str) -> None:
        """Wait until words stand on the screen; asked of Neovim also while it asks for a reply itself."""

        def there() -> bool:
            self.call("nvim_get_mode")
            return words in self.screen.text

        self.until(words, there)

    def end(self) -> None:
        """Without saving anything."""
        self.type("<C-\\><C-n>:qall!<CR>")
        try:
            self._process.wait(PATIENCE)
        finally:
            self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
