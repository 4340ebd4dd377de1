"""Diagnostics as people, editors and code hosts read them; expectations are written by hand."""

import json

import pytest
from qanun.diagnostics import Diagnostic, Fix, Kind, Related, Severity, model
from qanun.diagnostics.nearest import nearest
from qanun.diagnostics.order import in_order, summary
from qanun.diagnostics.render import as_github, as_json, as_sarif, as_text
from qanun.text import Text
from sarif import mistakes

WRONG = Kind("Q9901", "`{name}` is wrong", "Because.", "write `{right}`")
ODD = Kind("Q9902", "odd", "Because.", "look again", Severity.WARNING)
for _kind in (WRONG, ODD):  # no kinds of the compiler: other tests must not see them
    model._kinds.pop(_kind.code)


def at(content: str, words: str, kind: Kind = WRONG, path: str = "law.md", name: str = "") -> Diagnostic:
    text = Text(path, content)
    start = content.index(words)
    return kind.at(text.span(start, start + len(words)), name=name or words, right="b")


def snippet(diagnostic: Diagnostic) -> list[str]:
    """The shown line and the marks below it."""
    return as_text([diagnostic], colour=False).splitlines()[3:5]


def test_the_whole_form() -> None:
    text = Text("dir/law.md", "one\ntwo a three\nfour\n")
    found = WRONG.at(
        text.span(8, 9),
        article="Article 5",
        name="a",
        right="b",
        related=(Related(text.span(0, 3), "declared here"),),
        fix=Fix(text.span(8, 9), "b", "put b"),
    )
    assert as_text([found], colour=False, counted=True) == (
        "error[Q9901]: `a` is wrong\n"
        " --> dir/law.md:2:5, Article 5\n"
        "  |\n"
        "2 | two a three\n"
        "  |     ^\n"
        " ::: dir/law.md:1:1\n"
        "  |\n"
        "1 | one\n"
        "  | --- declared here\n"
        "  = help: write `b`\n"
        "  = fix: put b\n"
        "\n"
        "1 error\n"
    )


def test_a_fix_that_says_what_the_remedy_says_is_told_once() -> None:
    text = Text("law.md", "a\n")
    span = text.span(0, 1)
    found = WRONG.at(span, name="a", right="b", fix=Fix(span, "b", "write `b`"))
    assert "fix:" not in as_text([found], colour=False)


def test_wide_gutters_line_up() -> None:
    found = at("\n" * 99 + "a", "a")
    assert as_text([found], colour=False).splitlines()[1:5] == [
        "   --> law.md:100:1",
        "    |",
        "100 | a",
        "    | ^",
    ]


@pytest.mark.parametrize(
    ("line", "words", "shown", "marks"),
    [
        ("\tab", "b", "    ab", "     ^"),
        ("x\tab", "a", "x   ab", "    ^"),
        ("日本 ab", "ab", "日本 ab", "     ^^"),
        ("日本 ab", "本", "日本 ab", "  ^^"),
        ("e\u0301 ab", "ab", "e\u0301 ab", "  ^^"),
        ("𝔄ab", "ab", "𝔄ab", " ^^"),
        ("😀ab", "ab", "😀ab", "  ^^"),
        ("\x1b[31mab", "ab", "<U+001B>[31mab", "            ^^"),
        ("a\u202eb", "b", "a<U+202E>b", "         ^"),
        ("a\ud800b", "b", "a<U+D800>b", "         ^"),
        ("əlifba ab", "ab", "əlifba ab", "       ^^"),
    ],
)
def test_marks_stand_under_the_words(line: str, words: str, shown: str, marks: str) -> None:
    assert snippet(at(line, words)) == [f"1 | {shown}", f"  | {marks}"]


def test_of_several_lines_the_first_is_shown() -> None:
    assert snippet(at("x one\r\ntwo\r\n", "one\r\ntwo")) == ["1 | x one", "  |   ^^^"]


@pytest.mark.parametrize(("content", "marks"), [("", "  | ^"), ("ab", "  |   ^"), ("ab\n", "  | ^")])
def test_an_empty_place_has_one_mark(content: str, marks: str) -> None:
    text = Text("law.md", content)
    end = text.span(len(content), len(content))
    assert as_text([WRONG.at(end, name="a", right="b")], colour=False).splitlines()[4] == marks


def test_a_very_long_line_is_cut_around_the_place() -> None:
    shown, marks = snippet(at("y" * 5000 + "ab" + "z" * 5000, "ab"))
    assert len(shown) < 150
    assert shown.startswith("1 | …y")
    assert shown.endswith("z…")
    assert shown.index("ab") == marks.index("^")
    assert marks.count("^") == 2


def test_hostile_names_do_no_harm() -> None:
    found = at("a", "a", path="e\x1b[2Jvil\n.md", name="\x1b]0;x\x07\r\n")
    plain = as_text([found], colour=False)
    assert not {character for character in plain if ord(character) < 32} - {"\n"}
    assert plain.count("\n") == 7


