"""What a label says beyond, or short of, every known wording of an input: a restriction, a word too many or too few."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from extractors.form_spec import FormSpec, InputSpec
from extractors.names import folded, without_marks
from extractors.words import closeness, expand, plain

Tokens = tuple[str, ...]


class Wording:
    """The words of the known wordings of each input, to hold a label against.

    `words` gives the telling words of a text.
    """

    def __init__(self, spec: FormSpec, words: Callable[[str], Tokens]) -> None:
        self._spec, self._words = spec, words
        self._neutral = {word for text in spec.words["neutral"] for word in plain(text).split()}
        self._restrictions = [folded(word) for name in ("restrictions", "not_this_year", "part_years")
                              for word in spec.words[name]]
        self._asked = {asked.key: asked for asked in spec.inputs}
        self.differs = lru_cache(maxsize=8192)(self._differs)

    def restriction(self, label: str, brackets: tuple[str, ...], key: str) -> str:
        """The word that makes the label tell of something else than the input; empty where there is none."""
        said = self._text(" ".join((label, *self.telling(brackets))))
        return next((word for word in self._restrictions_in(said)
                     if not any(_holds(known, word) for known in self._known_texts(key))), "")

    def fits(self, label: Tokens, key: str) -> bool:
        """Whether each word of a label stands in one and the same wording of an input."""
        own = [self._words(text) for _, text in self._asked[key].labels]
        return any(not self._beyond(label, wording) for wording in own)

    def _differs(self, label: str, brackets: tuple[str, ...], key: str) -> tuple[Tokens, Tokens]:
        """The words that no wording of the input has, and those that the nearest of its wordings has and the label not.

        Words that say little, such as “số”, and slips of known words do not count.
        """
        asked = self._asked[key]
        own = self._words(label)
        said = (*own, *(word for text in self.telling(brackets) for word in self._words(text)))
        more = tuple(dict.fromkeys(self._beyond(said, self._known_words(key))))
        less = min((tuple(self._beyond(self._words(_bare(text)), said)) for _, text in asked.labels), key=len)
        return more, less

    def telling(self, brackets: Iterable[str]) -> list[str]:
        """Brackets that are neither a unit nor the answers to choose from."""
        answers = {plain(word) for name in ("yes", "no") for word in self._spec.words[name]} | {"hoac", "hay", ""}
        return [text for text in brackets if not self._spec.is_unit(text.rpartition(":")[2])
                and not set(plain(text).split()) <= answers]

    def _beyond(self, words: Iterable[str], known: Iterable[str]) -> list[str]:
        """Words that are neither known nor a slip of a known word that is missed."""
        said = {without_marks(word): word for word in words if without_marks(word) not in self._neutral}
        bare = {without_marks(word) for word in known}
        missed = bare - said.keys()
        return [word for plain_word, word in said.items() if plain_word not in bare
                and not any(closeness(word, other) for other in missed)]

    @lru_cache(maxsize=512)  # noqa: B019 - one object a specification
    def _known_words(self, key: str) -> Tokens:
        return tuple({word for text in _texts(self._asked[key]) for word in self._words(text)})

    @lru_cache(maxsize=512)  # noqa: B019
    def _known_texts(self, key: str) -> tuple[str, ...]:
        return tuple(self._text(text) for text in _texts(self._asked[key]))

    @lru_cache(maxsize=8192)  # noqa: B019
    def _restrictions_in(self, said: str) -> tuple[str, ...]:
        return tuple(word for word in self._restrictions if _holds(said, word))

    def _text(self, text: str) -> str:
        return f" {' '.join(expand(folded(text).split(), self._spec.expansions))} "


def _holds(text: str, word: str) -> bool:
    """Whether a text, a blank at each end, has a word; where it was typed without any marks, theirs do not count."""
    return f" {word} " in text or (text == without_marks(text) and f" {without_marks(word)} " in text)


def _texts(asked: InputSpec) -> Iterable[str]:
    return (text for wording in asked.labels for text in wording if text)


def _bare(text: str) -> str:
    return text.partition("(")[0] or text
