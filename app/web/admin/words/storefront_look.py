"""What the page of the look says."""

from collections.abc import Mapping
from typing import Final

LOOK: Final[Mapping[str, tuple[str, str, str]]] = {
    "front.saved": (
        "The draft has your change. Shoppers see it once you publish.",
        ("Draf sudah memuat perubahanmu. Pembeli melihatnya setelah diterbitkan."),
        ("Draf sudah memuat perubahan anda. Pembeli melihatnya selepas diterbitkan."),
    ),
    "front.save": ("Save to the draft", "Simpan ke draf", "Simpan ke draf"),
    "front.not_saved": ("Not saved yet.", "Belum disimpan.", "Belum disimpan."),
    "front.gaps": ("Keep these gaps:", "Pertahankan isian ini:", "Kekalkan ruang ini:"),
    "front.gap_missing": (
        "This sentence needs {gaps}. Put it back as it is written here.",
        ("Kalimat ini butuh {gaps}. Kembalikan persis seperti tertulis di sini."),
        ("Ayat ini memerlukan {gaps}. Letakkan semula seperti yang tertulis di sini."),
    ),
    "front.up": ("Move up: {what}", "Naikkan: {what}", "Naikkan: {what}"),
    "front.down": ("Move down: {what}", "Turunkan: {what}", "Turunkan: {what}"),
    "front.look.lead": (
        (
            "How the button and the panel look in your store. The preview "
            "is the panel itself, with people who don't exist."
        ),
        (
            "Tampilan tombol dan panel di tokomu. Pratinjaunya panel yang "
            "sebenarnya, dengan orang-orang contoh."
        ),
        (
            "Rupa butang dan panel di kedai anda. Pratontonnya ialah panel "
            "sebenar, dengan orang contoh."
        ),
    ),
    "front.look.mine": (
        "Open on my store, only me",
        "Buka di tokoku, hanya aku",
        "Buka di kedai saya, hanya saya",
    ),
    "front.look.colour": ("Colour", "Warna", "Warna"),
    "front.look.accent": ("Colour of buttons", "Warna tombol", "Warna butang"),
    "front.look.accent_help": (
        "Six digits after #, such as #0b6e4f.",
        "Enam digit setelah #, misalnya #0b6e4f.",
        "Enam digit selepas #, contohnya #0b6e4f.",
    ),
    "front.look.pick": ("Pick", "Pilih", "Pilih"),
    "front.look.no_colour": (
        "This is no colour. Write # and six digits, such as #0b6e4f.",
        "Ini bukan warna. Tulis # dan enam digit, misalnya #0b6e4f.",
        "Ini bukan warna. Tulis # dan enam digit, contohnya #0b6e4f.",
    ),
    "front.look.contrast": (
        "Text on it: {text}, {ratio} : 1",
        "Teks di atasnya: {text}, {ratio} : 1",
        "Teks di atasnya: {text}, {ratio} : 1",
    ),
    "front.look.corrected": (
        (
            "On {typed} text reaches {ratio} : 1 at best; it needs 4.5 : 1. "
            "The nearest colour that works is {ground}. The preview shows "
            "that one."
        ),
        (
            "Di atas {typed} teks paling tinggi {ratio} : 1; perlu 4,5 : 1. "
            "Warna terdekat yang bisa dibaca adalah {ground}. Pratinjau "
            "memakainya."
        ),
        (
            "Di atas {typed} teks paling tinggi {ratio} : 1; perlu 4.5 : 1. "
            "Warna terdekat yang boleh dibaca ialah {ground}. Pratonton "
            "menggunakannya."
        ),
    ),
    "front.look.use": ("Use {ground}", "Pakai {ground}", "Guna {ground}"),
    "front.look.scheme": ("Light or dark", "Terang atau gelap", "Cerah atau gelap"),
    "front.look.scheme.auto": (
        "As the shopper's device",
        "Mengikuti perangkat pembeli",
        "Mengikut peranti pembeli",
    ),
    "front.look.scheme.light": ("Always light", "Selalu terang", "Sentiasa cerah"),
    "front.look.scheme.dark": ("Always dark", "Selalu gelap", "Sentiasa gelap"),
    "front.look.shape": ("Shape and font", "Bentuk dan huruf", "Bentuk dan fon"),
    "front.look.corners": ("Corners", "Sudut", "Bucu"),
    "front.look.shape.square": ("Square", "Siku", "Petak"),
    "front.look.shape.soft": ("Soft", "Lembut", "Lembut"),
    "front.look.shape.round": ("Round", "Bulat", "Bulat"),
    "front.look.shape.own": ("My own", "Atur sendiri", "Tetapan sendiri"),
    "front.look.radius": ("Corners of my own", "Sudut sendiri", "Bucu sendiri"),
    "front.look.radius_help": (
        '0 to 28, used with "My own".',
        '0 sampai 28, dipakai dengan "Atur sendiri".',
        '0 hingga 28, digunakan dengan "Tetapan sendiri".',
    ),
    "front.look.font": ("Font", "Huruf", "Fon"),
    "front.look.font.inherit": ("The store's own", "Milik toko", "Milik kedai"),
    "front.look.font.system": ("The device's", "Milik perangkat", "Milik peranti"),
    "front.look.font.serif": ("With serifs", "Berkait (serif)", "Berserif"),
    "front.look.font.rounded": ("Rounded", "Membulat", "Membulat"),
    "front.look.launcher": ("Button that opens it", "Tombol pembuka", "Butang pembuka"),
    "front.look.launcher_lead": (
        (
            "It gives way to the buttons that lead to paying, and stands "
            "above a chat bubble."
        ),
        (
            "Tombol ini memberi tempat pada tombol pembayaran dan berdiri "
            "di atas gelembung obrolan."
        ),
        (
            "Butang ini memberi laluan kepada butang pembayaran dan berada "
            "di atas gelembung sembang."
        ),
    ),
    "front.look.kind": ("Kind", "Jenis", "Jenis"),
    "front.look.launcher.button": (
        "Pill with a label",
        "Pil bertulisan",
        "Pil berlabel",
    ),
    "front.look.launcher.icon": ("Icon only", "Hanya ikon", "Ikon sahaja"),
    "front.look.launcher.none": (
        "None; links in the theme open the panel",
        "Tanpa tombol; tautan di tema membuka panel",
        "Tiada; pautan dalam tema membuka panel",
    ),
    "front.look.side": ("Side", "Sisi", "Sisi"),
    "front.look.side.right": ("Right", "Kanan", "Kanan"),
    "front.look.side.left": ("Left", "Kiri", "Kiri"),
    "front.look.label": (
        "What it says to guests",
        "Tulisannya untuk tamu",
        "Labelnya untuk tetamu",
    ),
    "front.look.lift": (
        "Height above the lower edge",
        "Tinggi dari tepi bawah",
        "Tinggi dari tepi bawah",
    ),
    "front.look.lift_help": (
        "0 to 240. Raise it where the theme has a bar of its own.",
        "0 sampai 240. Naikkan jika tema punya bilah sendiri.",
        "0 hingga 240. Naikkan jika tema ada bar sendiri.",
    ),
    "front.look.hide_over": (
        "Not shown over",
        "Tidak tampil di atas",
        "Tidak dipaparkan di atas",
    ),
    "front.look.hide_over_help": (
        (
            "One selector a line, such as #sticky-cart or .newsletter. "
            "Where such a thing is at the lower edge, the button hides."
        ),
        (
            "Satu selektor per baris, misalnya #sticky-cart atau "
            ".newsletter. Jika ada di tepi bawah, tombol disembunyikan."
        ),
        (
            "Satu pemilih setiap baris, contohnya #sticky-cart atau "
            ".newsletter. Jika ada di tepi bawah, butang disembunyikan."
        ),
    ),
}
