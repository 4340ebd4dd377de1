"""The compiler's only file access: a project's settings, its statutes, and what is generated from them.

A project is a folder whose `pyproject.toml` has a table `[tool.qanun]`:

    [tool.qanun]
    statutes = "statutes/azerbaijan"     # the pages of law, *.md
    package = "qanun_azerbaijan"         # the import package that is generated
    generated = "generated"              # the folder it is generated in
"""

import os
import tempfile
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from attrs import frozen

from qanun.diagnostics.model import Diagnostic, Kind, Outcome
from qanun.text import Span, Text

MARKER = "qanun build"
"""Words at the head of every generated file. Only a file that has them is replaced or removed."""

ACCEPTED = "accepted.txt"
"""The file, beside the pages of law, of the fingerprints under which their rules were accepted."""

_HEAD = 600  # characters in which MARKER must stand
_KEYS = {"statutes": "statutes", "package": "law", "generated": "generated"}

NO_PROJECT = Kind(
    code="Q0700",
    title="there is no project in `{folder}` or above it",
    why="The compiler finds the pages of law through the table [tool.qanun] of a pyproject.toml.",
    remedy="go to the project's folder, or make a project with `qanun new FOLDER`",
)
BAD_SETTINGS = Kind(
    code="Q0701",
    title="the project's settings cannot be read: {reason}",
    why="pyproject.toml must be valid TOML in UTF-8.",
    remedy="mend the line in pyproject.toml",
)
UNKNOWN_SETTING = Kind(
    code="Q0702",
    title="`{key}` is not a setting of [tool.qanun]",
    why="A misspelt setting would otherwise be passed over in silence.",
    remedy="use one of: statutes, package, generated",
)
WRONG_SETTING = Kind(
    code="Q0703",
    title="the setting `{key}` cannot be used: {reason}",
    why="Folders are given as texts, relative to the project; the package is a Python name.",
    remedy="correct `{key}` in [tool.qanun]",
)
NOT_UTF8 = Kind(
    code="Q0704",
    title="the character here is not written in UTF-8",
    why="A page of law is a text file in UTF-8; a letter read wrongly could change the law.",
    remedy="save the file in UTF-8",
)
UNREADABLE = Kind(
    code="Q0705",
    title="the file cannot be read: {reason}",
    why="Every page in the statutes' folder belongs to the law.",
    remedy="make the file readable, or take it out of the statutes' folder",
)
NO_PAGES = Kind(
    code="Q0706",
    title="there is no page of law in `{folder}`",
    why="The setting `statutes` names the folder of the Markdown pages.",
    remedy="write a page there, or correct `statutes` in [tool.qanun]",
)
NOT_OURS = Kind(
    code="Q0707",
    title="`{path}` was not written by the compiler, and is left as it is",
    why="The compiler replaces and removes only files that it wrote.",
    remedy="move the file out of the generated folder, or name another folder in [tool.qanun]",
)
STALE = Kind(
    code="Q0708",
    title="the generated file `{path}` {state}",
    why="What is committed must be what the statutes say.",
    remedy="run `qanun build`",
)
UNWRITABLE = Kind(
    code="Q0709",
    title="`{path}` cannot be written: {reason}",
    why="The generated files are written beside the project's other files.",
    remedy="make the folder writable",
)


@frozen
class Project:
    """Where a project's files are. `statutes` and `generated` are folders below `root`."""

    root: Path
    statutes: Path
    package: str
    generated: Path

    def shown(self, path: Path) -> str:
        """The path as the user names it: relative to the root, with forward slashes."""
        return path.relative_to(self.root).as_posix()


@frozen
class Written:
    """What `write_generated` did; paths relative to the generated folder, sorted."""

    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]


def locate(start: Path) -> Outcome[Project | None]:
    """The project in `start` or the nearest folder above it; None with a diagnostic where there is none."""
    for folder in (start.resolve(), *start.resolve().parents):
        file = folder / "pyproject.toml"
        if not file.is_file():
            continue
        read = _read(file, file.name)
        if read.value is None:
            return Outcome(None, read.diagnostics)
        try:
            settings = tomllib.loads(read.value.content)
        except tomllib.TOMLDecodeError as error:
            return Outcome(None, (BAD_SETTINGS.at(_place_of(read.value, error), reason=_first_line(error)),))
        tool = settings.get("tool", {})
        if isinstance(tool, dict) and "qanun" in tool:
            return _settled(folder, read.value, tool["qanun"])
    nowhere = Text("pyproject.toml", "")
    return Outcome(None, (NO_PROJECT.at(nowhere.span(0, 0), folder=start),))


