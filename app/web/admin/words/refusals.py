"""Why something was refused, for errors that are seldom met and for their families.

Every error is told in the reader's language: by a sentence of its own, else by the
sentence of the family that says what should happen now.
"""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words

_OWN: Final[Mapping[str, tuple[str, str, str]]] = {
    "bad_cursor": (
        "This place in the list can't be found any more. Begin with the first page.",
        "Bagian daftar ini tidak ditemukan lagi. Mulai dari halaman pertama.",
        "Bahagian senarai ini tidak ditemui lagi. Mulakan dari halaman pertama.",
    ),
    "balance_negative": (
        "The member owes points; nothing can be taken.",
        "Member berutang poin; tidak ada yang bisa diambil.",
        "Ahli berhutang mata; tiada yang boleh diambil.",
    ),
    "document_invalid": (
        "The programme has mistakes. Mend them first.",
        "Program masih punya kesalahan. Perbaiki dulu.",
        "Program masih ada kesilapan. Betulkan dahulu.",
    ),
    "draft_changed": (
        "Somebody changed the draft meanwhile. Look at it again.",
        "Draf sudah diubah orang lain. Periksa lagi.",
        "Draf telah diubah orang lain. Semak semula.",
    ),
    "draft_missing": (
        "There is no draft any more.",
        "Draf itu sudah tidak ada.",
        "Draf itu sudah tiada.",
    ),
    "live_version_changed": (
        "Another version was published meanwhile. Look at it again.",
        "Versi lain sudah diterbitkan. Periksa lagi.",
        "Versi lain telah diterbitkan. Semak semula.",
    ),
    "member_blocked": (
        "This member is blocked.",
        "Member ini diblokir.",
        "Ahli ini disekat.",
    ),
    "member_frozen": (
        "This member's account is frozen.",
        "Akun member ini dibekukan.",
        "Akaun ahli ini dibekukan.",
    ),
    "not_publishable": (
        "This can't be published yet. Mend what is marked first.",
        "Belum bisa diterbitkan. Perbaiki dulu yang ditandai.",
        "Belum boleh diterbitkan. Betulkan dahulu yang ditanda.",
    ),
    "person_erased": (
        "This person asked to be forgotten.",
        "Orang ini sudah minta datanya dihapus.",
        "Orang ini telah minta datanya dipadam.",
    ),
    "points_off_step": (
        "These points don't fit the steps of the reward.",
        "Jumlah poin ini tidak pas dengan kelipatan hadiah.",
        "Jumlah mata ini tidak sepadan dengan gandaan ganjaran.",
    ),
    "programme_frozen": (
        "The programme is frozen.",
        "Program dibekukan.",
        "Program dibekukan.",
    ),
    "programme_paused": (
        "The programme rests; nothing is redeemed.",
        "Program sedang jeda; belum ada yang bisa ditukar.",
        "Program sedang dijeda; tiada yang boleh ditebus.",
    ),
    "reward_unavailable": (
        "This reward can't be had now.",
        "Hadiah ini belum bisa didapat saat ini.",
        "Ganjaran ini tidak boleh diperoleh sekarang.",
    ),
    "too_many_simulations": (
        "Too many trials are running. Wait until one is through.",
        "Terlalu banyak uji coba berjalan. Tunggu satu selesai.",
        "Terlalu banyak percubaan berjalan. Tunggu satu selesai.",
    ),
    "simulation_span_empty": (
        "There are no orders in that time.",
        "Tidak ada pesanan di rentang waktu itu.",
        "Tiada pesanan dalam tempoh itu.",
    ),
}
_FAMILY: Final[Mapping[str, tuple[str, str, str]]] = {
    "refused": (
        "The programme does not allow this.",
        "Program tidak mengizinkan ini.",
        "Program tidak membenarkan ini.",
    ),
    "missing": (
        "What this is about is not there any more.",
        "Yang dimaksud sudah tidak ada.",
        "Yang dimaksudkan sudah tiada.",
    ),
    "conflict": (
        "This does not fit what is written down. Look at it again.",
        "Ini tidak cocok dengan yang tercatat. Periksa lagi.",
        "Ini tidak sepadan dengan yang tercatat. Semak semula.",
    ),
    "malformed": (
        "This can't be read. Please look at it again.",
        "Isian ini tidak terbaca. Periksa lagi, ya.",
        "Isian ini tidak dapat dibaca. Sila semak semula.",
    ),
    "untrusted": (
        "We can't tell that this comes from you. Please sign in again.",
        "Kami belum yakin ini dari kamu. Silakan masuk lagi.",
        "Kami tidak pasti ini daripada anda. Sila log masuk semula.",
    ),
    "platform_error": (
        "The store did not do what was asked. Try again later.",
        "Toko belum melakukan yang diminta. Coba lagi nanti.",
        "Kedai belum melakukan yang diminta. Cuba lagi nanti.",
    ),
    "busy": (
        "Others are writing just now. Try again in a moment.",
        "Sedang dipakai yang lain. Coba lagi sebentar.",
        "Sedang digunakan yang lain. Cuba lagi sebentar.",
    ),
    "overtaken": (
        "Something newer came first. Look at it again.",
        "Ada yang lebih baru. Periksa lagi.",
        "Ada yang lebih baharu. Semak semula.",
    ),
    "invariant_broken": (
        "Something is wrong on our side; nothing was changed.",
        "Ada gangguan di pihak kami; tidak ada yang berubah.",
        "Ada masalah di pihak kami; tiada yang berubah.",
    ),
}
REFUSALS: Final[Mapping[str, Words]] = {
    **{f"why.{code}": Words(*said) for code, said in _OWN.items()},
    **{f"why.family.{code}": Words(*said) for code, said in _FAMILY.items()},
}
