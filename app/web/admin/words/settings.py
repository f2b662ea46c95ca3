"""What the settings pages say: general, keys, deliveries, system."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words
from app.domain.words.storefront.kinds import Counted

SETTINGS: Final[Mapping[str, Words | Counted]] = {
    "general.title": Words("General", "Umum", "Umum"),
    "general.lead": Words(
        "What the programme is called, whose day it keeps, and who may give how much.",
        "Nama program, zona waktunya, dan siapa boleh memberi berapa.",
        "Nama program, zon waktunya, dan siapa boleh memberi berapa.",
    ),
    "general.name": Words("Programme's name", "Nama program", "Nama program"),
    "general.zone": Words("Time zone", "Zona waktu", "Zon waktu"),
    "general.zone_help": Words(
        "Days, birthdays and campaigns begin at midnight here.",
        "Hari, ulang tahun, dan kampanye mulai tengah malam di sini.",
        "Hari, hari lahir dan kempen bermula tengah malam di sini.",
    ),
    "general.no_zone": Words(
        "Choose a time zone of the list.",
        "Pilih zona waktu dari daftar.",
        "Pilih zon waktu daripada senarai.",
    ),
    "general.state": Words("State", "Status", "Status"),
    "general.live_text": Words(
        "Members earn and redeem.",
        "Member mendapat dan menukar poin.",
        "Ahli mengumpul dan menebus mata.",
    ),
    "general.paused_text": Words(
        "Paused: members earn and keep what they have; nobody redeems.",
        "Dijeda: member tetap mendapat dan menyimpan poin; tidak ada penukaran.",
        "Dijeda: ahli terus mengumpul dan menyimpan mata; tiada penebusan.",
    ),
    "general.frozen_text": Words(
        "Frozen: the books are being checked. Ask the operator.",
        "Dibekukan: pembukuan sedang diperiksa. Hubungi operator.",
        "Dibekukan: buku kira-kira sedang disemak. Hubungi operator.",
    ),
    "general.pause": Words("Pause", "Jeda", "Jeda"),
    "general.resume": Words("Go on", "Lanjutkan", "Teruskan"),
    "general.paused": Words("Paused.", "Dijeda.", "Dijeda."),
    "general.resumed": Words("Live again.", "Aktif lagi.", "Aktif semula."),
    "general.limits": Words(
        "What a role may give alone",
        "Batas pemberian tiap peran",
        "Had pemberian setiap peranan",
    ),
    "general.limits_lead": Words(
        "Beyond it, somebody else must approve. Owners have no limit.",
        "Di atasnya, orang lain harus menyetujui. Pemilik tanpa batas.",
        "Melebihinya, orang lain mesti meluluskan. Pemilik tiada had.",
    ),
    "general.per_deed": Words("At once", "Sekali beri", "Sekali beri"),
    "general.per_day": Words("A day", "Sehari", "Sehari"),
    "general.per_member": Words(
        "To one member in 30 days",
        "Per member dalam 30 hari",
        "Seorang ahli dalam 30 hari",
    ),
    "keys.title": Words("API keys", "Kunci API", "Kunci API"),
    "keys.lead": Words(
        "For tills, accounting and your own programs. Each key only what it needs.",
        "Untuk kasir, pembukuan, dan program sendiri. Tiap kunci seperlunya saja.",
        "Untuk juruwang, perakaunan dan program sendiri. Setiap kunci"
        " seperlunya sahaja.",
    ),
    "keys.new": Words("New key", "Kunci baru", "Kunci baharu"),
    "keys.name": Words("What it is for", "Untuk apa", "Untuk apa"),
    "keys.mode": Words("Mode", "Mode", "Mod"),
    "keys.mode.live": Words("Live", "Asli", "Sebenar"),
    "keys.mode.test": Words("Test", "Uji", "Ujian"),
    "keys.scopes": Words("May", "Boleh", "Boleh"),
    "keys.lives": Words("Lives for", "Berlaku", "Sah"),
    "keys.lives.30": Words("30 days", "30 hari", "30 hari"),
    "keys.lives.90": Words("90 days", "90 hari", "90 hari"),
    "keys.lives.365": Words("a year", "setahun", "setahun"),
    "keys.lives.never": Words("until revoked", "sampai dicabut", "sehingga dibatalkan"),
    "keys.make": Words("Make the key", "Buat kunci", "Buat kunci"),
    "keys.made": Words(
        "This is the key. It is shown now and never again:",
        "Ini kuncinya. Hanya tampil sekarang:",
        "Ini kuncinya. Dipaparkan sekarang sahaja:",
    ),
    "keys.copy": Words("Copy", "Salin", "Salin"),
    "keys.copied": Words("Copied", "Tersalin", "Disalin"),
    "keys.no_scope": Words(
        "Choose at least one.", "Pilih minimal satu.", "Pilih sekurang-kurangnya satu."
    ),
    "keys.revoke": Words("Revoke", "Cabut", "Batalkan"),
    "keys.revoked": Words("Revoked.", "Dicabut.", "Dibatalkan."),
    "keys.state.revoked": Words("revoked", "dicabut", "dibatalkan"),
    "keys.state.expired": Words("expired", "kedaluwarsa", "tamat tempoh"),
    "keys.state.works": Words("works", "berlaku", "sah"),
    "keys.ending": Words("Ends with", "Akhiran", "Akhiran"),
    "keys.used": Words("Last used", "Terakhir dipakai", "Terakhir diguna"),
    "keys.never_used": Words("never", "belum pernah", "belum pernah"),
    "keys.expires": Words("Until", "Sampai", "Sehingga"),
    "keys.none_title": Words("No key yet", "Belum ada kunci", "Belum ada kunci"),
    "keys.none_text": Words(
        "The stores need none. Make one when a program of yours wants in.",
        "Toko tidak memerlukannya. Buat bila programmu perlu akses.",
        "Kedai tidak memerlukannya. Buat apabila program anda perlu akses.",
    ),
    "deliveries.title": Words("Deliveries", "Kiriman", "Penghantaran"),
    "deliveries.lead": Words(
        "What the stores told us, what became of it, and once more if need be.",
        "Apa yang dikirim toko, jadinya apa, dan diulang bila perlu.",
        "Apa yang dihantar kedai, jadinya apa, dan diulang jika perlu.",
    ),
    "deliveries.all": Words("All", "Semua", "Semua"),
    "deliveries.state.waiting": Words("waiting", "menunggu", "menunggu"),
    "deliveries.state.done": Words("done", "selesai", "selesai"),
    "deliveries.state.superseded": Words("superseded", "tergantikan", "digantikan"),
    "deliveries.state.set_aside": Words("set aside", "disisihkan", "diketepikan"),
    "deliveries.topic": Words("Topic", "Topik", "Topik"),
    "deliveries.store": Words("Store", "Toko", "Kedai"),
    "deliveries.received": Words("Received", "Diterima", "Diterima"),
    "deliveries.state": Words("State", "Status", "Status"),
    "deliveries.tries": Words("Tries", "Percobaan", "Percubaan"),
    "deliveries.reason": Words("Reason", "Alasan", "Sebab"),
    "deliveries.replay": Words("Handle again", "Proses lagi", "Proses semula"),
    "deliveries.replay_all": Words(
        "Handle all set aside again",
        "Proses lagi semua yang disisihkan",
        "Proses semula semua yang diketepikan",
    ),
    "deliveries.replayed": Counted(
        Words(
            "One will be handled again; nothing happens twice.",
            "Satu diproses lagi; tidak ada yang terjadi dua kali.",
            "Satu diproses semula; tiada yang berlaku dua kali.",
        ),
        Words(
            "{n} will be handled again; nothing happens twice.",
            "{n} diproses lagi; tidak ada yang terjadi dua kali.",
            "{n} diproses semula; tiada yang berlaku dua kali.",
        ),
    ),
    "deliveries.none_title": Words(
        "Nothing came yet", "Belum ada kiriman", "Belum ada penghantaran"
    ),
    "deliveries.none_text": Words(
        "Deliveries appear when a connected store has an order, a refund or a"
        " customer.",
        "Kiriman muncul saat toko punya pesanan, pengembalian, atau pelanggan.",
        "Penghantaran muncul apabila kedai ada pesanan, bayaran balik atau pelanggan.",
    ),
    "delivery.title": Words(
        "Delivery: {topic}", "Kiriman: {topic}", "Penghantaran: {topic}"
    ),
    "delivery.lead": Words(
        "Its story: received, understood, decided, posted, sent.",
        "Kisahnya: diterima, dipahami, diputuskan, dicatat, dikirim.",
        "Kisahnya: diterima, difahami, diputuskan, direkod, dihantar.",
    ),
    "delivery.received": Words("Received", "Diterima", "Diterima"),
    "delivery.understood": Words("Understood", "Dipahami", "Difahami"),
    "delivery.decided": Words("Decided", "Diputuskan", "Diputuskan"),
    "delivery.posted": Words("Posted", "Dicatat", "Direkod"),
    "delivery.sent": Words("Sent to the store", "Dikirim ke toko", "Dihantar ke kedai"),
    "delivery.not_yet": Words(
        "not yet, or not needed", "belum, atau tidak perlu", "belum, atau tidak perlu"
    ),
    "delivery.unreadable": Words(
        "Can't be read: {why}", "Tidak terbaca: {why}", "Tidak dapat dibaca: {why}"
    ),
    "delivery.order": Words("order {ref}", "pesanan {ref}", "pesanan {ref}"),
    "delivery.erased": Words(
        "The body was erased after thirty days; what it caused is in the books.",
        "Isinya dihapus setelah tiga puluh hari; akibatnya tetap di pembukuan.",
        "Kandungannya dipadam selepas tiga puluh hari; kesannya kekal dalam buku.",
    ),
    "delivery.body": Words("As it came", "Sebagaimana diterima", "Seperti diterima"),
    "delivery.entries": Counted(
        Words(
            "{n} entry in the books",
            "{n} catatan di pembukuan",
            "{n} catatan dalam buku",
        ),
        Words(
            "{n} entries in the books",
            "{n} catatan di pembukuan",
            "{n} catatan dalam buku",
        ),
    ),
    "system.title": Words("System", "Sistem", "Sistem"),
    "system.lead": Words(
        "Whether everything runs: what waits, what failed, which timers are on time.",
        "Apakah semua berjalan: yang menunggu, yang gagal, dan jadwal yang"
        " tepat waktu.",
        "Sama ada semuanya berjalan: yang menunggu, yang gagal, dan jadual"
        " yang menepati masa.",
    ),
    "system.well": Words("All is well.", "Semua baik.", "Semuanya baik."),
    "system.behind": Words(
        "Work waits for more than five minutes: is a worker running?",
        "Pekerjaan menunggu lebih dari lima menit: apakah worker berjalan?",
        "Kerja menunggu lebih lima minit: adakah worker berjalan?",
    ),
    "system.inbox": Words(
        "Deliveries waiting", "Kiriman menunggu", "Penghantaran menunggu"
    ),
    "system.outbox": Words("Due at the stores", "Harus ke toko", "Perlu ke kedai"),
    "system.unsealed": Words(
        "Entries to seal", "Catatan belum disegel", "Catatan belum dimeterai"
    ),
    "system.sealed": Words("{count} sealed", "{count} disegel", "{count} dimeterai"),
    "system.aside": Words(
        "{count} set aside", "{count} disisihkan", "{count} diketepikan"
    ),
    "system.schema": Words(
        "Database version", "Versi basis data", "Versi pangkalan data"
    ),
    "system.current": Words("current", "terkini", "terkini"),
    "system.outdated": Words(
        "outdated: run setia db upgrade",
        "usang: jalankan setia db upgrade",
        "lapuk: jalankan setia db upgrade",
    ),
    "system.debts": Words(
        "What could not be done in a store",
        "Yang tidak berhasil di toko",
        "Yang tidak berjaya di kedai",
    ),
    "system.no_debts": Words(
        "Nothing failed.", "Tidak ada yang gagal.", "Tiada yang gagal."
    ),
    "system.timers": Words("Timers", "Jadwal", "Jadual"),
    "system.next": Words("Next", "Berikutnya", "Seterusnya"),
    "system.last": Words("Last", "Terakhir", "Terakhir"),
    "system.result": Words("Result", "Hasil", "Hasil"),
    "system.late": Words("late", "terlambat", "lewat"),
    "system.retried": Words(
        "Will be tried again.", "Akan dicoba lagi.", "Akan dicuba lagi."
    ),
}
