"""What our plugin in a store is told, and what it says of itself."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PluginLink:
    """What the plugin needs to know of us."""

    api_url: str
    store: str
    """The store's outside id."""
    identity_secret: str = field(repr=False)
    """Base64; the plugin signs its customers with it."""
    lang: str
    loader_url: str = ""
    """Where the widget's scripts lie, where that is not in the plugin itself."""
    panel_url: str = ""


@dataclass(frozen=True, slots=True)
class PluginState:
    """What the plugin answers."""

    version: str
    features: tuple[str, ...]
    connected: bool
    """To us or to somebody else: ``api_url`` and ``store`` say to whom."""
    api_url: str
    store: str
