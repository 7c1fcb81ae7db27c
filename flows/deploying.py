"""The deployments on a Prefect server: the yearly cycle by its schedule, the inbox whenever something comes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast
from uuid import UUID

from flows.settings import Settings, give_prefect_a_home, prefect_address
from flows.terminal import Terminal
from flows.words import said

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment

YEARLY, INBOX = "yearly", "inbox"


def deploy(settings: Settings, terminal: Terminal) -> int:
    """Register both deployments on the configured server, or in the database of this machine's own.

    Returns the exit code. Raises ConnectionError when no server answers.
    """
    give_prefect_a_home(settings.work)
    with server_answers():
        register(settings)
    tell(settings, terminal)
    terminal.say(terminal.words("deployed_waits"))
    return 0


def register(settings: Settings) -> dict[str, UUID]:
    """Make or renew the deployments and who is told of failures; name → id."""
    from flows.notifying import notify_of_failures

    wanted = deployments(settings)
    ids = {deployment.name: cast(UUID, deployment.apply()) for deployment in wanted}
    notify_of_failures(settings.notify_url, sorted({str(deployment.flow_name) for deployment in wanted}))
    return ids


def tell(settings: Settings, terminal: Terminal) -> None:
    """The deployments, in words."""
    terminal.say(terminal.words("deployed_yearly", schedule=settings.schedule, timezone=settings.timezone))
    terminal.say(terminal.words("deployed_inbox", folder=settings.inbox.resolve()))
    if settings.notify_url.get_secret_value():
        terminal.say(terminal.words("deployed_notify"))


@contextmanager
def server_answers() -> Iterator[None]:
    """Say which server does not answer, where Prefect says that something went wrong."""
    import httpx

    try:
        yield
    except (httpx.TransportError, RuntimeError) as error:
        if not is_unreachable(error):
            raise
        raise NoServer from error


def is_unreachable(error: BaseException) -> bool:
    """Whether an error of Prefect's means that its server does not answer."""
    import httpx

    return isinstance(error, httpx.TransportError) or (
        isinstance(error, RuntimeError) and "Failed to reach API" in str(error))


class NoServer(ConnectionError):
    """No Prefect server answers; `telling` says which and what to do, in either language."""

    def __init__(self, log: Path | None = None) -> None:
        """`log`: what a server of our own has written."""
        address = prefect_address() or said("this_machine")
        self.telling = said("no_server_log", address=address, log=log) if log else said("no_server", address=address)
        super().__init__(self.telling.render())


def deployments(settings: Settings) -> list[RunnerDeployment]:
    """Both, as they are registered and served: run from the folder where `chiso serve` was started."""
    from prefect.schedules import Cron
    from prefect.types.entrypoint import EntrypointType

    from flows.pipeline import yearly_cycle
    from flows.taking_in import take_in_the_inbox

    by_module = EntrypointType.MODULE_PATH
    yearly = yearly_cycle.to_deployment(
        YEARLY, schedule=Cron(settings.schedule, timezone=settings.timezone), entrypoint_type=by_module,
        description="The yearly cycle over all editions · Chu kỳ hằng năm của tất cả các kỳ")
    inbox = take_in_the_inbox.to_deployment(
        INBOX, entrypoint_type=by_module,
        description="New documents between the yearly runs · Tài liệu mới giữa các lần chạy hằng năm")
    # Outside an event loop, as here, neither is a coroutine.
    return [cast("RunnerDeployment", deployment) for deployment in (yearly, inbox)]
