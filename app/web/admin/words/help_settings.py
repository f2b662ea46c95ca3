"""Help for the storefront's pages and for settings."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words

HELP_SETTINGS: Final[Mapping[str, Words]] = {
    "help.storefront.look.1": Words(
        "The preview is the panel that shoppers get, with example people.",
        "Pratinjau adalah panel yang dilihat pembeli, dengan orang-orang contoh.",
        "Pratonton ialah panel yang dilihat pembeli, dengan orang contoh.",
    ),
    "help.storefront.look.2": Words(
        "Open on my store shows the draft to you alone, in your own theme.",
        "Buka di tokoku menampilkan draf hanya untukmu, di temamu sendiri.",
        "Buka di kedai saya memaparkan draf kepada anda sahaja, dalam tema anda "
        "sendiri.",
    ),
    "help.storefront.panel.1": Words(
        "Choose what the panel's first page offers and in which order. Off means "
        "that nobody sees it.",
        "Pilih isi halaman pertama panel dan urutannya. Mati berarti tidak ada "
        "yang melihat.",
        "Pilih isi halaman pertama panel dan susunannya. Mati bermaksud tiada "
        "siapa melihat.",
    ),
    "help.storefront.page.1": Words(
        "A public page that explains the programme; search engines read it. Link "
        "to it from your menu.",
        "Halaman publik yang menjelaskan program; mesin pencari membacanya. "
        "Tautkan dari menumu.",
        "Halaman awam yang menerangkan program; enjin carian membacanya. Pautkan "
        "daripada menu anda.",
    ),
    "help.storefront.placing.1": Words(
        "Each row is a piece of the programme that can stand in your theme, with "
        "the steps to put it there.",
        "Setiap baris adalah bagian program yang bisa dipasang di temamu, lengkap "
        "dengan langkahnya.",
        "Setiap baris ialah bahagian program yang boleh dipasang dalam tema anda, "
        "lengkap dengan langkahnya.",
    ),
    "help.storefront.nudges.1": Words(
        "A nudge is one short line at the right moment, never more than one a "
        "page and three a day.",
        "Petunjuk adalah satu kalimat pendek pada saat yang tepat, paling banyak "
        "satu per halaman dan tiga sehari.",
        "Petunjuk ialah satu ayat pendek pada saat yang tepat, paling banyak satu "
        "setiap halaman dan tiga sehari.",
    ),
    "help.storefront.nudges.2": Words(
        "One member in ten never sees nudges, so that their effect can be measured.",
        "Satu dari sepuluh member tidak pernah melihat petunjuk, agar pengaruhnya "
        "bisa diukur.",
        "Seorang daripada sepuluh ahli tidak pernah melihat petunjuk, supaya "
        "kesannya boleh diukur.",
    ),
    "help.storefront.languages.1": Words(
        "Your own words stand beside ours and survive every update. Empty means ours.",
        "Kata-katamu disimpan terpisah dan bertahan di setiap pembaruan. Kosong "
        "berarti memakai kata kami.",
        "Kata-kata anda disimpan berasingan dan kekal dalam setiap kemas kini. "
        "Kosong bermaksud kata kami.",
    ),
    "help.storefront.languages.2": Words(
        "Keep what stands in braces: numbers and names are put in there.",
        "Pertahankan isian dalam kurung kurawal: angka dan nama masuk di situ.",
        "Kekalkan isian dalam kurungan: angka dan nama dimasukkan di situ.",
    ),
    "help.settings.general.1": Words(
        "The time zone decides when a day of your programme begins and ends.",
        "Zona waktu menentukan kapan satu hari programmu mulai dan berakhir.",
        "Zon waktu menentukan bila satu hari program anda bermula dan tamat.",
    ),
    "help.settings.general.2": Words(
        "Limits say how many points a role may give by hand before a second "
        "person must agree.",
        "Batas menentukan berapa poin yang boleh diberikan suatu peran sebelum "
        "orang kedua harus setuju.",
        "Had menentukan berapa mata yang boleh diberi sesuatu peranan sebelum "
        "orang kedua perlu bersetuju.",
    ),
    "help.settings.team.1": Words(
        "Invite with a link that is good once, for three days. Owners use a "
        "second factor.",
        "Undang dengan tautan sekali pakai, berlaku tiga hari. Pemilik memakai "
        "faktor kedua.",
        "Jemput dengan pautan sekali guna, sah tiga hari. Pemilik menggunakan "
        "faktor kedua.",
    ),
    "help.settings.stores.1": Words(
        "A store that needs attention says what is wrong and what to press there.",
        "Toko yang perlu perhatian menyebutkan apa yang salah dan apa yang harus "
        "ditekan di sana.",
        "Kedai yang perlu perhatian menyebut apa yang salah dan apa yang perlu "
        "ditekan di situ.",
    ),
    "help.settings.stores.2": Words(
        "Several stores share one programme: members earn in one and redeem in "
        "the other.",
        "Beberapa toko berbagi satu program: member mendapat poin di satu toko "
        "dan menukarnya di toko lain.",
        "Beberapa kedai berkongsi satu program: ahli mendapat mata di satu kedai "
        "dan menebusnya di kedai lain.",
    ),
    "help.settings.keys.1": Words(
        "Give each program a key of its own with only what it needs; it is shown once.",
        "Beri setiap program kuncinya sendiri dengan hak seperlunya; kunci hanya "
        "tampil sekali.",
        "Beri setiap program kuncinya sendiri dengan hak yang perlu sahaja; kunci "
        "dipaparkan sekali.",
    ),
    "help.settings.webhooks.1": Words(
        "We send what happens here to an address of yours, signed. Check the "
        "signature before you believe it.",
        "Kami mengirim yang terjadi di sini ke alamatmu, bertanda tangan. Periksa "
        "tanda tangannya sebelum percaya.",
        "Kami menghantar yang berlaku di sini ke alamat anda, bertandatangan. "
        "Semak tandatangannya sebelum percaya.",
    ),
    "help.settings.deliveries.1": Words(
        "What the stores sent us. Open one for its story: received, understood, "
        "decided, posted, sent.",
        "Yang dikirim toko kepada kami. Buka untuk ceritanya: diterima, dipahami, "
        "diputuskan, dicatat, dikirim.",
        "Yang dihantar kedai kepada kami. Buka untuk ceritanya: diterima, "
        "difahami, diputuskan, dicatat, dihantar.",
    ),
    "help.settings.deliveries.2": Words(
        "Handling one again never counts an order twice.",
        "Memproses lagi tidak pernah menghitung pesanan dua kali.",
        "Memproses semula tidak sekali-kali mengira pesanan dua kali.",
    ),
    "help.settings.data.1": Words(
        "Everything is yours: take it as CSV, JSON or Parquet. The file is sealed "
        "and its link works once.",
        "Semuanya milikmu: ambil sebagai CSV, JSON, atau Parquet. Berkasnya "
        "tersegel dan tautannya sekali pakai.",
        "Semuanya milik anda: ambil sebagai CSV, JSON atau Parquet. Failnya "
        "dimeterai dan pautannya sekali guna.",
    ),
    "help.settings.legal.1": Words(
        "The terms are written from your settings, in every language, so that "
        "they never promise something else.",
        "Ketentuan ditulis dari setelanmu, dalam semua bahasa, sehingga tidak "
        "pernah menjanjikan hal lain.",
        "Terma ditulis daripada tetapan anda, dalam semua bahasa, supaya tidak "
        "menjanjikan perkara lain.",
    ),
    "help.settings.system.1": Words(
        "What waits, what failed and which timers ran. All good means that "
        "nothing is late.",
        "Yang menunggu, yang gagal, dan jadwal yang berjalan. Semua baik berarti "
        "tidak ada yang terlambat.",
        "Yang menunggu, yang gagal dan jadual yang berjalan. Semua baik bermaksud "
        "tiada yang lewat.",
    ),
    "help.settings.audit.1": Words(
        "Who did what, each entry sealed to the one before. Check the chain "
        "proves that none was changed.",
        "Siapa melakukan apa, tiap catatan terkunci ke sebelumnya. Periksa rantai "
        "membuktikan tidak ada yang diubah.",
        "Siapa membuat apa, setiap catatan dikunci kepada yang sebelumnya. Semak "
        "rantai membuktikan tiada yang diubah.",
    ),
}
