"""Where inputs begin: the pages, blocks and data that the repository holds."""

import json
import re
from functools import cache
from pathlib import Path

from qanun.diagnostics.pages import code_page, codes
from test_runtime_answers import ANSWERS
from test_runtime_facts import FULL_JSON

ROOT = Path(__file__).parent.parent.parent
HEAD = """\
---
law: Example
jurisdiction: Example
module: law
in_force: not stated
time_zone: Europe/Berlin
rounding: down
currency: EUR
source: written for this test
---

# Law

## Article 1. First

> **1** What the law says.
> - **(a)** and more

"""
_BLOCK = re.compile(r"^```qanun\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_SECTION = re.compile(r"^## ", re.MULTILINE)


def page(block: str) -> str:
    """A page of law that holds the block."""
    return f"{HEAD}```qanun\n{block}\n```\n"


@cache
def pages() -> tuple[str, ...]:
    """Small pages of law: examples of mistakes, sections of the documentation, articles."""
    found = []
    for code in codes():
        known = code_page(code)
        if known is not None:
            examples = (known.wrong, known.mended)
            found += [_as_law(text.content) for example in examples for text in example.pages]
    for path in sorted((ROOT / "docs").glob("*.md")):
        for section in _SECTION.split(path.read_text(encoding="utf-8")):
            rules = "\n".join(_BLOCK.findall(section))
            if rules:
                found.append(page(rules))
    for path in sorted((ROOT / "tests" / "spec").glob("*.md")):
        content = path.read_text(encoding="utf-8")
        if len(content) < 7000:
            found.append(_as_law(content))
    for path in sorted((ROOT / "statutes").rglob("*.md")):
        articles = _SECTION.split(path.read_text(encoding="utf-8"))
        found += [HEAD + "## " + article for article in articles[1:] if len(article) < 3000]
    return tuple(one for one in found if len(one) < 9000)


def _as_law(content: str) -> str:
    """A page that calls itself `law`, so that it can be read under that name."""
    return re.sub(r"^module: \w+$", "module: law", content, count=1, flags=re.MULTILINE)


def front_matters() -> tuple[str, ...]:
    """Heads of pages."""
    heads = [text.partition("\n---\n")[0] + "\n---\n" for text in pages()]
    return tuple(dict.fromkeys(head for head in heads if head.startswith("---")))


def accepted() -> tuple[str, ...]:
    """Files of accepted provisions."""
    real = next((ROOT / "statutes").rglob("accepted.txt")).read_text(encoding="utf-8")
    return (real[:1500], "law#1 0123456789abcdef 0123456789abcdef\n", "# nothing\n", "")


def settings() -> tuple[str, ...]:
    """Settings of projects."""
    return (
        '[tool.qanun]\nstatutes = "law"\npackage = "my_law"\ngenerated = "out"\n',
        '[project]\nname = "x"\n\n[tool]\nqanun = {statutes = "law", package = "p", generated = "."}\n',
        "[tool.qanun]\n",
        '["tool"."qanun"]\n"statutes" = """law"""\n',
    )


def facts() -> tuple[str, ...]:
    """Facts of a case, of every kind that there is."""
    whole = json.dumps(FULL_JSON, ensure_ascii=False, indent=1)
    return (whole, "{}", '{"crossed": true}', '{"stays": [{"days": {"from": "2012-03-01", "to": null}}]}')


def answers() -> tuple[str, ...]:
    """Answers of a question."""
    return tuple(json.dumps(one.to_json(), ensure_ascii=False, indent=1) for one in ANSWERS)
