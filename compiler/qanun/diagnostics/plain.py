"""Diagnostics as plain data for JSON, and back: whole, so that what is read back is what was told."""

from collections.abc import Iterable, Mapping
from typing import Any

from qanun.diagnostics.model import Diagnostic, Fix, Kind, Related, Severity
from qanun.text import Span, Text

Plain = list[Any]
"""Lists, texts and numbers."""


def as_plain(diagnostics: Iterable[Diagnostic]) -> Plain:
    """The kinds, each once, and the diagnostics; places are paths and offsets."""
    kinds: dict[str, Plain] = {}
    told = []
    for one in diagnostics:
        kind = one.kind
        kinds[kind.code] = [kind.code, kind.title, kind.why, kind.remedy, kind.severity.value]
        related = [[_place(each.span), each.role] for each in one.related]
        told.append([kind.code, _place(one.span), one.values, one.article, related, _fix(one.fix)])
    return [list(kinds.values()), told]


def from_plain(plain: Plain, texts: Mapping[str, Text]) -> tuple[Diagnostic, ...]:
    """The diagnostics, on these texts by their paths. KeyError where one is on none of them."""
    written, told = plain
    kinds = {
        code: Kind(code, title, why, remedy, Severity(severity))
        for code, title, why, remedy, severity in written
    }

    def span(place: Plain) -> Span:
        path, start, end = place
        return Span(texts[path], start, end)

    def fix(kept: Plain | None) -> Fix | None:
        if kept is None:
            return None
        place, replacement, title, also = kept
        return Fix(span(place), replacement, title, tuple(map(span, also)))

    return tuple(
        Diagnostic(
            kinds[code],
            span(place),
            values,
            article,
            tuple(Related(span(where), role) for where, role in related),
            fix(kept),
        )
        for code, place, values, article, related, kept in told
    )


def paths(diagnostic: Diagnostic) -> set[str]:
    """The files on which it has a place."""
    spans = [diagnostic.span, *(related.span for related in diagnostic.related)]
    if diagnostic.fix is not None:
        spans += diagnostic.fix.places
    return {span.text.path for span in spans}


def _place(span: Span) -> Plain:
    return [span.text.path, span.start, span.end]


def _fix(fix: Fix | None) -> Plain | None:
    if fix is None:
        return None
    return [_place(fix.span), fix.replacement, fix.title, [_place(span) for span in fix.also]]
