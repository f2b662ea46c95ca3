"""What a new version changes, in sentences for members and staff."""

from app.domain.words import Words

CHANGES: dict[str, Words] = {
    "change.rule.added": Words(
        en="New way to earn: {words}",
        id="Cara baru dapat poin: {words}",
        ms="Cara baharu kumpul mata: {words}",
    ),
    "change.rule.removed": Words(
        en="No longer: {words}",
        id="Tidak berlaku lagi: {words}",
        ms="Tidak lagi: {words}",
    ),
    "change.reward.added": Words(
        en="New reward: {words}",
        id="Hadiah baru: {words}",
        ms="Ganjaran baharu: {words}",
    ),
    "change.reward.removed": Words(
        en="Reward no longer offered: {words}",
        id="Hadiah tidak tersedia lagi: {words}",
        ms="Ganjaran tidak lagi ditawarkan: {words}",
    ),
    "change.asset.added": Words(
        en="New kind of points or credit: {words}",
        id="Jenis poin atau saldo baru: {words}",
        ms="Jenis mata atau kredit baharu: {words}",
    ),
    "change.asset.removed": Words(
        en="Kind of points or credit taken away: {words}",
        id="Jenis poin atau saldo dihapus: {words}",
        ms="Jenis mata atau kredit dibuang: {words}",
    ),
    "change.item.added": Words(
        en="New: {words}", id="Baru: {words}", ms="Baharu: {words}"
    ),
    "change.item.removed": Words(
        en="No longer: {words}",
        id="Tidak berlaku lagi: {words}",
        ms="Tidak lagi: {words}",
    ),
    "change.on": Words(
        en="Switched on: {words}", id="Diaktifkan: {words}", ms="Dihidupkan: {words}"
    ),
    "change.off": Words(
        en="Switched off: {words}",
        id="Dinonaktifkan: {words}",
        ms="Dimatikan: {words}",
    ),
    "change.reworded": Words(
        en="{title}, before: {before} Now: {after}",
        id="{title}, sebelumnya: {before} Sekarang: {after}",
        ms="{title}, dahulu: {before} Kini: {after}",
    ),
    "change.terms": Words(en="Terms", id="Ketentuan", ms="Terma"),
    "change.setting": Words(
        en="Setting {path}: {before} becomes {after}",
        id="Pengaturan {path}: {before} menjadi {after}",
        ms="Tetapan {path}: {before} menjadi {after}",
    ),
    "change.nothing": Words(en="nothing", id="kosong", ms="kosong"),
    "change.order": Words(
        en="The order of {section} changes",
        id="Urutan {section} berubah",
        ms="Susunan {section} berubah",
    ),
    "change.none": Words(
        en="Nothing changes", id="Tidak ada yang berubah", ms="Tiada perubahan"
    ),
}
