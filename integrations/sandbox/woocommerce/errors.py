"""Refusals of the REST API: ``{"code", "message", "data"}``."""

from typing import Any


class RestError(Exception):
    """A refusal; *data* is the status again, unless the real thing says otherwise."""

    def __init__(
        self, code: str, message: str, status: int, data: object | None = None
    ) -> None:
        self.code = code
        self.status = status
        self.data = {"status": status} if data is None else data
        super().__init__(message)

    def body(self) -> dict[str, Any]:
        return {"code": self.code, "message": str(self), "data": self.data}

    @classmethod
    def invalid_param(cls, *names: str) -> "RestError":
        listed = ", ".join(names)
        params = {name: f"{name} is not valid." for name in names}
        return cls(
            "rest_invalid_param",
            f"Invalid parameter(s): {listed}",
            400,
            {"status": 400, "params": params, "details": {}},
        )

    @classmethod
    def missing(cls, kind: str) -> "RestError":
        return cls(f"woocommerce_rest_{kind}_invalid_id", "Invalid ID.", 404)
