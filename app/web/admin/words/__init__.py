"""Everything the back office says, by key, in three languages.

Each group of pages has a file of its own; a key stands once. ``say`` fills the
gaps by name; a counted sentence is asked for with a number, its gap ``{n}``.
"""

from collections.abc import Mapping
from typing import Final

from app.domain.errors import SetiaError
from app.domain.words import Language, Words, count_text
from app.domain.words.storefront.kinds import Counted
from app.web.admin.words.activity import ACTIVITY
from app.web.admin.words.analytics import ANALYTICS
from app.web.admin.words.audit import AUDIT
from app.web.admin.words.campaigns import CAMPAIGNS
from app.web.admin.words.codes import CODES
from app.web.admin.words.common import COMMON
from app.web.admin.words.conflicts import CONFLICTS
from app.web.admin.words.data import DATA
from app.web.admin.words.deeds import DEEDS
from app.web.admin.words.delivery_reasons import DELIVERY_REASONS
from app.web.admin.words.embedded import EMBEDDED
from app.web.admin.words.entrance import ENTRANCE
from app.web.admin.words.forms import FORMS
from app.web.admin.words.help_members import HELP_MEMBERS
from app.web.admin.words.help_programme import HELP_PROGRAMME
from app.web.admin.words.help_settings import HELP_SETTINGS
from app.web.admin.words.home import HOME
from app.web.admin.words.importing import IMPORTING
from app.web.admin.words.legal import LEGAL
from app.web.admin.words.lists import LISTS
from app.web.admin.words.lost_forms import LOST_FORMS
from app.web.admin.words.members import MEMBERS
from app.web.admin.words.merges import MERGES
from app.web.admin.words.more_reasons import MORE_REASONS
from app.web.admin.words.onboarding import ONBOARDING
from app.web.admin.words.person import PERSON
from app.web.admin.words.placements import PLACEMENTS
from app.web.admin.words.placing import PLACING
from app.web.admin.words.programme import PROGRAMME
from app.web.admin.words.programme_choices import PROGRAMME_CHOICES
from app.web.admin.words.programme_labels import PROGRAMME_LABELS
from app.web.admin.words.programme_places import PROGRAMME_PLACES
from app.web.admin.words.reasons import REASONS
from app.web.admin.words.referring import REFERRING
from app.web.admin.words.refusals import REFUSALS
from app.web.admin.words.reports import REPORTS
from app.web.admin.words.segmenting import SEGMENTS
from app.web.admin.words.settings import SETTINGS
from app.web.admin.words.starters import STARTERS
from app.web.admin.words.store_checks import STORE_CHECKS
from app.web.admin.words.storefront_pages import STOREFRONT_PAGES
from app.web.admin.words.stores import STORES
from app.web.admin.words.support import SUPPORT
from app.web.admin.words.team import ACCOUNT, TEAM
from app.web.admin.words.timers import TIMER_WORDS
from app.web.admin.words.webhooks import WEBHOOKS
from app.web.admin.words.zones import ZONES

__all__ = ["ALL", "PARTS", "Counted", "Words", "knows", "say", "why"]

OTHER: Final = "why.family.refused"
PARTS: Final[Mapping[str, Mapping[str, Words | Counted]]] = {
    "activity": ACTIVITY,
    "analytics": ANALYTICS,
    "help_members": HELP_MEMBERS,
    "help_programme": HELP_PROGRAMME,
    "help_settings": HELP_SETTINGS,
    "home": HOME,
    "reasons": REASONS,
    "more_reasons": MORE_REASONS,
    "referring": REFERRING,
    "refusals": REFUSALS,
    "reports": REPORTS,
    "account": ACCOUNT,
    "audit": AUDIT,
    "codes": CODES,
    "common": COMMON,
    "conflicts": CONFLICTS,
    "embedded": EMBEDDED,
    "data": DATA,
    "entrance": ENTRANCE,
    "deeds": DEEDS,
    "delivery_reasons": DELIVERY_REASONS,
    "forms": FORMS,
    "importing": IMPORTING,
    "legal": LEGAL,
    "lists": LISTS,
    "lost_forms": LOST_FORMS,
    "members": MEMBERS,
    "merges": MERGES,
    "onboarding": ONBOARDING,
    "person": PERSON,
    "starters": STARTERS,
    "store_checks": STORE_CHECKS,
    "stores": STORES,
    "storefront_pages": STOREFRONT_PAGES,
    "segments": SEGMENTS,
    "settings": SETTINGS,
    "campaigns": CAMPAIGNS,
    "placing": PLACING,
    "placements": PLACEMENTS,
    "programme": PROGRAMME,
    "programme_choices": PROGRAMME_CHOICES,
    "programme_labels": PROGRAMME_LABELS,
    "programme_places": PROGRAMME_PLACES,
    "support": SUPPORT,
    "team": TEAM,
    "timers": TIMER_WORDS,
    "webhooks": WEBHOOKS,
    "zones": ZONES,
}
"""One line a group: add yours."""
ALL: Final[Mapping[str, Words | Counted]] = {
    key: words for part in PARTS.values() for key, words in part.items()
}


def knows(key: str) -> bool:
    """Tell whether there is a sentence of this key."""
    return key in ALL


def say(key: str, language: Language, n: int | None = None, /, **gaps: str) -> str:
    """Return a sentence.

    Raises:
        KeyError: There is no such key, or a gap was not given.
    """
    words = ALL[key]
    if isinstance(words, Counted):
        number = 0 if n is None else n
        said = words.one if number == 1 else words.other
        return said.say(language, **{"n": count_text(number, language), **gaps})
    if n is not None:
        gaps = {"n": count_text(n, language), **gaps}
    return words.say(language, **gaps)


def why(error: SetiaError, language: Language) -> str:
    """Return why something was refused: the catalogue's sentence for its code.

    An error that has a reason as well is told by the sentence of both, where there
    is one; an error without a sentence of its own by that of its family. Its English
    words are for developers, and nobody reads them here.
    """
    key = f"why.{error.code}"
    exact = f"{key}.{getattr(error, 'reason', '')}"
    key = exact if knows(exact) else key
    if not knows(key):
        return _of_family(error, language)
    gaps = {
        name: count_text(value, language) if isinstance(value, int) else value
        for name, value in error.figures.items()
    }
    try:
        return say(key, language, **gaps)
    except KeyError:
        return _of_family(error, language)


def _of_family(error: SetiaError, language: Language) -> str:
    codes = [each.code for each in type(error).__mro__ if issubclass(each, SetiaError)]
    known = (f"why.family.{code}" for code in codes)
    return say(next((key for key in known if knows(key)), OTHER), language)
