"""The files that the statutes make, from what an earlier build kept where nothing has changed since."""

import json

from attrs import frozen

from qanun import project
from qanun.diagnostics.model import Diagnostic
from qanun.diagnostics.plain import as_plain, from_plain, paths
from qanun.project import Project
from qanun.tools import fingerprints
from qanun.tools.checked import LAST, Given
from qanun.tools.shelf import Shelf


@frozen
class Built:
    """What is to be said of the statutes, and every generated file by its path below the generated folder.

    `files` is None where an error keeps them from being made.
    """

    diagnostics: tuple[Diagnostic, ...]
    files: dict[str, str] | None


def build(found: Project, shelf: Shelf) -> Built:
    """The files of a project. The same as without a shelf, but sooner."""
    texts = project.read_statutes(found)
    accepted = project.read_accepted(found)
    said = texts.diagnostics + accepted.diagnostics
    if any(one.is_error for one in said):
        return Built(said, None)
    given = Given(texts.value, accepted.value, fingerprints.compiler(), found.articles)
    name = f"builds/{fingerprints.words((str(found.statutes), found.package))}/{LAST}"
    made = _kept(shelf, name, given)
    if made is None:
        made = _anew(given, found.package)
        _keep(shelf, name, given, made)
    return Built(said + made.diagnostics, made.files)


def _anew(given: Given, package: str) -> Built:
    """The files as they are made now. Only here the compiler is loaded."""
    from qanun.pipeline import compile
    from qanun.targets import python

    outcome = compile(given.texts, given.accepted, given.articles)
    program = outcome.value.program
    if program is None or outcome.errors:
        return Built(outcome.diagnostics, None)
    return Built(outcome.diagnostics, dict(python.generate(program, package)))


def _kept(shelf: Shelf, name: str, given: Given) -> Built | None:
    """What the last build made, if it was given the same."""
    text = shelf.get(name)
    if text is None:
        return None
    try:
        fingerprint, plain, files = json.loads(text)
        if fingerprint != given.fingerprint:
            return None
        return Built(from_plain(plain, given.by_path), {str(path): str(files[path]) for path in files})
    except (ValueError, TypeError, KeyError):
        return None


def _keep(shelf: Shelf, name: str, given: Given, made: Built) -> None:
    """Keep what was made; nothing of statutes with an error."""
    if made.files is not None and all(paths(one) <= given.by_path.keys() for one in made.diagnostics):
        shelf.put(name, json.dumps([given.fingerprint, as_plain(made.diagnostics), made.files]))
        shelf.tidy()
