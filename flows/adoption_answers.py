"""What was said with --say, and which of it was asked for: a slip in a name must not go unnoticed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence


class Answers(Mapping[str, str]):
    """Answers by the names of their questions; remembers which names were looked up.

    Raises:
        ValueError: one of the texts is not `NAME=VALUE`; it is the error's message.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._said: dict[str, str] = {}
        self._asked: set[str] = set()
        for text in texts:
            name, mark, value = text.partition("=")
            if not (mark and name.strip()):
                raise ValueError(text)
            self._said[name.strip()] = value.strip()

    def __getitem__(self, name: str) -> str:
        self._asked.add(name)
        return self._said[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._said)

    def __len__(self) -> int:
        return len(self._said)

    @property
    def unasked(self) -> list[str]:
        """Names that answer nothing."""
        return [name for name in self._said if name not in self._asked]
