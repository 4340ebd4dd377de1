"""Diagnostics for machines: JSON, SARIF 2.1.0, and the annotations of GitHub."""

import json
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

from qanun.diagnostics.cells import harmless
from qanun.diagnostics.model import Diagnostic, Fix, Kind, Related
from qanun.diagnostics.order import in_order
from qanun.text import Span

JsonValue = str | int | bool | None | Sequence["JsonValue"] | Mapping[str, "JsonValue"]
_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"


def as_json(diagnostics: Iterable[Diagnostic]) -> str:
    """An object with `errors`, `warnings` (counts) and `diagnostics` (a list in order).

    Lines and columns count from 1, in code points; `start` and `end` are offsets in the file; an end is the
    place behind the last character.
    """
    told = in_order(diagnostics)
    errors = sum(one.is_error for one in told)
    whole: JsonValue = {
        "errors": errors,
        "warnings": len(told) - errors,
        "diagnostics": [_json(one) for one in told],
    }
    return json.dumps(whole, indent=2) + "\n"


def as_sarif(diagnostics: Iterable[Diagnostic], version: str = "0") -> str:
    """A SARIF 2.1.0 log with one run of qanun in this version. Columns count code points."""
    told = in_order(diagnostics)
    told_kinds = {one.kind.code: one.kind for one in told}
    kinds = [told_kinds[code] for code in sorted(told_kinds)]
    places = {kind.code: place for place, kind in enumerate(kinds)}
    rules = [_sarif_rule(kind) for kind in kinds]
    return sarif_log(rules, [_sarif_result(one, places[one.kind.code]) for one in told], version)


def sarif_log(rules: Sequence[JsonValue], results: Sequence[JsonValue], version: str) -> str:
    """A SARIF 2.1.0 log of one run of qanun in this version; each result names its rule by place."""
    driver: JsonValue = {"name": "qanun", "version": version, "rules": rules}
    run: JsonValue = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    whole: JsonValue = {"$schema": _SARIF, "version": "2.1.0", "runs": [run]}
    return json.dumps(whole, indent=2) + "\n"


def as_github(diagnostics: Iterable[Diagnostic]) -> str:
    """One workflow command a line, which GitHub shows beside the line of the file."""
    return "".join(_github(one) + "\n" for one in in_order(diagnostics))


def _json(one: Diagnostic) -> JsonValue:
    return {
        "code": one.kind.code,
        "severity": one.kind.severity.value,
        "message": one.message,
        "why": one.kind.why,
        "remedy": one.remedy,
        "article": one.article or None,
        "place": _place(one.span),
        "related": [{"role": related.role, "place": _place(related.span)} for related in one.related],
        "fix": _fix(one.fix),
    }


def _fix(fix: Fix | None) -> JsonValue:
    if fix is None:
        return None
    also = [_place(span) for span in fix.also]
    return {"title": fix.title, "replacement": fix.replacement, "place": _place(fix.span), "also": also}


def _ends(span: Span) -> tuple[int, int]:
    """The line and column, from 1, of the place behind a span's last character."""
    line = span.text.line_of(max(span.end, span.start))
    return line, max(span.end, span.start) - span.text.line_starts[line - 1] + 1


def _place(span: Span) -> JsonValue:
    end_line, end_column = _ends(span)
    return {
        "path": span.text.path,
        "line": span.line,
        "column": span.column,
        "end_line": end_line,
        "end_column": end_column,
        "start": span.start,
        "end": span.end,
    }


def _sarif_rule(kind: Kind) -> JsonValue:
    return {
        "id": kind.code,
        "shortDescription": {"text": kind.general_title},
        "fullDescription": {"text": kind.why},
        "help": {"text": kind.general_remedy or f"see `qanun explain {kind.code}`"},
        "defaultConfiguration": {"level": kind.severity.value},
    }


def _sarif_result(one: Diagnostic, rule: int) -> JsonValue:
    location: dict[str, JsonValue] = {"physicalLocation": sarif_location(one.span)}
    if one.article:
        location["logicalLocations"] = [{"fullyQualifiedName": one.article}]
    result: dict[str, JsonValue] = {
        "ruleId": one.kind.code,
        "ruleIndex": rule,
        "level": one.kind.severity.value,
        "message": {"text": f"{one.message}. {one.remedy}"},
        "locations": [location],
    }
    if one.related:
        numbered = enumerate(one.related)
        result["relatedLocations"] = [_sarif_related(related, number) for number, related in numbered]
    if one.fix is not None:
        result["fixes"] = [_sarif_fix(one.fix)]
    return result


def _sarif_related(related: Related, number: int) -> JsonValue:
    place = sarif_location(related.span)
    return {"id": number, "physicalLocation": place, "message": {"text": related.role}}


def _sarif_fix(fix: Fix) -> JsonValue:
    replacements: JsonValue = [
        {"deletedRegion": _region(span), "insertedContent": {"text": fix.replacement}} for span in fix.places
    ]
    change: JsonValue = {"artifactLocation": {"uri": _uri(fix.span)}, "replacements": replacements}
    return {"description": {"text": fix.title}, "artifactChanges": [change]}


def sarif_location(span: Span) -> JsonValue:
    """Where something stands, as SARIF says it."""
    return {"artifactLocation": {"uri": _uri(span)}, "region": _region(span)}


def _region(span: Span) -> JsonValue:
    end_line, end_column = _ends(span)
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": end_line,
        "endColumn": end_column,
    }


def _uri(span: Span) -> str:
    return quote(span.text.path.replace("\\", "/"), errors="replace")


def _github(one: Diagnostic) -> str:
    end_line, end_column = _ends(one.span)
    values = {
        "file": one.span.text.path,
        "line": str(one.span.line),
        "endLine": str(end_line),
        "col": str(one.span.column),
        "endColumn": str(end_column),
        "title": f"{one.kind.code}, {one.article}" if one.article else one.kind.code,
    }
    properties = ",".join(f"{name}={_property(value)}" for name, value in values.items())
    return f"::{one.kind.severity.value} {properties}::{_data(f'{one.message}. Help: {one.remedy}')}"


def _data(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "%0A".join(harmless(line).replace("%", "%25") for line in lines)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
