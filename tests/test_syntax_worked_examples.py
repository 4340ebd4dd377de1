"""Each mistake of writing has a worked example: its wrong side gives just it, its mended side gives nothing.

`QANUN_UPDATE=1` writes the messages anew; read every line of the difference.
"""

import os
from pathlib import Path

import pytest
from qanun.diagnostics import Diagnostic, Kind
from qanun.diagnostics import pages as pages_module
from qanun.diagnostics.order import in_order
from qanun.diagnostics.pages import Example, code_page, codes
from qanun.diagnostics.render import one_as_text
from qanun.document.read import read
from qanun.resolved.resolve import resolve
from qanun.syntax import kinds
from qanun.syntax.parse import parse
from qanun.typed.check import check

OWN = sorted(kind.code for kind in vars(kinds).values() if isinstance(kind, Kind))


def said(example: Example) -> tuple[Diagnostic, ...]:
    """What the passes up to the types say of an example: no mistake of writing makes a second one."""
    found: list[Diagnostic] = []
    pages = []
    for text in example.pages:
        document = read(text)
        found += document.diagnostics
        assert document.value is not None
        page = parse(document.value)
        found += page.diagnostics
        pages.append(page.value)
    resolved = resolve(pages)
    typed = check(resolved.value)
    return in_order([*found, *resolved.diagnostics, *typed.diagnostics])


def test_every_kind_has_a_page() -> None:
    """No code is without its worked example."""
    assert set(OWN) <= set(codes())


@pytest.mark.parametrize("code", OWN)
def test_the_worked_example(code: str) -> None:
    """The wrong example gives exactly one mistake, of this code and in these words; the mended one none."""
    page = code_page(code)
    assert page is not None
    wrong = said(page.wrong)
    assert [found.kind.code for found in wrong] == [code]
    message = "\n".join(one_as_text(found) for found in wrong)
    if os.environ.get("QANUN_UPDATE"):
        file = Path(str(pages_module.__file__)).parent / "pages" / f"{code}.md"
        file.write_text(page.source.replace(page.message, message), encoding="utf-8")
    else:
        assert page.message == message
    assert page.mended.pages
    assert said(page.mended) == ()
