"""What a shopper meets first: button, invitation, home, the way around."""

from app.domain.words.languages import Words
from app.domain.words.storefront.kinds import Counted

START: dict[str, Words | Counted] = {
    "unit.points": Counted(
        one=Words(en="point", id="poin", ms="mata"),
        other=Words(en="points", id="poin", ms="mata"),
    ),
    "launcher.guest": Words(en="Rewards", id="Hadiah", ms="Ganjaran"),
    "launcher.member": Words(en="{points}", id="{points}", ms="{points}"),
    "launcher.aria": Words(
        en="Open rewards panel", id="Buka panel hadiah", ms="Buka panel ganjaran"
    ),
    "guest.title": Words(
        en="Join {program} and get rewarded",
        id="Gabung {program}, dapat hadiahnya",
        ms="Sertai {program} dan nikmati ganjaran",
    ),
    "guest.body": Words(
        en="Earn points every time you shop and swap them for discounts.",
        id="Kumpulkan poin setiap belanja, lalu tukar jadi diskon.",
        ms="Kumpul mata setiap kali membeli-belah dan tebus untuk diskaun.",
    ),
    "guest.step_join": Words(
        en="Join for free", id="Gabung gratis", ms="Sertai percuma"
    ),
    "guest.step_earn": Words(
        en="Earn as you shop", id="Belanja, dapat poin", ms="Beli dan kumpul mata"
    ),
    "guest.step_redeem": Words(
        en="Enjoy your rewards", id="Nikmati hadiahmu", ms="Nikmati ganjaran anda"
    ),
    "guest.join": Words(en="Join for free", id="Gabung gratis", ms="Sertai percuma"),
    "guest.signin": Words(
        en="Already a member? Sign in",
        id="Sudah jadi member? Masuk",
        ms="Sudah jadi ahli? Log masuk",
    ),
    "guest.bonus": Words(
        en="Get {points} when you join",
        id="Dapat {points} saat bergabung",
        ms="Dapatkan {points} apabila menyertai",
    ),
    "guest.waiting": Words(
        en="{points} are waiting for you",
        id="{points} menunggumu",
        ms="{points} sedang menanti anda",
    ),
    "guest.referred": Words(
        en="{friend} has a gift for you: {reward}",
        id="{friend} punya hadiah untukmu: {reward}",
        ms="{friend} ada hadiah untuk anda: {reward}",
    ),
    "guest.claim": Words(en="Get my gift", id="Ambil hadiahku", ms="Ambil hadiah saya"),
    "guest.email": Words(en="Your email", id="Email kamu", ms="E-mel anda"),
    "optin.title": Words(
        en="Join the programme?",
        id="Mau ikut program ini?",
        ms="Mahu sertai program ini?",
    ),
    "optin.agree": Words(
        en="I agree to the {terms}",
        id="Saya setuju dengan {terms}",
        ms="Saya bersetuju dengan {terms}",
    ),
    "home.greeting": Words(en="Hi, {name}", id="Hai, {name}", ms="Hai, {name}"),
    "home.balance": Words(
        en="You have {points}", id="Kamu punya {points}", ms="Anda mempunyai {points}"
    ),
    "home.worth": Words(
        en="Worth {amount}", id="Senilai {amount}", ms="Bernilai {amount}"
    ),
    "home.pending": Words(
        en="{points} on the way",
        id="{points} sedang diproses",
        ms="{points} sedang diproses",
    ),
    "home.pending_help": Words(
        en="You can use these from {date}.",
        id="Bisa dipakai mulai {date}.",
        ms="Boleh digunakan mulai {date}.",
    ),
    "home.next_reward": Words(
        en="{points} to go until {reward}",
        id="{points} lagi untuk dapat {reward}",
        ms="{points} lagi untuk {reward}",
    ),
    "home.reward_ready": Words(
        en="You can get {reward} now",
        id="Kamu sudah bisa tukar {reward}",
        ms="Anda boleh tebus {reward} sekarang",
    ),
    "home.next_tier_points": Words(
        en="Earn {points} more to reach {tier}",
        id="Kumpulkan {points} lagi untuk naik ke {tier}",
        ms="Kumpul {points} lagi untuk naik ke {tier}",
    ),
    "home.next_tier_spend": Words(
        en="Spend {amount} more to reach {tier}",
        id="Belanja {amount} lagi untuk naik ke {tier}",
        ms="Belanja {amount} lagi untuk naik ke {tier}",
    ),
    "home.keep_tier": Words(
        en="Spend {amount} by {date} to stay {tier}",
        id="Belanja {amount} sebelum {date} agar tetap {tier}",
        ms="Belanja {amount} sebelum {date} untuk kekal {tier}",
    ),
    "home.top_tier": Words(
        en="You're at the top: {tier}",
        id="Kamu di level tertinggi: {tier}",
        ms="Anda di peringkat tertinggi: {tier}",
    ),
    "home.expiring": Words(
        en="{points} expire on {date}",
        id="{points} hangus pada {date}",
        ms="{points} luput pada {date}",
    ),
    "nav.earn": Words(en="Ways to earn", id="Cara dapat poin", ms="Cara kumpul mata"),
    "nav.redeem": Words(en="Use points", id="Tukar poin", ms="Tebus mata"),
    "nav.rewards": Words(en="My rewards", id="Hadiah saya", ms="Ganjaran saya"),
    "nav.tiers": Words(en="Member tiers", id="Level member", ms="Peringkat keahlian"),
    "nav.refer": Words(en="Refer a friend", id="Ajak teman", ms="Rujuk rakan"),
    "nav.card": Words(en="Member card", id="Kartu member", ms="Kad ahli"),
    "nav.history": Words(en="Points history", id="Riwayat poin", ms="Sejarah mata"),
    "nav.terms": Words(en="Terms", id="Syarat dan ketentuan", ms="Terma dan syarat"),
    "nav.back": Words(en="Back", id="Kembali", ms="Kembali"),
    "nav.close": Words(en="Close", id="Tutup", ms="Tutup"),
    "guest.earn": Words(
        en="Two good ways to start",
        id="Dua cara mudah memulai",
        ms="Dua cara mudah untuk bermula",
    ),
    "guest.reward": Words(
        en="Your first reward", id="Hadiah pertamamu", ms="Ganjaran pertama anda"
    ),
    "guest.tiers": Words(
        en="The more you shop, the more you get",
        id="Makin sering belanja, makin banyak untungnya",
        ms="Lagi kerap membeli, lagi banyak kelebihannya",
    ),
    "guest.create": Words(
        en="Create your account", id="Buat akunmu", ms="Cipta akaun anda"
    ),
    "guest.known": Words(
        en="Create your account to collect {points}.",
        id="Buat akun untuk mengambil {points}.",
        ms="Cipta akaun untuk mengambil {points}.",
    ),
    "optin.body": Words(
        en="Collect points with every order. You can leave at any time.",
        id="Kumpulkan poin dari setiap pesanan. Kamu bisa keluar kapan saja.",
        ms="Kumpul mata bagi setiap pesanan. Anda boleh berhenti pada bila-bila masa.",
    ),
    "optin.terms": Words(en="terms", id="syarat dan ketentuan", ms="terma dan syarat"),
    "optin.join": Words(en="Join", id="Gabung", ms="Sertai"),
    "optin.needed": Words(
        en="Tick the box to join",
        id="Centang kotaknya untuk bergabung",
        ms="Tandakan kotak untuk menyertai",
    ),
    "home.owed": Words(
        en="{points} are still to be made up after a refund",
        id="{points} masih harus ditutup setelah pengembalian dana",
        ms="{points} masih perlu diganti selepas bayaran balik",
    ),
    "home.hold": Words(
        en=(
            "Your contact details have changed. To keep your points safe, you can use"
            " them again from {date}, {time}."
        ),
        id=(
            "Data kontakmu berubah. Supaya aman, poinmu bisa dipakai lagi mulai"
            " {date} pukul {time}."
        ),
        ms=(
            "Butiran hubungan anda telah berubah. Demi keselamatan, mata anda boleh"
            " digunakan semula mulai {date}, {time}."
        ),
    ),
    "home.use_now": Words(en="Use them", id="Pakai", ms="Guna"),
    "home.credit": Words(en="Your credit", id="Saldomu", ms="Kredit anda"),
    "nav.home": Words(en="Rewards", id="Hadiah", ms="Ganjaran"),
    "nav.challenges": Words(en="Challenges", id="Tantangan", ms="Cabaran"),
    "nav.play": Words(en="Games", id="Permainan", ms="Permainan"),
    "nav.causes": Words(en="Good causes", id="Tujuan baik", ms="Tujuan amal"),
    "nav.claims": Words(
        en="Missing points", id="Poin yang belum masuk", ms="Mata yang belum masuk"
    ),
    "nav.profile": Words(en="My details", id="Data saya", ms="Butiran saya"),
    "nav.page": Words(
        en="Everything about the programme",
        id="Semua tentang program ini",
        ms="Segala-galanya tentang program ini",
    ),
    "nav.next": Words(en="Next", id="Berikutnya", ms="Seterusnya"),
    "nav.more": Words(en="Show more", id="Tampilkan lagi", ms="Tunjukkan lagi"),
}
