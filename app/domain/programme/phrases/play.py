"""Games in sentences: how to play, what may be won, and how likely it is."""

from app.domain.words import Words

PLAY: dict[str, Words] = {
    "play.quiz": Words(en="Quiz", id="Kuis", ms="Kuiz"),
    "play.survey": Words(en="Survey", id="Survei", ms="Tinjauan"),
    "play.spin": Words(en="Spin the wheel", id="Putar roda", ms="Putar roda"),
    "play.draw": Words(en="Prize draw", id="Undian berhadiah", ms="Cabutan bertuah"),
    "play.contest": Words(en="Contest", id="Lomba", ms="Pertandingan"),
    "play.leaderboard": Words(
        en="Leaderboard", id="Papan peringkat", ms="Papan kedudukan"
    ),
    "quiz.asks": Words(
        en="The quiz has {questions} questions and can be answered once",
        id="Kuis ini berisi {questions} pertanyaan dan bisa dijawab sekali",
        ms="Kuiz ini mempunyai {questions} soalan dan boleh dijawab sekali",
    ),
    "quiz.each": Words(
        en="For each right answer you get {gifts}",
        id="Untuk setiap jawaban benar kamu dapat {gifts}",
        ms="Untuk setiap jawapan betul anda dapat {gifts}",
    ),
    "quiz.all": Words(
        en="If every answer is right you also get {gifts}",
        id="Jika semua jawaban benar kamu juga dapat {gifts}",
        ms="Jika semua jawapan betul anda juga dapat {gifts}",
    ),
    "survey.asks": Words(
        en="The survey has {questions} questions and can be answered once",
        id="Survei ini berisi {questions} pertanyaan dan bisa dijawab sekali",
        ms="Tinjauan ini mempunyai {questions} soalan dan boleh dijawab sekali",
    ),
    "survey.gifts": Words(
        en="For answering you get {gifts}",
        id="Untuk menjawab kamu dapat {gifts}",
        ms="Untuk menjawab anda dapat {gifts}",
    ),
    "survey.anonymous": Words(
        en="Your answers are kept apart from your name",
        id="Jawabanmu disimpan terpisah dari namamu",
        ms="Jawapan anda disimpan berasingan daripada nama anda",
    ),
    "survey.named": Words(
        en="Your answers are kept together with your name",
        id="Jawabanmu disimpan bersama namamu",
        ms="Jawapan anda disimpan bersama nama anda",
    ),
    "spin.odds": Words(
        en="{parts} of {total} chances: {gifts}",
        id="{parts} dari {total} peluang: {gifts}",
        ms="{parts} daripada {total} peluang: {gifts}",
    ),
    "spin.stock": Words(
        en="{parts} of {total} chances, {stock} in all: {gifts}",
        id="{parts} dari {total} peluang, total {stock}: {gifts}",
        ms="{parts} daripada {total} peluang, {stock} kesemuanya: {gifts}",
    ),
    "spin.nothing": Words(
        en="{parts} of {total} chances: nothing",
        id="{parts} dari {total} peluang: tidak dapat apa-apa",
        ms="{parts} daripada {total} peluang: tiada apa-apa",
    ),
    "spin.gone_gifts": Words(
        en="In place of a prize that has run out you get {gifts}",
        id="Sebagai ganti hadiah yang sudah habis kamu dapat {gifts}",
        ms="Sebagai ganti hadiah yang telah habis anda dapat {gifts}",
    ),
    "spin.gone": Words(
        en="A prize that has run out gives nothing",
        id="Hadiah yang sudah habis tidak memberi apa-apa",
        ms="Hadiah yang telah habis tidak memberi apa-apa",
    ),
    "spin.plays": Words(
        en="You may play {times} times in {period}",
        id="Kamu boleh bermain {times} kali dalam {period}",
        ms="Anda boleh bermain {times} kali dalam {period}",
    ),
    "spin.cost": Words(
        en="One play costs {tickets}",
        id="Sekali bermain memerlukan {tickets}",
        ms="Sekali bermain memerlukan {tickets}",
    ),
    "spin.free": Words(
        en="Playing is free", id="Bermain tidak dipungut biaya", ms="Bermain percuma"
    ),
    "play.no_money": Words(
        en="Chances can't be bought with money",
        id="Peluang tidak bisa dibeli dengan uang",
        ms="Peluang tidak boleh dibeli dengan wang",
    ),
    "draw.prize": Words(
        en="{winners} members each win {gifts}",
        id="{winners} member masing-masing memenangkan {gifts}",
        ms="{winners} ahli masing-masing memenangi {gifts}",
    ),
    "draw.one": Words(
        en="One member wins {gifts}",
        id="Satu member memenangkan {gifts}",
        ms="Seorang ahli memenangi {gifts}",
    ),
    "draw.tickets": Words(
        en="Each of {tickets} that you can use at the close is one chance",
        id="Setiap {tickets} yang bisa dipakai saat penutupan adalah satu peluang",
        ms="Setiap {tickets} yang boleh digunakan semasa penutupan ialah satu peluang",
    ),
    "draw.spent": Words(
        en="The draw takes the tickets that it counted; one prize a member",
        id="Undian mengambil tiket yang dihitung; satu hadiah per member",
        ms="Cabutan mengambil tiket yang dikira; satu hadiah bagi setiap ahli",
    ),
    "draw.proof": Words(
        en="A commitment is published beforehand, and afterwards anybody can work out"
        " the winners again",
        id="Komitmen diumumkan sebelumnya, dan sesudahnya siapa pun bisa menghitung"
        " ulang pemenangnya",
        ms="Komitmen diumumkan lebih awal, dan selepas itu sesiapa sahaja boleh mengira"
        " semula pemenangnya",
    ),
    "contest.photo": Words(
        en="Send in a photo; at most {entries} each",
        id="Kirim foto; paling banyak {entries} per member",
        ms="Hantar foto; paling banyak {entries} setiap ahli",
    ),
    "contest.text": Words(
        en="Send in a text; at most {entries} each",
        id="Kirim tulisan; paling banyak {entries} per member",
        ms="Hantar tulisan; paling banyak {entries} setiap ahli",
    ),
    "contest.looked_at": Words(
        en="Entries are looked at before they are shown",
        id="Kiriman diperiksa sebelum ditampilkan",
        ms="Penyertaan disemak sebelum dipaparkan",
    ),
    "contest.vote": Words(
        en="Members vote, one vote each and not for their own",
        id="Member memilih, satu suara per member dan bukan untuk kirimannya sendiri",
        ms="Ahli mengundi, satu undi setiap ahli dan bukan untuk penyertaan sendiri",
    ),
    "contest.jury": Words(
        en="A jury scores the entries",
        id="Juri menilai kiriman",
        ms="Juri menilai penyertaan",
    ),
    "contest.place": Words(
        en="Place {place} gets {gifts}",
        id="Peringkat {place} dapat {gifts}",
        ms="Tempat {place} dapat {gifts}",
    ),
    "contest.equals": Words(
        en="Of equals the earlier entry is first",
        id="Jika sama, kiriman yang lebih dahulu menang",
        ms="Jika sama, penyertaan yang lebih awal menang",
    ),
    "leaderboard.shows": Words(
        en="The first {shown} members by {metric} in {period}",
        id="{shown} member teratas menurut {metric} dalam {period}",
        ms="{shown} ahli teratas mengikut {metric} dalam {period}",
    ),
    "leaderboard.opt_in": Words(
        en="Only members who want to be seen are shown, by initials or a nickname",
        id="Hanya member yang bersedia tampil, dengan inisial atau nama panggilan",
        ms="Hanya ahli yang sudi dilihat, dengan huruf awal nama atau gelaran",
    ),
}
