"""Words of friends, the member card, tiers and the history."""

from app.domain.words.languages import Words
from app.domain.words.storefront.kinds import Counted

SHARING: dict[str, Words | Counted] = {
    "refer.title": Words(
        en="Give {friend_reward}, get {your_reward}",
        id="Beri {friend_reward}, dapat {your_reward}",
        ms="Beri {friend_reward}, dapat {your_reward}",
    ),
    "refer.body": Words(
        en="Yours arrives after your friend's first order.",
        id="Hadiahmu masuk setelah pesanan pertama temanmu.",
        ms="Ganjaran anda tiba selepas pesanan pertama rakan.",
    ),
    "refer.copy": Words(en="Copy link", id="Salin tautan", ms="Salin pautan"),
    "refer.share": Words(en="Share", id="Bagikan", ms="Kongsi"),
    "refer.whatsapp": Words(
        en="Send on WhatsApp", id="Kirim lewat WhatsApp", ms="Hantar melalui WhatsApp"
    ),
    "refer.message": Words(
        en="Shop at {shop} with my link and get {friend_reward}: {url}",
        id="Belanja di {shop} lewat tautanku, dapat {friend_reward}: {url}",
        ms="Beli di {shop} melalui pautan saya dan dapat {friend_reward}: {url}",
    ),
    "refer.count": Counted(
        one=Words(
            en="{n} friend joined",
            id="{n} teman bergabung",
            ms="{n} rakan telah menyertai",
        ),
        other=Words(
            en="{n} friends joined",
            id="{n} teman bergabung",
            ms="{n} rakan telah menyertai",
        ),
    ),
    "refer.pending": Words(
        en="Waiting for their first order",
        id="Menunggu pesanan pertamanya",
        ms="Menunggu pesanan pertamanya",
    ),
    "refer.own": Words(
        en="You can't use your own link",
        id="Tautan sendiri tidak bisa dipakai",
        ms="Pautan sendiri tidak boleh digunakan",
    ),
    "refer.existing": Words(
        en="This gift is for new customers",
        id="Hadiah ini untuk pelanggan baru",
        ms="Hadiah ini untuk pelanggan baharu",
    ),
    "card.show": Words(
        en="Show this code at the counter",
        id="Tunjukkan kode ini di kasir",
        ms="Tunjukkan kod ini di kaunter",
    ),
    "tier.perks": Words(
        en="What {tier} gives you", id="Keuntungan {tier}", ms="Kelebihan {tier}"
    ),
    "tier.until": Words(
        en="{tier} until {date}", id="{tier} sampai {date}", ms="{tier} sehingga {date}"
    ),
    "history.empty": Words(
        en="Nothing here yet", id="Belum ada riwayat", ms="Belum ada sejarah"
    ),
    "history.order": Words(
        en="Order {number}", id="Pesanan {number}", ms="Pesanan {number}"
    ),
    "history.redeemed": Words(
        en="Redeemed: {reward}", id="Ditukar: {reward}", ms="Ditebus: {reward}"
    ),
    "history.returned": Words(
        en="Points returned", id="Poin dikembalikan", ms="Mata dipulangkan"
    ),
    "history.refund": Words(
        en="Taken back after a refund",
        id="Ditarik karena pengembalian dana",
        ms="Ditarik balik kerana bayaran balik",
    ),
    "history.expired": Words(en="Expired", id="Hangus", ms="Luput"),
    "history.adjusted": Words(
        en="Adjusted by {shop}",
        id="Disesuaikan oleh {shop}",
        ms="Dilaraskan oleh {shop}",
    ),
    "history.why": Words(en="Why?", id="Kenapa?", ms="Mengapa?"),
    "refer.claimed": Words(
        en="Your gift is ready", id="Hadiahmu siap", ms="Hadiah anda sedia"
    ),
    "refer.friends": Words(en="Your friends", id="Temanmu", ms="Rakan anda"),
    "refer.joined": Words(
        en="Ordered, thank you",
        id="Sudah memesan, terima kasih",
        ms="Sudah membuat pesanan, terima kasih",
    ),
    "refer.copied": Words(en="Link copied", id="Tautan disalin", ms="Pautan disalin"),
    "refer.unknown": Words(
        en="This link is not known",
        id="Tautan ini tidak dikenal",
        ms="Pautan ini tidak dikenali",
    ),
    "card.title": Words(
        en="Member code {code}", id="Kode member {code}", ms="Kod ahli {code}"
    ),
    "card.offline": Words(
        en="Works without a connection too",
        id="Bisa dipakai tanpa koneksi",
        ms="Boleh digunakan tanpa sambungan",
    ),
    "card.empty": Words(
        en="Open your card once while you are online",
        id="Buka kartumu sekali saat online",
        ms="Buka kad anda sekali semasa dalam talian",
    ),
    "card.as_of": Words(en="As of {date}", id="Per {date}", ms="Setakat {date}"),
    "card.install": Words(
        en="Add to home screen", id="Tambah ke layar utama", ms="Tambah ke skrin utama"
    ),
    "tier.now": Words(en="Your tier", id="Levelmu", ms="Peringkat anda"),
    "tier.reached": Words(en="Reached", id="Tercapai", ms="Dicapai"),
    "tier.needs": Words(en="From {amount}", id="Mulai {amount}", ms="Dari {amount}"),
    "tier.start": Words(
        en="Where everyone starts", id="Awal semua member", ms="Permulaan semua ahli"
    ),
}
