"""The command `chiso`. Nothing heavy is imported here: each command imports what it runs."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.command import DATA, DONE, FILE, FOLDER, JSON, LANG, common_options, place_options

if TYPE_CHECKING:
    from flows.settings import Settings
    from flows.terminal import Terminal

STAGE_NAMES = ("extract", "check", "load", "transform", "publish")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="chiso")
@LANG
@JSON
def main(lang: str | None, as_json: bool) -> None:
    """From printed index tables to audited rankings."""


@main.command()
@place_options
@click.option("--edition", "editions", multiple=True, metavar="ID", help="Only this edition; may be repeated.")
@click.option("--from", "from_stage", type=click.Choice(STAGE_NAMES), help="Run this stage and all after it.")
@click.option("--force", is_flag=True, help="Run every stage, up to date or not.")
@common_options
def run(settings: Settings, terminal: Terminal, editions: tuple[str, ...], from_stage: str | None, force: bool) -> int:
    """Run the whole cycle; what is up to date is skipped."""
    from flows.running import run_cycle

    return run_cycle(settings, terminal, editions, from_stage, force)


@main.command()
@place_options
@click.option("--edition", "editions", multiple=True, metavar="ID", help="Only this edition; may be repeated.")
@click.option("--from", "from_stage", type=click.Choice(STAGE_NAMES), help="As with run.")
@click.option("--force", is_flag=True, help="As with run.")
@common_options
def plan(settings: Settings, terminal: Terminal, editions: tuple[str, ...], from_stage: str | None, force: bool) -> int:
    """Tell what run would do, and why."""
    from flows.running import show_plan

    return show_plan(settings, terminal, editions, from_stage, force)


@main.command()
@place_options
@common_options
def status(settings: Settings, terminal: Terminal) -> int:
    """Show the ledger: each stage's last outcome, when, and its message."""
    from flows.status import show_status

    show_status(settings, terminal)
    return DONE


@main.command()
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--edition", required=True, metavar="ID", help="The edition that they are documents of.")
@click.option("--out", required=True, type=FOLDER, help="Folder to write to.")
@common_options
def extract(settings: Settings, terminal: Terminal, files: tuple[Path, ...], edition: str, out: Path) -> int:
    """Read the documents of an edition (reports, workbooks, forms) into CSV tables, cells with places, and an
    outcome; no database."""
    from flows.stages import extract_stage
    from flows.words import said

    result = extract_stage(files, edition, out, terminal.progress)
    problems = [*result.problems, *result.set_aside]
    terminal.problems(problems)
    terminal.say(terminal.words("extracted_to", edition=edition, message=result.said, folder=out))
    kinds = Counter(doubt.code for doubt in result.doubts)
    if kinds:
        doubts = [said("counted", count=count, what=code) for code, count in kinds.most_common()]
        terminal.complain(terminal.words("extracted_doubts", doubts=doubts, file=out / "outcome.json"))
    return DATA if problems else DONE


@main.command()
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--edition", required=True, metavar="ID", help="The edition that they are documents of.")
@click.option("--out", type=FOLDER, help="Keep results and quality page in this folder.")
@common_options
def check(settings: Settings, terminal: Terminal, files: tuple[Path, ...], edition: str, out: Path | None) -> int:
    """Extract, then run every check of the edition; no database."""
    from flows.checking import check_documents

    return check_documents(terminal, files, edition, out)


@main.command()
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--series", default="", metavar="S", help="The series, if the documents do not tell it.")
@click.option("--edition", default="", metavar="ID", help="The id of the new edition, if not the one proposed.")
@click.option("--say", "answers", multiple=True, metavar="NAME=VALUE", help="Answer a question; may be repeated.")
@click.option("--accept", is_flag=True, help="Write what is proposed, and take the documents in.")
@click.option("-v", "--verbose", is_flag=True, help="Tell every difference, not only the first ones of a kind.")
@click.option("--sources", type=FOLDER, help="Folder of documents (the bundled ones).")
@common_options
def adopt(settings: Settings, terminal: Terminal, files: tuple[Path, ...], series: str, edition: str,
          answers: tuple[str, ...], accept: bool, verbose: bool) -> int:
    """Line next year's documents up with the last edition, tell every difference, and make them an edition."""
    from flows.adopting import adopt_documents

    return adopt_documents(settings, terminal, files, series, edition, answers, accept, verbose)


@main.command()
@click.option("--sources", type=FOLDER, help="Folder of documents (the bundled ones).")
@common_options
def inbox(settings: Settings, terminal: Terminal) -> int:
    """Take in what lies in the inbox: archive it, find its edition, put it there or set it aside with a reason."""
    from flows.inbox import show_inbox

    return show_inbox(settings, terminal)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--pages", metavar="1-3", help="Only these pages, such as 2 or 1-3,7.")
@click.option("--out", required=True, type=FILE, help="JSON file to write.")
@common_options
def tables(settings: Settings, terminal: Terminal, file: Path, pages: str | None, out: Path) -> int:
    """Take every table out of any PDF or workbook, without a specification."""
    import json

    from extractors.any_tables import any_tables

    found = any_tables(file, _page_numbers(terminal, pages), terminal.progress)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    terminal.complain(terminal.words("tables_taken", count=len(found), file=out))
    return DONE


