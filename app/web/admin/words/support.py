"""What the support desk says."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words
from app.domain.words.storefront.kinds import Counted


def _w(en: str, id_: str, ms: str) -> Words:
    return Words(en, id_, ms)


_QUEUE: Final[Mapping[str, Words | Counted]] = {
    "support.title": _w("Support", "Layanan", "Sokongan"),
    "support.lead": _w(
        "What members ask and which points they miss. What is due first stands first.",
        "Pertanyaan member dan poin yang mereka cari. Yang paling mendesak di atas.",
        "Soalan ahli dan mata yang mereka cari. Yang paling mendesak di atas.",
    ),
    "support.tab.queue": _w("Conversations", "Percakapan", "Perbualan"),
    "support.tab.templates": _w("Ready replies", "Balasan siap", "Balasan sedia"),
    "support.tab.report": _w("Report", "Laporan", "Laporan"),
    "support.state": _w("State", "Status", "Status"),
    "support.state.open": _w("Our turn", "Giliran kita", "Giliran kita"),
    "support.state.waiting": _w(
        "Waiting for the member", "Menunggu member", "Menunggu ahli"
    ),
    "support.state.answered": _w("Answered", "Terjawab", "Dijawab"),
    "support.state.closed": _w("Closed", "Ditutup", "Ditutup"),
    "support.state.all": _w("All", "Semua", "Semua"),
    "support.kind": _w("About", "Tentang", "Tentang"),
    "support.kind.all": _w("Everything", "Semua", "Semua"),
    "support.kind.missing_points": _w("Missing points", "Poin hilang", "Mata hilang"),
    "support.kind.question": _w("Question", "Pertanyaan", "Soalan"),
    "support.whose": _w("Whose", "Milik", "Milik"),
    "support.whose.all": _w("Everybody's", "Semua orang", "Semua orang"),
    "support.whose.mine": _w("Mine", "Punyaku", "Milik saya"),
    "support.due": _w("Due", "Tenggat", "Tarikh akhir"),
    "support.due.all": _w("Any time", "Kapan saja", "Bila-bila masa"),
    "support.due.overdue": _w("Overdue", "Terlambat", "Lewat"),
    "support.who": _w("Who", "Siapa", "Siapa"),
    "support.guest": _w("A guest", "Tamu", "Tetamu"),
    "support.assigned": _w("Assigned to", "Ditangani oleh", "Dikendali oleh"),
    "support.nobody": _w("Nobody yet", "Belum ada", "Belum ada"),
    "support.of_order": _w(
        "Missing points of order {order}",
        "Poin hilang dari pesanan {order}",
        "Mata hilang daripada pesanan {order}",
    ),
    "support.none_title": _w("Nothing waits", "Tidak ada antrean", "Tiada giliran"),
    "support.none_text": _w(
        "Claims and questions from the panel appear here, the most pressing first.",
        "Klaim dan pertanyaan dari panel muncul di sini, yang mendesak lebih dulu.",
        "Tuntutan dan soalan dari panel muncul di sini, yang mendesak dahulu.",
    ),
    "support.none_found_title": _w("Nothing fits", "Tidak ada", "Tiada padanan"),
    "support.none_found_text": _w(
        "Choose another state, or clear the filters.",
        "Pilih status lain, atau bersihkan saringan.",
        "Pilih status lain, atau kosongkan tapisan.",
    ),
}
_TALK: Final[Mapping[str, Words | Counted]] = {
    "support.talk_lead": _w(
        "What was said and done, and what you can do about it.",
        "Apa yang dikatakan dan dilakukan, dan apa yang bisa kamu lakukan.",
        "Apa yang dikata dan dibuat, dan apa yang boleh anda buat.",
    ),
    "support.thread": _w("Conversation", "Percakapan", "Perbualan"),
    "support.said_nothing": _w(
        "They wrote nothing beside the order number.",
        "Mereka hanya menulis nomor pesanan.",
        "Mereka hanya menulis nombor pesanan.",
    ),
    "support.member": _w("Member", "Member", "Ahli"),
    "support.internal": _w("Team only", "Hanya tim", "Pasukan sahaja"),
    "support.owed": _w(
        "Not mailed: read in the panel",
        "Belum lewat e-mail: dibaca di panel",
        "Belum melalui e-mel: dibaca di panel",
    ),
    "support.owed_guest": _w(
        "Not mailed yet", "Belum dikirim e-mail", "Belum dihantar e-mel"
    ),
    "support.reply": _w("Answer", "Jawab", "Jawab"),
    "support.text": _w("Your answer", "Jawabanmu", "Jawapan anda"),
    "support.text_help": _w(
        "The member reads this.", "Member membaca ini.", "Ahli membaca ini."
    ),
    "support.after": _w("After sending", "Setelah dikirim", "Selepas dihantar"),
    "support.after.answered": _w("Answered", "Terjawab", "Dijawab"),
    "support.after.waiting": _w("Wait for the member", "Tunggu member", "Tunggu ahli"),
    "support.after.closed": _w("Close", "Tutup", "Tutup"),
    "support.cause": _w("What was behind it", "Penyebabnya", "Puncanya"),
    "support.cause_help": _w(
        "For the report; the member does not see it.",
        "Untuk laporan; member tidak melihatnya.",
        "Untuk laporan; ahli tidak melihatnya.",
    ),
    "support.cause_needed": _w(
        "Choose what was behind it, or wait for the member.",
        "Pilih penyebabnya, atau tunggu member.",
        "Pilih puncanya, atau tunggu ahli.",
    ),
    "support.no_cause": _w("Not known yet", "Belum diketahui", "Belum diketahui"),
    "support.send": _w("Send", "Kirim", "Hantar"),
    "support.template": _w("Ready reply", "Balasan siap", "Balasan sedia"),
    "support.template_none": _w("Choose", "Pilih", "Pilih"),
    "support.fill": _w("Put it in", "Masukkan", "Masukkan"),
    "support.note": _w("Note for the team", "Catatan untuk tim", "Nota untuk pasukan"),
    "support.note_keep": _w("Keep note", "Simpan catatan", "Simpan nota"),
    "support.sent": _w(
        "Said. The member reads it in the panel.",
        "Terkirim. Member membacanya di panel.",
        "Dihantar. Ahli membacanya di panel.",
    ),
    "support.sent_guest": _w(
        "Kept. It goes to the guest as soon as mails are sent.",
        "Tersimpan. Dikirim ke tamu begitu e-mail aktif.",
        "Disimpan. Dihantar kepada tetamu sebaik e-mel aktif.",
    ),
    "support.noted": _w("Note kept.", "Catatan tersimpan.", "Nota disimpan."),
    "support.take": _w("I see to it", "Aku tangani", "Saya kendalikan"),
    "support.let_go": _w("Let go", "Lepaskan", "Lepaskan"),
    "support.give_to": _w("Assign to", "Serahkan ke", "Serah kepada"),
    "support.give_to_do": _w("Assign", "Serahkan", "Serahkan"),
    "support.assign_done": _w("Assigned.", "Diserahkan.", "Diserahkan."),
    "support.close": _w("Close", "Tutup", "Tutup"),
    "support.reopen": _w("Open again", "Buka lagi", "Buka semula"),
    "support.state_done": _w("Done.", "Selesai.", "Selesai."),
    "support.order": _w("The order", "Pesanannya", "Pesanannya"),
    "support.order.theirs": _w(
        "It is this member's, and counted.",
        "Milik member ini, dan sudah dihitung.",
        "Milik ahli ini, dan sudah dikira.",
    ),
    "support.order.somebody_elses": _w(
        "The store gave this order to another member.",
        "Toko mencatat pesanan ini untuk member lain.",
        "Kedai mencatat pesanan ini untuk ahli lain.",
    ),
    "support.order.nobodys": _w(
        "Bought as a guest: the store names no customer.",
        "Dibeli sebagai tamu: toko tidak mencatat pelanggan.",
        "Dibeli sebagai tetamu: kedai tidak mencatat pelanggan.",
    ),
    "support.order.unknown": _w(
        "We never heard of this order. Read it from the store.",
        "Kami belum menerima pesanan ini. Baca dari toko.",
        "Kami belum menerima pesanan ini. Baca daripada kedai.",
    ),
    "support.earned": _w("Earned", "Didapat", "Diperoleh"),
    "support.settle": _w(
        "Read it from the store and settle",
        "Baca dari toko dan hitung",
        "Baca daripada kedai dan kira",
    ),
    "support.settle.settled": _w(
        "Read and settled as the store says.",
        "Dibaca dan dihitung sesuai toko.",
        "Dibaca dan dikira mengikut kedai.",
    ),
    "support.settle.not_in_store": _w(
        "The store has no order of this number.",
        "Toko tidak punya pesanan bernomor ini.",
        "Kedai tiada pesanan bernombor ini.",
    ),
    "support.settle.will_be_read": _w(
        "The store did not answer. It will be asked again by itself.",
        "Toko tidak menjawab. Akan ditanya lagi otomatis.",
        "Kedai tidak menjawab. Akan ditanya lagi secara automatik.",
    ),
    "support.goodwill": _w("Give points", "Beri poin", "Beri mata"),
    "support.goodwill_lead": _w(
        "A kindness, within your budget. The reason is reported.",
        "Sebagai kebaikan, dalam batasmu. Alasannya dilaporkan.",
        "Sebagai budi baik, dalam had anda. Sebabnya dilaporkan.",
    ),
    "support.gave": _w("{points} given.", "{points} diberikan.", "{points} diberi."),
    "support.facts": _w("Member", "Member", "Ahli"),
    "support.contact": _w("Answer goes to", "Jawaban ke", "Jawapan kepada"),
    "support.store": _w("Store", "Toko", "Kedai"),
    "support.asked": _w("Asked", "Ditanyakan", "Ditanya"),
    "support.orders": _w("Last orders", "Pesanan terakhir", "Pesanan terakhir"),
    "support.others": _w("Asked before", "Pernah ditanyakan", "Pernah ditanya"),
}
_DEEDS: Final[Mapping[str, Words | Counted]] = {
    "support.deed.assigned": _w("assigned it", "menyerahkannya", "menyerahkannya"),
    "support.deed.unassigned": _w("let it go", "melepaskannya", "melepaskannya"),
    "support.deed.reopened": _w(
        "opened it again", "membukanya lagi", "membukanya semula"
    ),
    "support.deed.waiting": _w(
        "waits for the member", "menunggu member", "menunggu ahli"
    ),
    "support.deed.answered": _w(
        "marked it answered", "menandai terjawab", "menanda dijawab"
    ),
    "support.deed.closed": _w("closed it", "menutupnya", "menutupnya"),
    "support.deed.gave": _w("gave points", "memberi poin", "memberi mata"),
    "support.deed.asked": _w(
        "asked for approval", "meminta persetujuan", "meminta kelulusan"
    ),
    "support.deed.settled": _w(
        "read the order from the store",
        "membaca pesanan dari toko",
        "membaca pesanan daripada kedai",
    ),
    "support.deed.not_in_store": _w(
        "asked the store: no such order",
        "bertanya ke toko: tidak ada pesanan itu",
        "bertanya kedai: tiada pesanan itu",
    ),
    "support.deed.will_be_read": _w(
        "asked the store, which did not answer",
        "bertanya ke toko, belum dijawab",
        "bertanya kedai, belum dijawab",
    ),
    "support.cause.order_unknown": _w(
        "Order had not arrived", "Pesanan belum diterima", "Pesanan belum diterima"
    ),
    "support.cause.order_unpaid": _w(
        "Order not paid", "Pesanan belum dibayar", "Pesanan belum dibayar"
    ),
    "support.cause.order_refunded": _w(
        "Order refunded", "Dana pesanan dikembalikan", "Pesanan dibayar balik"
    ),
    "support.cause.bought_as_guest": _w(
        "Bought as a guest", "Dibeli sebagai tamu", "Dibeli sebagai tetamu"
    ),
    "support.cause.not_counted": _w(
        "Order or product does not count",
        "Pesanan atau produk tidak dihitung",
        "Pesanan atau produk tidak dikira",
    ),
    "support.cause.rate": _w(
        "Expected more points", "Mengira dapat lebih", "Menyangka dapat lebih"
    ),
    "support.cause.points_pending": _w(
        "Points still pending", "Poin masih menunggu", "Mata masih menunggu"
    ),
    "support.cause.points_lapsed": _w("Points lapsed", "Poin hangus", "Mata luput"),
    "support.cause.reward": _w("Reward or code", "Hadiah atau kode", "Ganjaran/kod"),
    "support.cause.tier": _w("Tier", "Tingkat", "Peringkat"),
    "support.cause.referral": _w("Referral", "Ajakan", "Rujukan"),
    "support.cause.delivery": _w("Late delivery", "Kiriman telat", "Lewat hantar"),
    "support.cause.account": _w("Account", "Akun", "Akaun"),
    "support.cause.our_mistake": _w("Our mistake", "Salah kami", "Salah kami"),
    "support.cause.other": _w("Other", "Lainnya", "Lain-lain"),
    "support.cause.by_itself": _w(
        "Answered at once by Setia", "Dijawab langsung Setia", "Dijawab terus Setia"
    ),
    "support.cause.not_said": _w("Not said yet", "Belum diisi", "Belum diisi"),
}
_MORE: Final[Mapping[str, Words | Counted]] = {
    "support.templates_lead": _w(
        "Answers you give often, in three languages. {name}, {order} and {points} are"
        " filled in.",
        "Jawaban yang sering dipakai, dalam tiga bahasa. {name}, {order}, dan {points}"
        " terisi sendiri.",
        "Jawapan yang kerap diguna, dalam tiga bahasa. {name}, {order} dan {points}"
        " terisi sendiri.",
    ),
    "support.templates_none": _w(
        "No ready replies yet", "Belum ada balasan siap", "Belum ada balasan sedia"
    ),
    "support.templates_none_text": _w(
        "Write down what you explain every day; one click puts it into an answer.",
        "Tulis penjelasan harianmu; satu klik memasukkannya ke jawaban.",
        "Tulis penerangan harian anda; satu klik memasukkannya ke jawapan.",
    ),
    "support.template_new": _w("New reply", "Balasan baru", "Balasan baharu"),
    "support.template_name": _w("Name", "Nama", "Nama"),
    "support.template_en": _w("English", "Inggris", "Inggeris"),
    "support.template_id": _w("Indonesian", "Indonesia", "Indonesia"),
    "support.template_ms": _w("Malay", "Melayu", "Melayu"),
    "support.template_empty": _w(
        "Write it in one language at least.",
        "Tulis setidaknya dalam satu bahasa.",
        "Tulis sekurang-kurangnya dalam satu bahasa.",
    ),
    "support.template_removed": _w("Removed.", "Dihapus.", "Dibuang."),
    "support.times": _w("Answer within", "Jawab dalam", "Jawab dalam"),
    "support.times_lead": _w(
        "In working days, Monday to Friday. It counts for what is asked from now on.",
        "Dalam hari kerja, Senin sampai Jumat. Berlaku untuk pertanyaan baru.",
        "Dalam hari bekerja, Isnin hingga Jumaat. Untuk soalan baharu.",
    ),
    "support.times_usual": _w("Everybody", "Semua", "Semua"),
    "support.times_top": _w("Highest tier", "Tingkat tertinggi", "Peringkat tertinggi"),
    "support.days": _w("working days", "hari kerja", "hari bekerja"),
    "support.report_lead": _w(
        "What members asked about, how long they waited, what kindness cost.",
        "Apa yang ditanyakan member, berapa lama menunggu, berapa biayanya.",
        "Apa yang ditanya ahli, berapa lama menunggu, berapa kosnya.",
    ),
    "support.report_days": Counted(
        _w("{n} day", "{n} hari", "{n} hari"), _w("{n} days", "{n} hari", "{n} hari")
    ),
    "support.report_asked": _w("Asked", "Ditanyakan", "Ditanya"),
    "support.report_answered": _w(
        "Answered by people", "Dijawab orang", "Dijawab orang"
    ),
    "support.report_wait": _w(
        "Median first answer", "Median jawaban pertama", "Median jawapan pertama"
    ),
    "support.report_points": _w("Points given", "Poin diberikan", "Mata diberi"),
    "support.report_worth": _w("Worth", "Nilai", "Nilai"),
    "support.report_none": _w(
        "Nobody asked anything", "Tidak ada pertanyaan", "Tiada soalan"
    ),
    "support.report_none_text": _w(
        "Choose a longer period.", "Pilih masa lebih panjang.", "Pilih tempoh panjang."
    ),
    "support.report_how": _w(
        "How is this computed?", "Bagaimana dihitung?", "Bagaimana dikira?"
    ),
    "support.report_how_text": _w(
        "Counted are conversations begun in the period, by the cause that who answered"
        " chose. The median is of the time from asking to the first answer of a person."
        " Points are those given from the conversation, approved ones too.",
        "Dihitung percakapan yang dimulai dalam masa itu, menurut penyebab pilihan"
        " penjawab. Median dari waktu bertanya sampai jawaban pertama seseorang. Poin"
        " yang diberikan dari percakapan, termasuk yang disetujui.",
        "Dikira perbualan yang bermula dalam tempoh itu, mengikut punca pilihan"
        " penjawab. Median dari masa bertanya hingga jawapan pertama seseorang. Mata"
        " yang diberi daripada perbualan, termasuk yang diluluskan.",
    ),
    "support.hours": Counted(
        _w("{n} hour", "{n} jam", "{n} jam"), _w("{n} hours", "{n} jam", "{n} jam")
    ),
    "support.minutes": Counted(
        _w("{n} minute", "{n} menit", "{n} minit"),
        _w("{n} minutes", "{n} menit", "{n} minit"),
    ),
    "why.conversation_moved": _w(
        "Somebody wrote meanwhile. Read it, then send again.",
        "Ada yang menulis sementara itu. Baca dulu, lalu kirim lagi.",
        "Ada yang menulis sementara itu. Baca dahulu, kemudian hantar lagi.",
    ),
    "why.conversation_closed": _w(
        "It is closed. Open it again first.",
        "Sudah ditutup. Buka lagi dulu.",
        "Sudah ditutup. Buka semula dahulu.",
    ),
    "why.nobodys_account": _w(
        "A guest has no points. They join with their next order.",
        "Tamu tidak punya poin. Mereka bergabung lewat pesanan berikutnya.",
        "Tetamu tiada mata. Mereka menyertai melalui pesanan seterusnya.",
    ),
    "why.nothing_said": _w(
        "Write something first.", "Tulis sesuatu dulu.", "Tulis sesuatu dahulu."
    ),
    "why.support_claim_missing": _w(
        "There is no such conversation (any more).",
        "Percakapan itu tidak ada (lagi).",
        "Perbualan itu tiada (lagi).",
    ),
    "why.support_template_missing": _w(
        "There is no such ready reply (any more).",
        "Balasan siap itu tidak ada (lagi).",
        "Balasan sedia itu tiada (lagi).",
    ),
    "why.support_template_name_taken": _w(
        "Another ready reply has this name.",
        "Nama ini sudah dipakai balasan lain.",
        "Nama ini sudah diguna balasan lain.",
    ),
    "audit.action.claim.answered": _w(
        "Answered a claim", "Menjawab klaim", "Menjawab tuntutan"
    ),
    "audit.action.claim.noted": _w(
        "Noted on a claim", "Mencatat di klaim", "Mencatat pada tuntutan"
    ),
    "audit.action.claim.assigned": _w(
        "Assigned a claim", "Menyerahkan klaim", "Menyerah tuntutan"
    ),
    "audit.action.claim.state_changed": _w(
        "Changed a claim's state", "Mengubah status klaim", "Menukar status tuntutan"
    ),
    "audit.action.claim.settled": _w(
        "Read a claimed order", "Membaca pesanan klaim", "Membaca pesanan tuntutan"
    ),
    "audit.action.settings.reply_saved": _w(
        "Saved a ready reply", "Menyimpan balasan siap", "Menyimpan balasan sedia"
    ),
    "audit.action.settings.reply_removed": _w(
        "Removed a ready reply", "Menghapus balasan siap", "Membuang balasan sedia"
    ),
    "audit.action.settings.support_times": _w(
        "Changed times to answer", "Mengubah tenggat jawaban", "Menukar masa jawapan"
    ),
}

SUPPORT: Final[Mapping[str, Words | Counted]] = {**_QUEUE, **_TALK, **_DEEDS, **_MORE}
