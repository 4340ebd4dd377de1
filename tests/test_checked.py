"""`qanun check` with what an earlier check kept."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "bench"))
from growing_law import write
from qanun.tools.shelf import Shelf

COMPILER = str(Path(__file__).parent.parent / "compiler")
HEAVY = ("lark", "markdown_it", "yaml", "qanun.pipeline", "qanun.resolved", "qanun.typed", "qanun.core")
PROGRAM = """
import sys
from qanun.tools.cli.app import run
code = run(["check"])
print("loaded:", *sorted(set({heavy!r}) & set(sys.modules)))
sys.exit(code)
"""


def checked(folder: Path, cache: str) -> tuple[str, str]:
    """What a check prints, and which heavy modules it loaded."""
    environment = {**os.environ, "PYTHONPATH": COMPILER, "QANUN_CACHE": cache}
    program = PROGRAM.format(heavy=HEAVY)
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    said, _, loaded = done.stdout.rpartition("loaded:")
    return said, loaded.strip()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with a vocabulary and a law."""
    write(tmp_path / "law", 6)
    return tmp_path / "law"


def test_a_check_of_the_same_loads_no_compiler(folder: Path, tmp_path: Path) -> None:
    """It prints what the first one said."""
    first, loaded = checked(folder, str(tmp_path / "cache"))
    assert "qanun.pipeline" in loaded
    assert checked(folder, str(tmp_path / "cache")) == (first, "")


def test_after_an_edit_it_says_what_a_check_without_a_cache_says(folder: Path, tmp_path: Path) -> None:
    """A page gets a fact that nothing uses."""
    checked(folder, str(tmp_path / "cache"))
    page = folder / "statutes" / "law_001.md"
    page.write_text(page.read_text() + '\n```qanun\nfact idle "nothing uses it"\n```\n')
    said, _ = checked(folder, str(tmp_path / "cache"))
    assert "`idle`" in said
    assert said == checked(folder, "none")[0]


