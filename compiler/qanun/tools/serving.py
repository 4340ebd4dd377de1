"""What is served of a project, and whether it may be: the package is what the statutes say."""

from attrs import frozen

from qanun import project
from qanun.diagnostics.model import Diagnostic
from qanun.project import Project
from qanun.service.companion import NOTHING, Companion
from qanun.tools import built, fingerprints
from qanun.tools.checked import Given
from qanun.tools.loading import load
from qanun.tools.questions import questions
from qanun.tools.shelf import Shelf

FOLDER = "served"
"""Where companions are kept."""


@frozen
class Servable:
    """What the statutes say beside a package; None, with the reasons, where it may not be served."""

    companion: Companion | None
    diagnostics: tuple[Diagnostic, ...] = ()


def servable(found: Project, shelf: Shelf) -> Servable:
    """Whether the package of a project is there, and is what its statutes say."""
    made = built.build(found, shelf)
    if made.files is None:
        return Servable(None, made.diagnostics)
    stale = project.check_generated(found, made.files)
    if stale:
        return Servable(None, stale)
    texts, accepted = project.read_statutes(found), project.read_accepted(found)
    given = Given(texts.value, accepted.value, fingerprints.compiler(), found.articles)
    name = f"{FOLDER}/{fingerprints.words((str(found.statutes), found.package))}"
    kept = shelf.get(name)
    if kept is not None:
        fingerprint, _, text = kept.partition("\n")
        if fingerprint == given.fingerprint:
            return Servable(Companion.from_text(text))
    companion = _anew(found)
    shelf.put(name, f"{given.fingerprint}\n{companion.as_text()}")
    return Servable(companion)


def _anew(found: Project) -> Companion:
    """Of statutes without a mistake. Only here the compiler is loaded."""
    from qanun.tools.beside import companion

    loaded = load(found.root)
    if loaded.compiled is None or loaded.program is None:
        return NOTHING
    return companion(loaded.compiled, loaded.program, questions(found))
