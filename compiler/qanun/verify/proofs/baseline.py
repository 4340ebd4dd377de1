"""Findings that are known: what an earlier run printed as JSON."""

import json
from collections.abc import Collection, Sequence

from qanun.verify.proofs.model import Result


def known(text: str) -> frozenset[str]:
    """The findings that `qanun verify --json` printed, by id. ValueError where it is something else."""
    try:
        results = json.loads(text)
        return frozenset(str(one["id"]) for one in results if one["outcome"] == "finding")
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not what `qanun verify --json` prints") from error


def new(results: Sequence[Result], before: Collection[str]) -> list[Result]:
    """The findings that were not known."""
    return [one for one in results if one.is_finding and one.sought.id not in before]


def gone(results: Sequence[Result], before: Collection[str]) -> list[str]:
    """The known findings that are none any more; `results` are all that there are."""
    still = {one.sought.id for one in results if one.is_finding}
    return sorted(set(before) - still)
