"""The law of a folder or of a git revision, compiled."""

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from attrs import frozen

from qanun.diagnostics.nearest import nearest
from qanun.project import Project
from qanun.tools.loading import Loaded, load


class NoLaw(Exception):
    """What was named is neither a project nor a revision; the text is a sentence."""


@frozen(eq=False)
class Side:
    """A law as the user named it."""

    name: str
    loaded: Loaded


def of_folder(folder: str) -> Side:
    """The law of the project in a folder. NoLaw if there is none."""
    if not (Path(folder) / "pyproject.toml").is_file():
        raise NoLaw(f"there is no project in `{folder}`: it has no pyproject.toml")
    return Side(folder, load(Path(folder)))


def of_revision(revision: str, here: Project) -> Side:
    """The law of a project as a git revision has it. NoLaw if there is none."""
    with _checked_out(revision, here.root) as found:
        return Side(revision, load(found))


@contextmanager
def _checked_out(revision: str, root: Path) -> Iterator[Path]:
    """The project as a revision has it, in a folder that is gone afterwards."""
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        raise NoLaw(_no_such(revision, root))
    archive = _git(root, "archive", "--format=tar", commit.decode().strip())
    if archive is None:
        raise NoLaw(f"git cannot read the revision `{revision}`")
    with tempfile.TemporaryDirectory() as folder, tarfile.open(fileobj=io.BytesIO(archive)) as files:
        wanted = [one for one in files if one.name.endswith((".md", ".toml", ".txt"))]
        files.extractall(folder, wanted, filter="data")
        if not (Path(folder) / "pyproject.toml").is_file():
            raise NoLaw(f"the revision `{revision}` has no project here: no pyproject.toml")
        yield Path(folder)


def _no_such(revision: str, root: Path) -> str:
    if _git(root, "rev-parse", "--git-dir") is None:
        return f"there is no folder `{revision}`, and this project is not kept in git"
    known = (_git(root, "for-each-ref", "--format=%(refname:short)") or b"").decode().split()
    near = nearest(revision, known)
    hint = f"; did you mean `{near}`?" if near else ""
    return f"there is neither a folder nor a git revision `{revision}`{hint}"


def _git(root: Path, *arguments: str) -> bytes | None:
    """What git says; None where it fails, or is not there."""
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
