"""Which platforms and review apps this installation speaks to."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.outgoing.trying import ANSWER_S
from app.ports import Clock, Doorman, Platform, ReviewProvider
from app.services.app_host import AppHost
from app.services.history_port import HistoryReader
from app.services.plugin_port import StorePlugin
from app.services.store_examiner import StoreExaminer
from app.services.theme_keeper import ThemeKeeper
from app.services.webhook_port import WebhookSender
from app.settings import Settings
from integrations.addresses import Allowance
from integrations.fake.platform import FakePlatform
from integrations.http import Http
from integrations.reviews.judgeme import JudgeMe
from integrations.shopify.adapter import ShopifyPlatform
from integrations.shopify.history import ShopifyHistory
from integrations.shopify.host import ShopifyHost
from integrations.shopify.marks import ShopifyThemeKeeper
from integrations.shopify.tokens import AppKeys
from integrations.shopify.visits import ShopifyDoorman
from integrations.webhook_sender import HttpWebhookSender
from integrations.woocommerce.adapter import WooCommercePlatform
from integrations.woocommerce.exam import WooExaminer
from integrations.woocommerce.plugin_link import WooPlugin


@dataclass(frozen=True, slots=True)
class Adapters:
    """What was made, and the secrets that belong to the app, not to a store."""

    platforms: Mapping[str, Platform]
    review_providers: Mapping[str, ReviewProvider]
    app_secrets: Mapping[str, tuple[bytes, ...]]
    app_keys: Mapping[str, str]
    doormen: Mapping[str, Doorman]
    theme_keepers: Mapping[str, ThemeKeeper]
    store_plugins: Mapping[str, StorePlugin]
    examiners: Mapping[str, StoreExaminer]
    history_readers: Mapping[str, HistoryReader]
    http: Http
    app_hosts: Mapping[str, AppHost]
    webhook_sender: WebhookSender


def adapters(settings: Settings, clock: Clock) -> Adapters:
    """Make the adapters that *settings* allow, over one pooled client."""
    allowed = Allowance(local=not settings.in_production)
    http = Http(clock, allowed=allowed)
    woocommerce = WooCommercePlatform(http, clock)
    platforms: dict[str, Platform] = {"woocommerce": woocommerce}
    plugins = {"woocommerce": WooPlugin(woocommerce.client)}
    secrets: dict[str, tuple[bytes, ...]] = {}
    keys: dict[str, str] = {}
    keepers: dict[str, ThemeKeeper] = {}
    readers: dict[str, HistoryReader] = {}
    hosts: dict[str, AppHost] = {}
    if not settings.in_production:
        platforms["fake"] = FakePlatform(clock)
    if settings.shopify_api_key is not None:
        newest, *older = settings.shopify_api_secrets
        app = AppKeys(settings.shopify_api_key, newest, tuple(older))
        shopify = ShopifyPlatform(http, clock, app)
        platforms["shopify"] = shopify
        hosts["shopify"] = ShopifyHost(
            shopify.client, app, api_base=settings.shopify_api_base
        )
        keepers["shopify"] = ShopifyThemeKeeper(shopify.client)
        readers["shopify"] = ShopifyHistory(shopify.client, http)
        secrets["shopify"] = tuple(
            secret.encode() for secret in settings.shopify_api_secrets
        )
        keys["shopify"] = settings.shopify_api_key
    judgeme = JudgeMe()
    doormen = {"shopify": ShopifyDoorman()} if "shopify" in secrets else {}
    return Adapters(
        platforms=platforms,
        review_providers={judgeme.name: judgeme},
        app_secrets=secrets,
        app_keys=keys,
        doormen=doormen,
        theme_keepers=keepers,
        store_plugins=plugins,
        examiners={"woocommerce": WooExaminer(woocommerce.client)},
        history_readers=readers,
        http=http,
        app_hosts=hosts,
        webhook_sender=HttpWebhookSender(
            Http(clock, allowed=allowed, total_s=ANSWER_S)
        ),
    )
