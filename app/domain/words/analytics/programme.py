"""What members do with points and rewards, and what the programme costs."""

from collections.abc import Mapping
from typing import Final

from app.domain.words.analytics.defined import (
    ORDERS,
    SALES,
    Defined,
)
from app.domain.words.languages import Words

PROGRAMME: Final[Mapping[str, Defined]] = {
    "redemption_rate": Defined(
        Words("Redemption rate", "Tingkat penukaran", "Kadar penebusan"),
        Words(
            "Of the points earned in the twelve months to the end of the period, those"
            " used so far, divided by those that became usable. The same points above"
            " and below the line.",
            "Dari poin yang didapat dalam dua belas bulan sampai akhir periode: yang"
            " sudah dipakai, dibagi yang sudah bisa dipakai. Poin yang sama di atas dan"
            " di bawah garis.",
            "Daripada mata yang diperoleh dalam dua belas bulan hingga akhir tempoh:"
            " yang telah digunakan, dibahagi yang boleh digunakan. Mata yang sama di"
            " atas dan di bawah garisan.",
        ),
        Words("points used", "poin dipakai", "mata digunakan"),
        Words("points usable", "poin bisa dipakai", "mata boleh digunakan"),
    ),
    "reward_use": Defined(
        Words("Reward use", "Pemakaian hadiah", "Penggunaan ganjaran"),
        Words(
            "Rewards used, divided by rewards issued. Those issued in the last 30 days"
            " of the period are left out; a year before that is looked at.",
            "Hadiah yang dipakai, dibagi hadiah yang diterbitkan. Terbitan 30 hari"
            " terakhir tidak dihitung; yang dilihat satu tahun sebelumnya.",
            "Ganjaran yang digunakan, dibahagi ganjaran yang dikeluarkan. Keluaran 30"
            " hari terakhir tidak dikira; yang dilihat setahun sebelumnya.",
        ),
        Words("rewards used", "hadiah dipakai", "ganjaran digunakan"),
        Words("rewards issued", "hadiah diterbitkan", "ganjaran dikeluarkan"),
    ),
    "returning_revenue": Defined(
        Words(
            "Revenue from returning customers",
            "Pendapatan pelanggan kembali",
            "Hasil pelanggan kembali",
        ),
        Words(
            "Of what known customers spent in the period, net of refunds, the share"
            " spent after the day of their first order.",
            "Dari belanja pelanggan yang dikenal dalam periode ini, setelah"
            " pengembalian dana, bagian setelah hari pesanan pertama mereka.",
            "Daripada belanja pelanggan yang dikenali dalam tempoh ini, selepas bayaran"
            " balik, bahagian selepas hari pesanan pertama mereka.",
        ),
        Words(
            "by returning customers", "dari pelanggan kembali", "oleh pelanggan kembali"
        ),
        Words(
            "by known customers", "dari pelanggan dikenal", "oleh pelanggan dikenali"
        ),
    ),
    "orders_with_reward": Defined(
        Words(
            "Orders with a reward", "Pesanan dengan hadiah", "Pesanan dengan ganjaran"
        ),
        Words(
            "Paid orders of the period that carry a reward's code, divided by all paid"
            " orders. Not all of them were caused by the programme.",
            "Pesanan lunas periode ini yang memakai kode hadiah, dibagi semua pesanan"
            " lunas. Tidak semuanya terjadi karena program.",
            "Pesanan berbayar tempoh ini yang membawa kod ganjaran, dibahagi semua"
            " pesanan berbayar. Bukan semuanya disebabkan program.",
        ),
        Words("with a reward", "dengan hadiah", "dengan ganjaran"),
        ORDERS,
    ),
    "sales_with_reward": Defined(
        Words(
            "Sales with a reward", "Penjualan dengan hadiah", "Jualan dengan ganjaran"
        ),
        Words(
            "Net sales of orders with a reward, of all net sales; without tax,"
            " shipping, gift cards and refunds. Not all caused by the programme.",
            "Penjualan bersih pesanan dengan hadiah, dari seluruh penjualan bersih;"
            " tanpa pajak, ongkir, kartu hadiah, dan pengembalian dana. Tidak semuanya"
            " karena program.",
            "Jualan bersih pesanan dengan ganjaran, daripada semua jualan bersih; tanpa"
            " cukai, penghantaran, kad hadiah dan bayaran balik. Bukan semuanya"
            " disebabkan program.",
        ),
        SALES,
        SALES,
    ),
    "sales": Defined(
        Words("Net sales", "Penjualan bersih", "Jualan bersih"),
        Words(
            "All paid orders of the period, members' and others', without tax,"
            " shipping, gift cards and refunds.",
            "Semua pesanan lunas periode ini, member maupun bukan, tanpa pajak,"
            " ongkir, kartu hadiah, dan pengembalian dana.",
            "Semua pesanan berbayar tempoh ini, ahli dan bukan ahli, tanpa cukai,"
            " penghantaran, kad hadiah dan bayaran balik.",
        ),
        SALES,
        ORDERS,
    ),
    "time_to_first_reward": Defined(
        Words(
            "Time to first reward",
            "Waktu ke hadiah pertama",
            "Masa ke ganjaran pertama",
        ),
        Words(
            "The median number of days from joining to the first redemption, of members"
            " who redeemed first in the twelve months to the end of the period.",
            "Median hari dari bergabung sampai penukaran pertama, dari member yang"
            " pertama kali menukar dalam dua belas bulan sampai akhir periode.",
            "Median hari dari menyertai hingga penebusan pertama, bagi ahli yang"
            " menebus kali pertama dalam dua belas bulan hingga akhir tempoh.",
        ),
        Words("days, median", "hari, median", "hari, median"),
        Words("members looked at", "member yang dilihat", "ahli yang dilihat"),
    ),
    "programme_cost": Defined(
        Words("Programme cost", "Biaya program", "Kos program"),
        Words(
            "Discounts that rewards gave, plus the cost of products and credit given,"
            " plus rewards of referrals for both sides, plus the change of the expected"
            " liability, plus messages.",
            "Diskon dari hadiah, ditambah biaya produk dan kredit yang diberikan,"
            " hadiah ajakan bagi kedua pihak, perubahan kewajiban yang diperkirakan,"
            " dan pesan.",
            "Diskaun daripada ganjaran, ditambah kos produk dan kredit yang diberi,"
            " ganjaran rujukan kedua-dua pihak, perubahan liabiliti yang dijangka, dan"
            " mesej.",
        ),
        Words("cost", "biaya", "kos"),
    ),
    "liability": Defined(
        Words("Liability", "Kewajiban", "Liabiliti"),
        Words(
            "Points that members have (pending, usable and set aside) times what a"
            " point is worth with the dearest reward. Expected: times the share of"
            " them still expected to be used.",
            "Poin yang dimiliki member (tertunda, bisa dipakai, dan disisihkan) kali"
            " nilai satu poin pada hadiah termahal. Diperkirakan: kali bagian yang"
            " masih akan dipakai.",
            "Mata yang dimiliki ahli (tertunda, boleh digunakan dan diketepikan) darab"
            " nilai satu mata pada ganjaran termahal. Dijangka: darab bahagian yang"
            " masih dijangka digunakan.",
        ),
        Words("expected", "diperkirakan", "dijangka"),
        Words("at most", "paling banyak", "paling banyak"),
    ),
    "referrals": Defined(
        Words("Referrals that earned", "Ajakan berhasil", "Rujukan berjaya"),
        Words(
            "Friends who came through a member's link in the period and earned them a"
            " reward, divided by all who came.",
            "Teman yang datang lewat tautan member dalam periode ini dan memberi"
            " member itu hadiah, dibagi semua yang datang.",
            "Rakan yang datang melalui pautan ahli dalam tempoh ini dan memberi ahli"
            " itu ganjaran, dibahagi semua yang datang.",
        ),
        Words("earned", "berhasil", "berjaya"),
        Words("friends who came", "teman yang datang", "rakan yang datang"),
    ),
    "referral_sales": Defined(
        Words("Sales to friends", "Penjualan ke teman", "Jualan kepada rakan"),
        Words(
            "What friends who came through a link spent in the period, net of refunds.",
            "Belanja teman yang datang lewat tautan dalam periode ini, setelah"
            " pengembalian dana.",
            "Belanja rakan yang datang melalui pautan dalam tempoh ini, selepas bayaran"
            " balik.",
        ),
        Words("spent by friends", "belanja teman", "belanja rakan"),
        Words("friends who ordered", "teman yang memesan", "rakan yang memesan"),
    ),
    "return": Defined(
        Words("Return", "Imbal hasil", "Pulangan"),
        Words(
            "Sales per person of members who see hints, less those of the tenth that is"
            " held out, times their number; divided by the programme's cost. Everybody"
            " counts where they were put. Nine of ten draws of a bootstrap lie in the"
            " range. Told from 200 people held out and 30 days on.",
            "Penjualan per orang dari member yang melihat petunjuk, dikurangi"
            " sepersepuluh kelompok pembanding, kali jumlah mereka; dibagi biaya"
            " program. Semua dihitung di kelompoknya. Sembilan dari sepuluh undian"
            " bootstrap ada dalam rentang. Tampil mulai 200 pembanding dan 30 hari.",
            "Jualan seorang bagi ahli yang melihat petunjuk, ditolak sepersepuluh"
            " kumpulan bandingan, darab bilangan mereka; dibahagi kos program. Semua"
            " dikira dalam kumpulannya. Sembilan daripada sepuluh cabutan bootstrap"
            " dalam julat. Dipaparkan mulai 200 bandingan dan 30 hari.",
        ),
        Words("extra sales", "tambahan penjualan", "jualan tambahan"),
        Words("cost", "biaya", "kos"),
    ),
    "cohorts": Defined(
        Words("Cohorts", "Kohort", "Kohort"),
        Words(
            "Of the members who joined in a month, the share that ordered again, on a"
            " later day than they joined, within one to twelve months. Beside them"
            " customers who are not members, by the month of their first order.",
            "Dari member yang bergabung dalam satu bulan, bagian yang memesan lagi"
            " setelah hari bergabung, dalam satu sampai dua belas bulan. Sebagai"
            " pembanding: pelanggan bukan member menurut bulan pesanan pertama.",
            "Daripada ahli yang menyertai dalam sebulan, bahagian yang memesan lagi"
            " selepas hari menyertai, dalam satu hingga dua belas bulan. Sebagai"
            " bandingan: pelanggan bukan ahli mengikut bulan pesanan pertama.",
        ),
        Words("ordered again", "memesan lagi", "memesan lagi"),
        Words("began in the month", "mulai pada bulan itu", "bermula pada bulan itu"),
    ),
}
