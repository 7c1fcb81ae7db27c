"""Passwords that this process knows: kept apart from addresses, and taken out of whatever is told."""

from __future__ import annotations

from urllib.parse import quote, unquote

SHORTEST = 4
"""A shorter one is not looked for in texts: it would be found in every second word."""

_known: set[str] = set()


def keep(secret: str) -> None:
    """Remember a secret, in plain and in every way it may stand in an address."""
    plain = unquote(secret)
    _known.update(one for one in (secret, plain, quote(plain, safe=""), repr(plain)[1:-1]) if len(one) >= SHORTEST)


def hidden(text: str) -> str:
    """The text without any secret that is known."""
    for secret in sorted(_known, key=len, reverse=True):
        text = text.replace(secret, "***")
    return text
