"""What is known of the law as it stands in an editor, mistakes and all: what every feature reads."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from attrs import define, field, frozen

from qanun.core.lower import lower
from qanun.core.rules import Program
from qanun.diagnostics.model import Diagnostic, Outcome
from qanun.document.companions import law_path, read_law
from qanun.document.model import Block, Document
from qanun.editor.elsewhere import Elsewhere
from qanun.pipeline import Compiled, compile
from qanun.syntax.parse import parse
from qanun.syntax.tree import AnyItem, Page
from qanun.text import Text
from qanun.typed.model import Typed


@frozen(eq=False, slots=False)
class Known:
    """What the passes made of the files, and all that they say. An entry that cannot be read is no item.

    Of a page and what it asks for, `elsewhere` has the rest of the law; of the whole law it is None.
    """

    texts: Mapping[str, Text]
    compiled: Compiled
    said: tuple[Diagnostic, ...]
    elsewhere: Elsewhere | None = None

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages of law, each with its cases."""
        return self.compiled.pages

    @property
    def typed(self) -> Typed:
        """What every name means and of what type everything is."""
        return self.compiled.typed

    @cached_property
    def program(self) -> Program | None:
        """The program, made when it is first asked for; None where a mistake leaves it without a meaning.

        What an entry of another page would have declared is not there to be used, if it cannot be read.
        """
        if not self.compiled.sound or any(page.left_out or page.unread for page in self.pages):
            return None
        return lower(self.typed, "")

    @property
    def errors(self) -> int:
        """How many mistakes there are that keep the law from having a meaning."""
        return sum(one.is_error for one in self.said)

    def page(self, path: str) -> Page | None:
        """The page to which a file belongs, of law or of cases; None where it is no page that can be read."""
        law = law_path(path)
        return next((page for page in self.pages if page.document.text.path == law), None)

    def block(self, path: str, offset: int) -> Block | None:
        """The rule block in which a place lies, its edges and the table below it included."""
        page = self.page(path)
        if page is None:
            return None
        return next((one for one in page.document.blocks if _holds(one, path, offset)), None)

    def item(self, path: str, offset: int) -> AnyItem | None:
        """The entry in which a place lies, its edges included."""
        page = self.page(path)
        if page is None:
            return None
        found = [one for one in page.items if one.span.text.path == path]
        return next((one for one in found if one.span.start <= offset <= one.span.end), None)


def _holds(block: Block, path: str, offset: int) -> bool:
    end = block.span.end if block.table is None else block.table.span.end
    return block.span.text.path == path and block.span.start <= offset <= end


_Files = tuple[str, ...]
"""The contents of a page of law and of its page of cases."""


@define
class Reading:
    """Compiles a law again and again, and reads each page only when its files are others than before."""

    articles: tuple[str, ...] = ()
    _read: dict[str, tuple[_Files, Outcome[Document | None]]] = field(factory=dict, alias="read")
    _parsed: dict[Document, Outcome[Page]] = field(factory=dict, alias="parsed")

    def known(self, texts: Sequence[Text], accepted: Text | None = None) -> Known:
        """All that is known of a law: of its files, in the order of their paths."""
        outcome = compile(
            texts, accepted, self.articles, reads=self._reads, parses=self._parses, lowers=False
        )
        documents = set(outcome.value.documents)
        self._parsed = {one: page for one, page in self._parsed.items() if one in documents}
        self._read = {path: kept for path, kept in self._read.items() if kept[1].value in documents}
        read = {text.path: text for text in outcome.value.texts}
        return Known({text.path: text for text in texts} | read, outcome.value, outcome.diagnostics)

    def apart(self) -> "Reading":
        """One that knows what this one has read, and leaves this one as it is."""
        return Reading(self.articles, dict(self._read), dict(self._parsed))

    def _reads(self, text: Text, cases: Text | None, articles: Sequence[str]) -> Outcome[Document | None]:
        contents = (text.content,) if cases is None else (text.content, cases.content)
        kept = self._read.get(text.path)
        if kept is None or kept[0] != contents:
            kept = contents, read_law(text, cases, articles)
            self._read[text.path] = kept
        return kept[1]

    def _parses(self, document: Document) -> Outcome[Page]:
        if document not in self._parsed:
            self._parsed[document] = parse(document)
        return self._parsed[document]
