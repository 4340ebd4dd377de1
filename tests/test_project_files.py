"""Whatever happens to files, there is a clear word on it, and generated/ is as it was or as it is to be."""

import errno
import os
import random
import resource
import signal
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import pytest
from qanun import disk, project
from qanun.diagnostics.model import Diagnostic
from qanun.project import Project
from qanun.tools.cli.app import run
from qanun.tools.cli.exits import Exit
from qanun.written import LIST, MARKER

SETTINGS = '[tool.qanun]\nstatutes = "law"\npackage = "my_law"\ngenerated = "out"\n'
OURS = f"# {MARKER}; do not edit\n"
posix = pytest.mark.skipif(os.name != "posix", reason="the file system of POSIX")


@pytest.fixture
def found(tmp_path: Path) -> Project:
    """A project with one page."""
    (tmp_path / "pyproject.toml").write_text(SETTINGS)
    (tmp_path / "law").mkdir()
    (tmp_path / "law" / "a.md").write_text("---\n")
    located = project.locate(tmp_path)
    assert located.value is not None
    return located.value


def codes(diagnostics: tuple[Diagnostic, ...]) -> list[str]:
    return [one.kind.code for one in diagnostics]


def state(folder: Path) -> dict[str, str]:
    """What a folder holds."""
    paths = (path for path in folder.rglob("*") if path.is_file() and path.name != LIST)
    return {path.relative_to(folder).as_posix(): path.read_text() for path in paths}


# --- reading ----------------------------------------------------------------------------------------------


@posix
def test_a_pipe_among_the_statutes_is_not_waited_for(found: Project) -> None:
    """Nobody writes into it; the page is told and the others are read."""
    os.mkfifo(found.statutes / "b.md")
    read = project.read_statutes(found)
    assert [text.path for text in read.value] == ["law/a.md"]
    assert codes(read.diagnostics) == ["Q0705"]


def test_a_file_of_fifty_megabytes_is_refused_unread(found: Project) -> None:
    """It is told by its size; nothing of it is compiled."""
    with (found.statutes / "b.md").open("wb") as file:
        file.truncate(50 * disk.MEGABYTE)
    tracemalloc.start()
    read = project.read_statutes(found)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert codes(read.diagnostics) == ["Q0790"]
    assert "10 MB" in read.diagnostics[0].message
    assert most < 20 * disk.MEGABYTE


@posix
def test_a_device_is_never_read_to_its_end(found: Project) -> None:
    """One that ends nowhere is refused, as a page and as the facts of a case."""
    (found.statutes / "b.md").symlink_to("/dev/zero")
    assert codes(project.read_statutes(found).diagnostics) == ["Q0705"]
    assert codes(project.read_file(Path("/dev/zero")).diagnostics) == ["Q0790"]


@posix
def test_links_in_a_circle(found: Project) -> None:
    """A page that is a link to itself is told; a folder that holds itself is read once."""
    (found.statutes / "b.md").symlink_to("b.md")
    (found.statutes / "again").symlink_to(found.statutes, target_is_directory=True)
    read = project.read_statutes(found)
    assert [text.path for text in read.value] == ["law/a.md"]
    assert codes(read.diagnostics) == ["Q0705"]


@posix
@pytest.mark.parametrize("key", ["statutes", "generated"])
def test_settings_that_lead_in_a_circle(found: Project, key: str) -> None:
    """The folder is a link to itself."""
    (found.root / "round").symlink_to("round")
    (found.root / "pyproject.toml").write_text(f'[tool.qanun]\n{key} = "round"\n')
    assert codes(project.locate(found.root).diagnostics) == ["Q0703"]


@pytest.mark.parametrize("value", ["\\u0000", "x" * 5000, "law/\\u0000/x"])
def test_settings_that_no_folder_can_have(found: Project, value: str) -> None:
    """NUL, and a name that no file system takes."""
    (found.root / "pyproject.toml").write_text(f'[tool.qanun]\nstatutes = "{value}"\n')
    assert codes(project.locate(found.root).diagnostics) == ["Q0703"]


