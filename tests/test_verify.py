"""What verification finds: claims that a case refutes, norms that pull apart on one act undeclared."""

import pytest
from qanun.diagnostics.pages import CodePage, code_page
from qanun.diagnostics.render import one_as_text
from qanun.pipeline import compile
from qanun.text import Text
from qanun.verify import findings

FOUND = {"Q0451": findings.found_in, "Q0452": findings.found_in, "Q0651": findings.refuted_claims}


def page_of(code: str) -> CodePage:
    page = code_page(code)
    assert page is not None
    return page


def found(code: str, texts: tuple[Text, ...]) -> list[str]:
    outcome = compile(texts)
    assert outcome.diagnostics == ()
    assert outcome.value.program is not None
    return [one_as_text(diagnostic) for diagnostic in FOUND[code](outcome.value.program, texts)]


@pytest.mark.parametrize("code", FOUND)
def test_wrong_example_gives_the_message_of_its_page(code: str) -> None:
    """The wrong example of a code's page gives exactly the message that the page shows."""
    page = page_of(code)
    assert found(code, tuple(page.wrong.pages)) == [page.message]


@pytest.mark.parametrize("code", FOUND)
def test_mended_example_gives_nothing(code: str) -> None:
    """The mended example of a code's page is free of it."""
    assert found(code, tuple(page_of(code).mended.pages)) == []
