"""Who asks at our own address, and whether a form is ours."""

from flask import Flask, Response, redirect

from app.domain.errors import Untrusted
from app.services.env import Env
from app.services.staff.principal import StaffPrincipal


class FormStale(Untrusted):
    """The form was not made by this session."""

    code = "form_stale"


def principal_of(_env: Env) -> StaffPrincipal | None:
    """Return who asks; None without a session."""
    return None


def csrf_token(_env: Env, _staff: StaffPrincipal) -> str:
    """Return what a form of this session must carry."""
    return ""


def check_unsafe(_env: Env, _staff: StaffPrincipal) -> None:
    """Refuse a form that this session did not make."""
    raise FormStale("no session")


def to_sign_in() -> Response:
    """Send the person to the entrance."""
    return Response(
        redirect("/admin/sign-in", 303).get_data(), 303, {"Location": "/admin/sign-in"}
    )


def to_prove() -> Response:
    """Send the person to prove who they are."""
    return Response("", 303, {"Location": "/admin/prove"})


def register(_flask_app: Flask, _env: Env) -> None:
    """Serve the entrance."""
