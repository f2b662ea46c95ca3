"""What the page says that shows where something of ours can stand in a store."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words

_SAID: Final[Mapping[str, tuple[str, str, str]]] = {
    "title": ("Product & cart", "Produk & keranjang", "Produk & troli"),
    "lead": (
        "Every place where shoppers can meet the programme, and whether it is there.",
        "Semua tempat program bisa terlihat di toko, dan apakah sudah dipasang.",
        "Semua tempat program boleh dilihat di kedai, dan sama ada sudah dipasang.",
    ),
    "store": ("Store", "Toko", "Kedai"),
    "none_title": ("No store yet", "Belum ada toko", "Belum ada kedai"),
    "none_text": (
        "Connect a store first; its places then stand here.",
        "Hubungkan toko dulu; tempat-tempatnya lalu muncul di sini.",
        "Sambung kedai dahulu; tempat-tempatnya kemudian muncul di sini.",
    ),
    "example": (
        "Example figures, by this programme's own rate.",
        "Angka contoh, memakai tarif program ini.",
        "Angka contoh, mengikut kadar program ini.",
    ),
    "picture_of": ("Picture: {name}", "Gambar: {name}", "Gambar: {name}"),
    "guests_read": ("Guests read:", "Tamu membaca:", "Tetamu membaca:"),
    "members_read": ("Members read:", "Member membaca:", "Ahli membaca:"),
    "where": ("Where", "Di mana", "Di mana"),
    "how": ("How", "Caranya", "Caranya"),
    "name.launcher": ("Rewards button", "Tombol hadiah", "Butang ganjaran"),
    "name.product": ("Points on a product", "Poin di produk", "Mata pada produk"),
    "name.cart": ("Points in the cart", "Poin di keranjang", "Mata dalam troli"),
    "name.progress": ("Balance and progress", "Saldo dan progres", "Baki dan kemajuan"),
    "name.rewards": ("List of rewards", "Daftar hadiah", "Senarai ganjaran"),
    "name.referral": ("Bring a friend", "Ajak teman", "Bawa rakan"),
    "name.members": ("Goods for members", "Barang khusus member", "Barang untuk ahli"),
    "name.thanks": ("Thank-you page", "Halaman terima kasih", "Halaman terima kasih"),
    "name.account": ("Customer account", "Akun pelanggan", "Akaun pelanggan"),
    "name.page": ("Rewards page", "Halaman hadiah", "Halaman ganjaran"),
    "shows.launcher": (
        "The button that opens the panel; a member's shows the balance.",
        "Tombol yang membuka panel; untuk member menampilkan saldo.",
        "Butang yang membuka panel; untuk ahli menunjukkan baki.",
    ),
    "shows.product": (
        "What buying this product earns.",
        "Berapa poin dari membeli produk ini.",
        "Berapa mata daripada membeli produk ini.",
    ),
    "shows.cart": (
        "What the cart would earn, for members and for guests.",
        "Berapa poin dari isi keranjang, untuk member dan tamu.",
        "Berapa mata daripada isi troli, untuk ahli dan tetamu.",
    ),
    "shows.progress": (
        "A member's balance, tier and way to the next reward.",
        "Saldo, tingkat, dan jalan member ke hadiah berikutnya.",
        "Baki, peringkat dan jalan ahli ke ganjaran seterusnya.",
    ),
    "shows.rewards": (
        "What the programme gives, and what is missing to each reward.",
        "Apa yang diberikan program, dan kekurangan untuk tiap hadiah.",
        "Apa yang diberi program, dan kekurangan bagi setiap ganjaran.",
    ),
    "shows.referral": (
        "An invitation that opens the member's own link.",
        "Ajakan yang membuka tautan milik member.",
        "Jemputan yang membuka pautan milik ahli.",
    ),
    "shows.members": (
        "Who may buy goods that are for some only; hides the buy buttons from others.",
        "Siapa yang boleh membeli barang khusus; tombol beli disembunyikan dari lain.",
        "Siapa boleh membeli barang khusus; butang beli disembunyikan daripada lain.",
    ),
    "shows.thanks": (
        "What the order brought, once it is paid.",
        "Hasil pesanan, begitu dibayar.",
        "Hasil pesanan, sebaik dibayar.",
    ),
    "shows.account": (
        "Balance, codes and redeeming, in the customer's own account.",
        "Saldo, kode, dan penukaran, di akun pelanggan sendiri.",
        "Baki, kod dan penebusan, dalam akaun pelanggan sendiri.",
    ),
    "shows.page": (
        "The whole programme on one page, read by search engines too.",
        "Seluruh program di satu halaman, terbaca mesin pencari.",
        "Seluruh program di satu halaman, dibaca enjin carian juga.",
    ),
    "where.shopify.launcher": (
        "Every page of the theme. Not the checkout.",
        "Semua halaman tema. Bukan checkout.",
        "Semua halaman tema. Bukan daftar keluar.",
    ),
    "where.shopify.product": (
        "The product page of an Online Store 2.0 theme.",
        "Halaman produk tema Online Store 2.0.",
        "Halaman produk tema Online Store 2.0.",
    ),
    "where.shopify.cart": (
        "The cart page, or any section. Not a cart drawer that takes no blocks.",
        "Halaman keranjang, atau bagian mana pun. Bukan laci tanpa blok.",
        "Halaman troli, atau mana-mana bahagian. Bukan laci tanpa blok.",
    ),
    "where.shopify.progress": (
        "Any section, such as the home page or the account.",
        "Bagian mana pun, misalnya beranda atau akun.",
        "Mana-mana bahagian, contohnya laman utama atau akaun.",
    ),
    "where.shopify.rewards": (
        "A page of its own, made under Pages.",
        "Halaman sendiri, dibuat di Pages.",
        "Halaman sendiri, dibuat di Pages.",
    ),
    "where.shopify.referral": (
        "Any section.",
        "Bagian mana pun.",
        "Mana-mana bahagian.",
    ),
    "where.shopify.members": (
        "The product page. The checkout does not know it: a cart link still buys.",
        "Halaman produk. Checkout tidak tahu: tautan keranjang tetap bisa membeli.",
        "Halaman produk. Daftar keluar tidak tahu: pautan troli masih boleh membeli.",
    ),
    "where.shopify.thanks": (
        "The thank-you page and the order status page.",
        "Halaman terima kasih dan status pesanan.",
        "Halaman terima kasih dan status pesanan.",
    ),
    "where.shopify.account": (
        "A page of the new customer accounts.",
        "Halaman di akun pelanggan baru Shopify.",
        "Halaman dalam akaun pelanggan baharu Shopify.",
    ),
    "where.shopify.page": (
        "At /apps/loyalty, inside your theme. It is there by itself.",
        "Di /apps/loyalty, di dalam temamu. Sudah ada dengan sendirinya.",
        "Di /apps/loyalty, di dalam tema anda. Sudah ada dengan sendirinya.",
    ),
    "where.woocommerce.launcher": (
        "Every page of the shop.",
        "Semua halaman toko.",
        "Semua halaman kedai.",
    ),
    "where.woocommerce.product": (
        "The product page, below the price.",
        "Halaman produk, di bawah harga.",
        "Halaman produk, di bawah harga.",
    ),
    "where.woocommerce.cart": (
        "Cart and checkout, both the classic ones and the blocks.",
        "Keranjang dan checkout, versi klasik maupun blok.",
        "Troli dan daftar keluar, versi klasik dan blok.",
    ),
    "where.woocommerce.thanks": (
        "The page after the order.",
        "Halaman setelah pesanan.",
        "Halaman selepas pesanan.",
    ),
    "where.woocommerce.account": (
        "My account, Rewards.",
        "Akun saya, Rewards.",
        "Akaun saya, Rewards.",
    ),
    "where.woocommerce.page": (
        "Any page or post.",
        "Halaman atau tulisan mana pun.",
        "Mana-mana halaman atau tulisan.",
    ),
    "way.shopify.embed": (
        "The theme editor opens with it switched on; save there.",
        "Editor tema terbuka dengan ini aktif; simpan di sana.",
        "Editor tema dibuka dengan ini aktif; simpan di sana.",
    ),
    "way.shopify.block": (
        "The theme editor opens with the block added; move it, then save.",
        "Editor tema terbuka dengan blok ini; pindahkan, lalu simpan.",
        "Editor tema dibuka dengan blok ini; alihkan, kemudian simpan.",
    ),
    "way.shopify.editor": (
        "In Shopify: Settings, Checkout, Customize: choose the page, add the block.",
        "Di Shopify: Settings, Checkout, Customize: pilih halaman, tambah blok.",
        "Di Shopify: Settings, Checkout, Customize: pilih halaman, tambah blok.",
    ),
    "way.shopify.link": (
        "Put its address into the store's menu.",
        "Masukkan alamatnya ke menu toko.",
        "Masukkan alamatnya ke menu kedai.",
    ),
    "way.woocommerce.plugin": (
        "The plugin puts it there by itself once it is connected.",
        "Plugin memasangnya sendiri begitu terhubung.",
        "Plugin memasangnya sendiri sebaik disambung.",
    ),
    "way.woocommerce.shortcode": (
        "Write [setia_rewards] into a page, or add the block “Setia rewards”.",
        "Tulis [setia_rewards] di halaman, atau tambah blok “Setia rewards”.",
        "Tulis [setia_rewards] dalam halaman, atau tambah blok “Setia rewards”.",
    ),
    "do.editor": ("Open the theme editor", "Buka editor tema", "Buka editor tema"),
    "do.wordpress": ("New page", "Halaman baru", "Halaman baharu"),
    "do.store": ("Open the store", "Buka toko", "Buka kedai"),
    "do.page": ("Its addresses", "Alamatnya", "Alamatnya"),
    "state.seen": ("placed", "terpasang", "dipasang"),
    "state.plugin": (
        "placed by the plugin",
        "dipasang plugin",
        "dipasang plugin",
    ),
    "state.long_ago": ("not seen lately", "lama tidak terlihat", "lama tidak dilihat"),
    "state.not_yet": ("not seen yet", "belum terlihat", "belum dilihat"),
    "state.silent": (
        "we can't tell",
        "tidak terlihat dari sini",
        "tidak dapat dilihat",
    ),
    "seen_at": ("Last seen:", "Terakhir terlihat:", "Terakhir dilihat:"),
    "about.long_ago": (
        "Nobody met it for a month. Look whether a new theme lost it.",
        "Sebulan tidak ada yang melihatnya. Periksa apakah tema baru kehilangannya.",
        "Sebulan tiada yang melihatnya. Semak sama ada tema baharu kehilangannya.",
    ),
    "about.not_yet": (
        "It shows up here after the first shopper meets it, within the hour.",
        "Muncul di sini setelah pembeli pertama melihatnya, dalam sejam.",
        "Muncul di sini selepas pembeli pertama melihatnya, dalam sejam.",
    ),
    "about.silent": (
        "It draws itself without asking us; the theme editor shows it.",
        "Blok ini tampil tanpa bertanya pada kami; lihat di editor tema.",
        "Blok ini dipaparkan tanpa bertanya kami; lihat di editor tema.",
    ),
}
PLACEMENTS: Final[Mapping[str, Words]] = {
    f"placement.{key}": Words(*said) for key, said in _SAID.items()
} | {
    "nav.storefront.placing": Words(*_SAID["title"]),
}
