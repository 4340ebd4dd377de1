"""Make a reading of words that can be understood in two ways: what was said so far is its first option, and
so the default; the other says the same until the drafter writes what else the words may mean."""

import re

from attrs import frozen

from qanun.editor.known import Known
from qanun.editor.mending import Action, Edit
from qanun.resolved.walk import below, every
from qanun.syntax import tree
from qanun.text import Span
from qanun.typed.types import YES_NO

_TITLE = "make this a reading"
_SO_FAR, _ELSE = "this_way", "the_other_way"
_INTERPRETED = (tree.Norm, tree.Rule, tree.Ground, tree.Exception_, tree.Define)


@frozen(eq=False)
class _Words:
    """A condition, and the place at which it is meant: its line, or itself. `whole`: it may
    take several lines there."""

    condition: tree.Expression
    place: Span
    whole: bool


def interpretation(known: Known, here: Span) -> Action | None:
    """The action for the smallest condition around a place that can be split; None where a rule has none.

    Letters would stand twice, and the rest of a rule may rest on its saying that something is not none.
    """
    path = here.text.path
    item = known.item(path, here.start)
    if not isinstance(item, _INTERPRETED) or item.span.end > item.block.span.end:
        return None
    around = [one for one in _conditions(known, item) if _within(here, one.place, item.span)]
    name = _free(f"{'_'.join(item.name.parts)}_meaning", item.span.text.content)
    for one in sorted(around, key=lambda one: one.place.end - one.place.start):
        words = None if _rested_on(one.condition, item) else _split(one, name)
        if words is not None:
            before = Span(item.span.text, item.span.start, item.span.start)
            edits = (Edit(before, f"{_declared(name)}\n\n"), Edit(one.condition.span, words))
            return Action(_TITLE, edits)
    return None


def _conditions(known: Known, item: tree.Item) -> list[_Words]:
    """All of an entry that is yes or no and stands as a clause, a bullet, or a part of `and` or `or`."""
    found: list[_Words] = []
    for node in every(item):
        if isinstance(node, tree.When):
            found.append(_Words(node.condition, _line(node.condition, item), whole=True))
        elif isinstance(node, tree.Value | tree.Define):
            found.append(_Words(node.value, _line(node.value, item), whole=True))
        elif isinstance(node, tree.Bullet):
            found.append(_Words(node.value, _line(node.value, item), whole=node.label is None))
        elif isinstance(node, tree.Joined):
            found += [_Words(part, part.span, whole=False) for part in node.parts]
    return [one for one in found if known.typed.types.get(one.condition) == YES_NO]


def _line(condition: tree.Expression, item: tree.Item) -> Span:
    """A condition with the words before it on its line: `when`, a letter, a name."""
    text, start = condition.span.text, condition.span.start
    return text.span(max(item.span.start, text.content.rfind("\n", 0, start) + 1), condition.span.end)


def _within(here: Span, inner: Span, outer: Span) -> bool:
    surely = outer.start <= inner.start and inner.end <= outer.end
    return surely and inner.start <= here.start and here.end <= inner.end


def _rested_on(condition: tree.Expression, item: tree.Item) -> bool:
    """Whether the rest of an entry names what a condition holds against `none`: it has a value there."""
    held: set[str] = set()
    for node in every(condition):
        if any(isinstance(one, tree.NoneLiteral) for one in below(node)):
            held |= {str(one) for one in every(node) if isinstance(one, tree.Name)}
    span = condition.span
    names = [node for node in every(item) if isinstance(node, tree.Name)]
    return any(str(one) in held and not span.start <= one.span.start < span.end for one in names)


def _free(name: str, content: str) -> str:
    """The name, or one like it, that stands nowhere on the page."""
    taken, number, free = set(re.findall(r"\w+", content)), 1, name
    while free in taken:
        number += 1
        free = f"{name}_{number}"
    return free


def _declared(name: str) -> str:
    return (
        f'reading {name} "How are these words understood?"\n'
        f'  - {_SO_FAR} "as the rule says it"\n'
        f'  - {_ELSE} "another way: say it here, and below"'
    )


def _split(one: _Words, name: str) -> str | None:
    """What stands in the place of a condition."""
    span = one.condition.span
    words = span.words
    if not one.whole:
        return None if "\n" in words else f"(if {name} is {_SO_FAR} then {words} else {words})"
    if any(isinstance(node, tree.Bullet) and node.letter is not None for node in every(one.condition)):
        return None
    line = span.text.content[: span.start].rpartition("\n")[2]
    margin = " " * (len(line) - len(line.lstrip(" ")) + 2)
    deeper = words.replace("\n", "\n  ")
    return f"match {name}\n{margin}- {_SO_FAR} : {deeper}\n{margin}- {_ELSE} : {deeper}"
