"""What stands on every page: places, buttons, roles, refusals."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words
from app.domain.words.storefront.kinds import Counted


def _w(en: str, id_: str, ms: str) -> Words:
    return Words(en, id_, ms)


NAV: Final[Mapping[str, Words | Counted]] = {
    "nav.home": _w("Home", "Beranda", "Utama"),
    "nav.programme": _w("Programme", "Program", "Program"),
    "nav.members": _w("Members", "Member", "Ahli"),
    "nav.campaigns": _w("Campaigns", "Kampanye", "Kempen"),
    "nav.storefront": _w("Storefront", "Etalase", "Etalase"),
    "nav.analytics": _w("Analytics", "Analitik", "Analitik"),
    "nav.settings": _w("Settings", "Pengaturan", "Tetapan"),
    "nav.programme.overview": _w("Overview", "Ringkasan", "Ringkasan"),
    "nav.programme.earn": _w("Earn", "Dapat poin", "Kumpul mata"),
    "nav.programme.rewards": _w("Rewards", "Hadiah", "Ganjaran"),
    "nav.programme.tiers": _w("Tiers", "Tingkat", "Peringkat"),
    "nav.programme.membership": _w("Membership", "Keanggotaan", "Keahlian"),
    "nav.programme.referrals": _w("Referrals", "Ajak teman", "Rujukan"),
    "nav.programme.play": _w("Play", "Permainan", "Permainan"),
    "nav.programme.terms": _w("Terms", "Ketentuan", "Terma"),
    "nav.members.list": _w("List", "Daftar", "Senarai"),
    "nav.members.segments": _w("Segments", "Segmen", "Segmen"),
    "nav.members.activity": _w("Activity", "Aktivitas", "Aktiviti"),
    "nav.members.redemptions": _w("Redemptions", "Penukaran", "Penebusan"),
    "nav.members.review": _w("Review", "Tinjauan", "Semakan"),
    "nav.members.support": _w("Support", "Layanan", "Sokongan"),
    "nav.members.import": _w("Import", "Impor", "Import"),
    "nav.campaigns.calendar": _w("Calendar", "Kalender", "Kalendar"),
    "nav.campaigns.all": _w("List", "Daftar", "Senarai"),
    "nav.storefront.look": _w("Look", "Tampilan", "Rupa"),
    "nav.storefront.panel": _w("Panel", "Panel", "Panel"),
    "nav.storefront.page": _w("Rewards page", "Halaman hadiah", "Halaman ganjaran"),
    "nav.storefront.nudges": _w("Nudges", "Petunjuk", "Petunjuk"),
    "nav.storefront.languages": _w("Languages", "Bahasa", "Bahasa"),
    "nav.analytics.overview": _w("Overview", "Ringkasan", "Ringkasan"),
    "nav.analytics.return": _w("Return", "Imbal hasil", "Pulangan"),
    "nav.analytics.members": _w("Members", "Member", "Ahli"),
    "nav.analytics.points": _w(
        "Points & liability", "Poin & kewajiban", "Mata & liabiliti"
    ),
    "nav.analytics.referrals": _w("Referrals", "Ajakan", "Rujukan"),
    "nav.analytics.reports": _w("Reports", "Laporan", "Laporan"),
    "nav.settings.general": _w("General", "Umum", "Umum"),
    "nav.settings.team": _w("Team", "Tim", "Pasukan"),
    "nav.settings.stores": _w("Stores", "Toko", "Kedai"),
    "nav.settings.keys": _w("API keys", "Kunci API", "Kunci API"),
    "nav.settings.webhooks": _w("Webhooks", "Webhook", "Webhook"),
    "nav.settings.deliveries": _w("Deliveries", "Kiriman", "Penghantaran"),
    "nav.settings.data": _w("Data", "Data", "Data"),
    "nav.settings.system": _w("System", "Sistem", "Sistem"),
    "nav.settings.audit": _w("Audit log", "Log audit", "Log audit"),
    "nav.more": _w("More", "Lainnya", "Lagi"),
    "nav.main": _w("Main menu", "Menu utama", "Menu utama"),
    "nav.tabs": _w("Pages of this part", "Halaman bagian ini", "Halaman bahagian ini"),
    "nav.skip": _w("Skip to content", "Langsung ke isi", "Terus ke kandungan"),
    "nav.search": _w(
        "Search members, orders, pages",
        "Cari member, pesanan, halaman",
        "Cari ahli, pesanan, halaman",
    ),
    "nav.help": _w("Help", "Bantuan", "Bantuan"),
    "nav.account": _w("Your account", "Akunmu", "Akaun anda"),
    "nav.sign_out": _w("Sign out", "Keluar", "Log keluar"),
    "nav.programmes": _w("Programmes", "Program", "Program"),
    "nav.language": _w("Language", "Bahasa", "Bahasa"),
}
COMMON: Final[Mapping[str, Words | Counted]] = {
    **NAV,
    "do.save": _w("Save", "Simpan", "Simpan"),
    "do.cancel": _w("Cancel", "Batal", "Batal"),
    "do.back": _w("Back", "Kembali", "Kembali"),
    "do.next": _w("Next", "Lanjut", "Seterusnya"),
    "do.close": _w("Close", "Tutup", "Tutup"),
    "do.undo": _w("Undo", "Urungkan", "Buat asal"),
    "do.edit": _w("Edit", "Ubah", "Ubah"),
    "do.remove": _w("Remove", "Hapus", "Buang"),
    "do.add": _w("Add", "Tambah", "Tambah"),
    "do.search": _w("Search", "Cari", "Cari"),
    "do.filter": _w("Filter", "Saring", "Tapis"),
    "do.clear": _w("Clear", "Bersihkan", "Kosongkan"),
    "do.export_csv": _w("Download CSV", "Unduh CSV", "Muat turun CSV"),
    "do.try_again": _w("Try again", "Coba lagi", "Cuba lagi"),
    "do.show_all": _w("Show all", "Lihat semua", "Lihat semua"),
    "do.why": _w("Why?", "Mengapa?", "Mengapa?"),
    "page.newer": _w("Newer", "Lebih baru", "Lebih baharu"),
    "page.older": _w("Older", "Lebih lama", "Lebih lama"),
    "page.previous": _w("Previous", "Sebelumnya", "Sebelumnya"),
    "page.next": _w("Next", "Berikutnya", "Seterusnya"),
    "state.on": _w("On", "Aktif", "Aktif"),
    "state.off": _w("Off", "Nonaktif", "Tidak aktif"),
    "state.live": _w("Live", "Aktif", "Aktif"),
    "state.paused": _w("Paused", "Dijeda", "Dijeda"),
    "state.frozen": _w("Frozen", "Dibekukan", "Dibekukan"),
    "state.not_live": _w("Not live yet", "Belum aktif", "Belum aktif"),
    "state.test": _w("Test mode", "Mode uji", "Mod ujian"),
    "say.yes": _w("Yes", "Ya", "Ya"),
    "say.no": _w("No", "Tidak", "Tidak"),
    "say.none": _w("None", "Tidak ada", "Tiada"),
    "say.optional": _w("optional", "opsional", "pilihan"),
    "say.loading": _w("Loading …", "Memuat …", "Memuatkan …"),
    "say.version": _w("Version {version}", "Versi {version}", "Versi {version}"),
    "say.points": Counted(
        _w("{n} point", "{n} poin", "{n} mata"),
        _w("{n} points", "{n} poin", "{n} mata"),
    ),
    "say.members": Counted(
        _w("{n} member", "{n} member", "{n} ahli"),
        _w("{n} members", "{n} member", "{n} ahli"),
    ),
    "say.just_now": _w("just now", "baru saja", "baru sahaja"),
    "say.minutes_ago": Counted(
        _w("{n} minute ago", "{n} menit lalu", "{n} minit lalu"),
        _w("{n} minutes ago", "{n} menit lalu", "{n} minit lalu"),
    ),
    "say.hours_ago": Counted(
        _w("{n} hour ago", "{n} jam lalu", "{n} jam lalu"),
        _w("{n} hours ago", "{n} jam lalu", "{n} jam lalu"),
    ),
    "say.saved": _w("Saved.", "Tersimpan.", "Disimpan."),
    "say.unsaved": _w(
        "There are changes that are not saved.",
        "Ada perubahan yang belum disimpan.",
        "Ada perubahan yang belum disimpan.",
    ),
    "say.kept_here": _w(
        "What you typed here before was kept.",
        "Isianmu sebelumnya masih tersimpan.",
        "Isian anda sebelum ini masih disimpan.",
    ),
    "say.type_to_confirm": _w(
        "Type {number} to confirm",
        "Ketik {number} untuk memastikan",
        "Taip {number} untuk mengesahkan",
    ),
    "say.confirm_wrong": _w(
        "To confirm, type exactly {number}.",
        "Untuk memastikan, ketik tepat {number}.",
        "Untuk mengesahkan, taip tepat {number}.",
    ),
    "role.owner": _w("Owner", "Pemilik", "Pemilik"),
    "role.manager": _w("Manager", "Manajer", "Pengurus"),
    "role.support": _w("Support", "Layanan pelanggan", "Khidmat pelanggan"),
    "role.analyst": _w("Analyst", "Analis", "Penganalisis"),
    "refused.title": _w(
        "Not for your role", "Bukan untuk peranmu", "Bukan untuk peranan anda"
    ),
    "refused.lead": _w(
        "You are here as {role}. This needs: {roles}.",
        "Kamu masuk sebagai {role}. Ini memerlukan: {roles}.",
        "Anda masuk sebagai {role}. Ini memerlukan: {roles}.",
    ),
    "refused.help": _w(
        "Ask one of them to do it, or to change your role under Settings, Team.",
        "Minta salah satu dari mereka, atau minta peranmu diubah di Pengaturan, Tim.",
        "Minta salah seorang daripada mereka, atau minta peranan anda diubah di"
        " Tetapan, Pasukan.",
    ),
    "refused.unpaid_title": _w(
        "Not without a subscription",
        "Perlu langganan",
        "Perlu langganan",
    ),
    "refused.unpaid_lead": _w(
        "Everything can be seen; changes wait until the subscription runs.",
        "Semuanya bisa dilihat; perubahan menunggu sampai langganan berjalan.",
        "Semuanya boleh dilihat; perubahan menunggu sehingga langganan berjalan.",
    ),
    "wrong.title": _w("That did not work", "Tidak berhasil", "Tidak berjaya"),
    "wrong.missing": _w(
        "There is no such page or thing here. It may have been removed.",
        "Halaman atau data ini tidak ada. Mungkin sudah dihapus.",
        "Halaman atau data ini tiada. Mungkin telah dibuang.",
    ),
    "wrong.ours": _w(
        "Something went wrong on our side; nothing was lost. Number {number} tells"
        " us more.",
        "Ada gangguan di pihak kami; tidak ada yang hilang. Nomor {number} membantu"
        " kami mencarinya.",
        "Ada masalah di pihak kami; tiada apa yang hilang. Nombor {number} membantu"
        " kami mencarinya.",
    ),
    "wrong.form_stale": _w(
        "This form came from another session. Nothing was changed; please send it"
        " again.",
        "Formulir ini dari sesi lain. Tidak ada yang berubah; silakan kirim lagi.",
        "Borang ini daripada sesi lain. Tiada yang berubah; sila hantar sekali lagi.",
    ),
    "find.nothing_title": _w(
        "Who or what are you looking for?",
        "Cari siapa atau apa?",
        "Cari siapa atau apa?",
    ),
    "find.nothing_text": _w(
        "Type a name, an e-mail, a phone or order number, or what a page is called.",
        "Ketik nama, e-mail, nomor telepon atau pesanan, atau nama halaman.",
        "Taip nama, e-mel, nombor telefon atau pesanan, atau nama halaman.",
    ),
    "help.title": _w("Help", "Bantuan", "Bantuan"),
    "help.lead": _w(
        "What people ask first about a page, and keys that save time.",
        "Yang paling sering ditanyakan tentang halaman, dan tombol pintas.",
        "Yang paling kerap ditanya tentang halaman, dan kekunci pintas.",
    ),
    "help.about": _w("Help: {page}", "Bantuan: {page}", "Bantuan: {page}"),
    "help.to_page": _w("Open {page}", "Buka {page}", "Buka {page}"),
    "help.topics": _w("Other pages", "Halaman lain", "Halaman lain"),
    "help.keys": _w("Keys", "Tombol pintas", "Kekunci pintas"),
    "help.key_search": _w("search", "cari", "cari"),
    "help.key_home": _w("go to Home", "ke Beranda", "ke Utama"),
    "help.key_members": _w("go to Members", "ke Member", "ke Ahli"),
    "help.key_list": _w(
        "this list of keys", "daftar tombol ini", "senarai kekunci ini"
    ),
    "help.key_close": _w(
        "close the top layer", "tutup lapisan teratas", "tutup lapisan teratas"
    ),
    "help.key_save": _w("save the form", "simpan formulir", "simpan borang"),
}
