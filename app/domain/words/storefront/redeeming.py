"""Words of rewards, redeeming and what became of a reward."""

from app.domain.words.languages import Words

REDEEMING: dict[str, Words] = {
    "reward.amount_off": Words(
        en="{amount} off", id="Diskon {amount}", ms="Diskaun {amount}"
    ),
    "reward.percent_off": Words(
        en="{percent} off", id="Diskon {percent}", ms="Diskaun {percent}"
    ),
    "reward.free_shipping": Words(
        en="Free shipping", id="Gratis ongkir", ms="Penghantaran percuma"
    ),
    "reward.free_product": Words(
        en="Free {product}", id="Gratis {product}", ms="{product} percuma"
    ),
    "reward.credit": Words(
        en="{amount} store credit", id="Saldo toko {amount}", ms="Kredit kedai {amount}"
    ),
    "reward.donation": Words(
        en="Donate {amount} to {cause}",
        id="Donasikan {amount} untuk {cause}",
        ms="Derma {amount} kepada {cause}",
    ),
    "redeem.cost": Words(
        en="{points} needed", id="Butuh {points}", ms="Perlu {points}"
    ),
    "redeem.locked": Words(
        en="{points} more needed", id="Kurang {points} lagi", ms="Perlu {points} lagi"
    ),
    "redeem.cta": Words(en="Redeem", id="Tukar", ms="Tebus"),
    "redeem.confirm_title": Words(
        en="Redeem {reward}?", id="Tukar {reward}?", ms="Tebus {reward}?"
    ),
    "redeem.confirm_body": Words(
        en="This uses {points}. You'll have {remaining} left.",
        id="{points} akan dipakai. Sisanya {remaining}.",
        ms="{points} akan digunakan. Bakinya {remaining}.",
    ),
    "redeem.confirm": Words(en="Yes, redeem", id="Ya, tukar", ms="Ya, tebus"),
    "redeem.cancel": Words(en="Not now", id="Nanti saja", ms="Bukan sekarang"),
    "redeem.working": Words(
        en="Getting your reward…",
        id="Menyiapkan hadiahmu…",
        ms="Menyediakan ganjaran anda…",
    ),
    "redeem.success": Words(
        en="{reward} is yours!", id="{reward} jadi milikmu!", ms="{reward} milik anda!"
    ),
    "redeem.apply": Words(
        en="Apply to cart", id="Pakai di keranjang", ms="Guna di troli"
    ),
    "redeem.applied": Words(
        en="Applied to your cart",
        id="Sudah dipakai di keranjang",
        ms="Telah digunakan di troli",
    ),
    "redeem.remove": Words(
        en="Remove and return points",
        id="Batalkan dan kembalikan poin",
        ms="Batal dan pulangkan mata",
    ),
    "redeem.code": Words(en="Your code", id="Kode kamu", ms="Kod anda"),
    "redeem.copy": Words(en="Copy code", id="Salin kode", ms="Salin kod"),
    "redeem.copied": Words(en="Code copied", id="Kode disalin", ms="Kod disalin"),
    "redeem.min_spend": Words(
        en="Minimum spend {amount}",
        id="Min. belanja {amount}",
        ms="Belanja minimum {amount}",
    ),
    "redeem.expires": Words(
        en="Use by {date}", id="Berlaku sampai {date}", ms="Sah sehingga {date}"
    ),
    "redeem.slider": Words(
        en="How many points would you like to use?",
        id="Mau pakai berapa poin?",
        ms="Berapa mata mahu digunakan?",
    ),
    "redeem.slider_value": Words(
        en="{points} = {amount} off",
        id="{points} = diskon {amount}",
        ms="{points} = diskaun {amount}",
    ),
    "redeem.max": Words(en="Use the most", id="Pakai maksimal", ms="Guna maksimum"),
    "redeem.out_of_stock": Words(
        en="All gone for now", id="Sedang habis", ms="Kehabisan buat masa ini"
    ),
    "status.ready": Words(en="Ready to use", id="Siap dipakai", ms="Sedia digunakan"),
    "status.used": Words(en="Used", id="Sudah dipakai", ms="Telah digunakan"),
    "status.expired": Words(
        en="Expired, points returned",
        id="Lewat waktu, poin dikembalikan",
        ms="Tamat tempoh, mata dipulangkan",
    ),
    "redeem.empty": Words(
        en="No rewards yet", id="Belum ada hadiah", ms="Belum ada ganjaran"
    ),
    "redeem.free": Words(en="Free", id="Gratis", ms="Percuma"),
    "redeem.points": Words(
        en="Points to use", id="Poin yang dipakai", ms="Mata yang digunakan"
    ),
    "redeem.less": Words(en="Fewer points", id="Kurangi poin", ms="Kurangkan mata"),
    "redeem.more": Words(en="More points", id="Tambah poin", ms="Tambah mata"),
    "redeem.choose": Words(en="Choose one", id="Pilih salah satu", ms="Pilih satu"),
    "redeem.later": Words(
        en="We are still preparing it. It will appear under My rewards.",
        id="Masih disiapkan. Nanti muncul di Hadiah saya.",
        ms="Masih disediakan. Ia akan muncul dalam Ganjaran saya.",
    ),
    "redeem.credit": Words(
        en="Added to your store credit",
        id="Sudah masuk ke saldo tokomu",
        ms="Telah ditambah ke kredit kedai anda",
    ),
    "redeem.or_code": Words(
        en="or copy the code", id="atau salin kode", ms="atau salin kod"
    ),
    "redeem.select": Words(
        en="Press and hold to copy",
        id="Tekan lama untuk menyalin",
        ms="Tekan lama untuk menyalin",
    ),
    "redeem.removed": Words(
        en="Points returned", id="Poin dikembalikan", ms="Mata dipulangkan"
    ),
    "redeem.left": Words(en="{n} left", id="Sisa {n}", ms="Tinggal {n}"),
    "redeem.conditions": Words(
        en="What to know", id="Yang perlu diketahui", ms="Perkara yang perlu diketahui"
    ),
    "redeem.at_counter": Words(
        en="Show this at the counter",
        id="Tunjukkan ini di kasir",
        ms="Tunjukkan ini di kaunter",
    ),
    "status.working": Words(
        en="On its way", id="Sedang disiapkan", ms="Sedang disediakan"
    ),
    "status.withdrawn": Words(
        en="Not available any more, points returned",
        id="Tidak tersedia lagi, poin dikembalikan",
        ms="Tidak lagi tersedia, mata dipulangkan",
    ),
    "status.returned": Words(
        en="Removed, points returned",
        id="Dibatalkan, poin dikembalikan",
        ms="Dibatalkan, mata dipulangkan",
    ),
    "vouchers.empty": Words(
        en="Rewards you redeem appear here",
        id="Hadiah yang kamu tukar muncul di sini",
        ms="Ganjaran yang anda tebus muncul di sini",
    ),
}
