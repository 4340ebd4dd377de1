"""Fingerprints of texts and rules: whether a rule was compared with the text that stands there now.

The accepted provisions are one text file, a line a provision, sorted by anchor, so that it merges by line:

    # what stands above
    criminal_code#318.1 5f2b…(16 digits) 90aa…(16 digits)

that is anchor, fingerprint of the text, fingerprint of the rule blocks that state it.
"""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from attrs import frozen

from qanun.diagnostics import Diagnostic, Fix, Related
from qanun.diagnostics.nearest import nearest
from qanun.document import kinds
from qanun.document.anchors import latest
from qanun.document.links import rules_of
from qanun.document.model import Block, Document, Provision
from qanun.document.words import STARTERS, STATING
from qanun.text import Span, Text

HEADER = """\
# The provisions whose rules somebody has compared with their text; written by `qanun accept`, not by hand.
# Each line: anchor, fingerprint of the text, fingerprint of its rules.
"""
_LINE = re.compile(r"(?P<anchor>\w+#[\w.\-@]+) (?P<text>[0-9a-f]{16}) (?P<rule>[0-9a-f]{16})")
_WORD = re.compile(r'(?P<comment>(?<=\s)#(?=\s|$))|"(?:[^"\\]|\\.)*"|\w+|[^\w\s]')
_AROUND = "\ufeff \t"
_NO_LAW = ("question", "situation", "background", "scenario", "cases", "claim")
_ENTRY = re.compile(rf"^[ \t]*(?P<word>{'|'.join(sorted(STARTERS))})\b[^\n]*", re.MULTILINE)
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
    """16 hex digits over the provision's words; blanks, line ends and Markdown's marks do not count.

    The days on which its article is law are part of it.
    """
    article = provision.article
    days = article.in_force if article is not None else None
    stated = [] if days is None else [f"\nin force {days.start} {days.end}"]
    return _digest([" ".join(provision.text.split()), *stated])


def rule_fingerprint(blocks: Iterable[Block]) -> str:
    """16 hex digits over the words and signs of rule blocks; blanks, line breaks and comments do not count.

    A comment is a line that begins with `#`, or what follows a `#` with a blank on either side. What asks and
    tries (`question`, `background`, `scenario`, `cases`, `claim`) states no law, and does not count either.
    The cells of a table that decides a rule do; the words in its head, and how it is laid out, do not.
    """
    words = [word for block in blocks for word in _stated(block)]
    return _digest(f"{word}\n" for word in words)


def _stated(block: Block) -> Iterator[str]:
    """The words and signs of a block that state law, and the cells of the table below it if they do."""
    words = [word for line in _law(block) for word in _words(line)]
    yield from words
    if block.table is not None and " is the first row that fits " in f" {' '.join(words)} ":
        for row in block.table.rows:
            for cell in row:
                yield "|"
                yield from (match.group() for match in _WORD.finditer(cell.words))


def _law(block: Block) -> Iterator[str]:
    """The lines of a block but for those of questions, scenarios and claims."""
    edge: int | None = None
    counts = True
    for line in block.span.words.splitlines():
        words = line.lstrip()
        if not words or words.startswith("#"):
            continue
        indent = len(line) - len(words)
        edge = indent if edge is None else edge
        if indent <= edge:
            counts = words.split()[0] not in _NO_LAW
        if counts:
            yield line


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
    return _written(_as_it_stands(documents).values())


@frozen
class Accepting:
    """The file's new text, the provisions whose lines changed, and the names that name nothing."""

    content: str
    changed: tuple[str, ...]
    unknown: tuple[str, ...]


def accept_some(documents: Sequence[Document], accepted: Text, names: Collection[str]) -> Accepting:
    """Accept some provisions as they stand, each with the items in it; the other lines stay as they are.

    The name of an article names all its provisions. A provision that no rule states any more loses its line.
    """
    stands = _as_it_stands(documents)
    lines = {anchor: line.span.words.strip(_AROUND) + "\n" for anchor, line in _read(accepted)[0].items()}
    inside = _inside(documents)
    changed: dict[str, None] = {}
    unknown = []
    for name in names:
        meant = [anchor for anchor in inside.get(name, (name,)) if anchor in stands or anchor in lines]
        if not meant:
            unknown.append(name)
        changed.update((anchor, None) for anchor in meant if lines.get(anchor) != stands.get(anchor))
        for anchor in meant:
            lines.pop(anchor, None)
            lines |= {anchor: stands[anchor]} if anchor in stands else {}
    return Accepting(_written(lines.values()), tuple(changed), tuple(unknown))


def waiting(documents: Sequence[Document], accepted: Text) -> tuple[str, ...]:
    """The provisions that are not accepted as they stand, and the lines of provisions that are gone."""
    stands = _as_it_stands(documents)
    lines = {anchor: line.span.words.strip(_AROUND) + "\n" for anchor, line in _read(accepted)[0].items()}
    return tuple(sorted(a for a in stands.keys() | lines.keys() if stands.get(a) != lines.get(a)))


def _as_it_stands(documents: Sequence[Document]) -> dict[str, str]:
    """The line of each provision that a rule states."""
    return {
        provision.anchor: f"{provision.anchor} {text_fingerprint(provision)} {rule_fingerprint(blocks)}\n"
        for provision, blocks in rules_of(documents).items()
        if blocks
    }


