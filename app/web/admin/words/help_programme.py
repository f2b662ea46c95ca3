"""Help for Home, the programme and its campaigns: what people ask first."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words

HELP_PROGRAMME: Final[Mapping[str, Words]] = {
    "help.home.1": Words(
        "To do lists what waits for somebody: failed rewards, people who may be "
        "one, points that expire soon. Empty is good.",
        "Perlu dikerjakan memuat yang menunggu seseorang: hadiah gagal, dua "
        "member yang mungkin satu orang, poin yang segera hangus. Kosong itu "
        "bagus.",
        "Perlu dibuat menyenaraikan yang menunggu: ganjaran gagal, dua ahli yang "
        "mungkin seorang, mata yang hampir luput. Kosong itu bagus.",
    ),
    "help.home.2": Words(
        "Why? beside a figure shows how it was computed, from which days and "
        "whose orders.",
        "Mengapa? di samping angka menunjukkan cara hitungnya, dari hari dan "
        "pesanan mana.",
        "Mengapa? di sebelah angka menunjukkan cara kiraannya, daripada hari dan "
        "pesanan mana.",
    ),
    "help.home.3": Words(
        "To stop everything for a while, pause the programme on its overview. "
        "Nobody loses points.",
        "Untuk menghentikan semuanya sementara, jeda program di ringkasannya. "
        "Tidak ada poin yang hilang.",
        "Untuk menghentikan semuanya seketika, jeda program di ringkasannya. "
        "Tiada mata yang hilang.",
    ),
    "help.programme.overview.1": Words(
        "Changes are a draft first. Nothing reaches a member before you publish.",
        "Perubahan menjadi draf dulu. Tidak ada yang sampai ke member sebelum "
        "kamu menerbitkannya.",
        "Perubahan menjadi draf dahulu. Tiada yang sampai kepada ahli sebelum "
        "anda menerbitkannya.",
    ),
    "help.programme.overview.2": Words(
        "Compare says in words what a draft changes; Try on past orders shows "
        "what it would have cost.",
        "Bandingkan menjelaskan isi perubahan draf; Coba pada pesanan lalu "
        "menunjukkan biayanya andai sudah berlaku.",
        "Bandingkan menerangkan apa yang diubah draf; Cuba pada pesanan lalu "
        "menunjukkan kosnya jika sudah berkuat kuasa.",
    ),
    "help.programme.overview.3": Words(
        "Every publication is a version that you can bring back.",
        "Setiap terbitan adalah versi yang bisa dipulihkan.",
        "Setiap terbitan ialah versi yang boleh dipulihkan.",
    ),
    "help.programme.earn.1": Words(
        "Each row is one way to earn. Open it to change how much, for whom and when.",
        "Setiap baris adalah satu cara mendapat poin. Buka untuk mengubah jumlah, "
        "untuk siapa, dan kapan.",
        "Setiap baris ialah satu cara mendapat mata. Buka untuk mengubah jumlah, "
        "untuk siapa dan bila.",
    ),
    "help.programme.earn.2": Words(
        "Try it with an order inside the editor: it shows the points and why, "
        "before you save.",
        "Coba dengan satu pesanan di dalam editor: poin dan alasannya tampil "
        "sebelum disimpan.",
        "Cuba dengan satu pesanan dalam editor: mata dan sebabnya dipaparkan "
        "sebelum disimpan.",
    ),
    "help.programme.earn.3": Words(
        "When several ways meet on one order, the rule at the bottom says whether "
        "they add up or the best one counts.",
        "Bila beberapa cara bertemu pada satu pesanan, aturan di bawah menentukan "
        "apakah dijumlah atau yang terbaik yang dihitung.",
        "Apabila beberapa cara bertemu pada satu pesanan, peraturan di bawah "
        "menentukan sama ada dijumlahkan atau yang terbaik dikira.",
    ),
    "help.programme.rewards.1": Words(
        "Shoppers see rewards in this order. The share beside each is how many "
        "members have enough points for it today.",
        "Pembeli melihat hadiah menurut urutan ini. Persennya adalah member yang "
        "poinnya cukup hari ini.",
        "Pembeli melihat ganjaran mengikut susunan ini. Peratusnya ialah ahli "
        "yang matanya cukup hari ini.",
    ),
    "help.programme.rewards.2": Words(
        "A reward that is not used gives its points back by itself after the time "
        "you set.",
        "Hadiah yang tidak dipakai mengembalikan poinnya sendiri setelah waktu "
        "yang kamu tentukan.",
        "Ganjaran yang tidak digunakan memulangkan matanya sendiri selepas masa "
        "yang anda tetapkan.",
    ),
    "help.programme.rewards.3": Words(
        "Turn a reward off instead of removing it: codes that members hold stay good.",
        "Matikan hadiah alih-alih menghapusnya: kode yang dipegang member tetap "
        "berlaku.",
        "Matikan ganjaran, bukan membuangnya: kod yang dipegang ahli kekal sah.",
    ),
    "help.programme.tiers.1": Words(
        "A tier is reached by spend, points or orders within its period, and kept "
        "as long as you say.",
        "Tingkat diraih lewat belanja, poin, atau pesanan dalam periodenya, dan "
        "dipertahankan selama yang kamu tentukan.",
        "Peringkat dicapai melalui belanja, mata atau pesanan dalam tempohnya, "
        "dan kekal selama yang anda tetapkan.",
    ),
    "help.programme.tiers.2": Words(
        "Before you publish a higher threshold, choose whether members keep their "
        "tier until the next review.",
        "Sebelum menerbitkan ambang yang lebih tinggi, pilih apakah member tetap "
        "di tingkatnya sampai tinjauan berikutnya.",
        "Sebelum menerbitkan ambang lebih tinggi, pilih sama ada ahli kekal di "
        "peringkatnya sehingga semakan seterusnya.",
    ),
    "help.programme.membership.1": Words(
        "A paid membership starts when its product is bought and ends with its refund.",
        "Keanggotaan berbayar mulai saat produknya dibeli dan berakhir saat "
        "uangnya dikembalikan.",
        "Keahlian berbayar bermula apabila produknya dibeli dan tamat apabila "
        "wangnya dipulangkan.",
    ),
    "help.programme.referrals.1": Words(
        "Both sides are rewarded only after the friend's order is paid and the "
        "waiting time is over.",
        "Kedua pihak mendapat hadiah setelah pesanan teman dibayar dan masa "
        "tunggu lewat.",
        "Kedua-dua pihak mendapat ganjaran selepas pesanan rakan dibayar dan "
        "tempoh menunggu tamat.",
    ),
    "help.programme.referrals.2": Words(
        "What looks like somebody inviting themselves waits under Members, Review.",
        "Yang tampak seperti mengundang diri sendiri menunggu di Member, Tinjauan.",
        "Yang kelihatan seperti menjemput diri sendiri menunggu di Ahli, Semakan.",
    ),
    "help.programme.play.1": Words(
        "Challenges and punch cards count by themselves; what comes back by "
        "refund is taken off again.",
        "Tantangan dan kartu stempel menghitung sendiri; yang dikembalikan lewat "
        "refund dikurangi lagi.",
        "Cabaran dan kad cop mengira sendiri; yang dipulangkan melalui bayaran "
        "balik ditolak semula.",
    ),
    "help.programme.play.2": Words(
        "A draw fixes its secret before it opens, so that anybody can check the "
        "winner afterwards.",
        "Undian mengunci rahasianya sebelum dibuka, sehingga siapa pun bisa "
        "memeriksa pemenangnya kemudian.",
        "Cabutan mengunci rahsianya sebelum dibuka, supaya sesiapa boleh menyemak "
        "pemenangnya kemudian.",
    ),
    "help.programme.terms.1": Words(
        "The waiting time keeps points of an order pending until it can no longer "
        "be returned.",
        "Masa tunggu menahan poin pesanan sampai pesanan itu tidak bisa "
        "dikembalikan lagi.",
        "Tempoh menunggu menahan mata pesanan sehingga pesanan itu tidak boleh "
        "dipulangkan lagi.",
    ),
    "help.programme.terms.2": Words(
        "A shorter expiry never takes points that members already hold sooner "
        "than they were promised.",
        "Masa berlaku yang lebih pendek tidak menghanguskan poin yang sudah "
        "dimiliki lebih cepat dari janjinya.",
        "Tempoh luput lebih pendek tidak melupuskan mata sedia ada lebih awal "
        "daripada yang dijanjikan.",
    ),
    "help.campaigns.calendar.1": Words(
        "A campaign is a time in which earning or rewards differ. Where two meet, "
        "the calendar says what happens.",
        "Kampanye adalah masa ketika perolehan atau hadiah berbeda. Bila dua "
        "bertemu, kalender menjelaskan hasilnya.",
        "Kempen ialah masa apabila perolehan atau ganjaran berbeza. Apabila dua "
        "bertemu, kalendar menerangkan hasilnya.",
    ),
    "help.campaigns.calendar.2": Words(
        "Give it a budget: it slows or stops by itself when the budget is spent.",
        "Beri anggaran: kampanye melambat atau berhenti sendiri saat anggaran habis.",
        "Beri bajet: kempen menjadi perlahan atau berhenti sendiri apabila bajet "
        "habis.",
    ),
    "help.campaigns.all.1": Words(
        "All campaigns with their state and what they gave. Pause or end one with "
        "a button.",
        "Semua kampanye dengan status dan yang sudah diberikan. Jeda atau akhiri "
        "dengan satu tombol.",
        "Semua kempen dengan status dan yang sudah diberi. Jeda atau tamatkan "
        "dengan satu butang.",
    ),
}
