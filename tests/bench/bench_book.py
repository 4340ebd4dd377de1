"""What the book of a large law costs, against MkDocs on as many plain pages of the same words.

Run `python tests/bench/bench_book.py`, or with the number of articles wanted. Both are built in one run, with
the same theme and settings, each in a process of its own: first the book, then a plain Markdown page for each
page of the book that shows law, with the words that a reader sees on it. Processor seconds are compared.
"""

import html
import os
import re
import sys
import tempfile
import time
from pathlib import Path

from attrs import frozen

sys.path.insert(0, str(Path(__file__).parent))
from growing_law import write

ARTICLES = 2000
MOST = 1.5
SETTINGS = """\
site_name: Growing Town
use_directory_urls: false
theme:
  name: material
  font: false
  features: [navigation.footer, navigation.indexes, navigation.prune]
plugins: [{plugins}]
markdown_extensions: [admonition, tables, {{toc: {{permalink: true}}}}]
nav: [{nav}]
"""
FOLDERS = ("law", "questions", "registers", "statutes")


@frozen
class Measure:
    """One build."""

    pages: int
    seconds: float
    processor: float
    megabytes: float


def built(folder: Path) -> Measure:
    """Build the book of a folder and wait for its end."""
    start = time.perf_counter()
    child = os.fork()
    if child == 0:
        os.chdir(folder)
        arguments = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
        os.execve(sys.executable, arguments, {**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    _, status, used = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"mkdocs build failed in {folder}")
    pages = sum(1 for name in FOLDERS for _ in (folder / "site" / name).rglob("*.html"))
    seconds = time.perf_counter() - start
    return Measure(pages, seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def prepare(folder: Path, plugins: str, nav: str) -> Path:
    """A book with nothing in it but a home."""
    (folder / "docs").mkdir(parents=True, exist_ok=True)
    (folder / "docs" / "index.md").write_text("# Growing Town\n")
    (folder / "mkdocs.yml").write_text(SETTINGS.format(plugins=plugins, nav=nav))
    return folder


def words(page: Path) -> list[str]:
    """What a reader sees of a page of the book: its paragraphs, headings and cells, one each."""
    shown = page.read_text(encoding="utf-8")
    article = shown[shown.index("<article") : shown.index("</article>")]
    pieces = re.split(r"</(?:p|li|h\d|td|th|dd|dt|pre|summary)>", article)
    return [" ".join(html.unescape(re.sub(r"<[^>]*>", "", piece)).split()) for piece in pieces]


def write_plain(site: Path, docs: Path) -> str:
    """A plain page in `docs` for each page of law in `site`; their navigation, law by law."""
    sections: dict[str, list[str]] = {}
    for name in FOLDERS:
        for page in sorted((site / name).rglob("*.html")):
            path = page.relative_to(site).with_suffix(".md")
            (docs / path).parent.mkdir(parents=True, exist_ok=True)
            title, *rest = [re.sub(r"([^\w\s])", r"\\\1", one) for one in words(page) if one]
            (docs / path).write_text("\n\n".join([f"# {title}", *rest]) + "\n", encoding="utf-8")
            sections.setdefault(path.parent.as_posix(), []).append(path.as_posix())
    return ", ".join(f"{{{name}: [{', '.join(pages)}]}}" for name, pages in sections.items())


def main(articles: int) -> bool:
    """Print the table; whether the book costs at most so much more than plain pages."""
    with tempfile.TemporaryDirectory() as name:
        law = Path(name) / "law"
        write(law, articles)
        book = built(prepare(law, "search, qanun", "index.md"))
        plain = prepare(Path(name) / "plain", "search", "index.md")
        nav = write_plain(law / "site", plain / "docs")
        without = built(prepare(plain, "search", f"index.md, {nav}"))
    print("| articles | | pages | seconds | processor seconds | peak MB |\n|---:|---|---:|---:|---:|---:|")
    for what, one in (("the book", book), ("plain Markdown", without)):
        row = f"{one.pages:,} | {one.seconds:.1f} | {one.processor:.1f} | {one.megabytes:.0f}"
        print(f"| {articles:,} | {what} | {row} |")
    ratio = book.processor / without.processor
    print(f"\nRatio of processor seconds: {ratio:.2f} (at most {MOST})")
    return ratio <= MOST


if __name__ == "__main__":
    sys.exit(not main(int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES))
