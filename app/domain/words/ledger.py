"""The words of a member's ledger, keyed by reason code.

``{points}`` comes formatted with its unit, ``{subject}`` is an order number, a
reward, a rule; ``{date}`` a day. The keys are the codes of ``explain``.
"""

from app.domain.words.languages import Words

LINES: dict[str, Words] = {
    "earned_order": Words(
        en="Earned with order {subject}",
        id="Didapat dari pesanan {subject}",
        ms="Diperoleh daripada pesanan {subject}",
    ),
    "earned_signup": Words(
        en="Welcome bonus for joining",
        id="Bonus bergabung",
        ms="Bonus penyertaan",
    ),
    "earned_review": Words(
        en="Earned for a review",
        id="Didapat dari ulasan",
        ms="Diperoleh daripada ulasan",
    ),
    "earned_activity": Words(
        en="Earned for {subject}",
        id="Didapat dari {subject}",
        ms="Diperoleh daripada {subject}",
    ),
    "earned": Words(
        en="Earned by the rule {subject}",
        id="Didapat dari aturan {subject}",
        ms="Diperoleh daripada peraturan {subject}",
    ),
    "imported": Words(
        en="Brought over from an earlier programme",
        id="Dipindahkan dari program sebelumnya",
        ms="Dibawa daripada program terdahulu",
    ),
    "added": Words(
        en="Added by the shop",
        id="Ditambahkan oleh toko",
        ms="Ditambah oleh kedai",
    ),
    "removed": Words(
        en="Removed by the shop",
        id="Dikurangi oleh toko",
        ms="Ditolak oleh kedai",
    ),
    "gift_received": Words(
        en="Received from another member",
        id="Diterima dari member lain",
        ms="Diterima daripada ahli lain",
    ),
    "gift_given": Words(
        en="Given to another member",
        id="Diberikan ke member lain",
        ms="Diberikan kepada ahli lain",
    ),
    "matured": Words(
        en="Usable now: the waiting period of order {subject} is over",
        id="Sudah bisa dipakai: masa tunggu pesanan {subject} selesai",
        ms="Kini boleh digunakan: tempoh menunggu pesanan {subject} tamat",
    ),
    "matured_other": Words(
        en="Usable now: the waiting period is over",
        id="Sudah bisa dipakai: masa tunggu selesai",
        ms="Kini boleh digunakan: tempoh menunggu tamat",
    ),
    "held": Words(
        en="Set aside for {subject}",
        id="Disisihkan untuk {subject}",
        ms="Diketepikan untuk {subject}",
    ),
    "spent": Words(
        en="Spent on {subject}",
        id="Dipakai untuk {subject}",
        ms="Digunakan untuk {subject}",
    ),
    "released": Words(
        en="Set free again: {subject} was not handed out",
        id="Dilepas lagi: {subject} tidak jadi diberikan",
        ms="Dilepaskan semula: {subject} tidak jadi diberikan",
    ),
    "returned": Words(
        en="Returned from {subject}",
        id="Dikembalikan dari {subject}",
        ms="Dipulangkan daripada {subject}",
    ),
    "lapsed": Words(en="Expired", id="Hangus", ms="Luput"),
    "taken_back": Words(
        en="Taken back: order {subject} was refunded or changed",
        id="Ditarik: pesanan {subject} dikembalikan atau berubah",
        ms="Ditarik balik: pesanan {subject} dipulangkan atau berubah",
    ),
    "taken_back_other": Words(
        en="Taken back: what earned it no longer counts",
        id="Ditarik: alasannya sudah tidak berlaku",
        ms="Ditarik balik: sebabnya tidak lagi terpakai",
    ),
    "given_again": Words(
        en="Given again: order {subject} counts for more again",
        id="Diberikan lagi: pesanan {subject} dihitung lebih lagi",
        ms="Diberikan semula: pesanan {subject} dikira lebih semula",
    ),
    "owed_settled": Words(
        en="Used to settle what was owed",
        id="Dipakai untuk melunasi kekurangan",
        ms="Digunakan untuk melunaskan baki terhutang",
    ),
    "forgiven": Words(
        en="What was owed is forgiven",
        id="Kekurangan dihapuskan",
        ms="Baki terhutang dihapuskan",
    ),
    "forfeited": Words(
        en="Given up with the membership",
        id="Gugur bersama keanggotaan",
        ms="Dilucutkan bersama keahlian",
    ),
    "merged_in": Words(
        en="Brought in from another account of the same person",
        id="Masuk dari akun lain milik orang yang sama",
        ms="Masuk daripada akaun lain orang yang sama",
    ),
    "merged_out": Words(
        en="Moved to another account of the same person",
        id="Pindah ke akun lain milik orang yang sama",
        ms="Dipindahkan ke akaun lain orang yang sama",
    ),
    "unmerged_in": Words(
        en="Moved back: the accounts belong to two people",
        id="Pindah kembali: akun ternyata milik dua orang",
        ms="Dipindahkan semula: akaun milik dua orang",
    ),
    "unmerged_out": Words(
        en="Moved back to the other account: it belongs to another person",
        id="Kembali ke akun lain: ternyata milik orang lain",
        ms="Kembali ke akaun lain: milik orang lain",
    ),
    "retracted": Words(
        en="Taken back: it should not have been given",
        id="Ditarik: seharusnya tidak diberikan",
        ms="Ditarik balik: sepatutnya tidak diberikan",
    ),
    "undone": Words(
        en="An earlier entry was undone by the shop",
        id="Catatan sebelumnya dibatalkan oleh toko",
        ms="Catatan terdahulu dibatalkan oleh kedai",
    ),
    "absorbed": Words(
        en="Nothing taken for order {subject}: {points} of it had expired unused",
        id="Tidak ada yang ditarik untuk pesanan {subject}: {points} sudah hangus",
        ms="Tiada ditarik untuk pesanan {subject}: {points} sudah luput",
    ),
}
"""One sentence for each kind of line."""

