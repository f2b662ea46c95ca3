"""What the pages of figures say."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words
from app.domain.words.storefront.kinds import Counted

ANALYTICS: Final[Mapping[str, Words | Counted]] = {
    "analytics.title": Words("Analytics", "Analitik", "Analitik"),
    "analytics.lead": Words(
        "How the programme does, beside the period before. Each figure says how it is"
        " computed.",
        "Kinerja program dibanding periode sebelumnya. Setiap angka menjelaskan cara"
        " hitungnya.",
        "Prestasi program berbanding tempoh sebelum ini. Setiap angka menerangkan cara"
        " kiraannya.",
    ),
    "analytics.people": Words("People", "Orang", "Orang"),
    "analytics.buying": Words("Buying", "Belanja", "Belian"),
    "analytics.rewards": Words(
        "Points and rewards", "Poin dan hadiah", "Mata dan ganjaran"
    ),
    "analytics.money": Words("Cost and return", "Biaya dan hasil", "Kos dan pulangan"),
    "analytics.goals": Words("Goals", "Sasaran", "Sasaran"),
    "analytics.by_day": Words("Day by day", "Hari demi hari", "Hari demi hari"),
    "analytics.members_lead": Words(
        "Who joins, who comes back, and when.",
        "Siapa yang bergabung, siapa yang kembali, dan kapan.",
        "Siapa menyertai, siapa kembali, dan bila.",
    ),
    "analytics.points_lead": Words(
        "Every point from opening to closing, and what you owe for them.",
        "Setiap poin dari saldo awal sampai akhir, dan kewajibanmu untuk itu.",
        "Setiap mata dari baki awal hingga akhir, dan liabiliti anda untuknya.",
    ),
    "analytics.referrals_lead": Words(
        "Friends who came through members, and what they brought.",
        "Teman yang datang lewat member, dan hasilnya.",
        "Rakan yang datang melalui ahli, dan hasilnya.",
    ),
    "figure.period": Words("Period", "Periode", "Tempoh"),
    "figure.span": Words(
        "{since} to {until}", "{since} sampai {until}", "{since} hingga {until}"
    ),
    "figure.days": Counted(
        Words("{n} day", "{n} hari", "{n} hari"),
        Words("{n} days", "{n} hari", "{n} hari"),
    ),
    "figure.change": Words(
        "{change} on the period before",
        "{change} dari periode sebelumnya",
        "{change} daripada tempoh sebelum ini",
    ),
    "figure.points": Words(
        "{change} points on the period before",
        "{change} poin persen dari periode sebelumnya",
        "{change} mata peratus daripada tempoh sebelum ini",
    ),
    "figure.no_change": Words(
        "nothing to compare with", "belum ada pembanding", "belum ada bandingan"
    ),
    "figure.of_sales": Words(
        "{share} of sales", "{share} dari penjualan", "{share} daripada jualan"
    ),
    "figure.too_early": Words(
        "Not enough data", "Data belum cukup", "Data belum mencukupi"
    ),
    "figure.too_early_why": Words(
        "from 200 people held out and 30 days on",
        "mulai 200 orang pembanding dan 30 hari",
        "mulai 200 orang bandingan dan 30 hari",
    ),
    "figure.range": Words(
        "range {low} to {high}",
        "rentang {low} sampai {high}",
        "julat {low} hingga {high}",
    ),
    "figure.spark": Words("day by day", "hari demi hari", "hari demi hari"),
    "figure.as_of": Words(
        "Figures of whole days, worked out {at}.",
        "Angka hari penuh, dihitung {at}.",
        "Angka hari penuh, dikira {at}.",
    ),
    "figure.not_ready": Words(
        "The programme is large, so these figures are worked out in the background."
        " The first will be here within an hour or two.",
        "Programnya besar, jadi angka dihitung di latar belakang. Yang pertama siap"
        " dalam satu atau dua jam.",
        "Program ini besar, jadi angka dikira di latar belakang. Yang pertama siap"
        " dalam satu atau dua jam.",
    ),
    "goal.name": Words("Goal", "Sasaran", "Sasaran"),
    "goal.now": Words("Now", "Sekarang", "Sekarang"),
    "goal.target": Words("Target", "Target", "Sasaran akhir"),
    "goal.until": Words("Until", "Sampai", "Hingga"),
    "goal.way": Words("Progress", "Kemajuan", "Kemajuan"),
    "goal.course.unknown": Words(
        "nothing to measure yet", "belum terukur", "belum terukur"
    ),
    "goal.course.reached": Words("reached", "tercapai", "tercapai"),
    "goal.course.on_the_way": Words("on the way", "menuju target", "menuju sasaran"),
    "goal.course.behind": Words("behind", "tertinggal", "ketinggalan"),
    "goal.course.missed": Words("missed", "tidak tercapai", "tidak tercapai"),
    "chart.orders": Words("Orders by members", "Pesanan member", "Pesanan ahli"),
    "chart.joined": Words("New members", "Member baru", "Ahli baharu"),
    "chart.redemptions": Words("Redemptions", "Penukaran", "Penebusan"),
    "chart.outstanding": Words(
        "Points that members have",
        "Poin yang dimiliki member",
        "Mata yang dimiliki ahli",
    ),
    "chart.day": Words("Day", "Hari", "Hari"),
    "chart.table": Words(
        "Show as a table", "Lihat sebagai tabel", "Lihat sebagai jadual"
    ),
    "chart.said": Words(
        "{name}: {total} in all, the most on {on} ({most}).",
        "{name}: total {total}, terbanyak pada {on} ({most}).",
        "{name}: jumlah {total}, terbanyak pada {on} ({most}).",
    ),
    "chart.none": Words("{name}: none.", "{name}: tidak ada.", "{name}: tiada."),
    "chart.level": Words(
        "{name}: {last} at the end, the most on {on} ({most}).",
        "{name}: {last} pada akhir, terbanyak pada {on} ({most}).",
        "{name}: {last} pada akhir, terbanyak pada {on} ({most}).",
    ),
    "return.title": Words("Return", "Imbal hasil", "Pulangan"),
    "return.lead": Words(
        "What the programme brought, beside members who see no hints.",
        "Hasil program dibanding member yang tidak melihat petunjuk.",
        "Hasil program berbanding ahli yang tidak melihat petunjuk.",
    ),
    "return.card": Words(
        "Against the hold-out", "Dibanding pembanding", "Berbanding bandingan"
    ),
    "return.brought": Words(
        "Each unit of money spent on the programme brought {each} more in sales",
        "Setiap uang yang dikeluarkan untuk program menambah penjualan {each}",
        "Setiap wang dibelanjakan untuk program menambah jualan {each}",
    ),
    "return.range": Words(
        "Nine of ten draws lie between {low} and {high}; {people} people are held out.",
        "Sembilan dari sepuluh undian antara {low} dan {high}; {people} orang"
        " pembanding.",
        "Sembilan daripada sepuluh cabutan antara {low} dan {high}; {people} orang"
        " bandingan.",
    ),
    "return.no_cost": Words(
        "Members who see hints bought {extra} more. Nothing was spent in this period,"
        " so"
        " there is nothing to divide by.",
        "Member yang melihat petunjuk belanja {extra} lebih banyak. Tidak ada biaya"
        " dalam periode ini, jadi tidak ada pembaginya.",
        "Ahli yang melihat petunjuk membeli {extra} lebih banyak. Tiada kos dalam"
        " tempoh"
        " ini, jadi tiada pembahaginya.",
    ),
    "return.too_early": Words(
        "So far {people} people are held out, over {days} days. It takes 200 people and"
        " 30 days before anything honest can be said.",
        "Sejauh ini {people} orang pembanding, selama {days} hari. Perlu 200 orang dan"
        " 30 hari sebelum bisa disimpulkan dengan jujur.",
        "Setakat ini {people} orang bandingan, selama {days} hari. Perlu 200 orang dan"
        " 30 hari sebelum boleh disimpulkan dengan jujur.",
    ),
    "return.cost": Words("Cost by kind", "Biaya menurut jenis", "Kos mengikut jenis"),
    "return.also": Words(
        "Also seen (not all caused by us)",
        "Juga terlihat (tidak semua karena kami)",
        "Juga dilihat (bukan semua kerana kami)",
    ),
    "cohort.members": Words(
        "Members, by the month they joined",
        "Member menurut bulan bergabung",
        "Ahli mengikut bulan menyertai",
    ),
    "cohort.others": Words(
        "Customers who are not members, by their first order",
        "Pelanggan bukan member menurut pesanan pertama",
        "Pelanggan bukan ahli mengikut pesanan pertama",
    ),
    "cohort.lead": Words(
        "Share that ordered again within so many months.",
        "Bagian yang memesan lagi dalam sekian bulan.",
        "Bahagian yang memesan lagi dalam sekian bulan.",
    ),
    "cohort.month": Words("Month", "Bulan", "Bulan"),
    "cohort.people": Words("People", "Orang", "Orang"),
    "cohort.none": Words(
        "Nobody began in the last twelve months.",
        "Belum ada yang mulai dalam dua belas bulan terakhir.",
        "Tiada sesiapa bermula dalam dua belas bulan lepas.",
    ),
    "points.expected": Words(
        "Expected liability", "Kewajiban diperkirakan", "Liabiliti dijangka"
    ),
    "points.expected_note": Words(
        "{share} still expected to be used",
        "{share} diperkirakan masih dipakai",
        "{share} dijangka masih digunakan",
    ),
    "points.gross": Words("At most", "Paling banyak", "Paling banyak"),
    "points.gross_note": Words(
        "if every point is used", "jika semua poin dipakai", "jika semua mata digunakan"
    ),
    "points.no_worth": Words(
        "no reward says what a point is worth",
        "belum ada hadiah yang menentukan nilai poin",
        "tiada ganjaran yang menentukan nilai mata",
    ),
    "points.expiring": Words(
        "Expire within 30 days", "Hangus dalam 30 hari", "Luput dalam 30 hari"
    ),
    "points.expiring_note": Counted(
        Words(
            "{worth}, of {n} member",
            "{worth}, milik {n} member",
            "{worth}, milik {n} ahli",
        ),
        Words(
            "{worth}, of {n} members",
            "{worth}, milik {n} member",
            "{worth}, milik {n} ahli",
        ),
    ),
    "points.forward": Words("Roll-forward", "Mutasi poin", "Pergerakan mata"),
    "points.forward_lead": Words(
        "From the sealed journal: opening and all lines but released add up to"
        " closing.",
        "Dari jurnal tersegel: saldo awal dan semua baris kecuali pencairan menjadi"
        " saldo"
        " akhir.",
        "Daripada jurnal termeterai: baki awal dan semua baris kecuali pelepasan"
        " menjadi"
        " baki akhir.",
    ),
    "points.line": Words("Line", "Baris", "Baris"),
    "points.units": Words("Points", "Poin", "Mata"),
    "points.worth": Words("Worth", "Nilai", "Nilai"),
    "referral.states": Words(
        "How they stand", "Bagaimana statusnya", "Bagaimana statusnya"
    ),
    "referral.open": Words("No order yet", "Belum memesan", "Belum memesan"),
    "referral.waiting": Words(
        "Ordered; the return window is open",
        "Sudah memesan; masa retur belum habis",
        "Sudah memesan; tempoh pulangan belum tamat",
    ),
    "referral.held": Words(
        "Held for a person", "Ditahan untuk ditinjau", "Ditahan untuk semakan"
    ),
    "referral.blocked": Words(
        "Refused by a check", "Ditolak pemeriksaan", "Ditolak semakan"
    ),
    "referral.earned": Words("Earned", "Berhasil", "Berjaya"),
    "referral.refused": Words("Refused", "Ditolak", "Ditolak"),
    "referral.lapsed": Words("Lapsed", "Kedaluwarsa", "Luput"),
    "referral.cancelled": Words("Cancelled", "Dibatalkan", "Dibatalkan"),
    "referral.advocates": Counted(
        Words(
            "{n} member brought friends.",
            "{n} member mengajak teman.",
            "{n} ahli membawa rakan.",
        ),
        Words(
            "{n} members brought friends.",
            "{n} member mengajak teman.",
            "{n} ahli membawa rakan.",
        ),
    ),
    "say.people": Counted(
        Words("{n} person", "{n} orang", "{n} orang"),
        Words("{n} people", "{n} orang", "{n} orang"),
    ),
    "figure.why_lead": Words(
        "How this figure is computed.",
        "Cara menghitung angka ini.",
        "Cara mengira angka ini.",
    ),
    "figure.source": Words("Source", "Sumber", "Sumber"),
    "figure.source_text": Words(
        "The sealed journal, settled orders and members of this programme; test orders"
        " are left out.",
        "Jurnal tersegel, pesanan yang sudah dihitung, dan member program ini; pesanan"
        " uji tidak ikut.",
        "Jurnal termeterai, pesanan yang telah dikira dan ahli program ini; pesanan"
        " ujian tidak dikira.",
    ),
    "figure.worked_out": Words("Worked out", "Dihitung", "Dikira"),
}
