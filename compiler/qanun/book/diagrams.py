"""The pictures of the book: how a norm is reached and defeated, how the articles of a law lean on others."""

from collections.abc import Iterator

from attrs import evolve

from qanun.book import places as at
from qanun.book.drawing import Box, arc, box, curve, picture, stacked, wrapped
from qanun.book.edition import Leaf
from qanun.book.page import Html
from qanun.book.phrases import called
from qanun.resolved.model import NORM_KINDS, Declaration

DRAWN = NORM_KINDS | {"rule", "options"}
WIDE = 150
NARROW = 160
GAP = 44
ROW = 26
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
    lines = wrapped(called(one), NARROW)
    centre = Box(4 + WIDE + GAP, 0, NARROW, lines, f"q-norm q-{one.kind}", "", leaf.edition.title(one))
    centre = Box(centre.x, (height - centre.height) // 2, centre.width, lines, centre.css, "", centre.title)
    reach = [curve((b.x + b.width, b.middle), (centre.x, centre.middle), "q-reaches") for b in left]
    defeat = [
        curve((b.x, b.middle), (centre.x + centre.width, centre.middle), f"q-{css}", said)
        for b, (_, css, said) in zip(right, against, strict=True)
    ]
    width = right_x + WIDE + 4 if right else centre.x + NARROW + 4
    name = f"How “{called(one)}” is reached and defeated"
    return picture(width, height, name, [*reach, *defeat, *map(box, (*left, centre, *right))])


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
    """The articles of a law below each other, then those of other laws, and arcs between them."""
    edges = list(_leaning(leaf, module))
    if not edges:
        return None
    document = leaf.edition.documents[module]
    own = [at.law_path(module), *(at.article_path(document, article) for article in document.articles)]
    ends = {end for edge in edges for end in edge[:2]}
    others = [path for path in _paths(leaf) if path in ends and path not in own]
    rows = [path for path in own if path in ends or path != own[0]] + others
    words = dict(_paths(leaf, module))
    width = 470
    boxes = {
        path: Box(
            4, 4 + number * ROW + (14 if path in others else 0), width, (_cut(words[path], width),),
            "q-own" if path in own else "q-other", at.href(path, leaf.here), words[path],
        )
        for number, path in enumerate(rows)
    }  # fmt: skip
    arcs = []
    for start, end, count in edges:
        one, other = boxes[start].middle, boxes[end].middle
        depth = min(40 + abs(one - other) // 2, 300)
        said = f"{words[start]} leans on {words[end]} ({count})"
        css = "q-within" if start in own and end in own else "q-across"
        arcs.append(arc(4 + width, one, other, depth, css, said))
    bottom = max(b.y + b.height for b in boxes.values()) + 6
    name = f"How {leaf.edition.program.laws[module].title} leans on itself and on other laws"
    return picture(
        4 + width + 240,
        bottom,
        name,
        [*arcs, *map(box, boxes.values())],
    )


def _cut(words: str, width: int) -> str:
    return wrapped(words, width, 1)[0]


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


def _paths(leaf: Leaf, module: str = "") -> dict[str, str]:
    """Every page of law and what it is called; of another law than `module` with the law's title."""
    found: dict[str, str] = {}
    for document in leaf.edition.documents.values():
        found[at.law_path(document.module)] = document.title
        for article in document.articles:
            own = at.heading(article)
            said = own if document.module == module else f"{document.title}: {article.name}"
            found[at.article_path(document, article)] = said
    return found
