"""The words of the shop pages in English, Indonesian and Malay."""

WORDS: dict[str, tuple[str, str, str]] = {
    "account": ("My account", "Akun saya", "Akaun saya"),
    "add": ("Add to cart", "Masukkan ke keranjang", "Tambah ke troli"),
    "added": (
        "Added to your cart.",
        "Sudah masuk ke keranjang.",
        "Sudah ditambah ke troli.",
    ),
    "apply": ("Apply", "Pakai", "Guna"),
    "available": ("Store credit", "Saldo toko", "Kredit kedai"),
    "cart": ("Cart", "Keranjang", "Troli"),
    "checkout": ("Checkout", "Checkout", "Daftar keluar"),
    "code": ("Discount code", "Kode diskon", "Kod diskaun"),
    "code_on": (
        "The code is on your cart.",
        "Kode sudah dipakai di keranjang.",
        "Kod sudah digunakan pada troli.",
    ),
    "continue": ("Continue shopping", "Lanjut belanja", "Terus membeli-belah"),
    "country": ("Country", "Negara", "Negara"),
    "customer": ("Customer", "Pelanggan", "Pelanggan"),
    "discount": ("Discount", "Diskon", "Diskaun"),
    "email": ("E-mail", "Email", "E-mel"),
    "empty_cart": (
        "Your cart is empty.",
        "Keranjangmu masih kosong.",
        "Troli anda kosong.",
    ),
    "first_name": ("First name", "Nama depan", "Nama pertama"),
    "gift_card": ("Gift card", "Kartu hadiah", "Kad hadiah"),
    "gift_card_on": (
        "The gift card pays along.",
        "Kartu hadiah ikut membayar.",
        "Kad hadiah turut membayar.",
    ),
    "have_account": (
        "Already have an account?",
        "Sudah punya akun?",
        "Sudah ada akaun?",
    ),
    "included_tax": ("of which tax", "termasuk pajak", "termasuk cukai"),
    "instead_of": ("instead of", "dari", "daripada"),
    "last_name": ("Last name", "Nama belakang", "Nama keluarga"),
    "left_to_pay": ("Left to pay", "Sisa yang dibayar", "Baki perlu dibayar"),
    "login": ("Sign in", "Masuk", "Log masuk"),
    "logout": ("Sign out", "Keluar", "Log keluar"),
    "new_here": ("New here?", "Baru di sini?", "Baru di sini?"),
    "newsletter": (
        "News and offers by e-mail",
        "Kabar dan penawaran lewat email",
        "Berita dan tawaran melalui e-mel",
    ),
    "newsletter_off": (
        "Unsubscribe from news",
        "Berhenti menerima kabar",
        "Berhenti menerima berita",
    ),
    "newsletter_on": (
        "Subscribe to news",
        "Mulai menerima kabar",
        "Mula menerima berita",
    ),
    "no_orders": ("No orders yet.", "Belum ada pesanan.", "Belum ada pesanan."),
    "no_reviews": ("No reviews yet.", "Belum ada ulasan.", "Belum ada ulasan."),
    "order": ("Order", "Pesanan", "Pesanan"),
    "orders": ("Orders", "Pesanan", "Pesanan"),
    "password": ("Password", "Kata sandi", "Kata laluan"),
    "pay": ("Place order", "Buat pesanan", "Buat pesanan"),
    "pay_with": ("How do you pay?", "Bayar pakai apa?", "Bagaimana anda bayar?"),
    "phone": ("Phone", "Telepon", "Telefon"),
    "products": ("Products", "Produk", "Produk"),
    "quantity": ("Quantity", "Jumlah", "Kuantiti"),
    "rating": ("Stars", "Bintang", "Bintang"),
    "region": ("Region code", "Kode provinsi", "Kod negeri"),
    "remove": ("Remove", "Hapus", "Buang"),
    "review": ("Write a review", "Tulis ulasan", "Tulis ulasan"),
    "review_held": (
        "Thank you. Your review appears once it is approved.",
        "Terima kasih. Ulasanmu tampil setelah disetujui.",
        "Terima kasih. Ulasan anda dipaparkan selepas diluluskan.",
    ),
    "reviews": ("Reviews", "Ulasan", "Ulasan"),
    "send": ("Send", "Kirim", "Hantar"),
    "shipping": ("Shipping", "Ongkos kirim", "Penghantaran"),
    "signup": ("Create account", "Buat akun", "Buka akaun"),
    "subscription": ("Comes every month", "Datang setiap bulan", "Datang setiap bulan"),
    "subtotal": ("Subtotal", "Subtotal", "Subjumlah"),
    "tax": ("Tax", "Pajak", "Cukai"),
    "thanks": (
        "Thank you, your order is placed.",
        "Terima kasih, pesananmu dibuat.",
        "Terima kasih, pesanan anda diterima.",
    ),
    "total": ("Total", "Total", "Jumlah"),
    "update": ("Update", "Perbarui", "Kemas kini"),
    "use_credit": (
        "Use my store credit",
        "Pakai saldo tokoku",
        "Guna kredit kedai saya",
    ),
    "variant": ("Choice", "Pilihan", "Pilihan"),
    "your_tags": ("Your groups", "Kelompokmu", "Kumpulan anda"),
    "your_text": (
        "What do you think of it?",
        "Bagaimana menurutmu?",
        "Apa pendapat anda?",
    ),
}
LANGUAGES = ("en", "id", "ms")
NAMES = {"en": "English", "id": "Indonesia", "ms": "Melayu"}


def word(key: str, language: str) -> str:
    """The word for *key*; what has no entry is shown as it is."""
    found = WORDS.get(key)
    if found is None:
        return key
    return found[LANGUAGES.index(language)] if language in LANGUAGES else found[0]