def read_statutes(project: Project) -> Outcome[tuple[Text, ...]]:
    """Every page of law, in the order of its path, exactly as the file has it."""
    texts: list[Text] = []
    diagnostics: list[Diagnostic] = []
    for path in statute_files(project):
        read = _read(path, project.shown(path))
        diagnostics.extend(read.diagnostics)
        if read.value is not None:
            texts.append(read.value)
    if not texts and not diagnostics:
        folder = project.shown(project.statutes)
        diagnostics.append(NO_PAGES.at(Text("pyproject.toml", "").span(0, 0), folder=folder))
    return Outcome(tuple(texts), tuple(diagnostics))


def statute_files(project: Project) -> tuple[Path, ...]:
    """The pages of law: `*.md` below the statutes' folder, but for a README and hidden files, sorted."""
    found = project.statutes.rglob("*.md") if project.statutes.is_dir() else iter(())
    pages = [p for p in found if p.name != "README.md" and not _hidden(p.relative_to(project.statutes))]
    return tuple(sorted(pages, key=lambda path: path.as_posix()))


def snapshot(project: Project) -> dict[str, tuple[int, int]]:
    """Time and size of every file that the compiler reads: it changes when one of them does."""
    files = [project.root / "pyproject.toml", project.statutes / ACCEPTED, *statute_files(project)]
    seen: dict[str, tuple[int, int]] = {}
    for path in files:
        try:
            status = path.stat()
        except OSError:
            continue
        seen[str(path)] = (status.st_mtime_ns, status.st_size)
    return seen


def read_accepted(project: Project) -> Outcome[Text | None]:
    """The file of accepted fingerprints; None where there is none yet."""
    path = project.statutes / ACCEPTED
    return _read(path, project.shown(path)) if path.exists() else Outcome(None)


def write_accepted(project: Project, content: str) -> Outcome[bool]:
    """Write the file of accepted fingerprints; the value says whether it changed."""
    path = project.statutes / ACCEPTED
    return _write(path, project.shown(path), content)


def write_generated(project: Project, files: Mapping[str, str]) -> Outcome[Written]:
    """Make the package's generated files exactly `files` (paths relative to the generated folder).

    A file is written beside its place and then renamed, so that nobody reads half of one; an unchanged file
    is not touched; a file of an earlier build that is no longer made is removed.
    """
    changed: list[str] = []
    diagnostics: list[Diagnostic] = []
    unchanged: list[str] = []
    for name in sorted(files):
        path = _inside(project.generated, name)
        shown = project.shown(path)
        if path.exists() and not _may_replace(path):
            diagnostics.append(NOT_OURS.at(Text(shown, "").span(0, 0), path=shown))
            continue
        outcome = _write(path, shown, files[name])
        diagnostics.extend(outcome.diagnostics)
        (changed if outcome.value else unchanged).append(name)
    removed = _left_over(project, files)
    for name in removed:
        (project.generated / name).unlink(missing_ok=True)
    return Outcome(Written(tuple(changed), removed, tuple(unchanged)), tuple(diagnostics))


