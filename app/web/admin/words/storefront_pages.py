"""What the pages of the storefront say."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words
from app.domain.words.storefront.kinds import Counted
from app.web.admin.words.storefront_languages import LANGUAGES
from app.web.admin.words.storefront_look import LOOK
from app.web.admin.words.storefront_nudges import NUDGES, PROBLEMS
from app.web.admin.words.storefront_parts import PARTS

_SAID: Final[Mapping[str, tuple[str, str, str]]] = {
    "front.preview": ("Preview", "Pratinjau", "Pratonton"),
    "front.preview.face": ("Who", "Siapa", "Siapa"),
    "front.preview.face.guest": ("Guest", "Tamu", "Tetamu"),
    "front.preview.face.member": ("Member", "Member", "Ahli"),
    "front.preview.face.top": (
        "Highest tier",
        "Tingkat tertinggi",
        "Peringkat tertinggi",
    ),
    "front.preview.view": ("View", "Tampilan", "Paparan"),
    "front.preview.view.home": ("Home", "Beranda", "Utama"),
    "front.preview.view.redeem": ("Rewards", "Hadiah", "Ganjaran"),
    "front.preview.view.earn": ("Ways to earn", "Cara dapat poin", "Cara kumpul mata"),
    "front.preview.view.closed": ("Closed", "Tertutup", "Tertutup"),
    "front.preview.lang": ("Language", "Bahasa", "Bahasa"),
    "front.preview.size": ("Screen", "Layar", "Skrin"),
    "front.preview.size.phone": ("Phone", "Ponsel", "Telefon"),
    "front.preview.size.desktop": ("Desktop", "Desktop", "Desktop"),
    "front.preview.scheme": ("Light or dark", "Terang atau gelap", "Cerah atau gelap"),
    "front.preview.scheme.set": ("As set", "Sesuai setelan", "Seperti ditetapkan"),
    "front.preview.scheme.light": ("Light", "Terang", "Cerah"),
    "front.preview.scheme.dark": ("Dark", "Gelap", "Gelap"),
    "front.preview.show": ("Show", "Tampilkan", "Tunjukkan"),
    "front.preview.note": (
        (
            "It shows what is typed here, saved or not. Nothing in it can "
            "be pressed, and the people are made up."
        ),
        (
            "Menampilkan isian di sini, disimpan atau belum. Tidak ada yang "
            "bisa ditekan, orangnya contoh."
        ),
        (
            "Memaparkan isian di sini, disimpan atau belum. Tiada yang "
            "boleh ditekan, orangnya contoh."
        ),
    ),
    "front.mine.title": (
        "The draft on your store",
        "Draf di tokomu",
        "Draf di kedai anda",
    ),
    "front.mine.lead": (
        (
            "These links show the draft, with an example member, to whoever "
            "has them, for one day. Nobody else sees it."
        ),
        (
            "Tautan ini menampilkan draf dengan member contoh kepada "
            "pemegangnya selama satu hari. Orang lain tidak melihatnya."
        ),
        (
            "Pautan ini memaparkan draf dengan ahli contoh kepada "
            "pemegangnya selama sehari. Orang lain tidak melihatnya."
        ),
    ),
    "front.mine.open": ("Open {store}", "Buka {store}", "Buka {store}"),
    "front.mine.none": (
        "There is no draft to show",
        "Tidak ada draf untuk ditampilkan",
        "Tiada draf untuk dipaparkan",
    ),
    "front.mine.none_text": (
        "What is in force is what everybody sees. Change something first.",
        "Yang berlaku adalah yang dilihat semua orang. Ubah sesuatu dulu.",
        ("Yang berkuat kuasa ialah yang dilihat semua orang. Ubah sesuatu dahulu."),
    ),
    "front.mine.no_store": (
        "No store is connected",
        "Belum ada toko yang terhubung",
        "Belum ada kedai disambungkan",
    ),
    "front.mine.no_store_text": (
        "Connect a store, and its addresses stand here.",
        "Hubungkan toko, alamatnya akan tampil di sini.",
        "Sambungkan kedai, alamatnya akan dipaparkan di sini.",
    ),
    **LOOK,
    **PARTS,
    **NUDGES,
    **PROBLEMS,
    **LANGUAGES,
}
_COUNTED: Final[Mapping[str, Counted]] = {
    "front.lang.found": Counted(
        one=Words(en="{n} sentence", id="{n} kalimat", ms="{n} ayat"),
        other=Words(en="{n} sentences", id="{n} kalimat", ms="{n} ayat"),
    ),
    "front.nudges.days": Counted(
        one=Words(en="{n} day", id="{n} hari", ms="{n} hari"),
        other=Words(en="{n} days", id="{n} hari", ms="{n} hari"),
    ),
    "front.file.changed": Counted(
        one=Words(
            en="{n} sentence changes", id="{n} kalimat berubah", ms="{n} ayat berubah"
        ),
        other=Words(
            en="{n} sentences change", id="{n} kalimat berubah", ms="{n} ayat berubah"
        ),
    ),
    "front.file.unknown": Counted(
        one=Words(
            en="{n} unknown key",
            id="{n} kunci tak dikenal",
            ms="{n} kunci tidak dikenali",
        ),
        other=Words(
            en="{n} unknown keys",
            id="{n} kunci tak dikenal",
            ms="{n} kunci tidak dikenali",
        ),
    ),
    "front.file.wrong": Counted(
        one=Words(en="{n} wrong line", id="{n} baris salah", ms="{n} baris salah"),
        other=Words(en="{n} wrong lines", id="{n} baris salah", ms="{n} baris salah"),
    ),
    "front.file.same": Counted(
        one=Words(en="{n} line as before", id="{n} baris tetap", ms="{n} baris sama"),
        other=Words(
            en="{n} lines as before", id="{n} baris tetap", ms="{n} baris sama"
        ),
    ),
    "front.file.apply": Counted(
        one=Words(
            en="Take {n} sentence into the draft",
            id="Masukkan {n} kalimat ke draf",
            ms="Masukkan {n} ayat ke draf",
        ),
        other=Words(
            en="Take {n} sentences into the draft",
            id="Masukkan {n} kalimat ke draf",
            ms="Masukkan {n} ayat ke draf",
        ),
    ),
}
STOREFRONT_PAGES: Final[Mapping[str, Words | Counted]] = {
    **{key: Words(*said) for key, said in _SAID.items()},
    **_COUNTED,
}
