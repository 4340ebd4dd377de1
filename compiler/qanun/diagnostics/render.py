"""Diagnostics as a person, a program or a code host reads them. Statute text is data: never an escape."""

from collections.abc import Iterable

from attrs import frozen

from qanun.diagnostics.cells import cells, harmless
from qanun.diagnostics.formats import as_github, as_json, as_sarif
from qanun.diagnostics.model import Diagnostic, Related
from qanun.diagnostics.order import in_order, summary
from qanun.text import Span

__all__ = ["as_github", "as_json", "as_sarif", "as_text", "one_as_text"]

_WIDEST = 140
_BEFORE = 50
_STYLES = {"error": "1;31", "warning": "1;33", "mark": "1;34", "strong": "1", "help": "1;36"}


def as_text(
    diagnostics: Iterable[Diagnostic], colour: bool, counted: bool = False, looked_at: str = ""
) -> str:
    """All diagnostics in order; if `counted`, a last line counts them. Without `colour`, plain text.

    Where there are none, it says that none was found in what was `looked_at`.

    Nothing that a page holds reaches the terminal as a control character.
    """
    told = in_order(diagnostics)
    paint = _Paint(colour)
    last = summary(told, looked_at) + "\n" if counted else ""
    return "".join(_one(diagnostic, paint) + "\n" for diagnostic in told) + last


def one_as_text(diagnostic: Diagnostic) -> str:
    """One diagnostic as plain text, without the line that counts."""
    return _one(diagnostic, _Paint(False))


@frozen
class _Paint:
    colour: bool

    def __call__(self, style: str, text: str) -> str:
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self.colour and text else text


@frozen
class _Marked:
    """A line as it is shown, and the marks below it."""

    shown: str
    marks: str


def _one(diagnostic: Diagnostic, paint: _Paint) -> str:
    severity = diagnostic.kind.severity.value
    spans = [diagnostic.span, *(related.span for related in diagnostic.related)]
    gutter = max(len(str(span.line)) for span in spans)
    head = paint(severity, f"{severity}[{diagnostic.kind.code}]")
    lines = [f"{head}{paint('strong', ': ' + harmless(diagnostic.message))}"]
    breadcrumb = f", {harmless(diagnostic.article)}" if diagnostic.article else ""
    lines += _snippet(diagnostic.span, "-->", "^", breadcrumb, gutter, paint, severity)
    for related in _different(diagnostic):
        lines += _related(related, gutter, paint)
    blank = " " * gutter
    lines.append(f"{blank} {paint('mark', '=')} {paint('help', 'help')}: {harmless(diagnostic.remedy)}")
    if diagnostic.fix is not None and harmless(diagnostic.fix.title) != harmless(diagnostic.remedy):
        lines.append(f"{blank} {paint('mark', '=')} {paint('help', 'fix')}: {harmless(diagnostic.fix.title)}")
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _different(diagnostic: Diagnostic) -> tuple[Related, ...]:
    return tuple(related for related in diagnostic.related if related.span != diagnostic.span)


def _related(related: Related, gutter: int, paint: _Paint) -> list[str]:
    lines = _snippet(related.span, ":::", "-", "", gutter, paint, "mark")
    lines[-1] += " " + paint("mark", harmless(related.role))
    return lines


def _snippet(
    span: Span, arrow: str, sign: str, breadcrumb: str, gutter: int, paint: _Paint, style: str
) -> list[str]:
    """Where a place is, its first line, and marks below the part of the line that belongs to it."""
    blank = " " * gutter
    place = f"{harmless(span.text.path)}:{span.line}:{span.column}"
    marked = _marked(span, sign)
    return [
        f"{blank}{paint('mark', arrow)} {place}{breadcrumb}",
        f"{blank} {paint('mark', '|')}",
        f"{paint('mark', f'{span.line:>{gutter}}')} {paint('mark', '|')} {marked.shown}",
        f"{blank} {paint('mark', '|')} {paint(style, marked.marks)}",
    ]


def _marked(span: Span, sign: str) -> _Marked:
    """The first line of a place with marks below it; of a very long line, the part around the place."""
    line = span.text.line(span.line)
    start = min(span.column - 1, len(line))
    end = min(max(start + span.end - span.start, start + 1), max(len(line), start + 1))
    first = max(0, start - _BEFORE) if len(line) > _WIDEST else 0
    last = first + _WIDEST
    shown = list(cells(line[first:last]))
    before, after = ("…" if first else ""), ("…" if last < len(line) else "")
    indent = len(before) + sum(wide for _, wide in shown[: start - first])
    wide = sum(wide for _, wide in shown[start - first : end - first])
    text = before + "".join(character for character, _ in shown) + after
    return _Marked(text, " " * indent + sign * max(wide, 1))