ADDITIONS: dict[str, Words] = {
    "pending_until": Words(
        en="usable from {date}",
        id="bisa dipakai mulai {date}",
        ms="boleh digunakan mulai {date}",
    ),
    "pending_open": Words(
        en="usable once the order is confirmed and its waiting period is over",
        id="bisa dipakai setelah pesanan dikonfirmasi dan masa tunggunya selesai",
        ms="boleh digunakan selepas pesanan disahkan dan tempoh menunggunya tamat",
    ),
    "owed": Words(
        en="{points} of it were spent already and are owed now",
        id="{points} di antaranya sudah dipakai dan kini menjadi kekurangan",
        ms="{points} daripadanya sudah digunakan dan kini terhutang",
    ),
    "borne": Words(
        en="the shop bears {points} of it",
        id="{points} di antaranya ditanggung toko",
        ms="{points} daripadanya ditanggung kedai",
    ),
}
"""What is said after a line when it applies."""

STANDING: dict[str, Words] = {
    "waits_until": Words(
        en="{points} of order {subject} become usable on {date}:"
        " it can still be returned until then",
        id="{points} dari pesanan {subject} bisa dipakai mulai {date}:"
        " sampai saat itu masih bisa dikembalikan",
        ms="{points} daripada pesanan {subject} boleh digunakan mulai {date}:"
        " sehingga itu masih boleh dipulangkan",
    ),
    "waits_until_other": Words(
        en="{points} become usable on {date}: their waiting period is not over",
        id="{points} bisa dipakai mulai {date}: masa tunggunya belum selesai",
        ms="{points} boleh digunakan mulai {date}: tempoh menunggu belum tamat",
    ),
    "waits_for_order": Words(
        en="{points} wait for order {subject}: it is not paid or delivered yet",
        id="{points} menunggu pesanan {subject}: belum dibayar atau dikirim",
        ms="{points} menunggu pesanan {subject}: belum dibayar atau dihantar",
    ),
    "waits": Words(
        en="{points} wait to be confirmed",
        id="{points} menunggu konfirmasi",
        ms="{points} menunggu pengesahan",
    ),
    "usable_through": Words(
        en="{points} are usable through {date}",
        id="{points} bisa dipakai sampai {date}",
        ms="{points} boleh digunakan sehingga {date}",
    ),
    "no_end": Words(
        en="{points} do not expire",
        id="{points} tidak hangus",
        ms="{points} tidak luput",
    ),
    "lapsed_unswept": Words(
        en="{points} have expired on {date} and will leave the balance shortly",
        id="{points} sudah hangus pada {date} dan segera keluar dari saldo",
        ms="{points} telah luput pada {date} dan akan keluar daripada baki",
    ),
    "set_aside": Words(
        en="{points} are set aside for {subject}",
        id="{points} disisihkan untuk {subject}",
        ms="{points} diketepikan untuk {subject}",
    ),
    "owes": Words(
        en="{points} are owed: spent, then taken back with an order",
        id="Kurang {points}: sudah dipakai, lalu pesanannya ditarik",
        ms="Terhutang {points}: sudah digunakan, kemudian pesanannya ditarik",
    ),
}
"""How things stand now."""