def test_a_spoiled_cache_is_not_used(folder: Path, tmp_path: Path) -> None:
    """Every file of it cut in half, or filled with other JSON."""
    cache = tmp_path / "cache"
    first, _ = checked(folder, str(cache))
    kept = [path for path in cache.rglob("*") if path.is_file()]
    assert kept
    for number, path in enumerate(kept):
        whole = path.read_bytes()
        path.write_bytes(b'{"no": ["cache"]}' if number % 2 else whole[: len(whole) // 2])
    assert checked(folder, str(cache))[0] == first


def test_a_folder_that_cannot_be_written_is_no_mistake(folder: Path, tmp_path: Path) -> None:
    """A file stands where the cache should be."""
    (tmp_path / "cache").write_text("")
    assert checked(folder, str(tmp_path / "cache"))[0] == checked(folder, "none")[0]


# --- the shelf itself ---------------------------------------------------------------------------------------

posix = pytest.mark.skipif(os.name != "posix", reason="owners and modes")
CONTENT = '["said", [], "no mistakes \u00e7\ud800"]'


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    kept = Shelf(tmp_path / "shelf")
    kept.put("checks/a/last.json", CONTENT)
    kept.put("checks/b/last.json", "other")
    assert kept.get("checks/a/last.json") == CONTENT
    return kept


def test_what_is_damaged_anywhere_is_as_absent(shelf: Shelf) -> None:
    """Whichever byte is another, is missing or came to it: also where JSON of the same form comes out."""
    assert shelf.folder is not None
    path = shelf.folder / "checks/a/last.json"
    whole = path.read_bytes()
    for at in range(len(whole)):
        for damaged in (
            whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :],
            whole[:at] + whole[at + 1 :],
            whole[:at] + b"0" + whole[at:],
            whole[:at],
        ):
            path.write_bytes(damaged)
            assert shelf.get("checks/a/last.json") is None or damaged == whole
    path.write_bytes(whole + b"\n")
    assert shelf.get("checks/a/last.json") is None
    path.write_bytes(whole)
    assert shelf.get("checks/a/last.json") == CONTENT


def test_what_was_kept_of_another_project_is_not_taken_for_this(shelf: Shelf) -> None:
    assert shelf.folder is not None
    (shelf.folder / "checks/b/last.json").replace(shelf.folder / "checks/a/last.json")
    assert shelf.get("checks/a/last.json") is None


@posix
@pytest.mark.parametrize("path", [".", "checks", "checks/a", "checks/a/last.json"])
@pytest.mark.parametrize("mode", [0o022, 0o020, 0o002])
def test_what_somebody_else_can_write_is_not_read(shelf: Shelf, path: str, mode: int) -> None:
    """Neither a file nor one in a folder that others can write into; nor is anything put there."""
    assert shelf.folder is not None
    place = shelf.folder / path
    place.chmod(place.stat().st_mode | mode)
    assert shelf.get("checks/a/last.json") is None
    if place.is_dir():
        shelf.put("checks/a/new.json", "x")
        assert not (shelf.folder / "checks/a/new.json").exists()
    place.chmod(place.stat().st_mode & ~mode)
    assert shelf.get("checks/a/last.json") == CONTENT


@posix
def test_what_is_somebody_elses_is_not_read(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """As another user sees it."""
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert shelf.get("checks/a/last.json") is None


@posix
def test_a_link_is_not_followed(shelf: Shelf) -> None:
    """Of a file or a folder in the shelf; the shelf itself may be one."""
    assert shelf.folder is not None
    path = shelf.folder / "checks/a/last.json"
    path.rename(path.with_name("there.json"))
    path.symlink_to(path.with_name("there.json"))
    assert shelf.get("checks/a/last.json") is None
    path.unlink()
    path.with_name("there.json").rename(path)
    link = shelf.folder.with_name("link")
    link.symlink_to(shelf.folder)
    assert Shelf(link).get("checks/a/last.json") == CONTENT
    (shelf.folder / "checks/a").rename(shelf.folder / "checks/there")
    (shelf.folder / "checks/a").symlink_to(shelf.folder / "checks/there")
    assert shelf.get("checks/a/last.json") is None


@posix
def test_a_shelf_is_made_for_its_user_alone(tmp_path: Path) -> None:
    """Whatever is usual for new folders."""
    before = os.umask(0)
    try:
        Shelf(tmp_path / "shelf").put("checks/a/last.json", CONTENT)
    finally:
        os.umask(before)
    made = [tmp_path / "shelf", *(tmp_path / "shelf").rglob("*")]
    assert len(made) == 4
    assert all(path.stat().st_mode & 0o077 == 0 for path in made)


def test_the_folder_of_caches_is_no_folder_of_a_project(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is relative would lead into the folder in which the command runs."""
    monkeypatch.delenv("QANUN_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", "statutes")
    folder = Shelf.of_user().folder
    assert folder is not None
    assert folder.is_absolute()


def test_a_mistake_stays_one_whatever_happens_to_the_cache(folder: Path, tmp_path: Path) -> None:
    """What was kept of the law without it is put back; and of what was said the mistake is taken out."""
    cache = tmp_path / "cache"
    checked(folder, str(cache))
    good = {path: path.read_bytes() for path in cache.rglob("*.json")}
    page = folder / "statutes" / "law_001.md"
    page.write_text(page.read_text() + '\n```qanun\nfact idle "nothing uses it"\n```\n')
    said, _ = checked(folder, str(cache))
    assert "`idle`" in said
    last = next(path for path in good if path.name == "last.json")
    checksum, _, content = last.read_text().partition("\n")
    fingerprint, told, looked_at = json.loads(content)
    assert told != [[], []]
    last.write_text(f"{checksum}\n{json.dumps([fingerprint, [[], []], looked_at])}")
    assert checked(folder, str(cache))[0] == said
    for path, kept in good.items():
        path.write_bytes(kept)
    assert checked(folder, str(cache))[0] == said


TWO_LAWS = {
    "one.md": """\
> **1** A reader may borrow books. The fee is
> - **(a)** two euros,
> - **(b)** one euro for children.

```qanun
fact is_child "is a child"
right borrow "borrow books"
rule fee : money "the fee" is 2 EUR
exception child to fee is 1 EUR when is_child
question lending "What holds?" answers borrow, fee
```

> **2** The order is printed.

```qanun
not encoded "it changes nothing"
```
""",
    "two.md": """\
> **1** The library is closed on Sundays.

```qanun
not encoded "no rule needs it"
```
""",
}


def test_what_was_looked_at(tmp_path: Path) -> None:
    """By hand: two laws with four provisions and one; two have no rule; a right and a rule with a value."""
    for name, body in TWO_LAWS.items():
        law = name.removesuffix(".md")
        head = f"law: L\njurisdiction: J\nmodule: {law}\nin_force: not stated\ntime_zone: UTC\n"
        head += "rounding: down\ncurrency: EUR\nsource: s\n"
        (tmp_path / "statutes").mkdir(exist_ok=True)
        (tmp_path / "statutes" / name).write_text(f"---\n{head}---\n\n# Law\n\n{body}")
    (tmp_path / "pyproject.toml").write_text("[tool.qanun]\n")
    wanted = "no mistakes found in 2 laws, 5 provisions (2 not encoded) and 2 rules\n"
    for _ in range(2):  # from the pages, then from what was kept
        assert checked(tmp_path, str(tmp_path / "cache"))[0] == wanted
    page = tmp_path / "statutes" / "two.md"
    more = '\n> **3** It opens at nine.\n\n```qanun\nnot encoded "no rule needs it"\n```\n'
    page.write_text(page.read_text() + more)
    wanted = "no mistakes found in 2 laws, 6 provisions (3 not encoded) and 2 rules\n"
    assert checked(tmp_path, str(tmp_path / "cache"))[0] == wanted
