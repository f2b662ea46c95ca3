"""Dividends, in sentences."""

from app.domain.words import Words

DIVIDENDS: dict[str, Words] = {
    "dividend.share": Words(
        en="{percent} back on: {of}",
        id="{percent} kembali dari: {of}",
        ms="{percent} pulangan daripada: {of}",
    ),
    "dividend.per.month": Words(
        en="Issued after each month",
        id="Diberikan setelah setiap bulan",
        ms="Diberi selepas setiap bulan",
    ),
    "dividend.per.quarter": Words(
        en="Issued after each quarter",
        id="Diberikan setelah setiap triwulan",
        ms="Diberi selepas setiap suku tahun",
    ),
    "dividend.per.year": Words(
        en="Issued after each year",
        id="Diberikan setelah setiap tahun",
        ms="Diberi selepas setiap tahun",
    ),
    "dividend.step": Words(
        en="In whole steps of {amount}",
        id="Dalam kelipatan {amount}",
        ms="Dalam gandaan {amount}",
    ),
    "dividend.least": Words(
        en="From {amount} on; less waits for the next time",
        id="Mulai {amount}; kurang dari itu menunggu periode berikutnya",
        ms="Bermula {amount}; kurang daripada itu menunggu tempoh seterusnya",
    ),
    "dividend.most": Words(
        en="At most {amount} each time",
        id="Paling banyak {amount} setiap kali",
        ms="Paling banyak {amount} setiap kali",
    ),
    "dividend.carry": Words(
        en="What is left over counts next time",
        id="Sisanya dihitung pada periode berikutnya",
        ms="Bakinya dikira pada tempoh seterusnya",
    ),
    "dividend.validity": Words(
        en="Can be used for {days} days",
        id="Bisa dipakai selama {days} hari",
        ms="Boleh digunakan selama {days} hari",
    ),
}
