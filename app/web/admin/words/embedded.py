"""What is read inside Shopify: on the way in, about what it costs, about data."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words
from app.domain.words.storefront.kinds import Counted

EMBEDDED: Final[Mapping[str, Words | Counted]] = {
    "audit.action.store.installed": Words(
        en="Installed from the shop's admin",
        id="Dipasang dari admin toko",
        ms="Dipasang daripada admin kedai",
    ),
    "audit.action.store.counts": Words(
        en="Chosen when its orders count",
        id="Dipilih kapan pesanannya dihitung",
        ms="Dipilih bila pesanannya dikira",
    ),
    "audit.action.store.returned": Words(
        en="Came back with its history",
        id="Kembali bersama riwayatnya",
        ms="Kembali bersama sejarahnya",
    ),
    "audit.action.store.left": Words(
        en="Left: its keys were deleted",
        id="Pergi: kuncinya dihapus",
        ms="Pergi: kuncinya dipadamkan",
    ),
    "embedded.outside.title": Words(
        en="Open Setia from your Shopify admin",
        id="Buka Setia dari admin Shopify",
        ms="Buka Setia dari admin Shopify",
    ),
    "embedded.outside.text": Words(
        en="This page belongs inside your shop's admin. Open Shopify, choose"
        " Apps, then Setia.",
        id="Halaman ini berada di dalam admin tokomu. Buka Shopify, pilih"
        " Aplikasi, lalu Setia.",
        ms="Halaman ini berada di dalam admin kedai anda. Buka Shopify, pilih"
        " Aplikasi, kemudian Setia.",
    ),
    "embedded.removed.title": Words(
        en="You have no access to Setia any more",
        id="Kamu tidak punya akses ke Setia lagi",
        ms="Anda tiada lagi akses ke Setia",
    ),
    "embedded.removed.text": Words(
        en="An owner took you off the team. Ask one of them to let you in again.",
        id="Seorang pemilik mengeluarkanmu dari tim. Minta salah satu pemilik"
        " untuk mengizinkanmu lagi.",
        ms="Seorang pemilik mengeluarkan anda daripada pasukan. Minta salah"
        " seorang pemilik membenarkan anda semula.",
    ),
    "embedded.scopes.title": Words(
        en="Setia needs your permission",
        id="Setia perlu izinmu",
        ms="Setia memerlukan kebenaran anda",
    ),
    "embedded.scopes.text": Words(
        en="Without these permissions nothing would work, so nothing was"
        " changed. Your members, points and settings are as they were.",
        id="Tanpa izin ini tidak ada yang berfungsi, jadi tidak ada yang"
        " diubah. Member, poin dan pengaturanmu tetap seperti semula.",
        ms="Tanpa kebenaran ini tiada apa yang berfungsi, jadi tiada apa yang"
        " diubah. Ahli, mata dan tetapan anda kekal seperti sedia kala.",
    ),
    "embedded.scopes.list": Words(
        en="Missing",
        id="Yang kurang",
        ms="Yang tiada",
    ),
    "embedded.scopes.give": Words(
        en="Give permission in Shopify",
        id="Beri izin di Shopify",
        ms="Beri kebenaran di Shopify",
    ),
    "embedded.unproven.title": Words(
        en="This way in has ended",
        id="Jalan masuk ini sudah berakhir",
        ms="Laluan masuk ini telah tamat",
    ),
    "embedded.unproven.text": Words(
        en="It was used already, took longer than ten minutes, or began in"
        " another browser. Open Setia from your Shopify admin and begin"
        " again.",
        id="Sudah dipakai, lebih dari sepuluh menit, atau dimulai di browser"
        " lain. Buka Setia dari admin Shopify dan mulai lagi.",
        ms="Ia telah digunakan, melebihi sepuluh minit, atau dimulakan di"
        " pelayar lain. Buka Setia dari admin Shopify dan mulakan semula.",
    ),
    "embedded.silent.title": Words(
        en="Shopify did not answer",
        id="Shopify tidak menjawab",
        ms="Shopify tidak menjawab",
    ),
    "embedded.silent.text": Words(
        en="Nothing is lost. Wait a moment and load this page again.",
        id="Tidak ada yang hilang. Tunggu sebentar dan muat ulang halaman ini.",
        ms="Tiada apa yang hilang. Tunggu sebentar dan muat semula halaman ini.",
    ),
    "embedded.silent.again": Words(
        en="Try again",
        id="Coba lagi",
        ms="Cuba lagi",
    ),
    "embedded.billing.title": Words(
        en="Your subscription",
        id="Langgananmu",
        ms="Langganan anda",
    ),
    "embedded.billing.lead": Words(
        en="One plan with everything in it. Shopify collects it with your bill.",
        id="Satu paket berisi semuanya. Shopify menagihnya bersama tagihanmu.",
        ms="Satu pelan dengan semuanya. Shopify mengutipnya bersama bil anda.",
    ),
    "embedded.billing.price": Words(
        en="{price} every 30 days",
        id="{price} setiap 30 hari",
        ms="{price} setiap 30 hari",
    ),
    "embedded.billing.trial": Words(
        en="{days} days free first",
        id="{days} hari gratis dulu",
        ms="{days} hari percuma dahulu",
    ),
    "embedded.billing.test": Words(
        en="A test: no money moves.",
        id="Uji coba: tidak ada uang yang berpindah.",
        ms="Ujian: tiada wang yang berpindah.",
    ),
    "embedded.billing.begin": Words(
        en="Begin in Shopify",
        id="Mulai di Shopify",
        ms="Mulakan di Shopify",
    ),
    "embedded.billing.leave": Words(
        en="Go on in Shopify",
        id="Lanjutkan di Shopify",
        ms="Teruskan di Shopify",
    ),
    "embedded.billing.leave_text": Words(
        en="Shopify asks for your approval. You come back here afterwards.",
        id="Shopify meminta persetujuanmu. Setelah itu kamu kembali ke sini.",
        ms="Shopify meminta kelulusan anda. Selepas itu anda kembali ke sini.",
    ),
    "embedded.billing.not_yet": Words(
        en="No subscription yet. You can look around; changes wait until it begins.",
        id="Belum berlangganan. Kamu bisa melihat-lihat; perubahan menunggu"
        " sampai langganan dimulai.",
        ms="Belum melanggan. Anda boleh melihat-lihat; perubahan menunggu"
        " sehingga langganan bermula.",
    ),
    "embedded.billing.read_only": Words(
        en="Your subscription has ended. Members keep their points and can use"
        " them; here everything can be seen and nothing changed until you"
        " subscribe again.",
        id="Langgananmu sudah berakhir. Member tetap punya poin dan bisa"
        " memakainya; di sini semua bisa dilihat, tetapi tidak bisa diubah"
        " sampai kamu berlangganan lagi.",
        ms="Langganan anda telah tamat. Ahli kekal mempunyai mata dan boleh"
        " menggunakannya; di sini semuanya boleh dilihat, tetapi tidak"
        " boleh diubah sehingga anda melanggan semula.",
    ),
    "embedded.billing.on_trial": Words(
        en="Your free days are running. Thank you for trying Setia.",
        id="Hari gratismu sedang berjalan. Terima kasih sudah mencoba Setia.",
        ms="Hari percuma anda sedang berjalan. Terima kasih kerana mencuba Setia.",
    ),
    "embedded.billing.paid": Words(
        en="Your subscription is running. Thank you.",
        id="Langgananmu sedang berjalan. Terima kasih.",
        ms="Langganan anda sedang berjalan. Terima kasih.",
    ),
    "embedded.billing.not_you": Words(
        en="An owner or a manager of the team can begin the subscription.",
        id="Pemilik atau manajer tim bisa memulai langganan.",
        ms="Pemilik atau pengurus pasukan boleh memulakan langganan.",
    ),
    "embedded.home": Words(
        en="To Home",
        id="Ke Beranda",
        ms="Ke Laman Utama",
    ),
    "audit.action.data_request.fetched": Words(
        en="Handed over a person's data",
        id="Menyerahkan data seseorang",
        ms="Menyerahkan data seseorang",
    ),
    "requests.title": Words(
        en="Requests for data",
        id="Permintaan data",
        ms="Permintaan data",
    ),
    "requests.lead": Words(
        en="A shopper asked the shop what is kept about them. Send them the file.",
        id="Seorang pembeli bertanya kepada toko data apa yang disimpan."
        " Kirimkan berkasnya.",
        ms="Seorang pembeli bertanya kepada kedai data apa yang disimpan."
        " Hantar fail itu.",
    ),
    "requests.store": Words(
        en="Shop",
        id="Toko",
        ms="Kedai",
    ),
    "requests.came": Words(
        en="Came",
        id="Masuk",
        ms="Diterima",
    ),
    "requests.due": Words(
        en="Answer by",
        id="Jawab sebelum",
        ms="Jawab sebelum",
    ),
    "requests.state": Words(
        en="State",
        id="Status",
        ms="Status",
    ),
    "requests.waits": Words(
        en="Waits",
        id="Menunggu",
        ms="Menunggu",
    ),
    "requests.fetched": Words(
        en="Fetched",
        id="Sudah diambil",
        ms="Sudah diambil",
    ),
    "requests.fetch": Words(
        en="Fetch the file",
        id="Ambil berkas",
        ms="Ambil fail",
    ),
    "requests.see": Words(
        en="See the requests",
        id="Lihat permintaan",
        ms="Lihat permintaan",
    ),
    "requests.none_title": Words(
        en="No requests",
        id="Tidak ada permintaan",
        ms="Tiada permintaan",
    ),
    "requests.none_text": Words(
        en="Shopify passes them on. They stand here for thirty days.",
        id="Shopify meneruskannya. Permintaan ada di sini selama tiga puluh hari.",
        ms="Shopify memanjangkannya. Permintaan ada di sini selama tiga puluh hari.",
    ),
}
