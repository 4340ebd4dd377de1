"""The front matter of a page: YAML between two lines of three dashes, checked against a schema."""

import keyword
import re
import unicodedata
from pathlib import PurePosixPath

import yaml
from attrs import frozen

from qanun.diagnostics import Diagnostic, Fix, Outcome, Related
from qanun.diagnostics.nearest import nearest
from qanun.diagnostics.spelling import respelt
from qanun.document import kinds
from qanun.document.model import FrontMatter, InForce
from qanun.document.schema import KEYS, Value, scalar
from qanun.text import Span, Text

_LAW = re.compile(r">|#{2,6}[ \t]|`{3}|~{3}")


@frozen
class Header:
    """A page's front matter and the number (from 0) of the first line below it.

    `unread`: there is none that can be read, and all its values are harmless ones.
    """

    front_matter: FrontMatter
    body: int
    unread: bool = False


GENERATED = (
    *("FINGERPRINT", "MODULES", "about", "authorities", "catalogue", "directory", "labels", "questions"),
    *("situations", "strategies"),
)
"""What the generated package, or its list of questions, has beside the laws."""


def module_of(path: str) -> str:
    """The module that a file's name gives: `statutes/criminal_code.md` is `criminal_code`."""
    return PurePosixPath(path.replace("\\", "/")).stem


def is_module_name(name: str) -> bool:
    """Whether rules can write `name` before a dot, and the module that is generated can be called so."""
    fits = re.fullmatch(r"[^\W\d_]\w*", name) is not None
    alike = unicodedata.normalize("NFKC", name) == name  # Python imports a module by this form of its name
    return fits and alike and name not in GENERATED and not keyword.iskeyword(name)


def read_front_matter(text: Text) -> Outcome[Header]:
    """The front matter with every mistake in it; missing values are filled so that the page is read on."""
    lines = len(text.line_starts)
    if text.line(1).removeprefix("\ufeff").rstrip() != "---":
        return _unread(text, 0, kinds.NO_FRONT_MATTER.at(_first_line(text)))
    closing = next((n for n in range(2, lines + 1) if text.line(n).rstrip() in ("---", "...")), None)
    if closing is None:
        body = _likely_body(text, lines)
        return _unread(text, body, kinds.FRONT_MATTER_NOT_CLOSED.at(_first_line(text)))
    span = text.span(text.line_starts[1] if lines > 1 else 0, text.line_starts[closing - 1])
    node = _compose(span)
    if isinstance(node, Diagnostic):
        return _unread(text, _likely_body(text, closing), node)
    found, diagnostics = _check(node, span)
    return Outcome(Header(_filled(found, span, bool(diagnostics)), closing), tuple(diagnostics))


def blank(text: Text) -> FrontMatter:
    """What a page says of itself that says nothing: harmless values for all of it."""
    return _filled({}, text.span(0, 0), False)


def _unread(text: Text, body: int, why: Diagnostic) -> Outcome[Header]:
    return Outcome(Header(_filled({}, _first_line(text), True), body, unread=True), (why,))


def _likely_body(text: Text, end: int) -> int:
    """The line (from 0) at which the page goes on, if what should be front matter up to `end` is not."""
    lines = range(1, end)
    law = next((n for n in lines if _LAW.match(text.line(n + 1))), end)
    blank = next((n for n in range(1, law) if not text.line(n + 1).strip()), law)
    return blank if law < end else end


def _first_line(text: Text) -> Span:
    first = text.line(1)
    skipped = 1 if first.startswith("\ufeff") else 0
    return text.span(skipped, len(first))


