"""Merges that were made, and how one is undone."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words
from app.domain.words.storefront.kinds import Counted

MERGES: Final[Mapping[str, Words | Counted]] = {
    "merges.title": Words("Merges", "Penggabungan", "Penggabungan"),
    "merges.lately": Words(
        "Merges that can still be undone",
        "Penggabungan yang masih bisa dibatalkan",
        "Penggabungan yang masih boleh dibatalkan",
    ),
    "merges.came": Words(
        "{name} was merged into this member",
        "{name} dilebur ke member ini",
        "{name} digabung ke dalam ahli ini",
    ),
    "merges.went": Words(
        "Merged into {name}", "Dilebur ke {name}", "Digabung ke dalam {name}"
    ),
    "merges.by": Words("{day}, by {who}", "{day}, oleh {who}", "{day}, oleh {who}"),
    "merges.undone": Words(
        "Undone on {day} by {who}",
        "Dibatalkan {day} oleh {who}",
        "Dibatalkan {day} oleh {who}",
    ),
    "merges.until": Words(
        "Can be undone until {day}",
        "Bisa dibatalkan sampai {day}",
        "Boleh dibatalkan hingga {day}",
    ),
    "merges.over": Words(
        "Can't be undone any more",
        "Tidak bisa dibatalkan lagi",
        "Tidak boleh dibatalkan lagi",
    ),
    "merges.followed": Words(
        "A later merge has to be undone first",
        "Penggabungan yang lebih baru harus dibatalkan dulu",
        "Penggabungan yang lebih baharu perlu dibatalkan dahulu",
    ),
    "merges.who.platform": Words("the shop", "toko", "kedai"),
    "merges.who.claim": Words(
        "us: a guest became a member",
        "kami: tamu menjadi member",
        "kami: tetamu menjadi ahli",
    ),
    "merges.who.same_address": Words(
        "us: both proved the same address",
        "kami: keduanya membuktikan alamat yang sama",
        "kami: kedua-duanya membuktikan alamat yang sama",
    ),
    "merges.who.other": Words("the system", "sistem", "sistem"),
    "unmerge.open": Words("Undo merge …", "Batalkan gabungan …", "Batalkan gabungan …"),
    "unmerge.open_full": Words(
        "Undo the merge with {name}",
        "Batalkan gabungan dengan {name}",
        "Batalkan gabungan dengan {name}",
    ),
    "unmerge.title": Words("Undo a merge", "Batalkan gabungan", "Batalkan gabungan"),
    "unmerge.lead": Words(
        "One account becomes two again: what came along goes back, what happened since"
        " stays with the one who was kept.",
        "Satu akun menjadi dua lagi: yang dulu ikut akan kembali, yang terjadi"
        " sesudahnya tetap pada yang dipertahankan.",
        "Satu akaun menjadi dua semula: yang dahulu turut serta akan kembali, yang"
        " berlaku selepas itu kekal pada yang dikekalkan.",
    ),
    "unmerge.together": Words("Now", "Sekarang", "Sekarang"),
    "unmerge.after": Words(
        "{name} afterwards", "{name} sesudahnya", "{name} selepas itu"
    ),
    "unmerge.rewards": Words(
        "Rewards to use", "Hadiah yang bisa dipakai", "Ganjaran untuk digunakan"
    ),
    "unmerge.came": Words(
        "The merge brought {came}. {back} go back.",
        "Penggabungan membawa {came}. {back} kembali.",
        "Penggabungan membawa {came}. {back} kembali.",
    ),
    "unmerge.less": Words(
        "The rest was used or ran out since, or was taken back with a refund.",
        "Sisanya sudah dipakai, hangus, atau ditarik karena pengembalian dana.",
        "Selebihnya telah digunakan, luput, atau ditarik balik kerana bayaran balik.",
    ),
    "unmerge.rule_links": Words(
        "Their customers in the stores: new orders count for them again. Orders since"
        " the merge stay where they are.",
        "Pelanggan mereka di toko: pesanan baru dihitung untuk mereka lagi. Pesanan"
        " sejak digabung tetap di tempatnya.",
        "Pelanggan mereka di kedai: pesanan baharu dikira untuk mereka semula. Pesanan"
        " sejak digabung kekal di tempatnya.",
    ),
    "unmerge.rule_shop": Words(
        "The shop itself made these customers one: new orders there go on counting for"
        " the one who was kept.",
        "Toko sendiri yang menyatukan pelanggan ini: pesanan baru di sana tetap"
        " dihitung untuk yang dipertahankan.",
        "Kedai sendiri yang menyatukan pelanggan ini: pesanan baharu di sana terus"
        " dikira untuk yang dikekalkan.",
    ),
    "unmerge.rule_rewards": Words(
        "Rewards and codes go back to who had them; those bought since stay.",
        "Hadiah dan kode kembali ke pemilik semula; yang dibeli sesudahnya tetap.",
        "Ganjaran dan kod kembali kepada pemilik asal; yang dibeli selepas itu kekal.",
    ),
    "unmerge.rule_news": Words(
        "Who said no to news since gets none, whichever account it was.",
        "Yang menolak kabar sesudahnya tidak menerimanya, dari akun mana pun.",
        "Yang menolak berita selepas itu tidak menerimanya, walau daripada akaun mana.",
    ),
    "unmerge.rule_tier": Words(
        "Tiers are reckoned anew for both.",
        "Tingkat dihitung ulang untuk keduanya.",
        "Peringkat dikira semula untuk kedua-duanya.",
    ),
    "unmerge.rules": Words(
        "What goes where", "Apa pindah ke mana", "Apa berpindah ke mana"
    ),
    "unmerge.cannot": Words(
        "This can't be undone.",
        "Ini tidak bisa dibatalkan.",
        "Ini tidak boleh dibatalkan.",
    ),
    "unmerge.do": Words("Undo the merge", "Batalkan gabungan", "Batalkan gabungan"),
    "unmerge.done": Words(
        "They are two members again.",
        "Mereka menjadi dua member lagi.",
        "Mereka menjadi dua ahli semula.",
    ),
    "merge.guest_stays": Words(
        "{kept} is a guest and can't redeem. Let {gone} stay instead.",
        "{kept} adalah tamu dan tidak bisa menukar poin. Pertahankan {gone} saja.",
        "{kept} ialah tetamu dan tidak boleh menebus. Kekalkan {gone} sahaja.",
    ),
    "merge.turn_round": Words("Turn it round", "Balikkan", "Terbalikkan"),
    "why.merge_missing": Words(
        "There is no such merge.",
        "Penggabungan ini tidak ada.",
        "Penggabungan ini tiada.",
    ),
    "why.merge_undone": Words(
        "This merge was undone already.",
        "Penggabungan ini sudah dibatalkan.",
        "Penggabungan ini telah dibatalkan.",
    ),
    "why.merge_of_erased": Words(
        "One of the two was erased, and what belonged to that person with them.",
        "Salah satunya sudah dihapus, beserta semua miliknya.",
        "Salah seorang telah dipadam, bersama semua miliknya.",
    ),
    "why.merge_too_old": Words(
        "A merge can be undone for {days} days. Give points by hand instead, with a"
        " reason.",
        "Penggabungan bisa dibatalkan selama {days} hari. Berikan poin secara manual"
        " dengan alasan.",
        "Penggabungan boleh dibatalkan selama {days} hari. Beri mata secara manual"
        " dengan sebab.",
    ),
    "why.merge_followed": Words(
        "One of the two was merged again since. Undo that merge first.",
        "Salah satunya digabung lagi sesudahnya. Batalkan penggabungan itu dulu.",
        "Salah seorang digabung lagi selepas itu. Batalkan penggabungan itu dahulu.",
    ),
    "why.merge_held": Words(
        "{points_held} points are set aside for a redemption in progress. Wait until it"
        " has ended, or cancel it.",
        "{points_held} poin ditahan untuk penukaran yang sedang berjalan. Tunggu sampai"
        " selesai, atau batalkan.",
        "{points_held} mata ditahan untuk penebusan yang sedang berjalan. Tunggu"
        " sehingga selesai, atau batalkan.",
    ),
}
