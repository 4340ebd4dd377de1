"""What the front matter of a page may say: its keys, and how the value of each is read."""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from zoneinfo import ZoneInfo, available_timezones

import yaml
from attrs import frozen

from qanun.document.currencies import CODES
from qanun.document.days import day, range_of
from qanun.document.model import InForce, Synonym
from qanun.document.official import official

Value = str | InForce | tuple[Synonym, ...]


def scalar(node: yaml.Node) -> str | None:
    """The words of a plain value, as written; None for a list, a mapping, null or nothing."""
    if not isinstance(node, yaml.ScalarNode) or node.tag == "tag:yaml.org,2002:null":
        return None
    return str(node.value).strip() or None


def _zone(node: yaml.Node) -> str | None:
    name = scalar(node)
    try:
        return name if name and not OF_A_MACHINE.match(name) and ZoneInfo(name) else None
    except (KeyError, ValueError, OSError):
        return None


OF_A_MACHINE = re.compile(r"(localtime|posixrules|Factory)$|(posix|right|SystemV)/", re.IGNORECASE)
"""Files beside the zones that say how one machine is set, or count leap seconds: no zone of any place."""


def _zones() -> set[str]:
    return {name for name in available_timezones() if not OF_A_MACHINE.match(name)}


def _rounding(node: yaml.Node) -> str | None:
    return name if (name := scalar(node)) in ("down", "up") else None


def _currency(node: yaml.Node) -> str | None:
    name = scalar(node)
    return name if name in CODES else None


def _official(node: yaml.Node) -> str | None:
    return official(scalar(node) or "")


def _synonyms(node: yaml.Node) -> tuple[Synonym, ...] | None:
    """Each word of the page with what people say instead; None where either is none, or stands twice."""
    if not isinstance(node, yaml.MappingNode):
        return None
    found = tuple(Synonym(scalar(key) or "", _listed(value)) for key, value in node.value)
    words = [(one.meant, *one.said) for one in found]
    sound = all(len(each) > 1 and all(map(_HAS_LETTERS, each)) and _once(each) for each in words)
    return found if found and sound and _once([one.meant for one in found]) else None


_HAS_LETTERS = re.compile(r".*[^\W_]").match


def _listed(node: yaml.Node) -> tuple[str, ...]:
    """What stands between commas, or in a list."""
    if isinstance(node, yaml.SequenceNode):
        return tuple(scalar(one) or "" for one in node.value)
    return tuple(one.strip() for one in (scalar(node) or "").split(","))


def _once(words: Sequence[str]) -> bool:
    return len({one.casefold() for one in words}) == len(words)


def _in_force(node: yaml.Node) -> InForce | str | None:
    """The days, or "not stated", or None where neither is written."""
    if isinstance(node, yaml.MappingNode):
        sides = {scalar(key): value for key, value in node.value}
        if not sides or not set(sides) <= {"from", "until"} or len(sides) != len(node.value):
            return None
        words = {side: scalar(value) for side, value in sides.items()}
    else:
        written = scalar(node) or ""
        if " ".join(written.split()).casefold() == "not stated":
            return "not stated"
        return range_of(written)
    days = {side: day(word) for side, word in words.items()}
    start, end = days.get("from"), days.get("until")
    if None in days.values() or (start and end and end < start):
        return None
    return InForce(start, end)


@frozen
class Key:
    """One key of the front matter: how its value is read, and what is said where it is missing or wrong.

    `mapping`: its value may be written as one.
    """

    read: Callable[[yaml.Node], Value | None]
    expected: str
    example: str
    required: bool = True
    choices: Callable[[], Iterable[str]] = tuple
    mapping: bool = False


KEYS = {
    "law": Key(scalar, "the law's name in words", "Criminal Code"),
    "jurisdiction": Key(scalar, "the country or body whose law it is, in words", "Azerbaijan"),
    "module": Key(scalar, "the file's name without its ending", "criminal_code"),
    "in_force": Key(
        _in_force,
        "`not stated`, or the first and last day in force: `2012-01-01 to 2013-06-30`, `from 2012-01-01`, "
        "or `{from: 2012-01-01, until: 2013-06-30}`",
        "not stated",
        choices=lambda: ("not stated",),
        mapping=True,
    ),
    "time_zone": Key(
        _zone,
        "a zone of the time zone database, such as `Asia/Baku`",
        "Asia/Baku",
        choices=_zones,
    ),
    "rounding": Key(
        _rounding, "`down` or `up`: where a month lacks the day", "down", choices=lambda: ("down", "up")
    ),
    "source": Key(
        scalar, "where the text of the law is taken from, in words", "Official Gazette 2012, no. 3"
    ),
    "currency": Key(
        _currency,
        "a currency's three letters in ISO 4217, such as `AZN`",
        "AZN",
        required=False,
        choices=lambda: CODES,
    ),
    "official_text": Key(
        _official,
        "an address that begins with `https://` or `http://`, where the official text can be read",
        "https://law.example/criminal-code",
        required=False,
    ),
    "synonyms": Key(
        _synonyms,
        "words of the page, each with other words that people type for it: `{married: wife, husband}`",
        "{married: wife, husband}",
        required=False,
        mapping=True,
    ),
}


def in_yaml(words: str) -> str:
    """Words as a value in YAML: plain where they stand for themselves."""
    try:
        plain = re.fullmatch(r"\w[\w ,.()/-]*", words) and yaml.safe_load(words) == words
    except yaml.YAMLError:
        plain = False
    return words if plain else json.dumps(words, ensure_ascii=False)
