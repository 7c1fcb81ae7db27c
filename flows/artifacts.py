"""What a run leaves in Prefect's UI for people: problems with what to do, verdicts, where the reports are."""

from __future__ import annotations

from collections.abc import Sequence

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from extractors.errors import Problem
from flows.settings import Settings
from flows.words import named
from warehouse.read import read_rows

VERDICTS = """
select edition_code, figure, verdict, count(*) as figures from reporting.rpt_reconciliation
group by edition_code, figure, verdict order by edition_code, figure, verdict
"""


def show_problems(problems: Sequence[Problem]) -> None:
    """A row a problem, in both languages, with what to do; no artifact where there is none."""
    if problems:
        create_table_artifact([_row(problem) for problem in problems], key="problems",
                              description="What stops, is held back or set aside · Phải dừng, giữ lại hoặc để riêng")


def _row(problem: Problem) -> dict[str, str]:
    english, vietnamese = (problem.render(language).splitlines() for language in ("en", "vi"))
    return {"edition": problem.edition, "where": problem.where(), "problem": problem.what(),
            "details": " ".join(line.strip() for line in english[1:]), "vấn đề": problem.what("vi"),
            "chi tiết": " ".join(line.strip() for line in vietnamese[1:])}


def show_verdicts(settings: Settings) -> None:
    """Printed figures against recomputed ones, counted by edition, kind of figure and verdict."""
    rows = [{**row, "kết luận": named("verdict", row["verdict"]).render("vi")}
            for row in read_rows(settings.warehouse, VERDICTS)]
    create_table_artifact(rows, key="reconciliation",
                          description="Printed figures against recomputed ones · Số công bố so với số tính lại")


def show_reports(settings: Settings) -> None:
    """Links to what was published."""
    reports = settings.reports.resolve()
    places = [reports / "html" / "index.html", *sorted(reports.glob("*.xlsx")), reports / "datapackage.json",
              reports / "csv"]
    create_markdown_artifact("\n".join(f"* [{path.relative_to(reports)}]({path.as_uri()})" for path in places),
                             key="reports", description=f"The reports · Các báo cáo: {reports}")
