"""What stands behind encoded expressions: the facts on which they rest, and the constants that they name."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from qanun.runtime.evaluation.constants import constant
from qanun.runtime.evaluation.core import Core


class Behind:
    """Looks up definitions once. Facts are their qualified names."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._known: dict[str, Sequence[Any]] = {}

    def facts(self, exprs: Iterable[Any]) -> set[str]:
        """The facts on which expressions rest."""
        return {part[1] for part in self._parts(exprs) if part[0] == "fact"}

    def fields(self, exprs: Iterable[Any]) -> frozenset[str]:
        """The fields of which they speak."""
        return frozenset(part[1] for part in self._parts(exprs) if part[0] == "field")

    def constants(self, exprs: Iterable[Any]) -> list[object]:
        """The constants that they name, each once, sets by their members."""
        found: dict[object, None] = {}
        for part in self._parts(exprs):
            if part[0] == "const":
                value = constant(part[1])
                found.update(
                    dict.fromkeys(sorted(value, key=str) if isinstance(value, frozenset) else [value])
                )
        return list(found)

    def _parts(self, exprs: Iterable[Any]) -> Iterator[Sequence[Any]]:
        """Every expression in these and in the definitions behind them."""
        ahead, seen = list(exprs), set[str]()
        while ahead:
            part = ahead.pop()
            if not isinstance(part, list):
                continue
            if part and part[0] == "const":
                yield part
                continue
            if len(part) > 1 and part[0] in ("fact", "ref") and isinstance(part[1], str):
                if part[0] == "ref" and part[1] not in seen:
                    seen.add(part[1])
                    ahead.append(self._core.definition(part[1]).body)
                yield part
            elif part and part[0] == "field":
                yield part
            ahead += part
