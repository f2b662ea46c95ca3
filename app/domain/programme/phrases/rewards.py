"""Rewards, in sentences."""

from app.domain.words import Words

REWARDS: dict[str, Words] = {
    "reward.amount_off": Words(
        en="{amount} off",
        id="Diskon {amount}",
        ms="Diskaun {amount}",
    ),
    "reward.percent_off": Words(
        en="{percent} off",
        id="Diskon {percent}",
        ms="Diskaun {percent}",
    ),
    "reward.free_shipping": Words(
        en="Free shipping",
        id="Gratis ongkir",
        ms="Penghantaran percuma",
    ),
    "reward.free_product": Words(
        en="Free {product}",
        id="Gratis {product}",
        ms="{product} percuma",
    ),
    "reward.a_product": Words(
        en="product of your choice",
        id="produk pilihanmu",
        ms="produk pilihan anda",
    ),
    "reward.slider": Words(
        en="{points} = {amount} off",
        id="{points} = diskon {amount}",
        ms="{points} = diskaun {amount}",
    ),
    "reward.cost": Words(
        en="{points} needed",
        id="Butuh {points}",
        ms="Perlu {points}",
    ),
    "reward.from": Words(
        en="From {points}",
        id="Mulai {points}",
        ms="Bermula {points}",
    ),
    "reward.up_to": Words(
        en="At most {points} at once",
        id="Paling banyak {points} sekali pakai",
        ms="Paling banyak {points} setiap kali",
    ),
    "reward.steps": Words(
        en="In steps of {points}",
        id="Kelipatan {points}",
        ms="Gandaan {points}",
    ),
    "reward.share": Words(
        en="At most {percent} of the order",
        id="Paling banyak {percent} dari pesanan",
        ms="Paling banyak {percent} daripada pesanan",
    ),
    "reward.minimum": Words(
        en="Minimum spend {amount}",
        id="Min. belanja {amount}",
        ms="Belanja minimum {amount}",
    ),
    "reward.scope": Words(
        en="On {what}",
        id="Untuk {what}",
        ms="Untuk {what}",
    ),
    "reward.pieces": Words(
        en="Pieces reduced per order: {pieces}; in some stores another piece must be "
        "bought for each",
        id="Barang yang didiskon per pesanan: {pieces}; di beberapa toko, tiap barang "
        "itu perlu dibeli bersama barang lain",
        ms="Barang yang didiskaun setiap pesanan: {pieces}; di sesetengah kedai, "
        "setiap barang itu perlu dibeli bersama barang lain",
    ),
    "reward.valid": Words(
        en="Valid for {days} days; unused, the points come back",
        id="Berlaku {days} hari; jika tidak dipakai, poin kembali",
        ms="Sah {days} hari; jika tidak digunakan, mata dipulangkan",
    ),
    "reward.gift_card": Words(
        en="Gift card worth {amount}",
        id="Kartu hadiah senilai {amount}",
        ms="Kad hadiah bernilai {amount}",
    ),
    "reward.store_credit": Words(
        en="{amount} store credit",
        id="Kredit toko {amount}",
        ms="Kredit kedai {amount}",
    ),
    "reward.charity": Words(
        en="{amount} to a good cause",
        id="Donasi {amount}",
        ms="Derma {amount}",
    ),
    "reward.manual": Words(
        en="A reward handed over in person",
        id="Hadiah yang diserahkan langsung",
        ms="Hadiah yang diserahkan sendiri",
    ),
    "reward.code_pool": Words(
        en="A voucher code",
        id="Kode voucher",
        ms="Kod baucar",
    ),
    "reward.experience": Words(
        en="A place at an event",
        id="Tempat di sebuah acara",
        ms="Tempat di sebuah acara",
    ),
    "reward.partner": Words(
        en="{discount} at a partner store",
        id="{discount} di toko mitra",
        ms="{discount} di kedai rakan",
    ),
    "reward.only_given": Words(
        en="Given by the programme, not for points",
        id="Diberikan oleh program, tidak bisa ditukar dengan poin",
        ms="Diberi oleh program, bukan untuk ditukar dengan mata",
    ),
    "reward.when": Words(
        en="Only if {condition}",
        id="Hanya jika {condition}",
        ms="Hanya jika {condition}",
    ),
    "reward.stock": Words(
        en="{units} in all",
        id="Tersedia {units} secara keseluruhan",
        ms="{units} kesemuanya",
    ),
    "reward.lasts": Words(
        en="Can be spent for {days} days",
        id="Bisa dipakai selama {days} hari",
        ms="Boleh dibelanjakan selama {days} hari",
    ),
    "reward.closes": Words(
        en="Places can be had {until}",
        id="Tempat bisa dipesan {until}",
        ms="Tempat boleh diambil {until}",
    ),
    "reward.final": Words(
        en="Can't be given back",
        id="Tidak bisa dikembalikan",
        ms="Tidak boleh dipulangkan",
    ),
    "reward.combines": Words(
        en="Works together with {classes}",
        id="Bisa digabung dengan {classes}",
        ms="Boleh digabungkan dengan {classes}",
    ),
    "reward.alone": Words(
        en="Does not work with other discounts",
        id="Tidak bisa digabung dengan diskon lain",
        ms="Tidak boleh digabungkan dengan diskaun lain",
    ),
    "class.order": Words(
        en="order discounts",
        id="diskon pesanan",
        ms="diskaun pesanan",
    ),
    "class.product": Words(
        en="product discounts",
        id="diskon produk",
        ms="diskaun produk",
    ),
    "class.shipping": Words(
        en="shipping discounts",
        id="diskon ongkir",
        ms="diskaun penghantaran",
    ),
    "reward.per_member": Words(
        en="At most {times} for each member",
        id="Paling banyak {times} per member",
        ms="Paling banyak {times} bagi setiap ahli",
    ),
}