def check_generated(project: Project, files: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """One diagnostic for each generated file that is missing, differs, or is no longer made."""
    found: list[Diagnostic] = []
    for name in sorted(files):
        path = _inside(project.generated, name)
        state = "is missing" if not path.is_file() else "differs from what the statutes say"
        if not path.is_file() or path.read_bytes() != files[name].encode():
            found.append(_stale(project, path, state))
    left_over = (project.generated / name for name in _left_over(project, files))
    return (*found, *(_stale(project, path, "is no longer made") for path in left_over))


def read_file(path: Path) -> Outcome[Text | None]:
    """One file that a user names on the command line, such as the facts of a case."""
    return _read(path, str(path))


def write_new(folder: Path, files: Mapping[str, str]) -> tuple[str, ...]:
    """Write a new project's files into `folder`; where some stand in the way, only name them."""
    in_the_way = tuple(sorted(name for name in files if (folder / name).exists()))
    if in_the_way:
        return in_the_way
    for name, content in files.items():
        _replace(_inside(folder, name), content)
    return ()


def _settled(root: Path, text: Text, table: object) -> Outcome[Project | None]:
    """The project that `[tool.qanun]` describes, or what is wrong with the table."""
    place = _line_of(text, "[tool.qanun]")
    if not isinstance(table, dict):
        return Outcome(None, (WRONG_SETTING.at(place, key="tool.qanun", reason="it is not a table"),))
    found: list[Diagnostic] = []
    for key in table:
        if key not in _KEYS:
            found.append(UNKNOWN_SETTING.at(_line_of(text, str(key)), key=key))
    values = {key: table.get(key, default) for key, default in _KEYS.items()}
    for key, value in values.items():
        reason = _objection(root, key, value)
        if reason:
            found.append(WRONG_SETTING.at(_line_of(text, key), key=key, reason=reason))
    if found:
        return Outcome(None, tuple(found))
    return Outcome(
        Project(
            root=root,
            statutes=_inside(root, str(values["statutes"])),
            package=str(values["package"]),
            generated=_inside(root, str(values["generated"])),
        )
    )


def _objection(root: Path, key: str, value: object) -> str:
    """What is wrong with a setting's value; empty where nothing is."""
    if not isinstance(value, str) or not value:
        return "it must be a text"
    if key == "package":
        return "" if value.isidentifier() else "it is not a Python name"
    target = (root / value).resolve()
    return "" if target.is_relative_to(root) else "the folder is outside the project"


def _inside(folder: Path, name: str) -> Path:
    """The file `name` below `folder`. A name that leads out of it is a bug of the compiler."""
    parts = PurePosixPath(name)
    if parts.is_absolute() or ".." in parts.parts:
        raise ValueError(f"{name} leads out of {folder}")
    return folder / parts


def _read(path: Path, shown: str) -> Outcome[Text | None]:
    """A file as text, no character changed; None with a diagnostic where it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return Outcome(None, (UNREADABLE.at(Text(shown, "").span(0, 0), reason=reason),))
    try:
        return Outcome(Text(shown, data.decode("utf-8")))
    except UnicodeDecodeError as error:
        start = len(data[: error.start].decode("utf-8"))
        text = Text(shown, data.decode("utf-8", errors="replace"))
        return Outcome(None, (NOT_UTF8.at(text.span(start, start + 1)),))


def _write(path: Path, shown: str, content: str) -> Outcome[bool]:
    """Put `content` at `path` unless it is there already; the value says whether anything changed."""
    try:
        if path.is_file() and path.read_bytes() == content.encode():
            return Outcome(False)
        _replace(path, content)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return Outcome(False, (UNWRITABLE.at(Text(shown, "").span(0, 0), path=shown, reason=reason),))
    return Outcome(True)


def _replace(path: Path, content: str) -> None:
    """Write a file beside its place, then put it there in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode())
        temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _may_replace(path: Path) -> bool:
    """Whether the compiler wrote this file, or it is empty."""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    return not head.strip() or MARKER in head


def _left_over(project: Project, files: Iterable[str]) -> tuple[str, ...]:
    """Generated files of an earlier build, relative to the generated folder, that are no longer made."""
    made = set(files)
    below = project.generated / project.package
    present = (p for p in below.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    names = {p.relative_to(project.generated).as_posix(): p for p in present}
    return tuple(sorted(n for n, p in names.items() if n not in made and _carries_marker(p)))


def _carries_marker(path: Path) -> bool:
    with path.open(encoding="utf-8", errors="replace") as file:
        return MARKER in file.read(_HEAD)


def _stale(project: Project, path: Path, state: str) -> Diagnostic:
    shown = project.shown(path)
    return STALE.at(Text(shown, "").span(0, 0), path=shown, state=state)


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _place_of(text: Text, error: tomllib.TOMLDecodeError) -> Span:
    """The line that a TOML error names, or the file's start."""
    words = str(error).replace(",", " ").split()
    number = next((words[i + 1] for i, word in enumerate(words[:-1]) if word == "line"), "1")
    line = min(int(number), len(text.line_starts)) if number.isdigit() else 1
    start = text.line_starts[line - 1]
    return text.span(start, start + len(text.line(line)))


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]


def _line_of(text: Text, words: str) -> Span:
    """Where `words` first start a line at or below the table's head, else the file's start."""
    table = max(text.content.find("[tool.qanun]"), 0)
    for number in range(text.line_of(table), len(text.line_starts) + 1):
        if text.line(number).lstrip().startswith(words):
            start = text.line_starts[number - 1]
            return text.span(start, start + len(text.line(number)))
    return text.span(0, 0)
