"""What a page must be compiled with: the blocks that it asks for, those that these ask for, and so on."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from zlib import crc32

from attrs import define, field, frozen

from qanun.slices.pages import Sketch

SketchOf = Callable[[str], Sketch]


@frozen(eq=False)
class Ways:
    """How what is asked is found: the paths of the laws, and of pages that offer what others cannot tell."""

    modules: Mapping[str, str]
    away: Mapping[str, Iterable[str]]
    sketch: SketchOf

    def offering(self, key: str) -> Iterator[str]:
        """The pages that may offer something under a text."""
        yield from self.away.get(key, ())
        module = key.lstrip("@").partition("#")[0] if key[0] == "@" else key.partition(".")[0]
        if module in self.modules:
            yield self.modules[module]

    def marks(self, path: str, module: str, blocks: Iterable[int] | None = None) -> set[str]:
        """The marks of what others can answer of all that a page, or some blocks of it, ask in the end.

        What its own names mean changes with the page alone.
        """
        closure = Closure(self, {path} if blocks is None else frozenset())
        if blocks is not None:
            closure.take(path, blocks)
        closure.grow()
        own = f"{module}."
        return {mark(key) for key in closure.asked if not key.startswith(own)}


def mark(key: str) -> str:
    """Eight letters for a text. Two texts may have one: then more is compiled than must be."""
    return f"{crc32(key.encode('utf-8', 'surrogatepass')):08x}"


@define(eq=False)
class Closure:
    """Grows from whole pages. `blocks` are those of other pages, `asked` all that was asked on the way."""

    ways: Ways
    whole: Set[str]
    blocks: dict[str, set[int]] = field(factory=dict)
    asked: set[str] = field(factory=set)
    _ahead: list[str] = field(factory=list)

    def take(self, path: str, numbers: Iterable[int]) -> None:
        """Take in some blocks of a page, as if they were asked for."""
        asks = self.ways.sketch(path).outline.asks
        here = self.blocks.setdefault(path, set())
        for number in numbers:
            if number not in here:
                here.add(number)
                self._ask(asks[number])

    def grow(self) -> None:
        """Follow everything that is asked to the end."""
        for path in sorted(self.whole):
            for asks in self.ways.sketch(path).outline.asks:
                self._ask(asks)
        while self._ahead:
            key = self._ahead.pop()
            for path in self.ways.offering(key):
                if path not in self.whole:
                    self.take(path, self.ways.sketch(path).blocks_by_offer.get(key, ()))

    def _ask(self, keys: Iterable[str]) -> None:
        fresh = [key for key in keys if key not in self.asked]
        self.asked.update(fresh)
        self._ahead += fresh


def away_of(pages: Iterable[tuple[str, Iterable[str]]]) -> dict[str, list[str]]:
    """The pages by what they offer that cannot be told from its name to be there."""
    found: dict[str, list[str]] = {}
    for path, keys in pages:
        for key in keys:
            found.setdefault(key, []).append(path)
    return found
