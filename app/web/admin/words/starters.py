"""The starters that the welcome offers, and their figures in words."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words
from app.domain.words.storefront.kinds import Counted

STARTERS: Final[Mapping[str, Words | Counted]] = {
    "welcome.price.first": Words(
        "First reward after order {n} ({spent})",
        "Hadiah pertama setelah pesanan ke-{n} ({spent})",
        "Ganjaran pertama selepas pesanan ke-{n} ({spent})",
    ),
    "welcome.price.tier": Words(
        "{percent}% of your buyers reach {tier} in twelve months",
        "{percent}% pembelimu mencapai {tier} dalam dua belas bulan",
        "{percent}% pembeli anda mencapai {tier} dalam dua belas bulan",
    ),
    "welcome.price.cost": Words(
        "Costs about {share} of sales",
        "Biayanya sekitar {share} dari penjualan",
        "Kosnya kira-kira {share} daripada jualan",
    ),
    "welcome.price.why": Words(
        "How is this computed?", "Bagaimana ini dihitung?", "Bagaimana ini dikira?"
    ),
    "welcome.price.why_text": Words(
        "Every order was played by the programme's rules. A usual order is"
        " {average}. The cost is what members are expected to use: 70% of the"
        " points given, at the worth of the dearest reward, as a share of what"
        " was sold.",
        "Setiap pesanan dihitung dengan aturan program. Pesanan pada umumnya"
        " {average}. Biaya adalah yang diperkirakan dipakai member: 70% poin"
        " yang diberikan, senilai hadiah termahal, dibagi penjualan.",
        "Setiap pesanan dikira dengan peraturan program. Pesanan biasa ialah"
        " {average}. Kos ialah yang dijangka digunakan ahli: 70% mata yang"
        " diberi, pada nilai ganjaran termahal, sebagai bahagian jualan.",
    ),
    "starter.points-simple": Words(
        "Points, 5% back", "Poin, kembali 5%", "Mata, pulang 5%"
    ),
    "starter.points-simple.text": Words(
        "Points for every order, three amounts off and a slider.",
        "Poin untuk setiap pesanan, tiga potongan, dan penggeser.",
        "Mata bagi setiap pesanan, tiga potongan dan gelangsar.",
    ),
    "starter.tiers-simple": Words(
        "Tiers by yearly spend",
        "Tingkatan menurut belanja setahun",
        "Peringkat ikut belanja setahun",
    ),
    "starter.tiers-simple.text": Words(
        "Bronze, Silver, Gold: higher levels earn more.",
        "Perunggu, Perak, Emas: makin tinggi makin banyak poin.",
        "Gangsa, Perak, Emas: makin tinggi makin banyak mata.",
    ),
    "starter.cashback": Words("Cashback 5%", "Uang kembali 5%", "Pulangan tunai 5%"),
    "starter.cashback.text": Words(
        "Credit for the next order; easy to explain.",
        "Saldo untuk pesanan berikutnya; mudah dijelaskan.",
        "Kredit untuk pesanan seterusnya; mudah dijelaskan.",
    ),
    "starter.punch-card": Words("Punch card", "Kartu stempel", "Kad cop"),
    "starter.punch-card.text": Words(
        "A stamp for each order; a full card is money off.",
        "Satu stempel setiap pesanan; kartu penuh jadi potongan.",
        "Satu cop setiap pesanan; kad penuh menjadi potongan.",
    ),
    "starter.referral-first": Words("Bring a friend", "Ajak teman", "Ajak rakan"),
    "starter.referral-first.text": Words(
        "Something for both sides, and a small base for every order.",
        "Hadiah untuk keduanya, dan poin kecil setiap pesanan.",
        "Ganjaran untuk kedua-duanya, dan mata kecil setiap pesanan.",
    ),
    "starter.reviews-boost": Words(
        "Reviews earn", "Ulasan berhadiah", "Ulasan diganjar"
    ),
    "starter.reviews-boost.text": Words(
        "Points for orders and for reviews of what was bought.",
        "Poin untuk pesanan dan ulasan barang yang dibeli.",
        "Mata untuk pesanan dan ulasan barang yang dibeli.",
    ),
}
