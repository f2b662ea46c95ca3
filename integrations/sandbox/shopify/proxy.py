"""The app proxy: pages under the shop's own address that the app answers.

The query is signed; method, body and cookies are not passed on as they came. What
the app answers as Liquid stands in the shop's theme, like a page of its own.
"""

import hashlib
import hmac

import requests
from flask import Blueprint, Response, render_template, request
from liquid import Environment
from markupsafe import Markup

from integrations.sandbox.store.state import Store
from integrations.sandbox.web import sessions
from integrations.sandbox.web.shop import furniture

OURS = {"shop", "logged_in_customer_id", "path_prefix", "timestamp", "signature"}
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
LIQUID = "application/liquid"
TIMEOUT_S = 10
PASSED_ON = (
    "Content-Type",
    "Accept",
    "Accept-Language",
    "User-Agent",
    "If-None-Match",
)
PASSED_BACK = ("Content-Type", "Cache-Control", "Location", "ETag", "Retry-After")


def signature(params: list[tuple[str, str]], secret: str) -> str:
    """Hexadecimal HMAC over ``name=value`` texts, sorted and joined by nothing."""
    grouped: dict[str, list[str]] = {}
    for name, value in params:
        grouped.setdefault(name, []).append(value)
    texts = sorted(f"{name}={','.join(values)}" for name, values in grouped.items())
    return hmac.new(
        secret.encode(), "".join(texts).encode(), hashlib.sha256
    ).hexdigest()


def signed_params(store: Store, given: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The visitor's parameters and Shopify's own, with the signature."""
    config = store.config
    customer_id = sessions.customer_id()
    params = [pair for pair in given if pair[0] not in OURS]
    params += [
        ("shop", config.shop_domain),
        ("logged_in_customer_id", str(customer_id or "")),
        ("path_prefix", f"/{config.proxy_prefix}/{config.proxy_subpath}"),
        ("timestamp", str(int(store.now().timestamp()))),
    ]
    return [*params, ("signature", signature(params, config.client_secret))]


def blueprint(store: Store) -> Blueprint:
    bp = Blueprint("proxy", __name__)
    config = store.config
    rule = f"/{config.proxy_prefix}/{config.proxy_subpath}"

    @bp.route(rule, methods=METHODS, defaults={"rest": ""})
    @bp.route(f"{rule}/<path:rest>", methods=METHODS)
    def forward(rest: str) -> Response:
        if not config.proxy_url:
            page = render_template("message.html", title="404", text="Page not found.")
            return Response(page, 404)
        given = list(request.args.items(multi=True))
        target = config.proxy_url.rstrip("/") + (f"/{rest}" if rest else "")
        headers = {k: request.headers[k] for k in PASSED_ON if k in request.headers}
        headers["X-Forwarded-Host"] = config.shop_domain
        try:
            answer = requests.request(
                request.method,
                target,
                params=signed_params(store, given),
                data=request.get_data(),
                headers=headers,
                timeout=TIMEOUT_S,
                allow_redirects=False,
            )
        except requests.RequestException:
            return _broken()
        if answer.status_code >= 500:  # noqa: PLR2004 -- the server's own failures
            return _broken()
        if answer.headers.get("Content-Type", "").startswith(LIQUID):
            page = _in_theme(answer.text)
            response = Response(page, answer.status_code, mimetype="text/html")
            del answer.headers["Content-Type"]
        else:
            response = Response(answer.content, answer.status_code)
        for name in PASSED_BACK:
            if name in answer.headers:
                response.headers[name] = answer.headers[name]
        return response

    return bp


def _in_theme(text: str) -> str:
    """A page of the app as the shop shows it: read as Liquid, in the theme's layout."""
    shown = Environment().from_string(text).render()
    html_of_app = Markup(shown)  # noqa: S704 -- an installed app writes HTML
    return render_template(
        "app_page.html", **furniture(), shown=html_of_app, page="page"
    )


def _broken() -> Response:
    page = render_template(
        "message.html",
        title="There was an error in the third-party application.",
        text="Please try again in a moment.",
    )
    return Response(page, 502)
