"""Ways to earn, in sentences."""

from app.domain.words import Words

EARNING: dict[str, Words] = {
    "earn.each": Words(
        en="{points} for every {amount}",
        id="{points} setiap belanja {amount}",
        ms="{points} bagi setiap {amount}",
    ),
    "earn.spend": Words(
        en="Earn {each} you spend",
        id="Dapat {each}",
        ms="Dapat {each} yang dibelanjakan",
    ),
    "earn.back": Words(
        en="Get {percent} back as store credit",
        id="Dapat {percent} kembali sebagai saldo toko",
        ms="Dapat {percent} kembali sebagai kredit kedai",
    ),
    "earn.order": Words(
        en="Earn {points} with an order",
        id="Dapat {points} dari satu pesanan",
        ms="Dapat {points} dengan satu pesanan",
    ),
    "earn.multiplied": Words(
        en="{multiplier}\u00d7 points",
        id="Poin {multiplier}\u00d7",
        ms="Mata {multiplier}\u00d7",
    ),
    "earn.signup": Words(
        en="Get {points} when you join",
        id="Dapat {points} saat bergabung",
        ms="Dapatkan {points} apabila menyertai",
    ),
    "earn.after_first": Words(
        en="Yours with your first paid order",
        id="Diberikan bersama pesanan pertama yang sudah dibayar",
        ms="Diberikan bersama pesanan pertama yang telah dibayar",
    ),
    "earn.review.anything": Words(
        en="Earn {points} for a review",
        id="Dapat {points} untuk ulasan",
        ms="Dapat {points} untuk ulasan",
    ),
    "earn.review.text": Words(
        en="Earn {points} for a written review",
        id="Dapat {points} untuk ulasan tertulis",
        ms="Dapat {points} untuk ulasan bertulis",
    ),
    "earn.review.photo": Words(
        en="Earn {points} for a review with a photo",
        id="Dapat {points} untuk ulasan dengan foto",
        ms="Dapat {points} untuk ulasan dengan foto",
    ),
    "earn.review.video": Words(
        en="Earn {points} for a review with a video",
        id="Dapat {points} untuk ulasan dengan video",
        ms="Dapat {points} untuk ulasan dengan video",
    ),
    "earn.bought": Words(
        en="For products that you bought",
        id="Untuk produk yang kamu beli",
        ms="Untuk produk yang anda beli",
    ),
    "earn.activity": Words(
        en="Earn {points} for {activity}",
        id="Dapat {points} untuk {activity}",
        ms="Dapat {points} untuk {activity}",
    ),
    "once.product": Words(
        en="Once for each product",
        id="Sekali per produk",
        ms="Sekali bagi setiap produk",
    ),
    "once.day": Words(
        en="Once a day",
        id="Sekali sehari",
        ms="Sekali sehari",
    ),
    "once.week": Words(
        en="Once a week",
        id="Sekali seminggu",
        ms="Sekali seminggu",
    ),
    "once.month": Words(
        en="Once a month",
        id="Sekali sebulan",
        ms="Sekali sebulan",
    ),
    "once.year": Words(
        en="Once a year",
        id="Sekali setahun",
        ms="Sekali setahun",
    ),
    "once.ever": Words(
        en="Once only",
        id="Hanya sekali",
        ms="Sekali sahaja",
    ),
    "counts.minimum": Words(
        en="From {amount}",
        id="Mulai {amount}",
        ms="Bermula {amount}",
    ),
    "counts.only": Words(
        en="Only on {what}",
        id="Hanya untuk {what}",
        ms="Hanya untuk {what}",
    ),
    "counts.exclude": Words(
        en="Not on {what}",
        id="Tidak untuk {what}",
        ms="Tidak untuk {what}",
    ),
    "counts.products": Words(
        en="selected products",
        id="produk pilihan",
        ms="produk terpilih",
    ),
    "counts.collections": Words(
        en="selected collections",
        id="koleksi pilihan",
        ms="koleksi terpilih",
    ),
    "counts.tags": Words(
        en="products tagged {tags}",
        id="produk bertanda {tags}",
        ms="produk bertanda {tags}",
    ),
    "counts.vendors": Words(
        en="products of {vendors}",
        id="produk dari {vendors}",
        ms="produk {vendors}",
    ),
    "counts.tax": Words(
        en="Tax counts too",
        id="Pajak ikut dihitung",
        ms="Cukai turut dikira",
    ),
    "counts.shipping": Words(
        en="Shipping counts too",
        id="Ongkir ikut dihitung",
        ms="Penghantaran turut dikira",
    ),
    "counts.gift_cards": Words(
        en="Gift cards count too",
        id="Kartu hadiah ikut dihitung",
        ms="Kad hadiah turut dikira",
    ),
    "counts.paid_with_points": Words(
        en="What you pay with points counts too",
        id="Bagian yang dibayar dengan poin ikut dihitung",
        ms="Bahagian yang dibayar dengan mata turut dikira",
    ),
    "counts.half_up": Words(
        en="Rounded to the nearest point",
        id="Dibulatkan ke poin terdekat",
        ms="Dibundarkan kepada mata terdekat",
    ),
    "counts.up": Words(
        en="Rounded up",
        id="Dibulatkan ke atas",
        ms="Dibundarkan ke atas",
    ),
    "counts.if": Words(
        en="If {condition}",
        id="Jika {condition}",
        ms="Jika {condition}",
    ),
    "limit.points.order": Words(
        en="At most {points} an order",
        id="Paling banyak {points} per pesanan",
        ms="Paling banyak {points} setiap pesanan",
    ),
    "limit.points.day": Words(
        en="At most {points} a day",
        id="Paling banyak {points} sehari",
        ms="Paling banyak {points} sehari",
    ),
    "limit.points.week": Words(
        en="At most {points} a week",
        id="Paling banyak {points} seminggu",
        ms="Paling banyak {points} seminggu",
    ),
    "limit.points.month": Words(
        en="At most {points} a month",
        id="Paling banyak {points} sebulan",
        ms="Paling banyak {points} sebulan",
    ),
    "limit.points.year": Words(
        en="At most {points} a year",
        id="Paling banyak {points} setahun",
        ms="Paling banyak {points} setahun",
    ),
    "limit.points.ever": Words(
        en="At most {points} in all",
        id="Paling banyak {points} seluruhnya",
        ms="Paling banyak {points} kesemuanya",
    ),
    "limit.times.day": Words(
        en="At most {times} times a day",
        id="Paling banyak {times} kali sehari",
        ms="Paling banyak {times} kali sehari",
    ),
    "limit.times.week": Words(
        en="At most {times} times a week",
        id="Paling banyak {times} kali seminggu",
        ms="Paling banyak {times} kali seminggu",
    ),
    "limit.times.month": Words(
        en="At most {times} times a month",
        id="Paling banyak {times} kali sebulan",
        ms="Paling banyak {times} kali sebulan",
    ),
    "limit.times.year": Words(
        en="At most {times} times a year",
        id="Paling banyak {times} kali setahun",
        ms="Paling banyak {times} kali setahun",
    ),
    "limit.times.ever": Words(
        en="At most {times} times in all",
        id="Paling banyak {times} kali seluruhnya",
        ms="Paling banyak {times} kali kesemuanya",
    ),
}
