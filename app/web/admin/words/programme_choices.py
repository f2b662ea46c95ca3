"""What there is to choose from in the programme's editors, and their headings."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words
from app.web.admin.words.programme_wrongs import NEW, WRONG

_IS: Final[Mapping[str, tuple[str, str, str]]] = {
    "add": (
        "they add up (2 and 2 are 3)",
        "dijumlah (2 dan 2 jadi 3)",
        "ditambah (2 dan 2 jadi 3)",
    ),
    "best": ("the best one counts", "yang terbaik berlaku", "yang terbaik dikira"),
    "multiply": (
        "they multiply (2 and 2 are 4)",
        "dikalikan (2 dan 2 jadi 4)",
        "didarab (2 dan 2 jadi 4)",
    ),
    "month_end": ("the end of that month", "akhir bulan itu", "hujung bulan itu"),
    "year_end": ("the end of that year", "akhir tahun itu", "hujung tahun itu"),
    "activity": ("each time", "tiap kali", "setiap kali"),
    "anniversary": (
        "each year since joining",
        "tiap tahun sejak bergabung",
        "setiap tahun sejak menyertai",
    ),
    "anything": ("anything", "apa saja", "apa-apa sahaja"),
    "at_once": ("at once", "langsung", "serta-merta"),
    "automatic": (
        "everybody with an account",
        "semua yang punya akun",
        "semua yang ada akaun",
    ),
    "birthday": ("birthday", "tanggal lahir", "tarikh lahir"),
    "block": ("refuse", "tolak", "tolak"),
    "calendar_year": ("the calendar year", "tahun kalender", "tahun kalendar"),
    "day": ("day", "hari", "hari"),
    "down": ("down", "ke bawah", "ke bawah"),
    "email": ("e-mail", "email", "e-mel"),
    "en": ("English", "Inggris", "Inggeris"),
    "entry": (
        "each time they come into the group",
        "tiap kali masuk kelompok",
        "setiap kali masuk kumpulan",
    ),
    "even": ("a share each day", "dibagi per hari", "dibahagi setiap hari"),
    "ever": ("ever", "selamanya", "selamanya"),
    "express": ("express", "kilat", "ekspres"),
    "first_name": ("first name", "nama depan", "nama pertama"),
    "follow": ("follow", "mengikuti", "ikut"),
    "fulfilled": ("when it was handed over", "saat diserahkan", "apabila diserahkan"),
    "full_only": (
        "only for a full refund",
        "hanya bila refund penuh",
        "hanya bayaran balik penuh",
    ),
    "goodwill": ("we bear them", "kami tanggung", "kami tanggung"),
    "half_up": ("to the nearest", "terdekat", "terdekat"),
    "id": ("Indonesian", "Indonesia", "Indonesia"),
    "in_proportion": ("in proportion", "sebanding", "mengikut kadar"),
    "inactivity": (
        "when nothing happens",
        "bila tidak ada aktivitas",
        "jika tiada aktiviti",
    ),
    "jury": ("a jury", "juri", "juri"),
    "last_name": ("last name", "nama belakang", "nama akhir"),
    "life": (
        "each on its own day",
        "tiap poin pada harinya",
        "setiap mata pada harinya",
    ),
    "lifetime": ("everything ever", "sepanjang waktu", "sepanjang masa"),
    "like": ("like", "menyukai", "suka"),
    "line": ("line of the order", "baris pesanan", "baris pesanan"),
    "locale": ("language", "bahasa", "bahasa"),
    "matured": (
        "after the return window",
        "setelah masa retur",
        "selepas tempoh pulangan",
    ),
    "mention": ("mention", "menyebut", "sebut"),
    "month": ("month", "bulan", "bulan"),
    "ms": ("Malay", "Melayu", "Melayu"),
    "never": ("never", "tidak pernah", "tidak pernah"),
    "nobody_drops": (
        "nobody drops now",
        "tidak ada yang turun sekarang",
        "tiada yang turun sekarang",
    ),
    "none": ("none", "tidak ada", "tiada"),
    "off": ("off", "tidak", "tidak"),
    "one_step": ("one step down", "turun satu tingkat", "turun satu peringkat"),
    "ontario": ("Ontario", "Ontario", "Ontario"),
    "opt_in": ("who says yes", "yang menyetujui", "yang bersetuju"),
    "order": ("order", "pesanan", "pesanan"),
    "orders": ("orders", "pesanan", "pesanan"),
    "owe": ("the member owes them", "member berutang", "ahli berhutang"),
    "owe_up_to": (
        "owed up to a limit",
        "berutang sampai batas",
        "berhutang hingga had",
    ),
    "paid": ("when it was paid", "saat dibayar", "apabila dibayar"),
    "period_end": ("with the next period", "periode berikutnya", "tempoh seterusnya"),
    "phone": ("phone", "telepon", "telefon"),
    "photo": ("a photo", "foto", "foto"),
    "pro_rata": ("kept in proportion", "tetap sebanding", "kekal mengikut kadar"),
    "product": ("product", "produk", "produk"),
    "quarter": ("quarter", "kuartal", "suku tahun"),
    "quebec": ("Québec", "Québec", "Québec"),
    "recompute": ("counted again", "dihitung ulang", "dikira semula"),
    "recount": ("what the figures say", "menurut angka", "mengikut angka"),
    "review": ("look at it first", "periksa dulu", "semak dahulu"),
    "rolling": ("the last months", "bulan-bulan terakhir", "bulan-bulan terakhir"),
    "share": ("share", "membagikan", "kongsi"),
    "standard": ("standard", "biasa", "biasa"),
    "stays": ("stays", "tetap", "kekal"),
    "text": ("a text", "teks", "teks"),
    "threshold": (
        "kept while it still fits",
        "tetap selama masih memenuhi",
        "kekal selagi memenuhi",
    ),
    "unit": ("piece", "buah", "unit"),
    "units": ("pieces", "buah", "unit"),
    "up": ("up", "ke atas", "ke atas"),
    "video": ("a video", "video", "video"),
    "vote": ("votes", "suara", "undian"),
    "week": ("week", "minggu", "minggu"),
    "year": ("year", "tahun", "tahun"),
    "usual": ("as usual", "seperti biasa", "seperti biasa"),
    "nothing": ("nothing chosen", "belum dipilih", "belum dipilih"),
    "yes": ("yes", "ya", "ya"),
    "no": ("no", "tidak", "tidak"),
    "points": ("points", "poin", "mata"),
    "member": ("with an account", "punya akun", "ada akaun"),
    "shadow": ("a guest", "tamu", "tetamu"),
    "mon": ("Monday", "Senin", "Isnin"),
    "tue": ("Tuesday", "Selasa", "Selasa"),
    "wed": ("Wednesday", "Rabu", "Rabu"),
    "thu": ("Thursday", "Kamis", "Khamis"),
    "fri": ("Friday", "Jumat", "Jumaat"),
    "sat": ("Saturday", "Sabtu", "Sabtu"),
    "sun": ("Sunday", "Minggu", "Ahad"),
    "metric_spend": ("money spent", "belanja", "perbelanjaan"),
    "metric_orders": ("orders", "pesanan", "pesanan"),
    "metric_points": ("points earned", "poin diraih", "mata diperoleh"),
}

_OPS: Final[Mapping[str, tuple[str, str, str]]] = {
    "gte": ("at least", "minimal", "sekurang-kurangnya"),
    "gt": ("more than", "lebih dari", "lebih daripada"),
    "lte": ("at most", "maksimal", "paling banyak"),
    "lt": ("less than", "kurang dari", "kurang daripada"),
    "eq": ("exactly", "tepat", "tepat"),
    "multiple_of": ("every (a multiple of)", "setiap (kelipatan)", "setiap (gandaan)"),
    "in": ("one of", "salah satu dari", "salah satu daripada"),
    "not_in": ("none of", "bukan", "bukan"),
    "contains_any": ("has any of", "punya salah satu", "ada salah satu"),
    "contains_all": ("has all of", "punya semua", "ada semua"),
    "contains_none": ("has none of", "tidak punya", "tiada satu pun"),
    "only": ("has only", "hanya", "hanya"),
    "is": ("is", "adalah", "ialah"),
    "within": ("within", "dalam", "dalam"),
    "not_within": ("outside", "di luar", "di luar"),
    "within_days": (
        "for at most so many days",
        "paling lama sekian hari",
        "paling lama sekian hari",
    ),
    "after_days": (
        "for longer than so many days",
        "lebih lama dari sekian hari",
        "lebih lama daripada sekian hari",
    ),
}

_MATCH: Final[Mapping[str, tuple[str, str, str]]] = {
    "all": ("all of them", "semuanya", "semuanya"),
    "any": ("any of them", "salah satu", "mana-mana satu"),
    "none": ("none of them", "tidak satu pun", "tiada satu pun"),
}

_BLOCKS: Final[Mapping[str, tuple[str, str, str]]] = {
    "stacking": (
        "When several meet",
        "Bila beberapa bertemu",
        "Apabila beberapa bertemu",
    ),
    "cart": ("Cart", "Keranjang", "Troli"),
    "code": ("Code", "Kode", "Kod"),
    "combines": ("May stand beside", "Bisa digabung", "Boleh digabung"),
    "counts": ("What counts", "Yang dihitung", "Yang dikira"),
    "exclude": ("Never for", "Tidak untuk", "Tidak untuk"),
    "expiry": ("Expiry", "Masa berlaku", "Tempoh luput"),
    "gifts": ("Gifts", "Hadiah", "Hadiah"),
    "give": ("Give", "Beri", "Beri"),
    "goal": ("Goal", "Target", "Sasaran"),
    "guards": (
        "Checks against abuse",
        "Pencegahan penyalahgunaan",
        "Semakan penyalahgunaan",
    ),
    "holders": ("Who has it", "Siapa yang dapat", "Siapa yang dapat"),
    "identity": ("Programme", "Program", "Program"),
    "joining": ("Joining", "Bergabung", "Penyertaan"),
    "law": ("Law and notices", "Hukum dan pemberitahuan", "Undang-undang dan notis"),
    "limits": ("Limits", "Batas", "Had"),
    "money": ("Cost and margin", "Biaya dan margin", "Kos dan margin"),
    "monthly": ("Each month", "Tiap bulan", "Setiap bulan"),
    "more": ("More", "Lainnya", "Lagi"),
    "name": ("Name", "Nama", "Nama"),
    "offers": ("Sold by", "Dijual lewat", "Dijual melalui"),
    "only": ("Only for", "Hanya untuk", "Hanya untuk"),
    "reach": ("Reached by", "Diraih dengan", "Dicapai dengan"),
    "referral": ("Rewards", "Hadiah", "Ganjaran"),
    "refunds": ("Refunds", "Refund", "Bayaran balik"),
    "terms": ("Terms", "Ketentuan", "Terma"),
    "tier_terms": (
        "Rules of all tiers",
        "Aturan semua tingkat",
        "Peraturan semua peringkat",
    ),
    "waiting": ("Waiting", "Masa tunggu", "Tempoh menunggu"),
    "when": ("When", "Kapan", "Bila"),
    "where": ("Where", "Di mana", "Di mana"),
    "who": ("Who", "Siapa", "Siapa"),
    "worth": ("What it is", "Isinya", "Isinya"),
    "yearly": ("Each year", "Tiap tahun", "Setiap tahun"),
}

_UNITS: Final[Mapping[str, tuple[str, str, str]]] = {
    "days": ("days", "hari", "hari"),
    "hours": ("hours", "jam", "jam"),
    "months": ("months", "bulan", "bulan"),
    "percent": ("%", "%", "%"),
    "points": ("points", "poin", "mata"),
    "times": ("times", "kali", "kali"),
}

_ROWS: Final[Mapping[str, tuple[str, str, str]]] = {
    "limits": ("Limit", "Batas", "Had"),
    "need": ("Requirement", "Syarat", "Syarat"),
    "offer": ("Offer", "Penawaran", "Tawaran"),
    "gift.points": ("Points", "Poin", "Mata"),
    "gift.voucher": ("Voucher", "Voucher", "Baucar"),
    "gift.badge": ("Badge", "Lencana", "Lencana"),
    "gift.credit": ("Credit", "Saldo", "Kredit"),
}

_ADD: Final[Mapping[str, tuple[str, str, str]]] = {
    "limits": ("Add a limit", "Tambah batas", "Tambah had"),
    "need": ("Add a requirement", "Tambah syarat", "Tambah syarat"),
    "offer": ("Add an offer", "Tambah penawaran", "Tambah tawaran"),
    "gift.points": ("Add points", "Tambah poin", "Tambah mata"),
    "gift.voucher": ("Add a voucher", "Tambah voucher", "Tambah baucar"),
    "gift.badge": ("Add a badge", "Tambah lencana", "Tambah lencana"),
    "gift.credit": ("Add credit", "Tambah saldo", "Tambah kredit"),
    "when.group": ("A group of conditions", "Kelompok syarat", "Kumpulan syarat"),
}
_BESIDE: Final[Mapping[str, tuple[str, str, str]]] = {
    "title": ("Beside other discounts", "Bersama diskon lain", "Bersama diskaun lain"),
    "lead": (
        (
            "In one cart with the programme's other discounts. What your shop's own "
            "codes allow, only the shop knows."
        ),
        (
            "Satu keranjang dengan diskon program lainnya. Aturan kode tokomu sendiri "
            "hanya diketahui toko."
        ),
        (
            "Satu troli dengan diskaun program yang lain. Peraturan kod kedai anda "
            "hanya diketahui kedai."
        ),
    ),
    "yes": ("stacks", "bisa digabung", "boleh digabung"),
    "no": ("blocks", "tidak bisa", "tidak boleh"),
    "here": (
        "allow {kind} under May stand beside.",
        "izinkan {kind} di Bisa digabung.",
        "benarkan {kind} di Boleh digabung.",
    ),
    "there": (
        "change it there to allow this one.",
        "ubah di sana agar mengizinkan yang ini.",
        "ubah di sana supaya membenarkan yang ini.",
    ),
    "order": ("order discounts", "diskon pesanan", "diskaun pesanan"),
    "product": ("product discounts", "diskon produk", "diskaun produk"),
    "shipping": ("shipping discounts", "diskon ongkir", "diskaun penghantaran"),
}
PROGRAMME_CHOICES: Final[Mapping[str, Words]] = {
    f"programme.{kind}{key}": Words(*said)
    for kind, table in (
        ("beside.", _BESIDE),
        ("is.", _IS),
        ("op.", _OPS),
        ("match.", _MATCH),
        ("block.", _BLOCKS),
        ("unit.", _UNITS),
        ("row.", _ROWS),
        ("add.", _ADD),
        ("new.", NEW),
        ("", WRONG),
    )
    for key, said in table.items()
}
