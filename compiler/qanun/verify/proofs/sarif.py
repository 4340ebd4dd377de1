"""What was found, as SARIF 2.1.0."""

from collections.abc import Collection, Mapping, Sequence
from typing import get_args

from qanun.core.rules import Program
from qanun.diagnostics.formats import JsonValue, sarif_location, sarif_log
from qanun.text import Text
from qanun.verify.places import place
from qanun.verify.proofs.model import Kind, NotReproduced, Result
from qanun.verify.proofs.said import HEADS, case, told

KINDS: Sequence[Kind] = get_args(Kind)


def as_sarif(
    program: Program,
    results: Sequence[Result],
    texts: Sequence[Text],
    version: str,
    known: Collection[str] | None = None,
) -> str:
    """A log of all of which something is to be told; with what was known before, which of it is new."""
    pages = {text.path: text for text in texts}
    shown = [_result(program, one, pages, known) for one in results if told(one)]
    return sarif_log([_rule(kind) for kind in KINDS], shown, version)


def _rule(kind: Kind) -> JsonValue:
    return {
        "id": f"verify/{kind.replace(' ', '-')}",
        "shortDescription": {"text": kind},
        "fullDescription": {"text": f"What should hold in every case: {HEADS[kind]}."},
        "help": {"text": "see `qanun verify --help`"},
    }


def _result(
    program: Program, result: Result, pages: Mapping[str, Text], known: Collection[str] | None
) -> JsonValue:
    sought = result.sought
    location: JsonValue = {"physicalLocation": sarif_location(place(sought.site, pages))}
    said: dict[str, JsonValue] = {
        "ruleId": f"verify/{sought.kind.replace(' ', '-')}",
        "ruleIndex": KINDS.index(sought.kind),
        "level": _level(result),
        "message": {"text": "\n".join((told(result), *case(program, result)))},
        "locations": [location],
        "partialFingerprints": {"qanunId/v1": sought.id},
    }
    if known is not None:
        said["baselineState"] = "unchanged" if sought.id in known else "new"
    return said


def _level(result: Result) -> str:
    if isinstance(result.found, NotReproduced) or result.is_finding:
        return "error"
    return "note"
