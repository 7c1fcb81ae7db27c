"""The last line of defence: no secret that this process knows in any log, whoever writes it."""

from __future__ import annotations

import logging
import traceback
from typing import Any

from warehouse.secrets import hidden

_plain = logging.getLogRecordFactory()


def hide_in_logs() -> None:
    """From now on log records of every library come without our secrets; the messages stay what they were otherwise."""
    logging.setLogRecordFactory(_without_secrets)


def _without_secrets(*arguments: Any, **named: Any) -> logging.LogRecord:
    record = _plain(*arguments, **named)
    try:
        told = record.getMessage()
    except (TypeError, ValueError):  # a message and arguments that do not fit: logging tells of it itself
        return record
    if hidden(told) != told:
        record.msg, record.args = hidden(told), ()
    if record.exc_info and record.exc_info[0]:
        trace = "".join(traceback.format_exception(*record.exc_info))
        if hidden(trace) != trace:
            record.exc_info, record.exc_text = None, hidden(trace)
    return record