@main.command()
@click.argument("what", nargs=-1, required=True, metavar="CELL_ID | EDITION ENTITY NODE")
@place_options
@common_options
def explain(settings: Settings, terminal: Terminal, what: tuple[str, ...]) -> int:
    """Lead a figure back to file, page and cell, and through its arithmetic."""
    from flows.explain import explain_cell, explain_result

    if len(what) == 1:
        return explain_cell(settings, terminal, what[0])
    if len(what) == 3:
        return explain_result(settings, terminal, *what)
    raise click.UsageError(terminal.words("explain_use"))


@main.command()
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option("--table", "tables", multiple=True, metavar="NAME", help="Only this table; may be repeated.")
@click.option("--schema", "schemas", multiple=True, metavar="NAME", help="Of warehouses, another schema (reporting).")
@click.option("--all", "every", is_flag=True, help="Every row that differs, not only the first of each table.")
@click.option("--exit-code", "code", is_flag=True, help="End with 1 if anything differs.")
@click.option("--changelog", is_flag=True, help="Tell it by edition and table in sentences, as Markdown.")
@place_options
@common_options
def diff(settings: Settings, terminal: Terminal, before: str, after: str, tables: tuple[str, ...],
         schemas: tuple[str, ...], every: bool, code: bool, changelog: bool) -> int:
    """Tell what changed from A to B: two warehouses (addresses or DuckDB files), two runs (folders of reports), or
    two revisions of an edition (mic-2016@1 mic-2016@2)."""
    from flows.differing import FOLDED, SHOWN, Asked, show_diff

    limit = None if every else FOLDED if changelog else SHOWN
    return show_diff(settings, terminal, before, after, Asked(tables, schemas, limit, code, changelog))


@main.command()
@click.argument("edition")
@click.argument("entity", metavar="BODY")
@click.argument("changes", nargs=-1, metavar="[INDICATOR=VALUE]…")
@click.option("--targets", is_flag=True, help="All targets that a plan sets for the body.")
@place_options
@common_options
def whatif(settings: Settings, terminal: Terminal, edition: str, entity: str, changes: tuple[str, ...],
           targets: bool) -> int:
    """Tell index and rank of a body if its figures were others, everything else unchanged."""
    from flows.whatif import show_whatif

    if not changes and not targets:
        raise click.UsageError(terminal.words("whatif_use"))
    return show_whatif(settings, terminal, edition, entity, changes, targets)


@main.command()
@click.argument("edition")
@click.argument("entity", metavar="BODY")
@place_options
@common_options
def profile(settings: Settings, terminal: Terminal, edition: str, entity: str) -> int:
    """Show how a body stands, what it lost, and what would bring the next place."""
    from flows.profile import show_profile

    return show_profile(settings, terminal, edition, entity)


@main.command()
@place_options
@common_options
def deploy(settings: Settings, terminal: Terminal) -> int:
    """Register the yearly schedule and the inbox on the Prefect server."""
    from flows.deploying import deploy as register_both

    return register_both(settings, terminal)


@main.command()
@place_options
@common_options
def serve(settings: Settings, terminal: Terminal) -> int:
    """Serve both deployments and watch the inbox, with a Prefect server of its own if none is configured."""
    from flows.serving import serve as serve_both

    return serve_both(settings, terminal)


@main.command()
@click.option("--owner", metavar="ROLE", help="PostgreSQL role that owns the warehouse; runs of this login act as it.")
@click.option("--reader", metavar="ROLE", help="PostgreSQL role that may read schema reporting and nothing else.")
@place_options
@common_options
def grant(settings: Settings, terminal: Terminal, owner: str | None, reader: str | None) -> int:
    """Create or mend the roles of a server's warehouse; run it again whenever in doubt."""
    from flows.granting import grant as grant_to

    return grant_to(settings, terminal, owner, reader)


@main.command()
@click.option("--out", type=FOLDER, help="Folder to write to (build/bi).")
@click.option("--reader", metavar="ROLE", help="PostgreSQL role that the tool connects as; grant makes it.")
@place_options
@common_options
def bi(settings: Settings, terminal: Terminal, out: Path | None, reader: str | None) -> int:
    """Write what a BI tool needs: the semantic layer, a bundle for Superset a language, pages of all models."""
    from flows.bi_files import write_bi_files

    return write_bi_files(settings, terminal, out or settings.work / "bi", reader)


@main.command()
@place_options
@common_options
def doctor(settings: Settings, terminal: Terminal) -> int:
    """Tell what this machine has and lacks, with the command that mends it."""
    from flows.doctor import examine

    return examine(settings, terminal)


def _page_numbers(terminal: Terminal, text: str | None) -> list[int] | None:
    if text is None:
        return None
    numbers: list[int] = []
    for part in text.split(","):
        first, _, last = part.strip().partition("-")
        if not first.isdigit() or (last and not last.isdigit()):
            raise click.UsageError(terminal.words("pages_use", text=text))
        numbers += range(int(first), int(last or first) + 1)
    return numbers
