"""Runs the suites with Great Expectations. Import this module late: it takes seconds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from expectations.form_rules import FormRules
from expectations.forms import FormsOfEdition, read_forms
from expectations.great import (
    BatchDefinition,
    DataContextConfig,
    ExpectationValidationResult,
    InMemoryStoreBackendDefaults,
    ProgressBarsConfig,
    gx,
    gxe,
)
from expectations.handover import SeriesSpec, read_extract
from expectations.outcome import CheckOutcome, carried_over, failure_of_line, result_of
from expectations.plans import TOLD_BY_CHECKS, read_plans
from expectations.policy import Policy
from expectations.quality_page import quality_page
from expectations.scale_rules import ScaleRule
from expectations.scales import records_of, recover_scales
from expectations.suites import Suite, suites_of
from extractors.bodies import KnownBody

RESULT_FORMAT = {"result_format": "COMPLETE", "unexpected_index_column_names": ["line"],
                 "return_unexpected_index_query": False}


class ExpectationBroken(RuntimeError):
    """An expectation could not be run. This is a fault of ours, never a verdict about the data."""


def check_edition(extract_dir: Path, spec: SeriesSpec, bodies: Sequence[KnownBody], rules: FormRules, out: Path,
                  policy: Policy, scales: Sequence[ScaleRule] = ()) -> CheckOutcome:
    """Check the hand-over of `extract` and write the hand-over of `check` into `out`.

    Args:
        extract_dir: the folder that the extractor wrote.
        spec: the specification of the edition, as `extractors.spec.load_edition_spec` reads it.
        bodies: the bodies of the edition's blocks, as `extractors.bodies.read_known_bodies` gives them.
        rules: what forms may hold, as `expectations.form_rules.read_form_rules` reads it.
        policy: what follows from each check.
        scales: results whose scale is that of their group, as `expectations.scale_rules.read_scale_rules` reads them.

    Returns:
        All results and failures. Nothing is raised for bad data: see `stopped` and `problems`.

    Raises:
        ExpectationBroken: an expectation could not be run.
        OSError, KeyError, ValueError: the hand-over or the specification has not the agreed form.
    """
    extract = read_extract(extract_dir, spec, bodies, rules.limits)
    senders = tuple(body for body in bodies if body.parent_code == spec.bodies_of)
    forms = FormsOfEdition(read_forms(extract_dir, extract.doubts), rules, senders, extract.tables)
    doubts = [doubt for doubt in forms.not_told(extract.doubts) if doubt.code not in TOLD_BY_CHECKS]
    results, failures = carried_over(extract, doubts, policy)
    batches = _batches()
    recovered = recover_scales(extract.tables, scales)
    plans = read_plans(extract_dir, str(extract.outcome["edition"]), extract.publications, spec.decimal_mark,
                       extract.doubts)
    for suite in suites_of(extract, forms, recovered, plans):
        for check, failing_lines in _run(suite, batches).items():
            lines = suite.lines(check)
            columns = {line.column for line in lines}
            results.append(result_of(suite.table, columns.pop() if len(columns) == 1 else None, check, policy,
                                     len(lines), len(failing_lines)))
            failures += [failure_of_line(extract, suite.table, check, lines[number], policy)
                         for number in failing_lines]
    outcome = CheckOutcome(extract.outcome, tuple(results), tuple(failures), forms.all, vars(records_of(recovered)))
    outcome.write(out)
    (out / "quality.html").write_text(quality_page(outcome, policy), encoding="utf-8", newline="\n")
    return outcome


def _batches() -> BatchDefinition[Any]:
    """One asset for all frames, in a context that stores nothing, sends nothing and draws no bars."""
    context = gx.get_context(mode="ephemeral", project_config=DataContextConfig(
        store_backend_defaults=InMemoryStoreBackendDefaults(init_temp_docs_sites=False),
        progress_bars=ProgressBarsConfig(globally=False),
        analytics_enabled=False,
    ))
    frames = context.data_sources.add_pandas("frames").add_dataframe_asset("tables")
    return frames.add_batch_definition_whole_dataframe("table")


def _run(suite: Suite, batches: BatchDefinition[Any]) -> dict[str, list[int]]:
    """Check code → the numbers of its lines that failed, in the order of the suite."""
    batch = batches.get_batch({"dataframe": _frame(suite)})
    report = batch.validate(_expectations(suite), result_format=RESULT_FORMAT)
    failing = dict(map(_failing_lines, report.results))
    return {check.code: failing[check.code] for check, _ in suite.checks}


def _frame(suite: Suite) -> pd.DataFrame:
    """The lines of each check in columns of its own, of objects, so that a Decimal stays one.

    Side by side, not below each other under a row condition: conditions take GX twice the time. Columns
    are as long as the longest; what fills up the others is passed over.
    """
    height = max(len(lines) for _, lines in suite.checks)
    columns: dict[str, list[Any]] = {"line": list(range(height))}
    for check, lines in suite.checks:
        filler = [check.expectation.filler] * (height - len(lines))
        columns[f"{check.code}.found"] = [line.found for line in lines] + filler
        columns[f"{check.code}.wanted"] = [line.wanted for line in lines] + filler
    return pd.DataFrame(columns, dtype=object)


def _expectations(suite: Suite) -> gx.ExpectationSuite:
    return gx.ExpectationSuite(name=suite.table, expectations=[
        getattr(gxe, check.expectation.name)(
            **check.expectation.options,
            **{role: f"{check.code}.{side}" for role, side in check.expectation.columns.items()},
            meta={"check": check.code},
        )
        for check, _ in suite.checks
    ])


def _failing_lines(result: ExpectationValidationResult) -> tuple[str, list[int]]:
    """Check code and the lines that failed.

    GX says success=False also when it could not run the expectation, so that is asked first:
    `exception_info` holds one account, or one for each figure that could not be computed.
    """
    config, info = result.expectation_config, result.exception_info or {}
    if info.get("raised_exception", bool(info)):
        raise ExpectationBroken(f"{config}: {info}")
    failing = sorted(int(index["line"]) for index in result.result["unexpected_index_list"])
    if config is None or result.success == bool(failing):
        raise ExpectationBroken(f"{config}: success={result.success}, yet {len(failing)} lines fail")
    return config.meta["check"], failing
