"""What the list of members says about its order, its columns, and many at once."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words
from app.domain.words.storefront.kinds import Counted


def _w(en: str, id_: str, ms: str) -> Words:
    return Words(en, id_, ms)


def _n(one: str, en: str, id_: str, ms: str) -> Counted:
    return Counted(Words(one, id_, ms), Words(en, id_, ms))


_VIEW: Final[Mapping[str, Words | Counted]] = {
    "find.orders": _w("Orders", "Pesanan", "Pesanan"),
    "members.pending": _w("Pending", "Menunggu", "Menunggu"),
    "members.sort": _w("Sort by", "Urutkan", "Susun ikut"),
    "members.sort.-changed": _w(
        "Last changed first", "Terakhir berubah", "Terakhir berubah"
    ),
    "members.sort.changed": _w(
        "Longest unchanged", "Paling lama tak berubah", "Paling lama tidak berubah"
    ),
    "members.sort.name": _w("Name, A to Z", "Nama, A–Z", "Nama, A–Z"),  # noqa: RUF001 - a range
    "members.sort.-name": _w("Name, Z to A", "Nama, Z–A", "Nama, Z–A"),  # noqa: RUF001 - a range
    "members.sort.-points": _w("Most points", "Poin terbanyak", "Mata terbanyak"),
    "members.sort.points": _w("Fewest points", "Poin tersedikit", "Mata paling sikit"),
    "members.sort.-tier": _w(
        "Highest tier", "Tingkat tertinggi", "Peringkat tertinggi"
    ),
    "members.sort.tier": _w("Lowest tier", "Tingkat terendah", "Peringkat terendah"),
    "members.sort.-spent": _w("Spent most", "Belanja terbesar", "Belanja terbesar"),
    "members.sort.spent": _w("Spent least", "Belanja terkecil", "Belanja terkecil"),
    "members.sort.-last": _w(
        "Latest order first", "Pesanan terbaru", "Pesanan terbaharu"
    ),
    "members.sort.last": _w(
        "Earliest last order", "Paling lama tak memesan", "Paling lama tidak memesan"
    ),
    "members.sort.-joined": _w("Newest members", "Member terbaru", "Ahli terbaharu"),
    "members.sort.joined": _w("Oldest members", "Member terlama", "Ahli terlama"),
    "members.view": _w("Columns and rows", "Kolom dan baris", "Lajur dan baris"),
    "members.columns": _w(
        "Shown beside the name", "Tampil di sebelah nama", "Dipapar di sebelah nama"
    ),
    "members.column.tier": _w("Tier", "Tingkat", "Peringkat"),
    "members.column.points": _w("Points", "Poin", "Mata"),
    "members.column.worth": _w("Worth", "Nilai", "Nilai"),
    "members.column.spent": _w("Spent", "Belanja", "Belanja"),
    "members.column.last": _w("Last order", "Pesanan terakhir", "Pesanan terakhir"),
    "members.column.pending": _w("Pending points", "Poin menunggu", "Mata menunggu"),
    "members.column.orders": _w("Orders", "Pesanan", "Pesanan"),
    "members.column.joined": _w("Joined", "Bergabung", "Menyertai"),
    "members.column.email": _w("E-mail", "E-mail", "E-mel"),
    "members.column.phone": _w("Phone", "Telepon", "Telefon"),
    "members.size": _w("Rows on a page", "Baris per halaman", "Baris setiap halaman"),
    "members.view_keep": _w("Keep", "Simpan", "Simpan"),
    "members.view_kept": _w(
        "Kept for you, everywhere you sign in.",
        "Disimpan untukmu, di mana pun kamu masuk.",
        "Disimpan untuk anda, di mana-mana anda log masuk.",
    ),
}
_BULK: Final[Mapping[str, Words | Counted]] = {
    "bulk.past": _w("Many at once", "Banyak sekaligus", "Ramai sekali gus"),
    "bulk.tick": _w("Choose", "Pilih", "Pilih"),
    "bulk.tick_one": _w("Choose {name}", "Pilih {name}", "Pilih {name}"),
    "bulk.tick_page": _w(
        "All on this page", "Semua di halaman ini", "Semua di halaman ini"
    ),
    "bulk.whom": _w("For", "Untuk", "Untuk"),
    "bulk.ticked": _w("those ticked", "yang dicentang", "yang ditanda"),
    "bulk.all": _w("all members", "semua member", "semua ahli"),
    "bulk.all_filtered": _w(
        "all that this filter finds",
        "semua hasil saringan ini",
        "semua hasil tapisan ini",
    ),
    "bulk.deed": _w("Do", "Lakukan", "Lakukan"),
    "bulk.deed.points": _w(
        "Add or remove points", "Tambah atau kurangi poin", "Tambah atau tolak mata"
    ),
    "bulk.deed.block": _w("Block", "Blokir", "Sekat"),
    "bulk.deed.csv": _w("Export as CSV", "Ekspor CSV", "Eksport CSV"),
    "bulk.go": _w("Go on", "Lanjut", "Teruskan"),
    "bulk.title.points": _w(
        "Points for many", "Poin untuk banyak member", "Mata untuk ramai ahli"
    ),
    "bulk.title.block": _w("Block many", "Blokir banyak member", "Sekat ramai ahli"),
    "bulk.title.csv": _w("Export", "Ekspor", "Eksport"),
    "bulk.lead": _w(
        "You see count and sum first; nothing happens until you type the number.",
        "Jumlah tampil dulu; tak ada yang terjadi sampai kamu mengetik angkanya.",
        "Jumlah dipaparkan dahulu; tiada apa berlaku sehingga anda menaip nombornya.",
    ),
    "bulk.step_points": _w("How many each", "Berapa per orang", "Berapa seorang"),
    "bulk.points": _w("Points for each", "Poin per member", "Mata setiap ahli"),
    "bulk.way.add": _w("Add", "Tambah", "Tambah"),
    "bulk.way.remove": _w("Remove", "Kurangi", "Tolak"),
    "bulk.reckon": _w("Show count and sum", "Hitung jumlahnya", "Kira jumlahnya"),
    "bulk.step_confirm": _w("Confirm", "Pastikan", "Sahkan"),
    "bulk.sure.add": _n(
        "Add {points} ({worth}) to {n} member.",
        "Add {points} ({worth}) in all to {n} members.",
        "Tambah total {points} ({worth}) untuk {n} member.",
        "Tambah sejumlah {points} ({worth}) kepada {n} ahli.",
    ),
    "bulk.sure.remove": _n(
        "Remove {points} ({worth}) from {n} member.",
        "Remove {points} ({worth}) in all from {n} members. Who has too few is"
        " left out.",
        "Kurangi total {points} ({worth}) dari {n} member. Yang poinnya kurang"
        " dilewati.",
        "Tolak sejumlah {points} ({worth}) daripada {n} ahli. Yang matanya tidak cukup"
        " dilangkau.",
    ),
    "bulk.sure.block": _n(
        "Block {n} member: earns on, redeems nothing.",
        "Block {n} members: they earn on and redeem nothing.",
        "Blokir {n} member: tetap mendapat poin, tidak bisa menukar.",
        "Sekat {n} ahli: terus mengumpul mata, tidak boleh menebus.",
    ),
    "bulk.why": _w("Reason for blocking", "Alasan memblokir", "Sebab menyekat"),
    "bulk.number": _w(
        "Type {count} to confirm",
        "Ketik {count} untuk memastikan",
        "Taip {count} untuk mengesahkan",
    ),
    "bulk.do.add": _w("Add the points", "Tambah poin", "Tambah mata"),
    "bulk.do.remove": _w("Remove the points", "Kurangi poin", "Tolak mata"),
    "bulk.do.block": _w("Block them", "Blokir mereka", "Sekat mereka"),
    "bulk.nobody_title": _w(
        "Nobody is chosen", "Belum ada yang dipilih", "Tiada yang dipilih"
    ),
    "bulk.nobody_text": _w(
        "Tick members in the list, or choose all that a filter finds.",
        "Centang member di daftar, atau pilih semua hasil saringan.",
        "Tandakan ahli dalam senarai, atau pilih semua hasil tapisan.",
    ),
    "bulk.back": _w("Back to the list", "Kembali ke daftar", "Kembali ke senarai"),
    "bulk.said.add": _n(
        "{points} for {n} member",
        "{points} each for {n} members",
        "{points} per orang untuk {n} member",
        "{points} seorang untuk {n} ahli",
    ),
    "bulk.said.remove": _n(
        "{points} from {n} member",
        "{points} each from {n} members",
        "{points} per orang dari {n} member",
        "{points} seorang daripada {n} ahli",
    ),
    "bulk.said.block": _n(
        "{n} member blocked",
        "{n} members blocked",
        "Blokir {n} member",
        "Sekat {n} ahli",
    ),
    "bulk.list_title": _w("Many at once", "Banyak sekaligus", "Ramai sekali gus"),
    "bulk.list_lead": _w(
        "Deeds on many members: how far they are, what became of them, and undo.",
        "Tindakan atas banyak member: kemajuan, hasil, dan pembatalan.",
        "Tindakan atas ramai ahli: kemajuan, hasil dan pembatalan.",
    ),
    "bulk.lead_run": _w(
        "It runs in pieces and goes on by itself, whatever happens meanwhile.",
        "Berjalan bertahap dan berlanjut sendiri, apa pun yang terjadi.",
        "Berjalan berperingkat dan bersambung sendiri, apa pun yang berlaku.",
    ),
    "bulk.leave": _w(
        "You can leave this page.",
        "Kamu boleh meninggalkan halaman ini.",
        "Anda boleh meninggalkan halaman ini.",
    ),
    "bulk.refresh": _w("Refresh", "Segarkan", "Muat semula"),
    "bulk.stop": _w("Stop", "Hentikan", "Hentikan"),
    "bulk.resume": _w("Go on", "Lanjutkan", "Teruskan"),
    "bulk.failed": _w(
        "Not finished: {why}.", "Tidak selesai: {why}.", "Tidak selesai: {why}."
    ),
    "bulk.waiting": _w(
        "{name} asked for more than they may give alone. Somebody else must agree.",
        "Permintaan {name} melebihi batasnya. Orang lain harus menyetujui.",
        "Permintaan {name} melebihi hadnya. Orang lain mesti meluluskan.",
    ),
    "bulk.review": _w(
        "For many at once", "Untuk banyak sekaligus", "Untuk ramai sekali gus"
    ),
    "bulk.state": _w("State", "Status", "Status"),
    "bulk.state.choosing": _w("Choosing", "Memilih", "Memilih"),
    "bulk.state.waiting": _w(
        "Waiting for approval", "Menunggu persetujuan", "Menunggu kelulusan"
    ),
    "bulk.state.refused": _w("Refused", "Ditolak", "Ditolak"),
    "bulk.state.running": _w("Running", "Berjalan", "Berjalan"),
    "bulk.state.stopped": _w("Stopped", "Dihentikan", "Dihentikan"),
    "bulk.state.done": _w("Done", "Selesai", "Selesai"),
    "bulk.state.failed": _w("Not finished", "Tidak selesai", "Tidak selesai"),
    "bulk.state.undoing": _w(
        "Being taken back", "Sedang dibatalkan", "Sedang dibatalkan"
    ),
    "bulk.state.undone": _w("Taken back", "Dibatalkan", "Dibatalkan"),
    "bulk.figure.total": _w("Members", "Member", "Ahli"),
    "bulk.figure.done": _w("Done", "Selesai", "Selesai"),
    "bulk.figure.refused": _w("Left out", "Dilewati", "Dilangkau"),
    "bulk.figure.undone": _w("Taken back", "Dibatalkan", "Dibatalkan"),
    "bulk.figure.stayed": _w("Stayed", "Tetap", "Kekal"),
    "bulk.by": _w("Asked by", "Diminta oleh", "Diminta oleh"),
    "bulk.approved_by": _w("Approved by", "Disetujui oleh", "Diluluskan oleh"),
    "bulk.reason": _w("Reason", "Alasan", "Sebab"),
    "bulk.what": _w("What", "Apa", "Apa"),
    "bulk.when": _w("When", "Kapan", "Bila"),
    "bulk.left_out": _w(
        "Left out, and why", "Dilewati, dan sebabnya", "Dilangkau, dan sebabnya"
    ),
    "bulk.undo": _w("Take it back", "Batalkan semuanya", "Batalkan semuanya"),
    "bulk.undo_lead": _w(
        "Until {day}, by counter-entries. What was used since stays.",
        "Sampai {day}, dengan entri lawan. Yang sudah dipakai tetap.",
        "Hingga {day}, dengan catatan lawan. Yang telah diguna kekal.",
    ),
    "bulk.none_title": _w("None yet", "Belum ada", "Belum ada"),
    "bulk.none_text": _w(
        "Tick members in the list and choose what to do for all of them.",
        "Centang member di daftar dan pilih tindakan untuk mereka semua.",
        "Tandakan ahli dalam senarai dan pilih tindakan untuk mereka semua.",
    ),
    "bulk.code.member_gone": _w(
        "left, merged or erased",
        "keluar, digabung, atau dihapus",
        "keluar, digabung atau dipadam",
    ),
    "bulk.code.blocked_before": _w(
        "blocked already", "sudah diblokir", "sudah disekat"
    ),
    "bulk.code.blocked_otherwise": _w(
        "unblocked or blocked anew since",
        "sudah dibuka atau diblokir lagi",
        "sudah dibuka atau disekat semula",
    ),
    "bulk.code.insufficient_points": _w(
        "too few points", "poin tidak cukup", "mata tidak cukup"
    ),
    "bulk.code.balance_negative": _w(
        "owes points", "saldo poin negatif", "baki mata negatif"
    ),
    "bulk.code.member_frozen": _w(
        "the account is frozen", "akun dibekukan", "akaun dibekukan"
    ),
    "bulk.code.programme_frozen": _w(
        "the programme is frozen", "program dibekukan", "program dibekukan"
    ),
    "bulk.code.lot_touched": _w(
        "used some of them since", "sudah dipakai sebagian", "sudah diguna sebahagian"
    ),
    "bulk.code.reversal_not_possible": _w(
        "can't be taken back any more",
        "tidak bisa dibatalkan lagi",
        "tidak boleh dibatalkan lagi",
    ),
    "bulk.code.bulk_changed": _w(
        "more members fit than you confirmed; nothing was done",
        "member yang cocok lebih banyak dari yang dipastikan; tak ada yang dilakukan",
        "ahli yang sepadan lebih ramai daripada yang disahkan; tiada apa dilakukan",
    ),
    "why.bulk_not_ready": _w(
        "This is at another step by now. Look again.",
        "Ini sudah di tahap lain. Lihat lagi.",
        "Ini sudah di tahap lain. Lihat semula.",
    ),
    "why.nobody_chosen": _w(
        "Nobody fits. Choose members first.",
        "Tidak ada yang cocok. Pilih member dulu.",
        "Tiada yang sepadan. Pilih ahli dahulu.",
    ),
    "why.bulk_undo_too_late": _w(
        "It can be taken back for 30 days; they have passed.",
        "Bisa dibatalkan dalam 30 hari; waktunya sudah lewat.",
        "Boleh dibatalkan dalam 30 hari; tempohnya sudah tamat.",
    ),
    "audit.subject.bulk": _w("Many members", "Banyak member", "Ramai ahli"),
    "audit.action.members.bulk_begun": _w(
        "Asked for a deed on many members",
        "Meminta tindakan atas banyak member",
        "Meminta tindakan atas ramai ahli",
    ),
    "audit.action.members.bulk_waiting": _w(
        "A deed on many members waits for approval",
        "Tindakan atas banyak member menunggu persetujuan",
        "Tindakan atas ramai ahli menunggu kelulusan",
    ),
    "audit.action.members.bulk_done": _w(
        "A deed on many members is done",
        "Tindakan atas banyak member selesai",
        "Tindakan atas ramai ahli selesai",
    ),
    "audit.action.members.bulk_failed": _w(
        "A deed on many members was not finished",
        "Tindakan atas banyak member tidak selesai",
        "Tindakan atas ramai ahli tidak selesai",
    ),
    "audit.action.members.bulk_stopped": _w(
        "Stopped a deed on many members",
        "Menghentikan tindakan atas banyak member",
        "Menghentikan tindakan atas ramai ahli",
    ),
    "audit.action.members.bulk_undone": _w(
        "Took a deed on many members back",
        "Membatalkan tindakan atas banyak member",
        "Membatalkan tindakan atas ramai ahli",
    ),
}
LISTS: Final[Mapping[str, Words | Counted]] = {**_VIEW, **_BULK}
