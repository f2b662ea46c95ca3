"""Bodies and queries, read strictly; every mistake at once, each with its place."""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from flask import Request
from pydantic import ValidationError

from app.domain.errors import Malformed
from app.domain.ids import UnreadableId, read_id
from app.domain.json_limits import UnreadablePayload, read_json
from app.recipes.reading import read_source
from app.services.members import MemberRef, read_ref
from app.web.api.shapes import Asked

MOST_MISTAKES = 100
YAML = ("application/yaml", "application/x-yaml", "text/yaml")
CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class InvalidRequest(Malformed):
    """The request breaks its description; lists every place."""

    code = "invalid_request"

    def __init__(self, mistakes: Iterable[Mapping[str, object]]) -> None:
        self._mistakes = list(mistakes)[:MOST_MISTAKES]
        count = len(self._mistakes)
        super().__init__(f"{count} mistake{'s' if count != 1 else ''} in the request")

    @property
    def mistakes(self) -> list[Mapping[str, object]]:
        return self._mistakes


class UnsupportedMediaType(Exception):
    """A body that does not say that it is JSON."""


def json_body(request: Request) -> tuple[bytes, Any]:
    """Return the body as sent, and as plain values, read within limits.

    Raises:
        UnsupportedMediaType: It is not said to be JSON.
        UnreadablePayload: It is not.
    """
    if request.mimetype != "application/json":
        raise UnsupportedMediaType
    raw = request.get_data()
    return raw, read_json(raw)


def yaml_body(request: Request) -> Any:  # noqa: ANN401 - plain values
    """Return a programme's document in YAML as plain values.

    Raises:
        UnreadablePayload: It is not UTF-8.
        DocumentInvalid: It is no YAML, or uses what documents may not use.
    """
    try:
        text = request.get_data().decode()
    except UnicodeDecodeError as error:
        raise UnreadablePayload("the body is not UTF-8") from error
    return read_source(text).data


def read_body(model: type[Asked], raw: bytes) -> Asked:
    """Return the body, or refuse it with a pointer to each mistake."""
    try:
        return model.model_validate_json(raw, strict=True)
    except ValidationError as error:
        raise InvalidRequest(
            {
                "pointer": _pointer(each["loc"]),
                "code": each["type"],
                "detail": each["msg"],
            }
            for each in error.errors(include_url=False, include_input=False)
        ) from error


def read_query(model: type[Asked], request: Request) -> Asked:
    """Return the query, or refuse it with the name of each bad parameter."""
    given: dict[str, str] = {}
    wrong = []
    for name, values in request.args.lists():
        if CONTROL.search(values[0]):
            wrong.append(_of_parameter(name, "control_character", "has one"))
        given[name] = values[0]
        if len(values) > 1:
            wrong.append(_of_parameter(name, "repeated", "given more than once"))
    try:
        found = model.model_validate(given)
    except ValidationError as error:
        mistakes = [
            _of_parameter(str((*each["loc"], "")[0]), each["type"], each["msg"])
            for each in error.errors(include_url=False, include_input=False)
        ]
        raise InvalidRequest([*mistakes, *wrong]) from error
    if wrong:
        raise InvalidRequest(wrong)
    return found


def refuse_controls(path: Mapping[str, str]) -> None:
    """Refuse control characters in the path: nothing of ours is named with them."""
    bad = [name for name, value in path.items() if CONTROL.search(value)]
    if bad:
        raise InvalidRequest(
            _of_parameter(name, "control_character", "has a control character")
            for name in bad
        )


def _of_parameter(name: str, code: str, detail: str) -> dict[str, object]:
    return {"parameter": name[:100], "code": code, "detail": detail}


def _pointer(steps: Iterable[int | str]) -> str:
    texts = (str(step).replace("~", "~0").replace("/", "~1") for step in steps)
    return "".join(f"/{text}" for text in texts)


def uuid_or_id(kind: str, text: str) -> UUID:
    """Return the UUID behind an outside id, or a UUID that is written as one."""
    try:
        return UUID(text)
    except ValueError:
        return read_id(kind, text)


def at_pointer(pointer: str, error: Malformed) -> InvalidRequest:
    """Return a mistake that was found later, with its place in the body."""
    return InvalidRequest(
        [{"pointer": pointer, "code": error.code, "detail": str(error)}]
    )


def store_in(pointer: str, text: str) -> UUID:
    """Return the store that a body or query names."""
    try:
        return uuid_or_id("str", text)
    except UnreadableId as error:
        raise at_pointer(pointer, error) from error


def member_in(pointer: str, text: str) -> MemberRef:
    """Return the member that a body or query names."""
    try:
        return read_ref(text)
    except UnreadableId as error:
        raise at_pointer(pointer, error) from error
