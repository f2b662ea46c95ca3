"""What the welcome says, step by step."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words
from app.domain.words.storefront.kinds import Counted

ONBOARDING: Final[Mapping[str, Words | Counted]] = {
    "welcome.step": Words(
        "Step {n} of 6", "Langkah {n} dari 6", "Langkah {n} daripada 6"
    ),
    "welcome.leave": Words("Save and leave", "Simpan dan keluar", "Simpan dan keluar"),
    "welcome.steps": Words("Steps", "Langkah", "Langkah"),
    "welcome.next": Words("Continue", "Lanjutkan", "Teruskan"),
    "welcome.done": Words("Done", "Selesai", "Selesai"),
    "welcome.connect.title": Words(
        "Connect your store", "Hubungkan tokomu", "Sambung kedai anda"
    ),
    "welcome.connect.lead": Words(
        "We read its language, currency, time zone and the last twelve months"
        " of orders.",
        "Kami membaca bahasa, mata uang, zona waktu, dan pesanan dua belas"
        " bulan terakhir.",
        "Kami membaca bahasa, mata wang, zon masa dan pesanan dua belas bulan lalu.",
    ),
    "welcome.connect.ready": Words("Connected", "Terhubung", "Disambung"),
    "welcome.connect.another": Words(
        "Connect another store", "Hubungkan toko lain", "Sambung kedai lain"
    ),
    "welcome.connect.shopify": Words(
        "A Shopify shop connects when you install Setia from its admin.",
        "Toko Shopify terhubung saat kamu memasang Setia dari adminnya.",
        "Kedai Shopify disambung apabila anda memasang Setia dari adminnya.",
    ),
    "welcome.goal.title": Words(
        "What should change?", "Apa yang ingin kamu ubah?", "Apa yang anda mahu ubah?"
    ),
    "welcome.goal.lead": Words(
        "One aim to begin with; it decides which programmes we suggest.",
        "Satu tujuan untuk mulai; ini menentukan program yang kami sarankan.",
        "Satu matlamat untuk bermula; ia menentukan program yang kami cadangkan.",
    ),
    "welcome.goal.second_order": Words(
        "More second orders", "Lebih banyak pesanan kedua", "Lebih banyak pesanan kedua"
    ),
    "welcome.goal.second_order.text": Words(
        "New customers come back once more.",
        "Pelanggan baru kembali sekali lagi.",
        "Pelanggan baharu kembali sekali lagi.",
    ),
    "welcome.goal.bigger_baskets": Words(
        "Bigger baskets", "Belanja lebih besar", "Bakul lebih besar"
    ),
    "welcome.goal.bigger_baskets.text": Words(
        "Levels that are worth spending a little more for.",
        "Tingkatan yang pantas dikejar dengan belanja lebih.",
        "Peringkat yang berbaloi dikejar dengan belanja lebih.",
    ),
    "welcome.goal.friends": Words(
        "More friends", "Lebih banyak teman", "Lebih ramai rakan"
    ),
    "welcome.goal.friends.text": Words(
        "Members bring new customers.",
        "Member membawa pelanggan baru.",
        "Ahli membawa pelanggan baharu.",
    ),
    "welcome.goal.reviews": Words(
        "More reviews", "Lebih banyak ulasan", "Lebih banyak ulasan"
    ),
    "welcome.goal.reviews.text": Words(
        "Buyers say what they think of what they bought.",
        "Pembeli bercerita tentang yang mereka beli.",
        "Pembeli berkongsi pendapat tentang belian mereka.",
    ),
    "welcome.goal.move": Words(
        "Move from another app",
        "Pindah dari aplikasi lain",
        "Pindah daripada aplikasi lain",
    ),
    "welcome.goal.move.text": Words(
        "Keep your members and their points: import them after the start.",
        "Pertahankan member dan poinnya: impor setelah mulai.",
        "Kekalkan ahli dan mata mereka: import selepas bermula.",
    ),
    "welcome.recipe.title": Words(
        "Choose a programme", "Pilih program", "Pilih program"
    ),
    "welcome.recipe.lead": Words(
        "Amounts fit your store; everything can be changed later.",
        "Jumlahnya sesuai tokomu; semua bisa diubah nanti.",
        "Jumlahnya sesuai kedai anda; semua boleh diubah kemudian.",
    ),
    "welcome.recipe.use": Words(
        "Use this programme", "Pakai program ini", "Guna program ini"
    ),
    "welcome.recipe.all": Words("All programmes", "Semua program", "Semua program"),
    "welcome.recipe.chosen": Words("Chosen", "Terpilih", "Dipilih"),
    "welcome.recipe.own": Counted(
        Words(
            "Figures from your own twelve months: {n} order.",
            "Angka dari dua belas bulan tokomu: {n} pesanan.",
            "Angka daripada dua belas bulan kedai anda: {n} pesanan.",
        ),
        Words(
            "Figures from your own twelve months: {n} orders.",
            "Angka dari dua belas bulan tokomu: {n} pesanan.",
            "Angka daripada dua belas bulan kedai anda: {n} pesanan.",
        ),
    ),
    "welcome.recipe.usual": Words(
        "Too few orders are known so far, so these are figures of a usual store.",
        "Pesanan yang diketahui masih terlalu sedikit, jadi ini angka toko pada"
        " umumnya.",
        "Pesanan yang diketahui masih terlalu sedikit, jadi ini angka kedai biasa.",
    ),
    "welcome.recipe.reading": Words(
        "Your orders are still being read ({percent}%). Reload for fresher figures.",
        "Pesananmu masih dibaca ({percent}%). Muat ulang untuk angka terbaru.",
        "Pesanan anda masih dibaca ({percent}%). Muat semula untuk angka terkini.",
    ),
    "welcome.recipe.sampled": Words(
        "Some of your buyers stand for all of them.",
        "Sebagian pembeli mewakili semuanya.",
        "Sebahagian pembeli mewakili semuanya.",
    ),
    "welcome.look.title": Words("How it looks", "Tampilan", "Rupa"),
    "welcome.look.lead": Words(
        "The colour and the button that shoppers see. The rest follows your theme.",
        "Warna dan tombol yang dilihat pembeli. Sisanya mengikuti temamu.",
        "Warna dan butang yang dilihat pembeli. Selebihnya ikut tema anda.",
    ),
    "welcome.look.accent": Words("Colour", "Warna", "Warna"),
    "welcome.look.side": Words("Side", "Sisi", "Sisi"),
    "welcome.look.side.right": Words("Right", "Kanan", "Kanan"),
    "welcome.look.side.left": Words("Left", "Kiri", "Kiri"),
    "welcome.look.launcher": Words(
        "Button in the store", "Tombol di toko", "Butang di kedai"
    ),
    "welcome.look.launcher.button": Words(
        "Button with words", "Tombol dengan kata", "Butang dengan perkataan"
    ),
    "welcome.look.launcher.icon": Words("Icon only", "Ikon saja", "Ikon sahaja"),
    "welcome.look.launcher.none": Words(
        "None: I place it in the theme",
        "Tidak ada: kupasang di tema",
        "Tiada: saya letak dalam tema",
    ),
    "welcome.look.go": Words("Looks good", "Sudah bagus", "Nampak baik"),
    "welcome.look.preview": Words(
        "See it in your store", "Lihat di tokomu", "Lihat di kedai anda"
    ),
    "welcome.look.unfit": Words(
        "Text can't be read on this colour: choose a darker or a lighter one.",
        "Tulisan tidak terbaca di warna ini: pilih yang lebih gelap atau terang.",
        "Tulisan tidak terbaca pada warna ini: pilih yang lebih gelap atau cerah.",
    ),
    "welcome.members.title": Words(
        "Who is in from the start",
        "Siapa yang ikut sejak awal",
        "Siapa masuk dari mula",
    ),
    "welcome.members.lead": Words(
        "Nobody gets a message: Setia can't write to members yet. Joining later works"
        " by itself.",
        "Tidak ada yang dikirimi pesan: Setia belum bisa menulis ke member. Bergabung"
        " nanti berjalan sendiri.",
        "Tiada sesiapa dihantar mesej: Setia belum boleh menulis kepada ahli."
        " Penyertaan kemudian berlaku sendiri.",
    ),
    "welcome.members.bring": Words(
        "Customers with an account",
        "Pelanggan yang punya akun",
        "Pelanggan yang ada akaun",
    ),
    "welcome.members.bring.none": Words(
        "Join when they next come",
        "Bergabung saat datang lagi",
        "Menyertai apabila datang lagi",
    ),
    "welcome.members.bring.all": Words(
        "All are members at once",
        "Semua langsung jadi member",
        "Semua terus menjadi ahli",
    ),
    "welcome.members.count": Counted(
        Words(
            "{n} customer was found so far.",
            "Sejauh ini ditemukan {n} pelanggan.",
            "Setakat ini {n} pelanggan ditemui.",
        ),
        Words(
            "{n} customers were found so far.",
            "Sejauh ini ditemukan {n} pelanggan.",
            "Setakat ini {n} pelanggan ditemui.",
        ),
    ),
    "welcome.members.past": Words(
        "Orders of the past count for",
        "Pesanan lama dihitung untuk",
        "Pesanan lama dikira untuk",
    ),
    "welcome.members.past.none": Words("Nothing", "Tidak dihitung", "Tidak dikira"),
    "welcome.members.past.tiers": Words(
        "Levels, but no points", "Tingkatan, tanpa poin", "Peringkat, tanpa mata"
    ),
    "welcome.members.past.points": Words(
        "Points too, from this day on",
        "Poin juga, sejak tanggal ini",
        "Mata juga, sejak tarikh ini",
    ),
    "welcome.members.since": Words("Orders from", "Pesanan sejak", "Pesanan sejak"),
    "welcome.members.welcome": Words(
        "Give {points} for joining",
        "Beri {points} untuk bergabung",
        "Beri {points} kerana menyertai",
    ),
    "welcome.members.csv": Words(
        "Members of another app are imported from a file after the start:"
        " Members, Import.",
        "Member aplikasi lain diimpor dari berkas setelah mulai: Member, Impor.",
        "Ahli aplikasi lain diimport daripada fail selepas bermula: Ahli, Import.",
    ),
    "welcome.members.unfit": Words(
        "Say from which day orders earn.",
        "Sebutkan sejak tanggal berapa pesanan dihitung.",
        "Nyatakan sejak tarikh mana pesanan dikira.",
    ),
    "welcome.publish.title": Words(
        "Let members in", "Buka untuk member", "Buka kepada ahli"
    ),
    "welcome.publish.lead": Words(
        "Everything at a glance; try it yourself first if you like.",
        "Semua sekilas; coba sendiri dulu kalau mau.",
        "Semua sepintas lalu; cuba sendiri dahulu jika mahu.",
    ),
    "welcome.publish.live_title": Words(
        "Your programme is live",
        "Programmu sudah berjalan",
        "Program anda telah berjalan",
    ),
    "welcome.publish.live_lead": Words(
        "Members earn from now on. Change anything in its own page; every"
        " change is a draft first.",
        "Member mulai mengumpulkan poin. Ubah apa pun di halamannya; setiap"
        " perubahan jadi draf dulu.",
        "Ahli mula mengumpul. Ubah apa sahaja di halamannya; setiap perubahan"
        " menjadi draf dahulu.",
    ),
    "welcome.publish.checks": Words(
        "Before you publish", "Sebelum menerbitkan", "Sebelum menerbitkan"
    ),
    "welcome.publish.changes": Words(
        "What members will meet",
        "Yang akan dialami member",
        "Apa yang ahli akan jumpa",
    ),
    "welcome.publish.who": Words(
        "Who is in, and what counts",
        "Siapa yang ikut, dan apa yang dihitung",
        "Siapa yang menyertai, dan apa yang dikira",
    ),
    "welcome.publish.more": Counted(
        Words("and {n} more", "dan {n} lagi", "dan {n} lagi"),
        Words("and {n} more", "dan {n} lagi", "dan {n} lagi"),
    ),
    "welcome.publish.go": Words("Publish", "Terbitkan", "Terbitkan"),
    "welcome.publish.panel": Words(
        "Show me how", "Tunjukkan caranya", "Tunjukkan caranya"
    ),
    "welcome.publish.home": Words("To Home", "Ke Beranda", "Ke Laman Utama"),
    "welcome.check.ok": Words("Done", "Beres", "Siap"),
    "welcome.check.todo": Words("Missing", "Belum", "Belum"),
    "welcome.check.later": Words("Later is fine", "Nanti boleh", "Kemudian pun boleh"),
    "welcome.check.store": Words(
        "A store is connected", "Toko terhubung", "Kedai disambung"
    ),
    "welcome.check.programme": Words(
        "A programme is chosen", "Program dipilih", "Program dipilih"
    ),
    "welcome.check.history": Words(
        "The past year was read", "Setahun terakhir dibaca", "Setahun lalu dibaca"
    ),
    "welcome.check.tried": Words(
        "An order was tried in test mode",
        "Pesanan dicoba di mode uji",
        "Pesanan dicuba dalam mod ujian",
    ),
    "welcome.check.terms": Words(
        "Your own terms are linked",
        "Syaratmu sendiri ditautkan",
        "Terma anda dipautkan",
    ),
    "welcome.check.panel": Words(
        "The panel is placed in the theme",
        "Panel dipasang di tema",
        "Panel diletak dalam tema",
    ),
    "welcome.check.mail": Words(
        "A mail sender is set up",
        "Pengirim e-mail disiapkan",
        "Penghantar e-mel disediakan",
    ),
    "welcome.try.title": Words("Try it first", "Coba dulu", "Cuba dahulu"),
    "welcome.try.lead": Words(
        "Only these people become members, earn and redeem; nobody else sees"
        " anything. Order with this address in your store.",
        "Hanya orang ini yang jadi member, mendapat poin, dan menukar; yang"
        " lain tidak melihat apa pun. Pesanlah dengan alamat ini di tokomu.",
        "Hanya mereka ini menjadi ahli, mengumpul dan menebus; orang lain tidak"
        " nampak apa-apa. Buat pesanan dengan alamat ini di kedai anda.",
    ),
    "welcome.try.contact": Words(
        "E-mail address of a customer account",
        "Alamat e-mail akun pelanggan",
        "Alamat e-mel akaun pelanggan",
    ),
    "welcome.try.go": Words(
        "Try it with this person", "Coba dengan orang ini", "Cuba dengan orang ini"
    ),
    "welcome.try.done": Words(
        "Test mode is on: only testers are let in.",
        "Mode uji aktif: hanya penguji yang bisa masuk.",
        "Mod ujian aktif: hanya penguji dibenarkan masuk.",
    ),
    "welcome.try.removed": Words(
        "Taken off the list. Who became a member already stays one.",
        "Dihapus dari daftar. Yang sudah jadi member tetap member.",
        "Dibuang daripada senarai. Yang telah menjadi ahli kekal ahli.",
    ),
    "welcome.try.on": Words("Test mode", "Mode uji", "Mod ujian"),
    "welcome.try.end": Words(
        "Points of test orders are taken back when you publish.",
        "Poin dari pesanan uji ditarik kembali saat kamu menerbitkan.",
        "Mata pesanan ujian ditarik balik apabila anda menerbitkan.",
    ),
    "welcome.launch.done": Words(
        "Published. Congratulations!", "Terbit. Selamat!", "Diterbitkan. Tahniah!"
    ),
    "why.unknown_choice": Words(
        "Choose one of the answers offered.",
        "Pilih salah satu jawaban yang ada.",
        "Pilih salah satu jawapan yang ada.",
    ),
    "why.start_in_future": Words(
        "Choose today or a day before. Orders from then on earn points.",
        "Pilih hari ini atau hari sebelumnya. Pesanan sejak itu mendapat poin.",
        "Pilih hari ini atau hari sebelumnya. Pesanan sejak itu mendapat mata.",
    ),
    "why.step_missing": Words(
        "Connect a store and choose a programme first.",
        "Hubungkan toko dan pilih program dulu.",
        "Sambung kedai dan pilih program dahulu.",
    ),
    "why.launched_already": Words(
        "Members see the programme already. Change it under Programme.",
        "Member sudah melihat program ini. Ubah di Program.",
        "Ahli sudah melihat program ini. Ubah di Program.",
    ),
    "why.tester_unreadable": Words(
        "Give an e-mail address, as in name@shop.com.",
        "Isi alamat e-mail, misalnya nama@toko.com.",
        "Beri alamat e-mel, contohnya nama@kedai.com.",
    ),
    "why.testers_only": Words(
        "The programme is being tried: only testers become members.",
        "Program masih dicoba: hanya penguji yang jadi member.",
        "Program masih dicuba: hanya penguji menjadi ahli.",
    ),
    "why.too_many_testers": Words(
        "At most {most} people can try it.",
        "Paling banyak {most} orang bisa mencoba.",
        "Paling ramai {most} orang boleh mencuba.",
    ),
}
