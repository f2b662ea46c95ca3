"""Who asks inside a platform's admin: proven by its token with every request.

No cookie is read or set here. App Bridge puts the token into the header of every
fetch; the first document carries it in its address. A document without a token that
holds is sent to a page that fetches one and comes back.

A frame may be opened only by the shop that a signature names. A token does, and so
does a ticket of ours in an address: it says that we saw such a token, opens nothing,
and lets the empty page that fetches the next token stand in the frame.
"""

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import Flask, Response, current_app, g, redirect, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

from app.domain.billing import Standing
from app.domain.installing import StaffVisit
from app.domain.words import Language
from app.services import billing
from app.services.app_host import AppHost
from app.services.env import Env
from app.services.shop_staff import Inside, enter, read_only
from app.services.staff.principal import StaffPrincipal
from app.web.headers import allow_frames, allow_sources

PLATFORM: Final = "shopify"
HOME: Final = f"/{PLATFORM}"
ADMIN: Final = "https://admin.shopify.com"
ADMIN_HOST: Final = re.compile(
    r"admin\.shopify\.com/store/[a-z0-9-]{1,100}|[a-z0-9-]{1,62}\.myshopify\.com/admin"
)
CDN: Final = "https://cdn.shopify.com"
TOKEN_FIELD: Final = "id_token"  # noqa: S105 - a field's name
TICKET_FIELD: Final = "frame"
TICKET_LIVES_S: Final = 86_400
RETRY: Final = "X-Shopify-Retry-Invalid-Session-Request"
KEPT_FIELDS: Final = ("shop", "host", "locale", "embedded")
"""Of the platform's own address, what App Bridge and we need on the next page."""
UNAUTHORISED: Final = 401
FOUND: Final = 302
REDIRECTS: Final = range(300, 400)


@dataclass(frozen=True, slots=True)
class Frame:
    """What a page inside a shop's admin needs to stand there."""

    domain: str
    client_id: str
    ticket: str
    standing: Standing


def asked() -> bool:
    """Tell whether this request belongs to the embedded surface."""
    # A frame of a page of our own has the cookie of its session with it; from inside
    # a platform's admin none is ever sent.
    framed = request.headers.get("Sec-Fetch-Dest") == "iframe" and not request.cookies
    return bool(framed or _token() or TICKET_FIELD in request.args)


def principal_of_token(env: Env) -> StaffPrincipal | None:
    """Return who asks by the platform's token; None when it does not hold.

    Neither does it for a shop that is not installed or a person who was removed.
    """
    inside = inside_of(env)
    if inside is None:
        return None
    frame: Frame = g.embedded_frame
    return read_only(inside.staff, frame.standing)


def inside_of(env: Env) -> Inside | None:
    """Return who stands in which shop's admin, with all that their role allows."""
    if "embedded_inside" not in g:
        g.embedded_inside = _look(env)
    found: Inside | None = g.embedded_inside
    return found


def _look(env: Env) -> Inside | None:
    seen = visit_of(env)
    if seen is None:
        return None
    inside = enter(env, PLATFORM, seen, _token(), language=spoken())
    if inside is None:
        return None
    standing = standing_in(env, inside)
    client_id = env.app_hosts[PLATFORM].client_id
    g.embedded_frame = Frame(seen.domain, client_id, ticket_for(seen.domain), standing)
    return inside


def standing_in(env: Env, inside: Inside) -> Standing:
    """Return how the shop stands, by what its platform said last."""
    if env.billing is None:
        return Standing.FREE
    return env.database.run(
        inside.store.programme_id,
        lambda uow: billing.standing_of(env, uow, inside.store.store_id),
    )


def visit_of(env: Env) -> StaffVisit | None:
    """Return what the token in hand says, shop installed or not."""
    host, token = _host(env), _token()
    if host is None or not token:
        return None
    return host.staff(token, at=env.clock.now())


def allow(_env: Env, _staff: StaffPrincipal) -> None:
    """Let the verified shop show the answer in a frame."""
    stand_in(g.embedded_frame.domain)


def stand_in(domain: str) -> None:
    """Let exactly this shop and the platform's admin show the answer in a frame."""
    allow_frames(f"https://{domain}", ADMIN)
    allow_sources(
        script_src=CDN, style_src=CDN, font_src=CDN, connect_src=CDN, frame_src=ADMIN
    )


def bounce(env: Env) -> Response:
    """Answer somebody without a token that lets them in.

    A fetch is told to come again with a fresh token; a document is sent to fetch
    one, or to be installed where its token is good and the shop is not ours yet.
    """
    seen = visit_of(env)
    if is_fetch():
        answer = Response("", UNAUTHORISED)
        if seen is None:
            answer.headers[RETRY] = "1"
        return answer
    if seen is not None:
        return _sent(f"{HOME}?{urlencode(kept_fields(token=True))}")
    domain = proven_domain(env)
    if domain is None:
        return _sent(f"{HOME}/outside")
    return to_bounce(env, domain)


