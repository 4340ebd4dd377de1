"""What values of a type are, as data for the form and for reading JSON."""

from collections.abc import Mapping

from qanun.core.encoded import Data
from qanun.typed.types import (
    DurationType,
    ListType,
    MoneyType,
    OneOfType,
    OrNone,
    RecordType,
    SetType,
    Simple,
    Type,
)


def kind(type_: Type, authorities: Mapping[str, str], labels: Mapping[str, Mapping[str, str]]) -> Data:
    """What values of a type are, without `or none`; `labels` says how the options of a type are read."""
    match type_:
        case OrNone(inner):
            return kind(inner, authorities, labels)
        case Simple("authority"):
            return {"word": "authority", "options": [[name, label] for name, label in authorities.items()]}
        case Simple(name):
            return {"word": name}
        case MoneyType(currency):
            return {"word": "money", "unit": currency}
        case DurationType(unit):
            return {"word": "duration", "unit": unit}
        case OneOfType(name, options):
            known = labels.get(name, {})
            return {"word": "one of", "options": [[option, known.get(option, "")] for option in options]}
        case RecordType(name):
            return {"word": "record", "record": name}
        case SetType(element):
            return {"word": "set", "element": kind(element, authorities, labels)}
        case ListType(element):
            return {"word": "list", "element": kind(element, authorities, labels)}
