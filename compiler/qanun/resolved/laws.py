"""The documents of all laws by name, also where a law's page is read only when somebody asks for it."""

from collections.abc import Iterator, Mapping

from attrs import frozen

from qanun.document.model import Document
from qanun.syntax.tree import Page


@frozen
class DocumentsOf(Mapping[str, Document]):
    """Of each page its document."""

    pages: Mapping[str, Page]

    def __getitem__(self, law: str) -> Document:
        return self.pages[law].document

    def __iter__(self) -> Iterator[str]:
        return iter(self.pages)

    def __len__(self) -> int:
        return len(self.pages)
