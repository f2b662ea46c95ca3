"""What the pages of languages say, and those of a file of sentences."""

from collections.abc import Mapping
from typing import Final

LANGUAGES: Final[Mapping[str, tuple[str, str, str]]] = {
    "front.lang.lead": (
        (
            "Every sentence that shoppers read. Your own words are kept "
            "apart from ours, so that updates never overwrite them."
        ),
        (
            "Semua kalimat yang dibaca pembeli. Kata-katamu disimpan "
            "terpisah, sehingga pembaruan tidak menimpanya."
        ),
        (
            "Semua ayat yang dibaca pembeli. Ayat anda disimpan berasingan, "
            "supaya kemas kini tidak menimpanya."
        ),
    ),
    "front.lang.export": ("Export CSV", "Ekspor CSV", "Eksport CSV"),
    "front.lang.search": (
        "Search text or key",
        "Cari teks atau kunci",
        "Cari teks atau kunci",
    ),
    "front.lang.state": ("Show", "Tampilkan", "Tunjukkan"),
    "front.lang.state.all": ("All", "Semua", "Semua"),
    "front.lang.state.missing": ("Missing", "Belum ada", "Belum ada"),
    "front.lang.state.own": ("In my words", "Kata-kataku", "Ayat saya"),
    "front.lang.state.long": (
        "Long for a button",
        "Panjang untuk tombol",
        "Panjang untuk butang",
    ),
    "front.lang.screen": ("Screen", "Layar", "Skrin"),
    "front.lang.every_screen": ("Every screen", "Semua layar", "Semua skrin"),
    "front.lang.find": ("Find", "Cari", "Cari"),
    "front.lang.nothing": (
        "No sentence fits",
        "Tidak ada kalimat yang cocok",
        "Tiada ayat yang sepadan",
    ),
    "front.lang.nothing_text": (
        "Search for less, or show all.",
        "Perluas pencarian, atau tampilkan semua.",
        "Luaskan carian, atau tunjukkan semua.",
    ),
    "front.lang.every": ("Show all", "Tampilkan semua", "Tunjukkan semua"),
    "front.lang.own": ("In my words", "Kata-kataku", "Ayat saya"),
    "front.lang.missing": ("Missing", "Belum ada", "Belum ada"),
    "front.lang.long": (
        "{n} letters; a button has room for about 22",
        "{n} huruf; tombol muat sekitar 22",
        "{n} huruf; butang muat kira-kira 22",
    ),
    "front.lang.field": (
        "{sentence} in my words",
        "{sentence} dengan kata-kataku",
        "{sentence} dengan ayat saya",
    ),
    "front.lang.before": ("Before", "Sebelumnya", "Sebelumnya"),
    "front.lang.after": ("After", "Berikutnya", "Seterusnya"),
    "front.lang.offered": ("Our languages", "Bahasa kami", "Bahasa kami"),
    "front.lang.offered_lead": (
        "Shoppers choose among those that are on.",
        "Pembeli memilih dari yang menyala.",
        "Pembeli memilih daripada yang dihidupkan.",
    ),
    "front.lang.first": (
        "The programme's own; it stays on.",
        "Bahasa program; tetap menyala.",
        "Bahasa program; kekal dihidupkan.",
    ),
    "front.lang.add": ("Add a language", "Tambah bahasa", "Tambah bahasa"),
    "front.lang.add_lead": (
        (
            "In your own words. Arabic, Hebrew, Persian and Urdu are "
            "written from the right by themselves."
        ),
        (
            "Dengan kata-katamu. Arab, Ibrani, Persia, dan Urdu otomatis "
            "ditulis dari kanan."
        ),
        (
            "Dengan ayat anda. Arab, Ibrani, Parsi dan Urdu ditulis dari "
            "kanan secara automatik."
        ),
    ),
    "front.lang.tag": ("Code", "Kode", "Kod"),
    "front.lang.tag_help": (
        "Such as zh, ta, ar or zh-Hant.",
        "Misalnya zh, ta, ar, atau zh-Hant.",
        "Contohnya zh, ta, ar atau zh-Hant.",
    ),
    "front.lang.name": ("What it calls itself", "Namanya sendiri", "Namanya sendiri"),
    "front.lang.base": (
        "What is missing is said in",
        "Yang belum ada memakai",
        "Yang belum ada menggunakan",
    ),
    "front.lang.base_help": (
        "It writes figures and dates too.",
        "Angka dan tanggal juga memakainya.",
        "Angka dan tarikh juga menggunakannya.",
    ),
    "front.lang.twice": (
        "This language is there already.",
        "Bahasa ini sudah ada.",
        "Bahasa ini sudah ada.",
    ),
    "front.lang.remove": (
        "Remove this language",
        "Hapus bahasa ini",
        "Buang bahasa ini",
    ),
    "front.lang.remove_lead": (
        "{tongue} and its words leave the draft. Undo brings them back.",
        ("{tongue} dan kata-katanya keluar dari draf. Urungkan mengembalikannya."),
        ("{tongue} dan ayatnya keluar daripada draf. Buat asal mengembalikannya."),
    ),
    "front.lang.import": ("Import CSV", "Impor CSV", "Import CSV"),
    "front.lang.import_lead": (
        (
            'The table of the export, with your words in the column "text". '
            "You see what it does first."
        ),
        ('Tabel hasil ekspor, kata-katamu di kolom "text". Hasilnya tampil dulu.'),
        ('Jadual eksport, ayat anda dalam lajur "text". Hasilnya dipaparkan dahulu.'),
    ),
    "front.lang.file": (
        "File for {tongue}",
        "Berkas untuk {tongue}",
        "Fail untuk {tongue}",
    ),
    "front.lang.file_help": (
        "UTF-8, up to 1 MB. Empty cells change nothing.",
        "UTF-8, paling besar 1 MB. Sel kosong tidak mengubah apa-apa.",
        "UTF-8, sehingga 1 MB. Sel kosong tidak mengubah apa-apa.",
    ),
    "front.lang.try": (
        "See what it changes",
        "Lihat perubahannya",
        "Lihat perubahannya",
    ),
    "front.file.none": (
        "Choose a file first.",
        "Pilih berkas dulu.",
        "Pilih fail dahulu.",
    ),
    "front.file.unreadable": (
        "This file can't be read as a table. Save it as CSV (UTF-8).",
        ("Berkas ini tidak terbaca sebagai tabel. Simpan sebagai CSV (UTF-8)."),
        ("Fail ini tidak boleh dibaca sebagai jadual. Simpan sebagai CSV (UTF-8)."),
    ),
    "front.file.no_columns": (
        (
            'The table needs the columns "key" and "text", as the export '
            "has them, and a line below."
        ),
        (
            'Tabel perlu kolom "key" dan "text" seperti hasil ekspor, dan '
            "satu baris di bawahnya."
        ),
        (
            'Jadual memerlukan lajur "key" dan "text" seperti eksport, dan '
            "satu baris di bawahnya."
        ),
    ),
    "front.file.too_big": (
        "This file is too big: up to 1 MB and 2,000 lines.",
        "Berkas terlalu besar: paling besar 1 MB dan 2.000 baris.",
        "Fail terlalu besar: sehingga 1 MB dan 2,000 baris.",
    ),
    "front.file.title": (
        "What the file changes: {tongue}",
        "Yang diubah berkas: {tongue}",
        "Yang diubah fail: {tongue}",
    ),
    "front.file.lead": (
        ("Nothing is taken yet. Lines that are unknown or wrong are left out."),
        "Belum ada yang diambil. Baris tak dikenal atau salah dilewati.",
        ("Belum ada yang diambil. Baris tidak dikenali atau salah ditinggalkan."),
    ),
    "front.file.line": ("Line {n}", "Baris {n}", "Baris {n}"),
    "front.file.key": ("Key", "Kunci", "Kunci"),
    "front.file.before": ("Before", "Sebelum", "Sebelum"),
    "front.file.after": ("After", "Sesudah", "Selepas"),
    "front.file.fault.gaps": ("{about} is missing", "{about} hilang", "{about} tiada"),
    "front.file.fault.unknown_gap": (
        "{about} is not known in this sentence",
        "{about} tidak dikenal di kalimat ini",
        "{about} tidak dikenali dalam ayat ini",
    ),
    "front.file.fault.long": (
        "longer than {about} letters",
        "lebih dari {about} huruf",
        "lebih daripada {about} huruf",
    ),
    "front.file.fault.twice": (
        "the key stands twice{about}",
        "kunci muncul dua kali{about}",
        "kunci muncul dua kali{about}",
    ),
    "front.file.fault.lines": (
        "a sentence is one line{about}",
        "satu kalimat satu baris{about}",
        "satu ayat satu baris{about}",
    ),
    "front.file.nothing": (
        "Nothing would change",
        "Tidak ada yang berubah",
        "Tiada yang berubah",
    ),
    "front.file.nothing_text": (
        "Every line says what is said already, or was left out.",
        "Semua baris sudah sama, atau dilewati.",
        "Semua baris sudah sama, atau ditinggalkan.",
    ),
}
