"""Files that begin as a page of law does, or are called as one of cases, with an ending that is not read."""

import re
from collections.abc import Collection
from pathlib import Path

from qanun import disk
from qanun.diagnostics.model import Kind

LEFT_OUT = Kind(
    code="Q0710",
    title="`{name}` looks like a page of law or of cases, but is not read",
    why="Only files that end with `.md`, in small letters, are read; all of them belong to the law.",
    remedy="rename it to `{meant}`, or take it out of the statutes' folder",
)

_ALMOST = frozenset((".md", ".markdown", ".mdown", ".mkd", ".mdx", ".txt", ".text"))
_OF_CASES = ".cases"
_FRONT_MATTER = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n(?:.*\n){0,12}?law[ \t]*:")


def almost_pages(folder: Path, pages: Collection[Path]) -> list[Path]:
    """The files in a folder that are not among its pages and begin as one, in the order of their names."""
    found = sorted(folder.rglob("*")) if folder.is_dir() else []
    return [path for path in found if path not in pages and _is_almost(path, folder)]


def _is_almost(path: Path, folder: Path) -> bool:
    if path.suffix.lower() not in _ALMOST or path.stem.upper() == "README" or not path.is_file():
        return False
    if any(part.startswith(".") for part in path.relative_to(folder).parts):
        return False
    if path.stem.lower().endswith(_OF_CASES):
        return True
    try:
        return _FRONT_MATTER.match(disk.read(path)) is not None
    except OSError:
        return False
