"""Fingerprints of texts and rules: whether a rule was compared with the text that stands there now.

The accepted provisions are one text file, a line a provision, sorted by anchor, so that it merges by line:

    # what stands above
    criminal_code#318.1 5f2b…(16 digits) 90aa…(16 digits)

that is anchor, fingerprint of the text, fingerprint of the rule blocks that state it.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence

from attrs import frozen

from qanun.diagnostics import Diagnostic, Fix, Related
from qanun.diagnostics.nearest import nearest
from qanun.document import kinds
from qanun.document.links import rules_of
from qanun.document.model import Block, Document, Provision
from qanun.text import Span, Text

HEADER = """\
# The provisions whose rules somebody has compared with their text; written by `qanun accept`, not by hand.
# Each line: anchor, fingerprint of the text, fingerprint of its rules.
"""
_LINE = re.compile(r"(?P<anchor>\w+#[\w.\-@]+) (?P<text>[0-9a-f]{16}) (?P<rule>[0-9a-f]{16})")
_WORD = re.compile(r'(?P<comment>(?<=\s)#(?=\s|$))|"(?:[^"\\]|\\.)*"|\w+|[^\w\s]')
_LISTED = 5


@frozen
class Accepted:
    """One line of the accepted provisions."""

    text: str
    rule: str
    span: Span


def statutes_fingerprint(texts: Iterable[Text]) -> str:
    """16 hex digits over all files: their names without folders, and their contents.

    The order of the files does not matter, nor whether lines end with LF or CR LF.
    """
    parts = sorted((re.split(r"[/\\]", text.path)[-1], text.content.replace("\r\n", "\n")) for text in texts)
    return _digest(f"{len(name)} {name} {len(content)} {content}" for name, content in parts)


def text_fingerprint(provision: Provision) -> str:
    """16 hex digits over the provision's words; blanks, line ends and Markdown's marks do not count."""
    return _digest([" ".join(provision.text.split())])


def rule_fingerprint(blocks: Iterable[Block]) -> str:
    """16 hex digits over the words and signs of rule blocks; blanks, line breaks and comments do not count.

    A comment is a line that begins with `#`, or what follows a `#` with a blank on either side.
    """
    words = [word for block in blocks for line in block.span.words.splitlines() for word in _words(line)]
    return _digest(f"{word}\n" for word in words)


def _words(line: str) -> list[str]:
    """The quotations, words and signs of a line."""
    if line.lstrip().startswith("#"):
        return []
    found: list[str] = []
    for match in _WORD.finditer(line):
        if match["comment"] is not None:
            break
        found.append(match.group())
    return found


def accept(documents: Sequence[Document]) -> str:
    """The whole text of the file that accepts every provision as it stands."""
    lines = (
        f"{provision.anchor} {text_fingerprint(provision)} {rule_fingerprint(blocks)}\n"
        for provision, blocks in rules_of(documents).items()
        if blocks
    )
    return HEADER + "".join(sorted(lines))


def stale(documents: Sequence[Document], accepted: Text) -> tuple[Diagnostic, ...]:
    """What was accepted against what stands on the pages: one word a provision, one a page on new ones."""
    known, unreadable = _read(accepted)
    diagnostics = list(unreadable)
    rules = {provision: blocks for provision, blocks in rules_of(documents).items() if blocks}
    for document in documents:
        new = []
        for provision in document.provisions:
            if provision not in rules:
                continue
            if provision.anchor not in known:
                new.append(provision)
                continue
            found = _changed(provision, rules[provision], known[provision.anchor])
            diagnostics.extend(found)
        if new and not unreadable:
            diagnostics.append(_never_accepted(new))
    anchors = {provision.anchor for provision in rules}
    gone = [(anchor, line) for anchor, line in known.items() if anchor not in anchors]
    diagnostics.extend(_gone(anchor, line, anchors - known.keys()) for anchor, line in gone)
    return tuple(diagnostics)


def _digest(parts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:16]


def _read(accepted: Text) -> tuple[dict[str, Accepted], list[Diagnostic]]:
    """The accepted provisions by anchor, and a diagnostic for the first line that is none."""
    known: dict[str, Accepted] = {}
    unreadable = []
    for number, start in enumerate(accepted.line_starts, 1):
        line = accepted.line(number)
        words = line.strip("\ufeff \t")
        if not words or words.startswith("#"):
            continue
        span = accepted.span(start, start + len(line))
        match = _LINE.fullmatch(words)
        if match is None or match["anchor"] in known:
            unreadable.append(kinds.ACCEPTED_UNREADABLE.at(span))
        else:
            known[match["anchor"]] = Accepted(match["text"], match["rule"], span)
    return known, unreadable[:1]


def _changed(provision: Provision, blocks: Sequence[Block], known: Accepted) -> list[Diagnostic]:
    if known.text == text_fingerprint(provision):
        return []
    same_rule = known.rule == rule_fingerprint(blocks)
    kind = kinds.STALE_RULE if same_rule else kinds.CHANGED_SINCE
    related = tuple(Related(block.span, "its rule") for block in blocks)
    return [kind.at(provision.span, article=_breadcrumb(provision), label=provision.label, related=related)]


def _never_accepted(provisions: Sequence[Provision]) -> Diagnostic:
    anchors = [f"`#{provision.anchor.partition('#')[2]}`" for provision in provisions]
    more = f" and {len(anchors) - _LISTED} more" if len(anchors) > _LISTED else ""
    first = provisions[0]
    labels = ", ".join(anchors[:_LISTED]) + more
    return kinds.NEVER_ACCEPTED.at(first.span, article=_breadcrumb(first), labels=labels)


def _gone(anchor: str, line: Accepted, new: Iterable[str]) -> Diagnostic:
    meant = nearest(anchor, new)
    advice = "run `qanun accept` if that is right"
    if meant:
        advice = f"if it is now `{meant}`, compare text and rule, then run `qanun accept`"
    text = line.span.text
    after = text.line_starts[line.span.line] if line.span.line < len(text.line_starts) else line.span.end
    fix = Fix(text.span(line.span.start, after), "", "remove the line")
    return kinds.ACCEPTED_IS_GONE.at(line.span, anchor=anchor, advice=advice, fix=fix)


def _breadcrumb(provision: Provision) -> str:
    return provision.article.name if provision.article else ""
