"""Tiers, in sentences."""

from app.domain.words import Words

TIERS: dict[str, Words] = {
    "tier.everybody": Words(
        en="every member has this level",
        id="semua member punya tingkat ini",
        ms="semua ahli mempunyai peringkat ini",
    ),
    "tier.reach": Words(
        en="reached with {what}",
        id="dicapai dengan {what}",
        ms="dicapai dengan {what}",
    ),
    "tier.keep": Words(
        en="kept for another term with {what}",
        id="diperpanjang dengan {what}",
        ms="dikekalkan dengan {what}",
    ),
    "tier.need_spend": Words(
        en="{amount} spent",
        id="belanja {amount}",
        ms="belanja {amount}",
    ),
    "tier.need_orders": Words(
        en="{count} orders",
        id="{count} pesanan",
        ms="{count} pesanan",
    ),
    "tier.need_points": Words(
        en="{count} points earned",
        id="{count} poin didapat",
        ms="{count} mata diperoleh",
    ),
    "tier.need_metric": Words(
        en="{count} {metric}",
        id="{count} {metric}",
        ms="{count} {metric}",
    ),
    "tier.assigned": Words(
        en="given by the shop",
        id="diberikan oleh toko",
        ms="diberikan oleh kedai",
    ),
    "tier.invite": Words(
        en="by invitation only",
        id="hanya dengan undangan",
        ms="dengan jemputan sahaja",
    ),
    "tier.gifts": Words(
        en="on reaching it you get {gifts}",
        id="saat mencapainya kamu dapat {gifts}",
        ms="apabila mencapainya anda mendapat {gifts}",
    ),
    "tier.yearly_gifts": Words(
        en="each year you get {gifts}",
        id="setiap tahun kamu dapat {gifts}",
        ms="setiap tahun anda mendapat {gifts}",
    ),
    "tiers.rolling": Words(
        en="what counts is the last {months} months",
        id="yang dihitung adalah {months} bulan terakhir",
        ms="yang dikira ialah {months} bulan terakhir",
    ),
    "tiers.term": Words(
        en="a level lasts {months} months from the day it was reached",
        id="tingkat berlaku {months} bulan sejak hari dicapai",
        ms="peringkat sah {months} bulan dari hari ia dicapai",
    ),
    "tiers.calendar_year": Words(
        en="what counts is the calendar year; a level is kept for the rest of it and"
        " all of the next",
        id="yang dihitung adalah tahun kalender; tingkat berlaku sampai akhir tahun itu"
        " dan sepanjang tahun berikutnya",
        ms="yang dikira ialah tahun kalendar; peringkat kekal hingga akhir tahun itu"
        " dan sepanjang tahun berikutnya",
    ),
    "tiers.anniversary": Words(
        en="what counts is each year from the day you joined; a level is kept for the"
        " rest of it and all of the next",
        id="yang dihitung adalah setiap tahun sejak kamu bergabung; tingkat berlaku"
        " sampai akhir tahun itu dan sepanjang tahun berikutnya",
        ms="yang dikira ialah setiap tahun dari hari anda menyertai; peringkat kekal"
        " hingga akhir tahun itu dan sepanjang tahun berikutnya",
    ),
    "tiers.lifetime": Words(
        en="everything ever bought counts; a level that was reached stays",
        id="semua belanja dihitung; tingkat yang dicapai tidak turun",
        ms="semua belanja dikira; peringkat yang dicapai tidak turun",
    ),
    "tiers.matured": Words(
        en="an order counts once it can no longer be returned",
        id="pesanan dihitung setelah masa pengembalian lewat",
        ms="pesanan dikira selepas tempoh pemulangan tamat",
    ),
    "tiers.paid": Words(
        en="an order counts as soon as it is paid",
        id="pesanan dihitung begitu dibayar",
        ms="pesanan dikira sebaik sahaja dibayar",
    ),
    "tiers.period_end": Words(
        en="a new level begins when the year is over",
        id="tingkat baru mulai setelah tahun berakhir",
        ms="peringkat baharu bermula selepas tahun berakhir",
    ),
    "tiers.grace": Words(
        en="after that you have {days} days to keep it",
        id="setelah itu kamu punya {days} hari untuk mempertahankannya",
        ms="selepas itu anda ada {days} hari untuk mengekalkannya",
    ),
    "tiers.one_step": Words(
        en="then it goes down one step at most",
        id="lalu turun paling banyak satu tingkat",
        ms="kemudian turun paling banyak satu peringkat",
    ),
    "tiers.recount": Words(
        en="then you have the level that your figures reach",
        id="lalu tingkatmu sesuai hitungan saat itu",
        ms="kemudian peringkat anda mengikut kiraan ketika itu",
    ),
    "tiers.never": Words(
        en="a level is never lost",
        id="tingkat tidak pernah turun",
        ms="peringkat tidak pernah turun",
    ),
    "tiers.at_once": Words(
        en="a level is lost as soon as the figures fall below it",
        id="tingkat turun begitu hitungan di bawah syarat",
        ms="peringkat turun sebaik kiraan di bawah syarat",
    ),
}
