"""What is wrong with a field, and what would be right."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words
from app.domain.words.storefront.kinds import Counted

FORMS: Final[Mapping[str, Words | Counted]] = {
    "form.wrong": Words(
        "This can't be read. Please look at it again.",
        "Isian ini tidak terbaca. Periksa lagi, ya.",
        "Isian ini tidak dapat dibaca. Sila semak semula.",
    ),
    "form.missing": Words(
        "Please fill this in.", "Harap diisi.", "Sila isi ruangan ini."
    ),
    "form.int_parsing": Words(
        "Please enter a whole number, such as 100.",
        "Masukkan bilangan bulat, misalnya 100.",
        "Masukkan nombor bulat, contohnya 100.",
    ),
    "form.int_from_float": Words(
        "Please enter a whole number, such as 100.",
        "Masukkan bilangan bulat, misalnya 100.",
        "Masukkan nombor bulat, contohnya 100.",
    ),
    "form.decimal_parsing": Words(
        "Please enter a number, such as 12.50.",
        "Masukkan angka, misalnya 12.50.",
        "Masukkan nombor, contohnya 12.50.",
    ),
    "form.greater_than": Words(
        "Must be more than {gt}.",
        "Harus lebih dari {gt}.",
        "Mesti lebih daripada {gt}.",
    ),
    "form.greater_than_equal": Words(
        "Must be at least {ge}.", "Minimal {ge}.", "Mesti sekurang-kurangnya {ge}."
    ),
    "form.less_than": Words(
        "Must be less than {lt}.",
        "Harus kurang dari {lt}.",
        "Mesti kurang daripada {lt}.",
    ),
    "form.less_than_equal": Words(
        "Must be at most {le}.", "Maksimal {le}.", "Mesti tidak melebihi {le}."
    ),
    "form.string_too_short": Words(
        "Please write at least {min_length} characters.",
        "Tulis minimal {min_length} karakter.",
        "Tulis sekurang-kurangnya {min_length} aksara.",
    ),
    "form.string_too_long": Words(
        "Please write at most {max_length} characters.",
        "Tulis maksimal {max_length} karakter.",
        "Tulis tidak melebihi {max_length} aksara.",
    ),
    "form.string_pattern_mismatch": Words(
        "This has not the form that is needed.",
        "Formatnya belum sesuai.",
        "Formatnya belum betul.",
    ),
    "form.literal_error": Words(
        "Please choose one of the list.",
        "Pilih salah satu dari daftar.",
        "Pilih satu daripada senarai.",
    ),
    "form.enum": Words(
        "Please choose one of the list.",
        "Pilih salah satu dari daftar.",
        "Pilih satu daripada senarai.",
    ),
    "form.date_from_datetime_parsing": Words(
        "Please enter a day, such as 2026-12-31.",
        "Masukkan tanggal, misalnya 2026-12-31.",
        "Masukkan tarikh, contohnya 2026-12-31.",
    ),
    "form.date_parsing": Words(
        "Please enter a day, such as 2026-12-31.",
        "Masukkan tanggal, misalnya 2026-12-31.",
        "Masukkan tarikh, contohnya 2026-12-31.",
    ),
    "form.datetime_from_date_parsing": Words(
        "Please enter a day and a time, such as 2026-12-31T18:00.",
        "Masukkan tanggal dan jam, misalnya 2026-12-31T18:00.",
        "Masukkan tarikh dan masa, contohnya 2026-12-31T18:00.",
    ),
    "form.uuid_parsing": Words(
        "Please choose one of the list.",
        "Pilih salah satu dari daftar.",
        "Pilih satu daripada senarai.",
    ),
    "form.url_parsing": Words(
        "Please enter a whole address, such as https://shop.example.",
        "Masukkan alamat lengkap, misalnya https://toko.example.",
        "Masukkan alamat penuh, contohnya https://kedai.example.",
    ),
    "form.email": Words(
        "Please enter an e-mail address, such as ani@shop.example.",
        "Masukkan alamat e-mail, misalnya ani@toko.example.",
        "Masukkan alamat e-mel, contohnya ani@kedai.example.",
    ),
    "form.attention": Counted(
        Words(
            "One field needs another look.",
            "Satu isian perlu diperiksa lagi.",
            "Satu ruangan perlu disemak semula.",
        ),
        Words(
            "{n} fields need another look.",
            "{n} isian perlu diperiksa lagi.",
            "{n} ruangan perlu disemak semula.",
        ),
    ),
}
