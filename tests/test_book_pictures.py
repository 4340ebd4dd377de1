"""The pictures of the book: what stands above what, which lines are drawn, and whose arrows they have."""

import re

from qanun.book.levels import Place, levelled
from test_book_pages import PAGE, book_of
from test_book_registers import TERMS

PLACES = {name: Place(name, "", "", name) for name in "abcde"}


def heads(picture: str) -> dict[str, int]:
    """How far down each box begins."""
    return {one: int(y) for one, y in re.findall(r'data-of="(\w)">.*?<rect x="\d+" y="(\d+)"', picture)}


def lines(picture: str) -> dict[str, str]:
    """The classes of each line, by its two ends."""
    found = re.findall(r'class="q-line ([^"]*)" data-from="(\w)" data-to="(\w)"', picture)
    return {start + end: css for css, start, end in found}


def drawn(*pairs: str, **last: Place) -> str:
    leads = {(pair[0], pair[1]): pair for pair in pairs}
    ends = {end for pair in pairs for end in pair}
    places = {name: place for name, place in {**PLACES, **last}.items() if name in ends}
    return levelled("how", "x", places, leads)


def test_each_box_stands_below_all_that_lead_to_it() -> None:
    """However long the way is; what leads to nothing shared stands beside."""
    top = heads(drawn("ac", "ab", "bc", "dc"))
    assert top["a"] == top["d"] < top["b"] < top["c"]


def test_a_line_that_follows_from_others_is_not_drawn_until_it_is_lit() -> None:
    """From a over b to c leads a way, so that the line from a to c says nothing new."""
    assert lines(drawn("ab", "bc", "ac", "cd", "ad")) == {
        "ab": "q-leads",
        "bc": "q-leads",
        "cd": "q-leads",
        "ac": "q-leads q-implied",
        "ad": "q-leads q-implied",
    }


def test_a_circle_is_drawn_with_a_line_that_runs_up() -> None:
    """Round the side, and both of its lines are there."""
    picture = drawn("ab", "ba", "bc")
    assert lines(picture) == {"ab": "q-leads", "ba": "q-leads", "bc": "q-leads"}
    top = heads(picture)
    assert top["a"] < top["b"] < top["c"]


def test_what_is_to_be_last_stands_below_all_others() -> None:
    """Even where nothing but the first leads to it."""
    top = heads(drawn("ae", "ab", "bc", e=Place("e", "", "", "e", last=True)))
    assert top["a"] < top["b"] < top["c"] < top["e"]


def test_a_long_way_down_does_not_overflow() -> None:
    """A thousand and some places, each leading to the next."""
    names = [f"n{number}" for number in range(1200)]
    leads = {(one, names[n + 1]): "" for n, one in enumerate(names[:-1])}
    leads |= {(names[0], one): "" for one in names[2:]} | {(one, names[-1]): "" for one in names[600:-1]}
    picture = levelled("how", "x", {name: Place(name, "", "", name) for name in names}, leads)
    assert picture.count("<rect") == len(names)


def test_each_picture_of_a_page_has_arrows_of_its_own() -> None:
    """No id stands twice on a page, and every line has its arrow in its own picture."""
    content = PAGE.replace("```qanun\nquestion ticket", f"```qanun\n{TERMS}\nquestion ticket")
    content = content.replace("is_resident\n```", "is_resident\nexception sick to honk when is_resident\n```")
    for path, page in book_of(content).items():
        ids = re.findall(r' id="([^"]+)"', page)
        assert len(ids) == len(set(ids)), path
    pictures = book_of(content)["law/parking/article-1.html"].split("<svg")[1:]
    assert len(pictures) > 1
    for picture in pictures:
        arrow = re.findall(r'<marker id="([^"]+)"', picture)
        assert re.findall(r'marker-end="url\(#([^"]+)\)"', picture) == arrow
