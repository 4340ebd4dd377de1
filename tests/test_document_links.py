"""Links lead somewhere, and every provision has a rule or says why not."""

import pytest
from qanun.diagnostics import Diagnostic
from qanun.document.links import anchors_of, check_links, rules_of
from qanun.document.model import Document
from qanun.document.read import read
from qanun.text import Text

FRONT = """\
---
law: A
jurisdiction: B
module: {module}
in_force: not stated
time_zone: Asia/Baku
rounding: down
source: C
---
"""
BLOCK = "\n```qanun\nx\n```\n"
CODE = "\n## Article 318\n\n> **318.1** a\n" + BLOCK + "\n> **Note** b\n" + BLOCK
RULES = "\n## Paragraph 11\n\n> **11** a\n" + BLOCK


def document(module: str, body: str) -> Document:
    found = read(Text(f"statutes/{module}.md", FRONT.format(module=module) + body))
    assert found.diagnostics == ()
    assert found.value is not None
    return found.value


def linked(link: str) -> tuple[Diagnostic, ...]:
    """What is said of one link on the page of the rules."""
    return check_links([document("code", CODE), document("rules", f"{RULES}\n## Notes\n\n[x]({link})\n")])


@pytest.mark.parametrize(
    "link",
    [
        "#11",
        "rules#11",
        "code#318.1",
        "code.md#318.note",
        "code#318",
        "../statutes/code.md#318.1",
        "https://example.org/code#7",
        "https://example.org#7",
        "mailto:a@b.c",
        "../docs/guide.md#start",
        "guide.md",
        "#%311",
    ],
)
def test_links_that_lead_somewhere_or_elsewhere(link: str) -> None:
    assert linked(link) == ()


@pytest.mark.parametrize(
    ("link", "near"),
    [
        ("#12", "#11"),
        ("code#318.2", "code#318.1"),
        ("code.md#318.nota", "code.md#318.note"),
        ("../statutes/code.md#318.11", "../statutes/code.md#318.1"),
        ("cod#318.note", "code#318.note"),
    ],
)
def test_broken_links(link: str, near: str) -> None:
    """The nearest anchor is shown; another provision is never put in its place."""
    (found,) = linked(link)
    assert (found.kind.code, found.span.words) == ("Q0030", link)
    assert f"`{near}`" in found.remedy
    assert found.fix is None


@pytest.mark.parametrize(("link", "fix"), [("code#318-1", "code#318.1"), ("code.md#318-1", "code.md#318.1")])
def test_a_link_with_other_signs(link: str, fix: str) -> None:
    """Where only signs and capitals differ, it is the same provision."""
    (found,) = linked(link)
    assert found.fix is not None
    assert found.fix.replacement == fix


def test_a_link_far_from_every_anchor_has_no_fix() -> None:
    (found,) = linked("#wholly-different")
    assert found.fix is None
    assert "`#318.1`" in found.remedy


def test_a_provision_without_a_rule() -> None:
    """One warning for the provision, none for its list items, none where a block stands below or names it."""
    page = document(
        "code",
        "\n## Article 5\n\n> **5.1** a\n>\n> - **(a)** b\n\n### Rest\n\n> **5.2** c\n\n> **5.3** d\n"
        "\n```qanun\nrule x\n  also states #5.4, other#9\n```\n\n### End\n\n> **5.4** e\n",
    )
    (found,) = check_links([page])
    assert (found.kind.code, found.is_error, found.article) == ("Q0031", False, "Article 5")
    assert found.message == "no rule states provision 5.1"


def test_a_block_may_state_a_provision_of_another_page() -> None:
    other = document("other", "\n## Article 9\n\n> **9.1** a\n\n> **9.2** a\n")
    page = document("code", "\n> a\n\n```qanun\n  also states other#9\n```\n")
    assert check_links([other, page]) == ()
    rules = rules_of([other, page])
    assert [rules[provision] for provision in other.provisions] == [page.blocks, page.blocks]


def test_a_module_twice() -> None:
    first, second = document("code", ""), document("code", "")
    (found,) = check_links([first, second])
    assert found.kind.code == "Q0032"
    assert found.related[0].span.text is first.text


def test_all_anchors() -> None:
    assert anchors_of([document("rules", RULES), document("code", CODE)]) == (
        "rules#11",
        "code#318",
        "code#318.1",
        "code#318.note",
    )


def test_the_rows_of_a_table_state_what_their_last_column_says() -> None:
    """Where the rule says so; each states it with the block of the rule, in another law too."""
    head = "\n## Article 5\n\n> **5.1** a\n\n### Rest\n\n> **5.2** b\n\n### Rule\n\n"
    rule = "```qanun\nrule x\n  is the first row that fits y\n  also states{more}\n```\n\n"
    table = "| row | y | x | law |\n|---|---|---|---|\n| 1 | no | 2 | #5.1, code#5.2 |\n"
    page = document("code", head + rule.format(more="") + table)
    assert [len(blocks) for blocks in rules_of([page]).values()] == [1, 1]
    named = document("code", head + rule.format(more=" #5.2") + table)
    assert [len(blocks) for blocks in rules_of([named]).values()] == [0, 1]
