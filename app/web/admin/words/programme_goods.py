"""What the list of sold products says, where references are looked up."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words

_SAID: Final[Mapping[str, tuple[str, str, str]]] = {
    "title": ("Products and their references", "Produk dan kodenya", "Produk dan ID"),
    "lead": (
        "What your stores sold, most often first. Copy a reference into the editor.",
        "Yang terjual di tokomu, yang terlaris dulu. Salin kodenya ke editor.",
        "Yang dijual di kedai anda, paling laris dahulu. Salin ID itu ke editor.",
    ),
    "look_up": ("Look up products", "Cari produk", "Cari produk"),
    "whole": ("On a page of its own", "Di halaman sendiri", "Di halaman sendiri"),
    "search": ("Name or reference", "Nama atau kode", "Nama atau ID"),
    "do": ("Search", "Cari", "Cari"),
    "name": ("Product", "Produk", "Produk"),
    "store": ("Store", "Toko", "Kedai"),
    "reference": ("Reference", "Kode", "ID"),
    "none": (
        "No product was sold yet. References are in your store's product pages.",
        "Belum ada produk terjual. Kodenya ada di halaman produk tokomu.",
        "Belum ada produk dijual. ID ada di halaman produk kedai anda.",
    ),
    "none_found": (
        "No product of this name was sold. Try a part of its name.",
        "Tidak ada produk terjual dengan nama ini. Coba sebagian namanya.",
        "Tiada produk dijual dengan nama ini. Cuba sebahagian namanya.",
    ),
}
GOODS: Final[Mapping[str, Words]] = {
    f"goods.{key}": Words(*said) for key, said in _SAID.items()
}
