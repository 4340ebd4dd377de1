"""Where each thing of the law stands in the book, and how one page links to another."""

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from attrs import frozen

from qanun.book.page import Html, tag
from qanun.document.anchors import latest
from qanun.document.model import Article, Block, Document
from qanun.pipeline import Compiled
from qanun.resolved.model import Declaration, Resolved
from qanun.syntax import tree
from qanun.text import Text

LAW = "law"
ASKED = "questions"
SITUATIONS = "situations/index.html"
SOURCE = "statutes"
CONCORDANCE = "registers/concordance.html"
MANY = 20
"""So many worked cases stand on a page before another begins."""


@frozen(eq=False)
class Places:
    """A place is a path in the book with `#` and an id: `law/criminal_code/article-318.html#318.1`.

    `anchors` has the provisions and articles by their anchor, `names` the declarations by their whole name,
    `cases` the scenarios by their node.
    """

    anchors: dict[str, str]
    names: dict[str, str]
    cases: dict[tree.Item, str]

    @classmethod
    def of(cls, compiled: Compiled) -> "Places":
        """The place of everything on the pages of law."""
        anchors: dict[str, str] = {}
        names: dict[str, str] = {}
        cases: dict[tree.Item, str] = {}
        for page in compiled.pages:
            document = page.document
            for article in document.articles:
                anchors[article.anchor] = f"{article_path(document, article)}#{local(article.anchor)}"
            for provision in document.provisions:
                home = article_path(document, provision.article)
                anchors[provision.anchor] = f"{home}#{local(provision.anchor)}"
            taken: set[str] = set()
            scenarios = [item for item in page.items if isinstance(item, tree.Scenario)]
            for item, path in _pages_of_cases(document, scenarios):
                cases[item] = f"{path}#{_free(f'case-{slug(item.title)}', taken)}"
        anchors |= {short: anchors[full] for short, full in latest(anchors).items()}
        for declaration in compiled.typed.resolved.declarations.values():
            names[declaration.name] = _place(declaration, compiled)
        names |= _backgrounds(cases, compiled.typed.resolved)
        return cls(anchors, names, cases)


def _pages_of_cases(
    document: Document, items: Iterable[tree.Scenario]
) -> Iterator[tuple[tree.Scenario, str]]:
    """The page of each worked case: those of an article, and a further one where many have gone before; those
    of a block stand together."""
    shown: Counter[str] = Counter()
    part: Counter[str] = Counter()
    last: dict[str, Block] = {}
    for item in items:
        home = article_path(document, item.block.article)
        if shown[home] >= MANY and item.block is not last[home]:
            part[home] += 1
            shown[home] = 0
        shown[home] += 1
        last[home] = item.block
        yield item, cases_path(home, part[home] + 1)


def _backgrounds(cases: dict[tree.Item, str], resolved: Resolved) -> dict[str, str]:
    """Where each background stands: above the first cases that start from it."""
    found: dict[str, str] = {}
    for item, place in cases.items():
        start = resolved.target(item.background) if isinstance(item, tree.Scenario) else None
        if start is not None:
            found.setdefault(start.name, f"{place.partition('#')[0]}#{rule_id(start.name)}")
    return found


def _place(declaration: Declaration, compiled: Compiled) -> str:
    """A question has a page, situations have one together; all else stands where its rule block does."""
    if declaration.kind == "question":
        return question_path(declaration.name)
    if declaration.kind == "situation":
        return situation_place(declaration.name)
    item = declaration
    while not isinstance(item.item, tree.Item) and item.owner is not None:
        item = item.owner
    assert isinstance(item.item, tree.Item)
    document = next(page.document for page in compiled.pages if page.document.module == item.module)
    return f"{article_path(document, item.item.block.article)}#{rule_id(item.name)}"


def rule_id(name: str) -> str:
    """The permanent id of a declaration on its page: `rule-illegal_crossing`."""
    return f"rule-{name.partition('.')[2]}"


def local(anchor: str) -> str:
    """The part of an anchor that stands behind its law: `318.1`."""
    return anchor.partition("#")[2]


def law_path(module: str) -> str:
    """The page of a law as a whole."""
    return f"{LAW}/{module}/index.html"


def article_path(document: Document, article: Article | None) -> str:
    """The page of an article; what stands in none is told on the law's own page."""
    if article is None:
        return law_path(document.module)
    days = local(article.anchor).partition("@")[2]
    return f"{LAW}/{document.module}/{slug(article.name)}{f'-{slug(days)}' if days else ''}.html"


def heading(article: Article) -> str:
    """The heading of an article: its name, then its title."""
    if not article.title:
        return article.name
    return f"{article.name}{' ' if article.title[0].islower() else '. '}{article.title}"


def cases_path(home: str, part: int = 1) -> str:
    """The page of the worked cases that stand on a page of law, or a further part of them."""
    return f"{home.removesuffix('.html')}{f'-part-{part}' if part > 1 else ''}-cases.html"


def question_path(name: str) -> str:
    """The page of a question: `questions/criminal_code.crossing.html`."""
    return f"{ASKED}/{name}.html"


def situation_place(name: str) -> str:
    """Where a situation stands on the page of all."""
    return f"{SITUATIONS}#situation-{name}"


def file_name(text: Text) -> str:
    """How a statute file is called, without its folder: `criminal_code.cases.md`."""
    return re.split(r"[/\\]", text.path)[-1]


def source_path(text: Text) -> str:
    """The page that shows a statute file, line by line."""
    return f"{SOURCE}/{file_name(text).removesuffix('.md')}.html"


def line_place(text: Text, line: int) -> str:
    """One line of a statute file."""
    return f"{source_path(text)}#L{line}"


def slug(words: str) -> str:
    """Words as a part of an address: letters, digits, dots, hyphens; at most 80 of them."""
    return re.sub(r"[^\w.]+", "-", words.casefold()).strip("-.")[:80].strip("-.") or "x"


def href(place: str, here: str) -> str:
    """A place as a page at the path `here` links to it; percent-encoded."""
    path, mark, anchor = place.partition("#")
    same = path == here
    relative = "" if same and mark else posixpath.relpath(path, posixpath.dirname(here) or ".")
    return quote(relative, safe="/.-_~") + (f"#{quote(anchor, safe='=.-_~@()')}" if mark else "")


def link(place: str, words: object, here: str, **attributes: object) -> Html:
    """A link from the page at `here`."""
    return tag("a", words, href=href(place, here), **attributes)


def _free(wanted: str, taken: set[str]) -> str:
    """The wanted id, with a number behind it where it is taken."""
    found = next(name for name in _numbered(wanted) if name not in taken)
    taken.add(found)
    return found


def _numbered(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name}-{number}"
        number += 1
