"""Waiting, life and refunds of points, in sentences."""

from app.domain.words import Words

TERMS: dict[str, Words] = {
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
