"""Writes definitions about things as functions inside a question's own."""

from qanun.core.rules import Definition, Local
from qanun.core.typing import type_of_definition
from qanun.targets.python.loops import open_fields
from qanun.targets.python.plain import Writer
from qanun.typed.agree import strip
from qanun.typed.types import RecordType


def about_things(writer: Writer, definition: Definition, name: str, keeps: bool) -> None:
    """A function of the things; where it `keeps` what it finds, it finds it once of the same ones."""
    kept = writer.names.take(f"{name}_of") if keeps else ""
    known = writer.called, writer.fields, writer.names
    writer.names = writer.names.inner()
    called = {thing.name: writer.names.take(thing.name) for thing in definition.things}
    writer.called = {**writer.called, **called}
    wanted = type_of_definition(definition)
    result = writer.annotation(definition.body, wanted)
    takes = ", ".join(f"{called[t.name]}: {writer.module.annotation(t.type)}" for t in definition.things)
    if keeps:
        writer.put(f"{kept}: dict[object, {result}] = {{}}")
        writer.written.append("")
    writer.put(f"def {name}({takes}) -> {result}:")
    writer.within = True
    with writer.block():
        key = _key(definition, called)
        if keeps:
            writer.put(f"if {key} in {kept}:")
            with writer.block():
                writer.put(f"return {kept}[{key}]")
        for thing in definition.things:
            if isinstance(strip(thing.type), RecordType):
                open_fields(writer, [definition.body], Local(thing.name, thing.type))
        found = writer.names.take("found")
        writer.assign(definition.body, found, wanted)
        if keeps:
            writer.put(f"{kept}[{key}] = {found}")
        writer.put(f"return {found}")
    writer.within = False
    writer.written.append("")
    writer.called, writer.fields, writer.names = known


def _key(definition: Definition, called: dict[str, str]) -> str:
    """What tells things from others: a record is itself, any other value is its content."""
    keys = [
        f"id({called[thing.name]})" if isinstance(strip(thing.type), RecordType) else called[thing.name]
        for thing in definition.things
    ]
    return keys[0] if len(keys) == 1 else f"({', '.join(keys)})"
