"""What the pages of the panel and of the rewards page say."""

from collections.abc import Mapping
from typing import Final

PARTS: Final[Mapping[str, tuple[str, str, str]]] = {
    "front.panel.lead": (
        ("What stands in the panel, in which order, and the first sentences in it."),
        "Isi panel, urutannya, dan kalimat pertamanya.",
        "Isi panel, susunannya, dan ayat pertamanya.",
    ),
    "front.panel.parts": ("Parts", "Bagian", "Bahagian"),
    "front.panel.parts_lead": (
        "Off means nobody sees it. What the programme lacks never shows.",
        (
            "Mati berarti tidak ada yang melihat. Yang tidak ada di program "
            "tidak pernah tampil."
        ),
        (
            "Mati bermakna tiada siapa melihatnya. Yang tiada dalam program "
            "tidak pernah dipaparkan."
        ),
    ),
    "front.panel.lacking": (
        "The programme has none of it yet.",
        "Program belum memilikinya.",
        "Program belum memilikinya.",
    ),
    "front.panel.texts": ("First sentences", "Kalimat pertama", "Ayat pertama"),
    "front.panel.texts_lead": (
        "Left empty, ours is used, as the field shows.",
        "Jika kosong, kalimat kami dipakai, seperti tampak di kolom.",
        "Jika kosong, ayat kami digunakan, seperti dalam medan.",
    ),
    "front.panel.all_texts": (
        "All sentences, in every language",
        "Semua kalimat, di setiap bahasa",
        "Semua ayat, dalam setiap bahasa",
    ),
    "front.panel.links": (
        "Where your shop is to be found",
        "Di mana tokomu bisa ditemukan",
        "Di mana kedai anda boleh ditemui",
    ),
    "front.panel.links_lead": (
        "Shown with the ways to earn. Empty lines are left out.",
        "Tampil bersama cara mendapat poin. Baris kosong diabaikan.",
        "Dipaparkan bersama cara kumpul mata. Baris kosong diabaikan.",
    ),
    "front.panel.network": ("Network {n}", "Jaringan {n}", "Rangkaian {n}"),
    "front.panel.url": ("Address {n}", "Alamat {n}", "Alamat {n}"),
    "front.say.guest.title": ("Invitation", "Undangan", "Jemputan"),
    "front.say.guest.body": (
        "Below the invitation",
        "Di bawah undangan",
        "Di bawah jemputan",
    ),
    "front.say.guest.join": ("Button to join", "Tombol bergabung", "Butang sertai"),
    "front.say.home.greeting": ("Greeting", "Sapaan", "Sapaan"),
    "front.part.redeem": ("Rewards", "Hadiah", "Ganjaran"),
    "front.part.earn": ("Ways to earn", "Cara dapat poin", "Cara kumpul mata"),
    "front.part.refer": ("Refer a friend", "Ajak teman", "Ajak rakan"),
    "front.part.tiers": ("Tiers", "Tingkat", "Peringkat"),
    "front.part.card": ("Member card", "Kartu member", "Kad ahli"),
    "front.part.play": ("Games", "Permainan", "Permainan"),
    "front.part.challenges": ("Challenges", "Tantangan", "Cabaran"),
    "front.part.charity": ("Good causes", "Donasi", "Derma"),
    "front.part.birthday": ("Birthday", "Ulang tahun", "Hari lahir"),
    "front.part.claims": (
        "Help and missing points",
        "Bantuan dan poin yang belum masuk",
        "Bantuan dan mata yang belum masuk",
    ),
    "front.part.history": ("History", "Riwayat", "Sejarah"),
    "front.page.lead": (
        (
            "The public page that explains the programme, readable without "
            "a script and by search engines."
        ),
        (
            "Halaman publik yang menjelaskan program, terbaca tanpa skrip "
            "dan oleh mesin pencari."
        ),
        (
            "Halaman awam yang menerangkan program, boleh dibaca tanpa "
            "skrip dan oleh enjin carian."
        ),
    ),
    "front.page.where": ("Where it stands", "Letaknya", "Letaknya"),
    "front.page.where_lead": (
        "Each store has its own address.",
        "Setiap toko punya alamat sendiri.",
        "Setiap kedai ada alamat sendiri.",
    ),
    "front.page.inside": ("Inside your theme", "Di dalam tema", "Dalam tema anda"),
    "front.page.alone": (
        "A page of its own",
        "Halaman tersendiri",
        "Halaman tersendiri",
    ),
    "front.page.open": ("Open", "Buka", "Buka"),
    "front.page.open_of": (
        "Open {store}: {kind}",
        "Buka {store}: {kind}",
        "Buka {store}: {kind}",
    ),
    "front.page.place.shopify": (
        (
            "Link to it from a menu (Online Store > Navigation), or add the "
            'app block "Setia rewards" to a page in the theme editor.'
        ),
        (
            "Tautkan dari menu (Online Store > Navigation), atau tambahkan "
            'blok aplikasi "Setia rewards" di editor tema.'
        ),
        (
            "Pautkan dari menu (Online Store > Navigation), atau tambah "
            'blok aplikasi "Setia rewards" dalam penyunting tema.'
        ),
    ),
    "front.page.place.woocommerce": (
        (
            'Put the shortcode [setia_rewards] or the block "Setia rewards" '
            "on any page; it is also a tab of My account."
        ),
        (
            'Letakkan shortcode [setia_rewards] atau blok "Setia rewards" '
            "di halaman mana pun; juga ada di tab Akun saya."
        ),
        (
            'Letakkan shortcode [setia_rewards] atau blok "Setia rewards" '
            "pada mana-mana halaman; ia juga tab Akaun saya."
        ),
    ),
    "front.page.place.other": (
        "Link to it from your store's menu.",
        "Tautkan dari menu tokomu.",
        "Pautkan daripada menu kedai anda.",
    ),
    "front.page.parts": ("Sections", "Bagian", "Bahagian"),
    "front.page.parts_lead": (
        ("From top to bottom. What the programme lacks is left out by itself."),
        "Dari atas ke bawah. Yang tidak ada di program otomatis dilewati.",
        ("Dari atas ke bawah. Yang tiada dalam program ditinggalkan sendiri."),
    ),
    "front.page.head": ("Head of the page", "Kepala halaman", "Kepala halaman"),
    "front.page.head_lead": (
        "Left empty, the programme's name and promise stand there.",
        "Jika kosong, nama dan janji program yang tampil.",
        "Jika kosong, nama dan janji program dipaparkan.",
    ),
    "front.page.title": ("Title", "Judul", "Tajuk"),
    "front.page.body": ("Text", "Teks", "Teks"),
    "front.page.image": ("Picture", "Gambar", "Gambar"),
    "front.page.image_help": (
        "An address that begins with https://.",
        "Alamat yang diawali https://.",
        "Alamat yang bermula dengan https://.",
    ),
    "front.page.indexed": (
        "Search engines may list it",
        "Boleh didaftar mesin pencari",
        "Boleh disenaraikan enjin carian",
    ),
    "front.page.indexed_help": (
        "Off keeps it out of search results.",
        "Jika mati, tidak muncul di hasil pencarian.",
        "Jika mati, tidak muncul dalam hasil carian.",
    ),
    "front.page.questions": (
        "Your own questions",
        "Pertanyaanmu sendiri",
        "Soalan anda sendiri",
    ),
    "front.page.questions_lead": (
        (
            "They stand before those that the programme answers by itself. "
            "An empty pair is left out; save to get another line."
        ),
        (
            "Tampil sebelum yang dijawab program. Pasangan kosong "
            "diabaikan; simpan untuk baris baru."
        ),
        (
            "Dipaparkan sebelum yang dijawab program. Pasangan kosong "
            "diabaikan; simpan untuk baris baharu."
        ),
    ),
    "front.page.question_n": ("Question {n}", "Pertanyaan {n}", "Soalan {n}"),
    "front.page.question": (
        "Question ({tongue})",
        "Pertanyaan ({tongue})",
        "Soalan ({tongue})",
    ),
    "front.page.answer": (
        "Answer ({tongue})",
        "Jawaban ({tongue})",
        "Jawapan ({tongue})",
    ),
    "front.pagepart.how": ("How it works", "Cara kerjanya", "Cara ia berfungsi"),
    "front.pagepart.earning": ("Ways to earn", "Cara dapat poin", "Cara kumpul mata"),
    "front.pagepart.rewards": ("Rewards", "Hadiah", "Ganjaran"),
    "front.pagepart.tiers": ("Tiers", "Tingkat", "Peringkat"),
    "front.pagepart.memberships": ("Memberships", "Keanggotaan", "Keahlian"),
    "front.pagepart.perks": ("Perks", "Keuntungan", "Kelebihan"),
    "front.pagepart.dividends": (
        "Yearly rewards",
        "Hadiah tahunan",
        "Ganjaran tahunan",
    ),
    "front.pagepart.challenges": ("Challenges", "Tantangan", "Cabaran"),
    "front.pagepart.play": (
        "Games and their chances",
        "Permainan dan peluangnya",
        "Permainan dan peluangnya",
    ),
    "front.pagepart.referral": ("Refer a friend", "Ajak teman", "Ajak rakan"),
    "front.pagepart.causes": ("Good causes", "Donasi", "Derma"),
    "front.pagepart.questions": ("Questions", "Pertanyaan", "Soalan"),
    "front.pagepart.terms": ("Terms", "Ketentuan", "Terma"),
}
