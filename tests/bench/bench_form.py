"""How long a reply takes on the page of each question, in Chromium: `python tests/bench/bench_form.py BOOK`.

Each page is answered to the end, once with the first and once with the second of what it offers; what offers
nothing is not known. A reply takes the processor time of the page's own thread for its click and the layout
after it, whatever else the machine does; of several walks the fastest counts, reply by reply.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "browser"))

from browsing import FLAGS, served
from find_chromium import there, use_own_node
from playwright.sync_api import CDPSession, Page, sync_playwright

WALKS = 4
MOST = 50
"""Milliseconds that a reply may take until its answer stands there."""

REPLY = """(place) => {
    const today = document.querySelector(".qanun-next form button:nth-of-type(2)");
    const offered = [...document.querySelectorAll(".qanun-next [role=group] button")];
    const button = offered.length ? offered[Math.min(place, offered.length - 1)] : today;
    if (!button) return null;
    const asked = document.querySelector(".qanun-next h3").textContent;
    button.click();
    document.body.offsetHeight;
    return asked;
}"""


def replies(page: Page, address: str) -> list[tuple[str, float]]:
    """What is asked on a page, and the milliseconds to its answer; the slowest first."""
    fastest: dict[tuple[int, int, str], float] = {}
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    for _ in range(WALKS):
        for place in (0, 1):
            page.goto("about:blank")
            page.goto(address, wait_until="networkidle")
            for number in range(60):
                before = used(session)
                asked = page.evaluate(REPLY, place)
                answered = used(session) - before
                if asked is None:
                    break
                key = (place, number, asked)
                fastest[key] = min(fastest.get(key, answered), answered)
    session.detach()
    rows = [(asked, answered) for (_, _, asked), answered in fastest.items()]
    return sorted(rows, key=lambda row: -row[1])


def used(session: CDPSession) -> float:
    """Milliseconds that the page's thread has worked so far."""
    told = session.send("Performance.getMetrics")["metrics"]
    return 1000 * next(one["value"] for one in told if one["name"] == "TaskDuration")


def main(book: str) -> int:
    """A line for each question; 1 where one takes too long."""
    path = there()
    assert path is not None
    use_own_node()
    slow = 0
    with served(Path(book)) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        page = browser.new_page(viewport={"width": 375, "height": 812})
        for one in sorted(Path(book, "questions").glob("*.html")):
            rows = replies(page, f"{site}questions/{one.name}")
            if not rows:
                continue
            asked, answered = rows[0]
            slow += answered > MOST
            print(f"{answered:6.1f} {len(rows):3} {one.stem}: {asked[:60]}", flush=True)
        browser.close()
    return int(slow > 0)


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
