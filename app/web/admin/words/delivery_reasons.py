"""What became of a delivery, in words."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words

_SAID: Final[Mapping[str, tuple[str, str, str]]] = {
    "nothing_to_do": ("nothing to do", "tidak perlu ditindak", "tiada tindakan perlu"),
    "newer_snapshot_in_the_same_batch": (
        "a newer one came with it",
        "yang lebih baru datang bersamaan",
        "yang lebih baharu tiba bersama",
    ),
    "older_than_the_stored_snapshot": (
        "we know a newer one",
        "kami tahu yang lebih baru",
        "kami tahu yang lebih baharu",
    ),
    "same_snapshot": ("nothing changed", "tidak ada perubahan", "tiada perubahan"),
    "same_stamp_other_content": (
        "it will be read again",
        "akan dibaca lagi",
        "akan dibaca semula",
    ),
    "order_will_be_read": (
        "the order will be read",
        "pesanannya akan dibaca",
        "pesanannya akan dibaca",
    ),
    "payment_will_be_read": (
        "its payment will be read",
        "pembayarannya akan dibaca",
        "bayarannya akan dibaca",
    ),
    "goods_will_be_read": (
        "its goods will be read",
        "barangnya akan dibaca",
        "barangnya akan dibaca",
    ),
    "unknown_status": (
        "its status says nothing to us",
        "statusnya tidak kami kenal",
        "statusnya tidak kami kenali",
    ),
    "customer_gone_noted": (
        "noted that the customer is gone",
        "tercatat: pelanggannya tidak ada lagi",
        "dicatat: pelanggannya tiada lagi",
    ),
    "reviews_will_be_read": (
        "the reviews will be read",
        "ulasannya akan dibaca",
        "ulasannya akan dibaca",
    ),
    "privacy_request_recorded": (
        "the request was written down",
        "permintaannya dicatat",
        "permintaannya dicatat",
    ),
    "store_left": ("the store left", "tokonya keluar", "kedainya keluar"),
    "late_uninstall_ignored": (
        "the store had come back by then",
        "tokonya sudah kembali",
        "kedainya sudah kembali",
    ),
    "connection_broken": (
        "the connection is broken",
        "sambungannya terputus",
        "sambungannya terputus",
    ),
    "discount_will_be_checked": (
        "the discount will be looked at",
        "diskonnya akan diperiksa",
        "diskaunnya akan disemak",
    ),
    "neither_customer_known": (
        "neither customer is known",
        "kedua pelanggan tidak dikenal",
        "kedua-dua pelanggan tidak dikenali",
    ),
    "customer_renamed": (
        "the customer has another number now",
        "pelanggannya bernomor lain",
        "pelanggannya bernombor lain",
    ),
    "already_merged": (
        "they are one already",
        "sudah menjadi satu",
        "sudah menjadi satu",
    ),
    "members_merged": (
        "two members became one",
        "dua member digabung",
        "dua ahli digabung",
    ),
    "reviewer_unknown_or_did_not_buy": (
        "the reviewer is unknown or did not buy it",
        "pengulas tidak dikenal atau tidak membeli",
        "pengulas tidak dikenali atau tidak membeli",
    ),
    "review_taken_back": (
        "the review counts no more",
        "ulasannya tidak dihitung lagi",
        "ulasannya tidak dikira lagi",
    ),
    "review_not_approved": (
        "the review is not approved",
        "ulasannya belum disetujui",
        "ulasannya belum diluluskan",
    ),
    "review_rewarded": (
        "the review was rewarded",
        "ulasannya diberi poin",
        "ulasannya diberi mata",
    ),
    "review_known_or_worth_nothing": (
        "the review is known or earns nothing",
        "ulasannya sudah dikenal atau tidak bernilai",
        "ulasannya sudah dikenali atau tidak bernilai",
    ),
    "staff_user_ignored": (
        "it is somebody of the store's staff",
        "ini staf toko",
        "ini kakitangan kedai",
    ),
    "anonymised_customer_ignored": (
        "the customer has no name any more",
        "pelanggannya sudah tanpa nama",
        "pelanggannya sudah tanpa nama",
    ),
    "nobody_identifiable": (
        "nobody can be recognised in it",
        "tidak ada yang bisa dikenali",
        "tiada yang boleh dikenali",
    ),
    "customer_noted": (
        "the customer was noted",
        "pelanggannya dicatat",
        "pelanggannya dicatat",
    ),
    "customer_unknown": (
        "the customer is not known",
        "pelanggannya tidak dikenal",
        "pelanggannya tidak dikenali",
    ),
    "member_welcomed": (
        "welcomed with a gift",
        "disambut dengan hadiah",
        "disambut dengan hadiah",
    ),
    "member_known": (
        "the member is known",
        "membernya sudah dikenal",
        "ahlinya sudah dikenali",
    ),
    "access_lost": (
        "the store took our access away",
        "toko mencabut akses kami",
        "kedai menarik balik akses kami",
    ),
    "access_back": ("we have access again", "akses kami kembali", "akses kami kembali"),
    "access_noted": (
        "permissions were noted",
        "izinnya dicatat",
        "kebenarannya dicatat",
    ),
    "access_will_be_read": (
        "permissions will be read",
        "izinnya akan dibaca",
        "kebenarannya akan dibaca",
    ),
    "subscription_will_be_read": (
        "the subscription will be read",
        "langganannya akan dibaca",
        "langganannya akan dibaca",
    ),
    "topic_not_ours": (
        "we need nothing of this kind",
        "jenis ini tidak kami perlukan",
        "jenis ini tidak kami perlukan",
    ),
    "consent_said": (
        "what was said about consent was noted",
        "pernyataan izinnya dicatat",
        "pernyataan kebenarannya dicatat",
    ),
    "merge_unfinished": (
        "the store has not merged them",
        "toko belum menggabungnya",
        "kedai belum menggabungkannya",
    ),
    "store_sent_error": (
        "the store sent an error instead",
        "toko mengirim galat",
        "kedai menghantar ralat",
    ),
}
DELIVERY_REASONS: Final[Mapping[str, Words]] = {
    f"reason.{code}": Words(*said) for code, said in _SAID.items()
}
