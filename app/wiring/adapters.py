"""Which platforms and review apps this installation speaks to."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Final

from app.ports import Platform, ReviewProvider
from app.settings import Settings

PLATFORMS: Final = ("shopify", "woocommerce", "fake")
REVIEW_PROVIDERS: Final = ("judgeme",)


@dataclass(frozen=True, slots=True)
class Adapters:
    """What was found, and the secrets that belong to the app, not to a store."""

    platforms: Mapping[str, Platform]
    review_providers: Mapping[str, ReviewProvider]
    app_secrets: Mapping[str, tuple[bytes, ...]]
    app_keys: Mapping[str, str]


def adapters(settings: Settings) -> Adapters:
    """Make the adapters that *settings* allow."""
    names = [name for name in PLATFORMS if _allowed(name, settings)]
    platforms = {
        name: import_module(f"integrations.{name}.adapter").build(settings)
        for name in names
        if _there(f"integrations.{name}", "adapter")
    }
    providers = {
        name: import_module(f"integrations.reviews.{name}").build(settings)
        for name in REVIEW_PROVIDERS
        if hasattr(import_module(f"integrations.reviews.{name}"), "build")
    }
    secrets, keys = {}, {}
    if settings.shopify_api_key is not None:
        secrets["shopify"] = tuple(
            secret.encode() for secret in settings.shopify_api_secrets
        )
        keys["shopify"] = settings.shopify_api_key
    return Adapters(platforms, providers, secrets, keys)


def _allowed(name: str, settings: Settings) -> bool:
    if name == "shopify":
        return settings.shopify_api_key is not None
    return name != "fake" or not settings.in_production


def _there(package: str, module: str) -> bool:
    return find_spec(f"{package}.{module}") is not None
