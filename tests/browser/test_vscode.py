"""The extension for VS Code: its colours, its JavaScript, its package; and its panels in a real browser."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from javascript import node
from playwright.sync_api import Browser, Page, expect
from qanun.book.lexer import pieces
from qanun.version import __version__

ROOT = Path(__file__).parent.parent.parent
EXTENSION = ROOT / "compiler" / "vscode"
TYPESCRIPT = ROOT / "tests" / "typescript_client"
"""The client of the service that has a lock file of its own."""


@pytest.fixture(scope="module", autouse=True)
def beside() -> Iterator[None]:
    """The scripts of the extension's folder can be imported."""
    sys.path.insert(0, str(EXTENSION))
    yield
    sys.path.remove(str(EXTENSION))


def run(*arguments: str, **environment: str) -> str:
    """What Node prints in the extension's folder; it is shown where that fails."""
    done = subprocess.run(
        [node(), *arguments],
        cwd=EXTENSION,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


# --- colours ----------------------------------------------------------------------------------------------


def coloured(line: str) -> Iterator[tuple[str, str]]:
    """A line as an editor colours it: the first pattern that fits at the earliest place takes its words."""
    import words

    patterns = {kind: re.compile(pattern) for kind, pattern in words.patterns().items()}
    at = 0
    while at < len(line):
        fits = [
            (found.start(), kind, found) for kind, one in patterns.items() if (found := one.search(line, at))
        ]
        if not fits:
            return
        _, kind, found = min(fits, key=lambda one: one[0])
        yield kind, found[0]
        at = found.end()


def test_colours_are_those_of_the_lexer() -> None:
    import words

    assert {path: path.read_text(encoding="utf-8") for path in words.written()} == words.written()
    page = ROOT / "tests" / "spec" / "cases.md"
    blocks = re.findall(r"^```qanun\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    told = [
        "- (a) due of x >= 1.5 AZN # note",
        'fact yes/no.x : yes/no "a \\" b"',
        "rule.of 2024-01-02 bees#1.1",
        *blocks,
    ]
    for block in told:
        kept = [("word" if kind == "name" else kind, text) for kind, text in pieces(block)]
        seen = [one for line in block.split("\n") for one in coloured(line)]
        assert seen == [(kind, text) for kind, text in kept if kind in words.SCOPES]


# --- what is kept -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def built() -> None:
    """The parts of the extension, as the tests import them: made with the packages of the lock file alone."""
    import make

    make.install()
    run("build.mjs", "--tests")


@pytest.mark.usefixtures("built")
def test_what_is_kept_is_what_its_source_makes() -> None:
    """Types hold, the JavaScript is the same, and its tests pass, one of which asks a real server."""
    run("node_modules/typescript/bin/tsc")
    run("build.mjs", "--check")
    tests = sorted(str(path) for path in (EXTENSION / "build" / "test").glob("*.mjs"))
    assert tests
    run("--test", *tests, QANUN_BIN=str(Path(sys.executable).parent))


@pytest.mark.parametrize("folder", [EXTENSION, TYPESCRIPT], ids=["extension", "client"])
def test_a_lock_file_names_no_host(folder: Path) -> None:
    lock = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))
    packages = {path: one for path, one in lock["packages"].items() if path}
    assert packages
    assert all("integrity" in one and "resolved" not in one for one in packages.values())
    assert "://" not in re.sub(r'"url": "[^"]*"', "", json.dumps(lock))


def test_the_package_is_whole(tmp_path: Path) -> None:
    """It has what VS Code wants of a package, each file with its type, and comes out the same again."""
    first, again = tmp_path / "first.vsix", tmp_path / "again.vsix"
    for path in (first, again):
        run("build.mjs", str(path))
    assert first.read_bytes() == again.read_bytes()
    with ZipFile(first) as package:
        assert package.testzip() is None
        told = json.loads(package.read("extension/package.json"))
        manifest = ElementTree.fromstring(package.read("extension.vsixmanifest"))
        types = ElementTree.fromstring(package.read("[Content_Types].xml"))
        names = set(package.namelist())
    space = "{http://schemas.microsoft.com/developer/vsx-schema/2011}"
    identity = manifest.find(f"{space}Metadata/{space}Identity")
    assert identity is not None
    assert (identity.get("Id"), identity.get("Version")) == ("qanun", __version__)
    assert told["version"] == __version__
    assert {f"extension/{one}" for one in declared(told)} <= names
    assert {asset.get("Path") for asset in manifest.iter(f"{space}Asset")} <= names
    endings = {one.get("Extension") for one in types}
    assert {f".{name.rpartition('.')[2]}" for name in names if name != "[Content_Types].xml"} == endings


def declared(told: dict[str, object]) -> Iterator[str]:
    """Every file that package.json names."""
    yield from re.findall(r'"\./([^"]+)"', json.dumps(told))


