"""The live preview: the shipped panel on a page of ours, with people who don't exist.

Its addresses hold a sealed token instead of a session, because a frame sends no
cookie inside a platform's admin. The token opens the look of one programme for an
hour, and nothing that could be used.
"""

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from flask import Blueprint, Flask, Response, render_template, request

from app.domain.errors import Untrusted
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.storefront_voices import voices
from app.services import programme_desk
from app.services.env import Env
from app.services.storefront.previewing import PreviewRefused
from app.services.storefront.visits import Visit
from app.storage.stores import ProgrammeRow, StoreRepository, StoreRow
from app.storage.unit_of_work import UnitOfWork
from app.web.admin import route
from app.web.admin.files import served
from app.web.admin.storefront import examples
from app.web.admin.storefront.scene import Scene, read, scene_of, staged, written
from app.web.headers import allow_frames
from app.web.storefront.route import Ask
from app.web.storefront.static_files import widget_address

AT: Final = f"{route.PREFIX}/storefront/preview"
LIFE: Final = timedelta(hours=1)
CONTEXT: Final = "storefront_look"
SHOPIFY: Final = "shopify"
SHOPIFY_ADMIN: Final = "https://admin.shopify.com"
MISSING: Final = 404
HTML: Final = "text/html; charset=utf-8"
JSON: Final = "application/json"


@dataclass(frozen=True, slots=True)
class Stage:
    """What a preview is made of."""

    document: ProgrammeDocument
    programme: ProgrammeRow
    stores: tuple[StoreRow, ...]


def address(ask: route.Ask) -> str:
    """Return where previews of the open programme are, for an hour."""
    shops = [
        each.base_url.rstrip("/")
        for each in ask.office.stores
        if each.platform == SHOPIFY
    ]
    frames = [SHOPIFY_ADMIN, *shops] if shops else []
    told = {
        "programme": str(ask.programme_id),
        "until": (ask.now + LIFE).isoformat(),
        "frames": frames,
    }
    sealed = ask.env.secrets.seal(json.dumps(told).encode(), context=CONTEXT)
    return f"{AT}/{sealed}"


def register(flask_app: Flask, env: Env) -> None:
    """Serve previews on *flask_app*."""
    blueprint = Blueprint("admin_preview", __name__)

    def page(token: str) -> Response:
        return _page(env, token)

    def answer(token: str, scene: str, what: str) -> Response:
        return _answer(env, token, scene, what)

    blueprint.add_url_rule(f"{AT}/<token>", endpoint="page", view_func=page)
    blueprint.add_url_rule(
        f"{AT}/<token>/<scene>/<path:what>", endpoint="answer", view_func=answer
    )
    flask_app.register_blueprint(blueprint)


def _opened(env: Env, token: str) -> dict[str, Any]:
    """Return what a token says.

    Raises:
        PreviewRefused: It is not ours, or too old.
    """
    try:
        said: dict[str, Any] = json.loads(env.secrets.open(token, context=CONTEXT))
    except Untrusted as error:
        raise PreviewRefused("the preview does not hold") from error
    if env.clock.now() >= datetime.fromisoformat(said["until"]):
        raise PreviewRefused("the preview is too old; open the page again")
    return said


def _stage(env: Env, said: dict[str, Any]) -> Stage:
    def look(uow: UnitOfWork) -> Stage:
        stores = StoreRepository(uow)
        document = programme_desk.desk(uow).document
        return Stage(document, stores.programme(), tuple(stores.all()))

    return env.database.run(UUID(said["programme"]), look)


def _page(env: Env, token: str) -> Response:
    said = _opened(env, token)
    stage = _stage(env, said)
    scene = scene_of(request.args, stage.document)
    allow_frames("'self'", *said["frames"])
    text = render_template(
        "admin/storefront/preview.html",
        scene=scene,
        name=stage.document.identity.name.say(voices(stage.document)[scene.lang].base),
        direction=voices(stage.document)[scene.lang].direction,
        api=f"{AT}/{token}/{written(scene)}",
        loader=widget_address("", "loader.js"),
        panel=widget_address("", "panel.js"),
        style=served("preview.css"),
        script=served("preview.js"),
    )
    return Response(text, content_type=HTML)


def _answer(env: Env, token: str, scene: str, what: str) -> Response:
    stage = _stage(env, _opened(env, token))
    found = read(scene, stage.document)
    told = examples.answer(_ask(env, stage, found), found, what)
    if told is None:
        body, status = {"code": "preview_only", "text": ""}, MISSING
        return Response(json.dumps(body), status, content_type=JSON)
    text = told if isinstance(told, str) else json.dumps(told, ensure_ascii=False)
    answer = Response(text, content_type=JSON)
    # The frame has no origin of its own: it may read this, and nothing else of ours.
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


def _ask(env: Env, stage: Stage, scene: Scene) -> Ask:
    """Return a question at a store's door, of the draft with the look of a scene."""
    document = staged(stage.document, scene)
    return Ask(
        env=env,
        visit=Visit(
            store=_store(env, stage),
            programme=replace(stage.programme, state="active", mode="live"),
            version=0,
            document=document,
        ),
        door="store",
        voice=voices(document)[scene.lang],
        path={},
        query={},
        body=None,
    )


def _store(env: Env, stage: Stage) -> StoreRow:
    """Return the first store, or one that does not exist."""
    if stage.stores:
        return stage.stores[0]
    identity = stage.document.identity
    return StoreRow(
        store_id=stage.programme.programme_id,
        programme_id=stage.programme.programme_id,
        platform=SHOPIFY,
        domain="example.test",
        shop_ref=None,
        base_url="https://example.test",
        name=stage.programme.name,
        currency=identity.currency,
        timezone=stage.programme.timezone,
        state="connected",
        credentials=None,
        webhook_secrets=None,
        identity_secrets=None,
        options={},
        connected_at=env.clock.now(),
        uninstalled_at=None,
        checked_at=None,
        problem=None,
        sandbox=True,
    )
