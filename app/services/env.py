"""What every use case is handed: the collaborators that ``wiring`` chose."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.billing import PaidPlan
from app.ports import (
    Clock,
    Doorman,
    Ids,
    Platform,
    ReviewProvider,
    SecretBox,
    Wake,
)
from app.services.app_host import AppHost
from app.services.clock_port import Playground
from app.services.history_port import HistoryReader
from app.services.plugin_port import StorePlugin
from app.services.store_examiner import StoreExaminer
from app.services.theme_keeper import ThemeKeeper
from app.services.webhook_port import WebhookSender
from app.storage.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class Env:
    """The world, as far as use cases know it."""

    database: Database
    clock: Clock
    ids: Ids
    secrets: SecretBox
    wake: Wake
    platforms: Mapping[str, Platform]
    review_providers: Mapping[str, ReviewProvider]
    public_url: str
    app_secrets: Mapping[str, tuple[bytes, ...]] = field(
        default_factory=dict, repr=False
    )
    """Platforms that sign with the app's own secret: newest first."""
    app_keys: Mapping[str, str] = field(default_factory=dict)
    """The app's public client id on such a platform."""
    theme_keepers: Mapping[str, ThemeKeeper] = field(default_factory=dict)
    """Platforms whose themes read what we write there."""
    doormen: Mapping[str, Doorman] = field(default_factory=dict)
    """Platforms that sign for visitors of their storefronts."""
    store_plugins: Mapping[str, StorePlugin] = field(default_factory=dict)
    """Platforms for whose stores there is a plugin of ours."""
    app_hosts: Mapping[str, AppHost] = field(default_factory=dict)
    """Platforms in whose admin merchants install us and open our pages."""
    billing: PaidPlan | None = None
    """What merchants pay where such a platform collects for us; None: it is free."""
    examiners: Mapping[str, StoreExaminer] = field(default_factory=dict)
    """Platforms whose stores are looked at before they are kept."""
    history_readers: Mapping[str, HistoryReader] = field(default_factory=dict)
    """Platforms that hand out a store's past in one piece."""
    playground: Playground | None = None
    """Development: moves the clocks of this machine and of its sandbox stores."""
    webhook_sender: WebhookSender | None = None
    """Who carries messages to developers; None: they wait."""
    loopback: bool = False
    """Development: stores may live on this machine, without https."""
    digest_key: bytes = field(default=bytes(32), repr=False)
    """What keeps digests of network addresses from being looked up in a table."""
