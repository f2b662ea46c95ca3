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
    "audit.action.member.statement": Words(
        "Fetched a member's statement",
        "Mengambil riwayat poin member",
        "Mengambil penyata ahli",
    ),
    "audit.action.member.redeemed": Words(
        "Redeemed for a member", "Menukarkan untuk member", "Menebus untuk ahli"
    ),
    "audit.action.member.birthday_corrected": Words(
        "Corrected a birthday", "Membetulkan tanggal lahir", "Membetulkan tarikh lahir"
    ),
    "audit.action.member.birthday_told": Words(
        "Entered a birthday", "Mengisi tanggal lahir", "Mengisi tarikh lahir"
    ),
    "why.birthday_corrected": Words(
        "This birthday was corrected before. It can be corrected once.",
        "Tanggal lahir ini sudah pernah dibetulkan. Hanya bisa sekali.",
        "Tarikh lahir ini sudah pernah dibetulkan. Hanya boleh sekali.",
    ),
    "why.birthday_unlikely": Words(
        "Enter a day in the past that differs from the one kept.",
        "Isi tanggal di masa lalu yang berbeda dari yang tersimpan.",
        "Isi tarikh pada masa lalu yang berbeza daripada yang disimpan.",
    ),
    "member.lifetime": Words("Lifetime", "Sepanjang waktu", "Sepanjang masa"),
    "member.statement_csv": Words(
        "Download as spreadsheet", "Unduh sebagai CSV", "Muat turun sebagai CSV"
    ),
    "member.inviting": Words("Referrals", "Ajakan", "Rujukan"),
    "member.link_code": Words("Referral code", "Kode ajakan", "Kod rujukan"),
    "member.no_link": Words(
        "No code yet: it is made when the member first looks at it.",
        "Belum ada kode: dibuat saat member pertama kali membukanya.",
        "Belum ada kod: dibuat apabila ahli pertama kali membukanya.",
    ),
    "member.no_friends": Words(
        "Nobody came through this member yet.",
        "Belum ada yang datang lewat member ini.",
        "Belum ada sesiapa yang datang melalui ahli ini.",
    ),
    "member.came_by": Words(
        "Came through another member",
        "Datang lewat member lain",
        "Datang melalui ahli lain",
    ),
    "member.card": Words(
        "Card for the counter", "Kartu untuk kasir", "Kad untuk kaunter"
    ),
    "member.card_drawn": Words(
        "The card as a QR code", "Kartu sebagai kode QR", "Kad sebagai kod QR"
    ),
    "member.consents": Words("Consents", "Persetujuan", "Persetujuan"),
    "member.no_consents": Words(
        "Nothing was said about news.",
        "Belum ada pilihan soal kabar.",
        "Belum ada pilihan tentang berita.",
    ),
    "consent.name.email": Words("E-mail", "E-mail", "E-mel"),
    "consent.name.sms": Words("SMS", "SMS", "SMS"),
    "consent.name.whatsapp": Words("WhatsApp", "WhatsApp", "WhatsApp"),
    "consent.name.newsletter": Words("Newsletter", "Buletin", "Surat berita"),
    "consent.name.push": Words("Push messages", "Notifikasi", "Pemberitahuan"),
    "consent.from.widget": Words("in the panel", "di panel", "di panel"),
    "consent.from.page": Words(
        "on the rewards page", "di halaman hadiah", "di halaman ganjaran"
    ),
    "consent.from.plugin": Words("in the store", "di toko", "di kedai"),
    "consent.from.platform": Words("told by the store", "kata toko", "menurut kedai"),
    "consent.from.api": Words("by a program", "lewat aplikasi", "melalui aplikasi"),
    "consent.from.staff": Words("by the team", "oleh tim", "oleh pasukan"),
    "consent.from.import": Words("imported", "diimpor", "diimport"),
    "figure.usable": Words(
        "Everything that came, less what went: what is left can be used.",
        "Semua yang masuk dikurangi yang keluar: sisanya bisa dipakai.",
        "Semua yang masuk ditolak yang keluar: bakinya boleh digunakan.",
    ),
    "figure.pending": Words(
        "Earned, and usable once the return window is over.",
        "Sudah didapat, bisa dipakai setelah masa retur habis.",
        "Sudah diperoleh, boleh digunakan selepas tempoh pulangan.",
    ),
    "figure.expiring": Words(
        "What lapses when, the soonest first; the figure is the first of these.",
        "Apa yang hangus dan kapan, yang terdekat dulu; angka itu hanya yang pertama.",
        "Apa yang luput dan bila, yang terdekat dahulu; angka itu yang pertama sahaja.",
    ),
    "figure.lifetime": Words(
        "Everything that the member ever got, spent and lapsed ones too, less what was"
        " taken back.",
        "Semua yang pernah didapat member, termasuk yang sudah dipakai atau hangus,"
        " dikurangi yang ditarik.",
        "Semua yang pernah diperoleh ahli, termasuk yang sudah digunakan atau luput,"
        " ditolak yang ditarik balik.",
    ),
    "figure.spent": Words(
        "The totals of all paid orders in this currency; cancelled and refunded ones do"
        " not count. The last ones:",
        "Total semua pesanan yang dibayar dalam mata uang ini; yang dibatalkan dan"
        " dikembalikan tidak dihitung. Yang terakhir:",
        "Jumlah semua pesanan berbayar dalam mata wang ini; yang dibatalkan dan"
        " dipulangkan tidak dikira. Yang terakhir:",
    ),
    "figure.none_waits": Words(
        "Nothing is pending.", "Tidak ada yang menunggu.", "Tiada yang menunggu."
    ),
    "redeem.title": Words(
        "Redeem for the member", "Tukarkan untuk member", "Tebus untuk ahli"
    ),
    "redeem.lead": Words(
        "Uses the member's points, as if they had chosen the reward themselves.",
        "Memakai poin member, seolah member memilih hadiahnya sendiri.",
        "Menggunakan mata ahli, seolah-olah ahli memilih ganjaran itu sendiri.",
    ),
    "redeem.for": Words("{title}: {price}", "{title}: {price}", "{title}: {price}"),
    "redeem.from": Words(
        "{title}: from {price}", "{title}: mulai {price}", "{title}: daripada {price}"
    ),
    "redeem.points": Words("Points to use", "Poin yang dipakai", "Mata yang digunakan"),
    "redeem.points_help": Words(
        "Only for rewards whose price the member chooses.",
        "Hanya untuk hadiah yang harganya dipilih member.",
        "Hanya untuk ganjaran yang harganya dipilih ahli.",
    ),
    "redeem.submit": Words("Redeem", "Tukarkan", "Tebus"),
    "redeem.none": Words(
        "The points pay for nothing now.",
        "Poinnya belum cukup untuk apa pun.",
        "Mata belum cukup untuk apa-apa.",
    ),
    "redeem.not_now": Words(
        "Not now, and why", "Belum bisa, dan alasannya", "Belum boleh, dan sebabnya"
    ),
    "redeem.done": Words(
        "Redeemed. The code stands under Rewards.",
        "Ditukarkan. Kodenya ada di Hadiah.",
        "Ditebus. Kodnya ada di Ganjaran.",
    ),
    "redeem.refused": Words(
        "The store refused it; the points are back.",
        "Toko menolaknya; poinnya sudah kembali.",
        "Kedai menolaknya; mata sudah dipulangkan.",
    ),
    "birthday.title": Words("Birthday", "Tanggal lahir", "Tarikh lahir"),
    "birthday.lead": Words(
        "A birthday that is kept can be corrected once, with a reason.",
        "Tanggal lahir yang tersimpan bisa dibetulkan sekali, dengan alasan.",
        "Tarikh lahir yang disimpan boleh dibetulkan sekali, dengan sebab.",
    ),
    "birthday.change": Words("Correct", "Betulkan", "Betulkan"),
    "birthday.tell": Words("Enter", "Isi", "Isi"),
    "birthday.day": Words("Day", "Tanggal", "Hari"),
    "birthday.month": Words(
        "Month (1 to 12)", "Bulan (1 sampai 12)", "Bulan (1 hingga 12)"
    ),
    "birthday.year": Words("Year", "Tahun", "Tahun"),
    "birthday.no_day": Words(
        "There is no such day.", "Tanggal itu tidak ada.", "Tiada hari itu."
    ),
    "birthday.submit": Words(
        "Save the birthday", "Simpan tanggal lahir", "Simpan tarikh lahir"
    ),
    "birthday.kept": Words(
        "The birthday was saved.", "Tanggal lahir disimpan.", "Tarikh lahir disimpan."
    ),
    "audit.action.member.adjust_undone": Words(
        "Undid an adjustment", "Membatalkan perubahan poin", "Membatalkan pelarasan"
    ),
    "why.undo_over": Words(
        "This can be undone by who did it, within half a minute. Adjust again instead.",
        "Hanya bisa dibatalkan oleh pelakunya, dalam setengah menit. Ubah lagi saja.",
        "Hanya boleh dibatalkan oleh pelakunya, dalam setengah minit. Laras semula"
        " sahaja.",
    ),
    "why.lot_touched": Words(
        "Some of these points were used already.",
        "Sebagian poin ini sudah dipakai.",
        "Sebahagian mata ini sudah digunakan.",
    ),
    "why.reversal_not_possible": Words(
        "This was undone already.", "Ini sudah dibatalkan.", "Ini sudah dibatalkan."
    ),
    "adjust.undone": Words(
        "Undone by a counter-entry.",
        "Dibatalkan dengan entri balik.",
        "Dibatalkan dengan catatan balas.",
    ),
    "adjust.quick": Words("Quick:", "Cepat:", "Pantas:"),
    "adjust.of_order": Words(
        "{points} of order {order}",
        "{points} dari pesanan {order}",
        "{points} daripada pesanan {order}",
    ),
    "adjust.expires": Words(
        "Expires as earned points do",
        "Hangus seperti poin yang didapat",
        "Luput seperti mata yang diperoleh",
    ),
}
