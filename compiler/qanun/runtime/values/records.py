"""What all records have in common."""


class Record:
    """A thing of a list, or a fact with parts: of a generated class, or as a scenario states it."""

    __slots__ = ()
