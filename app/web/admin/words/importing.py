"""What the pages say that bring files of other programmes in."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words
from app.domain.words.storefront.kinds import Counted
from app.web.admin.words.importing_rows import IMPORTING_ROWS

_PAGES: Final[Mapping[str, Words | Counted]] = {
    "import.title": Words("Import", "Impor", "Import"),
    "import.lead": Words(
        "Bring members and points over from another programme. Nothing happens"
        " before you have seen what would.",
        "Bawa member dan poin dari program lain. Tidak ada yang terjadi sebelum"
        " kamu melihat hasilnya.",
        "Bawa ahli dan mata daripada program lain. Tiada apa berlaku sebelum anda"
        " melihat hasilnya.",
    ),
    "import.new": Words("New import", "Impor baru", "Import baharu"),
    "import.none_title": Words(
        "No file was imported yet",
        "Belum ada berkas yang diimpor",
        "Belum ada fail diimport",
    ),
    "import.none_text": Words(
        "Smile.io, Yotpo, LoyaltyLion, Growave, Joy, WooCommerce Points and Rewards,"
        " or any table with an e-mail column.",
        "Smile.io, Yotpo, LoyaltyLion, Growave, Joy, WooCommerce Points and Rewards,"
        " atau tabel apa pun dengan kolom e-mail.",
        "Smile.io, Yotpo, LoyaltyLion, Growave, Joy, WooCommerce Points and Rewards,"
        " atau mana-mana jadual dengan lajur e-mel.",
    ),
    "import.step.source": Words("Source", "Sumber", "Sumber"),
    "import.step.upload": Words("File", "Berkas", "Fail"),
    "import.step.columns": Words("Columns", "Kolom", "Lajur"),
    "import.step.options": Words("Options", "Pilihan", "Pilihan"),
    "import.step.check": Words("Try", "Coba", "Cuba"),
    "import.step.run": Words("Run", "Jalankan", "Jalankan"),
    "import.step.report": Words("Report", "Laporan", "Laporan"),
    "import.step_of": Words(
        "Step {at} of 7", "Langkah {at} dari 7", "Langkah {at} / 7"
    ),
    "import.source": Words(
        "Where does the file come from?",
        "Berkas ini dari mana?",
        "Fail ini dari mana?",
    ),
    "import.source.generic": Words(
        "Another program, or a table of my own",
        "Program lain, atau tabel sendiri",
        "Program lain, atau jadual sendiri",
    ),
    "import.next": Words("Continue", "Lanjut", "Teruskan"),
    "import.file": Words("File", "Berkas", "Fail"),
    "import.file_help": Words(
        "CSV, up to 20 MB and 200,000 rows. Comma, semicolon or tab; UTF-8, UTF-16 or"
        " Latin-1.",
        "CSV, sampai 20 MB dan 200.000 baris. Koma, titik koma, atau tab; UTF-8,"
        " UTF-16, atau Latin-1.",
        "CSV, sehingga 20 MB dan 200,000 baris. Koma, koma bertitik atau tab; UTF-8,"
        " UTF-16 atau Latin-1.",
    ),
    "import.upload": Words("Upload", "Unggah", "Muat naik"),
    "import.file_missing": Words("Choose a file.", "Pilih berkas.", "Pilih satu fail."),
    "import.columns_lead": Words(
        "Say what each column of your file is. What we guessed is filled in.",
        "Tentukan arti setiap kolom berkas. Tebakan kami sudah terisi.",
        "Tentukan maksud setiap lajur fail. Tekaan kami sudah diisi.",
    ),
    "import.column_here": Words("Your column", "Kolommu", "Lajur anda"),
    "import.column_means": Words("What it is", "Artinya", "Maksudnya"),
    "import.examples": Words("Examples", "Contoh", "Contoh"),
    "import.ignore": Words("Leave out", "Abaikan", "Abaikan"),
    "import.columns_twice": Words(
        "Two columns are called {column}; one of them must be left out.",
        "Dua kolom disebut {column}; salah satunya harus diabaikan.",
        "Dua lajur dipanggil {column}; satu mesti diabaikan.",
    ),
    "why.import_columns_missing": Words(
        "Choose the column with e-mail, phone or customer id.",
        "Pilih kolom berisi e-mail, telepon, atau id pelanggan.",
        "Pilih lajur e-mel, telefon atau id pelanggan.",
    ),
    "import.mode": Words("Points in the file", "Poin di berkas", "Mata dalam fail"),
    "import.mode.add": Words(
        "are added to what a member has",
        "ditambahkan ke milik member",
        "ditambah kepada milik ahli",
    ),
    "import.mode.set": Words(
        "replace what a member has",
        "menggantikan milik member",
        "menggantikan milik ahli",
    ),
    "import.mode.keep_higher": Words(
        "count where they are higher",
        "dipakai bila lebih tinggi",
        "dikira jika lebih tinggi",
    ),
    "import.unknown": Words(
        "Who is not yet in your store",
        "Yang belum ada di toko",
        "Yang belum ada di kedai",
    ),
    "import.unknown.create": Words(
        "is kept: points wait until they sign up",
        "disimpan: poin menunggu sampai mereka daftar",
        "disimpan: mata menunggu sehingga mereka daftar",
    ),
    "import.unknown.invite": Words(
        "is kept and marked to be invited",
        "disimpan dan ditandai untuk diundang",
        "disimpan dan ditanda untuk dijemput",
    ),
    "import.unknown.skip": Words("is left out", "diabaikan", "diabaikan"),
    "import.rate": Words(
        "One old point is worth so many of yours",
        "Satu poin lama bernilai sekian poinmu",
        "Satu mata lama bernilai sekian mata anda",
    ),
    "import.rate_help": Words(
        "1 keeps them as they are; 2 doubles, 1/10 makes ten into one.",
        "1 tetap; 2 menggandakan, 1/10 menjadikan sepuluh satu.",
        "1 kekal; 2 menggandakan, 1/10 menjadikan sepuluh satu.",
    ),
    "import.rate_wrong": Words(
        "Write a number such as 1, 2, 0.5 or 1/10.",
        "Tulis angka seperti 1, 2, 0.5, atau 1/10.",
        "Tulis nombor seperti 1, 2, 0.5 atau 1/10.",
    ),
    "import.expiry": Words(
        "Points whose row says no end",
        "Poin yang barisnya tanpa tanggal akhir",
        "Mata yang barisnya tiada tarikh luput",
    ),
    "import.expiry.programme": Words(
        "live as your terms say",
        "hidup sesuai ketentuanmu",
        "hidup mengikut terma anda",
    ),
    "import.expiry.never": Words("do not lapse", "tidak hangus", "tidak luput"),
    "import.expiry.days": Words(
        "live for some days", "hidup beberapa hari", "hidup beberapa hari"
    ),
    "import.expiry.date": Words(
        "live until a day", "hidup sampai suatu hari", "hidup hingga satu hari"
    ),
    "import.expiry_days": Words("Days", "Hari", "Hari"),
    "import.expiry_date": Words("Last day", "Hari terakhir", "Hari terakhir"),
    "import.expiry_date_missing": Words(
        "Choose a day that is still to come.",
        "Pilih hari yang belum lewat.",
        "Pilih hari yang belum berlalu.",
    ),
    "import.date_order": Words(
        "How are days written?",
        "Bagaimana tanggal ditulis?",
        "Bagaimana tarikh ditulis?",
    ),
    "import.date_order.ask": Words(
        "As the file shows", "Seperti di berkas", "Seperti dalam fail"
    ),
    "import.date_order.day_first": Words(
        "Day first: 31/12/2026", "Hari dulu: 31/12/2026", "Hari dahulu: 31/12/2026"
    ),
    "import.date_order.month_first": Words(
        "Month first: 12/31/2026", "Bulan dulu: 12/31/2026", "Bulan dahulu: 12/31/2026"
    ),
    "import.separators": Words(
        "Thousands in points", "Pemisah ribuan poin", "Pemisah ribu mata"
    ),
    "import.separators.none": Words("none: 1200", "tanpa: 1200", "tiada: 1200"),
    "import.counts": Words(
        "Imported points count for tiers",
        "Poin impor dihitung untuk tingkat",
        "Mata import dikira untuk peringkat",
    ),
    "import.country": Words(
        "Country of phone numbers", "Negara nomor telepon", "Negara nombor telefon"
    ),
    "import.country.none": Words("None", "Tidak ada", "Tiada"),
    "import.country_help": Words(
        "Of numbers that are written without + and country code.",
        "Untuk nomor yang ditulis tanpa + dan kode negara.",
        "Untuk nombor yang ditulis tanpa + dan kod negara.",
    ),
    "import.store": Words(
        "Customer ids and discount codes are of this store",
        "Id pelanggan dan kode diskon dari toko ini",
        "Id pelanggan dan kod diskaun daripada kedai ini",
    ),
    "import.store_any": Words(
        "None of them", "Bukan dari salah satunya", "Bukan daripada mana-mana"
    ),
    "import.credit": Words(
        "Store credit goes to", "Kredit toko masuk ke", "Kredit kedai masuk ke"
    ),
    "import.tiers": Words(
        "Tiers that you have not",
        "Tingkat yang tidak kamu punya",
        "Peringkat yang tiada",
    ),
    "import.tier_none": Words("Leave out", "Abaikan", "Abaikan"),
    "import.try": Words("Try it", "Coba dulu", "Cuba dahulu"),
    "import.checking": Words("Trying", "Mencoba", "Mencuba"),
    "import.running": Words("Importing", "Mengimpor", "Mengimport"),
    "import.undoing": Words("Taking back", "Membatalkan", "Membatalkan"),
    "import.leave": Words(
        "You can leave this page; it goes on.",
        "Halaman ini boleh ditinggalkan; proses tetap jalan.",
        "Anda boleh tinggalkan halaman ini; proses diteruskan.",
    ),
    "import.refresh": Words("Look again", "Lihat lagi", "Lihat lagi"),
    "import.stop": Words("Stop", "Hentikan", "Hentikan"),
    "import.stopped": Words(
        "Stopped. Everything up to here is done; it goes on from here.",
        "Dihentikan. Semua sampai di sini selesai; lanjut dari sini.",
        "Dihentikan. Semua setakat ini selesai; diteruskan dari sini.",
    ),
    "import.resume": Words("Go on", "Lanjutkan", "Teruskan"),
    "import.run": Words("Import now", "Impor sekarang", "Import sekarang"),
    "import.change": Words("Change options", "Ubah pilihan", "Ubah pilihan"),
    "import.would": Words(
        "This is what would happen", "Ini yang akan terjadi", "Ini yang akan berlaku"
    ),
    "import.happened": Words(
        "This is what happened", "Ini yang terjadi", "Ini yang berlaku"
    ),
    "import.figure.people": Words("Members", "Member", "Ahli"),
    "import.figure.people_note": Words(
        "{found} known, {new} new",
        "{found} dikenal, {new} baru",
        "{found} dikenali, {new} baharu",
    ),
    "import.figure.given": Words("Points given", "Poin diberikan", "Mata diberi"),
    "import.figure.pending": Words(
        "Points that wait", "Poin menunggu", "Mata menunggu"
    ),
    "import.figure.taken": Words("Points taken", "Poin diambil", "Mata diambil"),
    "import.figure.worth": Words("Liability", "Kewajiban", "Liabiliti"),
    "import.figure.duplicates": Words("Duplicates", "Duplikat", "Pendua"),
    "import.figure.duplicates_note": Words(
        "the higher row counts", "baris tertinggi dipakai", "baris tertinggi dikira"
    ),
    "import.figure.refused": Words(
        "Rows left out", "Baris diabaikan", "Baris diabaikan"
    ),
    "import.figure.tiers": Words(
        "Tier changes", "Perubahan tingkat", "Perubahan peringkat"
    ),
    "import.figure.tiers_note": Words(
        "nobody goes down", "tidak ada yang turun", "tiada yang turun"
    ),
    "import.figure.rewards": Words("Discount codes", "Kode diskon", "Kod diskaun"),
    "import.figure.rewards_note": Words(
        "they go on working in your store",
        "tetap berlaku di tokomu",
        "terus berfungsi di kedai anda",
    ),
    "import.figure.rewards_over": Words(
        "{n} had lapsed and are left out",
        "{n} sudah hangus dan diabaikan",
        "{n} telah luput dan diabaikan",
    ),
    "import.figure.links": Words("Referral codes", "Kode ajakan", "Kod rujukan"),
    "import.figure.phones": Words(
        "Phone numbers left out", "Nomor telepon diabaikan", "Nombor telefon diabaikan"
    ),
    "import.figure.phones_note": Words(
        "no phone numbers; the rest of their rows is taken",
        "bukan nomor telepon; isi baris lainnya tetap masuk",
        "bukan nombor telefon; isi baris yang lain tetap diambil",
    ),
    "import.figure.tagged": Words("Members with tags", "Member bertag", "Ahli bertag"),
    "import.figure.past": Words(
        "Members with a history", "Member dengan riwayat", "Ahli dengan sejarah"
    ),
    "import.figure.past_note": Words(
        "shown on their page, never counted",
        "tampil di halaman mereka, tidak dihitung",
        "dipaparkan di halaman mereka, tidak dikira",
    ),
    "import.why.rewards": Words(
        "Codes of the old program live in your store already. Members see them here"
        " and use them as before; we never change or delete them there. Afterwards we"
        " ask the store about each: one that does not work is taken off the list.",
        "Kode program lama sudah ada di tokomu. Member melihatnya di sini dan"
        " memakainya seperti biasa; kami tidak pernah mengubah atau menghapusnya di"
        " toko. Setelah itu tiap kode kami periksa di toko: yang tidak berlaku dihapus"
        " dari daftar.",
        "Kod program lama sudah ada di kedai anda. Ahli melihatnya di sini dan"
        " menggunakannya seperti biasa; kami tidak pernah mengubah atau memadamnya di"
        " kedai. Selepas itu setiap kod kami semak di kedai: yang tidak berfungsi"
        " dikeluarkan daripada senarai.",
    ),
    "import.how": Words(
        "How is this counted?", "Bagaimana ini dihitung?", "Bagaimana ini dikira?"
    ),
    "import.why.people": Words(
        "Rows about one person count once. A person is known by customer id, then"
        " e-mail, then phone.",
        "Baris tentang satu orang dihitung sekali. Orang dikenali dari id pelanggan,"
        " lalu e-mail, lalu telepon.",
        "Baris tentang seorang dikira sekali. Orang dikenali melalui id pelanggan,"
        " kemudian e-mel, kemudian telefon.",
    ),
    "import.why.points": Words(
        "Each row's points times the rate, rounded down, as your choice of add,"
        " replace or higher says.",
        "Poin tiap baris dikali nilai tukar, dibulatkan ke bawah, sesuai pilihan"
        " tambah, ganti, atau tertinggi.",
        "Mata setiap baris didarab kadar, dibundar ke bawah, mengikut pilihan tambah,"
        " ganti atau tertinggi.",
    ),
    "import.why.worth": Words(
        "Points times what one is worth with your dearest reward.",
        "Poin dikali nilai satu poin pada hadiah termahalmu.",
        "Mata didarab nilai satu mata pada ganjaran termahal anda.",
    ),
    "import.why.refused": Words(
        "Each row with a fault is left out and no other. Download them, put them"
        " right, and import that file.",
        "Setiap baris yang salah diabaikan, yang lain tidak. Unduh, perbaiki, lalu"
        " impor berkas itu.",
        "Setiap baris yang salah diabaikan, yang lain tidak. Muat turun, betulkan, dan"
        " import fail itu.",
    ),
    "import.why.undo": Words(
        "Within 30 days everything can be taken back by counter-entries; nothing is"
        " deleted from the books. Discount codes stay in your store, and so does what"
        " was filled into profiles.",
        "Dalam 30 hari semuanya bisa dibatalkan dengan entri lawan; buku tidak"
        " dihapus. Kode diskon tetap ada di toko, begitu juga isi profil.",
        "Dalam 30 hari semuanya boleh dibatalkan dengan catatan lawan; buku tidak"
        " dipadam. Kod diskaun kekal di kedai, begitu juga isi profil.",
    ),
    "import.faults": Words(
        "Why rows were left out", "Alasan baris diabaikan", "Sebab baris diabaikan"
    ),
    "import.reason": Words("Reason", "Alasan", "Sebab"),
    "import.faults_download": Words(
        "Download these rows", "Unduh baris ini", "Muat turun baris ini"
    ),
    "import.second": Words(
        "So many points need the word of a second person.",
        "Poin sebanyak ini perlu persetujuan orang kedua.",
        "Mata sebanyak ini perlu persetujuan orang kedua.",
    ),
    "import.approve": Words("I agree to it", "Saya setuju", "Saya setuju"),
    "import.approved": Words("Agreed.", "Disetujui.", "Dipersetujui."),
    "import.undo": Words("Take back", "Batalkan", "Batalkan"),
    "import.undo_lead": Words(
        "Until {day} everything can be taken back. Type how many members it is about.",
        "Sampai {day} semuanya bisa dibatalkan. Ketik jumlah membernya.",
        "Sehingga {day} semuanya boleh dibatalkan. Taip bilangan ahlinya.",
    ),
    "import.undo_number": Words(
        "Number of members ({n})", "Jumlah member ({n})", "Bilangan ahli ({n})"
    ),
    "import.undo_wrong": Words(
        "Type {n} to confirm.", "Ketik {n} untuk konfirmasi.", "Taip {n} untuk sahkan."
    ),
    "import.leave_touched": Words(
        "Members who used some of these points keep theirs",
        "Member yang sudah memakai poin ini menyimpannya",
        "Ahli yang telah menggunakan mata ini menyimpannya",
    ),
    "why.import_touched": Words(
        "{lots_touched} lots of points were used already. Tick that their owners keep"
        " them.",
        "{lots_touched} kelompok poin sudah dipakai. Centang agar pemiliknya"
        " menyimpannya.",
        "{lots_touched} kelompok mata telah digunakan. Tandakan supaya pemiliknya"
        " menyimpannya.",
    ),
    "import.undone": Words(
        "Everything was taken back.",
        "Semua sudah dibatalkan.",
        "Semua telah dibatalkan.",
    ),
    "import.failed": Words(
        "It stopped: {why} Nothing half-done is left; it can go on.",
        "Berhenti: {why} Tidak ada yang setengah jadi; bisa dilanjutkan.",
        "Berhenti: {why} Tiada yang separuh siap; boleh diteruskan.",
    ),
    "import.when": Words("When", "Waktu", "Masa"),
    "import.state": Words("State", "Status", "Status"),
    "import.state.uploaded": Words("Uploaded", "Terunggah", "Dimuat naik"),
    "import.state.checking": Words("Being tried", "Sedang dicoba", "Sedang dicuba"),
    "import.state.checked": Words("Tried", "Sudah dicoba", "Telah dicuba"),
    "import.state.running": Words("Running", "Berjalan", "Berjalan"),
    "import.state.stopped": Words("Stopped", "Dihentikan", "Dihentikan"),
    "import.state.done": Words("Done", "Selesai", "Selesai"),
    "import.state.failed": Words("Failed", "Gagal", "Gagal"),
    "import.state.undoing": Words("Being taken back", "Dibatalkan", "Dibatalkan"),
    "import.state.undone": Words("Taken back", "Dibatalkan", "Dibatalkan"),
}
IMPORTING: Final[Mapping[str, Words | Counted]] = {**_PAGES, **IMPORTING_ROWS}
