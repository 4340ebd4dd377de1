"""Python text laid out as `ruff format` leaves it: one line where it fits, else one item a line.

Code is a small tree, so that lines are broken by its structure and never by searching text.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import assert_never

from attrs import field, frozen

WIDTH = 110
INDENT = "    "
NARROWEST = 20  # columns for a piece of a string, however deep it stands


@frozen(slots=False)
class Text:
    """A string literal; a long one becomes several that Python joins. `flat`, of all code: on one line."""

    value: str

    @cached_property
    def flat(self) -> str:
        return quoted(self.value)


@frozen
class Item:
    """One item in brackets, with what stands before it: `keyword=`, `key: `."""

    code: "Code"
    before: str = ""


def _items(values: "Iterable[Item | Code]") -> "tuple[Item, ...]":
    return tuple(value if isinstance(value, Item) else Item(value) for value in values)


@frozen(slots=False)
class Call:
    """`head(items)`, with an empty head a tuple, or with other brackets a list, dict or subscript.

    `packed`: where they do not fit beside the head, the items share a line where they fit on one.
    """

    head: str
    items: tuple[Item, ...] = field(converter=_items, default=())
    brackets: str = "()"
    packed: bool = False

    @property
    def is_tuple(self) -> bool:
        return not self.head and self.brackets == "()"

    @cached_property
    def flat(self) -> str:
        comma = "," if self.is_tuple and len(self.items) == 1 else ""
        inner = ", ".join([item.before + flat(item.code) for item in self.items])
        return f"{self.head}{self.brackets[0]}{inner}{comma}{self.brackets[1]}"


@frozen(slots=False)
class Comprehension:
    """`head(element for …)`: each clause after the element."""

    head: str
    element: "Code"
    clauses: tuple[str, ...]

    @cached_property
    def flat(self) -> str:
        return f"{self.head}({' '.join((flat(self.element), *self.clauses))})"


@frozen(slots=False)
class Joined:
    """Operands between the same word: `and`, `or`, `|`."""

    word: str
    parts: "tuple[Code, ...]"

    @cached_property
    def flat(self) -> str:
        return f" {self.word} ".join([flat(part) for part in self.parts])


@frozen(slots=False)
class Bracketed:
    """Code in round brackets."""

    code: "Code"

    @cached_property
    def flat(self) -> str:
        return f"({flat(self.code)})"


@frozen(slots=False)
class Conditional:
    """`then if condition else otherwise`."""

    then: "Code"
    condition: "Code"
    otherwise: "Code"

    @cached_property
    def flat(self) -> str:
        return f"{flat(self.then)} if {flat(self.condition)} else {flat(self.otherwise)}"


Code = str | Text | Call | Comprehension | Joined | Bracketed | Conditional


def flat(code: Code) -> str:
    """The code on one line."""
    return code if isinstance(code, str) else code.flat


def lines(code: Code, depth: int = 0, before: str = "", after: str = "", *, item: bool = False) -> list[str]:
    """The code between `before` and `after`, broken where it does not fit; `item`: it stands in brackets."""
    indent = INDENT * depth
    one = indent + before + flat(code) + after
    if len(one) <= WIDTH:
        return [one]
    if isinstance(code, Joined):
        code = _parted(code, depth if item and not before else depth + 1, after if item else "")
    match code:
        case Text(value):
            return [indent + before + "(", *_chunks(value, depth + 1), indent + ")" + after]
        case Call(head, (only,)) if head.endswith(" "):  # `not (…)`: a comma would make a tuple of it
            return lines(Bracketed(only.code), depth, before + head, after)
        case Call(head, items, brackets, True) if not item and _is_better_within(code, indent, before):
            return [indent + before + "(", *lines(code, depth + 1, item=True), indent + ")" + after]
        case Call(head, items, brackets, True) if (within := _packed(items, depth + 1)) is not None:
            return [indent + before + head + brackets[0], within, indent + brackets[1] + after]
        case Call(head, items, brackets) if items:
            comma = "" if head and brackets == "[]" and len(items) == 1 else ","
            inner = [
                line for part in items for line in lines(part.code, depth + 1, part.before, comma, item=True)
            ]
            return [indent + before + head + brackets[0], *inner, indent + brackets[1] + after]
        case Comprehension(head, element, clauses):
            return [
                indent + before + head + "(",
                *_comprehended(element, clauses, depth + 1),
                indent + ")" + after,
            ]
        case Joined(word, parts) if item and not before:
            return _joined(word, parts, depth, after)
        case Joined(word, (first, last)) if not item:
            return _of_two(word, first, last, depth, before, after)
        case Conditional(then, condition, otherwise) if item and not before:
            rest = lines(condition, depth, "if ") + lines(otherwise, depth, "else ", after)
            return lines(then, depth, item=True) + rest
        case Joined() | Conditional():
            return [indent + before + "(", *_within(code, depth + 1), indent + ")" + after]
        case Bracketed(inner):
            return [indent + before + "(", *_within(inner, depth + 1), indent + ")" + after]
        case str() if before and not item and len(indent + INDENT + code) <= WIDTH:
            return [indent + before + "(", indent + INDENT + code, indent + ")" + after]
        case str() | Call():
            return [one]
        case never:
            assert_never(never)


def _is_better_within(code: Call, indent: str, before: str) -> bool:
    """Whether the head of a call does not fit beside what stands before it, and does on a line of its own."""
    head = len(code.head + code.brackets[0])
    return bool(before) and len(indent + before) + head > WIDTH >= len(indent + INDENT) + head


def _packed(items: Sequence[Item], depth: int) -> str | None:
    """The items on one line, if they fit."""
    one = INDENT * depth + ", ".join(item.before + flat(item.code) for item in items)
    return one if len(one) <= WIDTH else None


def _of_two(word: str, first: Code, last: Code, depth: int, before: str, after: str) -> list[str]:
    """Two operands: broken in the brackets at their end, else at their beginning, else between them."""
    indent, ending = INDENT * depth, _ending(last)
    if ending is not None:
        start = f"{before}{flat(first)} {word} {ending[0]}"
        if len(indent + start + _bracket(ending[1])) <= WIDTH:
            return lines(ending[1], depth, start, after)
    rest = f" {word} {flat(last)}{after}"
    begins = isinstance(first, Bracketed) or (ending is not None and _ending(first) == ("", first))
    if begins and len(indent + ")" + rest) <= WIDTH:
        return lines(first, depth, before, rest)
    if isinstance(first, Bracketed) and isinstance(last, Bracketed):
        inner = (_within(part.code, depth + 1) for part in (first, last))
        return [
            indent + before + "(",
            *next(inner),
            indent + f") {word} (",
            *next(inner),
            indent + ")" + after,
        ]
    within = _within(Joined(word, (first, last)), depth + 1)
    return [indent + before + "(", *within, indent + ")" + after]


def _bracket(code: Code) -> str:
    """What stands before the items of a call, or of code in brackets."""
    return code.head + code.brackets[0] if isinstance(code, Call) else "("


def _ending(code: Code) -> tuple[str, Code] | None:
    """What ends code in brackets in which it can be broken, with what stands before that; None without."""
    match code:
        case Call(_, items) if items:
            return "", code
        case Bracketed():
            return "", code
        case Joined(word, (*before, last)) if (ending := _ending(last)) is not None:
            return "".join(f"{flat(part)} {word} " for part in before) + ending[0], ending[1]
        case str() | Text() | Call() | Comprehension() | Joined() | Conditional():
            return None
        case never:
            assert_never(never)


def _within(code: Code, depth: int) -> list[str]:
    """Code inside brackets: on one line where it fits."""
    one = INDENT * depth + flat(code)
    return [one] if len(one) <= WIDTH else lines(code, depth, item=True)


def _parted(code: Joined, depth: int, after: str) -> Joined:
    """With brackets round each part that is several and too long for a line of its own."""
    parts: list[Code] = []
    for number, part in enumerate(code.parts):
        start = f"{code.word} " if number else ""
        end = after if number == len(code.parts) - 1 else ""
        fits = len(INDENT * depth + start + flat(part) + end) <= WIDTH
        parts.append(part if fits or not isinstance(part, Joined | Conditional) else Bracketed(part))
    return Joined(code.word, tuple(parts))


def _joined(word: str, parts: Sequence[Code], depth: int, after: str) -> list[str]:
    found: list[str] = []
    for number, part in enumerate(parts):
        end = after if number == len(parts) - 1 else ""
        found += lines(part, depth, f"{word} " if number else "", end, item=True)
    return found


def _comprehended(element: Code, clauses: Sequence[str], depth: int) -> list[str]:
    one = INDENT * depth + " ".join((flat(element), *clauses))
    if len(one) <= WIDTH:
        return [one]
    return [*lines(element, depth, item=True), *(INDENT * depth + clause for clause in clauses)]


# --- strings ----------------------------------------------------------------------------------------------


def quoted(value: str) -> str:
    """A string literal in the quotes that ruff chooses; whatever does not print is escaped."""
    if value.isprintable() and '"' not in value and "\\" not in value:
        return f'"{value}"'
    quote = "'" if value.count('"') > value.count("'") else '"'
    return quote + "".join(_escaped(character, quote) for character in value) + quote


def _escaped(character: str, quote: str) -> str:
    if character == quote or character == "\\":
        return "\\" + character
    return character if character.isprintable() else repr(character)[1:-1]


def _chunks(value: str, depth: int) -> list[str]:
    """The literal in pieces that fit, broken at blanks where there are any."""
    one = INDENT * depth + quoted(value)
    if len(one) <= WIDTH:
        return [one]
    room = max(WIDTH - len(INDENT) * depth - 2, NARROWEST)
    pieces: list[str] = []
    start = 0
    while start < len(value):
        end, width = start, 0
        while end < len(value) and (width := width + _width(value[end])) <= room:
            end += 1
        if end < len(value):
            blank = value.rfind(" ", start + 1, end)
            end = blank if blank > start else end
        pieces.append(value[start:end])
        start = end
    return [INDENT * depth + quoted(piece) for piece in pieces]


def _width(character: str) -> int:
    """The most columns that a character takes in a literal."""
    return 2 if character in "'\"" else len(_escaped(character, '"'))


def docstring(paragraphs: Sequence[str], depth: int) -> list[str]:
    """The lines of a docstring: each paragraph wrapped, none able to end it."""
    kept = [wrapped for text in paragraphs for wrapped in [_wrapped(_safe(text), depth)] if wrapped]
    if not kept:
        return []
    indent = INDENT * depth
    text = kept[0][0]
    if len(kept) == 1 and len(kept[0]) == 1 and text[-1] != "\\":
        if len(indent + text) + 6 <= WIDTH:
            return [f'{indent}"""{text}"""']
        kept = [_wrapped(text, depth, len('"""'))]  # else ruff would put the quotes back on the line
    body = [line for number, part in enumerate(kept) for line in ([""] if number else []) + part]
    return [f'{indent}"""{body[0]}', *(indent + line if line else "" for line in body[1:]), indent + '"""']


def _safe(text: str) -> str:
    """The text with its backslashes and quotes disarmed and whatever does not print made visible."""
    shown = text
    if not text.isprintable():
        shown = "".join(c if c.isprintable() else " " if c.isspace() else repr(c)[1:-1] for c in text)
    return shown.replace("\\", "\\\\").replace('"', "'")


def _wrapped(text: str, depth: int, less: int = 0) -> list[str]:
    """Lines of at most the width, or so much less; a word longer than that is cut."""
    room = max(WIDTH - len(INDENT) * depth - 3 - less, NARROWEST)
    found: list[str] = []
    for word in text.split():
        while len(word) > room:
            cut = room - (len(word[:room]) - len(word[:room].rstrip("\\"))) % 2
            found.append(word[:cut])
            word = word[cut:]
        if found and len(found[-1]) + 1 + len(word) <= room:
            found[-1] += " " + word
        else:
            found.append(word)
    return found


def comment(text: str, depth: int = 0) -> list[str]:
    """Comment lines; nothing in the text can leave them."""
    shown = "".join(c if c.isprintable() else " " for c in text)
    return [INDENT * depth + "# " + line for line in _wrapped(shown, depth)]
