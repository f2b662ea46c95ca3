"""The look and the languages of the storefront, told to staff."""

from app.domain.words import Words

STOREFRONT: dict[str, Words] = {
    "front.title": Words(en="the storefront", id="etalase", ms="etalase"),
    "front.accent": Words(
        en="Buttons are {accent} with {text} text, {contrast} to 1 apart.",
        id="Tombol berwarna {accent} dengan teks {text}, kontras {contrast} banding 1.",
        ms="Butang berwarna {accent} dengan teks {text}, kontras {contrast} kepada 1.",
    ),
    "front.scheme.light": Words(
        en="The panel is light.", id="Panel terang.", ms="Panel cerah."
    ),
    "front.scheme.dark": Words(
        en="The panel is dark.", id="Panel gelap.", ms="Panel gelap."
    ),
    "front.scheme.auto": Words(
        en="The panel is light or dark as the device is.",
        id="Panel terang atau gelap mengikuti perangkat.",
        ms="Panel cerah atau gelap mengikut peranti.",
    ),
    "front.launcher.button": Words(
        en="A button with a label opens it, {side}.",
        id="Tombol dengan tulisan membukanya, {side}.",
        ms="Butang berlabel membukanya, {side}.",
    ),
    "front.launcher.icon": Words(
        en="A button with an icon opens it, {side}.",
        id="Tombol ikon membukanya, {side}.",
        ms="Butang ikon membukanya, {side}.",
    ),
    "front.launcher.none": Words(
        en="It has no button of its own.",
        id="Tidak ada tombolnya sendiri.",
        ms="Ia tiada butang sendiri.",
    ),
    "front.side.right": Words(
        en="at the lower right", id="di kanan bawah", ms="di kanan bawah"
    ),
    "front.side.left": Words(
        en="at the lower left", id="di kiri bawah", ms="di kiri bawah"
    ),
    "front.languages": Words(
        en="Shoppers can read {languages}.",
        id="Pembeli bisa membaca {languages}.",
        ms="Pembeli boleh membaca {languages}.",
    ),
    "front.hidden": Words(
        en="Hidden in the panel: {names}.",
        id="Disembunyikan di panel: {names}.",
        ms="Disembunyikan dalam panel: {names}.",
    ),
    "front.page_hidden": Words(
        en="Hidden on the rewards page: {names}.",
        id="Disembunyikan di halaman hadiah: {names}.",
        ms="Disembunyikan di halaman ganjaran: {names}.",
    ),
    "front.nudges_off": Words(
        en="Nudges that are off: {names}.",
        id="Ajakan yang dimatikan: {names}.",
        ms="Galakan yang dimatikan: {names}.",
    ),
    "front.follow": Words(
        en="The shop is to be found on {names}.",
        id="Toko bisa ditemukan di {names}.",
        ms="Kedai boleh ditemui di {names}.",
    ),
    "front.questions": Words(
        en="The rewards page answers {count} questions of the shop's own.",
        id="Halaman hadiah menjawab {count} pertanyaan dari toko.",
        ms="Halaman ganjaran menjawab {count} soalan daripada kedai.",
    ),
    "front.unlisted": Words(
        en="Search engines don't list the rewards page.",
        id="Mesin pencari tidak mendaftarkan halaman hadiah.",
        ms="Enjin carian tidak menyenaraikan halaman ganjaran.",
    ),
}
