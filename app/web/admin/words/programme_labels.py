"""What the fields of the programme's editors are called."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words
from app.web.admin.words.programme_more_labels import MORE_LABELS

_LABELS: Final[Mapping[str, tuple[str, str, str]]] = {
    "act": ("What they do", "Yang dilakukan", "Apa yang dibuat"),
    "active_since": ("From", "Mulai", "Dari"),
    "active_until": (
        "Until (this day included)",
        "Sampai (hari ini termasuk)",
        "Hingga (termasuk hari ini)",
    ),
    "activity": ("Type of activity", "Jenis aktivitas", "Jenis aktiviti"),
    "advocate_gifts": ("The member gets", "Member dapat", "Ahli mendapat"),
    "after_days": ("Days after it", "Hari sesudahnya", "Hari selepasnya"),
    "after_first_paid_order": (
        "Only with the first paid order",
        "Hanya dengan pesanan pertama yang dibayar",
        "Hanya dengan pesanan pertama yang dibayar",
    ),
    "again": (
        "How often one member gets it",
        "Seberapa sering satu member dapat",
        "Berapa kerap seorang ahli mendapat",
    ),
    "age_days": ("Days", "Hari", "Hari"),
    "age_of": (
        "Which (empty: any)",
        "Yang mana (kosong: semua)",
        "Yang mana (kosong: semua)",
    ),
    "alarm_below": (
        "Warn me when fewer codes are left",
        "Beri tahu bila kode tersisa kurang dari",
        "Beritahu apabila kod tinggal kurang daripada",
    ),
    "all_of": ("All of these", "Semua ini", "Semua ini"),
    "all_right": (
        "Besides, for a full score",
        "Tambahan bila semua benar",
        "Tambahan jika semua betul",
    ),
    "amount": ("Amount", "Jumlah", "Jumlah"),
    "amount_given": (
        "Given to the cause",
        "Diberikan untuk donasi",
        "Diberikan untuk derma",
    ),
    "amount_off": ("Amount off", "Potongan", "Potongan"),
    "anonymous": (
        "Keep answers apart from names",
        "Simpan jawaban tanpa nama",
        "Simpan jawapan tanpa nama",
    ),
    "any_of": ("Any of these", "Salah satu dari ini", "Mana-mana satu ini"),
    "asset": ("Which points", "Poin yang mana", "Mata yang mana"),
    "asset_name": ("Name of the credit", "Nama saldo", "Nama kredit"),
    "assigned_by": (
        "Given by you instead of earned",
        "Diberikan olehmu, bukan diraih",
        "Diberi oleh anda, bukan dicapai",
    ),
    "assigned_hand": ("By staff", "Oleh staf", "Oleh staf"),
    "assigned_tag": (
        "By this customer tag",
        "Lewat tag pelanggan ini",
        "Melalui tag pelanggan ini",
    ),
    "at_term_end": ("When a term ends", "Saat masa berakhir", "Apabila tempoh tamat"),
    "badge": ("Badge", "Lencana", "Lencana"),
    "before_days": ("Days before it", "Hari sebelumnya", "Hari sebelumnya"),
    "bought_again": (
        "The next so many earn it again",
        "Pembelian berikutnya dapat lagi",
        "Pembelian seterusnya dapat lagi",
    ),
    "bought_count": ("Counted in", "Dihitung per", "Dikira mengikut"),
    "bought_times": ("Bought this often", "Dibeli sebanyak", "Dibeli sebanyak"),
    "budget": (
        "Budget for all members",
        "Anggaran untuk semua member",
        "Bajet untuk semua ahli",
    ),
    "budget_points": ("At most, points", "Paling banyak, poin", "Paling banyak, mata"),
    "budget_times": ("At most, times", "Paling banyak, kali", "Paling banyak, kali"),
    "campaign_budget": ("Budget in all", "Anggaran total", "Jumlah bajet"),
    "causes": ("Causes", "Tujuan donasi", "Tujuan derma"),
    "closes": ("Closes on", "Ditutup pada", "Ditutup pada"),
    "code_own": (
        "Only for the member who has it",
        "Hanya untuk member pemiliknya",
        "Hanya untuk ahli pemiliknya",
    ),
    "code_prefix": ("Codes begin with", "Kode diawali", "Kod bermula dengan"),
    "collections": (
        "Collections or categories, one a line",
        "Koleksi atau kategori, satu per baris",
        "Koleksi atau kategori, satu sebaris",
    ),
    "combines_order": (
        "With order discounts",
        "Dengan diskon pesanan",
        "Dengan diskaun pesanan",
    ),
    "combines_product": (
        "With product discounts",
        "Dengan diskon produk",
        "Dengan diskaun produk",
    ),
    "combines_shipping": (
        "With shipping discounts",
        "Dengan diskon ongkir",
        "Dengan diskaun penghantaran",
    ),
    "condition_op": ("Is", "Adalah", "Ialah"),
    "condition_value": ("Value", "Nilai", "Nilai"),
    "consent": ("Consent", "Persetujuan", "Persetujuan"),
    "contact": ("A line of their own", "Kontak khusus", "Talian khas"),
    "cost": (
        "What one costs you",
        "Biaya satu buah bagimu",
        "Kos satu unit kepada anda",
    ),
    "count_full_price": (
        "Only goods at full price",
        "Hanya barang harga penuh",
        "Hanya barang harga penuh",
    ),
    "count_gift_cards": (
        "Gift cards count",
        "Kartu hadiah dihitung",
        "Kad hadiah dikira",
    ),
    "count_paid_with_points": (
        "What is paid with points counts",
        "Yang dibayar poin dihitung",
        "Yang dibayar dengan mata dikira",
    ),
    "count_shipping": ("Shipping counts", "Ongkir dihitung", "Penghantaran dikira"),
    "count_tax": ("Tax counts", "Pajak dihitung", "Cukai dikira"),
    "counts": ("An order counts", "Pesanan dihitung", "Pesanan dikira"),
    "currency": ("Currency of reports", "Mata uang laporan", "Mata wang laporan"),
    "decide": ("Winners by", "Pemenang ditentukan", "Pemenang ditentukan"),
    "description": ("Description", "Keterangan", "Keterangan"),
    "each_right": (
        "For each right answer",
        "Untuk tiap jawaban benar",
        "Untuk setiap jawapan betul",
    ),
    "early_hours": (
        "So many hours earlier",
        "Lebih awal berapa jam",
        "Lebih awal berapa jam",
    ),
    "earners_guests": ("Guests earn too", "Tamu juga dapat", "Tetamu juga dapat"),
    "earners_staff": (
        "Your own staff earn too",
        "Stafmu juga dapat",
        "Staf anda juga dapat",
    ),
    "enabled": ("Switched on", "Aktif", "Aktif"),
    "ends_at": ("Ends", "Selesai", "Tamat"),
    "enrolment": ("Who becomes a member", "Siapa jadi member", "Siapa menjadi ahli"),
    "entries": (
        "Entries of one member",
        "Kiriman per member",
        "Penyertaan seorang ahli",
    ),
    "entry": ("Members send", "Member mengirim", "Ahli menghantar"),
    "entry_gifts": (
        "Gifts on reaching it",
        "Hadiah saat meraihnya",
        "Hadiah apabila mencapainya",
    ),
    "expiry": ("Points lapse", "Poin hangus", "Mata luput"),
    "expiry_days": ("After so many days", "Setelah berapa hari", "Selepas berapa hari"),
    "expiry_months": (
        "After so many months",
        "Setelah berapa bulan",
        "Selepas berapa bulan",
    ),
    "expiry_unless": (
        "Not for members with",
        "Tidak untuk member dengan",
        "Tidak untuk ahli dengan",
    ),
    "figure": ("Figure that is measured", "Angka yang diukur", "Angka yang diukur"),
    "first_order_only": (
        "Only the friend's very first order",
        "Hanya pesanan pertama teman",
        "Hanya pesanan pertama rakan",
    ),
    "fixed_per": ("For each", "Untuk tiap", "Untuk setiap"),
    "free_products": (
        "Products, one a line; the member gets one",
        "Produk, satu per baris; member dapat satu",
        "Produk, satu sebaris; ahli mendapat satu",
    ),
    "friend_gifts": ("The friend gets", "Teman dapat", "Rakan mendapat"),
    "friend_minimum": (
        "Friend's order at least",
        "Pesanan teman minimal",
        "Pesanan rakan sekurang-kurangnya",
    ),
    "game_terms": ("Your own terms", "Ketentuanmu sendiri", "Terma anda sendiri"),
    "gifts": ("Gifts", "Hadiah", "Hadiah"),
    "grace_days": ("Days of grace", "Masa tenggang", "Tempoh ihsan"),
    "guard_circle": (
        "Friends who bring each other",
        "Saling mengajak",
        "Saling mengajak",
    ),
    "guard_existing_customer": ("Bought before", "Sudah pernah beli", "Pernah membeli"),
    "guard_own_contact": (
        "The member's own address or phone",
        "E-mail atau nomor member sendiri",
        "E-mel atau nombor ahli sendiri",
    ),
    "guard_same_address": (
        "Same delivery address",
        "Alamat kirim sama",
        "Alamat penghantaran sama",
    ),
    "guard_same_device": ("Same device", "Perangkat sama", "Peranti sama"),
    "guard_same_payment": (
        "Same means of payment",
        "Alat bayar sama",
        "Kaedah bayaran sama",
    ),
    "guard_velocity": (
        "Many friends fast",
        "Banyak teman terlalu cepat",
        "Ramai rakan terlalu cepat",
    ),
    "held_everybody": ("Every member", "Semua member", "Semua ahli"),
    "held_plans": ("Memberships", "Keanggotaan", "Keahlian"),
    "held_tiers": ("Tiers", "Tingkat", "Peringkat"),
    "held_trials": ("Trials too", "Masa coba juga", "Tempoh cubaan juga"),
    "hidden": (
        "Shown only to who has it",
        "Tampak hanya bagi pemiliknya",
        "Hanya dipapar kepada pemiliknya",
    ),
    "hours_since": ("From", "Mulai", "Dari"),
    "hours_until": ("Until", "Sampai", "Hingga"),
    "image": (
        "Picture (https address)",
        "Gambar (alamat https)",
        "Gambar (alamat https)",
    ),
    "invite": ("By invitation only", "Hanya undangan", "Dengan jemputan sahaja"),
    "joined_days": (
        "New is who joined at most so many days ago",
        "Baru: bergabung paling lama sekian hari lalu",
        "Baharu: menyertai paling lama sekian hari lalu",
    ),
}
_HELP: Final[Mapping[str, tuple[str, str, str]]] = {
    "multipliers": (
        "Such as double points on Fridays and on 11.11.",
        "Misalnya poin ganda tiap Jumat dan 11.11.",
        "Contohnya mata berganda setiap Jumaat dan 11.11.",
    ),
    "activity": (
        "As your system reports it, such as app.opened.",
        "Seperti dilaporkan sistemmu, misalnya app.opened.",
        "Seperti dilaporkan sistem anda, contohnya app.opened.",
    ),
    "cost": (
        "For the margin guard and the liability.",
        "Untuk penjaga margin dan kewajiban poin.",
        "Untuk pengawal margin dan liabiliti.",
    ),
    "free_products": (
        "Product references of the store.",
        "Referensi produk toko.",
        "Rujukan produk kedai.",
    ),
    "lane": (
        "Ways to earn in one lane compete; lanes add up.",
        "Cara dalam satu jalur bersaing; antar jalur dijumlah.",
        "Cara dalam satu lorong bersaing; antara lorong ditambah.",
    ),
    "multiplier": (
        "2 gives the usual points twice.",
        "2 berarti poin biasa dua kali.",
        "2 bermaksud mata biasa dua kali.",
    ),
    "offer_products": (
        "References of the products, or sku:…",
        "Referensi produk, atau sku:…",
        "Rujukan produk, atau sku:…",
    ),
    "pieces": (
        "Empty: the whole cart.",
        "Kosong: seluruh keranjang.",
        "Kosong: seluruh troli.",
    ),
    "place": ("Empty: any place.", "Kosong: di mana saja.", "Kosong: di mana-mana."),
    "price": (
        "Empty: it can't be bought, only be given.",
        "Kosong: tidak bisa ditukar, hanya diberikan.",
        "Kosong: tidak boleh ditebus, hanya diberi.",
    ),
    "priority": (
        "Within a lane the highest wins.",
        "Dalam satu jalur yang tertinggi menang.",
        "Dalam satu lorong yang tertinggi menang.",
    ),
    "products": ("Empty: everything.", "Kosong: semua.", "Kosong: semua."),
    "rate_per": (
        "An amount of money, such as 1000.",
        "Jumlah uang, misalnya 1000.",
        "Jumlah wang, contohnya 1.",
    ),
    "rate_points": (
        "Points; of credit a percentage, such as 5%.",
        "Poin; untuk saldo persentase, misalnya 5%.",
        "Mata; untuk kredit peratusan, contohnya 5%.",
    ),
    "title": (
        "Empty: it is called by what it does.",
        "Kosong: dinamai menurut isinya.",
        "Kosong: dinamai mengikut isinya.",
    ),
    "on_change": (
        "What happens to members whom new rules would put lower.",
        "Nasib member yang akan turun karena aturan baru.",
        "Nasib ahli yang akan turun kerana peraturan baharu.",
    ),
}
PROGRAMME_LABELS: Final[Mapping[str, Words]] = {
    **{
        f"programme.field.{key}": Words(*said)
        for key, said in {**_LABELS, **MORE_LABELS}.items()
    },
    **{f"programme.help.{key}": Words(*said) for key, said in _HELP.items()},
}
