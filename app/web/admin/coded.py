"""Codes that are kept in rows, in the words of the back office.

Rows hold codes, so that they mean the same in every language and years later. People
never read them: here each becomes words, and one that has none of its own is told by
the family of errors that it belongs to.
"""

import re
from functools import cache
from typing import Final

from app.domain.errors import SetiaError
from app.web.admin.route import Ask
from app.web.admin.words import ALL, Counted, knows

GAVE_UP: Final = "gave_up:"
UNEXPECTED: Final = "unexpected:"
ENDED: Final = "voucher_is_"
BEGINNINGS: Final = {
    "no handler for ": "no_handler",
    "topic ": "topic_not_ours",
    "judgeme topic ": "topic_not_ours",
    "consent ": "consent_said",
    "customer merge ": "merge_unfinished",
    "a signed error": "store_sent_error",
}
"""Sentences of adapters for developers, by how they begin."""
SEVERAL: Final = re.compile(r"[a-z_]+(,[a-z_]+)+")
UNKNOWN: Final = "reason.unknown"
FIGURE: Final = re.compile(r"\b([a-z_]+)=(\d+)\b")
COUNTED: Final = re.compile(r"(?:^|, )(\d+) ([a-z][a-z ]*)")
STOPPED: Final = re.compile(r"stopped='([a-z_]+)'")
WELL: Final = frozenset(("no_violation",))


def reason(ask: Ask, said: str) -> str:
    """Return why something is as it is."""
    if said.startswith(GAVE_UP):
        rest = reason(ask, said.removeprefix(GAVE_UP))
        return ask.say("reason.gave_up", reason=rest)
    codes = said.split(",") if SEVERAL.fullmatch(said) else [said]
    return ", ".join(dict.fromkeys(ask.say(reason_key(code)) for code in codes))


def reason_key(said: str) -> str:
    """Return the key of the words for a reason as rows keep it."""
    if said.startswith(UNEXPECTED):
        return "reason.unexpected"
    if said.startswith(ENDED):
        return "reason.voucher_ended"
    for beginning, code in BEGINNINGS.items():
        if said.startswith(beginning):
            return f"reason.{code}"
    # What comes after the code is for developers: a sentence, a currency, a kind.
    code = said.partition(":")[0].strip()
    for key in (f"reason.{code}", f"why.{code}"):
        if knows(key) and _plain(key):
            return key
    family = families().get(code)
    return f"reason.family.{family}" if family else UNKNOWN


def _plain(key: str) -> bool:
    """Tell whether a sentence stands by itself, without figures."""
    words = ALL[key]
    return not isinstance(words, Counted) and "{" not in words.en


@cache
def families() -> dict[str, str]:
    """Return the family of each error by its code, as far as the program is loaded."""
    found: dict[str, str] = {}
    for family in SetiaError.__subclasses__():
        for each in (family, *_below(family)):
            found.setdefault(each.code, family.code)
    return found


def _below(error: type[SetiaError]) -> list[type[SetiaError]]:
    children = error.__subclasses__()
    return [*children, *(each for child in children for each in _below(child))]


def named(ask: Ask, prefix: str, code: str) -> str:
    """Return what a code is called: a topic, an event, a debt, a scope, a timer.

    One that another installation, or another time, made is shown without its signs.
    """
    key = f"{prefix}.{code}"
    return ask.say(key) if knows(key) else code.replace("_", " ").replace("/", " ")


def did(ask: Ask, result: str | None, *, failed: bool) -> str:
    """Return what a timer did, from what it wrote down."""
    if result is None:
        return ""
    if failed:
        return ask.say("timer.did.failed", reason=reason(ask, result))
    stopped = STOPPED.search(result)
    if stopped:
        return ask.say("timer.did.stopped", reason=reason(ask, stopped[1]))
    return ask.say("timer.did.well") if result in WELL else _told(ask, result)


def _told(ask: Ask, result: str) -> str:
    found = figures(result)
    told = [
        ask.say(f"timer.figure.{name}", n)
        for name, n in found
        if n and knows(f"timer.figure.{name}")
    ]
    if told:
        return ", ".join(told)
    total = sum(n for _, n in found)
    return ask.say("timer.did.count", total) if total else ask.say("timer.did.nothing")


def figures(result: str) -> list[tuple[str, int]]:
    """Return the figures of a result by name, those of the same name added up."""
    if result.isdigit():
        return [("", int(result))]
    pairs = FIGURE.findall(result) or [
        (words.replace(" ", "_"), n) for n, words in COUNTED.findall(result)
    ]
    found: dict[str, int] = {}
    for name, n in pairs:
        found[name] = found.get(name, 0) + int(n)
    return list(found.items())
