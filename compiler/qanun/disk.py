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
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

MEGABYTE = 1_000_000
LARGEST = 10 * MEGABYTE
"""The most bytes of a file that is read."""

PATIENCE = 60
"""So many seconds a build waits for another one."""

READ_ONLY = "It is read-only"

_MARK, _NEW, _OLD = "work-of-qanun-build", "new", "old"
"""In the folder in which a build works: the mark that it is one, the folder as it is to be, as it was."""

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
    """Write a file beside its place, then put it there in one step. A link stays one.

    OSError where the file is read-only, also for somebody who could write it all the same.
    """
    place = _real(path)
    if read_only(place):
        raise PermissionError(errno.EACCES, READ_ONLY, str(path))
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{place.name[:100]}.", dir=place.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        _write(temporary, content, place)
        temporary.replace(place)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def read_only(path: Path) -> bool:
    """Whether a file or folder is there that nobody is meant to write."""
    try:
        return path.stat().st_mode & 0o222 == 0
    except OSError:
        return False


def user_cache() -> Path | None:
    """The user's own folder for what may be deleted at any time; None where nothing is to be kept.

    `QANUN_CACHE` names it (`none`: nothing is kept), else it is `qanun` in the folder of caches.
    """
    named = os.environ.get("QANUN_CACHE")
    if named:
        return None if named == "none" else Path(named)
    caches = Path(os.environ.get("XDG_CACHE_HOME") or ".")
    try:
        return (caches if caches.is_absolute() else Path.home() / ".cache") / "qanun"
    except RuntimeError:
        return None


def read_own(path: Path) -> bytes | None:
    """The whole of a file that nobody else can have written; None where there is no such file."""
    try:
        return read(path) if _own(path.parent) and _own(path) else None
    except OSError:
        return None


def keep_own(path: Path, content: bytes) -> bool:
    """Write a file where nobody else can write; whether it is there now."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not _own(path.parent):
            return False
        replace(path, content)
    except OSError:
        return False
    return True


def _own(path: Path) -> bool:
    """Whether it belongs to this user or the system, and nobody else can write it."""
    if os.name != "posix":
        return True
    status = path.stat()
    return status.st_uid in (os.geteuid(), 0) and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else changes the folder meanwhile. What a build that was killed left beside it is cleared away.

    OSError where another build does not come to an end.
    """
    folder = _real(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder.parent, os.O_RDONLY) if os.name == "posix" else None
    try:
        if handle is not None:
            _wait_for(handle)
        _mend(folder)
        yield
    finally:
        if handle is not None:
            os.close(handle)


def change(folder: Path, written: Mapping[str, bytes], removed: Collection[str]) -> None:
    """Put files into a folder and take others out of it, all in one step or, with an OSError, none.

    Names are relative to the folder, with slashes. A folder that is a link stays one. To be called `alone`.
    """
    folder = _real(folder)
    work = Path(tempfile.mkdtemp(prefix=_work_of(folder), dir=folder.parent))
    new = work / _NEW
    try:
        (work / _MARK).touch()
        new.mkdir()
        present = _linked(folder, new, {*written, *removed}) if folder.is_dir() else set()
        for name, content in written.items():
            file = new / name
            file.parent.mkdir(parents=True, exist_ok=True)
            _write(file, content, folder / name)
        _same_modes(folder, new)
        before = _change_places(new, folder)
    except BaseException:
        _remove(work, folder)
        raise
    if before is not None:
        _keep_what_came(before, folder, {*present, *written, *removed})
    _remove(work, folder)


def _real(path: Path) -> Path:
    """Where a path leads to in the end."""
    return Path(os.path.realpath(path))


def _work_of(folder: Path) -> str:
    """How the names of the folders begin in which a folder is made anew."""
    return f".{folder.name[:100]}.qanun-"


def _mend(folder: Path) -> None:
    """Put back what a killed build took away, and clear away what it left; nothing else."""
    for work in folder.parent.iterdir():
        if not work.name.startswith(_work_of(folder)) or work.is_symlink():
            continue
        if (work / _MARK).is_file():
            if (work / _OLD).is_dir() and not os.path.lexists(folder):
                (work / _OLD).rename(folder)
            _remove(work, folder)
        else:
            with suppress(OSError):
                work.rmdir()  # killed before it began; a folder that holds something stays


def _remove(work: Path, folder: Path) -> None:
    """Remove a folder of work, its mark at last; never the only folder there is."""
    if not os.path.lexists(folder) and (work / _OLD).exists():
        return
    for part in (_NEW, _OLD):
        shutil.rmtree(work / part, onerror=_open_and_retry)
    with suppress(OSError):
        (work / _MARK).unlink(missing_ok=True)
        work.rmdir()


def _open_and_retry(remove: Callable[[str], object], path: str, _: object) -> None:
    """A folder without the right to write keeps what is in it from being removed."""
    with suppress(OSError):
        os.chmod(os.path.dirname(path), 0o700)
        if os.path.isdir(path) and not os.path.islink(path):
            os.chmod(path, 0o700)
            shutil.rmtree(path, ignore_errors=True)
        else:
            remove(path)


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
    """Write a file down to the disk, with the permissions and the owner of another if that is there."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if not like.is_file():
        path.chmod(0o644)
        return
    status = like.stat()
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(path, status.st_uid, status.st_gid)
    path.chmod(status.st_mode & 0o777)


def _linked(old: Path, new: Path, but: Collection[str]) -> set[str]:
    """Make `new` a folder of the same files, all but some; the names of those."""
    found: set[str] = set()
    for folder, folders, names in os.walk(old, onerror=_fail):
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


def _fail(error: OSError) -> None:
    """What is in a folder that cannot be listed would be lost."""
    raise error


def _same_modes(old: Path, new: Path) -> None:
    """Give the folders in `new` the permissions of those in `old`."""
    for folder, _, _ in os.walk(new, topdown=False):
        like = old / Path(folder).relative_to(new)
        if like.is_dir():
            shutil.copymode(like, folder)


def _change_places(new: Path, folder: Path) -> Path | None:
    """Put `new` where `folder` is, in one step where the system can; else in two, which `alone` mends.

    The place where the old folder is then; None where there was none.
    """
    if not os.path.lexists(folder):
        new.rename(folder)
        return None
    exchange = getattr(ctypes.CDLL(None), "renameat2", None) if os.name == "posix" else None
    if exchange is not None and exchange(_HERE, os.fsencode(new), _HERE, os.fsencode(folder), _EXCHANGE) == 0:
        return new
    before = new.with_name(_OLD)
    folder.rename(before)
    try:
        new.rename(folder)
    except OSError:
        before.rename(folder)
        raise
    return before


def _keep_what_came(old: Path, folder: Path, known: Collection[str]) -> None:
    """What somebody put into the old folder meanwhile goes into the new one."""
    for path in [path for path in old.rglob("*") if path.is_file()]:
        name = path.relative_to(old).as_posix()
        if name not in known and not (folder / name).exists():
            with suppress(OSError):
                path.rename(folder / name)
