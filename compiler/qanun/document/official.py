"""Where the official text of a law can be read: an address that a page may name and the book links to."""

import re
from urllib.parse import quote, urlsplit

_LONGEST = 2000
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?", re.IGNORECASE)
_SPOILT = re.compile(r"[\x00-\x20\x7f-\x9f\\\"'<>`\u2028\u2029\ufeff]")


def official(written: str) -> str | None:
    """The address as a link can hold it: https or http, a host in plain letters, no name before it.

    None for whatever else is written: another scheme, no host, blanks and quotes.
    """
    if len(written) > _LONGEST or _SPOILT.search(written):
        return None
    try:
        parts = urlsplit(written)
        _ = parts.port  # a ValueError where it is no number of a port
    except ValueError:
        return None
    if parts.scheme not in ("https", "http") or "@" in parts.netloc:
        return None
    if _HOST.fullmatch(parts.hostname or "") is None:
        return None
    return quote(written, safe=":/?&=#%.-_~+,;@!$()*[]")
