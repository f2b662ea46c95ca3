"""Which placements of a store's theme ask us something: seen from the questions."""

from collections.abc import Mapping
from typing import Final

from flask import Flask, Response, g, request

from app.domain.placements import ACCOUNT, PAGE, mark_of
from app.services.env import Env
from app.services.storefront.placements import saw
from app.services.storefront.visits import Visit
from app.web.storefront.doors import Door, bearer
from app.web.storefront.reading import PREVIEW
from app.web.storefront.route import Route

GOOD: Final = 400
PROXY_PAGE: Final = "storefront_page.proxy_page"
STORE_PAGE: Final = "storefront_page.store_page"


def register(
    flask_app: Flask, env: Env, routes: Mapping[str, tuple[Door, Route]]
) -> None:
    """Look at every question that was answered, after it was."""

    def look(answer: Response) -> Response:
        visit = g.get("storefront_visit")
        if answer.status_code < GOOD and isinstance(visit, Visit):
            mark = _mark(routes)
            if mark is not None and PREVIEW not in request.args:
                saw(env, visit, mark)
        return answer

    flask_app.after_request(look)


def _mark(routes: Mapping[str, tuple[Door, Route]]) -> str | None:
    endpoint = request.endpoint or ""
    if endpoint == PROXY_PAGE:
        return PAGE
    if endpoint == STORE_PAGE:
        # As a part of a page it is the plugin that asks: for a customer, or for all.
        mine = ACCOUNT if bearer() is not None else PAGE
        return mine if "fragment" in request.args else None
    found = routes.get(endpoint)
    if found is None:
        return None
    door, route = found
    said = {"agent": request.headers.get("User-Agent", "")}
    body = request.get_json(silent=True) if request.is_json else None
    if isinstance(body, dict):
        said["page"] = str(body.get("page", ""))
    return mark_of(door.name, route.operation, said)
