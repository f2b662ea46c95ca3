"""What the page of a reward's uploaded codes says."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words
from app.domain.words.storefront.kinds import Counted

_SAID: Final[Mapping[str, tuple[str, str, str]]] = {
    "title": ("Codes of {title}", "Kode untuk {title}", "Kod untuk {title}"),
    "lead": (
        "Each member who gets this reward gets one of these codes, in their order.",
        "Tiap member yang mendapat hadiah ini mendapat satu kode, menurut urutannya.",
        "Setiap ahli yang mendapat ganjaran ini mendapat satu kod, mengikut urutan.",
    ),
    "link": ("Codes", "Kode", "Kod"),
    "left": ("Left", "Tersisa", "Berbaki"),
    "given": ("Given out", "Sudah diberikan", "Sudah diberi"),
    "low": (
        "Few are left: add codes before members are turned away.",
        "Tinggal sedikit: tambahkan kode sebelum member tidak kebagian.",
        "Tinggal sedikit: tambah kod sebelum ahli tidak mendapat apa-apa.",
    ),
    "add": ("Add codes", "Tambah kode", "Tambah kod"),
    "text": ("Codes, one a line", "Kode, satu per baris", "Kod, satu sebaris"),
    "file": ("Or a file", "Atau berkas", "Atau fail"),
    "file_help": (
        "A CSV or a text; of a table the first column counts. Up to 100,000 codes.",
        "CSV atau teks; dari tabel kolom pertama yang dipakai. Sampai 100.000 kode.",
        "CSV atau teks; daripada jadual lajur pertama digunakan. Sehingga 100,000 kod.",
    ),
    "skip": (
        "Leave out lines that can't be taken, and add the rest",
        "Lewati baris yang tidak bisa dipakai, tambahkan sisanya",
        "Langkau baris yang tidak dapat digunakan, tambah selebihnya",
    ),
    "none": (
        "Paste codes or choose a file: from 1 to 100,000 at once.",
        "Tempel kode atau pilih berkas: 1 sampai 100.000 sekaligus.",
        "Tampal kod atau pilih fail: 1 hingga 100,000 sekali gus.",
    ),
    "nothing_added": (
        "Nothing was added yet.",
        "Belum ada yang ditambahkan.",
        "Belum ada yang ditambah.",
    ),
    "draft": (
        "This reward is in the draft only. Publish it, then add its codes.",
        "Hadiah ini masih di draf. Terbitkan dulu, lalu tambahkan kodenya.",
        "Ganjaran ini masih dalam draf. Terbitkan dahulu, kemudian tambah kodnya.",
    ),
    "line": ("Line {n}", "Baris {n}", "Baris {n}"),
    "why.same_as_line": (
        "the same as line {other}",
        "sama dengan baris {other}",
        "sama dengan baris {other}",
    ),
    "why.known_already": (
        "is in the pool already, or was given out",
        "sudah ada di sini, atau sudah diberikan",
        "sudah ada di sini, atau sudah diberi",
    ),
    "why.too_long": (
        "is longer than 200 characters",
        "lebih panjang dari 200 huruf",
        "lebih panjang daripada 200 aksara",
    ),
    "why.unprintable": (
        "has signs that nobody can read",
        "berisi tanda yang tidak terbaca",
        "mengandungi tanda yang tidak dapat dibaca",
    ),
}
_COUNTED: Final[Mapping[str, Counted]] = {
    "added": Counted(
        Words("One code added.", "Satu kode ditambahkan.", "Satu kod ditambah."),
        Words("{n} codes added.", "{n} kode ditambahkan.", "{n} kod ditambah."),
    ),
    "doubles": Counted(
        Words("one duplicate", "satu kembar", "satu pendua"),
        Words("{n} duplicates", "{n} kembar", "{n} pendua"),
    ),
    "faulty": Counted(
        Words("one faulty line", "satu baris rusak", "satu baris rosak"),
        Words("{n} faulty lines", "{n} baris rusak", "{n} baris rosak"),
    ),
    "fit": Counted(
        Words("one new code", "satu kode baru", "satu kod baharu"),
        Words("{n} new codes", "{n} kode baru", "{n} kod baharu"),
    ),
    "left_out": Counted(
        Words(
            "One line was left out.",
            "Satu baris dilewati.",
            "Satu baris dilangkau.",
        ),
        Words(
            "{n} lines were left out.",
            "{n} baris dilewati.",
            "{n} baris dilangkau.",
        ),
    ),
}
POOLS: Final[Mapping[str, Words | Counted]] = {
    **{f"pool.{key}": Words(*said) for key, said in _SAID.items()},
    **{f"pool.{key}": said for key, said in _COUNTED.items()},
}
