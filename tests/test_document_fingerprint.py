"""A rule is stale when its text has changed and it has not."""

import pytest
from qanun.document.fingerprint import HEADER, accept, stale, statutes_fingerprint
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


def test_a_changed_rule_alone_is_fine() -> None:
    assert told(page(("when told", "when asked")), ACCEPTED) == []


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
