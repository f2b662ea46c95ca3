"""Connecting a shop from its own WordPress: three addresses, no session of ours.

The keys' address must answer exactly 200: after anything else the store throws
the keys away and leaves the merchant on an error page.
"""

from typing import Final

from flask import Blueprint, Flask, Response, redirect, request
from flask_limiter.util import get_remote_address

from app.domain.errors import Malformed, Missing, PlatformError, Refused
from app.services import pairing
from app.services.env import Env
from app.web.connect.page import refusal
from app.web.counting import counter

PREFIX: Final = "/connect/woocommerce"
PACE: Final = "30 per minute"
LONGEST: Final = 2048


def register(flask_app: Flask, env: Env) -> None:
    """Serve the addresses of *env* on *flask_app*."""
    blueprint = Blueprint("connect", __name__, url_prefix=PREFIX)

    def begin() -> Response:
        asked = {
            name: request.args.get(name, "")[:LONGEST]
            for name in ("code", "store", "return", "check")
        }
        try:
            address = pairing.begin(
                env,
                code=asked["code"],
                base_url=asked["store"],
                return_url=asked["return"],
                check=asked["check"],
            )
        except (Missing, Refused, Malformed) as error:
            return refusal(error.code, request.args.get("lang", ""))
        except PlatformError:
            return refusal("store_silent", request.args.get("lang", ""))
        return _sent(address)

    def keys() -> tuple[str, int]:
        pairing.keys_came(env, request.get_data())
        return "", 200

    def back() -> Response:
        approved = request.args.get("success") == "1"
        try:
            address = pairing.finish(
                env, request.args.get("user_id", "")[:LONGEST], approved=approved
            )
        except Missing as error:
            return refusal(error.code, request.args.get("lang", ""))
        return _sent(address)

    blueprint.add_url_rule("", view_func=begin, methods=["GET"])
    blueprint.add_url_rule("/keys", view_func=keys, methods=["POST"])
    blueprint.add_url_rule("/back", view_func=back, methods=["GET"])
    redis_url = flask_app.extensions["setia_world"].redis_url
    limiter = counter(redis_url, get_remote_address, name="connect")
    limiter.limit(PACE)(blueprint)
    limiter.init_app(flask_app)
    flask_app.register_blueprint(blueprint)


def _sent(address: str) -> Response:
    answer = redirect(address, 303)
    # The address holds our state: no page that follows learns it from a header.
    answer.headers["Referrer-Policy"] = "no-referrer"
    return Response(answer.get_data(), answer.status_code, answer.headers)
