"""Which lines of trees a reader sees first: the branch that decided, and of the others a line each."""

from collections.abc import Iterable, Iterator, Sequence

from qanun.runtime.explaining.nodes import Node

Shown = tuple[int, Node, str]
"""How deep a line stands, the line, and its sentence as it is to be read here."""
AGAIN = " (as above)"


def all_lines(trees: Iterable[Node]) -> list[Shown]:
    """Every line as it stands."""
    waiting = [(0, tree) for tree in trees][::-1]
    found: list[Shown] = []
    while waiting:
        depth, node = waiting.pop()
        found.append((depth, node, node.sentence))
        waiting += [(depth + 1, part) for part in reversed(node.parts)]
    return found


class InOrder:
    """Makes trees in which what decided comes first on each level, and no line is missing. A definition is
    unfolded where it is first met in that order."""

    def __init__(self, trees: Sequence[Node]) -> None:
        lines = [node for tree in trees for node in tree.walk() if node.key]
        self._unfolded = {node.key: node.parts for node in lines if node.parts}
        self._told = {node.key for node in lines if not node.sentence.endswith(AGAIN)}
        self._met: set[object] = set()

    def tree(self, node: Node) -> Node:
        """A tree, its lines in order. What is told of no line here is told above, and stays so."""
        sentence, parts = node.sentence, node.parts
        if node.key in self._told:
            again = node.key in self._met
            self._met.add(node.key)
            sentence = sentence.removesuffix(AGAIN) + (AGAIN if again else "")
            parts = () if again else self._unfolded.get(node.key, ())
        late = [part for part in parts if part.late]
        first = [part for part, _ in _weighed(node, [part for part in parts if not part.late])]
        return node.with_parts(sentence, [self.tree(part) for part in (*first, *late)])


class Display:
    """Trees with what decided first. A definition is unfolded where a reader meets it first."""

    def __init__(self, trees: Iterable[Node]) -> None:
        self._trees = tuple(trees)
        self._unfolded = {
            node.key: node.parts for tree in self._trees for node in tree.walk() if node.key and node.parts
        }
        self._met: set[object] = set()

    def lines(self, tree: Node) -> list[Shown]:
        """The lines of a tree: below each the parts that made it what it is, then a line for each other."""
        found: list[Shown] = []
        waiting = [(0, tree, True)]
        while waiting:
            depth, node, unfolds = waiting.pop()
            sentence = node.sentence.removesuffix(AGAIN) if node.key else node.sentence
            parts = self._unfolded.get(node.key, ()) if node.key else node.parts
            if parts and unfolds and node.key:
                if node.key in self._met:
                    sentence, parts = sentence + AGAIN, ()
                self._met.add(node.key)
            found.append((depth, node, sentence))
            if unfolds:
                below = [(depth + 1, part, decides) for part, decides in _weighed(node, parts)]
                waiting += below[::-1]
        return found


def _weighed(node: Node, parts: Sequence[Node]) -> Iterator[tuple[Node, bool]]:
    """The parts, those that decided first; the others, which are not unfolded, after them."""
    decided = [part for part in parts if part.mark in (node.deciding, "")]
    if node.deciding == "" or not any(part.mark for part in decided):
        decided = [*parts]
    yield from ((part, True) for part in decided)
    yield from ((part, False) for part in parts if part not in decided)
