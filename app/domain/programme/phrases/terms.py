"""Waiting, life and refunds of points, in sentences."""

from app.domain.words import Words

TERMS: dict[str, Words] = {
    "enrolment.opt_in": Words(
        en="Points wait until you have joined the programme",
        id="Poin menunggu sampai kamu bergabung dengan program ini",
        ms="Mata menunggu sehingga anda menyertai program ini",
    ),
    "pending.paid": Words(
        en="Usable {days} days after payment",
        id="Bisa dipakai {days} hari setelah pembayaran",
        ms="Boleh digunakan {days} hari selepas pembayaran",
    ),
    "pending.fulfilled": Words(
        en="Usable {days} days after the order is handed over",
        id="Bisa dipakai {days} hari setelah pesanan diserahkan",
        ms="Boleh digunakan {days} hari selepas pesanan diserahkan",
    ),
    "pending.after": Words(
        en="Usable {days} days later",
        id="Bisa dipakai {days} hari kemudian",
        ms="Boleh digunakan {days} hari kemudian",
    ),
    "pending.none": Words(
        en="Usable at once",
        id="Langsung bisa dipakai",
        ms="Boleh digunakan serta-merta",
    ),
    "expiry.none": Words(
        en="Points do not expire",
        id="Poin tidak hangus",
        ms="Mata tidak luput",
    ),
    "expiry.months": Words(
        en="Points expire {months} months after they can be used",
        id="Poin hangus {months} bulan setelah bisa dipakai",
        ms="Mata luput {months} bulan selepas boleh digunakan",
    ),
    "expiry.days": Words(
        en="Points expire {days} days after they can be used",
        id="Poin hangus {days} hari setelah bisa dipakai",
        ms="Mata luput {days} hari selepas boleh digunakan",
    ),
    "expiry.until.month_end": Words(
        en="counted to the end of that month",
        id="dihitung sampai akhir bulan itu",
        ms="dikira hingga akhir bulan itu",
    ),
    "expiry.until.year_end": Words(
        en="counted to the end of that year",
        id="dihitung sampai akhir tahun itu",
        ms="dikira hingga akhir tahun itu",
    ),
    "expiry.idle.months": Words(
        en="Points expire after {months} months without {activity}",
        id="Poin hangus setelah {months} bulan tanpa {activity}",
        ms="Mata luput selepas {months} bulan tanpa {activity}",
    ),
    "expiry.idle.days": Words(
        en="Points expire after {days} days without {activity}",
        id="Poin hangus setelah {days} hari tanpa {activity}",
        ms="Mata luput selepas {days} hari tanpa {activity}",
    ),
    "expiry.unless": Words(
        en="For these members nothing expires: {condition}; when that ends, their "
        "time begins anew",
        id="Bagi member berikut poin tidak hangus: {condition}; setelah itu masa "
        "berlakunya dihitung dari awal",
        ms="Bagi ahli berikut mata tidak luput: {condition}; selepas itu tempohnya "
        "dikira semula",
    ),
    "activity.order": Words(en="an order", id="pesanan", ms="pesanan"),
    "activity.redemption": Words(
        en="using points", id="pemakaian poin", ms="penggunaan mata"
    ),
    "activity.activity": Words(
        en="taking part in an activity", id="ikut aktivitas", ms="menyertai aktiviti"
    ),
    "activity.review": Words(en="a review", id="ulasan", ms="ulasan"),
    "expiry.notice": Words(
        en="You are told {days} days before points expire; without a notice they stay",
        id="Kamu diberi tahu {days} hari sebelum poin hangus; tanpa pemberitahuan, "
        "poin tetap ada",
        ms="Anda dimaklumkan {days} hari sebelum mata luput; tanpa makluman, "
        "mata kekal",
    ),
    "law.ontario": Words(
        en="The law of Ontario holds: points do not expire by time alone",
        id="Hukum Ontario berlaku: poin tidak hangus hanya karena waktu",
        ms="Undang-undang Ontario terpakai: mata tidak luput semata-mata kerana masa",
    ),
    "law.quebec": Words(
        en="The law of Québec holds: points expire only after a year or more without "
        "activity, and with a notice 30 to 60 days before",
        id="Hukum Québec berlaku: poin hangus hanya setelah setahun atau lebih tanpa "
        "aktivitas, dan dengan pemberitahuan 30 sampai 60 hari sebelumnya",
        ms="Undang-undang Québec terpakai: mata luput hanya selepas setahun atau lebih "
        "tanpa aktiviti, dan dengan makluman 30 hingga 60 hari sebelumnya",
    ),
    "refunds.earned": Words(
        en="When an order is refunded, the points it gave are taken back in step",
        id="Jika pesanan dikembalikan, poin dari pesanan itu ikut ditarik",
        ms="Jika pesanan dipulangkan, mata daripada pesanan itu turut ditarik balik",
    ),
    "refunds.in_proportion": Words(
        en="Points you paid with come back in proportion",
        id="Poin yang kamu pakai kembali sesuai bagiannya",
        ms="Mata yang anda guna dipulangkan mengikut kadar",
    ),
    "refunds.full_only": Words(
        en="Points you paid with come back when the whole order is refunded",
        id="Poin yang kamu pakai kembali jika seluruh pesanan dikembalikan",
        ms="Mata yang anda guna dipulangkan jika seluruh pesanan dipulangkan",
    ),
    "refunds.off": Words(
        en="Points you paid with do not come back",
        id="Poin yang sudah dipakai tidak kembali",
        ms="Mata yang telah digunakan tidak dipulangkan",
    ),
    "refunds.stays": Words(
        en="Kept when the order is refunded",
        id="Tetap milikmu walau pesanan dikembalikan",
        ms="Kekal milik anda walaupun pesanan dipulangkan",
    ),
}
