"""What was said in answer to a question, held against what may be said: nonsense must not close a question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from extractors.edition_dates import FORM_OF, is_date_of
from extractors.errors import DataError, Problem
from extractors.likeness import likeness

MOST_TOLD = 3


def require_dates(answers: Mapping[str, str]) -> None:
    """Raises DataError where period or published_on is answered by no such date."""
    wrong = [Problem("answer_wrong", found=answers[fact], expected=form, details={"name": fact})
             for fact, form in FORM_OF.items() if fact in answers and not is_date_of(fact, answers[fact])]
    if wrong:
        raise DataError(wrong)


def require_not_before(answers: Mapping[str, str], period: str) -> None:
    """Raises DataError where published_on is answered by a date before the year that the data are of."""
    said, year = answers.get("published_on", ""), period[:4]
    if said and said[:4] < year:
        raise DataError([Problem("answer_wrong", found=said, expected=f">= {year}", details={"name": "published_on"})])


def require_one_of(answers: Mapping[str, str], name: str, values: Iterable[str], always: Iterable[str]) -> None:
    """Hold an answer, if there is one, against the values that it may have.

    Args:
        values: keys or codes; the nearest ones are told.
        always: values that are told in any case, before the others those that the document suggests.

    Raises:
        DataError: the answer is none of them.
    """
    said, known, others = answers.get(name), set(values), tuple(always)
    if said is None or said in known or said in others:
        return
    near = sorted(known, key=lambda value: (-likeness(said, value), value))[:MOST_TOLD]
    raise DataError([Problem("answer_wrong", found=said, expected=" · ".join(dict.fromkeys((*near, *others))),
                             details={"name": name})])
