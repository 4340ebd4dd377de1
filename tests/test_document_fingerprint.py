"""What somebody compared is stale when its text or its rule has changed since."""

import pytest
from qanun.document.fingerprint import HEADER, accept, accept_some, stale, statutes_fingerprint, waiting
from qanun.document.model import Document
from qanun.document.read import read
from qanun.text import Text

PAGE = """\
---
law: A
jurisdiction: B
module: code
in_force: not stated
time_zone: Asia/Baku
rounding: down
source: C
---

## Article 5

> **5.2** The person leaves.

```qanun
obligation leave
  when told
```

> **5.10** The body decides.

```qanun
not encoded "no norm"
```

> **5.3** No rule.
"""


def page(*changes: tuple[str, str]) -> Document:
    content = PAGE
    for old, new in changes:
        assert old in content
        content = content.replace(old, new)
    found = read(Text("code.md", content)).value
    assert found is not None
    return found


def told(document: Document, accepted: str) -> list[tuple[str, str]]:
    return [
        (found.kind.code, found.span.words) for found in stale([document], Text("accepted.txt", accepted))
    ]


ACCEPTED = accept([page()])


def test_the_file() -> None:
    """A header, then a sorted line for each provision that a block states."""
    assert ACCEPTED.startswith(HEADER)
    lines = [line.split(" ") for line in ACCEPTED.removeprefix(HEADER).splitlines()]
    assert [line[0] for line in lines] == ["code#5.10", "code#5.2"]
    assert all(len(line) == 3 and len(line[1]) == len(line[2]) == 16 for line in lines)


def test_what_was_accepted_is_not_told() -> None:
    assert told(page(), ACCEPTED) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The person leaves.", "The\n> person *leaves*."),
        ("  when told", "  # why\n\n  when told  "),
        ("\n## Article", "\nCommentary.\n\n## Article"),
    ],
)
def test_form_is_no_change(old: str, new: str) -> None:
    assert told(page((old, new)), ACCEPTED) == []


def test_a_stale_rule() -> None:
    changed = page(("person leaves", "person may leave"))
    assert told(changed, ACCEPTED) == [("Q0040", "**5.2** The person may leave.")]
    assert told(changed, accept([changed])) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("when told", "when not told"),
        ("  when told\n", "  when told\n\nexception old to leave when aged\n"),
        ("  when told\n", "  when told\n\nground urgent of leave when late\n"),
        ("  when told\n```", "  when told\n```\n\n```qanun\nexception old to leave when aged\n```"),
        ("  when told\n", '  when told\n\nfact told "somebody told the person"\n'),
        ("> **5.3** No rule.\n", "> **5.3** X.\n\n```qanun\nsilence s when told also states #5.2\n```\n"),
    ],
)
def test_a_changed_rule_is_stale(old: str, new: str) -> None:
    """Also where a ground or an exception came to it, or a rule elsewhere that states the provision too."""
    changed = page((old, new))
    assert ("Q0040", "**5.2** The person leaves.") in told(changed, ACCEPTED)
    assert told(changed, accept([changed])) == []


def test_the_entry_that_states_it_is_shown() -> None:
    """Not the block's first entry, where that only names something, or states another provision."""
    names = ("obligation leave\n", 'fact told "told"\nparty one "who leaves"\nobligation leave\n')
    rules = "right stay when told\nright rest\n  when told\n  also states #5.2\nright go"
    elsewhere = ("> **5.3** No rule.\n", f"> **5.3** X.\n\n```qanun\n{rules}\n```\n")
    changed = page(("person leaves", "person may leave"), names, elsewhere)
    said = stale([changed], Text("accepted.txt", ACCEPTED))
    (first,) = (one for one in said if one.kind.code != "Q0041")
    shown = [(one.span.line, one.span.words) for one in first.related]
    assert shown == [(18, "obligation leave"), (32, "right rest")]


@pytest.mark.parametrize(
    "entry",
    [
        'scenario "a case"\n  given told\n  then leave yes',
        'question q "Must the person leave?"\n  answers leave',
        'claim c "never" is not leave',
    ],
)
def test_what_asks_and_tries_is_no_rule(entry: str) -> None:
    """A new scenario makes no comparison of rule and text undone; what follows it counts again."""
    assert told(page(("  when told\n", f"  when told\n\n{entry}\n")), ACCEPTED) == []
    behind = f"  when told\n\n{entry}\nexception old to leave when aged\n"
    assert [code for code, _ in told(page(("  when told\n", behind)), ACCEPTED)] == ["Q0040"]


def test_a_change_below_a_list_is_told_once() -> None:
    """Not for each of its items, which are compared with it; but what changed in an item's text is."""
    listed = ("The person leaves.", "The person leaves\n> - **(a)** at once,\n> - **(b)** for good.")
    accepted = accept([page(listed)])
    assert told(page(listed, ("when told", "when asked")), accepted) == [
        ("Q0040", "**5.2** The person leaves")
    ]
    both = page(listed, ("when told", "when asked"), ("for good", "for a year"))
    assert [code for code, _ in told(both, accepted)] == ["Q0040", "Q0044"]


