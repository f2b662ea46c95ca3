"""What the audit trail and the stream call a deed, where no other file does."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words

_FIRST = "audit.action."
_SAID: Final[Mapping[str, tuple[str, str, str]]] = {
    "approval.approved": (
        "Approved a request",
        "Menyetujui permintaan",
        "Meluluskan permintaan",
    ),
    "approval.refused": (
        "Refused a request",
        "Menolak permintaan",
        "Menolak permintaan",
    ),
    "campaign.end": ("Ended a campaign", "Mengakhiri kampanye", "Menamatkan kempen"),
    "campaign.pause": ("Paused a campaign", "Menjeda kampanye", "Menjeda kempen"),
    "campaign.resume": (
        "Resumed a campaign",
        "Melanjutkan kampanye",
        "Meneruskan kempen",
    ),
    "debt.retried": (
        "Tried again in a store",
        "Mencoba lagi di toko",
        "Mencuba lagi di kedai",
    ),
    "export.asked": ("Asked for an export", "Meminta ekspor", "Meminta eksport"),
    "export.fetched": ("Fetched an export", "Mengambil ekspor", "Mengambil eksport"),
    "import.approved": ("Approved an import", "Menyetujui impor", "Meluluskan import"),
    "import.checked": ("Tried an import", "Mencoba impor", "Mencuba import"),
    "import.started": ("Started an import", "Memulai impor", "Memulakan import"),
    "import.stopped": (
        "Stopped an import",
        "Menghentikan impor",
        "Menghentikan import",
    ),
    "import.undone": (
        "Took an import back",
        "Mengurungkan impor",
        "Membuat asal import",
    ),
    "member.merged": (
        "Merged two members",
        "Menggabung dua member",
        "Menggabung dua ahli",
    ),
    "member.unmerged": (
        "Undid a merge of two members",
        "Membatalkan penggabungan dua member",
        "Membatalkan penggabungan dua ahli",
    ),
    "programme.active": (
        "Let the programme go on",
        "Melanjutkan program",
        "Meneruskan program",
    ),
    "programme.launched": (
        "Launched the programme",
        "Meluncurkan program",
        "Melancarkan program",
    ),
    "programme.paused": ("Paused the programme", "Menjeda program", "Menjeda program"),
    "programme.publish": (
        "Published the programme",
        "Menerbitkan program",
        "Menerbitkan program",
    ),
    "programme.restore": (
        "Restored a version",
        "Memulihkan versi",
        "Memulihkan versi",
    ),
    "reward.codes_added": (
        "Added codes to a reward",
        "Menambahkan kode pada hadiah",
        "Menambah kod pada ganjaran",
    ),
    "programme.settings": (
        "Changed general settings",
        "Mengubah pengaturan umum",
        "Mengubah tetapan umum",
    ),
    "programme.made": (
        "Made another programme",
        "Membuat program lain",
        "Membuat program lain",
    ),
    "programme.tester_removed": (
        "Took a tester off the list",
        "Menghapus penguji dari daftar",
        "Membuang penguji daripada senarai",
    ),
    "programme.tried": ("Began a trial", "Memulai uji coba", "Memulakan percubaan"),
    "referral.approved": (
        "Approved a referral",
        "Menyetujui ajakan",
        "Meluluskan rujukan",
    ),
    "referral.refused": ("Refused a referral", "Menolak ajakan", "Menolak rujukan"),
    "store.connected": (
        "Connected a store",
        "Menghubungkan toko",
        "Menghubungkan kedai",
    ),
    "store.disconnected": ("Disconnected a store", "Memutus toko", "Memutuskan kedai"),
    "store.history_read": (
        "Read a store's past",
        "Membaca riwayat toko",
        "Membaca sejarah kedai",
    ),
}
DEEDS: Final[Mapping[str, Words]] = {
    f"{_FIRST}{deed}": Words(*said) for deed, said in _SAID.items()
}
