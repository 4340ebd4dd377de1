"""Mistakes in what cases start from."""

from qanun.diagnostics.model import Kind

BACKGROUND_OF_BACKGROUND = Kind(
    code="Q0142",
    title="the background `{name}` starts from another background",
    why="Whoever reads a case finds what it starts from in one place, and need not look further up.",
    remedy="write out what the two have in common in both",
)

BACKGROUND_ELSEWHERE = Kind(
    code="Q0143",
    title="`{name}` is no background of this page",
    why="What a case starts from stands on its own page, beside the law that it is about.",
    remedy="name a background of this page, without a dot",
)
