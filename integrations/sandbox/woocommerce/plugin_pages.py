"""What the plugin prints at places of the shop's pages: loader, lines, tabs."""

import time
from typing import Any, Protocol

import requests
from flask import request
from markupsafe import Markup

from integrations.sandbox.store.models import Order, Product
from integrations.sandbox.store.pricing import Priced
from integrations.sandbox.store.state import Store
from integrations.sandbox.web import sessions

ASSETS_AT = "/wp-content/plugins/setia-loyalty/assets"
FRESH_S = 60
FAILED_S = 10
PATIENCE_S = 2
KINDS = {"home": "listing", "login": "account", "signup": "account"}
WORDS = {
    "product": ("Buy this, earn {}", "Beli ini, dapat {}", "Beli ini, dapat {}"),
    "member": (
        "You’ll earn about {} with this order",  # noqa: RUF001 -- as it is printed
        "Kamu dapat sekitar {} dari pesanan ini",
        "Anda dapat kira-kira {} daripada pesanan ini",
    ),
    "guest": (
        "Sign in to earn about {} with this order",
        "Masuk untuk dapat sekitar {} dari pesanan ini",
        "Log masuk untuk dapat kira-kira {} daripada pesanan ini",
    ),
    "thanks": (
        "This order earns you about {}. Thank you!",
        "Pesanan ini memberimu sekitar {}. Terima kasih!",
        "Pesanan ini memberi anda kira-kira {}. Terima kasih!",
    ),
    "waiting": (
        "About {} are waiting: create an account with this address to keep them.",
        "Sekitar {} menunggumu: buat akun dengan alamat ini supaya tidak hilang.",
        "Kira-kira {} sedang menanti: cipta akaun dengan alamat ini.",
    ),
    "rewards": ("Rewards", "Hadiah", "Ganjaran"),
    "account": ("My account", "Akun saya", "Akaun saya"),
    "orders": ("Orders", "Pesanan", "Pesanan"),
}
LANGUAGES = ("en", "id", "ms")


class Installed(Protocol):
    """What the lines need to know of the plugin."""

    store: Store

    @property
    def connected(self) -> bool: ...

    @property
    def api(self) -> str: ...


