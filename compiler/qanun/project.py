"""The compiler's only file access: a project's settings, its statutes, and what is generated from them.

A project is a folder whose `pyproject.toml` has a table `[tool.qanun]`:

    [tool.qanun]
    statutes = "statutes/azerbaijan"     # the pages of law, *.md
    package = "qanun_azerbaijan"         # the import package that is generated
    generated = "generated"              # the folder it is generated in
    articles = ["Maddə"]                 # words that open an article beside Article, Paragraph, Section and §
"""

import errno
import keyword
import os
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import TypeGuard

from attrs import frozen

from qanun import disk
from qanun.diagnostics.model import Diagnostic, Kind, Outcome
from qanun.left_out import LEFT_OUT, almost_pages
from qanun.text import Span, Text
from qanun.written import LIST, Wrote, with_list

ACCEPTED = "accepted.txt"
"""The file, beside the pages of law, of the fingerprints under which their rules were accepted."""

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_KEYS = {"statutes": "statutes", "package": "law", "generated": "generated"}

NO_PROJECT = Kind(
    code="Q0700",
    title="there is no project in this folder or above it",
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
    remedy="use one of: statutes, package, generated, articles",
)
WRONG_SETTING = Kind(
    code="Q0703",
    title="the setting `{key}` cannot be used: {reason}",
    why="Folders are given as texts, relative to the project; the package is a Python name; `articles` are "
    "words.",
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
TOO_LARGE = Kind(
    code="Q0790",
    title="the file is too large: more than {most} MB",
    why="No page of law is so long; such a file is not read at all.",
    remedy="take the file away, or divide it into several",
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
    remedy="make the folder and the file writable",
)
DISK_FULL = Kind(
    code="Q0720",
    title="`{path}` cannot be written: {reason}",
    why="What cannot be written whole is not written at all; what stood there stands as it was.",
    remedy="make room on the disk, then run the command again",
)
CHANGED_MEANWHILE = Kind(
    code="Q0721",
    title="`{path}` was changed by somebody else meanwhile, and is left as it is",
    why="What somebody saved while the page was laid out would be lost.",
    remedy="run the command again",
)
UNWRITTEN = (UNWRITABLE, DISK_FULL)
"""The mistakes that are the disk's, not the law's."""


@frozen
class Project:
    """Where a project's files are. `statutes` and `generated` are folders below `root`.

    `articles` are the words that open an article on its pages beside the English ones.
    """

    root: Path
    statutes: Path
    package: str
    generated: Path
    articles: tuple[str, ...] = ()

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
        except ValueError:
            reason = "a number in it has more digits than can be read"
            return Outcome(None, (BAD_SETTINGS.at(_long_number(read.value), reason=reason),))
        tool = settings.get("tool", {})
        if isinstance(tool, dict) and "qanun" in tool:
            return _settled(folder, read.value, tool["qanun"])
    nowhere = Text("pyproject.toml", "")
    return Outcome(None, (NO_PROJECT.at(nowhere.span(0, 0)),))


def read_statutes(project: Project) -> Outcome[tuple[Text, ...]]:
    """Every page of law, in the order of its path, exactly as the file has it."""
    texts: list[Text] = []
    diagnostics: list[Diagnostic] = []
    for path in statute_files(project):
        read = _read(path, project.shown(path))
        diagnostics.extend(read.diagnostics)
        if read.value is not None:
            texts.append(read.value)
    for path in almost_pages(project.statutes, {*statute_files(project), project.statutes / ACCEPTED}):
        text = _read(path, project.shown(path)).value or Text(project.shown(path), "")
        diagnostics.append(LEFT_OUT.at(text.span(0, 0), name=path.name, meant=f"{path.stem.lower()}.md"))
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


def write_beside(project: Project, name: str, content: str) -> Outcome[bool]:
    """Write a file beside the pages of law; the value says whether it changed."""
    path = project.statutes / name
    return _write(path, project.shown(path), content)


def write_generated(project: Project, wanted: Mapping[str, str]) -> Outcome[Written]:
    """Make the package's generated files exactly `wanted`, all at once. Paths are relative to its folder.

    With a diagnostic nothing is changed, nor where the build is killed. An unchanged file is not touched; a
    file of an earlier build that is no longer made is removed; what the compiler did not write stays.
    """
    package = _inside(project.generated, project.package)
    wanted = with_list(project.package, wanted)
    contents = {_inside(project.generated, name): text.encode() for name, text in sorted(wanted.items())}
    nothing = Written((), (), ())
    try:
        with disk.alone(package):
            wrote = Wrote.into(package)
            changed = [path for path, data in contents.items() if not _holds(path, data)]
            strange = [path for path in changed if os.path.lexists(path) and not wrote.has(path)]
            gone = wrote.left_over(path.relative_to(package).as_posix() for path in contents)
            locked = [
                path for path in (package, *changed, *map(package.joinpath, gone)) if disk.read_only(path)
            ]
            if strange or ((changed or gone) and locked):
                refused = [_not_ours(project, path) for path in strange]
                return Outcome(nothing, (*refused, *(_locked(project, path) for path in locked)))
            if changed or gone:
                names = {path.relative_to(package).as_posix(): contents[path] for path in changed}
                disk.change(package, names, gone)
    except OSError as error:
        return Outcome(nothing, (_unwritable(project.shown(package), error),))
    listed = [path.relative_to(project.generated).as_posix() for path in contents if path.name != LIST]
    done = {path.relative_to(project.generated).as_posix() for path in changed}
    removed = tuple(f"{project.package}/{name}" for name in gone)
    fresh, same = (tuple(n for n in listed if (n in done) is new) for new in (True, False))
    return Outcome(Written(fresh, removed, same))


def read_generated(project: Project) -> dict[str, str]:
    """The modules and the laws' files of an earlier build by path; what cannot be read is left out."""
    below = project.generated / project.package
    wrote = Wrote.into(below)
    found: dict[str, str] = {}
    for path in sorted([*below.rglob("*.py"), *below.rglob("*.json")]):
        read = _read(path, path.name)
        if read.value is not None and wrote.has(path):
            found[path.relative_to(project.generated).as_posix()] = read.value.content
    return found


def check_generated(project: Project, files: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """One diagnostic for each generated file that is missing, differs, or is no longer made."""
    found: list[Diagnostic] = []
    package = project.generated / project.package
    files = with_list(project.package, files)
    for name in sorted(files):
        path = _inside(project.generated, name)
        state = "is missing" if not path.is_file() else "differs from what the statutes say"
        if not path.is_file() or path.read_bytes() != files[name].encode():
            found.append(_stale(project, path, state))
    made = ((project.generated / name).relative_to(package).as_posix() for name in files)
    left_over = (package / name for name in Wrote.into(package).left_over(made))
    return (*found, *(_stale(project, path, "is no longer made") for path in left_over))


def read_file(path: Path) -> Outcome[Text | None]:
    """One file that a user names on the command line, such as the facts of a case."""
    return _read(path, str(path), pipes=True)


def read_page(path: Path, shown: str) -> Outcome[Text | None]:
    """One page, called as the user names it."""
    return _read(path, shown)


def write_page(path: Path, shown: str, content: str, before: str) -> Outcome[bool]:
    """Put a page's new content in its place in one step; the value says whether it changed.

    `before` is what was read there; what somebody changed since stays.
    """
    try:
        if not _holds(path, before.encode()):
            return Outcome(False, (CHANGED_MEANWHILE.at(Text(shown, "").span(0, 0), path=shown),))
    except OSError as error:
        return Outcome(False, (_unwritable(shown, error),))
    return _write(path, shown, content)


def write_new(folder: Path, files: Mapping[str, str]) -> tuple[str, ...]:
    """Write a new project's files into `folder`; where some stand in the way, only name them."""
    in_the_way = tuple(sorted(name for name in files if os.path.lexists(folder / name)))
    if in_the_way:
        return in_the_way
    for name, content in files.items():
        disk.replace(_inside(folder, name), content.encode())
    return ()


def write_schemas(folder: Path, files: Mapping[str, str]) -> None:
    """Write files that a user asked for into a folder, over what stood there. May raise OSError."""
    for name, content in files.items():
        disk.replace(_inside(folder, name), content.encode())


def _settled(root: Path, text: Text, table: object) -> Outcome[Project | None]:
    """The project that `[tool.qanun]` describes, or what is wrong with the table."""
    place = _line_of(text, "[tool.qanun]")
    if not isinstance(table, dict):
        return Outcome(None, (WRONG_SETTING.at(place, key="tool.qanun", reason="it is not a table"),))
    found: list[Diagnostic] = []
    for key in table:
        if key not in _KEYS and key != "articles":
            found.append(UNKNOWN_SETTING.at(_line_of(text, str(key)), key=key))
    values = {key: table.get(key, default) for key, default in _KEYS.items()}
    for key, value in values.items():
        reason = _objection(root, key, value)
        if reason:
            found.append(WRONG_SETTING.at(_line_of(text, key), key=key, reason=reason))
    articles = table.get("articles", [])
    if not _are_words(articles):
        reason = 'it must be a list of words without numbers, such as `["Maddə"]`'
        found.append(WRONG_SETTING.at(_line_of(text, "articles"), key="articles", reason=reason))
    if found:
        return Outcome(None, tuple(found))
    return Outcome(
        Project(
            root=root,
            statutes=_inside(root, str(values["statutes"])),
            package=str(values["package"]),
            generated=_inside(root, str(values["generated"])),
            articles=tuple(articles),
        )
    )


def _objection(root: Path, key: str, value: object) -> str:
    """What is wrong with a setting's value; empty where nothing is."""
    if not isinstance(value, str) or not value:
        return "it must be a text"
    if key == "package":
        usable = value.isidentifier() and not keyword.iskeyword(value) and value != "qanun"
        same = unicodedata.normalize("NFKC", value) == value
        return "" if usable and same else "Python cannot import a package of this name"
    if PurePosixPath(value).is_absolute() or ".." in PurePosixPath(value).parts:
        return "the folder is not given relative to the project"
    try:
        target = (root / value).resolve()
        target.exists()
    except (OSError, RuntimeError, ValueError):
        return "no folder can be there"
    return "" if target.is_relative_to(root) else "the folder is outside the project"


def _are_words(value: object) -> TypeGuard[list[str]]:
    """Whether a setting is a list of words, each a sign or letters alone."""
    return isinstance(value, list) and all(isinstance(one, str) and _WORD.fullmatch(one) for one in value)


_WORD = re.compile(r"§|[^\W\d_]+\.?")


def _inside(folder: Path, name: str) -> Path:
    """The file `name` below `folder`. A name that leads out of it is a bug of the compiler."""
    parts = PurePosixPath(name)
    if parts.is_absolute() or ".." in parts.parts:
        raise ValueError(f"{name} leads out of {folder}")
    return folder / parts


def _read(path: Path, shown: str, *, pipes: bool = False) -> Outcome[Text | None]:
    """A file as text, no character changed; None with a diagnostic where it cannot be read."""
    try:
        data = disk.read(path, pipes=pipes)
    except (OSError, ValueError) as error:
        kind = TOO_LARGE if isinstance(error, OSError) and error.errno == errno.EFBIG else UNREADABLE
        place = Text(shown, "").span(0, 0)
        return Outcome(None, (kind.at(place, reason=reason(error), most=disk.LARGEST // disk.MEGABYTE),))
    return decoded(data, shown)


def decoded(data: bytes, shown: str) -> Outcome[Text | None]:
    """The text of a file's bytes; None with a diagnostic where they are not UTF-8."""
    try:
        return Outcome(Text(shown, data.decode("utf-8")))
    except UnicodeDecodeError as error:
        start = len(data[: error.start].decode("utf-8"))
        text = Text(shown, data.decode("utf-8", errors="replace"))
        return Outcome(None, (NOT_UTF8.at(text.span(start, start + 1)),))


def _write(path: Path, shown: str, content: str) -> Outcome[bool]:
    """Put `content` at `path` unless it is there already; the value says whether anything changed."""
    try:
        if _holds(path, content.encode()):
            return Outcome(False)
        disk.replace(path, content.encode())
    except OSError as error:
        return Outcome(False, (_unwritable(shown, error),))
    return Outcome(True)


def _holds(path: Path, content: bytes) -> bool:
    """Whether a file has just this content."""
    return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content


def reason(error: Exception) -> str:
    """Why something could not be read or written."""
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        return "the disk is full" if error.errno == errno.ENOSPC else "the quota of the disk is used up"
    return (error.strerror if isinstance(error, OSError) else str(error)) or type(error).__name__


def _unwritable(shown: str, error: OSError) -> Diagnostic:
    kind = DISK_FULL if error.errno in _NO_ROOM else UNWRITABLE
    return kind.at(Text(shown, "").span(0, 0), path=shown, reason=reason(error))


def _locked(project: Project, path: Path) -> Diagnostic:
    return _unwritable(project.shown(path), PermissionError(errno.EACCES, disk.READ_ONLY))


def _not_ours(project: Project, path: Path) -> Diagnostic:
    shown = project.shown(path)
    return NOT_OURS.at(Text(shown, "").span(0, 0), path=shown)


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


def _long_number(text: Text) -> Span:
    """The first number that is longer than any setting, or the file's start."""
    found = re.search(r"[0-9][0-9a-fA-F_]{999,}", text.content)
    return text.span(found.start(), found.end()) if found is not None else text.span(0, 0)


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
