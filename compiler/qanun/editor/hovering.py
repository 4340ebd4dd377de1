"""What is said of a name: its words, its type, the law's text, plain English, how often it is named."""

import re
from collections.abc import Iterator
from html import unescape

from attrs import frozen

from qanun.book.english import English
from qanun.book.page import escape
from qanun.book.phrases import Phrases
from qanun.core.rules import Scenario
from qanun.document.model import Provision
from qanun.editor.known import Known
from qanun.editor.looking import outcome, scenario_at, values
from qanun.editor.places import Place, Places, Target
from qanun.editor.reaching import proved
from qanun.resolved.model import Declaration, Local
from qanun.syntax import tree
from qanun.text import Span
from qanun.typed.model import type_of_thing

_LONGEST = 600
"""Signs of a provision's text that are shown; the rest stands a click away."""


@frozen
class Hover:
    """Markdown about a place."""

    span: Span
    markdown: str


def hover(
    places: Places, path: str, offset: int, looked: Scenario | None = None, proofs: str = ""
) -> Hover | None:
    """What there is to say of a place; None where nothing is named.

    `looked` is the case that is looked into, `proofs` what was proved when that was last looked at.
    """
    place = places.at(path, offset)
    if place is None:
        return _of_case(places.known, path, offset)
    said = [*_said(places, place), *_here(places, place, looked), *_proved(places.known, place, proofs)]
    return Hover(place.span, "\n\n".join(said))


def _here(places: Places, place: Place, looked: Scenario | None) -> Iterator[str]:
    """What it is in the case that is looked into."""
    program, target = places.known.program, place.target
    if program is None or looked is None or not isinstance(target, Declaration):
        return
    value = values(program, looked).get(target.name)
    if value is not None:
        yield f"in \u201c{_plain(looked.title)}\u201d: **{_plain(value)}**"


def _proved(known: Known, place: Place, proofs: str) -> Iterator[str]:
    """What was proved of a rule."""
    target = place.target
    if not proofs or not isinstance(target, Declaration) or not isinstance(target.item, tree.Item):
        return
    start = target.item.span.start
    for one in proved(known, target.span.text.path, proofs):
        if one.span.start == start or target.span.line == one.span.line:
            yield f"*{_plain(one.words)}*"


def _of_case(known: Known, path: str, offset: int) -> Hover | None:
    """What a scenario comes to, on its first line."""
    item, scenario = known.item(path, offset), scenario_at(known, path, offset)
    first = 0 if item is None else item.span.start + len(item.span.words.partition("\n")[0])
    if item is None or scenario is None or not isinstance(item, tree.Scenario) or offset > first:
        return None
    lines = [f"- {_plain(one)}" for one in outcome(known, scenario)]
    return Hover(item.span.text.span(item.span.start, first), "\n".join(lines)) if lines else None


def _said(places: Places, place: Place) -> Iterator[str]:
    target = place.target
    yield "  \n".join(part for part in (_title(target), _kind(places, target)) if part)
    yield from _law(target)
    if isinstance(target, Declaration):
        english = in_english(places, target)
        if english:
            yield f"*In plain English*: {english}"
    yield _used(places, target)


_NAMED = 4
"""Entries that are told by name of all that use something."""


def _used(places: Places, target: Target) -> str:
    """Which entries name it, of those that are at hand, and which other laws rest on it."""
    elsewhere = places.known.elsewhere
    entries = dict.fromkeys(
        one for place in places.of(target) if not place.declares if (one := _named_by(places, place, target))
    )
    shown = [f"`{name}`" for name in list(entries)[:_NAMED]]
    if len(entries) > _NAMED:
        shown.append(f"{len(entries) - _NAMED} more")
    laws = () if elsewhere is None or not isinstance(target, Declaration) else elsewhere.resting(target.name)
    shown += [f"the law `{law}`" for law in laws]
    return f"used by {', '.join(shown)}" if shown else "used by nothing"


def _named_by(places: Places, place: Place, target: Target) -> str:
    """The entry in which something is named: its name on its page, or the words that begin it."""
    item = places.known.item(place.span.text.path, place.span.start)
    if item is None:
        return ""
    declared = places.known.typed.resolved.by_node.get(item)
    if declared is target:
        return ""
    return (
        declared.short if declared is not None else item.span.words.partition("\n")[0][:40].replace("`", "")
    )


def _title(target: Target) -> str:
    match target:
        case Provision():
            return f"**{_plain(target.label)}**" + (f" of {target.article.name}" if target.article else "")
        case Local():
            return (
                "**each thing of a list**"
                if isinstance(target.node, tree.Quantified)
                else "**what a rule is about**"
            )
        case Declaration() | tree.RecordField():
            return f"**{_plain(target.label)}**" if target.label else ""


def _kind(places: Places, target: Target) -> str:
    typed = places.known.typed
    match target:
        case Provision():
            return f"`{target.anchor}`"
        case Local():
            return f"`{target.name}`: {type_of_thing(target, typed)}"
        case tree.RecordField():
            return f"field `{target.name}`: {target.type.span.words}"
        case Declaration():
            type_ = typed.declared.get(target)
            words = target.kind.replace("_", " ")
            return f"{words} `{target.name}`" + (f": {type_}" if type_ is not None else "")


def _law(target: Target) -> Iterator[str]:
    """The text of the law in which it stands, or that it is."""
    provisions: tuple[Provision, ...] = (target,) if isinstance(target, Provision) else ()
    if isinstance(target, Declaration) and isinstance(target.item, tree.Item):
        provisions = target.item.block.provisions
    for one in provisions:
        text = one.text if len(one.text) <= _LONGEST else one.text[:_LONGEST].rsplit(" ", 1)[0] + " …"
        label = f"**{_plain(one.label)}** " if not isinstance(target, Provision) else ""
        yield f"> {label}{_plain(text)}"


def in_english(places: Places, target: Declaration) -> str:
    """A rule in plain English, as Markdown; "" where it is shown in another way."""
    if not isinstance(target.item, tree.Item):
        return ""
    phrases = Phrases(places.known.typed, lambda _, words: escape(words))
    try:
        said = English(phrases).item(target.item)
    except (KeyError, AttributeError, TypeError, ValueError):
        return ""  # an entry with a mistake in it has no sentence yet
    return "" if said is None else _as_markdown(str(said))


def _as_markdown(html: str) -> str:
    """The few elements of which sentences are made."""
    items = re.sub(r"\s*<li[^>]*>", "\n- ", html)
    paragraphs = re.sub(r"</p>\s*<p[^>]*>|<div[^>]*>|</div>", "\n\n", items)
    bare = re.sub(r"<[^>]*>", "", paragraphs)
    lines = [line if line.startswith("- ") else _plain(line) for line in bare.split("\n")]
    return unescape("\n".join(lines)).strip()


def _plain(words: str) -> str:
    """Words of a statute in Markdown: nothing in them is a mark."""
    return re.sub(r"([\\`*_\[\]<>#|~&])", r"\\\1", words.replace("\n", " "))
