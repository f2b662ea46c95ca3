"""What the pages about stores say; above all what to do in WordPress."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words
from app.domain.words.storefront.kinds import Counted

STORES: Final[Mapping[str, Words | Counted]] = {
    "stores.title": Words("Stores", "Toko", "Kedai"),
    "stores.lead": Words(
        "Where your members buy: is each store reachable, and does it tell us?",
        "Tempat membermu belanja: apakah setiap toko terjangkau dan memberi kabar?",
        "Tempat ahli membeli: adakah setiap kedai dapat dihubungi dan memberitahu?",
    ),
    "stores.connect": Words("Connect a store", "Hubungkan toko", "Sambung kedai"),
    "stores.none_title": Words(
        "No store is connected yet",
        "Belum ada toko yang terhubung",
        "Belum ada kedai disambung",
    ),
    "stores.none_text": Words(
        "Orders, customers and refunds will come from your store by themselves.",
        "Pesanan, pelanggan, dan refund akan datang sendiri dari tokomu.",
        "Pesanan, pelanggan dan bayaran balik datang sendiri daripada kedai anda.",
    ),
    "stores.state.passed": Words("Healthy", "Sehat", "Baik"),
    "stores.state.warning": Words(
        "Something to look at", "Perlu diperhatikan", "Perlu dilihat"
    ),
    "stores.state.failed": Words("Needs attention", "Butuh tindakan", "Perlu tindakan"),
    "stores.state.uninstalled": Words("Disconnected", "Terputus", "Terputus"),
    "stores.sandbox": Words("Sandbox", "Uji coba", "Cubaan"),
    "stores.since": Words("Since", "Sejak", "Sejak"),
    "stores.checked": Words(
        "What we look at", "Yang kami periksa", "Perkara yang kami semak"
    ),
    "stores.check_again": Words("Check again", "Periksa lagi", "Semak semula"),
    "stores.checked_now": Words(
        "Checked just now.", "Baru saja diperiksa.", "Baru disemak."
    ),
    "stores.webhooks_at": Words(
        "Webhooks last checked",
        "Webhook terakhir diperiksa",
        "Webhook terakhir disemak",
    ),
    "stores.reconnect": Words("Reconnect", "Hubungkan lagi", "Sambung semula"),
    "stores.disconnect": Words("Disconnect", "Putuskan", "Putuskan"),
    "stores.disconnect_title": Words(
        "Disconnect {name}?", "Putuskan {name}?", "Putuskan {name}?"
    ),
    "stores.disconnect_lead": Words(
        "Our webhooks leave the store and its keys are forgotten. Members,"
        " points and vouchers stay, and you can connect it again at any time.",
        "Webhook kami dihapus dari toko dan kuncinya dilupakan. Member, poin,"
        " dan voucher tetap ada, dan toko bisa dihubungkan lagi kapan saja.",
        "Webhook kami dibuang daripada kedai dan kuncinya dilupakan. Ahli, mata"
        " dan baucar kekal, dan kedai boleh disambung semula bila-bila masa.",
    ),
    "stores.disconnected": Words(
        "{name} is disconnected.", "{name} sudah terputus.", "{name} telah diputuskan."
    ),
    "stores.counts": Words("An order counts", "Pesanan dihitung", "Pesanan dikira"),
    "stores.counts.paid": Words("when it is paid", "saat dibayar", "apabila dibayar"),
    "stores.counts.fulfilled": Words(
        "when it was sent or is completed",
        "saat dikirim atau selesai",
        "apabila dihantar atau selesai",
    ),
    "stores.counts_help": Words(
        "Holds for orders that are placed or change from now on; what was given stays.",
        "Berlaku untuk pesanan yang dibuat atau berubah mulai sekarang; yang sudah"
        " diberikan tetap.",
        "Berkuat kuasa bagi pesanan yang dibuat atau berubah mulai sekarang; yang telah"
        " diberi kekal.",
    ),
    "stores.counts_unknown": Words(
        "Choose one of the two.", "Pilih salah satu.", "Pilih salah satu."
    ),
    "stores.history": Words(
        "The last twelve months", "Dua belas bulan terakhir", "Dua belas bulan lalu"
    ),
    "stores.history_lead": Words(
        "Read in the background to price your programme. Nobody gets points by it.",
        "Dibaca di latar belakang untuk menghitung biaya program. Tidak ada"
        " yang mendapat poin karenanya.",
        "Dibaca di latar belakang untuk mengira kos program. Tiada sesiapa"
        " mendapat mata kerananya.",
    ),
    "stores.history_orders": Counted(
        Words("{n} order read", "{n} pesanan dibaca", "{n} pesanan dibaca"),
        Words("{n} orders read", "{n} pesanan dibaca", "{n} pesanan dibaca"),
    ),
    "stores.history_customers": Counted(
        Words("{n} customer", "{n} pelanggan", "{n} pelanggan"),
        Words("{n} customers", "{n} pelanggan", "{n} pelanggan"),
    ),
    "stores.history_failed": Counted(
        Words(
            "{n} order could not be settled",
            "{n} pesanan tidak bisa diproses",
            "{n} pesanan tidak dapat diproses",
        ),
        Words(
            "{n} orders could not be settled",
            "{n} pesanan tidak bisa diproses",
            "{n} pesanan tidak dapat diproses",
        ),
    ),
    "stores.history_percent": Words(
        "Read so far", "Sudah dibaca", "Dibaca setakat ini"
    ),
    "stores.history.waiting": Words("Waiting", "Menunggu", "Menunggu"),
    "stores.history.running": Words("Reading", "Membaca", "Membaca"),
    "stores.history.stopped": Words("Stopped", "Dihentikan", "Dihentikan"),
    "stores.history.done": Words("Done", "Selesai", "Selesai"),
    "stores.history.failed": Words("Failed", "Gagal", "Gagal"),
    "stores.history_waits": Words(
        "The store did not answer; we go on by ourselves.",
        "Toko tidak menjawab; kami lanjut sendiri.",
        "Kedai tidak menjawab; kami akan teruskan sendiri.",
    ),
    "stores.history_start": Words("Read it", "Baca", "Baca"),
    "stores.history_again": Words("Read it again", "Baca lagi", "Baca semula"),
    "stores.history_stop": Words("Stop", "Hentikan", "Hentikan"),
    "stores.history_resume": Words("Go on", "Lanjutkan", "Teruskan"),
    "stores.history_begun": Words(
        "Reading has begun.", "Pembacaan dimulai.", "Pembacaan bermula."
    ),
    "stores.history_stopped": Words(
        "Stopped. It can go on where it was.",
        "Dihentikan. Bisa dilanjutkan dari tempat terakhir.",
        "Dihentikan. Boleh diteruskan dari tempat terakhir.",
    ),
    "connect.title": Words(
        "Connect your WooCommerce store",
        "Hubungkan toko WooCommerce",
        "Sambung kedai WooCommerce",
    ),
    "connect.lead": Words(
        "Type the address of your store. You approve once in WordPress; nothing"
        " is kept before.",
        "Ketik alamat tokomu. Kamu menyetujui sekali di WordPress; sebelumnya"
        " tidak ada yang disimpan.",
        "Taip alamat kedai anda. Anda luluskan sekali di WordPress; tiada apa"
        " disimpan sebelumnya.",
    ),
    "connect.address": Words("Store address", "Alamat toko", "Alamat kedai"),
    "connect.address_help": Words(
        "As in the browser: https://mystore.com",
        "Seperti di browser: https://tokoku.com",
        "Seperti dalam pelayar: https://kedaiku.com",
    ),
    "connect.go": Words("Continue", "Lanjutkan", "Teruskan"),
    "connect.other": Words("Other ways", "Cara lain", "Cara lain"),
    "connect.keys": Words(
        "With keys that you made yourself",
        "Dengan kunci yang kamu buat sendiri",
        "Dengan kunci yang anda buat sendiri",
    ),
    "connect.keys_lead": Words(
        "WordPress: WooCommerce, Settings, Advanced, REST API, Add key, with"
        " permission Read/Write.",
        "WordPress: WooCommerce, Pengaturan, Lanjutan, REST API, Tambah kunci,"
        " dengan izin Baca/Tulis.",
        "WordPress: WooCommerce, Tetapan, Lanjutan, REST API, Tambah kunci,"
        " dengan kebenaran Baca/Tulis.",
    ),
    "connect.key": Words(
        "Consumer key (ck_…)", "Consumer key (ck_…)", "Consumer key (ck_…)"
    ),
    "connect.secret": Words(
        "Consumer secret (cs_…)", "Consumer secret (cs_…)", "Consumer secret (cs_…)"
    ),
    "connect.keys_go": Words(
        "Test and connect", "Uji dan hubungkan", "Uji dan sambung"
    ),
    "connect.plugin": Words("From the plugin", "Dari plugin", "Daripada plugin"),
    "connect.plugin_lead": Words(
        "Install Setia in WordPress, open WooCommerce, Setia and enter this code.",
        "Pasang Setia di WordPress, buka WooCommerce, Setia, dan masukkan kode ini.",
        "Pasang Setia di WordPress, buka WooCommerce, Setia dan masukkan kod ini.",
    ),
    "connect.plugin_go": Words("Show a code", "Tampilkan kode", "Tunjukkan kod"),
    "connect.code": Words(
        "Your code, good for 30 minutes",
        "Kodemu, berlaku 30 menit",
        "Kod anda, sah 30 minit",
    ),
    "connect.wordpress_title": Words(
        "Now approve in WordPress",
        "Sekarang setujui di WordPress",
        "Sekarang luluskan di WordPress",
    ),
    "connect.wordpress_lead": Words(
        "Your store is reachable. WordPress asks whether Setia may read and"
        " write; you come back here afterwards.",
        "Tokomu terjangkau. WordPress bertanya apakah Setia boleh membaca dan"
        " menulis; setelah itu kamu kembali ke sini.",
        "Kedai anda dapat dihubungi. WordPress bertanya sama ada Setia boleh"
        " membaca dan menulis; anda kembali ke sini selepas itu.",
    ),
    "connect.wordpress_go": Words(
        "Approve in WordPress", "Setujui di WordPress", "Luluskan di WordPress"
    ),
    "connect.unfit_title": Words(
        "Something in the store must be put right first",
        "Ada yang harus diperbaiki dulu di toko",
        "Ada perkara di kedai perlu dibetulkan dahulu",
    ),
    "connect.done_title": Words(
        "Your store is connected", "Tokomu terhubung", "Kedai anda telah disambung"
    ),
    "connect.done_lead": Words(
        "Orders come by themselves from now on; the last twelve months are being read.",
        "Mulai sekarang pesanan datang sendiri; dua belas bulan terakhir sedang"
        " dibaca.",
        "Mulai sekarang pesanan datang sendiri; dua belas bulan lalu sedang dibaca.",
    ),
    "connect.denied": Words(
        "You did not approve. Nothing was kept.",
        "Kamu tidak menyetujui. Tidak ada yang disimpan.",
        "Anda tidak meluluskan. Tiada apa disimpan.",
    ),
    "connect.waiting": Words(
        "The keys have not come yet. Approve in WordPress, then look here again.",
        "Kunci belum datang. Setujui di WordPress, lalu lihat lagi di sini.",
        "Kunci belum tiba. Luluskan di WordPress, kemudian lihat di sini semula.",
    ),
    "connect.taken": Words(
        "This store belongs to another programme.",
        "Toko ini milik program lain.",
        "Kedai ini milik program lain.",
    ),
    "connect.failed": Words(
        "The store stopped answering. Try again in a moment.",
        "Toko berhenti menjawab. Coba lagi sebentar.",
        "Kedai berhenti menjawab. Cuba lagi sebentar.",
    ),
    "connect.again": Words("Try again", "Coba lagi", "Cuba lagi"),
    "connect.connected": Words(
        "{name} is connected.", "{name} terhubung.", "{name} telah disambung."
    ),
    "time.title": Words("Move time", "Majukan waktu", "Gerakkan masa"),
    "time.lead": Words(
        "Everything here is a sandbox: see what happens in some days.",
        "Semua di sini uji coba: lihat apa yang terjadi beberapa hari lagi.",
        "Semua di sini cubaan: lihat apa yang berlaku beberapa hari lagi.",
    ),
    "time.days": Counted(
        Words("{n} day ahead", "Maju {n} hari", "Maju {n} hari"),
        Words("{n} days ahead", "Maju {n} hari", "Maju {n} hari"),
    ),
    "time.now": Words("It is now", "Sekarang", "Sekarang"),
    "time.moved": Words(
        "Time was moved.", "Waktu dimajukan.", "Masa telah digerakkan."
    ),
    "why.sandbox_only": Words(
        "Time moves only while developing, with sandbox stores.",
        "Waktu hanya bisa dimajukan saat pengembangan, dengan toko uji coba.",
        "Masa hanya boleh digerakkan semasa pembangunan, dengan kedai cubaan.",
    ),
    "why.store_unfit": Words(
        "Something in the store must be put right first.",
        "Ada yang harus diperbaiki dulu di toko.",
        "Ada perkara di kedai perlu dibetulkan dahulu.",
    ),
    "why.store_taken": Words(
        "This store belongs to another programme.",
        "Toko ini milik program lain.",
        "Kedai ini milik program lain.",
    ),
    "why.backfill_open": Words(
        "Another reading of this store goes on.",
        "Pembacaan lain dari toko ini sedang berjalan.",
        "Pembacaan lain bagi kedai ini sedang berjalan.",
    ),
}
