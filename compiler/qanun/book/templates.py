"""The skeletons of pages: Jinja2 templates. What is not HTML yet is escaped; a missing value fails."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from qanun.book.page import Html


@cache
def _environment() -> Environment:
    loader = PackageLoader("qanun.book")
    return Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def fill(template: str, /, **values: object) -> Html:
    """The template `TEMPLATE.html` beside this module, with these values."""
    return Html(_environment().get_template(f"{template}.html").render(values))
