"""The pictures of the book: how a norm is reached and defeated, how the articles of a law lean on others."""

from collections.abc import Iterator

from attrs import evolve

from qanun.book import places as at
from qanun.book.drawing import Box, box, curve, picture, stacked, wrapped
from qanun.book.edition import Leaf
from qanun.book.levels import Place, levelled
from qanun.book.page import Html, join, tag
from qanun.book.phrases import called
from qanun.resolved.model import NORM_KINDS, Declaration

DRAWN = NORM_KINDS | {"rule", "options"}
WIDE = 150
NARROW = 160
GAP = 44
HOW_TO_READ = (
    "An arrow leads from what leans on something down to that. Point at a box, and all its arrows light up, "
    "those too that follow from others and are not drawn otherwise."
)
AGAINST = (
    ("excepted_by", "defeats", "exception"),
    ("yields_to", "defeats", "goes before it"),
    ("collides", "clashes", "pulls the other way"),
    ("silenced_by", "clashes", "silence"),
)


def of_norm(leaf: Leaf, one: Declaration) -> Html | None:
    """What leads to a norm, on its left, and what stands against it, on its right; None without either."""
    relations = leaf.edition.relations
    against = [
        (name, css, said)
        for table, css, said in AGAINST
        for name in getattr(relations, table).get(one.name, ())
    ]
    standing = {name for name, _, _ in against}
    towards = [*relations.grounds.get(one.name, ()), *relations.rests_on.get(one.name, ())]
    towards = [name for name in dict.fromkeys(towards) if name not in standing]
    if not towards and not against:
        return None
    left = stacked(4, WIDE, [_entry(leaf, name, "") for name in towards], 4)
    right_x = 4 + WIDE + GAP + NARROW + GAP
    right = stacked(right_x, WIDE, [_entry(leaf, name, css) for name, css, _ in against], 4)
    lower = max((one[-1].y + one[-1].height for one in (left, right) if one), default=60)
    left, right = _centred(left, lower), _centred(right, lower)
    height = max([one.y + one.height for one in (*left, *right)] + [60]) + 4
    centre = Box(4 + WIDE + GAP, 0, NARROW, wrapped(called(one), NARROW), f"q-norm q-{one.kind}")
    centre = evolve(centre, y=(height - centre.height) // 2, title=leaf.edition.title(one), id="norm")
    reach = [curve(b, centre, "q-reaches") for b in left]
    defeat = [curve(b, centre, f"q-{css}", said) for b, (_, css, said) in zip(right, against, strict=True)]
    width = right_x + WIDE + 4 if right else centre.x + NARROW + 4
    name = f"How “{called(one)}” is reached and defeated"
    parts = [*reach, *defeat, *map(box, (*left, centre, *right))]
    return picture(width, height, name, at.rule_id(one.name), parts)


def _centred(boxes: list[Box], lower: int) -> list[Box]:
    """Boxes below each other, moved down so that they stand in the middle of the height."""
    free = (lower - boxes[-1].y - boxes[-1].height) // 2 if boxes else 0
    return [evolve(one, y=one.y + free) for one in boxes]


def _entry(leaf: Leaf, name: str, css: str) -> tuple[str, str, str, str]:
    """A box for a declaration or a provision: its words, look, link and title."""
    if "#" in name:
        place = leaf.edition.places.anchors.get(name, "")
        return leaf.cited(name), f"q-{css}", at.href(place, leaf.here) if place else "", name
    one = leaf.edition.declarations[name]
    link = at.href(leaf.edition.places.names[name], leaf.here)
    return called(one), f"q-{one.kind} q-{css}".removesuffix(" q-"), link, leaf.edition.title(one)


def of_law(leaf: Leaf, module: str) -> Html | None:
    """What leans on a law, its articles in levels, and what they lean on; None where nothing leans."""
    places: dict[str, Place] = {}
    leads: dict[tuple[str, str], int] = {}
    document = leaf.edition.documents[module]
    own = {at.law_path(module): document.title}
    own |= {at.article_path(document, article): at.heading(article) for article in document.articles}
    for start, end, count in _leaning(leaf, module):
        ends = (start if start in own else f"from {_law_of(start)}", end if end in own else _law_of(end))
        leads[ends] = leads.get(ends, 0) + count
    for id_ in dict.fromkeys(id_ for ends in leads for id_ in ends if id_ not in own):
        law = id_.removeprefix("from ")
        link = at.href(at.law_path(law), leaf.here)
        title = leaf.edition.program.laws[law].title
        places[id_] = Place(title, "q-other", link, title, last=id_ == law)
    leaning = {id_ for pair in leads for id_ in pair}
    for path, words in own.items():
        if path in leaning:
            places[path] = Place(words, "q-own", at.href(path, leaf.here), words)
    title = leaf.edition.program.laws[module].title
    return _drawn(f"How {title} leans on itself and on other laws", places, leads)


def of_all_laws(leaf: Leaf) -> Html | None:
    """The laws in levels: each below those that lean on it; None where none does."""
    leads: dict[tuple[str, str], int] = {}
    for module in leaf.edition.documents:
        for start, end, count in _leaning(leaf, module):
            pair = (_law_of(start), _law_of(end))
            if pair[0] != pair[1] and pair[0] == module:
                leads[pair] = leads.get(pair, 0) + count
    ends = {id_ for pair in leads for id_ in pair}
    places = {
        module: Place(document.title, "q-own", at.href(at.law_path(module), leaf.here), document.title)
        for module, document in leaf.edition.documents.items()
        if module in ends
    }
    return _drawn("How the laws lean on each other", places, leads)


def _drawn(name: str, places: dict[str, Place], leads: dict[tuple[str, str], int]) -> Html | None:
    if not leads:
        return None
    said = {
        (start, end): f"{places[start].title} leans on {places[end].title} ({count})"
        for (start, end), count in leads.items()
    }
    return join([tag("p", HOW_TO_READ, class_="qanun-aside"), levelled(name, "law", places, said)])


def _law_of(path: str) -> str:
    return path.split("/")[1]


def _leaning(leaf: Leaf, module: str) -> Iterator[tuple[str, str, int]]:
    """From page to page, one of them the law's: how many declarations of the first rest on the second's."""
    edition = leaf.edition
    found: dict[tuple[str, str], int] = {}
    for table in (edition.relations.rests_on, edition.relations.exception_to, edition.relations.collides):
        for name, targets in table.items():
            for target in targets:
                pair = (_page(leaf, name), _page(leaf, target))
                laws = {one.split("/")[1] for one in pair if one}
                if all(pair) and pair[0] != pair[1] and module in laws:
                    found[pair] = found.get(pair, 0) + 1
    yield from ((start, end, count) for (start, end), count in found.items())


def _page(leaf: Leaf, name: str) -> str:
    places = leaf.edition.places
    place = places.anchors.get(name, "") if "#" in name else places.names.get(name, "")
    path = place.partition("#")[0]
    return path if path.startswith(f"{at.LAW}/") else ""
