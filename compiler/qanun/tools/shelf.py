"""What a run keeps for later runs, in a folder of the user's own: all of it may be deleted at any time.

The folder is `QANUN_CACHE` (`none`: nothing is kept), else `qanun` in the folder of caches. It is never
a folder of a project, so that no project can put words in the compiler's mouth. Nor is it read from, or
written to, where somebody else could write: folders and files are the user's own, and only his to write.

Each file begins with a checksum of its name and content; what is damaged is as if it were not there.
"""

import hashlib
import os
import stat
import tempfile
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path, PurePosixPath

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
        """What was put there under this name; None where nothing is, or what is there is not just that."""
        if self.folder is None:
            return None
        try:
            if not all(map(_own_folder, _folders(self.folder, name))):
                return None
            text = _read_own(self.folder / name).decode("utf-8", "surrogatepass")
        except (OSError, ValueError):
            return None
        checksum, _, content = text.partition("\n")
        return content if checksum == _checksum(name, content) else None

    def put(self, name: str, content: str) -> None:
        """Keep a text, whole or not at all. That it cannot be kept is no mistake."""
        if self.folder is None:
            return
        path = self.folder / name
        temporary: Path | None = None
        try:
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            for folder in _folders(self.folder, name):
                with suppress(FileExistsError):
                    folder.mkdir(mode=0o700)
                if not _own_folder(folder):
                    return
            handle, written = tempfile.mkstemp(dir=path.parent, prefix=_HALF_WRITTEN)
            temporary = Path(written)
            with os.fdopen(handle, "w", encoding="utf-8", errors="surrogatepass", newline="") as file:
                file.write(f"{_checksum(name, content)}\n{content}")
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


def _checksum(name: str, content: str) -> str:
    """So that a file is known to be what was put under its name."""
    return hashlib.sha256(f"{name}\n{content}".encode("utf-8", "surrogatepass")).hexdigest()


def _folders(folder: Path, name: str) -> list[Path]:
    """The folder, where it leads to in the end, and those in it on the way to a name."""
    real = Path(os.path.realpath(folder))
    inside = PurePosixPath(name).parents
    return [real, *(real / part for part in reversed(inside) if part.parts)]


def _own_folder(folder: Path) -> bool:
    """Whether it is the user's own, and nobody else can write into it. Windows keeps it with his profile."""
    status = folder.lstat()
    return stat.S_ISDIR(status.st_mode) and _is_own(status)


def _is_own(status: os.stat_result) -> bool:
    return os.name != "posix" or (status.st_uid == os.geteuid() and status.st_mode & 0o022 == 0)


def _read_own(path: Path) -> bytes:
    """A file of the user's own. OSError where it is none, or a link."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with open(handle, "rb") as file:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode) or not _is_own(status):
            raise PermissionError(path)
        return file.read()
