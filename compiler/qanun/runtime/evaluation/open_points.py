"""Which silences of the law a case meets that were not asked for."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from qanun.runtime.evaluation.core import Core
from qanun.runtime.evaluation.reader import Reader
from qanun.runtime.evaluation.steps import Case
from qanun.runtime.evaluation.tables import Table


class OpenPoints:
    """The silences of a question, read once. `data` is what its law's file says of it."""

    def __init__(self, core: Core, table: Table, data: Mapping[str, Any]) -> None:
        self._reader = Reader(core, table, data["facts"])
        for name in _in_order(core, [silent for _, silent in data["silences"]]):
            self._reader.define(name)
        self._places = {name: self._reader.read(["ref", silent], {}) for name, silent in data["silences"]}

    def of(self, case: Case) -> tuple[str, ...]:
        """Those that surely arise in a case."""
        if not self._places:
            return ()
        found = self._reader.opened(case)
        self._reader.tape.main.run(found)
        return tuple(name for name, place in self._places.items() if found[place][0] is True)


def _in_order(core: Core, names: Iterable[str]) -> Iterator[str]:
    """Definitions and all on which they rest, each after its own."""
    seen: set[str] = set()
    waiting = [(name, False) for name in names]
    while waiting:
        name, is_read = waiting.pop()
        if is_read:
            yield name
        elif name not in seen:
            seen.add(name)
            waiting.append((name, True))
            waiting += [(other, False) for other in _references(core.definition(name).body)]


def _references(expr: Any) -> Iterator[str]:
    """The definitions that an encoded expression names."""
    if isinstance(expr, list):
        if len(expr) > 1 and expr[0] == "ref" and isinstance(expr[1], str):
            yield expr[1]
        for part in expr:
            yield from _references(part)
