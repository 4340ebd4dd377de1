"""What a process and its workers tell each other: pickles, each behind its length; tables as Arrow writes
them."""

import pickle
from struct import Struct
from typing import IO, Any

import pyarrow as pa

LENGTH = Struct(">Q")


def sent(to: IO[bytes], message: object) -> None:
    """Write a message."""
    data = pickle.dumps(message)
    to.write(LENGTH.pack(len(data)))
    to.write(data)
    to.flush()


def received(source: IO[bytes]) -> Any:
    """The next message; None where there is none any more."""
    head = source.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    return pickle.loads(source.read(LENGTH.unpack(head)[0]))


def table_out(batch: Any) -> bytes:
    """A batch of rows as bytes."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as stream:
        stream.write_batch(batch)
    return bytes(sink.getvalue())


def table_in(data: bytes) -> Any:
    """The batch of rows that bytes are."""
    with pa.ipc.open_stream(data) as stream:
        return stream.read_next_batch()
