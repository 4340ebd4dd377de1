"""What a thing of a list, a part of it, and what need not be there are called in a sentence."""

from collections.abc import Iterable

from attrs import frozen

from qanun.book.page import Html, escape, join
from qanun.resolved.model import Resolved
from qanun.syntax import tree
from qanun.typed.agree import strip
from qanun.typed.types import DATE, MOMENT, PERIOD, ListType, RecordType, SetType, Type

QUESTION_WORDS = frozenset(
    {"when", "how", "which", "who", "what", "where", "whether", "until", "by", "to", "until when"}
)
"""With these the label of a fact begins that asks for a value."""
SHORT = 2
"""A name of so many letters says nothing to a reader."""


@frozen
class Thing:
    """A thing that a sentence speaks of: what it is called, and the record that it is, if it is one."""

    called: str
    record: RecordType | None = None


def thing(local: str, over: Type | None) -> Thing:
    """What one thing of a list is called: by its name, or where that is a letter or two by its kind."""
    element = over.element if isinstance(over, ListType | SetType) else None
    record = element if isinstance(element, RecordType) else None
    if len(local) > SHORT:
        return Thing(local.replace("_", " "), record)
    if record is not None:
        return Thing(record.name.rpartition(".")[2].replace("_", " "), record)
    return Thing("period" if element == PERIOD else "one", record)


def part(resolved: Resolved, of: Thing, fields: Iterable[str]) -> Html:
    """`the last day of the stay`: a thing, or a part of it by the label of the field."""
    said = Html("the {}").format(of.called)
    record = of.record
    for field in fields:
        label, record = _field(resolved, record, field)
        said = _of(label, said)
    return said


def is_asked(label: str) -> bool:
    """Whether a label asks for a value, and so stands in quotes where the value is meant."""
    return label.partition(" ")[0] in QUESTION_WORDS


def _of(label: str, whole: Html) -> Html:
    if is_asked(label):
        return Html("“{}” of {}").format(label, whole)
    if label.startswith("its "):
        return Html("the {} of {}").format(label.removeprefix("its "), whole)
    if label.startswith(("the ", "a ", "an ")):
        return escape(label)
    return Html("the {} of {}").format(label, whole)


def _field(resolved: Resolved, record: RecordType | None, field: str) -> tuple[str, RecordType | None]:
    """The label of a field, and the record that it holds, if it holds one."""
    if record is None:
        return field.replace("_", " "), None
    declared = resolved.declarations.get(record.name)
    item = declared.item if declared is not None else None
    labels = {one.name: one.label for one in item.fields} if isinstance(item, tree.Record) else {}
    inner = strip(dict(record.fields)[field])
    return labels.get(field) or field.replace("_", " "), inner if isinstance(inner, RecordType) else None


def there_is(label: str, type_: Type | None, said: Html, wanted: bool) -> Html:
    """That a value is there which may be none, or that it is not; `said` is the value as a noun phrase."""
    if is_asked(label):
        plain = strip(type_) if type_ is not None else None
        kind = "day" if plain == DATE else "moment" if plain == MOMENT else "answer to"
        one = "an" if kind == "answer to" else "a"
        return join(["there is ", one if wanted else "no", f" {kind} ", said])
    bare = str(said).replace(">the ", ">", 1) if ">the " in said else str(said).removeprefix("the ")
    if bare == str(said):
        return join([said, " is there" if wanted else " is not there"])
    one = ("an" if label.removeprefix("the ")[:1] in "aeiou" else "a") if wanted else "no"
    return join([f"there is {one} ", Html(bare)])
