"""What is selected when more and more is: a word, the part of a rule around it, the entry, the article."""

from qanun.editor.known import Known
from qanun.editor.outline import Entry, outline
from qanun.resolved.walk import every
from qanun.syntax import tree
from qanun.text import Span


def around(known: Known, path: str, offset: int) -> tuple[Span, ...]:
    """The spans around a place, each within the next; the last is the whole file. None twice."""
    found = [*_in_entry(known, path, offset), *_on_page(outline(known, path), offset)]
    block = known.block(path, offset)
    if block is not None:
        found.append(block.span)
    text = known.texts.get(path)
    if text is not None:
        found.append(text.span(0, len(text.content)))
    made: list[Span] = []
    for span in sorted(found, key=lambda one: one.end - one.start):
        if not made or (span.start <= made[-1].start and made[-1].end <= span.end and span != made[-1]):
            made.append(span)
    return tuple(made)


def _in_entry(known: Known, path: str, offset: int) -> list[Span]:
    item = known.item(path, offset)
    if item is None:
        return []
    nodes = [item, *every(item)]
    spans = [one.span for one in nodes]
    named = [one for one in nodes if isinstance(one, tree.Name)]
    names = [one.place(part) for one in named for part in range(len(one.parts))]
    return [one for one in (*names, *spans) if one.text.path == path and one.start <= offset <= one.end]


def _on_page(entries: tuple[Entry, ...], offset: int) -> list[Span]:
    here = [one for one in entries if one.span.start <= offset <= one.span.end]
    return [span for one in here for span in (one.shown, one.span, *_on_page(one.below, offset))
            if span.start <= offset <= span.end]  # fmt: skip
