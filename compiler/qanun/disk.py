"""The files themselves: reading one, and putting many in place all or nothing. What goes wrong is an OSError.

A folder is changed as the best tools do it: the new one is made whole beside the old, of new files and of
links to those that stay, and then they change places in one step. Whoever looks, and whenever the build is
killed, finds the old folder or the new one.
"""

import ctypes
import errno
import os
import shutil
import stat
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

MEGABYTE = 1_000_000
LARGEST = 10 * MEGABYTE
"""The most bytes of a file that is read."""

PATIENCE = 60
"""So many seconds a build waits for another one."""

_EXCHANGE = 2  # RENAME_EXCHANGE of Linux
_HERE = -100  # AT_FDCWD


def read(path: Path, *, pipes: bool = False) -> bytes:
    """The whole of a file. With `pipes`, also what a pipe or device gives until its end; else it is refused.

    OSError with EFBIG where there are more than LARGEST bytes; then they are not read.
    """
    waiting = 0 if pipes else getattr(os, "O_NONBLOCK", 0)
    handle = os.open(path, os.O_RDONLY | waiting | getattr(os, "O_BINARY", 0))
    try:
        status = os.fstat(handle)
        if stat.S_ISDIR(status.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not pipes and not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "It is a pipe or a device")
        with open(handle, "rb", closefd=False) as file:
            data = file.read(LARGEST + 1) if status.st_size <= LARGEST else b""
    finally:
        os.close(handle)
    if max(status.st_size, len(data)) > LARGEST:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    return data


def replace(path: Path, content: bytes) -> None:
    """Write a file beside its place, then put it there in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name[:100]}.{os.getpid()}")
    try:
        _write(temporary, content, path)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else changes the folder meanwhile. What a build that was killed left beside it is cleared away.

    OSError where another build does not come to an end.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder.parent, os.O_RDONLY) if os.name == "posix" else None
    try:
        if handle is not None:
            _wait_for(handle)
        before, new = _beside(folder, "old"), _beside(folder, "new")
        if before.exists() and not folder.exists():
            before.rename(folder)
        for left in (before, new):
            shutil.rmtree(left, ignore_errors=True)
        yield
    finally:
        if handle is not None:
            os.close(handle)


def change(folder: Path, written: Mapping[str, bytes], removed: Collection[str]) -> None:
    """Put files into a folder and take others out of it, all in one step or, with an OSError, none.

    Names are relative to the folder, with slashes. To be called `alone`.
    """
    new = _beside(folder, "new")
    try:
        new.mkdir()
        present = _linked(folder, new, {*written, *removed}) if folder.is_dir() else set()
        for name, content in written.items():
            file = new / name
            file.parent.mkdir(parents=True, exist_ok=True)
            _write(file, content, folder / name)
        _change_places(new, folder)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    _clear(new, folder, {*present, *written, *removed})


def _beside(folder: Path, word: str) -> Path:
    return folder.with_name(f".{folder.name}.{word}")


def _wait_for(handle: int) -> None:
    """Hold the folder for this process; the system lets go of it when the process ends, however it ends."""
    import fcntl

    end = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > end:
                raise OSError(errno.EBUSY, "Another build is at work") from None
            time.sleep(0.02)
        except OSError:
            return  # a file system without locks


def _write(path: Path, content: bytes, like: Path) -> None:
    """Write a new file down to the disk, with the permissions of another if that is there."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(like.stat().st_mode & 0o777 if like.is_file() else 0o644)


def _linked(old: Path, new: Path, but: Collection[str]) -> set[str]:
    """Make `new` a folder of the same files, all but some; the names of those."""
    found: set[str] = set()
    for folder, folders, names in os.walk(old):
        here = Path(folder).relative_to(old)
        (new / here).mkdir(exist_ok=True)
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        for name in (*names, *links):
            relative = (here / name).as_posix()
            if relative in but:
                continue
            source, place = Path(folder) / name, new / relative
            try:
                os.link(source, place, follow_symlinks=False)
            except OSError:
                shutil.copy2(source, place, follow_symlinks=False)
            found.add(relative)
    return found


def _change_places(new: Path, folder: Path) -> None:
    """Put `new` where `folder` is, in one step where the system can; else in two, which `alone` mends."""
    if not folder.exists():
        new.rename(folder)
        return
    exchange = getattr(ctypes.CDLL(None), "renameat2", None) if os.name == "posix" else None
    if exchange is not None and exchange(_HERE, os.fsencode(new), _HERE, os.fsencode(folder), _EXCHANGE) == 0:
        return
    before = _beside(folder, "old")
    folder.rename(before)
    new.rename(folder)
    before.rename(new)


def _clear(old: Path, folder: Path, known: Collection[str]) -> None:
    """Remove what was there before. What somebody put there meanwhile goes into the folder."""
    for path in [path for path in old.rglob("*") if path.is_file()] if old.is_dir() else []:
        name = path.relative_to(old).as_posix()
        if name not in known and not (folder / name).exists():
            with suppress(OSError):
                path.rename(folder / name)
    shutil.rmtree(old, ignore_errors=True)
