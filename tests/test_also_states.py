"""The document sees the provisions that a rule states elsewhere just where the grammar does."""

from pathlib import Path
from random import Random

import pytest
from qanun.document.links import also_states
from qanun.document.model import Document
from qanun.document.read import read
from qanun.resolved.model import full_anchor
from qanun.resolved.walk import every
from qanun.syntax import tree
from qanun.syntax.parse import parse
from qanun.text import Text

ROOT = Path(__file__).parent.parent
PAGES = sorted([*(ROOT / "statutes").rglob("*.md"), *(ROOT / "tests" / "spec").glob("*.md")])
HEAD = """\
---
law: A
jurisdiction: B
module: law
in_force: not stated
time_zone: Asia/Baku
rounding: down
source: C
---

## Article 5

> **5.2** The person leaves.

```qanun
"""


def of_tree(document: Document) -> list[str]:
    """What the parsed rules of a page also state."""
    return [
        full_anchor(anchor, document.module)
        for item in parse(document).value.items
        for node in every(item)
        if isinstance(node, tree.Clauses)
        for anchor in node.also_states
    ]


def of_page(content: str, path: str = "law.md") -> tuple[list[str], list[str]]:
    document = read(Text(path, content)).value
    assert document is not None
    return [a for block in document.blocks for a in also_states(block, document.module)], of_tree(document)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_on_every_page(path: Path) -> None:
    seen, stated = of_page(path.read_text(encoding="utf-8"), path.name)
    assert seen == stated


WRITTEN = [
    'right r "r" when has_card also states #2.2',
    'right r "r" when has_card\n  also states #2.2',
    'right r "r" when has_card\n  also states\n    #2.2',
    'right r "r" when has_card\n  also states #2.1,\n    #2.2',
    'right r "r" when has_card also states other#2.1, # why\n  # because\n  #2.2',
    'right r "r" also states #1\n  when has_card',
    'right r "also states #7" when has_card',
    'right r "r" when has_card # also states #7',
    'right r "r" when has_card\n  # also states #7\n  also states #2.1.b, law#2.1.c@2012-01-01',
]


@pytest.mark.parametrize("written", WRITTEN)
def test_however_it_is_written(written: str) -> None:
    seen, stated = of_page(f"{HEAD}{written}\n```\n")
    assert seen == stated
    assert "law#7" not in seen
    assert bool(seen) == ("#7" not in written or "#2" in written)


def test_at_random() -> None:
    """Words, signs and breaks thrown together: what the grammar reads, the document sees."""
    random = Random(66)
    pieces = (
        " also states",
        " #2.2",
        ",",
        " other#1.a",
        "\n  ",
        " # no",
        ' "x"',
        " when a",
        " on b",
        "\nright s",
    )
    read_any = 0
    for _ in range(3000):
        body = "".join(random.choice(pieces) for _ in range(random.randint(2, 9)))
        seen, stated = of_page(f"{HEAD}right r{body}\n```\n")
        assert set(stated) <= set(seen), body
        read_any += bool(stated)
    assert read_any > 50
