"""One style of the whole book: what theme, plugins and the book's own style say of what its pages have.

A rule that names a class which no page has is left out: of the theme's own that is most of them.
"""

import posixpath
import re
from collections.abc import Callable, Iterator

_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_CHOOSING = re.compile(r":(?:not|is|where|has)\((?:[^()]|\([^()]*\))*\)")
_TOKEN = re.compile(r"""/\*.*?\*/|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|url\([^)"']*\)|[{};]""", re.DOTALL)
_USED = re.compile(r"var\(\s*(--[\w-]+)")
_SET = re.compile(r"""(?<=[{;])(--[\w-]+):(?:"[^"]*"|'[^']*'|[^;{}"'])*(?:;|(?=}))""")
_ADDRESS = re.compile(r"""url\((["']?)(?!["']?(?:data:|[a-z]+:|[/#]))([^)"']+)\1\)""")
_WITHIN = ("@media", "@supports", "@layer", "@container")
"""Rules that hold rules."""


def classes_in(html: str) -> Iterator[str]:
    """The classes that a page names."""
    for names in re.findall(r'\bclass="([^"]*)"', html):
        yield from names.split()


def words_in(script: str) -> set[str]:
    """All that could be a class in a script."""
    return set(re.findall(r"[A-Za-z_][\w-]*", script))


def moved(css: str, there: str, here: str) -> str:
    """A style of the path `there` as it has to be at the path `here`: what it names is found."""

    def address(found: re.Match[str]) -> str:
        path = posixpath.join(posixpath.dirname(there), found[2])
        return f'url("{posixpath.relpath(path, posixpath.dirname(here) or ".")}")'

    return _ADDRESS.sub(address, css)


def pruned(css: str, wanted: Callable[[set[str]], bool]) -> str:
    """A style without the rules of which no selector names `wanted` classes, and without properties of its
    own that no rule uses."""
    kept = "".join(_rules(css, wanted))
    fewer = _used_alone(kept)
    while fewer != kept:
        kept, fewer = fewer, _used_alone(fewer)
    return kept


def _used_alone(css: str) -> str:
    """A style without the properties of its own that nothing in it uses."""
    used = set(_USED.findall(css))
    return _SET.sub(lambda one: one[0] if one[1] in used else "", css)


def _rules(css: str, wanted: Callable[[set[str]], bool]) -> Iterator[str]:
    """The rules that may stand, as they are written."""
    for head, body in _blocks(css):
        if body is None:
            yield head
        elif head.startswith(_WITHIN):
            inner = "".join(_rules(body, wanted))
            if inner:
                yield f"{head}{{{inner}}}"
        elif head.startswith("@"):
            yield f"{head}{{{body}}}"
        else:
            selectors = [one for one in _parts(head) if wanted(_classes(one))]
            if selectors:
                yield f"{','.join(selectors)}{{{body}}}"


def _blocks(css: str) -> Iterator[tuple[str, str | None]]:
    """Each rule of a style: what stands before its braces, and in them; of one without braces all of it."""
    start = opened = depth = 0
    for token in _TOKEN.finditer(css):
        word, is_outside = token[0], depth == 0
        if word == "{":
            depth += 1
            opened = token.end() if is_outside else opened
        elif word == "}":
            depth -= 1
            if depth == 0:
                yield css[start : opened - 1].strip(), css[opened : token.start()]
                start = token.end()
        elif word == ";" and is_outside:
            yield css[start : token.end()].strip(), None
            start = token.end()
        elif word.startswith("/*") and is_outside and not css[start : token.start()].strip():
            start = token.end()


def _parts(selectors: str) -> Iterator[str]:
    """The selectors of a list."""
    part, depth = "", 0
    for character in selectors:
        depth += (character in "([") - (character in ")]")
        if character == "," and depth == 0:
            yield part.strip()
            part = ""
        else:
            part += character
    yield part.strip()


def _classes(selector: str) -> set[str]:
    """The classes that something must have, it or what stands round it, to be found by a selector."""
    return set(_CLASS.findall(_CHOOSING.sub("", selector)))