def _inside(documents: Sequence[Document]) -> dict[str, list[str]]:
    """The provisions that a name names: of a provision it and its items, of an article all of it."""
    found: dict[str, list[str]] = {}
    for document in documents:
        parents = {provision.anchor: provision.parent for provision in document.provisions}
        for provision in document.provisions:
            names = dict.fromkeys((provision.article.anchor,) if provision.article is not None else ())
            above: str | None = provision.anchor
            while above is not None:
                names[above] = None
                above = parents.get(above)
            for name in names:
                found.setdefault(name, []).append(provision.anchor)
    return found | {short: found[long] for short, long in latest(found).items()}


def _written(lines: Iterable[str]) -> str:
    return HEADER + "".join(sorted(lines))


def stale(documents: Sequence[Document], accepted: Text) -> tuple[Diagnostic, ...]:
    """What was accepted against what stands on the pages: one word a provision, one a page on new ones."""
    known, unreadable = _read(accepted)
    diagnostics = list(unreadable)
    rules = {provision: blocks for provision, blocks in rules_of(documents).items() if blocks}
    for document in documents:
        stated = [provision for provision in document.provisions if provision in rules]
        new = [provision for provision in stated if provision.anchor not in known]
        if new and not unreadable:
            diagnostics.append(_never_accepted(new))
        told: set[str] = set()
        for provision in stated:
            line = known.get(provision.anchor)
            found = _changed(provision, rules[provision], line) if line is not None else None
            if found is None or line is None:
                continue
            if provision.parent not in told or line.text != text_fingerprint(provision):
                diagnostics.append(found)
            if line.rule != rule_fingerprint(rules[provision]):
                told.add(provision.anchor)  # its items are within it: the same change is said once
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
        words = line.strip(_AROUND)
        if not words or words.startswith("#"):
            continue
        span = accepted.span(start, start + len(line))
        match = _LINE.fullmatch(words)
        if match is None or match["anchor"] in known:
            unreadable.append(kinds.ACCEPTED_UNREADABLE.at(span))
        else:
            known[match["anchor"]] = Accepted(match["text"], match["rule"], span)
    return known, unreadable[:1]


def _changed(provision: Provision, blocks: Sequence[Block], known: Accepted) -> Diagnostic | None:
    """What became stale: the rule for another text, the text for another rule, or both."""
    same_text = known.text == text_fingerprint(provision)
    same_rule = known.rule == rule_fingerprint(blocks)
    if same_text and same_rule:
        return None
    kind = kinds.CHANGED_SINCE if not same_text and not same_rule else kinds.STALE_RULE
    return kind.at(
        provision.span,
        article=_breadcrumb(provision),
        label=provision.label,
        anchor=provision.anchor,
        changed="its text has" if same_rule else "it has",
        related=tuple(Related(_stating(block, provision), "its rule") for block in blocks),
    )


def _stating(block: Block, provision: Provision) -> Span:
    """The first line of the entry in a block that states a provision: of the one that names it elsewhere with
    `also states`, else of the first that states law at all.
    """
    starts = [found for found in _ENTRY.finditer(block.span.words) if found["word"] not in _NO_LAW]
    stating = [found for found in starts if found["word"] in STATING]
    if provision not in block.provisions:
        place = provision.anchor.partition("#")[2].partition("@")[0]
        article = provision.article.anchor.partition("#")[2] if provision.article is not None else place
        named = re.search(
            rf"also states[^\n]*#(?:{re.escape(place)}|{re.escape(article)})(?![\w.])", block.span.words
        )
        if named is not None:
            stating = [found for found in starts if found.start() < named.start()][-1:] or stating
    if not stating:
        return block.span
    start = block.span.start + stating[0].start("word")
    return block.span.text.span(start, block.span.start + stating[0].end())


def _never_accepted(provisions: Sequence[Provision]) -> Diagnostic:
    anchors = [f"`#{provision.anchor.partition('#')[2]}`" for provision in provisions]
    more = f" and {len(anchors) - _LISTED} more" if len(anchors) > _LISTED else ""
    first = provisions[0]
    labels = ", ".join(anchors[:_LISTED]) + more
    command = " ".join(provision.anchor for provision in provisions[:_LISTED])
    return kinds.NEVER_ACCEPTED.at(first.span, article=_breadcrumb(first), labels=labels, anchors=command)


def _gone(anchor: str, line: Accepted, new: Iterable[str]) -> Diagnostic:
    meant = nearest(anchor, new)
    advice = f"run `qanun accept {anchor}` if that is right"
    if meant:
        advice = f"if it is now `{meant}`, compare text and rule, then run `qanun accept {anchor} {meant}`"
    text = line.span.text
    after = text.line_starts[line.span.line] if line.span.line < len(text.line_starts) else line.span.end
    fix = Fix(text.span(line.span.start, after), "", "remove the line")
    return kinds.ACCEPTED_IS_GONE.at(line.span, anchor=anchor, advice=advice, fix=fix)


def _breadcrumb(provision: Provision) -> str:
    return provision.article.name if provision.article else ""