def test_what_is_declared_is_what_the_code_registers() -> None:
    told = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))
    code = "".join(path.read_text(encoding="utf-8") for path in (EXTENSION / "src").glob("*.ts"))
    commands = {one["command"] for one in told["contributes"]["commands"]}
    assert commands == set(re.findall(r'\["(qanun\.\w+)", \(\) =>', code))
    editors = {one["viewType"] for one in told["contributes"]["customEditors"]}
    assert editors == set(re.findall(r'registerCustomEditorProvider\("([\w.]+)"', code))
    settings = {one.removeprefix("qanun.") for one in told["contributes"]["configuration"]["properties"]}
    assert settings == set(re.findall(r'\)\.get\("(\w+)"', code))


# --- panels -----------------------------------------------------------------------------------------------

EDITOR = (
    "window.posted = []; window.acquireVsCodeApi = () => ({ postMessage: (one) => window.posted.push(one) });"
)
"""What an editor gives the page of a panel."""


def panel(browser: Browser, site: str, script: str) -> tuple[Page, list[str]]:
    """A page that a script of the extension prints, beside the book; and what the browser complains of."""
    html = run("--input-type=module", "--eval", script)
    page = browser.new_page()
    wrong: list[str] = []
    page.on("console", lambda one: wrong.append(one.text) if one.type in ("error", "warning") else None)
    page.on("pageerror", lambda one: wrong.append(str(one)))
    page.add_init_script(EDITOR)
    page.route(f"{site}panel.html*", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.route(
        f"{site}media/*", lambda route: route.fulfill(path=EXTENSION / "media" / Path(route.request.url).name)
    )
    page.goto(f"{site}panel.html")
    return page, wrong


@pytest.mark.usefixtures("built")
def test_a_question_in_a_panel(browser: Browser, book: Path, served_site: str) -> None:
    """The form of the book works where nothing may run but what the panel names."""
    asked = "questions/criminal_code.crossing.html"
    script = f"""
    import {{ readFileSync }} from "node:fs";
    import {{ panelPage }} from "./build/src/book.mjs";
    const html = readFileSync({json.dumps(str(book / asked))}, "utf8");
    const site = {json.dumps(served_site)};
    const address = (file) => site + file;
    const own = {{ script: site + "media/page.js", style: site + "media/page.css" }};
    const frame = {{ address, ...own, source: new URL(site).origin, nonce: "n0", dark: false, form: true }};
    process.stdout.write(panelPage(html, {json.dumps(asked)}, frame));
    """
    page, wrong = panel(browser, served_site, script)
    expect(page.locator(".qanun-next h3")).to_be_visible()
    before = page.locator(".qanun-next h3").inner_text()
    page.locator(".qanun-next").get_by_role("button", name="Yes", exact=True).click()
    expect(page.locator(".qanun-next h3")).not_to_have_text(before)
    page.locator("#also ~ ul a").first.click()
    assert page.evaluate("window.posted[0]") == {"ready": asked}
    carried = page.evaluate("window.posted[1].open")
    assert carried.startswith("criminal_code.crossing_penalty.html#case=")
    page.evaluate("postMessage({show: 'case=%7B%22facts%22%3A%7B%22is_az_citizen%22%3Atrue%7D%7D'})")
    expect(page.locator(".qanun-stated")).to_contain_text("citizen")
    page.evaluate(
        """document.body.insertAdjacentHTML('beforeend', '<p onclick="posted.push(1)" id="bad">x</p>')"""
    )
    page.locator("#bad").click()
    assert page.evaluate("window.posted.length") == 2
    assert [one for one in wrong if "inline event handler" not in one] == []
    page.close()


@pytest.mark.usefixtures("built")
def test_a_table_in_a_panel(browser: Browser, served_site: str) -> None:
    """The words of a law are words there, whatever they are."""
    script = f"""
    import {{ tablePage }} from "./build/src/tablePage.mjs";
    const site = {json.dumps(served_site)} + "media/";
    process.stdout.write(tablePage(new URL(site).origin, "n0", site + "table.js", site + "table.css"));
    """
    page, wrong = panel(browser, served_site, script)
    bad = "<img src=x onerror=posted.push(1)>"
    row = {"cells": [bad, "yes"], "text": f"| {bad} | yes |", "said": bad, "wrong": True}
    table = {"title": bad, "header": [bad, "works"], "rows": [row]}
    page.evaluate("(one) => dispatchEvent(new MessageEvent('message', {data: {tables: [one]}}))", table)
    cell = page.get_by_label(f"works: {bad}")
    cell.fill("n")
    page.evaluate("(one) => dispatchEvent(new MessageEvent('message', {data: {tables: [one]}}))", table)
    cell.press_sequentially("o")
    cell.press("Enter")
    page.get_by_role("button", name=f"remove: {bad}").click()
    assert page.evaluate("window.posted") == [
        {"ready": True},
        {"do": "set", "table": 0, "row": 0, "cell": 1, "was": "yes", "words": "no"},
        {"do": "remove", "table": 0, "row": 0, "was": f"| {bad} | yes |"},
    ]
    assert (page.locator("img").count(), page.locator("h2").inner_text(), wrong) == (0, bad, [])
    page.close()
