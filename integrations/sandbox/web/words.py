"""The words of the shop pages in English and Indonesian."""

WORDS: dict[str, tuple[str, str]] = {
    "account": ("My account", "Akun saya"),
    "add": ("Add to cart", "Masukkan ke keranjang"),
    "added": ("Added to your cart.", "Sudah masuk ke keranjang."),
    "apply": ("Apply", "Pakai"),
    "available": ("Store credit", "Saldo toko"),
    "cart": ("Cart", "Keranjang"),
    "checkout": ("Checkout", "Checkout"),
    "code": ("Discount code", "Kode diskon"),
    "code_on": ("The code is on your cart.", "Kode sudah dipakai di keranjang."),
    "continue": ("Continue shopping", "Lanjut belanja"),
    "customer": ("Customer", "Pelanggan"),
    "discount": ("Discount", "Diskon"),
    "email": ("E-mail", "Email"),
    "empty_cart": ("Your cart is empty.", "Keranjangmu masih kosong."),
    "first_name": ("First name", "Nama depan"),
    "have_account": ("Already have an account?", "Sudah punya akun?"),
    "included_tax": ("of which tax", "termasuk pajak"),
    "last_name": ("Last name", "Nama belakang"),
    "login": ("Sign in", "Masuk"),
    "logout": ("Sign out", "Keluar"),
    "new_here": ("New here?", "Baru di sini?"),
    "no_orders": ("No orders yet.", "Belum ada pesanan."),
    "no_reviews": ("No reviews yet.", "Belum ada ulasan."),
    "order": ("Order", "Pesanan"),
    "orders": ("Orders", "Pesanan"),
    "password": ("Password", "Kata sandi"),
    "pay": ("Place order", "Buat pesanan"),
    "pay_with": ("How do you pay?", "Bayar pakai apa?"),
    "phone": ("Phone", "Telepon"),
    "products": ("Products", "Produk"),
    "quantity": ("Quantity", "Jumlah"),
    "rating": ("Stars", "Bintang"),
    "remove": ("Remove", "Hapus"),
    "review": ("Write a review", "Tulis ulasan"),
    "review_held": (
        "Thank you. Your review appears once it is approved.",
        "Terima kasih. Ulasanmu tampil setelah disetujui.",
    ),
    "reviews": ("Reviews", "Ulasan"),
    "send": ("Send", "Kirim"),
    "shipping": ("Shipping", "Ongkos kirim"),
    "signup": ("Create account", "Buat akun"),
    "subtotal": ("Subtotal", "Subtotal"),
    "tax": ("Tax", "Pajak"),
    "thanks": ("Thank you, your order is placed.", "Terima kasih, pesananmu dibuat."),
    "total": ("Total", "Total"),
    "update": ("Update", "Perbarui"),
    "variant": ("Choice", "Pilihan"),
    "your_text": ("What do you think of it?", "Bagaimana menurutmu?"),
}
LANGUAGES = ("en", "id")


def word(key: str, language: str) -> str:
    """The word for *key*; what has no entry is shown as it is."""
    pair = WORDS.get(key)
    if pair is None:
        return key
    return pair[LANGUAGES.index(language)] if language in LANGUAGES else pair[0]
