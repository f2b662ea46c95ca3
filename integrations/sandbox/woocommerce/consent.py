"""``/wc-auth/v1``: the merchant gives an app its keys."""

import json
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

import requests
from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from integrations.sandbox.store.state import Store
from integrations.sandbox.web import sessions
from integrations.sandbox.woocommerce.auth import Keys
from integrations.sandbox.woocommerce.wire import WP_VERSION

NEEDED = ("app_name", "scope", "user_id", "return_url", "callback_url")
SCOPES = {"read", "write", "read_write"}
TIMEOUT_S = 60
EXACTLY_OK = 200


@dataclass(frozen=True, slots=True)
class Granted:
    ok: bool
    key_id: int
    message: str
    status: int | None


def is_safe(url: str) -> bool:
    """https, or this machine: a sandbox may call back over plain http there."""
    parts = urlsplit(url)
    return parts.scheme == "https" or parts.hostname in {"127.0.0.1", "localhost"}


def grant(
    store: Store, keys: Keys, *, app_name: str, scope: str, user_id: str, callback: str
) -> Granted:
    """Make a key and send it; take it away again unless the answer is exactly 200."""
    with store.lock:
        key = keys.make(permissions=scope, description=app_name)
    body = {
        "key_id": key.id,
        "user_id": user_id,
        "consumer_key": key.consumer_key,
        "consumer_secret": key.consumer_secret,
        "key_permissions": scope,
    }
    status: int | None = None
    try:
        answer = requests.post(
            callback,
            data=json.dumps(body, separators=(",", ":")),
            headers={
                "Content-Type": "application/json;charset=UTF-8",
                "User-Agent": f"WordPress/{WP_VERSION}; {store.config.base_url}",
            },
            timeout=TIMEOUT_S,
            allow_redirects=False,
        )
        status = answer.status_code
    except requests.RequestException:
        status = None
    if status == EXACTLY_OK:
        return Granted(ok=True, key_id=key.id, message="", status=status)
    with store.lock:
        keys.revoke(key.consumer_key)
    text = (
        "An error occurred in the request and at the time were unable to send the "
        "consumer data"
    )
    return Granted(ok=False, key_id=key.id, message=text, status=status)


class Consent:
    """The three pages; holds the store and its keys."""

    def __init__(self, store: Store, keys: Keys) -> None:
        self.store = store
        self.keys = keys

    def blueprint(self) -> Blueprint:
        bp = Blueprint("consent", __name__, url_prefix="/wc-auth/v1")
        bp.add_url_rule("/authorize", "authorize", self.authorize)
        bp.add_url_rule("/login/", "login", self.login, methods=["GET", "POST"])
        bp.add_url_rule("/access_granted/", "granted", self.access_granted)
        return bp

    def authorize(self) -> AnyResponse | str:
        problem = _wrong()
        if problem is not None:
            return problem
        query = urlencode(request.args.to_dict())
        token = sessions.current().get("staff")
        if not token:
            return redirect(f"/wc-auth/v1/login/?{query}")
        back, user_id = request.args["return_url"], request.args["user_id"]
        return render_template(
            "wc_auth.html",
            args=request.args,
            approve=f"/wc-auth/v1/access_granted/?{query}&wc_auth_nonce={token}",
            deny=f"{back}?success=0&user_id={user_id}",
            callback_host=urlsplit(request.args["callback_url"]).netloc,
        )

    def login(self) -> AnyResponse | str:
        if request.method == "GET":
            return render_template("wc_login.html")
        nonce = self.store.ids.token("auth-nonce", 10)
        sessions.current(start=True)["staff"] = nonce
        return redirect(f"/wc-auth/v1/authorize?{urlencode(request.args.to_dict())}")

    def access_granted(self) -> AnyResponse:
        """Keys first, to the callback; only then the browser goes back."""
        problem = _wrong()
        if problem is not None:
            return problem
        nonce = request.args.get("wc_auth_nonce")
        if not nonce or nonce != sessions.current().get("staff"):
            return _page("Invalid nonce verification", 401)
        back, user_id = request.args["return_url"], request.args["user_id"]
        done = grant(
            self.store,
            self.keys,
            app_name=request.args["app_name"],
            scope=request.args["scope"],
            user_id=user_id,
            callback=request.args["callback_url"],
        )
        if not done.ok:
            return _page(done.message, 500)
        return redirect(f"{back}?success=1&user_id={user_id}")


def _page(text: str, status: int) -> Response:
    return Response(render_template("message.html", title="Error", text=text), status)


def _wrong() -> Response | None:
    missing = [name for name in NEEDED if not request.args.get(name)]
    if missing:
        return _page(f"Missing parameter {missing[0]}", 400)
    if request.args["scope"] not in SCOPES:
        return _page(f"Invalid scope {request.args['scope']}", 401)
    if not is_safe(request.args["callback_url"]):
        return _page("The callback_url needs to be over SSL", 401)
    return None
