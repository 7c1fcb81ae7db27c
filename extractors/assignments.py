"""Who is meant by the bodies written in one cell: known bodies, groups of them, and others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from extractors.bodies import BodyFinder, BodyMatch, KnownBody
from extractors.plan_rules import BodyWords

MOST_PARTS = 4
"""Of a name that the marks between names stand in, such as `Sở Văn hóa, Thể thao và Du lịch`."""


@dataclass(frozen=True)
class Assignee:
    """A body (`entity_code`) or a group of bodies as printed.

    `is_misspelt`: the name is a slip away from one of the body's; `is_unparted`: nothing parts it from the name
    before; `expected`: that name, else the official one, or names that are near where nobody is found.
    """

    name_printed: str
    entity_code: str = ""
    body_group: str = ""
    is_misspelt: bool = False
    is_unparted: bool = False
    expected: str = ""


class AssigneeFinder:
    """Finds whom a cell names, among the bodies given."""

    def __init__(self, bodies: Sequence[KnownBody], words: BodyWords) -> None:
        self._words = words
        self._finder = BodyFinder(bodies, words.abbreviations)
        self._names: dict[str, list[str]] = {}
        for body in bodies:
            self._names.setdefault(body.entity_code, []).append(body.name)

    def find(self, text: str) -> list[Assignee]:
        """Everybody that the text of a cell names, in order, each once."""
        found: list[Assignee] = []
        place = 0
        for group in self._words.groups.finditer(text):
            found += self._named(text[place:group.start()])
            found.append(Assignee(group[0].strip(), body_group=str(group.lastgroup)))
            place = group.end()
        found += self._named(text[place:])
        return list({(one.entity_code, one.body_group, one.name_printed): one for one in found}.values())

    def _named(self, text: str) -> Iterator[Assignee]:
        """The bodies that are named one by one."""
        rest = self._words.remarks.sub("", text)
        kind = ""
        once = self._words.kind_once.match(rest.strip())
        if once:
            kind, rest = once["kind"].capitalize(), rest.strip()[once.end():]
        marks = [match.span() for match in self._words.separators.finditer(rest)]
        begins = [0, *(end for _, end in marks)]
        ends = [*(start for start, _ in marks), len(rest)]
        number = 0
        while number < len(begins):
            taken, assignees = self._longest(rest, begins[number:], ends[number:], kind)
            yield from assignees
            number += taken

    def _longest(self, text: str, begins: Sequence[int], ends: Sequence[int],
                 kind: str) -> tuple[int, list[Assignee]]:
        """The longest run of parts that is one known name, else the first part; and how many parts it took."""
        for parts in range(min(MOST_PARTS, len(begins)), 0, -1):
            name = text[begins[0]:ends[parts - 1]].strip(" .;,")
            match = self._match(name, kind)
            if match.body and (parts == 1 or match.confidence == 1):
                return parts, [self._assignee(name, match.body, is_slip=match.is_slip)]
        name = text[begins[0]:ends[0]].strip(" .;,")
        return 1, self._several(name) if name else []

    def _match(self, name: str, kind: str) -> BodyMatch:
        """Who is meant, under the name itself or with the kind that was said once for several."""
        match = self._finder.find(name)
        if kind and match.confidence < 1:
            of_kind = self._finder.find(f"{kind} {name}")
            return max(match, of_kind, key=lambda one: one.confidence)
        return match

    def _several(self, name: str) -> list[Assignee]:
        """Names that stand side by side without a mark, or one that nobody bears."""
        names = self._words.begins_anew.split(name)
        matches = [self._finder.find(part) for part in names]
        if len(names) > 1 and all(match.body for match in matches):
            return [self._assignee(part, match.body, is_slip=match.is_slip, is_unparted=number > 0)
                    for number, (part, match) in enumerate(zip(names, matches, strict=True)) if match.body]
        return [Assignee(name, expected=", ".join(self._finder.find(name).candidates))]

    def _assignee(self, name: str, body: KnownBody, *, is_slip: bool, is_unparted: bool = False) -> Assignee:
        nearest = max(self._names[body.entity_code], key=lambda known: SequenceMatcher(None, known, name).ratio())
        return Assignee(name, body.entity_code, "", is_slip, is_unparted,
                        nearest if is_slip else body.name_vi or body.name)
