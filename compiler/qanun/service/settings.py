"""How a service is run; what its workers are told."""

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from attrs import Factory, asdict, frozen

from qanun.service.limits import Limits

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


@frozen
class Settings:
    """`package` is imported from `folders` too. `place`: the path below which a proxy has it. `hosts`: for
    which it answers; none: for any.

    `tokens`: SHA-256 of each token, in hexadecimal digits; `user_header`: a header by which a proxy says that
    somebody was let in. Neither: anybody may ask. `logged`: whether requests are. `assistants`: whether
    they may call tools, at `/mcp`.
    """

    package: str
    folders: tuple[str, ...] = ()
    place: str = ""
    hosts: tuple[str, ...] = LOOPBACK
    tokens: tuple[str, ...] = ()
    user_header: str = ""
    workers: int = 1
    logged: bool = True
    assistants: bool = False
    limits: Limits = Factory(Limits)

    def as_text(self) -> str:
        """As JSON on one line."""
        return json.dumps(asdict(self))

    @classmethod
    def from_text(cls, text: str | bytes) -> "Settings":
        """Back from `as_text`."""
        data: dict[str, Any] = json.loads(text)
        lists = {name: tuple(data[name]) for name in ("folders", "hosts", "tokens")}
        return cls(**{**data, **lists, "limits": Limits(**data["limits"])})


def digests(tokens: Sequence[str]) -> tuple[str, ...]:
    """What is kept of tokens."""
    return tuple(sha256(token.encode()).hexdigest() for token in tokens)
