"""Headings: which open an article, on which days it is law, and which only look like the heading of one.

The words that open an article are English, and those of the project's settings. Whatever else looks like the
heading of an article, in another language or in a form that is not read, is told: the provisions below it
would count to the article above.
"""

import re
from collections.abc import Iterable, Sequence

from attrs import evolve, frozen

from qanun.diagnostics import Kind
from qanun.document import kinds

ENGLISH = ("Article", "Paragraph", "Section", "§")
_SHORT = {"art": "Article", "para": "Paragraph", "par": "Paragraph", "sec": "Section"}
_MORE = ("articles", "arts", "paragraphs", "paras", "sections", "secs", "§§")

FOREIGN = (
    *(
        "maddə",
        "madde",
        "modda",
        "artikel",
        "artikkel",
        "artikla",
        "articolo",
        "artículo",
        "articulo",
        "artigo",
    ),
    *(
        "articol",
        "articolul",
        "članak",
        "člen",
        "článek",
        "článok",
        "artykuł",
        "straipsnis",
        "pants",
        "pykälä",
        "cikk",
    ),
    *("nen", "neni", "erthygl", "paragraf", "paragrahv", "paragrafo", "párrafo", "artikolu", "artikulua"),
    *("статья", "стаття", "артыкул", "член", "чл", "члан", "бап", "ст", "άρθρο", "հոդված", "მუხლი"),
    *("المادة", "مادة", "ماده", "סעיף", "धारा", "अनुच्छेद"),
)
"""The word for an article in languages in which law is often written."""

_LETTERS = r"(?:(?![²³¹⁰-₟])[^\W\d_]){0,3}"
_NUMBER = rf"[0-9]+{_LETTERS}(?:[.\-–][0-9]+{_LETTERS})*|(?-i:[IVXLCDM]+)"
_NUMBERLIKE = (
    r"(?:\d|(?-i:[IVXLCDM]+)\b|(?:one|two|three|four|five|six|seven|eight|nine|ten|first|premier)\b)"
)
_DATE = (
    r"(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}"
    r"|\d{1,2}(?:st|nd|rd|th|\.)?\s+[^\W\d_]{3,12}\s+\d{4}|[^\W\d_]{3,12}\s+\d{1,2},?\s+\d{4})"
)
_BRACKET = re.compile(r"[(\[{（]([^()\[\]{}（）]*)[)\]}）]")
_IN_FORCE = re.compile(r"\s*in\s+force\b(?P<days>.*)", re.IGNORECASE | re.DOTALL)
_STATED = re.compile(
    rf"in\s+force\b.*{_DATE}|\b(?:from|until|since|till|effective|valid|as\s+of)\W+{_DATE}", re.IGNORECASE
)
_OWN = re.compile(r"\[(?P<name>[^\[\]]+)\][.:]?(?P<title>.*)")
_ATTRIBUTES = re.compile(r"\{\s*[#.:][^{}]*\}\s*$")
_JOINED = re.compile(
    rf"\s*(?:[(\[]\s*\w{{1,4}}\s*[)\]]|/|[,&]?\s*(?:and|or|to|bis|ter|quater|,|&|–|-|—)\s*(?:{_NUMBER})(?!\w)|(?:bis|ter|quater)\b)",
    re.IGNORECASE,
)


@frozen
class Heading:
    """What the heading of an article says: `Article 318`, `318`, `Illegal crossing`.

    A `name` in square brackets is not the law's: `[Section 2 of the report]`, `2`, `Fees`.
    `days` is what stands in brackets behind `in force`; where `unread`, it states days that cannot be read.
    """

    name: str
    number: str
    title: str
    days: str | None = None
    unread: bool = False


@frozen
class Mistaken:
    """A heading that is told, and its word for an article."""

    kind: Kind
    heading: str
    word: str = ""


