"""The store as if Setia's WordPress plugin were installed: its routes and pages.

The plugin itself is PHP and runs in no sandbox; this is what it answers, written
down a second time. Its scripts are served from its own folder.
"""

import base64
import hashlib
import hmac
import json
import re
import secrets
from datetime import UTC, timedelta
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import requests
from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    send_from_directory,
)
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from integrations.sandbox.store import checkout
from integrations.sandbox.store.state import Store
from integrations.sandbox.web import sessions
from integrations.sandbox.web.backoffice import this_machine_only
from integrations.sandbox.web.shop import furniture, own_forms_only
from integrations.sandbox.woocommerce import rest
from integrations.sandbox.woocommerce.auth import Keys
from integrations.sandbox.woocommerce.errors import RestError
from integrations.sandbox.woocommerce.plugin_closed import ClosedGoods
from integrations.sandbox.woocommerce.plugin_pages import Printed
from integrations.sandbox.woocommerce.store_cart import refusal_text

VERSION = "0.1.0"
FEATURES = ["identity", "apply", "account", "messages", "blocks", "referral", "topics"]
FEATURES += ["closed_goods"]
ASSETS = Path(__file__).resolve().parents[2] / "woocommerce/plugin/setia-loyalty/assets"
ASSETS_AT = "/wp-content/plugins/setia-loyalty/assets"
MARK = "_setia_voucher"
SETTINGS = "/wp-admin-sandbox/setia"
LIVES_S = 300
PATIENCE_S = 2
SECRET_BYTES = 32
CODE = re.compile(r"[A-Za-z0-9_-]{1,64}")
STORE_ID = re.compile(r"str_[0-9A-Za-z]{26}")
UNSAFE = re.compile(
    r"<(script|iframe|style)\b.*?</\1>|\son\w+=\"[^\"]*\"", re.DOTALL | re.IGNORECASE
)
SAYS = {
    "connected": "Your shop is connected.",
    "denied": "You did not approve the access. Nothing was changed.",
    "code": "This pairing code is not valid any more. Ask Setia for a new one.",
    "taken": "This shop belongs to another programme already.",
    "failed": "The connection did not work. Try again in a minute.",
}


