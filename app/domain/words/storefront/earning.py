"""Words of earning: ways, birthday, consent, challenges."""

from app.domain.words.languages import Words

EARNING: dict[str, Words] = {
    "earn.purchase": Words(
        en="Earn {points} for every {amount} you spend",
        id="Dapat {points} setiap belanja {amount}",
        ms="Dapat {points} bagi setiap {amount} yang dibelanjakan",
    ),
    "earn.signup": Words(en="Create an account", id="Buat akun", ms="Cipta akaun"),
    "earn.first_order": Words(
        en="Place your first order", id="Pesanan pertama", ms="Pesanan pertama"
    ),
    "earn.birthday": Words(
        en="Birthday gift", id="Hadiah ulang tahun", ms="Hadiah hari lahir"
    ),
    "earn.birthday_ask": Words(
        en="When is your birthday?",
        id="Kapan ulang tahunmu?",
        ms="Bilakah hari lahir anda?",
    ),
    "earn.birthday_note": Words(
        en="You can set this once.",
        id="Hanya bisa diisi sekali.",
        ms="Hanya boleh ditetapkan sekali.",
    ),
    "earn.review": Words(en="Write a review", id="Tulis ulasan", ms="Tulis ulasan"),
    "earn.review_photo": Words(
        en="Add a photo to your review",
        id="Tambahkan foto di ulasanmu",
        ms="Tambah foto pada ulasan anda",
    ),
    "earn.follow": Words(
        en="Follow us on {network}",
        id="Ikuti kami di {network}",
        ms="Ikuti kami di {network}",
    ),
    "earn.newsletter": Words(
        en="Get our newsletter", id="Langganan newsletter", ms="Langgan surat berita"
    ),
    "earn.challenge": Words(
        en="{done} of {target} done",
        id="{done} dari {target} selesai",
        ms="{done} daripada {target} selesai",
    ),
    "earn.done": Words(en="Done", id="Selesai", ms="Selesai"),
    "earn.limit": Words(
        en="That's the limit for now",
        id="Batasnya sudah tercapai",
        ms="Had telah dicapai",
    ),
    "earn.product": Words(
        en="Buy this, earn {points}",
        id="Beli ini, dapat {points}",
        ms="Beli ini, dapat {points}",
    ),
    "earn.cart": Words(
        en="You'll earn {points} with this order",
        id="Kamu dapat {points} dari pesanan ini",
        ms="Anda dapat {points} daripada pesanan ini",
    ),
    "earn.cart_guest": Words(
        en="Sign in to earn {points} with this order",
        id="Masuk untuk dapat {points} dari pesanan ini",
        ms="Log masuk untuk dapat {points} daripada pesanan ini",
    ),
    "earn.campaign": Words(
        en="{multiplier}× points until {date}",  # noqa: RUF001 - the sign is meant
        id="Poin {multiplier}× sampai {date}",  # noqa: RUF001 - the sign is meant
        ms="Mata {multiplier}× sehingga {date}",  # noqa: RUF001 - the sign is meant
    ),
    "earn.referral": Words(en="Refer a friend", id="Ajak teman", ms="Rujuk rakan"),
    "earn.visit": Words(en="Visit the shop", id="Kunjungi toko", ms="Lawati kedai"),
    "earn.profile": Words(
        en="Complete your details", id="Lengkapi datamu", ms="Lengkapkan butiran anda"
    ),
    "earn.share": Words(
        en="Share with friends", id="Bagikan ke teman", ms="Kongsi dengan rakan"
    ),
    "earn.waiting": Words(
        en="Being checked", id="Sedang diperiksa", ms="Sedang disemak"
    ),
    "earn.go": Words(en="Go", id="Buka", ms="Buka"),
    "earn.shop": Words(en="Shop now", id="Belanja sekarang", ms="Beli sekarang"),
    "earn.open": Words(
        en="I have done this", id="Sudah aku lakukan", ms="Sudah saya lakukan"
    ),
    "earn.empty": Words(
        en="Nothing to do right now",
        id="Belum ada yang perlu dilakukan",
        ms="Tiada apa-apa buat masa ini",
    ),
    "earn.up_to": Words(
        en="Up to {points}", id="Sampai {points}", ms="Sehingga {points}"
    ),
    "birthday.day": Words(en="Day", id="Tanggal", ms="Hari"),
    "birthday.month": Words(en="Month", id="Bulan", ms="Bulan"),
    "birthday.save": Words(en="Save", id="Simpan", ms="Simpan"),
    "birthday.saved": Words(
        en="Saved. See you on your birthday.",
        id="Tersimpan. Sampai jumpa di hari ulang tahunmu.",
        ms="Disimpan. Jumpa lagi pada hari lahir anda.",
    ),
    "birthday.wrong": Words(
        en="That day does not exist",
        id="Tanggal itu tidak ada",
        ms="Tarikh itu tidak wujud",
    ),
    "consent.title": Words(
        en="News by message", id="Kabar lewat pesan", ms="Berita melalui mesej"
    ),
    "consent.email": Words(en="Email", id="Email", ms="E-mel"),
    "consent.sms": Words(en="SMS", id="SMS", ms="SMS"),
    "consent.whatsapp": Words(en="WhatsApp", id="WhatsApp", ms="WhatsApp"),
    "challenge.ends": Words(
        en="Until {date}", id="Sampai {date}", ms="Sehingga {date}"
    ),
    "challenge.done": Words(
        en="Challenge done", id="Tantangan selesai", ms="Cabaran selesai"
    ),
    "challenge.choose": Words(en="Choose", id="Pilih", ms="Pilih"),
    "challenge.chosen": Words(en="Chosen", id="Dipilih", ms="Dipilih"),
    "challenge.empty": Words(
        en="No challenges right now",
        id="Belum ada tantangan",
        ms="Tiada cabaran buat masa ini",
    ),
}