def _compose(span: Span) -> yaml.MappingNode | Diagnostic:
    """The YAML mapping at `span`, or why there is none."""
    try:
        loader = yaml.SafeLoader(span.words)
        try:
            node = loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = _at(span, mark.index if mark else 0)
        told = error.problem or error.context or "no YAML"
        if "could not find expected" in told and (glued := _GLUED.search(span.words)):
            return _no_blank(span, glued)
        problem = next((words for sign, words in _PROBLEMS.items() if sign in told), told)
        fix = _in_quotes(place, span) if "mapping values" in told else None
        return kinds.UNREADABLE_FRONT_MATTER.at(place, fix=fix, problem=problem)
    except yaml.reader.ReaderError as error:
        return kinds.UNREADABLE_FRONT_MATTER.at(
            _at(span, error.position), problem="it holds a control character"
        )
    except (ValueError, OverflowError, RecursionError):
        return kinds.UNREADABLE_FRONT_MATTER.at(_at(span, 0), problem="a value is out of all bounds")
    if not isinstance(node, yaml.MappingNode):
        return kinds.UNREADABLE_FRONT_MATTER.at(_at(span, 0), problem="it is no list of `key: value`")
    return node


def _no_blank(span: Span, glued: re.Match[str]) -> Diagnostic:
    """The report on a key whose value follows its colon at once."""
    start = span.start + glued.start()
    line = span.text.span(start, span.start + glued.end())
    behind = span.start + glued.end("key")
    fix = Fix(span.text.span(behind, behind), " ", "add a blank behind the colon")
    return kinds.UNREADABLE_FRONT_MATTER.at(line, fix=fix, problem="a blank is missing behind the colon")


_GLUED = re.compile(r"^(?P<key>[a-z_]+:)\S[^\r\n]*", re.MULTILINE)
_PROBLEMS = {
    "mapping values are not allowed": "a second colon stands on one line",
    "could not find expected ':'": "a line has no colon behind its key",
    "cannot start any token": "a value begins with a sign that means something to YAML",
    "unexpected end of stream": "a quotation or bracket is not closed",
    "expected <block end>": "a line is indented otherwise than the others",
    "found undefined alias": "a value begins with `*`",
    "expected alphabetic or numeric character": "a value begins with a sign that means something to YAML",
}
"""What YAML says of a mistake, in words of those who write laws."""


def _in_quotes(place: Span, within: Span) -> Fix | None:
    """Put the value of the line with two colons in quotes."""
    line = place.text.line(place.line)
    start = place.text.line_starts[place.line - 1]
    key, colon, value = line.partition(": ")
    if not colon or '"' in value or "\\" in value:
        return None
    whole = place.text.span(start + len(key) + 2, start + len(line))
    return Fix(whole, f'"{value}"', "put the value in quotes")


def _at(span: Span, index: int) -> Span:
    start = min(span.start + index, max(span.end - 1, span.start))
    return span.text.span(start, min(start + 1, span.end))


def _span(node: yaml.Node, within: Span) -> Span:
    end = within.start + node.end_mark.index
    start = within.start + node.start_mark.index
    words = within.text.content[start:end]
    return within.text.span(start, max(start + len(words.rstrip()), start))


def _check(node: yaml.MappingNode, span: Span) -> tuple[dict[str, Value], list[Diagnostic]]:
    """Every right value by its key, and one diagnostic for each mistake."""
    found: dict[str, Value] = {}
    seen: dict[str, Span] = {}
    diagnostics: list[Diagnostic] = []
    written = {scalar(key) for key, _ in node.value}
    for key_node, value_node in node.value:
        place, key = _span(key_node, span), scalar(key_node) or ""
        if key not in KEYS:
            meant = nearest(key, KEYS.keys() - written - seen.keys())
            diagnostics.append(_unknown_key(key, meant, place))
            if meant is None:
                continue
            key = meant
        if key in seen:
            related = (Related(seen[key], "said here first"),)
            diagnostics.append(kinds.KEY_TWICE.at(place, key=key, related=related))
            continue
        seen[key] = place
        value = KEYS[key].read(value_node)
        if value is None:
            diagnostics.append(_wrong_value(key, value_node, _span(value_node, span), place))
            continue
        found[key] = value
        if key == "module":
            diagnostics.extend(_other_module(str(value), _span(value_node, span)))
        if key == "synonyms" and isinstance(value_node, yaml.MappingNode):
            places = [_span(word, span) for word, _ in value_node.value]
            diagnostics.extend(_not_said(one) for one in places if not _is_said(one, span.end))
    missing = [key for key in KEYS if KEYS[key].required and key not in seen]
    diagnostics.extend(_missing_key(key, span) for key in missing)
    return found, diagnostics