def test_colour_only_when_asked() -> None:
    found = at("a", "a")
    assert "\x1b" not in as_text([found], colour=False)
    coloured = as_text([found], colour=True)
    assert coloured.startswith("\x1b[1;31merror[Q9901]\x1b[0m")


def test_order_and_duplicates() -> None:
    a, b = Text("a.md", "abc"), Text("b.md", "abc")
    first, second, third = ODD.at(a.span(1, 2)), ODD.at(a.span(2, 3)), WRONG.at(b.span(0, 1), name="x")
    assert in_order([third, second, first, ODD.at(a.span(1, 2))]) == (first, second, third)
    assert summary([third, second, first, first]) == "1 error, 2 warnings"
    assert summary([]) == "no mistakes found"
    assert as_text([], colour=False) == ""


def test_json() -> None:
    text = Text("law.md", "x\n𝔄 ab\ncd")
    span = text.span(4, 8)
    fix = Fix(span, "b", "do", also=(text.span(0, 1),))
    found = WRONG.at(span, article="Article 1", name="ab", right="b", fix=fix)
    whole = json.loads(as_json([found]))
    place = {"path": "law.md", "line": 2, "column": 3, "end_line": 3, "end_column": 2, "start": 4, "end": 8}
    first = {"path": "law.md", "line": 1, "column": 1, "end_line": 1, "end_column": 2, "start": 0, "end": 1}
    assert whole == {
        "errors": 1,
        "warnings": 0,
        "diagnostics": [
            {
                "code": "Q9901",
                "severity": "error",
                "message": "`ab` is wrong",
                "why": "Because.",
                "remedy": "write `b`",
                "article": "Article 1",
                "place": place,
                "related": [],
                "fix": {"title": "do", "replacement": "b", "place": place, "also": [first]},
            }
        ],
    }


def test_sarif() -> None:
    """The log is as the schema of SARIF 2.1.0 wants it, and its parts agree with each other."""
    text = Text("law code/m.md", "abc")
    found = [
        ODD.at(text.span(0, 1), related=(Related(text.span(2, 3), "here"),)),
        WRONG.at(text.span(1, 2), name="b", right="c", fix=Fix(text.span(1, 2), "c", "write c")),
    ]
    whole = json.loads(as_sarif(found, "1.2"))
    assert mistakes(whole) == []
    (run,) = whole["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("qanun", "1.2")
    assert [rule["id"] for rule in driver["rules"]] == ["Q9901", "Q9902"]
    assert [rule["shortDescription"]["text"] for rule in driver["rules"]] == ["`…` is wrong", "odd"]
    assert [rule["help"]["text"] for rule in driver["rules"]] == ["write `…`", "look again"]
    odd, wrong = run["results"]
    assert (odd["ruleId"], odd["ruleIndex"], odd["level"]) == ("Q9902", 1, "warning")
    region = {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 2}
    assert odd["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "law%20code/m.md"},
        "region": region,
    }
    assert odd["relatedLocations"][0]["message"] == {"text": "here"}
    assert wrong["message"] == {"text": "`b` is wrong. write `c`"}
    (change,) = wrong["fixes"][0]["artifactChanges"]
    assert change["replacements"][0]["insertedContent"] == {"text": "c"}


def test_a_fix_of_several_places() -> None:
    """Every place changes, whichever the fix names first, and SARIF lists each."""
    text = Text("m.md", "ab cd ab")
    fix = Fix(text.span(6, 8), "xyz", "write xyz", also=(text.span(0, 2),))
    assert fix.applied(text.content) == "xyz cd xyz"
    whole = json.loads(as_sarif([WRONG.at(text.span(6, 8), fix=fix)]))
    (change,) = whole["runs"][0]["results"][0]["fixes"][0]["artifactChanges"]
    assert [one["deletedRegion"]["startColumn"] for one in change["replacements"]] == [1, 7]


def test_github() -> None:
    found = at("a:b", "a:b", path="dir,1/l:w.md", name="50 %\nof")
    assert as_github([found]) == (
        "::error file=dir%2C1/l%3Aw.md,line=1,endLine=1,col=1,endColumn=4,title=Q9901"
        "::`50 %25%0Aof` is wrong. Help: write `b`\n"
    )


def test_a_value_that_a_pass_forgot_is_shown_by_its_name() -> None:
    text = Text("law.md", "a")
    assert WRONG.at(text.span(0, 1)).message == "`name` is wrong"


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("crosed_border", "crossed_border"),
        ("Crossed_Border", "crossed_border"),
        ("ruling", None),
        ("", None),
        ("is_foreinger", "is_foreigner"),
    ],
)
def test_the_nearest_name(word: str, expected: str | None) -> None:
    assert nearest(word, ["is_foreigner", "crossed_border", "crossed_at"]) == expected
