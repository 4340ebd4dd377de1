"""The published schema of SARIF 2.1.0, as it comes with `@microsoft/sarif-multitool` 5.7.0 (MIT)."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator


@cache
def _validator() -> Draft202012Validator:
    text = (Path(__file__).parent / "schemas" / "sarif-2.1.0.json").read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text))


def mistakes(log: Any) -> list[str]:
    """What the schema says against a log, each with its place."""
    return [f"{one.json_path}: {one.message}" for one in _validator().iter_errors(log)]
