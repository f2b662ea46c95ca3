"""What speaks against a referral, as staff read it: of a friend and of a member.

The two of them read other sentences (``programme.phrases.referral``), which say "you".
"""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words

_AGAINST: Final[Mapping[str, tuple[str, str, str]]] = {
    "own_address": (
        "both have the same e-mail address",
        "keduanya memakai alamat email yang sama",
        "kedua-duanya menggunakan alamat e-mel yang sama",
    ),
    "own_phone": (
        "both have the same phone number",
        "keduanya memakai nomor telepon yang sama",
        "kedua-duanya menggunakan nombor telefon yang sama",
    ),
    "same_member": (
        "friend and member are one person",
        "teman dan member adalah orang yang sama",
        "rakan dan ahli ialah orang yang sama",
    ),
    "same_address": (
        "both live at the same address",
        "keduanya beralamat sama",
        "kedua-duanya beralamat sama",
    ),
    "same_device": (
        "both use the same device or network",
        "keduanya memakai perangkat atau jaringan yang sama",
        "kedua-duanya menggunakan peranti atau rangkaian yang sama",
    ),
    "same_payment": (
        "both pay with the same means",
        "keduanya membayar dengan alat bayar yang sama",
        "kedua-duanya membayar dengan kaedah yang sama",
    ),
    "existing_member": (
        "the friend was a member before",
        "teman itu sudah menjadi member sebelumnya",
        "rakan itu sudah menjadi ahli sebelum ini",
    ),
    "existing_customer": (
        "the friend has bought here before",
        "teman itu sudah pernah belanja di sini",
        "rakan itu pernah membeli di sini",
    ),
    "circle": (
        "the friend brought the member",
        "teman itulah yang mengajak member ini",
        "rakan itulah yang membawa ahli ini",
    ),
    "too_fast": (
        "very many came through this member's link in a short time",
        "terlalu banyak yang datang lewat tautan member ini dalam waktu singkat",
        "terlalu ramai datang melalui pautan ahli ini dalam masa singkat",
    ),
    "same_device_fast": (
        "several new friends came from one device or network",
        "beberapa teman baru datang dari satu perangkat atau jaringan",
        "beberapa rakan baharu datang dari satu peranti atau rangkaian",
    ),
    "order_went_back": (
        "the friend's order was cancelled or sent back",
        "pesanan teman itu dibatalkan atau dikembalikan",
        "pesanan rakan itu dibatalkan atau dipulangkan",
    ),
    "link_lapsed": (
        "the friend did not order in time",
        "teman itu tidak memesan tepat waktu",
        "rakan itu tidak memesan dalam masanya",
    ),
    "cap_month": (
        "the member was rewarded for as many friends as a month allows",
        "jatah teman member ini untuk bulan itu sudah penuh",
        "had rakan ahli ini bagi bulan itu sudah penuh",
    ),
    "cap_ever": (
        "the member was rewarded for as many friends as is allowed",
        "jatah teman member ini sudah penuh",
        "had rakan ahli ini sudah penuh",
    ),
    "by_hand": (
        "somebody of the team decided so",
        "diputuskan oleh tim",
        "diputuskan oleh pasukan",
    ),
    "twice_the_same": (
        "the friend came through another link before",
        "teman itu sudah datang lewat tautan lain",
        "rakan itu sudah datang melalui pautan lain",
    ),
}

_SAID: Final[Mapping[str, tuple[str, str, str]]] = {
    "review.holds_lead": (
        "Nothing is given until somebody decides.",
        "Belum ada yang diberikan sebelum diputuskan.",
        "Tiada apa-apa diberi sehingga diputuskan.",
    ),
    "review.blocked": (
        "Referrals that a check refused",
        "Ajakan yang ditolak pemeriksaan",
        "Rujukan yang ditolak semakan",
    ),
    "review.blocked_lead": (
        "A check may be wrong: what you approve counts.",
        "Pemeriksaan bisa keliru: yang disetujui akan dihitung.",
        "Semakan mungkin silap: yang diluluskan akan dikira.",
    ),
    "review.alike": (
        "Perhaps one person",
        "Mungkin orang yang sama",
        "Mungkin orang yang sama",
    ),
    "review.alike_lead": (
        "These members have one phone number. Nothing changes before you say so.",
        "Member ini memakai satu nomor telepon. Belum ada yang berubah.",
        "Ahli ini menggunakan satu nombor telefon. Belum ada yang berubah.",
    ),
    "review.joined": ("Joined", "Bergabung", "Menyertai"),
    "review.compare": (
        "Compare and merge",
        "Bandingkan dan gabung",
        "Banding dan gabung",
    ),
    "review.apart": (
        "Not the same person",
        "Bukan orang yang sama",
        "Bukan orang yang sama",
    ),
    "review.apart_done": (
        "They are two people. You are not asked again.",
        "Keduanya orang berbeda. Tidak akan ditanyakan lagi.",
        "Kedua-duanya orang berbeza. Tidak akan ditanya lagi.",
    ),
    "review.pair_again": (
        "They are in the list again.",
        "Keduanya kembali ke daftar.",
        "Kedua-duanya kembali ke senarai.",
    ),
    "audit.action.member.apart": (
        "Said that two members are not one person",
        "Menyatakan dua member bukan orang yang sama",
        "Menyatakan dua ahli bukan orang yang sama",
    ),
    "audit.action.member.pair_again": (
        "Took back that two members are not one person",
        "Mencabut pernyataan bahwa dua member bukan orang yang sama",
        "Menarik balik kenyataan bahawa dua ahli bukan orang yang sama",
    ),
    "review.newest": (
        "These are the newest; others follow when they are decided.",
        "Ini yang terbaru; yang lain muncul setelah ini diputuskan.",
        "Ini yang terbaharu; yang lain muncul setelah ini diputuskan.",
    ),
}

REFERRING: Final[Mapping[str, Words]] = {
    **{f"reason.{code}": Words(*said) for code, said in _AGAINST.items()},
    **{key: Words(*said) for key, said in _SAID.items()},
}
