"""The front matter is checked against its schema, each mistake told once at its place."""

from datetime import date

import pytest
from qanun.diagnostics import Diagnostic
from qanun.document.front_matter import module_of
from qanun.document.model import InForce, Synonym
from qanun.document.read import read
from qanun.text import Text

LINES = {
    "law": "Criminal Code",
    "jurisdiction": "Azerbaijan",
    "module": "criminal_code",
    "in_force": "not stated",
    "time_zone": "Asia/Baku",
    "rounding": "down",
    "source": "Report",
}


def front(**changes: str | None) -> str:
    lines = {**LINES, **changes}
    return (
        "---\n" + "".join(f"{key}: {value}\n" for key, value in lines.items() if value is not None) + "---\n"
    )


def mistakes(content: str) -> tuple[Diagnostic, ...]:
    return read(Text("criminal_code.md", content)).diagnostics


def codes(content: str) -> list[str]:
    return [found.kind.code for found in mistakes(content)]


def test_what_it_says() -> None:
    outcome = read(Text("statutes/criminal_code.md", front(currency="AZN", rounding="up", law="'Code: one'")))
    assert outcome.diagnostics == ()
    assert outcome.value is not None
    matter = outcome.value.front_matter
    assert (matter.law, matter.jurisdiction, matter.module) == ("Code: one", "Azerbaijan", "criminal_code")
    assert (matter.in_force, matter.time_zone, matter.rounding) == (None, "Asia/Baku", "up")
    assert (matter.source, matter.currency) == ("Report", "AZN")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("not stated", None),
        ("Not  Stated", None),
        ("2012-01-01 to 2013-06-30", InForce(date(2012, 1, 1), date(2013, 6, 30))),
        ("from 2012-01-01 until 2013-06-30", InForce(date(2012, 1, 1), date(2013, 6, 30))),
        ("from 2012-01-01", InForce(date(2012, 1, 1), None)),
        ("until 2012-01-01", InForce(None, date(2012, 1, 1))),
        ("{from: 2012-01-01, until: 2012-01-01}", InForce(date(2012, 1, 1), date(2012, 1, 1))),
        ("{until: 2012-01-01}", InForce(None, date(2012, 1, 1))),
        ("\n  from: 2012-01-01", InForce(date(2012, 1, 1), None)),
    ],
)
def test_in_force(written: str, expected: InForce | None) -> None:
    outcome = read(Text("criminal_code.md", front(in_force=written)))
    assert outcome.diagnostics == ()
    assert outcome.value is not None
    assert outcome.value.front_matter.in_force == expected


@pytest.mark.parametrize(
    ("key", "written", "place"),
    [
        ("in_force", "2012", "2012"),
        ("in_force", "2013-01-01 to 2012-01-01", "2013-01-01 to 2012-01-01"),
        ("in_force", "2012-02-30 to 2012-03-01", "2012-02-30 to 2012-03-01"),
        ("in_force", "{since: 2012-01-01}", "{since: 2012-01-01}"),
        ("in_force", "{}", "{}"),
        ("time_zone", "Asia/Bakuu", "Asia/Bakuu"),
        ("time_zone", "../etc", "../etc"),
        ("time_zone", "Asia", "Asia"),
        ("rounding", "downwards", "downwards"),
        ("currency", "manat", "manat"),
        ("law", "[a, b]", "[a, b]"),
        ("law", "", "law"),
        ("law", "null", "null"),
        ("source", "''", "''"),
    ],
)
def test_wrong_values(key: str, written: str, place: str) -> None:
    (found,) = mistakes(front(**{key: written}))
    assert found.kind.code == "Q0005"
    assert found.span.words == place
    assert f"`{key}`" in found.message


def test_a_near_value_is_offered() -> None:
    (found,) = mistakes(front(time_zone="Asia/Bakuu"))
    assert found.fix is not None
    assert found.fix.replacement == "Asia/Baku"
    assert found.message == "`time_zone` cannot be `Asia/Bakuu`"


@pytest.mark.parametrize("key", list(LINES))
def test_a_missing_key(key: str) -> None:
    (found,) = mistakes(front(**{key: None}))
    assert found.kind.code == "Q0004"
    assert found.message == f"the front matter does not say `{key}`"
    assert found.span.line == 1


def test_a_misspelt_key_is_one_mistake_and_still_read() -> None:
    outcome = read(Text("criminal_code.md", front(rounding=None, roundin="up")))
    (found,) = outcome.diagnostics
    assert found.kind.code == "Q0003"
    assert found.fix is not None
    assert (found.fix.span.words, found.fix.replacement) == ("roundin", "rounding")
    assert outcome.value is not None
    assert outcome.value.front_matter.rounding == "up"


