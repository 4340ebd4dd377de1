"""What an executor of Spark does: the statement of a question over one partition of a table of cases, and the
other evaluations of the rows that it leaves."""

import pickle
from collections.abc import Iterator
from itertools import chain
from typing import Any

import pyarrow as pa
from attrs import frozen

from qanun.columns.deciding import answered, schema_of
from qanun.columns.frames import ROWS, connected
from qanun.columns.query import Asked, Statement
from qanun.columns.tables import Wishes
from qanun.runtime.faults import FactsRefused
from qanun.version import __version__


@frozen(eq=False)
class Job:
    """What is asked of each partition. `schema` has the columns of the answers, whose types are plain."""

    asked: Asked
    said: Statement
    schema: Any
    wishes: Wishes


Sent = tuple[str, str, bytes]
"""A job on its way: the version of qanun, the fingerprint of the statutes, and the job. The same law answers
everywhere, or none does. Executors without qanun can read it."""


def sent(job: Job) -> Sent:
    """A job as it is sent to executors."""
    return __version__, job.asked.question.fingerprint, pickle.dumps(job)


def received(message: Sent) -> Job:
    """The job that was sent. RuntimeError where this executor has another law, or another qanun."""
    version, fingerprint, data = message
    here = f"qanun {__version__}"
    if version == __version__:
        job: Job = pickle.loads(data)
        question = job.asked.question
        if question.fingerprint == fingerprint:
            return job
        here = f"{question.home.partition('.')[0]} of other statutes ({question.fingerprint})"
    raise RuntimeError(
        f"an executor of Spark has {here}; who asks has qanun {version} and statutes {fingerprint}: install "
        "the same on all of them"
    )


def answers(message: Sent, batches: Iterator[Any], number: int) -> Iterator[Any]:
    """The answers to the cases of a partition, some at a time; rows are read as they are answered."""
    first = next((one for one in batches if one.num_rows), None)
    if first is None:
        return
    job = received(message)
    names = list(job.asked.columns) or first.schema.names
    named = (one.rename_columns(names) for one in chain([first], batches))
    schema = first.rename_columns(names).schema
    with connected() as connection:
        connection.execute("SET threads = 1")  # Spark shares out the cores
        connection.register("cases", pa.RecordBatchReader.from_batches(schema, named))
        found = connection.sql(job.said.text).to_arrow_reader(ROWS)
        schema = schema_of(job.asked, job.said, found.schema, job.wishes)
        try:
            for batch in answered(job.asked, job.said, found, schema, job.wishes):
                yield from pa.Table.from_batches([batch]).cast(job.schema).to_batches()
        except FactsRefused as refused:
            where = refused.of.replace("the table", f"partition {number} of the table")
            raise FactsRefused(refused.mistakes, where) from None
