"""Everything that a project publishes of its law: pages, files for machines, what a search finds."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files as resources
from pathlib import Path

from attrs import frozen

from qanun.book.book import pages
from qanun.book.edition import Edition
from qanun.book.feeds import feeds
from qanun.book.finding import Entry, entries
from qanun.book.page import Page, tag
from qanun.diagnostics.model import Diagnostic
from qanun.diagnostics.render import as_text
from qanun.targets import TARGETS
from qanun.tools.loading import Loaded, beside
from qanun.tools.worked import current_questions, schemas, work_out
from qanun.verify.proofs.record import PROOFS, read

ASSETS = "assets/qanun"
CONCORDANCE = "concordance.toml"
_COMMENTS = re.compile(r"(?m)^ *//[^\n]*\n|^ +|^/\*.*?\*/\n", re.DOTALL)
"""What styles and scripts have for their readers: comments on lines of their own, and indents."""
_BLANKS = re.compile(r"\s*([{};])\s*")
"""What styles do not need between their parts; none of them has such a sign in a string."""
_TO_PROVISION = re.compile(r"\[([^\]\[\n]+)\]\(#[^)\s]+\)")
"""A link to a provision of the same page, which has no place of its own where the page is but a reference."""


@frozen(eq=False)
class Published:
    """`pages` in reading order; `files` by path; `edition` is None where the law has mistakes."""

    pages: tuple[Page, ...]
    files: dict[str, str]
    found: tuple[Entry, ...]
    edition: Edition | None


def publish(loaded: Loaded, notice: str) -> Published:
    """The book of a project's law; where the law has mistakes, one page that says them.

    `notice` is what files for machines say of the law in them.
    """
    if loaded.project is None or loaded.compiled is None or loaded.program is None or not loaded.sound:
        return Published((mistakes_page(loaded.diagnostics),), assets(), (), None)
    concordance, kept = (beside(loaded.project, name) for name in (CONCORDANCE, PROOFS))
    proofs = None if kept is None else read(loaded.program, kept)
    numbers = frozenset(tomllib.loads(concordance or ""))
    edition = Edition.of(loaded.compiled, loaded.program, numbers, proofs)
    known = current_questions(loaded.project, edition.program)
    made = tuple(pages(edition, work_out(edition, known), concordance))
    described = {f"{ASSETS}/schemas/{name}": text for name, text in schemas(known).items()}
    scripts = TARGETS["javascript"](edition.program, ASSETS)
    files = {**described, **_spared(scripts), **dict(feeds(edition, notice)), **assets()}
    return Published(made, files, tuple(entries(edition, made)), edition)


def _spared(files: Mapping[str, str]) -> dict[str, str]:
    """Files of which the styles have no blanks that only people need."""
    return {path: _BLANKS.sub(r"\1", text) if path.endswith(".css") else text for path, text in files.items()}


def mistakes_page(diagnostics: Sequence[Diagnostic]) -> Page:
    """What is wrong with the law, as `qanun check` says it."""
    said = as_text(diagnostics, False)
    body = tag("p", "The law has mistakes; the book is made anew when they are mended.") + tag(
        "pre", tag("code", said)
    )
    return Page("law/index.html", "The law has mistakes", body, (), "Mistakes in the law")


def assets() -> dict[str, str]:
    """The styles and scripts of the book's pages, by their path in the book."""
    folder = resources("qanun.book").joinpath("assets")
    return _spared(
        {
            f"{ASSETS}/{one.name}": _COMMENTS.sub("", one.read_text(encoding="utf-8"))
            for one in folder.iterdir()
            if one.is_file()
        }
    )


def fonts() -> dict[str, bytes]:
    """The face of the law with its licence, by the path of each file in the book."""
    folder = resources("qanun.book").joinpath("fonts")
    return {
        f"{ASSETS}/fonts/{one.name}": one.read_bytes() for one in folder.iterdir() if one.name != "README.md"
    }


def reference(folder: Path) -> dict[str, str]:
    """The pages of a folder that are specification and reference at once, as Markdown for the book."""
    found = {
        path.stem: _TO_PROVISION.sub(r"\1", _without_head(path.read_text(encoding="utf-8")))
        for path in sorted(folder.glob("*.md"))
    }
    listed = "\n".join(f"- [{_title(text)}]({name}.md)" for name, text in found.items())
    intro = "Each page says one thing that the language can say, and is tested: what stands on it is so.\n\n"
    return {"index": f"# Reference of the language\n\n{intro}{listed}\n", **found}


def _without_head(text: str) -> str:
    """A page without its front matter."""
    lines = text.split("\n")
    if lines and lines[0].strip() == "---" and "---" in lines[1:]:
        return "\n".join(lines[lines.index("---", 1) + 1 :]).lstrip("\n")
    return text


def _title(text: str) -> str:
    return next((line.removeprefix("# ") for line in text.split("\n") if line.startswith("# ")), "")


def paths_of(made: Iterable[Page]) -> dict[str, str]:
    """The title of each page by its path."""
    return {page.path: page.title for page in made}
