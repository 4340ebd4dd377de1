"""Results as plain data, to be kept, and back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from qanun.core.encoded import constant
from qanun.core.rules import RecordValue
from qanun.runtime.evaluation.constants import constant as read_constant
from qanun.verify.proofs.model import GOOD, Found, Never, NotReproduced, Result, Sought, Undecided, Witness

Plain = Any
"""What JSON can hold."""


def as_plain(result: Result) -> Plain:
    """A result without what was sought. What is our own mistake has none: ValueError."""
    found = result.found
    said: dict[str, Plain] = {"bounds": list(result.bounds)} if result.bounds else {}
    match found:
        case Never():
            return {"found": "never", **said}
        case Undecided(cause):
            return {"found": "undecided", "cause": cause, **said}
        case Witness():
            shown = {} if result.sought.kind in GOOD else _case(found)
            return {"found": "case", **shown, **said}
        case NotReproduced():
            raise ValueError("a mistake of ours is not kept")


def from_plain(sought: Sought, plain: Mapping[str, Plain]) -> Result:
    """The result again. ValueError, KeyError or TypeError where it is none."""
    bounds = tuple(str(one) for one in plain.get("bounds", ()))
    return Result(sought, _found(plain), bounds)


def _found(plain: Mapping[str, Plain]) -> Found:
    if plain["found"] == "never":
        return Never()
    if plain["found"] == "undecided":
        return Undecided(str(plain["cause"]))
    if plain["found"] == "case":
        return _witness(plain)
    raise ValueError("no result")


def _case(found: Witness) -> dict[str, Plain]:
    return {
        "facts": {name: _plain(value) for name, value in found.facts.items()},
        "known": list(found.known),
        "as_of": _plain(found.as_of),
        "readings": dict(found.readings),
        "things": [_plain(thing) for thing in found.things],
        "smallest": found.is_smallest,
    }


def _witness(plain: Mapping[str, Plain]) -> Witness:
    as_of = _value(plain.get("as_of"))
    if as_of is not None and not isinstance(as_of, datetime):
        raise ValueError("no moment")
    facts = {str(name): _value(value) for name, value in plain.get("facts", {}).items()}
    return Witness(
        facts,
        tuple(str(name) for name in plain.get("known", ())),
        as_of,
        {str(name): str(option) for name, option in plain.get("readings", {}).items()},
        tuple(_value(one) for one in plain.get("things", ())),
        bool(plain.get("smallest", True)),
    )


def _plain(value: object) -> Plain:
    """A value: as the core writes it, a record and what holds some as an object of its own."""
    if isinstance(value, RecordValue):
        return {"record": [value.type, [[name, _plain(cell)] for name, cell in value.cells]]}
    if isinstance(value, tuple):
        return {"things": [_plain(one) for one in value]}
    return constant(value)


def _value(plain: Plain) -> object:
    if isinstance(plain, dict) and "record" in plain:
        type_, cells = plain["record"]
        return RecordValue(str(type_), tuple((str(name), _value(cell)) for name, cell in cells))
    if isinstance(plain, dict) and "things" in plain:
        return tuple(_value(one) for one in plain["things"])
    return read_constant(plain)
