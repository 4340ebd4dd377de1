"""How a provision is cited, wherever it is: in code, answers, explanations, JSON and the book."""

from collections.abc import Iterable

OWN = "What stands in […] in a citation is this edition's, and not the law's own."


def citation(law: str, article: str, number: str) -> str:
    """`Criminal Code, Article 318, 318[.1.a]`: title, article and number, of which any may be empty."""
    return ", ".join(part for part in (law, article, number) if part)


PARTS = {"Article": "art.", "Section": "sec.", "Paragraph": "para."}


def place_in_law(article: str, number: str) -> str:
    """As lawyers cite a provision within its law: `art. 52 [(5) i]`. In brackets is this edition's."""
    own = article.startswith("[")
    word, _, rest = article.strip("[]").partition(" ")
    if word not in PARTS:
        return citation("", article, number)
    place = f"{PARTS[word]} {rest}"
    if own:
        return f"[{place}]"
    return place + _below(number.removeprefix(rest)) if number.startswith(rest) else place


def _below(number: str) -> str:
    """`.5.i` as ` (5) i`; what stands in brackets stays in them."""
    found = ""
    for part in number.replace("[.", " [").replace(".", " ").split():
        bare = part.strip("[]")
        said = f"({bare})" if bare[:1].isdigit() else bare
        found += " " + part.replace(bare, said) if bare else part
    return found


def notice(source: str, numbers: Iterable[str]) -> str:
    """Where the law comes from, that it is no advice, and what brackets in `numbers` say, if any do."""
    said = f"Source: {source}. Not legal advice."
    return f"{said} {OWN}" if any("[" in number for number in numbers) else said
