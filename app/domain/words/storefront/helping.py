"""Words of questions and answers: what a member asks people, and how it stands."""

from app.domain.words.languages import Words

HELPING: dict[str, Words] = {
    "nav.help": Words(en="Help", id="Bantuan", ms="Bantuan"),
    "help.ask": Words(en="Ask a question", id="Tanya kami", ms="Tanya kami"),
    "help.question": Words(
        en="What would you like to know?",
        id="Apa yang ingin kamu tanyakan?",
        ms="Apa yang anda ingin tahu?",
    ),
    "help.note": Words(
        en="Our team reads this. The answer appears here.",
        id="Tim kami membaca pesanmu. Jawabannya muncul di sini.",
        ms="Dibaca oleh pasukan kami. Jawapannya muncul di sini.",
    ),
    "help.empty": Words(
        en="Ask us anything about your points. The answers appear here.",
        id="Tanya apa saja soal poinmu. Jawabannya muncul di sini.",
        ms="Tanya apa sahaja tentang mata anda. Jawapannya muncul di sini.",
    ),
    "help.write": Words(en="Your message", id="Pesanmu", ms="Mesej anda"),
    "help.send": Words(en="Send", id="Kirim", ms="Hantar"),
    "help.sent": Words(en="Sent", id="Terkirim", ms="Dihantar"),
    "help.you": Words(en="You", id="Kamu", ms="Anda"),
    "help.new": Words(en="New", id="Baru", ms="Baharu"),
    "help.over": Words(
        en="This is closed. If you write, we open it again.",
        id="Percakapan ini sudah selesai. Kalau kamu menulis, kami buka lagi.",
        ms="Ini sudah selesai. Jika anda menulis, kami buka semula.",
    ),
    "help.all": Words(en="See my messages", id="Lihat pesanku", ms="Lihat mesej saya"),
}
STANDINGS: dict[str, Words] = {
    "cause.thanks": Words(
        en="Thank you for giving",
        id="Terima kasih sudah berdonasi",
        ms="Terima kasih atas derma anda",
    ),
    "claim.found": Words(
        en="Found: {points} are on the way",
        id="Ketemu: {points} sedang diproses",
        ms="Dijumpai: {points} sedang diproses",
    ),
    "claim.counted": Words(
        en="This order was counted already",
        id="Pesanan ini sudah dihitung",
        ms="Pesanan ini telah dikira",
    ),
    "claim.open": Words(
        en="We are looking into it and answer by {date}",
        id="Kami periksa dan jawab paling lambat {date}",
        ms="Kami sedang semak dan jawab selewat-lewatnya {date}",
    ),
    "claim.nothing": Words(
        en="This order earns no points",
        id="Pesanan ini tidak mendapat poin",
        ms="Pesanan ini tidak mendapat mata",
    ),
    "help.open": Words(
        en="We answer by {date}",
        id="Kami jawab paling lambat {date}",
        ms="Kami jawab selewat-lewatnya {date}",
    ),
    "help.late": Words(
        en="Sorry, our answer takes longer than we said",
        id="Maaf, jawaban kami lebih lama dari janji",
        ms="Maaf, jawapan kami lebih lama daripada yang dijanjikan",
    ),
    "help.waiting": Words(
        en="Waiting for your reply",
        id="Menunggu balasanmu",
        ms="Menunggu balasan anda",
    ),
    "help.answered": Words(en="Answered", id="Sudah dijawab", ms="Telah dijawab"),
    "help.closed": Words(en="Closed", id="Selesai", ms="Selesai"),
}
"""What came of it: said by the server, so the panel need not load it."""
