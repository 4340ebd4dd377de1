"""Another name for a thing: every place that names it, and a proof that nothing else changes."""

from collections.abc import Callable, Mapping, Sequence

from attrs import frozen

from qanun.document.model import Provision
from qanun.editor.known import Known
from qanun.editor.places import Place, Places, Target
from qanun.resolved.model import Declaration, Local
from qanun.syntax import tree
from qanun.syntax.grammar import grammar
from qanun.text import Span, Text

Tried = Callable[[Sequence[Text]], Known]
"""What would be known if the files were these: of the same pages and blocks as what is known before."""


class Refused(Exception):
    """What cannot be renamed, or not so; the reason is a sentence."""


@frozen
class Renamed:
    """The places that change, and all that is put there."""

    places: tuple[Span, ...]
    name: str

    def applied(self, texts: Mapping[str, Text]) -> dict[str, str]:
        """The content of the files that change, after it."""
        found: dict[str, str] = {}
        for span in sorted(self.places, key=lambda one: one.start, reverse=True):
            content = found.get(span.text.path, texts[span.text.path].content)
            found[span.text.path] = content[: span.start] + self.name + content[span.end :]
        return found


def renamable(places: Places, path: str, offset: int) -> Place:
    """The name at a place. Refused where there is none, or it has no name of its own."""
    place = places.at(path, offset)
    if place is None:
        raise Refused("nothing is named here")
    target = place.target
    if isinstance(target, Provision):
        raise Refused("a provision has the number that the law gives it")
    if isinstance(target, Declaration) and target.kind == "limb":
        raise Refused("a bullet has the letter that the law gives it")
    if isinstance(target, Local) and not isinstance(target.node, tree.Quantified):
        raise Refused("this word is the name of what the rule is about; rename that")
    return place


def rename(places: Places, path: str, offset: int, name: str, tried: Tried) -> Renamed:
    """Every place that is to change; `tried` tells what the law then is.

    Refused where the law would then mean something else, or nothing.
    """
    target = renamable(places, path, offset).target
    if not name.isidentifier() or name != name.lower() or name.startswith("_"):
        raise Refused(f"`{name}` is no name: small letters, digits and `_`, first a letter")
    if name in grammar().reserved:
        raise Refused(f"`{name}` is a word of the language")
    spans = tuple(dict.fromkeys(one.span for one in places.of(target)))
    made = Renamed(spans, name)
    if not _means_the_same(places, made, tried):
        raise Refused(
            f"with the name `{name}` the law would mean something else: it is taken, or hides another"
        )
    return made


def _means_the_same(places: Places, made: Renamed, tried: Tried) -> bool:
    """Whether after the change the same places name the same things, and no place names more or less."""
    after = Places(tried(_after(places.known, made)))
    if after.known.errors != places.known.errors:
        return False
    shifted = _Shifting(made)
    here = {shifted.moved(one.span): _what(one.target) for every in places.by_path.values() for one in every}
    there = {
        (one.span.text.path, one.span.start): _what(one.target)
        for every in after.by_path.values()
        for one in every
    }
    if here.keys() != there.keys():
        return False
    pairs = {(here[key], there[key]) for key in here}
    return len(pairs) == len({one for one, _ in pairs}) == len({other for _, other in pairs})


def _after(known: Known, made: Renamed) -> list[Text]:
    contents = made.applied(known.texts)
    return [Text(path, contents[path]) if path in contents else text for path, text in known.texts.items()]


def _what(target: Target) -> object:
    """A thing by where it is declared, so that two readings of a law can be compared by order of places."""
    span = target.node.span if isinstance(target, Local) else target.span
    return type(target).__name__, span.text.path, span.start, getattr(target, "name", "")


class _Shifting:
    """Where a place stands after the change."""

    def __init__(self, made: Renamed) -> None:
        self.by_path: dict[str, list[Span]] = {}
        for span in made.places:
            self.by_path.setdefault(span.text.path, []).append(span)
        self.length = len(made.name)

    def moved(self, span: Span) -> tuple[str, int]:
        """The path and the offset at which it then begins."""
        before = [one for one in self.by_path.get(span.text.path, ()) if one.end <= span.start]
        return span.text.path, span.start + sum(self.length - (one.end - one.start) for one in before)
