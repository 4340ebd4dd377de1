"""Plain English: what need not be there, what is denied, a part of a thing; numbers of the book's own."""

import pytest
from pages_of_law import statutes
from qanun.book.page import Html
from qanun.book.phrases import contrary
from qanun.book.prose import numbered, own_numbers
from qanun.book.things import Thing, part, there_is, thing
from qanun.typed.types import DATE, INTEGER, PERIOD, ListType, RecordType

STAY = RecordType("code.stay", (("ended", DATE), ("days", INTEGER)))


@pytest.mark.parametrize(
    ("clause", "denied"),
    [
        ("the person is a foreigner", "the person is not a foreigner"),
        ("<a href='#x'>the person must leave</a>", "<a href='#x'>the person must not leave</a>"),
        # "has" may be a verb of its own, and a clause about the noun may have a verb, too
        ("the person has a visa", "it is not so that the person has a visa"),
        ("the person who is ill is here", "it is not so that the person who is ill is here"),
    ],
)
def test_a_clause_is_denied_where_its_verb_is_sure(clause: str, denied: str) -> None:
    assert contrary(Html(clause)) == denied


@pytest.mark.parametrize(
    ("label", "is_there", "is_none"),
    [
        ("the last day of the stay", "there is a last day of the stay", "there is no last day of the stay"),
        ("the end", "there is an end", "there is no end"),
        ("when he left", "there is a day “when he left”", "there is no day “when he left”"),
        ("a passport", "a passport is there", "a passport is not there"),
    ],
)
def test_what_may_be_none_is_there_or_not(label: str, is_there: str, is_none: str) -> None:
    said = Html("“{}”" if label.startswith("when") else "{}").format(label)
    assert there_is(label, DATE, said, True) == is_there
    assert there_is(label, DATE, said, False) == is_none


def test_a_thing_of_a_list_is_called_by_its_kind() -> None:
    """Where its name is a letter; a part by the label of the field, else by its name."""
    assert thing("s", ListType(STAY)) == Thing("stay", STAY)
    assert thing("m", ListType(PERIOD)) == Thing("period")
    assert thing("old_stay", ListType(STAY)) == Thing("old stay", STAY)
    compiled = statutes().compiled
    assert compiled is not None
    stay = thing("s", ListType(RecordType("criminal_code.stay", STAY.fields)))
    assert part(compiled.typed.resolved, stay, ["ended"]) == "the last day of the stay"
    assert part(compiled.typed.resolved, Thing("child"), ["born_on"]) == "the born on of the child"


def test_numbers_of_the_book_are_marked() -> None:
    """What stands in brackets is not the law's."""
    own = '<span class="qanun-own" title="Numbered by this book, not by the law">[.1]</span>'
    assert numbered("318[.1]") == f"318{own}"
    assert numbered("52.1") == "52.1"
    assert (
        own_numbers(Html("<p><strong>318[.1]</strong> [a] b</p>"))
        == f"<p><strong>318{own}</strong> [a] b</p>"
    )
