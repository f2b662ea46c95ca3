"""Who buys, how often, and what it comes to."""

from collections.abc import Mapping
from typing import Final

from app.domain.words.analytics.defined import (
    MEMBER_ORDERS,
    MEMBERS,
    ORDERS,
    SALES,
    Defined,
)
from app.domain.words.languages import Words

BUYING: Final[Mapping[str, Defined]] = {
    "members": Defined(
        Words("Members", "Member", "Ahli"),
        Words(
            "People who joined by the end of the period and are members now.",
            "Orang yang bergabung sampai akhir periode dan kini masih member.",
            "Orang yang menyertai hingga akhir tempoh dan kini masih ahli.",
        ),
        MEMBERS,
    ),
    "new_members": Defined(
        Words("New members", "Member baru", "Ahli baharu"),
        Words(
            "Members who joined in the period.",
            "Member yang bergabung dalam periode ini.",
            "Ahli yang menyertai dalam tempoh ini.",
        ),
        MEMBERS,
    ),
    "enrolment_rate": Defined(
        Words("Enrolment rate", "Tingkat pendaftaran", "Kadar pendaftaran"),
        Words(
            "Customers with a paid order in the period who are members, divided by all"
            " customers with one. A guest without a known contact counts as one"
            " customer per order.",
            "Pelanggan dengan pesanan lunas dalam periode ini yang menjadi member,"
            " dibagi semua pelanggan dengan pesanan lunas. Tamu tanpa kontak dihitung"
            " satu pelanggan per pesanan.",
            "Pelanggan dengan pesanan berbayar dalam tempoh ini yang menjadi ahli,"
            " dibahagi semua pelanggan dengan pesanan berbayar. Tetamu tanpa maklumat"
            " hubungan dikira satu pelanggan setiap pesanan.",
        ),
        Words(
            "members who ordered", "member yang memesan", "ahli yang membuat pesanan"
        ),
        Words(
            "customers who ordered",
            "pelanggan yang memesan",
            "pelanggan yang membuat pesanan",
        ),
    ),
    "member_share": Defined(
        Words(
            "Member share of orders", "Porsi pesanan member", "Bahagian pesanan ahli"
        ),
        Words(
            "Paid orders of the period by people who are members, divided by all paid"
            " orders of the period.",
            "Pesanan lunas periode ini dari member, dibagi semua pesanan lunas"
            " periode ini.",
            "Pesanan berbayar tempoh ini daripada ahli, dibahagi semua pesanan"
            " berbayar tempoh ini.",
        ),
        MEMBER_ORDERS,
        ORDERS,
    ),
    "participation": Defined(
        Words("Participation", "Partisipasi", "Penyertaan"),
        Words(
            "Members who earned by something other than buying or signing up, or who"
            " redeemed, in the period, divided by all members.",
            "Member yang mendapat poin selain dari belanja atau pendaftaran, atau yang"
            " menukar poin, dalam periode ini, dibagi semua member.",
            "Ahli yang mendapat mata selain daripada membeli atau mendaftar, atau yang"
            " menebus, dalam tempoh ini, dibahagi semua ahli.",
        ),
        Words(
            "members who took part",
            "member yang ikut serta",
            "ahli yang mengambil bahagian",
        ),
        MEMBERS,
    ),
    "purchase_frequency": Defined(
        Words("Purchase frequency", "Frekuensi belanja", "Kekerapan belian"),
        Words(
            "Paid orders by members in the period, divided by the members who placed"
            " them.",
            "Pesanan lunas member dalam periode ini, dibagi member yang memesan.",
            "Pesanan berbayar ahli dalam tempoh ini, dibahagi ahli yang memesan.",
        ),
        MEMBER_ORDERS,
        Words(
            "members who ordered", "member yang memesan", "ahli yang membuat pesanan"
        ),
    ),
    "average_order": Defined(
        Words(
            "Average order, members", "Rata-rata pesanan member", "Purata pesanan ahli"
        ),
        Words(
            "What members' paid orders of the period were worth without tax, shipping,"
            " gift cards and refunds, divided by their number.",
            "Nilai pesanan lunas member periode ini tanpa pajak, ongkir, kartu hadiah,"
            " dan pengembalian dana, dibagi jumlahnya.",
            "Nilai pesanan berbayar ahli tempoh ini tanpa cukai, penghantaran, kad"
            " hadiah dan bayaran balik, dibahagi bilangannya.",
        ),
        SALES,
        MEMBER_ORDERS,
    ),
    "average_order_others": Defined(
        Words(
            "Average order, others",
            "Rata-rata pesanan bukan member",
            "Purata pesanan bukan ahli",
        ),
        Words(
            "The same for orders by people who are not members.",
            "Sama, untuk pesanan dari bukan member.",
            "Sama, untuk pesanan daripada bukan ahli.",
        ),
        SALES,
        Words("orders by others", "pesanan bukan member", "pesanan bukan ahli"),
    ),
    "repeat_rate": Defined(
        Words("Repeat rate", "Tingkat belanja ulang", "Kadar belian ulangan"),
        Words(
            "Members with two or more orders in the twelve months to the end of the"
            " period, divided by members with at least one.",
            "Member dengan dua pesanan atau lebih dalam dua belas bulan sampai akhir"
            " periode, dibagi member dengan minimal satu pesanan.",
            "Ahli dengan dua pesanan atau lebih dalam dua belas bulan hingga akhir"
            " tempoh, dibahagi ahli dengan sekurang-kurangnya satu pesanan.",
        ),
        Words("with two or more", "dengan dua atau lebih", "dengan dua atau lebih"),
        Words("with one or more", "dengan satu atau lebih", "dengan satu atau lebih"),
    ),
    "retention": Defined(
        Words("Retention", "Retensi", "Pengekalan"),
        Words(
            "Of the members who ordered in the period before, the share that ordered in"
            " this one too.",
            "Dari member yang memesan di periode sebelumnya, bagian yang memesan lagi"
            " di periode ini.",
            "Daripada ahli yang memesan dalam tempoh sebelum ini, bahagian yang memesan"
            " lagi dalam tempoh ini.",
        ),
        Words("ordered again", "memesan lagi", "memesan lagi"),
        Words("ordered before", "memesan sebelumnya", "memesan sebelum ini"),
    ),
    "churn": Defined(
        Words("Churn", "Pelanggan hilang", "Kehilangan pelanggan"),
        Words(
            "Of the members who ordered in the period before, the share that did not"
            " order in this one: 100% less retention.",
            "Dari member yang memesan di periode sebelumnya, bagian yang tidak memesan"
            " di periode ini: 100% dikurangi retensi.",
            "Daripada ahli yang memesan dalam tempoh sebelum ini, bahagian yang tidak"
            " memesan dalam tempoh ini: 100% ditolak pengekalan.",
        ),
        Words("did not order again", "tidak memesan lagi", "tidak memesan lagi"),
        Words("ordered before", "memesan sebelumnya", "memesan sebelum ini"),
    ),
    "lifetime_value": Defined(
        Words("Lifetime value", "Nilai seumur hidup", "Nilai sepanjang hayat"),
        Words(
            "All that members spent until the end of the period, net of refunds,"
            " divided by the members who ever ordered. What was, not a forecast.",
            "Seluruh belanja member sampai akhir periode, setelah pengembalian dana,"
            " dibagi member yang pernah memesan. Fakta, bukan ramalan.",
            "Semua belanja ahli hingga akhir tempoh, selepas bayaran balik, dibahagi"
            " ahli yang pernah memesan. Fakta, bukan ramalan.",
        ),
        Words("spent by members", "belanja member", "belanja ahli"),
        Words("members who ordered", "member yang memesan", "ahli yang memesan"),
    ),
}
