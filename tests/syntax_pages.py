"""What the tests of the syntax share: pages made of rules, and trees written out in one line."""

import re

from attrs import fields
from qanun.diagnostics import Diagnostic
from qanun.document.model import Block, Document, FrontMatter
from qanun.syntax import tree
from qanun.syntax.parse import parse
from qanun.text import Text


def document(*blocks: str) -> Document:
    """A page with these rule blocks, one below the other."""
    source, places = "", []
    for block in blocks:
        source += "```qanun\n"
        places.append((len(source), len(source) + len(block)))
        source += block + "```\n"
    text = Text("page.md", source)
    front = FrontMatter("Law", "Azerbaijan", "page", None, "Asia/Baku", "down", "", None, text.span(0, 0))
    made = tuple(Block(text.span(start, end), None, ()) for start, end in places)
    return Document(text, "page", "Law", front, (), (), made, ())


def items(*blocks: str) -> tuple[tree.AnyItem, ...]:
    """The entries of rules that have no mistake."""
    outcome = parse(document(*blocks))
    assert outcome.diagnostics == (), [said.message for said in outcome.diagnostics]
    return outcome.value.items


def only(block: str) -> tree.AnyItem:
    (item,) = items(block)
    return item


def value(words: str) -> str:
    """An expression, written out."""
    item = only(f"define x is {words}\n")
    assert isinstance(item, tree.Define)
    return outline(item.value)


def condition(words: str) -> str:
    """The `when` of a norm, written out."""
    item = only(f"status x\n  when {words}\n")
    assert isinstance(item, tree.Norm)
    return outline(item.clauses.when)


def codes(*blocks: str) -> list[str]:
    return [said.kind.code for said in mistakes(*blocks)]


def mistakes(*blocks: str) -> tuple[Diagnostic, ...]:
    return parse(document(*blocks)).diagnostics


def outline(node: object) -> str:
    """A node in one line: its kind in small letters, its parts in brackets; names and literals as written."""
    match node:
        case None:
            return "-"
        case tuple():
            return "[" + ", ".join(outline(part) for part in node) + "]"
        case tree.Name():
            return str(node)
        case tree.Refer(name=name):
            return str(name)
        case tree.YesNo(value=yes):
            return "yes" if yes else "no"
        case tree.NoneLiteral() | tree.Today() | tree.AsOf():
            return {"NoneLiteral": "none", "Today": "today", "AsOf": "as_of"}[type(node).__name__]
        case tree.Number(digits=digits, percent=percent):
            return digits + (" %" if percent else "")
        case tree.MoneyAmount(digits=digits, currency=currency):
            return f"{digits} {currency}"
        case tree.DateText(iso=iso):
            return iso
        case tree.MomentText():
            return f"{node.iso_date} {node.clock} {node.zone}"
        case tree.DurationText(parts=parts):
            return " ".join(f"{count} {unit}" for count, unit in parts)
        case tree.TextLiteral(value=words):
            return repr(words)
        case tree.StateWord(word=word):
            return f"<{word}>"
        case tree.Joined(word=word, parts=parts):
            return f"{word}({', '.join(outline(part) for part in parts)})"
        case tree.Bracketed(inner=inner):
            return f"({outline(inner)})"
        case tree.Compare() | tree.Arithmetic():
            return f"{{{outline(node.left)} {node.operator} {outline(node.right)}}}"
        case tree.Is(subject=subject, negated=negated, what=what):
            return f"{{{outline(subject)} is {'not ' if negated else ''}{outline(what)}}}"
        case tree.Phrase(word=word, arguments=arguments):
            return f"{word.replace(' ', '_')}({', '.join(outline(each) for each in arguments)})"
        case tree.Bullet(letter=letter, value=inner, label=label):
            said = f" {label!r}" if label else ""
            return (f"{letter}: " if letter else "") + outline(inner) + said
        case tree.Bullets(word=word, number=number, bullets=bullets):
            count = f" {outline(number)}" if number else ""
            return f"{word}{count}{outline(bullets)}"
        case tree.Clauses(written=written):
            return f"clauses({', '.join(_clause(one) for one in written)})"
        case str() | bool() | int():
            return str(node)
        case tree.Node():
            return _plainly(node)
        case _:
            raise TypeError(node)


def _plainly(node: tree.Node) -> str:
    parts = []
    for part in fields(type(node)):
        held = getattr(node, part.name)
        if part.name in ("span", "block") or held in (None, (), False):
            continue
        parts.append(outline(held))
    name = re.sub(r"(?<!^)([A-Z])", r" \1", type(node).__name__.rstrip("_")).lower()
    return f"{name}({', '.join(parts)})"


_SLOTS = {
    tree.OfAct: "of_act",
    tree.Within: "term",
    tree.InForceClause: "in_force",
}


def _clause(clause: tree.Clause) -> str:
    """What it is called among the clauses, and what it says."""
    slot = re.sub(r"(?<!^)([A-Z])", r"_\1", type(clause).__name__).lower()
    said = [getattr(clause, part.name) for part in fields(type(clause)) if part.name != "span"]
    inner = _plainly(clause) if isinstance(clause, tree.InForceClause) else outline(said[0])
    return f"{_SLOTS.get(type(clause), slot)}={inner}"
