"""What the stream of activity and its explanations say."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words
from app.domain.words.storefront.kinds import Counted

ACTIVITY: Final[Mapping[str, Words | Counted]] = {
    "activity.title": Words("Activity", "Aktivitas", "Aktiviti"),
    "activity.lead": Words(
        "Everything that happened, newest first. Each line says why.",
        "Semua yang terjadi, terbaru di atas. Setiap baris menjelaskan sebabnya.",
        "Semua yang berlaku, terbaharu di atas. Setiap baris menerangkan sebabnya.",
    ),
    "activity.why_lead": Words(
        "What happened, what was decided, and by which rule.",
        "Apa yang terjadi, apa putusannya, dan menurut aturan mana.",
        "Apa yang berlaku, apa keputusannya, dan mengikut peraturan mana.",
    ),
    "activity.none": Words("Nothing here", "Belum ada apa-apa", "Tiada apa-apa"),
    "activity.none_text": Words(
        "What members do, and what the programme answers, will stand here.",
        "Apa yang dilakukan member dan jawaban program akan tampil di sini.",
        "Apa yang ahli lakukan dan jawapan program akan dipaparkan di sini.",
    ),
    "activity.none_filtered": Words(
        "Nothing of this kind happened.",
        "Tidak ada kejadian seperti ini.",
        "Tiada kejadian seperti ini.",
    ),
    "activity.searched_part": Words(
        "Only a stretch was looked through. Older ones may fit: go on to see them.",
        "Baru sebagian yang diperiksa. Yang lebih lama mungkin cocok: lanjutkan.",
        "Hanya sebahagian diperiksa. Yang lebih lama mungkin sepadan: teruskan.",
    ),
    "activity.somebody": Words("Somebody", "Seseorang", "Seseorang"),
    "activity.when": Words("When", "Waktu", "Masa"),
    "activity.who": Words("Who", "Siapa", "Siapa"),
    "activity.what": Words("What", "Apa", "Apa"),
    "activity.from": Words("From", "Dari", "Daripada"),
    "activity.failed_badge": Words("Failed", "Gagal", "Gagal"),
    "activity.trying": Words(
        "It is being tried again.", "Sedang dicoba lagi.", "Sedang dicuba semula."
    ),
    "activity.filter.kind": Words("Kind", "Jenis", "Jenis"),
    "activity.filter.all": Words("All", "Semua", "Semua"),
    "activity.filter.store": Words("Store", "Toko", "Kedai"),
    "activity.filter.by": Words("Done by", "Oleh", "Oleh"),
    "activity.filter.automatic": Words("Automatic", "Otomatis", "Automatik"),
    "activity.filter.hand": Words("By hand", "Manual", "Manual"),
    "activity.filter.me": Words("By me", "Oleh saya", "Oleh saya"),
    "activity.filter.order": Words("Order", "Pesanan", "Pesanan"),
    "activity.filter.size": Words("Rows", "Baris", "Baris"),
    "activity.filter.failed": Words(
        "Only what failed", "Hanya yang gagal", "Hanya yang gagal"
    ),
    "activity.is.points": Words("Points", "Poin", "Mata"),
    "activity.is.rewards": Words("Rewards", "Hadiah", "Ganjaran"),
    "activity.is.tiers": Words("Tiers", "Tingkat", "Peringkat"),
    "activity.is.referrals": Words("Referrals", "Ajakan", "Rujukan"),
    "activity.is.refusals": Words(
        "Nothing earned", "Tidak mendapat poin", "Tidak mendapat mata"
    ),
    "activity.is.failures": Words("Failures", "Kegagalan", "Kegagalan"),
    "activity.is.staff": Words("Team", "Tim", "Pasukan"),
    "activity.usable": Words("{amount}", "{amount}", "{amount}"),
    "activity.pending": Words(
        "{amount} pending", "{amount} tertunda", "{amount} tertunda"
    ),
    "activity.of_order": Words(
        "{what}, order {order}", "{what}, pesanan {order}", "{what}, pesanan {order}"
    ),
    "activity.kind.accrual": Words("Earned", "Mendapat poin", "Mendapat mata"),
    "activity.kind.maturation": Words(
        "Became usable", "Kini bisa dipakai", "Kini boleh digunakan"
    ),
    "activity.kind.return": Words(
        "Points came back", "Poin dikembalikan", "Mata dikembalikan"
    ),
    "activity.kind.expiry": Words("Expired", "Hangus", "Luput"),
    "activity.kind.clawback": Words(
        "Taken back after a refund",
        "Ditarik setelah pengembalian dana",
        "Ditarik selepas bayaran balik",
    ),
    "activity.kind.reinstatement": Words(
        "Given back after a correction",
        "Diberikan lagi setelah koreksi",
        "Diberi semula selepas pembetulan",
    ),
    "activity.kind.recovery": Words(
        "Settled what was owed", "Melunasi kekurangan", "Melunaskan kekurangan"
    ),
    "activity.kind.forgiveness": Words(
        "Debt forgiven", "Kekurangan dihapus", "Kekurangan dihapuskan"
    ),
    "activity.kind.adjustment": Words(
        "Adjusted by hand", "Disesuaikan manual", "Dilaraskan secara manual"
    ),
    "activity.kind.gift": Words(
        "Points given to somebody", "Poin dihadiahkan", "Mata dihadiahkan"
    ),
    "activity.kind.merge": Words(
        "Two members became one", "Dua member digabung", "Dua ahli digabung"
    ),
    "activity.kind.unmerge": Words(
        "A merge was undone", "Penggabungan dibatalkan", "Penggabungan dibatalkan"
    ),
    "activity.kind.forfeiture": Words(
        "Points given up on leaving",
        "Poin dilepas saat keluar",
        "Mata dilepaskan semasa keluar",
    ),
    "activity.kind.import": Words("Imported", "Diimpor", "Diimport"),
    "activity.kind.retraction": Words(
        "An award was withdrawn", "Pemberian ditarik", "Pemberian ditarik balik"
    ),
    "activity.kind.reversal": Words("Reversed", "Dibalik", "Diterbalikkan"),
    "activity.kind.hold": Words(
        "Set aside for a reward",
        "Disisihkan untuk hadiah",
        "Diketepikan untuk ganjaran",
    ),
    "activity.kind.burn": Words(
        "Spent on a reward", "Dipakai untuk hadiah", "Digunakan untuk ganjaran"
    ),
    "activity.kind.release": Words(
        "Set free again", "Dilepas kembali", "Dilepaskan semula"
    ),
    "activity.redeemed": Words(
        "Redeemed {title} for {points}: {state}",
        "Menukar {points} dengan {title}: {state}",
        "Menebus {title} dengan {points}: {state}",
    ),
    "activity.given": Words(
        "Was given {title}: {state}",
        "Diberi {title}: {state}",
        "Diberi {title}: {state}",
    ),
    "activity.tier": Words("Reached {tier}", "Mencapai {tier}", "Mencapai {tier}"),
    "activity.tier_left": Words(
        "Holds no tier any more", "Tidak punya tingkat lagi", "Tiada peringkat lagi"
    ),
    "activity.referral": Words(
        "A friend came through their link: {state}",
        "Teman datang lewat tautannya: {state}",
        "Rakan datang melalui pautannya: {state}",
    ),
    "activity.nothing": Words(
        "{subject} earned nothing: {reason}",
        "{subject} tidak mendapat poin: {reason}",
        "{subject} tidak mendapat mata: {reason}",
    ),
    "activity.failed": Words(
        "{what} could not be done: {reason}",
        "{what} tidak berhasil: {reason}",
        "{what} tidak berjaya: {reason}",
    ),
    "activity.delivery": Words(
        "A delivery could not be read ({topic}): {reason}",
        "Kiriman tidak terbaca ({topic}): {reason}",
        "Penghantaran tidak dapat dibaca ({topic}): {reason}",
    ),
    "activity.deed": Words(
        "{deed} ({subject})", "{deed} ({subject})", "{deed} ({subject})"
    ),
    "activity.by_you": Words("You", "Kamu", "Anda"),
    "activity.by_staff": Words("Team", "Tim", "Pasukan"),
    "activity.by.system": Words("Automatic", "Otomatis", "Automatik"),
    "activity.by.member": Words("Member", "Member", "Ahli"),
    "activity.by.rule": Words("Rule", "Aturan", "Peraturan"),
    "activity.by.key": Words("Programme key", "Kunci API", "Kunci API"),
    "activity.change": Words("Change", "Perubahan", "Perubahan"),
    "activity.said_to": Words(
        "to the member: {text}", "kepada member: {text}", "kepada ahli: {text}"
    ),
    "activity.said_inside": Words("note: {text}", "catatan: {text}", "nota: {text}"),
    "activity.note": Words("Note", "Catatan", "Nota"),
    "activity.journal": Words("Entry of the journal", "Nomor jurnal", "Nombor jurnal"),
    "activity.see_member": Words("See the member", "Lihat member", "Lihat ahli"),
    "activity.order": Words("Order {order}", "Pesanan {order}", "Pesanan {order}"),
    "activity.refunded": Words(
        "{amount} refunded", "{amount} dikembalikan", "{amount} dibayar balik"
    ),
    "activity.not_counted": Words("not counted", "tidak dihitung", "tidak dikira"),
    "activity.coupon": Words("Coupon {code}", "Kupon {code}", "Kupon {code}"),
    "activity.shipping": Words("Shipping", "Ongkir", "Penghantaran"),
    "activity.state": Words("State", "Status", "Status"),
    "activity.decision": Words("Decision", "Keputusan", "Keputusan"),
    "activity.debt": Words(
        "What could not be done", "Yang belum berhasil", "Yang belum berjaya"
    ),
    "activity.delivery_card": Words("Delivery", "Kiriman", "Penghantaran"),
    "activity.reason": Words("Reason", "Alasan", "Sebab"),
    "activity.attempts": Words("Tries", "Percobaan", "Cubaan"),
    "activity.since": Words("Since", "Sejak", "Sejak"),
    "activity.last_try": Words("Last try", "Percobaan terakhir", "Cubaan terakhir"),
    "activity.topic": Words("Topic", "Topik", "Topik"),
    "activity.award": Words(
        "{rule}: {units} from this order ({before} before this decision)",
        "{rule}: {units} dari pesanan ini ({before} sebelum keputusan ini)",
        "{rule}: {units} daripada pesanan ini ({before} sebelum keputusan ini)",
    ),
    "activity.gross": Words(
        "{amount} before discounts",
        "{amount} sebelum potongan",
        "{amount} sebelum diskaun",
    ),
    "activity.off": Words(
        "{amount} off, taken off above already",
        "potongan {amount}, sudah dikurangi di atas",
        "diskaun {amount}, telah ditolak di atas",
    ),
    "redemption.title": Words("Redemptions", "Penukaran", "Penebusan"),
    "redemption.lead": Words(
        "Rewards that members hold or used, newest first.",
        "Hadiah yang dimiliki atau dipakai member, terbaru di atas.",
        "Ganjaran yang dimiliki atau digunakan ahli, terbaharu di atas.",
    ),
    "redemption.none": Words(
        "No redemptions", "Belum ada penukaran", "Tiada penebusan"
    ),
    "redemption.none_text": Words(
        "When a member redeems points, the reward stands here with its code.",
        "Saat member menukar poin, hadiah dan kodenya tampil di sini.",
        "Apabila ahli menebus mata, ganjaran dan kodnya dipaparkan di sini.",
    ),
    "redemption.reward": Words("Reward", "Hadiah", "Ganjaran"),
    "redemption.price": Words("Price", "Harga", "Harga"),
    "redemption.given": Words("Given", "Diberikan", "Diberi"),
    "redemption.carried": Words("Brought along", "Dibawa serta", "Dibawa bersama"),
    "redemption.code": Words("Code", "Kode", "Kod"),
    "redemption.granted": Words("On its way", "Sedang disiapkan", "Sedang disediakan"),
    "redemption.issuing": Words("On its way", "Sedang disiapkan", "Sedang disediakan"),
    "redemption.issued": Words("Ready to use", "Siap dipakai", "Sedia digunakan"),
    "redemption.used": Words("Used", "Sudah dipakai", "Telah digunakan"),
    "redemption.lapsed": Words("Expired", "Lewat waktu", "Tamat tempoh"),
    "redemption.withdrawn": Words("Taken back", "Ditarik", "Ditarik balik"),
    "redemption.returned": Words("Removed", "Dibatalkan", "Dibatalkan"),
    "redemption.failed": Words("Could not be made", "Gagal dibuat", "Gagal dibuat"),
    "activity.new": Counted(
        Words("{n} new — show", "{n} baru — lihat", "{n} baharu — lihat"),
        Words("{n} new — show", "{n} baru — lihat", "{n} baharu — lihat"),
    ),
    "activity.for_reason": Words(
        "{what} ({reason})", "{what} ({reason})", "{what} ({reason})"
    ),
}
