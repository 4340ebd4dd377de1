"""What a run keeps for later runs, in a folder of the user's own: all of it may be deleted at any time.

The folder is `QANUN_CACHE` (`none`: nothing is kept), else `qanun` in the folder of caches. It is never
a folder of a project, so that no project can put words in the compiler's mouth.
"""

import os
import tempfile
from collections.abc import Collection
from pathlib import Path

from attrs import frozen

from qanun.disk import user_cache

BOUND = 400_000_000
"""Bytes that may be kept; the files longest unused go first."""
_HALF_WRITTEN = "~"


@frozen
class Shelf:
    """Texts by name; a name may have folders. Where there is no folder, or none to write in, none stays."""

    folder: Path | None

    @classmethod
    def of_user(cls) -> "Shelf":
        """The shelf that the environment names."""
        return cls(user_cache())

    def get(self, name: str) -> str | None:
        """What was put there under this name; None where nothing readable is."""
        if self.folder is None:
            return None
        try:
            return (self.folder / name).read_text(encoding="utf-8")
        except (OSError, ValueError):
            return None

    def put(self, name: str, content: str) -> None:
        """Keep a text, whole or not at all. That it cannot be kept is no mistake."""
        if self.folder is None:
            return
        path = self.folder / name
        temporary: Path | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, written = tempfile.mkstemp(dir=path.parent, prefix=_HALF_WRITTEN)
            temporary = Path(written)
            with os.fdopen(handle, "w", encoding="utf-8", errors="surrogatepass") as file:
                file.write(content)
            temporary.replace(path)
        except OSError:
            if temporary is not None:
                temporary.unlink(missing_ok=True)

    def keep_only(self, folder: str, names: Collection[str]) -> None:
        """Remove the files of a folder that have other names."""
        if self.folder is None:
            return
        try:
            for path in (self.folder / folder).iterdir():
                if path.name not in names and not path.name.startswith(_HALF_WRITTEN):
                    path.unlink(missing_ok=True)
        except OSError:
            return

    def tidy(self) -> None:
        """Remove what was longest unused, down to the bound."""
        if self.folder is None:
            return
        try:
            files = [(path.stat(), path) for path in self.folder.rglob("*") if path.is_file()]
            files.sort(key=lambda pair: pair[0].st_mtime_ns, reverse=True)
            size = 0
            for status, path in files:
                size += status.st_size
                if size > BOUND:
                    path.unlink(missing_ok=True)
        except OSError:
            return
