"""Fingerprints: of the compiler itself, and of what it is given."""

import hashlib
import os
import sys
from collections.abc import Iterable
from importlib.resources import files
from importlib.resources.abc import Traversable

from qanun.text import Text

_LIBRARIES = {"attrs", "markdown_it_py", "pyyaml", "tzdata", "z3_solver"}
_SOURCES = (".py", ".lark", ".json", ".md")


def compiler() -> str:
    """What the compiler and the libraries it reads and proves with are; others may say something else."""
    digest = hashlib.blake2b(digest_size=16)
    _add(digest, (sys.version, *_installed()))
    for path, source in sorted(_sources(files("qanun"), "")):
        _add(digest, (path, source))
    return digest.hexdigest()


def texts(given: Iterable[Text | None]) -> str:
    """The names and contents of files, in their order."""
    digest = hashlib.blake2b(digest_size=16)
    for text in given:
        _add(digest, ("absent",) if text is None else (text.path, text.content))
    return digest.hexdigest()


def words(parts: Iterable[str]) -> str:
    """Some texts, in their order."""
    digest = hashlib.blake2b(digest_size=16)
    _add(digest, parts)
    return digest.hexdigest()


def _add(digest: "hashlib.blake2b", parts: Iterable[str]) -> None:
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)


def _installed() -> Iterable[str]:
    """The libraries with their versions, as the folders say that installing left beside them.

    `importlib.metadata` would know as much, but loading it takes longer than a check of what did not change.
    """
    for folder in sys.path:
        names = os.listdir(folder) if os.path.isdir(folder) else ()
        marks = (name for name in names if name.endswith((".dist-info", ".egg-info")))
        yield from sorted(name for name in marks if name.partition("-")[0].lower() in _LIBRARIES)


def _sources(folder: Traversable, path: str) -> Iterable[tuple[str, str]]:
    for entry in folder.iterdir():
        name = f"{path}/{entry.name}"
        if entry.name.endswith(_SOURCES):
            yield name, entry.read_text(encoding="utf-8")
        elif "." not in entry.name and entry.name != "__pycache__" and entry.is_dir():
            yield from _sources(entry, name)
