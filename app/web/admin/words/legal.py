"""What the legal page says."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words
from app.domain.words.storefront.kinds import Counted

_SAID: Final[Mapping[str, tuple[str, str, str]]] = {
    "title": ("Legal", "Legal", "Undang-undang"),
    "lead": (
        "The terms as members read them, who answers for them, and what is kept.",
        "Ketentuan seperti dibaca member, siapa penanggung jawabnya, data tersimpan.",
        "Terma seperti dibaca ahli, siapa bertanggungjawab, dan data yang disimpan.",
    ),
    "print": (
        "To print: Ctrl P.",
        "Untuk mencetak: Ctrl P.",
        "Untuk mencetak: Ctrl P.",
    ),
    "printed": ("As of {time}", "Per {time}", "Setakat {time}"),
    "terms": ("Terms of the programme", "Ketentuan program", "Terma program"),
    "terms_lead": (
        "Made from the programme itself, so they can't promise anything else.",
        "Dibuat dari program itu sendiri, jadi tidak bisa menjanjikan hal lain.",
        "Dibuat daripada program itu sendiri, jadi tidak boleh menjanjikan hal lain.",
    ),
    "version": (
        "Version {n}, in force since {day}",
        "Versi {n}, berlaku sejak {day}",
        "Versi {n}, berkuat kuasa sejak {day}",
    ),
    "not_live": (
        "Nothing is published yet: these would be the terms of the draft.",
        "Belum ada yang terbit: ini ketentuan menurut draf.",
        "Belum ada yang diterbitkan: ini terma mengikut draf.",
    ),
    "no_programme": (
        "Set up a programme first; its terms then stand here.",
        "Susun program dulu; ketentuannya lalu muncul di sini.",
        "Sediakan program dahulu; termanya kemudian muncul di sini.",
    ),
    "read_at": ("Read it at {store}", "Baca di {store}", "Baca di {store}"),
    "change_terms": ("Change the terms", "Ubah ketentuan", "Ubah terma"),
    "company_card": (
        "Who answers for the programme",
        "Penanggung jawab program",
        "Penanggungjawab program",
    ),
    "company_lead": (
        "Stands below the terms on the rewards page.",
        "Tampil di bawah ketentuan di halaman hadiah.",
        "Dipaparkan di bawah terma pada halaman ganjaran.",
    ),
    "company": ("Company", "Perusahaan", "Syarikat"),
    "address": ("Address", "Alamat", "Alamat"),
    "contact": ("Contact for privacy", "Kontak privasi", "Hubungan privasi"),
    "contact_help": (
        "An e-mail address or a page that somebody reads.",
        "Alamat e-mail atau halaman yang ada pembacanya.",
        "Alamat e-mel atau halaman yang ada pembacanya.",
    ),
    "processors": (
        "Others who handle personal data for you",
        "Pihak lain yang mengolah data pribadi untukmu",
        "Pihak lain yang memproses data peribadi untuk anda",
    ),
    "processors_help": (
        (
            "One a line, such as your hosting. Setia itself sends data to nobody but "
            "your stores and what you connect."
        ),
        (
            "Satu per baris, misalnya hosting. Setia hanya mengirim data ke tokomu dan "
            "yang kamu hubungkan."
        ),
        (
            "Satu setiap baris, contohnya hosting. Setia hanya menghantar data ke "
            "kedai anda dan yang anda sambungkan."
        ),
    ),
    "processors_none": ("None.", "Tidak ada.", "Tiada."),
    "missing": (
        "Not written yet.",
        "Belum diisi.",
        "Belum diisi.",
    ),
    "kept_card": (
        "What is kept, and how long",
        "Data tersimpan, dan berapa lama",
        "Data disimpan, dan berapa lama",
    ),
    "kept_lead": (
        "As the system really does it; the spans are those of its own clean-up.",
        "Seperti yang sungguh dilakukan sistem; jangka waktunya dari pembersihannya.",
        "Seperti yang benar-benar dibuat sistem; tempohnya daripada pembersihannya.",
    ),
    "what": ("What", "Apa", "Apa"),
    "how_long": ("How long", "Berapa lama", "Berapa lama"),
    "kept.members": (
        "Names, contacts and preferences of members",
        "Nama, kontak, dan preferensi member",
        "Nama, hubungan dan keutamaan ahli",
    ),
    "kept.orders": (
        "Orders as they were settled, without names",
        "Pesanan yang dihitung, tanpa nama",
        "Pesanan yang dikira, tanpa nama",
    ),
    "kept.support": (
        "Conversations with members",
        "Percakapan dengan member",
        "Perbualan dengan ahli",
    ),
    "kept.consents": (
        "Consents, with the sentences that were shown",
        "Persetujuan, dengan kalimat yang ditampilkan",
        "Persetujuan, dengan ayat yang dipaparkan",
    ),
    "kept.messages": (
        "Messages from stores, as they came",
        "Pesan dari toko, apa adanya",
        "Mesej daripada kedai, seperti diterima",
    ),
    "kept.message_marks": (
        "That a message came, without its content",
        "Catatan bahwa pesan datang, tanpa isinya",
        "Catatan bahawa mesej diterima, tanpa isinya",
    ),
    "kept.debts": (
        "Finished tasks for stores",
        "Tugas selesai untuk toko",
        "Tugas selesai untuk kedai",
    ),
    "kept.answers": (
        "Answers to programs, for a repeated request",
        "Jawaban ke program lain, untuk permintaan ulang",
        "Jawapan kepada program lain, untuk permintaan ulangan",
    ),
    "kept.past_orders": (
        "Orders from before the programme, for its figures",
        "Pesanan sebelum program, untuk angkanya",
        "Pesanan sebelum program, untuk angkanya",
    ),
    "kept.import_files": (
        "Files that were brought in",
        "Berkas yang dimasukkan",
        "Fail yang dibawa masuk",
    ),
    "kept.import_rows": (
        "Their rows, to be taken back",
        "Barisnya, agar bisa dibatalkan",
        "Barisnya, supaya boleh dibatalkan",
    ),
    "kept.bulk_rows": (
        "Whom a deed on many members was done to",
        "Kepada siapa tindakan massal dilakukan",
        "Kepada siapa tindakan beramai-ramai dibuat",
    ),
    "kept.merges": (
        "What a merge of two members moved",
        "Yang dipindahkan saat dua member digabung",
        "Yang dipindahkan apabila dua ahli digabung",
    ),
    "kept.outgoing": (
        "What was sent to your own systems",
        "Yang dikirim ke sistemmu sendiri",
        "Yang dihantar ke sistem anda sendiri",
    ),
    "kept.exports": (
        "Exports and data files",
        "Ekspor dan berkas data",
        "Eksport dan fail data",
    ),
    "kept.trials": (
        "Trials of a draft",
        "Uji coba draf",
        "Percubaan draf",
    ),
    "kept.figures": (
        "Daily figures, without names",
        "Angka harian, tanpa nama",
        "Angka harian, tanpa nama",
    ),
    "kept.sessions": (
        "Sign-ins of staff",
        "Sesi masuk staf",
        "Sesi log masuk staf",
    ),
    "kept.invitations": (
        "Invitations of staff",
        "Undangan staf",
        "Jemputan staf",
    ),
    "kept.attempts": (
        "Failed sign-ins",
        "Percobaan masuk yang gagal",
        "Percubaan log masuk yang gagal",
    ),
    "kept.pairings": (
        "Codes that connect a store, once they lapsed",
        "Kode penghubung toko, setelah kedaluwarsa",
        "Kod penyambung kedai, selepas luput",
    ),
    "kept.ledger": (
        "The ledger of points, by number and not by name",
        "Buku besar poin, per nomor dan bukan nama",
        "Lejar mata, mengikut nombor dan bukan nama",
    ),
    "kept.versions": (
        "Published versions of the programme",
        "Versi program yang terbit",
        "Versi program yang diterbitkan",
    ),
    "kept.audit": (
        "The audit log of staff",
        "Log audit staf",
        "Log audit staf",
    ),
    "until.person": (
        "until the person is erased",
        "sampai orangnya dihapus",
        "sehingga orangnya dipadam",
    ),
    "until.always": ("for good", "selamanya", "selamanya"),
    "requests": (
        "Requests for data and erasure",
        "Permintaan data dan penghapusan",
        "Permintaan data dan pemadaman",
    ),
    "requests_lead": (
        "A person is erased on their member's page; what stores ask for waits here.",
        "Orang dihapus di halaman member; permintaan dari toko menunggu di sini.",
        "Orang dipadam pada halaman ahli; permintaan daripada kedai menunggu di sini.",
    ),
    "requests_see": ("See the requests", "Lihat permintaan", "Lihat permintaan"),
    "members_see": ("Members", "Member", "Ahli"),
    "consents_card": (
        "Sentences that ask for a consent",
        "Kalimat yang meminta persetujuan",
        "Ayat yang meminta persetujuan",
    ),
    "consents_lead": (
        "Another sentence is another version; with each consent the one shown is kept.",
        "Kalimat lain berarti versi lain; tiap persetujuan menyimpan kalimatnya.",
        "Ayat lain bererti versi lain; setiap persetujuan menyimpan ayatnya.",
    ),
    "now": ("As asked now", "Yang dipakai sekarang", "Yang digunakan sekarang"),
    "given": ("As given by members", "Yang diberikan member", "Yang diberi oleh ahli"),
    "given_none": (
        "Nobody has given one in our panel or page yet.",
        "Belum ada yang memberi lewat panel atau halaman kami.",
        "Belum ada yang memberi melalui panel atau halaman kami.",
    ),
    "for": ("For", "Untuk", "Untuk"),
    "language": ("Language", "Bahasa", "Bahasa"),
    "sentence": ("Sentence", "Kalimat", "Ayat"),
    "text_version": ("Version", "Versi", "Versi"),
    "times": ("Times", "Kali", "Kali"),
    "between": ("Between", "Antara", "Antara"),
    "asks.email": ("News by e-mail", "Kabar lewat e-mail", "Berita melalui e-mel"),
    "asks.sms": ("News by SMS", "Kabar lewat SMS", "Berita melalui SMS"),
    "asks.whatsapp": (
        "News by WhatsApp",
        "Kabar lewat WhatsApp",
        "Berita melalui WhatsApp",
    ),
    "asks.joining": ("Joining", "Bergabung", "Penyertaan"),
}
_COUNTED: Final[Mapping[str, Counted]] = {
    "until.days": Counted(
        one=Words("{n} day", "{n} hari", "{n} hari"),
        other=Words("{n} days", "{n} hari", "{n} hari"),
    ),
    "until.hours": Counted(
        one=Words("{n} hour", "{n} jam", "{n} jam"),
        other=Words("{n} hours", "{n} jam", "{n} jam"),
    ),
}
LEGAL: Final[Mapping[str, Words | Counted]] = {
    **{f"legal.{key}": Words(*said) for key, said in _SAID.items()},
    **{f"legal.{key}": said for key, said in _COUNTED.items()},
    "nav.settings.legal": Words(*_SAID["title"]),
    "audit.action.legal.changed": Words(
        "Changed who answers for the programme",
        "Mengubah penanggung jawab program",
        "Mengubah penanggungjawab program",
    ),
}
