"""The law as a package of npm: what its files are."""

import os
import re
import tomllib
from pathlib import Path

from qanun import disk
from qanun.project import Project
from qanun.targets.javascript import npm
from qanun.tools.built import Built
from qanun.tools.loading import load


def folder(found: Project, name: str) -> Path | None:
    """The folder in which the package stands, as a user names it; None where it is outside the project."""
    target = Path(os.path.abspath(found.root / name))
    return target if target.is_relative_to(found.root) and target != found.root else None


def build(found: Project) -> Built:
    """The files of the package, by their paths below the folder in which it stands."""
    loaded = load(found.root)
    if loaded.program is None or not loaded.sound:
        return Built(loaded.diagnostics, None)
    return Built(loaded.diagnostics, npm.generate(loaded.program, found.package, _version(found)))


def _version(found: Project) -> str:
    """The version of the Python package, or of the project, in three numbers; 0.0.0 where neither has one."""
    for file in (found.generated / "pyproject.toml", found.root / "pyproject.toml"):
        try:
            settings = tomllib.loads(disk.read(file).decode())
        except (OSError, ValueError):
            continue
        version = settings.get("project", {}).get("version")
        if isinstance(version, str) and (numbers := re.match(r"\d+(\.\d+){0,2}", version)):
            parts = [str(int(part)) for part in numbers.group().split(".")]
            return ".".join([*parts, "0", "0"][:3])
    return "0.0.0"
