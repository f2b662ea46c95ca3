"""What the page of one member says beside its first words; and its data file."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words
from app.domain.words.storefront.kinds import Counted

PERSON: Final[Mapping[str, Words | Counted]] = {
    "audit.action.member.data_exported": Words(
        "Handed over a member's personal data",
        "Menyerahkan data pribadi member",
        "Menyerahkan data peribadi ahli",
    ),
    "persondata.title": Words(
        "Export personal data", "Ekspor data pribadi", "Eksport data peribadi"
    ),
    "persondata.open": Words("Make the file", "Buat berkas", "Buat fail"),
    "persondata.lead": Words(
        "Everything that is kept about this person, made now, to be given to them.",
        "Semua yang disimpan tentang orang ini, dibuat sekarang, untuk diberikan"
        " kepadanya.",
        "Semua yang disimpan tentang orang ini, dibuat sekarang, untuk diberikan"
        " kepadanya.",
    ),
    "persondata.holds": Words("In the file", "Isi berkas", "Dalam fail"),
    "persondata.holds_text": Words(
        "Contact details, consents, every movement of points, orders, rewards, tiers,"
        " referrals, conversations; also of accounts that were merged into this one.",
        "Data kontak, persetujuan, setiap pergerakan poin, pesanan, hadiah, tingkat,"
        " referral, percakapan; juga dari akun yang digabung ke akun ini.",
        "Butiran hubungan, persetujuan, setiap pergerakan mata, pesanan, ganjaran,"
        " peringkat, rujukan, perbualan; juga daripada akaun yang digabung ke akaun"
        " ini.",
    ),
    "persondata.without": Words("Not in it", "Tidak termasuk", "Tidak termasuk"),
    "persondata.without_text": Words(
        "Names of other people: who invited or was invited is called a friend.",
        "Nama orang lain: yang mengundang atau diundang disebut teman.",
        "Nama orang lain: yang menjemput atau dijemput disebut rakan.",
    ),
    "persondata.keeper": Words("It names", "Menyebutkan", "Menamakan"),
    "persondata.state": Words(
        "Say who answers for the programme",
        "Tulis siapa yang bertanggung jawab atas program",
        "Nyatakan siapa yang bertanggungjawab atas program",
    ),
    "persondata.check": Words(
        "Make sure that you give it to this person and to nobody else. That you"
        " fetched it stands in the audit log.",
        "Pastikan berkas ini hanya diberikan kepada orang ini. Pengambilannya"
        " dicatat di log audit.",
        "Pastikan fail ini diberikan kepada orang ini sahaja. Pengambilannya dicatat"
        " dalam log audit.",
    ),
    "persondata.get_csv": Words(
        "Download spreadsheets (zip)",
        "Unduh lembar kerja (zip)",
        "Muat turun helaian (zip)",
    ),
    "persondata.get_json": Words("Download JSON", "Unduh JSON", "Muat turun JSON"),
    "persondata.as_csv": Words(
        "As spreadsheets", "Sebagai lembar kerja", "Sebagai helaian"
    ),
}
