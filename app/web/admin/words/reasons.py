"""Codes of decisions and failures, in words."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words
from app.domain.words.storefront.kinds import Counted

REASONS: Final[Mapping[str, Words | Counted]] = {
    "reason.switched_off": Words(
        "the rule is switched off", "aturannya nonaktif", "peraturan tidak aktif"
    ),
    "reason.member_does_not_earn": Words(
        "this member does not earn now",
        "member ini sedang tidak mendapat poin",
        "ahli ini tidak mendapat mata sekarang",
    ),
    "reason.limit_reached": Words(
        "the limit was reached", "batasnya tercapai", "hadnya telah dicapai"
    ),
    "reason.condition": Words(
        "the condition was not met",
        "syaratnya tidak terpenuhi",
        "syarat tidak dipenuhi",
    ),
    "reason.test_order": Words(
        "it is a test order", "ini pesanan uji", "ini pesanan ujian"
    ),
    "reason.staff_does_not_earn": Words(
        "staff do not earn",
        "staf tidak mendapat poin",
        "kakitangan tidak mendapat mata",
    ),
    "reason.nothing_counts": Words(
        "nothing in it counts", "tidak ada yang dihitung", "tiada yang dikira"
    ),
    "reason.not_yet": Words("it is not paid yet", "belum lunas", "belum dibayar"),
    "reason.not_fulfilled": Words(
        "it is not handed over yet", "belum diserahkan", "belum diserahkan"
    ),
    "reason.guests_do_not_earn": Words(
        "guests do not earn", "tamu tidak mendapat poin", "tetamu tidak mendapat mata"
    ),
    "reason.below_minimum": Words(
        "it is below the minimum", "di bawah minimum", "di bawah minimum"
    ),
    "reason.cap_reached": Words(
        "the cap was reached", "batas maksimum tercapai", "had maksimum dicapai"
    ),
    "reason.before_start": Words(
        "it was before the start", "sebelum mulai", "sebelum bermula"
    ),
    "reason.after_end": Words(
        "it was after the end", "setelah berakhir", "selepas tamat"
    ),
    "reason.currency_without_rate": Words(
        "its currency has no rate",
        "mata uangnya tidak punya tarif",
        "mata wangnya tiada kadar",
    ),
    "reason.currency_without_minimum": Words(
        "its currency has no minimum",
        "mata uangnya tidak punya minimum",
        "mata wangnya tiada minimum",
    ),
    "reason.one_of_the_excluded": Words(
        "it is excluded", "termasuk pengecualian", "termasuk pengecualian"
    ),
    "reason.none_of_these": Words(
        "none of what is asked for", "tidak ada yang diminta", "tiada yang diminta"
    ),
    "reason.no_rule": Words(
        "no rule applies", "tidak ada aturan yang berlaku", "tiada peraturan terpakai"
    ),
    "reason.not_approved": Words(
        "it is not approved", "belum disetujui", "belum diluluskan"
    ),
    "reason.not_bought": Words("it was not bought", "tidak dibeli", "tidak dibeli"),
    "reason.open": Words("not paid yet", "belum lunas", "belum dibayar"),
    "reason.paid": Words("paid", "lunas", "dibayar"),
    "reason.fulfilled": Words("handed over", "diserahkan", "diserahkan"),
    "reason.cancelled": Words("cancelled", "dibatalkan", "dibatalkan"),
    "reason.refunded": Words(
        "refunded in full", "dana dikembalikan penuh", "dibayar balik penuh"
    ),
    "reason.whole": Words("in full", "utuh", "penuh"),
    "reason.refunded_in_part": Words(
        "less what was refunded",
        "dikurangi yang dananya dikembalikan",
        "ditolak yang dibayar balik",
    ),
    "reason.stays": Words(
        "stays whatever comes back",
        "tetap, apa pun yang dikembalikan",
        "kekal walau apa yang dipulangkan",
    ),
    "reason.not_paid": Words("not paid", "belum dibayar", "belum dibayar"),
    "reason.threshold_broken": Words(
        "too little is left of the order",
        "sisa pesanan terlalu sedikit",
        "baki pesanan terlalu sedikit",
    ),
    "reason.order_moved": Words(
        "the order is somebody else's now",
        "pesanan sekarang milik orang lain",
        "pesanan kini milik orang lain",
    ),
    "reason.order_not_earning": Words(
        "an order in this state earns nothing",
        "pesanan dengan status ini tidak mendapat poin",
        "pesanan dengan status ini tidak mendapat mata",
    ),
    "reason.unknown": Words(
        "for a reason nobody noted", "tanpa alasan tercatat", "tanpa sebab yang dicatat"
    ),
    "reason.platform_unavailable": Words(
        "the store did not answer", "toko tidak menjawab", "kedai tidak menjawab"
    ),
    "reason.platform_refused": Words(
        "the store refused", "toko menolak", "kedai menolak"
    ),
    "reason.platform_throttled": Words(
        "the store asked us to wait", "toko meminta menunggu", "kedai meminta tunggu"
    ),
    "reason.access_revoked": Words(
        "the store took our access away",
        "toko mencabut akses kami",
        "kedai menarik balik akses kami",
    ),
    "reason.unreadable_payload": Words(
        "it could not be read", "tidak terbaca", "tidak dapat dibaca"
    ),
    "reason.no_room": Words("no room was left", "sudah penuh", "sudah penuh"),
    "debt.issue_voucher": Words(
        "Making a reward's code", "Membuat kode hadiah", "Membuat kod ganjaran"
    ),
    "debt.withdraw_voucher": Words(
        "Switching a code off", "Mematikan kode", "Mematikan kod"
    ),
    "debt.tag": Words(
        "Marking a customer in the store",
        "Menandai pelanggan di toko",
        "Menanda pelanggan di kedai",
    ),
}
