"""What the audit log says, and what each deed in it is called."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words
from app.domain.words.storefront.kinds import Counted


def _w(en: str, id_: str, ms: str) -> Words:
    return Words(en, id_, ms)


_PAGE: Final[Mapping[str, Words | Counted]] = {
    "audit.title": _w("Audit log", "Log audit", "Log audit"),
    "audit.lead": _w(
        "Who did what, and when. Nothing here can be changed or left out unnoticed.",
        "Siapa melakukan apa, dan kapan. Tak ada yang bisa diubah tanpa ketahuan.",
        "Siapa membuat apa, dan bila. Tiada yang boleh diubah tanpa disedari.",
    ),
    "audit.book": _w("Log", "Log", "Log"),
    "audit.book.programme": _w("Programme", "Program", "Program"),
    "audit.book.team": _w("Team", "Tim", "Pasukan"),
    "audit.who": _w("Who", "Siapa", "Siapa"),
    "audit.anybody": _w("Anybody", "Siapa saja", "Sesiapa sahaja"),
    "audit.what": _w("What", "Apa", "Apa"),
    "audit.anything": _w("Anything", "Apa saja", "Apa-apa sahaja"),
    "audit.since": _w("From", "Dari", "Dari"),
    "audit.until": _w("To", "Sampai", "Hingga"),
    "audit.size": _w("Rows", "Baris", "Baris"),
    "audit.when": _w("When", "Kapan", "Bila"),
    "audit.subject": _w("On", "Pada", "Pada"),
    "audit.changes": _w("Change", "Perubahan", "Perubahan"),
    "audit.number": _w("No.", "No.", "No."),
    "audit.none_title": _w("Nothing yet", "Belum ada", "Belum ada"),
    "audit.none_text": _w(
        "Deeds of people who work here appear here: adjustments, publications,"
        " exports, keys, sign-ins.",
        "Tindakan orang yang bekerja di sini muncul di sini: penyesuaian, penerbitan,"
        " ekspor, kunci, masuk.",
        "Tindakan orang yang bekerja di sini muncul di sini: pelarasan, penerbitan,"
        " eksport, kunci, log masuk.",
    ),
    "audit.none_found": _w(
        "Nothing fits these filters.",
        "Tidak ada yang cocok dengan saringan ini.",
        "Tiada yang sepadan dengan tapisan ini.",
    ),
    "audit.check": _w("Check the chain", "Periksa rantai", "Semak rantaian"),
    "audit.check_why": _w(
        "Each entry carries the fingerprint of the one before. The check computes all"
        " of them anew.",
        "Tiap entri membawa sidik jari entri sebelumnya. Pemeriksaan menghitung"
        " semuanya lagi.",
        "Setiap entri membawa cap jari entri sebelumnya. Semakan mengira semuanya"
        " semula.",
    ),
    "audit.holds": _w(
        "The chain holds: nothing was changed or left out.",
        "Rantai utuh: tidak ada yang diubah atau dihilangkan.",
        "Rantaian utuh: tiada yang diubah atau ditinggalkan.",
    ),
    "audit.broken": _w(
        "The chain breaks at entry {seq}. Tell who runs this installation.",
        "Rantai putus di entri {seq}. Beri tahu pengelola instalasi ini.",
        "Rantaian terputus pada entri {seq}. Beritahu pengendali pemasangan ini.",
    ),
    "audit.request": _w("Request", "Permintaan", "Permintaan"),
    "audit.actor.cli": _w("Command line", "Baris perintah", "Baris arahan"),
    "audit.actor.system": _w("Setia", "Setia", "Setia"),
    "audit.actor.api": _w("API key", "Kunci API", "Kunci API"),
    "audit.actor.staff": _w(
        "Somebody who left",
        "Seseorang yang sudah keluar",
        "Seseorang yang telah keluar",
    ),
}

_FAMILIES: Final[Mapping[str, Words | Counted]] = {
    "audit.family.member": _w("Members", "Member", "Ahli"),
    "audit.family.members": _w("Lists of members", "Daftar member", "Senarai ahli"),
    "audit.family.voucher": _w("Vouchers", "Voucer", "Baucar"),
    "audit.family.referral": _w("Referrals", "Ajakan", "Rujukan"),
    "audit.family.approval": _w("Approvals", "Persetujuan", "Kelulusan"),
    "audit.family.claim": _w("Claims", "Keluhan", "Aduan"),
    "audit.family.programme": _w("Programme", "Program", "Program"),
    "audit.family.campaign": _w("Campaigns", "Kampanye", "Kempen"),
    "audit.family.storefront": _w("Storefront", "Etalase", "Etalase"),
    "audit.family.store": _w("Stores", "Toko", "Kedai"),
    "audit.family.key": _w("API keys", "Kunci API", "Kunci API"),
    "audit.family.delivery": _w("Deliveries", "Kiriman", "Penghantaran"),
    "audit.family.limits": _w("Limits", "Batas", "Had"),
    "audit.family.settings": _w("Settings", "Pengaturan", "Tetapan"),
    "audit.family.import": _w("Imports", "Impor", "Import"),
    "audit.family.staff": _w("Team", "Tim", "Pasukan"),
}

_SUBJECTS: Final[Mapping[str, Words | Counted]] = {
    "audit.subject.member": _w("Member", "Member", "Ahli"),
    "audit.subject.members": _w("Members", "Member", "Ahli"),
    "audit.subject.programme": _w("Programme", "Program", "Program"),
    "audit.subject.invitation": _w("Invitation", "Undangan", "Jemputan"),
    "audit.subject.key": _w("API key", "Kunci API", "Kunci API"),
    "audit.subject.store": _w("Store", "Toko", "Kedai"),
    "audit.subject.webhook": _w("Webhook", "Webhook", "Webhook"),
    "audit.subject.delivery": _w("Delivery", "Kiriman", "Penghantaran"),
    "audit.subject.deliveries": _w("Deliveries", "Kiriman", "Penghantaran"),
    "audit.subject.referral": _w("Referral", "Ajakan", "Rujukan"),
    "audit.subject.debt": _w("Task", "Tugas", "Tugas"),
    "audit.subject.role": _w("Role", "Peran", "Peranan"),
    "audit.subject.trail": _w("Audit log", "Log audit", "Log audit"),
    "audit.subject.staff": _w("Team member", "Member tim", "Ahli pasukan"),
}

_ACTIONS: Final[Mapping[str, Words | Counted]] = {
    "audit.action.staff.added": _w(
        "Joined the team", "Bergabung dengan tim", "Menyertai pasukan"
    ),
    "audit.action.staff.invited": _w("Invited", "Mengundang", "Menjemput"),
    "audit.action.staff.invitation_revoked": _w(
        "Took an invitation back", "Menarik undangan", "Menarik balik jemputan"
    ),
    "audit.action.staff.signed_in": _w("Signed in", "Masuk", "Log masuk"),
    "audit.action.staff.signed_out": _w(
        "Ended sessions", "Mengakhiri sesi", "Menamatkan sesi"
    ),
    "audit.action.staff.role_changed": _w(
        "Changed a role", "Mengubah peran", "Mengubah peranan"
    ),
    "audit.action.staff.removed": _w(
        "Removed from the team", "Mengeluarkan dari tim", "Membuang daripada pasukan"
    ),
    "audit.action.staff.changed_secret": _w(
        "Changed the password", "Mengubah kata sandi", "Mengubah kata laluan"
    ),
    "audit.action.staff.second_factor_on": _w(
        "Set up a second factor", "Memasang faktor kedua", "Menyediakan faktor kedua"
    ),
    "audit.action.staff.second_factor_off": _w(
        "Took a second factor away",
        "Mencabut faktor kedua",
        "Menanggalkan faktor kedua",
    ),
    "audit.action.staff.recovery_renewed": _w(
        "Made new recovery codes", "Membuat kode pemulihan", "Membuat kod pemulihan"
    ),
    "audit.action.staff.link_made": _w(
        "Made a sign-in link", "Membuat tautan masuk", "Membuat pautan log masuk"
    ),
    "audit.action.member.adjusted": _w(
        "Adjusted points", "Menyesuaikan poin", "Melaraskan mata"
    ),
    "audit.action.member.blocked": _w("Blocked", "Memblokir", "Menyekat"),
    "audit.action.member.unblocked": _w(
        "Unblocked", "Membuka blokir", "Membuka sekatan"
    ),
    "audit.action.member.erased": _w("Erased", "Menghapus", "Memadam"),
    "audit.action.member.rewarded": _w(
        "Gave a reward", "Memberi hadiah", "Memberi ganjaran"
    ),
    "audit.action.member.tier_set": _w(
        "Set a tier", "Menetapkan tingkat", "Menetapkan peringkat"
    ),
    "audit.action.members.exported": _w(
        "Exported members", "Mengekspor member", "Mengeksport ahli"
    ),
    "audit.action.audit.exported": _w(
        "Exported the audit log", "Mengekspor log audit", "Mengeksport log audit"
    ),
    "audit.action.voucher.cancelled": _w(
        "Cancelled a voucher", "Membatalkan voucer", "Membatalkan baucar"
    ),
    "audit.action.approval.asked": _w(
        "Asked for approval", "Meminta persetujuan", "Meminta kelulusan"
    ),
    "audit.action.key.made": _w(
        "Made an API key", "Membuat kunci API", "Membuat kunci API"
    ),
    "audit.action.key.revoked": _w(
        "Revoked an API key", "Mencabut kunci API", "Membatalkan kunci API"
    ),
    "audit.action.webhook.made": _w(
        "Added a webhook", "Menambah webhook", "Menambah webhook"
    ),
    "audit.action.webhook.changed": _w(
        "Changed a webhook", "Mengubah webhook", "Mengubah webhook"
    ),
    "audit.action.webhook.paused": _w(
        "Paused a webhook", "Menjeda webhook", "Menjeda webhook"
    ),
    "audit.action.webhook.resumed": _w(
        "Switched a webhook on", "Mengaktifkan webhook", "Mengaktifkan webhook"
    ),
    "audit.action.webhook.rotated": _w(
        "Made a webhook's new secret",
        "Membuat rahasia baru webhook",
        "Membuat rahsia baharu webhook",
    ),
    "audit.action.webhook.deleted": _w(
        "Deleted a webhook", "Menghapus webhook", "Memadam webhook"
    ),
    "audit.action.webhook.tested": _w(
        "Sent a webhook a test",
        "Mengirim percobaan ke webhook",
        "Menghantar percubaan ke webhook",
    ),
    "audit.action.webhook.replayed": _w(
        "Sent a webhook a span of time again",
        "Mengirim ulang pesan webhook",
        "Menghantar semula mesej webhook",
    ),
    "audit.action.webhook.resent": _w(
        "Sent a webhook a message again",
        "Mengirim ulang satu pesan webhook",
        "Menghantar semula satu mesej webhook",
    ),
    "audit.action.webhook.disabled": _w(
        "A webhook was switched off",
        "Webhook dimatikan",
        "Webhook dimatikan",
    ),
    "audit.action.delivery.replayed": _w(
        "Handled a delivery again",
        "Memproses ulang kiriman",
        "Memproses semula penghantaran",
    ),
    "audit.action.limits.changed": _w(
        "Changed limits", "Mengubah batas", "Mengubah had"
    ),
}

AUDIT: Final[Mapping[str, Words | Counted]] = {
    **_PAGE,
    **_FAMILIES,
    **_SUBJECTS,
    **_ACTIONS,
}
