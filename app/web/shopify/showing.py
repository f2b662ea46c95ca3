"""The few pages around the back office: each stands alone, in a frame or outside."""

from collections.abc import Mapping
from typing import Any, Final

from flask import Response, render_template, request

from app.domain.words import Language
from app.services.env import Env
from app.web.admin.embedded import HOME, PLATFORM, spoken
from app.web.admin.files import served
from app.web.admin.words import say

HTML: Final = "text/html; charset=utf-8"


def language() -> Language:
    """Return the language of the admin around us, else the browser's, else English."""
    told = spoken()
    if told is not None:
        return told
    best = request.accept_languages.best_match([each.value for each in Language])
    return Language(best) if best else Language.EN


def page(
    env: Env,
    name: str,
    status: int = 200,
    *,
    spoken_in: Language | None = None,
    said: Mapping[str, Any] | None = None,
) -> Response:
    """Return a page of ``templates/embedded`` with the app's public key in it."""
    tongue = spoken_in or language()

    def translated(key: str, **gaps: object) -> str:
        told = {gap: str(value) for gap, value in gaps.items()}
        return say(f"embedded.{key}", tongue, **told)

    text = render_template(
        f"embedded/{name}.html",
        t=translated,
        lang=tongue.value,
        client_id=env.app_hosts[PLATFORM].client_id,
        home=HOME,
        file=served,
        **(said or {}),
    )
    return Response(text, status, content_type=HTML)


def notice(
    env: Env, kind: str, status: int, *, said: Mapping[str, Any] | None = None
) -> Response:
    """Return a page of one message, ``<kind>.title`` and ``<kind>.text``."""
    return page(env, "notice", status, said={"kind": kind, **(said or {})})
