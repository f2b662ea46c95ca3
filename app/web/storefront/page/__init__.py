"""The rewards page: for search engines, for guests, and for members without scripts.

At Shopify's app proxy it stands in the theme (``?alone=1`` gives a whole page of its
own, which can be installed); at a store's door it stands alone, or with
``?fragment=1`` it is a part that the WordPress plugin puts into its own page.
"""

from collections.abc import Callable
from typing import Final

from apiflask import APIBlueprint, APIFlask
from flask import Response, g, request
from flask_limiter.errors import RateLimitExceeded

from app.domain.errors import Missing, SetiaError
from app.services.env import Env
from app.services.storefront import visits
from app.services.storefront.visits import IdentityRefused, Visit
from app.web.errors import status_of
from app.web.storefront import pace
from app.web.storefront.doors import DOORS, Door, bearer
from app.web.storefront.page import app as page_app
from app.web.storefront.page import redeem as page_redeem
from app.web.storefront.page import shown as page_shown
from app.web.storefront.page.files import FILES_AT, file_answer
from app.web.storefront.page.place import PROXY_PAGE_AT, STORE_PAGE_AT
from app.web.storefront.page.visit import Call, call_of
from app.web.storefront.route import Pace

View = Callable[[Call], Response]
WAYS: Final[dict[str, tuple[str, View, str, Pace]]] = {
    "page": ("", page_shown.show, "GET", Pace.READ),
    "redeem": ("/redeem", page_redeem.redeem, "POST", Pace.CHANGE),
    "card": ("/card", page_app.card, "GET", Pace.READ),
    "offline": ("/offline", page_app.offline, "GET", Pace.READ),
    "manifest": ("/manifest.webmanifest", page_app.manifest, "GET", Pace.READ),
    "worker": ("/worker.js", page_app.worker, "GET", Pace.READ),
    "look": ("/look.css", page_app.look, "GET", Pace.READ),
}
PUBLIC: Final = frozenset({"offline", "manifest", "worker", "look"})
"""The same for everybody: no proof is even looked at."""
OURS: Final = 500


class NoSuchFile(Missing):
    """There is no file of this name and content."""

    code = "file_missing"


def register(flask_app: APIFlask, env: Env) -> None:
    """Serve the rewards page of *env* at both doors."""
    world = flask_app.extensions["setia_world"]
    store, proxy = DOORS[0], DOORS[1]
    places = {"store": (store, STORE_PAGE_AT), "proxy": (proxy, PROXY_PAGE_AT)}
    blueprint = APIBlueprint("storefront_page", __name__, enable_openapi=False)
    known: dict[str, tuple[Door, str]] = {}
    for at_door, (door, _) in places.items():
        for name in WAYS:
            known[f"storefront_page.{at_door}_{name}"] = (door, name)

    def identify() -> None:
        found = known.get(request.endpoint or "")
        if found is not None:
            g.storefront_door = found[0].name
            g.storefront_visit = _visit(env, *found)

    # Before the limiter, which counts by who asks.
    flask_app.before_request(identify)
    limiter = pace.register(flask_app, redis_url=world.redis_url)
    for at_door, (door, address) in places.items():
        for name, (path, view, method, how_fast) in WAYS.items():
            blueprint.add_url_rule(
                address + path,
                endpoint=f"{at_door}_{name}",
                view_func=pace.paced(limiter, _view(env, door, view), how_fast),
                methods=[method],
                strict_slashes=False,
            )
    blueprint.add_url_rule(f"{FILES_AT}/<name>", endpoint="file", view_func=_file)
    blueprint.register_error_handler(RateLimitExceeded, _too_fast)
    flask_app.register_blueprint(blueprint)


def _visit(env: Env, door: Door, name: str) -> Visit | SetiaError:
    """Return who stands at the door, or why nobody is believed to."""
    try:
        if door.name == "proxy":
            return visits.at_proxy(env, request.query_string.decode("latin-1"))
        store = (request.view_args or {}).get("store", "")
        return visits.at_store(env, store, None if name in PUBLIC else bearer())
    except SetiaError as error:
        return error


def _view(env: Env, door: Door, view: View) -> Callable[..., Response]:
    def answer(store: str = "") -> Response:
        visit = g.storefront_visit
        if isinstance(visit, SetiaError):
            return _turned_away(visit)
        call = call_of(env, door, visit, store)
        try:
            return view(call)
        except SetiaError as error:
            if status_of(error) >= OURS:
                raise
            return page_shown.refused(call, error)

    return answer


def _turned_away(error: SetiaError) -> Response:
    """Answer somebody whose door or proof is none; there is no shop to look like."""
    status = status_of(error)
    text = "This link has expired. Please open the page again."
    if not isinstance(error, IdentityRefused):
        text = "There is no such page."
    answer = Response(text, status, content_type="text/plain; charset=utf-8")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _file(name: str) -> Response:
    answer = file_answer(name)
    if answer is None:
        raise NoSuchFile("no file of this name and content")
    return answer


def _too_fast(_error: RateLimitExceeded) -> Response:
    answer = Response("Please wait a moment.", 429, content_type="text/plain")
    answer.headers["Retry-After"] = "10"
    return answer
