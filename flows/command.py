"""What every command has: its options, its settings and terminal, and an exit code for every error."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Collection
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

if TYPE_CHECKING:
    from flows.settings import Settings
    from flows.terminal import Terminal
    from flows.words import Said, Words
    from warehouse.errors import WarehouseError

DONE, DATA, USE, OURS = 0, 1, 2, 3
"""Exit codes: done, the data stopped it, wrong use, our fault."""

WRONG_USE = {"edition_unknown", "folder_absent", "file_absent", "page_absent", "edition_not_loaded", "cell_unknown",
             "entity_unknown", "node_unknown", "figure_unreadable", "figure_beyond_limits", "node_no_indicator",
             "inbox_is_file", "no_index", "no_index_of_ranks", "no_targets", "figure_twice", "entity_not_printed",
             "diff_unlike", "diff_no_table", "revision_unknown", "series_unknown", "answer_wrong"}
"""Problems that lie in what was asked for, not in a document."""

FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)

LANG = click.option("--lang", type=click.Choice(["en", "vi"]), default=None, help="Language of messages (en).")
JSON = click.option("--json", "as_json", is_flag=True, help="Tables as JSON, for machines.")
"""Options of every command, which may stand before its name too."""

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


def _settings(language: str | None, **places: Any) -> Settings:
    from pydantic import ValidationError

    from flows.secrecy import hide_in_logs
    from flows.settings import Settings, be_quiet, language_given
    from flows.words import Words

    be_quiet()
    hide_in_logs()
    given = {name: value for name, value in {**places, "language": language}.items() if value is not None}
    try:
        settings = Settings(**given)
    except ValidationError as error:
        words = Words(language or language_given())
        _tell_unknown(words)
        raise click.UsageError("\n".join(_of_setting(words, found, given) for found in error.errors())) from None
    _tell_unknown(Words(settings.language))
    return settings


def _tell_unknown(words: Words) -> None:
    """Names in the environment or .env that no setting has."""
    from flows.settings import unknown_names

    for name, nearest in unknown_names().items():
        click.echo(words("setting_unknown_near" if nearest else "setting_unknown", name=name, nearest=nearest),
                   err=True)


def _of_setting(words: Words, found: Any, given: Collection[str]) -> str:
    """What is wrong with a setting, and where it is given (`given`: on the command line)."""
    from flows.settings import names_given

    rule, values = found["type"], found.get("ctx", {})
    if words.knows(f"rule_{rule}"):  # of pydantic
        message = words(f"rule_{rule}", **values)
    else:
        message = words(rule, **values) if words.knows(rule) else found["msg"]
    if not found["loc"]:
        return message
    name = f"CHISO_{'__'.join(map(str, found['loc'])).upper()}"
    where = "command" if found["loc"][0] in given else next(
        (place for other, place in names_given().items() if other == name or other.startswith(f"{name}__")), "default")
    return words("setting_wrong", name=name, where=words.named("from", where), message=message)


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
    except Exception as error:
        from flows.faults import of_machine
        from flows.words import said

        refused = of_machine(error)
        if refused is None and trace:
            terminal.complain("".join(traceback.format_exception(error)))
            return OURS
        told = refused or said("our_fault", kind=type(error).__name__, message=error)
        terminal.complain(told.render(terminal.language))
        return DATA if refused else OURS
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
