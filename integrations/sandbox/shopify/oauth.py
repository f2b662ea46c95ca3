"""Getting tokens: exchange, refresh, authorization code; and the consent page."""

import base64
import hashlib
import hmac
import time
from typing import Any
from urllib.parse import urlencode

import jwt
from flask import (
    Blueprint,
    Response,
    jsonify,
    redirect,
    render_template,
    request,
)
from werkzeug.wrappers import Response as AnyResponse

from integrations.sandbox.shopify.tokens import Denied, Pair, Tokens
from integrations.sandbox.store.state import Store

EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
OWNER_ID = 99_001
ONLINE = "urn:shopify:params:oauth:token-type:online-access-token"


def signed_query(store: Store, params: dict[str, str]) -> str:
    """The query of an install link or callback, with its hexadecimal HMAC."""

    def escaped(text: str) -> str:
        return text.replace("%", "%25").replace("&", "%26")

    pairs = sorted(f"{escaped(k)}={escaped(v)}" for k, v in params.items())
    secret = store.config.client_secret.encode()
    digest = hmac.new(secret, "&".join(pairs).encode(), hashlib.sha256).hexdigest()
    return urlencode({**params, "hmac": digest})


def host_of(store: Store) -> str:
    handle = store.config.shop_domain.partition(".")[0]
    text = f"admin.shopify.com/store/{handle}"
    return base64.b64encode(text.encode()).decode().rstrip("=")


def app_link(store: Store, tokens: Tokens, deep: str = "", staff_id: str = "") -> str:
    """Where the admin opens the embedded app, session token and all."""
    token = tokens.session_token(staff_id) if staff_id else tokens.session_token()
    query = signed_query(
        store,
        {
            "embedded": "1",
            "host": host_of(store),
            "id_token": token,
            "locale": "en",
            "shop": store.config.shop_domain,
            "timestamp": str(int(time.time())),
        },
    )
    below = f"/{deep}" if deep else ""
    return f"{store.config.app_url}{below}?{query}"


def blueprint(store: Store, tokens: Tokens) -> Blueprint:
    bp = Blueprint("oauth", __name__)

    @bp.post("/admin/oauth/access_token")
    def access_token() -> tuple[Response, int]:
        raw = request.get_json(silent=True)
        asked = raw if isinstance(raw, dict) else request.form.to_dict()
        with store.lock:
            try:
                return jsonify(_grant(store, tokens, asked)), 200
            except Denied as denied:
                body = {"error": denied.code, "error_description": str(denied)}
                status = 401 if denied.code == "invalid_client" else 400
                return jsonify(body), status

    @bp.get("/admin/oauth/authorize")
    def authorize() -> AnyResponse | str:
        args = request.args
        if args.get("client_id") != store.config.client_id:
            return Response("The app with that client id does not exist.", 404)
        if request.args.get("approve") != "1":
            return render_template("consent.html", args=args, next=_approve_link())
        query = signed_query(
            store,
            {
                "code": tokens.code(),
                "host": host_of(store),
                "shop": store.config.shop_domain,
                "state": args.get("state", ""),
                "timestamp": str(int(time.time())),
            },
        )
        glue = "&" if "?" in args["redirect_uri"] else "?"
        return redirect(f"{args['redirect_uri']}{glue}{query}")

    return bp


def user_of(subject: str) -> dict[str, Any]:
    """Who of the shop's staff a session token speaks for; one owns the account."""
    claims = jwt.decode(subject, options={"verify_signature": False})
    number = int(str(claims["sub"]))
    return {
        "id": number,
        "first_name": "Pemilik" if number == OWNER_ID else "Staf",
        "last_name": "Toko" if number == OWNER_ID else str(number),
        "email": f"staff-{number}@toko.test",
        "account_owner": number == OWNER_ID,
        "locale": "id",
        "collaborator": False,
        "email_verified": True,
    }


def _approve_link() -> str:
    query = urlencode({**request.args.to_dict(), "approve": "1"})
    return f"/admin/oauth/authorize?{query}"


def _grant(store: Store, tokens: Tokens, asked: dict[str, Any]) -> dict[str, Any]:
    config = store.config
    secrets = {config.client_secret, config.old_client_secret} - {""}
    if (
        asked.get("client_id") != config.client_id
        or asked.get("client_secret") not in secrets
    ):
        raise Denied("invalid_client", "Client authentication failed.")
    expiring = str(asked.get("expiring", "0")) in {"1", "true", "True"}
    grant = asked.get("grant_type")
    if grant == EXCHANGE:
        subject = str(asked.get("subject_token", ""))
        pair = tokens.exchange(subject, expiring=expiring)
        if asked.get("requested_token_type") == ONLINE:
            return {**_answer(pair, store), "associated_user": user_of(subject)}
    elif grant == "refresh_token":
        pair = tokens.renew(str(asked.get("refresh_token", "")))
    elif asked.get("code"):
        pair = tokens.redeem_code(str(asked["code"]), expiring=expiring)
    else:
        raise Denied("invalid_request", "The grant type is not known.")
    return _answer(pair, store)


def _answer(pair: Pair, store: Store) -> dict[str, Any]:
    body: dict[str, Any] = {
        "access_token": pair.access.token,
        "scope": pair.access.scopes,
    }
    now = store.now()
    if pair.access.expires_at is not None:
        body["expires_in"] = int((pair.access.expires_at - now).total_seconds())
    if pair.refresh is not None:
        body["refresh_token"] = pair.refresh.token
        life = int((pair.refresh.expires_at - now).total_seconds())
        body["refresh_token_expires_in"] = life
    return body
