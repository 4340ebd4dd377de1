"""Every mistake that the compiler can report has a page with a worked example that shows just it.

The wrong example gives the mistake in the page's words, and the mended one nothing, through the whole
pipeline and verification. `QANUN_UPDATE=1` writes the messages anew; read every line of the difference.
"""

import os
from pathlib import Path

import pytest
from qanun import project
from qanun.diagnostics import Diagnostic, Kind, registry
from qanun.diagnostics import pages as pages_module
from qanun.diagnostics.order import in_order
from qanun.diagnostics.pages import Example, code_page, codes, explain, read_code_page
from qanun.diagnostics.render import one_as_text
from qanun.document.read import read
from qanun.pipeline import compile
from qanun.verify.findings import found_in, refuted_claims

PROJECT = {kind.code for kind in vars(project).values() if isinstance(kind, Kind)}
"""These come from files and settings, not from pages of law; `test_project_diagnostics` shows them."""

ON_PAGES = sorted(code for code in registry() if code not in PROJECT)


def said(example: Example) -> tuple[Diagnostic, ...]:
    """All that is said of an example."""
    outcome = compile(example.pages, example.accepted)
    program = outcome.value.program
    verified = (
        ()
        if program is None
        else (*found_in(program, example.pages), *refuted_claims(program, example.pages))
    )
    return in_order((*outcome.diagnostics, *verified))


def test_every_kind_has_a_page() -> None:
    """No code is without its page, and no page without its code."""
    assert set(ON_PAGES) == {code for code in codes() if code not in PROJECT}


@pytest.mark.parametrize("code", ON_PAGES)
def test_the_worked_example(code: str) -> None:
    """The wrong example gives this mistake once and no other, in the page's words; the mended one none."""
    page = code_page(code)
    assert page is not None
    wrong = said(page.wrong)
    assert [found.kind.code for found in wrong] == [code]
    message = "\n".join(one_as_text(found) for found in wrong)
    if os.environ.get("QANUN_UPDATE"):
        file = Path(str(pages_module.__file__)).parent / "pages" / f"{code}.md"
        head, fence, rest = page.source.partition("## Message\n\n```text\n")
        file.write_text(f"{head}{fence}{message}{rest.removeprefix(page.message)}", encoding="utf-8")
    else:
        assert page.message == message
    assert page.mended.pages
    assert said(page.mended) == ()


@pytest.mark.parametrize("code", ON_PAGES)
def test_what_is_explained(code: str) -> None:
    """`qanun explain` says why it matters, without a brace left to fill."""
    page = explain(code)
    assert page is not None
    assert page.startswith(f"# {code}: ")
    assert registry()[code].why in page
    assert "\n## Wrong\n" in page
    assert "{" not in page.split("## Wrong")[0].replace("{from: 2012-01-01, until: 2013-06-30}", "")


def test_a_code_that_nobody_declared() -> None:
    """There is nothing to explain."""
    assert explain("Q9999") is None
    assert code_page("Q9999") is None


def test_rules_alone_are_put_on_a_page() -> None:
    """An example may be rules alone; they stand below a provision of a page without another mistake."""
    page = read_code_page("## Wrong\n\n```qanun\nrule x\n```\n\n## Message\n\n```text\nm\n```\n\n## Mended\n")
    (text,) = page.wrong.pages
    outcome = read(text)
    assert outcome.diagnostics == ()
    assert outcome.value is not None
    assert outcome.value.blocks[0].span.words == "rule x\n"
    assert outcome.value.blocks[0].provisions[0].anchor == "example#1.1"
    assert (page.message, page.mended.pages) == ("m\n", ())
