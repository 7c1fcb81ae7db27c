"""Several forms of one body: the later one counts, the earlier ones are kept and said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cmp_to_key

from extractors.contract import Form
from extractors.errors import Problem


def settle_forms(forms: Sequence[Form]) -> tuple[list[Form], list[Problem], list[Problem]]:
    """Decide which form of each body counts.

    Later is: the revision that it came with, then the date written in it, then the mark of a corrected form, then
    when the workbook was saved.

    Returns:
        All forms, those replaced as `form/<slug>.earlier-1` (the latest of them first); what was decided,
        to be said; and the forms held back because nothing tells which is later.
    """
    by_body: dict[str, list[Form]] = {}
    settled, told, held = [], [], []
    for form in forms:
        if form.status == "counted":
            by_body.setdefault(form.form, []).append(form)
        else:
            settled.append(form)
    for code, same in by_body.items():
        ordered = sorted(sorted(same, key=lambda form: form.source.name), key=cmp_to_key(_later_first))
        latest, others = ordered[0], ordered[1:]
        if all(_later_first(latest, other) < 0 for other in others):
            settled.append(latest)
            for number, other in enumerate(others, 1):
                settled.append(as_status(other, f"{code}.earlier-{number}", "superseded", latest.source.name))
                told.append(Problem("form_superseded", file=other.source.name, table=code, found=_evidence(other),
                                    expected=_evidence(latest), details={"later": latest.source.name}))
                if _by_evidence(latest, other) > 0:
                    told.append(Problem("form_revision_older", file=latest.source.name, table=code,
                                        found=_evidence(latest), expected=_evidence(other),
                                        details={"earlier": other.source.name}))
        else:
            names = " · ".join(form.source.name for form in ordered)
            settled += [as_status(form, f"{code}.unclear-{number}", "held_back", "form_versions_unclear")
                        for number, form in enumerate(ordered, 1)]
            held.append(Problem("form_versions_unclear", file=latest.source.name, table=code, found=names,
                                expected="1", details={"name": latest.name}))
    return settled, told, held


def _later_first(left: Form, right: Form) -> int:
    """Negative where `left` is later, 0 where nothing tells."""
    return right.source.revision - left.source.revision or _by_evidence(left, right)


def _by_evidence(left: Form, right: Form) -> int:
    """The same by what the forms say themselves."""
    shared = min(len(left.written_on), len(right.written_on))
    for a, b in ((left.written_on[:shared], right.written_on[:shared]),
                 (str(left.correction), str(right.correction)), (left.modified, right.modified)):
        if a and b and a != b:
            return -1 if a > b else 1
    return 0


def _evidence(form: Form) -> str:
    facts = (form.written_on, str(form.correction or ""), form.modified)
    return " · ".join(fact for fact in facts if fact) or form.source.name


def as_status(form: Form, code: str, status: str, reason: str) -> Form:
    """The form and its inputs under another code."""
    return replace(form, form=code, status=status, reason=reason,
                   inputs=tuple(replace(given, form=code) for given in form.inputs))
