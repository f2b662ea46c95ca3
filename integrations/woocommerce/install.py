"""Connecting a store: what it is, whether it can be used, who tells us what.

Keys come by consent: the store's own page asks the merchant and then posts them
to us, unsigned and without naming itself. Only the random state that we made up
tells which connection they belong to.
"""

import re
from dataclasses import dataclass, field
from hashlib import sha256
from urllib.parse import urlencode, urljoin, urlsplit

from app.domain.errors import Malformed, PlatformMissing, PlatformRefused
from app.domain.json_limits import read_json
from app.domain.money import exponent
from app.ports import StoreConnection, StoreDescription, WebhookReport
from integrations.addresses import DEFAULT_PORTS
from integrations.http import Answer
from integrations.reading import Body, mapping, text
from integrations.woocommerce.client import WooClient

TOPICS = (
    "order.created",
    "order.updated",
    "order.deleted",
    "order.restored",
    "customer.created",
    "customer.updated",
    "customer.deleted",
    "product.updated",
)
PLUGIN_TOPICS = ("review.approved", "action.wc_setia_order_changed")
"""Only our plugin knows them; without it they are silent, or refused when made."""
OUTCOMES = ("present", "created", "repaired", "removed", "failed")
MOST_PAGES = 20
REDIRECTS = range(300, 400)
STATE = re.compile(r"[A-Za-z0-9_-]{20,128}")
KEY = re.compile(r"ck_[0-9a-f]{40}")
SECRET = re.compile(r"cs_[0-9a-f]{40}")
PLAIN_PERMALINKS = (
    "the REST API does not answer: choose any structure but Plain under"
    " Settings, Permalinks"
)


class KeysRefused(Malformed):
    """What was posted as keys is not what a store posts."""

    code = "keys_refused"


@dataclass(frozen=True, slots=True)
class GrantedKeys:
    """What a store posts after the merchant approved."""

    state: str
    """Our own, echoed: the only tie to a connection."""
    consumer_key: str = field(repr=False)
    consumer_secret: str = field(repr=False)


def consent_url(
    base_url: str, *, app_name: str, state: str, return_url: str, callback_url: str
) -> str:
    """Return the store's page on which the merchant approves.

    Raises:
        ValueError: *state* has signs that the store would not give back whole
            (a programmer's mistake).
    """
    if not STATE.fullmatch(state):
        raise ValueError("a state is 20 to 128 of A-Z a-z 0-9 _ -")
    query = {
        "app_name": app_name,
        "scope": "read_write",
        "user_id": state,
        "return_url": return_url,
        "callback_url": callback_url,
    }
    return f"{base_url.rstrip('/')}/wc-auth/v1/authorize?{urlencode(query)}"


def granted_keys(body: bytes) -> GrantedKeys:
    """Return the keys that a store posted.

    Raises:
        Malformed: Not the callback of a store, or keys of too little right.
    """
    found = mapping(read_json(body))
    state = text(found.get("user_id")) or ""
    key = text(found.get("consumer_key")) or ""
    secret = text(found.get("consumer_secret")) or ""
    if not (STATE.fullmatch(state) and KEY.fullmatch(key) and SECRET.fullmatch(secret)):
        raise KeysRefused("this is not what a store posts after an approval")
    if found.get("key_permissions") != "read_write":
        raise KeysRefused("the keys must be allowed to read and to write")
    return GrantedKeys(state, key, secret)


def describe(client: WooClient, store: StoreConnection) -> StoreDescription:
    """Return what the store says of itself; the connection test.

    What a merchant can put right comes back as problems, in place of the rest.

    Raises:
        AccessRevoked: The key was refused in every way it can be shown.
    """
    root = client.http.call("GET", f"{store.base_url}/wp-json/")
    problem = _problem(store, root)
    if problem:
        return _unusable(store, problem)
    site = mapping(root.document())
    namespaces = site.get("namespaces")
    if not isinstance(namespaces, list) or "wc/v3" not in namespaces:
        return _unusable(store, "WooCommerce is not active on this site")
    status = client.get_one(
        store, "system_status", _fields="environment,settings,active_plugins"
    )
    environment = mapping(status.get("environment"))
    settings = mapping(status.get("settings"))
    currency = text(settings.get("currency")) or ""
    home = text(environment.get("home_url")) or text(site.get("home")) or ""
    domain = _proven(store.base_url, home)
    decimals = settings.get("number_of_decimals")
    return StoreDescription(
        name=text(site.get("name")) or domain,
        domain=domain,
        shop_ref=text(environment.get("store_id")) or domain,
        currency=currency,
        timezone=_timezone(site),
        currency_decimals=decimals if isinstance(decimals, int) else exponent(currency),
        coupons_enabled=_setting(client, store, "general/woocommerce_enable_coupons"),
        prices_include_tax=_setting(
            client, store, "tax/woocommerce_prices_include_tax"
        ),
        version=text(environment.get("version")) or "",
    )


def _problem(store: StoreConnection, root: Answer) -> str:
    """Return what keeps the public root of the API from being read."""
    if root.status in REDIRECTS:
        target = urljoin(store.base_url, root.headers.get("location", ""))
        if urlsplit(target).netloc != urlsplit(store.base_url).netloc:
            return "the site sends us elsewhere: connect the address it sends to"
        return PLAIN_PERMALINKS
    if not root.is_json:
        return PLAIN_PERMALINKS
    return ""


