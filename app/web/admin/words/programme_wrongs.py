"""What is wrong in an editor and what would be right; what may be added."""

from collections.abc import Mapping
from typing import Final

WRONG: Final[Mapping[str, tuple[str, str, str]]] = {
    "section.stacking": (
        "When several ways meet",
        "Bila beberapa cara bertemu",
        "Apabila beberapa cara bertemu",
    ),
    "problem.life_in_two_units": (
        "Say months or days, one of them.",
        "Isi bulan atau hari, salah satu.",
        "Isi bulan atau hari, salah satu.",
    ),
    "problem.limit_and_policy": (
        'A limit is needed with "owed up to a limit", and only there.',
        'Batas hanya untuk "berutang sampai batas".',
        'Had hanya untuk "berhutang hingga had".',
    ),
    "recipes.title": ("From the recipes", "Dari resep", "Daripada resipi"),
    "recipes.lead": (
        "As well-known programmes do it. What it needs comes along.",
        "Seperti program terkenal. Yang dibutuhkan ikut serta.",
        "Seperti program terkenal. Yang diperlukan turut serta.",
    ),
    "recipes.of": ("Recipe", "Resep", "Resipi"),
    "recipes.link": ("From a recipe", "Dari resep", "Daripada resipi"),
    "recipes.add": (
        "Add {title} of {recipe}",
        "Tambah {title} dari {recipe}",
        "Tambah {title} daripada {recipe}",
    ),
    "figures.show": ("Show figures", "Tampilkan angka", "Papar angka"),
    "wrong.whole": (
        "Please enter a whole number, such as 100.",
        "Masukkan bilangan bulat, misalnya 100.",
        "Masukkan nombor bulat, contohnya 100.",
    ),
    "wrong.number": (
        "Please enter a number, such as {example}.",
        "Masukkan angka, misalnya {example}.",
        "Masukkan nombor, contohnya {example}.",
    ),
    "wrong.two_ways": (
        "This can be read in two ways. Write {whole} or {decimal}.",
        "Ini bisa dibaca dua cara. Tulis {whole} atau {decimal}.",
        "Ini boleh dibaca dua cara. Tulis {whole} atau {decimal}.",
    ),
    "wrong.amount": (
        "Please enter an amount in {currency}, such as {example}.",
        "Masukkan jumlah dalam {currency}, misalnya {example}.",
        "Masukkan jumlah dalam {currency}, contohnya {example}.",
    ),
    "wrong.no_cents": (
        "{currency} has no decimals here. Write the whole amount, such as {example}.",
        "{currency} ditulis tanpa desimal. Tulis jumlah utuh, misalnya {example}.",
        "{currency} ditulis tanpa perpuluhan. Tulis jumlah penuh, contohnya {example}.",
    ),
    "wrong.rate": (
        "Both sides are needed: points, and the money they are for.",
        "Kedua sisi perlu diisi: poin dan jumlah uangnya.",
        "Kedua-dua bahagian perlu: mata dan jumlah wangnya.",
    ),
    "condition.always": ("always", "selalu", "sentiasa"),
    "condition.deep": (
        "Groups inside groups. It stays; change it under All settings.",
        "Kelompok di dalam kelompok. Tetap seperti adanya; ubah di Semua setelan.",
        "Syarat ini ada kumpulan dalam kumpulan. Ia kekal; ubah di Semua tetapan.",
    ),
    "gift.choice": (
        "One of: {rewards}",
        "Salah satu: {rewards}",
        "Salah satu: {rewards}",
    ),
    "gift.metric": (
        "{amount} counted for {metric}",
        "{amount} dihitung untuk {metric}",
        "{amount} dikira untuk {metric}",
    ),
    "language.en": ("English", "Inggris", "Inggeris"),
    "language.id": ("Indonesian", "Indonesia", "Indonesia"),
    "language.ms": ("Malay", "Melayu", "Melayu"),
    "problem.tier_hidden": (
        "Nobody stays in this tier: whoever reaches it reaches one above it too.",
        (
            "Tidak ada yang tetap di tingkat ini: yang mencapainya juga mencapai "
            "tingkat di atasnya."
        ),
        (
            "Tiada siapa kekal di peringkat ini: sesiapa yang mencapainya mencapai "
            "peringkat di atasnya juga."
        ),
    ),
    "problem.money_of_no_store": (
        "Its amounts are in a currency in which none of your stores sells.",
        "Jumlahnya dalam mata uang yang tidak dipakai toko mana pun.",
        "Amaunnya dalam mata wang yang tidak digunakan oleh mana-mana kedai anda.",
    ),
    "problem.goods_unsold": (
        "No order ever had a product that this reward is for: look at its products.",
        "Belum ada pesanan dengan produk untuk hadiah ini: periksa produknya.",
        "Belum ada pesanan dengan produk untuk ganjaran ini: semak produknya.",
    ),
    "problem.much_back": (
        "More than 15% of what is spent goes back.",
        "Lebih dari 15% belanja kembali.",
        "Lebih daripada 15% belanja kembali.",
    ),
    "problem.out_of_reach": (
        "A typical member can't reach this reward within a year.",
        "Member biasa tidak mencapai hadiah ini dalam setahun.",
        "Ahli biasa tidak mencapai ganjaran ini dalam setahun.",
    ),
    "problem.dearer_than_order": (
        "This reward is worth more than the order that earns it.",
        "Hadiah ini lebih mahal dari pesanan yang menghasilkannya.",
        "Ganjaran ini lebih mahal daripada pesanan yang menghasilkannya.",
    ),
    "problem.same_rule": (
        "Two ways to earn do exactly the same; both give.",
        "Dua cara persis sama; keduanya memberi.",
        "Dua cara sama sahaja; kedua-duanya memberi.",
    ),
    "problem.nearest": (
        "Right would be: {nearest}",
        "Yang benar: {nearest}",
        "Yang betul: {nearest}",
    ),
    "problem.missing": (
        "This is needed.",
        "Bagian ini wajib diisi.",
        "Bahagian ini wajib diisi.",
    ),
    "problem.not_positive": (
        "This must be more than zero.",
        "Harus lebih dari nol.",
        "Mesti lebih daripada sifar.",
    ),
    "problem.unreadable_number": (
        "This is no number. Write 3, 1.25 or 5/4.",
        "Ini bukan angka. Tulis 3, 1.25 atau 5/4.",
        "Ini bukan nombor. Tulis 3, 1.25 atau 5/4.",
    ),
    "problem.unreadable_amount": (
        "This is no amount. Write it as on a price tag: 10000 or 12.50.",
        "Ini bukan jumlah uang. Tulis seperti di label harga: 10000 atau 12.50.",
        "Ini bukan jumlah wang. Tulis seperti di tanda harga: 10000 atau 12.50.",
    ),
    "problem.unreadable_rate": (
        "This is no rate. Write points for an amount, such as 1 per 1000.",
        "Ini bukan tarif. Tulis poin per jumlah uang, misalnya 1 per 1000.",
        "Ini bukan kadar. Tulis mata setiap jumlah wang, contohnya 1 per 1.",
    ),
    "problem.unreadable_moment": (
        "This is no day. Write 2026-12-31, or 2026-12-31T18:00.",
        "Ini bukan tanggal. Tulis 2026-12-31, atau 2026-12-31T18:00.",
        "Ini bukan tarikh. Tulis 2026-12-31, atau 2026-12-31T18:00.",
    ),
    "problem.unreadable_hour": (
        "This is no time. Write 18:30.",
        "Ini bukan jam. Tulis 18:30.",
        "Ini bukan masa. Tulis 18:30.",
    ),
    "problem.window_backwards": (
        "It ends before it begins.",
        "Selesai sebelum mulai.",
        "Tamat sebelum bermula.",
    ),
    "problem.empty_table": (
        "Fill in at least one currency.",
        "Isi minimal satu mata uang.",
        "Isi sekurang-kurangnya satu mata wang.",
    ),
    "problem.empty_filter": (
        "Say which goods are meant.",
        "Sebutkan barang yang dimaksud.",
        "Nyatakan barang yang dimaksudkan.",
    ),
    "problem.empty_limit": (
        "A limit needs points, times, or both.",
        "Batas perlu poin, kali, atau keduanya.",
        "Had perlu mata, kali, atau kedua-duanya.",
    ),
    "problem.unknown_currency": (
        "There is no such currency.",
        "Mata uang ini tidak ada.",
        "Mata wang ini tiada.",
    ),
    "problem.unknown_zone": (
        "There is no such time zone.",
        "Zona waktu ini tidak ada.",
        "Zon masa ini tiada.",
    ),
    "problem.unknown_item": (
        "There is no such thing in the programme.",
        "Ini tidak ada di program.",
        "Ini tiada dalam program.",
    ),
    "problem.unknown_key": (
        "There is no such setting.",
        "Setelan ini tidak ada.",
        "Tetapan ini tiada.",
    ),
    "problem.not_among": (
        "Please choose one of the list.",
        "Pilih salah satu dari daftar.",
        "Pilih satu daripada senarai.",
    ),
    "problem.unfit_value": (
        "This does not fit the question.",
        "Ini tidak cocok dengan pertanyaannya.",
        "Ini tidak sesuai dengan soalannya.",
    ),
    "problem.taken_id": (
        "This id is taken.",
        "Id ini sudah dipakai.",
        "Id ini sudah digunakan.",
    ),
    "problem.percent_range": (
        "A percentage is more than 0 and at most 100.",
        "Persentase lebih dari 0 dan maksimal 100.",
        "Peratusan lebih daripada 0 dan paling banyak 100.",
    ),
    "problem.greater_than_equal": (
        "This is too small.",
        "Terlalu kecil.",
        "Terlalu kecil.",
    ),
    "problem.less_than_equal": (
        "This is too large.",
        "Terlalu besar.",
        "Terlalu besar.",
    ),
    "problem.greater_than": ("This is too small.", "Terlalu kecil.", "Terlalu kecil."),
    "problem.too_short": (
        "This is needed: at least one.",
        "Wajib diisi: minimal satu.",
        "Wajib diisi: sekurang-kurangnya satu.",
    ),
    "problem.int_type": (
        "Please enter a whole number, such as 100.",
        "Masukkan bilangan bulat, misalnya 100.",
        "Masukkan nombor bulat, contohnya 100.",
    ),
    "problem.outer_space": (
        "No space at the beginning or the end.",
        "Tanpa spasi di awal atau akhir.",
        "Tanpa ruang di awal atau akhir.",
    ),
    "problem.string_pattern_mismatch": (
        "This has not the form that is needed.",
        "Formatnya belum sesuai.",
        "Formatnya belum betul.",
    ),
    "problem.minimum_off_step": (
        "The least must be a multiple of the step.",
        "Minimal harus kelipatan langkahnya.",
        "Minimum mesti gandaan langkahnya.",
    ),
    "problem.gives_nothing": (
        "The friend, the member or both must get something.",
        "Teman, member, atau keduanya harus dapat sesuatu.",
        "Rakan, ahli, atau kedua-duanya mesti mendapat sesuatu.",
    ),
    "problem.text_falls_back": (
        "A language is missing; another one is shown instead.",
        "Satu bahasa belum ada; bahasa lain yang tampil.",
        "Satu bahasa belum ada; bahasa lain dipapar.",
    ),
    "problem.nothing_to_earn": (
        "Members can't earn anything.",
        "Member tidak bisa mendapat apa pun.",
        "Ahli tidak boleh mendapat apa-apa.",
    ),
    "problem.nothing_to_have": (
        "Members can't use their points.",
        "Member tidak bisa memakai poinnya.",
        "Ahli tidak boleh menggunakan mata mereka.",
    ),
    "problem.nothing_to_multiply": (
        "Nothing gives these points, so there is nothing to multiply.",
        "Tidak ada yang memberi poin ini, jadi tidak ada yang digandakan.",
        "Tiada yang memberi mata ini, jadi tiada yang digandakan.",
    ),
    "problem.asset_removed": (
        "Members hold these; they stay for good.",
        "Member memilikinya; ini tetap ada.",
        "Ahli memilikinya; ini kekal.",
    ),
    "problem.asset_changed": (
        "Members hold these; this can't change.",
        "Member memilikinya; ini tidak bisa diubah.",
        "Ahli memilikinya; ini tidak boleh diubah.",
    ),
}
NEW: Final[Mapping[str, tuple[str, str, str]]] = {
    "causes.cause": ("Cause", "Tujuan donasi", "Tujuan derma"),
    "earning.shopping": ("Shopping", "Belanja", "Membeli-belah"),
    "earning.tier": (
        "A better rate for a tier",
        "Poin lebih untuk satu tingkat",
        "Mata lebih untuk satu peringkat",
    ),
    "earning.products": (
        "Bonus for products or collections",
        "Bonus produk atau koleksi",
        "Bonus produk atau koleksi",
    ),
    "earning.multiplier": ("Double points", "Poin ganda", "Mata berganda"),
    "earning.sign_up": ("Sign-up", "Pendaftaran", "Pendaftaran"),
    "earning.first_order": ("First order", "Pesanan pertama", "Pesanan pertama"),
    "earning.nth_order": (
        "Every so many orders",
        "Tiap sekian pesanan",
        "Setiap beberapa pesanan",
    ),
    "earning.channel": (
        "Orders at the till or in the app",
        "Pesanan di kasir atau aplikasi",
        "Pesanan di kaunter atau aplikasi",
    ),
    "earning.birthday": ("Birthday", "Ulang tahun", "Hari lahir"),
    "earning.anniversary": (
        "Anniversary of joining",
        "Ulang tahun bergabung",
        "Ulang tahun menyertai",
    ),
    "earning.review": ("Review", "Ulasan", "Ulasan"),
    "earning.follow": (
        "Follow or share (not verified)",
        "Ikuti atau bagikan (tidak terverifikasi)",
        "Ikut atau kongsi (tidak disahkan)",
    ),
    "earning.visit": ("Visit", "Kunjungan", "Kunjungan"),
    "earning.newsletter": ("Newsletter", "Buletin", "Surat berita"),
    "earning.profile": ("Complete profile", "Profil lengkap", "Profil lengkap"),
    "earning.bought": (
        "Buying something several times",
        "Membeli sesuatu beberapa kali",
        "Membeli sesuatu beberapa kali",
    ),
    "earning.tag": ("Customer tag", "Tag pelanggan", "Tag pelanggan"),
    "earning.activity": (
        "Custom activity (API)",
        "Aktivitas khusus (API)",
        "Aktiviti tersuai (API)",
    ),
    "rewards.fixed_amount": ("Amount off", "Potongan tetap", "Potongan tetap"),
    "rewards.slider": ("Any amount off", "Potongan bebas", "Potongan bebas"),
    "rewards.percent": ("Percent off", "Potongan persen", "Potongan peratus"),
    "rewards.free_shipping": ("Free shipping", "Gratis ongkir", "Penghantaran percuma"),
    "rewards.free_product": ("Free product", "Produk gratis", "Produk percuma"),
    "rewards.store_credit": ("Store credit", "Saldo toko", "Kredit kedai"),
    "rewards.gift_card": ("Gift card", "Kartu hadiah", "Kad hadiah"),
    "rewards.charity": ("Donation to a cause", "Donasi", "Derma"),
    "rewards.tickets": ("Tickets of a draw", "Tiket undian", "Tiket cabutan"),
    "rewards.code_pool": (
        "Code of an uploaded pool",
        "Kode dari daftar unggahan",
        "Kod daripada senarai muat naik",
    ),
    "rewards.manual": (
        "Handed over by staff (QR)",
        "Diserahkan staf (QR)",
        "Diserahkan staf (QR)",
    ),
    "rewards.experience": ("Place at an event", "Tempat di acara", "Tempat di acara"),
    "rewards.partner": (
        "Discount at a partner",
        "Diskon di mitra",
        "Diskaun di rakan niaga",
    ),
    "tiers.tier": ("Tier", "Tingkat", "Peringkat"),
    "perks.percent": ("Member price", "Harga member", "Harga ahli"),
    "perks.free_shipping": ("Free shipping", "Gratis ongkir", "Penghantaran percuma"),
    "perks.early_access": ("Early access", "Akses lebih awal", "Akses awal"),
    "perks.support_priority": ("Helped first", "Dilayani lebih dulu", "Dilayan dahulu"),
    "perks.exclusive_products": (
        "Exclusive products",
        "Produk eksklusif",
        "Produk eksklusif",
    ),
    "perks.text": ("Something in words", "Manfaat lain", "Manfaat lain"),
    "memberships.plan": ("Membership", "Keanggotaan", "Keahlian"),
    "challenges.streak": ("Streak", "Beruntun", "Berturut-turut"),
    "challenges.reach": ("Challenge", "Tantangan", "Cabaran"),
    "challenges.every": ("Punch card", "Kartu stempel", "Kad cop"),
    "badges.badge": ("Badge", "Lencana", "Lencana"),
    "campaigns.gift": (
        "Gift for a group",
        "Hadiah untuk kelompok",
        "Hadiah untuk kumpulan",
    ),
}
