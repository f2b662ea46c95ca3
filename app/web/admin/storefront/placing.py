"""Product and cart: every place of ours in a store, what it shows, if it is there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from app.domain.money import exponent
from app.domain.placements import (
    PANEL,
    PLUGIN,
    SHOPIFY,
    Placement,
    Sample,
    of_platform,
)
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.figures import money_text, units_text
from app.domain.programme.reward_words import reward_title
from app.domain.programme.storefront_voices import voice_of
from app.domain.staff import Right
from app.storage.placements import PlacementRepository
from app.storage.store_checks import CheckRepository
from app.storage.stores import StoreRow
from app.storage.unit_of_work import UnitOfWork
from app.web.admin.route import Ask, Pages, View
from app.web.storefront.bootstrap import earn_rate

pages = Pages("placements")

AT: Final = "/storefront/placing"
RECENT: Final = timedelta(days=30)
"""What was met since then stands where it stood."""
PRICES: Final = {"IDR": 150_000, "MYR": 45}
USUAL_PRICE: Final = 50
USUAL_POINTS: Final = 49
BALANCE: Final = 7
"""So many such purchases a sample member has behind them."""

Seen = Mapping[tuple[UUID, str], datetime]


@dataclass(frozen=True, slots=True)
class Picture:
    """What a placement looks like, in example figures."""

    kind: Sample
    line: str
    below: str = ""
    price: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """One placement of one store."""

    key: str
    where: str
    way: str
    picture: Picture | None
    state: str
    """``seen``, ``long_ago``, ``not_yet``, ``plugin``, ``silent``."""
    seen_at: datetime | None
    href: str
    do: str
    outside: bool = True


@pages.page("GET", AT, right=Right.READ)
def placing(ask: Ask) -> View:
    """Show every place of one store."""
    stores = [each for each in ask.office.stores if of_platform(each.platform)]
    live = [each for each in stores if each.state == "connected"] or stores
    if not live or ask.office.document is None:
        return View("admin/storefront/placing.html", {"store": None})
    wanted = ask.query.get("store", "")
    store = next((each for each in live if str(each.store_id) == wanted), live[0])
    seen = ask.run(seen_places)
    pictures = _pictures(ask, ask.office.document, store)
    shown = [
        _shown(ask, store, each, seen, pictures.get(each.sample))
        for each in of_platform(store.platform)
    ]
    tabs = [(str(each.store_id), each.name) for each in live]
    return View(
        "admin/storefront/placing.html",
        {"store": store, "stores": tabs, "shown": shown},
    )


def seen_places(uow: UnitOfWork) -> Seen:
    """Return when each was met last; the launcher is noted among the checks."""
    panels = {
        (row.store_id, PANEL): row.checked_at
        for row in CheckRepository(uow).all()
        if row.code == PANEL
    }
    return {**PlacementRepository(uow).all(), **panels}


def _shown(
    ask: Ask, store: StoreRow, place: Placement, seen: Seen, picture: Picture | None
) -> Shown:
    at = seen.get((store.store_id, place.mark)) if place.mark else None
    href, do, outside = _way(ask, store, place)
    return Shown(
        key=place.key,
        where=ask.say(f"placement.where.{place.platform}.{place.key}"),
        way=ask.say(f"placement.way.{place.platform}.{place.way}"),
        picture=picture,
        state=_state(place, at, ask.now, seen.get((store.store_id, PLUGIN))),
        seen_at=at,
        href=href,
        do=ask.say(f"placement.do.{do}"),
        outside=outside,
    )


def _state(
    place: Placement, at: datetime | None, now: datetime, plugin_at: datetime | None
) -> str:
    if not place.mark:
        return "silent"
    if at is not None and now - at < RECENT:
        return "plugin" if place.mark == PLUGIN else "seen"
    if at is not None:
        return "long_ago"
    alive = plugin_at is not None and now - plugin_at < RECENT
    return "plugin" if place.way == "plugin" and alive else "not_yet"


def _way(ask: Ask, store: StoreRow, place: Placement) -> tuple[str, str, bool]:
    """Return where a placement is put or looked at, what is done there, and if outside.

    A sandbox store has neither theme editor nor WordPress; it is opened.
    """
    if place.way == "link":
        return "/storefront/page", "page", False
    root = store.base_url.rstrip("/")
    if store.sandbox or place.way in ("editor", "plugin"):
        return root, "store", True
    if place.way == "shortcode":
        return f"{root}/wp-admin/post-new.php?post_type=page", "wordpress", True
    key = ask.env.app_keys.get(SHOPIFY, "")
    return editor_address(store.domain, key, place), "editor", True


def editor_address(domain: str, client_id: str, place: Placement) -> str:
    """Return where the theme editor opens with a placement at hand."""
    embed = {"context": "apps", "template": place.template}
    asked = (
        {**embed, "activateAppId": f"{client_id}/{place.block}"}
        if place.way == "embed"
        else {
            "template": place.template,
            "addAppBlockId": f"{client_id}/{place.block}",
            "target": "newAppsSection",
        }
    )
    query = urlencode(asked, safe="/")
    return f"https://{domain}/admin/themes/current/editor?{query}"


def _pictures(
    ask: Ask, document: ProgrammeDocument, store: StoreRow
) -> dict[str, Picture]:
    """Return the pictures, in the programme's own words and rate."""
    voice = voice_of(document, ask.language.value)
    currency, asset = store.currency, document.main_points
    minor = PRICES.get(currency, USUAL_PRICE) * 10 ** exponent(currency)
    price = money_text(minor, currency, ask.language)
    rate = earn_rate(document, currency)
    scale = document.asset(asset).scale
    units = USUAL_POINTS * 10**scale
    if rate is not None:
        units = minor * rate.points // rate.per_minor

    def points(amount: int) -> str:
        return units_text(document, asset, amount, voice.base)

    earned, balance = points(units), points(units * BALANCE)
    first = next((each for each in document.rewards if each.enabled), None)
    goal = (
        voice.say(
            "home.next_reward",
            points=earned,
            reward=reward_title(document, first, voice.base),
        )
        if first is not None
        else ""
    )
    had = voice.say("home.balance", points=balance)
    return {
        "launcher": Picture("launcher", voice.say("launcher.guest"), balance),
        "product": Picture(
            "product", voice.say("earn.product", points=earned), price=price
        ),
        "cart": Picture(
            "cart",
            voice.say("earn.cart", points=earned),
            voice.say("earn.cart_guest", points=earned),
            price,
        ),
        "progress": Picture("progress", had, goal),
        "invite": Picture("invite", voice.say("earn.referral")),
        "thanks": Picture("thanks", voice.say("celebrate.points", points=earned)),
    }
