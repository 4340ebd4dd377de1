"""How far apart things are in the book: what a provision leads to, and how much a page loads."""

import gzip
import html
import posixpath
import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest
from attrs import frozen
from pages_of_law import statutes
from qanun.book.edition import Edition
from qanun.document.model import Provision


@pytest.fixture(scope="module")
def edition() -> Edition:
    """The law of the repository."""
    loaded = statutes()
    assert loaded.compiled is not None
    assert loaded.program is not None
    return Edition.of(loaded.compiled, loaded.program)


@frozen
class Reader:
    """Reads the built book. A place is a path in it, with `#` and an id or without."""

    book: Path

    @cache  # noqa: B019
    def links(self, path: str) -> frozenset[str]:
        """The places to which the text of a page leads; its navigation does not count."""
        if not path.endswith(".html") or path.startswith("statutes/"):
            return frozenset()
        page = (self.book / path).read_text(encoding="utf-8")
        article = page[page.index("<article") : page.index("</article>")]
        found = set()
        for written in re.findall(r'<a\b[^>]*? href="([^"]*)"', article):
            address = unquote(html.unescape(written))
            target, mark, anchor = address.partition("#")
            if re.match(r"[a-z]+:", target):
                continue
            there = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
            found.add(there + mark + anchor)
        return frozenset(found)

    def near(self, path: str) -> set[str]:
        """What a reader of a page reaches in at most two clicks."""
        first = self.links(path)
        return {*first, *(place for one in first for place in self.links(one.partition("#")[0]))}

    def lines(self, place: str, module: str) -> list[range]:
        """The lines of a statute file that are named below the beginning of the rule at a place."""
        path, _, id_ = place.partition("#")
        page = (self.book / path).read_text(encoding="utf-8")
        card = page.partition(f'id="{id_}"')[2]
        named = rf"statutes/{module}\.html#L(\d+)\">{module}\.md, lines? \d+(?: to (\d+))?</a>"
        return [range(int(a) - 1, int(b or a)) for a, b in re.findall(named, card.partition("</section>")[0])]


def stated(edition: Edition) -> list[tuple[Provision, list[str]]]:
    """Each provision that rules state, and those rules."""
    relations, names = edition.relations, edition.places.names
    return [
        (provision, [name for name in relations.stating[provision.anchor] if name in names])
        for document in edition.documents.values()
        for provision in document.provisions
        if provision.anchor in relations.stating
    ]


def test_two_clicks_lead_from_a_provision_to_all_that_hangs_on_it(book: Path, edition: Edition) -> None:
    """The exceptions to its rules, a worked case, the questions that turn on them."""
    reader, relations, places = Reader(book), edition.relations, edition.places
    missing: list[str] = []
    counted = dict.fromkeys(("exceptions", "cases", "questions"), 0)
    for provision, rules in stated(edition):
        near = reader.near(places.anchors[provision.anchor].partition("#")[0])
        for name in rules:
            for exception in relations.excepted_by.get(name, ()):
                counted["exceptions"] += 1
                if places.names[exception] not in near:
                    missing.append(f"{provision.anchor}: exception {exception}")
            cases = [places.cases[case] for case in relations.cases.get(name, ())]
            asked = {*relations.asked_in.get(name, ()), *relations.matters_to.get(name, ())}
            pages = {f"questions/{question}.html" for question in asked}
            for kind, wanted in (("cases", set(cases)), ("questions", pages)):
                counted[kind] += bool(wanted)
                if wanted and not wanted & near:
                    missing.append(f"{provision.anchor}: {kind} of {name}")
    assert missing == []
    assert all(count > 50 for count in counted.values()), counted


def test_two_clicks_lead_from_a_provision_to_its_source(book: Path, edition: Edition) -> None:
    """Its line in the statute file, and the note of the report behind it."""
    reader, places = Reader(book), edition.places
    missing: list[str] = []
    for provision, rules in stated(edition):
        path = places.anchors[provision.anchor].partition("#")[0]
        for name in rules:
            module, _, short = name.partition(".")
            lines = edition.documents[module].text.content.splitlines()
            declared = re.compile(rf"\b{re.escape(short.split('.')[0])}\b")
            named = reader.lines(places.names[name], module)
            if not any(declared.search(lines[number]) for numbers in named for number in numbers):
                missing.append(f"{provision.anchor}: line of {name}")
        notes = {f"{path}#fn-{label}" for label in re.findall(r"\[\^([^\]\s]+)\]", provision.span.words)}
        missing += [f"{provision.anchor}: {note}" for note in sorted(notes - reader.links(path))]
    assert missing == []


FIRST = re.compile(r"""<(?:script|link)\b[^>]*?(?:src|href)=["']?([^"'\s>]+\.(?:css|js))""")
FACES = {"law": ("law-400.woff2", "law-600.woff2"), "questions": ("law-600.woff2",)}
"""The fonts of which a page has letters: of headings, and of the text of the law."""


@pytest.mark.parametrize(("folder", "most"), [("law", 90_000), ("questions", 130_000)])
def test_a_page_of_law_is_light(book: Path, folder: str, most: int) -> None:
    """Each page of law and of a question with all styles, scripts and fonts that it loads first, compressed;
    worked cases stand on pages of their own, reasons and the search come when somebody turns to them. A page
    of worked cases, with their explanations, stays below 150 kB."""
    sizes: dict[Path, int] = {}

    def size(path: Path) -> int:
        if path not in sizes:
            sizes[path] = len(gzip.compress(path.read_bytes()))
        return sizes[path]

    heavy = {}
    for page in sorted((book / folder).rglob("*.html")):
        named = FIRST.findall(page.read_text(encoding="utf-8"))
        assert len(named) >= 2
        parts = [(page.parent / unquote(one)).resolve() for one in named]
        parts += [book / "assets/qanun/fonts" / face for face in FACES[folder]]
        total = sum(map(size, [page, *parts]))
        if total >= (150_000 if page.name.endswith("-cases.html") else most):
            heavy[str(page.relative_to(book))] = total
    assert heavy == {}
