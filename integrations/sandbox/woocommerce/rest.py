"""What all REST routes share: parameters, paging, trimming, answers, refusals."""

import functools
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from integrations.sandbox.store.clock import parse_instant
from integrations.sandbox.store.state import Store
from integrations.sandbox.woocommerce.errors import RestError
from integrations.sandbox.woocommerce.wire import Body, encode

Row = TypeVar("Row")
MOST_PER_PAGE = 100
MOST_IN_BATCH = 100
JSON = "application/json; charset=UTF-8"


def locked_routes(bp: Blueprint, store: Store) -> Callable[..., None]:
    """Adds routes to *bp* whose views run under the store's lock."""

    def add(
        rule: str,
        endpoint: str,
        view: Callable[..., Response],
        methods: list[str] | None = None,
    ) -> None:
        @functools.wraps(view)
        def locked(**args: int) -> Response:
            with store.lock:
                return view(**args)

        bp.add_url_rule(rule, endpoint, locked, methods=methods or ["GET"])

    return add


def answer(store: Store, body: object, status: int = 200) -> Response:
    response = Response(encode(body), status)
    response.headers["Content-Type"] = JSON
    root = f"{store.config.base_url}/wp-json/"
    response.headers["Link"] = f'<{root}>; rel="https://api.w.org/"'
    return response


def refusal(store: Store, error: RestError) -> Response:
    return answer(store, error.body(), error.status)


def asked() -> dict[str, Any]:
    """The JSON body, or the form, or nothing; parameters in the query count too."""
    raw = request.get_json(silent=True)
    if request.data and raw is None and not request.form:
        raise RestError("rest_invalid_json", "Invalid JSON body passed.", 400)
    body = raw if isinstance(raw, dict) else request.form.to_dict()
    for name, value in request.args.items():
        if not name.startswith(("oauth_", "consumer_")):
            body.setdefault(name, value)
    return body


def number(name: str, default: int, most: int | None = None) -> int:
    text = request.args.get(name, str(default))
    if not text.isdigit() or int(text) < 1 or (most is not None and int(text) > most):
        raise RestError.invalid_param(name)
    return int(text)


def decimals() -> int | None:
    text = request.args.get("dp", "")
    return int(text) if text.isdigit() else None


def id_list(name: str) -> set[int] | None:
    """``include=14,18`` (or ``include[]=14``) as numbers."""
    texts = [*request.args.getlist(f"{name}[]"), request.args.get(name, "")]
    joined = ",".join(text for text in texts if text)
    if not joined:
        return None
    return {int(part) for part in joined.split(",") if part.strip().isdigit()}


def instant(store: Store, name: str) -> datetime | None:
    """A time that filters: the shop's own zone, unless it or ``dates_are_gmt`` says."""
    text = request.args.get(name)
    if not text:
        return None
    as_gmt = request.args.get("dates_are_gmt", "").lower() in {"1", "true"}
    try:
        plain = parse_instant(text.replace(" ", "+"), default_tz=store.zone)
        if as_gmt and datetime.fromisoformat(text).tzinfo is None:
            plain = parse_instant(text)
    except ValueError:
        raise RestError.invalid_param(name) from None
    return plain


def page(
    store: Store, rows: Sequence[Row], view: Callable[[Row], Body], path: str
) -> Response:
    """One page of a list with its totals and links; past the end there is nothing."""
    per_page = number("per_page", 10, MOST_PER_PAGE)
    current = number("page", 1)
    start = (current - 1) * per_page
    offset = request.args.get("offset", "")
    if offset.isdigit():
        start = int(offset)
    pages = -(-len(rows) // per_page)
    shown = [trimmed(view(row)) for row in rows[start : start + per_page]]
    response = answer(store, shown)
    response.headers["X-WP-Total"] = str(len(rows))
    response.headers["X-WP-TotalPages"] = str(pages)
    others = []
    if current > 1:
        others.append(_link(store, path, current - 1, "prev"))
    if current < pages:
        others.append(_link(store, path, current + 1, "next"))
    if others:
        response.headers["Link"] = ", ".join([response.headers["Link"], *others])
    return response


def _link(store: Store, path: str, number: int, rel: str) -> str:
    params = {k: v for k, v in request.args.items() if not k.startswith("oauth_")}
    params.pop("consumer_key", None)
    params.pop("consumer_secret", None)
    params["page"] = str(number)
    href = f"{store.config.base_url}/wp-json/wc/v3/{path}?{urlencode(params)}"
    return f'<{href}>; rel="{rel}"'


def trimmed(body: Body) -> Body:
    """Only what ``?_fields=`` names."""
    wanted = request.args.get("_fields")
    if not wanted:
        return body
    names = {name.strip().partition(".")[0] for name in wanted.split(",")}
    return {name: value for name, value in body.items() if name in names}


def one(store: Store, body: Body, status: int = 200, path: str = "") -> Response:
    response = answer(store, trimmed(body), status)
    if path:
        href = f"{store.config.base_url}/wp-json/wc/v3/{path}"
        response.headers["Location"] = href
    return response


def forced() -> bool:
    return str(request.args.get("force", asked().get("force", ""))).lower() in {
        "1",
        "true",
    }


def batch(
    body: dict[str, Any],
    create: Callable[[dict[str, Any]], Body],
    update: Callable[[dict[str, Any]], Body],
    delete: Callable[[int], Body],
) -> Body:
    """Up to 100 at once; each has its own success or error, the whole is a 200."""
    groups = {name: body.get(name) or [] for name in ("create", "update", "delete")}
    if sum(len(rows) for rows in groups.values()) > MOST_IN_BATCH:
        text = f"Unable to accept more than {MOST_IN_BATCH} items for this request."
        raise RestError("woocommerce_rest_request_entity_too_large", text, 413)
    done: Body = {}
    for name, act in (("create", create), ("update", update)):
        if groups[name]:
            done[name] = [_try(act, row) for row in groups[name]]
    if groups["delete"]:
        done["delete"] = [_try_delete(delete, int(n)) for n in groups["delete"]]
    return done


def _try(act: Callable[[dict[str, Any]], Body], row: dict[str, Any]) -> Body:
    try:
        return act(row)
    except RestError as error:
        return {"id": row.get("id", 0), "error": error.body()}


def _try_delete(act: Callable[[int], Body], row_id: int) -> Body:
    try:
        return act(row_id)
    except RestError as error:
        return {"id": row_id, "error": error.body()}
