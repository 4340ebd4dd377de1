"""The book as MkDocs builds it: whole, offline, and not built from law that has mistakes."""

import html
import re
from pathlib import Path
from urllib.parse import unquote

from book_builds import ROOT, build
from qanun.project import write_new
from qanun.tools.starter import Named, starter


def test_every_law_and_register_has_its_page(book: Path) -> None:
    """And every statute of the repository is among them."""
    made = {path.name for path in (book / "law").iterdir() if path.is_dir()}
    files = {path.stem for path in (ROOT / "statutes" / "azerbaijan").glob("*.md")}
    assert {name for name in files if not name.endswith(".cases")} == made
    assert files == {path.stem for path in (book / "statutes").glob("*.html")}
    assert (book / "law" / "criminal_code" / "article-318.html").is_file()
    assert (book / "registers" / "silences.html").is_file()
    assert (book / "diagnostics" / "Q0201.html").is_file()


def test_the_book_needs_no_network(book: Path) -> None:
    """No page loads anything from another host."""
    outside = re.compile(r"""<(?:script|link|img|iframe)[^>]+(?:src|href)=["'](?:https?:)?//[^"']*""")
    found = {
        hit for page in book.rglob("*.html") for hit in outside.findall(page.read_text(encoding="utf-8"))
    }
    assert found == set()


def test_every_link_of_the_book_leads_on(book: Path) -> None:
    """Every relative link on every page has its file, and in it its place; every picture is there."""
    places: dict[Path, set[str]] = {}
    links: list[tuple[Path, Path, str]] = []
    for path in book.rglob("[!4]*.html"):
        page = path.read_text(encoding="utf-8")
        ids = re.findall(r'\bid="([^"]+)"', page)
        assert len(ids) == len(set(ids)), path
        places[path] = {html.unescape(one) for one in ids}
        for href in re.findall(r'<(?:a\b[^>]*? href|img\b[^>]*? src)="([^"]*)"', page):
            target, _, anchor = unquote(html.unescape(href)).partition("#")
            if not re.match(r"[a-z]+:", target) and not anchor.startswith("case="):
                links.append((path, (path.parent / target).resolve() if target else path, anchor))
    broken = {
        f"{path.relative_to(book)}: {target.name}#{anchor}"
        for path, target, anchor in links
        if not target.exists() or (anchor and target in places and anchor not in places[target])
    }
    assert sorted(broken) == []


def test_examples_of_mistakes_are_shown_and_not_rendered(book: Path) -> None:
    """Every example of a diagnostic stands in a block with the name of its file; its links lead nowhere."""
    for page in sorted((book / "diagnostics").glob("Q*.html")):
        shown = page.read_text(encoding="utf-8")
        assert "<blockquote" not in shown, page.name
        targets = re.findall(r'<a[^>]* href="#([^"]+)"', shown)
        places = set(re.findall(r'\bid="([^"]+)"', shown))
        assert [target for target in targets if target not in places] == [], page.name
    message = (book / "diagnostics" / "Q0030.html").read_text(encoding="utf-8")
    assert '<span class="filename">border_act.md</span>' in message


def test_law_with_a_mistake_makes_no_book(tmp_path: Path) -> None:
    """The build stops with the diagnostic."""
    assert write_new(tmp_path, starter(Named("site_law"))) == ()
    assert build(tmp_path, tmp_path / "site").returncode == 0
    page = tmp_path / "statutes" / "library_rules.md"
    page.write_text(page.read_text().replace("when library_was_closed", "when library_was_open"))
    done = build(tmp_path, tmp_path / "site")
    assert done.returncode != 0
    assert "Q0201" in done.stdout + done.stderr
