"""Where the rewards page stands, and where its links lead: at either of two doors."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlencode, urlsplit

from flask import request

from app.domain.ids import public_id
from app.domain.programme.storefront import Look
from app.services.env import Env
from app.services.storefront.visits import Visit
from app.web.storefront.doors import Door, base_of
from app.web.storefront.page.files import look_hash, served

STORE_PAGE_AT: Final = "/storefront/v1/stores/<store>/page"
PROXY_PAGE_AT: Final = "/storefront/shopify"
MOST_LINK: Final = 300
SIGN_IN: Final = {"shopify": "/account/login", "woocommerce": "/my-account/"}
JOIN: Final = {"shopify": "/account/register", "woocommerce": "/my-account/"}


Kept = tuple[tuple[str, str], ...]
"""What an address says of its frame, so that the next page has the same one."""


@dataclass(frozen=True, slots=True)
class Place:
    """The addresses of one page, as the shopper's browser reaches them."""

    page: str
    """The page itself; below it are its forms and files."""
    canonical: str
    shop: str
    signin: str
    join: str
    style: str
    look: str
    script: str
    icon: str
    manifest: str
    offline: str
    worker: str
    scope: str
    card: str
    redeem: str
    back: str

    def in_language(self, tag: str) -> str:
        """Return the page's whole address in a language."""
        return f"{self.canonical}?{urlencode({'lang': tag})}"


def place_of(
    env: Env, visit: Visit, door: Door, look: Look, lang: str, *, kept: Kept
) -> Place:
    """Return the addresses of a page for a visit; *kept* goes along with its forms."""
    public, shop = env.public_url.rstrip("/"), visit.store.base_url.rstrip("/")
    store = public_id("str", visit.store_id)
    own = f"{public}/storefront/v1/stores/{store}/page"
    page, whole = own, own
    if door.name == "proxy":
        page = base_of(door, env, store).rpartition("/")[0]
        whole = shop + page
    platform = visit.store.platform
    inside = request.args.get("fragment") == "1"
    back = _link("back", shop, SIGN_IN.get(platform, "/") if inside else "")
    if back:
        # Forms and the card lead to pages of ours; they must know the way home.
        kept = (*kept, ("back", back))
    said, along = _query(lang), _query(lang, *kept)
    style, look_at = served(public, "page.css"), f"{own}/look.css?v={look_hash(look)}"
    offline = f"{page}/offline{said}"
    shell = {
        "v": f"{look_hash(look)}{style.rpartition('/')[2]}",
        "offline": offline,
        "style": style,
        "look": look_at,
        "card": f"{page}/card",
    }
    return Place(
        page=page,
        canonical=whole,
        shop=shop or "/",
        signin=_link("signin", shop, SIGN_IN.get(platform, "/")),
        join=_link("join", shop, JOIN.get(platform, "/")),
        style=style,
        look=look_at,
        script=served(public, "page.js"),
        icon=served(public, "icon.svg"),
        manifest=f"{page}/manifest.webmanifest{said}",
        offline=offline,
        worker=f"{page}/worker.js?{urlencode(shell)}",
        scope=f"{page}/",
        card=f"{page}/card{along}",
        redeem=f"{page}/redeem{along}",
        back=back or f"{page}{along}",
    )


def _query(lang: str, *more: tuple[str, str]) -> str:
    return f"?{urlencode([('lang', lang), *more])}"


def _link(name: str, shop: str, usual: str) -> str:
    """Return a link into the shop: what its own page asked for, or the usual one.

    A page may name places of its own shop only; anything else is left aside.
    """
    asked = request.values.get(name, "")
    if asked and len(asked) <= MOST_LINK and _inside(asked, shop):
        return asked if asked.startswith("http") else shop + asked
    return shop + usual if usual else ""


def _inside(link: str, shop: str) -> bool:
    plain = quote(link, safe="/:?&=%#._~+-@") == link
    if not plain or link.startswith("//"):
        return False
    if link.startswith("/"):
        return True
    one, other = urlsplit(link), urlsplit(shop)
    return (one.scheme, one.netloc) == (other.scheme, other.netloc)
