"""What the pages about segments say."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words
from app.domain.words.storefront.kinds import Counted

SEGMENTS: Final[Mapping[str, Words | Counted]] = {
    "segments.title": Words("Segments", "Segmen", "Segmen"),
    "segments.lead": Words(
        "Groups of members by what they did. For rules, rewards, campaigns and lists.",
        "Kelompok member menurut perilakunya. Untuk aturan, hadiah, kampanye, daftar.",
        "Kumpulan ahli mengikut tingkah laku. Untuk peraturan, ganjaran, kempen dan"
        " senarai.",
    ),
    "segments.new": Words("New segment", "Segmen baru", "Segmen baharu"),
    "segments.ready": Words("Ready to take", "Siap dipakai", "Sedia diguna"),
    "segments.ready.new": Words("New (30 days)", "Baru (30 hari)", "Baharu (30 hari)"),
    "segments.ready.one-order": Words("One order", "Satu pesanan", "Satu pesanan"),
    "segments.ready.loyal": Words("Loyal", "Setia", "Setia"),
    "segments.ready.at-risk": Words("At risk", "Rawan hilang", "Berisiko hilang"),
    "segments.ready.lapsed": Words("Lapsed", "Lama tak kembali", "Lama tidak kembali"),
    "segments.ready.birthday-soon": Words(
        "Birthday in 30 days", "Ulang tahun 30 hari lagi", "Hari lahir dalam 30 hari"
    ),
    "segments.ready.big-spenders": Words(
        "Big spenders", "Pembelanja besar", "Pembelanja besar"
    ),
    "segments.ready.near-a-reward": Words(
        "Near a reward", "Hampir dapat hadiah", "Hampir dapat ganjaran"
    ),
    "segments.ready.can-redeem": Words(
        "Enough for a reward", "Cukup untuk hadiah", "Cukup untuk ganjaran"
    ),
    "segments.ready.never-redeemed": Words(
        "Never redeemed", "Belum pernah menukar", "Belum pernah menebus"
    ),
    "segments.ready.big-givers": Words(
        "Big givers", "Rajin mengajak teman", "Rajin merujuk rakan"
    ),
    "segments.ready.expiring-soon": Words(
        "Expiring in 30 days", "Hangus dalam 30 hari", "Luput dalam 30 hari"
    ),
    "segments.fact.redeemed": Words(
        "Rewards redeemed", "Hadiah yang ditukar", "Ganjaran yang ditebus"
    ),
    "segments.fact.referrals": Words(
        "Friends brought", "Teman yang diajak", "Rakan yang dirujuk"
    ),
    "segments.fact.expiring": Words(
        "Points that lapse soon", "Poin yang segera hangus", "Mata yang hampir luput"
    ),
    "segments.ready.near-a-tier": Words(
        "Near a tier", "Hampir naik tingkat", "Hampir naik peringkat"
    ),
    "segments.overlap": Words("Also in", "Juga ada di", "Juga dalam"),
    "segments.overlap_note": Words(
        "Of these members, as the other segments were last counted.",
        "Dari member ini, menurut hitungan terakhir segmen lain.",
        "Daripada ahli ini, mengikut kiraan terakhir segmen lain.",
    ),
    "segments.used": Words("Used in", "Dipakai di", "Digunakan dalam"),
    "segments.unused": Words(
        "Nothing of the programme asks for it yet.",
        "Belum ada bagian program yang memakainya.",
        "Belum ada bahagian program yang menggunakannya.",
    ),
    "segments.members": Counted(
        Words("{n} member", "{n} member", "{n} ahli"),
        Words("{n} members", "{n} member", "{n} ahli"),
    ),
    "segments.not_counted": Words("not counted yet", "belum dihitung", "belum dikira"),
    "segments.as_of": Words("as of", "per", "setakat"),
    "segments.see": Words("See them", "Lihat", "Lihat"),
    "segments.none_title": Words(
        "No segment yet", "Belum ada segmen", "Belum ada segmen"
    ),
    "segments.none_text": Words(
        "Take a ready one, or ask your own questions.",
        "Ambil yang siap, atau susun pertanyaan sendiri.",
        "Ambil yang sedia, atau susun soalan sendiri.",
    ),
    "segments.one_lead": Words(
        "Members join and leave by themselves as the answers change.",
        "Member masuk dan keluar sendiri saat jawabannya berubah.",
        "Ahli masuk dan keluar sendiri apabila jawapannya berubah.",
    ),
    "segments.name": Words("Name", "Nama", "Nama"),
    "segments.match": Words("Who fits", "Siapa yang cocok", "Siapa yang sepadan"),
    "segments.match.all": Words(
        "all of these conditions", "semua syarat ini", "semua syarat ini"
    ),
    "segments.match.any": Words("any of them", "salah satunya", "mana-mana satu"),
    "segments.match.none": Words("none of them", "tidak satu pun", "tiada satu pun"),
    "segments.question": Words(
        "Condition {number}", "Syarat {number}", "Syarat {number}"
    ),
    "segments.ask": Words("What counts", "Yang dilihat", "Yang dilihat"),
    "segments.nothing": Words("– choose –", "– pilih –", "– pilih –"),  # noqa: RUF001 - dashes
    "segments.fact.orders": Words(
        "Number of orders", "Jumlah pesanan", "Bilangan pesanan"
    ),
    "segments.fact.last_order": Words(
        "Days since the last order",
        "Hari sejak pesanan terakhir",
        "Hari sejak pesanan terakhir",
    ),
    "segments.fact.spend": Words("Spent", "Belanja", "Belanja"),
    "segments.fact.joined": Words(
        "Days since joining", "Hari sejak bergabung", "Hari sejak menyertai"
    ),
    "segments.fact.balance": Words(
        "Usable points", "Poin yang bisa dipakai", "Mata boleh guna"
    ),
    "segments.fact.tier": Words("Tier", "Tingkat", "Peringkat"),
    "segments.fact.tag": Words("Tag", "Tag", "Tag"),
    "segments.fact.language": Words("Language", "Bahasa", "Bahasa"),
    "segments.fact.birthday": Words(
        "Birthday within days", "Ulang tahun dalam hari", "Hari lahir dalam hari"
    ),
    "segments.fact.rhythm": Words(
        "Silent for times the usual gap",
        "Diam sekian kali jeda biasa",
        "Senyap sekian kali jarak biasa",
    ),
    "segments.low": Words("At least", "Minimal", "Sekurang-kurangnya"),
    "segments.high": Words("At most", "Maksimal", "Selebih-lebihnya"),
    "segments.days": Words(
        "Within so many days", "Dalam sekian hari", "Dalam sekian hari"
    ),
    "segments.names": Words("One of", "Salah satu", "Salah satu"),
    "segments.add": Words("Add a condition", "Tambah syarat", "Tambah syarat"),
    "segments.count": Words("Count now", "Hitung sekarang", "Kira sekarang"),
    "segments.sample": Words(
        "Some of them", "Beberapa di antaranya", "Sebahagian daripadanya"
    ),
    "segments.deep": Words(
        "This segment has deeper questions than the form shows; edit it as YAML.",
        "Segmen ini lebih dalam dari formulir; ubah lewat YAML.",
        "Segmen ini lebih mendalam daripada borang; ubah melalui YAML.",
    ),
    "segments.take": Words("Take it", "Pakai ini", "Guna ini"),
    "segments.saved": Words(
        "In the draft. Publish to use it.",
        "Masuk draf. Terbitkan untuk memakainya.",
        "Masuk draf. Terbitkan untuk menggunakannya.",
    ),
    "segments.removed": Words("Removed.", "Dihapus.", "Dibuang."),
    "segments.no_name": Words("Give it a name.", "Beri nama.", "Beri nama."),
    "segments.no_question": Words(
        "Set at least one condition.",
        "Isi minimal satu syarat.",
        "Isi sekurang-kurangnya satu syarat.",
    ),
    "segments.meanwhile": Words(
        "Somebody else changed the draft meanwhile. Look, and save again to keep both:",
        "Orang lain mengubah draf. Periksa, lalu simpan lagi untuk menggabungkan:",
        "Orang lain mengubah draf. Semak, kemudian simpan lagi untuk menggabungkan:",
    ),
}
