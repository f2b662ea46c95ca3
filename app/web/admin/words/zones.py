"""Time zones as people say them; one without a name here is called by its city."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Language, Words

_SAID: Final[Mapping[str, tuple[str, str, str]]] = {
    "Asia/Jakarta": (
        "Western Indonesia (WIB, Jakarta)",
        "Indonesia Barat (WIB, Jakarta)",
        "Indonesia Barat (WIB, Jakarta)",
    ),
    "Asia/Pontianak": (
        "Western Indonesia (WIB, Pontianak)",
        "Indonesia Barat (WIB, Pontianak)",
        "Indonesia Barat (WIB, Pontianak)",
    ),
    "Asia/Makassar": (
        "Central Indonesia (WITA, Makassar)",
        "Indonesia Tengah (WITA, Makassar)",
        "Indonesia Tengah (WITA, Makassar)",
    ),
    "Asia/Jayapura": (
        "Eastern Indonesia (WIT, Jayapura)",
        "Indonesia Timur (WIT, Jayapura)",
        "Indonesia Timur (WIT, Jayapura)",
    ),
    "Asia/Kuala_Lumpur": (
        "Malaysia (Kuala Lumpur)",
        "Malaysia (Kuala Lumpur)",
        "Malaysia (Kuala Lumpur)",
    ),
    "Asia/Kuching": (
        "Sabah and Sarawak (Kuching)",
        "Sabah dan Sarawak (Kuching)",
        "Sabah dan Sarawak (Kuching)",
    ),
    "Asia/Singapore": ("Singapore", "Singapura", "Singapura"),
    "Asia/Brunei": ("Brunei", "Brunei", "Brunei"),
    "UTC": (
        "Universal time (UTC)",
        "Waktu universal (UTC)",
        "Waktu universal (UTC)",
    ),
}
ZONES: Final[Mapping[str, Words]] = {
    f"zone.{name}": Words(*said) for name, said in _SAID.items()
}


def zone_name(zone: str, language: Language) -> str:
    """Return how people call a time zone: ``Western Indonesia (WIB, Jakarta)``."""
    known = ZONES.get(f"zone.{zone}")
    if known is not None:
        return known.say(language)
    region, _, city = zone.rpartition("/")
    place = city.replace("_", " ")
    return f"{place} ({region.replace('_', ' ')})" if region else place
