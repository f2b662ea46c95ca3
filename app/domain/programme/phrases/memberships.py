"""Memberships, in sentences."""

from app.domain.words import Words

MEMBERSHIPS: dict[str, Words] = {
    "plan.months": Words(
        en="buy it in the shop for {months} months",
        id="beli di toko untuk {months} bulan",
        ms="beli di kedai untuk {months} bulan",
    ),
    "plan.month": Words(
        en="buy it in the shop for a month",
        id="beli di toko untuk sebulan",
        ms="beli di kedai untuk sebulan",
    ),
    "plan.days": Words(
        en="buy it in the shop for {days} days",
        id="beli di toko untuk {days} hari",
        ms="beli di kedai untuk {days} hari",
    ),
    "plan.lifetime": Words(
        en="buy it in the shop once, for life",
        id="beli di toko sekali, untuk selamanya",
        ms="beli di kedai sekali, untuk seumur hidup",
    ),
    "plan.trial": Words(
        en="try it once, for {days} days",
        id="coba satu kali, selama {days} hari",
        ms="cuba sekali, selama {days} hari",
    ),
    "plan.trial_months": Words(
        en="try it once, for {months} months",
        id="coba satu kali, selama {months} bulan",
        ms="cuba sekali, selama {months} bulan",
    ),
    "plan.granted": Words(
        en="the shop gives it",
        id="diberikan oleh toko",
        ms="diberikan oleh kedai",
    ),
    "plan.renewal": Words(
        en="paying again before the end lengthens it; unpaid, it ends on its last day",
        id="bayar lagi sebelum berakhir untuk memperpanjang; jika tidak, berakhir pada"
        " hari terakhirnya",
        ms="bayar semula sebelum tamat untuk melanjutkannya; jika tidak, ia tamat pada"
        " hari terakhirnya",
    ),
    "plan.grace": Words(
        en="a renewal may be {days} days late",
        id="perpanjangan boleh terlambat {days} hari",
        ms="pembaharuan boleh lewat {days} hari",
    ),
    "plan.refund": Words(
        en="when the fee is refunded, it ends and its unused gifts go back",
        id="jika biaya dikembalikan, keanggotaan berakhir dan hadiah yang belum dipakai"
        " ditarik",
        ms="jika yuran dipulangkan, keahlian tamat dan hadiah yang belum digunakan"
        " ditarik balik",
    ),
    "plan.gifts": Words(
        en="when it begins you get {gifts}",
        id="saat mulai kamu dapat {gifts}",
        ms="apabila bermula anda mendapat {gifts}",
    ),
    "plan.monthly_gifts": Words(
        en="each month you get {gifts}, valid for that month",
        id="setiap bulan kamu dapat {gifts}, berlaku bulan itu",
        ms="setiap bulan anda mendapat {gifts}, sah bulan itu",
    ),
    "plan.yearly_gifts": Words(
        en="each year you get {gifts}, valid for that year",
        id="setiap tahun kamu dapat {gifts}, berlaku tahun itu",
        ms="setiap tahun anda mendapat {gifts}, sah tahun itu",
    ),
}
