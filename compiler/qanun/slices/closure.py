"""What a page must be compiled with: the blocks that it asks for, those that these ask for, and so on."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set

from attrs import define, field

from qanun.slices.pages import Sketch

SketchOf = Callable[[str], Sketch]


@define(eq=False)
class Closure:
    """Grows from whole pages. `blocks` are those of other pages, `asked` all that was asked on the way."""

    modules: Mapping[str, str]
    away: Mapping[str, Iterable[str]]
    sketch: SketchOf
    whole: Set[str]
    blocks: dict[str, set[int]] = field(factory=dict)
    asked: set[str] = field(factory=set)
    _ahead: list[str] = field(factory=list)

    def grow(self) -> None:
        """Follow everything that is asked to the end."""
        for path in sorted(self.whole):
            for asks in self.sketch(path).outline.asks:
                self._ask(asks)
        while self._ahead:
            key = self._ahead.pop()
            for path in self._offering(key):
                if path not in self.whole:
                    self._enter(path, key)

    def _ask(self, keys: Iterable[str]) -> None:
        fresh = [key for key in keys if key not in self.asked]
        self.asked.update(fresh)
        self._ahead += fresh

    def _offering(self, key: str) -> Iterator[str]:
        """The pages that may offer something under a text."""
        yield from self.away.get(key, ())
        module = key.lstrip("@").partition("#")[0] if key[0] == "@" else key.partition(".")[0]
        if module in self.modules:
            yield self.modules[module]

    def _enter(self, path: str, key: str) -> None:
        """Take in the blocks of a page that offer a text; the page itself for what it cites."""
        sketch = self.sketch(path)
        here = self.blocks.setdefault(path, set())
        for number in sketch.blocks_by_offer.get(key, ()):
            if number not in here:
                here.add(number)
                self._ask(sketch.outline.asks[number])


def away_of(pages: Iterable[tuple[str, Iterable[str]]]) -> dict[str, list[str]]:
    """The pages by what they offer that cannot be told from its name to be there."""
    found: dict[str, list[str]] = {}
    for path, keys in pages:
        for key in keys:
            found.setdefault(key, []).append(path)
    return found


def outward(asked: Iterable[str], module: str) -> tuple[str, ...]:
    """What others can answer of what a page asked; what its own names mean changes with the page alone."""
    own = f"{module}."
    return tuple(sorted(key for key in asked if not key.startswith(own)))
