"""Which kind each check is of, and what it is called: data, read from policy.yml."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

POLICY_FILE = Path(__file__).with_name("policy.yml")
KINDS = ("stop", "hold_back", "fault", "warn")
FAULT_KINDS = ("rank", "arithmetic", "swapped", "number_format", "contradiction", "misread", "misprint_entity", "other")


@dataclass(frozen=True)
class CheckPolicy:
    """What follows from one check. `fault_kind` is empty unless `kind` is `fault`."""

    kind: str
    fault_kind: str
    title_en: str
    title_vi: str


Policy = dict[str, CheckPolicy]


def read_policy(path: Path = POLICY_FILE) -> Policy:
    """Check code → its policy, in the order of the file.

    Raises:
        ValueError: a kind that does not exist, or a fault without its kind (or the other way round).
    """
    policy = {}
    for code, facts in yaml.safe_load(path.read_text(encoding="utf-8")).items():
        fault_kind = facts.get("fault_kind", "")
        if facts["kind"] not in KINDS or (fault_kind in FAULT_KINDS) != (facts["kind"] == "fault"):
            raise ValueError(f"{path.name}: {code}: kind {facts['kind']!r}, fault_kind {fault_kind!r}; "
                             f"known: {', '.join(KINDS)}; for a fault: {', '.join(FAULT_KINDS)}")
        policy[code] = CheckPolicy(facts["kind"], fault_kind, facts["title"]["en"], facts["title"]["vi"])
    return policy
