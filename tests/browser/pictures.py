"""`make pictures`: the pictures of the README, taken of the built book in Chromium."""

import json
import sys
from pathlib import Path
from urllib.parse import quote

from browsing import FLAGS, served
from find_chromium import MISSING, there, use_own_node
from playwright.sync_api import Page, sync_playwright

STATED = {"crossed_guarded_border": True, "lacked_required_documents": True, "is_az_citizen": False}
"""Half of a case, so that the form still asks."""
PLAIN = """
.md-header, .md-tabs, .md-sidebar, .md-footer { display: none !important }
.md-grid { max-width: none }
.md-main__inner { margin: 0 }
.qanun-form .qanun-bar { position: static !important }
"""
"""The page's own text alone, without what stands round it on every page."""

TO_THE_TOP = "(one) => window.scrollTo(0, one.getBoundingClientRect().top + window.scrollY - 3)"


def article(page: Page, site: str) -> None:
    """Article 318: its rule in plain English, as it is written, and related."""
    page.goto(f"{site}law/criminal_code/article-318.html", wait_until="networkidle")
    page.add_style_tag(content=PLAIN)
    page.locator(".qanun-rules").get_by_text("offence", exact=True).first.evaluate(TO_THE_TOP)


def form(page: Page, site: str) -> None:
    """The form of the question about crossing the border, half filled in."""
    case = quote(json.dumps({"facts": STATED}), safe="")
    page.goto(f"{site}questions/criminal_code.crossing.html#case={case}", wait_until="networkidle")
    page.add_style_tag(content=PLAIN)
    page.locator(".qanun-answering").wait_for()
    page.locator(".qanun-form .qanun-bar").evaluate(TO_THE_TOP)


PICTURES = {"article": (article, 600, 470), "form": (form, 600, 470)}
"""What is shown, how wide and how high."""


def main(book: str, folder: str) -> int:
    """Write a PNG of each."""
    path = there()
    if path is None:
        print(MISSING, file=sys.stderr)
        return 1
    use_own_node()
    Path(folder).mkdir(parents=True, exist_ok=True)
    with served(Path(book)) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        for name, (shown, width, height) in PICTURES.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            shown(page, site)
            page.screenshot(path=f"{folder}/{name}.png")
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
