"""Words of games, good causes and missing points."""

from app.domain.words.languages import Words

PLAYING: dict[str, Words] = {
    "play.start": Words(en="Play", id="Main", ms="Main"),
    "play.spin": Words(en="Spin", id="Putar", ms="Putar"),
    "play.send": Words(en="Send", id="Kirim", ms="Hantar"),
    "play.enter": Words(en="Take part", id="Ikut", ms="Sertai"),
    "play.vote": Words(en="Vote", id="Pilih", ms="Undi"),
    "play.voted": Words(
        en="Your vote counts", id="Pilihanmu tercatat", ms="Undian anda dikira"
    ),
    "play.won": Words(
        en="You won {prize}!", id="Kamu menang {prize}!", ms="Anda menang {prize}!"
    ),
    "play.lost": Words(
        en="Not this time", id="Belum beruntung kali ini", ms="Belum bertuah kali ini"
    ),
    "play.right": Words(
        en="{right} of {total} right",
        id="{right} dari {total} benar",
        ms="{right} daripada {total} betul",
    ),
    "play.later": Words(
        en="Again from {date}",
        id="Bisa lagi mulai {date}",
        ms="Boleh lagi mulai {date}",
    ),
    "play.closed": Words(en="Over", id="Sudah selesai", ms="Telah tamat"),
    "play.done": Words(
        en="You took part", id="Kamu sudah ikut", ms="Anda telah menyertai"
    ),
    "play.odds": Words(en="Your chances", id="Peluangmu", ms="Peluang anda"),
    "play.terms": Words(en="The rules", id="Aturan mainnya", ms="Peraturannya"),
    "play.question": Words(
        en="Question {n} of {total}",
        id="Pertanyaan {n} dari {total}",
        ms="Soalan {n} daripada {total}",
    ),
    "play.show_me": Words(
        en="Show my first name",
        id="Tampilkan nama depanku",
        ms="Tunjukkan nama pertama saya",
    ),
    "play.rank": Words(en="Place {n}", id="Peringkat {n}", ms="Tempat {n}"),
    "play.empty": Words(
        en="No games right now",
        id="Belum ada permainan",
        ms="Tiada permainan buat masa ini",
    ),
    "cause.give": Words(en="Donate", id="Donasikan", ms="Derma"),
    "cause.together": Words(
        en="Together {amount} so far",
        id="Bersama sudah {amount}",
        ms="Bersama sudah {amount}",
    ),
    "cause.receipts": Words(en="What you gave", id="Donasimu", ms="Derma anda"),
    "claim.title": Words(
        en="Are points missing?",
        id="Ada poin yang belum masuk?",
        ms="Ada mata yang belum masuk?",
    ),
    "claim.number": Words(en="Order number", id="Nomor pesanan", ms="Nombor pesanan"),
    "claim.note": Words(
        en="Anything we should know?",
        id="Ada yang perlu kami tahu?",
        ms="Ada apa-apa yang perlu kami tahu?",
    ),
    "claim.send": Words(en="Look for them", id="Cari poinku", ms="Cari mata saya"),
}
