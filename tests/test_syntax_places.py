"""Every node knows its place, in code points of the whole file."""

from attrs import fields
from qanun.diagnostics import Diagnostic
from qanun.document.model import Block, Document, FrontMatter
from qanun.syntax import tree
from qanun.syntax.parse import parse
from qanun.text import Text
from syntax_pages import document, items


def nodes(node: object) -> list[tree.Node]:
    """A node and all below it."""
    if isinstance(node, tuple):
        return [found for part in node for found in nodes(part)]
    if not isinstance(node, tree.Node):
        return []
    parts = [getattr(node, part.name) for part in fields(type(node)) if part.name not in ("span", "block")]
    return [node, *nodes(tuple(parts))]


def words(node: tree.Node) -> str:
    return node.span.words


def test_nodes_are_where_they_are_written() -> None:
    block = 'offence o "label"\n  when a and (b or 3 < 4)\n  punishable by fine 2 AZN to 3 AZN\n'
    (item,) = items("fact above\n", block)[1:]
    assert words(item) == block.rstrip("\n")
    assert isinstance(item, tree.Norm)
    assert words(item.name) == "o"
    when = item.clauses.when
    assert isinstance(when, tree.Joined)
    assert [words(part) for part in nodes(when)] == [
        "a and (b or 3 < 4)", "a", "a", "(b or 3 < 4)", "b or 3 < 4", "b", "b", "3 < 4", "3", "4",
    ]  # fmt: skip
    assert item.clauses.punishable is not None
    assert words(item.clauses.punishable) == "punishable by fine 2 AZN to 3 AZN"
    assert words(item.clauses.punishable.alternatives[0][0]) == "fine 2 AZN to 3 AZN"


def test_bullets_cover_their_list() -> None:
    (item,) = items("define x is all of\n    - (a) b\n      or c\n    - d\n  and e\n")
    assert isinstance(item, tree.Define)
    joined = item.value
    assert isinstance(joined, tree.Joined)
    bullets = joined.parts[0]
    assert isinstance(bullets, tree.Bullets)
    assert words(bullets) == "all of\n    - (a) b\n      or c\n    - d"
    assert [words(bullet) for bullet in bullets.bullets] == ["- (a) b\n      or c", "- d"]


def test_the_values_of_a_headline_have_their_places() -> None:
    block = 'question q answers n\n  headline "by {due of n} or {x}"\n'
    (item,) = items(block)
    assert isinstance(item, tree.Question)
    values = [part for part in item.headlines[0].parts if isinstance(part, tree.Node)]
    assert [words(value) for value in values] == ["due of n", "x"]


def test_every_node_lies_in_its_entry() -> None:
    blocks = [
        "options o : country\n  - a is b when c\n",
        'scenario "s"\n  given f =\n    - a = 1, b = 2\n  then n barred by e\n    and m is pending\n',
        "record r\n  - a : list of date or none\n",
        "exception e to r, s\n  in_force from 2000-01-01\n",
    ]
    for item in items(*blocks):
        for node in nodes(item):
            assert item.span.start <= node.span.start <= node.span.end <= item.span.end


def test_lines_may_end_as_on_other_systems() -> None:
    """CR LF, a byte order mark and letters beyond the basic plane move nothing."""
    source = (
        "\ufeff𝔸 # title\r\n\r\n```qanun\r\nfact şəxs\r\n  judged by court\r\ndefine x is şəxs and\r\n```\r\n"
    )
    text = Text("page.md", source)
    start = source.index("fact")
    front = FrontMatter("L", "A", "page", None, "UTC", "down", "", None, text.span(0, 0))
    block = Block(text.span(start, source.index("```\r\n", start)), None, ())
    outcome = parse(Document(text, "page", "L", front, (), (), (block,), ()))
    item, begun = outcome.value.items
    assert outcome.value.partial == {begun}
    assert begun.span.words == "define x is şəxs"
    assert isinstance(item, tree.Fact)
    assert (words(item.name), item.name.span.line, item.name.span.column) == ("şəxs", 4, 6)
    (said,) = outcome.diagnostics
    assert (said.kind.code, said.span.words, said.span.line) == ("Q0105", "and", 6)


def test_an_empty_page_has_no_entries() -> None:
    for block in ("", "\n", "# only a comment\n", "   \n\t\n"):
        outcome = parse(document(block))
        assert outcome.value.items == ()
        assert outcome.diagnostics == ()


def test_diagnostics_name_the_article() -> None:
    found: tuple[Diagnostic, ...] = parse(document("fact 5\n")).diagnostics
    assert [said.article for said in found] == [""]
