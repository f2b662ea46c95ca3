"""Help for the pages about members, and for figures."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words

HELP_MEMBERS: Final[Mapping[str, Words]] = {
    "help.members.list.1": Words(
        "Search takes a name, e-mail, phone, member code or order number.",
        "Pencarian menerima nama, e-mail, telepon, kode member, atau nomor pesanan.",
        "Carian menerima nama, e-mel, telefon, kod ahli atau nombor pesanan.",
    ),
    "help.members.list.2": Words(
        "Adjust points on a member's page: your role has a limit a day; above it "
        "somebody else agrees.",
        "Ubah poin di halaman member: peranmu punya batas sehari; di atasnya "
        "orang lain menyetujui.",
        "Laras mata di halaman ahli: peranan anda ada had sehari; melebihinya "
        "orang lain meluluskan.",
    ),
    "help.members.list.3": Words(
        "Guests are people who bought without an account. They earn once they "
        "join, with the orders that count.",
        "Tamu adalah orang yang membeli tanpa akun. Mereka mendapat poin setelah "
        "bergabung.",
        "Tetamu ialah orang yang membeli tanpa akaun. Mereka mendapat mata "
        "selepas menyertai.",
    ),
    "help.members.segments.1": Words(
        "A segment is a question about members; who answers yes is in it, and "
        "leaves when the answer changes.",
        "Segmen adalah pertanyaan tentang member; yang cocok masuk, dan keluar "
        "saat tidak cocok lagi.",
        "Segmen ialah soalan tentang ahli; yang sepadan masuk, dan keluar apabila "
        "tidak sepadan lagi.",
    ),
    "help.members.segments.2": Words(
        "Use it in rules, rewards, campaigns and exports.",
        "Pakai di aturan, hadiah, kampanye, dan ekspor.",
        "Gunakan dalam peraturan, ganjaran, kempen dan eksport.",
    ),
    "help.members.activity.1": Words(
        "Everything that happened, newest first. Why? tells which rule, version "
        "and amounts decided.",
        "Semua yang terjadi, terbaru di atas. Mengapa? menyebutkan aturan, versi, "
        "dan jumlah yang menentukan.",
        "Semua yang berlaku, terbaharu di atas. Mengapa? menyebut peraturan, "
        "versi dan jumlah yang menentukan.",
    ),
    "help.members.activity.2": Words(
        "Only failed shows what did not reach a store; try it again there. "
        "Nothing happens twice.",
        "Hanya yang gagal menampilkan yang tidak sampai ke toko; coba lagi di "
        "sana. Tidak ada yang terjadi dua kali.",
        "Hanya yang gagal memaparkan yang tidak sampai ke kedai; cuba lagi di "
        "situ. Tiada yang berlaku dua kali.",
    ),
    "help.members.redemptions.1": Words(
        "Each row is a reward that was taken: its code, where it is good, whether "
        "it was used.",
        "Setiap baris adalah hadiah yang diambil: kodenya, di mana berlaku, sudah "
        "dipakai atau belum.",
        "Setiap baris ialah ganjaran yang diambil: kodnya, di mana sah, sudah "
        "digunakan atau belum.",
    ),
    "help.members.redemptions.2": Words(
        "Cancelling gives the points back and withdraws the code in the store first.",
        "Membatalkan menarik kode di toko dulu, lalu mengembalikan poin.",
        "Membatalkan menarik kod di kedai dahulu, kemudian memulangkan mata.",
    ),
    "help.members.review.1": Words(
        "Held referrals, wishes above somebody's limit and people who may be one "
        "wait here for a person.",
        "Ajakan yang ditahan, permintaan di atas batas, dan orang yang mungkin "
        "sama menunggu keputusan di sini.",
        "Rujukan yang ditahan, permintaan melebihi had dan orang yang mungkin "
        "sama menunggu keputusan di sini.",
    ),
    "help.members.review.2": Words(
        "Merge only when you are sure: the page shows both side by side before "
        "you confirm.",
        "Gabungkan hanya bila yakin: halaman menampilkan keduanya berdampingan "
        "sebelum kamu setuju.",
        "Gabungkan hanya jika pasti: halaman memaparkan kedua-duanya bersebelahan "
        "sebelum anda mengesahkan.",
    ),
    "help.members.support.1": Words(
        "Questions and claims from the panel, the most urgent first; the due time "
        "follows the member's tier.",
        "Pertanyaan dan klaim dari panel, yang paling mendesak di atas; "
        "tenggatnya mengikuti tingkat member.",
        "Soalan dan tuntutan dari panel, yang paling segera di atas; tarikh "
        "akhirnya mengikut peringkat ahli.",
    ),
    "help.members.support.2": Words(
        "The order beside a claim says why it earned or did not. Points of a "
        "missed order are given with one button.",
        "Pesanan di samping klaim menjelaskan mengapa mendapat poin atau tidak. "
        "Poin pesanan terlewat diberikan dengan satu tombol.",
        "Pesanan di sebelah tuntutan menerangkan mengapa mendapat mata atau "
        "tidak. Mata pesanan terlepas diberi dengan satu butang.",
    ),
    "help.members.import.1": Words(
        "Nothing changes before you see the dry run: who is new, what is added, "
        "which rows are wrong and why.",
        "Tidak ada yang berubah sebelum kamu melihat uji coba: siapa baru, apa "
        "yang ditambah, baris mana yang salah dan mengapa.",
        "Tiada yang berubah sebelum anda melihat percubaan: siapa baharu, apa "
        "yang ditambah, baris mana yang salah dan mengapa.",
    ),
    "help.members.import.2": Words(
        "An import can be taken back for thirty days; every point is countered, "
        "nothing is deleted from the books.",
        "Impor bisa ditarik kembali selama tiga puluh hari; setiap poin dibalik, "
        "tidak ada yang dihapus dari buku.",
        "Import boleh ditarik balik selama tiga puluh hari; setiap mata "
        "dibalikkan, tiada yang dipadam daripada buku.",
    ),
    "help.analytics.overview.1": Words(
        "Every figure is compared with the period before, and each has its Why?",
        "Setiap angka dibandingkan dengan periode sebelumnya, dan masing-masing "
        "punya Mengapa?",
        "Setiap angka dibandingkan dengan tempoh sebelumnya, dan masing-masing "
        "ada Mengapa?",
    ),
    "help.analytics.return.1": Words(
        "The return compares members with a group that was held out. Without "
        "enough people it says so instead of guessing.",
        "Imbal hasil membandingkan member dengan kelompok pembanding. Bila "
        "orangnya belum cukup, kami bilang begitu, tidak menebak.",
        "Pulangan membandingkan ahli dengan kumpulan perbandingan. Jika orangnya "
        "belum cukup, kami nyatakan, bukan meneka.",
    ),
    "help.analytics.members.1": Words(
        "The table below shows, for each month of joining, how many ordered again "
        "in the months after.",
        "Tabel di bawah menunjukkan, untuk tiap bulan bergabung, berapa yang "
        "memesan lagi di bulan-bulan berikutnya.",
        "Jadual di bawah menunjukkan, bagi setiap bulan menyertai, berapa yang "
        "memesan lagi pada bulan berikutnya.",
    ),
    "help.analytics.points.1": Words(
        "Liability is what the points still out there will cost you, at the share "
        "that is likely to be used.",
        "Kewajiban adalah biaya poin yang masih beredar, menurut bagian yang "
        "kemungkinan dipakai.",
        "Liabiliti ialah kos mata yang masih beredar, mengikut bahagian yang "
        "mungkin digunakan.",
    ),
    "help.analytics.points.2": Words(
        "Opening plus every line is the closing balance, to the point.",
        "Saldo awal ditambah setiap baris adalah saldo akhir, tepat sampai satu poin.",
        "Baki awal ditambah setiap baris ialah baki akhir, tepat hingga satu mata.",
    ),
    "help.analytics.referrals.1": Words(
        "How invitations fare, from the first click to the friend's paid order.",
        "Perjalanan undangan, dari klik pertama sampai pesanan teman dibayar.",
        "Perjalanan jemputan, daripada klik pertama hingga pesanan rakan dibayar.",
    ),
    "help.analytics.reports.1": Words(
        "Tables to take away as CSV; the definition stands beside every column.",
        "Tabel untuk diunduh sebagai CSV; definisi ada di samping setiap kolom.",
        "Jadual untuk dimuat turun sebagai CSV; takrif ada di sebelah setiap lajur.",
    ),
}