def _unknown_key(key: str, meant: str | None, place: Span) -> Diagnostic:
    if meant is None:
        return kinds.UNKNOWN_KEY.at(place, key=key, advice=f"remove it; the keys are {', '.join(KEYS)}")
    sure = nearest(key, (meant,), like=0.85) is not None
    fix = Fix(place, meant, f"write `{meant}`") if sure else None
    return kinds.UNKNOWN_KEY.at(place, key=key, advice=f"write `{meant}`", fix=fix)


def _wrong_value(key: str, node: yaml.Node, place: Span, key_place: Span) -> Diagnostic:
    words = scalar(node)
    if words is None:
        what = "empty" if isinstance(node, yaml.ScalarNode) else "a list or a mapping"
        if isinstance(node, yaml.MappingNode) and KEYS[key].mapping:
            what = "what stands here"
        return kinds.WRONG_VALUE.at(
            place if place.words else key_place, key=key, value=what, expected=KEYS[key].expected
        )
    meant = nearest(words, KEYS[key].choices(), like=0.75)
    fix = respelt(place, words, meant)
    shown = words if len(words) <= 60 else words[:60] + "…"
    return kinds.WRONG_VALUE.at(place, key=key, value=f"`{shown}`", expected=KEYS[key].expected, fix=fix)


def _other_module(module: str, place: Span) -> list[Diagnostic]:
    file = module_of(place.text.path)
    if module == file or not is_module_name(file):
        return []
    return [kinds.OTHER_MODULE.at(place, module=module, file=file, fix=Fix(place, file, f"write `{file}`"))]


def _is_said(word: Span, head: int) -> bool:
    """Whether words of the front matter stand on the page below it, maybe on two lines of a quote."""
    words = r"[\s>*_]+".join(map(re.escape, word.words.strip("\"' ").split()))
    return re.search(rf"(?<!\w){words}", word.text.content[head:], re.IGNORECASE) is not None


def _not_said(place: Span) -> Diagnostic:
    return kinds.SYNONYM_OF_NOTHING.at(place, words=place.words)


def _missing_key(key: str, span: Span) -> Diagnostic:
    module = module_of(span.text.path)
    example = module if key == "module" and is_module_name(module) else KEYS[key].example
    end = span.text.span(span.end, span.end)
    sure = key in ("module", "in_force", "rounding")
    fix = Fix(end, f"{key}: {example}\n", f"add `{key}: {example}`") if sure else None
    return kinds.MISSING_KEY.at(_first_line(span.text), key=key, example=example, fix=fix)


def _filled(found: dict[str, Value], span: Span, mistaken: bool) -> FrontMatter:
    """The front matter, with harmless values for what is missing or wrong."""

    def words(key: str, otherwise: str) -> str:
        value = found.get(key, otherwise)
        return value if isinstance(value, str) else otherwise

    module = module_of(span.text.path)
    in_force = found.get("in_force")
    synonyms = found.get("synonyms")
    return FrontMatter(
        law=" ".join(words("law", module).split()),
        jurisdiction=" ".join(words("jurisdiction", "").split()),
        module=words("module", module),
        in_force=in_force if isinstance(in_force, InForce) else None,
        time_zone=words("time_zone", "UTC"),
        rounding="up" if words("rounding", "down") == "up" else "down",
        source=" ".join(words("source", "").split()),
        currency=words("currency", "") or None,
        span=span,
        mistaken=mistaken,
        official_text=words("official_text", "") or None,
        synonyms=synonyms if isinstance(synonyms, tuple) else (),
    )
