"""Lines of the roll-forward of points, and kinds of cost."""

from collections.abc import Mapping
from typing import Final

from app.domain.words.languages import Words

FLOWS: Final[Mapping[str, Words]] = {
    "opening": Words("Opening", "Saldo awal", "Baki awal"),
    "earned": Words("Earned", "Didapat", "Diperoleh"),
    "imported": Words("Imported", "Diimpor", "Diimport"),
    "released": Words(
        "Released (pending to usable)",
        "Dicairkan (tertunda jadi bisa dipakai)",
        "Dilepaskan (tertunda jadi boleh guna)",
    ),
    "redeemed": Words("Redeemed", "Ditukar", "Ditebus"),
    "returned": Words("Returned", "Dikembalikan", "Dikembalikan"),
    "expired": Words("Expired", "Hangus", "Luput"),
    "taken_back": Words(
        "Taken back (refunds)",
        "Ditarik kembali (pengembalian dana)",
        "Ditarik balik (bayaran balik)",
    ),
    "adjusted": Words("Adjusted", "Disesuaikan", "Dilaraskan"),
    "settled_debt": Words(
        "Used to settle what was owed",
        "Untuk melunasi kekurangan",
        "Untuk melunaskan kekurangan",
    ),
    "closing": Words("Closing", "Saldo akhir", "Baki akhir"),
}

COSTS: Final[Mapping[str, Words]] = {
    "discounts": Words(
        "Discounts by rewards", "Diskon dari hadiah", "Diskaun ganjaran"
    ),
    "products": Words(
        "Products and credit given", "Produk dan kredit diberikan", "Produk dan kredit"
    ),
    "referrals": Words("Referral rewards", "Hadiah ajakan", "Ganjaran rujukan"),
    "liability": Words(
        "Change of the expected liability",
        "Perubahan kewajiban diperkirakan",
        "Perubahan liabiliti dijangka",
    ),
    "messages": Words("Messages", "Pesan", "Mesej"),
}
