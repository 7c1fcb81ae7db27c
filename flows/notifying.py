"""Who is told of a failed run: Prefect's own automation, which sends through a block that keeps the address secret."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from prefect.automations import Automation
from prefect.blocks.core import Block
from prefect.blocks.notifications import CustomWebhookNotificationBlock, SlackWebhook
from prefect.events.actions import SendNotification
from prefect.events.schemas.automations import EventTrigger, Posture
from prefect.types import SecretDict
from pydantic import SecretStr

NAME = "chiso-failed-runs"
"""Of the block and of the automation."""
FAILED = ("prefect.flow-run.Failed", "prefect.flow-run.Crashed", "prefect.flow-run.TimedOut")
SUBJECT = "chiso: {{ flow_run.name }}: {{ flow_run.state.name }}"
BODY = "{{ flow_run.state.message }}\n{{ flow_run|ui_url }}"


def notify_of_failures(url: SecretStr, flows: Sequence[str]) -> bool:
    """Have failed runs of the flows told to `url`; with an empty one nobody is told any more.

    `http(s)://…` gets JSON with `text`, as chat services take it; any other address is one of Apprise, such as
    `mailto://…` or `slack://…`. Returns whether somebody is told.
    """
    known = _known_automation()
    if not url.get_secret_value():
        if known:
            known.delete()
        return False
    block = _block(url.get_secret_value())
    document: Any = block.save(NAME, overwrite=True)
    wanted: dict[str, Any] = {
        "name": NAME, "description": "Tells who is named in CHISO_NOTIFY_URL", "enabled": True,
        "trigger": EventTrigger(
            expect=set(FAILED), match={"prefect.resource.id": "prefect.flow-run.*"},
            match_related={"prefect.resource.role": "flow", "prefect.resource.name": list(flows)},
            posture=Posture.Reactive, threshold=1),
        "actions": [SendNotification(block_document_id=document, subject=SUBJECT, body=BODY)]}
    if known:
        Automation(id=known.id, **wanted).update()
    else:
        Automation(**wanted).create()
    return True


def _block(url: str) -> Block:
    if url.startswith(("http://", "https://")):
        # The address holds a token, so it is one of the block's secrets.
        return CustomWebhookNotificationBlock(
            name=NAME, url="{{url}}", json_data={"text": "{{subject}}\n{{body}}"}, headers=None, cookies=None,
            secrets=SecretDict({"url": url}))
    return SlackWebhook(url=SecretStr(url))  # Prefect's plainest block of Apprise: it takes every address of it


def _known_automation() -> Automation | None:
    try:
        return cast(Automation, Automation.read(name=NAME))  # no coroutine: this is no event loop
    except ValueError:
        return None
