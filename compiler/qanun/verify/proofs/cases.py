"""A case that was found, as a drafter would write it: the lines of a scenario, and JSON data."""

from collections.abc import Iterator

from qanun.core.rules import Program, RecordValue
from qanun.runtime.values.json_writing import to_json
from qanun.typed.types import ListType, OrNone, RecordType, SetType, Type
from qanun.verify.proofs.expected import said, short
from qanun.verify.proofs.model import CLAIMS, Sought, Witness
from qanun.verify.proofs.written import moment_text, written


def lines(program: Program, sought: Sought, witness: Witness) -> Iterator[str]:
    """The case as it stands below the head of a scenario of the law that it is about. What is expected of it
    stands there only where a scenario can say it."""
    yield from stated(program, sought.law, witness)
    yield from _expected(sought)
    if sought.kind in CLAIMS:
        for number, line in enumerate(said(program, sought, witness)):
            yield f"    and {line}" if number else f"  then {line}"


def stated(program: Program, law: str, witness: Witness) -> Iterator[str]:
    """What a case states, on a page of a law."""
    given = [
        line
        for name in witness.known
        for line in _stated(short(name, law), witness.facts[name], program.facts[name].type)
    ]
    if witness.as_of is not None:
        given.append(f"as_of = {moment_text(witness.as_of)}")
    for number, line in enumerate(given):
        yield f"  given {line}" if number == 0 else f"    {line}"
    chosen = [f"{short(name, law)} is {option}" for name, option in witness.readings.items()]
    for number, line in enumerate(chosen):
        yield f"  under {line}" if number == 0 else f"    {line}"


def _expected(sought: Sought) -> Iterator[str]:
    """What the law says of the case, where a scenario can expect it."""
    name = short(sought.name, sought.law)
    of_itself = not sought.things and not sought.is_instance
    if sought.part == "fault" and of_itself and sought.definition == sought.name:
        yield f"  then {name} fault"
    if sought.part in ("conflict", "gap") and of_itself:
        yield f"  then {name} {sought.part}"
    if sought.kind == "undeclared collision" and not sought.things:
        yield f"  then {name} is yes"
        yield from (f"    and {short(other, sought.law)} is yes" for other in sought.others)


def data(witness: Witness) -> dict[str, object]:
    """The case as JSON data: facts by qualified name, as `qanun decide` reads them."""
    found: dict[str, object] = {"facts": {name: _json(witness.facts[name]) for name in witness.known}}
    if witness.as_of is not None:
        found["as_of"] = to_json(witness.as_of)
    found["readings"] = dict(witness.readings)
    if witness.things:
        found["things"] = [_json(thing) for thing in witness.things]
    return found


def _json(value: object) -> object:
    if isinstance(value, RecordValue):
        return {name: _json(cell) for name, cell in value.cells}
    if isinstance(value, tuple):
        return [_json(one) for one in value]
    return to_json(value)


def _stated(name: str, value: object, type_: Type) -> Iterator[str]:
    bare = type_.inner if isinstance(type_, OrNone) else type_
    if value is None:
        yield f"{name} = none"
    elif isinstance(value, bool):
        yield name if value else f"not {name}"
    elif isinstance(value, frozenset | tuple) and isinstance(bare, SetType | ListType):
        if not value:
            yield f"{name} is empty"
            return
        yield f"{name} ="
        ordered = value if isinstance(value, tuple) else sorted(value, key=str)
        for one in ordered:
            yield from _bullet(one, bare.element)
    elif isinstance(value, RecordValue):
        yield f"{name} ="
        yield from _bullet(value, bare)
    else:
        yield f"{name} = {written(value, bare)}"


def _bullet(value: object, type_: Type) -> Iterator[str]:
    if isinstance(value, RecordValue) and isinstance(type_, RecordType):
        types = dict(type_.fields)
        cells = [line for name, cell in value.cells for line in _stated(name, cell, types[name])]
        for number, line in enumerate(cells):
            yield f"  - {line}" if number == 0 else f"    {line}"
    else:
        yield f"  - {written(value, type_)}"
