"""Ways to earn by being who one is, by coming back, by telling; and gifts of rules."""

from app.domain.words import Words

OCCASIONS: dict[str, Words] = {
    "earn.order.line": Words(
        en="Earn {points} for each item in an order",
        id="Dapat {points} untuk setiap barang dalam pesanan",
        ms="Dapat {points} bagi setiap barang dalam pesanan",
    ),
    "earn.order.unit": Words(
        en="Earn {points} for each piece in an order",
        id="Dapat {points} untuk setiap potong dalam pesanan",
        ms="Dapat {points} bagi setiap unit dalam pesanan",
    ),
    "earn.gifts.order": Words(
        en="With an order: {gifts}",
        id="Dari satu pesanan: {gifts}",
        ms="Dengan satu pesanan: {gifts}",
    ),
    "earn.gifts.signup": Words(
        en="When you join: {gifts}",
        id="Saat bergabung: {gifts}",
        ms="Apabila menyertai: {gifts}",
    ),
    "earn.gifts.review": Words(
        en="For a review: {gifts}",
        id="Untuk ulasan: {gifts}",
        ms="Untuk ulasan: {gifts}",
    ),
    "earn.gifts.activity": Words(
        en="For {activity}: {gifts}",
        id="Untuk {activity}: {gifts}",
        ms="Untuk {activity}: {gifts}",
    ),
    "earn.measured": Words(
        en="Earn {points} for every {per} {figure}",
        id="Dapat {points} setiap {per} {figure}",
        ms="Dapat {points} bagi setiap {per} {figure}",
    ),
    "figure.pairs": Words(en="pairs", id="pasang", ms="pasang"),
    "figure.nights": Words(en="nights", id="malam", ms="malam"),
    "what.follow": Words(
        en="following us on {network}",
        id="mengikuti kami di {network}",
        ms="mengikuti kami di {network}",
    ),
    "what.share": Words(
        en="sharing us on {network}",
        id="membagikan kami di {network}",
        ms="berkongsi tentang kami di {network}",
    ),
    "what.like": Words(
        en="liking us on {network}",
        id="menyukai kami di {network}",
        ms="menyukai kami di {network}",
    ),
    "what.mention": Words(
        en="mentioning us on {network}",
        id="menyebut kami di {network}",
        ms="menyebut kami di {network}",
    ),
    "what.visit": Words(
        en="visiting us",
        id="mengunjungi kami",
        ms="mengunjungi kami",
    ),
    "what.visit.place": Words(
        en="visiting us at {place}",
        id="mengunjungi kami di {place}",
        ms="mengunjungi kami di {place}",
    ),
    "what.consent": Words(
        en="agreeing to: {consent}",
        id="menyetujui: {consent}",
        ms="bersetuju dengan: {consent}",
    ),
    "what.consent.newsletter": Words(
        en="subscribing to the newsletter",
        id="berlangganan buletin",
        ms="melanggan surat berita",
    ),
    "what.tag": Words(
        en="getting the mark {tag}",
        id="mendapat tanda {tag}",
        ms="mendapat tanda {tag}",
    ),
    "what.profile": Words(
        en="completing your profile",
        id="melengkapi profil",
        ms="melengkapkan profil",
    ),
    "what.birthday": Words(
        en="your birthday",
        id="ulang tahunmu",
        ms="hari lahir anda",
    ),
    "what.anniversary": Words(
        en="each year with us",
        id="setiap tahun bersama kami",
        ms="setiap tahun bersama kami",
    ),
    "what.anniversary.years": Words(
        en="being with us for {years} years",
        id="{years} tahun bersama kami",
        ms="{years} tahun bersama kami",
    ),
    "what.bought": Words(
        en="buying {what} {times} times",
        id="membeli {what} {times} kali",
        ms="membeli {what} {times} kali",
    ),
    "what.bought.within": Words(
        en="buying {what} {times} times within {days} days",
        id="membeli {what} {times} kali dalam {days} hari",
        ms="membeli {what} {times} kali dalam {days} hari",
    ),
    "birthday.window": Words(
        en="From {before} days before to {after} days after it",
        id="Dari {before} hari sebelum sampai {after} hari sesudahnya",
        ms="Dari {before} hari sebelum hingga {after} hari selepasnya",
    ),
    "on_honour": Words(
        en="We take your word for it",
        id="Kami percaya padamu",
        ms="Kami percaya kata anda",
    ),
    "counts.anything": Words(
        en="anything",
        id="apa saja",
        ms="apa sahaja",
    ),
    "counts.full_price": Words(
        en="Only what is sold at full price",
        id="Hanya untuk barang dengan harga penuh",
        ms="Hanya untuk barang pada harga penuh",
    ),
    "bought.again": Words(
        en="As often as you like",
        id="Bisa berulang kali",
        ms="Boleh berulang kali",
    ),
    "chosen.year": Words(
        en="On days that you choose beforehand, {days} a year",
        id="Pada hari yang kamu pilih sebelumnya, {days} setahun",
        ms="Pada hari yang anda pilih dahulu, {days} setahun",
    ),
    "chosen.month": Words(
        en="On days that you choose beforehand, {days} a month",
        id="Pada hari yang kamu pilih sebelumnya, {days} sebulan",
        ms="Pada hari yang anda pilih dahulu, {days} sebulan",
    ),
    "budget": Words(
        en="While stocks last",
        id="Selama persediaan masih ada",
        ms="Selagi bekalan masih ada",
    ),
    "stacking.title": Words(
        en="Several rewards at once",
        id="Beberapa hadiah sekaligus",
        ms="Beberapa ganjaran serentak",
    ),
    "stacking.best": Words(
        en="Of several bonuses the best one counts",
        id="Dari beberapa bonus, yang terbaik yang berlaku",
        ms="Daripada beberapa bonus, yang terbaik terpakai",
    ),
    "stacking.multiply": Words(
        en="Several bonuses multiply each other",
        id="Beberapa bonus saling mengalikan",
        ms="Beberapa bonus saling menggandakan",
    ),
    "stacking.together": Words(
        en="{limit}, everything together",
        id="{limit}, semuanya digabung",
        ms="{limit}, semuanya dijumlahkan",
    ),
}
