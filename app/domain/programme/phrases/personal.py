"""Segments, personal offers and goals, in sentences."""

from app.domain.words import Words

PERSONAL: dict[str, Words] = {
    "segment.all": Words(en=" and ", id=" dan ", ms=" dan "),
    "segment.any": Words(en=" or ", id=" atau ", ms=" atau "),
    "segment.none": Words(en="not ({what})", id="bukan ({what})", ms="bukan ({what})"),
    "segment.at_least": Words(
        en="at least {n}", id="minimal {n}", ms="sekurang-kurangnya {n}"
    ),
    "segment.at_most": Words(
        en="at most {n}", id="maksimal {n}", ms="selebih-lebihnya {n}"
    ),
    "segment.between": Words(
        en="{least} to {most}", id="{least} sampai {most}", ms="{least} hingga {most}"
    ),
    "segment.within": Words(
        en=" within {days} days",
        id=" dalam {days} hari",
        ms=" dalam {days} hari",
    ),
    "segment.last_order": Words(
        en="last order {n} days ago",
        id="pesanan terakhir {n} hari yang lalu",
        ms="pesanan terakhir {n} hari yang lalu",
    ),
    "segment.orders": Words(en="{n} orders", id="{n} pesanan", ms="{n} pesanan"),
    "segment.spend": Words(en="spent {n}", id="belanja {n}", ms="berbelanja {n}"),
    "segment.rfm": Words(
        en="of the buyers: {classes}",
        id="di antara pembeli: {classes}",
        ms="antara pembeli: {classes}",
    ),
    "segment.recency": Words(
        en="recency class {n}", id="kelas kebaruan {n}", ms="kelas kebaharuan {n}"
    ),
    "segment.frequency": Words(
        en="frequency class {n}",
        id="kelas kekerapan {n}",
        ms="kelas kekerapan {n}",
    ),
    "segment.monetary": Words(
        en="spending class {n}", id="kelas belanja {n}", ms="kelas perbelanjaan {n}"
    ),
    "segment.bought": Words(
        en="bought {what} in {n} orders",
        id="membeli {what} dalam {n} pesanan",
        ms="membeli {what} dalam {n} pesanan",
    ),
    "segment.metric": Words(en="{metric}: {n}", id="{metric}: {n}", ms="{metric}: {n}"),
    "segment.tier": Words(
        en="tier {names}", id="tingkat {names}", ms="peringkat {names}"
    ),
    "segment.membership": Words(
        en="membership {names}", id="keanggotaan {names}", ms="keahlian {names}"
    ),
    "segment.consent": Words(
        en="agreed to {names}", id="setuju {names}", ms="bersetuju {names}"
    ),
    "segment.tag": Words(en="mark {names}", id="tanda {names}", ms="tanda {names}"),
    "segment.language": Words(
        en="reads {names}", id="berbahasa {names}", ms="berbahasa {names}"
    ),
    "segment.place": Words(
        en="last order went to {names}",
        id="pesanan terakhir ke {names}",
        ms="pesanan terakhir ke {names}",
    ),
    "segment.birthday": Words(
        en="birthday within the next {before} or the last {after} days",
        id="ulang tahun dalam {before} hari ke depan atau {after} hari terakhir",
        ms="hari lahir dalam {before} hari akan datang atau {after} hari lepas",
    ),
    "segment.joined": Words(
        en="joined {n} days ago",
        id="bergabung {n} hari yang lalu",
        ms="menyertai {n} hari yang lalu",
    ),
    "segment.balance": Words(
        en="can use {n} {asset}",
        id="bisa memakai {n} {asset}",
        ms="boleh menggunakan {n} {asset}",
    ),
    "segment.rhythm": Words(
        en="more than {times} times their usual gap since the last order",
        id="lebih dari {times} kali jeda biasanya sejak pesanan terakhir",
        ms="lebih daripada {times} kali jarak biasa sejak pesanan terakhir",
    ),
    "segment.redeemed": Words(
        en="{n} rewards bought with points",
        id="{n} hadiah ditukar dengan poin",
        ms="{n} ganjaran ditebus dengan mata",
    ),
    "segment.referrals": Words(
        en="{n} friends brought", id="{n} teman diajak", ms="{n} rakan dirujuk"
    ),
    "segment.expiring": Words(
        en="{n} {asset} about to lapse",
        id="{n} {asset} segera hangus",
        ms="{n} {asset} hampir luput",
    ),
    "segment.who": Words(
        en="members with: {who}", id="member dengan: {who}", ms="ahli dengan: {who}"
    ),
    "campaign.gives": Words(
        en="you get {gifts}", id="kamu dapat {gifts}", ms="anda mendapat {gifts}"
    ),
    "campaign.draw": Words(
        en="{members} members are drawn by lot",
        id="{members} member diundi",
        ms="{members} ahli dicabut undi",
    ),
    "campaign.again.never": Words(
        en="once for each member",
        id="sekali untuk setiap member",
        ms="sekali bagi setiap ahli",
    ),
    "campaign.again.entry": Words(
        en="each time it fits you again",
        id="setiap kali cocok lagi untukmu",
        ms="setiap kali ia sesuai lagi untuk anda",
    ),
    "campaign.again.month": Words(
        en="once a month", id="sekali sebulan", ms="sekali sebulan"
    ),
    "campaign.again.year": Words(
        en="once a year", id="sekali setahun", ms="sekali setahun"
    ),
    "campaign.most": Words(
        en="while it lasts: {n} times in all",
        id="selama persediaan ada: {n} kali seluruhnya",
        ms="selagi ada: {n} kali kesemuanya",
    ),
    "aim.repeat_rate": Words(
        en="repeat customers",
        id="pelanggan yang kembali",
        ms="pelanggan yang kembali",
    ),
    "aim.enrolment_rate": Words(
        en="orders of members", id="pesanan member", ms="pesanan ahli"
    ),
    "aim.redemption_rate": Words(
        en="points used", id="poin terpakai", ms="mata digunakan"
    ),
    "aim.returning_revenue": Words(
        en="revenue from returning customers",
        id="pendapatan dari pelanggan yang kembali",
        ms="hasil daripada pelanggan yang kembali",
    ),
    "aim.average_order": Words(
        en="average order", id="rata-rata pesanan", ms="purata pesanan"
    ),
    "aim.active_members": Words(
        en="active members", id="member aktif", ms="ahli aktif"
    ),
    "aim.from_to": Words(
        en="{aim}: from {baseline} to {target} until {until}",
        id="{aim}: dari {baseline} menjadi {target} sampai {until}",
        ms="{aim}: daripada {baseline} kepada {target} sehingga {until}",
    ),
    "how.repeat_rate": Words(
        en="Of the members who ordered in the last {days} days, the share that"
        " ordered on at least two days of their life with the shop",
        id="Dari member yang memesan dalam {days} hari terakhir, bagian yang"
        " memesan pada minimal dua hari selama bersama toko",
        ms="Daripada ahli yang memesan dalam {days} hari lepas, bahagian yang"
        " memesan pada sekurang-kurangnya dua hari sepanjang bersama kedai",
    ),
    "how.enrolment_rate": Words(
        en="Of the paid orders of the last {days} days, the share placed by people"
        " who are members now",
        id="Dari pesanan lunas {days} hari terakhir, bagian dari orang yang kini"
        " member",
        ms="Daripada pesanan berbayar {days} hari lepas, bahagian daripada orang"
        " yang kini ahli",
    ),
    "how.redemption_rate": Words(
        en="Points used up in the last {days} days, beside the points given in the"
        " same days",
        id="Poin yang dipakai dalam {days} hari terakhir dibanding poin yang"
        " diberikan pada hari yang sama",
        ms="Mata yang digunakan dalam {days} hari lepas berbanding mata yang diberi"
        " pada hari yang sama",
    ),
    "how.returning_revenue": Words(
        en="Of what members spent on goods in the last {days} days, after refunds,"
        " the share spent after the day of their first order",
        id="Dari belanja barang member dalam {days} hari terakhir, setelah"
        " pengembalian dana, bagian setelah hari pesanan pertama mereka",
        ms="Daripada belanja barangan ahli dalam {days} hari lepas, selepas bayaran"
        " balik, bahagian selepas hari pesanan pertama mereka",
    ),
    "how.average_order": Words(
        en="What members spent on goods in the last {days} days, after refunds,"
        " divided by their orders in these days",
        id="Belanja barang member dalam {days} hari terakhir, setelah pengembalian"
        " dana, dibagi jumlah pesanan mereka pada hari itu",
        ms="Belanja barangan ahli dalam {days} hari lepas, selepas bayaran balik,"
        " dibahagi bilangan pesanan mereka pada hari itu",
    ),
    "how.active_members": Words(
        en="Members who joined, and ordered in the last {days} days",
        id="Member terdaftar yang memesan dalam {days} hari terakhir",
        ms="Ahli berdaftar yang memesan dalam {days} hari lepas",
    ),
}