class Printed:
    """The lines, with the programme's public summary behind them."""

    def __init__(self, plugin: Installed) -> None:
        self._plugin = plugin
        self._known: dict[str, tuple[float, dict[str, Any]]] = {}

    def forget(self) -> None:
        self._known.clear()

    def lang(self) -> str:
        return str(sessions.current().get("language", "en"))

    def at(self, place: str, shown: dict[str, Any]) -> str:
        """HTML for a place of a page; nothing while the shop is not connected."""
        if not self._plugin.connected:
            return ""
        printers = {
            "head": self._head,
            "end": self._loader,
            "product": self._product,
            "cart": self._cart,
            "checkout": self._cart,
            "account": self._tabs,
            "thanks": self._thanks,
        }
        printer = printers.get(place)
        return str(printer(shown)) if printer else ""

    def _say(self, key: str, points: str = "") -> str:
        texts = WORDS[key]
        lang = self.lang()
        at = LANGUAGES.index(lang) if lang in LANGUAGES else 0
        return texts[at].format(points)

    def _head(self, _shown: dict[str, Any]) -> str:
        return Markup(
            '<link rel="https://api.w.org/" href="/wp-json/">'
            '<link rel="stylesheet" href="{}/setia.css">\n'
        ).format(ASSETS_AT)

    def _loader(self, _shown: dict[str, Any]) -> str:
        attributes = {
            "api": self._plugin.api,
            "panel": f"{ASSETS_AT}/panel.js",
            "identity": "wc:/?wc-ajax=setia_identity",
            "apply": "/?wc-ajax=setia_apply",
            "ref": "/?wc-ajax=setia_ref",
            "signed-in": "true" if sessions.customer() else "false",
            "lang": self.lang(),
            "signin": "/my-account/login",
            "join": "/my-account/register",
            "cart": "woocommerce",
            "page": _kind_of_page(),
        }
        written = Markup(" ").join(
            Markup('data-{}="{}"').format(name, value)
            for name, value in attributes.items()
        )
        return Markup(
            '<script src="{}/loader.js" defer data-setia {}></script>\n'
        ).format(ASSETS_AT, written)

    def _product(self, shown: dict[str, Any]) -> str:
        row = shown["product"]
        if not isinstance(row, Product):
            return ""
        minor = row.variants[0].price_minor
        earned = self._earned(minor)
        return Markup(
            '<p class="lym-line"><span class="lym-points" data-setia-points'
            ' data-product="{}" data-price-minor="{}">{}</span></p>\n'
        ).format(row.id, minor, self._say("product", earned) if earned else "")

    def _cart(self, shown: dict[str, Any]) -> str:
        priced = shown["priced"]
        if not isinstance(priced, Priced):
            return ""
        earned = self._earned(sum(line.net_minor for line in priced.lines))
        key = "member" if sessions.customer() else "guest"
        text = self._say(key, earned) if earned else ""
        return Markup(
            '<div class="lym-line lym-cart" data-setia-cart>{}</div>\n'
        ).format(text)

    def _tabs(self, _shown: dict[str, Any]) -> str:
        return Markup(
            '<nav class="tabs" aria-label="{}"><a href="/my-account"{}>{}</a>'
            ' <a href="/my-account/rewards" id="rewards-tab"{}>{}</a></nav>\n'
        ).format(
            self._say("account"),
            _here("/my-account"),
            self._say("orders"),
            _here("/my-account/rewards"),
            self._say("rewards"),
        )

    def _thanks(self, shown: dict[str, Any]) -> str:
        row = shown["order"]
        if not isinstance(row, Order):
            return ""
        earned = self._earned(sum(line.net_minor for line in row.lines))
        if not earned:
            return ""
        key = "thanks" if row.customer_id else "waiting"
        return Markup(
            '<p class="lym-line lym-thanks" data-loyalty-open="{}">{}</p>\n'
        ).format("history" if row.customer_id else "home", self._say(key, earned))

    def _earned(self, minor: int) -> str:
        """Points for an amount with their name, empty where it can't be said."""
        says = self._summary()
        rate = says.get("earn_rate")
        if says.get("state") != "on" or not isinstance(rate, dict):
            return ""
        if rate.get("currency") != self._plugin.store.config.currency:
            return ""
        minor //= 10 ** max(
            0, self._plugin.store.decimals - int(says.get("decimals", 0))
        )
        points = minor * int(rate["points"]) // max(1, int(rate["per_minor"]))
        if points <= 0:
            return ""
        unit = says.get("unit", {}).get("one" if points == 1 else "other", "")
        mark = "," if self.lang() != "id" else "."
        return f"{points:,} {unit}".replace(",", mark).strip()

    def _summary(self) -> dict[str, Any]:
        lang, now = self.lang(), time.monotonic()
        until, says = self._known.get(lang, (0.0, {}))
        if now < until:
            return says
        try:
            answer = requests.get(
                f"{self._plugin.api}/bootstrap",
                params={"lang": lang},
                timeout=PATIENCE_S,
                allow_redirects=False,
            )
            found = answer.json() if answer.ok else {}
        except (requests.RequestException, ValueError):
            found = {}
        says = found if isinstance(found, dict) and found else says
        self._known[lang] = (now + (FRESH_S if found else FAILED_S), says)
        return says


def _here(path: str) -> str:
    """Say that a link leads to the page at hand."""
    return Markup(' aria-current="page"') if request.path == path else ""


def _kind_of_page() -> str:
    """Which kind of page this is, by its endpoint, as the plugin names them."""
    name = (request.endpoint or "").rpartition(".")[2]
    named = {"product", "cart", "account", "thanks", "listing"}
    if name == "checkout":
        return "cart"
    return name if name in named else KINDS.get(name, "")
