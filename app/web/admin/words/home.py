"""What Home says."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words
from app.domain.words.storefront.kinds import Counted

HOME: Final[Mapping[str, Words | Counted]] = {
    "home.title": Words("Home", "Beranda", "Utama"),
    "home.hello": Words("Hello, {name}", "Halo, {name}", "Helo, {name}"),
    "home.lead": Words(
        "How the programme does today, and what waits for you.",
        "Kinerja program hari ini, dan yang menunggumu.",
        "Prestasi program hari ini, dan yang menunggu anda.",
    ),
    "home.figures": Words("Last 28 days", "28 hari terakhir", "28 hari lepas"),
    "home.todo": Words("To do", "Perlu dikerjakan", "Perlu dilakukan"),
    "home.todo_none": Words(
        "Nothing waits for you.",
        "Tidak ada yang menunggumu.",
        "Tiada yang menunggu anda.",
    ),
    "home.latest": Words("Latest activity", "Aktivitas terbaru", "Aktiviti terkini"),
    "home.latest_none": Words(
        "Nothing happened yet.", "Belum ada kejadian.", "Belum ada kejadian."
    ),
    "home.idea": Words("This week's idea", "Ide minggu ini", "Idea minggu ini"),
    "home.health": Words("Health", "Kesehatan", "Kesihatan"),
    "home.health.good": Words("Everything runs", "Semua berjalan", "Semua berjalan"),
    "home.health.info": Words("Everything runs", "Semua berjalan", "Semua berjalan"),
    "home.health.warn": Words(
        "Something is worth a look", "Ada yang perlu dilihat", "Ada yang perlu dilihat"
    ),
    "home.health.bad": Words(
        "Something needs you",
        "Ada yang perlu perhatianmu",
        "Ada yang perlukan perhatian anda",
    ),
    "home.health.deliveries": Words(
        "Deliveries from stores", "Kiriman dari toko", "Penghantaran dari kedai"
    ),
    "home.health.stores": Words(
        "Connection to stores", "Koneksi ke toko", "Sambungan ke kedai"
    ),
    "home.health.debts": Words(
        "Work for stores", "Pekerjaan untuk toko", "Kerja untuk kedai"
    ),
    "home.health.schedule": Words("Timers", "Jadwal", "Jadual"),
    "home.health.ok": Words("fine", "baik", "baik"),
    "home.health.no_answer": Words(
        "does not answer us", "tidak menjawab kami", "tidak menjawab kami"
    ),
    "home.set_up": Words("Set up the programme", "Siapkan program", "Sediakan program"),
    "home.set_up_lead": Words(
        "The programme is not live yet. A few steps, about ten minutes.",
        "Program belum aktif. Beberapa langkah, sekitar sepuluh menit.",
        "Program belum aktif. Beberapa langkah, kira-kira sepuluh minit.",
    ),
    "home.set_up_do": Words(
        "Go on with set-up", "Lanjutkan penyiapan", "Teruskan penyediaan"
    ),
    "home.see_all": Words("See all", "Lihat semua", "Lihat semua"),
    "home.look": Words("Look", "Lihat", "Lihat"),
    "home.set_up_steps": Words("Set-up", "Penyiapan", "Penyediaan"),
    "home.set_up_next": Words(
        "Next: {step}", "Berikutnya: {step}", "Seterusnya: {step}"
    ),
    "home.later": Words("Later", "Nanti", "Kemudian"),
    "home.said.later": Words(
        "Put off for a week.", "Ditunda seminggu.", "Ditangguhkan seminggu."
    ),
    "home.said.not_for_us": Words(
        "You are not asked again.",
        "Tidak akan ditawarkan lagi.",
        "Tidak akan ditanya lagi.",
    ),
    "home.said.again": Words(
        "It is there again.", "Ditampilkan lagi.", "Dipaparkan semula."
    ),
    "home.not_for_us": Words("Not for us", "Bukan untuk kami", "Bukan untuk kami"),
    "idea.never_redeemed.do": Words(
        "Turn on the cart hint",
        "Nyalakan petunjuk keranjang",
        "Hidupkan petunjuk troli",
    ),
    "idea.never_redeemed.effect": Words(
        "A hint in the cart tells them what they can have; first redemptions are what"
        " brings people back.",
        "Petunjuk di keranjang memberi tahu yang bisa mereka dapat; penukaran pertama"
        " membuat orang kembali.",
        "Petunjuk di troli memberitahu apa yang boleh mereka dapat; penebusan pertama"
        " membuat orang kembali.",
    ),
    "idea.expiring.do": Words(
        "Plan a campaign", "Rencanakan kampanye", "Rancang kempen"
    ),
    "idea.expiring.effect": Words(
        "A reminder before the day brings some of them to an order; points that are"
        " used cost what you planned for anyway.",
        "Pengingat sebelum harinya membawa sebagian untuk memesan; poin yang dipakai"
        " memang sudah dianggarkan.",
        "Peringatan sebelum harinya membawa sebahagian untuk memesan; mata yang"
        " digunakan memang telah dirancang kosnya.",
    ),
    "idea.enrol_more.do": Words("Show the panel", "Tampilkan panel", "Paparkan panel"),
    "idea.enrol_more.effect": Words(
        "An offer to join on the thank-you page and in the panel turns buyers into"
        " members with no other cost than the welcome points.",
        "Ajakan bergabung di halaman terima kasih dan panel menjadikan pembeli"
        " member tanpa biaya selain poin sambutan.",
        "Jemputan menyertai di halaman terima kasih dan panel menjadikan pembeli ahli"
        " tanpa kos selain mata alu-aluan.",
    ),
    "idea.second_order.do": Words(
        "Plan a campaign", "Rencanakan kampanye", "Rancang kempen"
    ),
    "idea.second_order.effect": Words(
        "Extra points on a second order within 30 days go only to who orders again.",
        "Poin ekstra untuk pesanan kedua dalam 30 hari hanya untuk yang memesan lagi.",
        "Mata tambahan untuk pesanan kedua dalam 30 hari hanya untuk yang memesan"
        " lagi.",
    ),
    "idea.unused_rewards.do": Words(
        "Turn on the cart hint",
        "Nyalakan petunjuk keranjang",
        "Hidupkan petunjuk troli",
    ),
    "idea.unused_rewards.effect": Words(
        "Who has a reward waiting in the cart uses it; it is paid for with points"
        " already.",
        "Yang punya hadiah menunggu di keranjang akan memakainya; sudah dibayar"
        " dengan poin.",
        "Yang ada ganjaran menunggu di troli akan menggunakannya; sudah dibayar"
        " dengan mata.",
    ),
    "idea.take_part.do": Words(
        "Add a way to earn", "Tambah cara mendapat poin", "Tambah cara kumpul mata"
    ),
    "idea.take_part.effect": Words(
        "Points for a review or a birthday give people a reason to come between two"
        " orders.",
        "Poin untuk ulasan atau ulang tahun memberi alasan berkunjung di antara dua"
        " pesanan.",
        "Mata untuk ulasan atau hari lahir memberi sebab melawat antara dua pesanan.",
    ),
    "home.health.late": Counted(
        Words("{n} minute late", "terlambat {n} menit", "lewat {n} minit"),
        Words("{n} minutes late", "terlambat {n} menit", "lewat {n} minit"),
    ),
    "home.health.count": Counted(
        Words("{n} needs attention", "{n} perlu perhatian", "{n} perlu perhatian"),
        Words("{n} need attention", "{n} perlu perhatian", "{n} perlu perhatian"),
    ),
    "home.todo.stores": Counted(
        Words("{n} store has a problem", "{n} toko bermasalah", "{n} kedai bermasalah"),
        Words(
            "{n} stores have a problem", "{n} toko bermasalah", "{n} kedai bermasalah"
        ),
    ),
    "home.todo.stores_look": Counted(
        Words(
            "{n} store is worth a look",
            "{n} toko perlu diperhatikan",
            "{n} kedai perlu dilihat",
        ),
        Words(
            "{n} stores are worth a look",
            "{n} toko perlu diperhatikan",
            "{n} kedai perlu dilihat",
        ),
    ),
    "home.todo.panel": Counted(
        Words(
            "Put the panel on your theme: {n} store has not shown it yet",
            "Pasang panel di temamu: {n} toko belum menampilkannya",
            "Letak panel pada tema anda: {n} kedai belum memaparkannya",
        ),
        Words(
            "Put the panel on your theme: {n} stores have not shown it yet",
            "Pasang panel di temamu: {n} toko belum menampilkannya",
            "Letak panel pada tema anda: {n} kedai belum memaparkannya",
        ),
    ),
    "home.todo.debts": Counted(
        Words(
            "{n} thing could not reach a store",
            "{n} hal gagal sampai ke toko",
            "{n} perkara gagal sampai ke kedai",
        ),
        Words(
            "{n} things could not reach a store",
            "{n} hal gagal sampai ke toko",
            "{n} perkara gagal sampai ke kedai",
        ),
    ),
    "home.todo.vouchers": Counted(
        Words(
            "{n} redemption needs a look",
            "{n} penukaran perlu dilihat",
            "{n} penebusan perlu dilihat",
        ),
        Words(
            "{n} redemptions need a look",
            "{n} penukaran perlu dilihat",
            "{n} penebusan perlu dilihat",
        ),
    ),
    "home.todo.deliveries": Counted(
        Words(
            "{n} delivery could not be read",
            "{n} kiriman tidak terbaca",
            "{n} penghantaran tidak dapat dibaca",
        ),
        Words(
            "{n} deliveries could not be read",
            "{n} kiriman tidak terbaca",
            "{n} penghantaran tidak dapat dibaca",
        ),
    ),
    "home.todo.webhooks": Counted(
        Words(
            "{n} webhook was switched off",
            "{n} webhook dimatikan",
            "{n} webhook dimatikan",
        ),
        Words(
            "{n} webhooks were switched off",
            "{n} webhook dimatikan",
            "{n} webhook dimatikan",
        ),
    ),
    "home.todo.claims_due": Counted(
        Words(
            "{n} question is overdue",
            "{n} pertanyaan lewat tenggat",
            "{n} soalan lewat tarikh",
        ),
        Words(
            "{n} questions are overdue",
            "{n} pertanyaan lewat tenggat",
            "{n} soalan lewat tarikh",
        ),
    ),
    "home.todo.claims": Counted(
        Words(
            "{n} question to answer",
            "{n} pertanyaan perlu dijawab",
            "{n} soalan perlu dijawab",
        ),
        Words(
            "{n} questions to answer",
            "{n} pertanyaan perlu dijawab",
            "{n} soalan perlu dijawab",
        ),
    ),
    "home.todo.approvals": Counted(
        Words(
            "{n} change waits for a second person",
            "{n} perubahan menunggu persetujuan orang kedua",
            "{n} perubahan menunggu kelulusan orang kedua",
        ),
        Words(
            "{n} changes wait for a second person",
            "{n} perubahan menunggu persetujuan orang kedua",
            "{n} perubahan menunggu kelulusan orang kedua",
        ),
    ),
    "home.todo.referrals": Counted(
        Words(
            "{n} referral to decide",
            "{n} ajakan perlu diputuskan",
            "{n} rujukan perlu diputuskan",
        ),
        Words(
            "{n} referrals to decide",
            "{n} ajakan perlu diputuskan",
            "{n} rujukan perlu diputuskan",
        ),
    ),
    "home.todo.alike": Counted(
        Words(
            "{n} pair of members may be one person",
            "{n} pasang member mungkin orang yang sama",
            "{n} pasang ahli mungkin orang yang sama",
        ),
        Words(
            "{n} pairs of members may be one person each",
            "{n} pasang member mungkin orang yang sama",
            "{n} pasang ahli mungkin orang yang sama",
        ),
    ),
    "home.todo.draft": Counted(
        Words(
            "The draft is not published",
            "Draf belum diterbitkan",
            "Draf belum diterbitkan",
        ),
        Words(
            "The draft is not published",
            "Draf belum diterbitkan",
            "Draf belum diterbitkan",
        ),
    ),
    "home.todo.expiring": Counted(
        Words(
            "{units} of {n} member expire within 30 days",
            "{units} milik {n} member hangus dalam 30 hari",
            "{units} milik {n} ahli luput dalam 30 hari",
        ),
        Words(
            "{units} of {n} members expire within 30 days",
            "{units} milik {n} member hangus dalam 30 hari",
            "{units} milik {n} ahli luput dalam 30 hari",
        ),
    ),
    "idea.never_redeemed.said": Counted(
        Words(
            "{percent}% of members ({n}) have enough points for a reward but never"
            " redeemed.",
            "{percent}% member ({n}) cukup poin untuk hadiah tetapi belum pernah"
            " menukar.",
            "{percent}% ahli ({n}) cukup mata untuk ganjaran tetapi belum pernah"
            " menebus.",
        ),
        Words(
            "{percent}% of members ({n}) have enough points for a reward but never"
            " redeemed.",
            "{percent}% member ({n}) cukup poin untuk hadiah tetapi belum pernah"
            " menukar.",
            "{percent}% ahli ({n}) cukup mata untuk ganjaran tetapi belum pernah"
            " menebus.",
        ),
    ),
    "idea.expiring.said": Counted(
        Words(
            "{percent}% of members ({n}) lose points within 30 days.",
            "{percent}% member ({n}) kehilangan poin dalam 30 hari.",
            "{percent}% ahli ({n}) hilang mata dalam 30 hari.",
        ),
        Words(
            "{percent}% of members ({n}) lose points within 30 days.",
            "{percent}% member ({n}) kehilangan poin dalam 30 hari.",
            "{percent}% ahli ({n}) hilang mata dalam 30 hari.",
        ),
    ),
    "idea.enrol_more.said": Counted(
        Words(
            "{percent}% of customers who ordered ({n}) are not members.",
            "{percent}% pelanggan yang memesan ({n}) belum menjadi member.",
            "{percent}% pelanggan yang memesan ({n}) bukan ahli.",
        ),
        Words(
            "{percent}% of customers who ordered ({n}) are not members.",
            "{percent}% pelanggan yang memesan ({n}) belum menjadi member.",
            "{percent}% pelanggan yang memesan ({n}) bukan ahli.",
        ),
    ),
    "idea.second_order.said": Counted(
        Words(
            "{percent}% of members ({n}) ordered once and not again.",
            "{percent}% member ({n}) baru sekali memesan.",
            "{percent}% ahli ({n}) baru sekali memesan.",
        ),
        Words(
            "{percent}% of members ({n}) ordered once and not again.",
            "{percent}% member ({n}) baru sekali memesan.",
            "{percent}% ahli ({n}) baru sekali memesan.",
        ),
    ),
    "idea.unused_rewards.said": Counted(
        Words(
            "{percent}% of rewards issued ({n}) were not used.",
            "{percent}% hadiah terbitan ({n}) tidak dipakai.",
            "{percent}% ganjaran dikeluarkan ({n}) tidak digunakan.",
        ),
        Words(
            "{percent}% of rewards issued ({n}) were not used.",
            "{percent}% hadiah terbitan ({n}) tidak dipakai.",
            "{percent}% ganjaran dikeluarkan ({n}) tidak digunakan.",
        ),
    ),
    "idea.take_part.said": Counted(
        Words(
            "{percent}% of members ({n}) did nothing but buy.",
            "{percent}% member ({n}) hanya berbelanja.",
            "{percent}% ahli ({n}) hanya membeli.",
        ),
        Words(
            "{percent}% of members ({n}) did nothing but buy.",
            "{percent}% member ({n}) hanya berbelanja.",
            "{percent}% ahli ({n}) hanya membeli.",
        ),
    ),
}