def to_bounce(env: Env, domain: str) -> Response:
    """Send a document to the page that fetches a token and comes back here."""
    asked_for = [
        (name, value)
        for name, value in parse_qsl(request.query_string.decode("latin-1"))
        if name not in (TOKEN_FIELD, "hmac", "timestamp", "session")
    ]
    here = f"{env.public_url.rstrip('/')}{request.path}"
    reload = f"{here}?{urlencode(asked_for)}" if asked_for else here
    query = {
        **kept_fields(),
        TICKET_FIELD: ticket_for(domain),
        "shopify-reload": reload,
    }
    return _sent(f"{HOME}/bounce?{urlencode(query)}")


def proven_domain(env: Env) -> str | None:
    """Return the shop that a signature in the address names, however old it is.

    Good for standing in a frame and for nothing else.
    """
    host = _host(env)
    if host is None:
        return None
    for query in (request.query_string, urlsplit(_referrer(env)).query.encode()):
        fields = dict(parse_qsl(query.decode("latin-1")))
        domain = _ticket_domain(fields.get(TICKET_FIELD, ""))
        domain = domain or host.named(query.decode("latin-1"))
        if domain is not None:
            return domain
    return None


def _referrer(env: Env) -> str:
    """Return the page that led here, if it is one of ours."""
    said = request.headers.get("Referer", "")
    return said if said.startswith(f"{env.public_url.rstrip('/')}/") else ""


def ticket_for(domain: str) -> str:
    """Return a ticket that lets a page stand in this shop's frame for a day."""
    return str(_signer().dumps(domain))


def _ticket_domain(ticket: str) -> str | None:
    if not ticket:
        return None
    try:
        domain = _signer().loads(ticket, max_age=TICKET_LIVES_S)
    except BadSignature:
        return None
    return domain if isinstance(domain, str) else None


def _signer() -> URLSafeTimedSerializer:
    config = current_app.config
    keys = [*reversed(config.get("SECRET_KEY_FALLBACKS") or ()), config["SECRET_KEY"]]
    return URLSafeTimedSerializer(keys, salt="embedded-frame/1")


def kept_fields(*, token: bool = False) -> dict[str, str]:
    """Return what of the address in hand the next page needs."""
    names = (*KEPT_FIELDS, TOKEN_FIELD) if token else KEPT_FIELDS
    kept = {name: request.args[name] for name in names if name in request.args}
    if not _is_admin(kept.get("host", "")):
        kept.pop("host", None)
    return kept


def _is_admin(host: str) -> bool:
    """Tell whether the platform's word for where its admin is names its admin."""
    try:
        where = base64.b64decode(host + "=" * (-len(host) % 4), validate=True)
    except (binascii.Error, ValueError):
        return False
    return ADMIN_HOST.fullmatch(where.decode("latin-1")) is not None


def spoken() -> Language | None:
    """Return the language of the admin around us, if it is one of ours."""
    said = request.args.get("locale", "").replace("_", "-").partition("-")[0].lower()
    return Language(said) if said in tuple(Language) else None


def is_fetch() -> bool:
    """Tell whether a script asked; a document can be sent elsewhere."""
    return (
        request.method not in {"GET", "HEAD"}
        or "Authorization" in request.headers
        or request.headers.get("HX-Request") == "true"
        or request.headers.get("Sec-Fetch-Dest") == "empty"
    )


def _token() -> str:
    """Return the token in hand: of the header, or of a document's address."""
    said = request.headers.get("Authorization")
    if said is not None:
        scheme, _, token = said.partition(" ")
        return token.strip() if scheme.lower() == "bearer" else ""
    if request.method in {"GET", "HEAD"}:
        return request.args.get(TOKEN_FIELD, "")
    return ""


def _host(env: Env) -> AppHost | None:
    return env.app_hosts.get(PLATFORM)


def _sent(address: str) -> Response:
    answer = redirect(address, FOUND)
    return Response(answer.get_data(), FOUND, {"Location": address})


def register(flask_app: Flask, _env: Env) -> None:
    """Keep every answer of the embedded surface inside its frame."""

    def keep_inside(answer: Response) -> Response:
        if "embedded_frame" not in g:
            return answer
        if "HX-Redirect" in answer.headers:
            # The whole page anew would come without a token; a fetch brings it.
            answer.headers["HX-Location"] = answer.headers.pop("HX-Redirect")
        to = answer.headers.get("Location", "")
        if answer.status_code in REDIRECTS and to.startswith("/") and not is_fetch():
            field = urlencode({TICKET_FIELD: g.embedded_frame.ticket})
            answer.headers["Location"] = f"{to}{'&' if '?' in to else '?'}{field}"
        # What a token opened stays with whoever brought it.
        answer.headers.pop("Set-Cookie", None)
        return answer

    flask_app.after_request(keep_inside)