def _unusable(store: StoreConnection, problem: str) -> StoreDescription:
    return StoreDescription(
        name="",
        domain=_domain(store.base_url),
        shop_ref="",
        currency="",
        timezone="UTC",
        currency_decimals=2,
        problems=(problem,),
    )


def _proven(called: str, home: str) -> str:
    """Return the site's permanent name.

    It is the site's own spelling of where it was called. A site can say of itself
    that it lives anywhere, and a copy of a shop says that it is the shop: proven is
    only the address that took our key. WordPress answers its API under its home
    address and no other folder, and with ``www`` as without.
    """
    place = _place(home)
    return _domain(home if place and place == _place(called) else called)


def _place(address: str) -> tuple[str, int | None, str] | None:
    """Return host, port and folder for comparing; None where it is no address."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode("ascii").rstrip(".")
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in DEFAULT_PORTS or not host or "@" in parts.netloc:
        return None
    if port == DEFAULT_PORTS[parts.scheme]:
        port = None
    return host.lower().removeprefix("www."), port, parts.path.lower().rstrip("/")


def _domain(address: str) -> str:
    """Return the name in an address: host, port and folder."""
    parts = urlsplit(address)
    return f"{parts.netloc}{parts.path}".lower().rstrip("/")


def _timezone(site: Body) -> str:
    named = text(site.get("timezone_string"))
    if named:
        return named
    try:
        hours = int(str(site.get("gmt_offset") or "0"))
    except ValueError:
        # Half an hour more or less: no zone of that name exists.
        return "UTC"
    # The sign in these names is turned round: Etc/GMT-7 lies east.
    return f"Etc/GMT{-hours:+d}" if hours else "UTC"


def _setting(client: WooClient, store: StoreConnection, name: str) -> bool:
    return client.get_one(store, f"settings/{name}").get("value") == "yes"


def coupons_enabled(client: WooClient, store: StoreConnection) -> bool:
    """Tell whether the shop takes coupons at all."""
    return _setting(client, store, "general/woocommerce_enable_coupons")


def ensure_webhooks(
    client: WooClient,
    store: StoreConnection,
    callback_url: str,
    secret: str,
    *,
    with_plugin: bool = False,
) -> WebhookReport:
    """Make the store's webhooks what they should be; never a twin.

    A secret is never shown again, so each webhook carries a fingerprint of its
    own in its name: that tells whether it still signs with *secret*. A disabled
    one is made anew, because switched on again it would hang by one failure. Topics
    of our plugin are made where it answers, and left alone where it does not.
    """
    done: dict[str, list[str]] = {name: [] for name in OUTCOMES}
    wanted = list(TOPICS + PLUGIN_TOPICS if with_plugin else TOPICS)
    for each in _ours(client, store, callback_url):
        topic = text(each.get("topic")) or ""
        if topic in PLUGIN_TOPICS and not with_plugin:
            continue
        if topic not in wanted:
            _delete(client, store, each)
            done["removed"].append(topic or "no topic")
            continue
        wanted.remove(topic)
        if _is_right(each, callback_url, secret):
            done["present"].append(topic)
            continue
        _delete(client, store, each)
        worked = _create(client, store, topic, callback_url, secret)
        done["repaired" if worked else "failed"].append(topic)
    for topic in wanted:
        worked = _create(client, store, topic, callback_url, secret)
        done["created" if worked else "failed"].append(topic)
    return WebhookReport(**{name: tuple(topics) for name, topics in done.items()})


def remove_webhooks(
    client: WooClient, store: StoreConnection, callback_url: str
) -> WebhookReport:
    """Delete our webhooks: they outlive the key, so this comes before forgetting."""
    found = list(_ours(client, store, callback_url))
    for each in found:
        _delete(client, store, each)
    return WebhookReport(removed=tuple(str(each.get("topic")) for each in found))


def name_of(topic: str, secret: str) -> str:
    """Return a webhook's name, with a fingerprint of the secret that it signs with."""
    print_ = sha256(b"setia-webhook:" + secret.encode()).hexdigest()[:12]
    return f"Setia {topic} {print_}"


def _ours(client: WooClient, store: StoreConnection, callback_url: str) -> list[Body]:
    """Return the webhooks to our path, which holds the store's own id."""
    path = urlsplit(callback_url).path
    return [
        each
        for each in client.get_all(
            store, "webhooks", most_pages=MOST_PAGES, status="all", order="asc"
        )
        if urlsplit(str(each.get("delivery_url") or "")).path == path
    ]


def _is_right(webhook: Body, callback_url: str, secret: str) -> bool:
    return (
        webhook.get("delivery_url") == callback_url
        and webhook.get("status") == "active"
        and webhook.get("name") == name_of(str(webhook.get("topic")), secret)
    )


def _create(
    client: WooClient,
    store: StoreConnection,
    topic: str,
    callback_url: str,
    secret: str,
) -> bool:
    """Create one webhook; False when the store made something else of it."""
    asked = {
        "name": name_of(topic, secret),
        "topic": topic,
        "delivery_url": callback_url,
        "secret": secret,
    }
    try:
        made = client.post(store, "webhooks", asked)
    except PlatformRefused:
        return False
    if made.get("topic") == topic and made.get("delivery_url") == callback_url:
        return True
    _delete(client, store, made)
    return False


def _delete(client: WooClient, store: StoreConnection, webhook: Body) -> None:
    try:
        client.delete(store, f"webhooks/{webhook.get('id')}")
    except PlatformMissing:
        return
