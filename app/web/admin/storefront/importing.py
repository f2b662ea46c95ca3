"""Sentences from a file: first what it would do, then, if wished, done."""

import json
from typing import Any, Final

from app.domain.staff import Right
from app.web.admin.forms import Typed, filled
from app.web.admin.programme.work import said_in
from app.web.admin.route import Ask, Pages, Redirect, View
from app.web.admin.storefront.catalogue import KEYS
from app.web.admin.storefront.languages import AT, chosen, name_of, view
from app.web.admin.storefront.sentence_file import MOST_BYTES, dry_run
from app.web.admin.storefront.words import HOUSE, set_word, usual
from app.web.admin.storefront.work import WRONG, open_sheet, put, shown

pages = Pages("storefront_sentences")

ROOM_BYTES: Final = 64 * 1024


@pages.page(
    "POST",
    f"{AT}/import",
    right=Right.PROGRAMME,
    largest_bytes=MOST_BYTES + ROOM_BYTES,
)
def try_file(ask: Ask) -> View:
    """Tell what a file would change."""
    said = said_in(ask.sent)
    sheet = open_sheet(ask, said)
    voice = chosen(sheet, said)
    sent = ask.files.get("file")
    form: Typed[Any] = filled(said)
    if sent is None or not sent.filename:
        form.errors = {"file": ask.say("front.file.none")}
        return view(sheet, said, form, status=WRONG)
    told = dry_run(sent.stream.read(MOST_BYTES + 1), voice)
    if told.fault is not None:
        form.errors = {"file": ask.say(f"front.file.{told.fault}")}
        return view(sheet, said, form, status=WRONG)
    more = {"voice": voice, "told": told, "words": json.dumps(told.words)}
    return shown(sheet, "import", form, more)


@pages.page(
    "POST",
    f"{AT}/import/apply",
    right=Right.PROGRAMME,
    largest_bytes=MOST_BYTES + ROOM_BYTES,
)
def apply_file(ask: Ask) -> View | Redirect:
    """Take the sentences that were shown."""
    said = said_in(ask.sent)
    sheet = open_sheet(ask, said)
    voice, data = chosen(sheet, said), sheet.data
    for key, text in _words(said.get("words", "")).items():
        same = voice.tag in HOUSE and text == usual(key, voice.base)
        set_word(data, voice.tag, key, "" if same else text)
    done = put(sheet, f"{AT}?tag={voice.tag}", data, said, name_of(sheet))
    if isinstance(done, dict):
        form: Typed[Any] = filled({"tag": voice.tag, "base": said.get("base", "")})
        form.errors = {"": " ".join(done.values())}
        return view(sheet, said, form, status=WRONG)
    return done


def _words(text: str) -> dict[str, str]:
    """Return the sentences that the form carries; what is none is left out."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        key: said
        for key, said in found.items()
        if key in KEYS and isinstance(said, str) and said
    }
