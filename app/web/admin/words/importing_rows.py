"""Names of columns of an import, faults of files and rows, refusals."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words

_COLUMNS: Final[Mapping[str, Words]] = {
    "email": Words("E-mail", "E-mail", "E-mel"),
    "phone": Words("Phone", "Telepon", "Telefon"),
    "external_id": Words("Customer id", "Id pelanggan", "Id pelanggan"),
    "first_name": Words("First name", "Nama depan", "Nama pertama"),
    "last_name": Words("Last name", "Nama belakang", "Nama akhir"),
    "name": Words("Full name", "Nama lengkap", "Nama penuh"),
    "points": Words("Points", "Poin", "Mata"),
    "points_pending": Words("Points that wait", "Poin menunggu", "Mata menunggu"),
    "points_available_at": Words(
        "Usable from", "Bisa dipakai mulai", "Boleh guna mulai"
    ),
    "points_expire_at": Words("Points lapse on", "Poin hangus pada", "Mata luput pada"),
    "points_lifetime": Words(
        "Points ever earned", "Poin pernah didapat", "Mata pernah diperoleh"
    ),
    "points_spent": Words("Points spent", "Poin dipakai", "Mata digunakan"),
    "tier": Words("Tier", "Tingkat", "Peringkat"),
    "tier_until": Words("Tier until", "Tingkat sampai", "Peringkat sehingga"),
    "tier_spend": Words(
        "Spent for the tier", "Belanja untuk tingkat", "Belanja untuk peringkat"
    ),
    "tier_points": Words(
        "Points for the tier", "Poin untuk tingkat", "Mata untuk peringkat"
    ),
    "store_credit": Words("Store credit", "Kredit toko", "Kredit kedai"),
    "birthday": Words("Birthday", "Tanggal lahir", "Tarikh lahir"),
    "joined_at": Words("Member since", "Member sejak", "Ahli sejak"),
    "status": Words("Status", "Status", "Status"),
    "referral_code": Words("Referral code", "Kode ajakan", "Kod rujukan"),
    "referral_url": Words("Referral link", "Tautan ajakan", "Pautan rujukan"),
    "referred_by": Words("Referred by", "Diajak oleh", "Dirujuk oleh"),
    "reward_code": Words("Discount code", "Kode diskon", "Kod diskaun"),
    "reward_name": Words("Reward", "Hadiah", "Ganjaran"),
    "reward_expires_at": Words("Code lapses on", "Kode hangus pada", "Kod luput pada"),
    "tags": Words("Tags", "Tag", "Tag"),
    "language": Words("Language", "Bahasa", "Bahasa"),
    "consent_email": Words("E-mail consent", "Izin e-mail", "Izin e-mel"),
    "note": Words("Note", "Catatan", "Nota"),
}
_FAULTS: Final[Mapping[str, Words]] = {
    "no_person": Words(
        "no e-mail address, phone number or customer id",
        "tanpa e-mail, telepon, atau id pelanggan",
        "tiada e-mel, telefon atau id pelanggan",
    ),
    "email_unreadable": Words(
        "no e-mail address", "bukan alamat e-mail", "bukan alamat e-mel"
    ),
    "phone_unreadable": Words(
        "no phone number", "bukan nomor telepon", "bukan nombor telefon"
    ),
    "points_unreadable": Words(
        "points are a whole number",
        "poin harus bilangan bulat",
        "mata mesti nombor bulat",
    ),
    "points_separator": Words(
        "thousands separators that were not said",
        "pemisah ribuan yang belum ditentukan",
        "pemisah ribu yang belum ditentukan",
    ),
    "points_negative": Words(
        "points below zero", "poin di bawah nol", "mata di bawah sifar"
    ),
    "points_above_limit": Words(
        "more points than one row may bring",
        "poin melebihi batas satu baris",
        "mata melebihi had satu baris",
    ),
    "date_unreadable": Words(
        "no date, or in another order",
        "bukan tanggal, atau urutannya lain",
        "bukan tarikh, atau susunan lain",
    ),
    "date_past": Words(
        "these points have lapsed", "poin ini sudah hangus", "mata ini telah luput"
    ),
    "amount_unreadable": Words(
        "no amount of money", "bukan jumlah uang", "bukan jumlah wang"
    ),
    "reward_code_unreadable": Words(
        "one discount code a row",
        "satu kode diskon per baris",
        "satu kod diskaun sebaris",
    ),
    "reward_code_taken": Words(
        "somebody else has this discount code",
        "kode diskon ini milik orang lain",
        "kod diskaun ini milik orang lain",
    ),
    "status_unknown": Words(
        "a status that we don't know", "status tidak dikenal", "status tidak dikenali"
    ),
    "tier_unknown": Words(
        "a tier that you don't have", "tingkat yang tidak ada", "peringkat yang tiada"
    ),
    "too_many_cells": Words(
        "more cells than the first row",
        "sel lebih banyak dari baris pertama",
        "sel melebihi baris pertama",
    ),
    "cell_too_long": Words(
        "a cell of more than 2,000 letters",
        "sel lebih dari 2.000 huruf",
        "sel melebihi 2,000 huruf",
    ),
    "duplicate": Words(
        "another row about the same person has more",
        "baris lain tentang orang ini lebih tinggi",
        "baris lain tentang orang ini lebih tinggi",
    ),
    "blocked": Words("blocked over there", "diblokir di sana", "disekat di sana"),
    "person_unknown": Words(
        "nobody in your store", "tidak ada di tokomu", "tiada di kedai anda"
    ),
    "person_erased": Words(
        "asked to be forgotten", "minta dilupakan", "minta dilupakan"
    ),
    "testers_only": Words(
        "the programme is being tried; this is no tester",
        "program masih dicoba; ini bukan penguji",
        "program masih dicuba; ini bukan penguji",
    ),
    "person_gone": Words(
        "the account was closed", "akun sudah ditutup", "akaun telah ditutup"
    ),
    "several_members": Words(
        "several members have this address; use the customer id",
        "beberapa member punya alamat ini; pakai id pelanggan",
        "beberapa ahli ada alamat ini; guna id pelanggan",
    ),
    "member_frozen": Words("the member is blocked", "member diblokir", "ahli disekat"),
    "own_wallet": Words(
        "this is the account of somebody who imports or agreed to it; another person"
        " must bring this row in",
        "ini akun orang yang mengimpor atau menyetujuinya; orang lain yang harus"
        " memasukkan baris ini",
        "ini akaun orang yang mengimport atau bersetuju; orang lain mesti memasukkan"
        " baris ini",
    ),
    "beyond_agreed": Words(
        "more than was tried, or than whoever began it may give alone",
        "lebih dari yang dicoba, atau dari batas orang yang memulainya",
        "lebih daripada yang dicuba, atau had orang yang memulakannya",
    ),
    "amount_out_of_range": Words(
        "the balance would be too large",
        "saldo akan terlalu besar",
        "baki akan terlalu besar",
    ),
    "insufficient_points": Words(
        "lapsed points can't be taken",
        "poin hangus tidak bisa diambil",
        "mata luput tidak boleh diambil",
    ),
    "balance_negative": Words(
        "the member owes points", "member berutang poin", "ahli berhutang mata"
    ),
}
_REFUSALS: Final[Mapping[str, Words]] = {
    "why.import_too_large": Words(
        "The file has more than 20 MB. Split it.",
        "Berkas lebih dari 20 MB. Bagi dua.",
        "Fail melebihi 20 MB. Pecahkan.",
    ),
    "why.import_too_long": Words(
        "The file has more than {most_rows} rows. Split it.",
        "Berkas lebih dari {most_rows} baris. Bagi dua.",
        "Fail melebihi {most_rows} baris. Pecahkan.",
    ),
    "why.import_unreadable": Words(
        "The file can't be read as a table. Save it as CSV in UTF-8.",
        "Berkas tidak terbaca sebagai tabel. Simpan sebagai CSV UTF-8.",
        "Fail tidak dapat dibaca sebagai jadual. Simpan sebagai CSV UTF-8.",
    ),
    "why.import_unreadable.empty": Words(
        "There is nothing in the file.",
        "Berkas itu kosong.",
        "Fail itu kosong.",
    ),
    "why.import_unreadable.workbook": Words(
        "This is a workbook. Save it as CSV first.",
        "Ini buku kerja. Simpan dulu sebagai CSV.",
        "Ini buku kerja. Simpan sebagai CSV dahulu.",
    ),
    "why.import_unreadable.compressed": Words(
        "This is a compressed file. Unpack it first.",
        "Ini berkas terkompresi. Ekstrak dulu.",
        "Ini fail termampat. Nyahmampat dahulu.",
    ),
    "why.import_unreadable.binary": Words(
        "This is no text. Save the table as CSV in UTF-8.",
        "Ini bukan teks. Simpan tabelnya sebagai CSV UTF-8.",
        "Ini bukan teks. Simpan jadual sebagai CSV UTF-8.",
    ),
    "why.import_unreadable.mixed_encodings": Words(
        "Line {line} has letters that are not UTF-8, others are. Save the file anew as"
        " CSV in UTF-8.",
        "Baris {line} berisi huruf yang bukan UTF-8, lainnya UTF-8. Simpan ulang"
        " berkasnya sebagai CSV UTF-8.",
        "Baris {line} ada huruf yang bukan UTF-8, yang lain UTF-8. Simpan semula fail"
        " sebagai CSV UTF-8.",
    ),
    "why.import_unreadable.quotes": Words(
        "Line {line}: a quotation mark is not closed, or stands inside a cell.",
        "Baris {line}: tanda kutip belum ditutup, atau ada di tengah sel.",
        "Baris {line}: tanda petikan tidak ditutup, atau ada di tengah sel.",
    ),
    "why.import_unreadable.cell": Words(
        "Line {line} has a cell of more than {most} letters. Perhaps a quotation mark"
        " before it is not closed, or the file has no line ends.",
        "Baris {line} berisi sel lebih dari {most} huruf. Mungkin tanda kutip"
        " sebelumnya belum ditutup, atau berkasnya tanpa akhir baris.",
        "Baris {line} ada sel melebihi {most} huruf. Mungkin tanda petikan sebelumnya"
        " tidak ditutup, atau fail itu tiada penghujung baris.",
    ),
    "why.import_unreadable.columns": Words(
        "Line {line} has more than {most} columns.",
        "Baris {line} berisi lebih dari {most} kolom.",
        "Baris {line} ada lebih daripada {most} lajur.",
    ),
    "why.import_answer_needed": Words(
        "The days of the file could be read in two ways. Say how they are written.",
        "Tanggal di berkas bisa dibaca dua cara. Tentukan cara menulisnya.",
        "Tarikh dalam fail boleh dibaca dua cara. Nyatakan cara ia ditulis.",
    ),
    "why.import_store_needed": Words(
        "The file has discount codes. Say in the options which store they are of, or"
        " leave that column out.",
        "Berkas berisi kode diskon. Tentukan di pilihan kode itu dari toko mana, atau"
        " abaikan kolomnya.",
        "Fail mengandungi kod diskaun. Nyatakan dalam pilihan kod itu dari kedai mana,"
        " atau abaikan lajurnya.",
    ),
    "why.import_not_ready": Words(
        "This import is at another step by now.",
        "Impor ini sudah di langkah lain.",
        "Import ini sudah di langkah lain.",
    ),
    "why.second_person_needed": Words(
        "So many points need the word of somebody else.",
        "Poin sebanyak ini perlu persetujuan orang lain.",
        "Mata sebanyak ini perlu persetujuan orang lain.",
    ),
    "import.second_credit": Words(
        "Store credit needs the word of somebody whose role has no limits.",
        "Saldo toko perlu persetujuan orang yang perannya tanpa batas.",
        "Kredit kedai perlu persetujuan orang yang peranannya tiada had.",
    ),
    "why.import_undo_too_late": Words(
        "An import can be taken back for 30 days.",
        "Impor bisa dibatalkan selama 30 hari.",
        "Import boleh dibatalkan selama 30 hari.",
    ),
    "why.kept_file_missing": Words(
        "The uploaded file is gone after 7 days. Upload it again.",
        "Berkas unggahan hilang setelah 7 hari. Unggah lagi.",
        "Fail muat naik hilang selepas 7 hari. Muat naik semula.",
    ),
}
IMPORTING_ROWS: Final[Mapping[str, Words]] = {
    **{f"import.col.{name}": words for name, words in _COLUMNS.items()},
    **{f"import.fault.{code}": words for code, words in _FAULTS.items()},
    **_REFUSALS,
}
