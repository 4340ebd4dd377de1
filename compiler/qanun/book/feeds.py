"""Feeds for machines: all laws as JSON, and each law as Akoma Ntoso XML (OASIS LegalDocML 1.0)."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from xml.etree import ElementTree as xml

from qanun.book import places as at
from qanun.book.edition import Edition
from qanun.book.phrases import called
from qanun.core.rules import Law
from qanun.document.model import ITEMS, Article, Document, InForce, Provision

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
PROFILE = "law.json"


def feeds(edition: Edition, notice: str) -> Iterator[tuple[str, str]]:
    """Each file by its path in the book. `notice` is what every file says of the law in it."""
    yield PROFILE, json.dumps(_laws(edition, notice), ensure_ascii=False, indent=1) + "\n"
    for document in edition.documents.values():
        yield f"{at.LAW}/{document.module}/law.akn.xml", akoma_ntoso(edition, document, notice)


def _laws(edition: Edition, notice: str) -> dict[str, object]:
    """The structure of all laws: provisions, rules, and the links between them; places in the book."""
    program = edition.program
    return {
        "notice": notice,
        "fingerprint": program.fingerprint,
        "laws": [
            {
                "module": law.module,
                "title": law.title,
                "jurisdiction": law.jurisdiction,
                "source": law.source,
                "in_force": law.in_force,
                "place": at.law_path(law.module),
                "articles": [
                    _article(edition, edition.documents[law.module], one) for one in _articles(edition, law)
                ],
            }
            for law in program.laws.values()
        ],
        "rules": [_rule(edition, name) for name in edition.declarations],
        "situations": [
            {
                "name": one.name,
                "label": one.label,
                "given": [fact for fact, _ in one.given],
                "asks": list(one.asks),
                "questions": list(one.opens),
                "place": at.situation_place(one.name),
            }
            for one in program.situations
        ],
        "questions": [
            {
                "name": question.name,
                "label": question.label,
                "answers": list(question.answers),
                "facts": list(question.facts),
                "readings": list(question.readings),
                "needs_as_of": question.needs_as_of,
                "place": at.question_path(question.name),
            }
            for question in program.questions.values()
        ],
    }


def _articles(edition: Edition, law: Law) -> tuple[Article | None, ...]:
    return (None, *edition.documents[law.module].articles)


def _article(edition: Edition, document: Document, article: Article | None) -> dict[str, object]:
    """An article; None: what stands in none."""
    return {
        "name": article.name if article else None,
        "title": article.title if article else None,
        "anchor": article.anchor if article else None,
        "place": at.article_path(document, article),
        "provisions": [
            {
                "anchor": one.anchor,
                "label": one.label,
                "number": one.number,
                "official_text": one.official_text,
                "text": one.text,
                "parent": one.parent,
                "line": one.span.line,
                "stated_by": list(edition.relations.stating.get(one.anchor, ())),
            }
            for one in document.provisions
            if one.article is article
        ],
    }


def _rule(edition: Edition, name: str) -> dict[str, object]:
    """A declaration and how it leans on others; lists that are empty are left out."""
    one, relations = edition.declarations[name], edition.relations
    links = {
        "exception_to": relations.exception_to,
        "excepted_by": relations.excepted_by,
        "prevails_over": relations.prevails_over,
        "collides_with": relations.collides,
        "grounds": relations.grounds,
        "rests_on": relations.rests_on,
    }
    found = {key: list(table[name]) for key, table in links.items() if name in table}
    kind = {"one_of": "type"}.get(one.kind, one.kind)
    return {"name": name, "kind": kind, "label": called(one), "place": edition.places.names[name], **found}


# --- Akoma Ntoso ------------------------------------------------------------------------------------------


def akoma_ntoso(edition: Edition, document: Document, notice: str) -> str:
    """A law as an `act`: identification, the days on which it is in force, articles with their provisions."""
    xml.register_namespace("", AKN)
    root = xml.Element(_name("akomaNtoso"))
    act = xml.SubElement(root, _name("act"), name="act", contains="singleVersion")
    _meta(xml.SubElement(act, _name("meta")), edition, document, notice)
    cover = xml.SubElement(act, _name("preface"))
    _text(xml.SubElement(cover, _name("longTitle"), eId="longTitle"), document.front_matter.law)
    body = xml.SubElement(act, _name("body"))
    taken: set[str] = set()
    loose = [one for one in document.provisions if one.article is None]
    _provisions(body, loose, "", taken)
    for number, article in enumerate(document.articles):
        wrapper = _part(body, "article", f"art_{_safe(at.local(article.anchor)) or number}", taken)
        _words(wrapper, "num", article.name)
        if article.title:
            _words(wrapper, "heading", article.title)
        own = [one for one in document.provisions if one.article is article]
        if not _provisions(wrapper, own, wrapper.attrib["eId"], taken):
            _text(xml.SubElement(wrapper, _name("content")), "")
    if len(body) == 0:
        _text(xml.SubElement(_part(body, "paragraph", "para_none", taken), _name("content")), "")
    xml.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + xml.tostring(root, encoding="unicode") + "\n"


def _meta(meta: xml.Element, edition: Edition, document: Document, notice: str) -> None:
    """Who wrote what, from where, and when it is in force; days that are not stated are not invented."""
    front = document.front_matter
    country = "az" if front.jurisdiction == "Azerbaijan" else "xx"
    uri = f"/akn/{country}/act/{document.module}"
    identification = xml.SubElement(meta, _name("identification"), source="#qanun")
    parts = (("FRBRWork", uri), ("FRBRExpression", f"{uri}/eng"), ("FRBRManifestation", f"{uri}/eng.xml"))
    for level, address in parts:
        one = xml.SubElement(identification, _name(level))
        xml.SubElement(one, _name("FRBRthis"), value=f"{address}/!main")
        xml.SubElement(one, _name("FRBRuri"), value=address)
        xml.SubElement(one, _name("FRBRdate"), date=_first_day(front.in_force), name="notStated")
        xml.SubElement(one, _name("FRBRauthor"), href="#legislator" if level == "FRBRWork" else "#qanun")
        if level == "FRBRWork":
            xml.SubElement(one, _name("FRBRcountry"), value=country)
        if level == "FRBRExpression":
            xml.SubElement(one, _name("FRBRlanguage"), language="eng")
    references = xml.SubElement(meta, _name("references"), source="#qanun")
    for id_, shown in (("legislator", front.jurisdiction), ("qanun", "Qanun")):
        href = f"/ontology/organization/{id_}"
        xml.SubElement(references, _name("TLCOrganization"), eId=id_, href=href, showAs=shown)
    notes = xml.SubElement(meta, _name("notes"), source="#qanun")
    said = (
        notice,
        f"Source: {front.source}.",
        f"Fingerprint of the statutes: {edition.program.fingerprint}.",
    )
    for number, words in enumerate(said, 1):
        _text(xml.SubElement(notes, _name("note"), eId=f"note_{number}"), words)


def _first_day(days: InForce | None) -> str:
    """The first day in force; the schema wants a date, and 0001-01-01 stands where none is stated."""
    return (days.start if days is not None and days.start is not None else date.min).isoformat()


def _provisions(above: xml.Element, provisions: Iterable[Provision], prefix: str, taken: set[str]) -> bool:
    """Provisions as paragraphs, lettered ones as points in the provision that holds them."""
    made: dict[str, xml.Element] = {}
    behind: list[tuple[xml.Element, list[str]]] = []
    for one in provisions:
        parent = made.get(one.parent or "")
        kind = "paragraph" if parent is None else "point"
        start = f"{parent.attrib['eId'] if parent is not None else prefix}__".removeprefix("__")
        short = {"paragraph": "para", "point": "point"}[kind]
        holder = above if parent is None else parent
        element = _part(holder, kind, f"{start}{short}_{_safe(at.local(one.anchor))}", taken)
        _words(element, "num", one.label)
        made[one.anchor] = element
        below = any(other.parent == one.anchor for other in provisions)
        before, after = _around(one.text.split("\n")) if below else (one.text.split("\n"), [])
        target = xml.SubElement(element, _name("intro" if below else "content"))
        for words in before:
            _text(target, words)
        if after:
            behind.append((element, after))
    for element, paragraphs in behind:
        target = xml.SubElement(element, _name("wrapUp"))
        for words in paragraphs:
            _text(target, words)
    return bool(made)


def _around(paragraphs: list[str]) -> tuple[list[str], list[str]]:
    """What stands before the items of a provision, and what behind them."""
    place = paragraphs.index(ITEMS) if ITEMS in paragraphs else len(paragraphs)
    return paragraphs[:place], [words for words in paragraphs[place:] if words != ITEMS]


def _part(above: xml.Element, kind: str, wanted: str, taken: set[str]) -> xml.Element:
    id_, number = wanted, 2
    while id_ in taken:
        id_, number = f"{wanted}_{number}", number + 1
    taken.add(id_)
    return xml.SubElement(above, _name(kind), eId=id_)


def _words(above: xml.Element, kind: str, words: str) -> None:
    xml.SubElement(above, _name(kind)).text = _plain(words)


def _text(above: xml.Element, words: str) -> None:
    xml.SubElement(above, _name("p")).text = _plain(words)


def _plain(words: str) -> str:
    """Without the characters that XML cannot hold."""
    return re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", words)


def _safe(anchor: str) -> str:
    return re.sub(r"[^\w.-]+", "-", anchor)


def _name(word: str) -> str:
    return f"{{{AKN}}}{word}"