def test_the_days_of_an_article_are_part_of_its_text() -> None:
    """They are law, and stand in no provision."""
    dated = accept([page(("## Article 5", "## Article 5. Fee (in force until 2012-12-31)"))])
    anchors = [line.split()[0] for line in dated.removeprefix(HEADER).splitlines()]
    assert anchors == ["code#5.10@until-2012-12-31", "code#5.2@until-2012-12-31"]
    days = [
        accept([page(("## Article 5", f"## Article 5. Fee (in force from 2012-01-01 until {until})"))])
        for until in ("2012-12-31", "2013-12-31")
    ]
    changed = page(("## Article 5", "## Article 5. Fee (in force from 2012-01-01 until 2013-12-31)"))
    assert [code for code, _ in told(changed, days[0])] == ["Q0040", "Q0040"]
    assert told(changed, days[1]) == []


# --- accepting some -----------------------------------------------------------------------------------------


def test_only_what_is_named_is_accepted() -> None:
    changed = page(("when told", "when asked"), ("The body decides", "The body may decide"))
    assert waiting([changed], Text("a.txt", ACCEPTED)) == ("code#5.10", "code#5.2")
    made = accept_some([changed], Text("a.txt", ACCEPTED), ["code#5.2"])
    assert (made.changed, made.unknown) == (("code#5.2",), ())
    assert told(changed, made.content) == [("Q0040", "**5.10** The body may decide.")]
    assert waiting([changed], Text("a.txt", made.content)) == ("code#5.10",)


def test_an_article_is_all_of_it_and_a_provision_its_items() -> None:
    listed = page(("The person leaves.", "The person leaves\n> - **(a)** at once,\n> - **(b)** for good."))
    nothing = Text("a.txt", "")
    assert accept_some([listed], nothing, ["code#5"]).content == accept([listed])
    some = accept_some([listed], nothing, ["code#5.2"])
    assert some.changed == ("code#5.2", "code#5.2.a", "code#5.2.b")
    assert accept_some([listed], nothing, ["code#5.2.b"]).changed == ("code#5.2.b",)


def test_what_no_rule_states_cannot_be_accepted() -> None:
    """Unless it was accepted once: then its line goes."""
    assert accept_some([page()], Text("a.txt", ""), ["code#5.3", "code#9", "#5.2"]).unknown == (
        "code#5.3",
        "code#9",
        "#5.2",
    )
    renamed = page(("**5.10**", "**5.11**"))
    made = accept_some([renamed], Text("a.txt", ACCEPTED), ["code#5.10", "code#5.11"])
    assert made.content == accept([renamed])


def test_the_latest_version_may_be_named_without_its_day() -> None:
    dated = page(("## Article 5", "## Article 5. Fee (in force from 2012-01-01)"))
    made = accept_some([dated], Text("a.txt", ""), ["code#5.2"])
    assert made.changed == ("code#5.2@2012-01-01",)


# --- what was changed -----------------------------------------------------------------------------------


def test_text_and_rule_changed() -> None:
    changed = page(("person leaves", "person may leave"), ("obligation", "permission"))
    assert told(changed, ACCEPTED) == [("Q0044", "**5.2** The person may leave.")]


def test_never_accepted_is_told_once_a_page() -> None:
    (found,) = stale([page()], Text("accepted.txt", ""))
    assert found.kind.code == "Q0041"
    assert found.message == "nobody has accepted the rules of `#5.2`, `#5.10`"
    assert not found.is_error


def test_a_vanished_provision() -> None:
    """The line is told, with the provision that may have taken its place, and the fix removes the line."""
    renamed = page(("**5.10**", "**5.11**"))
    gone, new = sorted(stale([renamed], Text("a.txt", ACCEPTED)), key=lambda one: -int(one.kind.code[1:]))
    assert (gone.kind.code, new.kind.code) == ("Q0042", "Q0041")
    assert "`code#5.11`" in gone.remedy
    assert gone.fix is not None
    assert gone.fix.span.words == gone.span.words + "\n"


def test_a_provision_whose_block_is_gone_is_told() -> None:
    bare = page(('```qanun\nnot encoded "no norm"\n```\n', ""))
    assert [code for code, _ in told(bare, ACCEPTED)] == ["Q0042"]


def test_a_merge_left_open_is_one_mistake() -> None:
    *_, last = ACCEPTED.splitlines(True)
    merged = ACCEPTED.replace(last, f"<<<<<<< a\n{last}=======\n{last}>>>>>>> b\n")
    assert told(page(), merged) == [("Q0043", "<<<<<<< a")]


def test_the_fingerprint_of_all_statutes() -> None:
    one, two = Text("x/a.md", "1\n"), Text("x/b.md", "2\n")
    whole = statutes_fingerprint([one, two])
    assert len(whole) == 16
    assert whole == statutes_fingerprint([two, one])
    assert whole == statutes_fingerprint([Text("y\\a.md", "1\r\n"), Text("b.md", "2\n")])
    assert whole != statutes_fingerprint([Text("a.md", "2\n"), Text("b.md", "1\n")])
    assert whole != statutes_fingerprint([Text("a.md", "1\nb.md 2\n")])
    assert whole != statutes_fingerprint([Text("c.md", "1\n"), two])
    assert statutes_fingerprint([Text("a.md", "\ud800")])
