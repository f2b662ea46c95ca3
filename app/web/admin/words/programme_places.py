"""How the parts of a programme are called where a problem leads to them."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words

_SAID: Final[Mapping[str, tuple[str, str, str]]] = {
    "earning": ("Earn", "Dapat poin", "Kumpul mata"),
    "rewards": ("Rewards", "Hadiah", "Ganjaran"),
    "tiers": ("Tiers", "Tingkat", "Peringkat"),
    "tier_terms": ("Rules of tiers", "Aturan tingkat", "Peraturan peringkat"),
    "perks": ("Perks", "Keuntungan", "Faedah"),
    "memberships": ("Membership", "Keanggotaan", "Keahlian"),
    "referral": ("Referrals", "Ajakan", "Rujukan"),
    "stacking": ("How rules add up", "Gabungan aturan", "Gabungan peraturan"),
    "play": ("Play", "Permainan", "Permainan"),
    "challenges": ("Challenges", "Tantangan", "Cabaran"),
    "badges": ("Badges", "Lencana", "Lencana"),
    "metrics": ("What is counted", "Yang dihitung", "Yang dikira"),
    "terms": ("Terms", "Ketentuan", "Terma"),
    "identity": ("Name and language", "Nama dan bahasa", "Nama dan bahasa"),
    "assets": ("Points", "Poin", "Mata"),
    "dividends": ("Dividends", "Dividen", "Dividen"),
    "causes": ("Causes", "Donasi", "Derma"),
    "campaigns": ("Gifts", "Hadiah khusus", "Hadiah khas"),
    "segments": ("Segments", "Segmen", "Segmen"),
    "storefront": ("Storefront", "Toko", "Kedai"),
    "words": ("Languages", "Bahasa", "Bahasa"),
    "other": ("Look there", "Lihat di sini", "Lihat di sini"),
}
PROGRAMME_PLACES: Final[Mapping[str, Words]] = {
    f"programme.place.{key}": Words(*said) for key, said in _SAID.items()
}
