"""What runs by the clock, and what it did, in words."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words

Said = Mapping[str, tuple[str, str, str]]

_TIMERS: Final[Said] = {
    "mature": (
        "Pending points become usable",
        "Poin mulai bisa dipakai",
        "Mata mula boleh diguna",
    ),
    "expire": ("Points lapse", "Poin hangus", "Mata luput"),
    "silence": (
        "Points of silent members lapse",
        "Poin member pasif hangus",
        "Mata ahli pasif luput",
    ),
    "lapse_vouchers": ("Rewards lapse", "Hadiah hangus", "Ganjaran luput"),
    "gifts": (
        "Gifts that wait for a choice",
        "Hadiah yang menunggu pilihan",
        "Hadiah yang menunggu pilihan",
    ),
    "draws": ("Draws", "Undian", "Cabutan"),
    "contests": ("Contests", "Lomba", "Pertandingan"),
    "finish_vouchers": (
        "Rewards left half made",
        "Hadiah yang belum jadi",
        "Ganjaran yang belum siap",
    ),
    "standing": ("Tiers", "Tingkat", "Peringkat"),
    "roll_up": ("Figures of days", "Angka harian", "Angka harian"),
    "analytics": ("Figures of periods", "Angka berkala", "Angka berkala"),
    "list_figures": (
        "Order of the list of members",
        "Urutan daftar member",
        "Susunan senarai ahli",
    ),
    "perks": ("Benefits of tiers", "Keuntungan tingkat", "Faedah peringkat"),
    "theme_marks": (
        "Figures in the theme",
        "Angka di tema toko",
        "Angka di tema kedai",
    ),
    "closed_goods": ("Goods for some only", "Barang khusus", "Barang khas"),
    "tiers": (
        "Tiers, looked at by night",
        "Tingkat, dinilai malam hari",
        "Peringkat, dinilai waktu malam",
    ),
    "finish_erasures": ("Erasures", "Penghapusan data", "Pemadaman data"),
    "occasions": (
        "Birthdays and anniversaries",
        "Ulang tahun dan hari jadi member",
        "Hari lahir dan ulang tahun",
    ),
    "personal": ("Segments and campaigns", "Segmen dan kampanye", "Segmen dan kempen"),
    "products": ("What goes with what", "Produk yang cocok", "Produk yang sepadan"),
    "reconcile": (
        "Comparison with the stores",
        "Pencocokan dengan toko",
        "Padanan dengan kedai",
    ),
    "store_health": ("Health of the stores", "Kesehatan toko", "Kesihatan kedai"),
    "backfills": ("Readings of the past", "Pembacaan riwayat", "Pembacaan sejarah"),
    "reviews": ("Reviews", "Ulasan", "Ulasan"),
    "prove": (
        "Proof of the books",
        "Pembuktian pembukuan",
        "Pembuktian buku kira-kira",
    ),
    "imports": ("Old imports", "Impor lama", "Import lama"),
    "kept_files": (
        "Files whose time is over",
        "Berkas kedaluwarsa",
        "Fail tamat tempoh",
    ),
    "rekey": ("Keys of secrets", "Kunci rahasia", "Kunci rahsia"),
    "housekeeping": ("Tidying up", "Beres-beres", "Pengemasan"),
}
_FIGURES: Final[Said] = {
    "lots": ("{n} portions", "{n} bagian", "{n} bahagian"),
    "units": ("{n} points", "{n} poin", "{n} mata"),
    "members": ("{n} members", "{n} member", "{n} ahli"),
    "members_to_evaluate": (
        "{n} members to look at",
        "{n} member dinilai",
        "{n} ahli dinilai",
    ),
    "spared": ("{n} spared", "{n} diselamatkan", "{n} diselamatkan"),
    "bodies": ("{n} contents deleted", "{n} isi dihapus", "{n} isi dipadam"),
    "deliveries": (
        "{n} deliveries deleted",
        "{n} kiriman dihapus",
        "{n} penghantaran dipadam",
    ),
    "debts": ("{n} tasks deleted", "{n} tugas dihapus", "{n} tugas dipadam"),
    "answers": ("{n} answers deleted", "{n} jawaban dihapus", "{n} jawapan dipadam"),
    "messages": ("{n} messages deleted", "{n} pesan dihapus", "{n} mesej dipadam"),
    "changed": ("{n} changed", "{n} berubah", "{n} berubah"),
    "silent": (
        "{n} changed unnoticed",
        "{n} berubah tanpa kabar",
        "{n} berubah tanpa makluman",
    ),
    "gone": ("{n} gone", "{n} hilang", "{n} tiada lagi"),
    "webhooks_repaired": (
        "{n} webhooks repaired",
        "{n} webhook diperbaiki",
        "{n} webhook dibaiki",
    ),
    "renewed": ("{n} renewed", "{n} diperbarui", "{n} diperbaharui"),
    "fresh": ("{n} fresh already", "{n} sudah baru", "{n} sudah baharu"),
    "read": ("{n} read", "{n} dibaca", "{n} dibaca"),
    "settled": ("{n} settled", "{n} dibukukan", "{n} dibukukan"),
    "missing": ("{n} missing", "{n} tidak ada", "{n} tiada"),
    "contests_decided": (
        "{n} contests decided",
        "{n} lomba diputuskan",
        "{n} pertandingan diputuskan",
    ),
    "draws_closed": ("{n} draws closed", "{n} undian ditutup", "{n} cabutan ditutup"),
    "asked": ("{n} looked at", "{n} dilihat", "{n} disemak"),
    "rewarded": ("{n} rewarded", "{n} diberi hadiah", "{n} diberi ganjaran"),
    "gifts": ("{n} gifts", "{n} hadiah", "{n} hadiah"),
    "segments": ("{n} segments", "{n} segmen", "{n} segmen"),
    "entered": ("{n} joined", "{n} masuk", "{n} masuk"),
    "left": ("{n} left", "{n} keluar", "{n} keluar"),
    "products": ("{n} products", "{n} produk", "{n} produk"),
    "stores": ("{n} stores", "{n} toko", "{n} kedai"),
    "followed_up": ("{n} followed up", "{n} dilanjutkan", "{n} disambung"),
    "vouchers_taken_up": (
        "{n} rewards taken up",
        "{n} hadiah ditangani",
        "{n} ganjaran dikendalikan",
    ),
}
_DID: Final[Said] = {
    "well": ("All well", "Semua beres", "Semua baik"),
    "nothing": ("Nothing to do", "Tidak ada yang perlu", "Tiada yang perlu"),
    "count": ("{n} done", "{n} selesai", "{n} selesai"),
    "failed": ("Failed: {reason}", "Gagal: {reason}", "Gagal: {reason}"),
    "stopped": (
        "Stopped itself: {reason}",
        "Berhenti sendiri: {reason}",
        "Berhenti sendiri: {reason}",
    ),
}


def _all(prefix: str, said: Said) -> dict[str, Words]:
    return {f"{prefix}.{code}": Words(*each) for code, each in said.items()}


TIMER_WORDS: Final[Mapping[str, Words]] = {
    **_all("timer", _TIMERS),
    **_all("timer.figure", _FIGURES),
    **_all("timer.did", _DID),
}
