"""What the pages about webhooks to developers say."""

from collections.abc import Mapping
from typing import Final

from app.domain.outgoing.types import TYPES
from app.domain.words import Words
from app.domain.words.storefront.kinds import Counted


def _w(en: str, id_: str, ms: str) -> Words:
    return Words(en, id_, ms)


_LIST: Final[Mapping[str, Words | Counted]] = {
    "hooks.title": _w("Webhooks", "Webhook", "Webhook"),
    "hooks.lead": _w(
        "Tell your own systems what happens here: signed, tried again for three days.",
        "Beri tahu sistemmu apa yang terjadi di sini: bertanda tangan, dicoba lagi"
        " selama tiga hari.",
        "Beritahu sistem anda apa yang berlaku di sini: bertandatangan, dicuba semula"
        " selama tiga hari.",
    ),
    "hooks.none_title": _w("No webhook yet", "Belum ada webhook", "Belum ada webhook"),
    "hooks.none_text": _w(
        "Add the address of a program that should hear of new members, points and"
        " rewards at once.",
        "Tambahkan alamat program yang perlu segera tahu soal member, poin, dan"
        " hadiah.",
        "Tambah alamat program yang perlu segera tahu tentang ahli, mata dan ganjaran.",
    ),
    "hooks.url": _w("Address", "Alamat", "Alamat"),
    "hooks.url_help": _w(
        "Starts with https:// and can be reached from the internet.",
        "Diawali https:// dan bisa dijangkau dari internet.",
        "Bermula dengan https:// dan boleh dicapai dari internet.",
    ),
    "hooks.description": _w("What it is for", "Untuk apa", "Untuk apa"),
    "hooks.events": _w("Events", "Kejadian", "Peristiwa"),
    "hooks.every": _w(
        "Everything, also kinds that are added later",
        "Semuanya, juga jenis yang ditambahkan nanti",
        "Semuanya, termasuk jenis yang ditambah kemudian",
    ),
    "hooks.all_events": _w("all events", "semua kejadian", "semua peristiwa"),
    "hooks.some_events": Counted(
        _w("{n} event", "{n} kejadian", "{n} peristiwa"),
        _w("{n} events", "{n} kejadian", "{n} peristiwa"),
    ),
    "hooks.chosen": _w(
        "{n} of {of} chosen", "{n} dari {of} dipilih", "{n} daripada {of}"
    ),
    "hooks.no_types": _w(
        "Choose at least one event.",
        "Pilih minimal satu kejadian.",
        "Pilih sekurang-kurangnya satu peristiwa.",
    ),
    "hooks.new": _w("New webhook", "Webhook baru", "Webhook baharu"),
    "hooks.make": _w("Add the webhook", "Tambah webhook", "Tambah webhook"),
    "hooks.secret": _w(
        "This is the secret that proves our signature. It is shown now and never"
        " again:",
        "Ini rahasia untuk memeriksa tanda tangan kami. Hanya tampil sekarang:",
        "Ini rahsia untuk menyemak tandatangan kami. Dipaparkan sekarang sahaja:",
    ),
    "hooks.state": _w("State", "Status", "Status"),
    "hooks.state.on": _w("on", "aktif", "aktif"),
    "hooks.state.paused": _w("paused", "dijeda", "dijeda"),
    "hooks.state.disabled": _w("switched off", "dimatikan", "dimatikan"),
    "hooks.state.stopped": _w("stopped", "berhenti", "berhenti"),
    "hooks.failing": _w("failing", "sedang gagal", "sedang gagal"),
    "hooks.success": _w("Arrived, 7 days", "Sampai, 7 hari", "Sampai, 7 hari"),
    "hooks.last": _w("Last try", "Percobaan terakhir", "Percubaan terakhir"),
    "hooks.never": _w("never", "belum pernah", "belum pernah"),
    "hooks.waiting": _w("Waiting", "Menunggu", "Menunggu"),
}
_ONE: Final[Mapping[str, Words | Counted]] = {
    "hooks.one_lead": _w(
        "Where it goes, what it hears, and what became of each message.",
        "Ke mana dikirim, apa yang didengar, dan nasib tiap pesan.",
        "Ke mana dihantar, apa yang didengar, dan nasib setiap mesej.",
    ),
    "hooks.off_disabled": _w(
        "This address failed for five days, so nothing is sent any more. Put it right,"
        " switch it on, then send what was missed.",
        "Alamat ini gagal selama lima hari, jadi pengiriman dihentikan. Perbaiki,"
        " aktifkan, lalu kirim ulang yang terlewat.",
        "Alamat ini gagal selama lima hari, jadi penghantaran dihentikan. Betulkan,"
        " aktifkan, kemudian hantar semula yang tertinggal.",
    ),
    "hooks.off_stopped": _w(
        "This address answered 410 Gone: nobody is there any more. Nothing is sent"
        " until it is switched on.",
        "Alamat ini menjawab 410 Gone: tidak ada lagi yang menerima. Tidak ada yang"
        " dikirim sampai diaktifkan.",
        "Alamat ini menjawab 410 Gone: tiada lagi yang menerima. Tiada yang dihantar"
        " sehingga diaktifkan.",
    ),
    "hooks.off_paused": _w(
        "Paused: what happens meanwhile waits, and goes out when you switch it on.",
        "Dijeda: kejadian disimpan dulu dan dikirim saat diaktifkan.",
        "Dijeda: peristiwa disimpan dahulu dan dihantar apabila diaktifkan.",
    ),
    "hooks.failing_since": _w(
        "It has not succeeded since {when}. After five days it is switched off.",
        "Belum berhasil sejak {when}. Setelah lima hari akan dimatikan.",
        "Belum berjaya sejak {when}. Selepas lima hari ia dimatikan.",
    ),
    "hooks.pause": _w("Pause", "Jeda", "Jeda"),
    "hooks.paused": _w("Paused.", "Dijeda.", "Dijeda."),
    "hooks.resume": _w("Switch on", "Aktifkan", "Aktifkan"),
    "hooks.resumed": _w("It is on.", "Sudah aktif.", "Sudah aktif."),
    "hooks.ping": _w("Send a test", "Kirim percobaan", "Hantar percubaan"),
    "hooks.pinged": _w(
        "A test is on its way. Load the page again to see its answer.",
        "Percobaan sedang dikirim. Muat ulang halaman untuk melihat jawabannya.",
        "Percubaan sedang dihantar. Muat semula halaman untuk melihat jawapannya.",
    ),
    "hooks.saved": _w("Saved.", "Tersimpan.", "Disimpan."),
    "hooks.edit": _w(
        "Address and events", "Alamat dan kejadian", "Alamat dan peristiwa"
    ),
    "hooks.rotate": _w("New secret", "Rahasia baru", "Rahsia baharu"),
    "hooks.rotate_lead": _w(
        "For a while both secrets sign, so that your program can change over.",
        "Untuk sementara kedua rahasia sama-sama dipakai, agar programmu sempat"
        " beralih.",
        "Buat sementara kedua-dua rahsia dipakai, supaya program anda sempat bertukar.",
    ),
    "hooks.rotate_deed": _w(
        "Make a new secret", "Buat rahasia baru", "Buat rahsia baharu"
    ),
    "hooks.overlap": _w(
        "The old one signs for", "Rahasia lama berlaku", "Rahsia lama sah selama"
    ),
    "hooks.overlap.none": _w("no longer", "tidak lagi", "tidak lagi"),
    "hooks.overlap.hour": _w("an hour", "satu jam", "sejam"),
    "hooks.overlap.day": _w("a day", "satu hari", "sehari"),
    "hooks.overlap.week": _w("a week", "seminggu", "seminggu"),
    "hooks.both_sign": _w(
        "The former secret signs until {when}.",
        "Rahasia lama berlaku sampai {when}.",
        "Rahsia lama sah sehingga {when}.",
    ),
    "hooks.delete": _w("Delete", "Hapus", "Padam"),
    "hooks.delete_lead": _w(
        "Nothing more is sent, and what waits is dropped.",
        "Tidak ada lagi yang dikirim, dan yang menunggu dibatalkan.",
        "Tiada lagi yang dihantar, dan yang menunggu dibatalkan.",
    ),
    "hooks.delete_deed": _w("Delete the webhook", "Hapus webhook", "Padam webhook"),
    "hooks.deleted": _w("Deleted.", "Dihapus.", "Dipadam."),
    "hooks.replay": _w("Send a span of time again", "Kirim ulang", "Hantar semula"),
    "hooks.replay_lead": _w(
        "What happened in this time and did not arrive is sent once more. Messages are"
        " kept for 30 days.",
        "Kejadian dalam rentang ini yang belum sampai dikirim lagi. Pesan disimpan 30"
        " hari.",
        "Peristiwa dalam tempoh ini yang belum sampai dihantar lagi. Mesej disimpan 30"
        " hari.",
    ),
    "hooks.since": _w("From", "Dari", "Dari"),
    "hooks.until": _w("To", "Sampai", "Hingga"),
    "hooks.everything": _w(
        "Also what arrived already",
        "Juga yang sudah sampai",
        "Termasuk yang sudah sampai",
    ),
    "hooks.replay_deed": _w("Send again", "Kirim ulang", "Hantar semula"),
    "hooks.replayed": Counted(
        _w("{n} message goes out.", "{n} pesan dikirim.", "{n} mesej dihantar."),
        _w("{n} messages go out.", "{n} pesan dikirim.", "{n} mesej dihantar."),
    ),
    "hooks.bad_span": _w(
        "The end must be after the beginning.",
        "Akhir harus setelah awal.",
        "Akhir mesti selepas awal.",
    ),
}
_DELIVERIES: Final[Mapping[str, Words | Counted]] = {
    "hooks.deliveries": _w("Messages", "Pesan", "Mesej"),
    "hooks.any": _w("All", "Semua", "Semua"),
    "hooks.delivery.waiting": _w("waiting", "menunggu", "menunggu"),
    "hooks.delivery.held": _w("held", "ditahan", "ditahan"),
    "hooks.delivery.done": _w("arrived", "sampai", "sampai"),
    "hooks.delivery.failed": _w("failed", "gagal", "gagal"),
    "hooks.no_deliveries_title": _w("Nothing here", "Tidak ada", "Tiada"),
    "hooks.no_deliveries_text": _w(
        "Messages appear here as soon as something happens, or you send a test.",
        "Pesan muncul di sini begitu ada kejadian, atau saat kamu mengirim percobaan.",
        "Mesej muncul di sini sebaik sahaja ada peristiwa, atau anda hantar percubaan.",
    ),
    "hooks.event": _w("Event", "Kejadian", "Peristiwa"),
    "hooks.made": _w("Happened", "Terjadi", "Berlaku"),
    "hooks.answer": _w("Answer", "Jawaban", "Jawapan"),
    "hooks.tries": Counted(
        _w("{n} try", "{n} percobaan", "{n} percubaan"),
        _w("{n} tries", "{n} percobaan", "{n} percubaan"),
    ),
    "hooks.next": _w("next {when}", "berikutnya {when}", "seterusnya {when}"),
    "hooks.took": _w("{n} ms", "{n} md", "{n} ms"),
    "hooks.one_delivery": _w(
        "What was sent, and each answer.",
        "Apa yang dikirim, dan tiap jawabannya.",
        "Apa yang dihantar, dan setiap jawapannya.",
    ),
    "hooks.body": _w("What was sent", "Isi yang dikirim", "Kandungan dihantar"),
    "hooks.attempts": _w("Tries", "Percobaan", "Percubaan"),
    "hooks.no_attempts": _w("Not tried yet.", "Belum dicoba.", "Belum dicuba."),
    "hooks.empty_answer": _w("(empty)", "(kosong)", "(kosong)"),
    "hooks.again": _w("Send again", "Kirim ulang", "Hantar semula"),
    "hooks.sent_again": _w("It is on its way.", "Sedang dikirim.", "Sedang dihantar."),
    "hooks.why.no_answer": _w(
        "no answer in 15 seconds", "tak ada jawaban 15 detik", "tiada jawapan 15 saat"
    ),
    "hooks.why.no_connection": _w(
        "could not connect", "tidak bisa terhubung", "tidak dapat disambung"
    ),
    "hooks.why.unsafe_address": _w(
        "the name leads into a private network",
        "nama mengarah ke jaringan privat",
        "nama menghala ke rangkaian peribadi",
    ),
    "hooks.why.redirected": _w(
        "it redirects elsewhere; give the final address",
        "dialihkan; pakai alamat akhirnya",
        "dilencongkan; gunakan alamat akhir",
    ),
    "hooks.why.webhook_disabled": _w(
        "the webhook was switched off", "webhook dimatikan", "webhook dimatikan"
    ),
    "hooks.why.webhook_stopped": _w(
        "the address is gone", "alamat sudah tidak ada", "alamat sudah tiada"
    ),
    "hooks.why.other": _w("it failed: {code}", "gagal: {code}", "gagal: {code}"),
}
_GROUPS: Final[Mapping[str, Words]] = {
    "hooks.group.members": _w("Members", "Member", "Ahli"),
    "hooks.group.points": _w("Points", "Poin", "Mata"),
    "hooks.group.rewards": _w("Rewards", "Hadiah", "Ganjaran"),
    "hooks.group.tiers": _w("Tiers", "Tingkat", "Peringkat"),
    "hooks.group.membership": _w("Membership", "Keanggotaan", "Keahlian"),
    "hooks.group.referrals": _w("Referrals", "Ajakan", "Rujukan"),
    "hooks.group.play": _w("Play", "Permainan", "Permainan"),
    "hooks.group.programme": _w("Programme", "Program", "Program"),
    "hooks.group.system": _w("System", "Sistem", "Sistem"),
}
_REFUSED: Final[Mapping[str, Words]] = {
    "why.too_many_webhooks": _w(
        "A programme has at most 20 webhooks. Delete one first.",
        "Satu program paling banyak 20 webhook. Hapus salah satu dulu.",
        "Satu program paling banyak 20 webhook. Padam satu dahulu.",
    ),
    "why.webhook_off": _w(
        "The webhook is off. Switch it on first.",
        "Webhook sedang mati. Aktifkan dulu.",
        "Webhook sedang mati. Aktifkan dahulu.",
    ),
    "why.unknown_event_type": _w(
        "Choose at least one event of the list.",
        "Pilih minimal satu kejadian dari daftar.",
        "Pilih sekurang-kurangnya satu peristiwa daripada senarai.",
    ),
    "why.webhook_missing": _w(
        "This webhook is not there any more.",
        "Webhook ini sudah tidak ada.",
        "Webhook ini sudah tiada.",
    ),
    "why.webhook_message_missing": _w(
        "This message is not kept any more.",
        "Pesan ini sudah tidak disimpan.",
        "Mesej ini tidak lagi disimpan.",
    ),
    "hooks.why.address": _w(
        "We can't call this address. It must start with https://, have a name that the"
        " internet knows, and the usual port.",
        "Alamat ini tidak bisa kami panggil. Harus diawali https://, namanya dikenal"
        " internet, dan portnya biasa.",
        "Alamat ini tidak dapat kami panggil. Mesti bermula https://, namanya dikenali"
        " internet, dan portnya biasa.",
    ),
}

WEBHOOKS: Final[Mapping[str, Words | Counted]] = {
    **_LIST,
    **_ONE,
    **_DELIVERIES,
    **_GROUPS,
    **_REFUSED,
    **{f"hooks.type.{each.name}": each.words for each in TYPES},
}
