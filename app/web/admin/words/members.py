"""What the pages about members say."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words
from app.domain.words.storefront.kinds import Counted

MEMBERS: Final[Mapping[str, Words | Counted]] = {
    "members.title": Words("Members", "Member", "Ahli"),
    "members.lead": Words(
        "Everybody who collects with you. Find one, see why, give points.",
        "Semua yang mengumpulkan poin. Cari, lihat alasannya, beri poin.",
        "Semua yang mengumpul mata. Cari, lihat sebabnya, beri mata.",
    ),
    "members.count": Counted(
        Words("{n} member", "{n} member", "{n} ahli"),
        Words("{n} members", "{n} member", "{n} ahli"),
    ),
    "members.many": Words(
        "More than 10,000 members", "Lebih dari 10.000 member", "Lebih 10,000 ahli"
    ),
    "members.search": Words(
        "Name, e-mail, phone, code or order",
        "Nama, e-mail, telepon, kode, atau pesanan",
        "Nama, e-mel, telefon, kod atau pesanan",
    ),
    "members.state": Words("State", "Status", "Status"),
    "members.state.all": Words("All", "Semua", "Semua"),
    "members.state.active": Words("Members", "Member", "Ahli"),
    "members.state.shadow": Words("Guests", "Tamu", "Tetamu"),
    "members.state.closed": Words("Left", "Keluar", "Keluar"),
    "members.state.blocked": Words("Blocked", "Diblokir", "Disekat"),
    "members.state.merged": Words("Merged", "Digabung", "Digabung"),
    "members.state.erased": Words("Erased", "Dihapus", "Dipadam"),
    "members.tier": Words("Tier", "Tingkat", "Peringkat"),
    "members.segment": Words("Segment", "Segmen", "Segmen"),
    "members.any": Words("Any", "Semua", "Semua"),
    "members.name": Words("Member", "Member", "Ahli"),
    "members.points": Words("Points", "Poin", "Mata"),
    "members.worth": Words("Worth", "Nilai", "Nilai"),
    "members.spent": Words("Spent", "Belanja", "Belanja"),
    "members.orders": Words("Orders", "Pesanan", "Pesanan"),
    "members.last_order": Words("Last order", "Pesanan terakhir", "Pesanan terakhir"),
    "members.nameless": Words("No name", "Tanpa nama", "Tiada nama"),
    "members.none_title": Words(
        "Nobody here yet", "Belum ada siapa pun", "Belum ada sesiapa"
    ),
    "members.none_text": Words(
        "Members appear as soon as a store sends its first customer or order.",
        "Member muncul begitu toko mengirim pelanggan atau pesanan pertama.",
        "Ahli muncul sebaik kedai menghantar pelanggan atau pesanan pertama.",
    ),
    "members.none_found_title": Words(
        "Nobody fits", "Tidak ada yang cocok", "Tiada yang sepadan"
    ),
    "members.none_found_text": Words(
        "Try fewer letters, another spelling, or clear the filters.",
        "Coba lebih sedikit huruf, ejaan lain, atau hapus saringan.",
        "Cuba kurang huruf, ejaan lain, atau kosongkan tapisan.",
    ),
    "members.first_page": Words("First page", "Halaman pertama", "Halaman pertama"),
    "member.lead": Words(
        "What they have, why, and what you can do for them.",
        "Apa yang mereka punya, alasannya, dan apa yang bisa kamu lakukan.",
        "Apa yang mereka ada, sebabnya, dan apa yang boleh anda lakukan.",
    ),
    "member.since": Words(
        "Member since {day}", "Member sejak {day}", "Ahli sejak {day}"
    ),
    "member.usable": Words("Usable", "Bisa dipakai", "Boleh diguna"),
    "member.pending": Words("Pending", "Menunggu", "Menunggu"),
    "member.expiring": Words("Expiring next", "Hangus berikutnya", "Luput seterusnya"),
    "member.on_day": Words("on {day}", "pada {day}", "pada {day}"),
    "member.never": Words(
        "nothing lapses", "tidak ada yang hangus", "tiada yang luput"
    ),
    "member.spent": Words("Spent", "Belanja", "Belanja"),
    "member.owed": Words(
        "Owes {points} after a refund",
        "Berutang {points} setelah pengembalian",
        "Berhutang {points} selepas bayaran balik",
    ),
    "member.orders": Counted(
        Words("{n} order", "{n} pesanan", "{n} pesanan"),
        Words("{n} orders", "{n} pesanan", "{n} pesanan"),
    ),
    "member.tier_until": Words("until {day}", "sampai {day}", "sehingga {day}"),
    "member.no_tier": Words("No tier", "Tanpa tingkat", "Tiada peringkat"),
    "member.adjust": Words("Adjust points", "Ubah poin", "Laras mata"),
    "member.block": Words("Block", "Blokir", "Sekat"),
    "member.unblock": Words("Unblock", "Buka blokir", "Nyahsekat"),
    "member.blocked": Words(
        "Blocked: can't redeem. Reason: {reason}",
        "Diblokir: tidak bisa menukar. Alasan: {reason}",
        "Disekat: tidak boleh menebus. Sebab: {reason}",
    ),
    "member.block_done": Words("Blocked.", "Diblokir.", "Disekat."),
    "member.unblock_done": Words("Unblocked.", "Blokir dibuka.", "Sekatan dibuka."),
    "member.timeline": Words("Points", "Poin", "Mata"),
    "member.rewards": Words("Rewards", "Hadiah", "Ganjaran"),
    "member.orders_title": Words("Orders", "Pesanan", "Pesanan"),
    "member.tier_title": Words("Tier", "Tingkat", "Peringkat"),
    "member.details": Words("Details", "Rincian", "Butiran"),
    "member.statement": Words(
        "What lapses when", "Apa yang hangus kapan", "Apa yang luput bila"
    ),
    "member.no_history": Words(
        "Nothing happened yet. Points appear with the first paid order.",
        "Belum ada apa-apa. Poin muncul setelah pesanan pertama dibayar.",
        "Belum ada apa-apa. Mata muncul selepas pesanan pertama dibayar.",
    ),
    "member.email": Words("E-mail", "E-mail", "E-mel"),
    "member.phone": Words("Phone", "Telepon", "Telefon"),
    "member.language": Words("Language", "Bahasa", "Bahasa"),
    "member.birthday": Words("Birthday", "Ulang tahun", "Hari lahir"),
    "member.proved": Words("Contact proved", "Kontak terbukti", "Hubungan disahkan"),
    "member.customers": Words("In the stores", "Di toko", "Di kedai"),
    "member.id": Words("Number", "Nomor", "Nombor"),
    "member.joined": Words("Joined", "Bergabung", "Menyertai"),
    "member.date": Words("Date", "Tanggal", "Tarikh"),
    "member.change": Words("Change", "Perubahan", "Perubahan"),
    "member.what": Words("What", "Apa", "Apa"),
    "member.code": Words("Code", "Kode", "Kod"),
    "member.state": Words("State", "Status", "Status"),
    "member.total": Words("Total", "Total", "Jumlah"),
    "member.earned": Words("Earned", "Didapat", "Diperoleh"),
    "member.voucher_carried": Words(
        "brought along: your store has it, we never delete it",
        "dibawa serta: ada di tokomu, tidak pernah kami hapus",
        "dibawa bersama: ada di kedai anda, tidak pernah kami padam",
    ),
    "member.voucher_not_there": Words(
        "brought along: does not work in your store",
        "dibawa serta: tidak berlaku di tokomu",
        "dibawa bersama: tidak berfungsi di kedai anda",
    ),
    "member.past": Words("Before here", "Sebelum di sini", "Sebelum di sini"),
    "member.past_note": Words(
        "What the old programme told. History only: it counts for nothing.",
        "Menurut program lama. Hanya riwayat: tidak dihitung.",
        "Menurut program lama. Sejarah sahaja: tidak dikira.",
    ),
    "member.past_from": Words("Imported from", "Diimpor dari", "Diimport daripada"),
    "member.past_referrer": Words("This member", "Member ini", "Ahli ini"),
    "member.cancel_voucher": Words("Cancel", "Batalkan", "Batalkan"),
    "member.voucher_cancelled": Words(
        "Cancelled. The points come back once the code is off.",
        "Dibatalkan. Poin kembali setelah kodenya mati.",
        "Dibatalkan. Mata kembali sebaik kod dimatikan.",
    ),
    "member.gift_cancelled": Words("Cancelled.", "Dibatalkan.", "Dibatalkan."),
    "member.no_store": Words(
        "The member is a customer of no connected store yet.",
        "Member ini belum menjadi pelanggan toko yang terhubung.",
        "Ahli ini belum menjadi pelanggan kedai yang bersambung.",
    ),
    "member.give_reward": Words("Give a reward", "Beri hadiah", "Beri ganjaran"),
    "member.give_reward_lead": Words(
        "Free of points. The member finds it in the panel.",
        "Tanpa poin. Member menemukannya di panel.",
        "Tanpa mata. Ahli menemuinya di panel.",
    ),
    "member.reward": Words("Reward", "Hadiah", "Ganjaran"),
    "member.store": Words("Store", "Toko", "Kedai"),
    "member.reward_given": Words("Given.", "Diberikan.", "Diberikan."),
    "member.no_rewards": Words(
        "No reward was redeemed or given yet.",
        "Belum ada hadiah yang ditukar atau diberikan.",
        "Belum ada ganjaran yang ditebus atau diberi.",
    ),
    "member.no_orders": Words(
        "No orders yet.", "Belum ada pesanan.", "Belum ada pesanan."
    ),
    "member.set_tier": Words("Set tier", "Atur tingkat", "Tetapkan peringkat"),
    "member.tier_reason": Words("Reason", "Alasan", "Sebab"),
    "member.tier_end": Words(
        "Until (empty: as the programme says)",
        "Sampai (kosong: sesuai program)",
        "Sehingga (kosong: ikut program)",
    ),
    "member.tier_set": Words(
        "The tier is set.", "Tingkat diatur.", "Peringkat ditetapkan."
    ),
    "member.erase": Words("Erase …", "Hapus data …", "Padam data …"),
    "member.erase_title": Words(
        "Erase this person", "Hapus data orang ini", "Padam data orang ini"
    ),
    "member.erase_lead": Words(
        "Name, contact and everything personal goes for good; points end, the books"
        " stay without a name.",
        "Nama, kontak, dan semua data pribadi hilang selamanya; poin berakhir,"
        " pembukuan tetap tanpa nama.",
        "Nama, hubungan dan semua data peribadi hilang selamanya; mata tamat, buku"
        " kira-kira kekal tanpa nama.",
    ),
    "member.erase_warn": Words(
        "{points} worth {worth} end with it. This can't be undone.",
        "{points} senilai {worth} ikut berakhir. Ini tidak bisa diurungkan.",
        "{points} bernilai {worth} turut tamat. Ini tidak boleh dibuat asal.",
    ),
    "member.erased": Words("Erased.", "Terhapus.", "Dipadam."),
    "adjust.title": Words(
        "Adjust points: {name}", "Ubah poin: {name}", "Laras mata: {name}"
    ),
    "adjust.lead": Words(
        "Give or take by hand, with a reason that stays in the books.",
        "Beri atau ambil secara manual, dengan alasan yang tercatat.",
        "Beri atau ambil dengan tangan, dengan sebab yang direkodkan.",
    ),
    "adjust.way": Words("What", "Apa", "Apa"),
    "adjust.add": Words("Add", "Tambah", "Tambah"),
    "adjust.remove": Words("Remove", "Kurangi", "Tolak"),
    "adjust.set": Words("Set to", "Jadikan", "Jadikan"),
    "adjust.points": Words("Points", "Poin", "Mata"),
    "adjust.balance": Words(
        "Balance now: {points}", "Saldo sekarang: {points}", "Baki sekarang: {points}"
    ),
    "adjust.limit": Words(
        "Alone you may give {deed} at once, {day} more today.",
        "Sendiri kamu boleh memberi {deed} sekaligus, {day} lagi hari ini.",
        "Sendiri anda boleh memberi {deed} sekali gus, {day} lagi hari ini.",
    ),
    "adjust.no_limit": Words(
        "Your role has no limit.", "Peranmu tanpa batas.", "Peranan anda tiada had."
    ),
    "adjust.reason": Words("Reason", "Alasan", "Sebab"),
    "adjust.reason.goodwill": Words("Goodwill", "Iktikad baik", "Muhibah"),
    "adjust.reason.late_delivery": Words(
        "Late delivery", "Kiriman terlambat", "Penghantaran lewat"
    ),
    "adjust.reason.correction": Words("Correction", "Koreksi", "Pembetulan"),
    "adjust.reason.in_store": Words(
        "Purchase in the shop", "Belanja di toko fisik", "Pembelian di kedai fizikal"
    ),
    "adjust.reason.missed_order": Words(
        "Missed order", "Pesanan terlewat", "Pesanan tertinggal"
    ),
    "adjust.reason.event": Words("Event", "Acara", "Acara"),
    "adjust.reason.import": Words("Import", "Impor", "Import"),
    "adjust.reason.reward": Words("Reward", "Hadiah", "Ganjaran"),
    "adjust.reason.other": Words("Other", "Lainnya", "Lain-lain"),
    "adjust.public": Words(
        "Shown to the member", "Terlihat oleh member", "Dilihat oleh ahli"
    ),
    "adjust.internal": Words(
        "Note for the team", "Catatan untuk tim", "Nota untuk pasukan"
    ),
    "adjust.submit": Words("Adjust", "Ubah", "Laras"),
    "adjust.ask": Words("Ask for approval", "Minta persetujuan", "Minta kelulusan"),
    "adjust.done": Words(
        "{points} booked. Balance: {balance}.",
        "{points} tercatat. Saldo: {balance}.",
        "{points} direkodkan. Baki: {balance}.",
    ),
    "adjust.asked": Words(
        "Asked for approval. Somebody else decides under Members, Review.",
        "Persetujuan diminta. Orang lain memutuskan di Member, Tinjauan.",
        "Kelulusan diminta. Orang lain memutuskan di Ahli, Semakan.",
    ),
    "adjust.nothing": Words(
        "That would change nothing.",
        "Tidak ada yang berubah dengan itu.",
        "Tiada yang berubah dengan itu.",
    ),
    "review.set_to": Words("set to {points}", "jadi {points}", "jadi {points}"),
    "why.over_limit": Words(
        "That is more than you may do alone ({most}). Ask for approval instead.",
        "Itu melebihi batasmu sendiri ({most}). Minta persetujuan saja.",
        "Itu melebihi had anda sendiri ({most}). Minta kelulusan.",
    ),
    "why.reward_over_limit": Words(
        "That reward is worth more than you may still give alone."
        " Somebody with higher limits can give it.",
        "Nilai hadiah itu melebihi yang masih boleh kamu berikan sendiri."
        " Orang dengan batas lebih tinggi bisa memberikannya.",
        "Nilai ganjaran itu melebihi yang masih boleh anda beri sendiri."
        " Orang dengan had lebih tinggi boleh memberikannya.",
    ),
    "why.own_request": Words(
        "Somebody else must approve what you asked for.",
        "Permintaanmu harus disetujui orang lain.",
        "Permintaan anda mesti diluluskan orang lain.",
    ),
    "why.own_wallet": Words(
        "This is your own account. Somebody else of the team must do it.",
        "Ini akunmu sendiri. Orang lain dari tim yang harus melakukannya.",
        "Ini akaun anda sendiri. Orang lain dalam pasukan mesti melakukannya.",
    ),
    "why.already_decided": Words(
        "Somebody decided this already.",
        "Ini sudah diputuskan seseorang.",
        "Ini sudah diputuskan seseorang.",
    ),
    "why.insufficient_points": Words(
        "The member has not that many points.",
        "Poin member tidak sebanyak itu.",
        "Mata ahli tidak sebanyak itu.",
    ),
    "why.member_gone": Words(
        "This account is closed.", "Akun ini sudah ditutup.", "Akaun ini telah ditutup."
    ),
    "why.nothing_published": Words(
        "Publish the programme first.",
        "Terbitkan programnya dulu.",
        "Terbitkan program dahulu.",
    ),
    "why.voucher_step_not_possible": Words(
        "This reward can't be cancelled any more.",
        "Hadiah ini tidak bisa dibatalkan lagi.",
        "Ganjaran ini tidak boleh dibatalkan lagi.",
    ),
    "why.tier_end_past": Words(
        "This day is over; choose a later one.",
        "Tanggal ini sudah lewat; pilih yang nanti.",
        "Tarikh ini sudah lepas; pilih yang kemudian.",
    ),
    "review.title": Words("Review", "Tinjauan", "Semakan"),
    "review.lead": Words(
        "What waits for a second look: approvals, held referrals, twins.",
        "Yang menunggu dilihat lagi: persetujuan, ajakan tertahan, data ganda.",
        "Yang menunggu semakan: kelulusan, rujukan tertahan, data berganda.",
    ),
    "review.approvals": Words("Approvals", "Persetujuan", "Kelulusan"),
    "review.asked_by": Words(
        "Asked by {name}", "Diminta {name}", "Diminta oleh {name}"
    ),
    "review.approve": Words("Approve", "Setujui", "Lulus"),
    "review.refuse": Words("Refuse", "Tolak", "Tolak"),
    "review.withdraw": Words("Take back", "Tarik kembali", "Tarik balik"),
    "review.approved": Words("Approved.", "Disetujui.", "Diluluskan."),
    "review.refused": Words("Refused.", "Ditolak.", "Ditolak."),
    "review.nothing_title": Words(
        "Nothing waits", "Tidak ada yang menunggu", "Tiada yang menunggu"
    ),
    "review.nothing_text": Words(
        "Deeds above somebody's limits and doubtful referrals appear here.",
        "Tindakan di atas batas dan ajakan yang diragukan muncul di sini.",
        "Tindakan melebihi had dan rujukan yang diragui muncul di sini.",
    ),
    "review.holds": Words("Held referrals", "Ajakan tertahan", "Rujukan tertahan"),
    "review.reject": Words("Reject", "Tolak", "Tolak"),
    "merge.title": Words("Merge two members", "Gabung dua member", "Gabung dua ahli"),
    "merge.lead": Words(
        "One person, two accounts: points, orders and rewards move to the one"
        " who stays.",
        "Satu orang, dua akun: poin, pesanan, dan hadiah pindah ke yang tetap.",
        "Seorang, dua akaun: mata, pesanan dan ganjaran berpindah kepada yang kekal.",
    ),
    "merge.stays": Words("Stays", "Tetap", "Kekal"),
    "merge.goes": Words("Goes", "Dilebur", "Dilebur"),
    "merge.after": Words("Afterwards", "Sesudahnya", "Selepas itu"),
    "merge.find": Words(
        "Who else is this?", "Siapa akun satunya?", "Siapa akaun satu lagi?"
    ),
    "merge.once": Words(
        "What is given once a person, such as a welcome bonus, is kept once.",
        "Yang diberikan sekali per orang, seperti bonus selamat datang, tetap sekali.",
        "Yang diberi sekali seorang, seperti bonus alu-aluan, kekal sekali.",
    ),
    "merge.choose": Words("Choose", "Pilih", "Pilih"),
    "merge.warn": Words(
        "Look twice. This can be undone for 30 days; what is spent by then stays"
        " spent.",
        "Periksa dua kali. Ini bisa dibatalkan selama 30 hari; yang sudah terpakai"
        " tidak kembali.",
        "Semak dua kali. Ini boleh dibatalkan selama 30 hari; yang telah digunakan"
        " tidak kembali.",
    ),
    "merge.do": Words("Merge", "Gabungkan", "Gabungkan"),
    "merge.done": Words("Merged.", "Digabung.", "Digabung."),
    "member.merge": Words(
        "Merge with another …", "Gabung dengan yang lain …", "Gabung dengan yang lain …"
    ),
    "find.title": Words("Search", "Pencarian", "Carian"),
    "find.lead": Words(
        "Members by name, e-mail, phone, code or order; pages by name.",
        "Member menurut nama, e-mail, telepon, kode, atau pesanan; halaman menurut"
        " nama.",
        "Ahli mengikut nama, e-mel, telefon, kod atau pesanan; halaman mengikut nama.",
    ),
    "find.pages": Words("Pages", "Halaman", "Halaman"),
    "find.members": Words("Members", "Member", "Ahli"),
}
