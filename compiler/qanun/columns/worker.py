"""A process that answers rows for another: `python -m qanun.columns.worker`.

It is told first what is asked, then gets one table of cases after another, until nothing more comes.
"""

import os
import signal
import sys
from traceback import format_exc
from typing import IO

from qanun.columns.left import Left
from qanun.columns.messages import received, sent, table_in, table_out


def work(given: IO[bytes], back: IO[bytes]) -> None:
    """Answer what comes."""
    left: Left = received(given)
    while (cases := received(given)) is not None:
        try:
            sent(back, (True, table_out(left.answered(table_in(cases).column(0)))))
        except Exception:
            sent(back, (False, format_exc()))


def main() -> None:
    """What the law prints does not get between the answers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asked is told, and ends this
    back = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    work(sys.stdin.buffer, back)


if __name__ == "__main__":
    main()
