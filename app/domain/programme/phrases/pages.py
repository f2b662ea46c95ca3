"""Headings of the page that tells a whole programme."""

from app.domain.words import Words

PAGES: dict[str, Words] = {
    "page.terms": Words(en="Terms", id="Ketentuan", ms="Terma"),
    "page.earning": Words(
        en="Ways to earn", id="Cara dapat poin", ms="Cara mengumpul mata"
    ),
    "page.stacking": Words(
        en="When several things meet",
        id="Jika beberapa hal bertemu",
        ms="Apabila beberapa perkara bertemu",
    ),
    "page.rewards": Words(en="Rewards", id="Hadiah", ms="Ganjaran"),
    "page.badges": Words(en="Badges", id="Lencana", ms="Lencana"),
    "page.challenges": Words(en="Challenges", id="Tantangan", ms="Cabaran"),
    "page.dividends": Words(
        en="Money back after each period",
        id="Uang kembali setelah setiap periode",
        ms="Pulangan selepas setiap tempoh",
    ),
    "page.tiers": Words(en="Levels", id="Tingkatan", ms="Peringkat"),
    "page.tier_terms": Words(
        en="How levels are reached and kept",
        id="Cara mencapai dan menjaga tingkatan",
        ms="Cara mencapai dan mengekalkan peringkat",
    ),
    "page.memberships": Words(en="Memberships", id="Keanggotaan", ms="Keahlian"),
    "page.perks": Words(en="What comes with it", id="Keuntungannya", ms="Kelebihannya"),
    "page.causes": Words(en="Causes", id="Tujuan amal", ms="Tujuan amal"),
    "page.referral": Words(en="Invite friends", id="Ajak teman", ms="Jemput rakan"),
    "page.play": Words(en="Games", id="Permainan", ms="Permainan"),
    "page.campaigns": Words(en="Offers", id="Penawaran", ms="Tawaran"),
    "page.storefront": Words(en="Storefront", id="Etalase", ms="Etalase"),
    "page.goals": Words(en="Aims", id="Sasaran", ms="Sasaran"),
}
