"""What the pages before the back office say: signing in, joining, proving."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words
from app.domain.words.storefront.kinds import Counted


def _w(en: str, id_: str, ms: str) -> Words:
    return Words(en, id_, ms)


ENTRANCE: Final[Mapping[str, Words | Counted]] = {
    "staff.language.en": _w("English", "English", "English"),
    "staff.language.id": _w("Bahasa Indonesia", "Bahasa Indonesia", "Bahasa Indonesia"),
    "staff.language.ms": _w("Bahasa Melayu", "Bahasa Melayu", "Bahasa Melayu"),
    "entrance.sign_in": _w("Sign in", "Masuk", "Log masuk"),
    "entrance.sign_in_lead": _w(
        "Your loyalty programme's back office.",
        "Ruang kerja program loyalitasmu.",
        "Ruang kerja program kesetiaan anda.",
    ),
    "entrance.sign_in_do": _w("Sign in", "Masuk", "Log masuk"),
    "entrance.to_sign_in": _w("To sign-in", "Ke halaman masuk", "Ke log masuk"),
    "entrance.email": _w("E-mail", "E-mail", "E-mel"),
    "entrance.password": _w("Password", "Kata sandi", "Kata laluan"),
    "entrance.new_password": _w("Password", "Kata sandi", "Kata laluan"),
    "entrance.repeated": _w(
        "Password once more", "Ulangi kata sandi", "Ulang kata laluan"
    ),
    "entrance.passwords_differ": _w(
        "The two are not the same.", "Keduanya belum sama.", "Kedua-duanya tidak sama."
    ),
    "entrance.password_help": _w(
        "12 characters or more. A few words in a row are good.",
        "Minimal 12 karakter. Beberapa kata berurutan itu bagus.",
        "Sekurang-kurangnya 12 aksara. Beberapa perkataan berturut-turut itu baik.",
    ),
    "entrance.forgotten": _w(
        "Forgot your password?", "Lupa kata sandi?", "Lupa kata laluan?"
    ),
    "entrance.forgotten_how": _w(
        "Ask an owner of your team to remove and invite you again. Are you the only"
        " owner? Who runs the server can help: setia staff set-password",
        "Minta pemilik timmu mengeluarkan lalu mengundangmu lagi. Kamu satu-satunya"
        " pemilik? Pengelola server bisa membantu: setia staff set-password",
        "Minta pemilik pasukan membuang dan menjemput anda semula. Anda satu-satunya"
        " pemilik? Pengendali pelayan boleh membantu: setia staff set-password",
    ),
    "entrance.second": _w("Your code", "Kodemu", "Kod anda"),
    "entrance.second_lead": _w(
        "Enter the six digits that your authenticator app shows.",
        "Masukkan enam angka dari aplikasi autentikatormu.",
        "Masukkan enam digit daripada aplikasi pengesah anda.",
    ),
    "entrance.code": _w("Code", "Kode", "Kod"),
    "entrance.code_help": _w(
        "Lost your telephone? Enter one of your recovery codes.",
        "Ponselmu hilang? Masukkan salah satu kode pemulihan.",
        "Telefon hilang? Masukkan salah satu kod pemulihan.",
    ),
    "entrance.other_account": _w(
        "Sign in with another account",
        "Masuk dengan akun lain",
        "Log masuk dengan akaun lain",
    ),
    "entrance.enrol": _w(
        "Set up your second factor", "Pasang faktor kedua", "Sediakan faktor kedua"
    ),
    "entrance.enrol_lead": _w(
        "Owners sign in with a password and a code from their telephone. It takes a"
        " minute.",
        "Pemilik masuk dengan kata sandi dan kode dari ponsel. Hanya semenit.",
        "Pemilik log masuk dengan kata laluan dan kod daripada telefon. Seminit"
        " sahaja.",
    ),
    "entrance.enrol_app": _w(
        "Open an authenticator app on your telephone, such as Aegis, 2FAS or Google"
        " Authenticator.",
        "Buka aplikasi autentikator di ponsel, misalnya Aegis, 2FAS atau Google"
        " Authenticator.",
        "Buka aplikasi pengesah pada telefon, contohnya Aegis, 2FAS atau Google"
        " Authenticator.",
    ),
    "entrance.enrol_scan": _w(
        "Scan this square.", "Pindai kotak ini.", "Imbas petak ini."
    ),
    "entrance.square_alt": _w(
        "Square code for the authenticator app; the same can be typed below.",
        "Kode kotak untuk aplikasi autentikator; bisa juga diketik di bawah.",
        "Kod petak untuk aplikasi pengesah; boleh juga ditaip di bawah.",
    ),
    "entrance.enrol_type": _w("Type it instead", "Ketik sendiri saja", "Taip sendiri"),
    "entrance.enrol_code": _w(
        "Enter the code that it shows.",
        "Masukkan kode yang ditampilkan.",
        "Masukkan kod yang dipaparkan.",
    ),
    "entrance.recovery": _w("Recovery codes", "Kode pemulihan", "Kod pemulihan"),
    "entrance.recovery_lead": _w(
        "Keep these somewhere safe: each of them replaces your telephone once. They"
        " are shown now and never again.",
        "Simpan di tempat aman: masing-masing menggantikan ponselmu sekali. Kode ini"
        " hanya ditampilkan sekarang.",
        "Simpan di tempat selamat: setiap satu menggantikan telefon anda sekali. Kod"
        " ini dipaparkan sekarang sahaja.",
    ),
    "entrance.recovery_kept": _w(
        "I have kept them", "Sudah saya simpan", "Sudah saya simpan"
    ),
    "entrance.prove": _w("Is it you?", "Ini benar kamu?", "Adakah ini anda?"),
    "entrance.prove_lead": _w(
        "What you want to do is sensitive. Please prove once more who you are; it"
        " holds for ten minutes.",
        "Langkah ini sensitif. Buktikan sekali lagi siapa kamu; berlaku sepuluh menit.",
        "Langkah ini sensitif. Buktikan sekali lagi siapa anda; sah selama sepuluh"
        " minit.",
    ),
    "entrance.prove_do": _w("Go on", "Lanjutkan", "Teruskan"),
    "entrance.prove_wordless": _w(
        "You came in by a link and have no password here, so there is nothing to"
        " enter. Ask whoever runs Setia for you for a new sign-in link, come in by it,"
        " and set a password on your account's page: from then on you can prove it"
        " here yourself.",
        "Kamu masuk lewat tautan dan belum punya kata sandi di sini, jadi tidak ada"
        " yang bisa diisi. Minta tautan masuk baru kepada pengelola Setia-mu, masuk"
        " dengan tautan itu, lalu buat kata sandi di halaman akunmu. Setelah itu kamu"
        " bisa membuktikannya sendiri di sini.",
        "Anda masuk melalui pautan dan belum mempunyai kata laluan di sini, jadi tiada"
        " apa-apa untuk diisi. Minta pautan log masuk baharu daripada pengendali Setia"
        " anda, masuk dengannya, kemudian buat kata laluan di halaman akaun anda."
        " Selepas itu anda boleh membuktikannya sendiri di sini.",
    ),
    "entrance.prove_wordless_lead": _w(
        "What you want to do is sensitive: it wants a proof of the last ten minutes.",
        "Langkah ini sensitif: perlu bukti dari sepuluh menit terakhir.",
        "Langkah ini sensitif: perlu bukti dalam sepuluh minit yang lalu.",
    ),
    "entrance.kept_proof": _w(
        "What you typed is kept: prove who you are, and send it with one click.",
        "Isianmu tersimpan: buktikan dirimu, lalu kirim dengan satu klik.",
        "Isian anda disimpan: buktikan diri anda, kemudian hantar dengan satu klik.",
    ),
    "entrance.unchanged": _w(
        "You are still signed in. Nothing has been changed.",
        "Kamu masih masuk. Belum ada yang berubah.",
        "Anda masih log masuk. Belum ada yang berubah.",
    ),
    "entrance.enter_lead": _w(
        "This link signs you in once.",
        "Tautan ini berlaku untuk sekali masuk.",
        "Pautan ini untuk sekali log masuk.",
    ),
    "entrance.link_over": _w(
        "This link is not valid any more. Links work once, and for a limited time."
        " Ask for a new one.",
        "Tautan ini sudah tidak berlaku. Tautan hanya bisa dipakai sekali dan terbatas"
        " waktunya. Minta yang baru.",
        "Pautan ini tidak sah lagi. Pautan hanya boleh digunakan sekali dalam masa"
        " terhad. Minta yang baharu.",
    ),
    "entrance.stale": _w(
        "This form was open for too long, or in another window. Please try again.",
        "Formulir ini terbuka terlalu lama, atau di jendela lain. Coba lagi, ya.",
        "Borang ini terbuka terlalu lama, atau dalam tetingkap lain. Sila cuba lagi.",
    ),
    "entrance.kept": _w(
        "You were signed out meanwhile. What you typed is kept: sign in, and send it"
        " with one click.",
        "Sesimu sudah berakhir. Isianmu tersimpan: masuk, lalu kirim dengan satu klik.",
        "Sesi anda telah tamat. Isian anda disimpan: log masuk, kemudian hantar dengan"
        " satu klik.",
    ),
    "entrance.kept_next": _w(
        "What you typed is kept: it comes back behind this page.",
        "Isianmu tersimpan: muncul lagi setelah halaman ini.",
        "Isian anda disimpan: ia kembali selepas halaman ini.",
    ),
    "entrance.again": _w("Send it now?", "Kirim sekarang?", "Hantar sekarang?"),
    "entrance.again_lead": _w(
        "This is what you had typed. Nothing of it has been saved yet.",
        "Inilah isianmu tadi. Belum ada yang tersimpan.",
        "Inilah isian anda tadi. Belum ada yang disimpan.",
    ),
    "entrance.again_deed": _w(
        "What it does", "Yang akan dilakukan", "Apa yang akan dibuat"
    ),
    "entrance.again_about": _w("For", "Untuk", "Untuk"),
    "entrance.again_place": _w("Where", "Di mana", "Di mana"),
    "entrance.again_do": _w("Send it", "Kirim", "Hantar"),
    "entrance.again_not": _w(
        "Leave it and go to Home", "Batalkan dan ke Beranda", "Tinggalkan dan ke Utama"
    ),
    "entrance.setup_title": _w("Set up Setia", "Siapkan Setia", "Sediakan Setia"),
    "entrance.setup_lead": _w(
        "You are the first: you will own this programme.",
        "Kamu yang pertama: kamu akan menjadi pemilik program ini.",
        "Anda yang pertama: anda akan memiliki program ini.",
    ),
    "entrance.setup_how": _w(
        "Nobody works here yet. On the server, run: setia staff first-owner. It prints"
        " a link for the first owner.",
        "Belum ada siapa pun di sini. Jalankan di server: setia staff first-owner."
        " Perintah itu mencetak tautan untuk pemilik pertama.",
        "Belum ada sesiapa di sini. Jalankan pada pelayan: setia staff first-owner."
        " Arahan itu mencetak pautan untuk pemilik pertama.",
    ),
    "entrance.setup_done": _w(
        "Setia is set up already. Owners invite others under Settings, Team.",
        "Setia sudah siap. Pemilik mengundang orang lain lewat Pengaturan, Tim.",
        "Setia sudah disediakan. Pemilik menjemput orang lain di Tetapan, Pasukan.",
    ),
    "entrance.join": _w("Join {shop}", "Bergabung dengan {shop}", "Sertai {shop}"),
    "entrance.join_lead": _w(
        "You were invited as: {role}.",
        "Kamu diundang sebagai: {role}.",
        "Anda dijemput sebagai: {role}.",
    ),
    "entrance.join_do": _w("Join", "Bergabung", "Sertai"),
    "entrance.shop": _w("Your business", "Nama usaha", "Nama perniagaan"),
    "entrance.timezone": _w("Time zone", "Zona waktu", "Zon waktu"),
    "entrance.name": _w("Your name", "Namamu", "Nama anda"),
    "why.wrong_sign_in": _w(
        "That is not right. Check what you typed and try again.",
        "Itu belum benar. Periksa lagi isianmu, lalu coba lagi.",
        "Itu tidak betul. Semak apa yang ditaip dan cuba lagi.",
    ),
    "why.too_many_tries": _w(
        "Too many tries. Wait {retry_after} seconds, then try again.",
        "Terlalu banyak percobaan. Tunggu {retry_after} detik, lalu coba lagi.",
        "Terlalu banyak cubaan. Tunggu {retry_after} saat, kemudian cuba lagi.",
    ),
    "why.weak_password.short": _w(
        "Take 12 characters or more.",
        "Pakai minimal 12 karakter.",
        "Gunakan sekurang-kurangnya 12 aksara.",
    ),
    "why.weak_password.long": _w(
        "Take 200 characters or fewer.",
        "Pakai paling banyak 200 karakter.",
        "Gunakan tidak lebih daripada 200 aksara.",
    ),
    "why.weak_password.common": _w(
        "Others try this one first. Take a few words that do not belong together.",
        "Ini termasuk yang pertama ditebak orang. Pakai beberapa kata yang tidak"
        " berhubungan.",
        "Ini antara yang pertama dicuba orang. Gunakan beberapa perkataan yang tidak"
        " berkaitan.",
    ),
    "why.weak_password.personal": _w(
        "It is mostly your name or address. Take something that nobody knows of you.",
        "Ini sebagian besar nama atau alamatmu. Pakai yang tidak diketahui orang.",
        "Ini kebanyakannya nama atau alamat anda. Gunakan yang tidak diketahui orang.",
    ),
    "why.weak_password": _w(
        "Take 12 characters or more that others do not guess.",
        "Pakai minimal 12 karakter yang tidak mudah ditebak.",
        "Gunakan sekurang-kurangnya 12 aksara yang sukar diteka.",
    ),
    "why.bad_staff_email": _w(
        "Please enter an e-mail address, such as ani@shop.example.",
        "Masukkan alamat e-mail, misalnya ani@toko.example.",
        "Masukkan alamat e-mel, contohnya ani@kedai.example.",
    ),
    "why.staff_email_taken": _w(
        "Somebody of this team has that address already.",
        "Alamat itu sudah dipakai member tim ini.",
        "Alamat itu sudah digunakan oleh ahli pasukan ini.",
    ),
    "why.bad_staff_name": _w(
        "Please enter a name of 1 to 80 characters.",
        "Masukkan nama, 1 sampai 80 karakter.",
        "Masukkan nama, 1 hingga 80 aksara.",
    ),
    "why.last_owner": _w(
        "This is the last owner. Make somebody else an owner first.",
        "Ini pemilik terakhir. Jadikan orang lain pemilik dulu.",
        "Ini pemilik terakhir. Jadikan orang lain pemilik dahulu.",
    ),
    "why.second_factor_needed": _w(
        "Owners keep their second factor.",
        "Pemilik tetap memakai faktor kedua.",
        "Pemilik mesti kekal menggunakan faktor kedua.",
    ),
    "why.invitation_over": _w(
        "This invitation is not open any more.",
        "Undangan ini sudah tidak berlaku.",
        "Jemputan ini tidak sah lagi.",
    ),
    "why.staff_missing": _w(
        "This person does not work here any more.",
        "Orang ini sudah tidak bekerja di sini.",
        "Orang ini tidak bekerja di sini lagi.",
    ),
    "why.session_over": _w(
        "This session has ended.", "Sesi ini sudah berakhir.", "Sesi ini telah tamat."
    ),
}