LABELS: dict[str, Words] = {
    "points": Words(en="{count} points", id="{count} poin", ms="{count} mata"),
    "point": Words(en="{count} point", id="{count} poin", ms="{count} mata"),
    "units": Words(en="{count} {unit}", id="{count} {unit}", ms="{count} {unit}"),
    "unknown": Words(
        en="(no longer known)", id="(tidak diketahui lagi)", ms="(tidak diketahui lagi)"
    ),
    "a_reward": Words(en="a reward", id="hadiah", ms="ganjaran"),
    "nothing_yet": Words(
        en="Nothing here yet", id="Belum ada riwayat", ms="Belum ada sejarah"
    ),
    "date": Words(en="Date", id="Tanggal", ms="Tarikh"),
    "what": Words(en="What", id="Keterangan", ms="Perkara"),
    "change": Words(en="Change", id="Perubahan", ms="Perubahan"),
    "balance": Words(en="Balance", id="Saldo", ms="Baki"),
    "pending": Words(en="Pending", id="Diproses", ms="Diproses"),
    "held": Words(en="Set aside", id="Disisihkan", ms="Diketepikan"),
    "owed": Words(en="Owed", id="Kekurangan", ms="Terhutang"),
    "lots": Words(en="Lots", id="Lot", ms="Lot"),
    "rule": Words(en="Rule", id="Aturan", ms="Peraturan"),
    "version": Words(en="Version", id="Versi", ms="Versi"),
    "why": Words(
        en="Why this balance", id="Kenapa saldonya begini", ms="Mengapa baki ini"
    ),
    "lapses": Words(en="What expires when", id="Kapan hangus", ms="Bila luput"),
    "waiting": Words(
        en="What is on the way", id="Yang sedang diproses", ms="Yang sedang diproses"
    ),
    "sum_earned": Words(en="Earned", id="Didapat", ms="Diperoleh"),
    "sum_brought": Words(en="Brought over", id="Dipindahkan", ms="Dibawa masuk"),
    "sum_added": Words(en="Added by the shop", id="Ditambah toko", ms="Ditambah kedai"),
    "sum_removed": Words(
        en="Removed by the shop", id="Dikurangi toko", ms="Ditolak kedai"
    ),
    "sum_spent": Words(en="Spent", id="Dipakai", ms="Digunakan"),
    "sum_returned": Words(en="Returned", id="Dikembalikan", ms="Dipulangkan"),
    "sum_lapsed": Words(en="Expired", id="Hangus", ms="Luput"),
    "sum_taken_back": Words(en="Taken back", id="Ditarik", ms="Ditarik balik"),
    "sum_given_again": Words(
        en="Given again", id="Diberikan lagi", ms="Diberikan semula"
    ),
    "sum_gifts": Words(en="Gifts between members", id="Antar member", ms="Antara ahli"),
    "sum_merged": Words(
        en="Moved between accounts", id="Antar akun", ms="Antara akaun"
    ),
    "sum_forgiven": Words(en="Forgiven", id="Dihapuskan", ms="Dihapuskan"),
    "sum_forfeited": Words(en="Given up", id="Gugur", ms="Dilucutkan"),
    "sum_undone": Words(en="Undone", id="Dibatalkan", ms="Dibatalkan"),
    "sum_pending": Words(en="Still pending", id="Masih diproses", ms="Masih diproses"),
    "sum_held": Words(en="Set aside", id="Disisihkan", ms="Diketepikan"),
    "sum_balance": Words(en="Balance", id="Saldo", ms="Baki"),
}
"""Units and headings."""

LEDGER: dict[str, dict[str, Words]] = {
    "lines": LINES,
    "additions": ADDITIONS,
    "standing": STANDING,
    "labels": LABELS,
}
