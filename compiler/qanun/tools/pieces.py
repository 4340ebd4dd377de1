"""Answers in pieces: what was answered before a run was stopped need not be answered again."""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from typing import Any, Self

import pyarrow.parquet as pq
from attrs import define

from qanun.columns.left import MISTAKES

ROWS = 500_000
"""So many rows are a piece, at least."""


def rows_of(path: str) -> int:
    """How many rows a file has; as many as there can be if it does not say."""
    return int(pq.ParquetFile(path).metadata.num_rows) if path.endswith(".parquet") else sys.maxsize


@define(eq=False)
class Pieces:
    """The pieces of a file of answers, in a folder beside it. `rows` are in it."""

    out: str
    folder: Path
    rows: int

    @classmethod
    def of(cls, out: str, asked: Sequence[object], files: Sequence[str]) -> Self:
        """Those of a run that was stopped, if it asked the same of the same files; else none."""
        folder = Path(f"{out}.parts")
        stats = [
            (str(Path(file).resolve()), os.stat(file).st_size, os.stat(file).st_mtime_ns) for file in files
        ]
        said = sha256(json.dumps([repr(asked), stats]).encode()).hexdigest()
        mark = folder / "asked"
        if not mark.is_file() or mark.read_text(encoding="utf-8") != said:
            rmtree(folder, ignore_errors=True)
            folder.mkdir()
            mark.write_text(said, encoding="utf-8")
        found = cls(out, folder, 0)
        found.rows = sum(pq.ParquetFile(one).metadata.num_rows for one in found.files())
        return found

    def files(self) -> list[Path]:
        return sorted(self.folder.glob("*.parquet"))

    def add(self, schema: Any, batches: Iterator[Any]) -> None:
        """Write more rows; a piece has its name once it is whole."""
        waiting: list[Any] = []
        try:
            for batch in batches:
                waiting.append(batch)
                if sum(one.num_rows for one in waiting) >= ROWS:
                    self._write(schema, waiting)
                    waiting = []
        except KeyboardInterrupt:
            self._write(schema, waiting)
            raise
        if waiting or not self.files():
            self._write(schema, waiting)

    def _write(self, schema: Any, batches: Sequence[Any]) -> None:
        half, whole = self.folder / "half", self.folder / f"{self.rows:015}.parquet"
        with pq.ParquetWriter(half, schema) as file:
            for batch in batches:
                file.write_batch(batch)
        os.replace(half, whole)
        self.rows += sum(one.num_rows for one in batches)

    def wrong(self) -> Iterator[tuple[int, str]]:
        """What is wrong with rows, each with its number from 1."""
        before = 0
        for file in self.files():
            for batch in pq.ParquetFile(file).iter_batches(columns=[MISTAKES]):
                for number, sentences in enumerate(batch.column(0).to_pylist(), before + 1):
                    yield from ((number, sentence) for sentence in sentences or ())
                before += batch.num_rows

    def end(self, with_mistakes: bool) -> None:
        """Put all into one file, which then takes its place."""
        half = f"{self.out}.part"
        files = self.files()
        schema = pq.ParquetFile(files[0]).schema_arrow
        if not with_mistakes:
            schema = schema.remove(schema.get_field_index(MISTAKES))
        try:
            with pq.ParquetWriter(half, schema) as whole:
                for file in files:
                    for batch in pq.ParquetFile(file).iter_batches(columns=schema.names):
                        whole.write_batch(batch.cast(schema))
            os.replace(half, self.out)
        finally:
            Path(half).unlink(missing_ok=True)
        self.remove()

    def remove(self) -> None:
        rmtree(self.folder, ignore_errors=True)
