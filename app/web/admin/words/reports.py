"""What reports and their columns say."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words
from app.domain.words.storefront.kinds import Counted

REPORTS: Final[Mapping[str, Words | Counted]] = {
    "report.lead": Words(
        "Tables to take away. Every column says what it means.",
        "Tabel untuk diunduh. Setiap kolom menjelaskan artinya.",
        "Jadual untuk dimuat turun. Setiap lajur menerangkan maknanya.",
    ),
    "report.column": Words("Column", "Kolom", "Lajur"),
    "report.meaning": Words("Meaning", "Arti", "Makna"),
    "report.figures": Words("All figures", "Semua angka", "Semua angka"),
    "report.points": Words(
        "Points day by day", "Poin hari demi hari", "Mata hari demi hari"
    ),
    "report.cohorts": Words("Cohorts", "Kohort", "Kohort"),
    "report.redemptions": Words(
        "Redemptions by reward",
        "Penukaran menurut hadiah",
        "Penebusan mengikut ganjaran",
    ),
    "report.goodwill": Words(
        "Points by hand, by reason and person",
        "Poin manual menurut alasan dan orang",
        "Mata manual mengikut sebab dan orang",
    ),
    "report.tiers": Words(
        "Members by tier", "Member menurut tingkat", "Ahli mengikut peringkat"
    ),
    "report.referrals": Words("Referrals", "Ajakan", "Rujukan"),
    "report.cost": Words("Programme cost", "Biaya program", "Kos program"),
    "column.flow": Words(
        "Points of that line of the roll-forward, in smallest units; minus: they went.",
        "Poin pada baris mutasi itu, dalam satuan terkecil; minus: keluar.",
        "Mata pada baris pergerakan itu, dalam unit terkecil; tolak: keluar.",
    ),
    "column.points.day": Words(
        "The day, in the programme's time zone.",
        "Hari, menurut zona waktu program.",
        "Hari, mengikut zon waktu program.",
    ),
    "column.figures.figure": Words("Name of the figure.", "Nama angka.", "Nama angka."),
    "column.figures.unit": Words(
        "Currency, asset, or count.",
        "Mata uang, aset, atau jumlah.",
        "Mata wang, aset atau bilangan.",
    ),
    "column.figures.part": Words(
        "What stands above the line; money in smallest units.",
        "Yang di atas garis; uang dalam satuan terkecil.",
        "Yang di atas garisan; wang dalam unit terkecil.",
    ),
    "column.figures.whole": Words(
        "What stands below the line.", "Yang di bawah garis.", "Yang di bawah garisan."
    ),
    "column.figures.before": Words(
        "Part in the period before.",
        "Bagian pada periode sebelumnya.",
        "Bahagian pada tempoh sebelum ini.",
    ),
    "column.figures.whole_before": Words(
        "Whole in the period before.",
        "Keseluruhan pada periode sebelumnya.",
        "Keseluruhan pada tempoh sebelum ini.",
    ),
    "column.figures.meaning": Words(
        "How it is computed.", "Cara menghitungnya.", "Cara mengiranya."
    ),
    "column.cohorts.group": Words(
        "Members by month of joining, or others by month of first order.",
        "Member menurut bulan bergabung, atau lainnya menurut pesanan pertama.",
        "Ahli mengikut bulan menyertai, atau lain mengikut pesanan pertama.",
    ),
    "column.cohorts.month": Words(
        "The month they began.", "Bulan mulainya.", "Bulan mulanya."
    ),
    "column.cohorts.people": Words(
        "How many began.", "Berapa yang mulai.", "Berapa yang bermula."
    ),
    "column.cohorts.within_months": Words(
        "Within so many months.", "Dalam sekian bulan.", "Dalam sekian bulan."
    ),
    "column.cohorts.ordered_again": Words(
        "How many of them ordered again by then.",
        "Berapa yang memesan lagi sampai saat itu.",
        "Berapa yang memesan lagi sehingga itu.",
    ),
    "column.redemptions.reward": Words(
        "The reward's id in the programme.",
        "Id hadiah dalam program.",
        "Id ganjaran dalam program.",
    ),
    "column.redemptions.source": Words(
        "points: redeemed; rule: given.",
        "points: ditukar; rule: diberikan.",
        "points: ditebus; rule: diberi.",
    ),
    "column.redemptions.asset": Words(
        "What it was paid with.", "Dibayar dengan apa.", "Dibayar dengan apa."
    ),
    "column.redemptions.rewards": Words(
        "Rewards that members got in the period.",
        "Hadiah yang didapat member dalam periode ini.",
        "Ganjaran yang diperoleh ahli dalam tempoh ini.",
    ),
    "column.redemptions.used": Words(
        "Of these, used by now.",
        "Di antaranya, sudah dipakai.",
        "Antaranya, telah digunakan.",
    ),
    "column.redemptions.unused": Words(
        "Of these, lapsed, withdrawn or given back.",
        "Di antaranya, kedaluwarsa, ditarik, atau dikembalikan.",
        "Antaranya, luput, ditarik balik atau dikembalikan.",
    ),
    "column.redemptions.points": Words(
        "Points that were paid, in smallest units.",
        "Poin yang dibayarkan, dalam satuan terkecil.",
        "Mata yang dibayar, dalam unit terkecil.",
    ),
    "column.redemptions.points_returned": Words(
        "Of these, given back.",
        "Di antaranya, dikembalikan.",
        "Antaranya, dikembalikan.",
    ),
    "column.goodwill.reason": Words(
        "The reason that was chosen; a reward by hand is one of its own.",
        "Alasan yang dipilih; hadiah yang diberi langsung punya barisnya sendiri.",
        "Sebab yang dipilih; ganjaran yang diberi terus ada barisnya sendiri.",
    ),
    "column.goodwill.person": Words(
        "Who of the team.", "Siapa dari tim.", "Siapa daripada pasukan."
    ),
    "column.goodwill.asset": Words("Which units.", "Satuan apa.", "Unit apa."),
    "column.goodwill.times": Words(
        "How often, without what was taken back.",
        "Berapa kali, tanpa yang sudah ditarik kembali.",
        "Berapa kali, tanpa yang telah ditarik balik.",
    ),
    "column.goodwill.given": Words(
        "Units given; of a reward, what it is worth.",
        "Satuan diberikan; untuk hadiah, nilainya.",
        "Unit diberi; bagi ganjaran, nilainya.",
    ),
    "column.goodwill.taken": Words("Units taken.", "Satuan diambil.", "Unit diambil."),
    "column.tiers.tier": Words(
        "The tier's id; empty: none.",
        "Id tingkat; kosong: tidak ada.",
        "Id peringkat; kosong: tiada.",
    ),
    "column.tiers.members": Words(
        "Members who hold it now.",
        "Member yang memilikinya kini.",
        "Ahli yang memilikinya kini.",
    ),
    "column.tiers.reached": Words(
        "Of these, who reached it in the period.",
        "Di antaranya, yang mencapainya dalam periode ini.",
        "Antaranya, yang mencapainya dalam tempoh ini.",
    ),
    "column.referrals.state": Words(
        "How the referral stands.", "Status ajakan.", "Status rujukan."
    ),
    "column.referrals.friends": Words(
        "Friends who came in the period.",
        "Teman yang datang dalam periode ini.",
        "Rakan yang datang dalam tempoh ini.",
    ),
    "column.cost.kind": Words("Kind of cost.", "Jenis biaya.", "Jenis kos."),
    "column.cost.amount_minor": Words(
        "Amount in smallest units of the currency.",
        "Jumlah dalam satuan terkecil mata uang.",
        "Jumlah dalam unit terkecil mata wang.",
    ),
    "column.cost.currency": Words("The currency.", "Mata uang.", "Mata wang."),
}