@pytest.mark.parametrize("package", ["class", "None", "ﬁne", "qanun"])
def test_packages_that_cannot_be_imported(found: Project, package: str) -> None:
    """A word of Python, a name that Python reads as another, and the compiler's own."""
    (found.root / "pyproject.toml").write_text(f'[tool.qanun]\npackage = "{package}"\n')
    assert codes(project.locate(found.root).diagnostics) == ["Q0703"]


def test_a_page_that_vanishes(found: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was there when the folder was listed, and is gone when it is to be read."""
    gone = found.statutes / "gone.md"
    listed = project.statute_files(found)
    monkeypatch.setattr(project, "statute_files", lambda _: (*listed, gone))
    read = project.read_statutes(found)
    assert codes(read.diagnostics) == ["Q0705"]
    assert "No such file" in read.diagnostics[0].message


# --- writing ----------------------------------------------------------------------------------------------


def first(found: Project) -> dict[str, str]:
    """A build as it was, with a file that somebody wrote by hand."""
    made = {f"my_law/{name}.py": OURS + f"{name} = 1\n" for name in "abcd"}
    project.write_generated(found, made)
    (found.generated / "my_law" / "hand.py").write_text("# by hand\n")
    return state(found.generated)


def second(size: int = 1) -> dict[str, str]:
    """A build that changes two files, drops one and adds two, one in a folder."""
    changed = {f"my_law/{name}.py": OURS + "x = 2\n" * size for name in ("a", "b", "new", "deep/new")}
    return {**changed, "my_law/c.py": OURS + "c = 1\n"}


def test_a_build_is_whole(found: Project) -> None:
    """What changed is new, what did not is untouched, and what somebody wrote by hand stays."""
    before = first(found)
    written = project.write_generated(found, second()).value
    assert written.changed == ("my_law/a.py", "my_law/b.py", "my_law/deep/new.py", "my_law/new.py")
    assert written.removed == ("my_law/d.py",)
    kept = {name: before[name] for name in ("my_law/c.py", "my_law/hand.py")}
    assert state(found.root / "out") == {**second(), **kept}


def test_a_file_in_the_place_of_the_folder(found: Project) -> None:
    """It is told and stays."""
    found.generated.write_text("mine")
    outcome = project.write_generated(found, second())
    assert codes(outcome.diagnostics) == ["Q0709"]
    assert found.generated.read_text() == "mine"


def test_one_file_in_the_way_keeps_all_from_being_written(found: Project) -> None:
    """A file written by hand is not replaced, and no half of a build is written beside it."""
    first(found)
    (found.generated / "my_law" / "new.py").write_text("# mine\n")
    before = state(found.generated)
    outcome = project.write_generated(found, second())
    assert codes(outcome.diagnostics) == ["Q0707"]
    assert outcome.value.changed == outcome.value.removed == ()
    assert state(found.generated) == before


@posix
def test_a_full_disk(found: Project) -> None:
    """No file may grow beyond 4 kB: one diagnostic, and everything as it was."""
    before = first(found)
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limit[1]))
    try:
        outcome = project.write_generated(found, second(size=5000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert codes(outcome.diagnostics) == ["Q0709"]
    assert "too large" in outcome.diagnostics[0].message
    assert state(found.generated) == before


def test_a_disk_that_fails_at_the_last_step(found: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The new folder is made whole, but cannot be put in its place."""
    before = first(found)

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(disk, "_change_places", fail)
    outcome = project.write_generated(found, second())
    assert codes(outcome.diagnostics) == ["Q0720"]
    assert "the disk is full" in outcome.diagnostics[0].message
    assert state(found.generated) == before


@pytest.mark.parametrize("cut", ["old", "new"])
def test_a_system_without_the_one_step(found: Project, monkeypatch: pytest.MonkeyPatch, cut: str) -> None:
    """Where folders change places in two steps, what was cut off between them is mended by the next build."""
    before = first(found)
    monkeypatch.setattr(disk.ctypes, "CDLL", lambda _: object())
    assert project.write_generated(found, second()).diagnostics == ()
    assert project.write_generated(found, {name: text for name, text in before.items() if "hand" not in name})
    assert state(found.generated) == before
    folder = found.generated / "my_law"
    work = found.generated / ".my_law.qanun-x1"
    work.mkdir()
    (work / "work-of-qanun-build").touch()
    if cut == "old":  # the old folder is out of its place, the new one not yet in it
        folder.rename(work / "old")
    (work / "new").mkdir()
    (work / "new" / "a.py").write_text("half")
    assert project.write_generated(found, second()).diagnostics == ()
    assert state(found.generated).keys() == {*second(), "my_law/hand.py"}


BUILD = """
import sys
from pathlib import Path
from qanun import disk, project
disk.PATIENCE = 3600
found = project.locate(Path(sys.argv[1])).value
marker = sys.argv[2]
for turn in range(10_000):
    made = {f"my_law/{n}.py": f"# generated by qanun\\n{marker}{turn}\\n" * 20 for n in range(25)}
    print("x", flush=True)
    assert not project.write_generated(found, made).diagnostics
"""


def builder(found: Project, marker: str) -> subprocess.Popen[bytes]:
    """Builds again and again, each time with another content in every file."""
    command = [sys.executable, "-c", BUILD, str(found.root), marker]
    return subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ})


