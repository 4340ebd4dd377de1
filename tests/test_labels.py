"""Words by which a label is seen not to read well, and those that only look like them."""

import pytest
from qanun.typed.label_words import (
    begins_as_a_sentence,
    denial,
    end_of_sentence,
    is_no_verb,
    written_for_programs,
)


@pytest.mark.parametrize("first", ["the", "returns", "pays", "returning", "being", "not", "whoever", "has"])
def test_no_verb_behind_must(first: str) -> None:
    assert is_no_verb(first)


@pytest.mark.parametrize(
    "first",
    [
        "return",
        "pass",
        "discuss",
        "focus",
        "summons",
        "bring",
        "sing",
        "string",
        "be",
        "x-rays",
        "zurückgibt",
    ],
)
def test_what_may_be_a_verb(first: str) -> None:
    assert not is_no_verb(first)


@pytest.mark.parametrize(
    ("label", "mark"),
    [
        ("pay the fee.", "."),
        ("is the person banned?", "?"),
        ("leave the country!", "!"),
        ("either pay;", ";"),
        # what is no end of a sentence
        ("pay the fee", ""),
        ("is a member of Acme Inc.", ""),
        ("fees, taxes etc.", ""),
        ("the share under § 3 Abs.", ""),
        ("lives in the U.S.", ""),
        ("and so on ...", ""),
        ("Yahoo!", ""),
    ],
)
def test_the_end_of_a_sentence(label: str, mark: str) -> None:
    assert end_of_sentence(label) == mark


@pytest.mark.parametrize(
    ("label", "is_act", "begins"),
    [
        ("The person has a card", False, True),
        ("Whether a fee is due", False, True),
        ("Return the book", True, True),
        # names, titles, abbreviations, nouns of other languages
        ("The Hague convention applies", False, False),
        ("Azerbaijan asks for more", False, False),
        ("Buch zurückgeben", True, False),
        ("VAT registration of the seller", True, False),
        ("A levels of the pupil", False, False),
        ("return the book", True, False),
    ],
)
def test_the_beginning_of_a_sentence(label: str, is_act: bool, begins: bool) -> None:
    assert begins_as_a_sentence(label, is_act) is begins


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("has_card", "has_card"),
        ("the person owes_fee", "owes_fee"),
        ("the “has card” mark", ""),
        ("1_000", ""),
    ],
)
def test_a_name_for_programs(label: str, code: str) -> None:
    assert written_for_programs(label) == code


@pytest.mark.parametrize(
    ("label", "found"),
    [
        ("the person has no card", "has no"),
        ("the person did not leave when asked to", "did not"),
        ("nobody has a card", "nobody"),
        # what denies a part, or sets a measure
        ("a body that does not issue cards asks for one", ""),
        ("the reasons why the person did not leave were considered", ""),
        ("the person is a citizen of no state", ""),
        ("the fee is not more than 5 EUR", ""),
        ("the person is no longer a member", ""),
        ("gave up citizenship and has no other", ""),
        ("the person pleads not guilty", ""),
        ("the person has a card", ""),
    ],
)
def test_a_denial(label: str, found: str) -> None:
    assert denial(label) == found
