"""What a check of a project says, from what an earlier one kept where that is still so."""

import json

from attrs import frozen

from qanun import project
from qanun.diagnostics.model import Diagnostic
from qanun.diagnostics.plain import as_plain, from_plain, paths
from qanun.project import Project
from qanun.text import Text
from qanun.tools import fingerprints
from qanun.tools.shelf import Shelf

LAST = "last.json"
"""What the last check was given and said."""


@frozen
class Given:
    """All that a check depends on: the pages, the accepted provisions, the compiler, the articles' words."""

    texts: tuple[Text, ...]
    accepted: Text | None
    compiler: str
    articles: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Another for every other thing given."""
        texts = fingerprints.texts((*self.texts, self.accepted))
        return fingerprints.words((self.compiler, texts, *self.articles))

    @property
    def by_path(self) -> dict[str, Text]:
        """The files on which a diagnostic can have a place."""
        every = (*self.texts, self.accepted)
        return {text.path: text for text in every if text is not None}


@frozen
class Said:
    """What a check reports, and how much law it looked at, in words; "" where that has errors."""

    diagnostics: tuple[Diagnostic, ...]
    looked_at: str


def check(found: Project, shelf: Shelf) -> Said:
    """Everything that a check of the project reports. The same as without a shelf, but sooner."""
    texts = project.read_statutes(found)
    accepted = project.read_accepted(found)
    said = texts.diagnostics + accepted.diagnostics
    if any(one.is_error for one in said):
        return Said(said, "")
    given = Given(texts.value, accepted.value, fingerprints.compiler(), found.articles)
    folder = kept_in(found)
    kept = _kept(shelf, f"{folder}/{LAST}", given)
    if kept is None:
        kept = _anew(given, shelf, folder)
        _keep(shelf, f"{folder}/{LAST}", given, kept)
    return Said(said + kept.diagnostics, kept.looked_at)


def kept_in(found: Project) -> str:
    """The folder of the shelf in which what checks of a project keep stands."""
    return f"checks/{fingerprints.words((str(found.statutes),))}"


def _anew(given: Given, shelf: Shelf, folder: str) -> Said:
    """What there is to say now: of what changed, else of the whole. Only here the compiler is loaded."""
    from qanun.tools.changes import Checking

    checking = Checking(shelf, folder, given.compiler, given.articles)
    found = checking.check(checking.law(given.texts, given.accepted))
    checking.shelve()
    return Said(found.said, found.looked_at)


def _kept(shelf: Shelf, name: str, given: Given) -> Said | None:
    """What the last check said, if it was given the same."""
    text = shelf.get(name)
    if text is None:
        return None
    try:
        fingerprint, plain, looked_at = json.loads(text)
        if fingerprint != given.fingerprint:
            return None
        return Said(from_plain(plain, given.by_path), str(looked_at))
    except (ValueError, TypeError, KeyError):
        return None


def _keep(shelf: Shelf, name: str, given: Given, said: Said) -> None:
    if all(paths(one) <= given.by_path.keys() for one in said.diagnostics):
        shelf.put(name, json.dumps([given.fingerprint, as_plain(said.diagnostics), said.looked_at]))
        shelf.tidy()
