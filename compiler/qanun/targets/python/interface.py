"""What generated modules offer to their callers, and what of it newer versions change."""

import ast
import json
from collections.abc import Iterator, Mapping

from attrs import frozen

from qanun.targets.python.package import CATALOGUE

QUESTIONS = {
    "Question": "a question that does not need as_of",
    "DatedQuestion": "a question that needs as_of",
}

READING = "reading "


@frozen
class Change:
    """One change: of what, what it is, and whether code that used the old version must change."""

    name: str
    words: str
    breaking: bool

    def __str__(self) -> str:
        return f"{self.name} {self.words}"


def interface(files: Mapping[str, str], path: str) -> dict[str, str]:
    """Each name that a generated module offers, with what it is.

    Classes, their fields with their types, options with their values, questions; and from the file of the law
    beside it readings with their options.
    """
    beside = files.get(path.removesuffix(".py") + ".json", "")
    return {**dict(_offered(ast.parse(files[path]))), **dict(_readings(beside))}


def _readings(text: str) -> Iterator[tuple[str, str]]:
    try:
        readings = json.loads(text)["readings"]
        rows = [(name, option) for name, (_, options, _) in readings.items() for option, _ in options]
    except (ValueError, TypeError, KeyError, AttributeError):
        return  # no such file, or one that was not written by a build
    for name, option in rows:
        yield f"{READING}{name} is {option}", "a reading"


def _offered(module: ast.Module) -> Iterator[tuple[str, str]]:
    for node in module.body:
        match node:
            case ast.ClassDef(name=name, bases=[_, *_]):  # a class of functions has none, and offers nothing
                yield name, "a class"
                yield from _members(node)
            case ast.Assign([ast.Name(name)], ast.Call(ast.Name(kind))) if kind in QUESTIONS:
                yield name, QUESTIONS[kind]
            case _:  # Python's own statements, of which the others offer nothing
                pass


def _members(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for part in node.body:
        match part:
            case ast.AnnAssign(target=ast.Name(name), annotation=annotation):
                yield f"{node.name}.{name}", ast.unparse(annotation).replace(", Way", "")
            case ast.Assign([ast.Name(name)], ast.Constant(value)):
                yield f"{node.name}.{name}", repr(value)
            case _:
                pass


def changes(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[Change, ...]:
    """What new files of generated modules change for the callers of the old ones; what breaks them first.

    Both by path. A module that is only in `new` is no change for anybody; the catalogue says what modules do.
    """
    found: list[Change] = []
    for path in sorted(path for path in old if path.endswith(".py") and "/__" not in path):
        if path.endswith(f"/{CATALOGUE}.py"):
            continue
        module = path.removesuffix(".py").partition("/")[2].replace("/", ".")
        if path in new:
            found += _in_module(module, interface(old, path), interface(new, path))
        else:
            found.append(Change(module, "is gone", True))
    return tuple(sorted(found, key=lambda change: not change.breaking))


def _in_module(module: str, before: dict[str, str], after: dict[str, str]) -> Iterator[Change]:
    for name in (*before, *(name for name in after if name not in before)):
        class_, _, member = name.partition(".")
        if member and not name.startswith(READING) and (class_ in before) != (class_ in after):
            continue  # the class is told
        shown = name if name.startswith(READING) else f"{module}.{name}"
        if name not in after:
            yield Change(shown, "is gone", True)
        elif name not in before:
            yield Change(shown, "is new", False)
        elif before[name] != after[name]:
            yield Change(shown, f"was {before[name]} and is {after[name]}", True)