def read_heading(words: str, articles: Sequence[str] = ()) -> Heading | Mistaken | None:
    """What a heading says of the article that it opens; None where it opens none and does not look as if.

    `articles` are the words of the settings that open an article beside the English ones.
    """
    words = _ATTRIBUTES.sub("", " ".join(words.split())).strip()
    opening = _opening((*ENGLISH, *articles))
    own = _OWN.fullmatch(words)
    inside = opening.match(own["name"]) if own is not None else None
    if own is not None and inside is not None and _JOINED.match(inside["title"]) is None:
        without = f"{inside['word']} {inside['number']} {own['title']}"
        found = opening.match(without)
        assert found is not None
        return evolve(_article(found, articles), name=f"[{own['name'].strip()}]")
    match = opening.match(words)
    if match is not None and _JOINED.match(match["title"]) is None:
        return _article(match, articles)
    if _looks_like((*ENGLISH, *_MORE, *_SHORT, *articles), words):
        return Mistaken(kinds.UNREAD_ARTICLE, words)
    known = {word.casefold() for word in articles}
    foreign = _looks_like([word for word in FOREIGN if word not in known], words)
    if foreign:
        return Mistaken(kinds.FOREIGN_ARTICLE, words, foreign)
    if any(_IN_FORCE.match(found[1]) for found in _BRACKET.finditer(words)) or _STATED.search(words):
        return Mistaken(kinds.DAYS_OF_NO_ARTICLE, words)
    return None


def _opening(articles: Iterable[str]) -> re.Pattern[str]:
    spelled = "|".join(re.escape(word) for word in (*articles, *_SHORT))
    return re.compile(
        rf"(?P<word>{spelled})(?:\s*\.\s*|\s+|(?<=\W))(?P<number>{_NUMBER})(?!\w)(?P<title>.*)", re.IGNORECASE
    )


def _article(match: re.Match[str], articles: Sequence[str]) -> Heading:
    number = match["number"].replace("–", "-")
    found = [bracket for bracket in _BRACKET.finditer(match["title"]) if _IN_FORCE.match(bracket[1])]
    title, stated = match["title"], None
    for bracket in reversed(found):
        title = f"{title[: bracket.start()]} {title[bracket.end() :]}"
        days = _IN_FORCE.match(bracket[1])
        assert days is not None
        stated = days["days"].strip() if stated is None else f"{days['days'].strip()}, {stated}"
    dated = next((one[0] for one in _BRACKET.finditer(title) if re.search(_DATE, one[1])), None)
    dated = dated or ((said := _STATED.search(title)) and said[0])
    title = " ".join(re.sub(r"\s+([.:;,])", r"\1", title).strip(" \t.:;,–—-").split())
    name = f"{_called(match['word'], articles)} {number}"
    if dated:
        return Heading(name, number, title, " ".join(dated.split()), unread=True)
    return Heading(name, number, title, stated)


def _called(word: str, articles: Sequence[str]) -> str:
    """The word as the settings have it; an English one in full."""
    known = {one.casefold(): one for one in (*ENGLISH, *articles)}
    return _SHORT.get(word.casefold()) or known[word.casefold()]


def _looks_like(articles: Iterable[str], words: str) -> str | None:
    """The word, as written, with which a heading seems to open an article: before a number or behind one."""
    spelled = "|".join(re.escape(word) for word in sorted(articles, key=len, reverse=True))
    before = rf"\W{{0,3}}(?P<word>{spelled})(?!\w)[.\s]*(?:no|nr|№|number)?[.\s]*{_NUMBERLIKE}"
    ordinal = r"\d+(?:\.|[^\W\d_]{1,3}|-[^\W\d_]{1,4})?"
    behind = rf"\W{{0,3}}{ordinal}\s+(?P<word>{spelled})(?!\w)\s*(?:[.:–—(\[-]|$)"
    for pattern in (before, behind):
        match = re.match(pattern, words, re.IGNORECASE)
        if match is not None:
            return match["word"]
    return None
