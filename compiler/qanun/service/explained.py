"""An explanation as a page of HTML: what decided first, the rest folded away. No script, no address."""

from collections.abc import Iterator
from html import escape
from typing import Any

from qanun.runtime.explaining.nodes import LEGEND, SPOKEN, Node

OPEN_TO = 2
"""So deep lines are unfolded, unless all are wanted."""


def as_html(explanation: Any, whole: bool) -> str:
    """A page of its own, whose words are all escaped."""
    answers = explanation.answers
    headline = answers.headline or next(one.sentence for one in answers.each())
    parts = [
        "<!DOCTYPE html>",
        '<html lang="en"><head><meta charset="utf-8">',
        f"<title>{escape(headline)}</title></head><body>",
        f"<h1>{escape(headline)}</h1>",
        f"<p>{escape(LEGEND)}</p>",
        "<ul>",
        *(line for node in explanation.nodes for line in _lines(node, 0, whole)),
        "</ul>",
    ]
    if explanation.readings:
        parts += ["<h2>Readings chosen</h2><ul>"]
        parts += [f"<li>{escape(_reading(one))}</li>" for one in explanation.readings]
        parts += ["</ul>"]
    parts += ["<h2>Provisions</h2><dl>"]
    for one in explanation.provisions:
        parts += [f'<dt id="{escape(one.anchor)}">{escape(one.citation)}</dt><dd>{escape(one.text)}</dd>']
    return "\n".join([*parts, "</dl>", f"<p>{escape(_notice(explanation))}</p>", "</body></html>", ""])


def _lines(node: Node, depth: int, whole: bool) -> Iterator[str]:
    """A line, and those below it."""
    cited = f" <small>{escape(', '.join(node.provisions))}</small>" if node.provisions else ""
    said = f"{escape(SPOKEN[node.mark] + node.sentence)}{cited}"
    if not node.parts:
        yield f"<li>{said}</li>"
        return
    opened = " open" if whole or depth < OPEN_TO else ""
    yield f"<li><details{opened}><summary>{said}</summary><ul>"
    for part in node.parts:
        yield from _lines(part, depth + 1, whole)
    yield "</ul></details></li>"


def _reading(reading: dict[str, str]) -> str:
    return f"{reading['question']} Here: {reading['label']}. Otherwise: {reading['otherwise']}."


def _notice(explanation: Any) -> str:
    return str(explanation.question.making.table.notice)
