"""Logs: one JSON object a line, from our code and from libraries alike.

A line never holds a name, an address, a token, a code or a body. What slips in
under such a key is masked; an error's own words stay out, its type and the
places it went through are kept.
"""

import logging
import sys
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any, Final

import structlog

MASKED: Final = frozenset(
    {
        "address",
        "authorization",
        "body",
        "code",
        "cookie",
        "credentials",
        "customer",
        "email",
        "first_name",
        "headers",
        "hmac",
        "key",
        "last_name",
        "password",
        "payload",
        "phone",
        "secret",
        "signature",
        "token",
    }
)
MASK: Final = "***"
LONGEST_VALUE: Final = 500
NOISY: Final = ("rq", "urllib3", "granian", "_granian", "alembic")

EventDict = MutableMapping[str, Any]


def set_up_logs(level: str, *, with_words: bool) -> None:
    """Send every log line to standard error as JSON.

    Args:
        level: The lowest level that is written.
        with_words: Keep what errors say. For development: it may be personal.
    """
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _error_words if with_words else _error_place,
        _mask,
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[
                structlog.stdlib.PositionalArgumentsFormatter(),
                *shared,
            ],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in NOISY:
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
        logger.setLevel(max(root.level, logging.WARNING))


def _mask(_logger: object, _name: str, event: EventDict) -> EventDict:
    for name, value in event.items():
        if name in MASKED:
            event[name] = MASK
        elif isinstance(value, str) and len(value) > LONGEST_VALUE:
            event[name] = value[:LONGEST_VALUE] + "…"
    return event


def _error_of(event: EventDict) -> BaseException | None:
    info = event.pop("exc_info", None)
    if isinstance(info, BaseException):
        return info
    if isinstance(info, tuple) and isinstance(info[1], BaseException):
        return info[1]
    return sys.exception() if info else None


def _error_place(_logger: object, _name: str, event: EventDict) -> EventDict:
    error = _error_of(event)
    if error is not None:
        event["error"] = type(error).__name__
        event["places"] = _places(error.__traceback__)
    return event


def _error_words(logger: object, name: str, event: EventDict) -> EventDict:
    info = event.get("exc_info")
    error = _error_of({"exc_info": info})
    event = _error_place(logger, name, event)
    if error is not None:
        event["says"] = str(error)
    return event


def _places(trace: TracebackType | None) -> list[str]:
    found: list[str] = []
    while trace is not None:
        code = trace.tb_frame.f_code
        found.append(
            f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}:{code.co_name}"
        )
        trace = trace.tb_next
    return found[-12:]
