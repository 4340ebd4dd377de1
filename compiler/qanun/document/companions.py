"""Pages of cases: `criminal_code.cases.md` tries the law of the page `criminal_code.md` beside it.

A page of cases has no front matter and no text of law. It is read as a part of its law's page: names mean
there what they mean on that page, and a heading that names an article puts what follows into that article.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from attrs import define, evolve
from markdown_it.tree import SyntaxTreeNode

from qanun.diagnostics import Diagnostic, Fix, Outcome
from qanun.diagnostics.grouped import grouped
from qanun.diagnostics.nearest import nearest
from qanun.document import kinds
from qanun.document.anchors import latest
from qanun.document.front_matter import blank, module_of, read_front_matter
from qanun.document.markdown import read_markdown
from qanun.document.model import Article, Block, Document, Link
from qanun.document.quotes import unquoted
from qanun.document.read import Reader, read
from qanun.text import Text

ENDING = ".cases.md"


def is_companion(path: str) -> bool:
    """Whether a file is called as a page of cases is."""
    return path.endswith(ENDING)


def law_path(path: str) -> str:
    """The path of the page of law to which a file belongs: its own, or that beside a page of cases."""
    return f"{path.removesuffix(ENDING)}.md" if is_companion(path) else path


def companion_of(path: str) -> str:
    """The path of the page of cases beside a page of law."""
    return f"{path.removesuffix('.md')}{ENDING}"


def companions(texts: Iterable[Text]) -> dict[str, Text]:
    """The pages of cases by the path of their law."""
    return {law_path(text.path): text for text in texts if is_companion(text.path)}


ReadsLaw = Callable[[Text, Text | None, Sequence[str]], Outcome[Document | None]]
"""What reads a page of law with its page of cases."""


def read_all(
    texts: Sequence[Text], articles: Sequence[str] = (), reads: ReadsLaw | None = None
) -> Iterator[Outcome[Document | None]]:
    """Each page of law with its page of cases; a page of cases without a law is told."""
    beside = companions(texts)
    laws = {text.path: text for text in texts if not is_companion(text.path)}
    for path, text in laws.items():
        yield (reads or read_law)(text, beside.get(path), articles)
    for path, text in beside.items():
        if path not in laws:
            yield Outcome(None, (_without_law(text, path, laws),))


def read_law(text: Text, cases: Text | None, articles: Sequence[str] = ()) -> Outcome[Document | None]:
    """A page of law, with the blocks of its page of cases behind its own."""
    law = read(text, articles)
    if law.value is None or cases is None:
        return law
    beside = read_cases(cases, articles)
    joined = _joined(law.value, beside.value)
    return Outcome(joined.value, (*law.diagnostics, *beside.diagnostics, *joined.diagnostics))


def read_alone(text: Text, articles: Sequence[str] = ()) -> Outcome[Document | None]:
    """One file by itself, whichever it is."""
    return read_cases(text, articles) if is_companion(text.path) else read(text, articles)


def read_cases(text: Text, articles: Sequence[str] = ()) -> Outcome[Document]:
    """A page of cases by itself: its blocks, headings and links. What has no place on it is told."""
    opened = text.line(1).removeprefix("\ufeff").rstrip() == "---"
    header = read_front_matter(text).value if opened else None
    markdown = read_markdown(text, header.body if header is not None else 0)
    module = module_of(law_path(text.path))
    said = [_front_matter(text, header.body)] if header is not None and header.body else []
    reader = _CasesReader(markdown, module, tuple(articles), said)
    reader.read()
    blocks = enumerate(reader.found)
    document = Document(
        text=text,
        module=module,
        title=reader.title,
        front_matter=blank(text),
        articles=tuple(reader.articles),
        provisions=(),
        blocks=tuple(Block(span, one, (), off, reader.tables.get(n)) for n, (span, one, _, off) in blocks),
        footnotes=reader.footnotes(),
        links=tuple(reader.links),
    )
    return Outcome(document, tuple(grouped(reader.diagnostics, _same_text)))


def _same_text(found: Diagnostic) -> object:
    """What the lines of a law that was put there have in common."""
    return found.values["what"] if found.kind is kinds.NOT_ON_CASES else None


@define(eq=False)
class _CasesReader(Reader):
    """One walk down a page of cases, where no law can stand."""

    def quote(self, node: SyntaxTreeNode) -> None:
        self._law(node)

    def unquoted(self, node: SyntaxTreeNode) -> None:
        if node.type == "paragraph" and unquoted(node, self.markdown, self.article) is not None:
            self._law(node)

    def footnote(self, node: SyntaxTreeNode) -> None:
        self._astray(node, "a footnote", "say it in a sentence, or put it")
        Reader.footnote(self, node)

    def _law(self, node: SyntaxTreeNode) -> None:
        self._astray(node, "the text of a law", "put it above its rule")

    def _astray(self, node: SyntaxTreeNode, what: str, advice: str) -> None:
        place = self.markdown.line_span((node.map or (0, 1))[0])
        advice = f"{advice} on the page `{self.module}.md`"
        self.report(kinds.NOT_ON_CASES.at(place, article=self.breadcrumb, what=what, advice=advice))


def _front_matter(text: Text, body: int) -> Diagnostic:
    start = 1 if text.content.startswith("\ufeff") else 0
    end = text.line_starts[body] if body < len(text.line_starts) else len(text.content)
    fix = Fix(text.span(start, end), "", "remove it")
    first = text.span(start, text.line_starts[0] + len(text.line(1)))
    advice = "remove it: the page says with its name to which law it belongs"
    return kinds.NOT_ON_CASES.at(first, fix=fix, what="front matter", advice=advice)


def _without_law(text: Text, path: str, laws: Iterable[str]) -> Diagnostic:
    meant = nearest(path, laws, like=0.8)
    wanted = path.rpartition("/")[2]
    name = f"{meant.rpartition('/')[2].removesuffix('.md')}{ENDING}" if meant is not None else ""
    advice = f"call it `{name}`" if name else f"call it after its law, or write the page `{wanted}`"
    return kinds.CASES_WITHOUT_LAW.at(text.span(0, len(text.line(1))), page=wanted, advice=advice)


def _joined(law: Document, cases: Document) -> Outcome[Document]:
    """A law with its page of cases, whose articles are the law's."""
    own = {article.anchor: article for article in law.articles}
    own |= {short: own[full] for short, full in latest(own).items()}
    meant = {article: own.get(article.anchor) for article in cases.articles}
    said = [_no_such_article(one, law) for one, article in meant.items() if article is None]

    def theirs(article: Article | None) -> Article | None:
        return meant[article] if article is not None else None

    blocks = (evolve(block, article=theirs(block.article)) for block in cases.blocks)
    links = (Link(link.target, theirs(link.article), link.span) for link in cases.links)
    joined = evolve(law, blocks=(*law.blocks, *blocks), links=(*law.links, *links), companion=cases.text)
    return Outcome(joined, tuple(said))


def _no_such_article(article: Article, law: Document) -> Diagnostic:
    names: Mapping[str, Article] = {one.name: one for one in law.articles}
    near = nearest(article.name, names)
    advice = f"write `{near}`" if near is not None else "name the article as its law does, or none"
    return kinds.NO_SUCH_ARTICLE.at(
        article.span, article=article.name, name=article.name, page=f"{law.module}.md", advice=advice
    )
