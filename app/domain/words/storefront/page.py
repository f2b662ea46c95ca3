"""Words of the rewards page alone; the panel never loads them."""

from app.domain.words.languages import Words

PAGE: dict[str, Words] = {
    "page.title": Words(
        en="{program}: rewards", id="{program}: hadiah", ms="{program}: ganjaran"
    ),
    "page.description": Words(
        en=(
            "Earn points at {shop} and swap them for rewards. How it works, what you "
            "get, all terms."
        ),
        id=(
            "Kumpulkan poin di {shop} dan tukar dengan hadiah. Cara kerja, "
            "keuntungan, dan ketentuannya."
        ),
        ms=(
            "Kumpul mata di {shop} dan tebus ganjaran. Cara ia berfungsi, kelebihan "
            "dan terma."
        ),
    ),
    "page.skip": Words(
        en="Skip to content", id="Langsung ke isi", ms="Langkau ke kandungan"
    ),
    "page.contents": Words(en="On this page", id="Di halaman ini", ms="Di halaman ini"),
    "page.language": Words(en="Language", id="Bahasa", ms="Bahasa"),
    "page.how": Words(en="How it works", id="Cara kerjanya", ms="Cara ia berfungsi"),
    "page.how_join": Words(
        en="An account is all it takes. It costs nothing.",
        id="Cukup punya akun. Tidak dipungut biaya.",
        ms="Anda hanya perlukan akaun. Tiada bayaran.",
    ),
    "page.how_earn": Words(
        en="Points arrive by themselves after every order.",
        id="Poin masuk sendiri setelah setiap pesanan.",
        ms="Mata masuk sendiri selepas setiap pesanan.",
    ),
    "page.how_redeem": Words(
        en="Choose a reward and use it in your cart.",
        id="Pilih hadiah, lalu pakai di keranjang.",
        ms="Pilih ganjaran dan guna di troli.",
    ),
    "page.earn": Words(en="Ways to earn", id="Cara dapat poin", ms="Cara kumpul mata"),
    "page.rewards": Words(en="Rewards", id="Hadiah", ms="Ganjaran"),
    "page.tiers": Words(en="Member tiers", id="Level member", ms="Peringkat keahlian"),
    "page.tier": Words(en="Tier", id="Level", ms="Peringkat"),
    "page.tier_how": Words(
        en="How to get there", id="Cara mencapainya", ms="Cara mencapainya"
    ),
    "page.tier_gives": Words(en="What you get", id="Keuntungannya", ms="Kelebihannya"),
    "page.refer": Words(en="Bring a friend", id="Ajak teman", ms="Bawa rakan"),
    "page.challenges": Words(en="Challenges", id="Tantangan", ms="Cabaran"),
    "page.play": Words(
        en="Games and chances", id="Permainan dan peluang", ms="Permainan dan peluang"
    ),
    "page.causes": Words(en="Good causes", id="Tujuan baik", ms="Tujuan amal"),
    "page.memberships": Words(en="Memberships", id="Keanggotaan", ms="Keahlian"),
    "page.perks": Words(
        en="Always included", id="Selalu termasuk", ms="Sentiasa disertakan"
    ),
    "page.dividends": Words(en="Money back", id="Uang kembali", ms="Wang kembali"),
    "page.faq": Words(en="Questions and answers", id="Tanya jawab", ms="Soal jawab"),
    "page.terms": Words(en="Terms", id="Syarat dan ketentuan", ms="Terma dan syarat"),
    "page.full_terms": Words(
        en="Read the full terms", id="Baca ketentuan lengkap", ms="Baca terma penuh"
    ),
    "page.condition": Words(en="Details", id="Rincian", ms="Butiran"),
    "page.from_cost": Words(
        en="from {points}", id="mulai {points}", ms="dari {points}"
    ),
    "page.yours": Words(en="Your rewards", id="Hadiahmu", ms="Ganjaran anda"),
    "page.history": Words(en="Latest points", id="Poin terakhir", ms="Mata terkini"),
    "page.when": Words(en="When", id="Kapan", ms="Bila"),
    "page.what": Words(en="What", id="Apa", ms="Apa"),
    "page.points": Words(en="Points", id="Poin", ms="Mata"),
    "page.confirm": Words(en="Please check", id="Periksa dulu", ms="Sila semak"),
    "page.back": Words(
        en="Back to the rewards page",
        id="Kembali ke halaman hadiah",
        ms="Kembali ke halaman ganjaran",
    ),
    "page.form_old": Words(
        en="This form is too old. Nothing was changed; please choose again.",
        id="Formulir ini sudah lama. Tidak ada yang berubah; silakan pilih lagi.",
        ms="Borang ini sudah lama. Tiada apa berubah; sila pilih semula.",
    ),
    "page.copy_code": Words(
        en="Enter this code in the cart or at checkout.",
        id="Masukkan kode ini di keranjang atau saat checkout.",
        ms="Masukkan kod ini di troli atau semasa pembayaran.",
    ),
    "page.paused": Words(
        en="The programme is taking a break",
        id="Program sedang beristirahat",
        ms="Program sedang berehat",
    ),
    "page.paused_body": Words(
        en="Points you have stay yours. Please look in again soon.",
        id="Poin yang kamu punya tetap milikmu. Silakan mampir lagi nanti.",
        ms="Mata yang anda ada kekal milik anda. Sila singgah lagi nanti.",
    ),
    "page.offline": Words(
        en="You are offline", id="Kamu sedang offline", ms="Anda di luar talian"
    ),
    "page.offline_body": Words(
        en="The page opens again once you are connected. Your card works meanwhile.",
        id=(
            "Halaman terbuka lagi saat terhubung. Sementara itu kartumu tetap bisa "
            "dipakai."
        ),
        ms="Halaman dibuka semula apabila bersambung. Kad anda masih boleh digunakan.",
    ),
    "page.signin": Words(en="Sign in", id="Masuk", ms="Log masuk"),
    "page.first_reward": Words(
        en="Your first reward is closer than you think: {reward} for {points}.",
        id="Hadiah pertamamu tidak jauh: {reward} dengan {points}.",
        ms="Ganjaran pertama anda tidak jauh: {reward} dengan {points}.",
    ),
    "card.forget": Words(
        en="Remove from this device",
        id="Hapus dari perangkat ini",
        ms="Padam dari peranti ini",
    ),
    "card.forgotten": Words(
        en="Removed from this device",
        id="Sudah dihapus dari perangkat ini",
        ms="Telah dipadam dari peranti ini",
    ),
    "card.forgotten_body": Words(
        en="Open your card again from the shop when you are signed in.",
        id="Buka lagi kartumu dari toko setelah masuk.",
        ms="Buka semula kad anda dari kedai selepas log masuk.",
    ),
    "faq.cost_q": Words(
        en="Does it cost anything?", id="Apakah ada biayanya?", ms="Adakah ia berbayar?"
    ),
    "faq.cost_a": Words(
        en="No. Joining is free and you can leave at any time.",
        id="Tidak. Gabung gratis dan kamu bisa keluar kapan saja.",
        ms="Tidak. Penyertaan percuma dan anda boleh berhenti pada bila-bila masa.",
    ),
    "faq.when_q": Words(
        en="When can I use my points?",
        id="Kapan poinku bisa dipakai?",
        ms="Bilakah mata saya boleh digunakan?",
    ),
    "faq.how_q": Words(
        en="How do I use a reward?",
        id="Bagaimana cara memakai hadiah?",
        ms="Bagaimana cara menggunakan ganjaran?",
    ),
    "faq.how_a": Words(
        en=(
            "Redeem it here or in the panel. The discount goes into your cart, or you"
            " get a code to enter at checkout."
        ),
        id=(
            "Tukar di sini atau di panel. Diskonnya masuk ke keranjang, atau kamu "
            "dapat kode untuk checkout."
        ),
        ms=(
            "Tebus di sini atau dalam panel. Diskaun masuk ke troli, atau anda "
            "mendapat kod untuk pembayaran."
        ),
    ),
    "faq.refund_q": Words(
        en="What happens when I return something?",
        id="Bagaimana kalau aku mengembalikan barang?",
        ms="Bagaimana jika saya memulangkan barang?",
    ),
    "faq.refund_a": Words(
        en="Points of what you return are taken back. The rest stays yours.",
        id="Poin dari barang yang dikembalikan ditarik. Sisanya tetap milikmu.",
        ms=(
            "Mata bagi barang yang dipulangkan ditarik balik. Selebihnya kekal milik "
            "anda."
        ),
    ),
    "faq.expire_q": Words(
        en="Do points expire?", id="Apakah poin bisa hangus?", ms="Adakah mata luput?"
    ),
    "page.news_want": Words(
        en="Yes, send me news", id="Ya, kirimi aku kabar", ms="Ya, hantar berita"
    ),
    "page.news_stop": Words(
        en="Stop the news", id="Hentikan kabar", ms="Hentikan berita"
    ),
    "order.waiting": Words(
        en="The points of this order are on their way.",
        id="Poin dari pesanan ini sedang dihitung.",
        ms="Mata daripada pesanan ini sedang dikira.",
    ),
    "order.guest": Words(
        en="Create an account with the email of this order: its points wait for you.",
        id="Buat akun dengan email pesanan ini: poinnya menunggumu.",
        ms="Cipta akaun dengan e-mel pesanan ini: matanya menanti anda.",
    ),
}
