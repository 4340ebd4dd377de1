"""Values of the core as JSON data, as cases in files have them."""

from typing import cast

from qanun.core.encoded import Data
from qanun.core.rules import RecordValue
from qanun.runtime.values.json_writing import to_json
from qanun.runtime.values.unknown import UNKNOWN


def value_data(value: object) -> Data:
    """A value; of a record the cells that are known."""
    if isinstance(value, RecordValue):
        return {name: value_data(cell) for name, cell in value.cells if cell is not UNKNOWN}
    if isinstance(value, tuple):
        return [value_data(part) for part in value]
    return cast("Data", to_json(value))
