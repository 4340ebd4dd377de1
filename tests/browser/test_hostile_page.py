"""Hostile words of a page of law, in a real browser: shown as they are, and nothing of them runs."""

import json
from collections.abc import Callable, Iterator

import pytest
from book_builds import build
from browsing import Visit, served
from playwright.sync_api import expect
from qanun.project import write_new
from qanun.tools.starter import Named, starter
from test_book_pages import PAGE

Visiting = Callable[..., Visit]

WORDS = (
    "<script>window.hurt = 1; alert(1)</script>",
    "<img src=x onerror=window.hurt=1>",
    "</title></style></textarea></svg></noscript></script><script>window.hurt = 1</script>",
    "<svg onload=window.hurt=1>",
    "<details open ontoggle=window.hurt=1>",
    "[x](javascript:window.hurt=1)",
    "{{ config }} {% raw %} ${window.hurt = 1} {: onclick=window.hurt=1 }",
    "' onfocus=window.hurt=1 autofocus x='",
)
LABEL = " ".join(WORDS)
DRAWN = "(done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))"
"""Calls when the page was drawn once more, so that whatever was to happen before that has happened."""


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A served book of one law, each of whose words is hostile."""
    folder = tmp_path_factory.mktemp("hostile")
    assert write_new(folder, starter(Named("hostile_law"))) == ()
    for page in (folder / "statutes").glob("*.md"):
        page.unlink()
    text = "\n> ".join(WORDS)
    content = PAGE.replace("> **1.1** Nobody", "> **1.1** TEXT Nobody").replace(
        "residents.[^note] TEXT", "residents.[^note]"
    )
    for mark, words in {"TITLE": WORDS[0], "FOOTNOTE": LABEL, "LABEL": LABEL, "TEXT": text}.items():
        content = content.replace(mark, words)
    content = content.replace("source: written for <b>this</b> `test`", f"source: {json.dumps(LABEL)}")
    content = content.replace("law: Parking Order", f"law: {json.dumps('Parking Order ' + WORDS[0])}")
    (folder / "statutes" / "parking.md").write_text(content)
    done = build(folder, folder / "site")
    assert (done.returncode, done.stderr) == (0, "")
    with served(folder / "site") as address:
        yield address


PLACES = (
    "index.html",
    "law/index.html",
    "law/parking/index.html",
    "law/parking/article-1.html",
    "law/parking/article-1-cases.html",
    "questions/index.html",
    "registers/facts.html",
    "registers/readings.html",
    "registers/silences.html",
    "registers/sources.html",
    "statutes/parking.html",
)


def test_nothing_of_it_runs(visit: Visiting, hostile_site: str) -> None:
    """On no page, with everything unfolded; no link bears a script, no element a handler of its own."""
    seen = visit(hostile_site)
    dialogs: list[str] = []
    seen.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    for place in PLACES:
        page = seen.open(place)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        page.evaluate(f"() => new Promise({DRAWN})")
        assert (place, page.evaluate("typeof window.hurt"), dialogs) == (place, "undefined", [])
        handlers = "[...document.querySelectorAll('*')].flatMap((one) => one.getAttributeNames())"
        assert [name for name in page.evaluate(handlers) if name.startswith("on")] == []
        target = "(one) => new URL(one.getAttribute('href'), document.baseURI).protocol"
        assert set(page.evaluate(f"[...document.querySelectorAll('a[href]')].map({target})")) <= {
            "http:",
            "https:",
        }


def test_a_reader_sees_it_as_it_is(visit: Visiting, hostile_site: str) -> None:
    """In the text, the rule, the heading, the footnote, the picture and the file for machines."""
    page = visit(hostile_site).open("law/parking/article-1.html")
    assert WORDS[0] in page.locator("h1").inner_text()
    for part in (".qanun-provision", ".qanun-notes", ".qanun-code"):
        said = page.locator(part).all_text_contents()
        assert all(any(words in one for one in said) for words in WORDS[:5]), part
    titles = page.locator(".q-picture title").all_text_contents()
    assert any(LABEL in title for title in titles)
    laws = json.loads(page.evaluate("fetch('../../law.json').then((found) => found.text())"))
    assert LABEL in {rule["label"] for rule in laws["rules"]}
    cases = page.goto(page.url.replace("article-1.html", "article-1-cases.html"))
    assert cases is not None
    assert LABEL.casefold() in page.locator("h2").first.inner_text().casefold()


def test_the_search_shows_it_as_it_is(visit: Visiting, hostile_site: str) -> None:
    """What is found is told in its own letters."""
    page = visit(hostile_site).open("index.html")
    page.locator("input[name=query]").click()
    page.locator("input[name=query]").press_sequentially("parking")
    expect(page.locator(".md-search-result__item").filter(has_text=WORDS[0])).not_to_have_count(0)
    assert page.evaluate("typeof window.hurt") == "undefined"
