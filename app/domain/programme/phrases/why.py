"""Why a rule gave what it gave, or nothing: one sentence for each outcome."""

from app.domain.words import Words

WHY: dict[str, Words] = {
    "why.other": Words(
        en="{title}: {outcome}", id="{title}: {outcome}", ms="{title}: {outcome}"
    ),
    # What was given.
    "why.base": Words(
        en="{title}: {units} for {amount}, at {rate}",
        id="{title}: {units} untuk {amount}, dengan {rate}",
        ms="{title}: {units} untuk {amount}, pada {rate}",
    ),
    "why.fixed": Words(
        en="{title}: {units}", id="{title}: {units}", ms="{title}: {units}"
    ),
    "why.bonus": Words(
        en="{title}: {units} more on {base}",
        id="{title}: {units} lagi di atas {base}",
        ms="{title}: {units} lagi di atas {base}",
    ),
    "why.down": Words(
        en="rounded down", id="dibulatkan ke bawah", ms="dibundarkan ke bawah"
    ),
    "why.half_up": Words(
        en="rounded to the nearest",
        id="dibulatkan ke yang terdekat",
        ms="dibundarkan kepada yang terdekat",
    ),
    "why.up": Words(en="rounded up", id="dibulatkan ke atas", ms="dibundarkan ke atas"),
    "why.limited": Words(
        en="the limit left {units}",
        id="batas menyisakan {units}",
        ms="had tinggal {units}",
    ),
    "why.waits_for_first_order": Words(
        en="{title}: {units}, given with the first paid order",
        id="{title}: {units}, diberikan bersama pesanan pertama yang dibayar",
        ms="{title}: {units}, diberikan bersama pesanan pertama yang dibayar",
    ),
    "why.given_before": Words(
        en="{title}: given before",
        id="{title}: sudah pernah diberikan",
        ms="{title}: telah diberikan sebelum ini",
    ),
    # Why a rule gave nothing.
    "why.switched_off": Words(
        en="{title}: switched off", id="{title}: nonaktif", ms="{title}: dimatikan"
    ),
    "why.not_yet": Words(
        en="{title}: has not begun yet",
        id="{title}: belum dimulai",
        ms="{title}: belum bermula",
    ),
    "why.over": Words(
        en="{title}: is over", id="{title}: sudah berakhir", ms="{title}: telah tamat"
    ),
    "why.condition": Words(
        en="{title}: only if {condition}",
        id="{title}: hanya jika {condition}",
        ms="{title}: hanya jika {condition}",
    ),
    "why.currency_without_rate": Words(
        en="{title}: gives nothing for {currency}",
        id="{title}: tidak berlaku untuk {currency}",
        ms="{title}: tidak terpakai untuk {currency}",
    ),
    "why.currency_without_minimum": Words(
        en="{title}: gives nothing for {currency}",
        id="{title}: tidak berlaku untuk {currency}",
        ms="{title}: tidak terpakai untuk {currency}",
    ),
    "why.below_minimum": Words(
        en="{title}: needs {minimum}, {amount} counted",
        id="{title}: butuh {minimum}, yang dihitung {amount}",
        ms="{title}: perlu {minimum}, yang dikira {amount}",
    ),
    "why.nothing_counts": Words(
        en="{title}: nothing in the order counts",
        id="{title}: tidak ada isi pesanan yang dihitung",
        ms="{title}: tiada dalam pesanan yang dikira",
    ),
    "why.outbid": Words(
        en="{title}: another rule gave more",
        id="{title}: aturan lain memberi lebih banyak",
        ms="{title}: peraturan lain memberi lebih banyak",
    ),
    "why.no_base": Words(
        en="{title}: there is nothing to multiply",
        id="{title}: tidak ada yang bisa dikalikan",
        ms="{title}: tiada yang boleh digandakan",
    ),
    "why.rounds_to_nothing": Words(
        en="{title}: too little for one, {amount} counted",
        id="{title}: belum cukup untuk satu, yang dihitung {amount}",
        ms="{title}: belum cukup untuk satu, yang dikira {amount}",
    ),
    "why.limit_reached": Words(
        en="{title}: the limit is reached",
        id="{title}: batasnya sudah tercapai",
        ms="{title}: had telah dicapai",
    ),
    "why.not_a_member": Words(
        en="{title}: for members only",
        id="{title}: hanya untuk member",
        ms="{title}: untuk ahli sahaja",
    ),
    "why.review_deleted": Words(
        en="{title}: the review was deleted",
        id="{title}: ulasan dihapus",
        ms="{title}: ulasan telah dipadam",
    ),
    "why.not_approved": Words(
        en="{title}: the review is not approved yet",
        id="{title}: ulasan belum disetujui",
        ms="{title}: ulasan belum diluluskan",
    ),
    "why.review_lacks": Words(
        en="{title}: the review lacks what is asked for ({needs})",
        id="{title}: ulasan belum memuat yang diminta ({needs})",
        ms="{title}: ulasan belum mengandungi yang diminta ({needs})",
    ),
    "why.not_bought": Words(
        en="{title}: the product was not bought",
        id="{title}: produk ini belum dibeli",
        ms="{title}: produk ini belum dibeli",
    ),
    "why.other_activity": Words(
        en="{title}: is about something else",
        id="{title}: untuk kegiatan lain",
        ms="{title}: untuk aktiviti lain",
    ),
    "why.gifts": Words(
        en="{title}: given",
        id="{title}: diberikan",
        ms="{title}: diberikan",
    ),
    "why.gifts_wait": Words(
        en="{title}: given with the first paid order",
        id="{title}: diberikan bersama pesanan pertama yang dibayar",
        ms="{title}: diberikan bersama pesanan pertama yang dibayar",
    ),
    "why.cap_reached": Words(
        en="{title}: the limit of all rules together is reached",
        id="{title}: batas semua aturan bersama sudah tercapai",
        ms="{title}: had semua peraturan bersama telah dicapai",
    ),
    "why.day_not_chosen": Words(
        en="{title}: only on days that were chosen beforehand",
        id="{title}: hanya pada hari yang sudah dipilih sebelumnya",
        ms="{title}: hanya pada hari yang dipilih dahulu",
    ),
    "why.day_chosen_later": Words(
        en="{title}: the day was chosen after the order",
        id="{title}: harinya dipilih setelah pesanan",
        ms="{title}: hari dipilih selepas pesanan",
    ),
    "why.figure_missing": Words(
        en="{title}: the figure {figure} was not told",
        id="{title}: angka {figure} tidak disebutkan",
        ms="{title}: angka {figure} tidak diberitahu",
    ),
    "why.other_place": Words(
        en="{title}: is for another place",
        id="{title}: untuk tempat lain",
        ms="{title}: untuk tempat lain",
    ),
    "why.no_consent": Words(
        en="{title}: the consent was not given",
        id="{title}: persetujuan belum diberikan",
        ms="{title}: persetujuan belum diberikan",
    ),
    "why.not_marked": Words(
        en="{title}: for marked members only",
        id="{title}: hanya untuk member bertanda",
        ms="{title}: untuk ahli bertanda sahaja",
    ),
    "why.profile_lacks": Words(
        en="{title}: the profile still lacks {needs}",
        id="{title}: profil masih kurang {needs}",
        ms="{title}: profil masih kurang {needs}",
    ),
    "why.birthday_unknown": Words(
        en="{title}: the birthday is not known",
        id="{title}: tanggal lahir belum diketahui",
        ms="{title}: tarikh lahir tidak diketahui",
    ),
    "why.no_birthday": Words(
        en="{title}: it is not the time of the birthday",
        id="{title}: bukan waktu ulang tahun",
        ms="{title}: bukan masa hari lahir",
    ),
    "why.birthday_rewarded": Words(
        en="{title}: a birthday was rewarded within the year",
        id="{title}: ulang tahun sudah dirayakan tahun ini",
        ms="{title}: hari lahir telah diraikan tahun ini",
    ),
    "why.no_anniversary": Words(
        en="{title}: no anniversary on this day",
        id="{title}: bukan hari jadi keanggotaan",
        ms="{title}: bukan ulang tahun keahlian",
    ),
    # Why nothing was asked.
    "why.member_does_not_earn": Words(
        en="This account does not earn",
        id="Akun ini tidak mengumpulkan poin",
        ms="Akaun ini tidak mengumpul mata",
    ),
    "why.not_placed": Words(
        en="The order is not placed yet",
        id="Pesanan belum dibuat",
        ms="Pesanan belum dibuat",
    ),
    "why.not_paid": Words(
        en="The order is not paid yet",
        id="Pesanan belum dibayar",
        ms="Pesanan belum dibayar",
    ),
    "why.not_fulfilled": Words(
        en="The order is not handed over yet",
        id="Pesanan belum diserahkan",
        ms="Pesanan belum diserahkan",
    ),
    "why.cancelled": Words(
        en="The order was cancelled",
        id="Pesanan dibatalkan",
        ms="Pesanan dibatalkan",
    ),
    "why.refunded": Words(
        en="The order was refunded in full",
        id="Pesanan dikembalikan seluruhnya",
        ms="Pesanan dipulangkan sepenuhnya",
    ),
    "why.charged_back": Words(
        en="The payment was charged back",
        id="Pembayaran ditarik kembali",
        ms="Bayaran ditarik balik",
    ),
    "why.state_unknown": Words(
        en="The store reports a status that we do not know",
        id="Toko melaporkan status yang tidak kami kenal",
        ms="Kedai melaporkan status yang tidak kami kenali",
    ),
    "why.test_order": Words(
        en="Test orders earn nothing",
        id="Pesanan uji coba tidak mendapat poin",
        ms="Pesanan ujian tidak mendapat mata",
    ),
    "why.incomplete": Words(
        en="The order is being read again",
        id="Pesanan sedang dibaca ulang",
        ms="Pesanan sedang dibaca semula",
    ),
    "why.before_start": Words(
        en="The order is older than the programme",
        id="Pesanan lebih lama dari programnya",
        ms="Pesanan lebih lama daripada program",
    ),
    "why.guests_do_not_earn": Words(
        en="Orders without an account earn nothing",
        id="Pesanan tanpa akun tidak mendapat poin",
        ms="Pesanan tanpa akaun tidak mendapat mata",
    ),
    "why.staff_does_not_earn": Words(
        en="The shop's own staff earns nothing",
        id="Staf toko tidak mendapat poin",
        ms="Kakitangan kedai tidak mendapat mata",
    ),
}
