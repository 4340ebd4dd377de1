"""What can be done about a mistake with one key: its fix, all of its kind, a declaration that is missing."""

import re
from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from qanun.diagnostics.model import Diagnostic, Fix
from qanun.document.fingerprint import accept_some
from qanun.document.kinds import NEVER_ACCEPTED, NO_RULE, STALE_RULE
from qanun.editor.known import Known
from qanun.editor.wanted import wanted
from qanun.resolved.kinds import UNKNOWN_NAME
from qanun.resolved.walk import every
from qanun.syntax import tree
from qanun.text import Span, Text


@frozen
class Edit:
    """Put `words` in the place of `span`."""

    span: Span
    words: str


@frozen
class Action:
    """A change with its title; `mends` is the mistake that it does away with, if it does. `best`: it is
    surely meant."""

    title: str
    edits: tuple[Edit, ...]
    mends: Diagnostic | None = None
    best: bool = False


def actions(known: Known, said: Sequence[Diagnostic], accepted: Text | None, here: Span) -> Iterator[Action]:
    """What can be done about the mistakes that touch a place."""
    near = [one for one in said if _touches(one.span, here)]
    for one in near:
        if one.fix is not None:
            yield Action(one.fix.title, _edits(one.fix), one, best=True)
    for kind in dict.fromkeys(one.kind for one in near if one.fix is not None):
        alike = [one for one in said if one.kind is kind and one.span.text.path == here.text.path]
        together = all_of(alike)
        if len(together) > 1:
            first = next(one for one in near if one.kind is kind)
            edits = tuple(edit for fix in together for edit in _edits(fix))
            yield Action(f"mend all {len(together)} of these on the page", edits, first)
    for one in near:
        yield from _spelling(one)
        yield from _declaring(known, one)
        yield from _stating(one)
        if accepted is not None:
            yield from _accepting(known, one, accepted)


def all_of(said: Iterable[Diagnostic]) -> list[Fix]:
    """The fixes of several mistakes that can be made together: none touches another's place."""
    chosen: list[Fix] = []
    for one in said:
        if one.fix is not None and not any(_overlap(one.fix, other) for other in chosen):
            chosen.append(one.fix)
    return chosen


def _touches(one: Span, other: Span) -> bool:
    return one.text.path == other.text.path and one.start <= other.end and other.start <= one.end


def _overlap(one: Fix, other: Fix) -> bool:
    return any(a.start <= b.end and b.start <= a.end for a in one.places for b in other.places)


def _edits(fix: Fix) -> tuple[Edit, ...]:
    return tuple(Edit(place, fix.replacement) for place in fix.places)


def _spelling(one: Diagnostic) -> Iterator[Action]:
    """The nearest name in the place of one that nothing bears: likely meant, but only the drafter knows."""
    nearest = re.search(r"`([^`]+)`", one.values.get("nearest", "")) if one.kind is UNKNOWN_NAME else None
    if nearest is not None:
        yield Action(f"write `{nearest[1]}`", (Edit(one.span, nearest[1]),), one)


def _declaring(known: Known, one: Diagnostic) -> Iterator[Action]:
    """A declaration above the entry for a name that nothing bears."""
    item = known.item(one.span.text.path, one.span.start)
    if one.kind is not UNKNOWN_NAME or item is None or item.block.span.end < item.span.start:
        return
    name = next((n for n in every(item) if isinstance(n, tree.Name) and n.span.start == one.span.start), None)
    if name is None or len(name.parts) != 1:
        return
    page = known.page(one.span.text.path)
    want = wanted(item, str(name), known.typed, "" if page is None else page.document.module)
    for word in _words(want.kinds):
        label = str(name).replace("_", " ")
        at = Span(item.span.text, item.span.start, item.span.start)
        yield Action(f"declare the {word} `{name}` here", (Edit(at, f'{word} {name} "{label}"\n\n'),), one)


def _words(kinds: frozenset[str]) -> tuple[str, ...]:
    """The words with which that can be declared which is wanted."""
    if not kinds:
        return ("fact",)
    return tuple(word for word in ("authority", "party", "act", "fact") if word in kinds)


def _stating(one: Diagnostic) -> Iterator[Action]:
    """A reason below a provision that has no rule."""
    if one.kind is NO_RULE:
        content = one.span.text.content
        end = content.find("\n\n", one.span.end)
        at = len(content) if end < 0 else end
        reason = '\n\n```qanun\nnot encoded "why no rule states this"\n```'
        yield Action("say why this has no rule", (Edit(Span(one.span.text, at, at), reason),), one)


def _accepting(known: Known, one: Diagnostic, accepted: Text) -> Iterator[Action]:
    """Text and rule were compared: the file of what was accepted says so."""
    names = one.values.get("anchors", one.values.get("anchor", "")).split()
    if one.kind not in (NEVER_ACCEPTED, STALE_RULE) or not names:
        return
    made = accept_some([page.document for page in known.pages], accepted, names)
    if not made.unknown and made.content != accepted.content:
        whole = Span(accepted, 0, len(accepted.content))
        yield Action("accept: text and rule were compared", (Edit(whole, made.content),), one)
