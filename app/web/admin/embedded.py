"""Who asks inside a platform's admin."""

from flask import Flask, Response

from app.services.env import Env
from app.services.staff.principal import StaffPrincipal


def asked() -> bool:
    """Tell whether this request belongs to the embedded surface."""
    return False


def principal_of_token(_env: Env) -> StaffPrincipal | None:
    """Return who asks by the platform's token."""
    return None


def bounce(_env: Env) -> Response:
    """Return the page that fetches a fresh token."""
    return Response("", 401)


def allow(_env: Env, _staff: StaffPrincipal) -> None:
    """Let the verified shop show the answer in a frame."""


def register(_flask_app: Flask, _env: Env) -> None:
    """Serve what the platform opens."""
