"""What a service takes at most, and whether a body keeps to it before anything is made of it."""

import re

from attrs import frozen

from qanun.service.problems import Problem, too_deep, too_many_items

_OPENING = re.compile(rb'"(?:[^"\\]|\\.)*"?|[\[\]{}]')
_PARTS = re.compile(rb'"(?:[^"\\]|\\.)*"?|[,\[{]')


@frozen
class Limits:
    """Sizes in bytes, times in seconds.

    `body`: of a body, or of a line of a batch; `depth` and `items`: how deep lists and objects of it stand in
    one another, and how many values there are. `lines`: of a batch. `seconds`: until an answer is there;
    `receiving`: until a request, its body, or the next piece of a batch has come. `under_way`: so many
    requests at a time, of a worker. `connections`: so many open ones. `head`: of the lines before a body.
    """

    body: int = 1_000_000
    depth: int = 32
    items: int = 50_000
    lines: int = 1_000_000
    seconds: float = 10.0
    receiving: float = 10.0
    under_way: int = 64
    connections: int = 1_000
    head: int = 16_000


def beyond(body: bytes, limits: Limits) -> Problem | None:
    """What is wrong with the shape of a JSON text: nested too deeply, too many values.

    Counting brackets and commas tells at once of nearly all that it is fine: only where there are more of
    them than allowed, which strings may hold too, the text is gone through.
    """
    opened = body.count(b"{") + body.count(b"[")
    if opened > limits.depth and _depth(body) > limits.depth:
        return too_deep(limits.depth)
    if opened + body.count(b",") > limits.items and _items(body) > limits.items:
        return too_many_items(limits.items)
    return None


def _depth(body: bytes) -> int:
    """How deep brackets stand in one another, outside of strings."""
    deepest = depth = 0
    for found in _OPENING.finditer(body):
        if found[0] in (b"[", b"{"):
            depth += 1
            deepest = max(deepest, depth)
        elif found[0] in (b"]", b"}"):
            depth -= 1
    return deepest


def _items(body: bytes) -> int:
    """How many values there are, but for some: each has a comma or a bracket before it."""
    return sum(1 for found in _PARTS.finditer(body) if not found[0].startswith(b'"'))
