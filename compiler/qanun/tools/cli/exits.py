"""How a command ends."""

from enum import IntEnum


class Exit(IntEnum):
    """The exit codes of every command."""

    FINE = 0
    LAW = 1
    USAGE = 2
    MISSING = 3
    FAULT = 4
    BUG = 70
    UNWRITABLE = 74
    INTERRUPTED = 130
    BROKEN_PIPE = 141

    @property
    def meaning(self) -> str:
        return _MEANINGS[self]


_MEANINGS = {
    Exit.FINE: "all is well",
    Exit.LAW: "the law has an error, a scenario fails, generated files are stale, a receipt is answered "
    "otherwise, or an amendment changes answers",
    Exit.USAGE: "the command was called wrongly: an unknown question, a misspelt fact, no project",
    Exit.MISSING: "facts are missing, without which the question has no answer",
    Exit.FAULT: "the law itself fails on this case: grounds that contradict each other, a gap",
    Exit.BUG: "a bug of Qanun itself; with QANUN_TRACEBACK=1 it tells where",
    Exit.UNWRITABLE: "the output cannot be written: a full disk, for example",
    Exit.INTERRUPTED: "stopped with Ctrl-C",
    Exit.BROKEN_PIPE: "whoever read the output stopped reading",
}
