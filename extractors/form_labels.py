"""How alike a label of a form is to what the specification asks: words weighed by how much they tell."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from extractors.form_spec import FormSpec
from extractors.form_wording import Wording
from extractors.names import folded, without_marks
from extractors.words import closeness, expand, plain

ALIKE = 0.68
"""Below it, a label is another one."""
NOT_VERBATIM = 0.97
"""The most that other words, or the same in another order, come to."""
OTHER_PARENT = 0.85
TOO_MUCH, LEFT_OUT = 0.6, 0.4
"""What a word weighs that only the form has, and one that only the specification has."""
_BULLET = re.compile(r"^[\s\-–—+•●▪*·]+")
_NUMBER = re.compile(r"^\(?((?:[A-Z]\.?)?\d{1,2}(?:\.\d{1,2})*|[IVX]{1,4}|[A-Za-zđ])(?:[.):/]+\s*|(?<=\d)\s+)(?=\S)")
_BRACKETS = re.compile(r"\([^()]*(?:\)|$)|\[[^\[\]]*(?:\]|$)")
_YEAR = re.compile(r"\b(?:trong\s+)?(?:năm\s+)?20\d\d\b", re.IGNORECASE)

Tokens = tuple[str, ...]


class Label(NamedTuple):
    """A label taken apart: the number before it, its words, what stands in brackets."""

    number: str
    is_bulleted: bool
    text: str
    brackets: tuple[str, ...]


@dataclass(frozen=True)
class Target:
    """What a row of a form may be: an input, the heading over inputs of an indicator, or a section."""

    kind: str
    key: str
    section: str
    indicator: str
    wordings: tuple[tuple[Tokens, Tokens], ...]
    """(words of the parent, own words) of each known wording."""


@lru_cache(maxsize=8192)
def take_apart(text: str) -> Label:
    """`2.1) Số máy tính (máy)` → number 2.1, “Số máy tính”, bracket “máy”."""
    rest = _BULLET.sub("", text.replace("\xa0", " "))
    found = _NUMBER.match(rest)
    number = found[1] if found else ""
    rest = _BULLET.sub("", rest[found.end():]) if found else rest
    brackets = tuple(part.strip("()[] ") for part in _BRACKETS.findall(rest))
    bare = _BRACKETS.sub(" ", rest).strip()
    return Label(number, bool(_BULLET.match(text)) and not number, bare or rest.strip(), brackets)


class Labels:
    """The targets of a specification, and the likeness of any label to them."""

    def __init__(self, spec: FormSpec) -> None:
        self.spec = spec
        self._fillers = spec.plain_words("fillers")
        self._negations = spec.plain_words("negations")
        self._opposites = [(plain(a), plain(b)) for a, b in spec.words["opposites"]]
        self.targets = [*self._sections(), *self._headings(), *self._inputs()]
        counts = Counter(word for target in self.targets for word in {
            word for _, own in target.wordings[:1] for word in own})
        self._rare = math.log(1 + len(self.targets))
        self._weights = {word: max(0.25, math.log((1 + len(self.targets)) / count)) for word, count in counts.items()}
        self._holders: dict[str, set[int]] = {}
        for place, target in enumerate(self.targets):
            for parent, own in target.wordings:
                for word in (*parent, *own):
                    self._holders.setdefault(without_marks(word), set()).add(place)
        self.words = lru_cache(maxsize=8192)(self._words)
        self.wording = Wording(spec, self.words)
        self.scores = lru_cache(maxsize=8192)(self._scores)

    def _words(self, text: str) -> Tokens:
        """The words that tell something: abbreviations written out, fillers and years left out."""
        tokens = expand(folded(_YEAR.sub(" ", text)).split(), self.spec.expansions)
        telling = tuple(token for token in tokens if without_marks(token) not in self._fillers)
        return telling or tuple(tokens)

    def differs(self, text: str, key: str) -> tuple[Tokens, Tokens]:
        """The words that a label has and no wording of an input, and those that it leaves out."""
        label = take_apart(text)
        return self.wording.differs(label.text, label.brackets, key)

    def _sections(self) -> Iterable[Target]:
        for key, title in self.spec.sections.items():
            yield Target("section", key, key, "", (((), self._words(title)),))

    def _headings(self) -> Iterable[Target]:
        seen: dict[str, Target] = {}
        for asked in self.spec.inputs:
            parents = tuple(dict.fromkeys(((), self._words(take_apart(parent).text))
                                          for parent, _ in asked.labels if parent))
            if parents and asked.indicator not in seen:
                seen[asked.indicator] = Target("heading", asked.indicator, asked.section, asked.indicator, parents)
        yield from seen.values()

    def _inputs(self) -> Iterable[Target]:
        for asked in self.spec.inputs:
            wordings = tuple((self._words(take_apart(parent).text) if parent else (),
                              self._words(take_apart(label).text)) for parent, label in asked.labels)
            yield Target("input", asked.key, asked.section, asked.indicator, wordings)

    def _scores(self, own: str, parent: str = "") -> dict[int, float]:
        """Likeness (0–1) to each target that it is like at all, by the target's place."""
        label = take_apart(own)
        words, above = self._words(label.text), self._words(take_apart(parent).text) if parent else ()
        if not words or not any(char.isalpha() for char in label.text):
            return {}
        near = set().union(*(self._holders.get(without_marks(word), set()) for word in words))
        variants = [words]
        if label.brackets:
            variants.append((*words, *self._words(" ".join(label.brackets))))
        result = {}
        for place in near:
            target = self.targets[place]
            if target.kind == "input" and self.wording.restriction(label.text, label.brackets, target.key):
                continue
            best = max(self._likeness(variant, above, wording)
                       for variant in variants for wording in target.wordings)
            if best > 0.3:
                result[place] = round(best, 4)
        return result

    def _likeness(self, words: Tokens, above: Tokens, wording: tuple[Tokens, Tokens]) -> float:
        parent, own = wording
        if self._contradicts(words, own):
            return 0.0
        alone = 1.0 if words == own else NOT_VERBATIM * self._overlap(words, own, ())
        if not parent:
            return alone
        if above and self._overlap(above, parent, ()) < 0.5:
            alone *= OTHER_PARENT
        # under no heading, the row itself may tell what the heading would
        return max(alone, NOT_VERBATIM * self._overlap(words, own, parent))

    def _overlap(self, words: Tokens, own: Tokens, parent: Tokens) -> float:
        """Weighed share of common words; a word too much weighs more than one left out, a parent's little."""
        free = dict.fromkeys(words, TOO_MUCH)
        asked = {**dict.fromkeys(parent, 0.05), **dict.fromkeys(own, LEFT_OUT)}
        common = missing = 0.0
        for word, cost in asked.items():
            found, closeness = _closest(word, free)
            weight = self._weight(word)
            common += closeness * weight
            missing += ((1 - closeness) if closeness else cost) * weight
            if closeness:
                del free[found]
        missing += sum(cost * self._weight(word) for word, cost in free.items())
        return common / (common + missing) if common else 0.0

    def _weight(self, word: str) -> float:
        return self._weights.get(word, self._rare)

    def _contradicts(self, words: Tokens, own: Tokens) -> bool:
        """Other digits, the opposite, or a “not” that only one of them has."""
        left, right = _bare(words), _bare(own)
        digits, others = ({word for word in side if word.isdigit()} for side in (left, right))
        if digits and others and not digits & others:
            return True
        if bool(left & self._negations) != bool(right & self._negations):
            return True
        return any((a in left and b not in left and b in right and a not in right)
                   or (b in left and a not in left and a in right and b not in right) for a, b in self._opposites)


@lru_cache(maxsize=8192)
def _bare(words: Tokens) -> frozenset[str]:
    return frozenset(without_marks(word) for word in words)


def _closest(word: str, free: dict[str, float]) -> tuple[str, float]:
    """The most alike of the free words, and how alike it is."""
    if word in free:
        return word, 1.0
    best = max(free, key=lambda other: closeness(word, other), default="")
    return best, closeness(word, best)
