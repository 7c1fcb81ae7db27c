"""Moments at which runs are killed, for the tests on both databases."""

from __future__ import annotations

from killing import FINISH, Moment

READING = [
    moment
    for stage in ("extract", "check")
    for moment in (
        *(Moment(stage, fraction) for fraction in (0.1, 0.4, 0.8)),
        Moment(stage, call="warehouse.handover:_flush", when="before"),
        Moment(stage, call="warehouse.handover:_rename_over", when="before"),
        Moment(stage, call="warehouse.handover:_rename_over"),  # the hand-over is there, the ledger knows nothing of it
        Moment(stage, call=FINISH),
    )
]
BUILDING = [Moment("transform", call="dbt.task.runnable:GraphRunnableTask.call_runner", nth=node) for node in (20, 200)]
"""While dbt builds: a seed, then a model."""
PUBLISHING = [
    Moment("publish", call="reports.build:rows_of", nth=8),
    *(Moment("publish", call="jinja2.environment:Template.render", nth=page) for page in (5, 30)),
    Moment("publish", call="reports.switching:_write", nth=30),
    Moment("publish", call="reports.switching:_carry_over", when="before"),
    Moment("publish", call="reports.switching:_exchange", when="before"),
]
PUBLISHED = [
    Moment("publish", call="reports.switching:_exchange"),
    Moment("publish", call=FINISH, when="before"),
    Moment("publish", call=FINISH),
]
"""From here on the new reports are what readers see."""
