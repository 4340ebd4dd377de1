"""The pytest plugin: collects the scenarios on a project's pages of law.

It is loaded in every project in whose environment Qanun is installed, so it looks at nothing but the first
line of the `.md` files that pytest offers (of pages of cases, that of their law), and imports the compiler
only once a page of law has been found.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from _pytest._code.code import TerminalRepr, TracebackStyle

    from qanun.core.rules import Program, Scenario
    from qanun.project import Project
    from qanun.tools.loading import Loaded

_CASES = ".cases.md"
_PROJECT = pytest.StashKey["dict[Path, Project | None]"]()
_LOADED = pytest.StashKey["dict[Path, Loaded]"]()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A page of law below the statutes' folder of a project; nothing else."""
    if file_path.suffix != ".md" or not _has_front_matter(_law_of(file_path)):
        return None
    found = _project(file_path.parent, parent.config)
    if found is None or not file_path.resolve().is_relative_to(found.statutes.resolve()):
        return None
    page: LawPage = LawPage.from_parent(parent, path=file_path)
    return page


class LawPage(pytest.File):
    """One page of law: its scenarios are the tests, or its mistakes are one failing test."""

    def collect(self) -> Iterator[pytest.Item]:
        loaded = _load(self.path, self.config)
        if loaded.program is None or loaded.project is None or not loaded.sound:
            unsound: Unsound = Unsound.from_parent(self, name="compiles")
            unsound.loaded = loaded
            yield unsound
            return
        shown = loaded.project.shown(self.path.resolve())
        for scenario in loaded.program.scenarios:
            if scenario.site.path == shown:
                item: ScenarioItem = ScenarioItem.from_parent(self, name=scenario.title)
                item.program, item.scenario = loaded.program, scenario
                yield item


class Failed(Exception):
    """What a test of a page of law has to say; its text is the whole report."""


class _LawItem(pytest.Item):
    """A test whose failure is told in the law's words, without a traceback."""

    def repr_failure(
        self, excinfo: pytest.ExceptionInfo[BaseException], style: TracebackStyle | None = None
    ) -> str | TerminalRepr:
        if isinstance(excinfo.value, Failed):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)


class Unsound(_LawItem):
    """The statutes do not compile."""

    loaded: Loaded

    def runtest(self) -> None:
        from qanun.diagnostics.render import as_text

        raise Failed(as_text(self.loaded.diagnostics, False))

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, 0, f"{self.path.name} compiles"


class ScenarioItem(_LawItem):
    """One scenario."""

    program: Program
    scenario: Scenario

    def runtest(self) -> None:
        from qanun.verify.scenarios import run

        result = run(self.program, self.scenario)
        if not result.passed:
            raise Failed("\n".join(result.failures))

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.scenario.site.line - 1, self.name


def _law_of(path: Path) -> Path:
    """The page of law to which a file belongs: itself, or that beside a page of cases."""
    return path.with_name(f"{path.name.removesuffix(_CASES)}.md") if path.name.endswith(_CASES) else path


def _has_front_matter(path: Path) -> bool:
    """Whether the file's first line opens front matter."""
    try:
        with path.open("rb") as file:
            return file.readline(8).strip(b"\xef\xbb\xbf\r\n") == b"---"
    except OSError:
        return False


def _project(folder: Path, config: pytest.Config) -> Project | None:
    """The project around a folder, looked for once."""
    from qanun.project import locate

    known = config.stash.setdefault(_PROJECT, {})
    if folder not in known:
        known[folder] = locate(folder).value
    return known[folder]


def _load(path: Path, config: pytest.Config) -> Loaded:
    """The compiled project, once a run."""
    from qanun.tools.loading import load

    found = _project(path.parent, config)
    assert found is not None
    known = config.stash.setdefault(_LOADED, {})
    if found.root not in known:
        known[found.root] = load(found.root)
    return known[found.root]
