"""JSON from strangers, read within limits.

The standard reader accepts ``NaN``, repeats, lone surrogates, numbers of any
length and nesting until the stack ends. Whoever sends one of these is broken or
hostile; the delivery is set aside with the reason. The cheap checks look at the
bytes; the exact ones run only when a cheap one found something to look at.
"""

import json
import re
from decimal import Decimal
from typing import Any, NoReturn

from app.domain.errors import Malformed

MAX_BYTES = 5 * 1024 * 1024
MAX_DEPTH = 64
MAX_NUMBER_TEXT = 64
MAX_EXPONENT = 40
"""Powers of ten either way; ``1e400`` is infinity to most readers."""
_INT64_MIN, _UINT64_MAX = -(2**63), 2**64 - 1
_BRACKETS = b"[]{}"
_NOT_BRACKETS = bytes(set(range(256)) - set(_BRACKETS))
_STRINGS = re.compile(rb'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


class UnreadablePayload(Malformed):
    """A body that is not the JSON it claims to be, or breaks a limit."""

    code = "unreadable_payload"


def read_json(body: bytes) -> Any:  # noqa: ANN401 - any JSON document
    """Return the document in *body*: numbers are ``int`` or ``Decimal``.

    Raises:
        UnreadablePayload: Too large, too deep, not UTF-8, not JSON, a name twice
            in one object, NaN or infinity, an integer beyond 64 bits, half of a
            surrogate pair.
    """
    if len(body) > MAX_BYTES:
        raise UnreadablePayload(f"{len(body)} bytes, {MAX_BYTES} allowed")
    _check_depth(body)
    try:
        document = _DECODER.decode(body.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise UnreadablePayload("the body is not UTF-8") from error
    except RecursionError as error:
        raise UnreadablePayload("nested too deeply to read") from error
    except ValueError as error:
        raise UnreadablePayload(f"not JSON: {str(error)[:120]}") from error
    if _SURROGATE.search(body):
        _check_surrogates(document)
    return document


def _check_depth(body: bytes) -> None:
    # Each round takes the innermost pairs away, so what is no deeper than the
    # limit is gone after that many rounds. Brackets inside texts may be left
    # over; only then are the texts taken out and the rest counted one by one.
    left = body.translate(None, _NOT_BRACKETS)
    for _ in range(MAX_DEPTH):
        if not left:
            return
        left = left.replace(b"{}", b"").replace(b"[]", b"")
    depth = 0
    for sign in _STRINGS.sub(b"", body).translate(None, _NOT_BRACKETS):
        depth += 1 if sign in b"[{" else -1
        if depth > MAX_DEPTH:
            raise UnreadablePayload(f"nested deeper than {MAX_DEPTH}")


def _check_surrogates(document: object) -> None:
    try:
        json.dumps(document, ensure_ascii=False, default=str).encode("utf-8")
    except UnicodeEncodeError as error:
        raise UnreadablePayload("half of a surrogate pair") from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise UnreadablePayload("a name stands twice in one object")
    return found


def _decimal(text: str) -> Decimal:
    if len(text) > MAX_NUMBER_TEXT:
        raise UnreadablePayload(f"a number of {len(text)} characters")
    value = Decimal(text)
    if abs(value.adjusted()) > MAX_EXPONENT:
        raise UnreadablePayload(f"the number {text[:20]} is out of range")
    return value


def _integer(text: str) -> int:
    if len(text) <= MAX_NUMBER_TEXT:
        value = int(text)
        if _INT64_MIN <= value <= _UINT64_MAX:
            return value
    raise UnreadablePayload("an integer beyond 64 bits")


def _constant(name: str) -> NoReturn:
    raise UnreadablePayload(f"{name} is not a number")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_float=_decimal,
    parse_int=_integer,
    parse_constant=_constant,
)
