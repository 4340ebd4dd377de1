"""What a label may mark: in square brackets, what is the page's own and not the law's."""

OPEN, CLOSE = "[", "]"


def bare(label: str) -> str:
    """A label without these brackets: `52[.5.a]` is `52.5.a`."""
    return label.replace(OPEN, "").replace(CLOSE, "")
