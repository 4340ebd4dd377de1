"""What an editor waits for while somebody types, asked through the protocol: a real entry, letter by letter.

    python tests/bench/bench_desk.py                        the laws of this repository
    python tests/bench/bench_desk.py --articles 10000       a law of 10,000 articles, made for measuring
    python tests/bench/bench_desk.py --turns 5              five entries, each on another page

Told is the time of the processor that the server takes for each answer (its user and system time, as Linux
counts them in hundredths of a second, over all its threads), and in brackets the time on the clock, which a
busy machine makes longer. The server is started twice: nothing is kept for the first start, and for the
second what the first one kept.
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Awaitable
from pathlib import Path
from random import Random
from typing import Any

import growing_law
from attrs import define, field
from lsprotocol import types
from pygls.lsp.client import LanguageClient
from qanun import project

ENTRY = """
fact written_here{n} "the person has written to the office"

obligation answer_it{n} "answer the letter"
  by {body}
  when written_here{n} and {fact}
  within 30 days

question letter{n} "Must the letter be answered?"
  answers answer_it{n}
"""
TICK = 1000 / os.sysconf("SC_CLK_TCK")


class Editor(LanguageClient):
    """It starts the server, and notes when what is told of which file."""

    def __init__(self) -> None:
        super().__init__("bench", "1")
        self.told: dict[str, tuple[int | None, float, float, int]] = {}
        self.pid = 0
        self.news = asyncio.Event()

    def spent(self) -> float:
        """The processor's milliseconds that the server has taken."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) * TICK

    def memory(self) -> float:
        """Megabytes that it has taken at most."""
        lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) / 1000 for line in lines if line.startswith("VmHWM"))


@define
class Times:
    """Of each thing that is waited for: milliseconds of the processor, and on the clock."""

    taken: dict[str, list[tuple[float, float]]] = field(factory=dict)

    def add(self, what: str, processor: float, clock: float) -> None:
        """One more."""
        self.taken.setdefault(what, []).append((processor, clock))

    def told(self) -> str:
        """The median and the 95th of a hundred."""
        lines = []
        for what, times in self.taken.items():
            processor, clock = sorted(one for one, _ in times), sorted(one for _, one in times)
            half, most = len(times) // 2, int(len(times) * 0.95)
            lines.append(
                f"{what:24}{len(times):6} times, half in {processor[half]:5.0f} ms ({clock[half]:.0f}),"
                f" 95 of 100 in {processor[most]:5.0f} ms ({clock[most]:.0f})"
            )
        return "\n".join(lines)


async def begun(root: Path) -> Editor:
    """An editor with the project open."""
    editor = Editor()

    @editor.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    def told(params: types.PublishDiagnosticsParams) -> None:
        editor.told[params.uri] = params.version, time.monotonic(), editor.spent(), len(params.diagnostics)
        editor.news.set()

    @editor.feature(types.WORKSPACE_CODE_LENS_REFRESH)
    def refresh(_: Any) -> None:
        editor.told[""] = None, time.monotonic(), editor.spent(), 0
        editor.news.set()

    await editor.start_io(sys.executable, "-m", "qanun.tools.cli", "lsp")
    server = editor._server
    assert server is not None
    editor.pid = server.pid
    folder = types.WorkspaceFolder(root.as_uri(), "law")
    params = types.InitializeParams(
        types.ClientCapabilities(), root_uri=root.as_uri(), workspace_folders=[folder]
    )
    await editor.initialize_async(params)
    editor.initialized(types.InitializedParams())
    return editor


async def until(editor: Editor, uri: str, version: int | None = None) -> tuple[float, float]:
    """When something is told of a file, of this version or a later one; "" is all that changed."""
    while uri not in editor.told or (version is not None and (editor.told[uri][0] or 0) < version):
        editor.news.clear()
        await editor.news.wait()
    return editor.told[uri][1], editor.told[uri][2]


def changed(editor: Editor, uri: str, version: int, content: str) -> None:
    """The client has another text."""
    named = types.VersionedTextDocumentIdentifier(version, uri)
    whole = types.TextDocumentContentChangeWholeDocument(content)
    editor.text_document_did_change(types.DidChangeTextDocumentParams(named, [whole]))


