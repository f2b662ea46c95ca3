"""Celebrations, nudges, errors, and what is said to assistive technology."""

from app.domain.words.languages import Words
from app.domain.words.storefront.kinds import Counted

NEWS: dict[str, Words | Counted] = {
    "celebrate.points": Words(
        en="{points} for you. Thank you!",
        id="{points} untukmu. Terima kasih!",
        ms="{points} untuk anda. Terima kasih!",
    ),
    "celebrate.tier": Words(
        en="Welcome to {tier}!",
        id="Selamat datang di {tier}!",
        ms="Selamat datang ke {tier}!",
    ),
    "celebrate.birthday": Words(
        en="Happy birthday, {name}!",
        id="Selamat ulang tahun, {name}!",
        ms="Selamat hari lahir, {name}!",
    ),
    "nudge.redeem": Words(
        en="Save {amount} on this order with your points?",
        id="Hemat {amount} di pesanan ini pakai poin?",
        ms="Jimat {amount} untuk pesanan ini dengan mata anda?",
    ),
    "nudge.unused": Words(
        en="You have an unused reward: {reward}",
        id="Ada hadiah belum dipakai: {reward}",
        ms="Ada ganjaran belum digunakan: {reward}",
    ),
    "nudge.almost": Words(
        en="Add {amount} more and get {reward}",
        id="Tambah {amount} lagi, dapat {reward}",
        ms="Tambah {amount} lagi dan dapat {reward}",
    ),
    "nudge.expiring": Words(
        en="{points} expire {when}. Use them now?",
        id="{points} hangus {when}. Pakai sekarang?",
        ms="{points} luput {when}. Guna sekarang?",
    ),
    "nudge.dismiss": Words(
        en="Don't show again", id="Jangan tampilkan lagi", ms="Jangan tunjuk lagi"
    ),
    "error.generic": Words(
        en="Something went wrong. Your points are safe.",
        id="Ada kendala. Poinmu tetap aman.",
        ms="Berlaku masalah. Mata anda tetap selamat.",
    ),
    "error.retry": Words(en="Try again", id="Coba lagi", ms="Cuba lagi"),
    "error.offline": Words(
        en="You're offline", id="Kamu sedang offline", ms="Anda di luar talian"
    ),
    "error.insufficient": Words(
        en="Not enough points", id="Poinmu belum cukup", ms="Mata tidak mencukupi"
    ),
    "error.not_eligible": Words(
        en="This reward doesn't fit what's in your cart",
        id="Hadiah ini belum cocok dengan isi keranjangmu",
        ms="Ganjaran ini tidak sesuai dengan isi troli anda",
    ),
    "error.conflict": Words(
        en="Another discount is already in use",
        id="Sudah ada diskon lain yang dipakai",
        ms="Diskaun lain sedang digunakan",
    ),
    "error.paused": Words(
        en="The programme is paused for now",
        id="Program sedang dihentikan sementara",
        ms="Program dihentikan buat sementara",
    ),
    "error.signin": Words(
        en="Please sign in again", id="Silakan masuk lagi", ms="Sila log masuk semula"
    ),
    "a11y.progress": Words(
        en="{current} of {target}",
        id="{current} dari {target}",
        ms="{current} daripada {target}",
    ),
    "a11y.loading": Words(
        en="Loading rewards", id="Memuat hadiah", ms="Memuatkan ganjaran"
    ),
    "a11y.new_tab": Words(
        en="opens in a new tab", id="terbuka di tab baru", ms="dibuka dalam tab baharu"
    ),
    "celebrate.reward": Words(
        en="You can now get {reward}!",
        id="Sekarang kamu bisa tukar {reward}!",
        ms="Kini anda boleh tebus {reward}!",
    ),
    "celebrate.friend": Words(
        en="{name} joined through you!",
        id="{name} bergabung lewat kamu!",
        ms="{name} menyertai melalui anda!",
    ),
    "celebrate.close": Words(en="Lovely", id="Sip", ms="Bagus"),
    "nudge.almost_points": Words(
        en="Add {amount} more and earn {points}",
        id="Tambah {amount} lagi, dapat {points}",
        ms="Tambah {amount} lagi dan dapat {points}",
    ),
    "nudge.almost_tier": Words(
        en="Add {amount} more to reach {tier}",
        id="Tambah {amount} lagi untuk naik ke {tier}",
        ms="Tambah {amount} lagi untuk naik ke {tier}",
    ),
    "nudge.guest": Words(
        en="Sign in and earn {points} with this order",
        id="Masuk dan dapat {points} dari pesanan ini",
        ms="Log masuk dan dapat {points} daripada pesanan ini",
    ),
    "nudge.friend": Words(
        en="{friend} has a gift for you: {reward}",
        id="{friend} punya hadiah untukmu: {reward}",
        ms="{friend} ada hadiah untuk anda: {reward}",
    ),
    "nudge.birthday": Words(
        en="Tell us your birthday for a gift",
        id="Isi tanggal lahirmu dan dapat hadiah",
        ms="Beritahu hari lahir anda untuk hadiah",
    ),
    "nudge.use": Words(en="Use", id="Pakai", ms="Guna"),
    "nudge.today": Words(en="today", id="hari ini", ms="hari ini"),
    "nudge.in_days": Counted(
        one=Words(en="in {n} day", id="{n} hari lagi", ms="dalam {n} hari"),
        other=Words(en="in {n} days", id="{n} hari lagi", ms="dalam {n} hari"),
    ),
    "error.sold_out": Words(
        en="This reward has just run out. Your points are untouched.",
        id="Hadiah ini baru saja habis. Poinmu tidak berkurang.",
        ms="Ganjaran ini baru sahaja habis. Mata anda tidak terusik.",
    ),
    "error.limit": Words(
        en="You have had this reward as often as it goes",
        id="Hadiah ini sudah mencapai batasnya untukmu",
        ms="Anda telah mencapai had ganjaran ini",
    ),
    "error.contact_hold": Words(
        en=(
            "Your contact details have just changed. To keep your points safe, they"
            " rest for a day."
        ),
        id=(
            "Data kontakmu baru saja berubah. Supaya aman, poinmu belum bisa dipakai"
            " selama sehari."
        ),
        ms=(
            "Butiran hubungan anda baru berubah. Demi keselamatan, mata anda tidak"
            " boleh digunakan selama sehari."
        ),
    ),
    "error.blocked": Words(
        en="This account cannot take part",
        id="Akun ini tidak bisa ikut",
        ms="Akaun ini tidak boleh menyertai",
    ),
    "error.slow": Words(
        en="This takes longer than usual",
        id="Ini lebih lama dari biasanya",
        ms="Ini lebih lama daripada biasa",
    ),
    "error.rate": Words(
        en="Too many tries. Please wait a moment.",
        id="Terlalu banyak percobaan. Tunggu sebentar.",
        ms="Terlalu banyak cubaan. Sila tunggu sebentar.",
    ),
    "error.store": Words(
        en="The shop does not answer right now. Your points are safe.",
        id="Toko sedang tidak menjawab. Poinmu tetap aman.",
        ms="Kedai tidak menjawab buat masa ini. Mata anda tetap selamat.",
    ),
    "error.cart_empty": Words(
        en="Put something in your cart first",
        id="Isi keranjangmu dulu",
        ms="Masukkan sesuatu ke dalam troli dahulu",
    ),
    "error.cart_refused": Words(
        en="The cart did not take the code: {reason}",
        id="Keranjang menolak kode: {reason}",
        ms="Troli menolak kod: {reason}",
    ),
    "error.cart_minimum": Words(
        en="Your cart needs {amount} more for this reward",
        id="Keranjangmu kurang {amount} untuk hadiah ini",
        ms="Troli anda perlu {amount} lagi untuk ganjaran ini",
    ),
    "error.used": Words(
        en="This reward was used already",
        id="Hadiah ini sudah dipakai",
        ms="Ganjaran ini telah digunakan",
    ),
    "error.too_late": Words(
        en="It is too late to return this",
        id="Sudah terlambat untuk membatalkan",
        ms="Sudah terlambat untuk membatalkan",
    ),
    "error.email": Words(
        en="That does not look like an email address",
        id="Sepertinya bukan alamat email",
        ms="Ini tidak kelihatan seperti alamat e-mel",
    ),
    "error.birthday": Words(
        en="The birthday is already set",
        id="Tanggal lahir sudah diisi",
        ms="Hari lahir telah ditetapkan",
    ),
    "error.missing": Words(
        en="This is not there any more", id="Ini sudah tidak ada", ms="Ini sudah tiada"
    ),
    "error.cookies": Words(
        en="Your browser keeps nothing, so sign in on each visit",
        id="Browsermu tidak menyimpan apa pun, jadi masuk lagi tiap kunjungan",
        ms="Pelayar anda tidak menyimpan apa-apa, jadi log masuk setiap lawatan",
    ),
    "a11y.required": Words(en="needed", id="wajib", ms="wajib"),
    "a11y.balance": Words(en="Your balance", id="Saldo poinmu", ms="Baki mata anda"),
    "a11y.qr": Words(
        en="Member code {code}", id="Kode member {code}", ms="Kod ahli {code}"
    ),
    "preview.ribbon": Words(en="Preview", id="Pratinjau", ms="Pratonton"),
    "preview.body": Words(
        en="Only you see this. Nothing here is real.",
        id="Hanya kamu yang melihat ini. Belum ada yang nyata.",
        ms="Hanya anda melihat ini. Belum ada yang benar.",
    ),
}
