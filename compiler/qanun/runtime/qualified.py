"""Qualified names, as everything that a law declares is called: `criminal_code.illegal_crossing.a`."""


def law_of(name: str) -> str:
    """The law that declares it: `criminal_code`."""
    return name.partition(".")[0]


def within_law(name: str) -> str:
    """What the law itself calls it: `illegal_crossing.a`."""
    return name.partition(".")[2]
