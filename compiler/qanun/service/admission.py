"""Who may ask: for which host, with which token."""

from collections.abc import Iterable
from hashlib import sha256

from qanun.service.problems import Problem
from qanun.service.settings import Settings

Headers = Iterable[tuple[bytes, bytes]]


class Admission:
    """Looks at the headers of a request."""

    def __init__(self, settings: Settings) -> None:
        self._hosts = frozenset(host.lower().encode() for host in settings.hosts)
        self._tokens = frozenset(map(bytes.fromhex, settings.tokens))
        self._header = settings.user_header.lower().encode()

    def refusal(self, headers: Headers, anybody: bool) -> Problem | None:
        """Why a request is refused. `anybody`: no token is needed."""
        given = dict(headers)
        if self._hosts and _without_port(given.get(b"host", b"")) not in self._hosts:
            return OTHER_HOST
        if anybody or not (self._tokens or self._header):
            return None
        if self._header and given.get(self._header):
            return None
        kind, _, token = given.get(b"authorization", b"").partition(b" ")
        # a set of digests: what is compared tells nothing of the tokens themselves
        if kind.lower() == b"bearer" and sha256(token.strip()).digest() in self._tokens:
            return None
        return NO_TOKEN


def _without_port(host: bytes) -> bytes:
    bare = host.lower()
    if bare.startswith(b"["):
        return bare.partition(b"]")[0] + b"]"
    return bare.partition(b":")[0]


OTHER_HOST = Problem("other-host", "Whoever runs the service has to name its hosts: `--allow-host`.")
NO_TOKEN = Problem(
    "not-authorised",
    "Say `Authorization: Bearer TOKEN`, with one of the tokens of whoever runs the service.",
    headers=(("www-authenticate", "Bearer"),),
)
