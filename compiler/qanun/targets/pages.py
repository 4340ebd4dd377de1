"""The book of the law as Markdown pages. Pure: from the program and its documents to {path: text}.

A page's headings are Markdown; what stands below them is HTML that no builder needs to understand further.
Pages of law are in `law/`, and link to each other as `NAME.html#ANCHOR`.
"""

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from qanun.core.rules import Program
from qanun.document.model import Block, Document, Provision
from qanun.targets import page_tables
from qanun.targets.cross_references import CrossReferences
from qanun.targets.safe_html import escape, link, parser, render

FOLDER = "law"
_WORDS = re.compile(r'"[^"\n]*"?|\#[^\n]*|[^\W\d][\w.]*')


def pages(program: Program, documents: Sequence[Document]) -> dict[str, str]:
    """Every page of the book that is made from the law: its path and its Markdown."""
    known = CrossReferences.of(program, documents)
    made = {f"{FOLDER}/{document.module}.md": _law(program, document, known) for document in documents}
    made[f"{FOLDER}/index.md"] = page_tables.laws(program)
    made[f"{FOLDER}/readings.md"] = page_tables.readings(program, known)
    made[f"{FOLDER}/silences.md"] = page_tables.silences(program, known)
    return dict(sorted(made.items()))


def _law(program: Program, document: Document, known: CrossReferences) -> str:
    """One page of law: its text and its rules in the order of the file, footnotes, worked cases."""
    parts = [_title(document), _about(document)]
    parts.extend(_body(document, known))
    if document.footnotes:
        parts.append("## Sources")
        notes = (
            f'<li id="fn-{escape(note.label)}"><b>{escape(note.label)}</b> {escape(note.text)}</li>'
            for note in document.footnotes
        )
        parts.append(f'<ul class="qanun-sources">{"".join(notes)}</ul>')
    scenarios = [s for s in program.scenarios if s.module == document.module]
    if scenarios:
        parts.append("## Worked cases")
        parts.append(page_tables.scenarios(program, scenarios, known))
    return "\n\n".join(part for part in parts if part) + "\n"


def _title(document: Document) -> str:
    return f"# {escape(document.title or document.front_matter.law)}"


def _about(document: Document) -> str:
    front = document.front_matter
    rows = {
        "Law": front.law,
        "Jurisdiction": front.jurisdiction,
        "In force": page_tables.in_force(front.in_force),
        "Source": front.source,
    }
    cells = "".join(f"<dt>{escape(key)}</dt><dd>{escape(value)}</dd>" for key, value in rows.items())
    return f'<dl class="qanun-about">{cells}</dl>'


def _body(document: Document, known: CrossReferences) -> Iterator[str]:
    """The file's own parts in order: headings, provisions, rules, commentary."""
    text, base = _without_footnotes(document)
    blocks = {block.span.line: block for block in document.blocks}
    seen: set[str] = set()
    waiting: list[str] = []
    for group in _groups(parser().parse(text)):
        first = group[0]
        start, end = first.map or (0, 0)
        if first.type == "blockquote_open":
            inside = [p for p in document.provisions if base + start <= p.span.line < base + end]
            waiting.append(_provisions(group, inside, known, seen))
            continue
        if first.type == "fence" and first.info.strip().startswith("qanun"):
            rules = _rules(first.content, blocks.get(base + start + 1), document.module, known)
            yield _pair(waiting, rules)
        else:
            yield from waiting
            if first.type == "heading_open":
                yield _heading(group, document, base + start, seen)
            else:
                yield f'<div class="qanun-comment">{render(group)}</div>'
        waiting = []
    yield from waiting


def _pair(texts: Sequence[str], rules: str) -> str:
    """The text and, beside it, the rules that state it."""
    return f'<div class="qanun-pair"><div>{"".join(texts)}</div>{rules}</div>' if texts else rules


def _without_footnotes(document: Document) -> tuple[str, int]:
    """The page after its front matter, footnotes blanked, and the number of its first line in the file."""
    text = document.text
    base = text.line_of(max(document.front_matter.span.end - 1, 0)) + 1
    dropped = {
        number
        for note in document.footnotes
        for number in range(note.span.line, text.line_of(max(note.span.end - 1, 0)) + 1)
    }
    lines = range(base, len(text.line_starts) + 1)
    kept = ["" if number in dropped else text.line(number) for number in lines]
    if kept and kept[0].strip() == "---":
        kept[0] = ""
    return "\n".join(kept), base


def _groups(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The tokens of each part that stands at the top level of the page."""
    group: list[Token] = []
    depth = 0
    for token in tokens:
        group.append(token)
        depth += token.nesting
        if depth == 0:
            yield group
            group = []


def _heading(group: Sequence[Token], document: Document, line: int, seen: set[str]) -> str:
    """A heading as Markdown; one that opens an article has its anchor. The page's title is told above."""
    level, words = int(group[0].tag[1]), group[1].content
    if level == 1:
        return ""
    article = next((a for a in document.articles if a.span.line == line), None)
    anchor = article.anchor.rpartition("#")[2] if article else ""
    if anchor and anchor not in seen:
        seen.add(anchor)
        return f'<span id="{escape(anchor)}"></span>\n\n{"#" * level} {escape(words)}'
    return f"{'#' * level} {escape(words)}"


def _provisions(
    group: list[Token], inside: Sequence[Provision], known: CrossReferences, seen: set[str]
) -> str:
    """A block quote with the anchors of its provisions, and what rests on each."""
    marks: list[str] = []
    for provision in inside:
        anchor = provision.anchor.rpartition("#")[2]
        identified = f' id="{escape(anchor)}"' if anchor not in seen else ""
        seen.add(anchor)
        rules = known.stating(provision.anchor)
        stated = f" stated by {_names(rules, known)}" if rules else ""
        marks.append(f"<li{identified}>{link('#' + anchor, provision.anchor, 'qanun-anchor')}{stated}</li>")
    quoted = render(group)
    listed = f'<ul class="qanun-anchors">{"".join(marks)}</ul>' if marks else ""
    return f'<div class="qanun-provision">{quoted}{listed}</div>'


def _rules(content: str, block: Block | None, module: str, known: CrossReferences) -> str:
    """A rule block, each name in it a link to its declaration, and what uses what it declares."""
    declared = known.declared_in(block) if block else ()
    anchors = "".join(f'<span id="rule-{escape(name.partition(".")[2])}"></span>' for name in declared)
    linked = "".join(_linked(content, module, known))
    users = [user for name in declared for user in known.used_by(name) if user not in declared]
    used = f'<p class="qanun-used">Used by {_names(list(dict.fromkeys(users)), known)}</p>' if users else ""
    return f'<div class="qanun-rules">{anchors}<pre><code>{linked}</code></pre>{used}</div>'


def _linked(content: str, module: str, known: CrossReferences) -> Iterator[str]:
    """The rule's text, escaped, with links."""
    end = 0
    for found in _WORDS.finditer(content):
        yield escape(content[end : found.start()])
        word = found[0]
        href = None if word[0] in '"#' else known.place_of(word, module)
        yield link(href, word) if href else escape(word)
        end = found.end()
    yield escape(content[end:])


def _names(names: Sequence[str], known: CrossReferences) -> str:
    return ", ".join(link(known.place_of(name, "") or "", name) for name in names)
