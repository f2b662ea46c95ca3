"""What the pages about the team, one's own account and the audit log say."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words
from app.domain.words.storefront.kinds import Counted


def _w(en: str, id_: str, ms: str) -> Words:
    return Words(en, id_, ms)


TEAM: Final[Mapping[str, Words | Counted]] = {
    "team.title": _w("Team", "Tim", "Pasukan"),
    "team.lead": _w(
        "Who works here, and what each may do.",
        "Siapa yang bekerja di sini, dan apa saja haknya.",
        "Siapa yang bekerja di sini, dan apa haknya.",
    ),
    "team.people": Counted(
        _w("{n} person", "{n} orang", "{n} orang"),
        _w("{n} people", "{n} orang", "{n} orang"),
    ),
    "team.name": _w("Name", "Nama", "Nama"),
    "team.role": _w("Role", "Peran", "Peranan"),
    "team.last_seen": _w("Last seen", "Terakhir terlihat", "Kali terakhir dilihat"),
    "team.never": _w("not signed in", "tidak sedang masuk", "tidak log masuk"),
    "team.factor_on": _w(
        "Second factor on", "Faktor kedua aktif", "Faktor kedua aktif"
    ),
    "team.factor_no": _w("Password only", "Hanya kata sandi", "Kata laluan sahaja"),
    "team.no_password": _w(
        "No password yet", "Belum ada kata sandi", "Belum ada kata laluan"
    ),
    "team.by_platform": _w(
        "Signs in through {platform}",
        "Masuk lewat {platform}",
        "Log masuk melalui {platform}",
    ),
    "team.you": _w("you", "kamu", "anda"),
    "team.change": _w("Change", "Ubah", "Ubah"),
    "team.change_whom": _w("Change {name}", "Ubah {name}", "Ubah {name}"),
    "team.invite": _w("Invite somebody", "Undang seseorang", "Jemput seseorang"),
    "team.invite_lead": _w(
        "You get a link to pass on. It works once, for 72 hours.",
        "Kamu mendapat tautan untuk diteruskan. Berlaku sekali, selama 72 jam.",
        "Anda mendapat pautan untuk dihantar. Sah sekali, selama 72 jam.",
    ),
    "team.invite_email": _w(
        "E-mail (may be left empty)",
        "E-mail (boleh dikosongkan)",
        "E-mel (boleh dibiarkan kosong)",
    ),
    "team.invite_do": _w("Make a link", "Buat tautan", "Buat pautan"),
    "team.link_title": _w(
        "The invitation's link", "Tautan undangan", "Pautan jemputan"
    ),
    "team.link_once": _w(
        "Copy it now: it is shown this once.",
        "Salin sekarang: hanya ditampilkan sekali ini.",
        "Salin sekarang: dipaparkan kali ini sahaja.",
    ),
    "team.copy": _w("Copy", "Salin", "Salin"),
    "team.waiting": _w(
        "Open invitations", "Undangan yang masih terbuka", "Jemputan yang masih terbuka"
    ),
    "team.anybody": _w(
        "whoever has the link",
        "siapa pun yang punya tautannya",
        "sesiapa yang ada pautan",
    ),
    "team.made_by": _w("Invited by", "Diundang oleh", "Dijemput oleh"),
    "team.lapses": _w("Valid until", "Berlaku hingga", "Sah sehingga"),
    "team.revoke": _w("Take back", "Tarik kembali", "Tarik balik"),
    "team.revoked": _w(
        "The invitation was taken back.",
        "Undangan sudah ditarik.",
        "Jemputan telah ditarik balik.",
    ),
    "team.roles_title": _w(
        "What each role may do", "Hak tiap peran", "Hak setiap peranan"
    ),
    "team.role.owner": _w(
        "Everything, team and keys included. Always signs in with a second factor.",
        "Semuanya, termasuk tim dan kunci. Selalu masuk dengan faktor kedua.",
        "Semuanya, termasuk pasukan dan kunci. Sentiasa log masuk dengan faktor kedua.",
    ),
    "team.role.manager": _w(
        "Everything but team and keys.",
        "Semuanya kecuali tim dan kunci.",
        "Semuanya kecuali pasukan dan kunci.",
    ),
    "team.role.support": _w(
        "Helps members: points and rewards within limits, claims. No programme.",
        "Melayani member: poin dan hadiah dalam batas, keluhan. Tanpa program.",
        "Melayani ahli: mata dan ganjaran dalam had, aduan. Tanpa program.",
    ),
    "team.role.analyst": _w(
        "Reads everything and takes reports out, changes nothing.",
        "Membaca semuanya dan mengunduh laporan, tidak mengubah apa pun.",
        "Membaca semuanya dan memuat turun laporan, tidak mengubah apa-apa.",
    ),
    "team.role_save": _w("Change role", "Ubah peran", "Ubah peranan"),
    "team.role_note": _w(
        "They are signed out everywhere and come back with the new role.",
        "Ia akan keluar dari semua perangkat dan kembali dengan peran baru.",
        "Dia akan dilog keluar di semua tempat dan kembali dengan peranan baharu.",
    ),
    "team.role_changed": _w(
        "{name} is now: {role}.", "{name} sekarang: {role}.", "{name} kini: {role}."
    ),
    "team.sessions": _w("Signed in at", "Sedang masuk di", "Sedang log masuk di"),
    "team.no_sessions": _w(
        "Not signed in anywhere.",
        "Tidak sedang masuk di mana pun.",
        "Tidak log masuk di mana-mana.",
    ),
    "team.session": _w("Browser", "Peramban", "Pelayar"),
    "team.session_unknown": _w(
        "Unknown browser", "Peramban tidak dikenal", "Pelayar tidak dikenali"
    ),
    "team.session_began": _w("Since", "Sejak", "Sejak"),
    "team.session_seen": _w("Last used", "Terakhir dipakai", "Terakhir digunakan"),
    "team.session_here": _w("this one", "yang ini", "yang ini"),
    "team.session_end": _w("Sign out", "Keluarkan", "Log keluar"),
    "team.sign_out_all": _w(
        "Sign out everywhere", "Keluarkan dari semua", "Log keluar di semua tempat"
    ),
    "team.signed_out": Counted(
        _w("{n} session ended.", "{n} sesi diakhiri.", "{n} sesi ditamatkan."),
        _w("{n} sessions ended.", "{n} sesi diakhiri.", "{n} sesi ditamatkan."),
    ),
    "team.factor_reset": _w(
        "Take the second factor away", "Cabut faktor kedua", "Tanggalkan faktor kedua"
    ),
    "team.factor_reset_note": _w(
        "For a lost telephone. An owner sets up a new one at the next sign-in.",
        "Untuk ponsel yang hilang. Pemilik memasang yang baru saat masuk lagi.",
        "Untuk telefon yang hilang. Pemilik menyediakan yang baharu semasa log masuk.",
    ),
    "team.second_factor_off": _w(
        "The second factor of {name} was taken away.",
        "Faktor kedua {name} sudah dicabut.",
        "Faktor kedua {name} telah ditanggalkan.",
    ),
    "team.remove": _w(
        "Remove from the team", "Keluarkan dari tim", "Buang daripada pasukan"
    ),
    "team.remove_lead": _w(
        "{name} can't sign in any more. What they did stays in the audit log.",
        "{name} tidak bisa masuk lagi. Yang sudah dilakukan tetap ada di log audit.",
        "{name} tidak boleh log masuk lagi. Apa yang dibuat kekal dalam log audit.",
    ),
    "team.remove_type": _w(
        "Type the name to confirm",
        "Ketik namanya untuk memastikan",
        "Taip namanya untuk mengesahkan",
    ),
    "team.remove_do": _w("Remove", "Keluarkan", "Buang"),
    "team.name_differs": _w(
        "Type exactly: {name}", "Ketik persis: {name}", "Taip tepat: {name}"
    ),
    "team.removed": _w(
        "{name} was removed.", "{name} sudah dikeluarkan.", "{name} telah dibuang."
    ),
    "team.person_lead": _w(
        "What this person may do, and where they are signed in.",
        "Hak orang ini, dan di mana ia sedang masuk.",
        "Hak orang ini, dan di mana dia log masuk.",
    ),
}

ACCOUNT: Final[Mapping[str, Words | Counted]] = {
    "account.title": _w("Your account", "Akunmu", "Akaun anda"),
    "account.lead": _w(
        "Your name, language and ways to sign in.",
        "Nama, bahasa, dan caramu masuk.",
        "Nama, bahasa dan cara anda log masuk.",
    ),
    "account.profile": _w("You", "Kamu", "Anda"),
    "account.saved": _w("Saved.", "Tersimpan.", "Disimpan."),
    "account.password": _w("Password", "Kata sandi", "Kata laluan"),
    "account.password_note": _w(
        "Other sessions of yours end when you change it.",
        "Sesi lainmu berakhir saat kamu mengubahnya.",
        "Sesi lain anda tamat apabila anda mengubahnya.",
    ),
    "account.current_password": _w(
        "Current password", "Kata sandi sekarang", "Kata laluan semasa"
    ),
    "account.new_password": _w("New password", "Kata sandi baru", "Kata laluan baharu"),
    "account.password_do": _w("Change password", "Ubah kata sandi", "Ubah kata laluan"),
    "account.password_changed": _w(
        "Your password was changed.",
        "Kata sandimu sudah diubah.",
        "Kata laluan anda telah diubah.",
    ),
    "account.no_password": _w(
        "You came in by a link and have no password yet. Set one now: sensitive deeds"
        " ask for it, and so does the next sign-in.",
        "Kamu masuk lewat tautan dan belum punya kata sandi. Buat sekarang: langkah"
        " sensitif memintanya, begitu juga saat masuk lagi.",
        "Anda masuk melalui pautan dan belum mempunyai kata laluan. Buat sekarang:"
        " langkah sensitif memintanya, begitu juga log masuk berikutnya.",
    ),
    "account.factor": _w("Second factor", "Faktor kedua", "Faktor kedua"),
    "account.factor_why": _w(
        "A code from your telephone beside the password: whoever learns the password"
        " alone stays outside.",
        "Kode dari ponsel selain kata sandi: yang hanya tahu kata sandi tetap di luar.",
        "Kod daripada telefon selain kata laluan: sesiapa yang hanya tahu kata laluan"
        " kekal di luar.",
    ),
    "account.factor_on": _w(
        "It is on since {day}.", "Aktif sejak {day}.", "Aktif sejak {day}."
    ),
    "account.factor_begin": _w("Set it up", "Pasang", "Sediakan"),
    "account.factor_off": _w("Take it away", "Cabut", "Tanggalkan"),
    "account.recovery": _w(
        "New recovery codes", "Kode pemulihan baru", "Kod pemulihan baharu"
    ),
    "account.nothing_begun": _w(
        "Nothing is being set up. Begin on your account's page.",
        "Belum ada yang dipasang. Mulai dari halaman akunmu.",
        "Tiada yang sedang disediakan. Mulakan di halaman akaun anda.",
    ),
    "account.sign_out_all": _w(
        "Sign out everywhere else", "Keluar dari yang lain", "Log keluar di tempat lain"
    ),
    "account.back": _w(
        "Back to your account", "Kembali ke akunmu", "Kembali ke akaun anda"
    ),
    "account.programmes": _w("Programmes", "Program", "Program"),
    "account.programmes_lead": _w(
        "One is open at a time; this is where you open another one.",
        "Satu program terbuka pada satu waktu; di sini kamu membuka yang lain.",
        "Satu program dibuka pada satu masa; di sini anda membuka yang lain.",
    ),
    "account.programme_new": _w("New programme", "Program baru", "Program baharu"),
    "account.programme_new_lead": _w(
        "For a brand with members and points of its own. Stores that share members"
        " belong into one programme.",
        "Untuk merek dengan member dan poin sendiri. Toko yang berbagi member cukup"
        " satu program.",
        "Untuk jenama dengan ahli dan mata sendiri. Kedai yang berkongsi ahli cukup"
        " satu program.",
    ),
    "account.programme_do": _w("Make it", "Buat", "Buat"),
    "account.programme_made": _w(
        "{name} is there, still empty. Open it to set it up.",
        "{name} sudah ada, masih kosong. Buka untuk menyiapkannya.",
        "{name} sudah ada, masih kosong. Buka untuk menyediakannya.",
    ),
    "account.programme_inside": _w(
        "Inside a platform's admin the programme of that store is open. Others are"
        " made and opened at Setia's own address.",
        "Di dalam admin platform terbuka program toko itu. Program lain dibuat dan"
        " dibuka di alamat Setia sendiri.",
        "Di dalam admin platform, program kedai itu yang dibuka. Program lain dibuat"
        " dan dibuka di alamat Setia sendiri.",
    ),
    "why.enough_programmes": _w(
        "There are {most} programmes; no more are possible.",
        "Sudah ada {most} program; tidak bisa lebih.",
        "Sudah ada {most} program; tidak boleh lebih.",
    ),
    "account.open": _w("Open", "Buka", "Buka"),
    "account.open_now": _w("open now", "sedang terbuka", "sedang dibuka"),
    "account.stores": Counted(
        _w("{n} store", "{n} toko", "{n} kedai"),
        _w("{n} stores", "{n} toko", "{n} kedai"),
    ),
}
