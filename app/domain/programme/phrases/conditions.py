"""Operators of conditions, as clauses without a capital or a full stop."""

from app.domain.words import Words

CONDITIONS: dict[str, Words] = {
    "op.gte": Words(
        en="{field} at least {value}",
        id="{field} minimal {value}",
        ms="{field} sekurang-kurangnya {value}",
    ),
    "op.gt": Words(
        en="{field} above {value}",
        id="{field} di atas {value}",
        ms="{field} melebihi {value}",
    ),
    "op.lte": Words(
        en="{field} at most {value}",
        id="{field} maksimal {value}",
        ms="{field} selebih-lebihnya {value}",
    ),
    "op.lt": Words(
        en="{field} below {value}",
        id="{field} di bawah {value}",
        ms="{field} kurang daripada {value}",
    ),
    "op.in": Words(
        en="{field} is {value}",
        id="{field} {value}",
        ms="{field} ialah {value}",
    ),
    "op.not_in": Words(
        en="{field} is not {value}",
        id="{field} bukan {value}",
        ms="{field} bukan {value}",
    ),
    "op.contains_any": Words(
        en="{field} with one of {value}",
        id="{field} termasuk salah satu dari {value}",
        ms="{field} termasuk salah satu daripada {value}",
    ),
    "op.contains_all": Words(
        en="{field} with all of {value}",
        id="{field} termasuk semua: {value}",
        ms="{field} termasuk semua: {value}",
    ),
    "op.contains_none": Words(
        en="{field} without {value}",
        id="{field} tanpa {value}",
        ms="{field} tanpa {value}",
    ),
    "op.only": Words(
        en="{field} only {value}",
        id="{field} hanya {value}",
        ms="{field} hanya {value}",
    ),
    "op.is.yes": Words(
        en="it is the {field}",
        id="ini {field}",
        ms="ini {field}",
    ),
    "op.is.no": Words(
        en="it is not the {field}",
        id="ini bukan {field}",
        ms="ini bukan {field}",
    ),
    "op.within": Words(en="{value}", id="{value}", ms="{value}"),
    "op.not_within": Words(
        en="not {value}",
        id="tidak {value}",
        ms="tidak {value}",
    ),
    "op.none": Words(
        en="not {parts}",
        id="tidak {parts}",
        ms="tidak {parts}",
    ),
    "op.eq": Words(
        en="{field} is {value}",
        id="{field} {value}",
        ms="{field} ialah {value}",
    ),
    "op.multiple_of": Words(
        en="{field} is a multiple of {value}",
        id="{field} kelipatan {value}",
        ms="{field} gandaan {value}",
    ),
    "op.within_days": Words(
        en="{field} for less than {days} days",
        id="{field} kurang dari {days} hari",
        ms="{field} kurang daripada {days} hari",
    ),
    "op.after_days": Words(
        en="{field} for {days} days or more",
        id="{field} selama {days} hari atau lebih",
        ms="{field} selama {days} hari atau lebih",
    ),
    "at.weekday.mon": Words(
        en="Monday",
        id="Senin",
        ms="Isnin",
    ),
    "at.weekday.tue": Words(
        en="Tuesday",
        id="Selasa",
        ms="Selasa",
    ),
    "at.weekday.wed": Words(
        en="Wednesday",
        id="Rabu",
        ms="Rabu",
    ),
    "at.weekday.thu": Words(
        en="Thursday",
        id="Kamis",
        ms="Khamis",
    ),
    "at.weekday.fri": Words(
        en="Friday",
        id="Jumat",
        ms="Jumaat",
    ),
    "at.weekday.sat": Words(
        en="Saturday",
        id="Sabtu",
        ms="Sabtu",
    ),
    "at.weekday.sun": Words(
        en="Sunday",
        id="Minggu",
        ms="Ahad",
    ),
    "lines.anything": Words(
        en="anything",
        id="apa saja",
        ms="apa sahaja",
    ),
}
