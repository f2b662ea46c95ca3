"""Units, joining words and times."""

from app.domain.words import Words

COMMON: dict[str, Words] = {
    "unit.point": Words(en="point", id="poin", ms="mata"),
    "unit.points": Words(en="points", id="poin", ms="mata"),
    "join.or": Words(en=" or ", id=" atau ", ms=" atau "),
    "join.and": Words(en=" and ", id=" dan ", ms=" dan "),
    "join.neither": Words(en=" or ", id=" atau ", ms=" atau "),
    "time.since": Words(
        en="from {since}",
        id="mulai {since}",
        ms="mulai {since}",
    ),
    "time.until": Words(
        en="until {until}",
        id="sampai {until}",
        ms="sehingga {until}",
    ),
    "time.both": Words(
        en="from {since} until {until}",
        id="mulai {since} sampai {until}",
        ms="mulai {since} sehingga {until}",
    ),
}
