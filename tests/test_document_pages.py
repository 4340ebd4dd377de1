"""Each mistake of a page has a worked example whose wrong side gives it and whose mended side does not.

`QANUN_UPDATE=1` writes the messages anew; read every line of the difference.
"""

import os
from pathlib import Path

import pytest
from qanun.diagnostics import Diagnostic, Kind, registry
from qanun.diagnostics import pages as pages_module
from qanun.diagnostics.order import in_order
from qanun.diagnostics.pages import Example, code_page, codes, explain, read_code_page
from qanun.diagnostics.render import one_as_text
from qanun.document import kinds
from qanun.document.fingerprint import stale
from qanun.document.links import check_links
from qanun.document.read import read

OWN = sorted(kind.code for kind in vars(kinds).values() if isinstance(kind, Kind))


def said(example: Example) -> tuple[Diagnostic, ...]:
    """What the passes over documents say of an example."""
    outcomes = [read(text) for text in example.pages]
    documents = [outcome.value for outcome in outcomes if outcome.value is not None]
    found = [diagnostic for outcome in outcomes for diagnostic in outcome.diagnostics]
    found.extend(check_links(documents))
    if example.accepted is not None:
        found.extend(stale(documents, example.accepted))
    return in_order(found)


def test_every_kind_has_a_page() -> None:
    assert set(OWN) <= set(codes())


@pytest.mark.parametrize("code", OWN)
def test_the_worked_example(code: str) -> None:
    page = code_page(code)
    assert page is not None
    wrong = said(page.wrong)
    assert {found.kind.code for found in wrong} == {code}
    message = "\n".join(one_as_text(found) for found in wrong)
    if os.environ.get("QANUN_UPDATE"):
        file = Path(str(pages_module.__file__)).parent / "pages" / f"{code}.md"
        file.write_text(page.source.replace(page.message, message), encoding="utf-8")
    else:
        assert page.message == message
    assert page.mended.pages
    assert said(page.mended) == ()


@pytest.mark.parametrize("code", OWN)
def test_its_page(code: str) -> None:
    page = explain(code)
    assert page is not None
    assert page.startswith(f"# {code}: ")
    assert registry()[code].why in page
    assert "\n## Wrong\n" in page
    assert "{" not in page.split("## Wrong")[0].replace("{from: 2012-01-01, until: 2013-06-30}", "")


def test_a_code_that_nobody_declared() -> None:
    assert explain("Q9999") is None
    assert code_page("Q9999") is None


def test_rules_alone_are_put_on_a_page() -> None:
    page = read_code_page("## Wrong\n\n```qanun\nrule x\n```\n\n## Message\n\n```text\nm\n```\n\n## Mended\n")
    (text,) = page.wrong.pages
    outcome = read(text)
    assert outcome.diagnostics == ()
    assert outcome.value is not None
    assert outcome.value.blocks[0].span.words == "rule x\n"
    assert outcome.value.blocks[0].provisions[0].anchor == "example#1.1"
    assert (page.message, page.mended.pages) == ("m\n", ())
