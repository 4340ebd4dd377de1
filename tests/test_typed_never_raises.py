"""Whatever a page says, its names and types are judged without a traceback; a sound page can be lowered."""

import os
import random
import re
from functools import cache
from pathlib import Path

import pytest
from qanun.core.lower import lower
from qanun.document.read import read
from qanun.resolved.resolve import resolve
from qanun.syntax.parse import parse
from qanun.text import Text
from qanun.typed.check import check

PAGES = sorted((Path(__file__).parent / "spec").glob("*.md"))
DISTURBED = int(os.environ.get("QANUN_EDITS", "15"))
"""How often each page is disturbed."""
WORD = re.compile(r'"[^"\n]*"|#[^\n]*|(?P<word>[a-z_]\w*(?:\.[a-z_]\w*)*|[<>=+]=?|\d[\d-]*(?: [A-Za-z]+)?)')


@cache
def words(source: str) -> tuple[tuple[int, int], ...]:
    """Where names, numbers and signs stand in the rule blocks of a page."""
    found = []
    for block in re.finditer(r"```qanun\n(.*?)```", source, re.DOTALL):
        for match in WORD.finditer(source, block.start(1), block.end(1)):
            if match["word"]:
                found.append(match.span())
    return tuple(found)


def disturbed(source: str, chance: random.Random) -> str:
    """The page with one to three words put in the place of others."""
    places = words(source)
    for start, end in sorted(chance.sample(places, chance.randint(1, 3)), reverse=True):
        first, last = chance.choice(places)
        source = source[:start] + source[first:last] + source[end:]
    return source


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_no_disturbed_page_raises(path: Path) -> None:
    """Each page of the specification, some of its words in the place of others; each message can be written
    out."""
    source = path.read_text(encoding="utf-8")
    chance = random.Random(path.stem)
    for _ in range(DISTURBED):
        document = read(Text(path.name, disturbed(source, chance))).value
        assert document is not None
        page = parse(document)
        names = resolve([page.value])
        types = check(names.value)
        found = [*page.diagnostics, *names.diagnostics, *types.diagnostics]
        assert all(one.message and one.remedy for one in found)
        if not any(one.is_error for one in found):
            lower(types.value, "fingerprint")