@posix
def test_a_build_that_is_killed(found: Project) -> None:
    """Killed at a random moment, twelve times: all files are of one build, and the next build is as any."""
    chance = random.Random(1)
    for _ in range(12):
        process = builder(found, "x")
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.uniform(0, 0.15))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        package = found.generated / "my_law"
        contents = {path.read_text() for path in package.glob("*.py")} if package.exists() else set()
        assert len(contents) <= 1
        assert not package.exists() or len(list(package.glob("*.py"))) == 25
    assert project.write_generated(found, second()).diagnostics == ()
    assert [path.name for path in found.generated.iterdir()] == ["my_law"]


@posix
def test_two_builds_at_once(found: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """They take turns: whenever one looks, all files are of one build."""
    monkeypatch.setattr(disk, "PATIENCE", 3600)
    both = [builder(found, "x"), builder(found, "y")]
    try:
        for process in both:
            assert process.stdout is not None
            assert [process.stdout.readline() for _ in range(4)] == [b"x\n"] * 4
        assert [process.poll() for process in both] == [None, None]
        with disk.alone(found.generated / "my_law"):
            contents = {path.read_text() for path in (found.generated / "my_law").glob("*.py")}
        assert len(contents) == 1
    finally:
        for process in both:
            process.kill()
            process.wait()
            assert process.stdout is not None
            process.stdout.close()


@posix
def test_a_build_that_waits_in_vain(found: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another build does not end: that is told, and nothing is written."""
    monkeypatch.setattr(disk, "PATIENCE", 0.1)
    first(found)
    with disk.alone(found.generated / "my_law"):
        outcome = project.write_generated(found, second())
    assert codes(outcome.diagnostics) == ["Q0709"]
    assert "Another build" in outcome.diagnostics[0].message


# --- nothing is lost --------------------------------------------------------------------------------------


def test_words_alone_make_no_file_the_compilers(found: Project) -> None:
    """A README that says how the files came about, and a copy of one that somebody goes on with, stay."""
    first(found)
    readme = found.generated / "my_law" / "README.md"
    readme.write_text("These files are generated by qanun; do not edit them.\n")
    (found.generated / "my_law" / "new.py").write_text(OURS + "mine = 1\n")
    before = state(found.generated)
    outcome = project.write_generated(found, second())
    assert codes(outcome.diagnostics) == ["Q0707"]
    assert state(found.generated) == before
    (found.generated / "my_law" / "new.py").unlink()
    assert project.write_generated(found, second()).diagnostics == ()
    assert readme.exists()


def test_what_somebody_put_in_the_place_of_a_generated_file_stays(found: Project) -> None:
    """It has another head, so it is neither replaced nor removed."""
    first(found)
    for name in "ad":  # one that is made again, and one that is not
        (found.generated / "my_law" / f"{name}.py").write_text("# mine\n")
    before = state(found.generated)
    assert codes(project.write_generated(found, second()).diagnostics) == ["Q0707"]
    assert state(found.generated) == before
    (found.generated / "my_law" / "a.py").unlink()
    assert project.write_generated(found, second()).value.removed == ()
    assert (found.generated / "my_law" / "d.py").read_text() == "# mine\n"


def test_the_files_of_a_build_without_a_list(found: Project) -> None:
    """Their head tells; what is made again is replaced, and nothing is removed."""
    first(found)
    (found.generated / "my_law" / LIST).unlink()
    assert project.write_generated(found, second()).value.removed == ()
    assert (found.generated / "my_law" / "d.py").exists()
    assert (found.generated / "my_law" / LIST).exists()


def test_a_list_with_a_merge_left_open(found: Project) -> None:
    """Both sides name files that were written; no line leads out of the folder."""
    first(found)
    list_ = found.generated / "my_law" / LIST
    lines = list_.read_text().splitlines(True)
    outside = found.generated / "outside.py"
    outside.write_text(OURS)
    odd = ["<<<<<<< a\n", "../outside.py\n", f"{outside}\n", "=======\n", *lines[3:], ">>>>>>> b\n"]
    list_.write_text("".join([*lines[:3], *odd]))
    written = project.write_generated(found, second())
    assert (written.diagnostics, written.value.removed) == ((), ("my_law/d.py",))
    assert outside.exists()


@posix
def test_a_package_that_is_a_link_stays_one(found: Project, tmp_path: Path) -> None:
    """What it leads to is changed, beside its own place."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    found.generated.mkdir()
    (found.generated / "my_law").symlink_to(elsewhere)
    assert project.write_generated(found, second()).diagnostics == ()
    assert project.write_generated(found, {"my_law/c.py": OURS}).value.removed != ()
    assert (found.generated / "my_law").is_symlink()
    assert sorted(path.name for path in elsewhere.iterdir() if path.is_file()) == ["c.py", LIST]
    assert [path.name for path in found.generated.iterdir()] == ["my_law"]


@posix
@pytest.mark.parametrize("linked", ["my_law/a.py", "my_law/deep"])
def test_a_link_among_the_generated_files_is_not_written_through(
    found: Project, tmp_path: Path, linked: str
) -> None:
    """Neither a file nor a folder: what it leads to was not written by a build."""
    first(found)
    target = tmp_path / "target"
    if linked.endswith(".py"):
        target.write_text(OURS + "mine\n")
        (found.generated / linked).unlink()
    else:
        target.mkdir()
        (target / "new.py").write_text(OURS + "mine\n")
    (found.generated / linked).symlink_to(target)
    before = state(tmp_path)
    assert codes(project.write_generated(found, second()).diagnostics) == ["Q0707"]
    assert state(tmp_path) == before


@posix
def test_a_read_only_file_is_not_overwritten(found: Project) -> None:
    """Not even by one who may write everything; it is named, and nothing is written."""
    first(found)
    (found.generated / "my_law" / "a.py").chmod(0o444)
    before = state(found.generated)
    outcome = project.write_generated(found, second())
    assert codes(outcome.diagnostics) == ["Q0709"]
    assert "`out/my_law/a.py` cannot be written: It is read-only" in outcome.diagnostics[0].message
    assert state(found.generated) == before
    (found.statutes / "accepted.txt").write_text("")
    (found.statutes / "accepted.txt").chmod(0o444)
    assert codes(project.write_beside(found, project.ACCEPTED, "x").diagnostics) == ["Q0709"]


@pytest.mark.parametrize("left", [".my_law.new", ".my_law.old", ".my_law.qanun-mine"])
def test_what_lies_beside_the_package_blocks_nothing_and_stays(found: Project, left: str) -> None:
    """Whether a folder or a file, and whoever left it there."""
    first(found)
    (found.generated / left).mkdir()
    (found.generated / left / "a.py").write_text("mine")
    (found.generated / f"{left}2").write_text("mine")
    before = {name: text for name, text in state(found.generated).items() if name.startswith(".")}
    assert project.write_generated(found, second()).diagnostics == ()
    after = state(found.generated)
    assert {name: text for name, text in after.items() if name.startswith(".")} == before


@posix
def test_folders_keep_what_may_be_done_in_them(found: Project) -> None:
    """Also one in which nobody may write, with a file in it that somebody wrote by hand."""
    first(found)
    own = found.generated / "my_law" / "own"
    own.mkdir()
    (own / "x.txt").write_text("mine")
    own.chmod(0o555)
    assert project.write_generated(found, second()).diagnostics == ()
    assert (own / "x.txt").read_text() == "mine"
    assert own.stat().st_mode & 0o777 == 0o555
    assert sorted(path.name for path in found.generated.iterdir()) == ["my_law"]
    own.chmod(0o755)


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


PAGE = """\
---
law: Library Order
---

> **1.1** Words.

```qanun
right   r "r"   when   a
```
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A page that is not laid out."""
    path = tmp_path / "page.md"
    path.write_text(PAGE)
    return path


def test_laying_out_on_a_full_disk(
    page: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The page is as it was, nothing is left beside it, and no word says that it was laid out."""
    monkeypatch.setattr(disk.os, "fsync", full)
    assert run(["fmt", str(page)]) == Exit.UNWRITABLE
    told = capsys.readouterr().out
    assert "the disk is full" in told
    assert "make room on the disk" in told
    assert "0 of 1 page changed" in told
    assert "laid out" not in told
    assert page.read_text() == PAGE
    assert list(page.parent.iterdir()) == [page]


def test_building_on_a_full_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence, the exit code of what cannot be written, and no word of files that were written."""
    assert run(["new", str(tmp_path / "town")]) == 0
    monkeypatch.chdir(tmp_path / "town")
    assert run(["build"]) == 0
    before = state(tmp_path / "town" / "generated")
    page = tmp_path / "town" / "statutes" / "library_rules.md"
    page.write_text(page.read_text().replace("within 14 days", "within 15 days"))
    capsys.readouterr()
    monkeypatch.setattr(disk.os, "fsync", full)
    assert run(["build"]) == Exit.UNWRITABLE
    told = capsys.readouterr().out
    assert "cannot be written: the disk is full" in told
    assert "wrote" not in told
    assert state(tmp_path / "town" / "generated") == before


@posix
def test_a_page_that_is_a_link_stays_one(page: Path) -> None:
    """What it leads to is laid out, with its permissions."""
    page.chmod(0o640)
    link = page.with_name("link.md")
    link.symlink_to(page)
    assert run(["fmt", str(link)]) == 0
    assert link.is_symlink()
    assert "right r" in page.read_text()
    assert page.stat().st_mode & 0o777 == 0o640


@posix
def test_a_read_only_page_stays_as_it_is(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page.chmod(0o444)
    assert run(["fmt", str(page)]) == Exit.UNWRITABLE
    told = capsys.readouterr().out
    assert "It is read-only" in told
    assert "0 of 1 page changed" in told
    assert page.read_text() == PAGE


def test_a_page_that_somebody_saves_meanwhile(page: Path) -> None:
    """It is left as it is."""
    outcome = project.write_page(page, "page.md", "laid out", "as it was read")
    assert codes(outcome.diagnostics) == ["Q0721"]
    assert page.read_text() == PAGE


@posix
def test_a_new_project_does_not_write_through_a_link(tmp_path: Path) -> None:
    """A link that leads nowhere yet stands in the way as a file does."""
    (tmp_path / "town").mkdir()
    (tmp_path / "town" / "pyproject.toml").symlink_to(tmp_path / "nowhere")
    assert run(["new", str(tmp_path / "town")]) == Exit.USAGE
    assert not (tmp_path / "nowhere").exists()


# --- the commands -----------------------------------------------------------------------------------------


@posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")
@pytest.mark.parametrize("arguments", [["explain"], ["explain", "Q0201"], ["--help"]])
def test_output_that_cannot_be_written(arguments: list[str]) -> None:
    """One sentence on standard error and an exit code, no traceback."""
    with open("/dev/full", "w") as full:
        command = [sys.executable, "-c", "from qanun.tools.cli import main; main()", *arguments]
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert ended.returncode == Exit.UNWRITABLE
    assert ended.stderr == "the output cannot be written: No space left on device\n"


def test_nothing_is_made_where_nothing_can_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`qanun new` below a file."""
    (tmp_path / "file").write_text("")
    assert run(["new", str(tmp_path / "file" / "project")]) == Exit.USAGE
    assert "cannot be written" in capsys.readouterr().err
