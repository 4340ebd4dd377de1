"""A check of what changed since the law was last without errors, with what the shelf has of it."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from qanun.document.companions import law_path
from qanun.slices import check
from qanun.slices.check import Checked, Law
from qanun.slices.pages import Sketch
from qanun.slices.record import Snapshot
from qanun.text import Text
from qanun.tools import fingerprints
from qanun.tools.shelf import Shelf

SNAPSHOT = "snapshot.json"


def checked(
    texts: Sequence[Text],
    accepted: Text | None,
    compiler: str,
    articles: tuple[str, ...],
    shelf: Shelf,
    folder: str,
) -> Checked:
    """Everything that is to be said; the shelf's folder then has what the next check can start from."""
    lines = _accepted_lines(accepted)
    files: dict[str, list[Text]] = {}
    for text in texts:
        files.setdefault(law_path(text.path), []).append(text)
    contents = {path: _content(path, found, lines) for path, found in files.items()}
    law = Law({text.path: text for text in texts}, accepted, contents, articles)
    made_by = fingerprints.words((compiler, "accepted" if accepted is not None else "", *articles))
    known = not lines.keys() - {_module(path) for path in contents}
    snapshot = _snapshot(shelf, folder, made_by)
    found = _partly(law, snapshot, shelf, folder) if snapshot is not None and known else None
    if found is None:
        found = check.whole(law, made_by)
    if known:
        _keep(found, shelf, folder)
    return found


def _content(path: str, files: Iterable[Text], lines: Mapping[str, Sequence[str]]) -> str:
    """The fingerprint of a page, that is of its files and of what was accepted of it."""
    words = [part for text in files for part in (text.path, text.content)]
    return fingerprints.words((*words, *lines.get(_module(path), ())))


def _module(path: str) -> str:
    return PurePosixPath(path).stem


def _accepted_lines(accepted: Text | None) -> Mapping[str, Sequence[str]]:
    """The lines of the accepted provisions by the law that they speak of."""
    found: dict[str, list[str]] = {}
    for line in accepted.content.splitlines() if accepted is not None else ():
        if line.strip() and not line.startswith("#"):
            found.setdefault(line.partition("#")[0], []).append(line)
    return found


def _snapshot(shelf: Shelf, folder: str, made_by: str) -> Snapshot | None:
    text = shelf.get(f"{folder}/{SNAPSHOT}")
    try:
        snapshot = Snapshot.from_text(text) if text is not None else None
    except (ValueError, TypeError):
        return None
    return snapshot if snapshot is not None and snapshot.made_by == made_by else None


def _partly(law: Law, snapshot: Snapshot, shelf: Shelf, folder: str) -> Checked | None:
    """A check of what changed; None where the shelf lacks something, or it is unsure."""

    def kept(path: str) -> Sketch:
        text = shelf.get(f"{folder}/{_name(snapshot, path)}")
        if text is None:
            raise KeyError(path)
        return Sketch.from_text(text)

    try:
        return check.partly(law, snapshot, kept)
    except (KeyError, IndexError, ValueError, TypeError):
        return None


def _name(snapshot: Snapshot, path: str) -> str:
    return f"{snapshot.records[path].content}.json"


def _keep(found: Checked, shelf: Shelf, folder: str) -> None:
    if found.snapshot is None:
        return
    for path, sketch in found.sketches.items():
        shelf.put(f"{folder}/{_name(found.snapshot, path)}", sketch.as_text())
    shelf.put(f"{folder}/{SNAPSHOT}", found.snapshot.as_text())
    names = {_name(found.snapshot, path) for path in found.snapshot.records}
    shelf.keep_only(folder, names | {SNAPSHOT, "last.json"})
