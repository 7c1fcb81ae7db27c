"""The command `chiso`. Nothing heavy is imported here: each command imports what it runs."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

if TYPE_CHECKING:
    from flows.settings import Settings
    from flows.terminal import Terminal
    from flows.words import Said
    from warehouse.errors import WarehouseError

DONE, DATA, USE, OURS = 0, 1, 2, 3
"""Exit codes: done, the data stopped it, wrong use, our fault."""

WRONG_USE = {"edition_unknown", "folder_absent", "file_absent", "page_absent", "edition_not_loaded", "cell_unknown",
             "entity_unknown", "node_unknown"}
"""Problems that lie in what was asked for, not in a document."""

FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)

LANG = click.option("--lang", type=click.Choice(["en", "vi"]), default=None, help="Language of messages (en).")
JSON = click.option("--json", "as_json", is_flag=True, help="Tables as JSON, for machines.")
"""Options of every command, which may stand before its name too."""

STAGE_NAMES = ("extract", "check", "load", "transform", "publish")
Command = TypeVar("Command", bound=Callable[..., Any])


def common_options(command: Command) -> Command:
    """The options of every command, turned into settings and a terminal."""

    @LANG
    @JSON
    @wraps(command)
    def with_terminal(*args: Any, lang: str | None, as_json: bool, **options: Any) -> None:
        before = click.get_current_context().find_root().params  # of both places, the command's own counts
        lang, as_json = lang or before.get("lang"), as_json or before.get("as_json", False)
        given = {name: options.pop(name, None) for name in ("sources", "warehouse", "reports")}
        settings = _settings(**given, language=lang)
        from flows.terminal import Terminal

        terminal = Terminal(settings.language, as_json)
        work = partial(command, *args, settings=settings, terminal=terminal, **options)
        sys.exit(_guarded(terminal, settings.trace, work))

    return cast(Command, with_terminal)


def place_options(command: Command) -> Command:
    """Where documents, warehouse and reports are."""
    for option in (
        click.option("--reports", type=FOLDER, help="Folder of the reports (build/reports)."),
        click.option("--warehouse", metavar="URL", help="duckdb:///file or postgresql://… (build/warehouse.duckdb)."),
        click.option("--sources", type=FOLDER, help="Folder of documents (the bundled ones)."),
    ):
        command = option(command)
    return command


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
    from flows.words import named, said
    from warehouse.ledger import Ledger

    rows = [(row.edition or terminal.label(said("all")), row.stage, terminal.label(named("outcome", row.outcome)),
             row.finished_at or row.started_at, row.message) for row in Ledger(settings.ledger).rows()]
    if not rows and not terminal.as_json:
        terminal.complain(terminal.words("ledger_empty", ledger=settings.ledger))
        return DONE
    terminal.table(["edition", "stage", "outcome", "when", "message"], rows)
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
@place_options
@common_options
def doctor(settings: Settings, terminal: Terminal) -> int:
    """Tell what this machine has and lacks, with the command that mends it."""
    from flows.doctor import examine

    return examine(settings, terminal)


def _settings(language: str | None, **places: Any) -> Settings:
    from pydantic import ValidationError

    from flows.settings import Settings, be_quiet

    be_quiet()
    given = {name: value for name, value in {**places, "language": language}.items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as error:
        from flows.words import Words

        words = Words(language or "en")
        raise click.UsageError("; ".join(words("setting_wrong", name=found["loc"][0], message=found["msg"])
                                         for found in error.errors())) from error


def _guarded(terminal: Terminal, trace: bool, work: Callable[[], int]) -> int:
    """Every error as one message and an exit code; a trace only when it is our fault."""
    from extractors.errors import DataError
    from warehouse.errors import WarehouseError, WarehouseUrlError

    try:
        return work()
    except click.ClickException:
        raise
    except DataError as error:
        terminal.problems(error.problems)
        return USE if all(problem.code in WRONG_USE for problem in error.problems) else DATA
    except WarehouseError as error:
        terminal.complain(_of_warehouse(error).render(terminal.language))
        return USE if isinstance(error, WarehouseUrlError) else DATA
    except KeyboardInterrupt:
        terminal.complain(terminal.words("interrupted"))
    except OSError as error:
        terminal.complain(_of_machine(error).render(terminal.language))
    except Exception as error:
        if trace:
            raise
        terminal.complain(terminal.words("our_fault", kind=type(error).__name__, message=error))
        return OURS
    return DATA


def _of_warehouse(error: WarehouseError) -> Said:
    """The message of the warehouse; a Vietnamese reader is told before it what kind of error it is."""
    from flows.words import said
    from warehouse import errors

    match error:
        case errors.WarehouseUrlError():
            return said("warehouse_wrong_address", message=error)
        case errors.WarehouseUnreachable():
            return said("warehouse_unreachable", message=error)
        case errors.WarehouseBusy():
            return said("warehouse_busy", message=error)
        case errors.HandoverRefused():
            return said("warehouse_refused", message=error)
    return said("warehouse_error", message=error)


def _of_machine(error: OSError) -> Said:
    """The message of the operating system, with the file where it names one."""
    from flows.words import said

    message = f"{error.filename or ''}: {error.strerror or error}".removeprefix(": ")
    match error:
        case PermissionError():
            return said("machine_not_allowed", message=message)
        case FileNotFoundError():
            return said("machine_not_there", message=message)
    return said("machine_error", message=message)


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
