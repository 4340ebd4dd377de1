"""The page of each kind of diagnostic: what it says, why, the remedy, and a worked example.

The worked examples are Markdown files beside this module, `pages/Q0201.md`, with three sections:

    ## Wrong      one fence a file: ````markdown NAME.md is a whole page, ```qanun are rules that `FRAME`
                  makes a page of, ```accepted is the file of accepted provisions
    ## Message    one ```text fence: what `qanun check` says of the wrong example
    ## Mended     fences like those of `Wrong`

A test compiles both: the wrong example gives exactly this message and code, the mended one does not.
"""

import re
from functools import cache
from importlib.resources import files

from attrs import frozen
from markdown_it import MarkdownIt

from qanun.diagnostics.model import registry
from qanun.text import Text

FRAME = """\
---
law: Example Act
jurisdiction: Azerbaijan
module: example
in_force: not stated
time_zone: Asia/Baku
rounding: down
source: an example
---

# Example Act

## Article 1. Example

> **1.1** The words of the law.

```qanun
{rules}```
"""
ACCEPTED = "accepted.txt"


@frozen
class Example:
    """The pages of law of an example, and the file of accepted provisions where it has one."""

    pages: tuple[Text, ...]
    accepted: Text | None


@frozen
class CodePage:
    """The worked example of one kind of diagnostic. `source` is its whole Markdown."""

    source: str
    wrong: Example
    message: str
    mended: Example


def explain(code: str) -> str | None:
    """The page of a code as Markdown; None where no diagnostic has this code.

    Kinds are known once the passes that declare them have been imported.
    """
    kind = registry().get(code)
    if kind is None:
        return None
    parts = [f"# {code}: {kind.general_title}", f"*{kind.severity.value.capitalize()}.* {kind.why}"]
    if kind.general_remedy:
        parts.append(f"**Remedy:** {kind.general_remedy}.")
    example = code_page(code)
    if example is not None:
        parts.append(example.source.strip())
    return "\n\n".join(parts) + "\n"


def codes() -> tuple[str, ...]:
    """The codes that have a worked example."""
    names = (entry.name for entry in files("qanun.diagnostics").joinpath("pages").iterdir())
    return tuple(sorted(name.removesuffix(".md") for name in names if re.fullmatch(r"Q\d{4}\.md", name)))


def code_page(code: str) -> CodePage | None:
    """The worked example of a code; None where nobody has written one."""
    file = files("qanun.diagnostics").joinpath("pages", f"{code}.md")
    return read_code_page(file.read_text(encoding="utf-8")) if file.is_file() else None


def read_code_page(source: str) -> CodePage:
    """The parts of a worked example; a section that is missing is empty."""
    sections: dict[str, list[tuple[str, str]]] = {"wrong": [], "message": [], "mended": []}
    section = ""
    tokens = _parser().parse(source)
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            section = tokens[place + 1].content.strip().casefold()
        elif token.type == "fence" and section in sections:
            sections[section].append((token.info.strip(), token.content))
    message = "".join(content for _, content in sections["message"])
    return CodePage(source, _example(sections["wrong"]), message, _example(sections["mended"]))


def _example(fences: list[tuple[str, str]]) -> Example:
    pages: list[Text] = []
    accepted: Text | None = None
    for info, content in fences:
        language, _, name = info.partition(" ")
        if language == "markdown":
            pages.append(Text(name.strip() or "example.md", content))
        elif language == "qanun":
            pages.append(Text(name.strip() or "example.md", FRAME.replace("{rules}", content)))
        elif language == "accepted":
            accepted = Text(ACCEPTED, content)
    return Example(tuple(pages), accepted)


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark")