async def asked(editor: Editor, times: Times, what: str, question: Awaitable[Any]) -> Any:
    """An answer, and how long it took."""
    clock, processor = time.monotonic(), editor.spent()
    found = await question
    times.add(what, editor.spent() - processor, 1000 * (time.monotonic() - clock))
    return found


async def written(editor: Editor, times: Times, page: Path, entry: str, every: int) -> None:
    """One entry, letter by letter, in the middle of a page; at `every` so many other things are asked."""
    content, uri = page.read_text(encoding="utf-8"), page.as_uri()
    at = content.index("```qanun\n", len(content) // 2) + len("```qanun\n")
    this = types.TextDocumentIdentifier(uri)
    editor.told.pop("", None)
    editor.text_document_did_open(
        types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, "markdown", 1, content))
    )
    await until(editor, "")
    for count in range(1, len(entry) + 1):
        editor.told.pop("", None)
        clock, processor = time.monotonic(), editor.spent()
        text = content[:at] + entry[:count] + content[at:]
        changed(editor, uri, count + 1, text)
        told_at, spent = await until(editor, uri, count + 1)
        times.add("the page's own", spent - processor, 1000 * (told_at - clock))
        line = text.count("\n", 0, at + count)
        here = types.Position(line, at + count - (text.rfind("\n", 0, at + count) + 1))
        if count % every == 0:
            asks = editor.text_document_completion_async(types.CompletionParams(this, here))
            await asked(editor, times, "completion", asks)
            above = types.Position(text.count("\n", 0, at) - 6, 8)
            asks_ = editor.text_document_hover_async(types.HoverParams(this, above))
            await asked(editor, times, "hover", asks_)
            told_at, spent = await until(editor, "")
            times.add("all that it concerns", spent - processor, 1000 * (told_at - clock))
    editor.text_document_did_close(types.DidCloseTextDocumentParams(this))


async def session(root: Path, turns: int, every: int, seed: int) -> None:
    """Start twice; type on some pages of middle size."""
    for start in ("first start", "second start"):
        clock = time.monotonic()
        editor = await begun(root)
        told_at, spent = await until(editor, "")
        print(f"{start}: all is told after {spent:.0f} ms ({1000 * (told_at - clock):.0f})", flush=True)
        if start == "first start":
            cache = Path(os.environ["QANUN_CACHE"])
            while not any(cache.rglob("snapshot.json")):
                await asyncio.sleep(1)
            await editor.shutdown_async(None)
            editor.exit(None)
            await editor.stop()
    pages = sorted((root / "statutes").glob("*.md"), key=lambda path: path.stat().st_size)
    pages = [page for page in pages if "```qanun" in page.read_text(encoding="utf-8")]
    middle = pages[len(pages) // 4 : -(len(pages) // 4) or None]
    random, times = Random(seed), Times()
    for number, page in enumerate(random.sample(middle, min(turns, len(middle)))):
        facts = [line.split()[1] for line in page.read_text().splitlines() if line.startswith("fact ")]
        body = "vocabulary.town_council" if (root / "statutes/vocabulary.md").exists() else "no_such_body"
        entry = ENTRY.format(n=f"_{number}", body=body, fact=facts[len(facts) // 2] if facts else "no_fact")
        await written(editor, times, page, entry, every)
    print(times.told())
    print(f"memory: {editor.memory():.0f} MB")
    await editor.shutdown_async(None)
    editor.exit(None)
    await editor.stop()


def main() -> None:
    """Make the law, or take that of the repository; type."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--articles", type=int, default=0)
    parser.add_argument("--turns", type=int, default=2)
    parser.add_argument("--every", type=int, default=10)
    parser.add_argument("--seed", type=int, default=2026)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("QANUN_CACHE", f"{folder}/cache")
        found = project.locate(Path(__file__).parent).value
        assert found is not None
        root = found.root
        if options.articles:
            root = Path(folder) / "law"
            growing_law.write(root, options.articles)
        lines = sum(page.read_text(encoding="utf-8").count("\n") for page in root.glob("statutes/*.md"))
        print(f"{lines} lines", flush=True)
        asyncio.run(session(root, options.turns, options.every, options.seed))


if __name__ == "__main__":
    main()
