"""The order in which diagnostics are told, each once."""

from collections.abc import Iterable

from qanun.diagnostics.model import Diagnostic


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """By path, place and code; of those that say the same at the same place, the first."""
    found: dict[tuple[str, int, int, str, str], Diagnostic] = {}
    for one in diagnostics:
        key = (one.span.text.path, one.span.start, one.span.end, one.kind.code, one.message)
        found.setdefault(key, one)
    return tuple(found[key] for key in sorted(found))


def summary(diagnostics: Iterable[Diagnostic], looked_at: str = "") -> str:
    """`2 errors, 1 warning`; for none `no mistakes found in 2 laws …`."""
    told = in_order(diagnostics)
    errors = sum(one.is_error for one in told)
    counts = [_count(errors, "error"), _count(len(told) - errors, "warning")]
    return ", ".join(filter(None, counts)) or (
        f"no mistakes found in {looked_at}" if looked_at else "no mistakes found"
    )


def _count(number: int, word: str) -> str:
    if number == 0:
        return ""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
