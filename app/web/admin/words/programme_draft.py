"""What the draft's pages say: compared, tried, published, and all before it."""

from collections.abc import Mapping
from typing import Final

DRAFT: Final[Mapping[str, tuple[str, str, str]]] = {
    "bar.label": ("Draft", "Draf", "Draf"),
    "bar.compare": ("Compare", "Bandingkan", "Bandingkan"),
    "bar.try": (
        "Try on past orders",
        "Coba pada pesanan lalu",
        "Cuba pada pesanan lalu",
    ),
    "bar.discard": ("Discard", "Buang", "Buang"),
    "bar.publish": ("Publish", "Terbitkan", "Terbitkan"),
    "bar.blocked": (
        "Can't be published",
        "Belum bisa diterbitkan",
        "Belum boleh diterbitkan",
    ),
    "try.title": ("Try it", "Coba", "Cuba"),
    "try.lead": (
        "An order by the whole draft, with what is typed here. Nothing is written.",
        (
            "Satu pesanan menurut seluruh draf, termasuk isian ini. Tidak ada yang "
            "dicatat."
        ),
        "Satu pesanan mengikut seluruh draf, termasuk isian ini. Tiada yang dicatat.",
    ),
    "try.amount": ("Order", "Pesanan", "Pesanan"),
    "try.number": (
        "Which order of the member",
        "Pesanan ke berapa",
        "Pesanan yang ke berapa",
    ),
    "try.tier": ("Tier", "Tingkat", "Peringkat"),
    "try.do": ("Try this order", "Coba pesanan ini", "Cuba pesanan ini"),
    "try.nothing": ("nothing", "tidak dapat apa-apa", "tiada apa-apa"),
    "meanwhile.title": (
        "Somebody else saved first",
        "Ada yang menyimpan lebih dulu",
        "Ada yang menyimpan dahulu",
    ),
    "meanwhile.lead": (
        "While you were editing, {who} changed the draft. Nothing of yours is lost.",
        "Saat kamu mengedit, {who} mengubah draf. Isianmu tidak hilang.",
        "Semasa anda menyunting, {who} mengubah draf. Isian anda tidak hilang.",
    ),
    "meanwhile.theirs": ("What they changed", "Yang mereka ubah", "Yang mereka ubah"),
    "meanwhile.mine": ("What you changed", "Yang kamu ubah", "Yang anda ubah"),
    "meanwhile.clashes": (
        "Both of you changed",
        "Sama-sama diubah",
        "Sama-sama diubah",
    ),
    "meanwhile.choose": (
        "Choose which one stays. Everything else is kept from both.",
        "Pilih yang dipakai. Selebihnya dari keduanya tetap ada.",
        "Pilih yang kekal. Selebihnya daripada kedua-duanya dikekalkan.",
    ),
    "meanwhile.no_clash": (
        "The changes do not clash; both are kept.",
        "Perubahannya tidak bertabrakan; keduanya disimpan.",
        "Perubahan tidak bercanggah; kedua-duanya disimpan.",
    ),
    "meanwhile.take_mine": ("Mine: {value}", "Milikku: {value}", "Saya: {value}"),
    "meanwhile.take_theirs": (
        "Theirs: {value}",
        "Milik mereka: {value}",
        "Mereka: {value}",
    ),
    "meanwhile.absent": ("(removed)", "(dihapus)", "(dibuang)"),
    "meanwhile.save": (
        "Save both together",
        "Simpan gabungannya",
        "Simpan gabungannya",
    ),
    "meanwhile.leave": (
        "Keep theirs and start again",
        "Pakai milik mereka, mulai lagi",
        "Guna milik mereka, mula semula",
    ),
    "yaml.title": (
        "The whole programme as YAML",
        "Seluruh program sebagai YAML",
        "Seluruh program sebagai YAML",
    ),
    "yaml.lead": (
        "Everything in one document. Saving writes the draft.",
        "Semuanya dalam satu dokumen. Menyimpan menulis draf.",
        "Semuanya dalam satu dokumen. Menyimpan menulis draf.",
    ),
    "yaml.of": (
        "{title}: all settings",
        "{title}: semua setelan",
        "{title}: semua tetapan",
    ),
    "yaml.part_lead": (
        "Every setting of this part, as YAML. What is usual is left out.",
        "Semua setelan bagian ini sebagai YAML. Yang biasa tidak ditulis.",
        "Semua tetapan bahagian ini sebagai YAML. Yang biasa tidak ditulis.",
    ),
    "yaml.text": ("YAML", "YAML", "YAML"),
    "yaml.upload": ("Or a file", "Atau berkas", "Atau fail"),
    "yaml.download": ("Download", "Unduh", "Muat turun"),
    "checks.title": ("Worth a look", "Perlu dilihat", "Perlu dilihat"),
    "checks.block": ("blocks", "menghalangi", "menghalang"),
    "checks.warn": ("look", "periksa", "semak"),
    "checks.fine": (
        "The checks found nothing wrong.",
        "Pemeriksaan tidak menemukan masalah.",
        "Semakan tidak menemui masalah.",
    ),
    "typical.title": (
        "What a typical member gets",
        "Yang didapat member biasa",
        "Apa yang ahli biasa dapat",
    ),
    "typical.of": (
        "Orders of {amount}, {orders} a year.",
        "Pesanan {amount}, {orders} kali setahun.",
        "Pesanan {amount}, {orders} kali setahun.",
    ),
    "typical.measured": (
        "This is your store's average.",
        "Ini rata-rata tokomu.",
        "Ini purata kedai anda.",
    ),
    "typical.guess": (
        "This is an assumption; your store has too few orders for an average.",
        "Ini perkiraan; pesanan tokomu masih terlalu sedikit.",
        "Ini anggaran; pesanan kedai anda masih terlalu sedikit.",
    ),
    "typical.first": (
        "After the first order",
        "Setelah pesanan pertama",
        "Selepas pesanan pertama",
    ),
    "typical.reward": ("First reward", "Hadiah pertama", "Ganjaran pertama"),
    "typical.never": (
        "not within a year",
        "tidak dalam setahun",
        "bukan dalam setahun",
    ),
    "typical.year": ("In a year", "Dalam setahun", "Dalam setahun"),
    "typical.cost": ("Cost, of sales", "Biaya, dari penjualan", "Kos, daripada jualan"),
    "typical.at": (
        "if {used}% is used",
        "bila {used}% dipakai",
        "jika {used}% digunakan",
    ),
    "typical.change": (
        "Look at another order",
        "Lihat pesanan lain",
        "Lihat pesanan lain",
    ),
    "typical.order": ("Order", "Pesanan", "Pesanan"),
    "typical.often": ("Orders a year", "Pesanan setahun", "Pesanan setahun"),
    "typical.show": ("Show", "Tampilkan", "Papar"),
    "typical.why_lead": (
        "How these figures are computed.",
        "Cara menghitung angka ini.",
        "Cara angka ini dikira.",
    ),
    "typical.why_first": (
        (
            "The rules of the draft give {first} for joining and the first order, and "
            "{next} for a later one."
        ),
        (
            "Aturan draf memberi {first} untuk bergabung dan pesanan pertama, dan "
            "{next} untuk pesanan berikutnya."
        ),
        (
            "Peraturan draf memberi {first} untuk menyertai dan pesanan pertama, dan "
            "{next} untuk yang seterusnya."
        ),
    ),
    "typical.why_year": (
        "That is {year} in a year.",
        "Itu {year} dalam setahun.",
        "Itu {year} dalam setahun.",
    ),
    "typical.why_worth": (
        "With the dearest reward that is {worth}.",
        "Dengan hadiah paling berharga itu {worth}.",
        "Dengan ganjaran paling bernilai itu {worth}.",
    ),
    "typical.why_cost": (
        (
            "{back} of what was spent goes back; if {used}% of it is used, it costs "
            "{cost}."
        ),
        "{back} dari belanja kembali; bila {used}% dipakai, biayanya {cost}.",
        "{back} daripada belanja kembali; jika {used}% digunakan, kosnya {cost}.",
    ),
    "words.title": ("In words", "Dalam kata", "Dalam kata"),
    "words.none": (
        "Nothing is earned or given yet.",
        "Belum ada yang didapat atau diberikan.",
        "Belum ada yang diperoleh atau diberi.",
    ),
    "compare.title": ("Compare", "Bandingkan", "Bandingkan"),
    "compare.lead": (
        "Last saved by {who}, {when}.",
        "Terakhir disimpan oleh {who}, {when}.",
        "Kali terakhir disimpan oleh {who}, {when}.",
    ),
    "compare.no_draft": (
        "There is no draft: what is in force is what you see.",
        "Tidak ada draf: yang tampil adalah yang berlaku.",
        "Tiada draf: yang dipapar ialah yang berkuat kuasa.",
    ),
    "compare.changes": (
        "What publishing would change",
        "Yang berubah bila diterbitkan",
        "Yang berubah jika diterbitkan",
    ),
    "compare.none": ("Nothing.", "Tidak ada.", "Tiada."),
    "compare.typical": (
        "A typical member gets {after} a year instead of {before}.",
        "Member biasa dapat {after} setahun, sebelumnya {before}.",
        "Ahli biasa mendapat {after} setahun, sebelumnya {before}.",
    ),
    "publish.title": ("Publish", "Terbitkan", "Terbitkan"),
    "publish.lead": (
        "Look at what changes, then put it into force.",
        "Lihat yang berubah, lalu berlakukan.",
        "Lihat yang berubah, kemudian kuatkuasakan.",
    ),
    "publish.effect": ("Effect", "Dampak", "Kesan"),
    "publish.kept": (
        (
            "It holds from now on. Orders and points from before stay as they were "
            "earned; nobody loses points."
        ),
        (
            "Berlaku mulai sekarang. Pesanan dan poin sebelumnya tetap; tidak ada "
            "yang kehilangan poin."
        ),
        (
            "Berkuat kuasa mulai sekarang. Pesanan dan mata terdahulu kekal; tiada "
            "yang kehilangan mata."
        ),
    ),
    "publish.tiers": (
        "Members whom the new tiers would put lower",
        "Member yang akan turun karena tingkat baru",
        "Ahli yang akan turun kerana peringkat baharu",
    ),
    "publish.nobody_drops": (
        "Nobody drops now: {up} go up, {later} may drop at their next review.",
        (
            "Tidak ada yang turun sekarang: {up} naik, {later} mungkin turun saat "
            "peninjauan berikutnya."
        ),
        (
            "Tiada yang turun sekarang: {up} naik, {later} mungkin turun pada semakan "
            "seterusnya."
        ),
    ),
    "publish.recount": (
        "Recount today: {up} go up, {down} go down.",
        "Hitung ulang hari ini: {up} naik, {down} turun.",
        "Kira semula hari ini: {up} naik, {down} turun.",
    ),
    "publish.number": ("Number of members", "Jumlah member", "Bilangan ahli"),
    "publish.note": ("Note", "Catatan", "Catatan"),
    "publish.note_help": (
        "For you and your colleagues, in the list of versions.",
        "Untukmu dan rekan, di daftar versi.",
        "Untuk anda dan rakan, dalam senarai versi.",
    ),
    "publish.do": ("Publish now", "Terbitkan sekarang", "Terbitkan sekarang"),
    "publish.changed": (
        "The draft changed while you looked. This is how it is now.",
        "Draf berubah saat kamu melihatnya. Inilah keadaannya sekarang.",
        "Draf berubah semasa anda melihat. Inilah keadaannya sekarang.",
    ),
    "publish.live_changed": (
        "Another version came into force meanwhile. This is what would change now.",
        "Versi lain mulai berlaku sementara itu. Inilah yang akan berubah sekarang.",
        "Versi lain berkuat kuasa sementara itu. Inilah yang akan berubah sekarang.",
    ),
    "versions.title": ("Versions", "Versi", "Versi"),
    "versions.lead": (
        "Everything that was ever in force. Restoring makes a new version.",
        "Semua yang pernah berlaku. Memulihkan membuat versi baru.",
        "Semua yang pernah berkuat kuasa. Memulihkan membuat versi baharu.",
    ),
    "versions.number": ("Version", "Versi", "Versi"),
    "versions.at": ("Published", "Terbit", "Diterbitkan"),
    "versions.who": ("By", "Oleh", "Oleh"),
    "versions.note": ("Note", "Catatan", "Catatan"),
    "versions.live": ("in force", "berlaku", "berkuat kuasa"),
    "versions.from": (
        "(version {number} again)",
        "(versi {number} lagi)",
        "(versi {number} semula)",
    ),
    "versions.restore": ("Restore", "Pulihkan", "Pulihkan"),
    "versions.restore_this": (
        "Restore version {number}",
        "Pulihkan versi {number}",
        "Pulihkan versi {number}",
    ),
    "versions.none": (
        "Nothing was published yet.",
        "Belum ada yang diterbitkan.",
        "Belum ada yang diterbitkan.",
    ),
    "versions.one": ("Version {number}", "Versi {number}", "Versi {number}"),
    "versions.published": (
        "Published {when} by {who}.",
        "Terbit {when} oleh {who}.",
        "Diterbitkan {when} oleh {who}.",
    ),
    "versions.against": (
        "Compared with version {number}",
        "Dibanding versi {number}",
        "Berbanding versi {number}",
    ),
    "versions.with": ("Compare with", "Bandingkan dengan", "Bandingkan dengan"),
    "versions.show": ("Show", "Tampilkan", "Papar"),
    "trial.title": (
        "Tried on past orders",
        "Dicoba pada pesanan lalu",
        "Dicuba pada pesanan lalu",
    ),
    "trial.lead": (
        "What the draft would have given, beside what is in force. Nothing is written.",
        "Yang akan diberikan draf, di samping yang berlaku. Tidak ada yang dicatat.",
        "Apa yang draf akan beri, di sebelah yang berkuat kuasa. Tiada yang dicatat.",
    ),
    "trial.waiting": ("Waiting its turn", "Menunggu giliran", "Menunggu giliran"),
    "trial.running": ("Playing orders", "Memainkan pesanan", "Memainkan pesanan"),
    "trial.cancelled": ("Stopped.", "Dihentikan.", "Dihentikan."),
    "trial.failed": (
        "It could not be played to the end. Please try again.",
        "Tidak selesai. Coba lagi.",
        "Tidak selesai. Cuba lagi.",
    ),
    "trial.leave": (
        "You may leave this page; the result waits here.",
        "Kamu bisa meninggalkan halaman ini; hasilnya menunggu.",
        "Anda boleh tinggalkan halaman ini; hasilnya menunggu.",
    ),
    "trial.look": ("Look again", "Lihat lagi", "Lihat lagi"),
    "trial.stop": ("Stop", "Hentikan", "Hentikan"),
    "trial.result": ("Result", "Hasil", "Hasil"),
    "trial.rules": ("By what gave it", "Menurut sumbernya", "Mengikut sumbernya"),
    "trial.what": ("Figure", "Angka", "Angka"),
    "trial.tried": ("Draft", "Draf", "Draf"),
    "trial.live": ("In force", "Berlaku", "Berkuat kuasa"),
    "trial.orders": ("Orders", "Pesanan", "Pesanan"),
    "trial.members": (
        "Members who ordered",
        "Member yang memesan",
        "Ahli yang memesan",
    ),
    "trial.earners": (
        "Members who earned",
        "Member yang dapat poin",
        "Ahli yang mendapat mata",
    ),
    "trial.issued": ("Points issued", "Poin terbit", "Mata dikeluarkan"),
    "trial.cost": ("Cost", "Biaya", "Kos"),
    "trial.share": ("Cost, of sales", "Biaya, dari penjualan", "Kos, daripada jualan"),
    "trial.how": (
        (
            "Each past order is decided by the same rules that settle orders; cost "
            "assumes that {used}% of the points are used, at the worth of the dearest "
            "reward."
        ),
        (
            "Tiap pesanan lalu diputuskan dengan aturan yang sama; biaya menganggap "
            "{used}% poin dipakai, senilai hadiah termahal."
        ),
        (
            "Setiap pesanan lalu diputuskan dengan peraturan yang sama; kos "
            "menganggap {used}% mata digunakan, pada nilai ganjaran termahal."
        ),
    ),
}
