"""How a provision is cited, wherever it is: in code, answers, explanations, JSON and the book."""

from collections.abc import Iterable

OWN = "What stands in […] in a citation is this edition's, and not the law's own."


def citation(law: str, article: str, number: str) -> str:
    """`Criminal Code, Article 318, 318[.1.a]`: title, article and number, of which any may be empty."""
    return ", ".join(part for part in (law, article, number) if part)


def notice(source: str, numbers: Iterable[str]) -> str:
    """Where the law comes from, that it is no advice, and what brackets in `numbers` say, if any do."""
    said = f"Source: {source}. Not legal advice."
    return f"{said} {OWN}" if any("[" in number for number in numbers) else said
