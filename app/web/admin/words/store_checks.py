"""Each look at a store in words: what it is, and where in WordPress it is put right."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words
from app.domain.words.storefront.kinds import Counted

STORE_CHECKS: Final[Mapping[str, Words | Counted]] = {
    "check.address": Words("A public address", "Alamat publik", "Alamat awam"),
    "check.address.fix": Words(
        "{address} is not an address that we can call. Use the public https"
        " address of the store, a name and not a number.",
        "{address} bukan alamat yang bisa kami hubungi. Pakai alamat https"
        " publik toko, berupa nama dan bukan angka.",
        "{address} bukan alamat yang boleh kami hubungi. Guna alamat https awam"
        " kedai, nama dan bukan nombor.",
    ),
    "check.https": Words("HTTPS", "HTTPS", "HTTPS"),
    "check.https.fix": Words(
        "Keys must travel encrypted. Ask your host for a certificate (often"
        " free), then WordPress: Settings, General, both addresses with"
        " https://.",
        "Kunci harus dikirim terenkripsi. Minta sertifikat dari hosting (sering"
        " gratis), lalu WordPress: Pengaturan, Umum, kedua alamat dengan"
        " https://.",
        "Kunci mesti dihantar secara disulitkan. Minta sijil daripada hos"
        " (selalunya percuma), kemudian WordPress: Tetapan, Umum, kedua-dua"
        " alamat dengan https://.",
    ),
    "check.certificate": Words("The certificate", "Sertifikat", "Sijil"),
    "check.certificate.fix": Words(
        "The store's certificate is expired or not from a known authority. Ask"
        " your host to renew it.",
        "Sertifikat toko kedaluwarsa atau bukan dari lembaga yang dikenal."
        " Minta hosting memperbaruinya.",
        "Sijil kedai telah tamat tempoh atau bukan daripada pihak yang"
        " dikenali. Minta hos memperbaharuinya.",
    ),
    "check.reachable": Words("The store answers", "Toko menjawab", "Kedai menjawab"),
    "check.reachable.fix": Words(
        "We could not connect. Is the address right, the store online and not"
        " in “coming soon” mode? WordPress: WooCommerce, Settings, Site"
        " visibility.",
        "Kami tidak bisa terhubung. Apakah alamatnya benar, toko aktif, dan"
        " tidak dalam mode “segera hadir”? WordPress: WooCommerce, Pengaturan,"
        " Visibilitas situs.",
        "Kami tidak dapat menyambung. Adakah alamatnya betul, kedai dalam"
        " talian dan bukan mod “akan datang”? WordPress: WooCommerce, Tetapan,"
        " Keterlihatan tapak.",
    ),
    "check.moved": Words("The right address", "Alamat yang tepat", "Alamat yang betul"),
    "check.moved.fix": Words(
        "The store sends us to {address}. Connect that address.",
        "Toko mengarahkan kami ke {address}. Hubungkan alamat itu.",
        "Kedai menghala kami ke {address}. Sambung alamat itu.",
    ),
    "check.permalinks": Words("Permalinks", "Permalink", "Pautan kekal"),
    "check.permalinks.fix": Words(
        "WordPress: Settings, Permalinks, choose any structure but Plain and save.",
        "WordPress: Pengaturan, Permalink, pilih struktur apa pun selain Biasa,"
        " lalu simpan.",
        "WordPress: Tetapan, Pautan Kekal, pilih mana-mana struktur selain"
        " Biasa dan simpan.",
    ),
    "check.woocommerce": Words(
        "WooCommerce is active", "WooCommerce aktif", "WooCommerce aktif"
    ),
    "check.woocommerce.fix": Words(
        "WordPress: Plugins, activate WooCommerce. A security plugin may also"
        " hide its REST API: allow /wp-json/wc/.",
        "WordPress: Plugin, aktifkan WooCommerce. Plugin keamanan juga bisa"
        " menutup REST API: izinkan /wp-json/wc/.",
        "WordPress: Pemalam, aktifkan WooCommerce. Pemalam keselamatan juga"
        " boleh menutup REST API: benarkan /wp-json/wc/.",
    ),
    "check.clock": Words("The clock", "Jam", "Jam"),
    "check.clock.fix": Words(
        "The store's clock is {minutes} minutes off. Ask your host to set it by"
        " a time server.",
        "Jam toko meleset {minutes} menit. Minta hosting menyetelnya dengan"
        " server waktu.",
        "Jam kedai tersasar {minutes} minit. Minta hos menetapkannya dengan"
        " pelayan masa.",
    ),
    "check.our_address": Words(
        "The store can reach us", "Toko bisa menjangkau kami", "Kedai boleh capai kami"
    ),
    "check.our_address.fix": Words(
        "This installation is at {address}, which no store on the internet can"
        " call. Whoever runs it sets PUBLIC_URL to a public https address.",
        "Instalasi ini ada di {address}, yang tidak bisa dihubungi toko di"
        " internet. Pengelolanya perlu mengisi PUBLIC_URL dengan alamat https"
        " publik.",
        "Pemasangan ini di {address}, yang tidak boleh dihubungi kedai di"
        " internet. Pengurusnya perlu menetapkan PUBLIC_URL kepada alamat https"
        " awam.",
    ),
    "check.rest": Words("The REST API", "REST API", "REST API"),
    "check.rest.fix": Words(
        "The store did not answer our questions as WooCommerce does. Switch"
        " caching and security plugins off for /wp-json/ and try again.",
        "Toko tidak menjawab seperti WooCommerce. Matikan plugin cache dan"
        " keamanan untuk /wp-json/, lalu coba lagi.",
        "Kedai tidak menjawab seperti WooCommerce. Matikan pemalam cache dan"
        " keselamatan untuk /wp-json/ dan cuba lagi.",
    ),
    "check.keys_read": Words("The keys read", "Kunci bisa membaca", "Kunci membaca"),
    "check.keys_read.fix": Words(
        "The store refused the keys. WordPress: WooCommerce, Settings,"
        " Advanced, REST API, make a new key with Read/Write for an"
        " administrator or shop manager.",
        "Toko menolak kunci. WordPress: WooCommerce, Pengaturan, Lanjutan, REST"
        " API, buat kunci baru Baca/Tulis untuk administrator atau manajer"
        " toko.",
        "Kedai menolak kunci. WordPress: WooCommerce, Tetapan, Lanjutan, REST"
        " API, buat kunci baharu Baca/Tulis untuk pentadbir atau pengurus"
        " kedai.",
    ),
    "check.keys_write": Words("The keys write", "Kunci bisa menulis", "Kunci menulis"),
    "check.keys_write.fix": Words(
        "The keys only read. WordPress: WooCommerce, Settings, Advanced, REST"
        " API, edit the key: Permissions Read/Write.",
        "Kunci hanya bisa membaca. WordPress: WooCommerce, Pengaturan,"
        " Lanjutan, REST API, ubah kunci: Izin Baca/Tulis.",
        "Kunci hanya membaca. WordPress: WooCommerce, Tetapan, Lanjutan, REST"
        " API, edit kunci: Kebenaran Baca/Tulis.",
    ),
    "check.version": Words(
        "WooCommerce is recent", "WooCommerce terbaru", "WooCommerce terkini"
    ),
    "check.version.fix": Words(
        "The store runs WooCommerce {version}; 8.0 or later is needed."
        " WordPress: Dashboard, Updates.",
        "Toko memakai WooCommerce {version}; perlu 8.0 atau lebih baru."
        " WordPress: Dasbor, Pembaruan.",
        "Kedai menggunakan WooCommerce {version}; 8.0 atau lebih baharu"
        " diperlukan. WordPress: Papan Pemuka, Kemas Kini.",
    ),
    "check.coupons": Words("Coupons", "Kupon", "Kupon"),
    "check.coupons.fix": Words(
        "Rewards become coupons, and coupons are off. WordPress: WooCommerce,"
        " Settings, General, tick “Enable the use of coupon codes”.",
        "Hadiah menjadi kupon, dan kupon dimatikan. WordPress: WooCommerce,"
        " Pengaturan, Umum, centang “Aktifkan penggunaan kode kupon”.",
        "Ganjaran menjadi kupon, dan kupon dimatikan. WordPress: WooCommerce,"
        " Tetapan, Umum, tandakan “Benarkan penggunaan kod kupon”.",
    ),
    "check.webhooks": Words(
        "Webhooks can be made", "Webhook bisa dibuat", "Webhook boleh dibuat"
    ),
    "check.webhooks.fix": Words(
        "The store refused a test webhook. WordPress: WooCommerce, Settings,"
        " Advanced, Webhooks must open for the user of the key; a security"
        " plugin may forbid it.",
        "Toko menolak webhook percobaan. WordPress: WooCommerce, Pengaturan,"
        " Lanjutan, Webhook harus bisa dibuka pemilik kunci; plugin keamanan"
        " bisa melarangnya.",
        "Kedai menolak webhook ujian. WordPress: WooCommerce, Tetapan,"
        " Lanjutan, Webhook mesti boleh dibuka pengguna kunci; pemalam"
        " keselamatan mungkin melarang.",
    ),
    "check.webhooks_repaired": Words(
        "Webhooks were repaired", "Webhook diperbaiki", "Webhook dibaiki"
    ),
    "check.webhooks_repaired.fix": Words(
        "The store had switched off or lost: {topics}. We made them anew and"
        " read what was missed. If it happens again, look at WordPress:"
        " WooCommerce, Status, Logs, “webhooks-delivery”.",
        "Toko mematikan atau kehilangan: {topics}. Kami membuatnya lagi dan"
        " membaca yang terlewat. Jika terulang, lihat WordPress: WooCommerce,"
        " Status, Log, “webhooks-delivery”.",
        "Kedai telah mematikan atau kehilangan: {topics}. Kami membuatnya"
        " semula dan membaca yang terlepas. Jika berulang, lihat WordPress:"
        " WooCommerce, Status, Log, “webhooks-delivery”.",
    ),
    "check.webhooks_not_made": Words(
        "Webhooks are missing", "Webhook kurang", "Webhook tiada"
    ),
    "check.webhooks_not_made.fix": Words(
        "The store does not let us make: {topics}. Orders come later, when we"
        " read them ourselves. Reconnect with an administrator.",
        "Toko tidak mengizinkan kami membuat: {topics}. Pesanan datang"
        " terlambat, saat kami membacanya sendiri. Hubungkan lagi dengan"
        " administrator.",
        "Kedai tidak membenarkan kami membuat: {topics}. Pesanan datang lewat,"
        " apabila kami membacanya sendiri. Sambung semula dengan pentadbir.",
    ),
    "check.panel": Words("The panel on the theme", "Panel di tema", "Panel pada tema"),
    "check.panel.fix": Words(
        "Home, To do: the steps for your platform.",
        "Beranda, Perlu dikerjakan: langkah untuk platformmu.",
        "Utama, Perlu dilakukan: langkah untuk platform anda.",
    ),
    "check.access_lost": Words(
        "The store took our access away",
        "Toko mencabut akses kami",
        "Kedai menarik balik akses kami",
    ),
    "check.access_lost.fix": Words(
        "Keys were deleted, or their user lost the role. Reconnect the store.",
        "Kunci dihapus, atau pemiliknya kehilangan peran. Hubungkan lagi toko ini.",
        "Kunci dipadam, atau penggunanya hilang peranan. Sambung semula kedai ini.",
    ),
    "check.webhooks_unchecked": Words(
        "Nobody watched for a day", "Sehari tidak diawasi", "Sehari tidak dipantau"
    ),
    "check.webhooks_unchecked.fix": Words(
        "The watch over webhooks has not run for a day: is the scheduler running?",
        "Pengawasan webhook tidak berjalan sehari: apakah penjadwal aktif?",
        "Pemantauan webhook tidak berjalan sehari: adakah penjadual berjalan?",
    ),
}