def test_an_unknown_key() -> None:
    (found,) = mistakes(front(xyzzy="1"))
    assert (found.kind.code, found.span.words) == ("Q0003", "xyzzy")


def test_a_key_twice() -> None:
    (found,) = mistakes(front(source="a\nsource: b"))
    assert found.kind.code == "Q0007"
    assert found.span.line == 9
    assert found.related[0].span.line == 8


def test_another_module() -> None:
    (found,) = mistakes(front(module="criminal_law"))
    assert found.kind.code == "Q0006"
    assert found.fix is not None
    assert found.fix.replacement == "criminal_code"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "Q0001"),
        ("# Title\n", "Q0001"),
        ("\n---\nlaw: x\n---\n", "Q0001"),
        ("---\nlaw: x\n", "Q0009"),
        ("---", "Q0009"),
        ("---\n---\n", "Q0002"),
        ("---\n- a\n---\n", "Q0002"),
        ("---\nlaw: [\n---\n", "Q0002"),
        ("---\nlaw: *x\n---\n", "Q0002"),
        ("---\nlaw: a\x07b\n---\n", "Q0002"),
        ('---\nlaw: "\\UFFFFFFFF"\n---\n', "Q0002"),
        ("---\nlaw: " + "[" * 5000 + "\n---\n", "Q0002"),
        ("---\nlaw: \ud800\n---\n", "Q0002"),
    ],
)
def test_pages_without_usable_front_matter(content: str, code: str) -> None:
    outcome = read(Text("criminal_code.md", content))
    assert outcome.value is None
    assert [found.kind.code for found in outcome.diagnostics] == [code]


def test_the_place_of_a_yaml_mistake() -> None:
    (found,) = mistakes("---\r\nlaw: 𝔄\r\nsource: a: b\r\n---\r\n")
    assert (found.span.line, found.span.column, found.span.words) == (3, 10, ":")


def test_all_mistakes_at_once() -> None:
    content = front(rounding="x", time_zone="y", source=None, foo="z", module="other")
    assert sorted(codes(content)) == ["Q0003", "Q0004", "Q0005", "Q0005", "Q0006"]


@pytest.mark.parametrize("path", ["criminal_code.md", "a/b/criminal_code.md", "a\\criminal_code.md"])
def test_the_module_of_a_path(path: str) -> None:
    assert module_of(path) == "criminal_code"


SYNONYMS = (Synonym("married", ("wife", "husband")), Synonym("sentence", ("verdict",)))


@pytest.mark.parametrize(
    "written",
    [
        "{married: 'wife, husband', sentence: verdict}",
        "{married: [wife, husband], sentence: [verdict]}",
        "\n  married: wife,husband\n  sentence: verdict",
    ],
)
def test_synonyms_are_said_between_commas_or_in_a_list(written: str) -> None:
    """In the order in which they are written."""
    outcome = read(
        Text("criminal_code.md", front(synonyms=written) + "> **1** A Married person. The sentences.\n")
    )
    assert outcome.diagnostics == ()
    assert outcome.value is not None
    assert outcome.value.front_matter.synonyms == SYNONYMS


@pytest.mark.parametrize(
    "written",
    [
        "wife",
        "[wife]",
        "{}",
        "{married: }",
        "{married: 'wife, '}",
        "{married: wife, Married: husband}",
        "{married: 'wife, Wife'}",
        "{married: married}",
        "{married: {a: b}}",
        "{married: '--'}",
    ],
)
def test_synonyms_that_say_nothing_or_a_thing_twice(written: str) -> None:
    """One mistake, and no synonyms."""
    content = front(synonyms=written) + "> **1** A married person.\n"
    assert codes(content) == ["Q0005"]
    outcome = read(Text("criminal_code.md", content))
    assert outcome.value is not None
    assert outcome.value.front_matter.synonyms == ()


def test_a_synonym_of_what_the_page_does_not_say() -> None:
    """Each where it stands; other endings are the same word, other beginnings are not, nor is the head."""
    written = "{marri: wife, arried: spouse, 'long  sentence': years, Report: paper}"
    content = front(synonyms=written) + "> **1** A married person with a long\n> sentence.\n"
    found = mistakes(content)
    assert [(one.kind.code, one.span.words) for one in found] == [("Q0014", "arried"), ("Q0014", "Report")]
