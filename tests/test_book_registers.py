"""The registers of the book: what each row says, and which columns, bars and cells there are."""

import re
from collections.abc import Mapping

from qanun.book.book import NOT_WORKED
from qanun.book.cases import Turn, Worked
from qanun.book.edition import Edition
from qanun.book.registers import registers
from qanun.syntax import tree
from test_book_pages import PAGE, book_of, edition_of, made, words_of

TERMS = """authority town "the town"
party guest "a guest"
define stay : duration in hours "how long one may stay"
  is 2 hours - 1 hours
fact arrived : moment "when the guest arrived"
fact appealed : date or none "the day of the appeal"
obligation leave "leave the old town" on guest when parked
  within 48 hours after arrived
permission wait "wait at the gate" on guest when parked
  until stay after arrived
obligation answer "answer the guest" on town towards guest when parked
  within 1 week after arrived
power tow "tow the car away" by town when parked
prohibition honk "honk" on guest when parked
  until appealed
"""


def rows(page: str) -> list[list[str]]:
    """The words of the cells of each row, its head first, without the rows that name a group."""
    found = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in page.split("</tr>")]
    return [[words_of(cell) for cell in row] for row in found if len(row) > 1]


def test_the_register_of_discretion_says_what_is_weighed() -> None:
    """Whose each power is, findings as links, considerations in words, and what records its use."""
    rules = """authority town "the town <b>council</b>"
fact is_ill "the driver is ill" judged by town
fact let_off : date or none "the day on which the driver was let off"
power let_go "let the driver go" by town towards driver when parked
  weighing
    - (a) is_ill
    - (b) "how <i>full</i> the street is"
  exercised by let_off
power tow "tow the car away" by town when parked
"""
    content = PAGE.replace("```qanun\nquestion ticket", f"```qanun\n{rules}\nquestion ticket")
    page = book_of(content)["registers/discretion.html"]
    first, second = page.split("</tr>")[2:4]
    assert words_of(first).endswith(
        "let the driver gothe town <b>council</b>whoever parksthe driver is ill; how <i>full</i> the street "
        "isthe day on which the driver was let offParking Order, 1.2"
    )
    assert 'href="../law/parking/article-1.html#rule-is_ill"' in first
    assert words_of(second).endswith("tow the car awaythe town <b>council</b>Parking Order, 1.2")


def test_readings_say_the_ways_in_order_and_why_and_silences_where_they_stand() -> None:
    """With the reason of the first way, what it changes, and how a silence is known."""
    book = made(label="about the walls")
    assert rows(book["registers/readings.html"]) == [
        ["Reading", "Ways to read it", "What it changes"],
        [
            "How wide is the old town? about the walls",
            "inside the walls about the wallsabout the wallsThe first, because about the walls",
            "about the wallscan matter to 1 questionIs it illegal? about the walls",
        ],
    ]
    silences = book["registers/silences.html"]
    assert "found while reading" in silences
    assert 'href="../law/parking/article-1.html#1.2"' in silences
    assert "beside each that it concerns: Is it illegal?" in words_of(silences)


def test_a_reading_says_what_follows_from_each_way_in_a_case() -> None:
    """The case in which it decides, as it was worked out: read so, and otherwise."""
    edition = edition_of(PAGE.replace("LABEL", "x"))
    case = next(item for item in edition.relations.worked if isinstance(item, tree.Scenario))
    turn = Turn("parking.width", "narrow walls", "It is free.", "wide walls", "It costs <b>ten</b>.")
    worked = {case: Worked("parking.ticket", "", (), "", (turn,))}
    read = rows(_page(edition, "readings", worked))
    assert read[0][-1] == "In a case"
    assert read[1][-1] == "xRead as “narrow walls”It is free.Read as “wide walls”It costs <b>ten</b>."


def _page(edition: Edition, name: str, worked: Mapping[tree.Scenario, Worked] = NOT_WORKED) -> str:
    return next(page.body for page in registers(edition, worked) if page.path == f"registers/{name}.html")


def test_a_column_in_which_nothing_stands_is_left_out() -> None:
    """The penalty and its place stay; a register without rows has no table."""
    book = made()
    assert rows(book["registers/silences.html"])[0] == ["Silence", "When", "What it changes"]
    assert rows(book["registers/exceptions.html"])[0] == ["Exception", "To", "Where"]
    assert "<table" not in book["registers/left-open.html"]


def test_who_must_may_and_must_not_do_what() -> None:
    """A row for each who is bound or empowered, below people or bodies; a norm in the column of its kind."""
    content = PAGE.replace("```qanun\nquestion ticket", f"```qanun\n{TERMS}\nquestion ticket")
    assert rows(book_of(content)["registers/duties.html"]) == [
        ["Who", "Must", "Must not", "May", "May decide to"],
        ["whoever parks", "", "illegal parking", "", ""],
        ["a guest", "leave the old town", "honk", "wait at the gate", ""],
        ["the town", "answer the guest", "", "", "tow the car away"],
    ]


def test_terms_are_bars_the_shortest_first_and_open_where_no_length_is_written() -> None:
    """What is taken off another length is none.

    Of a week, 168 hours: ln 2, ln 48 and ln 168 are 0.693, 3.871 and 5.124, which is 14, 76 and 100 %.
    """
    content = PAGE.replace("```qanun\nquestion ticket", f"```qanun\n{TERMS}\nquestion ticket")
    page = book_of(content)["registers/deadlines.html"]
    line = page[page.index("<ol") : page.index("</ol>")]
    bars = re.findall(r'<p>(.*?)</p><span class="([^"]*)"(?: style="([^"]*)")?>', line)
    assert [(words_of(said), css, style) for said, css, style in bars] == [
        ("may wait at the gate for 2 hours", "qanun-length", "--q-at:14%"),
        ("must leave the old town within 48 hours", "qanun-length", "--q-at:76%"),
        ("must answer the guest within 1 week", "qanun-length", "--q-at:100%"),
        ("must not honk until the day of the appeal", "qanun-length qanun-open-end", ""),
    ]
    assert re.findall(r'data-key="([\d.]+)"', page) == ["48.0", "2.0", "168.0"]