class Plugin:
    """What the plugin keeps, and what it does with it."""

    def __init__(self, store: Store, keys: Keys) -> None:
        self.store = store
        self.keys = keys
        self.connection: dict[str, str] = {}
        self.waiting = ""
        self.printed = Printed(self)
        self.closed = ClosedGoods(store)

    @property
    def on(self) -> bool:
        return self.store.config.plugin

    @property
    def connected(self) -> bool:
        return self.on and bool(self.connection)

    @property
    def api(self) -> str:
        held = self.connection
        return f"{held['api_url']}/storefront/v1/stores/{held['store']}"

    def reset(self) -> None:
        self.connection.clear()
        self.closed.reset()
        self.waiting = ""

    # -- routes for Setia

    def routes(self) -> Blueprint:
        bp = Blueprint("wc_setia", __name__, url_prefix="/wp-json/wc-setia/v1")
        bp.before_request(self._only_installed)
        bp.add_url_rule("/connection", "read", self.read)
        bp.add_url_rule("/connection", "keep", self.keep, methods=["PUT"])
        bp.add_url_rule("/connection", "forget", self.forget, methods=["DELETE"])
        bp.add_url_rule("/closed-goods", "close", self.close, methods=["PUT"])
        bp.add_url_rule("/pairing", "pairing", self.pairing)
        bp.register_error_handler(
            RestError, lambda error: rest.refusal(self.store, error)
        )
        return bp

    def _only_installed(self) -> None:
        if not self.on:
            text = "No route was found matching the URL and request method."
            raise RestError("rest_no_route", text, 404)
        if not request.path.endswith("/pairing"):
            with self.store.lock:
                self.keys.check(request)

    def read(self) -> Response:
        held = self.connection
        told = {name: held.get(name, "") for name in ("api_url", "store")}
        body = {"version": VERSION, "features": FEATURES, "connected": bool(held)}
        return rest.answer(self.store, body | told)

    def keep(self) -> Response:
        given = rest.asked()
        for name in ("api_url", "store", "identity_secret"):
            if not _is_right(name, given.get(name)):
                raise RestError(f"setia_bad_{name}", f"not a connection: {name}", 400)
        self.connection = {
            name: str(given.get(name) or "")
            for name in ("api_url", "store", "identity_secret", "lang")
        }
        self.connection["api_url"] = self.connection["api_url"].rstrip("/")
        self.waiting = ""
        self.printed.forget()
        return self.read()

    def forget(self) -> Response:
        self.reset()
        return self.read()

    def close(self) -> Response:
        return rest.answer(self.store, {"rules": self.closed.keep(rest.asked())})

    def pairing(self) -> Response:
        check = request.args.get("check", "")
        digest = hashlib.sha256(check.encode()).hexdigest()
        waits = bool(self.waiting) and hmac.compare_digest(self.waiting, digest)
        return rest.answer(self.store, {"waiting": waits, "version": VERSION})

    # -- what scripts of the shop's pages ask

    def ajax(self) -> AnyResponse | None:
        """Answer ``?wc-ajax=setia_…``; other requests go on."""
        name = request.args.get("wc-ajax", "")
        acts = {
            "setia_identity": self.identity,
            "setia_apply": self.apply,
            "setia_ref": self.refer,
        }
        if not self.on or name not in acts:
            return None
        answer = jsonify(acts[name]())
        answer.headers["Cache-Control"] = "no-cache, no-store, private"
        return answer

    def identity(self) -> dict[str, Any]:
        token = self.token() if _is_our_page() else None
        if token is None:
            return {"token": None}
        ends = self.store.now().astimezone(UTC) + timedelta(seconds=LIVES_S)
        return {"token": token, "expires_at": ends.strftime("%Y-%m-%dT%H:%M:%SZ")}

    def token(self) -> str | None:
        """Who is signed in here, as the plugin signs it; None for a guest."""
        visitor = sessions.customer()
        if not self.connected or visitor is None:
            return None
        now = int(self.store.now().timestamp())
        claims = {
            "store": self.connection["store"],
            "id": str(visitor.id),
            "email": (visitor.email or "").lower(),
            "iat": now,
            "exp": now + LIVES_S,
        }
        first = _url_safe(json.dumps(claims, separators=(",", ":")).encode())
        secret = base64.b64decode(self.connection["identity_secret"])
        digest = hmac.new(secret, first.encode(), hashlib.sha256).digest()
        return f"{first}.{_url_safe(digest)}"

    def apply(self) -> dict[str, Any]:
        if request.method != "POST" or not _is_our_page():
            abort(403)
        return self.put(request.form.get("code", ""))

    def put(self, code: str) -> dict[str, Any]:
        """Put one of our own coupons into the visitor's cart, or say why not."""
        with self.store.lock:
            coupon = self.store.discount_by_code(code) if code else None
            ours = coupon and any(each["key"] == MARK for each in coupon.meta)
            if not self.connected or coupon is None or not ours:
                return _no("This code is not one of your rewards.")
            row = sessions.cart()
            if not row.quantities:
                return _no("Put something into your cart first.")
            why = checkout.add_code(self.store, row, code, sessions.shopper())
        if why is None or why.code == "applied":
            return {"applied": True, "reason_text": ""}
        return _no(unescape(refusal_text(code, why)))

    def follow_link(self) -> AnyResponse | None:
        """``?apply_coupon=CODE`` of a mail, then a clean address."""
        code = request.args.get("apply_coupon", "")
        if not self.connected or not CODE.fullmatch(code) or request.method != "GET":
            return None
        done = self.put(code)
        flash(done["reason_text"] or "✓", "good" if done["applied"] else "bad")
        return redirect("/cart" if done["applied"] else request.path)

    def refer(self) -> dict[str, Any]:
        code = request.form.get("code", "")
        kept = request.method == "POST" and _is_our_page() and self.connected
        if not kept or not CODE.fullmatch(code):
            return {"kept": False}
        sessions.current(start=True)["landing"] = f"/?{urlencode({'ref': code})}"
        return {"kept": True}

    # -- pages

    def rewards(self) -> AnyResponse | str:
        """The Rewards tab of My account."""
        if not self.connected:
            abort(404)
        if sessions.customer() is None:
            return redirect("/my-account/login")
        page = self.fragment(self.token()) or self.fragment(None)
        return self._page(page)

    def public(self) -> str:
        """A page with the shortcode: the same for everybody."""
        if not self.connected:
            abort(404)
        return self._page(self.fragment(None))

    def _page(self, fragment: str | None) -> str:
        text = "Your rewards can’t be shown at the moment. Your points are safe."  # noqa: RUF001 -- as it is printed
        shown = Markup(fragment) if fragment else Markup("<p>{}</p>").format(text)  # noqa: S704 -- cleaned below
        return render_template("plugin_rewards.html", fragment=shown, page="account")

    def fragment(self, token: str | None) -> str | None:
        """The rewards page as Setia writes it, without what could run."""
        try:
            answer = requests.get(
                f"{self.api}/page",
                params={"fragment": "1", "lang": self.printed.lang()},
                headers={"Authorization": f"Bearer {token}"} if token else {},
                timeout=PATIENCE_S,
                allow_redirects=False,
            )
        except requests.RequestException:
            return None
        return UNSAFE.sub("", answer.text) if answer.ok else None

    def settings(self) -> AnyResponse | str:
        """The page WooCommerce, Setia: connect by a pairing code."""
        this_machine_only()
        own_forms_only()
        if not self.on:
            abort(404)
        if request.method == "POST" and request.form.get("what") == "disconnect":
            self.reset()
            return redirect(SETTINGS)
        if request.method == "POST":
            check = secrets.token_hex(20)
            self.waiting = hashlib.sha256(check.encode()).hexdigest()
            base = self.store.config.base_url
            asked = {
                "code": request.form.get("code", ""),
                "store": base,
                "return": f"{base}{SETTINGS}",
                "check": check,
                "lang": "en",
            }
            server = request.form.get("server", "").rstrip("/")
            return redirect(f"{server}/connect/woocommerce?{urlencode(asked)}")
        said = SAYS.get(request.args.get("setia", ""), "")
        return render_template(
            "office/setia.html", held=self.connection, said=said, **furniture()
        )

    def mount(self, flask_app: Flask) -> None:
        """Put everything on the store's app."""
        flask_app.register_blueprint(self.routes())
        flask_app.before_request(self.ajax)
        flask_app.before_request(self.follow_link)
        flask_app.before_request(self.closed.guard)
        add = flask_app.add_url_rule
        add("/my-account/rewards", "setia_rewards", self.rewards)
        add("/loyalty", "setia_public", self.public)
        add(SETTINGS, "setia_settings", self.settings, methods=["GET", "POST"])
        add(f"{ASSETS_AT}/<path:name>", "setia_assets", assets)
        flask_app.context_processor(
            lambda: furniture() if (request.endpoint or "").startswith("setia_") else {}
        )


def assets(name: str) -> Response:
    return send_from_directory(ASSETS, name, max_age=0)


def _is_our_page() -> bool:
    site = request.headers.get("Sec-Fetch-Site", "")
    origin = request.headers.get("Origin", "")
    return site in {"", "same-origin", "none"} and origin in {
        "",
        request.host_url.rstrip("/"),
    }


def _is_right(name: str, value: object) -> bool:
    if not isinstance(value, str):
        return False
    if name == "store":
        return STORE_ID.fullmatch(value) is not None
    if name == "api_url":
        return value.startswith(("https://", "http://127.0.0.1", "http://localhost"))
    try:
        return len(base64.b64decode(value, validate=True)) == SECRET_BYTES
    except ValueError:
        return False


def _no(text: str) -> dict[str, Any]:
    return {"applied": False, "reason_text": text}


def _url_safe(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
