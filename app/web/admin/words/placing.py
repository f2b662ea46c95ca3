"""What the page says that leads to the panel on a theme."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words

PLACING: Final[Mapping[str, Words]] = {
    "placing.title": Words(
        "Put the panel on your theme",
        "Pasang panel di temamu",
        "Letak panel pada tema anda",
    ),
    "placing.lead": Words(
        "Members see their points and rewards there. We notice by ourselves when a"
        " page of the store shows it.",
        "Di sanalah member melihat poin dan hadiahnya. Kami tahu sendiri begitu"
        " halaman toko menampilkannya.",
        "Di situlah ahli melihat mata dan ganjaran mereka. Kami tahu sendiri apabila"
        " halaman kedai memaparkannya.",
    ),
    "placing.seen": Words("Seen in the store", "Terlihat di toko", "Dilihat di kedai"),
    "placing.not_seen": Words("Not seen yet", "Belum terlihat", "Belum dilihat"),
    "placing.steps": Words("How it is done", "Caranya", "Caranya"),
    "placing.open": Words("Open the store", "Buka toko", "Buka kedai"),
    "placing.editor": Words(
        "Open the theme editor", "Buka editor tema", "Buka penyunting tema"
    ),
    "placing.plugins": Words(
        "Open WordPress, Plugins", "Buka WordPress, Plugin", "Buka WordPress, Pemalam"
    ),
    "placing.sandbox": Words(
        "This is a sandbox: its theme shows the panel by itself. Open it once.",
        "Ini toko uji coba: temanya menampilkan panel sendiri. Buka sekali.",
        "Ini kedai cubaan: temanya memaparkan panel sendiri. Buka sekali.",
    ),
    "placing.shopify.1": Words(
        "Open the theme editor: App embeds stands open, with Setia in it.",
        "Buka editor tema: bagian Sematan aplikasi terbuka, Setia ada di sana.",
        "Buka penyunting tema: bahagian Benam aplikasi terbuka, Setia ada di situ.",
    ),
    "placing.shopify.2": Words(
        "Switch Setia on and press Save at the top right.",
        "Nyalakan Setia lalu tekan Simpan di kanan atas.",
        "Hidupkan Setia lalu tekan Simpan di kanan atas.",
    ),
    "placing.shopify.3": Words(
        "Open your store once: the button with your points is there.",
        "Buka tokomu sekali: tombol poin sudah ada.",
        "Buka kedai anda sekali: butang mata sudah ada.",
    ),
    "placing.woocommerce.1": Words(
        "WordPress: Plugins, Add new, Upload, choose the file setia-loyalty.zip.",
        "WordPress: Plugin, Tambah baru, Unggah, pilih berkas setia-loyalty.zip.",
        "WordPress: Pemalam, Tambah baharu, Muat naik, pilih fail setia-loyalty.zip.",
    ),
    "placing.woocommerce.2": Words("Activate it.", "Aktifkan.", "Aktifkan."),
    "placing.woocommerce.3": Words(
        "WooCommerce, Setia: if it says that the shop is not connected, enter a code"
        " from Settings, Stores, Connect, From the plugin.",
        "WooCommerce, Setia: bila tertulis belum terhubung, masukkan kode dari"
        " Pengaturan, Toko, Hubungkan, Dari plugin.",
        "WooCommerce, Setia: jika tertulis belum disambung, masukkan kod daripada"
        " Tetapan, Kedai, Sambung, Daripada pemalam.",
    ),
    "placing.woocommerce.4": Words(
        "Open your store once: the button with your points is there. Empty the page"
        " cache if it is not.",
        "Buka tokomu sekali: tombol poin sudah ada. Jika belum, kosongkan cache"
        " halaman.",
        "Buka kedai anda sekali: butang mata sudah ada. Jika belum, kosongkan cache"
        " halaman.",
    ),
}
